"""Labelled databases, where they are at hand."""

import pytest

from . import score

DATABASES = [
    "sakila",
    "chinook",
    "northwind",
    "employees",
    "oracle_hr",
    "oracle_co",
    "petclinic",
    "openflights",
    "nycflights",
    "synthea",
    "adventureworks",
]


@pytest.mark.skipif(not score.shared().exists(), reason="no labelled databases here")
@pytest.mark.parametrize(("naming", "f1", "vain"), [("own", 0.93, 0.02), ("none", 0.66, 0.02)])
def test_labelled_databases_are_understood(naming, f1, vain):
    total = score.Score()
    for name in DATABASES:
        score.score_database(name, naming, total)
    assert total.f1 >= f1, total.line()
    assert total.masked <= vain * total.harmless, total.line()
