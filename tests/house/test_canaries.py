"""A thousand planted secrets on every engine, and a search of every byte that opaq left behind.

Literals, bound parameters, cell values, error texts, passwords, aliases and
comments go through runs that succeed, are refused, fail, time out and are
killed (also by signals that write a core file); then everything below the home
(configuration, state, data, cache, temporary files and the directory that opaq
ran in) and everything said on stderr is searched for each of them, as
text and in the forms in which text hides.
"""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shop.rows import TABLES
from targets import Target

from .conftest import OPAQ, write_profile
from .test_fails_closed import LONG

SECRETS_PER_ENGINE = 1000
CORES = ("sh", "-c", 'ulimit -S -c "$(ulimit -H -c)"; exec "$@"', "sh")
"""Runs a command that the system may write core files for."""
LETTERS = "bcdfghjkmnpqrstvwxz"


class Mint:
    """Makes secrets that occur nowhere else and remembers them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.made: list[str] = []
        self.names: list[str] = []

    def word(self) -> str:
        number = int.from_bytes(os.urandom(8), "big")
        text = "".join(LETTERS[number // 19**place % 19] for place in range(14))
        self.made.append(text)
        return text

    def name(self) -> str:
        """A name made up by the user: messages may point at it, the disk must not have it."""
        self.names.append(self.word())
        return self.names[-1]

    def number(self) -> str:
        text = str(10**14 + int.from_bytes(os.urandom(6), "big"))
        self.made.append(text)
        return text

    def literals(self, count: int) -> str:
        """A list for IN: words and whole numbers as text."""
        return ", ".join(f"'{self.word() if place % 3 else self.number()}'" for place in range(count))


def forms(secret: str) -> Iterator[bytes]:
    """Text, UTF-16, hex, base64 at each of its three alignments, and unkeyed digests."""
    raw = secret.encode()
    yield from (raw, raw.upper(), raw[::-1], secret.encode("utf-16-le"), raw.hex().encode(), raw.hex().upper().encode())
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + raw)
        yield encoded[(shift * 4 + 2) // 3 : len(encoded) // 4 * 4 - 4]
    for name in ("md5", "sha1", "sha256"):
        digest = hashlib.new(name, raw, usedforsecurity=False).digest()
        yield from (digest, digest.hex().encode(), base64.b64encode(digest)[:-4])


def found(secrets: list[str], haystack: dict[str, bytes]) -> list[tuple[str, str]]:
    """(place, what precedes it) of every secret that is there in some form."""
    whole = b"\n".join(haystack.values())
    hits = [form for secret in secrets for form in forms(secret) if form in whole]
    return [(place, repr(data[max(0, data.index(hit) - 60) : data.index(hit)])) for place, data in haystack.items() for hit in hits if hit in data]  # fmt: skip


class Runs:
    """Runs opaq and keeps what it said on stderr."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.here = home / "here"
        self.here.mkdir(mode=0o700)
        self.said: dict[str, bytes] = {}
        self.codes: list[int] = []
        self.surprises: list[tuple[object, ...]] = []
        """Runs that ended otherwise than planned, and so tested something else."""

    def __call__(self, *argv: str, code: set[int], text: str | None = None, profile: str = "shop") -> None:
        command = [*OPAQ, "-P", profile, "--no-input", "-v", *argv]
        done = subprocess.run(command, capture_output=True, timeout=60, input=(text or "").encode(), cwd=self.here)
        self.said[f"stderr of run {len(self.codes)}"] = done.stderr
        self.codes.append(done.returncode)
        if done.returncode not in code:
            self.surprises.append((argv[:3], done.returncode, done.stderr.decode()[:300]))

    def ended_by(self, number: signal.Signals, sql: str) -> None:
        command = [*CORES, *OPAQ, "-P", "shop", "--no-input", "query", "--csv", "--timeout", "30", sql]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.here) as process:
            intents = self.home / ".local/state/opaq/audit/default/open"
            deadline = time.monotonic() + 20
            while not list(intents.iterdir()) and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(number)
            said = process.communicate(timeout=30)[1]
        assert process.returncode != 0
        self.said[f"stderr of run {len(self.codes)}"] = said
        self.codes.append(process.returncode)


