"""What every `opaq audit` command begins with: where the log and its keys are, which keys are trusted, the verified log."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from opaq import __version__
from opaq.audit import cli
from opaq.audit.chain import Chain
from opaq.audit.keys import IDENTITY, KeyStore, Signer
from opaq.audit.note import Verifier
from opaq.audit.paths import default_paths
from opaq.audit.read import examine
from opaq.audit.verdict import Level, Verification
from opaq.commands.spec import Context, Option, Values
from opaq.errors import AuditFailure, UsageError


def places(context: Context, values: Values) -> tuple[Path, Path]:
    """The directories of the log and of the keys."""
    directory, keys_directory = default_paths(context.env, values.get("log") or "default")
    return (
        Path(values["dir"]) if values.get("dir") else directory,
        Path(values["keys_dir"]) if values.get("keys_dir") else keys_directory,
    )


def trusted(context: Context, values: Values) -> list[Verifier]:
    """The keys given with --key, or else those of the profile."""
    texts = list(values.get("key", ()))
    if context.profile and not texts:
        from opaq.profile.resolve import resolve  # reads the profile's files, only when one is named

        texts = list(resolve(context.profile, context.env, cwd=context.cwd).trusted_keys)
    return [key for text in texts for key in cli.trusted_keys(text)]


def examined(context: Context, values: Values, directory: Path) -> Verification:
    """The log, verified; nothing is read from one that is tampered with."""
    if not os.path.lexists(directory):
        raise AuditFailure("OPQ-A011", f"no audit log at {directory}", hint="run a query first, or give --dir")
    return examine(str(directory), trusted(context, values), level=Level.DEFAULT)


def open_chain(context: Context, values: Values, agent_key: bytes | None = None) -> Chain:
    """The log, open for appending."""
    directory, keys_directory = places(context, values)
    host = os.uname().nodename
    return Chain.open(directory, keys_directory, host=host, uid=os.getuid(), version=__version__, agent_key=agent_key)


def key_store(context: Context, values: Values) -> KeyStore:
    """The log's private keys."""
    from opaq.audit.birth import log_id_at

    directory, keys_directory = places(context, values)
    if not os.path.lexists(directory):
        raise AuditFailure("OPQ-A011", f"no audit log at {directory}", hint="opaq audit keys init")
    return KeyStore(keys_directory, log_id_at(directory))


def identity_key(context: Context, store: KeyStore) -> Signer:
    """The identity key, unlocked."""
    return store.load(IDENTITY, lambda: ask(context, "passphrase of the identity key: "))


def ask(context: Context, question: str) -> str:
    """A passphrase from the terminal; `UsageError` (OPQ-A008) without one."""
    if context.no_input or not sys.stdin.isatty():
        raise UsageError(
            "OPQ-A008", "a passphrase is needed and there is no terminal to ask", hint="run it in a terminal"
        )
    return getpass.getpass(question)


def number(word: str) -> int:
    """A record's number."""
    if not word.isascii() or not word.isdigit() or len(word) > 15:
        raise UsageError("OPQ-A013", "a record's number is expected", hint="opaq audit log shows numbers")
    return int(word)


def read_bytes(path: Path) -> bytes:
    """A whole file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("OPQ-A013", f"{path} cannot be read", hint="give a readable file") from error


PLACE = (
    Option(("--log",), "which log, when there are several", "NAME"),
    Option(("--dir",), "a log directory elsewhere", "DIR", complete="file"),
    Option(("--keys-dir",), "where the private keys are", "DIR", complete="file", hidden=True),
)
READING = (*PLACE, Option(("--key",), "a trusted public key: vkey or file (may be repeated)", "KEY", many=True))
