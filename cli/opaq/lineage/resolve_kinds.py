"""Kinds of resolved columns, and MySQL's comparisons of text with numbers.

MySQL compares text with a number by the digits the text begins with, so
`ssn = 127` is a question about a prefix and not about equality (MySQL manual, 14.3).
Such a comparison gets the cast it means.
"""

from __future__ import annotations

from opaq.guard.types import Nature
from opaq.lineage.query import (
    Call,
    Case,
    Column,
    Constant,
    Expr,
    Opaque,
    Path,
    Query,
    Row,
    Select,
    SetOperation,
    Sub,
    Subquery,
    ValuesRows,
)
from opaq.lineage.sql_syntax import Items, Literal, Node
from opaq.model.schema import Kind

Kinds = tuple[Kind | None, ...]
_TEXTS = frozenset({Kind.TEXT, Kind.ENUM, Kind.JSON, Kind.OTHER, Kind.DYNAMIC, Kind.BYTES})
_MAKE_TEXT = frozenset({"lower", "upper", "lcase", "ucase", "trim", "ltrim", "rtrim", "concat", "btrim"})
"""Functions whose result is text, whatever they are given."""

_MAKE_ARRAYS = frozenset({"||", "[:]", "regexp_match", "regexp_matches", "tsvector_to_array", "akeys", "avals"})


class KindTable:
    """Kinds of the columns of every source; None where it is not known."""

    def __init__(self, numeric_parameters: frozenset[str] = frozenset()) -> None:
        self.by_source: dict[int, Kinds] = {}
        self._numeric = numeric_parameters

    def of(self, expr: Expr) -> Kind | None:
        if isinstance(expr, Call):
            return Kind.TEXT if expr.name in _MAKE_TEXT else None
        if isinstance(expr, Case):
            kinds_of_branches = {self.of(e) for e in expr.results if not _is_null(e)}
            return kinds_of_branches.pop() if len(kinds_of_branches) == 1 else None
        if isinstance(expr, Sub):
            outputs = self.of_query(expr.query) if expr.kind is Subquery.SCALAR else ()
            return outputs[0] if len(outputs) == 1 else None
        if not isinstance(expr, Column):
            return None
        kinds = self.by_source.get(expr.source, ())
        return kinds[expr.position] if 0 <= expr.position < len(kinds) else None

    def of_query(self, query: Query) -> Kinds:
        match query:
            case Select():
                return tuple(self.of(o.expr) for o in query.outputs)
            case SetOperation():
                pairs = zip(self.of_query(query.left), self.of_query(query.right), strict=True)
                return tuple(a if a == b else None for a, b in pairs)
            case ValuesRows():
                return (None,) * len(query.rows[0]) if query.rows else ()

    def may_be_text(self, expr: Expr) -> bool:
        if isinstance(expr, Call):
            return self.of(expr) is not None
        if isinstance(expr, Case):
            return any(map(self.may_be_text, expr.results))
        if isinstance(expr, Sub):
            return expr.kind is Subquery.SCALAR and self.of(expr) in {*_TEXTS, None}
        return isinstance(expr, Column) and self.of(expr) in {*_TEXTS, None}

    def may_be_array(self, expr: Expr) -> bool:
        """PostgreSQL: arrays by their column, their constructor or the name of what makes them."""
        match expr:
            case Column() | Sub():
                return self.of(expr) in {Kind.ARRAY, None}
            case Call():
                return expr.name.endswith("[]") or "array" in expr.name or expr.name in _MAKE_ARRAYS
            case Case():
                return any(map(self.may_be_array, expr.results))
            case Path():
                return self.may_be_array(expr.arg)
            case Row() | Opaque():
                return True
            case _:
                return False

    def comparable(self, expr: Expr, kind: Kind | None) -> bool:
        """Whether comparing that column with that kind compares it as what it is."""
        own = self.of(expr)
        plain = not isinstance(expr, Column) and own is None
        return plain or (own is not None and (own == kind or (own in _TEXTS) == (kind in _TEXTS)))

    def compared(self, left: tuple[Node | None, Expr], right: tuple[Node | None, Expr]) -> tuple[Expr, Expr]:
        """Both sides of a comparison as MySQL takes them; nodes tell what kind of literal was written."""
        if isinstance(left[1], Row) and isinstance(right[1], Row) and len(left[1].fields) == len(right[1].fields):
            return self._rows(left, right)
        return self._side(left[1], right), self._side(right[1], left)

    def _rows(self, left: tuple[Node | None, Expr], right: tuple[Node | None, Expr]) -> tuple[Expr, Expr]:
        pairs = zip(_fields(left), _fields(right), strict=True)
        made = [self.compared(a, b) for a, b in pairs]
        return Row(tuple(a for a, _ in made)), Row(tuple(b for _, b in made))

    def _side(self, side: Expr, other: tuple[Node | None, Expr]) -> Expr:
        """A text column is compared as text only with a string, a parameter or another text column."""
        if not self.may_be_text(side):
            return side
        node, expr = other
        if isinstance(node, Literal):
            is_text = node.kind in {"string", "typed", "null"}
            is_text = is_text or (node.kind == "parameter" and (node.text or "").lstrip(":") not in self._numeric)
        else:
            is_text = self.of(expr) in _TEXTS
        return side if is_text else Call("::double", (side,), Nature.TOTAL)


def _is_null(expr: Expr) -> bool:
    return isinstance(expr, Constant) and expr.null


def _fields(side: tuple[Node | None, Expr]) -> list[tuple[Node | None, Expr]]:
    node, expr = side
    exprs = expr.fields if isinstance(expr, Row) else ()
    nodes = node.items if isinstance(node, Items) and len(node.items) == len(exprs) else (None,) * len(exprs)
    return list(zip(nodes, exprs, strict=True))
