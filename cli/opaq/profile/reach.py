"""The address a session connects to: the profile's own, or the near end of its ssh tunnel."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from opaq.model.address import Address
from opaq.profile.types import Profile


def reachable(profile: Profile) -> AbstractContextManager[Address]:
    """Open for as long as the session lasts. Raises ConnectionFailed (OPQ-P018)."""
    if profile.ssh is None or profile.address.engine == "sqlite":
        return nullcontext(profile.address)
    from opaq.profile import tunnel  # sockets and processes, 12 ms; only profiles with `ssh` come here

    return tunnel.opened(profile, profile.ssh)
