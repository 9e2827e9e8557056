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

from opaq.audit import archive, heads, layout, leftovers, merkle, parallel, segment, signatures, tail
from opaq.audit import snapshot as snapshots
from opaq.audit.faults import Ledger
from opaq.audit.head import grow
from opaq.audit.inventory import Inventory
from opaq.audit.line import MAX_LINE_B, Malformed, dissect, parse
from opaq.audit.note import BadNote, Checkpoint, Verifier
from opaq.audit.segment import Finding, Job, Run, State, Steering
from opaq.audit.snapshot import Snapshot
from opaq.audit.timeline import Timeline
from opaq.audit.verdict import Level, Verification
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
    verifier = _Verifier(directory, [*anchors, *([resume] if resume else [])], level)
    verifier.resume = resume[1] if resume else None
    verifier.authority = authority
    return verifier.run(trusted, processes, progress)


def rebuilt_root(directory: str, size: int) -> bytes | None:
    """The root of the first `size` records of a log that verifies; None if it does not, or is shorter."""
    verifier = _Verifier(directory, [], Level.DEFAULT)
    verifier.also.add(size)
    tampered = verifier.run((), 1, None).verdict is ExitCode.TAMPERED
    state = verifier.states.get(size)
    return state.root if state is not None and not tampered else None


