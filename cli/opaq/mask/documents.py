r"""Structured text taken apart without being reformatted: JSON by leaf, PostgreSQL arrays and row values by element.

Only the parts that are masked are replaced; everything else keeps its bytes, so a
document that holds nothing sensitive comes out as it went in, key order, spacing,
repeated keys and number spelling included. No recursion, so depth costs nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Final

from opaq.model.pattern import late
from opaq.model.record import record


class Part(Enum):
    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    KEY = "key"


@record
class Leaf:
    """One scalar (or key) of a document; `null` is not one, as NULL stays NULL."""

    start: int
    end: int
    part: Part
    path: str
    """Steps in the form of `canonical`: `history.*.email`."""
    text: str
    """The value itself: of a string, what it spells."""

    def __repr__(self) -> str:
        return f"<Leaf {self.part.value} at {self.start}>"


_TOKEN = late(
    r'[ \t\r\n]*(?:("(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*")'
    r"|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(true|false)|(null)|([\[\]{},:]))"
)
"""RFC 8259, sections 2, 6 and 7, as groups: string, number, boolean, null, punctuation."""


ANY: Final = "*"
"""The step of an array element, and of a key that is data rather than a name."""


def is_plain(key: str) -> bool:
    """Whether a key is a name of the schema, not a datum: the rule by which classification writes paths.

    >>> is_plain("home_phone"), is_plain("marta@example.com"), is_plain("4711")
    (True, False, False)
    """
    letters = key.replace("_", "").replace("-", "")
    return len(key) <= 40 and letters.isalnum() and not key[0].isdigit() and sum(c.isdigit() for c in key) <= 3


def canonical(path: str) -> str:
    """A path of a finding or of lineage, with every array step written as `*`.

    >>> canonical("history[].email"), canonical("history.[].email"), canonical("[]"), canonical("*#key")
    ('history.*.email', 'history.*.email', '*', '*.#key')
    """
    steps = path.replace("[]", ".*.").replace("#key", ".#key").split(".")
    return ".".join(step for step in steps if step)


def looks_like(text: str) -> bool:
    """Whether a text begins and ends as a JSON object or array does."""
    head, tail = text.lstrip()[:1], text.rstrip()[-1:]
    return (head == "{" and tail == "}") or (head == "[" and tail == "]")


def leaves(text: str) -> list[Leaf] | None:
    """The leaves and keys of a JSON document in order; None when the text is not JSON.

    >>> [(leaf.path, leaf.text) for leaf in leaves('{"a": [1, {"b": "x"}], "c": null}') if leaf.part is not Part.KEY]
    [('a.*', '1'), ('a.*.b', 'x')]
    >>> leaves('{"a": }') is None
    True
    """
    reader = _Reader(text)
    return reader.found if reader.read() else None


_DEEPEST: Final = 64
"""Containers that a path names. Findings go half as deep (`classify.values`), and a path of every step would cost the
square of the depth: seven seconds for a document of 200 kB."""


class _Reader:
    """A JSON reader by state: what may come next, and the path of open containers."""

    def __init__(self, text: str) -> None:
        self.found: list[Leaf] = []
        self._text = text
        self._paths: list[tuple[str, str]] = []  # (closing bracket, path of the container)
        self._key = ""
        self._expect = "value"

    def read(self) -> bool:
        position, text, scan = 0, self._text, _TOKEN.match
        while hit := scan(text, position):
            position = hit.end()
            if not self._take(hit):
                return False
        return self._expect == "end" and not text[position:].strip(" \t\r\n")

    def _take(self, hit: re.Match[str]) -> bool:
        group = hit.lastindex
        if group == 5:
            return self._punctuation(hit[5])
        if group == 1 and self._expect in ("key", "key or }"):
            self._key = _string(hit[1])
            self.found.append(Leaf(hit.start(1), hit.end(1), Part.KEY, self._path(), self._key))
            self._expect = ":"
            return True
        if self._expect not in ("value", "value or ]") or group is None:
            return False
        if group != 4:
            part = (Part.STRING, Part.NUMBER, Part.BOOLEAN)[group - 1]
            value = _string(hit[1]) if group == 1 else hit[group]
            self.found.append(Leaf(hit.start(group), hit.end(group), part, self._path(), value))
        self._after_value()
        return True

    def _path(self) -> str:
        if not self._paths:
            return ""
        closing, path = self._paths[-1]
        step = ANY if closing == "]" or not is_plain(self._key) else self._key
        return f"{path}.{step}" if path else step

    def _after_value(self) -> None:
        self._expect = f", or {self._paths[-1][0]}" if self._paths else "end"

    def _punctuation(self, mark: str) -> bool:
        expect = self._expect
        if mark in "{[":
            if expect not in ("value", "value or ]"):
                return False
            deep = len(self._paths) >= _DEEPEST
            self._paths.append(("}" if mark == "{" else "]", self._paths[-1][1] if deep else self._path()))
            self._expect = "key or }" if mark == "{" else "value or ]"
            return True
        if mark in "}]":
            if not expect.endswith(f"or {mark}"):
                return False
            self._paths.pop()
            self._after_value()
            return True
        if mark == ":":
            self._expect = "value"
            return expect == ":"
        self._expect = "key" if self._paths and self._paths[-1][0] == "}" else "value"
        return expect.startswith(",")


def _string(token: str) -> str:
    return str(json.loads(token)) if "\\" in token else token[1:-1]


def rewrite(text: str, changes: Sequence[tuple[Leaf, str | None]]) -> str:
    """The document with some leaves replaced by JSON strings (None: by null), everything else untouched.

    >>> found = leaves('{"a": 1}')
    >>> rewrite('{"a": 1}', [(found[1], "[age]")])
    '{"a": "[age]"}'
    """
    pieces, position = [], 0
    for leaf, value in changes:
        pieces += [text[position : leaf.start], "null" if value is None else json.dumps(value, ensure_ascii=False)]
        position = leaf.end
    return "".join([*pieces, text[position:]])


_DIMENSIONS = late(r"(?:\[-?\d+:-?\d+\])+=")
_NEEDS_QUOTES = late(r'[\s"\\{}(),;]')


def elements(text: str) -> list[str | None] | None:
    r"""What stands in a PostgreSQL array or row value, in order, with the nesting dropped; None when it is neither.

    Manual, 8.15.6 and 8.16.6: elements are quoted when they need it, a quote inside is escaped or doubled, an unquoted
    NULL (array) or nothing at all (row) is NULL.

    >>> elements('{a,"b,\\"c",NULL}'), elements('("x y",,1)'), elements("{{1,2},{3,4}}"), elements("{")
    (['a', 'b,"c', None], ['x y', None, '1'], ['1', '2', '3', '4'], None)
    """
    found: list[str | None] = []

    def note(values: Sequence[str | None]) -> Sequence[str | None]:
        found.extend(values)
        return values

    return None if map_elements(text, note) is None else found


_ITEM: Final = late(r'"((?:[^"\\]|\\.|"")*)"|([^\s"\\{}(),;][^"\\{}(),;]*)|([{}(),;])', re.DOTALL)


def map_elements(text: str, change: Callable[[Sequence[str | None]], Sequence[str | None]]) -> str | None:
    """The array or row value with every element changed at once; None when the text is neither.

    >>> map_elements('{a,"b c",NULL}', lambda values: [value and f"[{value}]" for value in values])
    '{"[a]","[b c]",NULL}'
    """
    head = _DIMENSIONS.match(text)
    position = head.end() if head else 0
    body = text[position:]
    if not (body.startswith("{") and body.endswith("}")) and not (body.startswith("(") and body.endswith(")")):
        return None
    row = body[0] == "("
    parts = _taken_apart(body, row=row)
    if parts is None:
        return None
    pieces, values, places = parts
    for place, old, new in zip(places, values, change(values), strict=True):
        if new != old:
            pieces[place] = ("" if row else "NULL") if new is None else _quoted(new)
    return text[:position] + "".join(pieces)


def _taken_apart(body: str, *, row: bool) -> tuple[list[str], list[str | None], list[int]] | None:
    """Pieces of the text, values of the elements, and which piece each is; None for a text that is no array or row."""
    pieces: list[str] = []
    values: list[str | None] = []
    places: list[int] = []
    position, depth, filled = 0, 0, False
    while position < len(body):
        hit = _ITEM.match(body, position)
        if hit is None or (depth == 0 and position > 0):
            return None
        position = hit.end()
        if hit[3] is None:
            quoted = hit[1] is not None
            value = _unescape(hit[1]) if quoted else hit[2]
            values.append(None if not quoted and not row and value.upper() == "NULL" else value)
            places.append(len(pieces))
            filled = True
        elif row and hit[3] in ",)" and not filled:
            values.append(None)
            places.append(len(pieces))
            pieces.append("")
        if hit[3] is not None:
            depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(hit[3], 0)
            filled = hit[3] in "})"
        pieces.append(hit[0])
    return (pieces, values, places) if depth == 0 else None


def _unescape(text: str) -> str:
    if "\\" not in text and '"' not in text:
        return text
    return re.sub(r'\\(.)|"(")', lambda hit: hit[1] or hit[2], text, flags=re.DOTALL)


def _quoted(value: str) -> str:
    if value and value.upper() != "NULL" and not _NEEDS_QUOTES.search(value) and "[" not in value:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
