"""FROM: which relation, CTE, view or function a table name means, and what a join shows of its sides.

Views are expanded into their definitions, resolved where the view lives and blind to
the statement around them. A join's columns under USING and NATURAL are merged as the
standard says; the side an outer join fills with NULLs is never taken alone.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from opaq.guard.scan import scan
from opaq.guard.types import Dialect, LexerSettings, Nature, TokenKind
from opaq.lineage.query import (
    Call,
    Case,
    Column,
    Derived,
    Expr,
    Generated,
    IsNull,
    Join,
    Opaque,
    Query,
    Recursive,
    Select,
    Source,
    Stored,
)
from opaq.lineage.resolve_expressions import Block, ExpressionResolver, Resolved
from opaq.lineage.resolve_scope import Entry, Scope, Visible, stored_key, written_key
from opaq.lineage.resolve_table_functions import hidden_columns, table_columns
from opaq.lineage.sql_cursor import NotUnderstood
from opaq.lineage.sql_grammar import parse
from opaq.lineage.sql_syntax import (
    Apply,
    Cte,
    DerivedNode,
    FunctionNode,
    Ident,
    JoinNode,
    NestedNode,
    TableExpr,
    TableNode,
)
from opaq.model.catalog import Catalog, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.record import field, record

MAX_VIEW_DEPTH = 32
_VIEWS = frozenset({RelationKind.VIEW, RelationKind.MATERIALIZED_VIEW})
_SYSTEM_COLUMNS = ("ctid", "xmin", "cmin", "xmax", "cmax", "tableoid")
_ROW_IDS = ("rowid", "oid", "_rowid_")


def _made(number: int, index: int, name: str) -> Expr:
    """A column of a table function; what a pragma tells of a column's DEFAULT may be a value."""
    return Opaque("the default of a column") if name == "dflt_value" else Column(number, index, name)


def is_eponymous(relation: Relation) -> bool:
    """SQLite: the table that a table-valued function or a pragma is by itself, without a declaration."""
    return relation.engine is None and relation.kind in {RelationKind.VIRTUAL, RelationKind.SYSTEM}


@record(frozen=False)
class Binding:
    """One CTE: resolved at its first use, shared by all of them."""

    cte: Cte
    block: Block
    visible: Ctes
    """The CTEs its own query may name."""
    recursive: bool
    state: str = "new"
    number: int = 0
    """By which references inside the body mean it."""
    columns: tuple[str, ...] = ()
    query: Query | None = None


@record
class Ctes:
    bindings: tuple[Binding, ...] = ()
    outer: Ctes | None = None


@record(frozen=False)
class Bound:
    """A table expression with its names. `finish` makes the source once everything it mentions can be resolved."""

    finish: Callable[[], Source]
    entries: list[Entry]
    columns: list[Visible]


@record(frozen=False)
class Beside:
    """What a LATERAL item or a function in FROM can see to its left."""

    entries: list[Entry] = field(default_factory=list)
    columns: list[Visible] = field(default_factory=list)

    def plus(self, bound: Bound) -> Beside:
        return Beside(self.entries + bound.entries, self.columns + bound.columns)


