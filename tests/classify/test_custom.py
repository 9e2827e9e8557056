"""Patterns that users bring."""

import time

import pytest

from opaq.classify.cells import CellScanner
from opaq.classify.custom import check_pattern
from opaq.errors import UsageError
from opaq.policy.types import CustomCategory, Policy

FINE = ["C[0-9]{6}", "(AB|CD)-[0-9]{1,8}", "[A-Z]{2}[0-9]+", "x?y?z{1,3}", "(?:K-)?[0-9]{4,12}"]
TROUBLE = ["(a+)+", "(a*)*b", "(a|a)*c(d+)+", "[0-9]+[0-9]+", "(x+x+)+y", "(.)\\1", "(", "a" * 501, "(?:a{1,2000}){2,}"]


@pytest.mark.parametrize("pattern", FINE)
def test_linear_patterns_are_taken(pattern):
    check_pattern("custom.x", pattern)


@pytest.mark.parametrize("pattern", TROUBLE)
def test_patterns_that_are_not_linear_time_are_refused(pattern):
    with pytest.raises(UsageError) as caught:
        check_pattern("custom.x", pattern)
    assert caught.value.code == "OPQ-P050"
    assert pattern not in caught.value.message


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
