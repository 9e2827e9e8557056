"""One column before any value was seen: what its name, type, keys, table and comment say.

A name that decides needs values only to refine it; one that suggests gives way when
values speak against it; one that hints needs values, or a table of persons. `judge`
puts the values beside this.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from opaq.classify import guess, lexicon, names
from opaq.classify.names import NameEvidence
from opaq.classify.types import TEXT_KINDS
from opaq.model.catalog import ColumnRef, Relation, RelationKind, StoredColumn
from opaq.model.finding import NONE, Category, Evidence, Finding, Likelihood
from opaq.model.record import record
from opaq.model.schema import Kind
from opaq.policy.types import CustomCategory

_NUMBER_KINDS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL})
_NUMBER_FAMILIES: Final = ("id", "fin", "health", "contact.phone", "person.age", "address.postal_code", "person.birth_date", "secret", "geo", "custom", "person.gender", "person.marital")  # fmt: skip
_SHORT_PHRASE: Final = 4
"""Abbreviations mean several things (`cpf`, `pan`, `pfx`): values too short for one of them say that another is meant."""
_TRUTH_KINDS: Final = frozenset({Kind.BOOLEAN, Kind.UUID, Kind.ENUM})
_FLAG_FAMILIES: Final = ("special", "health.data", "person.gender")
_SMALL_NUMBERS: Final = frozenset({"smallint", "int2", "tinyint", "mediumint", "year", "bit"})


@record
class FirstLook:
    """What name, type and keys say before any value was seen."""

    name: NameEvidence
    category: Category | None
    evidence: tuple[Evidence, ...]
    wants_values: bool
    mute: bool = False
    """The name says nothing at all (`c7`)."""
    thing: str = ""
    """A token of the name that stands for a thing or an organisation (`brand`, `company`)."""
    settled: Finding | None = None
    """Not None: no value can change it."""


def by_name(relation: Relation, column: StoredColumn, custom: Sequence[CustomCategory] = ()) -> FirstLook:
    """Look at a column without its values."""
    fixed = _fixed(relation, column)
    if fixed is not None:
        return FirstLook(names.NOTHING, None, (), wants_values=False, settled=fixed)
    own = _custom_name(column.name, custom)
    if own is not None:
        reason = Evidence("policy", f'name "{column.name}" is listed for {own}')
        return FirstLook(
            names.NOTHING, own, (reason,), wants_values=False, settled=finding(relation, column, own, 5, reason)
        )
    evidence = names.read(column.name, relation.name.name)
    undecided = evidence.category is None or (evidence.weight == lexicon.HINTS and evidence.category != "person.name")
    if undecided and (not evidence.denied_by or evidence.phrase == ""):
        evidence = _from_table(column, relation) or _clinical(column, relation) or _from_comment(column) or evidence
    category, reasons = _typed(evidence, relation, column)
    mute = category is None and guess.is_mute(column.name)
    wanted = (mute and column.kind not in _TRUTH_KINDS) or _wants_values(column, evidence, category)
    return FirstLook(evidence, category, reasons, wanted, mute, names.thing_in(column.name))


def _fixed(relation: Relation, column: StoredColumn) -> Finding | None:
    """What neither name nor value changes: system tables, storage of search indexes, keys, truth values."""
    if relation.kind in (RelationKind.SYSTEM, RelationKind.SHADOW) or (relation.engine or "").lower() in _VOCABULARIES:
        reason = Evidence("type", f"{relation.kind.value} that can carry values of other tables")
        return finding(relation, column, "secret.system", 5, reason)
    if relation.kind is RelationKind.SEQUENCE:
        return finding(relation, column, NONE, 1, Evidence("type", "sequence"))
    if column.kind in (Kind.TIME, Kind.INTERVAL):
        return finding(relation, column, NONE, 1, Evidence("type", f"{column.kind.value} values"))
    if column.kind in _NUMBER_KINDS and (column.primary_key or column.references is not None):
        return finding(relation, column, NONE, 1, Evidence("key", "number that is a key"))
    return None


_VOCABULARIES: Final = frozenset({"fts5vocab", "fts4aux", "fts3tokenize", "dbstat", "sqlite_stmt", "sqlite_dbpage"})


def _custom_name(name: str, custom: Sequence[CustomCategory]) -> Category | None:
    folded = names.fold(name)
    return next((c.name for c in custom if any(names.fold(n) == folded for n in c.names)), None)


_TABLE_FAMILIES: Final = (
    "health.data",
    "fin.salary",
    "contact",
    "address.street",
    "secret",
    "fin.card",
    "fin.iban",
    "id.national",
)


def _from_table(column: StoredColumn, relation: Relation) -> NameEvidence | None:
    """`amount` in `salaries`, `description` in `diagnoses`: the table names what the column leaves open."""
    words = [w for w in names.tokens(column.name) if not w.isdigit()]
    if not words or not all(w in lexicon.GENERIC_COLUMNS for w in words):
        return None
    table = names.read(relation.name.name)
    if table.category is None or table.weight < lexicon.SUGGESTS or not table.category.startswith(_TABLE_FAMILIES):
        return None
    return NameEvidence(table.category, lexicon.SUGGESTS, f"{table.phrase} {' '.join(words)}")


def _clinical(column: StoredColumn, relation: Relation) -> NameEvidence | None:
    """A row that names its patient says with every code, description and result something about their health."""
    words = [w for w in names.tokens(column.name) if not w.isdigit()]
    if (
        not words
        or words[-1] not in lexicon.CLINICAL_COLUMNS
        or not all(w in lexicon.CLINICAL_COLUMNS or w in lexicon.CLINICAL_FILLERS for w in words)
    ):
        return None
    beside = [c.name for c in relation.columns if not lexicon.PATIENT_COLUMNS.isdisjoint(names.tokens(c.name))]
    if not beside or _is_charge(relation):
        return None
    return NameEvidence("health.data", lexicon.DECIDES, f"{' '.join(words)} beside {beside[0]}")


def _is_charge(relation: Relation) -> bool:
    """Invoices, payments and appointments name patients too, but mostly say what was paid."""
    return not lexicon.CHARGE_TABLES.isdisjoint(names.tokens(relation.name.name))


def _from_comment(column: StoredColumn) -> NameEvidence | None:
    """The first words of a database comment, read like a name; sentences about something else say too little."""
    if not column.comment:
        return None
    head = " ".join(column.comment.split()[:4])
    found = names.read(head)
    decided = found.category is not None and found.weight == lexicon.DECIDES
    return NameEvidence(found.category, lexicon.SUGGESTS, "comment") if decided else None


def _typed(
    evidence: NameEvidence, relation: Relation, column: StoredColumn
) -> tuple[Category | None, tuple[Evidence, ...]]:
    """The name's category where the type can hold it, else what the type itself says."""
    if column.kind is Kind.NETWORK and not evidence.denied_by:
        network = "id.device" if "mac" in column.native.lower() else "net.ip"
        return network, (Evidence("type", f"type {column.native}"),)
    category = evidence.category
    if category is None:
        return None, ()
    if not _can_hold(column, category):
        return None, (Evidence("type", f'name says "{evidence.phrase}", but {column.kind.value} values cannot be one'),)
    if category.startswith("person.") and not lexicon.ANIMAL_TABLES.isdisjoint(names.tokens(relation.name.name)):
        return None, (Evidence("name", "describes an animal"),)
    if category == "bio.photo" and names.table_context(relation.name.name) == "thing":
        return None, (Evidence("name", "picture of a thing"),)
    if category.startswith(("geo", "address.city", "health.data")) and _is_place(relation):
        return None, (Evidence("name", "describes a public place, not a person"),)
    kind = "comment" if evidence.phrase == "comment" else "name"
    words = "comment of the column" if kind == "comment" else f'name says "{evidence.phrase}"'
    return category, (Evidence(kind, words),)


