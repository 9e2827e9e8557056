"""Which expressions can fail, and on whose account.

A function that fails on some values answers a question by failing, and so does a
branch that fails only where a sensitive column led the evaluation into it. The
catalogue of the guard says what a function is by name; this file adds what a name
alone cannot say: that some functions are total only in their first argument, that
some can be made to run out of memory, and which casts of PostgreSQL never fail.
"""

from __future__ import annotations

from collections.abc import Callable

from opaq.guard.types import Dialect, Nature
from opaq.lineage.magnitude import may_overflow
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
    Recursive,
    Row,
    Select,
    SetOperation,
    Source,
    Stored,
    Sub,
    Subquery,
    ValuesRows,
)
from opaq.model.pattern import late

CELL = 1_000
"""Characters that a stored cell counts for in estimates of size; constants count for their own length."""

LARGE = 10_000_000
"""A size from which a text value can reach an engine's limit (1 GB; 16 MB where MySQL answers NULL) by what is stored."""

LARGE_NUMBER = 50_000
"""The same for the digits of a number (PostgreSQL's numeric holds 131,072 before the point)."""

UNBOUNDED = 10**12

_REPEATING = frozenset({"repeat"})
_PADDING = frozenset({"lpad", "rpad"})
_BLANK = frozenset({"space", "zeroblob", "randomblob", "gen_random_bytes"})
_REPLACING = frozenset({"replace", "regexp_replace", "translate"})
_EXPANDING = frozenset(
    {"hex", "encode", "to_base64", "quote", "quote_literal", "json_quote", "to_json", "to_jsonb", "xml expression"}
)
_UNBOUNDED = frozenset(
    {
        *("power", "pow", "exp", "^", "factorial", "<<", "array_fill", "export_set"),
        *("string_agg", "group_concat", "listagg", "xmlagg", "json_agg", "jsonb_agg", "array_agg", "json_group_array"),
    }
)
_FORMATTING = frozenset({"format", "printf", "sformat"})
_WIDE = late(r"\d{4}|\*")
"""A width in a format of a thousand or more, or one given as an argument."""
ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "div", "mod"})


