"""Random SELECTs over a few tables, for differential tests of lineage: names, scopes and shapes more than functions."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

Columns = dict[str, list[str]]


class Generator:
    """SQL of one dialect over `tables` (name -> columns). `forms` are expressions over {0} and {1}."""

    def __init__(
        self, tables: Columns, forms: list[str], *, quote: str, joins: list[str], lateral: bool = False
    ) -> None:
        self.tables = tables
        self.forms = forms
        self.quote = quote
        self.joins = joins
        self.lateral = lateral

    def source(self, draw: st.DrawFn, depth: int) -> tuple[str, Columns]:
        """A FROM clause and the columns of its aliases."""
        alias = draw(st.sampled_from(["a", "b", "c", "orders"]))
        kind = draw(st.sampled_from(["table", "table", "join", "join", "sub"])) if depth else "table"
        if kind == "sub":
            inner, names = self.select(draw, depth - 1)
            return f"({inner}) AS {alias}", {alias: names}
        table = draw(st.sampled_from(sorted(self.tables)))
        left, right = f"{table} AS {alias}", {alias: self.tables[table]}
        if kind == "table":
            return left, right
        return self.joined(draw, depth, left, right)

    def joined(self, draw: st.DrawFn, depth: int, left: str, right: Columns) -> tuple[str, Columns]:
        how = draw(st.sampled_from(self.joins))
        if self.lateral and draw(st.integers(0, 3)) == 0:
            inner = self.expression(draw, right, 1)
            assume("l" not in right)
            return f"{left} CROSS JOIN LATERAL (SELECT {inner} AS p, id AS q FROM orders) l", {**right, "l": ["p", "q"]}
        other, more = self.source(draw, depth - 1)
        assume(not set(more) & set(right))
        tail = ""
        if how in {"JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"}:
            shared = sorted({n for c in right.values() for n in c} & {n for c in more.values() for n in c})
            if shared and draw(st.booleans()):
                tail = f" USING ({draw(st.sampled_from(shared))})"
            else:
                tail = f" ON {self.expression(draw, right, 0)} = {self.expression(draw, more, 0)}"
        return f"{left} {how} {other}{tail}", {**right, **more}

    def expression(self, draw: st.DrawFn, columns: Columns, depth: int) -> str:
        alias = draw(st.sampled_from(sorted(columns)))
        name = draw(st.sampled_from(columns[alias]))
        quoted = f"{self.quote}{name}{self.quote}"
        column = draw(
            st.sampled_from([f"{alias}.{name}", f"{alias}.{name}", f"{alias}.{quoted}", quoted, name.upper()])
        )
        if not depth:
            return column
        inner = self.expression(draw, columns, depth - 1)
        return draw(st.sampled_from(self.forms)).format(column, inner)

    def select(self, draw: st.DrawFn, depth: int = 2) -> tuple[str, list[str]]:
        """A SELECT and the names of its outputs."""
        tables, columns = self.source(draw, depth)
        count = draw(st.integers(1, 3))
        names = draw(
            st.lists(st.sampled_from(["p", "q", "id", "email", "status"]), min_size=count, max_size=count, unique=True)
        )
        exprs = [self.expression(draw, columns, draw(st.sampled_from([0, 0, 1, 2]))) for _ in names]
        tail = ""
        if draw(st.booleans()):
            tail += f" WHERE {self.expression(draw, columns, 1)} IS NOT NULL"
        if draw(st.integers(0, 4)) == 0:
            aggregate = draw(st.sampled_from(["count(*)", "max({})", "count(DISTINCT {})", "min({})"]))
            exprs[-1] = aggregate.format(self.expression(draw, columns, 0))
            if len(exprs) > 1:
                exprs = [exprs[0], exprs[-1]]
                names = [names[0], names[-1]]
                tail += f" GROUP BY {draw(st.sampled_from([names[0], '1', exprs[0]]))}"
        distinct = "DISTINCT " if draw(st.integers(0, 7)) == 0 else ""
        items = ", ".join(f"{e} AS {n}" for e, n in zip(exprs, names, strict=True))
        text = f"SELECT {distinct}{items} FROM {tables}{tail}"
        if draw(st.integers(0, 4)) == 0:
            ties = ", ".join(str(i + 1) for i in range(len(names)))  # else the plan decides which rows are left
            text += (
                f" ORDER BY {draw(st.sampled_from([names[0], '1', exprs[0]]))}, {ties} LIMIT {draw(st.integers(1, 3))}"
            )
        return text, names

    def statement(self, draw: st.DrawFn) -> str:
        text, names = self.select(draw)
        form = draw(st.sampled_from(["plain", "plain", "plain", "cte", "set", "star", "bare star"]))
        if form == "cte":
            cte = draw(st.sampled_from(["w", "orders", "contacts"]))
            return f"WITH {cte} AS ({text}) SELECT {names[0]}, {cte}.* FROM {cte}"
        if form == "set":
            operator = draw(st.sampled_from(["UNION ALL", "UNION", "INTERSECT", "EXCEPT"]))
            other, _ = self.select(draw, 1)
            return f"({text}) {operator} ({other})"
        if form == "star":
            return f"SELECT s.*, orders.* FROM ({text}) s, orders"
        if form == "bare star":
            tables, _ = self.source(draw, 2)
            return f"SELECT * FROM {tables}"
        return text


def statements(generator: Generator) -> st.SearchStrategy[str]:
    return st.composite(generator.statement)()
