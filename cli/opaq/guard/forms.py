"""The verbs that read, and the forms of EXPLAIN, SHOW, DESCRIBE, PRAGMA and COPY that only read."""

from __future__ import annotations

from opaq.errors import DatabaseError, Refused
from opaq.guard.clauses import main_verb
from opaq.guard.planned import WRITES, judged_from, reading
from opaq.guard.pragmas import judge_pragma
from opaq.guard.scan import position_at
from opaq.guard.shape import QUERY_WORDS, Shape
from opaq.guard.shows import judge_show
from opaq.guard.types import Dialect, Token, TokenKind, Verb
from opaq.guard.words import words
from opaq.model.record import record

_WRITING = words("""insert update delete merge replace truncate create alter drop grant revoke set reset begin start commit end rollback savepoint
    release do call execute prepare deallocate copy load import lock unlock listen notify unlisten vacuum analyze reindex cluster
    refresh checkpoint discard declare fetch move close comment security attach detach use kill flush purge handler rename
    optimize repair install uninstall shutdown binlog cache change stop xa signal resignal help reassign abort delimiter source
    backup get if case loop repeat while for""")
"""Verbs worth naming in a refusal; every other word is refused just the same."""


@record
class Form:
    """How an admitted statement is built."""

    verb: Verb
    keep: tuple[int, int]
    """Tokens that are sent: [from, to)."""
    judged: int | None
    """First token of what is evaluated, hence judged by clause and function; None: nothing is."""
    explained: bool = False
    analyze: bool = False
    reading: tuple[Token, ...] = ()


def form_of(shape: Shape, *, analyze: bool) -> Form:
    """Raises Refused (OPQ-G006, G014 to G018) for a statement that is not one of the reads."""
    return _form(shape, 0, analyze=analyze)


def _form(shape: Shape, begin: int, *, analyze: bool) -> Form:
    whole = (0, len(shape.tokens))
    first = begin
    while shape.key(first) == "(":
        first += 1
    verb = shape.key(first)
    if verb in QUERY_WORDS:
        _judge_main(shape, begin)
        return Form(Verb.SELECT, whole, begin)
    if first == begin:
        if verb == "explain" or (shape.dialect is Dialect.MYSQL and verb in {"describe", "desc", "analyze"}):
            return _explain(shape, begin, analyze=analyze)
        if verb == "show" and shape.dialect is not Dialect.SQLITE:
            return Form(Verb.SHOW, whole, judge_show(shape, begin))
        if verb == "pragma" and shape.dialect is Dialect.SQLITE:
            judge_pragma(shape, begin)
            return Form(Verb.PRAGMA, whole, None)
        if verb == "copy" and shape.dialect is Dialect.POSTGRESQL:
            return _copy(shape, begin)
    raise _not_a_read(shape, first)


def _judge_main(shape: Shape, begin: int) -> None:
    verb = main_verb(shape, begin)
    if verb >= len(shape.tokens) or shape.key(verb) not in QUERY_WORDS | {"("}:
        raise _not_a_read(shape, verb)


def _explain(shape: Shape, begin: int, *, analyze: bool) -> Form:
    at, runs = begin + 1, shape.key(begin) == "analyze"
    if shape.dialect is Dialect.POSTGRESQL:
        at, runs = _explain_options(shape, at)
    elif shape.dialect is Dialect.SQLITE:
        at += 2 if shape.key(at) == "query" and shape.key(at + 1) == "plan" else 0
    else:
        if _is_table(shape, at) and not runs:
            return _describe(shape, begin)
        while shape.key(at) in {"extended", "partitions", "format", "analyze"}:
            runs = runs or shape.key(at) == "analyze"
            at += 3 if shape.key(at) == "format" and shape.key(at + 1) == "=" else 1
        if shape.key(at) == "for" and shape.key(at + 1) == "connection":
            raise _not_explained(shape, at, "another session's statement")
    if runs and not analyze:
        raise shape.refuse(
            "OPQ-G014",
            begin,
            "EXPLAIN ANALYZE runs the statement",
            why="the policy has explain_analyze = false",
            hint="drop ANALYZE",
        )
    inner = at
    while shape.key(inner) == "(":
        inner += 1
    updates_statistics = shape.key(begin) == "analyze" and shape.key(inner) == "table"
    if shape.key(at) in WRITES:
        return _planned(shape, at, runs=runs)
    if shape.key(inner) not in QUERY_WORDS or updates_statistics:
        raise _not_explained(shape, inner, "a statement that is no query")
    _judge_main(shape, at)
    return Form(Verb.EXPLAIN, (0, len(shape.tokens)), at, explained=True, analyze=runs)


def _planned(shape: Shape, verb: int, *, runs: bool) -> Form:
    """EXPLAIN of a write that is only planned."""
    if runs:
        raise shape.refuse(
            "OPQ-G014",
            verb,
            "EXPLAIN ANALYZE of a write would run it",
            why="opaq reads only, whatever the role may do",
            hint="drop ANALYZE",
        )
    if shape.dialect is Dialect.MYSQL:
        raise shape.refuse(
            "OPQ-G014",
            verb,
            "EXPLAIN of a write",
            why="the server plans a write only in a session that may write, and this one never may",
            hint="EXPLAIN the SELECT with the same tables and conditions",
        )
    judged = judged_from(shape, verb)
    whole = (0, len(shape.tokens))
    return Form(Verb.EXPLAIN, whole, judged, explained=True, reading=reading(shape, verb, judged))


