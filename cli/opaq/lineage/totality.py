"""Which expressions can fail, and on whose account.

A function that fails on some values answers a question by failing, and so does a
branch that fails only where a sensitive column led the evaluation into it. The
catalogue of the guard says what a function is by name; this file adds what a name
alone cannot say: that some functions are total only in their first argument, that
some can be made to run out of memory, and which casts of PostgreSQL never fail.
"""

from __future__ import annotations

from opaq.guard.types import Nature
from opaq.lineage.query import (
    Boolean,
    Call,
    Case,
    Column,
    Constant,
    Expr,
    InList,
    IsNull,
    Opaque,
    Path,
    Row,
    Select,
    SetOperation,
    Sub,
    Subquery,
    ValuesRows,
)

SMALL = 4096
"""A length up to which padding or repeating cannot reach any engine's size limit (1 GB; SQLite 1 GB, MySQL 16 MB)."""

AMPLIFIERS = frozenset({"repeat", "lpad", "rpad", "space", "zeroblob", "randomblob", "gen_random_bytes", "array_fill"})
"""Functions whose result can be as large as the caller likes: with a large result, `||` fails by the length of the rest."""

WILD = frozenset(
    {
        *("power", "pow", "exp", "^", "dpow", "numeric_power", "factorial", "<<", "int8shl", "int4shl"),
        *("string_agg", "group_concat", "xmlagg", "json_agg", "jsonb_agg", "array_agg"),
    }
)
"""Others whose result is not bounded by what is stored."""

LONGEST = 20
"""Digits of a constant that arithmetic on stored numbers may use: far from every type's limit that can be reached."""

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


def directing_arguments(call: Call) -> tuple[Expr, ...]:
    """The arguments that must not be tainted because the function can fail on them."""
    if call.name in FIRST_ONLY:
        return call.args[:1] if call.name in DIRECTED_BY_FIRST else call.args[1:]
    return ()


def is_wild(call: Call) -> bool:
    """The result may be of a size that the caller chose, beyond `SMALL` or what is stored."""
    if call.name in WILD:
        return True
    if call.name not in AMPLIFIERS:
        return False
    size = call.args[0] if call.name in {"space", "zeroblob", "randomblob"} else call.args[1] if call.args[1:] else None
    return not (isinstance(size, Constant) and size.text is not None and _at_most(size.text, SMALL))


def _at_most(text: str, bound: int) -> bool:
    try:
        return int(text) <= bound
    except ValueError:
        return False


FAILING = frozenset({Nature.PARTIAL, Nature.USER, Nature.DYNAMIC_SQL, Nature.ERROR_TEXT})


def can_fail(expr: Expr) -> bool:
    """True unless evaluating the expression certainly raises no error on any row."""
    match expr:
        case Column() | Constant():
            return False
        case Call():
            extra = (*expr.order_by, *((expr.where,) if expr.where is not None else ()))
            return expr.nature in FAILING or is_wild(expr) or any(map(can_fail, (*expr.args, *extra)))
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
            return (expr.kind is Subquery.SCALAR and not at_most_one_row(expr.query)) or _query_can_fail(expr)
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
