"""opaq in a real terminal: tables at three widths, pager, banner, colours, signals from the keyboard."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from opaq.render.width import width_of

from .conftest import Run

COLOR = re.compile(r"\x1b\[[0-9;]*m")
Terminal = Callable[..., str]


@pytest.fixture
def terminal(opaq: Run, shop_file: Path) -> Terminal:
    """Runs opaq in a pseudo terminal of that many columns; gives what appeared on it."""
    opaq("query", "select 1")  # the audit log's first words are over

    def run(columns: int, *argv: str, env: dict[str, str] | None = None, lines: int = 40) -> str:
        settings = {**os.environ, "TERM": "xterm-256color", "PAGER": "", **(env or {})}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "opaq", *argv],
            env=settings,
            dimensions=(lines, columns),
            encoding="utf-8",
            timeout=30,
        )
        child.expect(pexpect.EOF)
        child.close()
        return str(child.before).replace("\r\n", "\n")

    return run


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_table_of_cjk_and_emoji_lines_up(terminal: Terminal, columns: int) -> None:
    shown = COLOR.sub("", terminal(columns, "query", "select id, word, amount from words order by id"))
    rows = [line for line in shown.split("\n") if "│" in line]
    assert len(rows) == 7
    assert len({width_of(row.split("│")[0]) for row in rows}) == 1
    assert len({width_of(row.rpartition("│")[0]) for row in rows}) == 1
    assert all(width_of(row) <= columns for row in rows)


def test_escapes_and_overrides_in_data_do_not_reach_the_terminal(terminal: Terminal) -> None:
    shown = terminal(80, "query", "select word from words where id = 5", env={"NO_COLOR": "1"})
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
    assert "\\x1b[31mred\\u202e" in shown


HOSTILE = "odd\x1b[31mred\x9b32m\u202e"


@pytest.fixture
def hostile(shop_file: Path) -> Iterator[None]:
    """A table and a column with that in their names."""
    with closing(sqlite3.connect(shop_file)) as connection:
        connection.execute(f'CREATE TABLE "{HOSTILE}" (id INTEGER PRIMARY KEY, "email{HOSTILE}" TEXT)')
        yield
        connection.execute(f'DROP TABLE "{HOSTILE}"')


@pytest.mark.parametrize(
    "argv",
    [
        ("describe", HOSTILE),
        ("describe", HOSTILE, "--json"),
        ("describe", "--columns", "--json"),
        ("explain", f'select "email{HOSTILE}" from "{HOSTILE}"'),
        ("explain", f'select id from "{HOSTILE}" where "email{HOSTILE}" < \'m\''),
        ("explain", "--json", f'select "email{HOSTILE}" from "{HOSTILE}"'),
        ("query", "--stats", f'select "email{HOSTILE}" from "{HOSTILE}"'),
        ("query", "-o", "/dev/stdout", f'select "email{HOSTILE}" from "{HOSTILE}"'),
    ],
)
@pytest.mark.usefixtures("hostile")
def test_escapes_and_overrides_in_names_do_not_reach_the_terminal(terminal: Terminal, argv: tuple[str, ...]) -> None:
    shown = terminal(80, *argv, env={"NO_COLOR": "1"})
    assert "red" in shown
    assert [found for found in ("\x1b[31m", "\x9b", "\u202e") if found in shown] == []


@pytest.mark.parametrize(("columns", "vertical"), [(60, True), (80, True), (300, False)])
def test_a_wide_row_turns_vertical_when_it_must(terminal: Terminal, columns: int, vertical: bool) -> None:
    shown = terminal(columns, "query", "select * from wide")
    assert ("[ row 1 ]" in shown) is vertical


def test_expanded_and_wide_are_obeyed(terminal: Terminal) -> None:
    assert "[ row 1 ]" in terminal(200, "query", "-x", "select id from orders limit 1")
    assert "[ row 1 ]" not in terminal(60, "query", "--wide", "select * from wide")


def test_the_footer_tells_rows_masks_and_audit(terminal: Terminal) -> None:
    shown = COLOR.sub("", terminal(80, "query", "select id, email from customers limit 3"))
    assert re.search(r"\(3 rows in \d+ ms, audit \d+\)", shown)
    assert "email*" in shown
    assert "* masked: email partial (contact.email)" in shown


def test_a_terminal_gets_500_rows_and_the_word_of_more(terminal: Terminal) -> None:
    shown = COLOR.sub("", terminal(80, "query", "select id from tickets"))
    assert "(500 rows" in shown
    assert "more rows exist: stopped after 500" in shown


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_narrow_description_keeps_the_keys(terminal: Terminal, columns: int) -> None:
    shown = terminal(columns, "describe", "orders")
    lines = shown.rstrip("\n").split("\n")
    assert lines[2].split()[0] == "COLUMN"
    assert lines[2].split()[-1] == "KEY"
    assert "primary key" in shown
    assert "-> cus" in shown
    assert all(width_of(line) <= columns for line in lines)


def test_no_color_means_none(terminal: Terminal) -> None:
    sql = "select email from customers limit 1"
    assert COLOR.search(terminal(80, "query", sql))
    assert not COLOR.search(terminal(80, "query", sql, env={"NO_COLOR": "1"}))
    assert not COLOR.search(terminal(80, "--color=never", "query", sql))
    assert not COLOR.search(terminal(80, "query", sql, env={"TERM": "dumb"}))


def test_production_has_a_red_banner(terminal: Terminal, opaq: Run, shop_file: Path) -> None:
    opaq("profile", "add", "live", "--sqlite", str(shop_file), "--label", "prod")
    shown = terminal(80, "query", "-P", "live", "select 1 as one")
    assert "\x1b[1;97;41m PROD live \x1b[0m" in shown
    assert "PROD" not in terminal(80, "query", "-P", "shop", "select 1 as one")


def test_a_tall_table_goes_through_the_pager(terminal: Terminal, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED; head -n 2\n")
    pager.chmod(0o755)
    env = {"PAGER": str(pager)}
    assert "PAGED" in terminal(80, "query", "select id from orders", env=env)
    assert "PAGED" not in terminal(80, "query", "select id from orders limit 3", env=env)
    assert "PAGED" not in terminal(80, "query", "select id from orders", env=env | {"TERM": "dumb"})
    assert "PAGED" not in terminal(80, "--no-input", "query", "select id from orders", env=env)


def test_control_c_ends_a_query_with_130(opaq: Run) -> None:
    opaq("query", "select 1")
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1e15) select count(*) from n"
    child = pexpect.spawn(sys.executable, ["-m", "opaq", "query", endless], env=dict(os.environ), timeout=30)
    with pytest.raises(pexpect.TIMEOUT):
        child.expect(pexpect.EOF, timeout=2)
    child.sendintr()
    child.expect(pexpect.EOF, timeout=5)
    child.close()
    assert child.exitstatus == 130


def test_a_password_is_asked_at_the_terminal_and_not_shown(opaq: Run) -> None:
    opaq("profile", "add", "pg", "--url", "postgresql://nobody@127.0.0.1:1/none", "--password-prompt")
    child = pexpect.spawn(
        sys.executable, ["-m", "opaq", "profile", "test", "pg"], env=dict(os.environ), encoding="utf-8", timeout=30
    )
    child.expect("Password for nobody at 127.0.0.1: ")
    child.sendline("hunter2")
    child.expect(pexpect.EOF)
    child.close()
    assert "hunter2" not in str(child.before)
    assert child.exitstatus == 3


def test_watch_runs_again_until_interrupted(opaq: Run) -> None:
    opaq("query", "select 1")
    argv = ["-m", "opaq", "query", "--watch", "0.2", "select count(*) as n from orders"]
    child = pexpect.spawn(sys.executable, argv, env={**os.environ, "TERM": "xterm"}, encoding="utf-8", timeout=30)
    for _ in range(2):
        child.expect(r"\(1 row in \d+ ms")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert opaq("query", "--watch", "1", "select 1").returncode == 2
