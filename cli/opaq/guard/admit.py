"""Text -> Statement, or a refusal: the only door to an engine.

    1. bytes      UTF-8, no NUL, bounded
    2. tokens     by the dialect's own rules; executable comments are refused
    3. one        statement; comments and closing semicolons become blanks
    4. verb       on the list of reads (EXPLAIN, SHOW, PRAGMA and COPY by form)
    5. clauses    nothing that writes, locks or assigns, judged in place
    6. functions  in the catalogue as harmless, or named by the policy; no literal size beyond reason

Pure, loads no parser, costs well under 2 ms for an everyday statement. Each check
alone stops nearly everything; the locked session behind it stops the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from opaq.errors import Refused, UsageError
from opaq.guard.bounds import judge_sizes
from opaq.guard.calls import Called, calls
from opaq.guard.catalogue import is_allowed, lookup, refusal
from opaq.guard.clauses import judge_clauses
from opaq.guard.forms import Form, form_of
from opaq.guard.scan import position_at, scan
from opaq.guard.scan_mysql import EXECUTABLE
from opaq.guard.shape import Shape, shape_of
from opaq.guard.text import blanked, check_bytes, driver_style, one_statement
from opaq.guard.types import ADMITTED_NATURES, Dialect, LexerSettings, Statement, Token, TokenKind
from opaq.guard.words import words

MAX_BYTES = 256 * 1024
"""A statement is held, scanned and recorded whole; mappers' longest IN lists stay below this."""


def admit(
    text: str,
    dialect: Dialect,
    settings: LexerSettings = LexerSettings(),  # noqa: B008  frozen
    *,
    allowed_functions: frozenset[str] = frozenset(),
    parameters: Collection[str] = (),
    analyze: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Statement:
    """The one admitted statement of `text`.

    `parameters` are the names that have values; only those read as `:name`.
    `analyze` admits EXPLAIN ANALYZE of a statement that is itself admitted: it runs
    a read and shows no rows of it.
    Raises Refused (OPQ-G002 to OPQ-G021) and UsageError (OPQ-G001, OPQ-G012).
    """
    check_bytes(text, max_bytes)
    everything = scan(text, dialect, settings, parameters=parameters)
    comments = [token for token in everything if token.kind is TokenKind.COMMENT]
    if dialect is Dialect.MYSQL:
        _refuse_executable(text, comments)
    tokens = one_statement(text, [token for token in everything if token.kind is not TokenKind.COMMENT])
    shape = shape_of(text, dialect, tokens)
    form = form_of(shape, analyze=analyze)
    called, allowed = _judge(shape, form, settings, allowed_functions)
    _judge_parameters(shape, form, parameters)
    kept = tokens[form.keep[0] : form.keep[1]]
    clean = blanked(text, comments, keep=(kept[0].start, kept[-1].end))
    sent = driver_style(clean, kept, dialect)
    return Statement(
        text=sent.text,
        original=text,
        dialect=dialect,
        verb=form.verb,
        tokens=sent.tokens,
        parameters=sent.names,
        places=sent.places,
        settings=settings,
        functions=tuple(dict.fromkeys(call.name for call in called)),
        allowed=allowed,
        policy_functions=frozenset(allowed_functions),
        explained=form.explained,
        analyze=form.analyze,
        reading=form.reading,
    )


def _judge(
    shape: Shape, form: Form, settings: LexerSettings, allowed_functions: frozenset[str]
) -> tuple[list[Called], tuple[str, ...]]:
    """Clauses and functions of the part of the statement that is evaluated."""
    if form.judged is None:
        return [], ()
    end = form.keep[1]
    called = calls(shape, form.judged, end, judge_clauses(shape, form.judged, end))
    allowed: list[str] = []
    for call in called:
        nature = lookup(shape.dialect, call.name, call.schema)
        if nature in ADMITTED_NATURES:
            continue
        if not is_allowed(call.name, call.schema, nature, allowed_functions):
            raise _at(refusal(call.name, call.schema, nature, shape.dialect), shape, call.index)
        allowed.append(f"{call.schema}.{call.name}" if call.schema else call.name)
    judge_sizes(shape, called)
    if shape.dialect is Dialect.MYSQL:
        _judge_spaces(shape, called)
    return called, tuple(dict.fromkeys(allowed))


_GLUED = words("""adddate bit_and bit_or bit_xor cast count curdate curtime date_add date_sub extract group_concat max mid min now
    position session_user std stddev stddev_pop stddev_samp subdate substr substring sum sysdate system_user trim
    variance var_pop var_samp""")
"""MySQL manual 11.2.5: apart from their bracket these names mean a stored function instead."""


def _judge_spaces(shape: Shape, called: Sequence[Called]) -> None:
    for call in called:
        token = shape.tokens[call.index]
        if call.name in _GLUED and shape.tokens[call.index + 1].start != token.end:
            raise shape.refuse(
                "OPQ-G011",
                call.index,
                f"{call.name} apart from its bracket means a stored function",
                why="MySQL and MariaDB read these names so unless sql_mode has IGNORE_SPACE",
                hint=f"write {call.name}( without a space",
            )


def _judge_parameters(shape: Shape, form: Form, parameters: Collection[str]) -> None:
    """Every placeholder has a value. Raises UsageError (OPQ-G012)."""
    for index in range(*form.keep):
        token = shape.tokens[index]
        if _is_unbound(shape, index):
            name = shape.tokens[index + 1].text if token.text == ":" else ""
            shown = f":{name} has no value" if name else f"{token.text[:1]} placeholders cannot be bound"
            known = f"; given are {', '.join(sorted(parameters))}" if parameters else ""
            raise UsageError(
                "OPQ-G012",
                f"parameter {shown}",
                hint=f"write :name in the statement and give -p name=value{known}",
                position=position_at(shape.text, token.start),
            )


def _is_unbound(shape: Shape, index: int) -> bool:
    token = shape.tokens[index]
    if token.kind is TokenKind.PARAMETER:
        return token.text[0] != ":" and not (shape.dialect is Dialect.MYSQL and token.text[0] == "@")
    if token.text != ":" or token.kind is not TokenKind.OPERATOR or index + 1 >= len(shape.tokens):
        return False
    following = shape.tokens[index + 1]
    around = shape.parent[index]
    in_slice = around >= 0 and shape.keys[around] == "["
    return following.kind is TokenKind.WORD and following.start == token.end and not in_slice


def _refuse_executable(text: str, comments: Sequence[Token]) -> None:
    for comment in comments:
        if comment.text.startswith(EXECUTABLE):
            raise Refused(
                "OPQ-G009",
                "this comment is code to the server",
                why="/*! and /*M! comments are executed by some versions and skipped by others",
                hint="write the statement without it, or use a plain comment",
                position=position_at(text, comment.start),
            )


def _at(refused: Refused, shape: Shape, index: int) -> Refused:
    refused.position = position_at(shape.text, shape.tokens[index].start)
    return refused
