"""Plans and batches: which mask an output column gets, and that nothing passes unmasked when anything goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mask_values import KEY, columns

from opaq.classify.cells import CellScanner
from opaq.classify.types import CLEAN, CellFindings, Span
from opaq.errors import Defect, ExitCode
from opaq.lineage.types import Trace
from opaq.mask.apply import Masker
from opaq.mask.plan import draw, tighten
from opaq.mask.types import Decision, MaskedBatch, MaskPlan
from opaq.model.batch import Batch, Cell, Column
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.finding import NONE, Evidence, Finding, Likelihood
from opaq.model.lineage import Exposure, Lineage, Origin, Transformation, Witness
from opaq.model.schema import Field, Kind, Schema
from opaq.policy.load import load
from opaq.policy.lookup import treatment
from opaq.policy.masks import MASKS, fits, settled
from opaq.policy.types import MaskSpec, Policy

NOWHERE = Path("/nonexistent")
TABLE = RelationName("main", "customers")


def policy(*names: str, project: Mapping[str, Any] | None = None) -> Policy:
    return load(names or ("default",), user_directory=NOWHERE, system_directory=NOWHERE, project=project)


def ref(name: str) -> ColumnRef:
    return ColumnRef(TABLE, name)


def finding(category: str, *paths: tuple[str, str]) -> Finding:
    return Finding(category, Likelihood.LIKELY, (Evidence("name", "a name"),), paths=paths)


def lineage(exposure: Exposure, *names: str, path: str = "") -> Lineage:
    return Lineage(
        "out", Witness.ATTESTED, exposure, tuple(Origin(ref(n), Transformation.IDENTITY) for n in names), path=path
    )


FINDINGS = {
    ref("email"): finding("contact.email"),
    ref("name"): finding("person.name"),
    ref("alias"): finding("person.name"),
    ref("ssn"): finding("id.national.us_ssn"),
    ref("born"): finding("person.birth_date"),
    ref("status"): finding(NONE),
    ref("profile"): finding("text.free", ("contact.email", "contact.email"), ("history[].phone", "contact.phone")),
    ref("diagnosis"): finding("health.data", ("code", "health.data")),
    ref("id"): finding(NONE),
}


def decided(
    one: Lineage, *, kind: Kind = Kind.TEXT, reads_sensitive: bool = True, by: Policy | None = None
) -> Decision:
    plan = draw(Schema((Field("out", kind),)), Trace((one,), reads_sensitive=reads_sensitive), FINDINGS, by or policy())
    return plan.decisions[0]


CASES = {
    "a harmless column": (lineage(Exposure.CLEAR, "status"), "keep", None),
    "a sensitive column": (lineage(Exposure.BARE, "email"), "partial", "contact.email"),
    "two columns of one category": (lineage(Exposure.BARE, "name", "alias"), "token", "person.name"),
    "two columns of different masks": (lineage(Exposure.BARE, "name", "email"), "redact", "person.name"),
    "a sensitive and a harmless one": (lineage(Exposure.BARE, "status", "email"), "partial", "contact.email"),
    "a one-to-one function of a name": (lineage(Exposure.INJECTIVE, "name"), "token", "person.name"),
    "a one-to-one function of an e-mail": (lineage(Exposure.INJECTIVE, "email"), "redact", "contact.email"),
    "a computed value": (lineage(Exposure.COMPUTED, "email", "status"), "redact", "contact.email"),
    "a computed value of two": (lineage(Exposure.COMPUTED, "email", "ssn"), "redact", "id.national.us_ssn"),
    "an unknown value": (lineage(Exposure.UNKNOWN), "redact", "text.free"),
    "a column nobody classified": (lineage(Exposure.BARE, "new"), "redact", "text.free"),
    "a bare column the findings do not know": (lineage(Exposure.BARE, "status"), "redact", "text.free"),
    "a document": (lineage(Exposure.BARE, "profile"), "document", "text.free"),
    "a document of one sensitive kind": (lineage(Exposure.BARE, "diagnosis"), "redact", "health.data"),
    "a sensitive path": (lineage(Exposure.ELEMENT, "profile", path="contact.email"), "partial", "contact.email"),
    "a path into an array": (lineage(Exposure.ELEMENT, "profile", path="history.[].phone"), "partial", "contact.phone"),
    "a path above sensitive ones": (lineage(Exposure.ELEMENT, "profile", path="contact"), "document", "text.free"),
    "a path below a sensitive one": (
        lineage(Exposure.ELEMENT, "profile", path="contact.email.x"),
        "partial",
        "contact.email",
    ),
    "a harmless path": (lineage(Exposure.ELEMENT, "profile", path="prefs.theme"), "keep", None),
    "an element without a path": (lineage(Exposure.ELEMENT, "email"), "partial", "contact.email"),
    "an element of two columns": (lineage(Exposure.ELEMENT, "email", "name"), "redact", "person.name"),
}


@pytest.mark.parametrize(("one", "mask", "category"), CASES.values(), ids=CASES.keys())
def test_a_plan_decides_by_what_a_column_exposes(one: Lineage, mask: str, category: str | None) -> None:
    decision = decided(one)
    assert (decision.mask.name, decision.category) == (mask, category)


def test_an_unknown_value_passes_where_nothing_sensitive_is_read() -> None:
    assert decided(lineage(Exposure.UNKNOWN), reads_sensitive=False).mask.name == "keep"


def test_a_mask_that_cannot_serve_the_kind_becomes_redaction() -> None:
    assert decided(lineage(Exposure.BARE, "name"), kind=Kind.INTERVAL).mask.name == "redact"
    assert decided(lineage(Exposure.BARE, "email"), kind=Kind.COMPOSITE).mask.name == "redact"


def test_a_document_is_hidden_whole_where_nothing_may_be_asked() -> None:
    assert decided(lineage(Exposure.BARE, "profile"), by=policy("strict")).mask.name == "redact"


def test_a_plan_of_another_shape_is_a_defect() -> None:
    with pytest.raises(Defect):
        draw(
            Schema((Field("a", Kind.TEXT), Field("b", Kind.TEXT))),
            Trace((lineage(Exposure.CLEAR),)),
            FINDINGS,
            policy(),
        )


def test_a_plan_only_tightens() -> None:
    kept, masked = decided(lineage(Exposure.CLEAR, "status")), decided(lineage(Exposure.BARE, "ssn"))
    plan = MaskPlan(Schema((Field("a", Kind.TEXT), Field("b", Kind.TEXT))), (kept, masked))
    found = treatment(policy(), "contact.email")
    assert found is not None
    tighter = tighten(plan, {0: ("contact.email", found), 1: ("contact.email", found)})
    assert [d.mask.name for d in tighter.decisions] == ["partial", "redact"]
    assert tighter.decisions[1] is masked


# batches


@dataclass
class Found:
    """A scanner that answers what the test says."""

    findings: CellFindings = CLEAN
    asked: list[list[Cell]] = field(default_factory=list)

    def scan(self, cells: Sequence[Cell], *, name: str = "", arrow: Any = None) -> CellFindings:
        self.asked.append(list(cells))
        return self.findings


def masker(
    mask: MaskSpec, category: str | None, scanner: Any = None, *, kind: Kind = Kind.TEXT, element: Kind | None = None
) -> Masker:
    decision = Decision("out", mask, category, Evidence("name", "a name"), "a rule", lineage(Exposure.BARE, "x"))
    plan = MaskPlan(Schema((Field("out", kind, element=element),)), (decision,))
    return Masker(plan, KEY, scanner or Found(), policy())


def shown(one: Masker, cells: Sequence[Cell]) -> list[Cell]:
    batch = one.apply(Batch(one.plan.schema, [Column(cells)]))
    assert isinstance(batch, MaskedBatch)
    return list(batch.columns[0].cells())


KINDS = {
    Kind.INTEGER: ["42", None, "-7"],
    Kind.DECIMAL: ["58357.45", None],
    Kind.FLOAT: ["1.5", "NaN", None],
    Kind.BOOLEAN: ["true", None],
    Kind.DATE: ["1973-03-24", "0000-00-00", None],
    Kind.TIMESTAMPTZ: ["1973-03-24 10:00:00+01", "infinity", None],
    Kind.INTERVAL: ["1 day", None],
    Kind.UUID: ["123e4567-e89b-12d3-a456-426614174000", None],
    Kind.JSON: ['{"a": "marta@example.com"}', None],
    Kind.ARRAY: ['{marta@example.com,NULL,""}', None],
    Kind.COMPOSITE: ["(marta,1)", None],
    Kind.NETWORK: ["203.0.113.7", None],
    Kind.ENUM: ["gold", None],
    Kind.BYTES: [b"\x89PNG\x00", b"marta@example.com", None, b""],
    Kind.DYNAMIC: [1, 1.0, "1", b"1", None, ""],
    Kind.OTHER: ["?", None],
}
NAMES = [name for name in MASKS if name not in ("keep", "shift", "spans")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_mask_over_every_kind_keeps_rows_and_nulls(kind: Kind, name: str) -> None:
    cells = KINDS[kind]
    result = shown(masker(settled("custom.x", MaskSpec(name)), "custom.x", kind=kind), cells)
    assert len(result) == len(cells)
    if name != "null":
        assert [cell is None for cell in result] == [cell is None for cell in cells]
    assert [cell for cell in result if cell in ("", b"")] == [cell for cell in cells if cell in ("", b"")]
    assert all("marta" not in str(cell) for cell in result)


def test_numbers_that_are_equal_are_told_apart_by_their_spelling() -> None:
    result = shown(masker(MaskSpec("token"), "custom.x", kind=Kind.DYNAMIC), [1, "1", 1.0, "1.0", True])
    assert result[0] == result[1] != result[2] == result[3] != result[4]


def test_an_array_is_masked_by_element() -> None:
    one = masker(MaskSpec("partial"), "contact.email", kind=Kind.ARRAY, element=Kind.TEXT)
    assert shown(one, ['{marta@example.com,NULL,""}']) == ['{m***@example.com,NULL,""}']


def test_a_document_is_masked_by_path_by_name_and_by_value() -> None:
    paths = {"contact.email": "contact.email", "*.#key": "contact.email"}
    one = masker(MaskSpec("document", {"paths": paths}), "text.free", CellScanner(policy()), kind=Kind.JSON)
    cell = '{"contact": {"email": "marta@example.com"}, "last_name": "Ortega", "n": 1, "note": "ask olga@example.org", "x@y.de": 2}'
    (result,) = shown(one, [cell])
    assert '"email": "m***@example.com"' in str(result)
    assert '"n": 1' in str(result)
    assert all(secret not in str(result) for secret in ("marta", "Ortega", "olga@", "x@y.de"))


def test_what_is_no_document_is_hidden_whole() -> None:
    one = masker(MaskSpec("document", {"paths": {"a": "contact.email"}}), "text.free", kind=Kind.JSON)
    assert shown(one, ["{broken", ""]) == ["[text]", ""]


def test_spans_are_masked_where_they_stand() -> None:
    text = "call marta@example.com now"
    found = CellFindings({text: (Span(5, 22, "contact.email"),)})
    one = masker(MaskSpec("keep"), None, Found(found))
    assert shown(one, [text, "fine", None]) == ["call m***@example.com now", "fine", None]
    assert one.tally.cells == {"contact.email": 1}


def test_tokens_inside_texts_and_documents_name_their_key() -> None:
    text = "ask Marta now"
    inside = masker(MaskSpec("keep"), None, Found(CellFindings({text: (Span(4, 9, "person.name"),)})))
    assert inside.key_id == ""
    assert "Marta" not in str(shown(inside, [text]))
    assert inside.key_id == KEY.key_id
    of_document = masker(MaskSpec("document", {"paths": {"a": "person.name"}}), "text.free", kind=Kind.JSON)
    assert of_document.key_id == ""
    shown(of_document, ['{"a": "Marta"}'])
    assert of_document.key_id == KEY.key_id


def test_a_result_without_tokens_names_no_key() -> None:
    text = "call marta@example.com now"
    one = masker(MaskSpec("keep"), None, Found(CellFindings({text: (Span(5, 22, "contact.email"),)})))
    shown(one, [text])
    assert one.key_id == ""


def test_a_span_inside_a_document_leaves_a_document() -> None:
    cell = '{"a": 4012888888881881, "b": "x"}'
    one = masker(MaskSpec("keep"), None, Found(CellFindings({cell: (Span(6, 22, "fin.card"),)})), kind=Kind.JSON)
    assert shown(one, [cell]) == ['{"a": "**** 1881", "b": "x"}']


def test_a_column_that_turns_out_sensitive_is_masked_from_this_batch_on() -> None:
    cells = ["marta@example.com", "olga@example.org", "nobody"]
    scanner = Found(CellFindings({}, {}, "contact.email"))
    one = masker(MaskSpec("keep"), None, scanner)
    assert shown(one, cells) == ["m***@example.com", "o***@example.org", "[email]"]
    scanner.findings = CLEAN
    assert shown(one, ["anna@example.com"]) == ["a***@example.com"]
    assert one.plan.decisions[0].mask.name == "partial"
    assert len(scanner.asked) == 1


def test_a_category_that_the_policy_shows_stays() -> None:
    one = masker(
        MaskSpec("keep"), None, Found(CellFindings({"Turin": (Span(0, 5, "address.city"),)}, {}, "address.city"))
    )
    assert shown(one, ["Turin"]) == ["Turin"]


@pytest.mark.parametrize(("kind", "cell"), [(Kind.INTEGER, "42"), (Kind.DATE, "1973-03-24"), (Kind.BOOLEAN, "true")])
def test_numbers_and_dates_are_not_scanned(kind: Kind, cell: str) -> None:
    scanner = Found()
    assert shown(masker(MaskSpec("keep"), None, scanner, kind=kind), [cell, None]) == [cell, None]
    assert scanner.asked == []


def test_a_text_in_a_column_declared_as_number_is_scanned() -> None:
    found = CellFindings({"a@b.de": (Span(0, 6, "contact.email"),)})
    assert shown(masker(MaskSpec("keep"), None, Found(found), kind=Kind.INTEGER), ["1", "a@b.de"]) == ["1", "***@b.de"]


def test_a_blob_shows_its_size_and_a_digest_stays() -> None:
    digest = bytes.fromhex("62bc24189dc8b34edc162af90a8aa30262cc12a5fe33397343fb1a0c52662f1f")
    image = b"\x89PNG\r\n" + bytes(range(256)) * 200
    hidden = "marta@example.com".encode("utf-16")
    one = masker(MaskSpec("keep"), None, kind=Kind.BYTES)
    assert shown(one, [digest, image, hidden]) == [digest, "[blob 51 kB]", "[blob 36 B]"]
    assert one.tally.cells == {"blob": 2}


def test_dates_of_one_subject_keep_their_distance() -> None:
    one = lineage(Exposure.BARE, "born")
    schema = Schema((Field("born", Kind.DATE), Field("id", Kind.INTEGER)))
    by = policy(
        "pci", project={"categories": {"person.birth_date": {"mask": {"name": "shift", "subject": "id", "days": 90}}}}
    )
    plan = draw(schema, Trace((one, lineage(Exposure.CLEAR, "id")), rows=((1,), (1,))), FINDINGS, by)
    dates = ["1973-03-24", "1973-04-24", "1973-03-24", None, "infinity", "1973-03-24"]
    batch = Batch(schema, [Column(dates), Column(["1", "1", "2", "1", "1", None])])
    first, second, other, null, endless, nobody = Masker(plan, KEY, Found(), by).apply(batch).columns[0].cells()
    from datetime import date

    moved = date.fromisoformat(str(first)) - date(1973, 3, 24)
    assert date.fromisoformat(str(second)) - date.fromisoformat(str(first)) == date(1973, 4, 24) - date(1973, 3, 24)
    assert 1 <= abs(moved.days) <= 90
    assert other != first
    assert (null, endless, nobody) == (None, "[birth date]", "[birth date]")


def test_dates_beside_the_subject_of_another_row_are_redacted() -> None:
    schema = Schema((Field("born", Kind.DATE), Field("id", Kind.INTEGER)))
    by = policy("pci", project={"categories": {"person.birth_date": {"mask": {"name": "shift", "subject": "id"}}}})
    outputs = (lineage(Exposure.BARE, "born"), lineage(Exposure.CLEAR, "id"))
    for rows in (((1,), (2,)), ((1,), None), (None, None), ()):
        assert draw(schema, Trace(outputs, rows=rows), FINDINGS, by).decisions[0].mask.name == "redact"


def test_dates_without_their_subject_are_redacted() -> None:
    by = policy("pci", project={"categories": {"person.birth_date": {"mask": {"name": "shift", "subject": "id"}}}})
    assert decided(lineage(Exposure.BARE, "born"), kind=Kind.DATE, by=by).mask.name == "redact"


class Broken:
    def scan(self, cells: Sequence[Cell], *, name: str = "", arrow: Any = None) -> CellFindings:
        raise ValueError(f"cannot scan {cells[0]!r}")


def test_a_detector_that_fails_shows_no_row_and_no_value() -> None:
    with pytest.raises(Defect) as caught:
        shown(masker(MaskSpec("keep"), None, Broken()), ["marta@example.com"])
    assert caught.value.exit_code == ExitCode.BUG
    assert caught.value.message == 'masking column "out" failed: ValueError'
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_an_unknown_mask_shows_no_row() -> None:
    with pytest.raises(Defect):
        shown(masker(MaskSpec("blur"), "contact.email"), ["marta@example.com"])


def test_a_batch_of_another_shape_shows_no_row() -> None:
    one = masker(MaskSpec("redact"), "contact.email")
    with pytest.raises(Defect):
        one.apply(Batch(Schema((Field("other", Kind.TEXT),)), [Column(["x"])]))


PLAIN: list[Callable[[Sequence[str | None]], pa.Array]] = [
    lambda cells: pa.array(cells, pa.string()),
    lambda cells: pa.array(cells, pa.string()).dictionary_encode(),
]


@pytest.mark.parametrize("stored", PLAIN, ids=["plain", "dictionary"])
@pytest.mark.parametrize(
    "category", ["contact.email", "person.name", "fin.card", "person.birth_date", "text.free", None]
)
@settings(max_examples=25, deadline=None)
@given(cells=columns)
def test_lists_and_arrow_columns_show_the_same(
    category: str | None, stored: Callable[[Sequence[str | None]], pa.Array], cells: list[str | None]
) -> None:
    found = treatment(policy(), category) if category else None
    mask = found.mask if found else MaskSpec("keep")
    results = []
    for column in (Column(cells), Column(arrow=stored(cells))):
        one = masker(mask, category, CellScanner(policy()))
        batch = one.apply(Batch(one.plan.schema, [column]))
        results.append((list(batch.columns[0].cells()), one.tally.cells, batch.masked))
    assert results[0] == results[1]


@settings(max_examples=50, deadline=None)
@given(
    cells=st.lists(st.none() | st.text(max_size=20) | st.binary(max_size=20) | st.integers() | st.floats(), max_size=10)
)
def test_any_cells_are_masked_without_a_word_about_them(cells: list[Cell]) -> None:
    result = shown(masker(MaskSpec("redact"), "contact.email", kind=Kind.DYNAMIC), cells)
    assert {cell for cell in result if cell is not None} <= {"[email]", "", b""}


def test_only_the_masker_makes_masked_batches() -> None:
    rooms = Path(__file__).parents[2] / "cli" / "opaq"
    makers = {path.relative_to(rooms).as_posix() for path in rooms.rglob("*.py") if "MaskedBatch(" in path.read_text()}
    assert makers == {"mask/apply.py"}


def test_every_default_mask_fits_its_category() -> None:
    assert all(fits(t.mask.name, category) for category, t in policy().treatments.items())


def test_an_escaped_value_in_a_kept_document_is_found() -> None:
    cell = '{"a": "marta\\u0040example.com", "b": "\\u00e9"}'
    one = masker(MaskSpec("keep"), None, CellScanner(policy()), kind=Kind.JSON)
    assert shown(one, [cell]) == ['{"a": "m***@example.com", "b": "\\u00e9"}']
    assert one.tally.cells == {"contact.email": 1}
