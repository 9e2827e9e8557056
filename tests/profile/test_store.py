"""Profiles are added, chosen and removed; a URL with a password in it is not taken."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.errors import UsageError
from opaq.profile import store
from opaq.profile.actor import whoami
from opaq.profile.files import Places, places
from opaq.profile.url import settings_of


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places({"HOME": str(tmp_path)}, system=tmp_path / "etc")


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        (
            "postgresql://ro@db.internal:6000/app",
            {"engine": "postgresql", "host": "db.internal", "port": 6000, "database": "app", "user": "ro"},
        ),
        ("postgres://db/app", {"engine": "postgresql", "host": "db", "database": "app"}),
        (
            "postgresql:///app?host=/run/postgresql",
            {"engine": "postgresql", "host": "/run/postgresql", "database": "app"},
        ),
        ("postgresql://r%40d@[::1]/a%2Fb", {"engine": "postgresql", "host": "::1", "database": "a/b", "user": "r@d"}),
        (
            "postgresql://db/app?sslmode=verify-full",
            {"engine": "postgresql", "host": "db", "database": "app", "tls": {"mode": "verify-full"}},
        ),
        (
            "mysql://ro@localhost/shop?socket=/run/m.sock",
            {"engine": "mysql", "socket": "/run/m.sock", "database": "shop", "user": "ro"},
        ),
        ("mariadb://db:3307/shop", {"engine": "mysql", "host": "db", "port": 3307, "database": "shop"}),
        ("sqlite:///app.db", {"engine": "sqlite", "path": "app.db"}),
        ("sqlite:////srv/app.db", {"engine": "sqlite", "path": "/srv/app.db"}),
    ],
)
def test_urls_become_settings(url: str, settings: dict[str, object]) -> None:
    assert settings_of(url) == settings


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://u:hunter2@db/app", "OPQ-P008"),
        ("postgresql://u:@db/app", "OPQ-P008"),
        ("mysql://db/app?password=hunter2", "OPQ-P008"),
        ("oracle://db/app", "OPQ-P009"),
        ("hunter2", "OPQ-P009"),
        ("postgresql://db:99999/app", "OPQ-P009"),
        ("postgresql://db/app?sslmode=prefer", "OPQ-P009"),
        ("postgresql://db/app?hunter2=1", "OPQ-P009"),
    ],
)
def test_urls_that_are_refused_are_not_repeated(url: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        settings_of(url)
    error = caught.value
    assert error.code == code
    assert ":hunter2" not in error.message + error.hint + error.why


@given(st.text(max_size=60))
def test_any_url_gives_settings_or_our_error(text: str) -> None:
    with suppress(UsageError):
        assert settings_of("postgresql://" + text)["engine"] == "postgresql"


def test_files_are_private_whatever_the_umask(where: Places) -> None:
    before = os.umask(0)
    try:
        path = store.add("app", {"engine": "sqlite", "path": "/x"}, where)
        store.use("app", where)
    finally:
        os.umask(before)
    modes = {p.name: p.stat().st_mode & 0o777 for p in (path, path.parent, where.config, where.config / "config.toml")}
    assert modes == {"app.toml": 0o600, "profiles": 0o700, "opaq": 0o700, "config.toml": 0o600}


def test_a_profile_is_never_overwritten(where: Places) -> None:
    store.add("app", {"engine": "sqlite", "path": "/x"}, where)
    with pytest.raises(UsageError, match="exists already"):
        store.add("app", {"engine": "sqlite", "path": "/y"}, where)


def test_use_keeps_comments_and_tables(where: Places) -> None:
    store.add("app", {"engine": "sqlite", "path": "/x"}, where)
    config = where.config / "config.toml"
    config.write_text('# mine\nprofile = "old"\n[defaults]\nlimit = 5 # few\n')
    config.chmod(0o600)
    store.use("app", where)
    assert config.read_text() == '# mine\nprofile = "app"\n[defaults]\nlimit = 5 # few\n'


def test_removing_what_is_not_there_is_an_error(where: Places) -> None:
    with pytest.raises(UsageError) as caught:
        store.remove("nope", where)
    assert caught.value.code == "OPQ-P001"


def test_nothing_is_left_when_writing_fails(where: Places) -> None:
    with pytest.raises(UsageError):
        store.add("app", {"engine": "sqlite", "path": "/x", "limit": 0}, where)
    assert not where.profiles.exists()


@pytest.mark.parametrize(
    ("claim", "env", "interactive", "via", "behalf"),
    [
        (None, {}, True, "human", ""),
        (None, {}, False, "script", ""),
        ("agent:claims-bot", {}, False, "agent:claims-bot", ""),
        ("Ann Example", {}, False, "script", "Ann Example"),
        ("Ann", {"OPAQ_AGENT": "helper"}, True, "agent:helper", "Ann"),
    ],
)
def test_who_asks_is_told_apart(
    claim: str | None, env: dict[str, str], interactive: bool, via: str, behalf: str
) -> None:
    actor = whoami(env, claim, interactive=interactive)
    assert (actor.via, actor.on_behalf_of, actor.uid) == (via, behalf, os.getuid())


@pytest.mark.parametrize("claim", ["agent:", "agent:a b", "x" * 201, "a\x1b[31m"])
def test_a_claim_that_is_no_name_is_refused(claim: str) -> None:
    with pytest.raises(UsageError) as caught:
        whoami({}, claim, interactive=False)
    assert caught.value.code == "OPQ-U009"
