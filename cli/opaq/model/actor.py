"""Who asks, and why. Text only; what the audit log records about a person."""

from __future__ import annotations

from opaq.model.record import record


@record
class Actor:
    user: str
    """Operating-system user name."""
    uid: int
    host: str
    tty: str
    """Terminal name or empty."""
    via: str
    """`human`, `script` or `agent:NAME`."""
    on_behalf_of: str = ""
    """From --actor: the person a service or agent acts for. A claim, recorded as one."""


@record
class Purpose:
    reason: str = ""
    """From --reason; may be required by the profile."""
