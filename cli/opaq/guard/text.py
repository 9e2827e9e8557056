"""The text before any token: bytes first, one statement, no comments, parameters in the driver's style."""

from __future__ import annotations

from collections.abc import Sequence

from opaq.errors import Refused, UsageError
from opaq.guard.scan import position_at
from opaq.guard.types import Dialect, Place, Token, TokenKind
from opaq.model.record import record


@record
class Rewritten:
    text: str
    tokens: tuple[Token, ...]
    names: tuple[str, ...]
    """Parameters in the order the driver numbers them."""
    places: tuple[Place, ...]


def check_bytes(text: str, max_bytes: int) -> None:
    """At most `max_bytes` of UTF-8 without NUL. Raises Refused (OPQ-G002, OPQ-G003)."""
    at = text.find("\0")
    try:
        size = len(text) if text.isascii() else len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        at, size = error.start, 0
    if at >= 0:
        raise Refused(
            "OPQ-G002",
            "the statement holds a character that no database reads as text",
            why="a NUL or half a surrogate pair can make client and server see different statements",
            hint="save the statement as UTF-8",
            position=position_at(text, at),
        )
    if size > max_bytes:
        raise Refused(
            "OPQ-G003",
            f"the statement has {size} bytes, more than {max_bytes}",
            why="a statement is read whole before it is judged",
            hint="load long lists into a table, or bind them as parameters",
        )


def one_statement(text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of the only statement, without its closing semicolons. Raises UsageError (none), Refused (several)."""
    end = len(tokens)
    while end and tokens[end - 1].text == ";" and tokens[end - 1].kind is TokenKind.PUNCTUATION:
        end -= 1
    if end == 0:
        raise UsageError("OPQ-G001", "there is no statement", hint="give one SQL statement")
    for index in range(end):
        token = tokens[index]
        if token.text == ";" and token.kind is TokenKind.PUNCTUATION:
            following = tokens[index + 1]
            raise Refused(
                "OPQ-G005",
                "more than one statement",
                why="one run, one statement, one audit record",
                hint="run them one by one",
                position=position_at(text, following.start),
            )
    return tuple(tokens[:end])


def blanked(text: str, tokens: Sequence[Token], *, keep: tuple[int, int] | None = None) -> str:
    """`text` with comments, closing semicolons and all outside `keep` turned to spaces: every offset and line stays."""
    begin, end = keep or (0, len(text))
    cuts = [(0, begin), *((t.start, t.end) for t in tokens if begin <= t.start and t.end <= end), (end, len(text))]
    parts, at = [], 0
    for start, stop in cuts:
        parts.append(text[at:start])
        parts.append("".join("\n" if c == "\n" else " " for c in text[start:stop]))
        at = max(at, stop)
    return "".join(parts).rstrip()


def driver_style(text: str, tokens: tuple[Token, ...], dialect: Dialect) -> Rewritten:
    """Named parameters as the driver wants them: PostgreSQL's `:name` becomes `$1`, the others keep it."""
    if not any(_is_named(token) for token in tokens):
        return Rewritten(text, tokens, (), ())
    numbers: dict[str, int] = {}
    parts: list[str] = []
    moved: list[Token] = []
    places: list[Place] = []
    copied = shift = 0
    for token in tokens:
        if not _is_named(token):
            moved.append(Token(token.kind, token.text, token.start + shift, token.end + shift))
            continue
        number = numbers.setdefault(token.text[1:], len(numbers) + 1)
        before, written, after = "", token.text, ""
        if dialect is Dialect.POSTGRESQL:
            before = " " if _sticks(text[token.start - 1 : token.start]) else ""
            after = " " if _sticks(text[token.end : token.end + 1]) else ""
            written = f"${number}"
        start = token.start + shift + len(before)
        moved.append(Token(token.kind, written, start, start + len(written)))
        places.append((start, start + len(written), token.text[1:]))
        parts += [text[copied : token.start], before, written, after]
        copied, shift = token.end, shift + len(before) + len(written) + len(after) - len(token.text)
    parts.append(text[copied:])
    return Rewritten("".join(parts), tuple(moved), tuple(numbers), tuple(places))


def _is_named(token: Token) -> bool:
    return token.kind is TokenKind.PARAMETER and token.text[0] == ":"


def _sticks(neighbour: str) -> bool:
    """Whether `$1` next to this character would read as another token."""
    return bool(neighbour) and (neighbour.isalnum() or neighbour in "_$" or neighbour > "\x7f")
