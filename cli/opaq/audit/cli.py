"""`opaq audit verify` without Typer: arguments to one call, a verdict to one exit code.

Reads arguments by hand, because argparse alone would cost a third of the time
that verifying a short log takes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from opaq.audit import canonical
from opaq.audit.note import BadNote, Verifier, parse_vkey, public_key, unbase64
from opaq.audit.paths import default_log
from opaq.audit.verdict import CHECKS, Level, Verification
from opaq.audit.verify import verify as run_verification
from opaq.errors import AuditFailure, ExitCode, UsageError

USAGE = """usage: opaq audit verify [DIR] [--key FILE|VKEY]... [--anchor FILE]... [--resume FILE]
                         [--authority CERTIFICATES] [--fast | --every-signature] [--json] [--processes N] [--log NAME]

examples:
  opaq audit verify                                  the default log, not pinned (exit 9 when intact)
  opaq audit verify --key audit.vkey                 pinned: exit 0 when intact
  opaq audit verify DIR --key VKEY --anchor old.note also: nothing was cut since that checkpoint was taken
  opaq audit verify --key audit.vkey --resume old.note
                                                     hash only what came since that checkpoint, which you verified

exit codes: 0 intact and pinned, 8 tampered, 9 intact but unpinned, 10 intact with crash residue or open intents

