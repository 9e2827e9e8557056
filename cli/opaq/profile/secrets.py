"""How a password, or a mask key of a profile's own, is had: private file, command, keyring, the clients' own files, or a question at the terminal.

Never from argv, never from a profile in clear, and there is no OPAQ_PASSWORD. What
a password command prints, on any stream, is never repeated.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from opaq.errors import UsageError
from opaq.model.secret import Secret
from opaq.profile.ambient import read_ini
from opaq.profile.files import places, read_private
from opaq.profile.types import PasswordSource, Profile

MAX_PASSWORD_BYTES = 16 * 1024
"""Cloud tokens used as passwords reach a few kilobytes."""


def secret_for(profile: Profile, env: Mapping[str, str], *, ask: bool) -> Secret | None:
    """The password, or None when no source has one (the server may not want one).

    `ask`: a person is at the terminal. Raises UsageError OPQ-P007, P011, P012, P016, U005.
    """
    source = profile.password
    if profile.address.engine == "sqlite" or source.kind == "none":
        return None
    if source.kind in STORED:
        return Secret(_first_line(stored(source, env, user=profile.address.user)))
    if source.kind == "prompt":
        return ask_password(profile, ask=ask)
    return _ambient(profile, env)


STORED = ("file", "command", "keyring")


def stored(source: PasswordSource, env: Mapping[str, str], *, user: str, what: str = "password") -> str:
    """What a file, a command or a keyring holds. Raises UsageError OPQ-P007, P011, P016, U003, U005."""
    if source.kind == "command":
        return _from_command(source, env, what)
    if source.kind == "keyring":
        return _from_keyring(source, user)
    if source.file is None:
        raise AssertionError("a source of another kind holds nothing")
    return read_private(source.file)


def ask_password(profile: Profile, *, ask: bool) -> Secret:
    """Ask at the terminal (not stdin, which may hold the statement). Raises UsageError (OPQ-P012) when nobody is there."""
    if not ask:
        raise UsageError(
            "OPQ-P012",
            f'profile "{profile.name}" needs a password and nobody can be asked',
            hint="opaq profile add has --password-file and --password-command",
        )
    from getpass import getpass  # 4 ms; only a prompt comes here

    where = profile.address.host or "local socket"
    return Secret(getpass(f"Password for {profile.address.user or 'default user'} at {where}: "))


def _first_line(text: str) -> str:
    return text.partition("\n")[0].rstrip("\r")


def _from_command(source: PasswordSource, env: Mapping[str, str], what: str) -> str:
    def failed(how: str) -> UsageError:
        return UsageError("OPQ-P011", f"{what} command failed: {how}", hint="run the command of the profile by hand")

    import subprocess  # 8 ms; only profiles with a password command come here

    name = os.path.basename(source.command[0])
    try:
        done = subprocess.run(  # noqa: S603 - an argument list of the user's own profile, no shell
            source.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a tool that asks does so on the terminal; one that fails may print the password
            timeout=source.seconds,
            check=False,
            env=dict(env),
        )
    except subprocess.TimeoutExpired:
        raise failed(f"{name} took longer than {source.seconds:g} s") from None
    except OSError as error:
        raise failed(f"{name}: {os.strerror(error.errno or 0)}") from None
    if done.returncode != 0:
        raise failed(f"{name} ended with exit code {done.returncode}")
    if len(done.stdout) > MAX_PASSWORD_BYTES:
        raise failed(f"{name} printed more than a {what}")
    try:
        text = done.stdout.decode("utf-8")
    except UnicodeDecodeError:
        raise failed(f"{name} printed no text") from None
    if not _first_line(text):
        raise failed(f"{name} printed nothing")
    return text


def _from_keyring(source: PasswordSource, user: str) -> str:
    try:
        import keyring  # an extra; slow to load
    except ImportError:
        raise UsageError("OPQ-P016", "keyring is not installed", hint="pip install 'opaq[keyring]'") from None
    try:
        password = keyring.get_password(source.service, user)
    except Exception as error:  # noqa: BLE001 - backends raise their own kinds; their text may say too much
        raise UsageError("OPQ-P016", f"keyring failed: {type(error).__name__}", hint="unlock the keyring") from None
    if not password:
        raise UsageError(
            "OPQ-P016",
            f'keyring has no entry for service "{source.service}"',
            hint=f"keyring set {source.service} {user}",
        )
    return str(password)


def _ambient(profile: Profile, env: Mapping[str, str]) -> Secret | None:
    home = places(env).home
    if profile.address.engine == "mysql":
        path = home / ".my.cnf"
        password = read_ini(path).get("client", {}).get("password")
        if password:
            read_private(path)
            return Secret(password)
        return None
    if env.get("PGPASSWORD"):
        return Secret(env["PGPASSWORD"])
    path = Path(env.get("PGPASSFILE") or home / ".pgpass")
    if not path.is_file():
        return None
    found = from_pgpass(read_private(path), profile)
    return Secret(found) if found is not None else None


def from_pgpass(text: str, profile: Profile) -> str | None:
    """The first matching line's password (PostgreSQL manual 34.16): host:port:database:user:password, `*` matches all."""
    address = profile.address
    host = "localhost" if not address.host or address.host.startswith("/") else address.host
    wanted = (host, str(address.port or 5432), address.database or address.user, address.user)
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        fields = _split(line)
        if len(fields) == 5 and all(f in ("*", w) for f, w in zip(fields, wanted, strict=False)):
            return fields[4]
    return None


def _split(line: str) -> list[str]:
    """Fields between unescaped colons; a backslash takes the next character as it is."""
    fields: list[str] = []
    current, escaped = "", False
    for character in line:
        if escaped or character not in "\\:":
            current += character
            escaped = False
        elif character == "\\":
            escaped = True
        elif len(fields) < 4:
            fields.append(current)
            current = ""
        else:
            current += character
    return [*fields, current]
