"""`opaq run`: saved queries, files NAME.sql in the queries directory (per profile first, then shared)."""

from __future__ import annotations

import os
from pathlib import Path

from opaq.commands.columns import write_columns
from opaq.commands.query import OUTPUT_OPTIONS, execute
from opaq.commands.spec import Argument, Command, Context, Values
from opaq.commands.statement import STATEMENT_OPTIONS, decoded, profile_of
from opaq.errors import UsageError
from opaq.profile.keys import nearest
from opaq.profile.resolve import NAME
from opaq.profile.types import Profile


def run(context: Context, values: Values) -> int:
    """Without a name: the list. Raises OpaqError (OPQ-U007 for a name that is not saved)."""
    profile = profile_of(context, values)
    known = saved(profile)
    name = values.get("name")
    if not name:
        if not known:
            context.console.note(f"no saved query; put NAME.sql into {profile.queries_directory / profile.name}")
        write_columns([(n, _title(path)) for n, path in sorted(known.items())])
        return 0
    path = known.get(name)
    if path is None:
        hint = nearest(name, tuple(known)) if known and NAME.match(name) else f"put it into {profile.queries_directory}"
        raise UsageError("OPQ-U007", "no such saved query", hint=hint)
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise UsageError("OPQ-U005", f"cannot read {path}: {os.strerror(error.errno or 0)}") from None
    return execute(context, values, text)


def saved(profile: Profile) -> dict[str, Path]:
    """Name -> file. A profile's own query wins over a shared one of the same name."""
    found: dict[str, Path] = {}
    for directory in (profile.queries_directory, profile.queries_directory / profile.name):
        if directory.is_dir():
            found.update({path.stem: path for path in directory.glob("*.sql") if path.is_file()})
    return found


def _title(path: Path) -> str:
    """The first line's comment."""
    try:
        with open(path, encoding="utf-8") as file:
            first = file.readline(200).strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return first[2:].strip() if first.startswith("--") else ""


COMMAND = Command(
    "run",
    "run a saved query by name",
    run,
    examples=(
        ("opaq run", "list the saved queries of the profile"),
        ("opaq run late-orders -p days:int=7", "run one, with a parameter"),
        ("opaq run late-orders -P prod --csv > late.csv", "all options of opaq query"),
    ),
    arguments=(Argument("name", "the query; its file is NAME.sql", complete="query"),),
    options=tuple(o for o in (*STATEMENT_OPTIONS, *OUTPUT_OPTIONS) if "-f" not in o.flags),
)
