"""The promises of `pipeline.py` that no single room can keep alone."""

from __future__ import annotations

import ast
import json
import os
import subprocess
from pathlib import Path

import pytest

from targets import Target

from .conftest import OPAQ, Run
from .test_fails_closed import STREAM, records

SOURCES = Path(__file__).parents[2] / "cli" / "opaq"
PROOFS = {"Statement": {"guard/admit.py"}, "MaskedBatch": {"mask/apply.py"}}


def makers(name: str) -> set[str]:
    """Modules with a call of that class."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name:
                found.add(str(path.relative_to(SOURCES)))
    return found


@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_type_has_one_maker(name: str) -> None:
    assert makers(name) == PROOFS[name]


def test_the_intent_is_on_disk_before_the_first_byte(home: Path, target: Target) -> None:
    command = [*OPAQ, "-P", "shop", "query", "--csv", STREAM[target.address.engine], "--limit", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        known = records(home)
        process.kill()
    assert known[-1]["t"] == "intent"
    assert known[-1]["limits"]["rows"] == 0  # type: ignore[index]


def test_every_way_to_end_leaves_a_record(opaq: Run, home: Path) -> None:
    for statement, code, kind in (
        ("select id from customers where id = 1", 0, "outcome"),
        ("select no_such_column from customers", 1, "refused"),
        ("delete from customers", 5, "refused"),
        ("select id from customers where email like 'a%'", 5, "refused"),
    ):
        assert opaq("query", "--csv", statement).returncode == code
        assert records(home)[-1]["t"] == kind


def test_no_record_repeats_the_statement(opaq: Run, home: Path) -> None:
    opaq("query", "--csv", "select id as secret_alias /* a comment */ from customers where city = 'Literalville'")
    opaq("query", "--csv", "select 'Literalville' as x, nonsense_name from customers")
    log = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file() and path.parent.name == "segments")
    for text in (b"secret_alias", b"a comment", b"Literalville", b"nonsense_name"):
        assert text not in log


def test_the_digest_of_a_record_is_of_the_bytes_shown(opaq: Run, home: Path) -> None:
    import hashlib

    shown = opaq("query", "--csv", "select id, email from customers order by id").stdout
    assert records(home)[-1]["sha256"] == hashlib.sha256(shown).hexdigest()
    assert records(home)[-1]["bytes"] == len(shown)


def test_the_cells_are_the_same_in_every_format(opaq: Run) -> None:
    statement = "select id, email, city, created_at from customers order by id limit 3"
    as_csv = opaq("query", "--csv", "--no-header", statement).stdout.decode().splitlines()
    as_json = json.loads(opaq("query", "--json", statement).stdout)["rows"]
    assert [line.split(",") for line in as_csv] == [[str(cell) for cell in row] for row in as_json]


def test_equal_values_get_equal_tokens_on_every_engine(
    shop_sqlite: Target, shop_postgresql: Target, shop_mysql: Target, locked_out: Path
) -> None:
    from .conftest import write_profile

    statement = "select full_name from customers order by id limit 5"
    answers = set()
    for name, found in (("s", shop_sqlite), ("p", shop_postgresql), ("m", shop_mysql)):
        write_profile(locked_out, name, found)
        done = subprocess.run(
            [*OPAQ, "-P", name, "query", "--csv", statement], capture_output=True, env=dict(os.environ), check=True
        )
        answers.add(done.stdout)
    assert len(answers) == 1
    assert b"name_" in answers.pop()