TEXT_INTO_NUMBER = {
    "sqlite": "select id from customers where json_extract('{}', '$') = 1",
    "postgresql": "select id from customers where id = cast('{}' as integer)",
    "mysql": "select id from customers where id = 1 and json_extract('{}', '$.a') = 1",
}
"""Statements whose error message from the server repeats the literal (SQLite's does not)."""


def successful(run: Runs, mint: Mint) -> None:
    run("query", "--csv", f"select id, email from customers where tier in ({mint.literals(180)}) or id < 5", code={0})
    run("query", "--json", f"select id as {mint.word()}, tier {mint.word()} /* {mint.word()} */ from customers -- {mint.word()}", code={0})  # fmt: skip
    run(
        "query",
        "--csv",
        f"select '{mint.word()}' as note, id from customers where tier <> '{mint.word()}'",
        code={0, 5},
    )
    run("explain", f"select tier from customers where country in ({mint.literals(20)})", code={0})
    file = mint.home.parent / "statement.sql"
    file.write_text(f"-- {mint.word()}\nselect id from customers where country not in ({mint.literals(100)})")
    run("query", "--csv", "-f", str(file), code={0})
    run("query", "--csv", "-", code={0}, text=f"select id from customers where country in ({mint.literals(100)})")


def bound(run: Runs, mint: Mint) -> None:
    names = [f"p{place}" for place in range(30)]
    words = [word for name in names for word in ("-p", f"{name}={mint.word()}")]
    asked = " or ".join(f"tier = :{name}" for name in names)
    run("query", "--csv", f"select id from customers where {asked}", *words, code={0})
    file = mint.home.parent / "value"
    file.write_text(mint.word())
    run("query", "--csv", "select id from customers where tier = :a or country = :b", "-p", f"a@{file}", "-p", f"b={mint.word()}", code={0})  # fmt: skip
    run("query", "--csv", "select id from customers where id = :n", "-p", f"n:int={mint.word()}", code={2})
    run("query", "--csv", "select id from customers where id = :n", "-p", f"m={mint.word()}", code={2})


def refused(run: Runs, mint: Mint) -> None:
    for named in ("query", "explain"):
        run(named, f"{mint.name()} {mint.name()}", code={0, 5} if named == "explain" else {5})
    for sql in (
        "update customers set country = '{}', tier = '{}' where tier = '{}'",
        "insert into customers (name, email) values ('{}', '{}')",
        "select id from customers where country = '{}'; delete from customers where country = '{}'",
        "select * from customers where country = '{}' and '{}",
        "select tier from customers where country = '{}' ) '{}'",
        "selec '{}' /* {} */",
        "select pg_read_file('{}'), load_file('{}'), readfile('{}')",
        "copy customers to '/tmp/{}'",
        "set password = '{}'",
        "create user x identified by '{}'",
        "/* {} */",
    ):
        run("query", "--csv", sql.format(*(mint.word() for _ in range(sql.count("{}")))), code={1, 2, 5})
        run("explain", sql.format(*(mint.word() for _ in range(sql.count("{}")))), code={0, 1, 2, 5})

    for sql in ("delete from customers where tier in ({})", "select * from pg_sleep(9), sleep(9) where tier in ({})"):
        run("query", "--csv", sql.format(mint.literals(100)), code={1, 2, 5})


def failing(run: Runs, mint: Mint, engine: str) -> None:
    for _ in range(4):
        run("query", "--csv", TEXT_INTO_NUMBER[engine].replace("{}", mint.word()), code={0, 1, 5})
    run("query", "--csv", f"select id from customers where id = '{mint.word()}'", code={0, 1, 5})
    run("query", "--csv", f'select id from customers where country = "{mint.word()}"', code={0, 1, 5})
    run("query", "--csv", f"select id from customers where id = :n and country in ({mint.literals(100)})", "-p", f"n={mint.word()}", code={0, 1, 5})  # fmt: skip
    run("query", "--csv", f"select id from customers where {mint.name()} = '{mint.word()}'", code={1, 2, 5})
    missing = mint.home.parent / "nowhere" / "out.csv"
    run("query", "-o", str(missing), f"select id from customers where country in ({mint.literals(5)})", code={2, 6, 70})
    run("run", mint.word(), code={2})
    run("audit", "log", "--actor", mint.word(), "--database", mint.word(), code={0})
    run("audit", "verify", "--key", mint.name(), code={2})


