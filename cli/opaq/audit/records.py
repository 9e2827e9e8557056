"""Bodies of records from plain values: every field a record can have, cleaned and bounded, in one place.

A builder takes text, integers, lists and mappings, and returns a body that
`Chain.append` always accepts: control characters become spaces, invalid
Unicode the replacement character, and what is too long is cut with a count of
what was left out (``<field>_left_out``), so that a line never exceeds 60,000
bytes. The chain adds seq, ts, boot, mono, the version and, if absent, the id.

None of these may ever be given a value of the database, a literal of the
statement, a parameter's value or a server's message: names, types, counts and
digests only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from opaq.audit import canonical

Body = dict[str, object]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]").sub
_KEY_FILTER = re.compile(r"[^a-z0-9_.-]").sub

# Bytes of canonical JSON each field may take; together below 60,000 less the frame and the stamps.
_TEXT_B = 400
_REASON_B = 2_000
_SHAPE_B = 8_000
_RELATIONS_B = 8_000
_COLUMNS_B = 14_000
_OUTPUTS_B = 18_000
_SMALL_B = 2_000


def actor(*, user: str, uid: int, host: str, tty: str = "", via: str = "human", on_behalf_of: str = "") -> Body:
    """Who runs this: `via` is human, script or agent:NAME."""
    named = {"user": user, "host": host, "tty": tty, "via": via, "for": on_behalf_of}
    return {name: clean(text) for name, text in named.items() if text} | {"uid": uid}


def intent(
    *,
    actor: Mapping[str, object],
    profile: str,
    policy: str,
    catalog: str,
    engine: str,
    database: str,
    server: str,
    relations: Sequence[str],
    columns: Sequence[str],
    outputs: Sequence[Mapping[str, object]],
    shape: str,
    fingerprint: str,
    parameters: Mapping[str, str],
    reason: str = "",
    limits: Mapping[str, int] | None = None,
    grants: Sequence[str] = (),
    probes: int = 0,
) -> Body:
    """What is about to be run and shown, before it is.

    `policy` and `catalog` are digests; `columns` are the base columns the
    statement can read; each of `outputs` is an `output` in the order shown;
    `parameters` maps a name to its type; `grants` are exemptions and allowed
    functions that were used; `probes` counts distinct predicates on sensitive
    columns.
    """
    body = _about(actor, profile, policy, catalog, engine, database, server)
    body |= {"t": "intent", "shape": cut(shape, _SHAPE_B), "fingerprint": clean(fingerprint), "probes": probes}
    body["limits"] = {_key(name): number for name, number in (limits or {}).items()}
    _list(body, "relations", [clean(name) for name in relations], _RELATIONS_B)
    _list(body, "columns", [clean(name) for name in columns], _COLUMNS_B)
    _list(body, "outputs", [dict(item) for item in outputs], _OUTPUTS_B)
    _list(body, "grants", [clean(name) for name in grants], _SMALL_B)
    typed: list[object] = [{"name": clean(name), "type": clean(kind)} for name, kind in parameters.items()]
    _list(body, "parameters", typed, _SMALL_B)
    if reason:
        body["reason"] = cut(reason, _REASON_B)
    return body


def output(*, columns: Sequence[str], category: str = "", method: str, rule: str) -> Body:
    """One output column: the base columns it shows, as what, masked how, and by which rule. Its alias is user text."""
    built: Body = {"method": clean(method), "rule": clean(rule)}
    _list(built, "columns", [clean(name) for name in columns], _SMALL_B)
    return built | ({"category": clean(category)} if category else {})


def outcome(
    *,
    id: str,  # noqa: A002  the field's own word
    intent: int,
    result: str,
    rows: int = 0,
    bytes_shown: int = 0,
    ms: int = 0,
    masked: Mapping[str, int] | None = None,
    truncated: bool = False,
    destination: str = "",
    sha256: str = "",
    error: str = "",
    mask_key: str = "",
) -> Body:
    """How it ended.

    `result`: ok, error, refused, interrupted or signal; `error`: the class of
    the failure (a code, an SQLSTATE or a signal's name), never a message;
    `mask_key`: id of the key that tokens were made with;
    `destination`: tty, pipe or file; `sha256`: of the bytes shown, hex.
    """
    body: Body = {"t": "outcome", "id": id, "intent": intent, "result": clean(result), "truncated": truncated}
    body |= {"rows": rows, "bytes": bytes_shown, "ms": ms}
    body["masked"] = {_key(name): cells for name, cells in list((masked or {}).items())[:200]}
    for name, text in (("destination", destination), ("sha256", sha256), ("error", error), ("mask_key", mask_key)):
        if text:
            body[name] = clean(text)
    return body


def refused(
    *,
    actor: Mapping[str, object],
    profile: str,
    policy: str,
    code: str,
    rule: str,
    catalog: str = "",
    engine: str = "",
    database: str = "",
    server: str = "",
    relations: Sequence[str] = (),
    columns: Sequence[str] = (),
    fingerprint: str = "",
    reason: str = "",
    probes: int = 0,
) -> Body:
    """A statement that was not run, and which rule said so."""
    body = _about(actor, profile, policy, catalog, engine, database, server)
    body |= {"t": "refused", "code": clean(code), "rule": clean(rule), "probes": probes}
    if fingerprint:
        body["fingerprint"] = clean(fingerprint)
    if reason:
        body["reason"] = cut(reason, _REASON_B)
    _list(body, "relations", [clean(name) for name in relations], _RELATIONS_B)
    _list(body, "columns", [clean(name) for name in columns], _COLUMNS_B)
    return body


def note(*, kind: str, **fields: str | int) -> Body:
    """Something else worth keeping: a scan, a change of policy, an erased field."""
    cleaned = {_key(name): clean(value) if isinstance(value, str) else value for name, value in fields.items()}
    body: Body = {**cleaned, "t": "note", "kind": clean(kind)}
    return body


def clean(text: str, limit_b: int = _TEXT_B) -> str:
    """Text that the canonical form accepts, at most `limit_b` bytes long."""
    return cut(text, limit_b)


def cut(text: str, limit_b: int) -> str:
    """Clean and cut at a character, marking the cut."""
    spoken = _CONTROL(" ", text.encode("utf-8", "replace").decode() if not text.isascii() else text)
    if _size(spoken) <= limit_b:
        return spoken
    while _size(spoken) > limit_b - 3:
        spoken = spoken[: max(1, len(spoken) * (limit_b - 3) // (_size(spoken) + 1))]
    return spoken + "…"


def _about(
    actor: Mapping[str, object], profile: str, policy: str, catalog: str, engine: str, database: str, server: str
) -> Body:
    named = {"profile": profile, "policy": policy, "catalog": catalog}
    named |= {"engine": engine, "database": database, "server": server}
    return {"actor": dict(actor), **{name: clean(text) for name, text in named.items() if text}}


def _list(body: Body, name: str, items: Sequence[object], limit_b: int) -> None:
    kept: list[object] = []
    room = limit_b
    for item in items:
        room -= _size(item) + 1
        if room < 0:
            body[f"{name}_left_out"] = len(items) - len(kept)
            break
        kept.append(item)
    body[name] = kept


def _size(value: object) -> int:
    return len(canonical.encode(value).encode())


def _key(name: str) -> str:
    return _KEY_FILTER("-", name.lower())[:80] or "-"
