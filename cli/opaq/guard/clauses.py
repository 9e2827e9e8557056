"""The clauses that write or lock, judged as keywords where they stand.

INTO makes a table or a file, FOR UPDATE and its kin lock rows, a WITH clause can
hold a data-modifying statement or lead to one, `:=` assigns. Each rule below is
about a position in the grammar, so a column named "delete", a CTE named
insert_log and a string full of SQL are none of its business.
"""

from __future__ import annotations

from opaq.errors import Refused
from opaq.guard.shape import QUERY_WORDS, Shape
from opaq.guard.types import Dialect, TokenKind

_READS_ONLY = "opaq reads only, whatever the role may do"
_SUBSTRINGS = frozenset({"substring", "substr", "overlay", "mid"})
_PLAIN_WITH = frozenset(
    {
        "ordinality", "ties", "time", "rollup", "unique", "wrapper", "conditional", "unconditional", "query", "array", "without",
    }
)  # fmt: skip
"""What follows WITH where it opens no common table expression."""


def judge_clauses(shape: Shape, begin: int, end: int) -> frozenset[int]:
    """Indexes of the names that WITH clauses define. Raises Refused for a clause that writes, locks or assigns."""
    judges = _JUDGES[shape.dialect]
    names: set[int] = set()
    for index in range(begin, end):
        key = shape.keys[index]
        judge = judges.get(key)
        if judge is not None:
            judge(shape, index)
        elif key == "with":
            _judge_with(shape, index, names, opens=index == begin or shape.keys[index - 1] == "(")
    return frozenset(names)


def main_verb(shape: Shape, begin: int) -> int:
    """Index of the word that says what the query at `begin` does, past parentheses and WITH lists.

    Raises Refused where a WITH list cannot be followed.
    """
    at = begin
    while shape.key(at) == "(":
        at += 1
    if shape.key(at) != "with":
        return at
    return _after_with(shape, at)


def _after_with(shape: Shape, at: int, names: set[int] | None = None) -> int:
    """Walks `WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query) [SEARCH ..] [CYCLE ..] [, ...]`."""
    at += 1
    if shape.key(at) == "recursive" and shape.key(at + 1) not in {"as", "("}:
        at += 1
    while True:
        if names is not None:
            names.add(at)
        at += 1
        if shape.key(at) == "(":
            at = shape.partner[at] + 1
        if shape.key(at) != "as":
            raise _lost(shape, at)
        at += 1
        while at < len(shape.tokens) and shape.tokens[at].text.lower() in {"not", "materialized"}:
            at += 1
        if shape.key(at) != "(":
            raise _lost(shape, at)
        _judge_body(shape, at)
        at = _after_search(shape, shape.partner[at] + 1)
        if shape.key(at) != ",":
            return at
        at += 1


def _judge_body(shape: Shape, bracket: int) -> None:
    """What a common table expression holds must itself be a read."""
    verb = main_verb(shape, bracket + 1)
    if shape.key(verb) not in QUERY_WORDS:
        word = shape.tokens[verb].text.upper() if shape.tokens[verb].kind is TokenKind.WORD else "this"
        known = word if word in {"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"} else "a statement that is no query"
        raise shape.refuse(
            "OPQ-G007",
            verb,
            f"{known} inside a WITH clause",
            why=_READS_ONLY,
            hint="keep only SELECT, VALUES or TABLE inside WITH",
        )


def _after_search(shape: Shape, at: int) -> int:
    """Past `SEARCH BREADTH FIRST BY a, b SET c` and `CYCLE a SET b [TO x DEFAULT y] USING p` (or MariaDB's RESTRICT)."""
    if shape.key(at) == "search" and shape.key(at + 2) == "first" and shape.key(at + 3) == "by":
        at = _after_names(shape, at + 4)
        if shape.key(at) != "set":
            raise _lost(shape, at)
        at += 2
    if shape.key(at) == "cycle":
        at = _after_names(shape, at + 1)
        if shape.key(at) == "restrict":
            return at + 1
        if shape.key(at) != "set":
            raise _lost(shape, at)
        while shape.key(at) not in {"using", ""}:
            at = shape.partner[at] + 1 if shape.key(at) == "(" else at + 1
        at += 2
    return at


def _after_names(shape: Shape, at: int) -> int:
    while shape.key(at + 1) == ",":
        at += 2
    return at + 1


def _lost(shape: Shape, at: int) -> Refused:
    return shape.refuse(
        "OPQ-G006",
        at,
        "this WITH clause cannot be followed",
        why="a WITH clause may lead to a statement that writes",
        hint="write it as WITH name [(columns)] AS (query) SELECT ...",
    )


