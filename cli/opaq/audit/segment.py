"""Checking one segment file, alone: the hot loop of verification, run in any process.

Takes a `Job`, gives a `Finding` that the verifier joins with its neighbours':
what the segment demands of the one before (`prev`), what it hands to the next
(`chain`, frontier), the records that steer the log (genesis, key, repair, ...),
runs of key ids, intents and outcomes that did not meet inside the segment, and
the state at every size someone asks about.

Numbers of checks are those of `verdict.CHECKS`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from opaq.audit import disclosure, files, layout, merkle, snapshot
from opaq.audit.canonical import NotCanonical
from opaq.audit.faults import Ledger
from opaq.audit.line import MAX_LINE_B, TRAILER, TRAILER_B, Malformed, parse
from opaq.audit.template import Reader, Record

_CHUNK_B = 4 << 20

_TS = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
).fullmatch
_DISCLOSURES_B = 1 << 20
_STEERING = frozenset({"genesis", "key", "recovery", "repair", "anchor", "note"})
MAX_STEPS = 1000

Steering = tuple[int, bytes, dict[str, object]]
"""A record that steers the log: sequence, line, body."""


class Job(NamedTuple):
    """One segment to check."""

    directory: str
    """The log's directory."""
    first: int
    records: int | None
    """Committed records; None when no head says so."""
    end: int | None
    """Committed bytes; None when no head says so."""
    canonical: bool
    """Whether to parse every line (the default level) or only to hash it."""
    sizes: tuple[int, ...]
    """Tree sizes at which someone needs the state; within this segment."""
    disclosures: frozenset[int]
    """Records of this segment that have a disclosure file."""


class State(NamedTuple):
    """What a checkpoint of some size says, as far as this segment knows."""

    chain: str
    tail: int
    edge: tuple[bytes, ...]
    """Frontier within the segment."""


class Run(NamedTuple):
    """Consecutive records of one key id."""

    kid: str
    start: int
    end: int
    """The last record of the run."""
    line: bytes
    """That record's line, whose signature vouches for the run."""


