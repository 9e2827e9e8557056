"""Who asks: a person at a terminal, a script, or an agent; what the audit log records about them."""

from __future__ import annotations

import os
from collections.abc import Mapping

from opaq.errors import UsageError
from opaq.model.actor import Actor
from opaq.model.pattern import late

AGENT = late(r"agent:[A-Za-z0-9][A-Za-z0-9._/-]{0,63}\Z")
MAX_CLAIM = 200


def whoami(env: Mapping[str, str], claim: str | None = None, *, interactive: bool) -> Actor:
    """The operating system's word for user and host, and the claim of `--actor` marked as one.

    `--actor agent:NAME` or OPAQ_AGENT=NAME says that an agent drives opaq; any other
    `--actor` names the person a service acts for. Raises UsageError (OPQ-U009).
    """
    agent = env.get("OPAQ_AGENT", "")
    on_behalf_of = ""
    via = "human" if interactive else "script"
    if agent:
        via = _checked_agent(f"agent:{agent}")
    if claim:
        if claim.startswith("agent:"):
            via = _checked_agent(claim)
        elif len(claim) > MAX_CLAIM or not claim.isprintable():
            raise UsageError("OPQ-U009", "--actor is not a name", hint=f"printable, at most {MAX_CLAIM} characters")
        else:
            on_behalf_of = claim
    uid = os.getuid() if hasattr(os, "getuid") else -1
    return Actor(_user(uid, env), uid, _host(), _tty(), via, on_behalf_of)


def _checked_agent(via: str) -> str:
    if not AGENT.match(via):
        raise UsageError(
            "OPQ-U009", "not an agent's name", hint="agent:NAME with letters, digits, dot, dash, underscore"
        )
    return via


def _user(uid: int, env: Mapping[str, str]) -> str:
    try:
        import pwd  # absent on Windows

        return pwd.getpwuid(uid).pw_name
    except (ImportError, KeyError):
        return env.get("USER") or env.get("USERNAME") or f"uid{uid}"


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _tty() -> str:
    for descriptor in (0, 1, 2):
        try:
            return os.ttyname(descriptor)
        except (OSError, AttributeError):
            continue
    return ""
