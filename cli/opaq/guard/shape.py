"""Tokens -> shape: which words can be keywords where they stand, which bracket closes which, what encloses what.

A word after a dot or after AS is a name, whatever it spells: `t.delete`, `1 AS into`.
Everything the guard judges, it judges on `keys`: folded keywords, punctuation and
operators, with names, literals and parameters blanked out.
"""

from __future__ import annotations

from opaq.errors import Refused
from opaq.guard.scan import position_at
from opaq.guard.types import Dialect, Token, TokenKind
from opaq.model.record import record

MAX_DEPTH = 250
"""Brackets within brackets; queries written by people and by mappers stay below 40, parsers recurse per level."""

NAME, LITERAL, PARAMETER = "·name", "·literal", "·parameter"
"""Keys of what cannot be a keyword."""

_CLOSES = {")": "(", "]": "[", "}": "{"}
QUERY_WORDS = frozenset({"select", "with", "values", "table"})


@record
class Shape:
    text: str
    dialect: Dialect
    tokens: tuple[Token, ...]
    """Without comments."""
    keys: tuple[str, ...]
    """Same length as `tokens`."""
    partner: tuple[int, ...]
    """Index of the bracket that closes (or opened) this one; -1 for other tokens."""
    parent: tuple[int, ...]
    """Index of the innermost opening bracket around this token; -1 at the top."""

    def key(self, index: int) -> str:
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def name(self, index: int) -> str:
        """The name a token stands for, folded as the dialect folds unquoted names."""
        token = self.tokens[index]
        return token.text.lower() if token.kind is TokenKind.WORD else token.text

    def starts_query(self, bracket: int) -> bool:
        """Whether what stands inside the bracket (-1: the whole text) begins with a query's verb."""
        at = bracket + 1
        while self.key(at) == "(":
            at += 1
        return self.key(at) in QUERY_WORDS

    def refuse(self, code: str, index: int, message: str, *, why: str, hint: str) -> Refused:
        """A refusal that points at a token."""
        place = position_at(self.text, self.tokens[index].start) if index < len(self.tokens) else None
        return Refused(code, message, why=why, hint=hint, position=place)


def shape_of(text: str, dialect: Dialect, tokens: tuple[Token, ...]) -> Shape:
    """Raises Refused (OPQ-G013) where brackets do not match or nest too deep."""
    keys = _keys(tokens, dialect)
    partner, parent = [-1] * len(tokens), [-1] * len(tokens)
    open_at: list[int] = []
    for index, key in enumerate(keys):
        if key in _CLOSES:
            if not open_at or keys[open_at[-1]] != _CLOSES[key]:
                raise _unbalanced(text, tokens[index])
            opened = open_at.pop()
            partner[opened], partner[index] = index, opened
        parent[index] = open_at[-1] if open_at else -1
        if key in {"(", "[", "{"}:
            open_at.append(index)
            if len(open_at) > MAX_DEPTH:
                raise _too_deep(text, tokens[index])
    if open_at:
        raise _unbalanced(text, tokens[open_at[-1]])
    return Shape(text, dialect, tokens, tuple(keys), tuple(partner), tuple(parent))


def _keys(tokens: tuple[Token, ...], dialect: Dialect) -> list[str]:
    keys: list[str] = []
    dotted = {")", "]", NAME} if dialect is Dialect.POSTGRESQL else {NAME}
    for index, token in enumerate(tokens):
        kind = token.kind
        if kind is TokenKind.WORD:
            before = keys[-1] if keys else ""
            after_dot = before == "." and index > 1 and (keys[-2] in dotted or tokens[index - 2].kind is TokenKind.WORD)
            word = token.text.lower()
            labelled = before == "as" and word not in {"not", "materialized"}  # AS NOT MATERIALIZED (query)
            keys.append(NAME if after_dot or labelled else word)
        elif kind is TokenKind.QUOTED:
            keys.append(NAME)
        elif kind is TokenKind.PARAMETER:
            keys.append(PARAMETER)
        elif kind in {TokenKind.STRING, TokenKind.NUMBER}:
            keys.append(LITERAL)
        else:
            keys.append(token.text)
    return keys


def _unbalanced(text: str, token: Token) -> Refused:
    return Refused(
        "OPQ-G013",
        "this bracket has no partner",
        why="a statement is judged by what encloses what",
        hint="balance the brackets",
        position=position_at(text, token.start),
    )


def _too_deep(text: str, token: Token) -> Refused:
    return Refused(
        "OPQ-G013",
        f"brackets nest deeper than {MAX_DEPTH}",
        why="parsers recurse once per level, here and on the server",
        hint="flatten the expression, or name its parts in a WITH clause",
        position=position_at(text, token.start),
    )
