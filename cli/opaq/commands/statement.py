"""What `query`, `explain` and `run` have in common: their options, the statement's text, its parameters."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from opaq.commands.spec import Argument, Context, Option, Values
from opaq.errors import UsageError
from opaq.model.actor import Actor, Purpose
from opaq.model.request import Request
from opaq.profile.actor import whoami
from opaq.profile.resolve import resolve
from opaq.profile.types import Profile

MAX_STATEMENT_BYTES = 256 * 1024

SQL = Argument("sql", "the statement, or - to read it from standard input")

STATEMENT_OPTIONS: tuple[Option, ...] = (
    Option(
        ("-f", "--file", "--sql-file"), "read the statement from FILE (- is standard input)", "FILE", complete="file"
    ),
    Option(("-p", "--param"), "bind :NAME; also NAME:int=5, NAME@FILE", "NAME=VALUE", many=True),
    Option(("--timeout",), "stop the statement after so many seconds", "SECONDS", type=float),
    Option(("--connect-timeout",), "give up connecting after so many seconds", "SECONDS", type=float),
    Option(("--reason",), "why you ask; recorded, and required by some profiles", "TEXT"),
    Option(("--actor",), "on whose behalf: a name, or agent:NAME", "WHO"),
)


def profile_of(context: Context, values: Values) -> Profile:
    """The resolved profile with the flags of this command. Raises UsageError."""
    flags = {"connect_timeout": positive(values.get("connect_timeout"), "--connect-timeout")}
    return resolve(values.get("profile") or context.profile, context.env, flags=flags, cwd=context.cwd)


def is_interactive(context: Context, values: Values) -> bool:
    """A person can be asked: a terminal for the question and for the answer, and not forbidden."""
    forbidden = context.no_input or values.get("no_input") or context.env.get("CI")
    return not forbidden and sys.stdin.isatty() and sys.stderr.isatty()


def actor_of(context: Context, values: Values) -> Actor:
    """Who asks, as far as this machine knows."""
    return whoami(context.env, values.get("actor"), interactive=is_interactive(context, values))


def request_of(context: Context, values: Values, text: str, **extra: Any) -> Request:
    """The request for the pipeline; `extra` are fields only one command knows. Raises UsageError."""
    parameters, types = bind(values.get("param", ()))
    return Request(
        text=text,
        actor=actor_of(context, values),
        purpose=Purpose(values.get("reason") or context.env.get("OPAQ_REASON", "")),
        values=parameters,
        types=types,
        timeout=positive(values.get("timeout"), "--timeout"),
        mask_key=values.get("mask_key") or "",
        **extra,
    )


def positive(seconds: float | None, flag: str) -> float | None:
    if seconds is not None and not 0 < seconds < 10**6:
        raise UsageError("OPQ-U001", f"{flag} must be a number of seconds above 0", hint=f"{flag} 30")
    return seconds


def statement_text(values: Values) -> str:
    """The one statement that was given: argument, file or standard input. Raises UsageError OPQ-U002, U003, U005."""
    sql, file = values.get("sql"), values.get("file")
    if sql is not None and file is not None:
        raise UsageError("OPQ-U002", "a statement and a file were given", hint="give the SQL or -f FILE, not both")
    if sql is None and file is None:
        if sys.stdin.isatty():
            raise UsageError("OPQ-U002", "no statement given", hint='opaq query "select ..." or -f FILE or -')
        file = "-"
    if sql == "-":
        sql, file = None, "-"
    if sql is not None and not any(map(str.isspace, sql)) and os.path.exists(sql):
        raise UsageError("OPQ-U002", f"{sql} is a file, not a statement", hint=f"opaq query -f {sql}")
    if sql is not None:
        return decoded(sql.encode("utf-8", "surrogateescape"))
    return decoded(_read(file or "-"))


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_STATEMENT_BYTES + 1)
        with open(file, "rb") as stream:
            return stream.read(MAX_STATEMENT_BYTES + 1)
    except OSError as error:
        raise UsageError(
            "OPQ-U005", f"cannot read {file}: {os.strerror(error.errno or 0)}", hint="check the path after -f"
        ) from None


def decoded(raw: bytes) -> str:
    """UTF-8 whatever the locale, byte order mark dropped, CRLF as LF."""
    if len(raw) > MAX_STATEMENT_BYTES:
        raise UsageError("OPQ-U003", "the statement is longer than 256 KB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("OPQ-U003", f"the statement is not UTF-8 at byte {error.start}") from None
    if "\0" in text:
        raise UsageError("OPQ-U003", "the statement has a NUL character")
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise UsageError("OPQ-U002", "the statement is empty", hint='opaq query "select ..." or -f FILE or -')
    return text


FORMS = {
    "int": "digits, as in -p id:int=42",
    "float": "a number, as in -p rate:float=0.5",
    "bool": "true or false",
    "bytes": "hexadecimal digits, as in -p key:bytes=00ff",
    "null": "-p name:null takes no value",
}
"""What a typed parameter looks like."""

Bound = dict[str, "str | int | float | bool | bytes | None"]


def bind(given: tuple[str, ...]) -> tuple[Bound, dict[str, str]]:
    """Parameters by name, and their types. A value is never part of a message.

    >>> bind(("name=Ann", "age:int=5"))
    ({'name': 'Ann', 'age': 5}, {'name': 'text', 'age': 'int'})
    """
    values: Bound = {}
    types: dict[str, str] = {}
    for number, text in enumerate(given, 1):
        head, mark, raw = _split(text)
        name, _, kind = head.partition(":")
        kind = kind or "text"
        if not name.isidentifier() or (not mark and kind != "null") or name in values:
            raise UsageError(
                "OPQ-U004", f"parameter {number} is not NAME=VALUE, or its name repeats", hint="-p id:int=42"
            )
        if mark == "@":
            raw = _read_text(raw)
        values[name] = _typed(raw, kind, name)
        types[name] = kind
    return values, types


def _split(text: str) -> tuple[str, str, str]:
    places = [(text.index(mark), mark) for mark in "=@" if mark in text]
    if not places:
        return text, "", ""
    place, mark = min(places)
    return text[:place], mark, text[place + 1 :]


def _read_text(file: str) -> str:
    try:
        return Path(file).read_bytes().decode("utf-8").removesuffix("\n")
    except OSError as error:
        raise UsageError("OPQ-U005", f"cannot read a parameter's file: {os.strerror(error.errno or 0)}") from None
    except UnicodeDecodeError:
        raise UsageError("OPQ-U004", "a parameter's file is not UTF-8") from None


def _typed(raw: str, kind: str, name: str) -> str | int | float | bool | bytes | None:
    try:
        if kind == "text":
            return raw
        if kind == "int":
            return int(raw)
        if kind == "float":
            return float(raw)
        if kind == "bool":
            return {"true": True, "false": False}[raw.lower()]
        if kind == "bytes":
            return bytes.fromhex(raw.removeprefix("\\x").removeprefix("0x"))
        if kind == "null" and not raw:
            return None
    except (ValueError, KeyError):
        raise UsageError("OPQ-U004", f'parameter "{name}" is not of type {kind}', hint=FORMS[kind]) from None
    raise UsageError("OPQ-U004", f'parameter "{name}" has an unknown type', hint="text, int, float, bool, bytes, null")
