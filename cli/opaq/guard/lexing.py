"""What the three scanners share: the shape of a dialect's rules and the few ways a token can end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from opaq.guard.types import LexerSettings, Token, TokenKind
from opaq.model.record import record

Handler = Callable[[str, int, LexerSettings], tuple[TokenKind, int] | None]
"""(text, start, settings) -> (kind, end), or None: this is no token of mine, try a word."""


# Name characters, spelled as what they are not: everything beyond ASCII belongs to names in all three
# grammars, and a class that lists that range takes `re` 5 ms to compile.
START = r"[^\x00-@\[-\^`{-\x7f]"
PART = r"[^\x00-#%-/:-@\[-\^`{-\x7f]"
PART_OR_DOT = r"[^\x00-#%-\-/:-@\[-\^`{-\x7f]"
TAG = r"[^\x00-/:-@\[-\^`{-\x7f]"


class Unterminated(Exception):
    """The token that starts here never ends; the message names what it is."""


@record
class Rules:
    """One dialect: patterns are functions so that nothing is compiled before its dialect is used."""

    space: frozenset[str]
    word: Callable[[], re.Pattern[str]]
    handlers: Mapping[str, Handler]
    name: Callable[[str], str]
    """Raw quoted identifier -> the name it stands for."""
    finish: Callable[[str, list[Token]], list[Token]] = lambda _text, tokens: tokens
    """A last look over all tokens, for rules that reach from one token to the next."""


@cache
def pattern(source: str) -> re.Pattern[str]:
    """Compiled at first use: three dialects would cost about 2 ms of every start."""
    return re.compile(source, re.DOTALL)


def single(kind: TokenKind) -> Handler:
    def one(_text: str, at: int, _settings: LexerSettings) -> tuple[TokenKind, int]:
        return kind, at + 1

    return one


_PLAIN_ENDS = frozenset({"", " ", ",", ")", ";", "\n"})


def plain_integer(text: str, at: int) -> int | None:
    """End of digits that nothing but digits belongs to; None where the dialect's pattern for numbers has to look.

    Most numbers are like that, and a pattern costs half a millisecond to compile.
    """
    end = at
    while "0" <= text[end : end + 1] <= "9":
        end += 1
    return end if text[end : end + 1] in _PLAIN_ENDS else None


def doubled(text: str, at: int, quote: str, what: str) -> int:
    """End of a quotation from `at` (its opening quote) in which the quote is written twice."""
    stop = at + 1
    while True:
        stop = text.find(quote, stop)
        if stop < 0:
            raise Unterminated(what)
        if text[stop + 1 : stop + 2] != quote:
            return stop + 1
        stop += 2


def backslashed(text: str, at: int, quote: str, what: str) -> int:
    """The same where a backslash takes the next character with it."""
    body = pattern(rf"[^{quote}\\]*+(?:(?:\\.|{quote}{quote})[^{quote}\\]*+)*+{quote}")
    match = body.match(text, at + 1)
    if match is None:
        raise Unterminated(what)
    return match.end()


def line_end(text: str, at: int, breaks: str) -> int:
    """Offset of the first line break at or after `at`, or the end of the text."""
    ends = [found for mark in breaks if (found := text.find(mark, at)) >= 0]
    return min(ends, default=len(text))


def undoubled(raw: str) -> str:
    """The name inside `"a""b"` or a backticked name."""
    return raw[1:-1].replace(raw[0] * 2, raw[0])


PUNCTUATION: dict[str, Handler] = {mark: single(TokenKind.PUNCTUATION) for mark in "()[]{},;."}
