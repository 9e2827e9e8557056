"""`opaq doctor`: everything that could make a query fail or a promise hollow, looked at before it matters."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from opaq import __version__
from opaq.commands.columns import write_columns
from opaq.commands.spec import Command, Context, Values
from opaq.commands.statement import profile_of
from opaq.errors import OpaqError
from opaq.profile.types import Profile

Check = tuple[str, str, str]
"""(`ok`, `warn` or `fail`; what; what to do)."""
SPARE_BYTES = 64 * 1024 * 1024
"""Less free space than this under the audit log will soon stop every query."""
EARLIEST = 1_735_689_600
"""2025-01-01: a clock before it is wrong, and so are the times of the log."""


def run(context: Context, values: Values) -> int:
    """0 when nothing fails (warnings allowed), else 2. Never shows a value."""
    checks = list(_all(context, values))
    write_columns([(level, what) for level, what, _ in checks])
    mends = [(what, mend) for level, what, mend in checks if mend and level != "ok"]
    for what, mend in mends:
        sys.stdout.write(f"\n{what}\n  help: {mend}\n")
    return 2 if any(level == "fail" for level, _, _ in checks) else 0


def _all(context: Context, values: Values) -> Iterator[Check]:
    yield "ok", f"opaq {__version__}, Python {sys.version.split()[0]}", ""
    yield _clock()
    try:
        profile = profile_of(context, values)
    except OpaqError as error:
        yield "fail", f"profile: {error.message}", error.hint
        return
    yield "ok", f"profile {profile.name}", ""
    yield from _directories(profile)
    yield from _policy(profile)
    yield from _catalog(profile)
    yield _tls(profile)
    yield from _server(context, values, profile)


def _clock() -> Check:
    if time.time() < EARLIEST:
        return "fail", "the clock is before 2025", "set the clock; times in the audit log come from it"
    return "ok", "clock", ""


def _directories(profile: Profile) -> Iterator[Check]:
    for label, directory in (("audit log", profile.audit_directory), ("keys", profile.keys_directory)):
        yield _private(label, directory)
    place = next((d for d in (profile.audit_directory, *profile.audit_directory.parents) if d.exists()), Path("/"))
    free = shutil.disk_usage(place).free
    if free < SPARE_BYTES:
        yield "warn", f"{free // 2**20} MB free under the audit log", "make room: a full disk stops every query"
    if not os.access(place, os.W_OK):
        yield "fail", f"{place} is not writable", "without an audit record no query runs"


def _private(label: str, directory: Path) -> Check:
    if not directory.exists():
        return "ok", f"{label}: none yet; made on first use in {directory}", ""
    status = directory.stat()
    if os.name == "posix" and (status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077):
        return "fail", f"{label}: {directory} is open to others", f"chmod 700 {directory}"
    open_files = [p for p in directory.rglob("*") if p.is_file() and stat.S_IMODE(p.stat().st_mode) & 0o077]
    if os.name == "posix" and label == "keys" and any("pub" not in p.name for p in open_files):
        return "fail", "keys: a private key can be read by others", f"chmod 600 {directory}/*"
    return "ok", f"{label}: {directory}", ""


def _policy(profile: Profile) -> Iterator[Check]:
    from opaq.policy.load import of_profile

    try:
        policy = of_profile(profile)
    except OpaqError as error:
        yield "fail", f"policy: {error.message}", error.hint
        return
    masked = sum(t.mask.name != "keep" for t in policy.treatments.values())
    yield "ok", f"policy {', '.join(policy.names)}: {masked} categories masked", ""
    if not profile.trusted_keys:
        yield "warn", "no trusted key pins the audit log", "opaq audit keys shows the key; put it into trusted_keys"


def _catalog(profile: Profile) -> Iterator[Check]:
    from opaq.classify.catalog_file import read_catalog

    if not profile.catalog_file.exists():
        yield "ok", "catalog: none; columns are classified on first use (opaq scan writes one to review)", ""
        return
    try:
        read_catalog(profile.catalog_file)
    except OpaqError as error:
        yield "fail", f"catalog: {error.message}", error.hint
    else:
        yield "ok", f"catalog {profile.catalog_file}", ""


def _tls(profile: Profile) -> Check:
    address = profile.address
    if address.engine == "sqlite" or address.host.startswith("/") or not address.host:
        return "ok", "no network", ""
    local = address.host in ("localhost", "127.0.0.1", "::1")
    if address.tls.mode in ("default", "verify-full"):
        return (
            "ok",
            "TLS: verify-full" if not local or address.tls.mode == "verify-full" else "TLS: not needed on loopback",
            "",
        )
    return "warn", f"TLS mode {address.tls.mode} does not prove who the server is", 'tls = { mode = "verify-full" }'


def _server(context: Context, values: Values, profile: Profile) -> Iterator[Check]:
    from opaq.commands.connection import connected
    from opaq.guard.roles import recipe

    try:
        with connected(context, values, profile) as session:
            yield "ok", f"connected: {session.server}, database {session.database}", ""
            facts = session.privileges().facts
            for what, worry, mend in facts:
                yield ("warn", what, mend) if worry else ("ok", f"{what}? no", "")
            if any(worry for _, worry, _ in facts):
                lines = "\n    ".join(recipe(session.dialect, database=session.database or "app"))
                yield "warn", "the role can do more than read", f"a role that can only read:\n    {lines}"
    except OpaqError as error:
        yield "fail", f"connection: {error.message}", error.hint


COMMAND = Command(
    "doctor",
    "check role rights, TLS, keys, clock, policy and catalog",
    run,
    examples=(
        ("opaq doctor", "the chosen profile"),
        ("opaq -P prod doctor", "another one; exit 2 when something fails"),
    ),
)
