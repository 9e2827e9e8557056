"""Texts whose addresses are told in place hold what the detectors would find in them, no more and no less."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opaq.classify import in_place, rows
from opaq.classify.cells import CellScanner
from opaq.policy.types import Policy

SCANNER = CellScanner(Policy((), {}))
LOCAL = (
    "ana", "Anna.Bauer", "bob_x", "a", "james+49301234567", "pat", "s.abc", "sk_live_9f8e7d6c5b4a3f2e1d0c", "x-y", "password", "12ab",
    "00-11-22-33-44-55", "de89370400440532013000", "abcdefghijklmnopqrstuv", "francesca-montgomery", ".q", "_a", "o'neil", "4111111111111111",
)  # fmt: skip
HOST = ("mail.example", "a.bc", "x.corp", "sub.dom-ain.co", "10.20.30", "-a.de", "x_y.de", "verylongcompanyname")
ENDING = ("com", "de", "png", "pin", "key", "born", "ne", "st", "Dr", "AB", "c0", "x", "user", "api")
BEFORE = (
    "", "reply to ", "mailto:", "<", "(", "order 123: ", "/", "+49 ", "1 85 05 ", "tel ", "Dr ", "name: ", "password ", "pwd=", "user name: ",
    "QQ 12 34 56 ", "born ", "//", "http://u:", " .", "é", "12 rue ", "call Anna ", "\x01",
)  # fmt: skip
BEHIND = (
    "", " ", ", ", ". ", ": ", " is ", "=", ")", "/", " 12 34 56 C", ": hunter2x9", " 1990-02-03", "::1", " name: bob_99", " key=ab12cd34",
    " 12.5", ".", " Smith", "12", "-", "\n", "é", "\x02",
)  # fmt: skip
addresses = st.builds("{}@{}.{}".format, st.sampled_from(LOCAL), st.sampled_from(HOST), st.sampled_from(ENDING))
pieces = st.builds("{}{}{}".format, st.sampled_from(BEFORE), addresses, st.sampled_from(BEHIND))
texts = st.lists(st.lists(pieces, min_size=1, max_size=2).map("".join), min_size=1, max_size=12, unique=True)


@settings(max_examples=200)
@given(texts)
def test_a_column_in_arrow_is_told_to_hold_the_addresses_its_cells_hold(cells: list[str]) -> None:
    listed, columnar = SCANNER.scan(cells), SCANNER.scan((), arrow=pa.array(cells, pa.string()))
    assert columnar.everything() == listed.affected
    assert (columnar.verdict, columnar.shares) == (listed.verdict, listed.shares)


@pytest.mark.parametrize(
    "text",
    ["ana@mail.example", "order 7: paid, reply to Ana.B77@mail.example.", "<a@b.co>, <c@d.co>", "mailto:x@y.zz?"],
)
def test_plain_addresses_are_told_without_reading_their_texts(text: str) -> None:
    sifted = rows.sift(pa.array([text], pa.string()))
    assert len(sifted.unread()) == 0
    assert in_place.unmarked(sifted.texts).to_pylist() == [text]


@pytest.mark.parametrize(
    "text", ["call Anna, ana@b.co", "bob@corp.pin: 1234", "a\x01na@b.co", "logo@2x.png", "http://u:p@b.co"]
)
def test_every_other_text_is_read(text: str) -> None:
    assert rows.sift(pa.array([text], pa.string())).marked() is None


def test_a_column_of_addresses_is_one() -> None:
    cells = [f"ana{n}@mail.example" for n in range(20)]
    assert SCANNER.scan((), arrow=pa.array(cells, pa.string())).verdict == "contact.email"
