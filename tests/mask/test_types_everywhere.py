"""Every mask over every type of every server: rows, NULLs and empty texts stay, and nothing of the value is left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from mask_values import KEY

import asking
from opaq.classify.cells import CellScanner
from opaq.mask.apply import Masker
from opaq.mask.plan import served
from opaq.mask.types import Decision, MaskPlan
from opaq.model.address import Limits
from opaq.model.batch import Batch, Cell
from opaq.model.finding import Category, Evidence
from opaq.model.lineage import Exposure, Lineage, Witness
from opaq.model.schema import Schema
from opaq.model.spell import spell
from opaq.policy.load import load
from opaq.policy.masks import MASKS, settled
from opaq.policy.types import MaskSpec
from targets import Target

TYPES: Mapping[str, Mapping[str, str]] = {
    "postgresql": {
        "smallint": "(-32768)::smallint", "bigint": "9223372036854775807::bigint", "numeric": "-58357.4500::numeric(12,4)",
        "money": "1234567.89::money", "real": "1.25e-07::real", "double": "'Infinity'::float8", "not a number": "'NaN'::numeric",
        "boolean": "true", "date": "date '1973-03-24'", "date before Christ": "date '0044-03-15 BC'",
        "endless date": "'infinity'::date", "timestamp": "timestamp '1973-03-24 10:11:12.345'",
        "timestamptz": "timestamptz '1973-03-24 10:11:12+05'", "time": "time '10:11:12'", "interval": "interval '1 year 2 days'",
        "uuid": "'0e37df36-f698-11e6-8dd4-cb9ced3df976'::uuid", "json": """'{"a": ["marta@example.com", 17, null]}'::json""",
        "jsonb": """'{"a": {"b": "marta@example.com"}}'::jsonb""", "text array": "array['marta@example.com', 'x,\"y', null]",
        "number array": "array[[1,2],[3,4]]", "bytea": "'\\xdeadbeef00ff'::bytea", "inet": "'203.0.113.77/24'::inet",
        "cidr": "'2001:db8::/32'::cidr", "macaddr": "'08:00:2b:01:02:03'::macaddr", "bit": "B'10110'",
        "range": "'[1973-03-24,1974-01-01)'::daterange", "point": "point(52.52, 13.405)", "text": "'marta@example.com'::text",
        "composite": "row('marta', 17)", "tsvector": "'marta example'::tsvector",
    },
    "mysql": {
        "bigint unsigned": "cast(18446744073709551615 as unsigned)", "signed": "cast(-17 as signed)",
        "decimal": "cast(-58357.4500 as decimal(12,4))", "double": "1.25e-7", "date": "cast('1973-03-24' as date)",
        "zero date": "cast('0000-00-00' as date)", "datetime": "cast('1973-03-24 10:11:12.345' as datetime(3))",
        "time": "cast('-838:59:59' as time)", "json": """json_extract('{"a": ["marta@example.com", 17]}', '$')""",
        "blob": "x'deadbeef00ff'", "text": "cast('marta@example.com' as char)", "boolean": "true",
    },
    "sqlite": {
        "integer": "-9223372036854775808", "real": "1.25e-07", "endless": "9e999", "text": "'marta@example.com'",
        "blob": "x'deadbeef00ff'", "text in a blob": "cast('marta@example.com' as blob)", "date": "'1973-03-24'",
        "json": """'{"a": ["marta@example.com", 17]}'""", "broken json": """'{"a": ["marta@example.com", '""",
    },
}  # fmt: skip
"""Engine -> what it is called -> an expression."""
CATEGORY: Mapping[str, Category] = {
    "noise": "fin.salary", "generalize": "custom.thing", "shift": "person.birth_date", "partial": "custom.thing",
}  # fmt: skip
NAMES = [name for name in MASKS if name not in ("keep", "spans", "shift")]
POLICY = load(("default",), user_directory=Path("/nonexistent"), system_directory=Path("/nonexistent"))


def batches(target: Target, expression: str, *, bulk: bool) -> list[Batch]:
    """A value between two NULLs; SQLite has a column of several types."""
    text = f"select null as c union all select {expression} union all select null"
    if target.address.engine == "sqlite":
        text += " union all select ''"
    with asking.opened(target) as session:
        statement = asking.admitted(session, text)
        session.examine(statement, {})
        return list(session.execute(statement, {}, Limits(), bulk=bulk))


def masked(batch: Batch, name: str) -> list[Cell]:
    (field,) = batch.schema.fields
    category = CATEGORY.get(name, "contact.email")
    options = {"to": "year"} if name == "generalize" else {}
    mask = served(settled(category, MaskSpec(name, options)), field)
    lineage = Lineage("c", Witness.ATTESTED, Exposure.BARE, ())
    plan = MaskPlan(Schema((field,)), (Decision("c", mask, category, Evidence("policy", "a test"), "", lineage),))
    return list(Masker(plan, KEY, CellScanner(POLICY), POLICY).apply(batch).columns[0].cells())


@pytest.mark.parametrize("bulk", [False, True], ids=["cells", "arrow"])
@pytest.mark.parametrize("name", NAMES)
def test_a_mask_serves_every_type(engine: Target, name: str, bulk: bool) -> None:
    for called, expression in TYPES[engine.address.engine].items():
        for batch in batches(engine, expression, bulk=bulk):
            before, after = list(batch.columns[0].cells()), masked(batch, name)
            assert len(after) == len(before), called
            pairs = list(zip(before, after, strict=True))
            assert all(new is None for old, new in pairs if old is None), called
            assert all(new == "" for old, new in pairs if old == "" and name != "null"), called
            assert all(hides(spell(old), spell(new)) for old, new in pairs if old not in (None, "")), called


def hides(old: str | None, new: str | None) -> bool:
    return new is None or (new != old and "marta" not in new)
