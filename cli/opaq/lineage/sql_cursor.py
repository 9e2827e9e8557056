"""A cursor over the guard's tokens, with operators cut the way the dialect cuts them.

The grammar is built on this: it looks at one lexeme, takes it or refuses. Nothing is
skipped, so a token the grammar has no place for ends in `NotUnderstood`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from opaq.guard.types import Dialect, Token, TokenKind
from opaq.lineage.sql_syntax import Ident
from opaq.model.record import record

MAX_LEXEMES = 20_000
MAX_DEPTH = 48
"""Nested parentheses, subqueries and CASEs. Each costs about a dozen Python frames of 1,000."""


class NotUnderstood(Exception):
    """The statement as a whole cannot be resolved. `reason` names the construct, never a literal."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@record
class Lexeme:
    kind: TokenKind
    text: str
    """Words and operators as written, names without quotes, strings decoded."""
    raw: str
    start: int
    end: int

    def __repr__(self) -> str:
        return f"Lexeme({self.kind.value})"


_POSTGRES_CHARS = frozenset("+-*/<>=~!@#%^&|`?")
_POSTGRES_SPECIAL = frozenset("~!@#%^&|`?")
_KNOWN_OPERATORS = ("->>", "<=>", "->", "||", "&&", "<<", ">>", "<=", ">=", "<>", "!=", "==", ":=", "::")


def lexemes(text: str, tokens: Sequence[Token], dialect: Dialect) -> tuple[Lexeme, ...]:
    """The tokens of `text` as the grammar wants them. Raises NotUnderstood when there are too many."""
    if len(tokens) > MAX_LEXEMES:
        raise NotUnderstood("a statement this long")
    return tuple(_cut(text, [t for t in tokens if t.kind is not TokenKind.COMMENT], dialect))


def _cut(text: str, tokens: Sequence[Token], dialect: Dialect) -> Iterator[Lexeme]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.kind is not TokenKind.OPERATOR:
            yield _plain(text, token, dialect)
            continue
        end = token.end
        while index < len(tokens) and tokens[index].kind is TokenKind.OPERATOR and tokens[index].start == end:
            end = tokens[index].end
            index += 1
        yield from _operators(text[token.start : end], token.start, dialect)


def _plain(text: str, token: Token, dialect: Dialect) -> Lexeme:
    raw = text[token.start : token.end]
    value = token.text
    if token.kind is TokenKind.STRING:
        value = decoded(raw, dialect)
    return Lexeme(token.kind, value, raw, token.start, token.end)


def _operators(run: str, start: int, dialect: Dialect) -> Iterator[Lexeme]:
    position = 0
    while position < len(run):
        length = _postgres_length(run[position:]) if dialect is Dialect.POSTGRESQL else _known_length(run, position)
        piece = run[position : position + length]
        yield Lexeme(TokenKind.OPERATOR, piece, piece, start + position, start + position + length)
        position += length


def _known_length(run: str, position: int) -> int:
    return next((len(o) for o in _KNOWN_OPERATORS if run.startswith(o, position)), 1)


def _postgres_length(run: str) -> int:
    """PostgreSQL manual, 4.1.3: a name of several characters ends in + or - only if it holds one of ~!@#%^&|`?."""
    if run[0] not in _POSTGRES_CHARS:
        return 2 if run[:2] in {"::", ":=", ".."} else 1
    length = next((i for i, c in enumerate(run) if c not in _POSTGRES_CHARS), len(run))
    if not _POSTGRES_SPECIAL.isdisjoint(run[:length]):
        return length
    while length > 1 and run[length - 1] in "+-":
        length -= 1
    return length


_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "Z": "\x1a"}


def decoded(raw: str, dialect: Dialect) -> str:
    """The value of a string literal; for forms that are not plain quotes, something that is different for each value."""
    if raw.startswith("$"):
        return raw[raw.index("$", 1) + 1 : raw.rindex("$", 0, -1)]
    quote = raw.find("'") if "'" in raw else raw.find('"')
    if quote < 0:
        return raw
    prefix, mark = raw[:quote].lower(), raw[quote]
    inner = raw[quote + 1 : -1].replace(mark * 2, mark)
    if prefix in {"x", "b"}:
        return raw
    if "\\" in inner and (prefix == "e" or dialect is Dialect.MYSQL):
        return re.sub(r"\\(.)", _escaped, inner, flags=re.DOTALL)
    return inner