def _is_place(relation: Relation) -> bool:
    return any(w in lexicon.PLACE_TABLES for w in names.tokens(relation.name.name))


def _can_hold(column: StoredColumn, category: Category) -> bool:
    """Whether values of a type can be of a category at all."""
    kind = column.kind
    if kind is Kind.BOOLEAN:
        return category.startswith(_FLAG_FAMILIES)
    if kind in (Kind.DATE, Kind.TIMESTAMP, Kind.TIMESTAMPTZ):
        return category == "person.birth_date"
    if kind is Kind.UUID:
        return category in ("id.device", "health.id") or category.startswith("secret.")
    if kind in _NUMBER_KINDS:
        return category.startswith(_NUMBER_FAMILIES)
    if kind is Kind.FLOAT:
        return category.startswith(("geo", "fin.salary", "person.age", "health.data"))
    return True


def _wants_values(column: StoredColumn, evidence: NameEvidence, category: Category | None) -> bool:
    """Whether a sample could tell more than the name did."""
    settled = category is not None and evidence.weight == lexicon.DECIDES
    if column.kind in TEXT_KINDS:
        refined = column.kind in (Kind.JSON, Kind.ARRAY, Kind.BYTES) or category == "id.national"
        return not settled or refined or len(evidence.phrase) <= _SHORT_PHRASE
    if column.kind in _NUMBER_KINDS and settled:
        return len(evidence.phrase) <= _SHORT_PHRASE
    if column.kind in _NUMBER_KINDS:
        base = column.native.lower().partition("(")[0].split(" ")[0]
        return not evidence.harmless and not evidence.denied_by and base not in _SMALL_NUMBERS
    return False


def finding(
    relation: Relation, column: StoredColumn, category: Category, likelihood: int, *evidence: Evidence
) -> Finding:
    """A finding about a column of a relation; `likelihood` as in `Likelihood`, more than 5 is 5."""
    return Finding(
        category, Likelihood(min(5, likelihood)), tuple(evidence), column=ColumnRef(relation.name, column.name)
    )