checks:
"""


def help_text() -> str:
    """Usage, examples, exit codes and the numbered checks."""
    return USAGE + "".join(f"  {number:2d}. {text}\n" for number, text in enumerate(CHECKS, 1))


class Options:
    """What the arguments said."""

    def __init__(self) -> None:
        self.directory: str | None = None
        self.keys: list[str] = []
        self.anchors: list[str] = []
        self.resume: str | None = None
        self.authority: str | None = None
        self.level = Level.DEFAULT
        self.json = False
        self.processes = 0
        self.log = "default"


def verify(argv: Sequence[str]) -> int:
    """Run `opaq audit verify` with these arguments; the exit code."""
    if "--help" in argv or "-h" in argv:
        sys.stdout.write(help_text())
        return ExitCode.OK
    options = parse(argv)
    directory = options.directory or default_log(os.environ, options.log)
    if not os.path.lexists(directory):
        raise AuditFailure("OPQ-A011", f"no audit log at {directory}", hint="give the directory of a log")
    result = run_verification(
        directory,
        trusted=[key for text in options.keys for key in trusted_keys(text)],
        anchors=[(path, _file(path)) for path in options.anchors],
        resume=(options.resume, _file(options.resume)) if options.resume else None,
        authority=options.authority if options.authority is None or _file(options.authority) else None,
        level=options.level,
        processes=options.processes or os.cpu_count() or 1,
        progress=_progress if sys.stderr.isatty() and not options.json else None,
    )
    sys.stdout.write(as_json(result) if options.json else as_text(result, directory))
    return result.verdict


def parse(argv: Sequence[str]) -> Options:
    """Read the arguments; `UsageError` for what is not one."""
    options, rest = Options(), list(argv)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if name in ("--key", "--anchor", "--resume", "--authority", "--processes", "--log"):
            if not equals and not rest:
                raise UsageError("OPQ-A013", f"{name} needs a value", hint="opaq audit verify --help")
            _valued(options, name, value if equals else rest.pop(0))
        elif word == "--fast":
            options.level = Level.FAST
        elif word == "--every-signature":
            options.level = Level.EVERY
        elif word == "--json":
            options.json = True
        elif word.startswith("-") or options.directory is not None:
            raise UsageError("OPQ-A013", "unknown argument of audit verify", hint="opaq audit verify --help")
        else:
            options.directory = word
    return options


def _valued(options: Options, name: str, value: str) -> None:
    if name == "--key":
        options.keys.append(value)
    elif name == "--anchor":
        options.anchors.append(value)
    elif name == "--resume":
        options.resume = value
    elif name == "--authority":
        options.authority = value
    elif name == "--log":
        options.log = value
    elif value.isdigit() and 0 < int(value) <= 256:
        options.processes = int(value)
    else:
        raise UsageError("OPQ-A013", "--processes needs a number", hint="opaq audit verify --help")


def trusted_keys(text: str) -> list[Verifier]:
    """The keys of a vkey, or of a file of vkeys (one per line) or with one PEM public key."""
    try:
        if "+" in text and not os.path.lexists(text):
            return [parse_vkey(text)]
        lines = _file(text).decode().splitlines()
        if lines and lines[0] == "-----BEGIN PUBLIC KEY-----":
            return [_pem(lines)]
        keys = [parse_vkey(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    except (BadNote, UnicodeDecodeError) as error:
        raise UsageError("OPQ-A006", "a trusted key is not a vkey or a PEM public key", hint=_KEY_HINT) from error
    if not keys:
        raise UsageError("OPQ-A006", "a file of trusted keys is empty", hint=_KEY_HINT)
    return keys


_KEY_HINT = "write one with: opaq audit keys export > audit.vkey"
_SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: SubjectPublicKeyInfo of Ed25519


def _pem(lines: list[str]) -> Verifier:
    raw = unbase64("".join(lines[1:-1]))
    if not raw.startswith(_SPKI_PREFIX) or lines[-1] != "-----END PUBLIC KEY-----":
        raise BadNote("not an Ed25519 public key")
    return public_key("pinned", raw[len(_SPKI_PREFIX) :])


def _file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(1 << 20)
    except OSError as error:
        raise UsageError("OPQ-A013", f"{path} cannot be read", hint="give a readable file") from error


def _progress(done: int, total: int) -> None:
    if total > 1:
        width = 30 * done // total
        end = "\n" if done == total else ""
        sys.stderr.write(f"\rverifying [{'#' * width}{' ' * (30 - width)}] {done}/{total} segments{end}")
        sys.stderr.flush()


_WORDS = {
    ExitCode.OK: "intact: every record is as it was written, and the log's key is one you trust",
    ExitCode.TAMPERED: "TAMPERED: this log is not as it was written",
    ExitCode.UNPINNED: "intact, but unpinned: no trusted key was given, so anyone could have made this log",
    ExitCode.RESIDUE: "intact, with residue of crashes or open intents",
}


def as_text(result: Verification, directory: str) -> str:
    """The verdict for people; the first line says it all."""
    lines = [f"{_WORDS[result.verdict]}", f"  log       {directory}", f"  origin    {result.origin or 'unknown'}"]
    lines += [
        f"  records   {result.size}",
        f"  root      {result.root or 'unknown'}",
        f"  level     {result.level.value}",
    ]
    lines += [f"  identity  {result.identity or 'unknown'} ({'trusted' if result.pinned else 'not trusted'})"]
    lines += [f"  epochs    {result.epochs}"]
    if result.anchored:
        lines.append(f"  anchored  at {', '.join(map(str, result.anchored))} records")
    lines += [f"  stamps    {text}" for text in result.stamps]
    if result.resumed:
        lines.append(f"  resumed   at record {result.resumed}; your checkpoint vouches for those before it")
    if result.archived:
        lines.append(f"  archived  {result.archived} records, known by their root only")
    if result.erased:
        lines.append(f"  erased    fields of {result.erased} record{'s'[: result.erased != 1]} have no disclosure here")
    if result.clock_steps:
        lines.append(f"  clock     set back before record {', '.join(map(str, result.clock_steps[:10]))}")
    lines += [f"  residue   {text}" for text in result.residue[:50]]
    if len(result.residue) > 50:
        lines.append(f"  residue   and {len(result.residue) - 50} more")
    lines += [f"  fault     {fault.spoken()}" for fault in result.faults[:100]]
    if result.fault_count > 100:
        lines.append(f"  fault     and {result.fault_count - 100} more")
    return "\n".join(lines) + "\n"


def as_json(result: Verification) -> str:
    """The verdict for programs; all faults."""
    fields = result._asdict() | {
        "verdict": _VERDICTS[result.verdict],
        "exit_code": int(result.verdict),
        "level": result.level.value,
        "faults": [fault.fields() for fault in result.faults],
    }
    return canonical.encode({name: _plain(value) for name, value in fields.items()}) + "\n"


_VERDICTS = {
    ExitCode.OK: "intact",
    ExitCode.TAMPERED: "tampered",
    ExitCode.UNPINNED: "unpinned",
    ExitCode.RESIDUE: "residue",
}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
