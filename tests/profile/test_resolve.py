"""Flags, environment and files become one profile whose every setting knows its origin."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from opaq.errors import UsageError
from opaq.profile.resolve import resolve
from opaq.profile.types import Profile

SQLITE = 'engine = "sqlite"\npath = "/data/app.db"\n'
SERVER = 'engine = "postgresql"\nhost = "db.internal"\ndatabase = "app"\nuser = "ro"\n'


class World:
    """A home directory, a system directory and a project, all empty."""

    def __init__(self, root: Path) -> None:
        self.home, self.system, self.cwd = root / "home", root / "etc", root / "home/project"
        for directory in (self.home, self.system, self.cwd):
            directory.mkdir()
        self.env = {"HOME": str(self.home)}

    def write(self, where: str, text: str) -> Path:
        base, _, rest = where.partition(":")
        path = {"user": self.home / ".config/opaq", "system": self.system, "project": self.cwd, "home": self.home}[
            base
        ] / rest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
        return path

    def resolve(self, name: str | None = None, **flags: object) -> Profile:
        return resolve(name, self.env, flags=flags, cwd=self.cwd, system=self.system)

    def refusal(self, name: str | None = None) -> UsageError:
        with pytest.raises(UsageError) as caught:
            self.resolve(name)
        return caught.value


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def origin(profile: Profile, key: str) -> str:
    return next(setting.origin for setting in profile.settings if setting.name == key)


def test_a_flag_wins_over_environment_file_and_default(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE + "timeout = 20\n")
    assert world.resolve("app").timeout == 20
    world.env["OPAQ_TIMEOUT"] = "15"
    assert origin(world.resolve("app"), "timeout") == "environment OPAQ_TIMEOUT"
    profile = world.resolve("app", timeout=5.0)
    assert (profile.timeout, origin(profile, "timeout")) == (5.0, "flag")


def test_every_setting_names_its_origin(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE)
    world.write("user:config.toml", 'profile = "app"\n[defaults]\nlimit = 7\n')
    profile = world.resolve()
    assert [origin(profile, key) for key in ("profile", "path", "limit", "policy")] == [
        "config.toml",
        "profiles/app.toml",
        "config.toml",
        "default",
    ]


def test_the_password_source_is_shown_as_set(world: World) -> None:
    world.write("user:profiles/app.toml", SERVER + 'password = { command = ["print-it", "hunter2"] }\n')
    shown = {setting.name: setting.shown for setting in world.resolve("app").settings}
    assert shown["password.command"] == "set"
    assert "hunter2" not in repr(shown)


@pytest.mark.parametrize(
    ("key", "user", "system", "wins"),
    [
        ("max_limit", 100, 50, 50),
        ("max_limit", 20, 50, 20),
        ("timeout", 60.0, 10, 10.0),
        ("require_reason", False, True, True),
        ("require_reason", True, False, True),
    ],
)
def test_the_system_tightens_and_is_never_loosened(
    world: World, key: str, user: object, system: object, wins: object
) -> None:
    spelled = {True: "true", False: "false"}
    world.write(
        "user:profiles/app.toml", SQLITE + f"{key} = {spelled.get(user, user) if isinstance(user, bool) else user}\n"
    )
    text = spelled[system] if isinstance(system, bool) else system
    world.write("system:config.toml", f"[defaults]\n{key} = {text}\n")
    assert getattr(world.resolve("app"), key) == wins


def test_policies_of_all_layers_add_up(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE + 'policy = "default"\n')
    world.write("system:config.toml", '[defaults]\npolicy = ["hipaa"]\n')
    world.write("project:.opaq.toml", 'policy = ["strict"]\n')
    assert world.resolve("app").policies == ("default", "hipaa", "strict")


def test_the_stricter_tls_mode_wins(world: World) -> None:
    world.write("user:profiles/app.toml", SERVER + 'tls = { mode = "require" }\n')
    world.write("system:profiles/app.toml", SERVER + 'tls = { mode = "verify-full" }\n')
    assert world.resolve("app").address.tls.mode == "verify-full"


def test_pins_of_the_system_replace_the_users(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE + 'trusted_keys = ["mine"]\n')
    world.write("system:config.toml", '[defaults]\ntrusted_keys = ["theirs"]\n')
    assert world.resolve("app").trusted_keys == ("theirs",)


def test_a_project_chooses_the_profile_and_tightens(world: World) -> None:
    for name in ("app", "other"):
        world.write(f"user:profiles/{name}.toml", SQLITE + "limit = 100\n")
    world.write("project:.opaq.toml", 'profile = "other"\nlimit = 10\nrequire_reason = true\n')
    profile = world.resolve()
    assert (profile.name, profile.limit, profile.require_reason) == ("other", 10, True)


def test_a_project_cannot_raise_a_limit(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE + "max_limit = 10\n")
    world.write("project:.opaq.toml", "max_limit = 1000\n")
    assert world.resolve("app").max_limit == 10


@pytest.mark.parametrize(
    "line", ['host = "evil"', 'password = { command = ["x"] }', 'engine = "sqlite"', "[tls]\nmode='disable'"]
)
def test_a_project_sets_no_host_and_runs_no_command(world: World, line: str) -> None:
    world.write("user:profiles/app.toml", SQLITE)
    world.write("project:.opaq.toml", line + "\n")
    assert world.refusal("app").code == "OPQ-P014"


def test_an_unknown_key_is_refused_with_line_and_near_name(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE + "max_limt = 5\n")
    refusal = world.refusal("app")
    assert refusal.code == "OPQ-P004"
    assert "line 3" in refusal.message
    assert '"max_limit"' in refusal.hint


@pytest.mark.parametrize(
    "line",
    ["limit = 0", 'limit = "10"', "timeout = -1", "require_reason = 1", "policy = [1]", "port = 70000", "user = 5"],
)
def test_a_wrong_type_is_refused(world: World, line: str) -> None:
    world.write("user:profiles/app.toml", SERVER.replace('user = "ro"\n', "") + line + "\n")
    assert world.refusal("app").code == "OPQ-P005"


@pytest.mark.parametrize("text", ["engine = ", "[a\n", 'path = "hunter2', "x = 1\nx = 2\n"])
def test_broken_toml_names_a_place_and_no_content(world: World, text: str) -> None:
    world.write("user:profiles/app.toml", text)
    refusal = world.refusal("app")
    assert refusal.code == "OPQ-P003"
    assert "hunter2" not in refusal.message + refusal.hint


@pytest.mark.parametrize("mode", [0o622, 0o666, 0o602])
def test_a_file_others_can_write_is_refused(world: World, mode: int) -> None:
    world.write("user:profiles/app.toml", SQLITE).chmod(mode)
    assert world.refusal("app").code == "OPQ-P006"


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to give a file away")
def test_a_file_of_someone_else_is_refused(world: World) -> None:
    os.chown(world.write("user:profiles/app.toml", SQLITE), 12345, 12345)
    assert world.refusal("app").code == "OPQ-P006"


def test_a_typo_in_the_name_is_answered_with_the_near_one(world: World) -> None:
    world.write("user:profiles/production.toml", SQLITE)
    refusal = world.refusal("prodution")
    assert (refusal.code, refusal.hint) == ("OPQ-P001", 'did you mean "production"?')


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "x" * 65, "a b", "a\nb"])
def test_a_name_cannot_leave_the_directory(world: World, name: str) -> None:
    assert world.refusal(name).code == "OPQ-P017"


def test_the_only_profile_needs_no_name(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE)
    assert world.resolve().name == "app"


def test_several_profiles_need_a_choice(world: World) -> None:
    world.write("user:profiles/a.toml", SQLITE)
    world.write("user:profiles/b.toml", SQLITE)
    refusal = world.refusal()
    assert (refusal.code, "a, b" in refusal.hint) == ("OPQ-P002", True)


def test_an_incomplete_profile_names_the_missing_key(world: World) -> None:
    world.write("user:profiles/app.toml", 'engine = "sqlite"\n')
    refusal = world.refusal("app")
    assert (refusal.code, '"path"' in refusal.message) == ("OPQ-P010", True)


def test_pg_variables_fill_gaps_only(world: World) -> None:
    world.write("user:profiles/app.toml", 'engine = "postgresql"\nhost = "mine"\n')
    world.env |= {"PGHOST": "theirs", "PGPORT": "6543", "PGUSER": "ann"}
    address = world.resolve("app").address
    assert (address.host, address.port, address.user) == ("mine", 6543, "ann")


def test_a_service_file_fills_the_address(world: World) -> None:
    world.write(
        "home:.pg_service.conf", "[prod]\nhost=db.internal\nport=6000\ndbname=app\nuser=ro\nsslmode=verify-full\n"
    )
    world.write("user:profiles/app.toml", 'engine = "postgresql"\nservice = "prod"\n')
    address = world.resolve("app").address
    assert (address.host, address.port, address.database, address.tls.mode) == (
        "db.internal",
        6000,
        "app",
        "verify-full",
    )


def test_an_unknown_service_is_refused(world: World) -> None:
    world.write("user:profiles/app.toml", 'engine = "postgresql"\nservice = "nope"\n')
    assert world.refusal("app").code == "OPQ-P015"


def test_the_client_section_of_my_cnf_fills_the_address(world: World) -> None:
    world.write("home:.my.cnf", "[client]\nuser = 'ro'\nsocket=/run/my.sock\n[mysqld]\nuser=root\n")
    world.write("user:profiles/app.toml", 'engine = "mariadb"\ndatabase = "shop"\n')
    address = world.resolve("app").address
    assert (address.engine, address.host, address.user) == ("mysql", "/run/my.sock", "ro")


def test_relative_xdg_directories_are_ignored(world: World) -> None:
    world.write("user:profiles/app.toml", SQLITE)
    world.env["XDG_STATE_HOME"] = "relative"
    assert world.resolve("app").audit_directory == world.home / ".local/state/opaq/audit/default"