_OPTIONS = words(
    "analyze analyse verbose costs settings generic_plan buffers serialize wal timing summary memory format"
)


def _explain_options(shape: Shape, at: int) -> tuple[int, bool]:
    """Past `(ANALYZE, FORMAT JSON)` or `ANALYZE VERBOSE`; an ANALYZE that is not switched off counts as on."""
    runs = False
    if shape.key(at) == "(" and not shape.starts_query(at):
        end = shape.partner[at]
        index = at + 1
        while index < end:
            option = shape.name(index)
            value = shape.tokens[index + 1].text.strip("'").lower() if shape.key(index + 1) not in {",", ")"} else ""
            if option not in _OPTIONS:
                raise _not_explained(shape, index, "an option that is not on the list")
            runs = runs or (option in {"analyze", "analyse"} and value not in {"false", "off", "0"})
            while index < end and shape.key(index) != ",":
                index += 1
            index += 1
        return end + 1, runs
    if shape.key(at) in {"analyze", "analyse"}:
        at, runs = at + 1, True
    if shape.key(at) == "verbose":
        at += 1
    return at, runs


def _is_table(shape: Shape, at: int) -> bool:
    """`DESCRIBE t`: a name that is no keyword of EXPLAIN."""
    if at >= len(shape.tokens):
        return False
    return shape.key(at) not in {"(", "extended", "partitions", "format", "analyze", "for", *QUERY_WORDS, *_WRITING}


def _describe(shape: Shape, begin: int) -> Form:
    """MySQL's `DESCRIBE table [column | 'pattern']`: names and patterns only."""
    for index in range(begin + 1, len(shape.tokens)):
        if (
            shape.tokens[index].kind not in {TokenKind.WORD, TokenKind.QUOTED, TokenKind.STRING}
            and shape.key(index) != "."
        ):
            raise _not_explained(shape, index, "more than a table and a column")
    return Form(Verb.DESCRIBE, (0, len(shape.tokens)), None)


def _copy(shape: Shape, begin: int) -> Form:
    """`COPY (query) TO STDOUT [WITH ...]` is its query: the rows come through opaq anyway."""
    bracket = begin + 1
    if shape.key(bracket) != "(" or not shape.starts_query(bracket):
        raise _bad_copy(shape, begin)
    end = shape.partner[bracket]
    if shape.key(end + 1) != "to" or shape.key(end + 2) != "stdout":
        raise _bad_copy(shape, begin)
    _judge_main(shape, bracket + 1)
    return Form(Verb.SELECT, (bracket + 1, end), bracket + 1)


def _bad_copy(shape: Shape, at: int) -> Refused:
    return shape.refuse(
        "OPQ-G017",
        at,
        "only COPY (query) TO STDOUT is a read",
        why="other forms of COPY read or write files, programs or tables",
        hint="write the query itself, with --format csv and -o FILE",
    )


def _not_explained(shape: Shape, at: int, what: str) -> Refused:
    return shape.refuse(
        "OPQ-G014", at, f"EXPLAIN of {what}", why="opaq explains what it would itself run", hint="EXPLAIN a SELECT"
    )


def _raise_mistyped(shape: Shape, token: Token) -> None:
    """A misspelt SELECT is a mistake in SQL, not an attempt at something else. Raises DatabaseError (OPQ-D004)."""
    from opaq.guard import typos  # only a mistake needs it

    meant = typos.verb(token.text)
    if meant:
        raise DatabaseError(
            "OPQ-D004",
            "no statement begins with this word",
            hint=f"did you mean {meant}?",
            position=position_at(shape.text, token.start),
        )


def _not_a_read(shape: Shape, at: int) -> Refused:
    token = shape.tokens[at] if at < len(shape.tokens) else None
    if token is not None and (token.text[:1] in {"\\", "."} or shape.key(at) in {"delimiter", "source"}):
        return shape.refuse(
            "OPQ-G018",
            at,
            "this is a command of a database client, not SQL",
            why="opaq sends one statement and runs no client commands",
            hint="remove it; `opaq describe` shows tables and columns",
        )
    known = token is not None and token.kind is TokenKind.WORD and token.text.lower() in _WRITING
    if token is not None and token.kind is TokenKind.WORD and not known:
        _raise_mistyped(shape, token)
    what = (
        f"{token.text.upper()} is not a read"
        if known and token
        else "the statement does not begin with a verb that reads"
    )
    reads = {
        Dialect.POSTGRESQL: "SELECT, WITH, VALUES, TABLE, SHOW, EXPLAIN and COPY (query) TO STDOUT",
        Dialect.MYSQL: "SELECT, WITH, VALUES, TABLE, SHOW, DESCRIBE, EXPLAIN and ANALYZE query",
        Dialect.SQLITE: "SELECT, WITH, VALUES, EXPLAIN and PRAGMA",
    }[shape.dialect]
    return shape.refuse(
        "OPQ-G006", at, what, why="opaq reads only, whatever the role may do", hint=f"opaq runs {reads}"
    )
