"""Words and operators of the three grammars, as data."""

from __future__ import annotations

from opaq.guard.types import Dialect

NEVER_NAMES = frozenset(
    "SELECT FROM WHERE GROUP HAVING ORDER LIMIT UNION ON USING JOIN AND OR AS THEN ELSE WHEN IN IS NOT "
    "DISTINCT ALL TABLE INTO WITH".split()
)
"""Reserved in all three dialects: where one of them stands unquoted, no column is meant."""

QUERY_STARTS = frozenset({"SELECT", "WITH", "VALUES", "TABLE"})

ALIAS_STOPS = frozenset(
    "FROM WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS WINDOW FOR INTO ON USING JOIN INNER LEFT "
    "RIGHT FULL CROSS NATURAL STRAIGHT_JOIN LATERAL TABLESAMPLE AS SET PROCEDURE LOCK SEMI QUALIFY RETURNING VALUES "
    "SELECT AND OR NOT IS IN LIKE BETWEEN THEN ELSE WHEN END ASC DESC".split()
)
"""Words that end a select item or a table reference rather than name it."""

TABLE_ALIAS_STOPS = {
    Dialect.POSTGRESQL: ALIAS_STOPS,
    Dialect.MYSQL: ALIAS_STOPS | {"USE", "FORCE", "IGNORE", "PARTITION", "FOR"},
    Dialect.SQLITE: ALIAS_STOPS | {"INDEXED"},
}

BARE_FUNCTIONS = {
    Dialect.POSTGRESQL: frozenset(
        "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_USER SESSION_USER USER "
        "CURRENT_ROLE CURRENT_CATALOG CURRENT_SCHEMA SYSTEM_USER".split()
    ),
    Dialect.MYSQL: frozenset(
        "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP "
        "CURRENT_USER CURRENT_ROLE".split()
    ),
    Dialect.SQLITE: frozenset({"CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"}),
}
"""Functions written without parentheses."""

INTERVAL_UNITS = frozenset(
    "MICROSECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR SECOND_MICROSECOND MINUTE_MICROSECOND MINUTE_SECOND "
    "HOUR_MICROSECOND HOUR_SECOND HOUR_MINUTE DAY_MICROSECOND DAY_SECOND DAY_MINUTE DAY_HOUR YEAR_MONTH "
    "SQL_TSI_SECOND SQL_TSI_MINUTE SQL_TSI_HOUR SQL_TSI_DAY SQL_TSI_WEEK SQL_TSI_MONTH SQL_TSI_QUARTER "
    "SQL_TSI_YEAR".split()
)

POSTGRES_TYPES = {
    "INT": "int4", "INTEGER": "int4", "SMALLINT": "int2", "BIGINT": "int8", "REAL": "float4", "FLOAT": "float8",
    "DECIMAL": "numeric", "DEC": "numeric", "NUMERIC": "numeric", "BOOLEAN": "bool", "CHARACTER": "bpchar",
    "CHAR": "bpchar", "NCHAR": "bpchar", "VARCHAR": "varchar", "DOUBLE": "float8", "STRING": "text",
}  # fmt: skip
"""Spellings of the grammar and the type they mean."""

OR, AND, NOT = 10, 20, 30

Levels = dict[str, int]

