"""Spans in cells."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.classify.cells import CellScanner
from opaq.policy.types import Policy

from . import hard

POLICY = Policy((), {})
SENSITIVE = [
    line.rpartition("|")[::2]
    for line in (Path(__file__).parent / "sensitive_cells.txt").read_text(encoding="utf-8").splitlines()
    if line
]


def spans(text, **options):
    return CellScanner(POLICY).scan([text], **options).affected.get(text, ())


@pytest.mark.parametrize(("text", "category"), SENSITIVE)
def test_sensitive_text_is_found(text, category):
    assert any(span.category.startswith(category) for span in spans(text))


def test_hard_negatives_stay_in_the_clear_one_by_one():
    cells = list(hard.harmless(each=10))
    touched = [(kind, cell) for kind, cell in cells if spans(cell)]
    assert len(touched) <= 0.01 * len(cells), touched


@pytest.mark.parametrize("kind", sorted(hard.HARMLESS))
def test_hard_negatives_stay_in_the_clear_as_columns(kind):
    cells = [cell for k, cell in hard.harmless(seed=2) if k == kind]
    findings = CellScanner(POLICY).scan(cells)
    assert findings.verdict is None
    assert len(findings.affected) <= 0.03 * len(cells)


def test_only_the_secret_part_of_a_url_is_a_span():
    text = "postgres://admin:hunter2@db.example.com:5432/prod"
    assert [text[s.start : s.end] for s in spans(text)] == ["hunter2"]


def test_a_name_of_the_column_speaks_against_shapes_without_proof():
    serials = [f"{n}-56-28{n % 90 + 10}" for n in range(701, 730)]
    assert CellScanner(POLICY).scan(serials).affected
    assert not CellScanner(POLICY).scan(serials, name="serial_no").affected


def test_a_certain_shape_counts_whatever_the_column_is_called():
    assert spans("mail to anna@example.com", name="serial_no")


def test_a_column_of_weak_numbers_is_known_by_its_checksums():
    numbers = ["111222333", "123456782", "100000009", "190000001"]
    assert not CellScanner(POLICY).scan(numbers[:1]).affected
    bsn = [
        str(n)
        for n in range(100000000, 100002000)
        if sum(int(c) * w for c, w in zip(str(n), (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0
    ]
    assert CellScanner(POLICY).scan(bsn).verdict == "id.national.nl_bsn"


def test_offsets_are_characters_of_the_cell():
    text = "Zoë 電話 ☎ anna@example.com"
    (span,) = spans(text)
    assert text[span.start : span.end] == "anna@example.com"


def test_bytes_that_are_text_are_scanned_and_others_are_not():
    findings = CellScanner(POLICY).scan([b"mail=anna@example.com", b"\x89PNG\x00anna@example.com", None, 5])
    assert list(findings.affected) == [b"mail=anna@example.com"]


def test_a_nul_inside_a_cell_does_not_shift_its_neighbours():
    findings = CellScanner(POLICY).scan(["a\0b", "anna@example.com"])
    assert list(findings.affected) == ["anna@example.com"]


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_text_is_scanned_without_error_and_spans_are_sorted_and_inside(cells):
    for cell, found in CellScanner(POLICY).scan(cells).affected.items():
        assert all(0 <= s.start < s.end <= len(cell) for s in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(st.sampled_from([text for text, _ in SENSITIVE]), min_size=1, max_size=12, unique=True))
def test_a_cell_is_judged_alike_alone_and_among_others(cells):
    together = CellScanner(POLICY).scan(cells).affected
    for cell in cells:
        alone = CellScanner(POLICY).scan([cell]).affected.get(cell, ())
        assert set(alone) <= set(together.get(cell, ()))


@given(st.integers(min_value=0), st.booleans())
def test_repr_of_findings_shows_no_cell(number, flag):
    cell = f"anna{number}@example.com" if flag else f"+49 30 {number % 10**7:07d}"
    assert cell not in repr(CellScanner(POLICY).scan([cell]))
