"""`opaq query`: run one read-only statement, mask it, print it, leave a record of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from opaq.commands.spec import Command, Context, Option, Values
from opaq.commands.statement import (
    SQL,
    STATEMENT_OPTIONS,
    is_interactive,
    positive,
    profile_of,
    request_of,
    statement_text,
)
from opaq.console import Console, wants_color
from opaq.errors import OpaqError, UsageError
from opaq.profile.login import Login
from opaq.profile.types import Profile
from opaq.render.footer import masked_columns, truncation
from opaq.render.output import Output
from opaq.render.registry import FORMATS
from opaq.render.types import Look, Summary
from opaq.render.width import harmless

TERMINAL_LIMIT = 500
"""Rows shown on a terminal when neither --limit nor the profile says otherwise."""
FOOTED = ("table", "vertical", "json", "markdown", "html")
"""Formats that tell masks and truncation themselves."""
SHORTHANDS = ("table", "csv", "tsv", "json", "ndjson", "markdown", "html")

OUTPUT_OPTIONS: tuple[Option, ...] = (
    Option(
        ("--format",),
        "table, vertical, csv, tsv, json, ndjson, markdown, html, sql-insert ...",
        "FORMAT",
        choices=tuple(FORMATS),
        complete="format",
    ),
    *(Option((f"--{name}",), f"same as --format {name}", hidden=True) for name in SHORTHANDS),
    Option(("-x", "--expanded"), "one column per line"),
    Option(("-t", "--tuples-only"), "cells only: no header, no footer"),
    Option(("-A", "--unaligned"), "bare cells, separated by |; -tA for a single value"),
    Option(("-o", "--output"), "write to FILE: private, and whole or not at all", "FILE", complete="file"),
    Option(("--limit",), "rows at most; 0 for all (default: 500 on a terminal)", "N", type=int),
    Option(("--fail-on-truncate",), "exit 7 when rows were left behind"),
    Option(("--stats",), "one line of JSON about the run on stderr"),
    Option(("--null",), "text for NULL", "TEXT"),
    Option(("--no-header",), "leave out the column names"),
    Option(("--wide",), "never cut cells or turn the table"),
    Option(("--max-cell",), "cut cells after N characters (0: never)", "N", type=int),
    Option(("--csv-safe",), "guard cells that a spreadsheet would run as formulas"),
    Option(("--mask-key",), "make tokens with an older key, as opaq policy keys lists them", "ID"),
    Option(("--watch",), "run again every so many seconds (terminal only)", "SECONDS", type=float),
    Option(("--no-pager",), "never page", hidden=True),
)


def run(context: Context, values: Values) -> int:
    """Everything `opaq query` does. Raises OpaqError."""
    if values.get("watch") is not None:
        return watch(context, values, statement_text(values))
    return execute(context, values, statement_text(values))


def watch(context: Context, values: Values, text: str) -> int:
    """Again and again on a terminal, until interrupted; every run is a query of its own, with its own record."""
    if not sys.stdout.isatty() or values.get("output"):
        raise UsageError("OPQ-U008", "--watch needs a terminal", hint="leave it out, or leave -o and the pipe out")
    seconds = positive(values["watch"], "--watch") or 1.0
    while True:
        head = f"every {seconds:g} s, {time.strftime('%H:%M:%S')}; Ctrl-C ends"
        sys.stdout.write(f"\x1b[H\x1b[2J{head}\n\n")
        sys.stdout.flush()
        execute(context, {**values, "no_pager": True}, text)
        time.sleep(seconds)


def execute(context: Context, values: Values, text: str) -> int:
    """The way of `query` and `run` once the statement's text is known. Raises OpaqError."""
    context.console.statement = text
    output = open_output(context, values)
    try:
        profile = profile_of(context, values)
        request = request_of(
            context,
            values,
            text,
            limit=row_limit(values, profile, output),
            complete=bool(values.get("fail_on_truncate")),
            bulk=output.bulk,
        )
        from opaq import pipeline  # every room of the house; a wrong option does not pay for it

        announce(context.console, profile, output)
        login = Login(profile, context.env, ask=is_interactive(context, values))
        summary = pipeline.run(request, profile, output, context.console, login=login)
    except OpaqError as error:
        output.fail(error)
        raise
    tell(context.console, values, output, summary)
    if values.get("stats"):
        import json  # 3 ms; only --stats needs it

        context.console.say(harmless(json.dumps(stats(summary, output), ensure_ascii=False), json=True))
    return 0


def format_name(context: Context, values: Values, *, terminal: bool) -> str:
    """The last word wins: flag, then OPAQ_FORMAT, then table on a terminal and CSV in a pipe."""
    named = [name for name in SHORTHANDS if values.get(name)]
    if values.get("expanded"):
        named.append("vertical")
    if values.get("unaligned"):
        named.append("unaligned")
    if values.get("format"):
        named.append(values["format"])
    if len(set(named)) > 1:
        raise UsageError("OPQ-U001", "several formats were given: " + ", ".join(named), hint="choose one")
    if named:
        return str(named[0])
    wanted = context.env.get("OPAQ_FORMAT")
    if wanted and wanted not in FORMATS:
        raise UsageError("OPQ-U010", "OPAQ_FORMAT names an unknown format", hint="known are " + ", ".join(FORMATS))
    return wanted or ("table" if terminal else "csv")