LEVELS: dict[Dialect, Levels] = {
    Dialect.POSTGRESQL: {
        "OR": OR, "AND": AND, "IS": 40, "ISNULL": 40, "NOTNULL": 40,
        "<": 50, ">": 50, "=": 50, "<=": 50, ">=": 50, "<>": 50, "!=": 50,
        "LIKE": 60, "ILIKE": 60, "SIMILAR": 60, "IN": 60, "BETWEEN": 60, "OVERLAPS": 60,
        "OPERATOR": 70, "+": 80, "-": 80, "*": 90, "/": 90, "%": 90, "^": 100, "AT": 110, "COLLATE": 120,
    },
    Dialect.MYSQL: {
        "OR": OR, "||": OR, "XOR": 15, "AND": AND, "&&": AND, "IS": 40,
        "<": 50, ">": 50, "=": 50, "<=": 50, ">=": 50, "<>": 50, "!=": 50, "<=>": 50,
        "LIKE": 60, "RLIKE": 60, "REGEXP": 60, "SOUNDS": 60, "IN": 60, "BETWEEN": 60, "MEMBER": 60,
        "|": 65, "&": 70, "<<": 75, ">>": 75, "+": 80, "-": 80, "*": 90, "/": 90, "%": 90, "DIV": 90, "MOD": 90,
        "^": 100, "COLLATE": 120, "->": 140, "->>": 140,
    },
    Dialect.SQLITE: {
        "OR": OR, "AND": AND, "IS": 40, "ISNULL": 40, "NOTNULL": 40, "=": 40, "==": 40, "<>": 40, "!=": 40,
        "LIKE": 40, "GLOB": 40, "REGEXP": 40, "MATCH": 40, "IN": 40, "BETWEEN": 40,
        "<": 50, ">": 50, "<=": 50, ">=": 50,
        "|": 70, "&": 70, "<<": 70, ">>": 70, "+": 80, "-": 80, "*": 90, "/": 90, "%": 90,
        "||": 100, "->": 100, "->>": 100, "COLLATE": 120,
    },
}  # fmt: skip
"""How tightly infix operators bind: PostgreSQL manual 4.1.6, MySQL manual 12.4.1 and its grammar, SQLite lang_expr."""

OTHER_OPERATOR = 70
"""PostgreSQL: any operator the table does not name."""

UNARY = {Dialect.POSTGRESQL: 130, Dialect.MYSQL: 130, Dialect.SQLITE: 130}

CANONICAL = {"!=": "<>", "==": "=", "<=>": "is not distinct from"}
"""One spelling per operator."""

_ON = tuple((*what.split(), "ON", when) for what in ("NULL", "ERROR", "EMPTY", "EMPTY ARRAY", "EMPTY OBJECT", "ABSENT", "TRUE",
            "FALSE", "UNKNOWN") for when in ("NULL", "ERROR", "EMPTY"))  # fmt: skip
PHRASES_AFTER = (
    *_ON, ("ON", "ERROR"), ("ON", "EMPTY"), ("VALUE",), ("PASSING", "BY", "REF"), ("PASSING",), ("FORMAT", "JSON"),
    ("ENCODING", "UTF8"), ("WITH", "UNIQUE", "KEYS"), ("WITHOUT", "UNIQUE", "KEYS"), ("WITH", "UNIQUE"), ("WITHOUT", "UNIQUE"),
    ("WITH", "WRAPPER"), ("WITHOUT", "WRAPPER"), ("WITH", "CONDITIONAL", "WRAPPER"), ("WITH", "UNCONDITIONAL", "WRAPPER"),
    ("WITH", "ARRAY", "WRAPPER"), ("WITHOUT", "ARRAY", "WRAPPER"), ("KEEP", "QUOTES"), ("OMIT", "QUOTES"),
    ("ON", "SCALAR", "STRING"), ("BY", "REF"), ("INDENT",), ("NO", "INDENT"), ("STRIP", "WHITESPACE"),
    ("PRESERVE", "WHITESPACE"), ("DEFAULT",),
)  # fmt: skip
"""What may stand between or after the arguments of the SQL/JSON and XML constructors."""
PHRASES_BEFORE = (
    ("CONTENT",),
    ("DOCUMENT",),
    ("VERSION", "NO", "VALUE"),
    ("VERSION",),
    ("STANDALONE", "YES"),
    ("STANDALONE", "NO"),
)

LOOSE_FUNCTIONS = frozenset(
    "JSON_OBJECT JSON_ARRAY JSON_ARRAYAGG JSON_OBJECTAGG JSON_QUERY JSON_VALUE JSON_EXISTS JSON_SCALAR JSON_SERIALIZE "
    "XMLELEMENT XMLATTRIBUTES XMLFOREST XMLPI XMLROOT XMLPARSE XMLSERIALIZE XMLEXISTS".split()
)
