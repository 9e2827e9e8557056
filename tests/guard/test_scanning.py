"""The scanner: any text gives tokens or our own refusal, offsets never lie, and time grows with length only."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.errors import OpaqError, Refused
from opaq.guard.admit import admit
from opaq.guard.scan import scan
from opaq.guard.types import Dialect, LexerSettings

PIECES = (
    *(
        "'",
        '"',
        "`",
        "$$",
        "$a$",
        "/*",
        "*/",
        "--",
        "-- ",
        "#",
        "\n",
        "\r",
        "\\",
        ";",
        "E'",
        "U&'",
        'U&"',
        "x'",
        "b'",
        "N'",
    ),
    *(
        "/*!",
        "/*M!",
        "[",
        "]",
        "(",
        ")",
        ":",
        "::",
        ":a",
        "@",
        "@@x",
        "?",
        "$1",
        "1",
        "1.",
        ".5",
        "1e5",
        "0x1F",
        " ",
        "\t",
    ),
    *(
        "select",
        "with",
        "as",
        "into",
        "for",
        "update",
        "delete",
        "from",
        "a",
        "b.c",
        "uescape",
        "é",
        "\xa0",
        "\ufeff",
        "{",
        "}",
    ),
)
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
settings = st.builds(
    LexerSettings,
    standard_conforming_strings=st.booleans(),
    no_backslash_escapes=st.booleans(),
    ansi_quotes=st.booleans(),
)


@given(texts, st.sampled_from(Dialect), settings)
def test_any_text_raises_only_our_errors(text: str, dialect: Dialect, chosen: LexerSettings) -> None:
    with contextlib.suppress(OpaqError):
        assert admit(text, dialect, chosen, parameters=("a",)).tokens


@given(texts, st.sampled_from(Dialect), settings)
def test_tokens_are_in_order_and_gaps_are_blank(text: str, dialect: Dialect, chosen: LexerSettings) -> None:
    try:
        tokens = scan(text, dialect, chosen)
    except Refused:
        return
    at = 0
    for token in tokens:
        assert text[at : token.start].strip(" \t\n\r\f\v\ufeff") == ""
        assert token.end > token.start
        at = token.end
    assert text[at:].strip(" \t\n\r\f\v\ufeff") == ""


@given(texts, st.sampled_from(Dialect), settings)
def test_scanning_what_is_sent_gives_the_same_statement(text: str, dialect: Dialect, chosen: LexerSettings) -> None:
    try:
        statement = admit(text, dialect, chosen)
    except OpaqError:
        return
    again = scan(statement.text, dialect, chosen)
    assert [(t.kind, t.text, t.start) for t in again] == [(t.kind, t.text, t.start) for t in statement.tokens]


HOSTILE = (
    "'" * 100_001,
    "select " + "'a'\n" * 25_000,
    "/*" * 50_000,
    "select " + "/**/" * 25_000 + "1",
    "select " + "--\n" * 30_000 + "1",
    "select E'" + "\\'" * 50_000,
    "select $a$" + "$b$" * 30_000,
    "select 'a'" + " " * 100_000,
    "select " + "a." * 50_000 + "b",
    "select " + "1" * 100_000,
    "select " + "-" * 100_000 + "1",
    "select " + "f(" * 240 + ")" * 240,
    "select " + "1 as a, " * 12_000 + "1",
    "select " + "x'" * 50_000,
    "with " + "a as (select 1), " * 5_000 + "b as (select 1) select 1",
    "select " + "(with a as (select 1) select 1)," * 3_000 + "1",
    ":a" * 50_000,
    "select " + "@" * 100_000,
    "select " + "1e" * 50_000,
)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:16])
def test_hostile_text_of_100_kilobytes_is_judged_in_a_second(text: str, dialect: Dialect) -> None:
    started = time.process_time()
    with contextlib.suppress(OpaqError):
        admit(text, dialect, parameters=("a",))
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("dialect", Dialect)
def test_a_megabyte_is_answered_or_refused_in_a_second(dialect: Dialect) -> None:
    text = "select 1 where 1 in (" + ",".join(map(str, range(150_000))) + ")"
    started = time.process_time()
    with pytest.raises(Refused):
        admit(text, dialect)
    admit(text[:250_000].rpartition(",")[0] + ")", dialect)
    assert time.process_time() - started < 1.0


def test_an_everyday_statement_costs_less_than_two_milliseconds() -> None:
    text = """select c.id, c.email, lower(c.name) as n, count(*) as open_orders
    from customers c join orders o on o.customer_id = c.id where c.created_at >= '2024-01-01' and c.country in ('de', 'fr')
    group by c.id, c.email, c.name having count(*) > 3 order by n limit 50"""
    for dialect in Dialect:
        admit(text, dialect)
        started = time.process_time()
        for _ in range(50):
            admit(text, dialect)
        assert (time.process_time() - started) / 50 < 0.002
