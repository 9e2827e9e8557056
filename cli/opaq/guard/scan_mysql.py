"""MySQL 8 and MariaDB 10.6 to 11 tokens (MySQL manual chapter 11, MariaDB "Lexical structure"), by `sql_mode`.

`--` opens a comment only before white space, a control character or the end.
Comments do not nest. What looks like a comment and is executed, `/*! */` and
`/*M! */`, is a token of its own, so that it can be refused.
"""

from __future__ import annotations

import re

from opaq.guard.lexing import (
    PART,
    PART_OR_DOT,
    PUNCTUATION,
    Rules,
    Unterminated,
    backslashed,
    doubled,
    line_end,
    pattern,
    plain_integer,
    undoubled,
)
from opaq.guard.types import LexerSettings, TokenKind

EXECUTABLE = ("/*!", "/*M!", "/*m!")
"""Openings of comments whose content the server may run."""
_NAME_PART = rf"(?:{PART}|`)"
_FLOAT = r"[0-9]+[eE][+-]?[0-9]"
_NUMBER = (
    rf"0x[0-9A-Fa-f]+(?!{_NAME_PART})|0b[01]+(?!{_NAME_PART})|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
)
_OPERATORS = r"<=>|<<|>>|<=|>=|<>|!=|:=|->>|->|\|\||&&|[-~!^&|+*/%<>=:]"
_OPERATOR_MARKS = frozenset("-~!^&|+*/%<>=:")


def _word() -> re.Pattern[str]:
    return pattern(rf"{PART}+")


def _string(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    ends_at = doubled if settings.no_backslash_escapes else backslashed
    return TokenKind.STRING, ends_at(text, at, text[at], "string")


def _double(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    if settings.ansi_quotes:
        return TokenKind.QUOTED, doubled(text, at, '"', "quoted name")
    return _string(text, at, settings)


def _backtick(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.QUOTED, doubled(text, at, "`", "quoted name")


def _prefixed(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int] | None:
    """x'..', b'..' have no escapes; n'..' is an ordinary string. Introducers such as _utf8 are words before a string."""
    if text[at + 1 : at + 2] != "'":
        return None
    if text[at] in "nN":
        return _string(text, at + 1, settings)
    end = text.find("'", at + 2)
    if end < 0:
        raise Unterminated("string")
    return TokenKind.STRING, end + 1


def _number(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int] | None:
    """A name may begin with digits (`1a`), but `1e5into` is a number and a word; after a name's dot digits are a name."""
    end = plain_integer(text, at)
    if end is not None and end > at and text[at - 1 : at] != ".":
        return TokenKind.NUMBER, end
    word = _word().match(text, at)
    if word and text[at - 1 : at] == "." and at > 1 and pattern(_NAME_PART).match(text, at - 2):
        return TokenKind.WORD, word.end()
    match = pattern(_NUMBER).match(text, at)
    if match is None or (word and word.end() > match.end() and not pattern(_FLOAT).match(text, at)):
        return None
    return TokenKind.NUMBER, match.end()


def _dot(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    """After a name the dot separates (`t.5` is a column); elsewhere it may begin a number."""
    if at and pattern(_NAME_PART).match(text, at - 1):
        return TokenKind.PUNCTUATION, at + 1
    return _number(text, at, settings) or (TokenKind.PUNCTUATION, at + 1)


def _at(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    """`@name`, `@'name'`, `@@global.name`; a dot belongs to the name of a user variable."""
    start = at + (2 if text.startswith("@@", at) else 1)
    quote = text[start : start + 1]
    if quote == "`":
        return TokenKind.PARAMETER, doubled(text, start, quote, "quoted name")
    if quote in {"'", '"'} and start == at + 1:
        return TokenKind.PARAMETER, _string(text, start, settings)[1]
    match = pattern(rf"{PART_OR_DOT}+").match(text, start)
    return TokenKind.PARAMETER, match.end() if match else start


def _hash(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.COMMENT, line_end(text, at, "\n")


def _dash(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    following = text[at + 2 : at + 3]
    if text.startswith("--", at) and (following <= " " or following == "\x7f"):
        return TokenKind.COMMENT, line_end(text, at + 2, "\n")
    return _operator(text, at, settings)


def _slash(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    if not text.startswith("/*", at):
        return _operator(text, at, settings)
    end = text.find("*/", at + 2)
    if end < 0:
        raise Unterminated("comment")
    return TokenKind.COMMENT, end + 2


def _operator(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    if text[at + 1 : at + 2] not in _OPERATOR_MARKS:
        return TokenKind.OPERATOR, at + 1
    match = pattern(_OPERATORS).match(text, at)
    return TokenKind.OPERATOR, match.end() if match else at + 1


def _question(_text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.PARAMETER, at + 1


RULES = Rules(
    space=frozenset(" \t\n\r\f\v"),
    word=_word,
    handlers={
        **PUNCTUATION,
        **dict.fromkeys(_OPERATOR_MARKS - {"-", "/"}, _operator),
        **dict.fromkeys("bBxXnN", _prefixed),
        **dict.fromkeys("0123456789", _number),
        "'": _string,
        '"': _double,
        "`": _backtick,
        ".": _dot,
        "@": _at,
        "#": _hash,
        "-": _dash,
        "/": _slash,
        "?": _question,
    },
    name=undoubled,
)
