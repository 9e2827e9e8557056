"""Calls that ask, in so many words, for a value or a series that no server should be made to build.

A timeout stops a long statement between two steps, not in the middle of filling
a gigabyte; so sizes that stand in the text are judged before anything runs.
Sizes that are computed are bounded where they come out, by the engines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from opaq.errors import Refused
from opaq.guard.calls import Called
from opaq.guard.shape import Shape
from opaq.guard.types import Dialect, TokenKind
from opaq.guard.words import words

MAX_VALUE = 10_000_000
"""Characters, bytes or elements of one made-up value: far more than a screen or a cell of a report holds."""
MAX_COLLECTED = 100_000_000
"""Characters that an aggregate is made to collect from made-up values and rows."""
MAX_SERIES = 10_000_000
"""Rows of one made-up series; PostgreSQL writes a series in FROM to disk before it counts it."""

_COLLECTING = words(
    """array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg xmlagg group_concat json_arrayagg
    json_objectagg json_group_array json_group_object"""
)
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


def judge_sizes(shape: Shape, called: Sequence[Called]) -> None:
    """Raises Refused (OPQ-G021) for a literal size or series beyond the bounds, alone or multiplied."""
    largest, rows = 1.0, _generated_rows(shape)
    sizes: dict[int, float] = {}
    for call in called:
        if call.name in _SIZED:
            own = _size(shape, call)
            sizes[call.index + 1] = own
            size = own * prod(sizes.get(bracket, 1.0) for bracket in _around(shape, call.index))
            largest = max(largest, size)
            if size > MAX_VALUE:
                raise _too_large(shape, call)
        elif call.name == "generate_series":
            rows *= _judge_series(shape, call)
    for call in called:
        if call.name in _COLLECTING and largest > 1 and largest * rows > MAX_COLLECTED:
            raise _too_large(shape, call)


def _around(shape: Shape, index: int) -> Iterator[int]:
    """Opening brackets around a token, innermost first."""
    bracket = shape.parent[index]
    while bracket >= 0:
        yield bracket
        bracket = shape.parent[bracket]


def _size(shape: Shape, call: Called) -> float:
    """What the call says it makes, in characters, bytes or elements; 1 when that is computed."""
    arguments = list(_arguments(shape, call.index + 1))
    at = _SIZED[call.name]
    if at >= len(arguments):
        return 1.0
    first, end = arguments[at]
    numbers = [n for index in range(first, end) for n in _numbers(shape, index)]
    multiplied = any(shape.keys[index] == "*" for index in range(first, end))
    return max(1.0, prod(numbers) if multiplied else max(numbers, default=1.0))


def _generated_rows(shape: Shape) -> float:
    """Rows of MariaDB's `seq_1_to_1000` tables, multiplied as a join multiplies them."""
    rows = 1.0
    if shape.dialect is Dialect.MYSQL:
        for key in shape.keys:
            parts = key.split("_")
            if len(parts) >= 4 and parts[0] == "seq" and parts[2] == "to" and parts[1].isdigit() and parts[3].isdigit():
                rows *= max(1, abs(int(parts[3]) - int(parts[1])))
    return rows


def _too_large(shape: Shape, call: Called) -> Refused:
    return shape.refuse(
        "OPQ-G021",
        call.index,
        f"{call.name}() is asked for a value of more than {MAX_VALUE // 1_000_000} million characters",
        why="a server that fills memory cannot be interrupted",
        hint="ask for less",
    )


def _judge_series(shape: Shape, call: Called) -> float:
    """Rows of the series; 1 when its ends are computed."""
    arguments = list(_arguments(shape, call.index + 1))
    bounds = [_constant(shape, first, end) for first, end in arguments]
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


def _value(text: str) -> float:
    try:
        return (
            float(int(text.replace("_", ""), 0))
            if text[:2].lower() in {"0x", "0b", "0o"}
            else float(text.replace("_", ""))
        )
    except (ValueError, OverflowError):
        return float("inf")
