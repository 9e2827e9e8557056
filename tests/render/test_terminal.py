"""What reaches a terminal fits it, lines up, and can neither move the cursor nor reorder its neighbours."""

from __future__ import annotations

import re

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from opaq.model.record import replace
from opaq.model.schema import Kind
from opaq.render.footer import masked_columns, wrapped
from opaq.render.registry import FILE_ONLY, FORMATS
from opaq.render.types import Look, Summary
from opaq.render.width import clean, clusters, elide, pad, width_of

COLOR = re.compile(r"\x1b\[[0-9;]*m")
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
HOSTILE = st.text(
    st.sampled_from("ab\x1b[]0;\x07\x9b\x9d\x00\r\n\t\x7f\u2028\u2029" + BIDI + "日é\u0301👩\u200d\ufe0f"), max_size=20
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("日本語", 6),
        ("e\u0301", 1),
        ("ｆｕｌｌ", 8),
        ("ﾊﾝｶｸ", 4),
        ("👍", 2),
        ("👍🏽", 2),
        ("👩‍👩‍👧", 2),
        ("❤️", 2),
        ("🇩🇪", 2),
        ("🇩🇪🇫🇷", 4),
        ("한국어", 6),
        ("\u1112\u1161\u11ab", 2),
        ("नमस्ते", 4),
        ("Ωμέγα", 5),
        ("", 0),
    ],
)
def test_width_is_what_a_terminal_takes(text: str, columns: int) -> None:
    assert width_of(text) == columns


@given(HOSTILE)
def test_clean_text_has_no_control_characters(text: str) -> None:
    assert not [c for c in clean(text) if ord(c) < 32 or 127 <= ord(c) < 160 or c in BIDI + "\u2028\u2029"]


@given(st.text(max_size=40), st.integers(1, 30))
def test_an_elided_text_fits_and_pads_to_exactly_its_columns(text: str, columns: int) -> None:
    fitted = elide(clean(text), columns)
    assert width_of(fitted) <= columns
    assert width_of(pad(fitted, columns, right=False)) == columns


@given(st.text(max_size=40))
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(piece for piece, _ in clusters(text)) == text


@given(
    st.lists(st.lists(st.one_of(st.none(), HOSTILE), min_size=3, max_size=3), min_size=1, max_size=6),
    st.integers(40, 120),
)
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[list[str | None]], width: int) -> None:
    text = sample.text_table([list(row) for row in rows], ["a", "bee", "日"], Look(width=width, terminal=True))
    table = text.split("\n(")[0] if "─[ row 1 ]" not in text else ""  # vertical lines wrap instead of being cut
    assert all(width_of(line) <= width for line in table.split("\n"))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - FILE_ONLY))
@given(cell=HOSTILE)
def test_no_format_lets_an_escape_reach_a_terminal(name: str, cell: str) -> None:
    text = sample.text_table([[cell]], [cell or "x"], Look(width=100, terminal=True), format_name=name)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029" + BIDI + "]", text.replace("\t", ""))


def test_numbers_stand_right_and_text_left() -> None:
    lines = sample.text_table([["1"], ["200"]], ["n"], Look(), Kind.INTEGER).splitlines()
    assert [line.rstrip() for line in lines[2:4]] == ["   1", " 200"]
    assert sample.text_table([["1"], ["200"]], ["n"], Look()).splitlines()[2] == " 1"


def test_dynamic_columns_of_numbers_stand_right() -> None:
    lines = sample.text_table([[1], [None], [2.5]], ["n"], Look(), Kind.DYNAMIC).splitlines()
    assert lines[2:5] == ["    1", " NULL", "  2.5"]


def test_null_is_told_from_the_word() -> None:
    lines = sample.text_table([[None], ["NULL"]], ["x"], Look()).splitlines()
    assert lines[2:4] == [" NULL", ' "NULL"']


def test_a_result_too_wide_turns_vertical_only_on_a_terminal() -> None:
    rows = [["some text that needs room"] * 10]
    names = [f"column_{i}" for i in range(10)]
    assert "─[ row 1 ]" in sample.text_table(rows, names, Look(width=80, terminal=True))
    assert "─[ row 1 ]" not in sample.text_table(rows, names, Look(width=80, terminal=True, wide=True))
    assert "─[ row 1 ]" not in sample.text_table(rows, names, Look(width=80))


def test_cut_cells_are_told_with_the_way_out() -> None:
    text = sample.text_table([["x" * 200, "short"]], ["a", "b"], Look(width=60, terminal=True))
    assert "…" in text
    assert "--wide" in text
    assert "--wide" not in sample.text_table([["x" * 200]], ["a"], Look(width=60, terminal=True, wide=True))


def test_columns_line_up_with_cjk_and_emoji() -> None:
    rows = [["日本語", "x"], ["👩‍👩‍👧", "x"], ["e\u0301", "x"], ["plain", "x"]]
    lines = sample.text_table(rows, ["name", "mark"], Look(width=60, terminal=True)).splitlines()[:6]
    bars = {width_of(line.split("│")[0]) for line in lines if "│" in line}
    assert bars == {8}


def test_masked_columns_are_marked_without_colour_too() -> None:
    text = sample.rendered("table", Look(width=200, terminal=True)).decode()
    assert "email*" in text
    assert "* masked: email partial (contact.email)" in text
    assert not COLOR.search(text)


def test_a_result_of_nothing_says_so() -> None:
    assert "(0 rows in 34 ms, audit 12)" in sample.text_table([], ["a"], Look(width=60, terminal=True))


def test_a_long_stream_is_laid_out_once_and_goes_on() -> None:
    rows = [[str(i)] for i in range(1500)]
    lines = sample.text_table(rows, ["n"], Look()).splitlines()
    assert (lines[2], lines[1501], lines[1502]) == (" 0", " 1499", "(1,500 rows in 34 ms, audit 12)")


@given(st.lists(st.text("abc日 ", max_size=30), max_size=5), st.integers(20, 80))
def test_a_footer_is_broken_between_words_and_loses_none(lines: list[str], width: int) -> None:
    broken = wrapped(lines, width)
    assert "".join(broken).replace(" ", "") == "".join(lines).replace(" ", "")
    longest = max((width_of(word) for line in lines for word in line.split()), default=0)
    assert all(width_of(line.rstrip()) <= max(width, longest + 2) for line in broken)


def test_columns_masked_alike_stand_together() -> None:
    names = ("first", "last", "email", "alias")
    category = ("person.name", "person.name", "contact.email", "person.name")
    decisions = tuple(
        replace(sample.DECISIONS[1], field=name, category=kind) for name, kind in zip(names, category, strict=True)
    )
    told = masked_columns(Summary(row_count=1, decisions=decisions))
    mask = sample.DECISIONS[1].mask.name
    assert told == f"masked: first, last, alias {mask} (person.name); email {mask} (contact.email)"
