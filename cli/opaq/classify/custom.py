"""User-defined categories: names, a linear-time pattern, a checksum, a list of values.

Patterns run over every cell, so one that can backtrack exponentially is a way to
stop the tool: it is refused when the policy is loaded, not when it meets a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from opaq.errors import UsageError
from opaq.model.finding import Category
from opaq.policy.types import CustomCategory

MAX_PATTERN: Final = 500
"""Characters; real identifiers need fewer than a hundred."""
CHECKSUMS: Final = frozenset({"luhn", "mod11_10", "verhoeff", "iban", "ean"})
_MAX_REPEAT: Final = 1000


def compiled(categories: Sequence[CustomCategory]) -> list[tuple[Category, re.Pattern[str]]]:
    """The patterns of user-defined categories, compiled with boundaries of words."""
    return [(c.name, re.compile(rf"(?<![\w])(?:{c.pattern})(?![\w])")) for c in categories if c.pattern is not None]


def check_pattern(name: Category, pattern: str) -> None:
    """Raise UsageError (OPQ-P050) for a pattern that does not compile, is too long, or is not linear-time.

    Linear here: no back-reference, no look-around with repeats, no unbounded repeat inside a repeat,
    no two unbounded repeats side by side over characters they share.
    """
    if len(pattern) > MAX_PATTERN:
        raise UsageError("OPQ-P050", f'pattern of category "{name}" is longer than {MAX_PATTERN} characters')
    try:
        re.compile(pattern)
        parsed = _parse(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError("OPQ-P050", f'pattern of category "{name}" is not a regular expression') from error
    reason = _trouble(parsed, repeated=False)
    if reason:
        raise UsageError(
            "OPQ-P050",
            f'pattern of category "{name}" is not linear-time: {reason}',
            hint="use bounded repeats such as {1,20} and no nested repeats",
        )


def _parse(pattern: str) -> Any:
    """The standard library's own parse tree."""
    from re import _parser  # type: ignore[attr-defined]  # no public interface; only policies with patterns come here

    return _parser.parse(pattern)


_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def _trouble(parsed: Any, *, repeated: bool) -> str:
    """Why a parse tree may take more than linear time, or an empty string."""
    open_before = False
    for operator, argument in parsed:
        kind = str(operator)
        if kind in ("GROUPREF", "GROUPREF_EXISTS"):
            return "it refers back to a group"
        unbounded = kind in _REPEATS and argument[1] > _MAX_REPEAT
        if unbounded and repeated:
            return "a repeat stands inside a repeat"
        if unbounded and open_before:
            return "two open repeats follow each other"
        for part in _children(kind, argument):
            reason = _trouble(part, repeated=repeated or (kind in _REPEATS and argument[1] > 1))
            if reason:
                return reason
        open_before = unbounded
    return ""


def _children(kind: str, argument: Any) -> list[Any]:
    """The parts below a node."""
    if kind in _REPEATS:
        return [argument[2]]
    if kind == "SUBPATTERN":
        return [argument[3]]
    if kind == "BRANCH":
        return list(argument[1])
    if kind in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    if kind == "ATOMIC_GROUP":
        return [argument]
    return []
