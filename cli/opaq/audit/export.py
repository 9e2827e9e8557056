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
    refused = _ending(body) == "refused"
    activity = _QUERY if kind in _STATEMENTS else _OTHER
    status = _OCSF_STATUS[_outcome(body)]
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
        "status_id": status[0],
        "status": status[1],
        "time": milliseconds(str(body["ts"])),
        "type_name": f"Datastore Activity: {'Query' if activity == _QUERY else 'Other'}",
        "type_uid": 600_500 + activity,
        "unmapped": {name: value for name, value in body.items() if name not in ("actor", "database")},
    }
    if code := _code(body):
        event["status_code"] = code
    if isinstance(ms := body.get("ms"), int):
        event["duration"] = ms
    return event


def _ending(body: dict[str, object]) -> str:
    """How a statement ended: an outcome's result, or `refused`; nothing of other records."""
    return "refused" if body.get("t") == "refused" else str(body.get("result", ""))


def _outcome(body: dict[str, object]) -> str:
    """`unknown` for an intent, which only asks; `success` for a record of the log's own doings."""
    if body.get("t") == "intent":
        return "unknown"
    return "success" if _ending(body) in ("", "ok") else "failure"


_OCSF_STATUS = {"unknown": (0, "Unknown"), "success": (1, "Success"), "failure": (2, "Failure")}


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
    """One ECS document; `event.type` keeps to what ECS expects of the category `database`: access, error and info here."""
    body = item.body
    document: dict[str, object] = {"@timestamp": body["ts"], "ecs": {"version": ECS_VERSION}, "event": _event(item)}
    user, host = _ecs_user(body), text(body, "actor", "host")
    if user:
        document["user"] = user
    if host:
        document["host"] = {"name": host}
    if related := {field: [name] for field, name in (("hosts", host), ("user", user.get("name", ""))) if name}:
        document["related"] = related
    if labels := {name: str(body[name]) for name in ("profile", "database") if body.get(name)}:
        document["labels"] = labels
    if tags := sorted(categories(body)):
        document["tags"] = tags
    if code := _code(body):
        document["error"] = {"code": code}
    return document | {"opaq": {name: value for name, value in body.items() if name != "actor"}}


def _event(item: Item) -> dict[str, object]:
    """The field set `event`; what is purely informational has no outcome, as ECS asks."""
    body = item.body
    kind = str(body.get("t"))
    event: dict[str, object] = {
        "action": kind,
        "category": ["database"],
        "dataset": "opaq.audit",
        "hash": item.hash,
        "id": body.get("id"),
        "kind": "event",
        "module": "opaq",
        "provider": "opaq",
        "sequence": item.seq,
        "type": ["info"],
    }
    if kind in _STATEMENTS:
        event["type"] = ["access", "error"] if _ending(body) == "error" else ["access"]
        event["outcome"] = _outcome(body)
    if body.get("reason"):
        event["reason"] = str(body["reason"])
    if isinstance(ms := body.get("ms"), int):
        event["duration"] = ms * 1_000_000
    return event


def _ecs_user(body: dict[str, object]) -> dict[str, str]:
    actor = body.get("actor")
    named = {"name": text(body, "actor", "user"), "id": str(actor.get("uid", "")) if isinstance(actor, dict) else ""}
    return {field: value for field, value in named.items() if value}


def plain(item: Item) -> dict[str, object]:
    """The record itself with its hash."""
    return {"seq": item.seq, "hash": item.hash, "body": item.body, "relations": strings(item.body, "relations")}


FORMATS: dict[str, Callable[[Item], dict[str, object]]] = {"ocsf": ocsf, "ecs": ecs, "json": plain}


def spell(item: Item, form: str) -> str:
    """One line of JSON."""
    return json.dumps(FORMATS[form](item), ensure_ascii=False, separators=(",", ":")) + "\n"
