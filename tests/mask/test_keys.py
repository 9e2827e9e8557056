"""Where a mask key may come from, that a wrong one shows nothing, and how old tokens meet new ones."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import asking
from opaq.errors import AuditFailure, OpaqError, UsageError
from opaq.main import main
from opaq.mask.keys import key_of, rotate_key_of
from opaq.profile.resolve import resolve
from opaq.profile.types import Profile
from targets import Target

NEW, OLD = os.urandom(32).hex(), os.urandom(32).hex()
TOKENS = 'extends = ["default"]\n[categories."contact.email"]\nmask = "token"\n'

Write = Callable[..., Profile]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def write(locked_out: Path, shop_sqlite: Target) -> Write:
    """Writes a profile of the shop with some lines of its own, and resolves it."""
    config = locked_out / ".config/opaq"
    (config / "profiles").mkdir(parents=True)
    (config / "policies").mkdir()
    (config / "policies/tokens.toml").write_text(TOKENS)

    def write(name: str, *lines: str, defaults: str = "") -> Profile:
        shop = f'engine = "sqlite"\npath = "{shop_sqlite.address.path}"\npolicy = "tokens"\n'
        (config / f"profiles/{name}.toml").write_text(shop + "\n".join(lines))
        if defaults:
            (config / "config.toml").write_text(f"[defaults]\n{defaults}\n")
        return resolve(name, os.environ, cwd=config)

    return write


@pytest.fixture
def opaq(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main(list(argv), dict(os.environ))
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def printing(*keys: str) -> str:
    """A profile's line for a command that prints some keys."""
    words = ", ".join(repr(word) for word in (sys.executable, "-c", f"print({' '.join(keys)!r})"))
    return f"mask_key = {{command = [{words}]}}"


def private(path: Path, *keys: str) -> str:
    path.write_text("\n".join(["opaq mask key, version 1", *keys, ""]))
    path.chmod(0o600)
    return f'mask_key = {{file = "{path}"}}'


def test_a_key_from_a_command_is_the_one_from_a_file(write: Write, tmp_path: Path) -> None:
    by_command, by_file = write("one", printing(NEW, OLD)), write("two", private(tmp_path / "team.key", NEW, OLD))
    assert key_of(by_command).key_id == key_of(by_file).key_id
    assert [key.key_id for key in key_of(by_command).retired] == [key.key_id for key in key_of(by_file).retired]


def test_a_key_from_a_keyring_is_the_one_from_a_file(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = tmp_path / "keyring.py"
    keyring.write_text(f"def get_password(service, user):\n    return {NEW!r} if user == 'mask-key' else None\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    of_keyring = key_of(write("one", 'mask_key = {keyring = "opaq"}'))
    sys.modules.pop("keyring", None)
    assert of_keyring.key_id == key_of(write("two", private(tmp_path / "team.key", NEW))).key_id


def test_a_profile_without_a_source_has_the_key_of_the_installation(write: Write) -> None:
    assert key_of(write("one")).key_id == key_of(write("two")).key_id


def test_a_source_of_a_profile_stands_before_the_one_of_the_defaults(write: Write, tmp_path: Path) -> None:
    own = write("one", private(tmp_path / "team.key", OLD), defaults=printing(NEW))
    other = write("two")
    assert key_of(own).key_id != key_of(other).key_id
    assert own.mask_key.kind == "file"
    assert other.mask_key.kind == "command"


def _open(path: Path) -> str:
    line = private(path, NEW)
    path.chmod(0o644)
    return line


def _headless(path: Path) -> str:
    line = private(path, NEW)
    path.write_text(NEW + "\n")
    return line


BROKEN: Mapping[str, Callable[[Path], str]] = {
    "a command that prints something else": lambda path: printing("correct horse battery"),
    "a command that prints nothing": lambda path: printing(""),
    "a command that does not exist": lambda path: 'mask_key = {command = ["/nonexistent"]}',
    "a short key": lambda path: printing(NEW[:60]),
    "a key that was typed": lambda path: printing("0123" * 16),
    "a file that does not exist": lambda path: f'mask_key = {{file = "{path}"}}',
    "a file that others can read": _open,
    "a file without its heading": _headless,
}


@pytest.mark.parametrize("harm", BROKEN)
def test_a_key_that_cannot_be_used_is_an_error_that_does_not_repeat_it(
    write: Write, opaq: Run, tmp_path: Path, harm: str
) -> None:
    profile = write("one", BROKEN[harm](tmp_path / "team.key"))
    with pytest.raises((AuditFailure, UsageError)):
        key_of(profile)
    code, out, err = opaq("query", "-P", "one", "--csv", "select email from customers")
    assert code in (2, 6)
    assert out == ""
    assert NEW[:60] not in err
    assert "battery" not in err


def test_an_own_file_is_made_and_rotated(write: Write, tmp_path: Path) -> None:
    profile = write("one", f'mask_key = {{file = "{tmp_path}/team.key"}}')
    first = rotate_key_of(profile)
    assert (tmp_path / "team.key").stat().st_mode & 0o777 == 0o600
    second = rotate_key_of(profile)
    assert [key.key_id for key in second.retired] == [first.key_id]
    assert key_of(profile).key_id == second.key_id


def test_a_key_of_a_command_is_rotated_where_it_is_kept(write: Write) -> None:
    with pytest.raises(OpaqError, match="comes from a command"):
        rotate_key_of(write("one", printing(NEW)))


def test_an_older_key_makes_the_old_tokens_again(write: Write, opaq: Run, shop_sqlite: Target) -> None:
    asked = ("query", "-P", "one", "--csv", "select id, email from customers order by id")
    write("one", printing(OLD))
    _, before, _ = opaq(*asked)
    profile = write("one", printing(NEW, OLD))
    _, after, _ = opaq(*asked)
    _, again, _ = opaq(*asked, "--mask-key", key_of(profile).retired[0].key_id)
    assert again == before
    assert after != before
    assert len(before.splitlines()) == len(asking.ask(shop_sqlite, "select id from customers")) + 1


def test_a_key_nobody_knows_shows_nothing(write: Write, opaq: Run) -> None:
    write("one")
    code, out, err = opaq("query", "-P", "one", "--csv", "--mask-key", "00" * 8, "select email from customers")
    assert (code, out) == (2, "")
    assert "opaq policy keys" in err


def test_profiles_that_share_a_key_are_named(write: Write, opaq: Run) -> None:
    write("one", printing(NEW))
    write("two", printing(NEW))
    write("three", printing(OLD))
    code, out, err = opaq("policy", "keys")
    assert code == 0
    assert len(out.splitlines()) == 4
    assert "these share a key: one, two" in err


def test_a_broken_key_spoils_no_other(write: Write, opaq: Run) -> None:
    write("one")
    write("two", 'mask_key = {command = ["/nonexistent"]}')
    code, out, _ = opaq("policy", "keys")
    assert code == 0
    assert "broken" in out
