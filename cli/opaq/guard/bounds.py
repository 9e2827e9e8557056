"""Calls that ask, in so many words, for a value or a series that no server should be made to build.

A timeout stops a long statement between two steps, not in the middle of filling
a gigabyte; so sizes that stand in the text are judged before anything runs.
A size that is computed is judged by the numbers it is computed from; where it
feeds an aggregate that collects, it must have a literal bound. What stored rows
add up to is for the engines: the server's own limits, or its plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from opaq.errors import Refused
from opaq.guard.calls import Called
from opaq.guard.growth import judge_growth
from opaq.guard.shape import Shape
from opaq.guard.types import Dialect, TokenKind
from opaq.guard.words import words
from opaq.model.record import record

MAX_VALUE = 10_000_000
"""Characters, bytes or elements of one made-up value: far more than a screen or a cell of a report holds."""
MAX_COLLECTED = 100_000_000
"""Characters that an aggregate is made to collect, or a sort to keep, from made-up values and rows."""
MAX_SERIES = 10_000_000
"""Rows of one made-up series; PostgreSQL writes a series in FROM to disk before it counts it."""
MAX_ROWS = 1_000_000_000
"""Rows of all made-up series of a statement, multiplied: what no server goes through before its timeout."""
_STORED_ROWS = 100_000
"""Rows to reckon with where they are stored and not made up."""

COLLECTING = words(
    """array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg xmlagg group_concat json_arrayagg
    json_objectagg json_group_array json_group_object jsonb_group_array jsonb_group_object"""
)
"""Aggregates whose result holds all of their input."""
_KEEPING = words("order distinct group union intersect except over materialized recursive")
"""Keywords that make a server hold rows before it returns the first."""
_SIZED = {
    "repeat": 1,
    "lpad": 1,
    "rpad": 1,
    "space": 0,
    "zeroblob": 0,
    "randomblob": 0,
    "gen_random_bytes": 0,
    "random_bytes": 0,
    "array_fill": 1,
    "replicate": 1,
    "format": 0,
    "printf": 0,
}
"""Function -> which argument says how much it makes; of `format`, the widths in its text."""
_SUBSTITUTING = words("replace regexp_replace")
"""Functions that can put one made-up value in many places of another."""


@record
class _Size:
    literal: float
    """What the numbers of the argument come to; 1 without any."""
    computed: bool
    """No number bounds it."""


def judge_sizes(shape: Shape, called: Sequence[Called]) -> None:
    """Raises Refused (OPQ-G021) for a size or a series beyond the bounds, alone or multiplied."""
    rows = _series(shape, called) * _generated_rows(shape)
    if rows > MAX_ROWS:
        raise _too_many(shape, next((c for c in called if c.name == "generate_series"), None))
    sizes = {call.index + 1: _size(shape, call) for call in called if call.name in _SIZED}
    largest = max((_nested(shape, call, sizes) for call in called), default=1.0)
    collecting = [call for call in called if call.name in COLLECTING]
    for call in collecting:
        _judge_collected(shape, call, sizes, largest * (rows if rows > 1 else _STORED_ROWS))
    if not collecting and largest > 1 and largest * rows > MAX_COLLECTED and not _KEEPING.isdisjoint(shape.keys):
        raise _too_large(shape, called[0])
    judge_growth(shape, called, largest)


def _nested(shape: Shape, call: Called, sizes: dict[int, _Size]) -> float:
    """What the call makes, times what the calls around it make of that. Raises Refused beyond MAX_VALUE."""
    bracket = call.index + 1
    if call.name in _SUBSTITUTING:
        size = prod(made.literal for at, made in sizes.items() if bracket < at < shape.partner[bracket])
    elif bracket in sizes:
        size = prod(sizes[b].literal for b in (bracket, *_around(shape, call.index)) if b in sizes)
    else:
        return 1.0
    if size > MAX_VALUE:
        raise _too_large(shape, call)
    return size


def _judge_collected(shape: Shape, call: Called, sizes: dict[int, _Size], total: float) -> None:
    """An aggregate that collects made-up values: literal sizes add up, computed ones have no bound."""
    bracket = call.index + 1
    if sizes and total > MAX_COLLECTED and total > _STORED_ROWS:
        raise _too_large(shape, call)
    for at, size in sizes.items():
        inside = bracket < at < shape.partner[bracket]
        deeper = any(shape.starts_query(b) and b not in {*_around(shape, bracket)} for b in _around(shape, at))
        if size.computed and (inside or deeper):
            raise shape.refuse(
                "OPQ-G021",
                at - 1,
                f"{call.name}() collects values whose size is computed",
                why="their sum is not known before they fill the server's memory",
                hint="bound the size, e.g. least(n, 100)",
            )


def _around(shape: Shape, index: int) -> Iterator[int]:
    """Opening brackets around a token, innermost first."""
    bracket = shape.parent[index]
    while bracket >= 0:
        yield bracket
        bracket = shape.parent[bracket]


def _size(shape: Shape, call: Called) -> _Size:
    """What the call says it makes, in characters, bytes or elements."""
    arguments = list(_arguments(shape, call.index + 1))
    at = _SIZED[call.name]
    if at >= len(arguments):
        return _Size(1.0, computed=False)
    first, end = arguments[at]
    numbers = [n for index in range(first, end) for n in _numbers(shape, index)]
    bounded = shape.keys[first] in {"least", "min"} and bool(numbers)
    if bounded:
        return _Size(max(1.0, min(numbers)), computed=False)
    if call.name in {"format", "printf"} and any("*" in shape.tokens[i].text for i in range(first, end)):
        numbers += [n for index in range(end, arguments[-1][1]) for n in _numbers(shape, index)]  # widths as arguments
    operators = {shape.keys[index] for index in range(first, end)}
    computed = call.name not in {"format", "printf"} and any(
        shape.tokens[index].kind in _NAMES and not _is_cast(shape, index) for index in range(first, end)
    )
    return _Size(max(1.0, _result(numbers, operators)), computed)


_NAMES = frozenset({TokenKind.WORD, TokenKind.QUOTED})


def _result(numbers: list[float], operators: set[str]) -> float:
    """About what an expression of these numbers comes to."""
    if len(numbers) > 1 and not operators.isdisjoint({"^", "**", "power", "pow", "<<"}):
        base = 2.0 if "<<" in operators else numbers[0]
        return float("inf") if numbers[1] > 60 else base ** numbers[1] * (numbers[0] if "<<" in operators else 1)
    return prod(numbers) if "*" in operators else max(numbers, default=1.0)


def _is_cast(shape: Shape, index: int) -> bool:
    return shape.key(index - 1) in {"::", "as"} or shape.key(index + 1) == "("


def _generated_rows(shape: Shape) -> float:
    """Rows of MariaDB's `seq_1_to_1000` tables, multiplied as a join multiplies them."""
    rows = 1.0
    if shape.dialect is Dialect.MYSQL:
        for key in shape.keys:
            parts = key.split("_")
            if len(parts) >= 4 and parts[0] == "seq" and parts[2] == "to" and parts[1].isdigit() and parts[3].isdigit():
                rows *= max(1, abs(int(parts[3]) - int(parts[1])))
    return rows


