"""Flags, environment and files -> one `Profile` in which every setting knows its origin.

Precedence, first wins: flag, environment, the user's profile file, `[defaults]` of
the user's config.toml, the system's profile file of that name, `[defaults]` of the
system's config.toml, the clients' own configuration (PG*, pg_service.conf,
~/.my.cnf), default.

Security settings obey the strictest layer instead: policies add up, ceilings take
the smallest number, `require_reason` is set when any layer sets it, the stricter
TLS mode wins, and pins of the system replace the user's. A project's `.opaq.toml`
takes part in these only, and may choose the profile.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opaq.errors import UsageError
from opaq.model.address import Address, Tls
from opaq.model.pattern import late
from opaq.model.record import field, record, replace
from opaq.profile import ambient
from opaq.profile.files import SYSTEM_DIRECTORY, Places, places, read_toml
from opaq.profile.keys import CHOICES, CONFIG_KEYS, PROFILE_KEYS, PROJECT_KEYS, flatten, nearest, policy_of_project
from opaq.profile.types import PasswordSource, Profile, Setting, Tunnel

PROJECT_FILE = ".opaq.toml"
NAME = late(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
ENVIRONMENT = {"OPAQ_LIMIT": "limit", "OPAQ_TIMEOUT": "timeout", "OPAQ_CONNECT_TIMEOUT": "connect_timeout"}
DEFAULTS: dict[str, Any] = {"timeout": 30.0, "connect_timeout": 10.0, "policy": ["default"], "attest": "tree"}
SMALLEST_WINS = ("max_limit", "timeout", "connect_timeout")
UNION = ("policy", "redactable")
MASK_KEY = "mask_key."
STRICT_TLS = ("disable", "require", "verify-ca", "verify-full")
"""From loose to strict; `default` is verify-full off loopback and stands below `require` only where it may."""


@record
class Layer:
    """Settings of one place."""

    origin: str
    values: Mapping[str, Any]
    binding: bool = False
    """Of the system or the project: the user's layers cannot loosen it."""
    flag: bool = False


@record(frozen=False)
class Chosen:
    """Values as they are chosen, with their origins in order."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, value: Any, origin: str) -> None:
        self.values[key] = value
        self.origins[key] = origin

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)


def resolve(
    name: str | None,
    env: Mapping[str, str],
    *,
    flags: Mapping[str, object] = {},
    cwd: Path,
    system: Path = SYSTEM_DIRECTORY,
) -> Profile:
    """The profile of that name, or the chosen one. Raises UsageError (OPQ-P...) and nothing else.

    `flags` are settings given on the command line by their key (`limit`,
    `timeout`, `connect_timeout`); None means not given.
    """
    where = places(env, system)
    project_path = find_project(cwd, where.home)
    told = read_toml(project_path) or {} if project_path else {}
    project_policy = policy_of_project(told, project_path) if project_path else {}
    plain = {key: value for key, value in told.items() if key not in project_policy}
    project = flatten(plain, PROJECT_KEYS, project_path) if project_path else {}
    config_path = where.config / "config.toml"
    config = flatten(read_toml(config_path) or {}, CONFIG_KEYS, config_path)
    name, chosen_by = choose(name, env, project, config, where)
    layers = _layers(name, env, flags, where, config)
    if project_path is not None:
        layers.append(Layer(str(project_path), {k: v for k, v in project.items() if k != "profile"}, binding=True))
    chosen = _merge(layers)
    ambient.fill(chosen.values, chosen.origins, env, where)
    return replace(_profile(name, chosen_by, chosen, where), project_policy=project_policy)


def find_project(cwd: Path, home: Path) -> Path | None:
    """The nearest .opaq.toml from `cwd` upwards, not above a repository's root, the home directory or a mount of root."""
    for directory in (cwd, *cwd.parents):
        candidate = directory / PROJECT_FILE
        if candidate.is_file():
            return candidate
        if directory == home or (directory / ".git").exists():
            return None
    return None


def names(where: Places) -> list[str]:
    """Every profile that exists, the user's and the system's, sorted. One directory listing each."""
    found: set[str] = set()
    for directory in (where.profiles, where.system / "profiles"):
        try:
            found.update(entry[:-5] for entry in os.listdir(directory) if entry.endswith(".toml") and entry[0] != ".")
        except OSError:
            continue
    return sorted(found)


def check_name(name: str) -> str:
    """Raises UsageError (OPQ-P017) for what could leave the directory or confuse a shell."""
    if not NAME.match(name):
        raise UsageError("OPQ-P017", "not a profile name", hint="letters, digits, dot, dash, underscore; at most 64")
    return name


