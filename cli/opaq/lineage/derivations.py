"""Expressions that reveal no more of a column than its own mask shows anyway.

`derivation` names what a call takes from its column: the domain of an e-mail, the
year of a date, the last characters. The names are those of
`Sensitive.derivations`, which the policy fills from the mask's own description;
whether one is granted is the judge's business.
"""

from __future__ import annotations

from opaq.lineage.query import Call, Constant, Expr

_EQUALITIES = frozenset({"=", "==", "<>", "!="})
"""With the empty text: a mask leaves '' as it is, like NULL."""
_POSITION = frozenset({"instr", "strpos", "position", "locate", "charindex", "textpos"})
_SUBSTRING = frozenset({"substr", "substring", "mid"})
_LENGTH = frozenset({"length", "char_length", "character_length", "textlen", "bpcharlen"})
_EXTRACT = frozenset({"extract", "date_part"})
_FORMATS = frozenset({"to_char", "strftime", "date_format"})

_YEAR_FORMATS = frozenset({"YYYY", "IYYY", "%Y", "%y", "YY"})
_MONTH_FORMATS = frozenset(
    {"YYYY-MM", "YYYY/MM", "MM/YYYY", "YYYYMM", "MM", "Mon", "Month", "%Y-%m", "%m", "%Y%m", "%m/%Y"}
)


def derivation(call: Call) -> tuple[str, Expr] | None:
    """What the call takes, and from which argument: ("domain", column expression); None when it is something else."""
    name, args = call.name, call.args
    if name in _EQUALITIES and len(args) == 2:
        return next((("is_null", a) for a, b in (args, args[::-1]) if _text(b) == ""), None)
    if name in _LENGTH and len(args) == 1:
        return "length", args[0]
    if name in {"year", "month"} and len(args) == 1:
        return name, args[0]
    if name in _EXTRACT and len(args) == 2:
        return _named(_text(args[0]), args[1])
    if name == "date_trunc" and len(args) == 2:
        return _named(_text(args[0]), args[1])
    if name in _FORMATS and len(args) == 2:
        return _formatted(args)
    return _piece(call)


def end_of(expr: Expr) -> Expr | None:
    """The text of which the call takes the first or last characters, a constant number of them."""
    if not isinstance(expr, Call) or expr.window is not None:
        return None
    name, args = expr.name, expr.args
    if name in {"left", "right"} and len(args) == 2:
        return args[0] if (_number(args[1]) or 0) > 0 else None
    if name in _SUBSTRING and len(args) in {2, 3}:
        start, size = _number(args[1]), _number(args[2]) if len(args) == 3 else None
        to_the_end = start is not None and start < 0 and (len(args) == 2 or size == -start)
        from_the_start = start == 1 and len(args) == 3 and (size or 0) > 0
        return args[0] if to_the_end or from_the_start else None
    return None


def _named(field: str | None, arg: Expr) -> tuple[str, Expr] | None:
    unit = (field or "").casefold()
    return (unit, arg) if unit in {"year", "month"} else None


def _formatted(args: tuple[Expr, ...]) -> tuple[str, Expr] | None:
    for form, value in ((args[0], args[1]), (args[1], args[0])):
        text = _text(form)
        if text in _YEAR_FORMATS:
            return "year", value
        if text in _MONTH_FORMATS:
            return "month", value
    return None


def _piece(call: Call) -> tuple[str, Expr] | None:
    name, args = call.name, call.args
    if name == "split_part" and len(args) == 3:
        return ("domain", args[0]) if _text(args[1]) == "@" and _number(args[2]) in {2, -1} else None
    if name == "substring_index" and len(args) == 3:
        return ("domain", args[0]) if _text(args[1]) == "@" and _number(args[2]) == -1 else None
    if name in {"left", "right"} and len(args) == 2:
        return _end(name, args[0], _number(args[1]))
    if name in _SUBSTRING and len(args) in {2, 3} and _text(args[1]) not in _AFTER_AT:
        return _substring(args)
    return _by_pattern(name, args)


_AFTER_AT = frozenset({"@(.*)$", "@(.+)$", "[^@]+$", "[^@]*$", "(?<=@).*$", "(?<=@).+$"})
_TO_AT = frozenset({"^.*@", ".*@", "^[^@]*@", "^[^@]+@", "^.+@", ".+@"})


def _by_pattern(name: str, args: tuple[Expr, ...]) -> tuple[str, Expr] | None:
    """The domain by a regular expression, in the usual spellings."""
    if name in {"substring", "regexp_substr"} and len(args) == 2 and _text(args[1]) in _AFTER_AT:
        return "domain", args[0]
    if name == "regexp_replace" and len(args) == 3 and _text(args[1]) in _TO_AT and _text(args[2]) == "":
        return "domain", args[0]
    return None


def _end(side: str, arg: Expr, size: int | None) -> tuple[str, Expr] | None:
    if size is None or size < 1:
        return None
    if side == "left":
        return ("first1", arg) if size == 1 else None
    return ("last2", arg) if size <= 2 else ("last4", arg) if size <= 4 else None


def _substring(args: tuple[Expr, ...]) -> tuple[str, Expr] | None:
    start = _number(args[1])
    size = _number(args[2]) if len(args) == 3 else None
    if start == 1 and size == 1:
        return "first1", args[0]
    if start == 1 and size == 4:
        return "prefix4", args[0]
    if start is not None and -4 <= start < 0:
        return _end("right", args[0], -start)
    if len(args) == 2 and _is_after_at(args[0], args[1]):
        return "domain", args[0]
    return None


def _is_after_at(value: Expr, start: Expr) -> bool:
    """`instr(value, '@') + 1` in any engine's words."""
    if not (isinstance(start, Call) and start.name in {"+", "int4pl", "int8pl", "int84pl"} and len(start.args) == 2):
        return False
    for position, one in (start.args, start.args[::-1]):
        if _number(one) == 1 and isinstance(position, Call) and position.name in _POSITION:
            pair = position.args[:2]
            return len(pair) == 2 and any(_text(a) == "@" and b == value for a, b in (pair, pair[::-1]))
    return False


def _text(expr: Expr) -> str | None:
    return expr.text if isinstance(expr, Constant) else None


def _number(expr: Expr) -> int | None:
    if isinstance(expr, Call) and expr.name in {"-", "neg"} and len(expr.args) == 1:
        inner = _number(expr.args[0])
        return None if inner is None else -inner
    text = _text(expr)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None
