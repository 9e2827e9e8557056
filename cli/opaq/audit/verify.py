"""Verification: a numbered list of checks, and one verdict.

Nothing is repaired and nothing is believed: the head is rebuilt from the
bytes of the records and compared as a whole, keys are those the log proves
from its identity, and the identity is trusted only if the caller pinned it.

Levels: *default* hashes everything, requires the strict canonical form of
every line and checks one signature per key epoch and the heads'; *fast* leaves
out the parsing of ordinary lines; *every* checks every signature as well. One
signature per epoch finds the same mutations as all of them, because the chain
below it is hashed; the chain alone would not, so an intact chain is never
called verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from opaq.audit import heads, layout, leftovers, parallel, signatures, tail
from opaq.audit import snapshot as snapshots
from opaq.audit.faults import Ledger
from opaq.audit.head import grow
from opaq.audit.line import MAX_LINE_B, Malformed, dissect, parse
from opaq.audit.note import BadNote, Checkpoint, Verifier
from opaq.audit.segment import Run, Steering
from opaq.audit.timeline import Timeline
from opaq.audit.verdict import Level, Verification
from opaq.audit.walk import Walk
from opaq.errors import ExitCode


def verify(
    directory: str,
    *,
    trusted: Sequence[Verifier] = (),
    anchors: Sequence[tuple[str, bytes]] = (),
    level: Level = Level.DEFAULT,
    resume: tuple[str, bytes] | None = None,
    authority: str | None = None,
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Verify a log; any bytes in any file lead to a verdict, never to an exception.

    `resume` (name, bytes) is a checkpoint that the caller verified before and
    kept: full segments before it are not hashed again, and it counts as an anchor. `authority` is a
    file of certificates that RFC 3161 time stamps are checked with.
    """
    verifier = _Verifier(directory, level)
    if resume is not None:
        verifier.walk.resume(resume[1])
    given = [*anchors, *([resume] if resume else [])]
    return verifier.run(trusted, given, authority=authority, processes=processes, progress=progress)


def rebuilt_root(directory: str, size: int) -> bytes | None:
    """The root of the first `size` records of a log that verifies; None if it does not, or is shorter."""
    verifier = _Verifier(directory, Level.DEFAULT)
    tampered = verifier.run((), (), sizes=(size,)).verdict is ExitCode.TAMPERED
    state = verifier.walk.states.get(size)
    return state.root if state is not None and not tampered else None


