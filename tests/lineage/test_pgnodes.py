"""PostgreSQL's text form of a tree, read without knowing any version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.lineage.pgnodes import DEEPEST, MalformedTree, Node, array_texts, constant_text, numeric_text, read


def node(text: str) -> Node:
    found = read(text)
    assert isinstance(found, Node)
    return found


def test_reads_fields_lists_and_null() -> None:
    found = node(r'{RTE :alias <> :kind 2 :names ("a" "b\ c") :args ({VAR :varno 1}) :inh true}')
    assert (found.text("alias"), found.number("kind"), found.flag("inh")) == (None, 2, True)
    assert found.words("names") == ["a", "b c"]
    assert [n.number("varno") for n in found.nodes("args")] == [1]


@pytest.mark.parametrize(
    ("before_16", "since_16"),
    [
        ("ARRAY", "ARRAYEXPR"),
        ("CASE", "CASEEXPR"),
        ("COALESCE", "COALESCEEXPR"),
        ("COLLATE", "COLLATEEXPR"),
        ("MINMAX", "MINMAXEXPR"),
        ("ROW", "ROWEXPR"),
        ("ROWCOMPARE", "ROWCOMPAREEXPR"),
        ("RTE", "RANGETBLENTRY"),
        ("WHEN", "CASEWHEN"),
        ("VAR", "VAR"),
    ],
)
def test_a_node_has_one_name_on_every_version(before_16: str, since_16: str) -> None:
    assert node(f"{{{before_16} :location 1}}").tag == node(f"{{{since_16} :location 1}}").tag == since_16


def test_a_name_may_begin_with_a_colon() -> None:
    assert node("{ALIAS :aliasname :odd :colnames <>}").text("aliasname") == ":odd"


def test_escapes_and_line_breaks_are_resolved() -> None:
    assert node("{ALIAS\n:aliasname a\\ b\\(c\\)\n:x 1}").text("aliasname") == "a b(c)"


def test_numbers_of_a_tagged_list_come_without_their_tag() -> None:
    assert node("{X :opnos (o 97 664)}").words("opnos") == ["97", "664"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (":consttype 25 :constlen -1 :constvalue 9 [ 36 0 0 0 37 97 98 99 37 ]", "%abc%"),
        (":consttype 23 :constlen 4 :constvalue 4 [ 3 0 0 0 0 0 0 0 ]", "3"),
        (":consttype 23 :constlen 4 :constvalue 4 [ -1 -1 -1 -1 -1 -1 -1 -1 ]", "-1"),
        (":consttype 16 :constlen 1 :constvalue 1 [ 1 0 0 0 0 0 0 0 ]", "true"),
        (":consttype 1700 :constlen -1 :constvalue 10 [ 40 0 0 0 -128 -128 5 0 -120 19 ]", "5.5"),
        (":consttype 25 :constlen -1 :constisnull true :constvalue <>", None),
    ],
)
def test_constants_become_text(fields: str, text: str | None) -> None:
    assert constant_text(node(f"{{CONST {fields}}}")) == text


def test_an_array_of_texts_is_taken_apart() -> None:
    words = [1, 0, 25, 2, 1]
    body = b"".join(w.to_bytes(4, "little") for w in words)
    for item in (b"ab", b"xyz"):
        body += ((len(item) + 4) << 2).to_bytes(4, "little") + item + b"\0" * (-len(item) % 4)
    raw = ((len(body) + 4) << 2).to_bytes(4, "little") + body
    value = " ".join(str(b) for b in raw)
    assert array_texts(node(f"{{CONST :consttype 1009 :constlen -1 :constvalue {len(raw)} [ {value} ]}}")) == [
        "ab",
        "xyz",
    ]


@pytest.mark.parametrize("text", ["{A :b (", "{A :b 1))", "({A :b 1}", "{A :b (1}}"])
def test_what_does_not_balance_is_malformed(text: str) -> None:
    with pytest.raises(MalformedTree):
        read(text)


def test_absurd_depth_is_malformed() -> None:
    with pytest.raises(MalformedTree):
        read("(" * (DEEPEST + 1) + ")" * (DEEPEST + 1))


@given(st.text(alphabet='{}(): ab"\\<>1\n', max_size=60))
def test_any_text_is_read_or_malformed(text: str) -> None:
    try:
        read(text)
    except MalformedTree:
        return


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_short_numerics_are_spelled(value: int) -> None:
    digits: list[int] = []
    rest = abs(value)
    while rest:
        rest, group = divmod(rest, 10_000)
        digits.insert(0, group)
    weight = max(len(digits) - 1, 0)
    header = 0x8000 | (0x2000 if value < 0 else 0) | weight
    body = header.to_bytes(2, "little") + b"".join(d.to_bytes(2, "little") for d in digits)
    assert numeric_text(body) == str(value)
