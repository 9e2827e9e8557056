"""Writers: many at once, killed anywhere, on disks that fail; the log goes on and verify explains."""

from __future__ import annotations

import errno
import fcntl
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import auditlogs
import pytest
from auditlogs import House

from opaq.audit import files
from opaq.audit.chain import Chain
from opaq.errors import AuditFailure, ExitCode

CALLS = ("open", "write", "fdatasync", "fsync", "rename", "ftruncate", "posix_fallocate", "unlink", "fchmod", "pread")


def append_many(log: Path, keys: Path, count: int) -> None:
    with House(log, keys).open(lock_seconds=60.0) as chain:
        for _ in range(count):
            auditlogs.run(chain)


def test_eight_processes_lose_nothing_and_fork_nothing(house: House) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=append_many, args=(house.log, house.keys, 15)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    result = house.verify()
    assert result.verdict is ExitCode.OK
    assert result.size == 1 + 8 * 15 * 2
    assert len(list(house.keys.iterdir())) == 1
    assert not list(house.log.parent.glob(".new-*"))


class Fuse:
    """Lets n system calls through, then fails or dies."""

    def __init__(self, patch: pytest.MonkeyPatch | None, after: int, number: int | None) -> None:
        self.left = after
        self.number = number
        for name in CALLS:
            real = getattr(os, name)

            def call(*args: object, real: object = real, **named: object) -> object:
                self.burn()
                return real(*args, **named)  # type: ignore[operator]

            if patch is None:
                setattr(os, name, call)
            else:
                patch.setattr(os, name, call)

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            if self.number is None:
                os._exit(9)
            raise OSError(self.number, os.strerror(self.number))