def _judge_with(shape: Shape, index: int, names: set[int], *, opens: bool) -> None:
    """Every WITH that opens a query leads to a read, at any depth."""
    if not opens:
        if shape.dialect is not Dialect.SQLITE and shape.key(index + 1) not in _PLAIN_WITH:
            raise _lost(shape, index)
        return
    verb = _after_with(shape, index, names)
    while shape.key(verb) == "(":
        verb += 1
    if shape.key(verb) not in QUERY_WORDS:
        raise shape.refuse(
            "OPQ-G007",
            verb,
            "this WITH clause does not lead to a query",
            why=_READS_ONLY,
            hint="end it with SELECT, VALUES or TABLE",
        )


def _judge_into(shape: Shape, index: int) -> None:
    raise shape.refuse(
        "OPQ-G007",
        index,
        "INTO writes a table, a file or a variable",
        why=_READS_ONLY,
        hint="drop the INTO clause; use -o FILE to keep the result, and quote a name that is spelled so",
    )


def _judge_for(shape: Shape, index: int) -> None:
    if _is_reading_for(shape, index):
        return
    raise _locks(shape, index, "a locking clause")


def _is_reading_for(shape: Shape, index: int) -> bool:
    around, before, after = shape.parent[index], shape.key(index - 1), shape.key(index + 1)
    in_substring = around > 0 and shape.key(around - 1) in _SUBSTRINGS and not shape.starts_query(around)
    if in_substring:
        return True
    if shape.dialect is Dialect.POSTGRESQL:
        reads_only = after == "read" and shape.key(index + 2) == "only"
        return reads_only or before == "collation" or after == "ordinality"
    return after in {"system_time", "ordinality"} or (
        before in {"index", "key"} and after in {"join", "order", "group"}
    )


def _judge_lock(shape: Shape, index: int) -> None:
    raise _locks(shape, index, "LOCK IN SHARE MODE")


def _locks(shape: Shape, index: int, what: str) -> Refused:
    return shape.refuse(
        "OPQ-G008",
        index,
        f"{what} holds rows against other sessions",
        why="opaq takes no locks that others can feel",
        hint="drop the clause: a read-only snapshot needs none",
    )


def _judge_assignment(shape: Shape, index: int) -> None:
    raise shape.refuse(
        "OPQ-G007",
        index,
        ":= assigns a variable of the session",
        why=_READS_ONLY,
        hint="use a window function, a WITH clause or a parameter (-p name=value)",
    )


def _judge_procedure(shape: Shape, index: int) -> None:
    raise shape.refuse(
        "OPQ-G007", index, "PROCEDURE runs stored code", why=_READS_ONLY, hint="drop the PROCEDURE clause"
    )


def _judge_next_value(shape: Shape, index: int) -> None:
    """MariaDB's `NEXT VALUE FOR seq`; `value` alone is a good column name."""
    if shape.key(index + 1) == "for" and shape.key(index - 1) in {"next", "previous"}:
        raise shape.refuse(
            "OPQ-G007",
            index - 1,
            "this moves or depends on a sequence",
            why=_READS_ONLY,
            hint="read the sequence as a table",
        )


def _judge_dot(shape: Shape, index: int) -> None:
    """`seq.nextval`, live in MariaDB's sql_mode ORACLE."""
    following = shape.tokens[index + 1] if index + 1 < len(shape.tokens) else None
    if following and following.kind is TokenKind.WORD and following.text.lower() in {"nextval", "currval"}:
        raise shape.refuse(
            "OPQ-G007",
            index + 1,
            "this may move a sequence",
            why=_READS_ONLY,
            hint="quote the name if it is a column",
        )


def _judge_stray(shape: Shape, index: int) -> None:
    """A backslash or backquote outside any literal: a client's command, never SQL."""
    if shape.dialect is Dialect.MYSQL and shape.key(index + 1) == "n":
        return
    raise shape.refuse(
        "OPQ-G018",
        index,
        "this is a command of a database client, not SQL",
        why="opaq sends one statement and runs no client commands",
        hint="remove it; `opaq describe` shows tables and columns",
    )


_JUDGES = {
    Dialect.POSTGRESQL: {"into": _judge_into, "for": _judge_for, "\\": _judge_stray},
    Dialect.MYSQL: {
        "into": _judge_into,
        "for": _judge_for,
        "lock": _judge_lock,
        ":=": _judge_assignment,
        "procedure": _judge_procedure,
        "value": _judge_next_value,
        ".": _judge_dot,
        "\\": _judge_stray,
    },
    Dialect.SQLITE: {"into": _judge_into, "\\": _judge_stray},
}
