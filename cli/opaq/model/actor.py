"""Who asks, and why. Text only; what the audit log records about a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Purpose:
    reason: str = ""
    """From --reason; may be required by the profile."""
