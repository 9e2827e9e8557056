"""`opaq profile`: name databases, once; every query then says only which one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opaq.commands.columns import write_columns
from opaq.commands.spec import Argument, Command, Context, Group, Option, Values
from opaq.errors import OpaqError, UsageError
from opaq.profile import store
from opaq.profile.files import places
from opaq.profile.keys import CHOICES
from opaq.profile.login import place_of
from opaq.profile.resolve import names, resolve
from opaq.profile.url import settings_of

NAME = Argument("name", "the profile", required=True, complete="profile")


def add(context: Context, values: Values) -> int:
    """Write the file, then say what to do next."""
    where = places(context.env)
    settings = _settings(context, values)
    path = store.add(values["name"], settings, where)
    context.console.note(f"wrote {path}")
    if settings["engine"] == "sqlite" and not Path(settings["path"]).exists():
        context.console.warn(f"{settings['path']} does not exist yet; opaq never creates it")
    context.console.note(f"next: {_first_step(values['name'], names(where))}")
    return 0


def _first_step(name: str, known: list[str]) -> str:
    """What to type now; the only profile needs no naming."""
    if len(known) == 1:
        return "opaq describe"
    return f"opaq -P {name} describe, or opaq profile use {name} to make it the default"


def _settings(context: Context, values: Values) -> dict[str, Any]:
    """The keys of the new file. Raises UsageError."""
    given = [flag for flag in ("sqlite", "url", "service") if values.get(flag)]
    if len(given) != 1:
        raise UsageError(
            "OPQ-U001", "exactly one of --sqlite, --url and --service is needed", hint="opaq profile add --help"
        )
    if "sqlite" in given:
        path = Path(values["sqlite"]).expanduser()
        settings: dict[str, Any] = {"engine": "sqlite", "path": str(path if path.is_absolute() else context.cwd / path)}
    elif "url" in given:
        settings = settings_of(values["url"])
        if settings["engine"] == "sqlite":
            settings["path"] = str(context.cwd / settings["path"])
    else:
        settings = {"engine": "postgresql", "service": values["service"]}
    _put_password(settings, context, values)
    if values.get("tls") or values.get("tls_ca"):
        tls = settings.setdefault("tls", {})
        tls.update(
            {k: v for k, v in (("mode", values.get("tls")), ("ca", _absolute(context, values.get("tls_ca")))) if v}
        )
    if values.get("ssh"):
        settings["ssh"] = {"host": values["ssh"]}
    if values.get("policy"):
        settings["policy"] = list(values["policy"])
    for key in ("limit", "max_limit", "timeout", "label", "require_reason"):
        if values.get(key):
            settings[key] = values[key]
    return settings


def _put_password(settings: dict[str, Any], context: Context, values: Values) -> None:
    sources = {
        "file": _absolute(context, values.get("password_file")),
        "command": list(values["password_command"]) if values.get("password_command") else None,
        "keyring": values.get("password_keyring"),
        "prompt": values.get("password_prompt"),
    }
    chosen = {key: value for key, value in sources.items() if value}
    if len(chosen) > 1:
        raise UsageError("OPQ-U001", "several password sources were given", hint="choose one")
    if chosen:
        settings["password"] = chosen


def _absolute(context: Context, text: str | None) -> str | None:
    if not text:
        return None
    path = Path(text).expanduser()
    return str(path if path.is_absolute() else context.cwd / path)


def list_(context: Context, values: Values) -> int:
    """One line per profile: a star on the default, engine, place, policies."""
    where = places(context.env)
    known = names(where)
    if not known:
        context.console.note("no profile yet; opaq profile add NAME --sqlite PATH, or try: opaq demo")
        return 0
    chosen = _default_name(context)
    rows = []
    for name in known:
        try:
            profile = resolve(name, context.env, cwd=context.cwd)
            told = (profile.address.engine, place_of(profile.address), ", ".join(profile.policies))
        except OpaqError as error:
            told = ("broken", error.code, error.message)
        rows.append(("*" if name == chosen else " ", name, *told))
    write_columns(rows)
    return 0


def _default_name(context: Context) -> str | None:
    try:
        return resolve(context.profile, context.env, cwd=context.cwd).name
    except OpaqError:
        return None


def show(context: Context, values: Values) -> int:
    """Every setting with its value and where it comes from."""
    profile = resolve(values.get("name") or values.get("profile") or context.profile, context.env, cwd=context.cwd)
    write_columns([(s.name, s.shown, s.origin) for s in profile.settings])
    return 0


def use(context: Context, values: Values) -> int:
    """Make it the default."""
    path = store.use(values["name"], places(context.env))
    context.console.note(f"{values['name']} is now the default in {path}")
    return 0


def remove(context: Context, values: Values) -> int:
    """Delete its file; catalogs, policies and the audit log stay."""
    context.console.note(f"removed {store.remove(values['name'], places(context.env))}")
    return 0


def path(context: Context, values: Values) -> int:
    """Where opaq keeps its files; with a name, the file of that profile."""
    where = places(context.env)
    if values.get("name"):
        found = [d / f"{values['name']}.toml" for d in (where.profiles, where.system / "profiles")]
        existing = [p for p in found if p.exists()]
        if not existing:
            raise store.unknown(values["name"], where)
        print(existing[0])  # noqa: T201 - stdout is data
        return 0
    write_columns(
        [
            ("profiles", str(where.profiles)),
            ("policies", str(where.config / "policies")),
            ("catalogs", str(where.config / "catalogs")),
            ("queries", str(where.config / "queries")),
            ("audit", str(where.state / "audit")),
            ("keys", str(where.data / "keys")),
            ("system", str(where.system)),
        ]
    )
    return 0


def test(context: Context, values: Values) -> int:
    """Connect, say who the server is and what the role could do, and disconnect."""
    from opaq.commands.connection import connected  # a driver: only this command of the group needs one

    profile = resolve(values.get("name") or values.get("profile") or context.profile, context.env, cwd=context.cwd)
    with connected(context, values, profile) as session:
        facts = session.privileges().facts
        write_columns([("server", session.server), ("database", session.database)])
    for what, worry, mend in facts:
        if worry:
            context.console.warn(f"{what}: {mend}" if mend else what)
        else:
            context.console.detail(f"{what}: no")
    return 0


COMMAND = Group(
    "profile",
    "name databases, and say where each setting comes from",
    (
        Command(
            "add",
            "name a database",
            add,
            examples=(
                ("opaq profile add app --sqlite ./app.db", "a SQLite file"),
                ("opaq profile add prod --url postgresql://ops_ro@db.internal/app --label prod", "PostgreSQL over TLS"),
                (
                    "opaq profile add shop --url mysql://ro@localhost/shop?socket=/run/mysqld/mysqld.sock",
                    "MariaDB or MySQL through a socket",
                ),
                (
                    "opaq profile add prod --url postgresql://ops@db/app --password-command pass show db/prod",
                    "the password from a command (give it last)",
                ),
            ),
            arguments=(Argument("name", "letters, digits, dot, dash, underscore", required=True),),
            options=(
                Option(("--sqlite",), "a SQLite file", "PATH", complete="file"),
                Option(("--url",), "postgresql://user@host:port/db or mysql://user@host:port/db", "URL"),
                Option(("--service",), "a service of pg_service.conf", "NAME"),
                Option(("--policy",), "masking policy (may be repeated; the strictest wins)", "NAME", many=True),
                Option(("--password-file",), "read the password from a private file", "FILE", complete="file"),
                Option(("--password-keyring",), "read the password from the system keyring", "SERVICE"),
                Option(("--password-prompt",), "ask for the password at the terminal"),
                Option(("--tls",), "TLS mode (default: verify-full off loopback)", "MODE", choices=CHOICES["tls.mode"]),
                Option(("--tls-ca",), "certificate authority to trust", "FILE", complete="file"),
                Option(("--ssh",), "through an ssh tunnel to HOST", "HOST"),
                Option(("--label",), "prod shows a red banner", "WORD"),
                Option(("--limit",), "rows shown by default", "N", type=int),
                Option(("--max-limit",), "rows at most, whatever is asked", "N", type=int),
                Option(("--timeout",), "seconds a statement may take", "SECONDS", type=float),
                Option(("--require-reason",), "refuse queries without --reason"),
                Option(("--password-command",), "the last option: a command that prints it", "ARG...", rest=True),
            ),
        ),
        Command("list", "every profile, the default with a star", list_),
        Command(
            "show",
            "every setting and where it comes from; secrets as `set`",
            show,
            arguments=(Argument("name", "the profile (default: the chosen one)", complete="profile"),),
        ),
        Command("use", "make a profile the default", use, arguments=(NAME,)),
        Command(
            "test",
            "connect, name the server and what the role could do",
            test,
            arguments=(Argument("name", "the profile (default: the chosen one)", complete="profile"),),
        ),
        Command("remove", "delete a profile's file", remove, arguments=(NAME,)),
        Command(
            "path",
            "where opaq keeps its files",
            path,
            arguments=(Argument("name", "a profile, for its file only", complete="profile"),),
        ),
    ),
    examples=(
        ("opaq profile add app --sqlite ./app.db", "name a SQLite file"),
        ("opaq profile show prod", "every setting and its origin"),
        ("opaq profile use prod", "make it the default"),
    ),
)
