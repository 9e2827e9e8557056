"""What profile and policy ask of a request before it is looked at: a reason, and bounds."""

from __future__ import annotations

from opaq.errors import Refused
from opaq.model.address import Limits
from opaq.model.record import replace
from opaq.model.request import Request
from opaq.policy.types import Policy
from opaq.profile.types import Profile


def require_reason(request: Request, profile: Profile, policy: Policy) -> None:
    """Raises Refused (OPQ-P201) when a reason is asked for and none was given."""
    if (profile.require_reason or policy.require_reason) and not request.purpose.reason.strip():
        raise Refused(
            "OPQ-P201",
            f"profile {profile.name} asks for a reason",
            why="require_reason is set by the profile or its policy",
            hint='say why with --reason "ticket 4711: customer cannot log in"',
        )


def limits_of(request: Request, profile: Profile, policy: Policy) -> Limits:
    """The strictest of what was asked for and what profile and policy allow."""
    ceilings = [n for n in (request.limit, profile.max_limit, policy.max_limit) if n is not None]
    return replace(
        Limits(),
        rows=min(ceilings) if ceilings else None,
        seconds=min(request.timeout or profile.timeout, profile.timeout) if request.timeout else profile.timeout,
        connect_seconds=profile.connect_timeout,
    )