def ended(run: Runs, mint: Mint, engine: str) -> None:
    slow = LONG[engine].replace(
        "select count(*)", f"select count(*), '{{}}' /* {mint.word()} */", 1 if engine != "sqlite" else 0
    )
    slow = slow if engine != "sqlite" else f"{slow} where i <> '{{}}' /* {mint.word()} */"
    run("query", "--csv", "--timeout", "1", slow.replace("{}", mint.word()), code={4, 5})
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGABRT):
        run.ended_by(number, slow.replace("'{}'", " || ".join(f"'{mint.word()}'" for _ in range(20))))
    run("query", "--csv", "select id from customers", code={0})  # closes what the killed run left open


def passwords(run: Runs, mint: Mint, target: Target) -> list[Path]:
    """Wrong passwords from a file and from a command; the files a user wrote them into are the user's."""
    if target.secret is None:
        return []
    file = mint.home.parent / "password"
    file.write_text(mint.word())
    file.chmod(0o600)
    command = mint.home.parent / "tell"
    command.write_text(f"#!/bin/sh\necho {mint.word()}\necho {mint.word()} >&2\n")
    command.chmod(0o700)
    failing_command = mint.home.parent / "fail"
    failing_command.write_text(f"#!/bin/sh\necho {mint.word()}\necho {mint.word()} >&2\nexit 3\n")
    failing_command.chmod(0o700)
    bare = target._replace(secret=None)
    for name, source in (
        ("wrongfile", f'file = "{file}"'),
        ("wrongcommand", f'command = ["{command}"]'),
        ("failing", f'command = ["{failing_command}"]'),
    ):
        write_profile(mint.home, name, bare, lines=f"password = {{ {source} }}\n")
        run("query", "--csv", "select id from customers", profile=name, code={2, 3})
        run("doctor", profile=name, code=set(range(11)))
    url = f"{target.address.engine}://nobody:{mint.word()}@{target.address.host}:{target.address.port}/nowhere"
    run("profile", "add", "fromurl", "--url", url, code={0, 2, 3})
    return []


def cells() -> list[str]:
    """Values of the shop that no configuration could hold by chance."""
    texts = {value for rows in TABLES.values() for row in rows for value in row if isinstance(value, str)}
    return sorted(text for text in texts if len(text) >= 9)


def left_behind(home: Path, users_own: set[Path]) -> dict[str, bytes]:
    """Every file below the home but those that the test itself wrote, and the names of all of them."""
    files = {path for path in home.rglob("*") if path.is_file()}
    texts = {str(path.relative_to(home)): path.read_bytes() for path in files - users_own}
    return texts | {"names": "\n".join(map(str, sorted(files))).encode()}


@pytest.mark.timeout(240)
def test_no_planted_secret_is_left_anywhere(target: Target, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    (home / "tmp").mkdir(mode=0o700)
    users_own = {path for path in home.rglob("*") if path.is_file()}
    mint, run, engine = Mint(home), Runs(home), target.address.engine
    successful(run, mint)
    bound(run, mint)
    refused(run, mint)
    failing(run, mint, engine)
    ended(run, mint, engine)
    passwords(run, mint, target)
    run("scan", code={0})
    run("describe", "customers", code={0})
    while len(mint.made) < SECRETS_PER_ENGINE:
        run("query", "--csv", f"select id from customers where tier in ({mint.literals(25)})", code={0})
    left = left_behind(home, users_own)
    hits = found([*set(mint.made).difference(mint.names), *cells()], left | run.said) + found(mint.names, left)
    assert not hits, "\n".join(map(str, hits))
    assert run.surprises == []
    assert {0, 2, 4, -signal.SIGKILL} <= set(run.codes)


@pytest.mark.parametrize("shift", range(3))
def test_the_search_finds_every_form(tmp_path: Path, shift: int) -> None:
    secret = Mint(tmp_path).word()
    raw = secret.encode()
    hidden = [raw, raw.upper(), raw.hex().encode(), secret.encode("utf-16-le"), base64.b64encode(b"x" * shift + raw + b"yz"), hashlib.sha256(raw).hexdigest().encode()]  # fmt: skip
    for text in hidden:
        assert found([secret], {"place": b"before " + text + b" after"})
    assert not found([secret], {"place": Mint(tmp_path).word().encode()})
