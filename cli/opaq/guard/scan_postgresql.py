"""PostgreSQL 13 to 18 tokens (manual section 4.1; `scan.l` is the authority where the two differ).

Every character beyond ASCII belongs to identifiers, also the no-break space.
Strings continue over a line break, in the escape rules of their first part.
"""

from __future__ import annotations

import re

from opaq.guard.lexing import (
    PART,
    PUNCTUATION,
    START,
    TAG,
    Rules,
    Unterminated,
    backslashed,
    doubled,
    line_end,
    pattern,
    plain_integer,
    undoubled,
)
from opaq.guard.types import LexerSettings, Token, TokenKind

_CONTINUES = r"(?:[ \t\f\v]|--[^\n\r]*+)*+[\n\r](?:[ \t\n\r\f\v]++|--[^\n\r]*+[\n\r])*+'"
_NUMBER = (
    r"0[xX](?:_?[0-9A-Fa-f])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
    r"|(?:[0-9](?:_?[0-9])*+(?:\.(?!\.)(?:[0-9](?:_?[0-9])*+)?)?|\.[0-9](?:_?[0-9])*+)(?:[eE][+-]?[0-9](?:_?[0-9])*+)?"
)
_OPERATOR_MARKS = frozenset("~!@#^&|`?+-*/%<>=")


def _word() -> re.Pattern[str]:
    return pattern(rf"{START}{PART}*+")


def _string(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.STRING, _string_end(text, at, escapes=not settings.standard_conforming_strings)


def _string_end(text: str, quote_at: int, *, escapes: bool) -> int:
    """End of a string with all its continuations on following lines."""
    ends_at = backslashed if escapes else doubled
    end = ends_at(text, quote_at, "'", "string")
    while (following := text.find("'", end)) > end and not {"\n", "\r"}.isdisjoint(text[end:following]):
        more = pattern(_CONTINUES).match(text, end)
        if more is None:
            break
        end = ends_at(text, more.end() - 1, "'", "string")
    return end


def _quoted(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.QUOTED, doubled(text, at, '"', "quoted name")


def _prefixed(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int] | None:
    """E'..', B'..', X'..', N'..', U&'..' and U&".."."""
    head, following = text[at].lower(), text[at + 1 : at + 2]
    if head == "u":
        if following != "&" or text[at + 2 : at + 3] not in {"'", '"'}:
            return None
        if text[at + 2] == '"':
            return TokenKind.QUOTED, doubled(text, at + 2, '"', "quoted name")
        return TokenKind.STRING, _string_end(text, at + 2, escapes=False)
    if following != "'":
        return None
    escapes = head == "e" or (head == "n" and not settings.standard_conforming_strings)
    return TokenKind.STRING, _string_end(text, at + 1, escapes=escapes)


def _dollar(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    """`$1`, `$$..$$`, `$tag$..$tag$`; a tag cannot begin with a digit."""
    mark = pattern(rf"\$(?:{START}{TAG}*+)?\$").match(text, at)
    if mark:
        end = text.find(mark.group(), mark.end())
        if end < 0:
            raise Unterminated("dollar-quoted string")
        return TokenKind.STRING, end + len(mark.group())
    digits = pattern(r"\$[0-9]+").match(text, at)
    return (TokenKind.PARAMETER, digits.end()) if digits else (TokenKind.OPERATOR, at + 1)


def _number(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int] | None:
    end = plain_integer(text, at)
    if end is not None and end > at:
        return TokenKind.NUMBER, end
    match = pattern(_NUMBER).match(text, at)
    return (TokenKind.NUMBER, match.end()) if match else None


def _dot(text: str, at: int, settings: LexerSettings) -> tuple[TokenKind, int] | None:
    if text[at + 1 : at + 2] == ".":
        return TokenKind.OPERATOR, at + 2
    if "0" <= text[at + 1 : at + 2] <= "9":
        return _number(text, at, settings)
    return TokenKind.PUNCTUATION, at + 1


def _colon(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    return TokenKind.OPERATOR, at + (2 if text[at + 1 : at + 2] in {":", "="} else 1)


def _operator(text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
    if text.startswith("--", at):
        return TokenKind.COMMENT, line_end(text, at, "\n\r")
    if text.startswith("/*", at):
        return TokenKind.COMMENT, _comment_end(text, at)
    if text[at + 1 : at + 2] not in _OPERATOR_MARKS:
        return TokenKind.OPERATOR, at + 1
    match = pattern(r"(?:(?!--|/\*)[-~!@#^&|`?+*/%<>=])++").match(text, at)
    raw = match.group() if match else text[at]
    # A trailing sign belongs to what follows unless the operator holds one of ~!@#%^&|`? (manual 4.1.3).
    while len(raw) > 1 and raw[-1] in "+-" and not any(mark in raw for mark in "~!@#%^&|`?"):
        raw = raw[:-1]
    return TokenKind.OPERATOR, at + len(raw)


def _comment_end(text: str, at: int) -> int:
    """Comments nest."""
    depth, marks = 0, pattern(r"/\*|\*/")
    while True:
        mark = marks.search(text, at)
        if mark is None:
            raise Unterminated("comment")
        depth += 1 if mark.group() == "/*" else -1
        at = mark.end()
        if depth == 0:
            return at


def _name(raw: str) -> str:
    return decode(raw, "\\") if raw[0] != '"' else undoubled(raw)


def decode(raw: str, escape: str) -> str:
    """The name of `U&"..."` under an escape character; what is not a valid escape stays as written (the server refuses it)."""
    mark = re.escape(escape)
    body = undoubled(raw[2:])

    def character(match: re.Match[str]) -> str:
        if match.group("same"):
            return escape
        code = int(match.group("long") or match.group("short"), 16)
        return chr(code) if 0 < code < 0x110000 else match.group()

    return re.sub(
        rf"{mark}(?:(?P<same>{mark})|\+(?P<long>[0-9A-Fa-f]{{6}})|(?P<short>[0-9A-Fa-f]{{4}}))", character, body
    )


def _finish(text: str, tokens: list[Token]) -> list[Token]:
    """Makes one name of `U&"..." UESCAPE '!'`: its escape character comes after it."""
    if not any(t.kind is TokenKind.WORD and t.text.lower() == "uescape" for t in tokens):
        return tokens
    code = [token for token in tokens if token.kind is not TokenKind.COMMENT]
    merged: dict[int, Token] = {}
    dropped: set[int] = set()
    for name, word, mark in zip(code, code[1:], code[2:], strict=False):
        escapes = word.kind is TokenKind.WORD and word.text.lower() == "uescape" and mark.kind is TokenKind.STRING
        if name.kind is TokenKind.QUOTED and text[name.start] != '"' and escapes and len(mark.text) == 3:
            decoded = decode(text[name.start : name.end], mark.text[1])
            merged[name.start] = Token(name.kind, decoded, name.start, mark.end)
            dropped |= {word.start, mark.start}
    return [merged.get(token.start, token) for token in tokens if token.start not in dropped]


RULES = Rules(
    space=frozenset(" \t\n\r\f\v"),
    word=_word,
    handlers={
        **PUNCTUATION,
        **dict.fromkeys(_OPERATOR_MARKS, _operator),
        **dict.fromkeys("eEbBxXnNuU", _prefixed),
        **dict.fromkeys("0123456789", _number),
        "'": _string,
        '"': _quoted,
        "$": _dollar,
        ".": _dot,
        ":": _colon,
    },
    name=_name,
    finish=_finish,
)
