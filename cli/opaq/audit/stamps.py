"""RFC 3161 time stamps among the anchors: the authority's signature, checked by openssl with a certificate that you trust.

Without a certificate a token proves nothing but that it is the one a record
names, and verification says so. `-no_check_time`: a token outlives the
certificate that made it, and a log must not turn false when one expires.
"""

from __future__ import annotations

import subprocess

from opaq.audit import layout
from opaq.audit.faults import Ledger

SUFFIX = ".tsr"


def check(directory: str, anchors: list[str], authority: str | None, ledger: Ledger) -> list[str]:
    """What is to be said of the tokens; one whose signature does not hold is a fault of check 16."""
    tokens = [name for name in anchors if layout.numbered(name, SUFFIX) is not None]
    if not tokens:
        return []
    if authority is None:
        return [f"{len(tokens)} kept, the authority's signature was not checked: give its certificate with --authority"]
    try:
        held = [name for name in tokens if holds(f"{directory}/anchors/{name}", _stamped(directory, name), authority)]
    except OSError:
        return [f"{len(tokens)} kept, the authority's signature was not checked: openssl is not installed"]
    for name in set(tokens) - set(held):
        ledger.add(16, f"anchors/{name}", "the time stamp is not signed by the authority whose certificate was given")
    sizes = ", ".join(str(layout.numbered(name, SUFFIX)) for name in held)
    return [f"signed by the given authority: the heads of {sizes} records"] if held else []


def _stamped(directory: str, name: str) -> str:
    return f"{directory}/anchors/{name.removesuffix(SUFFIX)}.note"


def holds(token: str, note: str, authority: str) -> bool:
    """Whether a token is the authority's over these bytes; OSError when there is no openssl."""
    command = ["openssl", "ts", "-verify", "-no_check_time", "-data", note, "-in", token, "-CAfile", authority]
    try:
        done = subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
