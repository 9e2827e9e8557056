"""Masking columns that are stored as Arrow arrays: kernels where the cells are plain text, cell by cell otherwise.

Loaded only with Arrow columns. What comes out has the same cells as the way over
Python lists; a property in the tests holds the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from opaq.mask import kernels
from opaq.mask.bytewise import Array, only, plain, true
from opaq.mask.keys import MaskKey
from opaq.mask.types import Decision
from opaq.model.finding import Category
from opaq.model.schema import Field, Kind
from opaq.policy.types import MaskSpec

_CELLWISE = frozenset({Kind.ARRAY, Kind.JSON, Kind.BYTES, Kind.COMPOSITE, Kind.OTHER})
_WHOLE = frozenset({"redact", "null"})
_SPECIAL = frozenset({"document", "spans", "shift"})


def is_text(array: Any) -> bool:
    """Whether a column holds strings (not binary)."""
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def holds_only(array: Any, allowed: bytes) -> bool:
    """Whether every byte of a text column is one of `allowed`."""
    return is_text(array) and only(plain(array), allowed)


def with_changes(array: Any, changes: Mapping[str, str | None]) -> tuple[Array, list[str]]:
    """A column in which some distinct texts are replaced by others; and of every changed cell the text it had."""
    array = plain(array)
    old = pa.array(list(changes), pa.string())
    place = pc.index_in(array, value_set=old)
    hit = true(pc.is_valid(place))
    place = place.filter(hit)
    new = pa.array(list(changes.values()), pa.string()).take(place)
    return pc.replace_with_mask(array, hit, new), old.take(place).to_pylist()


def constant(text: str, count: int) -> Array:
    """A column that shows one text in every row."""
    return pa.repeat(pa.scalar(text, pa.string()), count)


def changed(old: Any, new: Array) -> int:
    """Cells of `old` that are not the same in `new`."""
    same = pc.sum(pc.equal(plain(old), new)).as_py() or 0
    return int(len(old) - old.null_count - same)


class Columns:
    """Kernels by field, kept for the life of a result."""

    def __init__(self, key: MaskKey) -> None:
        self._key = key
        self._functions: dict[tuple[Category, str, str], Any] = {}

    def masked(self, field: Field, decision: Decision, array: Any) -> Array | None:
        """The masked column; None when it has to be masked cell by cell."""
        name = decision.mask.name
        if name in _SPECIAL or not is_text(array) or (field.kind in _CELLWISE and name not in _WHOLE):
            return None
        category = decision.category or "unknown"
        if name not in _WHOLE and _structured(array):
            return None
        return self._function(category, decision.mask)(array)

    def _function(self, category: Category, mask: MaskSpec) -> Any:
        slot = (category, mask.name, repr(sorted(mask.options.items())))
        if slot not in self._functions:
            self._functions[slot] = kernels.column(category, mask, self._key)
        return self._functions[slot]


def _structured(array: Any) -> bool:
    """Whether a cell may be a JSON document, which is masked leaf by leaf."""
    array = plain(array)
    return any(pc.any(pc.starts_with(array, pattern=mark)).as_py() for mark in "[{ \t\r\n")
