"""The LIMIT at the end of a statement, taken off it.

Where an engine would choose rows by their order, and that order must not be told,
the statement runs without its LIMIT and the rows are cut after they were put in
order. Only counts that are plain numbers or bound parameters are understood.
"""

from __future__ import annotations

from opaq.guard.scan import scan
from opaq.guard.types import Statement, Token, TokenKind, Values
from opaq.model.record import record

_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_STARTS = frozenset({"limit", "offset", "fetch"})
_NOISE = frozenset({"row", "rows", "first", "next", "only"})
"""`FETCH FIRST ROW ONLY` has no number and is not understood."""
_MOST = 24
"""Tokens that the clauses can have."""


@record
class Tail:
    text: str
    """The statement as typed, without LIMIT, OFFSET and FETCH."""
    first: int = 0
    """Rows to leave out."""
    count: int | None = None
    """Rows to keep."""


def without_limit(statement: Statement, values: Values) -> Tail | None:
    """The statement without its closing LIMIT; None where there is none, or one of another form."""
    scanned = scan(statement.original, statement.dialect, statement.settings, parameters=tuple(values))
    tokens = [t for t in scanned if t.kind is not TokenKind.COMMENT and t.text != ";"]
    start = _start(tokens)
    if start is None:
        return None
    found = _counts(tokens[start:], values)
    if found is None:
        return None
    return Tail(statement.original[: tokens[start].start], found.get("offset", 0), found.get("limit"))


def _start(tokens: list[Token]) -> int | None:
    """Where the first of the closing clauses stands: nothing in brackets follows it."""
    found = None
    for index in range(len(tokens) - 1, max(-1, len(tokens) - _MOST), -1):
        if tokens[index].text in _CLOSING or tokens[index].text in _OPENING:
            break
        if tokens[index].kind is TokenKind.WORD and tokens[index].text.casefold() in _STARTS:
            found = index
    return found


def _counts(tokens: list[Token], values: Values) -> dict[str, int] | None:
    """`limit` and `offset` of the clauses; None when anything else is among them."""
    found: dict[str, int] = {}
    clause = ""
    for token in tokens:
        word = token.text.casefold()
        if token.kind is TokenKind.WORD and word in _STARTS:
            clause = "offset" if word == "offset" else "limit"
        elif token.kind is TokenKind.WORD and word in _NOISE:
            continue
        elif token.text == "," and clause == "limit" and "limit" in found:  # LIMIT first, count
            found["offset"] = found.pop("limit")
        else:
            number = _number(token, values)
            if number is None or clause in found:
                return None
            found[clause] = number
    return found if clause in found else None


def _number(token: Token, values: Values) -> int | None:
    if token.kind is TokenKind.NUMBER and token.text.isdigit():
        return int(token.text)
    value = values.get(token.text.lstrip(":")) if token.kind is TokenKind.PARAMETER else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
