"""The voice on stderr: short, coloured only when asked, and without a value in it."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.console import Console, plain, veiled_line, wants_color
from opaq.errors import Position, Refused


def spoken(error: Refused, statement: str | None = None, *, color: bool = False) -> str:
    stream = io.StringIO()
    console = Console(stream, color=color, terminal=False)
    console.statement = statement
    console.error(error)
    return stream.getvalue()


def test_an_error_has_code_place_why_and_help() -> None:
    error = Refused("OPQ-G001", "DELETE is not a read", why="only reads", hint="use SELECT", position=Position(2, 3))
    assert spoken(error, "with x as (select 1)\n  delete from t where a = 'secret'") == (
        "error[OPQ-G001]: DELETE is not a read\n"
        "  at line 2, column 3\n"
        "  |   delete from t where a = '?'\n"
        "  |   ^\n"
        "  why: only reads\n"
        "  help: use SELECT\n"
    )


CANARY = "Zq7canary"


@pytest.mark.parametrize(
    "literal",
    [
        f"'{CANARY}'",
        f"'it''s {CANARY}'",
        f"'a\\' {CANARY}'",
        f"'a\\', '{CANARY}'",
        f'"{CANARY}"',
        f'"a\\", "{CANARY}"',
        f"$${CANARY}$$",
        f"$q${CANARY}$q$",
        f"/* {CANARY} */ 1",
        f"1 -- {CANARY}",
        f"1 # {CANARY}",
        f"'{CANARY}",
        f'"{CANARY}',
        f"/* {CANARY}",
        f"E'\\'{CANARY}'",
        f"N'{CANARY}'",
        f"'' '{CANARY}'",
        f"'multi\n{CANARY}\nline'",
        "31337424242",
        "3.1337424242",
        ".31337424242",
        "0x31337424242",
        "1e31337424242",
    ],
)
@pytest.mark.parametrize("line", [1, 2, 3])
def test_no_literal_is_shown_with_the_caret(literal: str, line: int) -> None:
    shown, _ = veiled_line(f"select a from t where b = {literal}", Position(line, 5))
    assert CANARY not in shown
    assert "1337424242" not in shown


@given(st.text("ab'\"\\$/*-#\n 1", max_size=30), st.integers(1, 4), st.integers(1, 40))
def test_any_statement_has_a_line_and_a_caret_inside_it(statement: str, line: int, column: int) -> None:
    shown, caret = veiled_line(statement, Position(line, column))
    assert 0 <= caret <= len(shown)
    assert not re.search(r"(?<!\w)1", shown)  # a digit inside a name is part of the name


def test_the_caret_stands_below_its_word() -> None:
    statement = "select 'some long text', nope from t"
    shown, caret = veiled_line(statement, Position(1, statement.index("nope") + 1))
    assert shown[caret:].startswith("nope")


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\u202eb", "a\rb", "a\nb"])
def test_names_cannot_move_the_cursor(text: str) -> None:
    assert plain(text).isprintable()
    assert "\x1b[31" not in spoken(Refused("OPQ-G001", f"table {text}"))


@pytest.mark.parametrize(
    ("choice", "env", "terminal", "color"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"CLICOLOR_FORCE": "1"}, True, False),
    ],
)
def test_colour_is_decided_once(choice: str, env: dict[str, str], terminal: bool, color: bool) -> None:
    assert wants_color(choice, env, terminal=terminal) is color


def test_quiet_keeps_warnings_and_verbose_adds_details() -> None:
    stream = io.StringIO()
    quiet = Console(stream, quiet=True, terminal=False)
    quiet.note("n")
    quiet.detail("d")
    quiet.warn("w")
    Console(stream, verbose=True, terminal=False).detail("d")
    assert stream.getvalue() == "warning: w\nd\n"


def test_a_closed_stderr_is_not_an_error() -> None:
    stream = io.StringIO()
    stream.close()
    Console(stream, terminal=False).warn("nobody listens")


def test_progress_shows_on_a_terminal_only_and_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 2.0, 2.05, 3.0])
    monkeypatch.setattr("opaq.console.time.monotonic", lambda: next(now))
    stream = io.StringIO()
    console = Console(stream, terminal=True)
    for count in (1, 2000, 2001, 3000):
        console.progress(count)
    console.end_progress()
    assert stream.getvalue() == "\r\x1b[K2,000 rows, 1,000 rows/s\r\x1b[K3,000 rows, 1,000 rows/s\r\x1b[K"
    monkeypatch.setattr("opaq.console.time.monotonic", lambda: 100.0)
    console.progress(1)  # another stream on the same console counts from its own beginning
    assert stream.getvalue().endswith("3,000 rows, 1,000 rows/s\r\x1b[K")
    silent = Console(io.StringIO(), terminal=False)
    silent.progress(1)
    assert silent.stream.getvalue() == ""  # type: ignore[attr-defined]
