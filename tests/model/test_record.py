"""Records behave as frozen dataclasses do, field for field."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from opaq.model.record import SLOW_INSTANCES, FrozenRecordError, field, parts, record, replace


@record(order=True)
class Point:
    x: int
    y: int = 0


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class PlainPoint:
    x: int
    y: int = 0


@record
class Holder:
    name: str
    secret: str = field(default="s", repr=False)
    items: dict[str, int] = field(default_factory=dict)


@record(frozen=False)
class Counter:
    count: int = 0


def test_records_compare_hash_and_sort_as_dataclasses_do() -> None:
    pairs = [(a, b) for a in range(3) for b in range(3)]
    by_record = sorted(Point(a, b) for a, b in reversed(pairs))
    by_dataclass = sorted(PlainPoint(a, b) for a, b in reversed(pairs))
    assert [(p.x, p.y) for p in by_record] == [(p.x, p.y) for p in by_dataclass]
    assert len({Point(a, b) for a, b in pairs + pairs}) == len(pairs)
    assert Point(1) != PlainPoint(1)


def test_a_record_does_not_change() -> None:
    point = Point(1)
    with pytest.raises(FrozenRecordError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        point.z = 2  # type: ignore[attr-defined]
    assert replace(point, x=2) == Point(2)


def test_a_mutable_record_changes_and_is_not_hashable() -> None:
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)
    with pytest.raises(TypeError):
        hash(counter)


def test_hidden_fields_stay_out_of_repr_and_factories_are_not_shared() -> None:
    one, other = Holder("a"), Holder("a")
    one.items["k"] = 1
    assert other.items == {}
    assert "secret" not in repr(one)


@record
class Fresh:
    """The class whose first instances the tests below make."""

    x: int
    y: int = 0
    tags: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("negative")


def test_the_first_instances_are_made_as_all_later_ones_are() -> None:
    made = [(Fresh(n), Fresh(n, y=2), Fresh(x=n, tags=[n])) for n in range(SLOW_INSTANCES)]
    assert [tuple(map(parts, each)) for each in made] == [
        ((n, 0, []), (n, 2, []), (n, 0, [n])) for n in range(SLOW_INSTANCES)
    ]


@pytest.mark.parametrize("times", [1, SLOW_INSTANCES + 1], ids=["first", "later"])
@pytest.mark.parametrize(
    ("arguments", "named", "error"),
    [
        ((), {}, TypeError),
        ((1, 2, [], 4), {}, TypeError),
        ((1,), {"x": 1}, TypeError),
        ((1,), {"z": 1}, TypeError),
        ((-1,), {}, ValueError),
    ],
)
def test_wrong_arguments_are_errors(
    times: int, arguments: tuple[int, ...], named: dict[str, int], error: type[Exception]
) -> None:
    fresh: Any = record(
        type("Fresh", (), {"__annotations__": Fresh.__annotations__, "y": 0, "tags": field(default=())})
    )
    fresh.__post_init__ = Fresh.__post_init__
    for _ in range(times - 1):
        fresh(1)
    with pytest.raises(error):
        fresh(*arguments, **named)


def test_records_match_by_position_and_travel_through_pickle() -> None:
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)
    assert pickle.loads(pickle.dumps(Point(3, 4))) == Point(3, 4)
