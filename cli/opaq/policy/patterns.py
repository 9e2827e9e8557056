"""Patterns that users bring: only those whose time grows with the text and no faster.

They run over every cell, so one that can backtrack exponentially is a way to stop
the tool: it is refused when the policy is loaded, not when it meets a value.
"""

from __future__ import annotations

import re
from typing import Any, Final

MAX_PATTERN: Final = 500
"""Characters; real identifiers need fewer than a hundred."""
_MAX_REPEAT: Final = 1000
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def trouble(pattern: str) -> str:
    """Why a pattern is not taken, in words that do not repeat it; empty when it is fine.

    Linear here: no back-reference, no open or large repeat inside a repeat, no two open repeats side by side.

    >>> trouble("C[0-9]{6}"), trouble("(a+)+")
    ('', 'a repeat stands inside a repeat')
    """
    if len(pattern) > MAX_PATTERN:
        return f"it is longer than {MAX_PATTERN} characters"
    try:
        re.compile(pattern)
        parsed = _parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return "it is not a regular expression"
    return _in_tree(parsed, repeated=False)


def _parse(pattern: str) -> Any:
    """The standard library's own parse tree."""
    from re import _parser  # type: ignore[attr-defined]  # no public interface; only policies with patterns come here

    return _parser.parse(pattern)


def _in_tree(parsed: Any, *, repeated: bool) -> str:
    """The first reason in a parse tree, or an empty string."""
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
            reason = _in_tree(part, repeated=repeated or (kind in _REPEATS and argument[1] > 1))
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
