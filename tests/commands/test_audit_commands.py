"""`opaq audit` as its user types it: what surprises is said, and nothing is a defect."""

from __future__ import annotations

import os
import sys

import pexpect
import pytest

from .conftest import Run

MISTAKES = [
    (("archive", "0"), "a directory to move it to is needed"),
    (("archive", "0", "--to", "/tmp"), "only a full segment can be archived"),
    (("log", "--kind", "bogus"), "no record is of this kind"),
    (("log", "--since", "yesterday"), "a time is expected"),
    (("report", "--until", "2026-13-1"), "a time is expected"),
    (("export", "--records", "1,900"), "no record 900 here"),
    (("export", "--records", "1", "--disclose", "reson"), "no record withholds reson"),
    (("erase", "1"), "record 1 has no such disclosure"),
    (("show", "900"), "no record 900 here"),
    (("keys", "renew"), "unknown action of audit keys"),
    (("repair",), "a repair loses records"),
    (("anchor",), "exactly one kind of anchor is needed"),
]


@pytest.fixture
def used(opaq: Run) -> Run:
    for number in range(3):
        assert opaq("query", "select 1", "--reason", f"ticket {number} \u202eevil").returncode == 0
    return opaq


@pytest.mark.parametrize(("argv", "said"), MISTAKES)
def test_a_mistake_is_a_usage_error_that_says_what_to_do(used: Run, argv: tuple[str, ...], said: str) -> None:
    done = used("audit", *argv)
    assert done.returncode == 2
    assert said in done.stderr
    assert "help:" in done.stderr


@pytest.mark.parametrize("since", ["20", "2026", "2026-01", "2026-01-01", "2026-01-01 09:30", "2026-01-01T09:30:00Z"])
def test_a_period_may_be_given_as_coarsely_as_one_likes(used: Run, since: str) -> None:
    done = used("audit", "log", "--since", since)
    assert (done.returncode, done.stdout.count("intent")) == ((0, 3) if since != "20" else (2, 0))


def test_a_long_list_goes_through_the_pager_and_a_short_one_does_not(used: Run) -> None:
    for lines, paged in ((5, True), (50, False)):
        child = pexpect.spawn(
            sys.executable, ["-m", "opaq", "audit", "log"], dimensions=(lines, 120), encoding="utf-8", timeout=30,
            env={**os.environ, "TERM": "xterm", "PAGER": "sed s/^/paged:/"},
        )  # fmt: skip
        child.expect(pexpect.EOF)
        child.close()
        assert ("paged:" in str(child.before)) is paged
        assert "intent" in str(child.before)


def test_what_a_user_wrote_cannot_turn_the_text_around(used: Run) -> None:
    for command in ("log", "report"):
        assert "\u202e" not in used("audit", command).stdout


def test_following_shows_records_as_they_come(used: Run) -> None:
    child = pexpect.spawn(sys.executable, ["-m", "opaq", "audit", "log", "-f"], encoding="utf-8", timeout=30)
    child.expect("of 5: ok")
    assert used("query", "select 2", "--reason", "the new one").returncode == 0
    child.expect("the new one")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130 or child.signalstatus == 2
