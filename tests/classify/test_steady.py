"""A column near a threshold: which rows happen to be sampled should hardly ever decide what is masked."""

import random

import pytest

from opaq.classify.columns import classify
from opaq.model.batch import Batch, Column
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.schema import Field, Kind, Schema
from opaq.policy.types import Policy

NAME = RelationName("public", "t1")
POLICY = Policy((), {})
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


def judged(values):
    relation = Relation(NAME, RelationKind.TABLE, (StoredColumn("c1", Kind.TEXT, "text"),))

    def sample(_, columns, count):
        return Batch(Schema((Field("c1", Kind.TEXT),)), [Column(list(values))], len(values))

    return classify(Catalog({NAME: relation}), (NAME,), sample, POLICY)[ColumnRef(NAME, "c1")].category


@pytest.mark.parametrize("make", [mail, phone, person])
@pytest.mark.parametrize("share", [0.0, 0.15, 0.3, 0.9, 1.0])
def test_twenty_samples_of_a_column_agree_on_whether_it_is_sensitive(make, share):
    told = {judged(mixed(random.Random(seed), make, share)) == "none" for seed in range(20)}
    assert len(told) == 1
