"""The rows that are left out of a column before its cells are read hold nothing a detector would find."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.classify import rows
from opaq.classify.cells import CellScanner
from opaq.classify.detectors import identifiers

from .test_cells import POLICY, SENSITIVE

PIECES = (
    "", "anna@example.com", "anna%40example.com", "4111 1111 1111 1111", "4111111111111111", "123-45-6789", "de89370400440532013000",
    "DE89 3704 0044 0532 0130 00", "+1 212 555 0187", "(12) 345678", "030/1234567", "10.20.30.40", "::1", "fe80::1:2", "00:1b:44:11:3a:b7",
    "52.5200, 13.4050", "point(13.4050 52.5200)", "12 main street", "rue de la paix 12", "hauptstr. 5", "postfach 1234", "born 1980-02-03",
    "dob: 3 mar 1980", "password=hunter2x9", "api_key: 7f9c2ba4e88f", "token is 99aa88bb77cc", "bearer abcdefghijklmnop123",
    "sk_live_00ff00ff00ff00ff00ff00ff", "hvs.abcdefghijklmnopqrstuvwx", "https://u:p4ss@host/x", "$2b$12$abcdefghijklmnopqrstuu",
    "{ssha}abcdefghijklmnop", "0x52908400098527886e0f7030069857d2e4169ee7", "mr smith", "Mr Smith", "called Anna Bauer today", "12.345.678-k",
    "1980-02-03 10:11:12", "1000000", "123456789", "order 7:", "left at the door", "no", "-", "ward 7", "12-34-56", "\0", "a\nb", "é",
)  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=8))
def test_a_column_in_arrow_is_found_to_hold_what_its_cells_hold(cells: list[str]) -> None:
    scanner = CellScanner(POLICY)
    listed, columnar = scanner.scan(cells), scanner.scan((), arrow=pa.array(cells, pa.string()))
    assert columnar.everything() == listed.affected
    assert columnar.verdict == listed.verdict


@given(
    st.from_regex(
        "|".join(f"(?:{i.shape})" for i in identifiers.IDENTIFIERS if not set(i.shape) & set("\\1")), fullmatch=True
    )
)
def test_no_shape_of_an_identifier_is_left_out(written: str) -> None:
    scanner = CellScanner(POLICY)
    for cell in (written, written.lower(), f"see {written} there"):
        assert scanner.scan((), arrow=pa.array([cell], pa.string())).everything() == scanner.scan([cell]).affected


def test_no_known_sensitive_cell_is_left_out() -> None:
    scanner = CellScanner(POLICY)
    for text, _ in SENSITIVE:
        for cell in (text, text.lower(), f"was: {text.lower()};"):
            assert scanner.scan((), arrow=pa.array([cell], pa.string())).everything() == scanner.scan([cell]).affected


@pytest.mark.parametrize(
    "harmless", ["left at the door", "order 12: paid", "2025-01-01 10:00:00", "12.50", "99999", None, ""]
)
def test_what_can_hold_nothing_is_never_read(harmless: str | None) -> None:
    assert not rows.that_matter(pa.array([harmless], pa.string()))[0].as_py()
