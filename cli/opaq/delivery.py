"""The second half of the way: rows are fetched, masked and written, batch by batch, and summed up."""

from __future__ import annotations

import time

from opaq import interrupts
from opaq.audit.chain import Entry
from opaq.classify.cells import CellScanner
from opaq.console import Console
from opaq.engines.types import Reader, Session
from opaq.errors import Truncated
from opaq.lineage.plan_text import PlanText
from opaq.lineage.types import Arrangement
from opaq.mask.apply import Masker
from opaq.mask.arrange import gathered, part, rearranged
from opaq.mask.keys import key_of
from opaq.mask.types import MaskedBatch, MaskPlan
from opaq.model.address import Limits
from opaq.model.batch import Batch
from opaq.model.record import replace
from opaq.model.request import Request
from opaq.policy.types import Policy
from opaq.profile.types import Profile
from opaq.render.output import Output
from opaq.render.types import Summary
from opaq.row_order import notes_of
from opaq.stream import overlapped
from opaq.understanding import Understanding


class Delivery:
    """The second half of the way: fetch, mask and write, batch by batch."""

    def __init__(
        self,
        request: Request,
        profile: Profile,
        policy: Policy,
        understood: Understanding,
        limits: Limits,
        session: Session,
        output: Output,
        console: Console,
    ) -> None:
        self.request = request
        self.profile = profile
        self.understood = understood
        self.limits = limits
        self.session = session
        self.output = output
        self.console = console
        self.policy = policy
        self.masker = self.new_masker(understood.plan)
        self.plan_text = PlanText(understood.statement, understood.trace)
        self.row_count = 0
        """Rows that went into the output so far; the outcome record tells it however the run ends."""
        self.expected: int | None = None
        """Rows that may come, for the progress bar; None: nobody knows."""

    def show(self, entry: Entry) -> Summary:
        """The whole result is on its way out when this returns. Raises OpaqError, BrokenPipeError."""
        started = time.monotonic()
        truncated = self.fetch()
        self.session.close()  # the server is let go before a pager opens
        if truncated and self.request.complete:
            raise Truncated("OPQ-U090", "the result was cut", hint="raise --limit, or drop --fail-on-truncate")
        summary = Summary(
            row_count=self.row_count,
            truncated=truncated,
            masked=self.masker.tally.cells,
            spans=self.masker.tally.spans,
            decisions=self.masker.plan.decisions,
            elapsed_ms=round((time.monotonic() - started) * 1000),
            audit_seq=entry.seq,
            audit_hash=entry.hash,
            profile=self.profile.name,
            banner=self.profile.label,
            limit=self.limits.rows,
            server=self.understood.server,
            mask_key=self.masker.key_id,
            notes=notes_of(self.understood.trace.arrangement),
        )
        self.output.finish(summary)
        return summary

    def fetch(self) -> bool:
        """Read, mask and write, overlapped; True when rows were left behind by the limit."""
        session, arrangement = self.session, self.understood.trace.arrangement
        limits = self.limits if arrangement is None else replace(self.limits, rows=None)
        bulk = self.request.bulk and arrangement is None
        with interrupts.on_cancel(session.cancel):
            reader = session.execute(self.understood.sent.statement, self.request.values, limits, bulk=bulk)
            try:
                self.output.begin(self.understood.named_types(reader.schema), self.understood.plan.decisions)
                self.expected = expected_rows(reader, limits)
                if arrangement is not None:
                    return self.arrange(reader, arrangement)
                overlapped(reader, self.mask, self.write, cancel=session.cancel)
                return reader.truncated
            finally:
                reader.close()
                self.console.end_progress()

    def arrange(self, reader: Reader, arrangement: Arrangement) -> bool:
        """All rows first, since their order tells something; then those that were asked for, in one that tells nothing."""
        batch = gathered(reader, arrangement, self.understood.plan)
        if batch is None:
            return False
        sent, most = self.understood.sent, self.limits.rows
        shown = self.masker.apply(batch)
        self.masker = self.new_masker(self.masker.plan)  # as tightened: rows that looked the same still do
        asked = part(rearranged(batch, shown, arrangement.keys), sent.first, sent.count)
        kept = part(asked, 0, most)
        if kept.row_count:
            self.write(self.mask(kept))
        return kept.row_count < asked.row_count

    def new_masker(self, plan: MaskPlan) -> Masker:
        key, policy = key_of(self.profile, key_id=self.request.mask_key), self.policy
        return Masker(plan, key, CellScanner(policy), policy)

    def mask(self, batch: Batch) -> MaskedBatch:
        """An execution plan loses its literals first; every other batch goes as it is."""
        return self.masker.apply(self.plan_text.without_literals(batch))

    def write(self, batch: MaskedBatch) -> None:
        self.output.chunk(batch)
        self.row_count += batch.row_count
        self.console.progress(self.row_count, self.expected)


def expected_rows(reader: Reader, limits: Limits) -> int | None:
    """What the server expects, as far as the limit lets it through."""
    if reader.expected is None or limits.rows is None:
        return reader.expected
    return min(reader.expected, limits.rows)
