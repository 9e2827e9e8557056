"""`opaq policy`: what is masked, how, by which rule, and what a value would become."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from opaq.main import main
from opaq.mask.examples import EXAMPLES, shown
from opaq.policy.masks import MASKS

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def opaq(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process: exit code, stdout, stderr."""

    def run(*argv: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main(["policy", *argv], dict(os.environ))
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_the_presets_are_listed(opaq: Run) -> None:
    code, out, _ = opaq("list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["gdpr", "pci", "soc2", "hipaa", "default", "strict"]


def test_a_broken_file_is_listed_as_broken(opaq: Run, locked_out: Path) -> None:
    directory = locked_out / ".config/opaq/policies"
    directory.mkdir(parents=True)
    (directory / "team.toml").write_text("budjet = 3")
    code, out, _ = opaq("list")
    assert code == 0
    assert "broken: policies/team.toml:1: budjet: unknown key" in out


def test_a_policy_is_shown_with_the_rule_that_decided(opaq: Run) -> None:
    code, out, _ = opaq("show", "default", "hipaa")
    assert code == 0
    assert "contact.email" in out
    assert "preset hipaa" in out
    assert "digest" in out


def test_the_catalogue_of_masks_has_an_example_of_each(opaq: Run) -> None:
    code, out, _ = opaq("show", "--masks")
    assert code == 0
    table, _, notes = out.split("\n\n")
    assert [line.split()[0] for line in table.splitlines()[1:]] == list(MASKS)
    assert {line.split()[0] for line in notes.splitlines()} <= set(MASKS)
    assert all(f"{EXAMPLES[name][1]} -> {shown(name)}" in out for name in MASKS)


def test_a_value_is_read_from_stdin_and_never_repeated(opaq: Run) -> None:
    code, out, err = opaq("test", stdin="call marta.ortega@example.com")
    assert code == 0
    assert "contact.email" in out
    assert "preset gdpr" in out
    assert "m***@example.com" in out
    assert "ortega" not in out + err


def test_a_value_on_the_command_line_is_refused_and_not_repeated(opaq: Run) -> None:
    code, out, err = opaq("test", "marta.ortega@example.com")
    assert code == 2
    assert "stdin only" in err
    assert "ortega" not in out + err


def test_a_date_is_tried_as_somebodys(opaq: Run, locked_out: Path) -> None:
    directory = locked_out / ".config/opaq/policies"
    directory.mkdir(parents=True)
    (directory / "team.toml").write_text(
        'extends = ["default"]\n[categories."person.birth_date"]\nmask = { name = "shift", subject = "id" }\n'
    )
    code, out, _ = opaq("test", "team", "--category", "person.birth_date", stdin="1973-03-24")
    assert code == 0
    assert re.search(r"becomes +197[1-5]-\d\d-\d\d\n", out)
    assert "1973-03-24" not in out


def test_a_value_is_tried_as_a_category_under_another_policy(opaq: Run) -> None:
    code, out, _ = opaq("test", "strict", "--category", "person.name", stdin="Marta")
    assert code == 0
    assert out.splitlines()[-1].split() == ["becomes", "[name]"]


def test_an_unknown_category_is_a_usage_error(opaq: Run) -> None:
    assert opaq("test", "--category", "person.nose", stdin="x")[0] == 2


def test_rotation_keeps_old_tokens_explainable(opaq: Run) -> None:
    before = opaq("test", "--category", "person.name", stdin="Marta")[1].split()[-1]
    assert opaq("keys", "--rotate")[0] == 0
    after = opaq("test", "--category", "person.name", stdin="Marta")[1]
    assert before in after
    assert after.split("becomes")[1].split()[0] != before


def test_a_broken_policy_fails_the_check(opaq: Run, locked_out: Path) -> None:
    assert opaq("check")[0] == 0
    directory = locked_out / ".config/opaq/policies"
    directory.mkdir(parents=True)
    (directory / "team.toml").write_text('[categories."contact.email"]\nmask = "blur"\n')
    code, _, err = opaq("check")
    assert code == 2
    assert "OPQ-P110" in err