def choose(
    name: str | None, env: Mapping[str, str], project: Mapping[str, Any], config: Mapping[str, Any], where: Places
) -> tuple[str, str]:
    """(name, who chose it). Raises UsageError OPQ-P001, OPQ-P002, OPQ-P017."""
    candidates = (
        (name, "flag"),
        (env.get("OPAQ_PROFILE"), "environment OPAQ_PROFILE"),
        (project.get("profile"), PROJECT_FILE),
        (config.get("profile"), "config.toml"),
    )
    known = names(where)
    for candidate, origin in candidates:
        if not candidate:
            continue
        check_name(candidate)
        if candidate not in known:
            hint = nearest(candidate, tuple(known)) if known else "opaq profile add NAME --sqlite PATH"
            why = "" if origin == "flag" else f"chosen by {origin}"
            raise UsageError("OPQ-P001", f'profile "{candidate}" not found in {where.profiles}', hint=hint, why=why)
        return candidate, origin
    if len(known) == 1:
        return known[0], "the only profile"
    if not known:
        raise UsageError("OPQ-P002", "no profile yet", hint="opaq profile add NAME --sqlite PATH, or try: opaq demo")
    raise UsageError("OPQ-P002", "no profile chosen", hint="give -P NAME; known profiles are " + ", ".join(known))


def _layers(
    name: str, env: Mapping[str, str], flags: Mapping[str, object], where: Places, config: Mapping[str, Any]
) -> list[Layer]:
    system_path = where.system / "config.toml"
    system = flatten(read_toml(system_path) or {}, CONFIG_KEYS, system_path)
    layers = [
        Layer("flag", {k: v for k, v in flags.items() if v is not None}, flag=True),
        *_environment(env),
    ]
    for directory, binding in ((where.config, False), (where.system, True)):
        path = directory / "profiles" / f"{name}.toml"
        values = flatten(read_toml(path) or {}, PROFILE_KEYS, path)
        layers.append(Layer(str(path) if binding else f"profiles/{name}.toml", values, binding=binding))
        defaults, origin = (system, str(system_path)) if binding else (config, "config.toml")
        layers.append(
            Layer(
                origin,
                {k.removeprefix("defaults."): v for k, v in defaults.items() if k.startswith("defaults.")},
                binding=binding,
            )
        )
    return layers


def _environment(env: Mapping[str, str]) -> list[Layer]:
    layers = []
    for variable, key in ENVIRONMENT.items():
        text = env.get(variable)
        if not text:
            continue
        try:
            value: float = int(text) if key == "limit" else float(text)
        except ValueError:
            value = -1
        if not (0 if key == "limit" else 1e-3) <= value <= 2**53:
            raise UsageError("OPQ-P005", f"{variable} is not a number that can be used", hint=f"unset {variable}")
        layers.append(Layer(f"environment {variable}", {key: value}))
    return layers


def _merge(layers: list[Layer]) -> Chosen:
    chosen = Chosen()
    for layer in layers:
        own_key = any(key.startswith(MASK_KEY) for key in chosen.values)
        for key, value in layer.values.items():
            if own_key and key.startswith(MASK_KEY):
                continue  # one source as a whole: a profile's file is not to meet the defaults' command
            if key not in chosen.values:
                chosen.put(key, value, layer.origin)
            elif key in UNION:
                _add(chosen, key, value, layer.origin)
            elif key == "require_reason" or layer.binding:
                _tighten(chosen, key, value, layer.origin)
            elif key == "max_limit" and value < chosen.values[key]:
                chosen.put(key, value, layer.origin)
    for key, value in DEFAULTS.items():
        if key not in chosen.values:
            chosen.put(key, value, "default")
    return chosen


def _add(chosen: Chosen, key: str, words: list[str], origin: str) -> None:
    fresh = [word for word in words if word not in chosen.values[key]]
    if fresh:
        chosen.put(key, [*chosen.values[key], *fresh], f"{chosen.origins[key]} + {origin}")


def _tighten(chosen: Chosen, key: str, value: Any, origin: str) -> None:
    """A later layer that may only make things stricter."""
    present = chosen.values[key]
    if key == "limit":
        stricter = (
            chosen.origins[key] != "flag" and not chosen.origins[key].startswith("environment") and value < present
        )
    elif key in SMALLEST_WINS:
        stricter = value < present
    elif key == "require_reason":
        stricter = value and not present
    elif key == "tls.mode":
        stricter = strictness(value) > strictness(present)
    elif key == "trusted_keys":
        stricter = value != present
    else:
        stricter = key == "label" and value == "prod" != present
    if stricter:
        chosen.put(key, value, origin)


