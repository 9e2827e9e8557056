"""EXPLAIN of a write: planned and never run, so what has to be judged is the query it finds its rows with.

`DELETE FROM t WHERE c` reads what `SELECT 1 FROM t WHERE c` reads, an UPDATE also
what it assigns, an INSERT what its query gives. Rows that a plan would touch are
counted by the same estimates, so the same lineage rules hold. MySQL and MariaDB
plan a write only outside a read-only transaction, and opaq never leaves one.
"""

from __future__ import annotations

from collections.abc import Iterator

from opaq.guard.shape import QUERY_WORDS, Shape
from opaq.guard.types import Token, TokenKind
from opaq.guard.words import words

WRITES = words("insert update delete")
_FROM, _SET, _RETURNING = "from", "set", "returning"
_ENDS = words("where returning order limit")


def judged_from(shape: Shape, verb: int) -> int:
    """First token whose clauses and calls are judged: of an INSERT, its query, past the table and its columns.

    Raises Refused (OPQ-G014) for forms that read what no query of their own says.
    """
    at = verb + 1
    unknown = {"conflict", "replace", "current", "default"} & set(shape.keys[verb:])
    if unknown:
        raise shape.refuse(
            "OPQ-G014",
            verb,
            "EXPLAIN of this form of a write",
            why="ON CONFLICT, OR REPLACE, DEFAULT VALUES and CURRENT OF read what no query of the statement says",
            hint="leave the clause out, or EXPLAIN the SELECT with the same conditions",
        )
    _judge_returning(shape, _clause(shape, verb, words(_RETURNING)))
    if shape.key(verb) != "insert":
        return at
    while at < len(shape.keys) and not _starts_source(shape, at):
        at = shape.partner[at] + 1 if shape.key(at) == "(" else at + 1
    return at


def _judge_returning(shape: Shape, at: int) -> None:
    """RETURNING is not read with the rest: what it names is the written row's, unless it asks on its own."""
    asked = next((i for i in range(at, len(shape.keys)) if shape.keys[i] in QUERY_WORDS), None)
    if asked is not None:
        raise shape.refuse(
            "OPQ-G014",
            asked,
            "EXPLAIN of a write whose RETURNING holds a query",
            why="which way the server finds its rows tells how many it expects",
            hint="EXPLAIN that query on its own",
        )


def _starts_source(shape: Shape, at: int) -> bool:
    key = shape.key(at)
    return key in {"select", "values", "with", "table"} or (key == "(" and shape.starts_query(at))


def reading(shape: Shape, verb: int, judged: int) -> tuple[Token, ...]:
    """The tokens of the query that reads what the planned write reads."""
    tokens = shape.tokens
    place = tokens[verb].start
    select = Token(TokenKind.WORD, "select", place, place)
    if shape.key(verb) == "insert":
        return tokens[judged : _clause(shape, judged, words(_RETURNING))]
    if shape.key(verb) == "delete":
        start = verb + 2
        return (select, Token(TokenKind.NUMBER, "1", place, place), tokens[verb + 1], *_sources(shape, start, "using"))
    assigns = _clause(shape, verb + 1, words(_SET))
    tables = _after_or(shape, verb + 1)
    ends = _clause(shape, assigns + 1, _ENDS | {_FROM})
    from_word = Token(TokenKind.WORD, _FROM, place, place)
    return (
        *(select, *_assigned(shape, assigns + 1, ends), from_word, *tokens[tables:assigns]),
        *_sources(shape, ends, _FROM),
    )


def _after_or(shape: Shape, at: int) -> int:
    """Past SQLite's `OR IGNORE`."""
    return at + 2 if shape.key(at) == "or" else at


def _clause(shape: Shape, at: int, starts: frozenset[str]) -> int:
    """Index of the first of these keywords outside brackets, or the end."""
    while at < len(shape.keys) and (shape.keys[at] not in starts or shape.parent[at] >= 0):
        at += 1
    return at


def _assigned(shape: Shape, first: int, end: int) -> Iterator[Token]:
    """The right sides of `a = x, (b, c) = (y, z)`."""
    skipping = True
    for index in range(first, end):
        outside = shape.parent[index] < 0
        if not skipping:
            yield shape.tokens[index]
        if outside and shape.keys[index] == "=":
            skipping = False
        elif outside and shape.keys[index] == ",":
            skipping = True


def _sources(shape: Shape, first: int, more: str) -> Iterator[Token]:
    """Tables and conditions up to RETURNING; the second list of tables (`more`) follows the first after a comma."""
    end = _clause(shape, first, words(_RETURNING))
    for index in range(first, end):
        token = shape.tokens[index]
        if shape.keys[index] == more and shape.parent[index] < 0:
            yield Token(TokenKind.PUNCTUATION, ",", token.start, token.start)
        else:
            yield token
