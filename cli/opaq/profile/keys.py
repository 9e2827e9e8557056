"""The keys a profile, configuration or project file may have, and what their values must look like.

One row per key: the same table validates files, and is what near names are taken
from. Unknown keys and wrong types are refused: a misspelled safety setting would
otherwise be silently without effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from opaq.errors import UsageError
from opaq.profile.files import line_of

TEXT, COUNT, PORT, SECONDS, SWITCH, WORDS, TABLE = "text", "count", "port", "seconds", "switch", "words", "table"

EXPECTED = {
    TEXT: "text in quotes",
    COUNT: "a whole number of at least 1",
    PORT: "a port number from 1 to 65535",
    SECONDS: "a number of seconds above 0",
    SWITCH: "true or false",
    WORDS: "text in quotes, or a list of them",
    TABLE: "a table in braces",
}

PROFILE_KEYS: dict[str, str] = {
    "engine": TEXT,
    "path": TEXT,
    "host": TEXT,
    "port": PORT,
    "socket": TEXT,
    "database": TEXT,
    "user": TEXT,
    "service": TEXT,
    "password": TABLE,
    "password.command": WORDS,
    "password.file": TEXT,
    "password.keyring": TEXT,
    "password.prompt": SWITCH,
    "password.none": SWITCH,
    "password.timeout": SECONDS,
    "mask_key": TABLE,
    "mask_key.command": WORDS,
    "mask_key.file": TEXT,
    "mask_key.keyring": TEXT,
    "mask_key.timeout": SECONDS,
    "tls": TABLE,
    "tls.mode": TEXT,
    "tls.ca": TEXT,
    "tls.cert": TEXT,
    "tls.key": TEXT,
    "tls.server_name": TEXT,
    "ssh": TABLE,
    "ssh.host": TEXT,
    "ssh.user": TEXT,
    "ssh.port": PORT,
    "policy": WORDS,
    "limit": COUNT,
    "max_limit": COUNT,
    "timeout": SECONDS,
    "connect_timeout": SECONDS,
    "require_reason": SWITCH,
    "label": TEXT,
    "trusted_keys": WORDS,
    "redactable": WORDS,
    "attest": TEXT,
    "options": TABLE,
}
COMMON_KEYS = frozenset(
    {
        *("policy", "limit", "max_limit", "timeout", "connect_timeout", "require_reason"),
        *("label", "trusted_keys", "redactable"),
        *("mask_key", "mask_key.command", "mask_key.file", "mask_key.keyring", "mask_key.timeout"),
    }
)
"""What `[defaults]` of config.toml may set for every profile."""
CONFIG_KEYS: dict[str, str] = {
    "profile": TEXT,
    "defaults": TABLE,
    **{f"defaults.{k}": PROFILE_KEYS[k] for k in sorted(COMMON_KEYS)},
}
PROJECT_KEYS: dict[str, str] = {
    "profile": TEXT,
    **{k: PROFILE_KEYS[k] for k in ("policy", "limit", "max_limit", "timeout", "require_reason")},
}
"""A project's .opaq.toml: choose a profile and tighten, nothing else."""
PROJECT_POLICY = ("categories", "unreviewed")
"""Also of .opaq.toml: a layer of policy, which can only make the profile's own stricter."""

CHOICES: dict[str, tuple[str, ...]] = {
    "engine": ("postgresql", "mysql", "sqlite"),
    "tls.mode": ("default", "disable", "require", "verify-ca", "verify-full"),
    "attest": ("tree", "names"),
}
ENGINE_ALIASES = {"postgres": "postgresql", "pg": "postgresql", "mariadb": "mysql", "sqlite3": "sqlite"}


def near(word: str, names: Iterable[str]) -> str:
    """The nearest of the names, if one is near, whatever the case; else nothing."""
    from difflib import get_close_matches  # 3 ms; only a typo comes here

    folded = {name.casefold(): name for name in names}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def nearest(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """`did you mean "x"?` for a near name, else a list of what is known; for hints."""
    close = near(word, known)
    if close:
        return f'did you mean "{close}"?'
    return f"known {'is' if len(known) == 1 else 'are'} {', '.join(known)}" if known else ""


def flatten(table: Mapping[str, Any], keys: Mapping[str, str], path: Path) -> dict[str, Any]:
    """Dotted key -> value, every one known and of its type. Raises UsageError OPQ-P004, OPQ-P005, OPQ-P014."""
    flat: dict[str, Any] = {}
    for key, value in _walk(table, keys):
        kind = keys.get(key)
        if kind is None:
            raise _unknown(key, keys, path)
        flat[key] = _checked(key, kind, value, path)
    return flat


def policy_of_project(told: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The layer of policy in a project file. Raises UsageError OPQ-P014: custom categories read files of their own."""
    layer = {key: told[key] for key in PROJECT_POLICY if key in told}
    categories = layer.get("categories", {})
    if isinstance(categories, Mapping) and any(name.partition(".")[0] == "custom" for name in categories):
        raise UsageError(
            "OPQ-P014",
            f"{_where(path, 'categories')}: custom categories may not be set by a project file",
            hint="put them into a policy of your own",
        )
    return layer


def _walk(table: Mapping[str, Any], keys: Mapping[str, str], prefix: str = "") -> list[tuple[str, Any]]:
    """Tables are entered, except `options`, whose keys belong to the driver."""
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, dict) and keys.get(key) == TABLE and key != "options":
            found += _walk(value, keys, key + ".")
        else:
            found.append((key, value))
    return found


def _unknown(key: str, keys: Mapping[str, str], path: Path) -> UsageError:
    where = _where(path, key)
    if keys is PROJECT_KEYS and key.partition(".")[0] in PROFILE_KEYS:
        return UsageError(
            "OPQ-P014",
            f'{where}: "{key}" may not be set by a project file',
            why="a project may choose a profile and tighten; never name a host or run a command",
            hint="put the setting into a profile",
        )
    return UsageError("OPQ-P004", f'{where}: unknown key "{key}"', hint=nearest(key, tuple(keys)))


def _where(path: Path, key: str) -> str:
    line = line_of(path, key)
    return f"{path}, line {line}" if line else str(path)


def _checked(key: str, kind: str, value: Any, path: Path) -> Any:
    if kind == WORDS and isinstance(value, str):
        value = [value]
    if not _fits(kind, value):
        raise UsageError(
            "OPQ-P005", f'{_where(path, key)}: "{key}" has the wrong type', hint=f"expected {EXPECTED[kind]}"
        )
    choices = CHOICES.get(key)
    if choices is not None:
        value = ENGINE_ALIASES.get(value, value)
        if value not in choices:
            raise UsageError(
                "OPQ-P005", f'{_where(path, key)}: "{key}" has an unknown value', hint="known are " + ", ".join(choices)
            )
    return value


def _fits(kind: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind == SWITCH
    if kind == TEXT:
        return isinstance(value, str) and "\0" not in value
    if kind in (COUNT, PORT):
        return isinstance(value, int) and 1 <= value <= (65535 if kind == PORT else 2**53)
    if kind == SECONDS:
        return isinstance(value, int | float) and 0 < value <= 86_400 * 7
    if kind == WORDS:
        return isinstance(value, list) and all(isinstance(word, str) and word and "\0" not in word for word in value)
    return kind == TABLE and isinstance(value, dict) and all(isinstance(v, str | int) for v in value.values())
