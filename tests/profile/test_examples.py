"""The profiles in profiles/ are read as they stand, and their `opaq profile add` lines make the same address."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from opaq.commands.profile import COMMAND
from opaq.commands.spec import Context, parse
from opaq.console import Console
from opaq.policy.load import load
from opaq.policy.lookup import treatment
from opaq.profile.resolve import resolve
from opaq.profile.types import Profile

ROOM = Path(__file__).parents[2] / "profiles"
EXAMPLES = sorted(ROOM.glob("*.toml"))
ADD = next(command for command in COMMAND.commands if command.name == "add")


POLICIES = sorted((ROOM / "policies").glob("*.toml"))


def read(home: Path, name: str) -> Profile:
    return resolve(name, {"HOME": str(home)}, cwd=home, system=home / "etc")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_resolve(path: Path, tmp_path: Path) -> None:
    profiles = tmp_path / ".config/opaq/profiles"
    profiles.mkdir(parents=True)
    copy = profiles / path.name
    copy.write_text(path.read_text())
    copy.chmod(0o600)
    profile = read(tmp_path, path.stem)
    assert profile.address.engine in ("sqlite", "postgresql", "mysql")


@pytest.mark.parametrize("path", [p for p in EXAMPLES if "profile add" in p.read_text()], ids=lambda path: path.stem)
def test_the_command_in_the_comment_makes_the_same_address(path: Path, tmp_path: Path) -> None:
    comment = re.search(r"#\s+opaq profile add (\S+)((?:.*\\\n#)*.*)", path.read_text())
    assert comment is not None
    argv = shlex.split(comment[1] + comment[2].replace("\\\n#", " "))
    values = parse(argv, ADD.options, ADD.arguments)
    assert values is not None
    env = {"HOME": str(tmp_path)}
    ADD.run(Context(env, Path("/srv/app"), Console(quiet=True)), values)
    made = read(tmp_path, argv[0]).address
    copy = tmp_path / ".config/opaq/profiles/example.toml"
    copy.write_text(path.read_text())
    copy.chmod(0o600)
    written = read(tmp_path, "example").address
    assert (made.engine, made.host, made.path, made.database, made.user) == (
        written.engine,
        written.host,
        written.path,
        written.database,
        written.user,
    )


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_policies_hold_what_their_file_says(path: Path, tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    policies.mkdir(mode=0o700)
    (policies / path.name).write_text(path.read_text())
    (policies / path.name).chmod(0o600)
    policy = load([path.stem], user_directory=tmp_path, system_directory=tmp_path / "etc")
    asked = tomllib.loads(path.read_text())
    for category, wanted in asked["categories"].items():
        found = treatment(policy, category)
        assert found is not None
        assert found.predicates == wanted["predicates"]
