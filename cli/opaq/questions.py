"""The questions a statement asks of sensitive columns, counted against the budget of the one who asks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from opaq.errors import DatabaseError, OpaqError
from opaq.mask.keys import load_key
from opaq.model.lineage import Probe
from opaq.model.request import Request
from opaq.policy.ledger import Ledger
from opaq.policy.sensitivity import sensitivity
from opaq.policy.types import Policy
from opaq.profile.types import Profile
from opaq.understanding import Understanding


def ask(probes: Sequence[Probe], request: Request, profile: Profile, policy: Policy) -> None:
    """Count the statement's questions, durably. Raises Refused (OPQ-L101) past the budget, AuditFailure (OPQ-A210)."""
    if not probes:  # and no key is made for nothing
        return
    ledger = Ledger(profile.state_directory, load_key(profile.keys_directory).ledger_key)
    ledger.admit(
        probes,
        actor=f"{request.actor.user}/{request.actor.on_behalf_of}",
        database=profile.place,
        budget=policy.budget,
        day=datetime.now(UTC).date().isoformat(),
    )


def remember_failure(
    error: BaseException, understood: Understanding, request: Request, profile: Profile, policy: Policy
) -> None:
    """A statement that failed over something sensitive has answered a question: it counts as one probe per column."""
    if not isinstance(error, DatabaseError) or not understood.trace.reads_sensitive:
        return
    sensitive = sensitivity(understood.findings, policy)
    columns = [column for column in sorted(understood.trace.reads) if sensitive(column)]
    with suppress(OpaqError):  # past the budget already: the next question is refused
        ask([Probe(column, "failure", request.text.encode()) for column in columns], request, profile, policy)
