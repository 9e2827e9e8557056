"""The records in order: every segment checked, joined with the one before, archived ones known by their stubs.

What a segment shows by itself is `segment`'s; here stands what holds across a
border: the chain (7), the tree (10, 11, 16 compare it), intents and outcomes (13),
clocks (17), and which segments there have to be (5). Numbers are those of
`verdict.CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable

from opaq.audit import archive, heads, layout, merkle, parallel, segment
from opaq.audit.faults import Ledger
from opaq.audit.inventory import Inventory
from opaq.audit.line import Malformed, dissect, parse
from opaq.audit.note import BadNote, Checkpoint
from opaq.audit.segment import Finding, Job, Run, State, Steering
from opaq.audit.verdict import Level


class Walk:
    """One pass over a log; its attributes are what the records told."""

    def __init__(self, entries: Inventory, head: Checkpoint | None, level: Level, ledger: Ledger) -> None:
        self.entries = entries
        self.head = head
        self.level = level
        self.ledger = ledger
        self.residue: list[str] = []
        self.states: dict[int, Checkpoint] = {}
        """The checkpoint of every wanted size, rebuilt; its origin is empty."""
        self.findings: list[Finding] = []
        self.skimmed: list[Run] = []
        """Steering records known without the hashes around them; each signature is checked."""
        self.stubs: dict[int, str] = {}
        """Digest of each archived segment, by its first record."""
        self.archived = 0
        """Records in archived segments."""
        self.open: dict[str, int] = {}
        """Sequence numbers of intents without an outcome, by id."""
        self.days: list[int] = []
        """Records that begin a day."""
        self.steps: list[int] = []
        """Records before which the wall clock was set back."""
        self.base = 0
        """Records before this one are vouched for by the checkpoint that the caller trusts."""
        self.covered = 0
        """Records up to here are in the tree that is being rebuilt."""
        self._edge: list[bytes] = []
        self._chain = "0" * 64
        """Hash of the line before; empty when it is not known."""
        self._last_stamp: tuple[str, str, int] | None = None

    def records(self, wanted: set[int], processes: int, progress: Callable[[int, int], None] | None) -> list[Steering]:
        """Every segment in order; the records that steer the log. `wanted` are tree sizes whose state is to be rebuilt."""
        firsts = self._firsts()
        present = set(self.entries.segments)
        jobs = [self._job(first, wanted) for first in firsts if first in present and first >= self.base]
        checked = {finding.first: finding for finding in parallel.run(segment.check, jobs, processes, progress)}
        steering: list[Steering] = []
        for first in firsts:
            if first in checked:
                steering += self._join(checked[first])
            elif first in present:
                steering += self._skim(first)
            else:
                steering += self._stub(first)
        return steering

    def resume(self, data: bytes) -> None:
        """Begin where the caller's own checkpoint ends, if it can be read; check 16 then compares it as a whole."""
        try:
            known = heads.read(data).claimed
        except BadNote:
            return
        if self.head is None or known.size > self.head.size:
            return
        self.base = self.covered = layout.first_of(known.size)
        self._edge = list(known.edge[: (known.size // layout.SEGMENT).bit_count()])
        if self.base:
            self._chain = known.chain if known.tail == 0 else ""
            if known.tail == 0:
                self.states[known.size] = known._replace(origin="")

    def _skim(self, first: int) -> list[Steering]:
        steering = segment.skim(self.entries.directory, first, self.ledger)
        self._lone(steering)
        return steering

    def _lone(self, steering: list[Steering]) -> None:
        """9: records without their neighbours, so that each one's own signature counts."""
        for seq, line, _ in steering:
            try:
                self.skimmed.append(Run(dissect(line).kid, seq, seq, line))
            except Malformed as error:
                self.ledger.add(6, f"segments/{layout.segment(layout.first_of(seq))}", str(error), seq=seq)

    def _firsts(self) -> list[int]:
        """5: where segments begin, by the head; without one, as many as there are."""
        entries, head = self.entries, self.head
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

    def _job(self, first: int, wanted: set[int]) -> Job:
        count = end = None
        if self.head is not None:
            count = min(layout.SEGMENT, self.head.size - first)
            end = self.head.tail if first == layout.first_of(self.head.size) else None
        sizes = tuple(size for size in wanted if first < size <= first + layout.SEGMENT)
        shown = frozenset(seq for seq in self.entries.disclosures if first <= seq < first + layout.SEGMENT)
        return Job(self.entries.directory, first, count, end, self.level is not Level.FAST, sizes, shown)

    def _join(self, found: Finding) -> list[Steering]:
        name = f"segments/{layout.segment(found.first)}"
        self.findings.append(found)
        self.ledger.extend(found.ledger)
        if found.count and self._chain and found.prev != self._chain:
            self.ledger.add(7, name, "prev is not the hash of the line before", seq=found.first, byte=0)
        if found.first == self.covered:  # else something is missing before it, and nothing can be rebuilt
            self._rebuild(found)
        if self._last_stamp is not None and found.first_stamp is not None:
            self._stamps(self._last_stamp, found)
        self._chain = found.chain or self._chain
        self._last_stamp = found.last_stamp or self._last_stamp
        self.days += found.days
        self.steps += found.steps
        self._meet(found.closed, found.open, name)
        return found.steering

    def _rebuild(self, found: Finding) -> None:
        for size, state in found.states.items():
            self.states[size] = self._state(found.first, size, state)
        self._edge = merkle.join(self._edge, found.first, found.edge, found.count)
        self.covered += found.count

    def _state(self, first: int, size: int, state: State) -> Checkpoint:
        edge = merkle.join(self._edge, first, state.edge, size - first)
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

    def _stub(self, first: int) -> list[Steering]:
        """15: an archived segment, known by what its stub keeps."""
        if first not in self.entries.stubs:
            self.ledger.add(5, f"segments/{layout.segment(first)}", "the segment is missing")
            return []
        name = f"segments/{first:012d}.archived"
        try:
            stub = archive.read(self.entries.directory, first)
        except archive.BadStub as error:
            self.ledger.add(15, name, str(error))
            return []
        if first >= self.base and self._chain and stub.prev != self._chain:
            self.ledger.add(15, name, "it does not follow the segment before")
        if first >= self.base:
            self._chain = stub.chain
        self.stubs[first] = stub.digest
        if first == self.covered:
            self._edge = merkle.join(self._edge, first, [stub.root], layout.SEGMENT)
            self.covered = size = first + layout.SEGMENT
            self.states[size] = Checkpoint("", size, merkle.root(self._edge), stub.chain, 0, tuple(self._edge))
        self.archived += layout.SEGMENT
        self.days += stub.days
        if first >= self.base:
            self._meet(stub.closed, stub.open, name)
        self._last_stamp = None
        kept: list[Steering] = [(seq, line, parse(line)) for seq, line in stub.kept]
        self._lone(kept)
        self._withheld(first, kept)
        return kept

    def _withheld(self, first: int, kept: list[Steering]) -> None:
        """14: archiving takes the disclosures away too, but for those of records that the stub keeps."""
        bodies = {seq: body for seq, _, body in kept}
        for seq in self.entries.disclosures:
            if seq in bodies:
                segment.check_disclosures(self.entries.directory, seq, bodies[seq], self.ledger)
            elif first <= seq < first + layout.SEGMENT:
                self.residue.append(f"disclosures/{seq}.txt is of an archived record and cannot be checked")

    def unread(self, size: int) -> bool:
        """Whether the records just below a size were not read, so that nothing can be compared."""
        first = layout.first_of(size)
        return size not in self.states and (size <= self.base or first in self.stubs)