def strictness(mode: str) -> int:
    """Rank of a TLS mode; `default` counts as verify-full, because off loopback that is what it is."""
    return STRICT_TLS.index("verify-full" if mode == "default" else mode)


def _profile(name: str, chosen_by: str, chosen: Chosen, where: Places) -> Profile:
    get = chosen.get
    limit = get("limit")
    return Profile(
        name=name,
        address=_address(name, chosen, where),
        policies=tuple(get("policy")),
        limit=limit,
        max_limit=get("max_limit"),
        timeout=float(get("timeout")),
        connect_timeout=float(get("connect_timeout")),
        require_reason=bool(get("require_reason", False)),
        label=get("label", ""),
        trusted_keys=tuple(get("trusted_keys", ())),
        redactable=tuple(get("redactable", ())),
        audit_directory=where.state / "audit" / "default",
        keys_directory=where.data / "keys",
        state_directory=where.state,
        cache_directory=where.cache,
        catalog_file=where.config / "catalogs" / f"{name}.toml",
        policies_directory=where.config / "policies",
        system_policies_directory=where.system / "policies",
        queries_directory=where.config / "queries",
        ssh=Tunnel(get("ssh.host"), get("ssh.user", ""), get("ssh.port")) if get("ssh.host") else None,
        password=_password(chosen, where),
        mask_key=_source("mask_key", chosen, where) or PasswordSource("none"),
        settings=(Setting("profile", name, chosen_by), *_settings(chosen)),
    )


def _settings(chosen: Chosen) -> list[Setting]:
    """In the order of the key table; what tells how the password is had is shown, the password never is."""
    shown = []
    for key in PROFILE_KEYS:
        if key not in chosen.values:
            continue
        value = chosen.values[key]
        if key.startswith(("password.", MASK_KEY)):
            text = "set"
        elif isinstance(value, list):
            text = ", ".join(value)
        elif isinstance(value, dict):
            text = ", ".join(sorted(value))
        elif isinstance(value, bool):
            text = "true" if value else "false"
        else:
            text = f"{value:g}" if isinstance(value, float) else str(value)
        shown.append(Setting(key, text, chosen.origins[key]))
    return shown


def _address(name: str, chosen: Chosen, where: Places) -> Address:
    get = chosen.get
    engine = get("engine")
    if engine is None:
        raise _incomplete(name, "engine", where, "one of " + ", ".join(CHOICES["engine"]))
    if engine == "sqlite":
        if not get("path"):
            raise _incomplete(name, "path", where, "the SQLite file")
        return Address("sqlite", path=_file(get("path"), where))
    return Address(
        engine,
        host=get("socket") or get("host", ""),
        port=get("port"),
        database=get("database", ""),
        user=get("user", ""),
        tls=_tls(chosen, where),
        attest=get("attest"),
        options={k: str(v) for k, v in get("options", {}).items()},
    )


def _incomplete(name: str, key: str, where: Places, expected: str) -> UsageError:
    return UsageError(
        "OPQ-P010", f'profile "{name}" lacks "{key}"', hint=f"set {key} ({expected}) in {where.profiles / name}.toml"
    )


def _tls(chosen: Chosen, where: Places) -> Tls:
    def path(key: str) -> Path | None:
        value = chosen.get(f"tls.{key}")
        return _file(value, where) if value else None

    return Tls(
        chosen.get("tls.mode", "default"), path("ca"), path("cert"), path("key"), chosen.get("tls.server_name", "")
    )


def _password(chosen: Chosen, where: Places) -> PasswordSource:
    stored = _source("password", chosen, where)
    if stored is not None:
        return stored
    if chosen.get("password.none"):
        return PasswordSource("none")
    return PasswordSource("prompt" if chosen.get("password.prompt") else "ambient")


def _source(secret: str, chosen: Chosen, where: Places) -> PasswordSource | None:
    """Where a secret is kept, when the profile says so."""
    command, file, service = (chosen.get(f"{secret}.{kind}") for kind in ("command", "file", "keyring"))
    if command:
        seconds = float(chosen.get(f"{secret}.timeout", 30.0))
        return PasswordSource("command", command=tuple(command), seconds=seconds)
    if file:
        return PasswordSource("file", file=_file(file, where))
    return PasswordSource("keyring", service=service) if service else None


def _file(text: str, where: Places) -> Path:
    """`~/x` of the home directory; a relative path is relative to the configuration directory."""
    if text.startswith("~/"):
        return where.home / text[2:]
    return Path(text) if os.path.isabs(text) else where.config / text
