"""Text -> tokens, by the dialect's own rules for strings, comments, names and numbers.

What a scanner must get right is where things end: a token that ends too early
turns text into code, one that ends too late hides code in text. Each dialect is
a module of small handlers keyed by first character; this file only drives them.
The scanner knows no grammar, keeps comments as tokens, and is linear: every
handler looks at a character a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Collection

from opaq.errors import Position, Refused
from opaq.guard import scan_mysql, scan_postgresql, scan_sqlite
from opaq.guard.lexing import Rules, Unterminated
from opaq.guard.types import Dialect, LexerSettings, Token, TokenKind

RULES: dict[Dialect, Rules] = {
    Dialect.POSTGRESQL: scan_postgresql.RULES,
    Dialect.MYSQL: scan_mysql.RULES,
    Dialect.SQLITE: scan_sqlite.RULES,
}


def scan(
    text: str,
    dialect: Dialect,
    settings: LexerSettings,
    *,
    parameters: Collection[str] = (),
) -> list[Token]:
    """Every token of `text`, comments included, in order; the gaps between them are white space.

    Raises Refused (OPQ-G004) for a string, name or comment that does not end.
    """
    rules = RULES[dialect]
    blanks, handlers, word = rules.space, rules.handlers, rules.word().match
    tokens: list[Token] = []
    at, end = 0, len(text)
    while True:
        while at < end and text[at] in blanks:
            at += 1
        if at >= end:
            return rules.finish(text, tokens)
        token = None
        if text[at] == ":" and parameters:
            token = _parameter(text, at, tokens, parameters)
        if token is None:
            handler = handlers.get(text[at])
            try:
                found = handler(text, at, settings) if handler else None
            except Unterminated as unterminated:
                raise _unterminated(text, at, str(unterminated)) from None
            if found is None:
                plain = word(text, at)
                found = (TokenKind.WORD, plain.end()) if plain else (TokenKind.OPERATOR, at + 1)
            kind, stop = found
            raw = text[at:stop]
            token = Token(kind, rules.name(raw) if kind is TokenKind.QUOTED else raw, at, stop)
        tokens.append(token)
        at = token.end


def _parameter(text: str, at: int, tokens: list[Token], parameters: Collection[str]) -> Token | None:
    """`:name` of a declared parameter; not `::type`, and not the colon of a slice such as `a[1:n]`."""
    end = at + 1
    while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == "_"):
        end += 1
    name = text[at + 1 : end]
    if name not in parameters or _after_operand(tokens) or text[at - 1 : at] == ":":
        return None
    return Token(TokenKind.PARAMETER, text[at:end], at, end)


def _after_operand(tokens: list[Token]) -> bool:
    """Whether a value has just ended, so that a colon can only divide a slice."""
    if not tokens:
        return False
    last = tokens[-1]
    if last.kind in {TokenKind.NUMBER, TokenKind.STRING, TokenKind.PARAMETER, TokenKind.QUOTED}:
        return True
    if last.kind is TokenKind.WORD:
        return len(tokens) > 1 and tokens[-2].text == "["
    return last.text in {")", "]"}


def position_at(text: str, offset: int) -> Position:
    """Line and column (1-based) of an offset in characters."""
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _unterminated(text: str, at: int, what: str) -> Refused:
    return Refused(
        "OPQ-G004",
        f"a {what} starts here and does not end",
        why="what follows an open quote or comment cannot be told apart from text",
        hint=f"close the {what}",
        position=position_at(text, at),
    )
