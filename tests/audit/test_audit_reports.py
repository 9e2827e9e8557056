"""Reports and exports come from a verified log, say what happened, and keep to their formats."""

from __future__ import annotations

import csv
import io
import json

import auditlogs
import pytest
from auditlogs import House

from opaq.audit import export, read, records, report, report_formats, view
from opaq.audit.verdict import CHECKS
from opaq.errors import AuditFailure


@pytest.fixture
def used(house: House) -> House:
    with house.open() as chain:
        auditlogs.run(chain, reason="=cmd|' /C calc'!A0")
        auditlogs.run(chain, grants=["app.order_total"], database="other")
        who = records.actor(user="eve", uid=7, host="box", via="agent:helper")
        refusal = records.refused(
            actor=who, profile="prod", policy="ab" * 32, code="OPQ-G001", rule="read only", database="app"
        )
        chain.append(refusal)
        chain.append(auditlogs.intent())
        drawn(house)
    return house


def drawn(house: House, **wanted: str) -> report.Report:
    verified = read.examine(str(house.log), [house.pin])
    return report.draw(read.entries(str(house.log), verified.size), report.Filter(**wanted), verified)


def test_a_report_counts_access_refusals_exemptions_and_open_intents(used: House) -> None:
    found = drawn(used)
    assert (found.queries, found.open_intents) == (3, (6,))
    assert found.refusals == (report.Refusal("eve", "agent:helper", "app", "OPQ-G001", "read only", 1),)
    assert found.grants == {"app.order_total": 1}
    assert [(row.database, row.category, row.cells) for row in found.rows] == [
        ("app", "contact.email", 3),
        ("other", "contact.email", 3),
    ]
    assert drawn(used, database="other").queries == 1
    assert drawn(used, actor="agent:helper").refusals
    assert drawn(used, since="2100").queries == 0


@pytest.mark.parametrize("form", list(report_formats.FORMATS))
def test_every_format_names_the_figures(used: House, form: str) -> None:
    text = report_formats.FORMATS[form](drawn(used))
    assert "contact.email" in text
    if form == "csv":
        rows = list(csv.reader(io.StringIO(text)))
        assert {len(row) for row in rows} == {len(report_formats.CSV_HEADINGS)}
        assert {"status", "open runs", "access", "refusals"} <= {row[0] for row in rows}
        reasons = report_formats.CSV_HEADINGS.index("reasons")
        assert any(row[reasons].startswith("'=") for row in rows)
        assert all(row[-1] for row in rows if row[0] in ("access", "refusals", "status", "open runs"))
    elif form == "json":
        assert json.loads(text)["controls"]
    else:
        assert "open runs" in text
        assert [name for name in [*report_formats.CONTROLS, *report_formats.WORDS] if name not in text] == []


@pytest.mark.parametrize("width", [60, 80, 100])
def test_text_stays_within_the_width_and_counts_what_it_leaves_out(house: House, width: int) -> None:
    columns = [f"public.a_rather_long_name.of_column_{number}" for number in range(40)]
    with house.open() as chain:
        for number in range(9):
            outputs = [records.output(columns=columns, category="contact.email", method="redact", rule="gdpr")]
            auditlogs.run(chain, outputs=outputs, reason=f"ticket {number} " + "because " * 20)
    text = report_formats.as_table(drawn(house), width)
    assert max(map(len, text.splitlines())) <= width
    assert "and 32 more" in " ".join(text.split())
    assert "and 4 more" in " ".join(text.split())
    whole = report_formats.as_markdown(drawn(house))
    assert all(column in whole for column in columns)


def test_cells_shown_as_stored_are_not_counted_as_masked(house: House) -> None:
    both = [
        records.output(columns=["t.a"], category="contact.email", method=method, rule="r")
        for method in ("keep", "partial")
    ]
    with house.open() as chain:
        auditlogs.run(chain, outputs=both)
    assert {row.method: row.cells for row in drawn(house).rows} == {"keep": 0, "partial": 3}


def test_nothing_is_reported_from_a_tampered_log(used: House) -> None:
    used.segment.write_bytes(used.segment.read_bytes().replace(b'"rows":3', b'"rows":2', 1))
    with pytest.raises(AuditFailure) as caught:
        drawn(used)
    assert caught.value.code == "OPQ-A012"


def test_events_lead_back_to_their_records(used: House) -> None:
    items = list(read.entries(str(used.log), 7))
    for item in items:
        event = json.loads(export.spell(item, "ocsf"))
        assert (event["metadata"]["uid"], event["metadata"]["sequence"]) == (item.hash, item.seq)
        document = json.loads(export.spell(item, "ecs"))
        assert document["event"]["hash"] == item.hash
        assert document["event"]["sequence"] == item.seq
        assert json.loads(export.spell(item, "json"))["hash"] == item.hash
        assert str(item.seq) in view.line_of(item)
    refused = [json.loads(export.spell(item, "ocsf")) for item in items if item.body["t"] == "refused"]
    assert [event["status"] for event in refused] == ["Failure"]


def test_an_export_goes_on_from_a_sequence_number(used: House) -> None:
    assert [item.seq for item in read.entries(str(used.log), 7, start=4)] == [4, 5, 6]


def test_every_check_that_can_fail_has_its_number() -> None:
    assert len(CHECKS) == 17
