"""An attacker with time: thousands of small changes to logs of every kind, each of which must show.

A change shows when the verdict, a fault or the residue differs from what the
untouched log has. Two logs are attacked, both in segments of eight records so
that there are many: a *clean* one, and a *scarred* one with a torn tail, a
repair, an archived segment, anchors, an open intent and a revoked key.
`OPAQ_TEST_LONG=1` runs all attacks (five thousand), otherwise a sample.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import auditlogs
import pytest
from auditlogs import House

from opaq.audit import layout, retain
from opaq.audit.repair import repair
from opaq.audit.verdict import Level
from opaq.errors import AuditFailure, ExitCode

LONG = bool(os.environ.get("OPAQ_TEST_LONG"))
SLOW_SECONDS = 8.0
Attack = Callable[[House], None]


@pytest.fixture(autouse=True, scope="module")
def short_segments() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "SEGMENT", 8)
        yield


def clean(base: Path) -> House:
    house = auditlogs.rich(base)
    with house.open(redactable=("reason",)) as chain:
        for _ in range(3):
            auditlogs.run(chain)
        anchored(chain)
        auditlogs.run(chain)
    return house


def anchored(chain: object) -> None:
    from opaq.audit import anchor

    size, note = anchor.head_of(chain)  # type: ignore[arg-type]
    anchor._keep(chain, f"{size}.note", note, {"kind": "note", "size": size})  # type: ignore[arg-type]


def scarred(base: Path) -> House:
    house = clean(base)
    with house.segment_of(house.size() - 1).open("ab") as segment:
        segment.write(b'{"body":{"t":"int')
    with house.open(redactable=("host",)) as chain:
        auditlogs.run(chain)
        chain.rotate(revoke=True)
        (base / "away").mkdir()
        retain.archive_segment(chain, 8, base / "away")
        anchored(chain)
    with house.segment_of(house.size() - 1).open("ab") as segment:
        segment.write(b"x" * 100)
    repair(house.log, house.keys, version="t")
    with house.open(redactable=("reason",)) as chain:
        for _ in range(4):
            auditlogs.run(chain)
        chain.append(auditlogs.intent())
        left = sorted((house.log / "open").iterdir())
        kept = [(path, path.read_bytes()[:64]) for path in left]
    assert kept
    return house


KINDS = {"clean": clean, "scarred": scarred}


@pytest.fixture(scope="module", params=list(KINDS))
def victim(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    return KINDS[request.param](tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> House:
    return scarred(tmp_path_factory.mktemp("stranger"))


def picture(house: House, level: Level = Level.DEFAULT) -> tuple[object, ...]:
    found = house.verify(level)
    return found.verdict, found.residue, found.fault_count, found.erased


def names(house: House) -> list[str]:
    """Every file of a log that is not the private storage of a repair."""
    found = (path.relative_to(house.log).as_posix() for path in house.log.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith("repaired-"))


def with_bytes(name: str, change: Callable[[bytes], bytes]) -> Attack:
    def attack(house: House) -> None:
        path = house.log / name
        before = path.read_bytes()
        after = change(before)
        assert after != before
        path.write_bytes(after)

    return attack


def byte_changes(house: House, dice: random.Random) -> Iterator[tuple[str, Attack]]:
    """Any byte of any file: another value, gone, doubled, swapped with its neighbour, cut there, NULs from there."""
    for name in names(house):
        size = (house.log / name).stat().st_size
        for _ in range(90 if "segments" in name or name == "checkpoint" else 40):
            if not size:
                break
            place, value = dice.randrange(size), dice.choice([0, 9, 10, 13, 32, 34, 48, 92, 100, 127, 255])
            yield from one_byte(name, place, value)


def one_byte(name: str, place: int, value: int) -> Iterator[tuple[str, Attack]]:
    edits: dict[str, Callable[[bytes], bytes]] = {
        "other": lambda data: data[:place] + bytes([value if data[place] != value else value ^ 1]) + data[place + 1 :],
        "gone": lambda data: data[:place] + data[place + 1 :],
        "new": lambda data: data[:place] + bytes([value]) + data[place:],
        "cut": lambda data: data[:place],
        "zeros": lambda data: data[:place] + b"\xff" * (len(data) - place),
    }
    for how, change in edits.items():
        yield f"{how} {name} {place} {value}", with_bytes(name, change)


def file_changes(house: House, dice: random.Random, other: House) -> Iterator[tuple[str, Attack]]:
    present = names(house)
    for name in present:
        if not name.startswith("open/"):
            yield f"remove {name}", lambda at, name=name: (at.log / name).unlink()  # type: ignore[misc]
        yield f"empty {name}", lambda at, name=name: emptied(at.log / name)  # type: ignore[misc]
        yield f"sparse {name}", lambda at, name=name: os.truncate(at.log / name, 1 << 42)  # type: ignore[misc]
        yield f"link {name}", lambda at, name=name: os.link(at.log / name, at.log.parent / "hard")  # type: ignore[misc]
        yield f"open to all {name}", lambda at, name=name: (at.log / name).chmod(0o666)  # type: ignore[misc]
        for target in dice.sample([*present, *odd_names(house)], 12):
            if target != name:
                yield (
                    f"copy {name} to {target}",
                    lambda at, name=name, target=target: shutil.copyfile(at.log / name, at.log / target),  # type: ignore[misc]
                )
                yield (
                    f"swap {name} {target}",
                    lambda at, name=name, target=target: swapped(at.log / name, at.log / target),  # type: ignore[misc]
                )
    theirs = names(other)
    for name in theirs:
        yield f"foreign {name}", lambda at, name=name: shutil.copyfile(other.log / name, at.log / name)  # type: ignore[misc]
    for name in odd_names(house):
        for content in (b"", b"\n", b"x" * 200, (house.log / "checkpoint").read_bytes()):
            yield f"add {name}", lambda at, name=name, content=content: (at.log / name).write_bytes(content)  # type: ignore[misc]
    for name in ("segments", "checkpoints", "anchors"):
        yield f"folder {name} gone", lambda at, name=name: shutil.rmtree(at.log / name)  # type: ignore[misc]
    for name in ("extra", "segments/extra", "open/extra", f"repaired-3-{'0' * 16}", "disclosures/7.txt/", "lock.d"):
        yield f"folder {name}", lambda at, name=name: (at.log / name.rstrip("/")).mkdir()  # type: ignore[misc]


def odd_names(house: House) -> list[str]:
    size = house.size()
    return [
        f"segments/{size:012d}.jsonl", f"segments/{size:012d}.archived", f"segments/{size - size % 8 + 8:012d}.jsonl",
        f"segments/{0:012d}.archived", "segments/999999999999.jsonl", "segments/٠٠٠٠٠٠٠٠٠٠٠٠.jsonl", "segments/0.jsonl",
        "segments/.000000000000.jsonl.7.tmp", "checkpoints/0.note", "checkpoints/2.note", f"checkpoints/{size}.note",
        "checkpoints/9007199254740993.note", "checkpoints/01.note", "checkpoints/９.note", "disclosures/0.txt",
        "disclosures/9.txt", f"disclosures/{size}.txt", f"disclosures/{size + 1}.txt", "anchors/1.note", "anchors/a\u202eb",
        "anchors/caf\u00e9", "anchors/cafe\u0301", "anchors/\udcff", f"open/{'0' * 32}", f"open/{'f' * 32}", "open/F" + "F" * 31,
        "torn-1-0000000000000000.bin", "checkpoint.bak", "checkpoint ", "Checkpoint", ".hidden", "..tmp", "\n", "state.json",
    ]  # fmt: skip


def emptied(path: Path) -> None:
    assert path.stat().st_size or path.name == "lock"
    path.write_bytes(b"" if path.name != "lock" else b" ")


def swapped(first: Path, second: Path) -> None:
    if not second.exists():
        first.rename(second)
        return
    first.rename(first.with_name("aside"))
    second.rename(first)
    first.with_name("aside").rename(second)


def tree_of(house: House) -> dict[str, bytes]:
    return {name: (house.log / name).read_bytes() for name in names(house)}


def attacks(house: House, other: House) -> list[tuple[str, Attack]]:
    dice = random.Random(4711)
    found = [*byte_changes(house, dice), *file_changes(house, dice, other)]
    return dice.sample(found, 2_500 if LONG else 140)


def copy_of(house: House, place: Path) -> House:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(house.log, place / "log", symlinks=True)
    shutil.copytree(house.keys, place / "keys")
    return House(place / "log", place / "keys")


def harmless(name: str) -> bool:
    """Attacks that change nothing the log promises: working state."""
    return name.startswith("remove open/")


@pytest.mark.timeout(3600 if LONG else 120)
def test_every_change_shows_and_none_crashes_or_hangs(victim: House, stranger: House, tmp_path: Path) -> None:
    untouched = picture(victim)
    missed = []
    for name, attack in attacks(victim, stranger):
        trial = copy_of(victim, tmp_path / "trial")
        before = tree_of(trial)
        try:
            attack(trial)
        except (AssertionError, shutil.SameFileError):
            continue
        if not name.startswith(("sparse", "link", "open to all", "folder")) and tree_of(trial) == before:
            continue
        started = time.process_time()
        try:
            shown = picture(trial)
        except Exception as error:
            missed.append(f"{name}: {error!r}")
            continue
        if time.process_time() - started > SLOW_SECONDS:
            missed.append(f"{name}: slow")
        if shown == untouched and not harmless(name):
            missed.append(name)
    assert missed == []


@pytest.mark.timeout(3600 if LONG else 120)
def test_one_honest_append_hides_nothing(victim: House, stranger: House, tmp_path: Path) -> None:
    missed = []
    for name, attack in attacks(victim, stranger)[:: 1 if LONG else 4]:
        trial = copy_of(victim, tmp_path / "trial")
        before = tree_of(trial)
        try:
            attack(trial)
        except (AssertionError, shutil.SameFileError):
            continue
        if name.startswith(("sparse", "link", "open to all")) or tree_of(trial) == before:
            continue
        first = trial.verify()
        try:
            with trial.open() as chain:
                auditlogs.run(chain)
        except AuditFailure:
            continue
        except Exception as error:
            missed.append(f"{name}: {error!r}")
            continue
        second = trial.verify()
        if first.verdict is ExitCode.TAMPERED and second.verdict is not ExitCode.TAMPERED:
            missed.append(f"{name}: {[fault.spoken() for fault in first.faults]}")
    assert missed == []
