"""`opaq scan` from end to end, on a file of its own."""

import json
import os
import sqlite3
import subprocess
import sys
import time

import pytest

from opaq.classify.catalog_file import read_catalog


@pytest.fixture
def opaq(tmp_path):
    """Runs the command line in a home of its own, with a profile `shop` on a small database."""
    database = tmp_path / "shop.db"
    with sqlite3.connect(database) as connection:
        connection.execute("create table customers (id integer primary key, full_name text, c7 text, status text)")
        connection.executemany(
            "insert into customers values (?, ?, ?, ?)",
            [(n, f"Anna Smith {n}", f"anna{n}@example.com", "active") for n in range(1, 30)],
        )
    connection.close()
    environment = {"HOME": str(tmp_path), "PATH": os.environ.get("PATH", "")}

    def run(*words):
        done = subprocess.run(
            [sys.executable, "-m", "opaq", *words],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    assert run("profile", "add", "shop", "--sqlite", str(database))[0] == 0
    run.database, run.catalog = database, tmp_path / ".config/opaq/catalogs/shop.toml"
    run.home, run.environment = tmp_path, environment
    return run


def test_a_scan_writes_what_it_found_and_no_value(opaq):
    code, out, _ = opaq("-P", "shop", "scan")
    assert code == 0
    assert "contact.email" in out
    assert "anna1@example.com" not in out + opaq.catalog.read_text()


def test_check_fails_until_everything_is_reviewed_and_again_when_a_column_is_new(opaq):
    opaq("-P", "shop", "scan")
    assert opaq("-P", "shop", "scan", "--check")[0] == 2
    assert opaq("-P", "shop", "scan", "--accept")[1] == "1 tables, 4 accepted, 2 sensitive\n"
    assert opaq("-P", "shop", "scan", "--check")[0] == 0
    with sqlite3.connect(opaq.database) as connection:
        connection.execute("alter table customers add column fax text")
    connection.close()
    code, out, err = opaq("-P", "shop", "scan", "--check")
    assert (code, "OPQ-P053" in err, "fax" in out) == (2, True, True)


def test_accepting_one_table_leaves_the_others_to_be_reviewed_and_is_recorded(opaq):
    with sqlite3.connect(opaq.database) as connection:
        connection.execute("create table branches (id integer primary key, city text)")
    connection.close()
    opaq("-P", "shop", "scan")
    assert opaq("-P", "shop", "scan", "--accept", "branches")[0] == 0
    reviewed = {ref.relation.name for ref, entry in read_catalog(opaq.catalog).entries.items() if entry.reviewed}
    assert reviewed == {"branches"}
    (note,) = notes(opaq.home, "accept")
    assert (note["tables"], note["accepted"]) == (1, 2)


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--accept",), "OPQ-P055"), (("--accept", "--check"), "OPQ-U001")],
    ids=["no catalog", "a check"],
)
def test_nothing_is_accepted_that_nobody_could_have_read(opaq, words, code):
    status, _, err = opaq("-P", "shop", "scan", *words)
    assert (status, code in err) == (2, True)


def test_a_decision_of_a_person_survives_the_next_scan(opaq):
    opaq("-P", "shop", "scan")
    text = opaq.catalog.read_text().replace('category = "contact.email"', 'category = "none"')
    opaq.catalog.write_text(text.replace("reviewed = false", "reviewed = true"))
    opaq("-P", "shop", "scan")
    assert "contact.email" not in opaq.catalog.read_text()


def test_diff_writes_nothing(opaq):
    assert opaq("-P", "shop", "scan", "--diff")[0] == 0
    assert not opaq.catalog.exists()


def test_a_table_that_is_not_there_is_named(opaq):
    code, _, err = opaq("-P", "shop", "scan", "nowhere")
    assert (code, "nowhere" in err) == (2, True)


def notes(home, kind):
    """The `note` records of a kind in the audit log."""
    lines = [line for file in home.rglob("segments/*.jsonl") for line in file.read_text().splitlines()]
    return [body for line in lines if (body := json.loads(line)["body"])["t"] == "note" and body["kind"] == kind]


@pytest.mark.parametrize(("command", "kind"), [(("scan",), "scan"), (("describe", "customers"), "describe")])
def test_reading_samples_is_recorded_without_a_value(opaq, tmp_path, command, kind):
    assert opaq("-P", "shop", *command)[0] == 0
    (note,) = notes(tmp_path, kind)
    assert (note["profile"], note["result"]) == ("shop", "ok")
    assert "anna1@example.com" not in json.dumps(note)


def test_a_scan_that_fails_is_recorded_too(opaq, tmp_path):
    assert opaq("-P", "shop", "scan", "no_such_table")[0] != 0
    (note,) = notes(tmp_path, "scan")
    assert (note["result"], note["code"]) == ("error", "OPQ-U021")


MANY_TABLES = 300


def test_a_scan_that_was_killed_goes_on_where_it_was(opaq):
    with sqlite3.connect(opaq.database) as connection:
        for number in range(MANY_TABLES):
            connection.execute(f"create table t{number} (id integer primary key, mail text, c1 text, c2 text, c3 text)")
            connection.executemany(
                f"insert into t{number} (mail, c1, c2, c3) values (?, ?, ?, ?)",
                [(f"u{n}@example.org", f"note {n}", f"{n}.5", "Paris") for n in range(40)],
            )
    connection.close()
    partial = opaq.catalog.with_name("shop.partial.toml")
    command = [sys.executable, "-m", "opaq", "-P", "shop", "scan"]
    scan = subprocess.Popen(
        command, env=opaq.environment, cwd=opaq.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while not partial.exists() and scan.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    scan.kill()
    scan.wait()
    assert partial.exists()
    assert not opaq.catalog.exists()
    code, _, err = opaq("-P", "shop", "scan")
    assert (code, "continuing an interrupted scan" in err, partial.exists()) == (0, True, False)
    entries = read_catalog(opaq.catalog).entries.values()
    assert len(entries) == 4 + 5 * MANY_TABLES
    assert sum(e.category == "contact.email" for e in entries) == MANY_TABLES + 1


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("alter table customers rename column full_name to legal_name", "legal_name"),
        ("drop table customers", "full_name"),
    ],
)
def test_check_tells_what_drifted_from_a_reviewed_catalog(opaq, statement, told):
    opaq("-P", "shop", "scan")
    opaq.catalog.write_text(opaq.catalog.read_text().replace("reviewed = false", "reviewed = true"))
    with sqlite3.connect(opaq.database) as connection:
        connection.execute(statement)
    connection.close()
    code, out, err = opaq("-P", "shop", "scan", "--check")
    assert (code, "OPQ-P053" in err, told in out) == (2, True, True)
