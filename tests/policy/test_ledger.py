"""The ledger of questions: distinct ones are counted, repeated ones are free, and it never answers when in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from opaq.errors import AuditFailure, ExitCode, Refused
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.lineage import Probe
from opaq.policy.ledger import Ledger

KEY = bytes(32)
EMAIL = ColumnRef(RelationName("main", "customers"), "email")
PHONE = ColumnRef(RelationName("main", "customers"), "phone")


def probe(guess: str, column: ColumnRef = EMAIL, mode: str = "lookup") -> Probe:
    return Probe(column, mode, guess.encode())


def ask(directory: Path, *probes: Probe, actor: str = "ann", day: str = "2026-01-02", budget: int = 2) -> None:
    Ledger(directory, KEY).admit(probes, actor=actor, database="d", budget=budget, day=day)


def test_a_question_past_the_budget_is_refused(tmp_path: Path) -> None:
    ask(tmp_path, probe("a"))
    ask(tmp_path, probe("b"))
    with pytest.raises(Refused) as caught:
        ask(tmp_path, probe("c"))
    assert caught.value.code == "OPQ-L101"
    assert caught.value.exit_code == ExitCode.REFUSED
    assert "main.customers.email" in caught.value.message


def test_asking_the_same_again_costs_nothing(tmp_path: Path) -> None:
    for _ in range(9):
        ask(tmp_path, probe("a"), probe("b"))


def test_a_statement_with_too_many_questions_counts_none(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        ask(tmp_path, probe("a"), probe("b"), probe("c"))
    ask(tmp_path, probe("x"), probe("y"))


@pytest.mark.parametrize("other", [{"actor": "bob"}, {"day": "2026-01-03"}])
def test_persons_and_days_are_counted_apart(tmp_path: Path, other: dict[str, str]) -> None:
    ask(tmp_path, probe("a"), probe("b"))
    ask(tmp_path, probe("c"), **other)  # type: ignore[arg-type]


def test_columns_are_counted_apart(tmp_path: Path) -> None:
    ask(tmp_path, probe("a"), probe("b"), probe("a", PHONE), probe("b", PHONE))


def test_no_budget_means_no_question(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        ask(tmp_path, probe("a"), budget=0)


def test_nothing_asked_needs_no_ledger() -> None:
    ask(Path("/proc/nowhere"))


def test_the_file_is_private_and_holds_no_guess(tmp_path: Path) -> None:
    ask(tmp_path, probe("marta@example.com"))
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.stat().st_size == 32
    assert b"marta" not in path.read_bytes()


def test_yesterday_is_forgotten(tmp_path: Path) -> None:
    ask(tmp_path, probe("a"), day="2026-01-01")
    ask(tmp_path, probe("a"), day="2026-01-02")
    assert [path.name for path in tmp_path.iterdir()] == ["probes-2026-01-02"]


def test_a_torn_record_is_cut_off(tmp_path: Path) -> None:
    ask(tmp_path, probe("a"))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes() + b"torn")
    ask(tmp_path, probe("b"))
    assert path.stat().st_size == 64
    with pytest.raises(Refused):
        ask(tmp_path, probe("c"))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_ledger_that_others_can_touch_answers_nothing(tmp_path: Path, mode: int) -> None:
    ask(tmp_path, probe("a"))
    (path,) = tmp_path.iterdir()
    path.chmod(mode)
    with pytest.raises(AuditFailure) as caught:
        ask(tmp_path, probe("a"))
    assert caught.value.exit_code == ExitCode.AUDIT


def test_a_ledger_that_cannot_be_made_answers_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AuditFailure):
        ask(tmp_path / "file", probe("a"))
    (tmp_path / "probes-2026-01-02").symlink_to(tmp_path / "file")
    with pytest.raises(AuditFailure):
        ask(tmp_path, probe("a"))
