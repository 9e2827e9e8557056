"""Events for a SIEM, held against the published schemas.

OCSF 1.3.0, class 6005: the compiled schema of the PyPI package
`ocsf-json-schema`. ECS 8.11.0: the table below, which is itself held against
the types that Elastic publishes for that version (npm, `@elastic/ecs@8.11.5`)
where those can be had.
"""

from __future__ import annotations

import json
import re

import auditlogs
import neutraltools
import pytest

from opaq.audit import export, read, records

ECS = {
    "@timestamp": "date", "ecs.version": "keyword", "error.code": "keyword", "event.action": "keyword",
    "event.category": "keyword[]", "event.dataset": "keyword", "event.duration": "long", "event.hash": "keyword",
    "event.id": "keyword", "event.kind": "keyword", "event.module": "keyword", "event.outcome": "keyword",
    "event.provider": "keyword", "event.reason": "keyword", "event.sequence": "long", "event.type": "keyword[]",
    "host.name": "keyword", "labels": "object", "related.hosts": "keyword[]", "related.user": "keyword[]",
    "tags": "keyword[]", "user.id": "keyword", "user.name": "keyword",
}  # fmt: skip
"""The fields we use and their types: generated/ecs/ecs_flat.yml of elastic/ecs at v8.11.0; an array is `normalize: [array]` there."""

ECS_VALUES = {
    "event.kind": {"alert", "asset", "enrichment", "event", "metric", "state", "pipeline_error", "signal"},
    "event.category": {"database"},
    "event.type": {"access", "change", "info", "error"},
    "event.outcome": {"failure", "success", "unknown"},
}
"""`allowed_values` of schemas/event.yml; of event.type the `expected_event_types` of the category `database`."""

REQUIRED = {"@timestamp", "ecs.version"}


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> list[read.Item]:
    """A record of every kind that an export can meet."""
    house = auditlogs.rich(tmp_path_factory.mktemp("exports"))
    with house.open() as chain:
        for result in ("error", "signal", "interrupted", "refused"):
            begun = chain.append(auditlogs.intent())
            chain.append(auditlogs.outcome(begun.id, begun.seq, result=result, error="OPQ-D001"))
        chain.append({"t": "anchor", "kind": "file", "size": 1, "note": "00"})
        chain.append(records.refused(actor={}, profile="", policy="", code="OPQ-G001", rule="read only"))
    return list(read.entries(str(house.log), house.size()))


def events(items: list[read.Item], form: str) -> list[dict[str, object]]:
    return [json.loads(export.spell(item, form)) for item in items]


def test_every_event_is_valid_ocsf(items: list[read.Item]) -> None:
    schemas = pytest.importorskip("ocsf_json_schema")
    jsonschema = pytest.importorskip("jsonschema")
    published = schemas.OcsfJsonSchemaEmbedded(schemas.get_ocsf_schema(version=export.OCSF_VERSION))
    schema = published.get_class_schema("datastore_activity")
    assert schema["additionalProperties"] is False
    validator = jsonschema.Draft202012Validator(schema)
    for event in events(items, "ocsf"):
        faults = [f"{list(fault.absolute_path)} {fault.validator}" for fault in validator.iter_errors(event)]
        assert faults == [], event["message"]


def test_ocsf_events_name_the_schema_and_never_the_statement(items: list[read.Item]) -> None:
    for item, event in zip(items, events(items, "ocsf"), strict=True):
        assert (event["class_uid"], event["category_uid"]) == (6005, 6)
        assert event["type_uid"] == 600_500 + int(str(event["activity_id"]))
        assert event["activity_id"] == (4 if item.body["t"] in ("intent", "outcome", "refused") else 99)
        assert event["metadata"]["version"] == "1.3.0"  # type: ignore[index]
        assert "query_info" not in event


def test_the_validator_rejects_what_is_not_ocsf(items: list[read.Item]) -> None:
    schemas = pytest.importorskip("ocsf_json_schema")
    jsonschema = pytest.importorskip("jsonschema")
    published = schemas.OcsfJsonSchemaEmbedded(schemas.get_ocsf_schema(version=export.OCSF_VERSION))
    validator = jsonschema.Draft202012Validator(published.get_class_schema("datastore_activity"))
    event = events(items, "ocsf")[1]
    for change in (
        {"activity_id": 11},
        {"severity_id": "1"},
        {"colour": "red"},
        {"actor": None},
        {"type_uid": 600_511},
    ):
        assert not validator.is_valid(event | change), change


def flattened(document: dict[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in document.items():
        found |= flattened(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return found


def of_type(value: object, kind: str) -> bool:
    if kind == "date":
        return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", value) is not None
    if kind == "long":
        return type(value) is int
    if kind == "object":
        return isinstance(value, dict) and all(isinstance(item, str) and item for item in value.values())
    if kind == "keyword[]":
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    return isinstance(value, str) and value != ""


def of_ecs(document: dict[str, object]) -> dict[str, object]:
    """The fields of a document outside our own name space; labels are one field of free names."""
    fields = flattened({name: value for name, value in document.items() if name not in ("opaq", "labels")})
    return fields | ({"labels": document["labels"]} if "labels" in document else {})


def test_every_document_keeps_to_ecs(items: list[read.Item]) -> None:
    used: set[str] = set()
    for document in events(items, "ecs"):
        fields = of_ecs(document)
        used |= fields.keys()
        assert fields.keys() >= REQUIRED
        assert {name for name, value in fields.items() if name not in ECS or not of_type(value, ECS[name])} == set()
        assert fields["ecs.version"] == "8.11.0"
        for name, allowed in ECS_VALUES.items():
            values = fields.get(name, [])
            assert set(values if isinstance(values, list) else [values]) <= allowed, name
    assert used == set(ECS)


def test_an_intent_only_asks_and_an_outcome_says_how_it_ended(items: list[read.Item]) -> None:
    found = {(str(item.body["t"]), str(item.body.get("result"))): document["event"]
             for item, document in zip(items, events(items, "ecs"), strict=True)}  # fmt: skip
    assert found["intent", "None"]["outcome"] == "unknown"  # type: ignore[index]
    assert found["outcome", "ok"]["outcome"] == "success"  # type: ignore[index]
    assert found["outcome", "error"]["type"] == ["access", "error"]  # type: ignore[index]
    assert found["refused", "None"]["outcome"] == "failure"  # type: ignore[index]
    assert "outcome" not in found["genesis", "None"]  # type: ignore[operator]


TYPESCRIPT = {"keyword": "string", "date": "string", "long": "number", "keyword[]": "string | Array<string>"}


def test_the_table_of_ecs_fields_is_the_published_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    published = neutraltools.ecs_types(neutraltools.shared_place(tmp_path_factory))
    if not published:
        pytest.skip(f"{neutraltools.ECS_TYPES} could not be had from npm")
    assert published["ecs.version"] == "'8.11.0'"
    for name, kind in ECS.items():
        if name not in ("ecs.version", "labels"):
            assert published[name] == TYPESCRIPT[kind], name
    assert published["labels"] == "Record<string, unknown>"
