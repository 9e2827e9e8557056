"""What the calls of a statement can do: natures of functions from the guard's catalogue, of operators and casts by engine."""

from __future__ import annotations

from opaq.guard.catalogue import lookup
from opaq.guard.types import Dialect, Nature

COMPARISONS = frozenset(
    {
        *("=", "<>", "<", ">", "<=", ">=", "is distinct from", "is not distinct from"),
        *("is true", "is false", "is unknown", "overlaps", "between symmetric", "with ties"),
    }
)
_PATTERNS = frozenset({"~~", "~~*", "glob"})
_BITS = frozenset({"&", "|", "<<", ">>", "~", "^"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "div"})
_ROW_SYMBOLS = frozenset({"->", "->>", "#>", "#>>"})
_POSTGRES_TOTAL = frozenset(
    {
        *("||", "@>", "<@", "?", "?|", "?&", "&&", "->", "->>", "#>", "#>>", "^@", "&", "|", "#", "[]", "[:]"),
        *("~>=~", "~<=~", "~<~", "~>~", "-|-", "&<", "&>", "<->", "is json", "is normalized"),
    }
)
_SCALAR_EXTREMES = {"min": "least", "max": "greatest"}


def function_nature(dialect: Dialect, name: str, schema: str) -> Nature:
    """As the guard's catalogue says; what it does not know is user-defined."""
    return lookup(dialect, name, schema or None)


def spelled(dialect: Dialect, name: str, arguments: int) -> str:
    """SQLite's min and max of several arguments are no aggregates."""
    if dialect is Dialect.SQLITE and arguments > 1:
        return _SCALAR_EXTREMES.get(name, name)
    return name


def operator_nature(dialect: Dialect, symbol: str) -> Nature:
    """TOTAL where no value of any type can make the operator fail."""
    if symbol in COMPARISONS or symbol in _PATTERNS:
        return Nature.TOTAL
    if symbol.split(" ")[0] in COMPARISONS:  # `= any`
        return Nature.TOTAL
    if dialect is Dialect.POSTGRESQL:
        return Nature.TOTAL if symbol in _POSTGRES_TOTAL else Nature.PARTIAL
    if symbol in _ROW_SYMBOLS or symbol in {"~", "match"}:
        return Nature.PARTIAL
    if dialect is Dialect.SQLITE:
        return Nature.TOTAL if symbol in _ARITHMETIC | _BITS | {"||"} else Nature.PARTIAL
    total = _BITS | {"xor", "interval", "sounds like", "||", "with ties"}
    return Nature.TOTAL if symbol in total else Nature.PARTIAL


def cast_nature(dialect: Dialect, target: str) -> Nature:
    """Casts to text are total everywhere; SQLite's all are; MySQL's warn where others fail, except to JSON."""
    if dialect is Dialect.POSTGRESQL:
        return Nature.TOTAL if target in {"text", "varchar", "bpchar"} else Nature.PARTIAL
    if dialect is Dialect.MYSQL and target == "json":
        return Nature.PARTIAL
    return Nature.TOTAL