class TableResolver(ExpressionResolver):
    """Binds the items of FROM. `block` is always the block of the SELECT whose FROM it is."""

    def __init__(
        self,
        dialect: Dialect,
        catalog: Catalog,
        settings: LexerSettings,
        parameters: tuple[str, ...] = (),
        numbers: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(dialect, parameters, numbers)
        self.catalog = catalog
        self.settings = settings
        self.path: tuple[str, ...] = catalog.search_path
        self.views: dict[RelationName, Resolved] = {}
        self.view_depth = 0

    def key(self, ident: Ident) -> str:
        return written_key(self.dialect, ident)

    def bind(self, node: TableExpr, block: Block, beside: Beside) -> Bound:
        match node:
            case TableNode():
                return self.named(node, block)
            case DerivedNode():
                return self.derived(node, block, beside)
            case FunctionNode():
                return self.function(node, block, beside)
            case JoinNode():
                return self.join(node, block, beside)
            case NestedNode():
                return self.nested(node, block, beside)

    # tables, views, CTEs

    def named(self, node: TableNode, block: Block) -> Bound:
        if len(node.parts) == 1:
            binding = self.cte(node.parts[0], block.ctes)
            if binding is not None:
                return self.reference(node, binding)
        relation = self.relation(node.parts)
        if relation is None:
            return self.parameterless(node)
        if relation.kind in _VIEWS and relation.definition:
            return self.view(node, relation)
        if relation.kind is RelationKind.VIEW:
            raise NotUnderstood("a view whose definition cannot be read")
        bound = self.stored(node, relation)
        block.samples.extend(self.all(node.sample or (), Block(Scope(self.dialect, block.scope.outer), block.ctes)))
        if node.hinted:
            block.ordered_by.append(bound.entries[0].whole)
        return bound

    def stored(self, node: TableNode, relation: Relation) -> Bound:
        names = tuple(c.name for c in relation.columns)
        number = self.number(names)
        self.kinds.by_source[number] = tuple(c.kind for c in relation.columns)
        source = Stored(number, relation.name, names, node.sample is not None)
        shown = [(c.name, Column(number, i, c.name)) for i, c in enumerate(relation.columns) if not c.hidden]
        columns = self.renamed(shown, node.columns)
        unlisted = [
            (c.name, Column(number, i, c.name))
            for i, c in enumerate(relation.columns)
            if c.hidden and not self.answers_to_search(relation, c)
        ]
        entry = Entry(
            alias=node.alias.text if node.alias else relation.name.name,
            columns=columns,
            number=number,
            schema=relation.name.schema,
            hidden=[*unlisted, *self.hidden(relation, number)],
            aliased=node.alias is not None,
            relation=relation,
        )
        self.fold_alias(entry, node.alias)
        return Bound(lambda: source, [entry], list(columns))

    def hidden(self, relation: Relation, number: int) -> list[Visible]:
        if self.dialect is Dialect.POSTGRESQL:
            return [(n, Call(n, (), Nature.AMBIENT)) for n in _SYSTEM_COLUMNS]
        if self.dialect is Dialect.SQLITE:
            return self.sqlite_hidden(relation, number)
        return []

    def sqlite_hidden(self, relation: Relation, number: int) -> list[Visible]:
        """Row ids, which alias an INTEGER PRIMARY KEY, and what virtual tables answer to besides their columns."""
        keys = [(i, c) for i, c in enumerate(relation.columns) if c.primary_key]
        row_id: Expr = Call("rowid", (), Nature.AMBIENT)
        if len(keys) == 1 and keys[0][1].native.upper() == "INTEGER":
            row_id = Column(number, keys[0][0], keys[0][1].name)
        found: list[Visible] = [(n, row_id) for n in _ROW_IDS]
        if relation.kind is RelationKind.VIRTUAL:
            whole = Column(number, -1, relation.name.name)
            found += [(relation.name.name, whole), ("rank", Opaque("the rank of a full-text search", (whole,)))]
            found.append(("docid", Call("rowid", (), Nature.AMBIENT)))
        taken = {stored_key(self.dialect, c.name) for c in relation.columns if not self.answers_to_search(relation, c)}
        return [v for v in found if stored_key(self.dialect, v[0]) not in taken]

    def answers_to_search(self, relation: Relation, column: StoredColumn) -> bool:
        """A hidden column of a full-text table: called like the table, or `rank`. It stands for all that is indexed."""
        called = (relation.name.name, "rank", "docid")
        return column.hidden and column.name.casefold() in {n.casefold() for n in called}

    def renamed(self, columns: Sequence[Visible], aliases: tuple[Ident, ...]) -> list[Visible]:
        if len(aliases) > len(columns):
            raise NotUnderstood("more column names than columns")
        names = [self.spelling(a) for a in aliases]
        return [(names[i] if i < len(names) else n, e) for i, (n, e) in enumerate(columns)]

    def spelling(self, ident: Ident) -> str:
        """The name an identifier gives to something."""
        return self.key(ident) if self.dialect is Dialect.POSTGRESQL else ident.text

    def fold_alias(self, entry: Entry, alias: Ident | None) -> None:
        if alias is not None:
            entry.alias = self.spelling(alias)

    def relation(self, parts: tuple[Ident, ...]) -> Relation | None:
        """The relation a written name means, by the engine's rules of case and search path."""
        if len(parts) == 3 and self.dialect is Dialect.POSTGRESQL:
            parts = parts[1:]  # the current database; the server takes no other
        if len(parts) > 2:
            raise NotUnderstood("a table name with this many qualifiers")
        name = self.key(parts[-1])
        if len(parts) == 2:
            return self.in_schema(self.key(parts[0]), name)
        path = self.path
        if self.dialect is Dialect.POSTGRESQL and "pg_catalog" not in path:
            path = ("pg_catalog", *path)
        if self.dialect is Dialect.SQLITE:
            path = ("temp", "main")
        for schema in path:
            found = self.in_schema(stored_key(self.dialect, schema), name)
            if found is not None:
                return found
        return None

    def in_schema(self, schema: str, name: str) -> Relation | None:
        if self.dialect is Dialect.SQLITE and name in {"sqlite_master", "sqlite_schema"}:
            return self._unique(schema, "sqlite_master") or self._unique(schema, "sqlite_schema")
        return self._unique(schema, name)

    def _unique(self, schema: str, name: str) -> Relation | None:
        found = [
            r
            for r in self.catalog.relations.values()
            if stored_key(self.dialect, r.name.name) == name and stored_key(self.dialect, r.name.schema) == schema
        ]
        if len(found) > 1:
            raise NotUnderstood("tables whose names differ only in case")
        return found[0] if found else None

    def view(self, node: TableNode, relation: Relation) -> Bound:
        resolved = self.views.get(relation.name) or self.expand(relation)
        self.views[relation.name] = resolved
        names = tuple(c.name for c in relation.columns) or resolved.names
        if len(names) != len(resolved.names):
            raise NotUnderstood("a view whose definition has other columns")
        return self.derive(resolved.query, names, node, view=relation.name)

    def expand(self, relation: Relation) -> Resolved:
        """Resolve a view's definition by itself: no CTE, alias or outer column of the statement is visible in it."""
        self.view_depth += 1
        if self.view_depth > MAX_VIEW_DEPTH:
            raise NotUnderstood("views nested this deeply")
        path = self.path
        self.path = (relation.name.schema, *(p for p in path if p != relation.name.schema))
        if self.dialect is Dialect.POSTGRESQL:
            self.path = path or self.path  # pg_get_viewdef qualifies what the session's path does not find
        text = relation.definition or ""
        tokens = [t for t in scan(text, self.dialect, self.settings) if t.kind is not TokenKind.COMMENT]
        while tokens and tokens[-1].text == ";":
            tokens.pop()
        resolved = self.subquery(parse(text, tokens, self.dialect), Block(Scope(self.dialect), Ctes()))
        self.path = path
        self.view_depth -= 1
        return resolved

    def derive(
        self,
        query: Query,
        names: tuple[str, ...],
        node: TableNode | DerivedNode,
        *,
        view: RelationName | None = None,
        lateral: bool = False,
    ) -> Bound:
        number = self.number(names)
        self.kinds.by_source[number] = self.kinds.of_query(query)
        self.carry(number, query)
        source = Derived(number, query, names, lateral, view)
        columns = self.renamed([(n, Column(number, i, n)) for i, n in enumerate(names)], node.columns)
        written = node.parts[-1].text if isinstance(node, TableNode) else ""
        entry = Entry(view.name if view else written, columns, number, view.schema if view else None)
        entry.aliased = node.alias is not None
        if isinstance(node, TableNode) and view is None:
            self.fold_alias(entry, node.parts[-1])
        self.fold_alias(entry, node.alias)
        return Bound(lambda: source, [entry], list(columns))

    def carry(self, number: int, query: Query) -> None:
        """Remember which outputs of a subquery are whole rows, so that their fields can be taken outside."""
        for position, output in enumerate(query.outputs if isinstance(query, Select) else ()):
            expr = output.expr
            if isinstance(expr, Column):
                whole = expr.position == -1
                names = self.columns_of[expr.source] if whole else self.carried.get((expr.source, expr.position))
                if names:
                    self.carried[number, position] = names

    def cte(self, name: Ident, ctes: object) -> Binding | None:
        around = ctes if isinstance(ctes, Ctes) else None
        while around is not None:
            found = [b for b in around.bindings if self.key(b.cte.name) == self.key(name)]
            if found:
                return found[-1]
            around = around.outer
        return None

    def reference(self, node: TableNode, binding: Binding) -> Bound:
        if binding.state == "resolving":
            return self.self_reference(node, binding)
        if binding.query is None:
            self.resolve_cte(binding)
        if binding.query is None:
            raise NotUnderstood("a CTE that cannot be resolved")
        return self.derive(binding.query, binding.columns, node)

    def self_reference(self, node: TableNode, binding: Binding) -> Bound:
        if not binding.columns:
            raise NotUnderstood("a CTE that names itself before it has columns")
        number = self.number(binding.columns)
        source = Recursive(number, binding.number, binding.columns)
        columns = self.renamed([(n, Column(number, i, n)) for i, n in enumerate(binding.columns)], node.columns)
        entry = Entry(node.parts[-1].text, columns, number)
        self.fold_alias(entry, node.alias or node.parts[-1])
        return Bound(lambda: source, [entry], list(columns))

    @abstractmethod
    def resolve_cte(self, binding: Binding) -> None: ...

    def derived(self, node: DerivedNode, block: Block, beside: Beside) -> Bound:
        """A subquery in FROM sees the scopes around its SELECT, and with LATERAL what stands to its left."""
        around = block.scope.outer
        if node.lateral:
            around = Scope(self.dialect, around, list(beside.entries), list(beside.columns))
        outer = Scope(self.dialect, around)
        resolved = self.subquery(node.query, Block(outer, block.ctes))
        return self.derive(resolved.query, resolved.names, node, lateral=node.lateral)

    # functions

    def parameterless(self, node: TableNode) -> Bound:
        raise NotUnderstood("a table that is not in the catalog")

    def function(self, node: FunctionNode, block: Block, beside: Beside) -> Bound:
        calls = [c for c in node.calls if isinstance(c, Apply)]
        names = table_columns(self.dialect, calls, node.defined)
        if names is None or len(calls) != len(node.calls):
            raise NotUnderstood("a table function whose columns are not known")
        if self.dialect is Dialect.SQLITE and self.is_shadowed(calls[0].name):
            raise NotUnderstood("a table called like a function")
        scalar = names == ("",)
        called = self.spelling(node.alias) if node.alias else calls[0].name
        columns_written = (called,) if scalar else names
        if node.ordinality:
            columns_written = (*columns_written, "ordinality")
        hidden = hidden_columns(self.dialect, calls[0].name)
        number = self.number((*columns_written, *hidden))
        columns = self.renamed([(n, _made(number, i, n)) for i, n in enumerate(columns_written)], node.columns)
        extra: list[Visible] = [(n, Column(number, len(columns) + i, n)) for i, n in enumerate(hidden)]
        entry = Entry(called, columns, number, hidden=extra, scalar=len(columns) == 1)

        def finish(inner: Block) -> Source:
            made = tuple(self.expr(c, inner) for c in node.calls)
            return Generated(number, made, (*columns_written, *hidden))

        if self.dialect is Dialect.SQLITE:  # its arguments are constraints of WHERE: they see all of FROM
            return Bound(lambda: finish(block), [entry], list(columns))
        scope = Scope(self.dialect, block.scope.outer, list(beside.entries), list(beside.columns))
        source = finish(Block(scope, block.ctes))
        return Bound(lambda: source, [entry], list(columns))

    def is_shadowed(self, name: str) -> bool:
        """SQLite: a stored table of that name, rather than the function's own eponymous table."""
        relation = self.relation((Ident(name),))
        return relation is not None and not is_eponymous(relation)

    # joins

    def nested(self, node: NestedNode, block: Block, beside: Beside) -> Bound:
        inner = self.bind(node.join, block, beside)
        columns = self.renamed(inner.columns, node.columns)
        entry = Entry(self.spelling(node.alias), columns, aliased=True)
        return Bound(inner.finish, [entry], columns)

    def join(self, node: JoinNode, block: Block, beside: Beside) -> Bound:
        left = self.bind(node.left, block, beside)
        right = self.bind(node.right, block, beside.plus(left))
        shared = self.common(left, right) if node.natural else [self.key(c) for c in node.using]
        pairs = [(self.side(left, k), self.side(right, k)) for k in shared]
        columns = self.merged(node.kind, shared, pairs, left, right)
        entries = left.entries + right.entries
        if node.using_alias is not None:
            merged = columns[: len(shared)]
            entries = [*entries, Entry(self.spelling(node.using_alias), merged, aliased=True)]
        on = self.on_condition(node, block, left, right)
        return Bound(self.joiner(node.kind, left, right, pairs, on), entries, columns)

    def on_condition(self, node: JoinNode, block: Block, left: Bound, right: Bound) -> Callable[[], Expr | None]:
        """ON sees the two sides of its join; in SQLite it is part of WHERE and sees all of FROM."""
        written = node.on
        if written is None:
            return lambda: None
        if self.dialect is Dialect.SQLITE:
            return lambda: self.condition(written, block)
        scope = Scope(self.dialect, block.scope.outer, left.entries + right.entries, left.columns + right.columns)
        on = self.condition(written, Block(scope, block.ctes))
        return lambda: on

    def joiner(
        self,
        kind: str,
        left: Bound,
        right: Bound,
        pairs: list[tuple[Visible, Visible]],
        on: Callable[[], Expr | None],
    ) -> Callable[[], Source]:
        using: list[tuple[Column, Column]] = []
        others: list[Expr] = []
        for (_, a), (_, b) in pairs:
            if self.dialect is Dialect.MYSQL:
                a, b = self.kinds.compared((None, a), (None, b))
            if isinstance(a, Column) and isinstance(b, Column):
                using.append((a, b))
            else:
                others.append(Call("=", (a, b), Nature.TOTAL))

        def finish() -> Source:
            condition = on()
            source: Source = Join(left.finish(), right.finish(), condition, tuple(using), kind)
            for other in others:
                source = Join(source, Generated(self.number(()), (), ()), other, (), "inner")
            return source

        return finish

    def common(self, left: Bound, right: Bound) -> list[str]:
        there = {stored_key(self.dialect, n) for n, _ in right.columns}
        keys: list[str] = []
        for name, _ in left.columns:
            key = stored_key(self.dialect, name)
            if key in there and key not in keys:
                keys.append(key)
        return keys

    def side(self, bound: Bound, key: str) -> Visible:
        found = [v for v in bound.columns if stored_key(self.dialect, v[0]) == key]
        if len(found) != 1:
            raise NotUnderstood("a USING column that is not on both sides once")
        return found[0]

    def merged(
        self, kind: str, shared: list[str], pairs: list[tuple[Visible, Visible]], left: Bound, right: Bound
    ) -> list[Visible]:
        """Common columns first, then what is left of each side (SQL:2016 7.10), with each engine's own order."""
        if kind == "semi":
            return left.columns + right.columns
        made = {key: self.merge(kind, a[1], b[1]) for key, (a, b) in zip(shared, pairs, strict=True)}
        if self.dialect is Dialect.SQLITE:  # common columns stay where the left side has them
            kept = [v for v in right.columns if self.stored_name(v) not in made]
            return [(n, made.get(self.stored_name((n, e)), e)) for n, e in left.columns] + kept
        first, second = (right, left) if kind == "right" and self.dialect is Dialect.MYSQL else (left, right)
        order = [v for v in first.columns if self.stored_name(v) in made]
        if self.dialect is Dialect.POSTGRESQL:  # as USING lists them
            order = [a for a, _ in pairs]
        front = [(v[0], made[self.stored_name(v)]) for v in order]
        return front + [v for side in (first, second) for v in side.columns if self.stored_name(v) not in made]

    def stored_name(self, visible: Visible) -> str:
        return stored_key(self.dialect, visible[0])

    def merge(self, kind: str, left: Expr, right: Expr) -> Expr:
        if kind in {"inner", "left", "cross"}:
            return left
        if kind == "right" and self.dialect is not Dialect.SQLITE:
            return right
        return Case((IsNull(left),), (left, right))
