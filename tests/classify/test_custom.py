"""Patterns that users bring."""

import time

import pytest

from opaq.classify.cells import CellScanner
from opaq.errors import UsageError
from opaq.policy.patterns import trouble
from opaq.policy.types import CustomCategory, Policy

FINE = [
    "C[0-9]{6}",
    "(AB|CD)-[0-9]{1,8}",
    "[A-Z]{2}[0-9]+",
    "x?y?z{1,3}",
    "(?:K-)?[0-9]{4,12}",
    r"(?:\d{1,3}\.){3}\d{1,3}",
    "(?:foo|bar)+",
    "[A-Z]+-[0-9]+",
]
TROUBLE = [
    "(a+)+",
    "(a*)*b",
    "(a|a)*c(d+)+",
    "[0-9]+[0-9]+",
    "(x+x+)+y",
    "(.)\\1",
    "(",
    "a" * 501,
    "(?:a{1,2000}){2,}",
    "(a|aa)+b",
    "(a{0,50}){0,50}b",
    "(a?){40}a{40}b",
    "(.|a)+x",
    "a*b?a*c",
]


@pytest.mark.parametrize("pattern", FINE)
def test_linear_patterns_are_taken(pattern):
    assert trouble(pattern) == ""


@pytest.mark.parametrize("pattern", TROUBLE)
def test_patterns_that_are_not_linear_time_are_refused_in_words_of_our_own(pattern):
    assert trouble(pattern)
    assert pattern not in trouble(pattern) or len(pattern) == 1


@pytest.mark.parametrize("pattern", FINE)
def test_a_taken_pattern_is_quick_on_hostile_text(pattern):
    policy = Policy((), {}, custom=(CustomCategory("custom.x", pattern=pattern),))
    started = time.process_time()
    CellScanner(policy).scan(["A" * 20_000, "0" * 20_000, "a" * 20_000])
    assert time.process_time() - started < 5


def test_a_custom_pattern_is_a_span_in_any_text():
    policy = Policy((), {}, custom=(CustomCategory("custom.code", pattern="C[0-9]{6}"),))
    (span,) = CellScanner(policy).scan(["see C123456 please"]).affected["see C123456 please"]
    assert (span.start, span.end, span.category) == (4, 11, "custom.code")


def test_a_checksum_narrows_a_pattern():
    policy = Policy((), {}, custom=(CustomCategory("custom.c", pattern="K[0-9]{4}", checksum="mod97"),))
    found = CellScanner(policy).scan([f"K{n:04d}" for n in range(1000)]).affected
    assert 5 <= len(found) <= 20


def test_a_list_of_values_is_matched_whole(tmp_path):
    (tmp_path / "list.txt").write_text("Project Falcon\nzeus\n")
    (tmp_path / "list.txt").chmod(0o600)
    policy = Policy((), {}, custom=(CustomCategory("custom.p", values_file=str(tmp_path / "list.txt")),))
    assert set(CellScanner(policy).scan(["ZEUS", "zeus x", "project falcon", "other"]).affected) == {
        "ZEUS",
        "project falcon",
    }


@pytest.mark.parametrize("path", ["relative.txt", "/nowhere/at/all.txt"])
def test_a_list_that_cannot_be_read_is_an_error_of_the_policy(path):
    with pytest.raises(UsageError) as caught:
        CellScanner(Policy((), {}, custom=(CustomCategory("custom.p", values_file=path),)))
    assert caught.value.code == "OPQ-P054"
