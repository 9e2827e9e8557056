"""Rows whose order would tell something: nothing is left of the order they came in."""

from __future__ import annotations

from itertools import permutations
from typing import cast

import pytest

from opaq.mask.arrange import rearranged
from opaq.mask.types import MaskedBatch
from opaq.model.batch import Batch, Cell, Column
from opaq.model.schema import Field, Kind, Schema

EQUAL = [
    (Kind.DECIMAL, ["1.0", "1.000", "1"]),
    (Kind.FLOAT, ["0", "-0"]),
    (Kind.FLOAT, ["NaN", "NaN"]),
    (Kind.INTERVAL, ["1 day", "24:00:00"]),
    (Kind.JSON, ["[1.0]", "[1.00]"]),
    (Kind.ARRAY, ["{1.0}", "{1.00}"]),
    (Kind.COMPOSITE, ["(1.0)", "(1.00)"]),
    (Kind.OTHER, ["[1.0,2)", "[1.00,2)"]),
    (Kind.TEXT, ["ab", "AB ", "Áb"]),
    (Kind.TEXT, ["stra\u00dfe", "strase", "strasse"]),
    (Kind.TEXT, ["\u00f8re", "ore"]),
    (Kind.TEXT, ["\U0001f600", "\U0001f601"]),
    (Kind.TEXT, ["\U0001d400", "\U0001d401"]),
    (Kind.TEXT, ["x" * 1024 + "1", "x" * 1024 + "2"]),
    (Kind.TEXT, ["a\x01", "a\x02"]),
    (Kind.DYNAMIC, [1, 1.0]),
]
"""Spellings that a server may take for equal."""


def shown(cells: list[Cell], kind: Kind, *, keys: tuple[int, ...]) -> list[tuple[str, Cell]]:
    batch = Batch(Schema((Field("x", kind),)), [Column(cells)])
    arranged = rearranged(batch, cast("MaskedBatch", batch), keys)
    return [(type(cell).__name__, cell) for cell in arranged.columns[0].cells()]


@pytest.mark.parametrize(("kind", "cells"), EQUAL)
def test_rows_that_the_server_may_take_for_equal_stand_in_one_order_however_they_came(
    kind: Kind, cells: list[Cell]
) -> None:
    assert len({tuple(shown(list(came), kind, keys=(0,))) for came in permutations(cells)}) == 1


@pytest.mark.parametrize("cells", [[61, "61", b"a"], [1.0, "1.0"], [None, "", b""]])
def test_cells_that_a_format_tells_apart_stand_in_one_order_however_they_came(cells: list[Cell]) -> None:
    assert len({tuple(shown(list(came), Kind.DYNAMIC, keys=())) for came in permutations(cells)}) == 1


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        (Kind.INTEGER, ["3", "20", "1"]),
        (Kind.DECIMAL, ["10.50", "2.0", "1"]),
        (Kind.TEXT, ["oslo", "Malmö", "Bern"]),
        (Kind.DATE, ["2024-02-01", "2024-01-01", "2023-05-05"]),
        (Kind.DYNAMIC, ["b", 7, 1.5, None]),
    ],
)
def test_rows_that_differ_in_what_they_are_ordered_by_stay_as_they_came(kind: Kind, cells: list[Cell]) -> None:
    assert [cell for _, cell in shown(cells, kind, keys=(0,))] == cells
