"""Which names are called as functions, and which only look like it.

A name before a bracket is a call unless it is a word of the grammar (IN, OVER,
VALUES), a name that WITH defines, an alias with columns (`FROM f(1) AS t(a, b)`)
or a type (`x::numeric(10, 2)`). In doubt it is a call: a call that is not in the
catalogue is refused, so a mistake here costs an answer and not the data.
"""

from __future__ import annotations

from opaq.guard.catalogue import lookup
from opaq.guard.grammar import AFTER_CLOSED, NO_OPERAND, SYNTAX
from opaq.guard.shape import NAME, Shape
from opaq.guard.types import Dialect, Nature, TokenKind
from opaq.guard.words import words
from opaq.model.record import record

_NAMES = frozenset({TokenKind.WORD, TokenKind.QUOTED})
_ENDS_FROM = words(
    "where on using group having order limit offset window union except intersect minus select fetch for procedure"
)
_FROM_INSIDE = words("extract trim substring substr mid overlay ltrim rtrim position")
"""Functions whose arguments are divided by FROM."""


@record
class Called:
    name: str
    """As the server looks it up: folded unless quoted where quotes keep case."""
    schema: str | None
    index: int
    """Of the token that holds the name."""


def calls(shape: Shape, begin: int, end: int, defined: frozenset[int]) -> list[Called]:
    """Functions called by name in the tokens [begin, end); `defined` are the names that WITH clauses define."""
    found: list[Called] = []
    clause: dict[int, str] = {-1: ""}
    keys = shape.keys
    for index in range(begin, end):
        key, around = keys[index], shape.parent[index]
        if key == "from" or key in {"join", "straight_join"}:
            if not _is_inner_from(shape, index):
                clause[around] = "from"
        elif key in _ENDS_FROM:
            if key != "on" or keys[index - 1] != "distinct":
                clause[around] = key
        elif key == "," and clause.get(around) in {"on", "using"}:
            clause[around] = "from"
        elif key == "(":
            opens_tables = clause.get(around) == "from" and shape.key(index - 1) in {
                "from",
                "join",
                ",",
                "(",
                "straight_join",
            }
            clause[index] = "from" if opens_tables and not shape.starts_query(index) else ""
            if index > begin and index - 1 not in defined and _is_call(shape, index - 1, clause.get(around, "")):
                found.append(_called(shape, index - 1))
    return found


def _is_inner_from(shape: Shape, index: int) -> bool:
    """FROM that divides arguments or belongs to IS DISTINCT FROM."""
    around = shape.parent[index]
    if shape.key(index - 1) == "distinct" and shape.key(index - 2) in {"is", "not"}:
        return True
    return around > 0 and shape.key(around - 1) in _FROM_INSIDE and not shape.starts_query(around)


def _is_call(shape: Shape, index: int, clause: str) -> bool:
    token = shape.tokens[index]
    if token.kind not in _NAMES:
        return False
    first = index
    while shape.key(first - 1) == "." and shape.tokens[first - 2].kind in _NAMES and first >= 2:
        first -= 2
    before = shape.key(first - 1)
    if before == "as" or before == "::":
        return False
    if first == index and token.kind is TokenKind.WORD and _is_syntax(shape, index):
        return False
    if clause != "from":
        return True
    if shape.dialect is Dialect.SQLITE and before in {"from", "join", ","} and not _listed(shape, index):
        return False  # a virtual table with arguments: `email('query')` of FTS5; the authorizer judges what it reads
    return not _ends_operand(shape, first - 1)


def _is_syntax(shape: Shape, index: int) -> bool:
    key = shape.key(index)
    if key in SYNTAX[shape.dialect]:
        return True
    if key == "operator" and shape.dialect is Dialect.POSTGRESQL:  # OPERATOR(schema.+)
        return shape.tokens[shape.partner[index + 1] - 1].kind is TokenKind.OPERATOR
    needs = AFTER_CLOSED[shape.dialect].get(key)
    if needs is not None and shape.key(index - 1) in needs:
        return True
    around = shape.parent[index]
    is_typed = shape.key(around - 1) in {"columns", "convert"} if around > 0 else False
    return is_typed and shape.dialect is not Dialect.SQLITE and key in _TYPES


def _ends_operand(shape: Shape, index: int) -> bool:
    """Whether this token ends a table reference, so that the next name can only be its alias."""
    if index < 0:
        return False
    token, key = shape.tokens[index], shape.key(index)
    if key in {NAME, ")"}:
        return True
    return token.kind is TokenKind.WORD and key not in SYNTAX[shape.dialect] and key not in NO_OPERAND


def _listed(shape: Shape, index: int) -> bool:
    return lookup(shape.dialect, shape.name(index)) is not Nature.USER


def _called(shape: Shape, index: int) -> Called:
    schema = None
    if shape.key(index - 1) == "." and index >= 2 and shape.tokens[index - 2].kind in _NAMES:
        schema = _folded(shape, index - 2)
    return Called(_folded(shape, index), schema, index)


def _folded(shape: Shape, index: int) -> str:
    return shape.name(index) if shape.dialect is Dialect.POSTGRESQL else shape.tokens[index].text.lower()


_TYPES = words("datetime time timestamp date bit text blob char varchar binary varbinary enum")
"""Types with a length that are no reserved words; they stand inside COLUMNS ( ) and CONVERT ( )."""
