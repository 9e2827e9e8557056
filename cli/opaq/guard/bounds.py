"""Calls that ask, in so many words, for a value or a series that no server should be made to build.

A timeout stops a long statement between two steps, not in the middle of filling
a gigabyte; so sizes that stand in the text are judged before anything runs.
Sizes that are computed are bounded where they come out, by the engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod

from opaq.guard.calls import Called
from opaq.guard.shape import Shape
from opaq.guard.types import TokenKind

MAX_VALUE = 10_000_000
"""Characters, bytes or elements of one made-up value: far more than a screen or a cell of a report holds."""
MAX_SERIES = 10_000_000
"""Rows of one made-up series; PostgreSQL writes a series in FROM to disk before it counts it."""

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


def judge_sizes(shape: Shape, called: Iterable[Called]) -> None:
    """Raises Refused (OPQ-G021) for a literal size or series beyond the bounds."""
    for call in called:
        if call.name in _SIZED:
            _judge_value(shape, call)
        elif call.name == "generate_series":
            _judge_series(shape, call)


def _judge_value(shape: Shape, call: Called) -> None:
    arguments = list(_arguments(shape, call.index + 1))
    at = _SIZED[call.name]
    if at >= len(arguments):
        return
    first, end = arguments[at]
    numbers = [n for index in range(first, end) for n in _numbers(shape, index)]
    multiplied = any(shape.keys[index] == "*" for index in range(first, end))
    if (prod(numbers) if multiplied else max(numbers, default=0)) > MAX_VALUE:
        raise shape.refuse(
            "OPQ-G021",
            call.index,
            f"{call.name}() is asked for a value of more than {MAX_VALUE // 1_000_000} million characters",
            why="a server that fills memory cannot be interrupted",
            hint="ask for less",
        )


def _judge_series(shape: Shape, call: Called) -> None:
    arguments = list(_arguments(shape, call.index + 1))
    bounds = [_constant(shape, first, end) for first, end in arguments]
    if len(bounds) < 2 or bounds[0] is None or bounds[1] is None:
        return
    step = bounds[2] if len(bounds) > 2 else 1.0
    if step and abs(bounds[1] - bounds[0]) / abs(step) > MAX_SERIES:
        raise shape.refuse(
            "OPQ-G021",
            call.index,
            f"this series has more than {MAX_SERIES // 1_000_000} million rows",
            why="a series in FROM is written to the server's disk as a whole",
            hint="ask for a shorter series",
        )


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