def calls_of(house: House, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many system calls one query's records take."""
    with monkeypatch.context() as patch:
        with house.open(redactable=("reason",)) as chain:
            fuse = Fuse(patch, 10**9, None)
            auditlogs.run(chain)
        return 10**9 - fuse.left


def explained(house: House) -> None:
    """Not tampering; and after the next run, which closes what is open, sound or sound with residue."""
    before = house.verify()
    assert before.verdict in (ExitCode.OK, ExitCode.RESIDUE), [fault.spoken() for fault in before.faults]
    with house.open() as chain:
        auditlogs.run(chain)
    after = house.verify()
    assert after.verdict in (ExitCode.OK, ExitCode.RESIDUE), [fault.spoken() for fault in after.faults]
    assert after.open_intents == ()
    assert list((house.log / "open").iterdir()) == []


def test_a_kill_at_any_system_call_of_a_query_leaves_a_log_that_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for after in range(1, calls_of(house, monkeypatch) + 1):
        child = os.fork()
        if child == 0:
            with house.open(now=auditlogs.days(), redactable=("reason",)) as chain:
                Fuse(None, after, None)
                auditlogs.run(chain)
            os._exit(0)
        os.waitpid(child, 0)
        explained(house)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_at_any_system_call_is_exit_6_and_leaves_a_log_that_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    failures = 0
    for after in range(1, calls_of(house, monkeypatch) + 1):
        with house.open(redactable=("reason",)) as chain, monkeypatch.context() as patch:
            Fuse(patch, after, number)
            try:
                auditlogs.run(chain)
            except AuditFailure:  # exit 6
                failures += 1
        explained(house)
    assert failures > 10


def test_a_kill_at_any_system_call_of_a_rotation_leaves_a_log_that_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, house.open() as chain:
        fuse = Fuse(patch, 10**9, None)
        chain.rotate()
        calls = 10**9 - fuse.left
    for after in range(1, calls + 1):
        child = os.fork()
        if child == 0:
            with house.open() as chain:
                Fuse(None, after, None)
                chain.rotate()
            os._exit(0)
        os.waitpid(child, 0)
        explained(house)


def test_a_kill_at_any_system_call_of_the_first_use_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    for after in range(1, 200, 3):
        house = House(tmp_path / str(after) / "log", tmp_path / str(after) / "keys")
        house.log.parent.mkdir()
        house.log.parent.chmod(0o700)
        child = os.fork()
        if child == 0:
            Fuse(None, after, None)
            house.open()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        with house.open() as chain:
            auditlogs.run(chain)
            pin = chain._store.identity()
        from opaq.audit.verify import verify

        assert verify(str(house.log), trusted=[pin]).verdict in (ExitCode.OK, ExitCode.RESIDUE)
        if os.waitstatus_to_exitcode(status) == 0:
            break
    else:
        pytest.fail("the first use never finished")


def test_a_stuck_holder_of_the_lock_is_a_clear_timeout(house: House) -> None:
    with house.open(lock_seconds=0.2) as chain:
        holder = os.open(house.log / "lock", os.O_RDWR)
        fcntl.flock(holder, fcntl.LOCK_EX)
        started = time.monotonic()
        with pytest.raises(AuditFailure) as caught:
            chain.append(auditlogs.intent())
        assert time.monotonic() - started < 2
        assert caught.value.code == "OPQ-A003"
        os.close(holder)
        auditlogs.run(chain)
    assert house.verify().verdict is ExitCode.OK


def test_a_lock_that_comes_free_in_time_is_taken(house: House) -> None:
    with house.open(lock_seconds=20.0) as chain:
        code = (
            "import fcntl,os,sys,time; fd=os.open(sys.argv[1],2); fcntl.flock(fd,2); print(flush=True); time.sleep(.4)"
        )
        with subprocess.Popen([sys.executable, "-c", code, str(house.log / "lock")], stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            auditlogs.run(chain)
            auditlogs.run(chain)
    assert house.verify().verdict is ExitCode.OK


def test_a_live_query_is_not_closed_by_another_opaq(house: House) -> None:
    with house.open() as first:
        begun = first.append(auditlogs.intent())
        with house.open() as second:
            auditlogs.run(second)
        assert house.verify().open_intents == (begun.seq,)
        first.append(auditlogs.outcome(begun.id, begun.seq))
    assert house.verify().verdict is ExitCode.OK


def test_the_intent_of_a_killed_process_is_closed_as_interrupted(house: House) -> None:
    child = os.fork()
    if child == 0:
        house.open().append(auditlogs.intent())
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert house.verify().verdict is ExitCode.RESIDUE
    house.open().close()
    assert b'"result":"interrupted"' in house.segment.read_bytes().splitlines()[-1]
    assert house.verify().verdict is ExitCode.OK


def test_an_exception_in_mid_append_does_not_stop_the_outcome(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with house.open() as chain:
        begun = chain.append(auditlogs.intent())

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(files, "replace", interrupted)
            with pytest.raises(KeyboardInterrupt):
                chain.append(auditlogs.records.note(kind="x"))
        chain.append(auditlogs.outcome(begun.id, begun.seq, result="signal", error="SIGINT"))
    assert house.verify().open_intents == ()
    assert house.verify().verdict is ExitCode.RESIDUE


def test_everything_is_private_whatever_the_umask(tmp_path: Path) -> None:
    house = House(tmp_path / "a" / "log", tmp_path / "b" / "keys")
    before = os.umask(0)
    try:
        with house.open(redactable=("reason",)) as chain:
            auditlogs.run(chain)
            chain.rotate()
    finally:
        os.umask(before)
    for path in [*tmp_path.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("name", ["log", "keys", "log/checkpoint"])
def test_what_others_can_read_is_refused(house: House, name: str) -> None:
    house.open().close()
    path = house.log.parent / name
    path.chmod(0o755 if path.is_dir() else 0o644)
    with pytest.raises(AuditFailure) as caught:
        house.open()
    assert caught.value.code == "OPQ-A001"


def test_a_readable_private_key_is_refused(house: House) -> None:
    house.open().close()
    (house.store / "epoch.key").chmod(0o640)
    with pytest.raises(AuditFailure):
        house.open()


def test_a_log_behind_a_link_is_refused(house: House, tmp_path: Path) -> None:
    house.open().close()
    house.log.rename(tmp_path / "real")
    house.log.symlink_to(tmp_path / "real")
    with pytest.raises(AuditFailure):
        house.open()


def test_long_lists_are_cut_with_a_count_and_never_exceed_a_line(house: House) -> None:
    many = [f'public.table_{number}.column_\\"{number}' for number in range(5000)]
    outputs = [auditlogs.records.output(columns=many, category="x" * 999, method="m", rule="r" * 999)] * 5000
    with house.open() as chain:
        auditlogs.run(
            chain,
            relations=many,
            columns=many,
            outputs=outputs,
            shape="x\x00" * 40_000,
            reason="日" * 9000,
            grants=many,
        )
    assert max(map(len, house.segment.read_bytes().splitlines())) < 60_000
    assert b'"relations_left_out":' in house.segment.read_bytes()
    assert house.verify().verdict is ExitCode.OK


def test_a_segment_closes_and_the_key_rotates(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from opaq.audit import layout

    monkeypatch.setattr(layout, "SEGMENT", 16)
    with house.open() as chain:
        for _ in range(40):
            auditlogs.run(chain)
    result = house.verify()
    assert [fault.spoken() for fault in result.faults] == []
    assert result.epochs >= 5
    assert len(list((house.log / "segments").iterdir())) > 5
    assert isinstance(chain, Chain)


def test_a_disclosure_whose_record_never_came_is_dropped_and_told(house: House) -> None:
    with house.open(redactable=("reason",)) as chain:
        auditlogs.run(chain)
    (house.log / "disclosures" / "3.txt").write_text("x\n")
    with house.open() as chain:
        auditlogs.run(chain)
    result = house.verify()
    assert result.verdict is ExitCode.RESIDUE
    assert "record 3 tells of a recovery (stray-disclosure)" in result.residue