def open_output(context: Context, values: Values) -> Output:
    """Destination, format and look. Raises UsageError."""
    path = Path(values["output"]) if values.get("output") not in (None, "", "-") else None
    terminal = path is None and sys.stdout.isatty()
    size = terminal_size(context.env) if terminal else os.terminal_size((80, 24))
    name = _by_suffix(path) or "" if path and not _named(values) else ""
    name = name or format_name(context, values, terminal=terminal)
    max_cell = values.get("max_cell")
    look = Look(
        width=size.columns,
        height=size.lines,
        terminal=terminal or (path is not None and _is_terminal(path)),
        color=wants_color(values.get("color") or context.color, context.env, terminal=terminal) and path is None,
        header=not values.get("no_header"),
        null=values.get("null"),
        wide=bool(values.get("wide")) or max_cell == 0,
        max_cell=max_cell or None,
        csv_safe=bool(values.get("csv_safe")),
        tuples_only=bool(values.get("tuples_only")),
    )
    return Output(name, look, path=path, pager=pager(context, values) if terminal else ())


def _is_terminal(path: Path) -> bool:
    """Whether `-o` names a terminal, such as /dev/tty: it gets the format of a file, and no escapes."""
    if not path.is_char_device():
        return False
    try:
        device = os.open(path, os.O_WRONLY | os.O_NOCTTY)
    except OSError:  # told when it is opened for writing
        return False
    try:
        return os.isatty(device)
    finally:
        os.close(device)


def terminal_size(env: Mapping[str, str]) -> os.terminal_size:
    """COLUMNS and LINES first, then the terminal's own word (shutil has this too, at 8 ms)."""
    try:
        own = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        own = os.terminal_size((80, 24))
    columns, lines = (int(env.get(name, "")) if env.get(name, "").isdecimal() else 0 for name in ("COLUMNS", "LINES"))
    return os.terminal_size((columns or own.columns or 80, lines or own.lines or 24))


def _named(values: Values) -> bool:
    return any(values.get(name) for name in (*SHORTHANDS, "format", "expanded", "unaligned"))


def _by_suffix(path: Path) -> str | None:
    suffix = path.suffix.lstrip(".").lower()
    known = {
        "md": "markdown",
        "sql": "sql-insert",
        "jsonl": "ndjson",
        "txt": "table",
        "feather": "arrow",
        "htm": "html",
    }
    name = known.get(suffix, suffix)
    return name if name in FORMATS else None


def pager(context: Context, values: Values) -> tuple[str, ...]:
    """The pager's command line; empty when there is none to use."""
    env = context.env
    if values.get("no_pager") or env.get("TERM") in (None, "dumb") or not is_interactive(context, values):
        return ()
    chosen = env.get("OPAQ_PAGER", env.get("PAGER"))
    if chosen is None or chosen.strip() == "less":
        found = any(os.access(os.path.join(d, "less"), os.X_OK) for d in env.get("PATH", "").split(os.pathsep) if d)
        return ("less", "-FIRX") if found else ()
    import shlex  # 1 ms; only with a pager of one's own

    return tuple(shlex.split(chosen))


def row_limit(values: Values, profile: Profile, output: Output) -> int | None:
    """--limit, else the profile's, else 500 on a terminal and all in a pipe; 0 means all."""
    limit = values.get("limit")
    if limit is not None and limit < 0:
        raise UsageError("OPQ-U001", "--limit must not be negative", hint="--limit 0 shows all rows")
    if limit is None:
        limit = profile.limit if profile.limit is not None else TERMINAL_LIMIT if output.look.terminal else 0
    return limit or None


def announce(console: Console, profile: Profile, output: Output) -> None:
    """A red banner for production, where a person sees it before the rows."""
    if profile.label and output.look.terminal and console.terminal and not console.quiet:
        styles = ("1", "97", "41") if profile.label == "prod" else ("1",)
        console.say(console.paint(f" {profile.label.upper()} {profile.name} ", *styles))


def tell(console: Console, values: Values, output: Output, summary: Summary) -> None:
    """What formats without a footer cannot say on stdout is said on stderr; truncation also with -q."""
    if output.path is None and output.format_name in FOOTED and not values.get("tuples_only"):
        return
    if not values.get("stats"):
        columns = masked_columns(summary)
        if columns:
            console.note(columns)
    left = truncation(summary)
    if left:
        console.warn(left)


def stats(summary: Summary, output: Output) -> dict[str, object]:
    """The line of --stats: versioned and additive like the envelope."""
    return {
        "opaq": 1,
        "rows": summary.row_count,
        "truncated": summary.truncated,
        "bytes": output.byte_count,
        "sha256": output.digest,
        "elapsed_ms": summary.elapsed_ms,
        "masked_columns": {d.field: d.mask.name for d in summary.decisions if d.mask.name != "keep"}
        | dict.fromkeys(summary.spans, "spans"),
        "masked_cells": {k: v for k, v in sorted(summary.masked.items()) if v},
        "profile": summary.profile,
        "audit": {"seq": summary.audit_seq, "hash": summary.audit_hash},
    }


COMMAND = Command(
    "query",
    "run one read-only statement: mask it, print it, record it",
    run,
    examples=(
        ('opaq query "select * from orders limit 9"', "a table on a terminal, CSV in a pipe"),
        ("opaq query -P prod -f report.sql --json > report.json", "from a file, as a JSON envelope"),
        ("opaq query -f one-user.sql -p id:int=42", "with a value for :id"),
        ('opaq query -tA "select count(*) from orders"', "a bare value for a script"),
        ('opaq query "select * from orders" -o orders.parquet', "a private file, whole or not at all"),
    ),
    arguments=(SQL,),
    options=(*STATEMENT_OPTIONS, *OUTPUT_OPTIONS),
)
