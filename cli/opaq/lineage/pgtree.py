"""PostgreSQL's own rewritten tree, translated into a resolved query.

The server has resolved every name, expanded every view and chosen every function
and operator by number; this file only changes the shape. A column is found by
range-table number and level, joins and groupings are looked through, subquery
tests are put where they are compared. Expressions are in `pgexprs`.
"""

from __future__ import annotations

from collections.abc import Callable

from opaq.engines.types import ResolvedNames
from opaq.guard.relations import is_system
from opaq.guard.types import Dialect, Nature
from opaq.lineage.pgdocuments import table_function
from opaq.lineage.pgexprs import Expressions
from opaq.lineage.pgnodes import Level, MalformedTree, Node, Value, read
from opaq.lineage.query import (
    Call,
    Column,
    Derived,
    Expr,
    Generated,
    Join,
    Output,
    Query,
    Recursive,
    Select,
    SetOperation,
    SetOperator,
    Source,
    Stored,
    ValuesRows,
)
from opaq.model.catalog import Catalog, RelationName
from opaq.model.record import replace

_JOIN_KINDS = {"0": "inner", "1": "left", "2": "full", "3": "right", "4": "semi", "5": "anti"}
UNNAMED = "?"
"""A stored column whose name the witnesses do not give: unknown to everyone."""

NatureOf = Callable[[str, str], Nature]
"""(name, `pg_catalog` or `extension`) -> what the function is."""


def build(
    text: str,
    names: ResolvedNames,
    catalog: Catalog,
    nature_of: NatureOf,
    parameters: tuple[str, ...] = (),
) -> Query:
    """The query of a tree's text. Raises MalformedTree; RecursionError for absurd nesting is the caller's to catch."""
    top = _first_query(read(text))
    if top is None:
        raise MalformedTree
    return Builder(names, catalog, nature_of, parameters).query(top, None)


def _first_query(value: Value) -> Node | None:
    """The QUERY of a tree, or the one inside EXPLAIN."""
    candidates = value if isinstance(value, list) else [value]
    if sum(isinstance(node, Node) and node.tag == "QUERY" for node in candidates) > 1:
        return None  # a write that a rule made into several
    for node in reversed(candidates):
        if isinstance(node, Node) and node.tag == "QUERY":
            inner = node.node("utilityStmt")
            return _explained(inner) if inner is not None else node
        if isinstance(node, list):
            found = _first_query(node)
            if found is not None:
                return found
    return None


def _explained(utility: Node) -> Node | None:
    query = utility.node("query")
    return query if query is not None and query.tag == "QUERY" else None


