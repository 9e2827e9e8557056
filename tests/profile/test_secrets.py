"""Passwords come from private files, commands and the clients' own files, and never show."""

from __future__ import annotations

from pathlib import Path

import pytest

from opaq.errors import UsageError
from opaq.model.record import replace
from opaq.profile.resolve import resolve
from opaq.profile.secrets import from_pgpass, secret_for
from opaq.profile.types import Profile


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    directory = tmp_path / ".config/opaq/profiles"
    directory.mkdir(parents=True)
    (directory / "app.toml").write_text(
        'engine = "postgresql"\nhost = "db"\nport = 5433\ndatabase = "shop"\nuser = "ro"\n'
    )
    return resolve("app", {"HOME": str(tmp_path)}, cwd=tmp_path, system=tmp_path / "etc")


def using(profile: Profile, kind: str, **fields: object) -> Profile:
    return replace(profile, password=replace(profile.password, kind=kind, **fields))  # type: ignore[arg-type]


def reveal(profile: Profile, home: Path, **env: str) -> str | None:
    secret = secret_for(profile, {"HOME": str(home), "PATH": "/usr/bin:/bin", **env}, ask=False)
    return secret.reveal() if secret is not None else None


def test_a_private_file_gives_its_first_line(profile: Profile, tmp_path: Path) -> None:
    file = tmp_path / "pw"
    file.write_text("hunter2\r\nsecond\n")
    file.chmod(0o600)
    assert reveal(using(profile, "file", file=file), tmp_path) == "hunter2"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_others_can_read_is_refused(profile: Profile, tmp_path: Path, mode: int) -> None:
    file = tmp_path / "pw"
    file.write_text("hunter2")
    file.chmod(mode)
    with pytest.raises(UsageError) as caught:
        reveal(using(profile, "file", file=file), tmp_path)
    assert caught.value.code == "OPQ-P007"


def test_a_command_is_run_without_a_shell(profile: Profile, tmp_path: Path) -> None:
    command = ("printf", "%s\\n", "$HOME; echo x")
    assert reveal(using(profile, "command", command=command), tmp_path) == "$HOME; echo x"


@pytest.mark.parametrize(
    "command",
    [("false",), ("true",), ("no-such-command-here",), ("sh", "-c", "echo hunter2 >&2; exit 3"), ("printf", "\\377")],
)
def test_a_failing_command_is_told_without_its_output(
    profile: Profile, tmp_path: Path, command: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as caught:
        reveal(using(profile, "command", command=command), tmp_path)
    assert caught.value.code == "OPQ-P011"
    assert "hunter2" not in caught.value.message + caught.value.hint


def test_a_slow_command_is_stopped(profile: Profile, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        reveal(using(profile, "command", command=("sleep", "20"), seconds=0.2), tmp_path)
    assert caught.value.code == "OPQ-P011"


def test_nobody_is_asked_without_a_terminal(profile: Profile, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        reveal(using(profile, "prompt"), tmp_path)
    assert caught.value.code == "OPQ-P012"


def test_pgpass_of_the_home_directory_is_used(profile: Profile, tmp_path: Path) -> None:
    file = tmp_path / ".pgpass"
    file.write_text("db:5433:shop:ro:hunter2\n")
    file.chmod(0o600)
    assert reveal(profile, tmp_path) == "hunter2"


def test_no_source_means_no_password(profile: Profile, tmp_path: Path) -> None:
    assert reveal(profile, tmp_path) is None


@pytest.mark.parametrize(
    ("line", "password"),
    [
        ("db:5433:shop:ro:simple", "simple"),
        ("*:*:*:*:any", "any"),
        ("db:5433:shop:ro:with:colon", "with:colon"),
        (r"db:5433:shop:ro:esc\:aped\\", "esc:aped\\"),
        ("db:5432:shop:ro:other-port", None),
        ("# db:5433:shop:ro:comment", None),
        ("db:5433:shop", None),
        ("other:5433:shop:ro:x\ndb:*:shop:ro:second", "second"),
    ],
)
def test_pgpass_lines_match_as_libpq_does(profile: Profile, line: str, password: str | None) -> None:
    assert from_pgpass(line, profile) == password


def test_my_cnf_must_be_private_to_give_a_password(profile: Profile, tmp_path: Path) -> None:
    mysql = replace(profile, address=replace(profile.address, engine="mysql"))
    file = tmp_path / ".my.cnf"
    file.write_text("[client]\npassword = hunter2\n")
    file.chmod(0o600)
    assert reveal(mysql, tmp_path) == "hunter2"
    file.chmod(0o644)
    with pytest.raises(UsageError, match="read by others"):
        reveal(mysql, tmp_path)