class Finding:
    """What one segment is, and what is wrong with it."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.count = 0
        self.prev = ""
        self.chain = ""
        self.edge: list[bytes] = []
        self.bytes = 0
        self.runs: list[Run] = []
        self.steering: list[Steering] = []
        self.states: dict[int, State] = {}
        self.open: dict[str, int] = {}
        self.closed: list[tuple[str, int, object]] = []
        """Outcomes whose intent is not in this segment: id, sequence, the intent they claim."""
        self.days: list[int] = []
        self.first_stamp: tuple[str, str, int] | None = None
        self.last_stamp: tuple[str, str, int] | None = None
        self.steps: list[int] = []
        self.erased: dict[int, int] = {}
        """Withheld fields without a disclosure, by record."""
        self.ledger = Ledger()


def check(job: Job) -> Finding:
    """Check a segment; whatever the bytes are, the answer is a `Finding`."""
    name = f"segments/{layout.segment(job.first)}"
    found = Finding(job.first)
    try:
        fd = os.open(f"{job.directory}/{name}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        found.ledger.add(5, name, "the segment is missing or cannot be opened")
        return found
    try:
        _Reader(job, name, found).read(fd)
    except OSError:
        found.ledger.add(5, name, "the segment cannot be read")
    finally:
        os.close(fd)
    return found


def backwards(before: tuple[str, str, int], now: tuple[str, str, int]) -> str:
    """Why two consecutive stamps cannot both be honest; empty if they can."""
    return "the machine's own clock runs backwards" if now[1] == before[1] and now[2] < before[2] else ""


class _Reader:
    """The loop's state; one per segment."""

    def __init__(self, job: Job, name: str, found: Finding) -> None:
        self.job = job
        self.name = name
        self.found = found
        self.leaves: list[bytes] = []
        self.chains: dict[int, tuple[str, int]] = {}
        self.kid = b""
        self.run_start = job.first
        self.last = b""
        self.reader = Reader()

    def read(self, fd: int) -> None:
        found, job = self.found, self.job
        for lines, offset in self._chunks(fd):
            self._lines(lines, offset)
            if found.ledger.count > 100_000:
                break
        if self.last:
            found.runs.append(Run(self.kid.decode(), self.run_start, job.first + len(self.leaves) - 1, self.last))
        found.count = len(self.leaves)
        found.chain = sha256(self.last).hexdigest() if self.leaves else ""
        if job.records is not None and found.count != job.records:
            found.ledger.add(5, self.name, f"{found.count} records where the head asks for {job.records}")
        built = merkle.levels(self.leaves)
        found.edge = merkle.frontier_at(built, found.count)
        for size, (chain, tail) in self.chains.items():
            found.states[size] = State(chain, tail, tuple(merkle.frontier_at(built, size - job.first)))

    def _chunks(self, fd: int) -> Iterator[tuple[list[bytes], int]]:
        """Whole lines and the offset of the first; never holds more than a chunk and a line."""
        end = os.fstat(fd).st_size if self.job.end is None else min(self.job.end, os.fstat(fd).st_size)
        offset, rest = 0, b""
        while offset + len(rest) < end:
            block = files.read_at(fd, offset + len(rest), min(_CHUNK_B, end - offset - len(rest)))
            if not block:
                break
            lines = (rest + block).split(b"\n")
            rest = lines.pop()
            if len(rest) > MAX_LINE_B:
                self.found.ledger.add(5, self.name, f"a line longer than {MAX_LINE_B} bytes", byte=offset)
                return
            yield lines, offset
            offset += sum(map(len, lines)) + len(lines)
        self.found.bytes = offset
        if rest:
            self.found.ledger.add(5, self.name, "the last committed line has no end", byte=offset)

    def _lines(self, lines: list[bytes], offset: int) -> None:
        """The hot loop: two hashes, a slice and (at the default level) a parse per record."""
        found, leaves = self.found, self.leaves
        seq = self.job.first + len(leaves)
        previous = sha256(self.last).hexdigest().encode() if leaves else b""
        wanted, canonical = set(self.job.sizes), self.job.canonical
        last, kid = self.last, self.kid
        for line in lines:
            trailer = TRAILER(line, max(0, len(line) - TRAILER_B))
            if trailer is None or not line.startswith(b'{"body":{') or len(line) > MAX_LINE_B:
                found.ledger.add(6, self.name, "not framed as body, kid, prev, sig", seq=seq, byte=offset)
                line_kid = kid
            else:
                line_kid = trailer[1]
                if previous != trailer[2]:
                    if previous:
                        found.ledger.add(7, self.name, "prev is not the hash of the line before", seq=seq, byte=offset)
                    else:
                        found.prev = trailer[2].decode()
            if line_kid != kid:
                self._turn(line_kid, seq, last)
                kid = line_kid
            if canonical:
                self._body(line, seq, offset)
            previous = sha256(line).hexdigest().encode()
            leaves.append(sha256(b"\x00" + line).digest())
            last = line
            seq += 1
            offset += len(line) + 1
            if seq in wanted:
                self.chains[seq] = (previous.decode(), 0 if seq % layout.SEGMENT == 0 else offset)
            if not canonical:
                self._steer_fast(line, seq - 1)
        self.last = last

    def _turn(self, kid: bytes, seq: int, last: bytes) -> None:
        if last:
            self.found.runs.append(Run(self.kid.decode(), self.run_start, seq - 1, last))
        self.kid, self.run_start = kid, seq

    def _steer_fast(self, line: bytes, seq: int) -> None:
        """At the fast level only the records that steer the log are parsed."""
        if seq in self.job.disclosures or not _ordinary(line):
            self._body(line, seq, None)

    def _body(self, line: bytes, seq: int, offset: int | None) -> None:
        """Checks 6 and 8 on one record, and what it means for 13 and 14."""
        found = self.found
        try:
            record = self.reader.read(line)
        except UnicodeDecodeError:
            found.ledger.add(6, self.name, "not UTF-8", seq=seq, byte=offset)
            return
        except NotCanonical as error:
            found.ledger.add(6, self.name, str(error), seq=seq, byte=offset)
            return
        kind = record.kind
        if record.seq != seq or type(record.seq) is not int:
            found.ledger.add(8, self.name, "seq is not the record's place", seq=seq, byte=offset)
        if (kind == "genesis") != (seq == 0) or not isinstance(kind, str) or kind not in layout.KINDS:
            found.ledger.add(8, self.name, "a kind of record that does not belong here", seq=seq, byte=offset)
            return
        self._stamp(record, seq, offset)
        if not isinstance(record.id, str) or not layout.record_id(record.id):
            found.ledger.add(8, self.name, "no proper id", seq=seq, byte=offset)
        elif kind == "intent":
            self._intent(record.id, seq, offset)
        elif kind == "outcome":
            self._outcome(record.id, record.intent, seq)
        if record.body is not None:
            self._special(kind, line, record.body, seq)
        elif seq in self.job.disclosures:
            found.ledger.add(14, f"disclosures/{seq}.txt", "the record withholds nothing", seq=seq)

    def _special(self, kind: str, line: bytes, body: dict[str, object], seq: int) -> None:
        if kind in _STEERING:
            self.found.steering.append((seq, line, body))
        if seq in self.job.disclosures:
            erased = check_disclosures(self.job.directory, seq, body, self.found.ledger)
        else:
            erased = len(digests_of(body))
        if erased:
            self.found.erased[seq] = erased

    def _intent(self, record_id: str, seq: int, offset: int | None) -> None:
        if record_id in self.found.open:
            self.found.ledger.add(13, self.name, "an intent with the id of an open one", seq=seq, byte=offset)
        self.found.open[record_id] = seq

    def _outcome(self, record_id: str, intent: object, seq: int) -> None:
        if type(intent) is int and self.found.open.get(record_id) == intent:
            del self.found.open[record_id]
        else:
            self.found.closed.append((record_id, seq, intent))

    def _stamp(self, record: Record, seq: int, offset: int | None) -> None:
        """Checks 8 and 17: three clocks, well-formed, and the machine's own never backwards."""
        found = self.found
        ts, boot, mono = record.ts, record.boot, record.mono
        before = found.last_stamp
        known_boot = before is not None and boot == before[1]
        if (
            not isinstance(ts, str)
            or not isinstance(boot, str)
            or type(mono) is not int
            or not _TS(ts)
            or not (known_boot or layout.is_hex(boot, 16))
        ):
            found.ledger.add(8, self.name, "ts, boot or mono is missing or malformed", seq=seq, byte=offset)
            return
        if before is None:
            found.first_stamp = (ts, boot, mono)
        else:
            if reason := backwards(before, (ts, boot, mono)):
                found.ledger.add(17, self.name, reason, seq=seq, byte=offset)
            if ts < before[0] and len(found.steps) < MAX_STEPS:
                found.steps.append(seq)
            if ts[:10] != before[0][:10]:
                found.days.append(seq)
        found.last_stamp = (ts, boot, mono)


