r"""Reads PostgreSQL's text form of its own trees (outfuncs.c) into plain nodes.

`{VAR :varno 1 :varattno 3}` becomes a `Node` with `tag` and `fields`; lists become
Python lists, `<>` becomes None, every other token stays text with its backslashes
resolved. The server breaks the text into lines of 78 bytes at blanks, so a newline
is a blank here. Nodes have the names of version 16 whatever the server calls them.
Nothing else is assumed about any version: unknown nodes and fields are read like
known ones.
"""

from __future__ import annotations

import re
from struct import unpack
from typing import TypeAlias

from opaq.model.pattern import late

Value: TypeAlias = "Node | list[Value] | str | None"

_TOKEN = late(r"[(){}]|(?:\\.|[^\s(){}\\])+", re.DOTALL)
_ESCAPED = late(r"\\(.)", re.DOTALL)

_FORMER = {
    "ARRAY": "ARRAYEXPR",
    "CASE": "CASEEXPR",
    "COALESCE": "COALESCEEXPR",
    "COLLATE": "COLLATEEXPR",
    "MINMAX": "MINMAXEXPR",
    "ROW": "ROWEXPR",
    "ROWCOMPARE": "ROWCOMPAREEXPR",
    "RTE": "RANGETBLENTRY",
    "WHEN": "CASEWHEN",
}
"""What outfuncs.c called its nodes up to version 15, and what it calls them since they are named after their types."""

DEEPEST = 400
"""Nesting beyond which a tree is not read; a hand-written statement has below 60."""


class MalformedTree(Exception):
    """The text is not a tree, or too deep. Never carries the text."""


class Node:
    """One node: its type and its fields in order of appearance."""

    __slots__ = ("fields", "tag")

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.fields: dict[str, Value] = {}

    def __repr__(self) -> str:
        return f"<{self.tag}>"

    def text(self, name: str) -> str | None:
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str, default: int = 0) -> int:
        value = self.fields.get(name)
        try:
            return int(value) if isinstance(value, str) else default
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.fields.get(name) == "true"

    def node(self, name: str) -> Node | None:
        value = self.fields.get(name)
        return value if isinstance(value, Node) else None

    def nodes(self, name: str) -> list[Node]:
        """The nodes of a list field; a single node counts as a list of one."""
        value = self.fields.get(name)
        if isinstance(value, Node):
            return [value]
        return [v for v in value if isinstance(v, Node)] if isinstance(value, list) else []

    def words(self, name: str) -> list[str]:
        """The texts of a list field; of `(o 23 25)` the numbers without their tag."""
        value = self.fields.get(name)
        if not isinstance(value, list):
            return []
        texts = [v for v in value if isinstance(v, str)]
        return texts[1:] if texts[:1] in (["o"], ["i"], ["b"]) else texts


class Level:
    """One query level: its range table, the source numbers given to it, and the level around it."""

    def __init__(self, query: Node, parent: Level | None) -> None:
        self.query = query
        self.parent = parent
        self.rtable = query.nodes("rtable")
        self.numbers: list[int] = []

    def entry(self, index: int) -> Node:
        if not 1 <= index <= len(self.rtable):
            raise MalformedTree
        return self.rtable[index - 1]

    def up(self, levels: int) -> Level:
        level: Level = self
        for _ in range(levels):
            if level.parent is None:
                raise MalformedTree
            level = level.parent
        return level


def read(text: str) -> Value:
    """The tree of a text: a list for `({QUERY ...})`."""
    root: list[Value] = []
    stack: list[tuple[Node | list[Value], str | None]] = []
    holder: Node | list[Value] = root
    key: str | None = None
    tagged = True
    for word in _TOKEN.findall(text):
        if word in "({":
            if len(stack) >= DEEPEST:
                raise MalformedTree
            stack.append((holder, key))
            holder, key, tagged = ([], None, True) if word == "(" else (Node(""), None, False)
        elif word in ")}":
            if not stack or isinstance(holder, Node) != (word == "}"):
                raise MalformedTree
            done: Value = holder
            holder, key = stack.pop()
            key = _put(holder, key, done)
        elif not tagged and isinstance(holder, Node):
            holder.tag, tagged = _FORMER.get(word, word), True
        elif isinstance(holder, Node) and key is None and word[0] == ":":
            key = word[1:]
            holder.fields[key] = None
        else:
            key = _put(holder, key, None if word == "<>" else _plain(word))
    if stack:
        raise MalformedTree
    return root[0] if len(root) == 1 else root


def _put(holder: Node | list[Value], key: str | None, value: Value) -> str | None:
    """Store a value: of a field, of a list, or one more word of the field before (`constvalue 4 [ 1 0 0 0 ]`)."""
    if isinstance(holder, list):
        holder.append(value)
        return None
    if key is not None:
        holder.fields[key] = value
        return None
    if holder.fields:
        last = next(reversed(holder.fields))
        before = holder.fields[last]
        if isinstance(before, list):
            before.append(value)
        else:
            holder.fields[last] = [before, value]
    return None


