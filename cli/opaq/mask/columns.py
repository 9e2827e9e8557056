"""Masking columns that are stored as Arrow arrays: kernels where the cells are plain text, cell by cell otherwise.

Loaded only with Arrow columns. What comes out has the same cells as the way over
Python lists; a property in the tests holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from opaq.classify import in_place
from opaq.classify.types import CellFindings
from opaq.mask import kernels
from opaq.mask.cells import NEVER_INSIDE
from opaq.mask.keys import MaskKey
from opaq.mask.types import Decision
from opaq.mask.values import label
from opaq.model.bytewise import Array, number, only, plain, text, true
from opaq.model.finding import Category
from opaq.model.schema import Field, Kind
from opaq.policy import masks
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


Hide = Callable[[Array], Array]
"""Masks an array of texts that were found in larger ones; no answer is null or empty."""


class Rewritten(NamedTuple):
    """A column in which something was masked where it stands."""

    shown: Array
    told: int
    """Rows in which marked addresses were masked."""
    texts: list[str]
    """Of every other row that is not as it was, the text it had."""

    @property
    def changed(self) -> int:
        return self.told + len(self.texts)


def untouched(array: Array) -> Rewritten:
    """A column in which nothing was found."""
    return Rewritten(array, 0, [])


def rewritten(array: Array, findings: CellFindings, changes: Mapping[str, str], hide: Hide) -> Rewritten:
    """A column in which distinct texts are replaced by others, and what is marked in them by what `hide` answers.

    What was read, and where it stands, are positions (`findings.sifted`), so nothing is looked up by its text.
    """
    sifted = findings.sifted
    if sifted is None:
        return untouched(array)
    new, different = _with_changes(sifted.texts, changes)
    told = 0
    if sifted.told is not None:
        addressed, masked = in_place.rewritten(sifted.texts.filter(sifted.told), hide)
        new = pc.replace_with_mask(new, sifted.told, addressed)
        masked = pc.replace_with_mask(sifted.told, sifted.told, masked)
        told = _count(masked.take(sifted.place))
    shown = pc.replace_with_mask(array, sifted.chosen, new.take(sifted.place))
    texts = sifted.texts.take(sifted.place.filter(different.take(sifted.place))).to_pylist() if changes else []
    return Rewritten(shown, told, texts)


def _count(rows: Array) -> int:
    return int(pc.sum(rows).as_py() or 0)


def _with_changes(texts: Array, changes: Mapping[str, str]) -> tuple[Array, Array]:
    """Distinct texts, some of them replaced, and which."""
    if not changes:
        return texts, pa.repeat(pa.scalar(value=False), len(texts))
    place = pc.index_in(texts, value_set=pa.array(list(changes), pa.string()))
    different = pc.is_valid(place)
    new = pa.array(list(changes.values()), pa.string()).take(place.drop_null())
    return pc.replace_with_mask(texts, different, new), different


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

    def hiding(self, category: Category, mask: MaskSpec | None) -> Hide:
        """What masks texts that were found in larger ones, as `Cells` does one by one; without a mask they are shown."""
        if mask is None:
            return lambda found: found
        shown = text(label(category, mask))
        if mask.name in NEVER_INSIDE or mask.name not in masks.MASKS:
            return lambda found: pa.repeat(shown, len(found))
        function, plainly = self._function(category, mask), text(label(category))

        def hide(found: Array) -> Array:
            new = function(found)
            return pc.if_else(true(pc.greater(pc.binary_length(new), number(0))), new, plainly)

        return hide

    def _function(self, category: Category, mask: MaskSpec) -> Any:
        slot = (category, mask.name, repr(sorted(mask.options.items())))
        if slot not in self._functions:
            self._functions[slot] = kernels.column(category, mask, self._key)
        return self._functions[slot]


def _structured(array: Any) -> bool:
    """Whether a cell may be a JSON document, which is masked leaf by leaf."""
    array = plain(array)
    return any(pc.any(pc.starts_with(array, pattern=mark)).as_py() for mark in "[{ \t\r\n")
