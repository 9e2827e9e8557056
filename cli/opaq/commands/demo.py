"""`opaq demo`: a sample database made on the spot, three masked queries, one refused, and a verified chain.

Everything lives in one directory that the demo names and that can simply be
deleted: the database, a configuration, keys and an audit log of its own. Nothing
else on the machine is read or written, and nothing is sent anywhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

from opaq.commands.demo_data import SCHEMA, rows
from opaq.commands.query import execute
from opaq.commands.spec import Command, Context, Option, Values
from opaq.errors import Defect, Refused, UsageError
from opaq.model.record import replace
from opaq.profile.files import make_private_directory, places, write_private

MARKER = "made-by-opaq-demo"
"""A directory is only replaced when it has this file."""

SPENDERS = """\
select c.email, count(*) as orders, sum(o.total) as spent
from customers c join orders o on o.customer_id = c.id
group by c.email order by spent desc limit 5"""
QUERIES = (
    ("Customers, as stored columns", "select id, name, email, phone, birth_date, city, status from customers limit 5"),
    ("Masked columns still join and group", SPENDERS),
    ("Personal data inside text", "select id, topic, body from tickets order by id desc limit 5"),
)
REFUSED = ("Guessing at a masked column", "select full_name from employees where substr(ssn, 1, 1) = '4'")


def run(context: Context, values: Values) -> int:
    """0 when all queries answered, the guess was refused and the chain verified. Raises OpaqError."""
    directory = Path(values["dir"]) if values.get("dir") else places(context.env).state / "demo"
    directory = directory if directory.is_absolute() else context.cwd / directory
    inner = _prepare(directory, context)
    _say(f"A shop database with six tables, made just now: {directory / 'shop.db'}\n")
    for title, sql in QUERIES:
        _show(inner, title, sql)
    _show_refusal(inner, *REFUSED)
    code = _verify(inner, directory)
    _say(f"\nEverything is in {directory}; delete it when you like. Next, with a database of your own:\n")
    _say('  opaq profile add app --sqlite ./app.db\n  opaq query "select * from ..."')
    return code


def _prepare(directory: Path, context: Context) -> Context:
    """An empty directory of ours, the database, a profile; the returned context knows nothing else."""
    if directory.exists():
        _clear(directory)
    make_private_directory(directory)
    (directory / MARKER).touch(0o600)
    from opaq.engines.sample_file import write  # sqlite3

    write(directory / "shop.db", SCHEMA, rows())
    write_private(
        directory / "config/opaq/profiles/demo.toml", f'engine = "sqlite"\npath = "{directory / "shop.db"}"\n'
    )
    env = {k: v for k, v in context.env.items() if not k.startswith(("OPAQ_", "XDG_"))}
    for variable, name in (
        ("CONFIG_HOME", "config"),
        ("STATE_HOME", "state"),
        ("DATA_HOME", "data"),
        ("CACHE_HOME", "cache"),
    ):
        env[f"XDG_{variable}"] = str(directory / name)
    return replace(context, env=env, cwd=directory, profile="demo", no_input=True, quiet=True)


def _clear(directory: Path) -> None:
    import shutil

    if any(directory.iterdir()) and not (directory / MARKER).exists():
        raise UsageError("OPQ-U012", f"{directory} is not empty and not of an earlier demo", hint="give another --dir")
    shutil.rmtree(directory)


def _show(context: Context, title: str, sql: str) -> None:
    _say(f'-- {title}\n$ opaq query "{sql}"')
    execute(context, {"format": "table", "no_pager": True, "profile": "demo"}, sql)
    _say("")


def _show_refusal(context: Context, title: str, sql: str) -> None:
    _say(f'-- {title}\n$ opaq query "{sql}"')
    try:
        execute(context, {"format": "table", "no_pager": True, "profile": "demo"}, sql)
    except Refused as refusal:
        why = f"\n  why: {refusal.why}" if refusal.why else ""
        way = f"\n  help: {refusal.hint}" if refusal.hint else ""
        _say(f"refused[{refusal.code}]: {refusal.message}{why}{way}\n")
    else:
        raise Defect("OPQ-B002", "the demo's guess was not refused")


def _verify(context: Context, directory: Path) -> int:
    """Verify the demo's chain the way anyone could: with the log and the public key alone."""
    from opaq.audit.cli import verify

    public = next((directory / "data/opaq/keys").glob("*/identity.vkey"))
    write_private(directory / "audit.vkey", public.read_text(encoding="utf-8"))
    _say("-- Every query above left a signed record; verify the chain\n$ opaq audit verify --key audit.vkey")
    return int(verify([str(directory / "state/opaq/audit/default"), "--key", str(directory / "audit.vkey")]))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


COMMAND = Command(
    "demo",
    "a sample database made on the spot: three masked queries and a verified chain",
    run,
    examples=(
        ("opaq demo", "takes a few seconds, needs no setup and no network"),
        ("opaq demo --dir ./demo", "somewhere else"),
    ),
    options=(Option(("--dir",), "where to make it (replaced when it is of an earlier demo)", "DIR", complete="file"),),
)
