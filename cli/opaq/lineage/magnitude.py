"""How large the numbers are that an aggregate adds up.

A sum that leaves the range of its type is an error on every engine (64-bit integers
in SQLite, floating point in PostgreSQL), so a large constant behind a condition on a
sensitive column would answer it by failing. Stored numbers are taken for at most
nine digits: how large they really are is not the statement's to choose.
"""

from __future__ import annotations

from opaq.guard.types import Dialect, Nature
from opaq.lineage.query import Boolean, Call, Case, Column, Constant, Expr, InList, IsNull, Path, Select, Sub, Subquery
from opaq.model.pattern import late

STORED = 9
"""Decimal digits that a stored number counts for."""

ENDLESS = 1_000

ROOM = {Dialect.SQLITE: 15, Dialect.POSTGRESQL: 30, Dialect.MYSQL: 250}
"""Digits from which a sum over many rows may leave the range of the narrowest type that is not widened."""

_NUMBER = late(r"\s*[+-]?(\d*)\.?\d*(?:[eE]\+?(\d+))?")
_BYTES = late(r"[0-9a-f]{16,}")
_GROWING = frozenset({"<<", "pow", "power", "exp", "^", "**"})
_ADDING = frozenset(
    {*("sum", "avg", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp", "corr", "covar_pop")}
    | {*("covar_samp", "regr_avgx", "regr_avgy", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy")}
    | {"regr_syy"}
)
_TRUTHS = frozenset({"=", "==", "<>", "!=", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*"})
_TRUTH_WORDS = frozenset({"like", "ilike", "glob", "regexp", "rlike", "is", "is not", "<=>", "is distinct from"})


def may_overflow(call: Call, room: int = ROOM[Dialect.SQLITE]) -> bool:
    """Whether a sum of what the call is given may leave the range of its type."""
    return call.name in _ADDING and any(digits(arg) > room for arg in call.args)


def digits(expr: Expr) -> int:
    """An estimate of the decimal digits before the point of the largest number an expression can give."""
    match expr:
        case Constant():
            return 0 if expr.null else ENDLESS if expr.text is None else _of_text(expr.text)
        case Column():
            return STORED
        case Call():
            return _of_call(expr)
        case Case():
            return max(map(digits, expr.results), default=0)
        case Path():
            return digits(expr.arg)
        case Boolean() | IsNull() | InList():
            return 1
        case Sub():
            return _of_query(expr)
        case _:
            return ENDLESS


def _of_text(text: str) -> int:
    if _BYTES.fullmatch(text) and not text.isdigit():
        return ENDLESS
    found = _NUMBER.match(text)
    if found is None:
        return 0
    exponent = found.group(2) or "0"
    return len(found.group(1)) + (int(exponent) if len(exponent) < 4 else ENDLESS)


def _of_call(call: Call) -> int:
    if call.name in _TRUTHS or call.name in _TRUTH_WORDS or call.nature in (Nature.COUNT, Nature.POSITION):
        return STORED
    if call.name in _GROWING:
        return ENDLESS
    inner = [digits(arg) for arg in call.args]
    return sum(inner) if call.name == "*" else max(inner, default=STORED)


def _of_query(sub: Sub) -> int:
    if sub.kind is not Subquery.SCALAR:
        return 1
    query = sub.query
    return max((digits(o.expr) for o in query.outputs), default=0) if isinstance(query, Select) else ENDLESS
