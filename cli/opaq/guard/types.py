"""The guard's nouns: dialects, tokens, the admitted `Statement`, and what a function is.

`Statement` is a proof type: only `guard.admit` constructs one (an import contract
and a test hold this), so whoever receives a `Statement` needs no further check of
its text. Engines accept nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from opaq.model.record import field, record


class Dialect(Enum):
    POSTGRESQL = "postgresql"
    MYSQL = "mysql"
    SQLITE = "sqlite"


@record
class LexerSettings:
    """Server settings that change where a token ends."""

    standard_conforming_strings: bool = True
    """PostgreSQL; the session sets it on."""
    no_backslash_escapes: bool = False
    """MySQL/MariaDB sql_mode."""
    ansi_quotes: bool = False
    """MySQL/MariaDB sql_mode."""
    mariadb: bool = True
    """MariaDB rather than MySQL."""


class TokenKind(Enum):
    WORD = "word"
    """Unquoted identifier or keyword."""
    QUOTED = "quoted"
    """Quoted identifier; `text` is its name without quotes."""
    STRING = "string"
    """Any string literal (also dollar-quoted, bit, hex)."""
    NUMBER = "number"
    PARAMETER = "parameter"
    """`:name` of opaq, `?`, `$1`, `@var`."""
    OPERATOR = "operator"
    PUNCTUATION = "punctuation"
    """`( ) [ ] { } , ; .`"""
    COMMENT = "comment"


Place = tuple[int, int, str]
"""(start, end, name) of one parameter in `Statement.text`."""


@record
class Token:
    kind: TokenKind
    text: str
    start: int
    """Offset in characters."""
    end: int


class Verb(Enum):
    """What kind of statement was admitted."""

    SELECT = "select"
    """SELECT, WITH ... SELECT, VALUES, TABLE, parenthesised forms."""
    EXPLAIN = "explain"
    SHOW = "show"
    DESCRIBE = "describe"
    PRAGMA = "pragma"


class Nature(Enum):
    """What calling a function can do; the row of the function catalogue."""

    TOTAL = "total"
    """Pure; cannot fail on any value of its argument types."""
    PARTIAL = "partial"
    """Pure, but can fail on a value (division, cast-like, out of range)."""
    INJECTIVE = "injective"
    """Total, and different inputs give different outputs (lower is not; hex is)."""
    COUNT = "count"
    """Aggregate that only counts rows."""
    AGGREGATE = "aggregate"
    """Aggregate or window function whose result is one of its inputs, or contains them (min, array_agg, lag)."""
    STATISTIC = "statistic"
    """Aggregate that computes a number from its inputs (sum, avg, stddev)."""
    POSITION = "position"
    """Window function of order only (row_number, rank, ntile)."""
    SET = "set"
    """Pure, returns rows whose number may depend on the arguments (unnest, generate_series, json_each)."""
    AMBIENT = "ambient"
    """Harmless facts of clock, chance or session (now, random, version, current_database)."""
    CATALOG = "catalog"
    """Reads object names and sizes from the catalog (pg_table_size, to_regclass, format_type)."""
    DEFINITION = "definition"
    """Returns definitions, comments, settings or statistics that may carry values (pg_get_viewdef, obj_description)."""
    ERROR_TEXT = "error text"
    """Returns error texts as rows or values (pg_input_error_info)."""
    DYNAMIC_SQL = "dynamic sql"
    FILES = "files"
    NETWORK = "network"
    SESSIONS = "other sessions"
    LOCKS = "locks"
    SLEEP = "sleep"
    WRITES = "writes"
    """Changes data, sequences, settings, statistics, large objects, notifications."""
    ADMIN = "admin"
    USER = "user-defined"
    """Not in the catalogue: refused unless the policy names it."""


ADMITTED_NATURES = frozenset(
    {
        Nature.TOTAL,
        Nature.PARTIAL,
        Nature.INJECTIVE,
        Nature.COUNT,
        Nature.AGGREGATE,
        Nature.STATISTIC,
        Nature.POSITION,
        Nature.SET,
        Nature.AMBIENT,
        Nature.CATALOG,
        Nature.DEFINITION,
    }
)
"""DEFINITION is admitted by the guard; lineage makes its result unknown, hence redacted where values may show."""


@record
class Statement:
    """One admitted, provably read-only statement."""

    text: str
    """What is sent: comments removed where the engine needs it, parameters in the driver's style."""
    original: str
    """What was typed, for positions in messages only."""
    dialect: Dialect
    verb: Verb
    tokens: tuple[Token, ...]
    """Of `text`, comments left out."""
    parameters: tuple[str, ...] = ()
    """Names in the order the driver wants their values."""
    places: tuple[Place, ...] = ()
    """Every parameter in `text`, in order; where a driver cannot bind (MySQL's text protocol), its escaped literal goes here."""
    settings: LexerSettings = field(default_factory=LexerSettings)
    functions: tuple[str, ...] = ()
    """Functions called by name as the scanner sees them, folded."""
    allowed: tuple[str, ...] = ()
    """User-defined functions of the statement that the policy admitted."""
    policy_functions: frozenset[str] = frozenset()
    """All user-defined functions the policy names, for calls that only the server sees: inside views."""
    explained: bool = False
    """EXPLAIN: the plan text still has to lose its literals."""
    analyze: bool = False
    reading: tuple[Token, ...] = ()
    """EXPLAIN of a write: the query that reads what it reads, for lineage. Empty for every other statement."""

    def __repr__(self) -> str:
        return f"<Statement {self.verb.value} in {self.dialect.value}, {len(self.text)} characters>"


Values = Mapping[str, str | int | float | bool | bytes | None]
"""Bound parameters by name."""
