"""One test per row of the table in SECURITY.md: what goes wrong, what happens, and that nothing was shown."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from targets import Target

from .conftest import OPAQ, Run

QUERY = ("query", "--csv", "select id, email from customers order by id")
LONG = {
    "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n where i < 400000000) select count(*) from n",
    "postgresql": "select count(*) from customers a, customers b, customers c, customers d, customers e, orders f, orders g",
    "mysql": "select count(*) from customers a, customers b, customers c, customers d, customers e",
}
"""Takes many seconds; on MySQL and MariaDB within the rows that a session may join."""
STREAM = {
    "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n where i < 50000000) select i from n",
    "postgresql": "select a.id from orders a, orders b, orders c, orders d",
    "mysql": "select a.id from orders a, orders b, orders c, customers d",
}


def state(home: Path) -> Path:
    return home / ".local/state/opaq/audit/default"


def records(home: Path) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = []
    for segment in sorted((state(home) / "segments").iterdir()):
        lines += [json.loads(line)["body"] for line in segment.read_text().splitlines()]
    return lines


def epoch_keys(home: Path) -> list[Path]:
    keys = [key for key in (home / ".local/share/opaq/keys").rglob("*") if key.is_file() and "epoch" in key.name]
    assert keys
    return keys


def make_key_public(home: Path) -> None:
    for key in epoch_keys(home):
        key.chmod(0o644)


def lose_key(home: Path) -> None:
    for key in epoch_keys(home):
        key.unlink()


def damage_head(home: Path) -> None:
    head = state(home) / "checkpoint"
    head.write_bytes(head.read_bytes().replace(b"opaq.local", b"opaq.lokal", 1))


def cut_log(home: Path) -> None:
    segment = next((state(home) / "segments").iterdir())
    segment.write_bytes(b"".join(segment.read_bytes().splitlines(keepends=True)[:-1]))


def replace_log_by_file(home: Path) -> None:
    os.rename(state(home), state(home).with_name("gone"))
    state(home).write_text("")


@pytest.mark.parametrize("damage", [make_key_public, lose_key, damage_head, cut_log, replace_log_by_file])
def test_a_log_that_cannot_be_trusted_sends_no_statement(damage: Callable[[Path], None], opaq: Run, home: Path) -> None:
    assert opaq(*QUERY).returncode == 0
    damage(home)
    result = opaq(*QUERY)
    assert (result.returncode, result.stdout) == (6, b"")
    assert b"error[OPQ-A" in result.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)], check=False).returncode
    ):
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(ballast: Path) -> None:
    """Take every block that is left."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass


def test_a_full_disk_under_the_log_sends_no_statement(
    small_disk: Path, opaq: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(small_disk))
    assert opaq(*QUERY).returncode == 0
    fill(small_disk / "ballast")
    result = opaq(*QUERY)
    assert (result.returncode, result.stdout) == (6, b"")
    (small_disk / "ballast").unlink()
    assert opaq(*QUERY).returncode == 0


def test_a_full_disk_under_the_output_leaves_no_partial_file(
    small_disk: Path, opaq: Run, home: Path, target: Target
) -> None:
    file = small_disk / "out.csv"
    result = opaq("query", STREAM[target.address.engine], "--csv", "-o", str(file), "--limit", "0", "--timeout", "30")
    assert result.returncode == 6
    assert list(small_disk.iterdir()) == []
    assert records(home)[-1]["t"] == "outcome"
    assert records(home)[-1]["result"] == "error"


@pytest.mark.parametrize(
    ("file", "text", "names"),
    [
        ("policies/team.toml", 'extends = ["default"]\nbuget = 3\n', b"buget"),
        ("policies/team.toml", "extends = [", b"team.toml"),
        (
            "policies/team.toml",
            'extends = ["default"]\n[categories."contact.emial"]\nmask = "redact"\n',
            b"contact.emial",
        ),
        ("policies/team.toml", 'extends = ["default"]\n[categories."contact.email"]\nmask = "hide"\n', b"hide"),
        ("catalogs/shop.toml", "this is = [not toml\n", b"shop.toml"),
    ],
)
def test_a_policy_or_catalog_that_is_not_understood_sends_nothing(
    file: str, text: str, names: bytes, opaq: Run, home: Path
) -> None:
    profile = home / ".config/opaq/profiles/shop.toml"
    profile.write_text(profile.read_text() + ('policy = ["team"]\n' if "team" in file else ""))
    path = home / ".config/opaq" / file
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    result = opaq(*QUERY)
    assert (result.returncode, result.stdout) == (2, b"")
    assert names in result.stderr