def _series(shape: Shape, called: Sequence[Called]) -> float:
    """Rows of every series of the statement, multiplied. Raises Refused for one that is too long."""
    return prod(_judge_series(shape, call) for call in called if call.name == "generate_series")


def _too_many(shape: Shape, call: Called | None) -> Refused:
    return shape.refuse(
        "OPQ-G021",
        call.index if call else 0,
        f"the series of this statement multiply to more than {MAX_ROWS // 1_000_000_000} billion rows",
        why="a server fills its disk with them before it can be stopped",
        hint="ask for shorter series, or fewer",
    )


def _too_large(shape: Shape, call: Called) -> Refused:
    return shape.refuse(
        "OPQ-G021",
        call.index,
        f"{call.name}() is asked for a value of more than {MAX_VALUE // 1_000_000} million characters",
        why="a server that fills memory cannot be interrupted",
        hint="ask for less",
    )


def _judge_series(shape: Shape, call: Called) -> float:
    """Rows of the series; 1 when its ends are computed from no number."""
    arguments = list(_arguments(shape, call.index + 1))
    bounds = [_end(shape, first, end) for first, end in arguments]
    if len(bounds) < 2 or bounds[0] is None or bounds[1] is None:
        return 1.0
    step = bounds[2] if len(bounds) > 2 else 1.0
    length = abs(bounds[1] - bounds[0]) / abs(step) if step else 1.0
    if length > MAX_SERIES:
        raise shape.refuse(
            "OPQ-G021",
            call.index,
            f"this series has more than {MAX_SERIES // 1_000_000} million rows",
            why="a series in FROM is written to the server's disk as a whole",
            hint="ask for a shorter series",
        )
    return max(1.0, length)


def _arguments(shape: Shape, bracket: int) -> Iterator[tuple[int, int]]:
    """[from, to) of each argument."""
    end = shape.partner[bracket]
    first = bracket + 1
    for index in range(first, end):
        if shape.keys[index] == "," and shape.parent[index] == bracket:
            yield first, index
            first = index + 1
    if first < end:
        yield first, end


def _numbers(shape: Shape, index: int) -> Iterator[float]:
    token = shape.tokens[index]
    if token.kind is TokenKind.NUMBER:
        yield _value(token.text)
    elif token.kind is TokenKind.STRING:
        yield from (_value(digits) for digits in _digit_runs(token.text))


def _digit_runs(text: str) -> Iterator[str]:
    """Runs of digits in a literal: the widths of a format, a size written as text."""
    run = ""
    for character in text:
        if character.isascii() and character.isdigit():
            run += character
        elif run:
            yield run
            run = ""


def _constant(shape: Shape, first: int, end: int) -> float | None:
    """The number an argument is; None when it is computed."""
    negative = shape.keys[first] == "-"
    at = first + 1 if negative else first
    if at >= end or shape.tokens[at].kind is not TokenKind.NUMBER:
        return None
    if end - at > 1 and shape.keys[at + 1] != "::":
        return None
    value = _value(shape.tokens[at].text)
    return -value if negative else value


def _end(shape: Shape, first: int, end: int) -> float | None:
    """The number an argument is, or the number of a subquery that only names one."""
    while shape.keys[first] == "(" and shape.partner[first] == end - 1:
        first, end = first + 1, end - 1
    if shape.key(first) == "select":
        numbers = [n for index in range(first, end) for n in _numbers(shape, index)]
        return max(numbers, default=None) if "from" not in shape.keys[first:end] else None
    return _constant(shape, first, end)


def _value(text: str) -> float:
    try:
        return (
            float(int(text.replace("_", ""), 0))
            if text[:2].lower() in {"0x", "0b", "0o"}
            else float(text.replace("_", ""))
        )
    except (ValueError, OverflowError):
        return float("inf")
