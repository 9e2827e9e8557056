"""A session for commands that look at a database without running anyone's statement: describe, doctor, profile test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opaq import interrupts
from opaq.commands.spec import Context, Values
from opaq.commands.statement import is_interactive
from opaq.engines import registry
from opaq.engines.types import Session
from opaq.model.address import Limits
from opaq.profile.login import Login
from opaq.profile.reach import reachable
from opaq.profile.types import Profile


@contextmanager
def connected(context: Context, values: Values, profile: Profile) -> Iterator[Session]:
    """Connected as the profile says; closed however it ends. Raises OpaqError."""
    login = Login(profile, context.env, ask=is_interactive(context, values))
    limits = Limits(seconds=profile.timeout, connect_seconds=profile.connect_timeout)
    with reachable(profile) as address:
        engine = registry.load(address.engine)
        session = login.open(lambda secret: engine.connect(address, secret, limits))
        try:
            with interrupts.on_cancel(session.cancel):
                yield session
        finally:
            session.close()
