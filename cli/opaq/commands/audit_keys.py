"""`opaq audit keys`: list, init, rotate, revoke, export, encrypt."""

from __future__ import annotations

import sys

from opaq.audit.keys import AGENT, EPOCH, IDENTITY, SEALED
from opaq.commands.audit_places import ask, identity_key, key_store, open_chain
from opaq.commands.spec import Context, Values
from opaq.errors import AuditFailure, UsageError


def keys(context: Context, values: Values) -> int:
    """list, init, rotate, revoke, export, encrypt."""
    actions = {
        "list": _list,
        "init": _init,
        "rotate": _rotate,
        "revoke": _revoke,
        "export": _export,
        "encrypt": _encrypt,
    }
    action = actions.get(values.get("action", "list"))
    if action is None:
        raise UsageError("OPQ-A013", "unknown action of audit keys", hint=", ".join(actions))
    return action(context, values)


def _list(context: Context, values: Values) -> int:
    with key_store(context, values) as store:
        kind = store.read(IDENTITY) if store.has(IDENTITY) else ""
        where = {"": "away", AGENT: "ssh-agent"}.get(kind, "sealed" if kind.startswith(SEALED) else "on disk")
        sys.stdout.write(
            f"identity  {where:9}  {store.identity().vkey}\nepoch     on disk    {store.load(EPOCH).verifier.vkey}\n"
        )
    return 0


def _init(context: Context, values: Values) -> int:
    agent_key = _agent_key(values["agent"]) if values.get("agent") else None
    with open_chain(context, values, agent_key) as chain:
        context.console.note(f"{'made' if chain.created else 'exists'}: {chain.directory}")
    return _export(context, values)


def _agent_key(comment: str) -> bytes:
    """The Ed25519 key of ssh-agent with this comment."""
    from opaq.audit import agent

    held = agent.keys()
    if not held:
        raise AuditFailure("OPQ-A007", "audit: ssh-agent holds no Ed25519 key", hint="ssh-add one")
    found = [key for key, named in held if named == comment]
    if len(found) != 1:
        reason = "several Ed25519 keys" if found else "no Ed25519 key"
        raise UsageError("OPQ-A013", f"ssh-agent holds {reason} with this comment", hint="ssh-add -l shows them")
    return found[0]


def _rotate(context: Context, values: Values, *, revoke: bool = False) -> int:
    with key_store(context, values) as store, open_chain(context, values) as chain:
        entry = chain.rotate(identity_key(context, store), revoke=revoke)
    context.console.note(
        f"record {entry.seq}: a new epoch key is in force; the old one was destroyed as far as this disk allows"
    )
    return 0


def _revoke(context: Context, values: Values) -> int:
    return _rotate(context, values, revoke=True)


def _export(context: Context, values: Values) -> int:
    with key_store(context, values) as store:
        sys.stdout.write(store.identity().vkey + "\n")
    return 0


def _encrypt(context: Context, values: Values) -> int:
    from opaq.audit import seal

    with key_store(context, values) as store:
        text = store.read(IDENTITY)
        if text.startswith((SEALED, AGENT)):
            raise UsageError("OPQ-A013", "the identity key is not in the clear on disk", hint="opaq audit keys list")
        first, second = ask(context, "new passphrase: "), ask(context, "again: ")
        if first != second or not first:
            raise UsageError("OPQ-A013", "the passphrases differ or are empty", hint="try again")
        sealed = seal.seal(text, first)
        store.drop(IDENTITY)
        store.write(IDENTITY, sealed)
    context.console.note("the identity key is sealed; rotation asks for the passphrase from now on")
    return 0
