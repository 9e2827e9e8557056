"""Records for people: one line each, one whole, and following a log as it grows."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

from opaq.audit import layout
from opaq.audit.faults import printable
from opaq.audit.note import BadNote, parse_checkpoint, parse_note
from opaq.audit.read import Item, entries
from opaq.audit.report import Filter, categories, strings, text


def line_of(item: Item) -> str:
    """One record on one line, without what turns text around; control characters cannot occur in a record."""
    body = item.body
    kind = str(body.get("t"))
    who = text(body, "actor", "user") or str(body.get("user", ""))
    line = f"{item.seq:>8}  {str(body.get('ts', ''))[:19]}Z  {kind:8}  {who:12}  {_about(kind, body)}"
    return printable(line.rstrip())


def _about(kind: str, body: dict[str, object]) -> str:
    if kind == "intent":
        seen = " ".join(sorted(categories(body))) or "nothing sensitive"
        where = " ".join(strings(body, "relations")[:4])
        return "  ".join(filter(None, (_place(body), where, f"[{seen}]", str(body.get("reason", "")))))
    if kind == "outcome":
        return f"of {body.get('intent')}: {body.get('result')}, {body.get('rows', 0)} rows, {body.get('ms', 0)} ms"
    if kind == "refused":
        return f"{_place(body)}  {body.get('code')} {body.get('rule')}"
    told = str(body.get("kind", body.get("origin", body.get("key", ""))))
    return f"{_place(body)}  {told}" if body.get("profile") else told


def _place(body: dict[str, object]) -> str:
    """`profile/database`; the profile alone where both have one name."""
    profile, database = str(body.get("profile", "")), str(body.get("database", ""))
    return profile if database in ("", profile) else f"{profile}/{database}"


def whole(item: Item) -> str:
    """Everything a record says, indented."""
    fields = {"seq": item.seq, "hash": item.hash, **item.body}
    text = json.dumps(fields, ensure_ascii=False, indent=2)
    return "".join(letter if letter.isprintable() or letter == "\n" else _escaped(letter) for letter in text) + "\n"


def _escaped(letter: str) -> str:
    """As JSON escapes it; such letters stand inside strings only."""
    return json.dumps(letter)[1:-1]


def latest(directory: str, size: int, wanted: Filter, limit: int) -> list[Item]:
    """The last `limit` records that are asked for, oldest first; 0 means all."""
    found: list[Item] = []
    for item in entries(directory, size):
        if wanted.admits(item):
            found.append(item)
            if limit and len(found) > limit:
                found.pop(0)
    return found


def committed(directory: str) -> int:
    """Records in the head as it is now; 0 if it cannot be read."""
    try:
        with open(f"{directory}/{layout.HEAD}", "rb") as file:
            return parse_checkpoint(parse_note(file.read(65_537))).size
    except (OSError, BadNote):
        return 0


def follow(directory: str, start: int, wanted: Filter, *, wait: Callable[[float], None] = time.sleep) -> Iterator[Item]:
    """New records as they are committed, for ever."""
    while True:
        size = committed(directory)
        if size > start:
            yield from (item for item in entries(directory, size, start=start) if wanted.admits(item))
            start = size
        wait(0.5)