def size_of(call: Call, sizes: tuple[int, ...], constant: Callable[[Expr], str | None]) -> int:
    """An estimate, in characters, of the largest value a call can make of arguments of those sizes."""
    name = call.name
    if name in _UNBOUNDED:
        return UNBOUNDED
    if name in _FORMATTING:
        form = constant(call.args[0]) if call.args else None
        return UNBOUNDED if form is None or _WIDE.search(form) else sum(sizes) + 1_000 * len(form)
    if name in _BLANK:
        return _count(call.args[0], constant) if call.args else 0
    if name in _REPEATING and len(sizes) == 2:
        return min(sizes[0] * _count(call.args[1], constant), UNBOUNDED)
    if name in _PADDING and len(sizes) > 1:
        return _count(call.args[1], constant)
    if name in _REPLACING and len(sizes) > 2:
        return min(sizes[0] * max(1, sizes[2] // max(1, _short(call.args[1], constant))), UNBOUNDED)
    factor = 6 if name in _EXPANDING else 1
    return min(sum(sizes) * factor, UNBOUNDED)


def _count(expr: Expr, constant: Callable[[Expr], str | None]) -> int:
    text = constant(expr)
    return int(text) if text is not None and text.isdigit() and len(text) < 12 else UNBOUNDED


def _short(expr: Expr, constant: Callable[[Expr], str | None]) -> int:
    text = constant(expr)
    return len(text) if text else 1


def is_large(call: Call, size: int) -> bool:
    """The value may come near a limit of the engine, where only the size of a stored cell decides whether it fails."""
    return size >= (LARGE_NUMBER if call.name in ARITHMETIC else LARGE)


FIRST_ONLY = frozenset(
    {
        *("substr", "substring", "mid", "overlay", "split_part", "left", "right", "insert"),
        *("regexp_replace", "regexp_match", "regexp_matches", "regexp_substr", "regexp_instr", "regexp_count"),
        *("regexp_like", "regexp_split_to_array", "regexp_split_to_table", "regexp", "rlike", "~", "~*", "!~", "!~*"),
        *("textregexeq", "textregexne", "texticregexeq", "texticregexne", "nameregexeq", "bpcharregexeq"),
        *("like", "~~", "!~~", "~~*", "!~~*", "textlike", "textnlike", "texticlike", "texticnlike", "like_escape"),
        *("similar_to_escape", "to_char", "encode", "decode", "convert_from", "convert_to", "replace", "translate"),
        *("date_trunc", "extract", "date_part", "round", "trunc", "strftime", "format", "printf", "width_bucket"),
        *("get_byte", "get_bit", "nth_value", "ntile", "lag", "lead", "percentile_cont", "percentile_disc"),
    }
)
"""Total in the value they work on, but not in the arguments that direct them (lengths, patterns, formats, fields)."""

DIRECTED_BY_FIRST = frozenset(
    {"extract", "date_part", "date_trunc", "strftime", "format", "printf", "percentile_cont", "percentile_disc"}
)
"""Of those, the ones whose directing argument stands first."""


_PATTERNS = frozenset({"regexp", "rlike", "regexp_like", "regexp_replace", "regexp_substr", "regexp_instr", "match"})

_NEVER_FAILS: dict[Dialect, frozenset[str]] = {
    Dialect.POSTGRESQL: frozenset(),
    Dialect.MYSQL: frozenset(
        {
            *("concat", "replace", "md5", "sha", "sha1", "sha2", "lpad", "rpad", "repeat", "insert", "space"),
            *("regexp_replace", "regexp_substr", "regexp_instr", "from_base64", "unhex", "uncompress", "compress"),
            *("inet_aton", "inet6_aton", "inet6_ntoa", "export_set", "json_array", "json_quote", "encode", "decode"),
        }
    ),
    Dialect.SQLITE: frozenset({"replace", "printf", "format", "concat", "concat_ws", "json_quote", "glob", "like"}),
}
"""Functions the catalogue calls partial for reasons that are looked at apart here: size, and patterns given as arguments.

MySQL and MariaDB answer NULL, with a warning that is never shown, where a result is too large or an input malformed.
"""


def never_fails(dialect: Dialect, call: Call) -> bool:
    return call.name in _NEVER_FAILS[dialect]


def directing_arguments(call: Call, dialect: Dialect) -> tuple[Expr, ...]:
    """The arguments that must not be tainted because the function can fail on them."""
    if dialect is not Dialect.POSTGRESQL and call.name not in _PATTERNS:
        return ()
    if call.name in FIRST_ONLY:
        return call.args[:1] if call.name in DIRECTED_BY_FIRST else call.args[1:]
    return ()


def _literal(expr: Expr) -> str | None:
    return expr.text if isinstance(expr, Constant) else None


FAILING = frozenset({Nature.PARTIAL, Nature.USER, Nature.DYNAMIC_SQL, Nature.ERROR_TEXT})


def can_fail(expr: Expr) -> bool:
    """True unless evaluating the expression certainly raises no error on any row, nor runs into a time limit."""
    match expr:
        case Column() | Constant():
            return False
        case Call():
            extra = (*expr.order_by, *((expr.where,) if expr.where is not None else ()))
            return (
                expr.nature in FAILING
                or size_of(expr, tuple(0 for _ in expr.args), _literal) >= LARGE
                or may_overflow(expr)
                or any(map(can_fail, (*expr.args, *extra)))
            )
        case Boolean():
            return any(map(can_fail, expr.args))
        case IsNull():
            return can_fail(expr.arg)
        case InList():
            return can_fail(expr.arg) or any(map(can_fail, expr.items))
        case Case():
            return any(map(can_fail, (*expr.conditions, *expr.results)))
        case Row():
            return any(map(can_fail, expr.fields))
        case Path():
            return can_fail(expr.arg)
        case Sub():
            many = expr.kind is Subquery.SCALAR and not at_most_one_row(expr.query)
            return many or _query_can_fail(expr) or _cost(expr.query) > 1
        case Opaque():
            return True


def _query_can_fail(sub: Sub) -> bool:
    if sub.test is not None and can_fail(sub.test):
        return True
    query = sub.query
    if not isinstance(query, Select) or query.opaque:
        return True
    parts = [o.expr for o in query.outputs] + [e for e in (query.where, query.having) if e is not None]
    return any(map(can_fail, (*parts, *query.group_by, *query.order_by, *query.limit)))


def _cost(query: Select | SetOperation | ValuesRows) -> int:
    """How many tables a subquery multiplies: from two on, whether it is evaluated can be read off the clock's limit."""
    match query:
        case Select():
            return sum(map(_cost_of_source, query.sources))
        case SetOperation():
            return 2 if query.recursion is not None else max(_cost(query.left), _cost(query.right))
        case ValuesRows():
            return 0


def _cost_of_source(source: Source) -> int:
    match source:
        case Stored():
            return 1
        case Derived():
            return _cost(source.query)
        case Join():
            return _cost_of_source(source.left) + _cost_of_source(source.right)
        case Generated() | Recursive():
            return 2


def at_most_one_row(query: Select | SetOperation | ValuesRows) -> bool:
    """A scalar subquery that cannot raise `more than one row`."""
    match query:
        case Select():
            if query.limit and isinstance(query.limit[0], Constant) and query.limit[0].text in {"0", "1"}:
                return True
            return not query.sources or (not query.group_by and any(_aggregates(o.expr) for o in query.outputs))
        case ValuesRows():
            return len(query.rows) <= 1
        case SetOperation():
            return False


_AGGREGATES = frozenset({Nature.COUNT, Nature.AGGREGATE, Nature.STATISTIC})


def _aggregates(expr: Expr) -> bool:
    if isinstance(expr, Call):
        return (expr.nature in _AGGREGATES and expr.window is None) or any(map(_aggregates, expr.args))
    if isinstance(expr, Case):
        return any(map(_aggregates, (*expr.conditions, *expr.results)))
    return False


# PostgreSQL's fixed type numbers (pg_type.dat): these never change between versions.
_BOOL, _BYTEA, _CHAR, _NAME, _INT8, _INT2, _INT4, _TEXT, _OID = 16, 17, 18, 19, 20, 21, 23, 25, 26
_FLOAT4, _FLOAT8, _BPCHAR, _VARCHAR, _DATE, _TIME = 700, 701, 1042, 1043, 1082, 1083
_TIMESTAMP, _TIMESTAMPTZ, _NUMERIC, _JSON, _JSONB, _UUID, _XML = 1114, 1184, 1700, 114, 3802, 2950, 142
_TEXTS = frozenset({_TEXT, _VARCHAR, _BPCHAR, _NAME, _CHAR})

_WIDENING = frozenset(
    {
        *((_INT2, t) for t in (_INT4, _INT8, _FLOAT4, _FLOAT8, _NUMERIC)),
        *((_INT4, t) for t in (_INT8, _FLOAT4, _FLOAT8, _NUMERIC, _BOOL, _OID)),
        *((_INT8, t) for t in (_FLOAT4, _FLOAT8, _NUMERIC)),
        *((_FLOAT4, t) for t in (_FLOAT8, _NUMERIC)),
        *((_FLOAT8, _NUMERIC), (_BOOL, _INT4), (_CHAR, _INT4)),
        *((_DATE, t) for t in (_TIMESTAMP, _TIMESTAMPTZ)),
        *((_TIMESTAMP, t) for t in (_DATE, _TIME, _TIMESTAMPTZ)),
        *((_TIMESTAMPTZ, t) for t in (_DATE, _TIME, _TIMESTAMP, 1266)),
        *((_TIME, t) for t in (1186, 1266)),
        *((_JSON, _JSONB), (_JSONB, _JSON)),
    }
)


def postgresql_cast_is_total(source: int, target: int) -> bool:
    """Whether a cast between two built-in types cannot fail on any value of the source type (explicit form)."""
    return source == target or target in _TEXTS or (source, target) in _WIDENING