def _ordinary(line: bytes) -> bool:
    """Whether a line says of itself that it steers nothing; no free text can say so, as its quotes are escaped."""
    return b'"t":"intent"' in line or b'"t":"outcome"' in line or b'"t":"refused"' in line


def skim(directory: str, first: int, ledger: Ledger) -> list[Steering]:
    """The steering records of a segment that a trusted checkpoint vouches for; nothing is hashed."""
    name = f"segments/{layout.segment(first)}"
    steering = []
    seq = first - 1
    for seq, line in enumerate(snapshot.lines(f"{directory}/{name}", MAX_LINE_B), first):
        if not _ordinary(line):
            try:
                steering.append((seq, line, parse(line)))
            except Malformed as error:
                ledger.add(6, name, str(error), seq=seq)
    if seq != first + layout.SEGMENT - 1:
        ledger.add(5, name, "not a full segment")
    return steering


def digests_of(body: dict[str, object]) -> set[str]:
    """The digests of a record's withheld fields."""
    listed = body.get("_sd")
    return {item for item in listed if isinstance(item, str)} if isinstance(listed, list) else set()


def check_disclosures(directory: str, seq: int, body: dict[str, object], ledger: Ledger) -> int:
    """14: every disclosure of a record is one it commits to, in their order; how many are missing."""
    name = f"disclosures/{seq}.txt"
    digests = digests_of(body)
    try:
        lines = (snapshot.read(f"{directory}/{name}", _DISCLOSURES_B) or b"").decode("ascii").split("\n")
    except UnicodeDecodeError:
        lines = []
    whole = len(lines) > 1 and lines.pop() == ""
    found = [disclosure.digest(item) for item in lines]
    if not whole or found != sorted(digests.intersection(found)):
        ledger.add(14, name, "not disclosures that the record commits to", seq=seq)
    return len(digests.difference(found))
