"""One key gives one token for one value, whatever database it comes from: masked exports join like the originals."""

from __future__ import annotations

from mask_values import KEY

import asking
from opaq.mask.values import texts
from opaq.policy.types import MaskSpec
from targets import Target

CUSTOMERS = "select id, email from customers order by id"
PAIRS = "select a.id, b.id from customers a join customers b on a.email = b.email order by 1, 2"


def tokens(target: Target) -> dict[str, str]:
    """Token of every e-mail -> id of its customer, for e-mails that nobody shares."""
    rows = asking.ask(target, CUSTOMERS)
    made = texts("contact.email", MaskSpec("token"), KEY)([str(email) for _, email in rows])
    return {str(token): str(number) for token, (number, _) in zip(made, rows, strict=True)}


def test_every_engine_gives_the_same_tokens(engine: Target, shop_sqlite: Target) -> None:
    assert tokens(engine) == tokens(shop_sqlite)


def test_masked_exports_join_like_the_originals(engine: Target, shop_sqlite: Target) -> None:
    here, there = tokens(engine), tokens(shop_sqlite)
    joined = sorted((int(number), int(there[token])) for token, number in here.items() if token in there)
    assert joined == [(int(str(a)), int(str(b))) for a, b in asking.ask(engine, PAIRS)]
