"""opaq driven from outside: streams, exit codes, files, errors; for scripts and agents."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opaq import __version__

from .conftest import Run

BIG = "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) select i, i * 2 as twice from n"


def test_bare_opaq_says_what_to_do_in_twelve_lines(opaq: Run) -> None:
    done = opaq()
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) <= 12
    assert "opaq demo" in done.stdout


def test_version_is_one_line(opaq: Run) -> None:
    assert opaq("--version").stdout == f"opaq {__version__}\n"


def test_a_pipe_gets_csv_and_nothing_else_on_stdout(opaq: Run) -> None:
    done = opaq("query", "select id, email from customers order by id limit 2")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["id", "email"]
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    assert all("***" in row[1] for row in rows[1:])
    assert "masked: email partial (contact.email)" in done.stderr


def test_quiet_is_silent_when_all_is_well(opaq: Run) -> None:
    opaq("query", "select 1")
    assert opaq("-q", "query", "select email from customers limit 1").stderr == ""


def test_the_same_cells_in_every_format(opaq: Run) -> None:
    sql = "select id, name, email, city from customers order by id limit 5"
    table = list(csv.reader(io.StringIO(opaq("query", sql).stdout)))[1:]
    document = json.loads(opaq("query", "--json", sql).stdout)
    lines = [list(json.loads(line).values()) for line in opaq("query", "--ndjson", sql).stdout.splitlines()]
    assert [[str(c) for c in row] for row in document["rows"]] == table
    assert lines == document["rows"]


def test_options_stand_before_or_after_the_command(opaq: Run) -> None:
    sql = "select count(*) as n from orders"
    expected = "n\n120\n"
    assert opaq("-P", "shop", "query", sql).stdout == expected
    assert opaq("query", "--profile", "shop", sql).stdout == expected
    assert opaq("query", sql, "-Pshop").stdout == expected
    assert opaq("--profile=shop", "--no-input", "-q", "query", sql).stdout == expected


def test_a_bare_scalar_for_scripts(opaq: Run) -> None:
    assert opaq("query", "-tA", "select count(*) from orders").stdout == "120\n"


@pytest.mark.parametrize("way", ["argument", "file", "stdin", "implicit"])
def test_a_statement_comes_as_argument_file_or_stdin(opaq: Run, way: str, tmp_path: Path) -> None:
    sql = "select 'é' as x"
    raw = b"\xef\xbb\xbf" + sql.encode() + b"\r\n"
    (tmp_path / "q.sql").write_bytes(raw)
    done = {
        "argument": lambda: opaq("query", sql),
        "file": lambda: opaq("query", "-f", "q.sql"),
        "stdin": lambda: opaq("query", "-", stdin=raw),
        "implicit": lambda: opaq("query", stdin=raw),
    }[way]()
    assert (done.returncode, done.stdout) == (0, "x\né\n")


def test_output_is_utf8_whatever_the_locale(opaq: Run) -> None:
    done = opaq(
        "query", "select word from words where id = 1", env={"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"}
    )
    assert done.stdout == "word\n日本語\n"


def test_parameters_are_bound_and_never_shown(opaq: Run) -> None:
    done = opaq("query", "select id, :who as who from customers where id = :id", "-p", "id:int=3", "-p", "who=x")
    assert done.stdout.splitlines()[1].startswith("3,")
    bad = opaq("query", "select :a", "-p", "a:int=hunter2")
    assert bad.returncode == 2
    assert "hunter2" not in bad.stderr


@pytest.mark.parametrize(
    ("argv", "code", "prefix"),
    [
        (("query", "select nope from customers"), 1, "OPQ-D"),
        (("query", "selec 1"), (1, 5), "OPQ-"),
        (("query", "--nope", "select 1"), 2, "OPQ-U001"),
        (("query", "-P", "nope", "select 1"), 2, "OPQ-P001"),
        (("query", "-f", "nope.sql"), 2, "OPQ-U005"),
        (("nope",), 2, "OPQ-U001"),
        (("query", "delete from customers"), 5, "OPQ-G"),
        (("query", "select 1; select 2"), 5, "OPQ-G"),
        (("query", "select id from employees where substr(ssn, 1, 1) = '1'"), 5, "OPQ-L"),
        (("query", "--fail-on-truncate", "--limit", "3", "select id from orders"), 7, "OPQ-U090"),
        (("profile", "show", "nope"), 2, "OPQ-P001"),
        (("help", "OPQ-Z999"), 2, "OPQ-U006"),
    ],
)
def test_exit_codes_and_error_codes_are_an_interface(
    opaq: Run, argv: tuple[str, ...], code: int | tuple[int, ...], prefix: str
) -> None:
    done = opaq(*argv)
    assert done.returncode in (code if isinstance(code, tuple) else (code,))
    assert re.search(rf"error\[{prefix}", done.stderr)
    assert done.stdout == ""


def test_an_agent_gets_errors_in_the_envelope(opaq: Run) -> None:
    done = opaq("--no-input", "query", "--json", "--actor", "agent:helper", "delete from customers")
    error = json.loads(done.stdout)["errors"][0]
    assert (done.returncode, error["kind"], error["exit_code"], error["retryable"]) == (5, "refused", 5, False)


def test_an_error_repeats_no_literal(opaq: Run) -> None:
    done = opaq("query", "select nope from customers where email = 'hunter2@example.com' and id = 424242")
    assert done.returncode == 1
    assert "hunter2" not in done.stderr
    assert "424242" not in done.stderr


def test_truncation_is_told_in_a_pipe_and_when_quiet(opaq: Run) -> None:
    done = opaq("-q", "query", "--limit", "5", "select id from orders")
    assert len(done.stdout.splitlines()) == 6
    assert "more rows exist" in done.stderr
    exact = opaq("-q", "query", "--limit", "120", "select id from orders")
    assert exact.stderr == ""


def test_stats_are_one_line_of_json_on_stderr(opaq: Run) -> None:
    done = opaq("query", "--stats", "--format", "none", "select id, email from customers")
    told = json.loads(done.stderr.splitlines()[-1])
    assert done.stdout == ""
    assert (told["rows"], told["masked_columns"], told["masked_cells"]) == (
        40,
        {"email": "partial"},
        {"contact.email": 40},
    )


def test_output_file_is_private_and_whole(opaq: Run, tmp_path: Path) -> None:
    done = opaq("query", "-o", "out.csv", "--stats", "select id, email from customers", preexec_fn=lambda: os.umask(0))
    path = tmp_path / "out.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().splitlines()) == 41
    import hashlib

    assert json.loads(done.stderr.splitlines()[-1])["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_failed_run_leaves_no_file(opaq: Run, tmp_path: Path) -> None:
    assert opaq("query", "-o", "out.csv", "select nope from customers").returncode == 1
    assert opaq("query", "-o", "out.csv", "--limit", "2", "--fail-on-truncate", "select id from orders").returncode == 7
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "name", ["out.parquet", "out.json", "out.md", "out.html", "out.sql", "out.ndjson", "out.arrow", "out.tsv"]
)
def test_the_files_name_says_the_format(opaq: Run, tmp_path: Path, name: str) -> None:
    opaq("query", "-o", name, "select id from orders order by id limit 1")
    start = (tmp_path / name).read_bytes()[:6]
    expected = {
        "parquet": b"PAR1",
        "json": b'{"opaq',
        "md": b"| id |",
        "html": b"<table",
        "sql": b"-- mas",
        "ndjson": b'{"id":',
        "arrow": b"ARROW1",
        "tsv": b"id\n1\n",
    }
    assert start.startswith(expected[name.partition(".")[2]])


def test_parquet_is_never_written_to_a_pipe(opaq: Run) -> None:
    assert opaq("query", "--format", "parquet", "select 1").returncode == 2


def test_a_missing_sqlite_file_is_not_created(opaq: Run, tmp_path: Path) -> None:
    opaq("profile", "add", "gone", "--sqlite", "gone.db")
    assert opaq("query", "-P", "gone", "select 1").returncode == 3
    assert not (tmp_path / "gone.db").exists()


def test_everything_opaq_makes_is_private_whatever_the_umask(opaq: Run, locked_out: Path) -> None:
    opaq("profile", "add", "app", "--sqlite", "x.db", preexec_fn=lambda: os.umask(0))
    assert opaq("query", "-P", "shop", "select email from customers", preexec_fn=lambda: os.umask(0)).returncode == 0
    made = [p for top in (".config", ".local", ".cache") for p in (locked_out / top).rglob("*") if "opaq" in p.parts]
    loose = [p for p in made if stat.S_IMODE(p.stat().st_mode) & 0o077 and not p.name.endswith((".vkey", "shop.toml"))]
    assert [p for p in loose if p.name not in ("opaq", "profiles")] == []


def test_head_ends_quietly(opaq: Run, shop_file: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "opaq", "query", BIG.format(2_000_000)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=shop_file.parent,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"i,twice\n"
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(30) == 141
    assert "error" not in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_cancel_and_leave_a_record(opaq: Run, shop_file: Path, number: signal.Signals, code: int) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1e15) select count(*) from n"
    process = subprocess.Popen(
        [sys.executable, "-m", "opaq", "query", endless],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=shop_file.parent,
    )
    time.sleep(1.5)
    sent = time.monotonic()
    process.send_signal(number)
    out, _ = process.communicate(timeout=20)
    assert (process.returncode, out) == (code, b"")
    assert time.monotonic() - sent < 2
    assert opaq("audit", "verify").returncode in (0, 9)


def test_time_is_limited(opaq: Run) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1e15) select count(*) from n"
    done = opaq("query", "--timeout", "0.5", endless)
    assert done.returncode == 4


def test_a_required_reason_is_asked_for(opaq: Run, shop_file: Path) -> None:
    opaq("profile", "add", "strict", "--sqlite", str(shop_file), "--require-reason")
    assert opaq("query", "-P", "strict", "select 1").returncode == 5
    assert opaq("query", "-P", "strict", "--reason", "ticket 7", "select 1").returncode == 0


def test_saved_queries_run_by_name(opaq: Run, locked_out: Path) -> None:
    directory = locked_out / ".config/opaq/queries/shop"
    directory.mkdir(parents=True)
    (directory / "big-orders.sql").write_text(
        "-- orders above an amount\nselect count(*) as n from orders where total > :least"
    )
    assert opaq("run").stdout == "big-orders  orders above an amount\n"
    assert opaq("run", "big-orders", "-p", "least:int=0", "-tA").stdout == "120\n"
    missing = opaq("run", "big-order")
    assert (missing.returncode, "big-orders" in missing.stderr) == (2, True)


def test_explain_shows_masks_and_refusals_without_rows(opaq: Run) -> None:
    good = opaq("explain", "select id, email from customers")
    assert (good.returncode, "contact.email" in good.stdout, "@" in good.stdout) == (0, True, False)
    bad = opaq("explain", "select id from employees where substr(ssn, 1, 1) = '1'")
    assert (bad.returncode, "refused[OPQ-" in bad.stdout) == (5, True)
    document = json.loads(opaq("explain", "--json", "select id, email from customers").stdout)
    assert [column["mask"] for column in document["columns"]] == ["keep", "partial"]


def test_describe_browses_without_values(opaq: Run) -> None:
    assert "main.customers" in opaq("describe").stdout
    table = opaq("describe", "customers").stdout
    assert re.search(r"(?m)^email +TEXT +contact\.email", table)
    assert "because" in opaq("describe", "customers.email").stdout
    typo = opaq("describe", "custmers")
    assert (typo.returncode, "customers" in typo.stderr) == (2, True)


def test_doctor_reports_and_fails_only_on_failures(opaq: Run) -> None:
    assert opaq("doctor").returncode == 0
    assert opaq("doctor", "-P", "nope").returncode == 2


def test_no_color_and_clicolor_force(opaq: Run) -> None:
    assert "\x1b[" not in opaq("query", "--nope").stderr
    assert "\x1b[31" in opaq("query", "--nope", env={"CLICOLOR_FORCE": "1"}).stderr
    assert "\x1b[" not in opaq("query", "--nope", env={"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}).stderr
    assert "\x1b[31" in opaq("--color", "always", "query", "--nope").stderr


def test_an_unexpected_exception_is_told_without_its_message(opaq: Run) -> None:
    from opaq.commands.dispatch import defect

    try:
        int("hunter2")
    except ValueError as error:
        report = defect(error)
    assert report.exit_code == 70
    assert "hunter2" not in report.message


def test_the_demo_masks_refuses_and_verifies(opaq: Run, locked_out: Path) -> None:
    started = time.monotonic()
    done = opaq("demo")
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - started < 10
    assert "refused[OPQ-" in done.stdout
    assert "intact" in done.stdout
    left = {p.parent for p in locked_out.rglob("made-by-opaq-demo")}
    assert [str(p) in done.stdout for p in left] == [True]
    others = [p for p in locked_out.rglob("*") if p.is_file() and not any(d in p.parents for d in left)]
    assert [p.name for p in others] == ["shop.toml"]


def test_the_everyday_path_loads_no_framework(opaq: Run) -> None:
    script = (
        "import sys; from opaq.main import main; code = main(['-q', 'query', '--table', 'select id, city from customers limit 10'], __import__('os').environ);"
        " print(sorted(m for m in ('typer', 'rich', 'pyarrow', 'sqlglot', 'psycopg', 'pymysql', 'asyncio', 'hyperscan') if m in sys.modules), code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_a_column_masked_in_parts_is_named(opaq: Run) -> None:
    done = opaq("query", "select id, topic from tickets where id > 590 order by id desc")
    assert "**** " in done.stdout
    assert "masked: topic in parts (by value)" in done.stderr
    document = json.loads(opaq("query", "--json", "select id, topic from tickets where id > 590").stdout)
    assert [column["masked"] for column in document["columns"]] == [False, True]


def test_a_file_instead_of_a_statement_is_answered_with_the_option(opaq: Run, tmp_path: Path) -> None:
    (tmp_path / "report.sql").write_text("select 1")
    done = opaq("query", "report.sql")
    assert (done.returncode, "opaq query -f report.sql" in done.stderr) == (2, True)


def test_a_device_or_a_pipe_as_output_is_written_to_and_never_replaced(opaq: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert opaq("query", "select 1 as one", "--csv", "-o", str(pipe)).returncode == 0
        assert reader.communicate(timeout=20)[0] == b"one\n1\n"
    assert pipe.is_fifo()
    link = tmp_path / "full"  # a link: even a mistake here leaves the machine's device alone
    link.symlink_to("/dev/full")
    assert opaq("query", "select 1", "-o", str(link)).returncode == 6
    assert link.is_symlink()


def test_a_dash_as_output_is_standard_output(opaq: Run, tmp_path: Path) -> None:
    done = opaq("query", "select 1 as one", "--csv", "-o", "-")
    assert done.stdout.strip() == "one\n1"
    assert not (tmp_path / "-").exists()


def test_a_directory_as_output_is_refused(opaq: Run, tmp_path: Path) -> None:
    done = opaq("query", "-o", str(tmp_path), "select 1")
    assert (done.returncode, "error[OPQ-U012]" in done.stderr) == (2, True)


def test_a_mistyped_name_is_answered_with_the_near_one(opaq: Run) -> None:
    table = opaq("query", "select id from custmers")
    assert (table.returncode, 'did you mean "customers"?' in table.stderr) == (1, True)
    column = opaq("query", "select emial from customers")
    assert (column.returncode, 'did you mean "email"?' in column.stderr) == (1, True)
    assert "  | select emial from customers\n  |        ^\n" in column.stderr


def test_a_whole_schema_is_told_in_one_short_answer(opaq: Run) -> None:
    done = opaq("describe", "--columns", "--json")
    tables = {table["table"]: table["columns"] for table in json.loads(done.stdout)["tables"]}
    assert tables["main.customers"]["email"] == "TEXT (contact.email: partial)"
    assert tables["main.customers"]["id"].startswith("INTEGER primary key")
    assert len(done.stdout) < 4_000
    people = opaq("describe", "--columns", "customers").stdout
    assert people.startswith("main.customers (table")
    assert "email TEXT (contact.email: partial)," in people


def test_a_mistyped_word_after_help_is_answered_with_the_near_one(opaq: Run) -> None:
    assert 'did you mean "query"?' in opaq("help", "qurey").stderr
    assert 'did you mean "OPQ-' in opaq("help", "OPQ-L03").stderr
    assert len(opaq("help", "xyzzy").stderr) < 200


def test_an_empty_value_is_not_judged(opaq: Run) -> None:
    assert opaq("policy", "test").returncode == 2


def test_a_project_makes_the_policy_stricter_and_never_looser(opaq: Run, tmp_path: Path) -> None:
    asked = ("query", "--csv", "select email, name, city from customers order by id limit 1")
    before = opaq(*asked).stdout.splitlines()[1].split(",")
    (tmp_path / ".opaq.toml").write_text(
        '[categories]\n"contact.email" = { mask = "redact" }\n'
        '"person.name" = { mask = "keep", predicates = "allow" }\n"address.city" = { mask = "redact" }\n'
    )
    email, name, city = opaq(*asked).stdout.splitlines()[1].split(",")
    assert (email, city) == ("[email]", "[city]")
    assert name == before[1] != "keep"
    (tmp_path / ".opaq.toml").write_text('[categories]\n"custom.x" = { list = "/etc/passwd", mask = "redact" }\n')
    refused = opaq(*asked)
    assert (refused.returncode, "OPQ-P014" in refused.stderr) == (2, True)
