"""Resuming from a checkpoint that the auditor verified and kept: less work, and nothing after it goes unseen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import auditlogs
import pytest
from auditlogs import House

from opaq.audit import layout, retain
from opaq.audit.verdict import Level, Verification
from opaq.audit.verify import verify
from opaq.errors import ExitCode

LONG = bool(os.environ.get("OPAQ_TEST_LONG"))


@pytest.fixture(autouse=True, scope="module")
def short_segments() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "SEGMENT", 8)
        yield


@pytest.fixture
def long(house: House) -> House:
    with house.open(now=auditlogs.days()) as chain:
        for number in range(20):
            auditlogs.run(chain)
            if number % 7 == 3:
                chain.rotate()
        first = chain.append(auditlogs.intent())  # its outcome comes segments later
        for _ in range(5):
            auditlogs.run(chain)
        chain.append(auditlogs.outcome(first.id, first.seq))
    return house


def resumed(house: House, note: bytes, level: Level = Level.DEFAULT, *, pinned: bool = True) -> Verification:
    trusted = [house.pin] if pinned else []
    return verify(str(house.log), trusted=trusted, resume=("mine.note", note), level=level)


def notes(house: House) -> list[bytes]:
    kept = [path.read_bytes() for path in (house.log / "checkpoints").iterdir()]
    return [*kept, (house.log / "checkpoint").read_bytes()]


@pytest.mark.parametrize("level", list(Level))
def test_resumes_from_every_checkpoint(long: House, level: Level) -> None:
    bases = set()
    for note in notes(long):
        result = resumed(long, note, level)
        assert (result.verdict, result.faults, result.residue) == (ExitCode.OK, (), ()), note[:80]
        assert len(result.anchored) == 1
        assert result.resumed == layout.first_of(result.anchored[0])
        bases.add(result.resumed)
        assert resumed(long, note, level, pinned=False).verdict is ExitCode.UNPINNED
    assert len(bases) > 4


def test_finds_every_change_after_the_checkpoint(long: House) -> None:
    note = (long.log / "checkpoints" / "32.note").read_bytes()
    for segment in sorted((long.log / "segments").iterdir())[4:]:
        data = segment.read_bytes()
        for place in range(0, len(data), 211 if LONG else 997):
            segment.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert resumed(long, note).verdict is ExitCode.TAMPERED, (segment.name, place)
        segment.write_bytes(data)


def test_finds_changed_keys_before_the_checkpoint(long: House) -> None:
    note = (long.log / "checkpoints" / "32.note").read_bytes()
    for segment in sorted((long.log / "segments").iterdir())[:4]:
        data = segment.read_bytes()
        for line in data.splitlines(keepends=True):
            if b'"t":"key"' in line or b'"t":"genesis"' in line:
                for changed in (b"", line.replace(b'"epoch":', b'"epoch":1'), line.replace(b'"sig":"', b'"sig":"A')):
                    segment.write_bytes(data.replace(line, changed))
                    assert resumed(long, note).verdict is ExitCode.TAMPERED
        segment.write_bytes(data)
    assert resumed(long, note).verdict is ExitCode.OK


def test_a_checkpoint_of_another_log_or_of_more_records_is_a_fault(long: House, tmp_path: Path) -> None:
    other = auditlogs.rich(tmp_path / "other")
    foreign = (other.log / "checkpoint").read_bytes()
    assert resumed(long, foreign).verdict is ExitCode.TAMPERED
    assert resumed(other, (long.log / "checkpoint").read_bytes()).verdict is ExitCode.TAMPERED
    assert resumed(long, b"nonsense").verdict is ExitCode.TAMPERED


def test_resumes_over_an_archived_segment(long: House, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    with long.open() as chain:
        retain.archive_segment(chain, 8, tmp_path / "away")
    for note in notes(long):
        result = resumed(long, note)
        assert result.verdict in (ExitCode.OK, ExitCode.RESIDUE), [fault.spoken() for fault in result.faults]
    assert resumed(long, (long.log / "checkpoints" / "32.note").read_bytes()).verdict is ExitCode.OK
