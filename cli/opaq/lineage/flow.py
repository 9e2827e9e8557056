"""What one expression carries: which stored columns are in its value, and which of them it can tell.

A `Flow` is the abstract value of the judge. `direct` and `conditional` name every
stored column that takes part; `taint` names only the sensitive ones the value may
reveal after everything that was granted. An expression without taint has the same
value in two databases that differ in sensitive cells only; that is the sentence
every combinator here has to keep true.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from opaq.model.catalog import ColumnRef
from opaq.model.record import record, replace

Columns = frozenset[ColumnRef]
NOTHING: Columns = frozenset()


class Shape(IntEnum):
    """How the value relates to stored cells; a join of two takes the greater one unless both are stored cells."""

    CONSTANT = 0
    """Literal, parameter, or a total expression of those."""
    BARE = 1
    """A stored cell, unchanged."""
    ELEMENT = 2
    """An element, field or constant path of a stored cell."""
    INJECTIVE = 3
    """A total injective function of one stored cell."""
    COMPUTED = 4


@record
class Flow:
    shape: Shape
    direct: Columns = NOTHING
    conditional: Columns = NOTHING
    taint: Columns = NOTHING
    path: tuple[str, ...] = ()
    """Below the column, for ELEMENT."""
    picked: bool = False
    """One of the stored cells, chosen by their order (min, first_value): masked like a cell, but its choice tells."""
    folded: bool = False
    """COMPUTED, yet equal exactly when stored cells are, but for case and blanks around them: `lower(email)`."""
    aggregated: bool = False
    null: bool = False
    """Certainly NULL: mixes with anything."""
    text: str | None = None
    """Of a CONSTANT, where known; for probes only."""
    size: int = 16
    """An estimate in characters of the largest value; see `totality.size_of`."""
    unknown: bool = False
    """Something in it was not understood."""
    fields: tuple[tuple[str, Flow], ...] = ()
    """Of a row value: its fields, so that taking one field is exact."""
    reason: str = ""

    def __repr__(self) -> str:
        return f"<Flow {self.shape.name} of {len(self.direct)} columns, {len(self.taint)} sensitive>"

    @property
    def stored(self) -> bool:
        """The cells are stored cells of tables, and nothing was mixed in."""
        return self.shape is Shape.BARE and bool(self.direct)

    @property
    def is_empty(self) -> bool:
        """Certainly '', which every mask leaves as it is: no yardstick beside stored cells."""
        return self.shape is Shape.CONSTANT and self.text == ""

    @property
    def pure(self) -> bool:
        """Every column in the value is sensitive: nothing known was mixed in."""
        return bool(self.direct) and self.direct <= self.taint


CONSTANT = Flow(Shape.CONSTANT)
NULL = Flow(Shape.CONSTANT, null=True)


def union(columns: Iterable[Columns]) -> Columns:
    return NOTHING.union(*columns)


def computed(parts: Iterable[Flow], reason: str = "") -> Flow:
    """A value computed from all parts: tells of every one of them."""
    flows = tuple(parts)
    return Flow(
        shape=Shape.COMPUTED,
        direct=union(f.direct for f in flows),
        conditional=union(f.conditional for f in flows),
        taint=union(f.taint for f in flows),
        picked=any(f.picked for f in flows),
        aggregated=any(f.aggregated for f in flows),
        size=max((f.size for f in flows), default=16),
        unknown=any(f.unknown for f in flows),
        reason=reason or next((f.reason for f in flows if f.taint and f.reason), ""),
    )


def conditioned(flow: Flow, conditions: Iterable[Flow], reason: str = "") -> Flow:
    """`flow`, when it depends on `conditions` which of its values is there."""
    deciding = tuple(conditions)
    taint = union(c.taint for c in deciding)
    conditional = flow.conditional | union(c.direct | c.conditional for c in deciding)
    unknown = flow.unknown or any(c.unknown for c in deciding)
    if not taint:
        return replace(flow, conditional=conditional, unknown=unknown)
    return replace(
        flow,
        shape=Shape.COMPUTED,
        folded=False,
        conditional=conditional,
        taint=flow.taint | taint,
        unknown=unknown,
        fields=(),
        text=None,
        null=False,
        reason=reason or flow.reason,
    )


def either(left: Flow, right: Flow) -> Flow:
    """One value or the other, by something that tells nothing: branches of CASE, members of a set operation."""
    if left.null:
        return right
    if right.null:
        return left
    if left.is_empty or right.is_empty:
        cell = right if left.is_empty else left
        if cell.shape is Shape.BARE and cell.taint:
            return cell
    shape = _common_shape(left, right)
    return Flow(
        shape=shape,
        direct=left.direct | right.direct,
        conditional=left.conditional | right.conditional,
        taint=left.taint | right.taint,
        path=left.path if left.path == right.path else (),
        picked=left.picked or right.picked,
        aggregated=left.aggregated or right.aggregated,
        size=max(left.size, right.size),
        unknown=left.unknown or right.unknown,
        fields=_common_fields(left, right),
        reason=left.reason or right.reason or _mixture(left, right),
    )


def _common_shape(left: Flow, right: Flow) -> Shape:
    """Stored cells stay stored cells only among their like: a known value beside a sensitive one would be a yardstick."""
    if left.shape is Shape.CONSTANT and right.shape is Shape.CONSTANT:
        return Shape.COMPUTED if left.text != right.text else Shape.CONSTANT
    like = left.pure == right.pure and bool(left.taint) == bool(right.taint)
    if like and left.shape in _CELLS and right.shape in _CELLS:
        return max(left.shape, right.shape)
    return Shape.COMPUTED


_CELLS = (Shape.BARE, Shape.ELEMENT)


def _mixture(left: Flow, right: Flow) -> str:
    return "mixed with other values" if (left.taint or right.taint) else ""


def _common_fields(left: Flow, right: Flow) -> tuple[tuple[str, Flow], ...]:
    if len(left.fields) != len(right.fields):
        return ()
    return tuple((name, either(a, b)) for (name, a), (_, b) in zip(left.fields, right.fields, strict=True))


def crossed(flow: Flow) -> Flow:
    """A value seen from outside its subquery: a literal has become a generated row there."""
    if flow.shape is Shape.CONSTANT and not flow.null:
        return replace(flow, shape=Shape.COMPUTED, text=None)
    return flow


def element(flow: Flow, steps: tuple[str, ...]) -> Flow:
    """A constant path into a stored cell, or into an element of one."""
    if flow.fields and steps:
        field = _field(flow.fields, steps[0])
        if field is not None:
            return element(field, steps[1:]) if len(steps) > 1 else field
    if flow.shape in _CELLS:
        return replace(flow, shape=Shape.ELEMENT, path=flow.path + steps, fields=())
    return computed((flow,))


def row(names: tuple[str, ...], parts: tuple[Flow, ...]) -> Flow:
    """A row value: tells of all its fields, yet one field can be taken out exactly."""
    whole = computed(parts, "a whole row")
    if len(names) != len(parts):
        return whole
    return replace(whole, fields=tuple(zip(names, parts, strict=True)))


def _field(fields: tuple[tuple[str, Flow], ...], step: str) -> Flow | None:
    """A field by name, or by 1-based number as `#3`."""
    if step.startswith("#") and step[1:].isdigit():
        number = int(step[1:])
        return fields[number - 1][1] if 1 <= number <= len(fields) else None
    named = [flow for name, flow in fields if name == step]
    return named[0] if len(named) == 1 else None
