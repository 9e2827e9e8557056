"""A column near a threshold: which rows happen to be sampled should hardly ever decide what is masked."""

import random

import pytest

from .sampled import categories

WORDS = "walnut desk lamp steel cotton hose garden mug cable oak chair blanket mat bottle grinder shelf".split()
GIVEN = "Anna Peter Maria John Julia Thomas Laura Michael Sarah David Emma Daniel".split()
FAMILY = "Smith Müller Rossi Dubois García Novák Kowalski Jansen Johnson Brown Miller Weber".split()


def mixed(rng, make, share):
    """200 values, a share of them made, the rest harmless."""
    return [
        make(rng) if rng.random() < share else f"{rng.choice(WORDS)} {rng.choice(WORDS)} {rng.randrange(99)}"
        for _ in range(200)
    ]


def mail(rng):
    return f"{rng.choice(GIVEN)}.{rng.choice(FAMILY)}{rng.randrange(99)}@example.com".lower()


def person(rng):
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def phone(rng):
    return f"+49 30 {rng.randrange(1_000_000, 9_999_999)}"


@pytest.mark.parametrize("make", [mail, phone, person])
@pytest.mark.parametrize("share", [0.0, 0.15, 0.3, 0.9, 1.0])
def test_twenty_samples_of_a_column_agree_on_whether_it_is_sensitive(make, share):
    samples = [mixed(random.Random(seed), make, share) for seed in range(20)]
    told = {categories({"c1": values})["c1"] == "none" for values in samples}
    assert len(told) == 1
