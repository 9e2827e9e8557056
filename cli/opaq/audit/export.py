"""Records for a SIEM: OCSF Datastore Activity (class 6005), ECS, or the lines as they are; one JSON object per line.

`query_info` of OCSF is left out, because it requires the query string, which
is never in the log. `event.hash` is the SHA-256 of the line and
`event.sequence` its number, so that every event leads back to its record and
an export can be continued from where the last one ended.
"""

from __future__ import annotations

import json
from calendar import timegm
from collections.abc import Callable
from time import strptime

from opaq.audit.read import Item
from opaq.audit.report import categories, strings, text

OCSF_VERSION = "1.3.0"
ECS_VERSION = "8.11.0"
_QUERY, _OTHER = 4, 99
"""Activities of class 6005: 4 is 'retrieving a filtered subset of data'; what is none of the enum is 99."""
_STATEMENTS = frozenset({"intent", "outcome", "refused"})


def milliseconds(ts: str) -> int:
    """Milliseconds since the epoch of an RFC 3339 time of ours."""
    return timegm(strptime(ts[:19], "%Y-%m-%dT%H:%M:%S")) * 1000 + int(ts[20:23])


def ocsf(item: Item) -> dict[str, object]:
    """One OCSF Datastore Activity event."""
    body = item.body
    kind = str(body.get("t"))
    refused = kind == "refused" or body.get("result") == "refused"
    activity = _QUERY if kind in _STATEMENTS else _OTHER
    failed = refused or body.get("result") in ("error", "interrupted", "signal")
    event: dict[str, object] = {
        "activity_id": activity,
        "activity_name": "Query" if activity == _QUERY else kind,
        "actor": {"user": _user(body)}
        | ({"app_name": text(body, "actor", "via")} if text(body, "actor", "via") else {}),
        "category_name": "Application Activity",
        "category_uid": 6,
        "class_name": "Datastore Activity",
        "class_uid": 6005,
        "database": {"name": str(body.get("database", "unknown")), "type_id": 1, "type": "Relational"},
        "message": f"opaq {kind}",
        "metadata": _metadata(item),
        "severity_id": 3 if refused else 1,
        "severity": "Medium" if refused else "Informational",
        "src_endpoint": {"hostname": text(body, "actor", "host") or "unknown"},
        "status_id": 2 if failed else 1,
        "status": "Failure" if failed else "Success",
        "time": milliseconds(str(body["ts"])),
        "type_name": f"Datastore Activity: {'Query' if activity == _QUERY else 'Other'}",
        "type_uid": 600_500 + activity,
        "unmapped": {name: value for name, value in body.items() if name not in ("actor", "database")},
    }
    if code := _code(body):
        event["status_code"] = code
    return event


def _code(body: dict[str, object]) -> str:
    """Of a refusal its rule's code, of an outcome the class of its error."""
    return str(body.get("code") or body.get("error") or "")


def _user(body: dict[str, object]) -> dict[str, object]:
    actor = body.get("actor")
    uid = actor.get("uid") if isinstance(actor, dict) else None
    name = text(body, "actor", "user") or "unknown"
    return {"name": name, "type_id": 1, "type": "User"} | ({"uid": str(uid)} if uid is not None else {})


def _metadata(item: Item) -> dict[str, object]:
    return {
        "product": {"name": "opaq", "vendor_name": "opaq", "version": str(item.body.get("opaq", ""))},
        "version": OCSF_VERSION,
        "sequence": item.seq,
        "uid": item.hash,
        "correlation_uid": str(item.body.get("id", "")),
        "log_name": "opaq audit",
        "profiles": [],
    }


def ecs(item: Item) -> dict[str, object]:
    """One ECS document; `event.type` keeps to what ECS expects of the category `database`: access and info here."""
    body = item.body
    kind = str(body.get("t"))
    failed = kind == "refused" or body.get("result") in ("refused", "error", "interrupted", "signal")
    event: dict[str, object] = {
        "action": kind,
        "category": ["database"],
        "dataset": "opaq.audit",
        "hash": item.hash,
        "id": body.get("id"),
        "kind": "event",
        "module": "opaq",
        "outcome": "failure" if failed else "success",
        "sequence": item.seq,
        "type": ["access"] if kind in _STATEMENTS else ["info"],
    }
    if body.get("reason"):
        event["reason"] = str(body["reason"])
    document: dict[str, object] = {"@timestamp": body["ts"], "ecs": {"version": ECS_VERSION}, "event": event}
    for field, name in (("host", text(body, "actor", "host")), ("user", text(body, "actor", "user"))):
        if name:
            document[field] = {"name": name}
    labels = {name: str(body[name]) for name in ("profile", "database") if body.get(name)}
    if labels:
        document["labels"] = labels
    if tags := sorted(categories(body)):
        document["tags"] = tags
    if code := _code(body):
        document["error"] = {"code": code}
    return document | {"opaq": {name: value for name, value in body.items() if name != "actor"}}


def plain(item: Item) -> dict[str, object]:
    """The record itself with its hash."""
    return {"seq": item.seq, "hash": item.hash, "body": item.body, "relations": strings(item.body, "relations")}


FORMATS: dict[str, Callable[[Item], dict[str, object]]] = {"ocsf": ocsf, "ecs": ecs, "json": plain}


def spell(item: Item, form: str) -> str:
    """One line of JSON."""
    return json.dumps(FORMATS[form](item), ensure_ascii=False, separators=(",", ":")) + "\n"
