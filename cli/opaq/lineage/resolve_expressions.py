"""Expressions with their names resolved.

One method per syntax node; names go through the scope, calls get their nature, and
what only a dialect gives a meaning (a string in double quotes, `rowid`, a whole row)
is settled here.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from opaq.guard.types import Dialect, Nature
from opaq.lineage.query import (
    Boolean,
    Call,
    Case,
    Column,
    Constant,
    Expr,
    InList,
    IsNull,
    Logic,
    Opaque,
    Path,
    Query,
    Row,
    Sub,
    Subquery,
    Window,
)
from opaq.lineage.resolve_functions import cast_nature, function_nature, operator_nature, spelled
from opaq.lineage.resolve_kinds import KindTable
from opaq.lineage.resolve_scope import Scope, Visible
from opaq.lineage.sql_cursor import NotUnderstood
from opaq.lineage.sql_syntax import (
    Access,
    AllFields,
    Apply,
    CastTo,
    Choice,
    Ident,
    InItems,
    Items,
    Literal,
    LogicOf,
    Name,
    Node,
    NullTest,
    QueryNode,
    Star,
    SubSelect,
    Unknown,
    WindowSpec,
)
from opaq.model.record import field, record, replace
from opaq.model.schema import Kind

EQUALITIES = frozenset({"=", "<>", "is not distinct from", "is distinct from"})
_MEDIANS = frozenset({"median", "percentile_cont", "percentile_disc"})
"""MariaDB's window functions that sort their rows by what they are given."""
MAX_SOURCES = 600
"""Tables, subqueries and expanded views of one statement; SQLite and MySQL join at most 64 at a time."""


@record
class Resolved:
    """A query and the names of its outputs."""

    query: Query
    names: tuple[str, ...]


@record(frozen=False)
class Block:
    """What an expression is resolved in: the names it sees, the CTEs around it and the windows of its SELECT."""

    scope: Scope
    ctes: object = None
    windows: dict[str, WindowSpec] = field(default_factory=dict)
    ordered_by: list[Expr] = field(default_factory=list)
    """What the order of rows follows without ORDER BY: tables with a prescribed index, by any of their columns."""
    samples: list[Expr] = field(default_factory=list)
    """Arguments of TABLESAMPLE: like LIMIT, they decide how many rows there are."""