class Builder(Expressions):
    """Queries and sources; one per statement, since source numbers are unique in it."""

    def __init__(
        self,
        names: ResolvedNames,
        catalog: Catalog,
        nature_of: NatureOf,
        parameters: tuple[str, ...],
    ) -> None:
        super().__init__(names, nature_of, parameters)
        self._catalog = catalog
        self._ctes: dict[tuple[int, str], Query] = {}
        self._cte_numbers: dict[tuple[int, str], int] = {}
        self._levels: list[Level] = []

    def query(self, node: Node, parent: Level | None) -> Query:
        level = Level(node, parent)
        self._levels.append(level)  # keeps every level alive, so that its identity stays its own
        for _ in level.rtable:
            level.numbers.append(self.fresh())
        setop = node.node("setOperations")
        if setop is not None:
            return self._set_operation(setop, level)
        return self._select(level)

    # blocks

    def _select(self, level: Level) -> Select:
        node = level.query
        jointree = node.node("jointree")
        fromlist = jointree.nodes("fromlist") if jointree is not None else []
        quals = jointree.node("quals") if jointree is not None else None
        samples: list[Expr] = []
        sources = tuple(self._item(item, level, samples) for item in fromlist)
        entries = [t for t in node.nodes("targetList") if not t.flag("resjunk")]
        distinct = bool(node.nodes("distinctClause"))
        on = distinct and node.flag("hasDistinctOn")
        return Select(
            outputs=tuple(Output(t.text("resname") or "", self.expr(t.node("expr"), level)) for t in entries),
            sources=sources,
            where=self.expr(quals, level) if quals is not None else None,
            group_by=self.sorted_by(node.nodes("groupClause"), level),
            having=self._optional("havingQual", level),
            order_by=self.sorted_by(node.nodes("sortClause"), level),
            distinct=distinct and not on,
            distinct_on=self.sorted_by(node.nodes("distinctClause"), level) if on else (),
            limit=(*self._limits(level), *samples),
        )

    def _optional(self, name: str, level: Level) -> Expr | None:
        node = level.query.node(name)
        return self.expr(node, level) if node is not None else None

    def _limits(self, level: Level) -> tuple[Expr, ...]:
        found = (self._optional(name, level) for name in ("limitCount", "limitOffset"))
        return tuple(e for e in found if e is not None)

    def _set_operation(self, setop: Node, level: Level) -> SetOperation:
        built = self._members(setop, level)
        if not isinstance(built, SetOperation):
            raise MalformedTree
        entries = level.query.nodes("targetList")
        order = tuple(self._output_position(clause, entries) for clause in level.query.nodes("sortClause"))
        names = tuple(t.text("resname") or "" for t in entries if not t.flag("resjunk"))
        return replace(built, order_by=order, limit=self._limits(level), names=names)

    def _output_position(self, clause: Node, entries: list[Node]) -> Expr:
        for position, entry in enumerate(entries):
            if entry.text("ressortgroupref") == clause.text("tleSortGroupRef"):
                return Column(0, position, entry.text("resname") or "")
        raise MalformedTree

    def _members(self, node: Node, level: Level) -> Query:
        if node.tag == "RANGETBLREF":
            subquery = level.entry(node.number("rtindex")).node("subquery")
            if subquery is None:
                raise MalformedTree
            return self.query(subquery, level)
        left, right = node.node("larg"), node.node("rarg")
        if node.tag != "SETOPERATIONSTMT" or left is None or right is None:
            raise MalformedTree
        return SetOperation(_operator(node), self._members(left, level), self._members(right, level))

    # sources

    def _item(self, node: Node, level: Level, samples: list[Expr]) -> Source:
        if node.tag == "RANGETBLREF":
            return self._entry(node.number("rtindex"), level, samples)
        left, right = node.node("larg"), node.node("rarg")
        if node.tag != "JOINEXPR" or left is None or right is None:
            raise MalformedTree
        quals = node.node("quals")
        return Join(
            left=self._item(left, level, samples),
            right=self._item(right, level, samples),
            on=self.expr(quals, level) if quals is not None else None,
            kind=_JOIN_KINDS.get(node.text("jointype") or "", "inner"),
        )

    def _entry(self, index: int, level: Level, samples: list[Expr]) -> Source:
        entry, number = level.entry(index), level.numbers[index - 1]
        match entry.text("rtekind"):
            case "0":
                return self._relation(entry, number, level, samples)
            case "1":
                return self._subquery(entry, number, level)
            case "3":
                return self._functions(entry, number, level)
            case "4":
                return self._table_function(entry, number, level)
            case "5":
                return Derived(number, self._values(entry, level), column_names(entry))
            case "6":
                return self._cte(entry, number, level)
            case _:
                raise MalformedTree

    def _relation(self, entry: Node, number: int, level: Level, samples: list[Expr]) -> Source:
        oid = entry.number("relid")
        written = column_names(entry)
        known = self.names.relations.get(oid)
        if known is None or known[1] == "v":
            return Stored(number, RelationName("", UNNAMED), tuple(UNNAMED for _ in written))
        columns = tuple(
            "" if not name else self.names.columns.get((oid, position)) or UNNAMED
            for position, name in enumerate(written, 1)
        )
        sample = entry.node("tablesample")
        if sample is not None:
            samples.extend(self.expr(a, level) for a in sample.nodes("args"))
        return Stored(number, known[0], columns, sample=sample is not None)

    def _subquery(self, entry: Node, number: int, level: Level) -> Source:
        node = entry.node("subquery")
        if node is None:
            raise MalformedTree
        view = self._view_of(entry, node)
        if view is not None and is_system(Dialect.POSTGRESQL, view.schema, view.name):
            names = tuple(t.text("resname") or "" for t in node.nodes("targetList") if not t.flag("resjunk"))
            return Stored(number, view, names)
        return Derived(number, self.query(node, level), column_names(entry), lateral=entry.flag("lateral"), view=view)

    def _view_of(self, entry: Node, subquery: Node) -> RelationName | None:
        """The view a subquery was expanded from; before version 16 its number survives in the entry `old` only."""
        numbers = [entry.number("relid")]
        for inner in subquery.nodes("rtable"):
            alias = inner.node("alias")
            if alias is not None and alias.text("aliasname") == "old" and inner.text("relkind") == "v":
                numbers.append(inner.number("relid"))
        for oid in numbers:
            known = self.names.relations.get(oid)
            if known is not None and known[1] == "v":
                return known[0]
        return None

    def _values(self, entry: Node, level: Level) -> ValuesRows:
        lists = entry.fields.get("values_lists")
        rows = lists if isinstance(lists, list) else []
        return ValuesRows(
            tuple(
                tuple(self.expr(cell, level) for cell in row if isinstance(cell, Node))
                for row in rows
                if isinstance(row, list)
            )
        )

    def _functions(self, entry: Node, number: int, level: Level) -> Source:
        """Table functions; several side by side, or with a row number, become one subquery over them."""
        columns = column_names(entry)
        functions = entry.nodes("functions")
        calls = [self.expr(f.node("funcexpr"), level) for f in functions]
        if len(calls) == 1 and not entry.flag("funcordinality"):
            return Generated(number, (calls[0],), columns)
        sources: list[Source] = []
        outputs: list[Output] = []
        for function, call in zip(functions, calls, strict=True):
            inner = self.fresh()
            width = function.number("funccolcount", 1)
            sources.append(Generated(inner, (call,), tuple(str(i) for i in range(width))))
            outputs.extend(Output(str(i), Column(inner, i)) for i in range(width))
        if entry.flag("funcordinality"):
            outputs.append(Output("ordinality", Call("ordinality", (), Nature.AMBIENT)))
        return Derived(number, Select(tuple(outputs), tuple(sources)), columns, lateral=True)

    def _table_function(self, entry: Node, number: int, level: Level) -> Source:
        node = entry.node("tablefunc")
        if node is None:
            raise MalformedTree
        return Generated(number, (table_function(self, node, level),), column_names(entry))

    def _cte(self, entry: Node, number: int, level: Level) -> Source:
        owner = level.up(entry.number("ctelevelsup"))
        name = entry.text("ctename") or ""
        key = (id(owner), name)
        columns = column_names(entry)
        if entry.flag("self_reference"):
            return Recursive(number, self._cte_number(key), columns)
        return Derived(number, self._cte_query(owner, key), columns)

    def _cte_number(self, key: tuple[int, str]) -> int:
        if key not in self._cte_numbers:
            self._cte_numbers[key] = self.fresh()
        return self._cte_numbers[key]

    def _cte_query(self, owner: Level, key: tuple[int, str]) -> Query:
        """Built once for all its references, so that a chain of CTEs stays as long as it was written."""
        if key not in self._ctes:
            for cte in owner.query.nodes("cteList"):
                if cte.text("ctename") == key[1]:
                    node = cte.node("ctequery")
                    if node is None:
                        break
                    built = self.query(node, owner)
                    if isinstance(built, SetOperation) and cte.flag("cterecursive"):
                        built = replace(built, recursion=self._cte_number(key))
                    self._ctes[key] = built
                    return built
            raise MalformedTree
        return self._ctes[key]


def _operator(node: Node) -> SetOperator:
    """SETOP_UNION 1, INTERSECT 2, EXCEPT 3 (parsenodes.h). With ALL the multiplicities of the last two still tell."""
    match node.text("op"):
        case "1":
            return SetOperator.UNION_ALL if node.flag("all") else SetOperator.UNION
        case "2":
            return SetOperator.INTERSECT
        case "3":
            return SetOperator.EXCEPT
        case _:
            raise MalformedTree


def column_names(entry: Node) -> tuple[str, ...]:
    """The names of a range-table entry's columns; dropped columns are empty."""
    eref = entry.node("eref")
    value = eref.fields.get("colnames") if eref is not None else None
    return tuple(v if isinstance(v, str) else "" for v in value) if isinstance(value, list) else ()
