"""Documents, arrays and row values are taken apart and put together without losing a byte."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opaq.mask.documents import Part, canonical, elements, leaves, map_elements, rewrite

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(values, st.booleans(), st.sampled_from([None, 1]))
def test_every_json_document_is_read(value: object, escaped: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    found = leaves(text)
    assert found is not None
    assert rewrite(text, []) == text
    masked = json.loads(rewrite(text, [(leaf, "x") for leaf in found if leaf.part is not Part.KEY]))
    assert _shape(masked) == _shape(value)


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shape(part) for part in value]
    return value is None


@settings(deadline=None)
@given(st.text(max_size=30) | st.text(alphabet='{}[]":,\\ 1atrue', max_size=20))
def test_a_text_is_json_for_us_when_it_is_for_python(text: str) -> None:
    try:
        json.loads(text, parse_constant=_refuse)
        valid = not any(0xD800 <= ord(c) < 0xE000 for c in text)
    except (ValueError, RecursionError):
        valid = False
    assert (leaves(text) is not None) == valid


def _refuse(name: str) -> None:
    raise ValueError(name)


def test_a_deep_document_costs_no_stack_and_time_in_step_with_its_length() -> None:
    text = '{"a":' * 100_000 + '{"email":1}' + "}" * 100_000
    started = time.process_time()
    found = leaves(text)
    assert found is not None
    assert found[-1].path.endswith("a.email")
    assert time.process_time() - started < 5


def test_paths_name_keys_and_not_data() -> None:
    found = leaves('{"a": {"b": [{"c": 1}]}, "me@x.de": 2, "a.b": 3}')
    assert [leaf.path for leaf in found or () if leaf.part is Part.NUMBER] == ["a.b.*.c", "*", "*"]


@pytest.mark.parametrize(
    ("path", "written"), [("a[].b", "a.*.b"), ("[]", "*"), ("a.[].b", "a.*.b"), ("a.*#key", "a.*.#key")]
)
def test_a_path_has_one_spelling(path: str, written: str) -> None:
    assert canonical(path) == written


texts = st.lists(st.none() | st.text(max_size=8), max_size=5)


def _array(values: list[str | None]) -> str:
    """As PostgreSQL writes it, with everything quoted."""
    quoted = ("NULL" if v is None else '"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "{" + ",".join(quoted) + "}"


def _row(values: list[str | None]) -> str:
    quoted = ("" if v is None else '"' + v.replace("\\", "\\\\").replace('"', '""') + '"' for v in values)
    return "(" + ",".join(quoted) + ")"


@settings(deadline=None)
@given(texts)
def test_an_array_is_read_and_written_back(column: list[str | None]) -> None:
    assert elements(_array(column)) == column
    masked = map_elements(_array(column), lambda cells: [cell and f"<{cell}>" for cell in cells])
    assert masked is not None
    assert elements(masked) == [cell and f"<{cell}>" for cell in column]


@settings(deadline=None)
@given(texts.filter(len))
def test_a_row_value_is_read_and_written_back(fields: list[str | None]) -> None:
    assert elements(_row(fields)) == fields
    masked = map_elements(_row(fields), lambda cells: [cell and f"<{cell}>" for cell in cells])
    assert masked is not None
    assert elements(masked) == [cell and f"<{cell}>" for cell in fields]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", []),
        ("{a,b}", ["a", "b"]),
        ("{{1,2},{3,4}}", ["1", "2", "3", "4"]),
        ("[0:1]={a,b}", ["a", "b"]),
        ('{NULL,"NULL"}', [None, "NULL"]),
        ("(1,,x)", ["1", None, "x"]),
        ('("a ""b"" c")', ['a "b" c']),
        ("a,b", None),
        ("{a", None),
        ("{a}b", None),
        ('{"a}', None),
    ],
)
def test_the_elements_of_arrays_and_row_values_are_told_from_other_texts(
    text: str, found: list[str | None] | None
) -> None:
    assert elements(text) == found
