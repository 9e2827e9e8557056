"""Tables of names and values (settings, attributes): the name in each row says what the value beside it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from opaq.classify import lexicon, names
from opaq.model.batch import Cell
from opaq.model.catalog import ColumnRef, Relation, StoredColumn
from opaq.model.finding import NONE, Category, Evidence, Finding, Likelihood
from opaq.model.schema import Kind

_KEYS: Final = frozenset({"key", "keys", "attr", "attribute", "name", "setting", "param", "parameter", "property", "prop", "field", "variable", "option", "code", "k"})  # fmt: skip
_VALUES: Final = frozenset({"value", "val", "v", "setting_value", "data", "content", "string"})


def is_key(column: StoredColumn) -> bool:
    """A text column that may name what its row holds."""
    words = names.tokens(column.name)
    return bool(words) and words[-1] in _KEYS and column.kind in (Kind.TEXT, Kind.ENUM, Kind.DYNAMIC)


def is_value(column: StoredColumn) -> bool:
    """A column that may hold what another names."""
    words = names.tokens(column.name)
    return bool(words) and words[-1] in _VALUES and column.kind in (Kind.TEXT, Kind.JSON, Kind.BYTES, Kind.DYNAMIC)


def judge_pairs(relation: Relation, cells: Mapping[str, list[Cell]], found: dict[ColumnRef, Finding]) -> None:
    """Raise harmless value columns of a table of pairs to what the keys beside them say."""
    keys = [c.name for c in relation.columns if is_key(c) and c.name in cells]
    open_values = [
        c
        for c in relation.columns
        if is_value(c) and found.get(ColumnRef(relation.name, c.name), _SENSITIVE).category == NONE
    ]
    if not keys or not open_values:
        return
    told = Counter(c for cell in set(cells[keys[0]]) if isinstance(cell, str) and (c := _category(cell)))
    if not told:
        return
    category = _dominant(told)
    reason = Evidence("name", f'{sum(told.values())} names in "{keys[0]}" beside it are of sensitive things')
    for column in open_values:
        ref = ColumnRef(relation.name, column.name)
        found[ref] = Finding(category, Likelihood.LIKELY, (reason,), column=ref)


_SENSITIVE: Final = Finding("text.free", Likelihood.LIKELY, ())


def _category(key: str) -> Category | None:
    evidence = names.read(key) if len(key) <= 80 else names.NOTHING
    return evidence.category if evidence.weight >= lexicon.SUGGESTS else None


def _dominant(told: Counter[Category]) -> Category:
    """The category of most sensitive keys; a mixture is free text; one secret makes secrets of all."""
    top, count = told.most_common(1)[0]
    if any(c.startswith("secret.") for c in told):
        return next(c for c, _ in told.most_common() if c.startswith("secret."))
    return top if count >= 0.8 * sum(told.values()) else "text.free"
