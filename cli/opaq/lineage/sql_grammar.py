"""Queries of the three dialects: WITH, SELECT, set operations, VALUES, FROM and its joins.

`parse` turns a whole text into a `QueryNode`, or raises `NotUnderstood` at the first
token it has no place for. EXPLAIN is parsed as the query it explains.
"""

from __future__ import annotations

from collections.abc import Sequence

from opaq.guard.types import Dialect, Token, TokenKind
from opaq.lineage.query import SetOperator
from opaq.lineage.sql_cursor import NotUnderstood, lexemes
from opaq.lineage.sql_operands import operator
from opaq.lineage.sql_specials import Specials
from opaq.lineage.sql_syntax import (
    Added,
    Apply,
    Body,
    Cte,
    DerivedNode,
    FunctionNode,
    Ident,
    Item,
    Items,
    JoinNode,
    Literal,
    NestedNode,
    Node,
    QueryNode,
    SelectNode,
    SetNode,
    Star,
    TableExpr,
    TableNode,
    ValuesNode,
    WindowSpec,
)
from opaq.lineage.sql_words import ALIAS_STOPS, QUERY_STARTS, TABLE_ALIAS_STOPS

_MYSQL_MODIFIERS = (
    "DISTINCTROW", "HIGH_PRIORITY", "STRAIGHT_JOIN", "SQL_SMALL_RESULT", "SQL_BIG_RESULT",
    "SQL_BUFFER_RESULT", "SQL_NO_CACHE", "SQL_CACHE", "SQL_CALC_FOUND_ROWS",
)  # fmt: skip
_JOIN_STARTS = frozenset({"JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "STRAIGHT_JOIN", "SEMI"})
_ROW_WORDS = frozenset({"ROW", "ROWS"})


def parse(text: str, tokens: Sequence[Token], dialect: Dialect) -> QueryNode:
    """The query of a text. Raises NotUnderstood."""
    grammar = Grammar(text, lexemes(text, tokens, dialect), dialect)
    grammar.skip_explain()
    query = grammar.query()
    if not grammar.done:
        raise grammar.unexpected()
    return query


class Grammar(Specials):
    """The query half of the grammar."""

    def skip_explain(self) -> None:
        """EXPLAIN and its options stand before the query; whatever they are, the query is what is resolved."""
        if self.word() not in {"EXPLAIN", "DESCRIBE", "DESC", "ANALYZE"}:
            return
        while not self.done and self.word() not in QUERY_STARTS and not self.leads_to_query():
            self.take()

    def query(self) -> QueryNode:
        with self:
            recursive, ctes = self.with_clause()
            body = self.compound()
            order, limit = self.order_and_limit()
            if not (ctes or order or limit) and isinstance(body, QueryNode):
                return body
            return QueryNode(body, ctes, recursive, order, limit)

    # WITH

    def with_clause(self) -> tuple[bool, tuple[Cte, ...]]:
        if not self.accept("WITH"):
            return False, ()
        recursive = self.accept("RECURSIVE")
        ctes = [self.cte()]
        while self.accept_symbol(","):
            ctes.append(self.cte())
        return recursive, tuple(ctes)

    def cte(self) -> Cte:
        name = self.ident()
        columns = self.column_names() if self.symbol() == "(" else ()
        self.expect("AS")
        if not self.accept("MATERIALIZED"):
            self.accept("NOT", "MATERIALIZED")
        self.expect_symbol("(")
        query = self.query()
        self.expect_symbol(")")
        if self.mysql and self.accept("CYCLE"):
            self.names()
            self.expect("RESTRICT")
        return Cte(name, columns, query, self.added() if self.postgres else ())

    def added(self) -> tuple[Added, ...]:
        """`SEARCH DEPTH FIRST BY a SET ord`, `CYCLE a SET mark [TO x DEFAULT y] USING path`."""
        found: list[Added] = []
        if self.accept("SEARCH"):
            if not (self.accept_any("DEPTH", "BREADTH") and self.accept("FIRST", "BY")):
                raise self.unexpected()
            by = self.names()
            self.expect("SET")
            found.append(Added((self.ident(),), by, ends=False))
        if self.accept("CYCLE"):
            by = self.names()
            self.expect("SET")
            mark = self.ident()
            if self.accept("TO"):
                self.literal()
                self.expect("DEFAULT")
                self.literal()
            self.expect("USING")
            found.append(Added((mark, self.ident()), by, ends=True))
        return tuple(found)

    def names(self) -> tuple[Ident, ...]:
        found = [self.ident()]
        while self.accept_symbol(","):
            found.append(self.ident())
        return tuple(found)

    def column_names(self) -> tuple[Ident, ...]:
        self.expect_symbol("(")
        names = self.names()
        self.expect_symbol(")")
        return names

    # set operations

    def compound(self) -> Body:
        left = self.intersection()
        while (operator := self.set_operator("UNION", "EXCEPT", *(("INTERSECT",) if self.sqlite else ()))) is not None:
            left = SetNode(operator, left, self.intersection())
        return left

    def intersection(self) -> Body:
        """INTERSECT binds tighter than UNION and EXCEPT, except in SQLite where all are equal."""
        left = self.simple()
        while not self.sqlite and (operator := self.set_operator("INTERSECT")) is not None:
            left = SetNode(operator, left, self.simple())
        return left

    def set_operator(self, *words: str) -> SetOperator | None:
        word = self.accept_any(*words)
        if not word:
            return None
        every = self.accept_any("ALL", "DISTINCT") == "ALL"
        if word == "UNION":
            return SetOperator.UNION_ALL if every else SetOperator.UNION
        return SetOperator[word]

    def simple(self) -> Body:
        if self.accept_symbol("("):
            query = self.query()
            self.expect_symbol(")")
            return query
        if self.accept("VALUES"):
            return self.values()
        if not self.sqlite and self.accept("TABLE"):
            return self.table_query()
        self.expect("SELECT")
        return self.select()

    def table_query(self) -> SelectNode:
        self.accept("ONLY")
        return SelectNode((Item(Star(), None, "*"),), (TableNode(self.qualified()),))

    def values(self) -> ValuesNode:
        rows: list[tuple[Node, ...]] = []
        texts: list[str] = []
        while True:
            self.accept("ROW")
            self.expect_symbol("(")
            row: list[Node] = []
            while not self.accept_symbol(")"):
                first = self.index
                row.append(self.expression())
                if not rows:
                    texts.append(self.source_text(first))
                if self.symbol() != ")":
                    self.expect_symbol(",")
            rows.append(tuple(row))
            if not self.accept_symbol(","):
                return ValuesNode(tuple(rows), tuple(texts))

    # SELECT

    def select(self) -> SelectNode:
        distinct, distinct_on = self.distinct()
        items = self.items_list()
        tables: tuple[TableExpr, ...] = ()
        if self.accept("FROM"):
            tables = () if self.mysql and self.accept("DUAL") else self.table_list()
        where = self.expression() if self.accept("WHERE") else None
        group = self.group_by() if self.accept("GROUP", "BY") else ()
        having = self.expression() if self.accept("HAVING") else None
        windows = self.windows() if self.accept("WINDOW") else ()
        return SelectNode(items, tables, where, group, having, windows, distinct, distinct_on)

    def distinct(self) -> tuple[bool, tuple[Node, ...]]:
        found = False
        while word := self.accept_any("ALL", "DISTINCT", *(_MYSQL_MODIFIERS if self.mysql else ())):
            found = found or word.startswith("DISTINCT")
        if found and self.postgres and self.accept("ON"):
            self.expect_symbol("(")
            keys = self.expressions()
            self.expect_symbol(")")
            return True, keys
        return found, ()

    def items_list(self) -> tuple[Item, ...]:
        if self.postgres and (
            self.done or self.symbol() == ")" or self.word() in ALIAS_STOPS - {"NOT", "ROW", "LEFT", "RIGHT"}
        ):
            return ()
        items = [self.item()]
        while self.accept_symbol(","):
            items.append(self.item())
        return tuple(items)

    def item(self) -> Item:
        first = self.index
        expr = self.expression()
        text = self.source_text(first)
        if self.accept("AS"):
            return Item(expr, self.ident(), text)
        return Item(expr, self.implicit_alias(), text)

    def implicit_alias(self) -> Ident | None:
        kind = self.kind()
        if kind is TokenKind.QUOTED or (kind is TokenKind.STRING and not self.postgres):
            return self.ident()
        if kind is TokenKind.WORD and self.word() not in ALIAS_STOPS:
            return self.ident()
        return None

    def group_by(self) -> tuple[Node, ...]:
        self.accept_any("ALL", "DISTINCT")
        found: list[Node] = []
        while True:
            found += self.grouping()
            if not self.accept_symbol(","):
                break
        if self.mysql and self.accept("WITH"):
            self.expect("ROLLUP")
        return tuple(found)

    def grouping(self) -> list[Node]:
        """One element of GROUP BY; sets of sets are flattened, because each column is grouped by somewhere."""
        if self.postgres and self.accept("GROUPING", "SETS"):
            return self.grouping_list()
        if self.word() in {"ROLLUP", "CUBE"} and self.symbol(1) == "(" and not self.sqlite:
            self.take()
            return self.grouping_list()
        if self.postgres and self.symbol() == "(" and self.symbol(1) == ")":
            self.take()
            self.take()
            return []
        node = self.expression()
        self.accept_any(*(("ASC", "DESC") if self.mysql else ()))
        return list(node.items) if isinstance(node, Items) else [node]

    def grouping_list(self) -> list[Node]:
        self.expect_symbol("(")
        found: list[Node] = []
        while not self.accept_symbol(")"):
            found += self.grouping()
            if self.symbol() != ")":
                self.expect_symbol(",")
        return found

    def windows(self) -> tuple[tuple[Ident, WindowSpec], ...]:
        found: list[tuple[Ident, WindowSpec]] = []
        while True:
            name = self.ident()
            self.expect("AS")
            found.append((name, self.window()))
            if not self.accept_symbol(","):
                return tuple(found)

    def order_and_limit(self) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """(ORDER BY terms, (count, offset)); the count comes first whatever the text's order."""
        order = self.order_by() if self.accept("ORDER", "BY") else ()
        count: Node | None = None
        rest: list[Node] = []
        while True:
            if self.accept("LIMIT"):
                count, found = self.limit()
                rest += found
            elif self.accept("OFFSET"):
                rest.append(self.expression())
                self.accept_any(*_ROW_WORDS)
            elif self.accept("FETCH"):
                count = self.fetch()
            elif self.mysql and self.accept("ROWS", "EXAMINED"):
                rest.append(self.expression())
            else:
                break
        if count is None:
            return order, (Literal(None, "null"), *rest) if rest else ()
        return order, (count, *rest)

    def limit(self) -> tuple[Node | None, list[Node]]:
        if self.accept("ALL"):
            return None, []
        count = self.expression()
        if self.accept("OFFSET"):
            return count, [self.expression()]
        if not self.postgres and self.accept_symbol(","):
            return self.expression(), [count]
        return count, []

    def fetch(self) -> Node:
        if not self.accept_any("FIRST", "NEXT"):
            raise self.unexpected()
        count = Literal("1", "number") if self.word() in _ROW_WORDS else self.expression()
        if not self.accept_any(*_ROW_WORDS):
            raise self.unexpected()
        if self.accept("ONLY"):
            return count
        self.expect("WITH", "TIES")
        return operator("with ties", count)

    # FROM

    def table_list(self) -> tuple[TableExpr, ...]:
        tables = [self.joined()]
        while self.accept_symbol(","):
            tables.append(self.joined())
        return tuple(tables)

    def joined(self) -> TableExpr:
        with self:
            left = self.table()
            while self.word() in _JOIN_STARTS:
                left = self.join(left)
            return left

    def join(self, left: TableExpr) -> TableExpr:
        natural = self.accept("NATURAL")
        kind = self.join_kind()
        right = self.table()
        on, using, alias = self.join_condition()
        while not (natural or on or using or kind == "cross") and self.postgres and self.word() in _JOIN_STARTS:
            right = self.join(right)  # a JOIN b JOIN c ON .. ON ..
            on, using, alias = self.join_condition()
        return JoinNode(left, right, kind, natural, on, using, alias)

    def join_kind(self) -> str:
        if self.accept("STRAIGHT_JOIN"):
            return "inner"
        kind = self.accept_any("INNER", "LEFT", "RIGHT", "FULL", "CROSS", "SEMI").lower()
        outer = self.accept("OUTER")
        if outer and not kind:
            raise self.unexpected()
        self.expect("JOIN")
        return kind or "inner"

    def join_condition(self) -> tuple[Node | None, tuple[Ident, ...], Ident | None]:
        if self.accept("ON"):
            return self.expression(), (), None
        if self.words("USING") and self.symbol(1) == "(":
            self.take()
            columns = self.column_names()
            return None, columns, self.ident() if self.postgres and self.accept("AS") else None
        return None, (), None

    def table(self) -> TableExpr:
        with self:
            lateral = not self.sqlite and self.accept("LATERAL")
            if self.symbol() == "(":
                return self.parenthesised_table(lateral=lateral)
            if self.mysql and self.symbol() == "{":
                return self.odbc_join()
            if self.postgres and self.words("ROWS", "FROM") and self.symbol(2) == "(":
                return self.rows_from()
            if self.postgres:
                self.accept("ONLY")
            first = self.index
            parts = self.qualified()
            if self.symbol() == "(":
                self.index = first
                return self.table_function()
            return self.named_table(parts)

    def odbc_join(self) -> TableExpr:
        """`{OJ a LEFT JOIN b ON ...}`."""
        self.expect_symbol("{")
        self.ident()
        inner = self.joined()
        self.expect_symbol("}")
        return inner

    def qualified(self) -> tuple[Ident, ...]:
        if self.accept_symbol("("):  # ONLY (t)
            parts = self.qualified()
            self.expect_symbol(")")
            return parts
        parts_found = [self.ident()]
        while self.accept_symbol("."):
            parts_found.append(self.ident())
        if self.postgres:
            self.accept_symbol("*")
        return tuple(parts_found)

    def parenthesised_table(self, *, lateral: bool) -> TableExpr:
        self.expect_symbol("(")
        if self.starts_query() or (self.symbol() == "(" and self.leads_to_query()):
            query = self.attempt_query() if self.symbol() == "(" else self.closed_query()
            if query is not None:
                alias, columns = self.table_alias()
                return DerivedNode(query, alias, columns, lateral)
        inner = self.table_list_in_parentheses()
        alias, columns = self.table_alias()
        return NestedNode(inner, alias, columns) if alias else inner

    def closed_query(self) -> QueryNode:
        query = self.query()
        self.expect_symbol(")")
        return query

    def table_list_in_parentheses(self) -> TableExpr:
        """`(a JOIN b ...)`; MySQL and SQLite also take `(a, b)`."""
        inner = self.joined()
        while not self.postgres and self.accept_symbol(","):
            inner = JoinNode(inner, self.joined(), "cross")
        self.expect_symbol(")")
        return inner

    def named_table(self, parts: tuple[Ident, ...]) -> TableExpr:
        if self.mysql and self.accept("PARTITION"):
            self.column_names()
        sample = None
        alias, columns = self.table_alias()
        if self.postgres and self.accept("TABLESAMPLE"):
            sample = self.sample()
        hinted = self.sqlite and self.accept("INDEXED", "BY")
        if hinted:
            self.ident()
        elif self.sqlite:
            self.accept("NOT", "INDEXED")
        while self.mysql and (word := self.accept_any("USE", "FORCE", "IGNORE")):
            self.index_hint()
            hinted = hinted or word != "IGNORE"
        return TableNode(parts, alias, columns, sample, hinted)

    def index_hint(self) -> None:
        if not self.accept_any("INDEX", "KEY"):
            raise self.unexpected()
        if self.accept("FOR") and not (self.accept("JOIN") or self.accept("ORDER", "BY") or self.accept("GROUP", "BY")):
            raise self.unexpected()
        self.expect_symbol("(")
        while not self.accept_symbol(")"):
            self.ident()
            self.accept_symbol(",")

    def sample(self) -> tuple[Node, ...]:
        self.qualified()
        self.expect_symbol("(")
        found = list(self.expressions())
        self.expect_symbol(")")
        if self.accept("REPEATABLE"):
            self.expect_symbol("(")
            found += self.expressions()
            self.expect_symbol(")")
        return tuple(found)

    def table_alias(self) -> tuple[Ident | None, tuple[Ident, ...]]:
        alias: Ident | None = None
        kind = self.kind()
        if self.accept("AS"):
            if self.postgres and self.symbol() == "(":
                return None, ()
            alias = self.ident()
        elif (
            kind is TokenKind.QUOTED
            or (kind is TokenKind.STRING and self.sqlite)
            or (kind is TokenKind.WORD and self.word() not in TABLE_ALIAS_STOPS[self.dialect])
        ):
            alias = self.ident()
        if alias is None or self.symbol() != "(" or self.sqlite:
            return alias, ()
        if self.postgres and self.defines_columns():
            return alias, ()
        return alias, self.column_names()

    def defines_columns(self) -> bool:
        """`AS x(a int, b text)`: a name followed by a type, not by a comma."""
        return self.symbol(2) not in {",", ")"}

    def table_function(self) -> TableExpr:
        if not self.sqlite and self.words("JSON_TABLE") and self.symbol(1) == "(":
            return self.json_table()
        call = self.name_or_call()
        if not isinstance(call, Apply) and not self.postgres:
            raise NotUnderstood("a table function of this form")
        return self.function_tail((call,))

    def rows_from(self) -> TableExpr:
        self.expect("ROWS", "FROM")
        self.expect_symbol("(")
        calls: list[Node] = []
        while True:
            calls.append(self.name_or_call())
            if self.words("AS"):
                raise NotUnderstood("ROWS FROM with a column definition list")
            if not self.accept_symbol(","):
                break
        self.expect_symbol(")")
        return self.function_tail(tuple(calls))

    def function_tail(self, calls: tuple[Node, ...]) -> FunctionNode:
        ordinality = self.postgres and self.accept("WITH", "ORDINALITY")
        alias, columns = self.table_alias()
        defined: tuple[str, ...] = ()
        if self.postgres and self.symbol() == "(" and not columns:
            defined = self.column_definitions()
        return FunctionNode(calls, alias, columns, ordinality, defined)

    def column_definitions(self) -> tuple[str, ...]:
        self.expect_symbol("(")
        names: list[str] = []
        while not self.accept_symbol(")"):
            names.append(self.ident_text(self.ident()))
            self.type_name()
            if self.accept("COLLATE"):
                self.ident()
            if self.symbol() != ")":
                self.expect_symbol(",")
        return tuple(names)

    def json_table(self) -> TableExpr:
        """MySQL 12.17.6, PostgreSQL 9.16.4: `JSON_TABLE(doc, path COLUMNS (...)) AS t`."""
        self.take()
        self.expect_symbol("(")
        args = [self.expression()]
        self.expect_symbol(",")
        args.append(self.literal())
        names = self.json_columns()
        self.expect_symbol(")")
        alias, _ = self.table_alias()
        return FunctionNode((Apply("json_table", tuple(args)),), alias, (), defined=tuple(names))

    def json_columns(self) -> list[str]:
        self.expect("COLUMNS")
        self.expect_symbol("(")
        names: list[str] = []
        while not self.accept_symbol(")"):
            if self.accept("NESTED"):
                self.accept("PATH")
                self.literal()
                names += self.json_columns()
            else:
                names.append(self.json_column())
            if self.symbol() != ")":
                self.expect_symbol(",")
        return names

    def json_column(self) -> str:
        ident = self.ident()
        name = self.ident_text(ident) if self.postgres else ident.text
        if self.accept("FOR"):
            self.expect("ORDINALITY")
            return name
        self.type_name()
        self.accept("EXISTS")
        if not self.postgres or self.words("PATH"):
            self.expect("PATH")
            self.literal()
        while self.accept_any("NULL", "ERROR", "DEFAULT", "ON", "EMPTY"):
            if self.kind() is TokenKind.STRING:
                self.take()
        return name
