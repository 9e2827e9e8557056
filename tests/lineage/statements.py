"""Random statements over the shop: joins, subqueries, CTEs, set operations, aggregates, windows, any predicate."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

PLAIN = ("c.id", "c.tier", "c.country", "c.balance_cents", "o.id", "o.status", "o.total")
SECRET = ("c.full_name", "c.email", "c.phone", "c.ssn", "c.birth_date")
LITERALS = ("1", "2", "0", "'a'", "'gold'", "'1980-01-01'", "'%a%'", "NULL")
FUNCTIONS = ("upper({})", "lower({})", "length({})", "substr({}, 1, 1)", "coalesce({}, 'x')", "nullif({}, 'gold')")
OPERATORS = ("=", "<>", "<", ">", "<=")


@cache
def columns() -> st.SearchStrategy[str]:
    return st.sampled_from(PLAIN + PLAIN + SECRET)


@cache
def values(depth: int) -> st.SearchStrategy[str]:
    leaf = st.one_of(columns(), columns(), st.sampled_from(LITERALS))
    if depth == 0:
        return leaf
    inner = values(depth - 1)
    return st.one_of(
        leaf,
        st.builds(lambda f, v: f.format(v), st.sampled_from(FUNCTIONS), inner),
        st.builds("CASE WHEN {} THEN {} ELSE {} END".format, conditions(depth - 1), inner, inner),
        st.builds(
            "(SELECT {} FROM orders d WHERE d.id = c.id)".format,
            st.sampled_from(("d.total", "d.status", "1 / (d.id - 5)")),
        ),
        st.builds(
            "(SELECT max({}) FROM customers e WHERE {})".format,
            st.sampled_from(("e.email", "e.id", "e.ssn")),
            st.sampled_from(("e.id < 9", "e.ssn > c.ssn", "e.email = c.email", "e.tier = c.tier")),
        ),
        st.builds("({} || {})".format, inner, inner),
    )


@cache
def conditions(depth: int) -> st.SearchStrategy[str]:
    value = values(max(depth - 1, 0))
    atom = st.one_of(
        st.builds("{} {} {}".format, value, st.sampled_from(OPERATORS), value),
        st.builds("{} IN ({}, {})".format, value, st.sampled_from(LITERALS), st.sampled_from(LITERALS)),
        st.builds("{} IS NULL".format, value),
        st.builds("{} LIKE {}".format, columns(), st.sampled_from(("'%a%'", "'gold'", "'%example%'"))),
        st.builds(
            "EXISTS (SELECT 1 FROM customers e WHERE {})".format,
            st.sampled_from(
                ("e.email = c.email AND e.id <> c.id", "e.ssn < c.ssn", "e.id = c.balance_cents", "e.tier = c.tier")
            ),
        ),
        st.builds(
            "{} IN (SELECT {} FROM customers e)".format, columns(), st.sampled_from(("e.email", "e.tier", "e.id"))
        ),
    )
    if depth == 0:
        return atom
    inner = conditions(depth - 1)
    return st.one_of(
        atom,
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    )


SOURCES = (
    "customers c JOIN orders o ON o.customer_id = c.id",
    "customers c LEFT JOIN orders o ON o.customer_id = c.id AND {}",
    "(SELECT * FROM customers WHERE tier = 'gold') c JOIN orders o ON o.customer_id = c.id",
    (
        "(SELECT id, tier, country, balance_cents, email AS full_name, full_name AS email, phone, ssn, birth_date FROM customers) c"
        " JOIN orders o ON o.id = c.id"
    ),
)
AGGREGATES = ("count(*)", "count({})", "count(DISTINCT {})", "min({})", "max({})")
WINDOWS = (
    "row_number() OVER (ORDER BY {}, c.id, o.id)",
    "count(*) OVER (PARTITION BY {})",
    "first_value({}) OVER (PARTITION BY c.tier ORDER BY c.id, o.id)",
)


@st.composite
def selects(draw: st.DrawFn) -> str:
    source = draw(st.sampled_from(SOURCES)).format(draw(conditions(0)))
    where = f" WHERE {draw(conditions(2))}" if draw(st.booleans()) else ""
    if draw(st.integers(0, 2)) == 0:
        key = draw(values(1))
        outputs = [key, draw(st.sampled_from(AGGREGATES)).format(draw(values(1)))]
        having = f" HAVING {draw(st.sampled_from(('count(*) > 1', 'max(c.ssn) > 5', 'min(o.total) > 1')))}"
        tail = f" GROUP BY {key}" + (having if draw(st.booleans()) else "")
    else:
        output = st.one_of(values(2), st.builds(str.format, st.sampled_from(WINDOWS), columns()))
        outputs = draw(st.lists(output, min_size=1, max_size=3))
        tail = ""
    distinct = "DISTINCT " if draw(st.integers(0, 4)) == 0 else ""
    listed = ", ".join(f"{expr} AS r{i}" for i, expr in enumerate(outputs))
    return f"SELECT {distinct}{listed} FROM {source}{where}{tail}"


@st.composite
def statements(draw: st.DrawFn) -> str:
    """One statement; every shape of it may be wrapped once more."""
    query = draw(selects())
    shape = draw(st.integers(0, 7))
    if shape == 0:
        return f"{query} UNION ALL {draw(selects())}"
    if shape == 1:
        return f"WITH w AS ({query}) SELECT count(*) FROM w"
    if shape == 2:
        return f"WITH w AS ({query}) SELECT a.r0, b.r0 FROM w a JOIN w b ON a.r0 = b.r0"
    if shape == 3:
        return f"SELECT q.r0 FROM ({query}) q WHERE q.r0 {draw(st.sampled_from(OPERATORS))} 'm' ORDER BY q.r0 LIMIT 3"
    if shape == 4:
        return f"{query} {draw(st.sampled_from(('UNION', 'EXCEPT', 'INTERSECT')))} {draw(selects())}"
    return query


KEYS = (
    "c.tier",
    "c.country",
    "c.email",
    "c.ssn",
    "c.birth_date",
    "o.status",
    "lower(c.email)",
    "c.id",
    "o.customer_id",
)
ORDERS = ("r0", "r0 DESC", "r1", "r1 DESC, r0", "c.id", "c.tier, r0", "r0, r1", "c.email, r0", "o.id DESC", "2, 1")
NUMBERS = ("count(*)", "min(o.id)", "max(c.id)", "count(DISTINCT c.email)", "count(c.phone)")
TABLES = (
    "customers c JOIN orders o ON o.customer_id = c.id",
    "customers c JOIN orders o ON o.customer_id = c.id JOIN customers e ON e.email = c.email",
    "customers c JOIN customers d ON d.ssn = c.ssn LEFT JOIN orders o ON o.id = d.id",
    "(SELECT * FROM customers WHERE tier = 'gold') c LEFT JOIN orders o ON o.customer_id = c.id",
    "(SELECT DISTINCT id, email, ssn, birth_date, tier, country, phone FROM customers) c JOIN orders o ON o.id = c.id",
)
FILTERS = ("", "", " WHERE c.tier = 'gold'", " WHERE c.ssn IS NOT NULL", " WHERE c.id > 20", " WHERE o.status = 'open'")


@st.composite
def answers(draw: st.DrawFn) -> str:
    """One statement of which the order of rows counts: two outputs, grouped, deduplicated, ordered and cut or not."""
    source = f"FROM {draw(st.sampled_from(TABLES))}{draw(st.sampled_from(FILTERS))}"
    first, second = draw(st.sampled_from(KEYS)), draw(st.sampled_from(KEYS))
    match draw(st.sampled_from(("plain", "distinct", "grouped", "grouped", "window", "union"))):
        case "plain":
            query = f"SELECT {first} AS r0, {second} AS r1 {source}"
        case "distinct":
            query = f"SELECT DISTINCT {first} AS r0, {second} AS r1 {source}"
        case "grouped":
            keys = draw(st.sampled_from((first, f"{first}, {second}")))
            query = f"SELECT {first} AS r0, {draw(st.sampled_from(NUMBERS))} AS r1 {source} GROUP BY {keys}"
        case "window":
            query = f"SELECT c.id AS r0, count(*) OVER (PARTITION BY {first}) AS r1 {source}"
        case _:
            query = f"SELECT {first} AS r0, 1 AS r1 {source} UNION SELECT {second}, 2 {source}"
    order = f" ORDER BY {draw(st.sampled_from(ORDERS))}" if draw(st.booleans()) else ""
    limit = draw(st.sampled_from(("", "", " LIMIT 3", " LIMIT 5 OFFSET 2", " LIMIT 1")))
    return f"{query}{order}{limit}"
