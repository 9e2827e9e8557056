"""What a resolved query reads, and from which stored columns each output comes: to hold two witnesses together.

Plain sets of columns, without judgement: values and conditions of an expression
count alike. Recursive queries are read until nothing is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opaq.lineage.query import (
    Boolean,
    Call,
    Case,
    Column,
    Constant,
    Derived,
    Expr,
    Generated,
    InList,
    IsNull,
    Join,
    Opaque,
    Path,
    Query,
    Recursive,
    Row,
    Select,
    SetOperation,
    SetOperator,
    Source,
    Stored,
    Sub,
    ValuesRows,
    Window,
)
from opaq.model.catalog import ColumnRef
from opaq.model.record import record

Columns = frozenset[ColumnRef]
NOTHING: Columns = frozenset()
_ROUNDS = 16


class Reader:
    """One walk over a query; `reads` gathers every stored column an expression mentions."""

    def __init__(self, assumed: dict[int, tuple[Columns, ...]]) -> None:
        self.reads: set[ColumnRef] = set()
        self.deciding: set[ColumnRef] = set()
        self.assumed = assumed
        self.recursive: dict[int, tuple[Columns, ...]] = {}
        self._sources: dict[int, tuple[Columns, ...]] = {}
        self._read: dict[int, tuple[Columns, ...]] = {}

    def query(self, query: Query) -> tuple[Columns, ...]:
        known = self._read.get(id(query))
        if known is None:
            known = self._query(query)
            self._read[id(query)] = known
        return known

    def _query(self, query: Query) -> tuple[Columns, ...]:
        match query:
            case Select():
                for source in query.sources:
                    self.source(source)
                self.deciding |= self.gather(_clauses(query))
                outputs = tuple(self.expr(o.expr) for o in query.outputs)
                if query.distinct:
                    self.deciding |= NOTHING.union(*outputs)
                return outputs
            case SetOperation():
                pairs = zip(self.query(query.left), self.query(query.right), strict=True)
                found = tuple(a | b for a, b in pairs)
                if query.operator is not SetOperator.UNION_ALL:
                    self.deciding |= NOTHING.union(*found)
                if query.recursion is not None:
                    self.recursive[query.recursion] = found
                return found
            case ValuesRows():
                rows = [tuple(self.expr(e) for e in row) for row in query.rows]
                return tuple(NOTHING.union(*column) for column in zip(*rows, strict=True))

    def source(self, source: Source) -> None:
        match source:
            case Stored():
                self._sources[source.number] = tuple(frozenset({ColumnRef(source.relation, c)}) for c in source.columns)
            case Derived():
                self._sources[source.number] = self.query(source.query)
            case Recursive():
                self._sources[source.number] = self.assumed.get(source.of, (NOTHING,) * len(source.columns))
            case Generated():
                made = self.gather(source.calls)
                self.deciding |= made
                self._sources[source.number] = (made,) * len(source.columns)
            case Join():
                self.source(source.left)
                self.source(source.right)
                self.deciding |= self.gather(e for pair in source.using for e in pair)
                if source.on is not None:
                    self.deciding |= self.expr(source.on)

    def gather(self, exprs: Iterable[Expr]) -> Columns:
        return NOTHING.union(*map(self.expr, exprs))

    def expr(self, expr: Expr) -> Columns:
        match expr:
            case Column():
                found = self._column(expr)
                self.reads |= found
                return found
            case Constant():
                return NOTHING
            case Sub():
                test = self.expr(expr.test) if expr.test is not None else NOTHING
                return test.union(*self.query(expr.query))
            case _:
                return self.gather(children(expr))

    def _column(self, column: Column) -> Columns:
        columns = self._sources.get(column.source, ())
        if column.position < 0:
            return NOTHING.union(*columns)
        return columns[column.position] if column.position < len(columns) else NOTHING


def children(expr: Expr) -> Iterator[Expr]:
    """The expressions directly inside, subqueries left out."""
    match expr:
        case Call():
            yield from (*expr.args, *expr.order_by)
            if expr.where is not None:
                yield expr.where
            yield from _window(expr.window)
        case Boolean():
            yield from expr.args
        case IsNull() | Path():
            yield expr.arg
        case InList():
            yield from (expr.arg, *expr.items)
        case Case():
            yield from (*expr.conditions, *expr.results)
        case Row():
            yield from expr.fields
        case Opaque():
            yield from expr.parts
        case Sub() | Column() | Constant():
            return


def columns_in(expr: Expr) -> Iterator[Column]:
    """Columns mentioned in an expression, those inside its subqueries left out."""
    if isinstance(expr, Column):
        yield expr
    for child in children(expr):
        yield from columns_in(child)


def _window(window: Window | None) -> tuple[Expr, ...]:
    return () if window is None else (*window.partition_by, *window.order_by, *window.frame)


def _clauses(query: Select) -> Iterator[Expr]:
    for expr in (query.where, query.having):
        if expr is not None:
            yield expr
    yield from (*query.group_by, *query.order_by, *query.distinct_on, *query.limit)


@record
class Reading:
    outputs: tuple[Columns, ...]
    """The stored columns behind each output."""
    reads: Columns
    """Every stored column mentioned anywhere."""
    deciding: Columns
    """Those that decide which rows there are, and in which order."""


def read(query: Query) -> Reading:
    assumed: dict[int, tuple[Columns, ...]] = {}
    for _ in range(_ROUNDS):
        reader = Reader(assumed)
        outputs = reader.query(query)
        if reader.recursive == assumed:
            break
        assumed = dict(reader.recursive)
    return Reading(outputs, frozenset(reader.reads), frozenset(reader.deciding))


def trails(query: Query) -> tuple[Columns, ...]:
    """For each output the stored and view columns it is a bare copy of: what an engine may name as its origin.

    Empty for anything computed. A column that comes through two members of a set
    operation has no single origin and no trail.
    """
    return _Trails().query(query)


class _Trails:
    def __init__(self) -> None:
        self._sources: dict[int, tuple[Columns, ...]] = {}
        self._known: dict[int, tuple[Columns, ...]] = {}

    def query(self, query: Query) -> tuple[Columns, ...]:
        known = self._known.get(id(query))
        if known is None:
            known = self._known[id(query)] = self._query(query)
        return known

    def _query(self, query: Query) -> tuple[Columns, ...]:
        match query:
            case Select():
                for source in query.sources:
                    self.source(source)
                return tuple(self.bare(o.expr) for o in query.outputs)
            case SetOperation():
                return tuple(NOTHING for _ in self.query(query.left))
            case ValuesRows():
                return tuple(NOTHING for _ in query.rows[0])

    def bare(self, expr: Expr) -> Columns:
        if not isinstance(expr, Column) or expr.position < 0:
            return NOTHING
        columns = self._sources.get(expr.source, ())
        return columns[expr.position] if expr.position < len(columns) else NOTHING

    def source(self, source: Source) -> None:
        match source:
            case Stored():
                self._sources[source.number] = tuple(frozenset({ColumnRef(source.relation, c)}) for c in source.columns)
            case Derived():
                inner = self.query(source.query)
                own = source.view
                names = (frozenset({ColumnRef(own, c)}) if own else NOTHING for c in source.columns)
                self._sources[source.number] = tuple(a | b for a, b in zip(inner, names, strict=False))
            case Join():
                self.source(source.left)
                self.source(source.right)
            case Recursive() | Generated():
                return
