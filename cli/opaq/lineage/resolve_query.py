"""Whole queries resolved: SELECT clause by clause, set operations, CTEs.

The order is the server's: FROM, then the outputs, then the clauses that may name an
output instead of a column, each by its engine's rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opaq.guard.types import Dialect, Nature
from opaq.lineage.query import (
    Call,
    Column,
    Derived,
    Expr,
    Generated,
    Join,
    Output,
    Path,
    Select,
    SetOperation,
    Source,
    ValuesRows,
)
from opaq.lineage.resolve_expressions import Block, Resolved
from opaq.lineage.resolve_extremes import beside_extremes
from opaq.lineage.resolve_names import output_name, values_names
from opaq.lineage.resolve_scope import Entry, Scope, Visible, stored_key
from opaq.lineage.resolve_tables import Beside, Binding, Bound, Ctes, TableResolver
from opaq.lineage.resolve_witness import columns_in
from opaq.lineage.sql_cursor import NotUnderstood
from opaq.lineage.sql_syntax import (
    Added,
    AllFields,
    Body,
    Item,
    Literal,
    Name,
    Node,
    QueryNode,
    SelectNode,
    SetNode,
    Star,
    ValuesNode,
)


class QueryResolver(TableResolver):
    """Resolves one statement; numbers of sources are unique in it."""

    def resolve(self, node: QueryNode) -> Resolved:
        return self.query(node, None, Ctes())

    def subquery(self, node: QueryNode, block: Block) -> Resolved:
        ctes = block.ctes if isinstance(block.ctes, Ctes) else Ctes()
        return self.query(node, block.scope, ctes)

    def query(self, node: QueryNode, outer: Scope | None, ctes: Ctes, anchor: Binding | None = None) -> Resolved:
        if node.ctes:
            ctes = self.with_clause(node, outer, ctes)
        body = node.body
        if isinstance(body, SelectNode):
            return self.select(body, node, outer, ctes, anchor)
        inner = self.body(body, outer, ctes, anchor)
        if not (node.order_by or node.limit):
            return inner
        return self.ordered(inner, node, outer, ctes)

    def body(self, node: Body, outer: Scope | None, ctes: Ctes, anchor: Binding | None = None) -> Resolved:
        match node:
            case QueryNode():
                return self.query(node, outer, ctes, anchor)
            case SelectNode():
                return self.query(QueryNode(node), outer, ctes, anchor)
            case SetNode():
                return self.set_operation(node, outer, ctes, anchor)
            case ValuesNode():
                return self.values(node, outer, ctes, anchor)

    # WITH

    def with_clause(self, node: QueryNode, outer: Scope | None, around: Ctes) -> Ctes:
        """Which CTEs each CTE sees: earlier ones; with RECURSIVE (always in SQLite) itself and later ones too."""
        block = Block(Scope(self.dialect, outer), around)
        recursive = node.recursive or self.dialect is Dialect.SQLITE
        names = [self.key(c.name) for c in node.ctes]
        if len(set(names)) != len(names):
            raise NotUnderstood("two CTEs of one name")
        if not recursive:
            visible = around
            for cte in node.ctes:
                visible = Ctes((Binding(cte, block, visible, recursive=False),), visible)
            return visible
        bindings = tuple(Binding(c, block, Ctes(), recursive=True) for c in node.ctes)
        visible = Ctes(bindings, around)
        for binding in bindings:
            binding.visible = visible
        return visible

    def resolve_cte(self, binding: Binding) -> None:
        binding.state = "resolving"
        binding.number = self.number(())
        explicit = tuple(self.spelling(c) for c in binding.cte.columns)
        resolved = self.query(binding.cte.query, binding.block.scope, binding.visible, binding)
        binding.columns = self.named_columns(explicit, resolved.names)
        binding.query = resolved.query
        if isinstance(resolved.query, SetOperation):
            binding.query = replace_recursion(resolved.query, binding.number)
        for added in binding.cte.added:
            self.add_columns(binding, added)
        binding.state = "resolved"

    def add_columns(self, binding: Binding, added: Added) -> None:
        """SEARCH and CYCLE: columns made of others; CYCLE compares rows by them, as GROUP BY does."""
        if binding.query is None:
            return
        number = self.number(binding.columns)
        names = binding.columns
        keys = [self.key(i) for i in added.by]
        if any(names.count(k) != 1 for k in keys):
            raise NotUnderstood("a SEARCH or CYCLE column that is not there")
        by = tuple(Column(number, names.index(k), k) for k in keys)
        kept = tuple(Output(n, Column(number, i, n)) for i, n in enumerate(names))
        made = tuple(Output(self.spelling(i), Call("search order", by, Nature.TOTAL)) for i in added.names)
        source = Derived(number, binding.query, names)
        binding.query = Select((*kept, *made), (source,), group_by=by if added.ends else ())
        binding.columns = (*names, *(o.name for o in made))

    def named_columns(self, explicit: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
        if len(explicit) > len(names):
            raise NotUnderstood("more column names than columns")
        return explicit + names[len(explicit) :]

    def anchored(self, anchor: Binding | None, names: tuple[str, ...]) -> None:
        """The first member of a recursive CTE names its columns."""
        if anchor is not None and not anchor.columns:
            explicit = tuple(self.spelling(c) for c in anchor.cte.columns)
            anchor.columns = self.named_columns(explicit, names)

    # set operations and VALUES

    def set_operation(self, node: SetNode, outer: Scope | None, ctes: Ctes, anchor: Binding | None) -> Resolved:
        left = self.body(node.left, outer, ctes, anchor)
        self.anchored(anchor, left.names)
        right = self.body(node.right, outer, ctes)
        if len(left.names) != len(right.names):
            raise NotUnderstood("a set operation over different numbers of columns")
        return Resolved(SetOperation(node.operator, left.query, right.query, names=left.names), left.names)

    def values(self, node: ValuesNode, outer: Scope | None, ctes: Ctes, anchor: Binding | None) -> Resolved:
        block = Block(Scope(self.dialect, outer), ctes)
        rows = tuple(self.all(row, block) for row in node.rows)
        if any(len(row) != len(rows[0]) for row in rows):
            raise NotUnderstood("VALUES of different lengths")
        names = values_names(self.dialect, node)
        self.anchored(anchor, names)
        return Resolved(ValuesRows(rows), names)

    def ordered(self, inner: Resolved, node: QueryNode, outer: Scope | None, ctes: Ctes) -> Resolved:
        """ORDER BY and LIMIT over a whole set operation, VALUES or a parenthesised query."""
        query = inner.query
        if (
            isinstance(query, SetOperation)
            and not query.order_by
            and not query.limit
            and isinstance(node.body, SetNode)
        ):
            scope = self.outputs_scope(inner.names, 0, outer)
            order = tuple(self.order_over_outputs(n, scope, ctes, node.body) for n in node.order_by)
            limit = self.all(node.limit, Block(Scope(self.dialect, outer), ctes))
            made = SetOperation(query.operator, query.left, query.right, order, limit, inner.names)
            return Resolved(made, inner.names)
        number = self.number(inner.names)
        scope = self.outputs_scope(inner.names, number, outer)
        outputs = tuple(Output(n, Column(number, i, n)) for i, n in enumerate(inner.names))
        order = tuple(self.order_over_outputs(n, scope, ctes, None) for n in node.order_by)
        limit = self.all(node.limit, Block(Scope(self.dialect, outer), ctes))
        derived = Derived(number, query, inner.names)
        return Resolved(Select(outputs, (derived,), order_by=order, limit=limit), inner.names)

    def outputs_scope(self, names: tuple[str, ...], number: int, outer: Scope | None) -> Scope:
        columns: list[Visible] = [(n, Column(number, i, n)) for i, n in enumerate(names)]
        return Scope(self.dialect, outer, [], columns)

    def order_over_outputs(self, node: Node, scope: Scope, ctes: Ctes, body: SetNode | None) -> Expr:
        position = self.position(node)
        if position is not None:
            return self.at(position, [e for _, e in scope.columns])
        try:
            return self.expr(node, Block(Scope(self.dialect, None, [], scope.columns), ctes))
        except NotUnderstood:
            if self.dialect is not Dialect.SQLITE or body is None:
                raise
            return self.matching_member(node, scope, body)

    def matching_member(self, node: Node, scope: Scope, body: Body) -> Expr:
        """SQLite: ORDER BY of a compound may repeat an output's name or expression in any of its members."""
        while isinstance(body, SetNode):
            try:
                return self.matching_member(node, scope, body.left)
            except NotUnderstood:
                body = body.right
        if isinstance(body, SelectNode):
            for position, item in enumerate(body.items):
                named = isinstance(node, Name) and item.alias is not None and len(node.parts) == 1
                if item.expr == node or (
                    named and isinstance(node, Name) and item.alias and self.key(item.alias) == self.key(node.parts[0])
                ):
                    return self.at(position + 1, [e for _, e in scope.columns])
        raise NotUnderstood("an ORDER BY term that is no output")

    # SELECT

    def select(
        self, node: SelectNode, query: QueryNode, outer: Scope | None, ctes: Ctes, anchor: Binding | None
    ) -> Resolved:
        scope = Scope(self.dialect, outer)
        block = Block(scope, ctes, {n.text.casefold(): w for n, w in node.windows})
        bound = self.tables(node, block)
        outputs = self.outputs(node.items, block)
        names = tuple(o.name for o in outputs)
        self.anchored(anchor, names)
        scope.alias_rule = self.rule_of("WHERE")
        sources = in_order_of_use(tuple(b.finish() for b in bound))
        where = self.condition(node.where, block) if node.where is not None else None
        scope.alias_rule = self.rule_of("GROUP BY")
        group = tuple(self.group_item(n, block, outputs) for n in node.group_by)
        scope.alias_rule = self.rule_of("HAVING")
        having = self.condition(node.having, block) if node.having is not None else None
        scope.alias_rule = self.rule_of("ORDER BY")
        order = tuple(self.order_item(n, block, outputs) for n in query.order_by) + tuple(block.ordered_by)
        distinct_on = tuple(self.order_item(n, block, outputs) for n in node.distinct_on)
        scope.alias_rule = ""
        limit = (*self.all(query.limit, Block(Scope(self.dialect, outer), ctes)), *block.samples)
        made = Select(
            outputs, sources, where, group, having, order, node.distinct and not node.distinct_on, distinct_on, limit
        )
        return Resolved(beside_extremes(made) if self.dialect is Dialect.SQLITE else made, names)

    def rule_of(self, clause: str) -> str:
        """Whether a clause's expressions see outputs: SQLite after columns; MySQL too, but not in WHERE; PostgreSQL never."""
        if self.dialect is Dialect.SQLITE or (self.dialect is Dialect.MYSQL and clause == "GROUP BY"):
            return "after"
        if self.dialect is Dialect.MYSQL and clause != "WHERE":
            return "either"
        return ""

    def tables(self, node: SelectNode, block: Block) -> list[Bound]:
        beside = Beside()
        found: list[Bound] = []
        for table in node.tables:
            bound = self.bind(table, block, beside)
            beside = beside.plus(bound)
            found.append(bound)
        block.scope.entries = beside.entries
        block.scope.columns = beside.columns
        self.check_aliases(block.scope.entries)
        return found

    def check_aliases(self, entries: Sequence[Entry]) -> None:
        """Two tables of one name: only their schemas can tell them apart, and that is left to refuse by use."""

    def outputs(self, items: tuple[Item, ...], block: Block) -> tuple[Output, ...]:
        found: list[Output] = []
        for item in items:
            for output in self.item(item, block):
                found.append(output)
                block.scope.aliases.append((output.name, output.expr))
        if self.dialect is Dialect.SQLITE:
            return tuple(self.distinct_names(found))
        return tuple(found)

    def distinct_names(self, outputs: list[Output]) -> list[Output]:
        """SQLite: a repeated name gets `:1`, `:2` ... (sqlite3ColumnsFromExprList)."""
        seen: dict[str, int] = {}
        named: list[Output] = []
        for output in outputs:
            key = stored_key(self.dialect, output.name)
            count = seen.get(key, 0)
            seen[key] = count + 1
            named.append(Output(f"{output.name}:{count}", output.expr) if count else output)
        return named

    def item(self, item: Item, block: Block) -> list[Output]:
        expr = item.expr
        if isinstance(expr, Star):
            return self.star(expr, block)
        if isinstance(expr, AllFields):
            return self.fields(expr, block)
        name = self.spelling(item.alias) if item.alias else output_name(self.dialect, item)
        return [Output(name, self.expr(expr, block))]

    def star(self, node: Star, block: Block) -> list[Output]:
        if node.qualifier:
            columns: Sequence[Visible] = block.scope.local_table(node.qualifier).columns
        else:
            columns = block.scope.columns
        return [Output(n, e) for n, e in columns]

    def fields(self, node: AllFields, block: Block) -> list[Output]:
        """`(c).*` of a whole row; a composite column's fields are in no catalog we have."""
        whole = self.expr(node.arg, block)
        if isinstance(whole, Column) and (carried := self.carried.get((whole.source, whole.position))):
            return [Output(n, Path(whole, (n,))) for n in carried]
        if not isinstance(whole, Column) or whole.position != -1:
            raise NotUnderstood("all fields of a composite value")
        names = self.columns_of[whole.source]
        return [Output(n, Column(whole.source, i, n)) for i, n in enumerate(names)]

    # positions and output names in GROUP BY and ORDER BY

    def position(self, node: Node) -> int | None:
        if isinstance(node, Literal) and node.kind == "number" and node.text is not None and node.text.isdigit():
            return int(node.text)
        return None

    def at(self, position: int, exprs: Sequence[Expr]) -> Expr:
        if not 1 <= position <= len(exprs):
            raise NotUnderstood("a position outside the select list")
        return exprs[position - 1]

    def group_item(self, node: Node, block: Block, outputs: tuple[Output, ...]) -> Expr:
        position = self.position(node)
        if position is not None:
            return self.at(position, [o.expr for o in outputs])
        if self.dialect is Dialect.POSTGRESQL and isinstance(node, Name) and len(node.parts) == 1:
            found = block.scope.local(node.parts[0]) or block.scope.alias(node.parts[0])
            if found is not None:
                return found
        return self.expr(node, block)

    def order_item(self, node: Node, block: Block, outputs: tuple[Output, ...]) -> Expr:
        position = self.position(node)
        if position is not None:
            return self.at(position, [o.expr for o in outputs])
        if isinstance(node, Name) and len(node.parts) == 1:
            found = block.scope.alias(node.parts[0])
            if found is not None:
                return found
        return self.expr(node, block)


def replace_recursion(query: SetOperation, number: int) -> SetOperation:
    """The same operation, known by the number its own references use."""
    return SetOperation(
        query.operator, query.left, query.right, query.order_by, query.limit, query.names, recursion=number
    )


def in_order_of_use(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Table functions after what their arguments read: SQLite lets them stand before it. Raises NotUnderstood."""
    ordered = tuple(sorted(sources, key=lambda s: isinstance(s, Generated)))
    own = {n for s in ordered for n in _numbers(s)}
    seen: set[int] = set()
    for source in ordered:
        _check_order(source, own, seen)
    return ordered


def _numbers(source: Source) -> Iterator[int]:
    if isinstance(source, Join):
        yield from _numbers(source.left)
        yield from _numbers(source.right)
    else:
        yield source.number


def _check_order(source: Source, own: set[int], seen: set[int]) -> None:
    if isinstance(source, Join):
        _check_order(source.left, own, seen)
        _check_order(source.right, own, seen)
        return
    if isinstance(source, Generated):
        used = {c.source for call in source.calls for c in columns_in(call)}
        if (used & own) - seen:
            raise NotUnderstood("a table function before the table it reads")
    seen.add(source.number)