def _plain(token: str) -> str:
    if len(token) > 1 and token[0] == '"' == token[-1]:
        token = token[1:-1]
    return _ESCAPED.sub(r"\1", token) if "\\" in token else token


def constant_bytes(node: Node) -> bytes | None:
    """The bytes of a CONST's value, as in the server's memory: `4 [ 3 0 0 0 0 0 0 0 ]`."""
    value = node.fields.get("constvalue")
    if not isinstance(value, list) or len(value) < 3:
        return None
    try:
        length = int(str(value[0]))
        raw = bytes(int(str(v)) & 0xFF for v in value[2:-1])
    except ValueError:
        return None
    return raw[:length] if len(raw) >= length else None


def constant_text(node: Node) -> str | None:
    """A CONST as text where its type is a string, a number or a boolean; else a stable spelling of its bytes."""
    raw = constant_bytes(node)
    if raw is None:
        return None
    type_number = node.number("consttype")
    if type_number in (20, 21, 23, 26):
        return str(int.from_bytes(raw, "little", signed=True))
    if type_number == 16:
        return "true" if raw[:1] == b"\x01" else "false"
    if type_number in (700, 701):
        return repr(unpack("<f" if type_number == 700 else "<d", raw[: 4 if type_number == 700 else 8])[0])
    if type_number == 1700:
        return numeric_text(_varlena(raw))
    if node.number("constlen") == -1:
        body = _varlena(raw)
        return body.decode("utf-8", "replace") if type_number in _STRINGS else body.hex()
    return raw.rstrip(b"\0").decode("utf-8", "replace") if type_number in (19, 705, 2275) else raw.hex()


_STRINGS = frozenset({25, 1042, 1043, 114, 142, 17})


def _varlena(raw: bytes) -> bytes:
    """Drop the length word of a variable-length value: four bytes, or one when its lowest bit is set."""
    return raw[1:] if raw and raw[0] & 1 else raw[4:]


def array_texts(node: Node) -> list[str] | None:
    """The elements of a one-dimensional text[] constant without NULLs (arrays.h); None for any other."""
    raw = constant_bytes(node)
    if raw is None or node.number("consttype") not in (1009, 1015, 1002):
        return None
    body = _varlena(raw)
    words = [int.from_bytes(body[i : i + 4], "little", signed=True) for i in range(0, 12, 4)]
    if len(body) < 12 or words[0] != 1 or words[1] != 0:
        return [] if len(body) >= 12 and words[0] == 0 else None
    count, at = int.from_bytes(body[12:16], "little"), 20
    found: list[str] = []
    for _ in range(count):
        size = int.from_bytes(body[at : at + 4], "little") >> 2
        if size < 4 or at + size > len(body):
            return None
        found.append(body[at + 4 : at + size].decode("utf-8", "replace"))
        at += (size + 3) & ~3
    return found


def plain_keys(node: Node) -> tuple[str, ...] | None:
    """The keys of a jsonpath constant that is nothing but keys below the root, `$.a.b` (jsonpath.c); else None.

    An item is its kind, the distance to the next one and, of a key, its length and text, each on a boundary of four.
    """
    raw = constant_bytes(node) if node.number("consttype") == 4072 else None
    data = _varlena(raw)[4:] if raw is not None else b""
    keys: list[str] = []
    at = 0
    while at < len(data):
        kind, place = data[at], (at + 4) & ~3
        following, length = (int.from_bytes(data[i : i + 4], "little") for i in (place, place + 4))
        if kind == _KEY:
            keys.append(data[place + 8 : place + 8 + length].decode("utf-8", "replace"))
        elif kind != _ROOT or at:
            return None
        if not following:
            return tuple(keys)
        at += following
    return None


_KEY, _ROOT = 25, 27


def numeric_text(body: bytes) -> str:
    """A numeric as decimal text (numeric.c: digits of base 10000, short or long header); hex where it is special."""
    header = int.from_bytes(body[:2], "little")
    if header & 0xC000 == 0xC000:
        return body.hex()
    if header & 0x8000:
        negative, scale = bool(header & 0x2000), (header & 0x1F80) >> 7
        weight, at = (header & 0x3F) - (0x40 if header & 0x40 else 0), 2
    else:
        negative, scale = bool(header & 0x4000), header & 0x3FFF
        weight, at = int.from_bytes(body[2:4], "little", signed=True), 4
    groups = [int.from_bytes(body[i : i + 2], "little") for i in range(at, len(body) - 1, 2)]
    whole = "".join(f"{groups[i] if i < len(groups) else 0:04}" for i in range(min(weight + 1, 40)))
    fraction = "0000" * max(-weight - 1, 0) + "".join(f"{g:04}" for g in groups[max(weight + 1, 0) :])
    text = (whole.lstrip("0") or "0") + ("0" * 4 * (weight - 39) if weight >= 40 else "")
    fraction = fraction[:scale].ljust(min(scale, 4000), "0")
    return ("-" if negative else "") + text + (f".{fraction}" if fraction else "")
