"""Canonical JSON: RFC 8785 restricted until every implementation agrees byte for byte.

Allowed: objects with keys of ``[a-z0-9_.-]``, arrays, strings without control
characters (C0, DEL, C1), integers within 2**53 - 1, true, false, null; at most
eight levels. No floats. In this subset the sort by code point equals the sort
by UTF-16 unit, and the only escapes are ``\\"`` and ``\\\\``, so the standard
library writes exactly what RFC 8785 asks for.

`encode` is the only writer and `decode` the only reader of JSON in this room;
`decode` accepts nothing that `encode` would not have written.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 8

_KEY = re.compile(r"[a-z0-9_.-]{1,80}").fullmatch
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]").search
_known_keys: set[str] = set()


class NotCanonical(ValueError):
    """The text is not what `encode` writes; the message says why and repeats nothing of it."""


def encode(value: object) -> str:
    """Write a value canonically; `NotCanonical` if it is outside the subset.

    >>> encode({"b": [1, None], "a": "x"})
    '{"a":"x","b":[1,null]}'
    """
    _check(value, MAX_DEPTH)
    return _write(value)


def decode(text: str) -> object:
    """Read what `encode` wrote, and nothing else.

    >>> decode('{"a":1}')
    {'a': 1}
    >>> decode('{"a": 1}')
    Traceback (most recent call last):
    opaq.audit.canonical.NotCanonical: not in canonical form
    """
    try:
        value: object = _read(text)
        written = _write(value)
    except NotCanonical:
        raise
    except RecursionError as error:  # reading and writing reach their limits at different depths
        raise NotCanonical("nested too deeply") from error
    except ValueError as error:
        raise NotCanonical("not JSON") from error
    if written != text:
        raise NotCanonical("not in canonical form")
    if "\\" in text and "\\" in text.replace("\\\\", "").replace('\\"', ""):
        raise NotCanonical("an escape other than of a quote or a backslash")
    if not (text.isascii() and "\x7f" not in text) and _CONTROL(text):
        raise NotCanonical("a control character")
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise NotCanonical("nested too deeply")
    return value


def _object(built: dict[str, object]) -> dict[str, object]:
    """Check the keys; a repeated one is found when the value, written again, is not the text."""
    if not built.keys() <= _known_keys:
        for key in built:
            if not _KEY(key):
                raise NotCanonical("a key outside [a-z0-9_.-]")
        if len(_known_keys) < 4096:  # a bound on what a hostile log can make us remember
            _known_keys.update(built)
    return built


def _integer(digits: str) -> int:
    if len(digits) > 17 or not -MAX_INTEGER <= (number := int(digits)) <= MAX_INTEGER:
        raise NotCanonical("an integer beyond 2**53 - 1")
    return number


def _float(_: str) -> NoReturn:
    raise NotCanonical("a number that is not an integer")


_read = json.JSONDecoder(
    object_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_float, strict=True
).decode
_write = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False, allow_nan=False
).encode


def _depth(value: object) -> int:
    """Levels of nesting, counted up to one too many."""
    level, layer = 0, [value]
    while level <= MAX_DEPTH and (layer := [item for item in layer if isinstance(item, (dict, list))]):
        level += 1
        layer = [inner for item in layer for inner in (item.values() if isinstance(item, dict) else item)]
    return level


def _check(value: object, levels: int) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise NotCanonical("an integer beyond 2**53 - 1")
    elif levels == 0:
        raise NotCanonical("nested too deeply")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not _KEY(key):
                raise NotCanonical("a key outside [a-z0-9_.-]")
            _check(item, levels - 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check(item, levels - 1)
    else:
        raise NotCanonical("a value that is neither text, integer, list nor mapping")


def _check_text(text: str) -> None:
    if _CONTROL(text):
        raise NotCanonical("a control character")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NotCanonical("text that is not valid Unicode") from error
