"""Patterns that users bring: only those whose time grows with the text and no faster.

They run over every cell, so one that can backtrack exponentially is a way to stop
the tool: it is refused when the policy is loaded, not when it meets a value. What
counts is in how many ways a pattern could divide the same text among its parts:
an open repeat of something that itself matches in two ways doubles them with
every character.
"""

from __future__ import annotations

import re
from typing import Any, Final

MAX_PATTERN: Final = 500
"""Characters; real identifiers need fewer than a hundred."""
_OPEN: Final = 1000
"""A repeat without end, or one whose end is further than this."""
_MAX_WAYS: Final = 100_000
"""Divisions of one text that bounded repeats may allow; ten parts of one to three digits make 59,049."""
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class _Refused(Exception):
    """Why, in words that do not repeat the pattern."""


def trouble(pattern: str) -> str:
    """Why a pattern is not taken, in words that do not repeat it; empty when it is fine.

    Linear here: no back-reference, no open repeat of what matches in several ways, no two open repeats that
    could share a text.

    >>> trouble("C[0-9]{6}"), trouble("(a+)+")
    ('', 'a repeat stands inside a repeat')
    >>> trouble("(a|aa)+")
    'a repeat of alternatives that begin alike'
    """
    if len(pattern) > MAX_PATTERN:
        return f"it is longer than {MAX_PATTERN} characters"
    try:
        re.compile(pattern)
        _ways(_parse(pattern))
    except (re.error, RecursionError, OverflowError):
        return "it is not a regular expression"
    except _Refused as refused:
        return str(refused)
    return ""


def _parse(pattern: str) -> Any:
    """The standard library's own parse tree."""
    from re import _parser  # type: ignore[attr-defined]  # no public interface; only policies with patterns come here

    return _parser.parse(pattern)


def _ways(parsed: Any) -> int:
    """An upper bound of the ways in which a sequence divides one text; open repeats count as one. Raises _Refused."""
    ways, open_before = 1, False
    for operator, argument in parsed:
        kind = str(operator)
        if kind in ("GROUPREF", "GROUPREF_EXISTS"):
            raise _Refused("it refers back to a group")
        is_open = kind in _REPEATS and argument[1] > _OPEN
        if is_open and open_before:
            raise _Refused("two open repeats follow each other")
        ways *= _repeated(argument) if kind in _REPEATS else _alternatives(kind, argument)
        if ways > _MAX_WAYS:
            raise _Refused("too many repeats of varying length")
        # what may be left out separates nothing: `a*b?a*`
        open_before = is_open or (open_before and kind in _REPEATS and argument[0] == 0)
    return ways


def _repeated(argument: tuple[int, int, Any]) -> int:
    """Of a repeat: its lengths, times the ways of its body as often as it may come. Raises _Refused."""
    least, most, body = argument
    inner = _ways(body)
    if most > _OPEN:
        if inner > 1 or _has_open(body):
            raise _Refused(_why_ambiguous(body))
        return 1
    if most > 1 and _has_open(body):
        raise _Refused("a repeat stands inside a repeat")
    return int((most - least + 1) * min(inner**most, _MAX_WAYS + 1))


def _why_ambiguous(body: Any) -> str:
    kinds = {str(operator) for operator, _ in _nodes(body)}
    return "a repeat stands inside a repeat" if kinds & _REPEATS else "a repeat of alternatives that begin alike"


def _alternatives(kind: str, argument: Any) -> int:
    """Of a group or a choice: one way when the first characters decide between its branches."""
    parts = _children(kind, argument)
    ways = sum(map(_ways, parts))
    if kind == "BRANCH" and len({_head(p) for p in parts} - {None}) == len(parts):
        return max(map(_ways, parts))
    return max(1, ways)


def _head(part: Any) -> int | None:
    """The character a branch begins with; None when it could be several."""
    operator, argument = part[0] if len(part) else ("", None)
    return argument if str(operator) == "LITERAL" else None


def _has_open(parsed: Any) -> bool:
    return any(str(kind) in _REPEATS and argument[1] > _OPEN for kind, argument in _nodes(parsed))


def _nodes(parsed: Any) -> list[tuple[Any, Any]]:
    """Every node of a tree."""
    found: list[tuple[Any, Any]] = []
    for operator, argument in parsed:
        found.append((operator, argument))
        for part in _children(str(operator), argument):
            found += _nodes(part)
    return found


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