def test_a_profile_that_others_can_write_is_refused(opaq: Run, home: Path) -> None:
    (home / ".config/opaq/profiles/shop.toml").chmod(0o666)
    result = opaq(*QUERY)
    assert (result.returncode, result.stdout) == (2, b"")


def test_an_unknown_key_of_a_profile_is_refused_with_the_nearest_name(opaq: Run, home: Path) -> None:
    profile = home / ".config/opaq/profiles/shop.toml"
    profile.write_text(profile.read_text() + "time_out = 3\n")
    result = opaq(*QUERY)
    assert result.returncode == 2
    assert b"timeout" in result.stderr


def test_a_construct_that_is_not_understood_shows_nothing_of_a_masked_column(opaq: Run) -> None:
    result = opaq("query", "--csv", "select coalesce(email, 'x') || '' as e from customers where id = 1")
    assert result.returncode in (0, 5)
    assert b"@" not in result.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_query_writes_the_outcome_and_is_the_exit_code(
    number: int, opaq: Run, home: Path, target: Target
) -> None:
    with started("query", LONG[target.address.engine], "--timeout", "60") as process:
        await_intent(home)
        process.send_signal(number)
        sent = time.monotonic()
        out, _ = process.communicate(timeout=20)
    assert time.monotonic() - sent < 5
    assert (process.returncode, out) == (128 + number, b"")
    assert records(home)[-1]["result"] == "signal"


def test_a_killed_run_is_closed_as_interrupted_by_the_next_one(opaq: Run, home: Path, target: Target) -> None:
    with started("query", LONG[target.address.engine], "--timeout", "60") as process:
        await_intent(home)
        process.kill()
    assert opaq("query", "select 1").returncode == 0
    closed = [record for record in records(home) if record.get("result") == "interrupted"]
    assert len(closed) == 1
    verified = subprocess.run([*OPAQ, "audit", "verify"], capture_output=True, check=False)
    assert verified.returncode in (9, 10)
    assert b"tamper" not in verified.stdout.lower()


@contextlib.contextmanager
def started(*argv: str) -> Iterator[subprocess.Popen[bytes]]:
    """opaq running in the background; gone at the end, whatever the test found."""
    process = subprocess.Popen([*OPAQ, "-P", "shop", *argv], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        with process:
            try:
                yield process
            finally:
                process.kill()
    except BrokenPipeError:
        pass


def await_intent(home: Path) -> None:
    """Until the intent is on disk and the statement had time to reach the server."""
    for _ in range(200):
        if (state(home) / "segments").exists() and any(record["t"] == "intent" for record in records(home)):
            time.sleep(0.5)
            return
        time.sleep(0.05)
    pytest.fail("no intent was recorded")


def test_a_closed_pipe_ends_quietly_after_the_outcome_record(home: Path, target: Target) -> None:
    with started("query", "--csv", STREAM[target.address.engine], "--limit", "0") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 141
    assert records(home)[-1]["t"] == "outcome"


def test_a_missing_sqlite_file_is_not_created(locked_out: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    subprocess.run([*OPAQ, "profile", "add", "gone", "--sqlite", str(missing)], check=False, capture_output=True)
    result = subprocess.run([*OPAQ, "-P", "gone", "query", "select 1"], capture_output=True, check=False)
    assert result.returncode in (2, 3)
    assert not missing.exists()


def test_a_statement_past_its_time_is_cancelled_with_exit_4(opaq: Run, home: Path, target: Target) -> None:
    result = opaq("query", LONG[target.address.engine], "--timeout", "1")
    assert (result.returncode, result.stdout) == (4, b"")
    assert records(home)[-1]["result"] == "error"
