"""SQLite 3.40+ tokens (`tokenize.c`; "SQL As Understood By SQLite", sections on comments, keywords and literals).

A block comment may end with the text. `[x]` and backticks quote names. A byte
order mark between tokens is white space.
"""

from __future__ import annotations

import re

from opaq.guard.lexing import (
    PART,
    PUNCTUATION,
    START,
    Rules,
    Unterminated,
    doubled,
    line_end,
    pattern,
    plain_integer,
    undoubled,
)
from opaq.guard.types import LexerSettings, TokenKind

_NUMBER = r"0[xX][0-9A-Fa-f](?:_?[0-9A-Fa-f])*+|(?:[0-9](?:_?[0-9])*+(?:\.(?:[0-9](?:_?[0-9])*+)?)?|\.[0-9](?:_?[0-9])*+)(?:[eE][+-]?[0-9](?:_?[0-9])*+)?"
_OPERATORS = r"<=|<>|<<|>=|>>|==|!=|\|\||->>|->|[-~!&|+*/%<>=:]"
_OPERATOR_MARKS = frozenset("-~!&|+*/%<>=:")


def _word() -> re.Pattern[str]:
    return pattern(rf"{START}{PART}*+")


def _string(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.STRING, doubled(text, at, "'", "string")


def _quoted(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.QUOTED, doubled(text, at, text[at], "quoted name")


def _bracketed(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    end = text.find("]", at + 1)
    if end < 0:
        raise Unterminated("quoted name")
    return TokenKind.QUOTED, end + 1


def _blob(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int] | None:
    if text[at + 1 : at + 2] != "'":
        return None
    return TokenKind.STRING, doubled(text, at + 1, "'", "string")


def _number(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int] | None:
    end = plain_integer(text, at)
    if end is not None and end > at:
        return TokenKind.NUMBER, end
    match = pattern(_NUMBER).match(text, at)
    return (TokenKind.NUMBER, match.end()) if match else None


def _dot(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    return _number(text, at, settings) or (TokenKind.PUNCTUATION, at + 1)


def _variable(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    """`?`, `?5`, `@name`, `$name`, `#name`: none of them can be bound, so their exact end does not matter."""
    match = pattern(rf"[?@$#]{PART}*+").match(text, at)
    return TokenKind.PARAMETER, match.end() if match else at + 1


def _operator(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    if text.startswith("--", at):
        return TokenKind.COMMENT, line_end(text, at, "\n")
    if text.startswith("/*", at):
        end = text.find("*/", at + 2)
        return TokenKind.COMMENT, end + 2 if end >= 0 else len(text)
    if text[at + 1 : at + 2] not in _OPERATOR_MARKS:
        return TokenKind.OPERATOR, at + 1
    match = pattern(_OPERATORS).match(text, at)
    return TokenKind.OPERATOR, match.end() if match else at + 1


def _name(raw: str) -> str:
    return raw[1:-1] if raw[0] == "[" else undoubled(raw)


RULES = Rules(
    space=frozenset(" \t\n\r\f\v\ufeff"),
    word=_word,
    handlers={
        **PUNCTUATION,
        **dict.fromkeys(_OPERATOR_MARKS, _operator),
        **dict.fromkeys("xX", _blob),
        **dict.fromkeys("0123456789", _number),
        **dict.fromkeys("?@$#", _variable),
        "'": _string,
        '"': _quoted,
        "`": _quoted,
        "[": _bracketed,
        ".": _dot,
    },
    name=_name,
)