class _Verifier:
    def __init__(self, directory: str, anchors: list[tuple[str, bytes]], level: Level) -> None:
        self.directory = directory
        self.level = level
        self.ledger = Ledger()
        self.residue: list[str] = []
        self.anchored: list[int] = []
        self.given = anchors
        self.states: dict[int, Checkpoint] = {}
        self.also: set[int] = set()
        """Sizes that someone asks about."""
        self.findings: list[Finding] = []
        self.archived = 0
        self.stubs: dict[int, str] = {}
        self.open: dict[str, int] = {}
        self.skimmed: list[Run] = []
        """Steering records known without the hashes around them; each signature is checked."""
        self.resume: bytes | None = None
        self.authority: str | None = None
        self.stamps: list[str] = []
        self.base = 0
        """Records before this one are vouched for by the checkpoint that the caller trusts."""
        self.edge: list[bytes] = []
        self.chain = "0" * 64
        """Hash of the line before; empty when it is not known."""
        self.covered = 0
        self.days: list[int] = []
        self.steps: list[int] = []
        self.last_stamp: tuple[str, str, int] | None = None

    def run(
        self, trusted: Sequence[Verifier], processes: int, progress: Callable[[int, int], None] | None
    ) -> Verification:
        snapshot = snapshots.take(self.directory, self.ledger)  # 1
        entries = snapshot.entries
        signed = self._head(snapshot.data)  # 2
        head = signed.claimed if signed else None
        notes = heads.kept(self.directory, entries.notes, self.ledger)  # 11
        anchors = heads.given(self.given, self.ledger)  # 16
        self.also |= {*notes, *(anchor.claimed.size for _, anchor in anchors)}
        steering = self._records(entries, head, processes, progress)  # 5, 6, 7, 8, 13, 14, 15, 17
        timeline = Timeline(steering, self.ledger)  # 3, 9
        timeline.check_runs(_merged(run for finding in self.findings for run in finding.runs))
        timeline.check_runs(self.skimmed)
        if self.level is Level.EVERY:
            self._every(timeline, processes)
        if timeline.identity is None:
            self.ledger.add(3, "segments/000000000000.jsonl", "no genesis: nothing vouches for this log")
        pinned = self._trust(timeline, trusted, head)  # 4
        compared = heads.Heads(self.states, timeline, self._unread, self.ledger)
        if head is not None and signed is not None:
            compared.committed(layout.HEAD, signed)  # 2, 10
            self._beyond(snapshot, head, timeline)  # 12
            self._required(set(notes), set(entries.notes), timeline, head)  # 11
        compared.keep(notes)  # 11
        self.anchored, unread = compared.hold(anchors)  # 16
        self.residue += unread
        self._archives(steering)  # 15
        self.residue += leftovers.erasures(entries, steering, [finding.erased for finding in self.findings])  # 14
        self.residue += leftovers.judge(entries, steering, head.size if head else None, self.ledger)  # 1, 12, 14, 16
        self._open(entries)
        self._stamps_of(entries)  # 16
        return self._verdict(timeline, head, pinned=pinned)

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

    # 5, 6, 7, 8, 13, 14, 15, 17 ---------------------------------------------------------

    def _records(
        self,
        entries: Inventory,
        head: Checkpoint | None,
        processes: int,
        progress: Callable[[int, int], None] | None,
    ) -> list[Steering]:
        wanted = self.also | ({head.size} if head else set())
        self._start(head)
        firsts = self._firsts(entries, head)
        present = set(entries.segments)
        jobs = [self._job(first, head, wanted, entries) for first in firsts if first in present and first >= self.base]
        checked = {finding.first: finding for finding in parallel.run(segment.check, jobs, processes, progress)}
        steering: list[Steering] = []
        for first in firsts:
            if first in checked:
                steering += self._join(checked[first])
            elif first in present:
                steering += self._skim(first)
            else:
                steering += self._stub(first, entries)
        return steering

    def _start(self, head: Checkpoint | None) -> None:
        """Begin where the caller's own checkpoint ends; check 16 then compares it as a whole."""
        try:
            known = heads.read(self.resume).claimed if self.resume else None
        except BadNote:
            return
        if known is None or head is None or known.size > head.size:
            return
        self.base = self.covered = layout.first_of(known.size)
        self.edge = list(known.edge[: (known.size // layout.SEGMENT).bit_count()])
        if self.base:
            self.chain = known.chain if known.tail == 0 else ""
            if known.tail == 0:
                self.states[known.size] = known._replace(origin="")

    def _skim(self, first: int) -> list[Steering]:
        steering = segment.skim(self.directory, first, self.ledger)
        self._lone(steering)
        return steering

    def _lone(self, steering: list[Steering]) -> None:
        """9: records without their neighbours, so that each one's own signature counts."""
        for seq, line, _ in steering:
            try:
                self.skimmed.append(Run(dissect(line).kid, seq, seq, line))
            except Malformed as error:
                self.ledger.add(6, f"segments/{layout.segment(layout.first_of(seq))}", str(error), seq=seq)

    def _firsts(self, entries: Inventory, head: Checkpoint | None) -> list[int]:
        present = sorted({*entries.segments, *entries.stubs})
        if head is None:
            count = len(present)
            expected = [position * layout.SEGMENT for position in range(count)]
        else:
            last = layout.first_of(head.size - 1)
            if last // layout.SEGMENT > len(present) + 1:  # a head from nowhere must not make us count to 2**53
                self.ledger.add(5, "segments", "segments are missing")
                last = max(0, len(present)) * layout.SEGMENT
            expected = list(range(0, last + 1, layout.SEGMENT))
        belonging = set(expected)
        for first in present:
            follows = head is not None and first == head.size == layout.first_of(first) and first not in entries.stubs
            if first not in belonging and not follows:
                self.ledger.add(5, f"segments/{layout.segment(first)}", "a segment that does not belong here")
        for first in entries.stubs:
            if first in entries.segments:
                self.residue.append(f"segment {first} stands here beside its archive stub")
        return expected

    def _job(self, first: int, head: Checkpoint | None, wanted: set[int], entries: Inventory) -> Job:
        count = end = None
        if head is not None:
            count = min(layout.SEGMENT, head.size - first)
            end = head.tail if first == layout.first_of(head.size) else None
        sizes = tuple(size for size in wanted if first < size <= first + layout.SEGMENT)
        shown = frozenset(seq for seq in entries.disclosures if first <= seq < first + layout.SEGMENT)
        return Job(self.directory, first, count, end, self.level is not Level.FAST, sizes, shown)

    def _join(self, found: Finding) -> list[Steering]:
        name = f"segments/{layout.segment(found.first)}"
        self.findings.append(found)
        self.ledger.extend(found.ledger)
        if found.count and self.chain and found.prev != self.chain:
            self.ledger.add(7, name, "prev is not the hash of the line before", seq=found.first, byte=0)
        if found.first == self.covered:  # else something is missing before it, and nothing can be rebuilt
            self._rebuild(found)
        if self.last_stamp is not None and found.first_stamp is not None:
            self._stamps(self.last_stamp, found)
        self.chain = found.chain or self.chain
        self.last_stamp = found.last_stamp or self.last_stamp
        self.days += found.days
        self.steps += found.steps
        self._meet(found.closed, found.open, name)
        return found.steering

    def _rebuild(self, found: Finding) -> None:
        for size, state in found.states.items():
            self.states[size] = self._state(found.first, size, state)
        self.edge = merkle.join(self.edge, found.first, found.edge, found.count)
        self.covered += found.count

    def _state(self, first: int, size: int, state: State) -> Checkpoint:
        edge = merkle.join(self.edge, first, state.edge, size - first)
        return Checkpoint("", size, merkle.root(edge), state.chain, state.tail, tuple(edge))

    def _stamps(self, before: tuple[str, str, int], found: Finding) -> None:
        name = f"segments/{layout.segment(found.first)}"
        assert found.first_stamp is not None  # noqa: S101
        if reason := segment.backwards(before, found.first_stamp):
            self.ledger.add(17, name, reason, seq=found.first, byte=0)
        if found.first_stamp[0] < before[0]:
            self.steps.append(found.first)
        if found.first_stamp[0][:10] != before[0][:10]:
            self.days.append(found.first)

    def _meet(self, closed: list[tuple[str, int, object]], opened: dict[str, int], name: str) -> None:
        """13: an outcome meets the intent of an earlier segment."""
        for record_id, seq, claimed in closed:
            intent = self.open.pop(record_id, None)
            before = intent is None and type(claimed) is int and claimed < self.base
            if not before and (intent is None or intent != claimed):
                self.ledger.add(13, name, "an outcome without its intent, or a second one", seq=seq)
        self.open |= opened

    def _stub(self, first: int, entries: Inventory) -> list[Steering]:
        if first not in entries.stubs:
            self.ledger.add(5, f"segments/{layout.segment(first)}", "the segment is missing")
            return []
        name = f"segments/{first:012d}.archived"
        try:
            stub = archive.read(self.directory, first)
        except archive.BadStub as error:
            self.ledger.add(15, name, str(error))
            return []
        if first >= self.base and self.chain and stub.prev != self.chain:
            self.ledger.add(15, name, "it does not follow the segment before")
        if first >= self.base:
            self.chain = stub.chain
        self.stubs[first] = stub.digest
        if first == self.covered:
            self.edge = merkle.join(self.edge, first, [stub.root], layout.SEGMENT)
            self.covered = size = first + layout.SEGMENT
            self.states[size] = Checkpoint("", size, merkle.root(self.edge), stub.chain, 0, tuple(self.edge))
        self.archived += layout.SEGMENT
        self.days += stub.days
        if first >= self.base:
            self._meet(stub.closed, stub.open, name)
        self.last_stamp = None
        kept: list[Steering] = [(seq, line, parse(line)) for seq, line in stub.kept]
        self._lone(kept)
        self._withheld(first, kept, entries)
        return kept

    def _withheld(self, first: int, kept: list[Steering], entries: Inventory) -> None:
        """14: archiving takes the disclosures away too, but for those of records that the stub keeps."""
        bodies = {seq: body for seq, _, body in kept}
        for seq in entries.disclosures:
            if seq in bodies:
                segment.check_disclosures(self.directory, seq, bodies[seq], self.ledger)
            elif first <= seq < first + layout.SEGMENT:
                self.residue.append(f"disclosures/{seq}.txt is of an archived record and cannot be checked")

    def _every(self, timeline: Timeline, processes: int) -> None:
        spans = [(span.start, span.key) for span in timeline.spans]
        jobs = [(self.directory, found.first, found.bytes, spans) for found in self.findings]
        for ledger in parallel.run(signatures.check, jobs, processes, None):
            self.ledger.extend(ledger)

    # 4 --------------------------------------------------------------------------------

    def _trust(self, timeline: Timeline, trusted: Sequence[Verifier], head: Checkpoint | None) -> bool:
        if not trusted or timeline.identity is None:
            return False
        mine = {timeline.identity.public}
        if head is not None and (current := timeline.key_at(head.size)):
            mine.add(current.public)
        if any(key.public in mine for key in trusted):
            return True
        self.ledger.add(4, "segments/000000000000.jsonl", "the log's identity is none of the trusted keys", seq=0)
        return False

    # 12 -------------------------------------------------------------------------------

    def _beyond(self, snapshot: Snapshot, head: Checkpoint, timeline: Timeline) -> None:
        first = layout.first_of(head.size)
        name = f"segments/{layout.segment(first)}"
        size = snapshot.sizes.get(first, 0)
        excess = size - head.tail
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
        self.states.setdefault(head.size + 1, grow(head, line))
        timeline.extend(head.size, body)
        if body.get("t") == "intent":
            self.open[str(body.get("id"))] = head.size
        elif body.get("t") == "outcome":
            self.open.pop(str(body.get("id")), None)

    # 11, 16 ---------------------------------------------------------------------------

    def _required(self, read: set[int], present: set[int], timeline: Timeline, head: Checkpoint) -> None:
        """A kept checkpoint for each closed segment, key change and day; a day's only when every line was parsed."""
        required = {*range(layout.SEGMENT, min(head.size, self.covered) + 1, layout.SEGMENT), *timeline.handovers}
        if self.level is not Level.FAST:
            required |= set(self.days) - timeline.repairs
        for size in sorted(required - present):
            if size <= head.size:
                self.ledger.add(11, heads.note_file(size), "missing")
        if self.level is not Level.FAST and not self.base:
            spare = sorted(read - required - timeline.repairs)
            self.residue += [f"{heads.note_file(size)} is true but not needed" for size in spare]

    def _unread(self, size: int) -> bool:
        """Whether the records just below a size were not read, so that nothing can be compared."""
        first = layout.first_of(size)
        return size not in self.states and (size <= self.base or first in self.stubs)

    def _stamps_of(self, entries: Inventory) -> None:
        if any(name.endswith(".tsr") for name in entries.anchors):
            from opaq.audit import stamps  # subprocess takes 8 ms to load, and few logs have time stamps

            self.stamps = stamps.check(self.directory, entries.anchors, self.authority, self.ledger)

    # 13, 15 -----------------------------------------------------------------------------

    def _archives(self, steering: list[Steering]) -> None:
        notes = [body for _, _, body in steering if (body.get("t"), body.get("kind")) == ("note", "archive")]
        told = {(body.get("first"), body.get("sha256")) for body in notes}
        for first, digest in self.stubs.items():
            if (first, digest) not in told:
                self.ledger.add(15, f"segments/{first:012d}.archived", "no signed note tells of this archive")

    def _open(self, entries: Inventory) -> None:
        if self.level is Level.FAST:
            return
        if self.open:
            self.residue.append(f"{len(self.open)} open intents: runs whose outcome was not recorded")
        if not self.base:
            self.residue += leftovers.working_files(entries, self.open)

    def _verdict(self, timeline: Timeline, head: Checkpoint | None, *, pinned: bool) -> Verification:
        if self.ledger.count:
            verdict = ExitCode.TAMPERED
        elif not pinned:
            verdict = ExitCode.UNPINNED
        else:
            verdict = ExitCode.RESIDUE if self.residue else ExitCode.OK
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
            tuple(sorted(self.anchored)),
            timeline.epoch + 1,
            tuple(sorted(self.open.values())),
            tuple(self.steps),
            self.archived,
            sum(len(finding.erased) for finding in self.findings),
            self.level,
            tuple(self.stamps),
            self.base,
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
