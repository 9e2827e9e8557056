"""Questions to a finished policy: what about this category, what about this column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache

from opaq.model.catalog import ColumnRef
from opaq.model.finding import NONE, Category
from opaq.policy import masks
from opaq.policy.categories import ancestry, is_known
from opaq.policy.types import ColumnRule, Policy, Treatment


def treatment(policy: Policy, category: Category) -> Treatment | None:
    """What the policy does about a category or its nearest treated family; None: it does nothing.

    A category nobody has heard of is redacted: unknown is not harmless.
    """
    for id_ in ancestry(category):
        found = policy.treatments.get(id_)
        if found is not None:
            return found
    if category == NONE or is_known(category):
        return None
    return Treatment(masks.REDACT, "deny", rule="unknown category")


def masked(policy: Policy, category: Category) -> Treatment | None:
    """Like `treatment`, but None also when the treatment shows the value."""
    found = treatment(policy, category)
    return None if found is None or found.mask.name == "keep" else found


def of_column(policy: Policy, ref: ColumnRef, category: Category) -> Treatment | None:
    """The treatment of one stored column: its own mask when a rule names one, else its category's; None: shown."""
    rule = mask_rule(policy.columns, ref)
    own = rule.mask if rule is not None else None
    if rule is None or own is None:
        return masked(policy, category)
    if own.name == "keep":
        return None
    known = treatment(policy, category)
    predicates = known.predicates if known else "lookup"
    return Treatment(masks.settled(category, own), predicates, known.aggregates if known else False, rule.rule)


def mask_rule(rules: Iterable[ColumnRule], ref: ColumnRef) -> ColumnRule | None:
    """The first rule that names the column and gives it a mask; exceptions stand before what they are exceptions to."""
    return next((rule for rule in rules if rule.mask is not None and matches(rule.match, ref)), None)


def category_rule(rules: Iterable[ColumnRule], ref: ColumnRef) -> ColumnRule | None:
    """The first rule that names the column and says what it is."""
    return next((rule for rule in rules if rule.category is not None and matches(rule.match, ref)), None)


def matches(match: str, ref: ColumnRef) -> bool:
    """Whether `[schema.]table.column` names the column; `*` stands for any characters of one part.

    Names are compared without case, as most people think of them and as two of three engines do.

    >>> from opaq.model.catalog import RelationName
    >>> ref = ColumnRef(RelationName("public", "customers"), "c7")
    >>> matches("customers.c7", ref), matches("*.customers.c*", ref), matches("other.customers.c7", ref)
    (True, True, False)
    """
    parts = match.split(".")
    names = [ref.relation.name, ref.column] if len(parts) == 2 else [ref.relation.schema, ref.relation.name, ref.column]
    return all(_pattern(part).match(name) is not None for part, name in zip(parts, names, strict=True))


@lru_cache(maxsize=1024)
def _pattern(part: str) -> re.Pattern[str]:
    literal = part.replace("[", "[[]").replace("?", "[?]")
    return re.compile(translate(literal), re.IGNORECASE)