class _Verifier:
    """One verification of a log as it stands at the moment this is made."""

    def __init__(self, directory: str, level: Level) -> None:
        self.directory = directory
        self.level = level
        self.ledger = Ledger()
        self.residue: list[str] = []
        self.snapshot = snapshots.take(directory, self.ledger)  # 1
        self.entries = self.snapshot.entries
        self.signed = self._head(self.snapshot.data)  # 2
        self.head = self.signed.claimed if self.signed else None
        self.walk = Walk(self.entries, self.head, level, self.ledger)

    def run(
        self,
        trusted: Sequence[Verifier],
        given: Sequence[tuple[str, bytes]],
        *,
        sizes: Sequence[int] = (),
        authority: str | None = None,
        processes: int = 1,
        progress: Callable[[int, int], None] | None = None,
    ) -> Verification:
        """The checks, in an order in which each finds what it needs. `sizes`: tree sizes that someone asks about."""
        walk, head = self.walk, self.head
        notes = heads.kept(self.directory, self.entries.notes, self.ledger)  # 11
        anchors = heads.given(given, self.ledger)  # 16
        wanted = {*sizes, *notes, *(anchor.claimed.size for _, anchor in anchors), *([head.size] if head else [])}
        steering = walk.records(wanted, processes, progress)  # 5, 6, 7, 8, 13, 14, 15, 17
        self.residue += walk.residue
        timeline = self._timeline(steering, processes)  # 3, 9
        pinned = self._trust(timeline, trusted)  # 4
        compared = heads.Heads(walk.states, timeline, walk.unread, self.ledger)
        if head is not None and self.signed is not None:
            compared.committed(layout.HEAD, self.signed)  # 2, 10
            self._beyond(head, timeline)  # 12
            self._required(set(notes), timeline, head)  # 11
        compared.keep(notes)  # 11
        anchored, unread = compared.hold(anchors)  # 16
        self.residue += unread
        self._archives(steering)  # 15
        self.residue += leftovers.erasures(self.entries, steering, [found.erased for found in walk.findings])  # 14
        self.residue += leftovers.judge(
            self.entries, steering, head.size if head else None, self.ledger
        )  # 1, 12, 14, 16
        self._open()  # 13
        stamps = self._stamps(authority)  # 16
        return self._verdict(timeline, anchored, stamps, pinned=pinned)

    # 2 --------------------------------------------------------------------------------

    def _head(self, data: bytes | None) -> heads.Signed | None:
        if data is None:
            self.ledger.add(2, layout.HEAD, "the signed head is missing or cannot be read")
            return None
        try:
            signed = heads.read(data)
        except BadNote as error:
            self.ledger.add(2, layout.HEAD, str(error))
            return None
        if signed.claimed.size == 0:
            self.ledger.add(2, layout.HEAD, "a head of no records")
            return None
        return signed

    # 3, 9 -----------------------------------------------------------------------------

    def _timeline(self, steering: list[Steering], processes: int) -> Timeline:
        """Which key is in force where, and a signature of each epoch; of every record at that level."""
        timeline = Timeline(steering, self.ledger)
        timeline.check_runs(_merged(run for found in self.walk.findings for run in found.runs))
        timeline.check_runs(self.walk.skimmed)
        if self.level is Level.EVERY:
            self._every(timeline, processes)
        if timeline.identity is None:
            self.ledger.add(3, "segments/000000000000.jsonl", "no genesis: nothing vouches for this log")
        return timeline

    def _every(self, timeline: Timeline, processes: int) -> None:
        spans = [(span.start, span.key) for span in timeline.spans]
        jobs = [(self.directory, found.first, found.bytes, spans) for found in self.walk.findings]
        for ledger in parallel.run(signatures.check, jobs, processes, None):
            self.ledger.extend(ledger)

    # 4 --------------------------------------------------------------------------------

    def _trust(self, timeline: Timeline, trusted: Sequence[Verifier]) -> bool:
        if not trusted or timeline.identity is None:
            return False
        mine = {timeline.identity.public}
        if self.head is not None and (current := timeline.key_at(self.head.size)):
            mine.add(current.public)
        if any(key.public in mine for key in trusted):
            return True
        self.ledger.add(4, "segments/000000000000.jsonl", "the log's identity is none of the trusted keys", seq=0)
        return False

    # 12 -------------------------------------------------------------------------------

    def _beyond(self, head: Checkpoint, timeline: Timeline) -> None:
        first = layout.first_of(head.size)
        name = f"segments/{layout.segment(first)}"
        excess = self.snapshot.sizes.get(first, 0) - head.tail
        if excess <= 0:
            return
        data = snapshots.read_at(f"{self.directory}/{name}", head.tail, min(excess, MAX_LINE_B + 2))
        if excess > MAX_LINE_B + 1 or data is None:
            self.ledger.add(12, name, "more than one record stands beyond the head", byte=head.tail)
        elif data.endswith(b"\n"):
            self._extra(name, data[:-1], head, timeline)
        elif not tail.plausible_piece(data):
            self.ledger.add(12, name, "what stands beyond the head is no piece of one record", byte=head.tail)
        else:
            self.residue.append(f"a piece of a record, {len(data)} bytes, stands beyond the head")

    def _extra(self, name: str, line: bytes, head: Checkpoint, timeline: Timeline) -> None:
        key = timeline.key_at(head.size)
        try:
            parts, body = dissect(line), parse(line)
        except Malformed as error:
            self.ledger.add(12, name, f"the record beyond the head: {error}", seq=head.size, byte=head.tail)
            return
        follows = parts.prev == head.chain and body.get("seq") == head.size
        if not follows or key is None or parts.kid != key.kid or not key.accepts(parts.signature, parts.signed):
            self.ledger.add(12, name, "the record beyond the head is not ours", seq=head.size, byte=head.tail)
            return
        self.residue.append(f"record {head.size} is signed but not yet in the head")
        self.walk.states.setdefault(head.size + 1, grow(head, line))
        timeline.extend(head.size, body)
        if body.get("t") == "intent":
            self.walk.open[str(body.get("id"))] = head.size
        elif body.get("t") == "outcome":
            self.walk.open.pop(str(body.get("id")), None)

    # 11, 16 ---------------------------------------------------------------------------

    def _required(self, read: set[int], timeline: Timeline, head: Checkpoint) -> None:
        """A kept checkpoint for each closed segment, key change and day; a day's only when every line was parsed."""
        walk = self.walk
        required = {*range(layout.SEGMENT, min(head.size, walk.covered) + 1, layout.SEGMENT), *timeline.handovers}
        if self.level is not Level.FAST:
            required |= set(walk.days) - timeline.repairs
        for size in sorted(required.difference(self.entries.notes)):
            if size <= head.size:
                self.ledger.add(11, heads.note_file(size), "missing")
        if self.level is not Level.FAST and not walk.base:
            spare = sorted(read - required - timeline.repairs)
            self.residue += [f"{heads.note_file(size)} is true but not needed" for size in spare]

    def _stamps(self, authority: str | None) -> list[str]:
        if not any(name.endswith(".tsr") for name in self.entries.anchors):
            return []
        from opaq.audit import stamps  # subprocess takes 8 ms to load, and few logs have time stamps

        return stamps.check(self.directory, self.entries.anchors, authority, self.ledger)

    # 13, 15 -----------------------------------------------------------------------------

    def _archives(self, steering: list[Steering]) -> None:
        notes = [body for _, _, body in steering if (body.get("t"), body.get("kind")) == ("note", "archive")]
        told = {(body.get("first"), body.get("sha256")) for body in notes}
        for first, digest in self.walk.stubs.items():
            if (first, digest) not in told:
                self.ledger.add(15, f"segments/{first:012d}.archived", "no signed note tells of this archive")

    def _open(self) -> None:
        if self.level is Level.FAST:
            return
        if self.walk.open:
            self.residue.append(f"{len(self.walk.open)} open intents: runs whose outcome was not recorded")
        if not self.walk.base:
            self.residue += leftovers.working_files(self.entries, self.walk.open)

    def _verdict(self, timeline: Timeline, anchored: list[int], stamps: list[str], *, pinned: bool) -> Verification:
        if self.ledger.count:
            verdict = ExitCode.TAMPERED
        elif not pinned:
            verdict = ExitCode.UNPINNED
        else:
            verdict = ExitCode.RESIDUE if self.residue else ExitCode.OK
        walk, head = self.walk, self.head
        return Verification(
            verdict,
            tuple(self.ledger.faults),
            self.ledger.count,
            tuple(self.residue),
            timeline.origin,
            head.size if head else 0,
            head.text().split(b"\n")[2].decode() if head else "",
            timeline.identity.vkey if timeline.identity else "",
            pinned,
            tuple(sorted(anchored)),
            timeline.epoch + 1,
            tuple(sorted(walk.open.values())),
            tuple(walk.steps),
            walk.archived,
            sum(len(finding.erased) for finding in walk.findings),
            self.level,
            tuple(stamps),
            walk.base,
        )


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Runs that continue across a segment's border become one."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].kid == run.kid and merged[-1].end + 1 == run.start:
            merged[-1] = Run(run.kid, merged[-1].start, run.end, run.line)
        else:
            merged.append(run)
    return merged