def _escaped(match: re.Match[str]) -> str:
    character = match[1]
    if character in "%_":
        return match[0]
    return _SIMPLE_ESCAPES.get(character, character)


class Cursor:
    """One look ahead at a time over the lexemes of one text."""

    def __init__(self, text: str, items: Sequence[Lexeme], dialect: Dialect) -> None:
        self.text = text
        self.items = items
        self.dialect = dialect
        self.index = 0
        self.depth = 0

    # looking

    def peek(self, ahead: int = 0) -> Lexeme | None:
        at = self.index + ahead
        return self.items[at] if at < len(self.items) else None

    def kind(self, ahead: int = 0) -> TokenKind | None:
        item = self.peek(ahead)
        return item.kind if item else None

    def word(self, ahead: int = 0) -> str:
        """The unquoted word there in upper case, or empty."""
        item = self.peek(ahead)
        return item.text.upper() if item is not None and item.kind is TokenKind.WORD else ""

    def symbol(self, ahead: int = 0) -> str:
        """The operator or punctuation there, or empty."""
        item = self.peek(ahead)
        if item is not None and item.kind in {TokenKind.OPERATOR, TokenKind.PUNCTUATION}:
            return item.text
        return ""

    def words(self, *expected: str) -> bool:
        return all(self.word(i) == w for i, w in enumerate(expected))

    @property
    def done(self) -> bool:
        return self.index >= len(self.items)

    @property
    def postgres(self) -> bool:
        return self.dialect is Dialect.POSTGRESQL

    @property
    def mysql(self) -> bool:
        return self.dialect is Dialect.MYSQL

    @property
    def sqlite(self) -> bool:
        return self.dialect is Dialect.SQLITE

    # taking

    def take(self) -> Lexeme:
        item = self.peek()
        if item is None:
            raise NotUnderstood("the end of the statement")
        self.index += 1
        return item

    def accept(self, *expected: str) -> bool:
        """Take that run of words, all or none."""
        if not self.words(*expected):
            return False
        self.index += len(expected)
        return True

    def accept_any(self, *choices: str) -> str:
        word = self.word()
        if word and word in choices:
            self.index += 1
            return word
        return ""

    def accept_symbol(self, *choices: str) -> str:
        symbol = self.symbol()
        if symbol and symbol in choices:
            self.index += 1
            return symbol
        return ""

    def expect(self, *words: str) -> None:
        if not self.accept(*words):
            raise self.unexpected()

    def expect_symbol(self, symbol: str) -> None:
        if not self.accept_symbol(symbol):
            raise self.unexpected()

    def unexpected(self) -> NotUnderstood:
        """Names a keyword or symbol; never a literal, and no name that is not a word of SQL."""
        item = self.peek()
        if item is None:
            return NotUnderstood("the end of the statement")
        if item.kind in {TokenKind.OPERATOR, TokenKind.PUNCTUATION}:
            return NotUnderstood(f"the syntax at `{item.text}`")
        return NotUnderstood(f"the syntax at a {item.kind.value}")

    def ident(self) -> Ident:
        """An identifier, quoted or not; in SQLite also a string."""
        item = self.take()
        if item.kind is TokenKind.WORD:
            return Ident(item.text)
        if item.kind is TokenKind.QUOTED:
            return Ident(item.text, item.raw[0])
        if item.kind is TokenKind.STRING and not self.postgres:
            return Ident(item.text, "'")
        self.index -= 1
        raise self.unexpected()

    def source_text(self, first: int) -> str:
        """The text from lexeme number `first` to the one just taken."""
        return self.text[self.items[first].start : self.items[self.index - 1].end]

    # nesting

    def __enter__(self) -> Cursor:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotUnderstood("a statement nested this deeply")
        return self

    def __exit__(self, *_: object) -> None:
        self.depth -= 1