class ExpressionResolver:
    """Resolves expressions; subqueries are resolved by the heir that knows queries."""

    def __init__(
        self, dialect: Dialect, parameters: tuple[str, ...] = (), numbers: frozenset[str] = frozenset()
    ) -> None:
        self.dialect = dialect
        self.parameters = parameters
        self.kinds = KindTable(numbers)
        self.columns_of: dict[int, tuple[str, ...]] = {}
        """Names of every source's columns, for fields of whole rows."""
        self.carried: dict[tuple[int, int], tuple[str, ...]] = {}
        """Outputs of subqueries that are whole rows: (source, position) -> names of their fields."""

    def number(self, columns: Iterable[str]) -> int:
        """A fresh source number; they start at 1, because 0 means the outputs of a set operation."""
        number = len(self.columns_of) + 1
        if number > MAX_SOURCES:
            raise NotUnderstood("a statement with this many tables")
        self.columns_of[number] = tuple(columns)
        return number

    @abstractmethod
    def subquery(self, node: QueryNode, block: Block) -> Resolved: ...

    def all(self, nodes: Iterable[Node], block: Block) -> tuple[Expr, ...]:
        return tuple(self.expr(n, block) for n in nodes)

    def expr(self, node: Node, block: Block) -> Expr:
        match node:
            case Name():
                return self.name(node, block)
            case Literal():
                return self.literal(node)
            case Apply():
                return self.apply(node, block)
            case CastTo():
                return Call(f"::{node.type}", (self.expr(node.arg, block),), cast_nature(self.dialect, node.type))
            case LogicOf():
                return Boolean(node.logic, self.conditions(node.args, block))
            case NullTest():
                return IsNull(self.expr(node.arg, block), node.negated)
            case InItems():
                return self.in_items(node, block)
            case Choice():
                return Case(self.conditions(node.conditions, block), self.all(node.results, block))
            case SubSelect():
                return self.sub(node, block)
            case Items():
                return self.row(node, block)
            case Access():
                return self.access(node, block)
            case Star():
                return self.star_argument(node, block)
            case AllFields():
                return self.expr(node.arg, block)
            case Unknown():
                return Opaque(node.reason, self.all(node.parts, block))

    def condition(self, node: Node, block: Block) -> Expr:
        """Where truth is asked for: MySQL and SQLite take text for the number its first digits make."""
        found = self.expr(node, block)
        if self.dialect is not Dialect.POSTGRESQL and self.kinds.may_be_text(found):
            return Call("::double", (found,), Nature.TOTAL)
        return found

    def conditions(self, nodes: Iterable[Node], block: Block) -> tuple[Expr, ...]:
        return tuple(self.condition(n, block) for n in nodes)

    # leaves

    def literal(self, node: Literal) -> Expr:
        if node.kind == "null":
            return Constant(null=True)
        if node.kind == "parameter":
            return Constant(parameter=True, name=self.parameter_name(node.text or ""))
        return Constant(node.text)

    def parameter_name(self, written: str) -> str:
        if written.startswith(":"):
            return written[1:]
        number = written[1:]
        if written.startswith("$") and number.isdigit() and 0 < int(number) <= len(self.parameters):
            return self.parameters[int(number) - 1]
        return ""

    def name(self, node: Name, block: Block) -> Expr:
        found = block.scope.find(node.parts)
        if found is None:
            found = self.fallback(node, block)
        if found is None:
            raise NotUnderstood("a name that is no column of the statement's tables")
        return found

    def fallback(self, node: Name, block: Block) -> Expr | None:
        """What a name means when it is no column: a whole row, a string in double quotes, a truth value."""
        if self.dialect is Dialect.POSTGRESQL:
            return self.postgres_fallback(node, block)
        if self.dialect is Dialect.SQLITE and len(node.parts) == 1:
            ident = node.parts[0]
            if ident.quote in {'"', "'"}:
                return Constant(ident.text)
            if not ident.quote and ident.text.upper() in {"TRUE", "FALSE"}:
                return Constant(ident.text.lower())
        return None

    def postgres_fallback(self, node: Name, block: Block) -> Expr | None:
        entry = block.scope.table(node.parts[-1:]) if len(node.parts) == 1 else None
        if entry is None and len(node.parts) == 2:
            entry = block.scope.table(node.parts)
        return entry.whole if entry is not None else None

    def star_argument(self, node: Star, block: Block) -> Expr:
        if not node.qualifier:
            raise NotUnderstood("a star where no star can stand")
        entry = block.scope.table(node.qualifier)
        if entry is None:
            raise NotUnderstood("a star over a table that is not there")
        return entry.whole

    # calls

    def apply(self, node: Apply, block: Block) -> Expr:
        args = self.all(node.args, block)
        if node.operator:
            if self.dialect is Dialect.MYSQL and node.name in EQUALITIES and len(args) == 2:
                args = self.kinds.compared((node.args[0], args[0]), (node.args[1], args[1]))
            return Call(node.name, args, operator_nature(self.dialect, node.name))
        nature = function_nature(self.dialect, node.name, node.schema)
        name = spelled(self.dialect, node.name, len(args))
        if name != node.name:
            nature = Nature.TOTAL
        if name == "array_agg" and any(map(self.kinds.may_be_array, args)):
            nature = Nature.PARTIAL  # arrays of different lengths make no array
        order = self.all(node.order_by, block)
        window = self.window(node.window, block) if node.window is not None else None
        if window is not None and name in _MEDIANS:
            window = replace(window, order_by=window.order_by + (order or args))
        return Call(
            name,
            args,
            nature,
            distinct=node.distinct,
            order_by=order,
            where=self.condition(node.where, block) if node.where is not None else None,
            window=window,
            returns_rows=nature is Nature.SET,
        )

    def in_items(self, node: InItems, block: Block) -> Expr:
        arg, items = self.expr(node.arg, block), self.all(node.items, block)
        if self.dialect is Dialect.MYSQL:
            for written, item in zip(node.items, items, strict=True):
                arg = self.kinds.compared((node.arg, arg), (written, item))[0]
        return InList(arg, items, node.negated)

    def window(self, spec: WindowSpec, block: Block) -> Window:
        base = self.base_window(spec.base, block) if spec.base is not None else Window()
        return Window(
            base.partition_by + self.all(spec.partition_by, block),
            base.order_by + self.all(spec.order_by, block),
            base.frame + self.all(spec.frame, block),
        )

    def base_window(self, base: Ident, block: Block) -> Window:
        spec = block.windows.get(base.text.casefold())
        if spec is None:
            raise NotUnderstood("a window that is not defined")
        rest = {n: s for n, s in block.windows.items() if s is not spec}
        return self.window(spec, Block(block.scope, block.ctes, rest))

    # rows, paths, subqueries

    def row(self, node: Items, block: Block) -> Expr:
        fields: list[Expr] = []
        for item in node.items:
            if isinstance(item, Star) and item.qualifier:
                fields += [e for _, e in self.fields_of(item, block)]
            else:
                fields.append(self.expr(item, block))
        return Row(tuple(fields))

    def fields_of(self, node: Star, block: Block) -> list[Visible]:
        entry = block.scope.table(node.qualifier)
        if entry is None:
            raise NotUnderstood("a star over a table that is not there")
        return list(entry.columns)

    def access(self, node: Access, block: Block) -> Expr:
        arg = self.expr(node.arg, block)
        if isinstance(arg, Column) and arg.position == -1:
            return self.field(arg, node)
        if isinstance(arg, Column) and self.carried.get((arg.source, arg.position), ()).count(node.steps[0]) == 1:
            return Path(arg, node.steps, node.as_text)
        if isinstance(arg, Row) and isinstance(node.arg, Items) and node.arg.spelled == "row":
            return self.field_of_row(arg, node)
        if isinstance(arg, Path):
            return Path(arg.arg, arg.steps + node.steps, node.as_text)
        if node.field and self.kinds.of(arg) is not Kind.COMPOSITE:  # `(email).md5` calls a function
            return Opaque("a field of a value whose type is not known", (arg,))
        return Path(arg, node.steps, node.as_text)

    def field_of_row(self, row: Row, node: Access) -> Expr:
        """`(ROW(a, b)).f2`."""
        step = node.steps[0]
        number = int(step[1:]) if step[:1] == "f" and step[1:].isdigit() else 0
        if len(node.steps) != 1 or not 1 <= number <= len(row.fields):
            return Opaque("a field of a row", (row,))
        return row.fields[number - 1]

    def field(self, whole: Column, node: Access) -> Expr:
        names = self.columns_of[whole.source]
        first, rest = node.steps[0], node.steps[1:]
        if names.count(first) != 1:
            raise NotUnderstood("a field that is not there")
        column = Column(whole.source, names.index(first), first)
        return Path(column, rest, node.as_text) if rest else column

    def sub(self, node: SubSelect, block: Block) -> Expr:
        test = self.expr(node.test, block) if node.test is not None else None
        found = self.subquery(node.query, block)
        if self.dialect is Dialect.MYSQL and test is not None:
            test = self.compared_with_query(test, found.query)
        made = Sub(node.kind, found.query, test, node.operator, node.negated)
        if node.kind is Subquery.EXISTS and node.negated:
            return Boolean(Logic.NOT, (Sub(node.kind, found.query),))
        return made

    def compared_with_query(self, test: Expr, query: Query) -> Expr:
        """MySQL: a text column tested against a query's numbers."""
        tests = test.fields if isinstance(test, Row) else (test,)
        kinds = self.kinds.of_query(query)
        if len(tests) != len(kinds) or all(self.kinds.comparable(t, k) for t, k in zip(tests, kinds, strict=True)):
            return test
        cast = tuple(Call("::double", (t,), Nature.TOTAL) for t in tests)
        return Row(cast) if isinstance(test, Row) else cast[0]
