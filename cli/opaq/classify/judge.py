"""One column: evidence of name, type, key and values -> category, likelihood and reasons.

Weights: a name that decides needs values only to refine it; a name that suggests
gives way when type, table or values speak against it; a name that hints needs
values or a table of persons; values alone decide when nearly all of them are of
one kind. The order of the rules in `conclude` is the order of trust.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from opaq.classify import guess, lexicon, names
from opaq.classify.names import NameEvidence
from opaq.model.catalog import ColumnRef, Relation, RelationKind, StoredColumn
from opaq.model.finding import NONE, Category, Evidence, Finding, Likelihood
from opaq.model.record import record
from opaq.model.schema import Kind
from opaq.policy.types import CustomCategory

if TYPE_CHECKING:
    from opaq.classify.values import ValueEvidence

_TEXT_KINDS: Final = frozenset({Kind.TEXT, Kind.JSON, Kind.ARRAY, Kind.COMPOSITE, Kind.DYNAMIC, Kind.BYTES, Kind.OTHER})
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
            names.NOTHING, own, (reason,), wants_values=False, settled=_finding(relation, column, own, 5, reason)
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
        return _finding(relation, column, "secret.system", 5, reason)
    if relation.kind is RelationKind.SEQUENCE:
        return _finding(relation, column, NONE, 1, Evidence("type", "sequence"))
    if column.kind in (Kind.TIME, Kind.INTERVAL):
        return _finding(relation, column, NONE, 1, Evidence("type", f"{column.kind.value} values"))
    if column.kind in _NUMBER_KINDS and (column.primary_key or column.references is not None):
        return _finding(relation, column, NONE, 1, Evidence("key", "number that is a key"))
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
    if not beside or is_charge(relation):
        return None
    return NameEvidence("health.data", lexicon.DECIDES, f"{' '.join(words)} beside {beside[0]}")


def is_charge(relation: Relation) -> bool:
    """Invoices, payments and appointments name patients too, but mostly say what was paid."""
    return not lexicon.CHARGE_TABLES.isdisjoint(names.tokens(relation.name.name))


def _from_comment(column: StoredColumn) -> NameEvidence | None:
    """The first words of a database comment, read like a name; sentences about something else say too little."""
    if not column.comment:
        return None
    head = " ".join(column.comment.split()[:4])
    found = names.read(head)
    return (
        NameEvidence(found.category, lexicon.SUGGESTS, "comment")
        if found.category is not None and found.weight == 3
        else None
    )


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
    if column.kind in _TEXT_KINDS:
        refined = column.kind in (Kind.JSON, Kind.ARRAY, Kind.BYTES) or category == "id.national"
        return not settled or refined or len(evidence.phrase) <= _SHORT_PHRASE
    if column.kind in _NUMBER_KINDS and settled:
        return len(evidence.phrase) <= _SHORT_PHRASE
    if column.kind in _NUMBER_KINDS:
        base = column.native.lower().partition("(")[0].split(" ")[0]
        return not evidence.harmless and not evidence.denied_by and base not in _SMALL_NUMBERS
    return False


def conclude(
    relation: Relation, column: StoredColumn, first: FirstLook, seen: ValueEvidence | None, *, failed: bool = False
) -> Finding:
    """The finding of a column from everything known about it; `seen` None: no values were asked for."""
    if first.settled is not None:
        return first.settled
    if failed and first.category is None and column.kind in _TEXT_KINDS:
        return _finding(relation, column, "text.free", 3, Evidence("type", "its values could not be looked at"))
    if seen is None or seen.distinct == 0:
        return _by_first_look(relation, column, first)
    return _by_values(relation, column, first, seen)


def _by_first_look(relation: Relation, column: StoredColumn, first: FirstLook) -> Finding:
    """No values to ask: a hint alone does not decide."""
    weight = lexicon.DECIDES if column.kind is Kind.NETWORK else first.name.weight
    if first.category is None or weight < lexicon.SUGGESTS:
        return _finding(relation, column, NONE, 2, *(first.evidence or _unsuspicious(first.name)))
    return _finding(relation, column, first.category, 2 + weight, *first.evidence)


def _unsuspicious(evidence: NameEvidence) -> tuple[Evidence, ...]:
    if evidence.denied_by == evidence.phrase != "":
        return (Evidence("name", f'"{evidence.phrase}" is not about a person'),)
    if evidence.denied_by:
        return (
            Evidence(
                "name",
                f'"{evidence.denied_by}" beside "{evidence.phrase}" says something about it and does not hold it',
            ),
        )
    return (Evidence("name", "name and type say nothing of a person or a secret"),)


def _by_values(relation: Relation, column: StoredColumn, first: FirstLook, seen: ValueEvidence) -> Finding:
    """Name and values together."""
    if seen.document:
        return _document(relation, column, first, seen)
    strong = _whole(seen)
    if strong == "contact.phone" and _is_postal(first, seen):
        return _finding(relation, column, "address.postal_code", 4, *first.evidence, *_guessed_reasons(seen))
    if first.category is not None and _too_short(first.category, seen):
        return _finding(
            relation, column, NONE, 2, Evidence("pattern", f'"{first.name.phrase}" would have longer values')
        )
    if first.category is not None and first.name.weight == lexicon.DECIDES:
        return _confirmed(relation, column, first, first.category, seen, strong)
    if strong is not None:
        return _finding(relation, column, _refined(first.category, strong), 5, *first.evidence, *_shape_reasons(seen))
    if first.category is not None and _supports(first, first.category, relation, seen):
        return _confirmed(relation, column, first, first.category, seen, None)
    if seen.guessed is not None and first.category is None:
        return _finding(relation, column, seen.guessed[0], 4, Evidence("dictionary", seen.guessed[1]))
    people = _people(first, relation, seen)
    mixed = _mixed(seen) if not (people and seen.words <= _NAME_WORDS) else None
    if mixed is not None:
        return _finding(relation, column, mixed, 4, *_within_reasons(seen))
    if people:
        reason = Evidence(
            "dictionary", f"{round(100 * seen.people)} % of the values are names of persons in the dictionary"
        )
        return _finding(relation, column, "person.name", 4, *first.evidence, reason)
    return _finding(relation, column, NONE, 2, *_unsuspicious(first.name), _nothing_seen(seen))


_SHORTEST: Final = {
    "fin.card": 6,
    "fin.iban": 10,
    "fin.crypto_address": 12,
    "id.national": 4,
    "id.passport": 5,
    "secret.private_key": 12,
    "secret.jwt": 12,
    "secret.password_hash": 6,
    "net.ip": 5,
    "contact.email": 4,
    "address.postal_code": 3,
    "person.birth_date": 4,
}
"""Characters that the values of a category have at least, on average; less is a flag, a month, a code."""


_NUMBERED: Final = ("id.", "health.id", "fin.card", "fin.iban", "fin.bank_account", "contact.phone")
"""Families of which nearly every value has a digit."""


def _too_short(category: Category, seen: ValueEvidence) -> bool:
    if seen.titles > 0.8 and category.startswith(_NUMBERED):
        return True
    shortest = next((n for c, n in _SHORTEST.items() if category.startswith(c)), 0)
    return 0 < seen.length < shortest  # lists and documents have no length of their own


def _document(relation: Relation, column: StoredColumn, first: FirstLook, seen: ValueEvidence) -> Finding:
    """JSON: sensitive paths make the column sensitive; a sensitive name does too."""
    paths = seen.paths
    if names.table_context(relation.name.name) == "thing":
        paths = tuple(p for p in paths if not p[1].startswith(("person.gender", "person.age", "health.data")))
    if not paths:
        if first.category is not None and first.name.weight == lexicon.DECIDES:
            return _finding(relation, column, first.category, 4, *first.evidence)
        return _finding(
            relation, column, NONE, 2, Evidence("pattern", f"no sensitive path in {seen.distinct} documents")
        )
    listed = ", ".join(path for path, _ in paths[:4]) + (" ..." if len(paths) > 4 else "")
    reason = Evidence("pattern", f"documents hold personal data at {listed}")
    named = first.category if first.name.weight == lexicon.DECIDES else None
    finding = _finding(relation, column, named or "text.free", 5, *first.evidence, reason)
    return Finding(finding.category, finding.likelihood, finding.evidence, finding.source, finding.column, paths)


def _whole(seen: ValueEvidence) -> Category | None:
    """The category of nearly all values, if there are enough of them."""
    if seen.category is None or seen.share < 0.7 or seen.distinct < 2:
        return None
    return seen.category


def _confirmed(
    relation: Relation,
    column: StoredColumn,
    first: FirstLook,
    category: Category,
    seen: ValueEvidence,
    strong: Category | None,
) -> Finding:
    """The name's category, refined or overruled by values that prove something else."""
    if strong is not None:
        return _finding(relation, column, _refined(category, strong), 5, *first.evidence, *_shape_reasons(seen))
    return _finding(relation, column, category, 2 + max(first.name.weight, 2), *first.evidence)


def _refined(named: Category | None, seen: Category) -> Category:
    """Values refine a family (`id.national` -> `id.national.us_ssn`) but do not undo what a name says within reason."""
    if named is None or seen.startswith(named):
        return seen
    same_family = named.partition(".")[0] == seen.partition(".")[0]
    if same_family or (named.startswith(("id.", "health.id", "fin.", "secret.")) and seen.startswith(("id.", "health.id", "fin.", "contact.phone"))):  # fmt: skip
        return named
    return seen


def _supports(first: FirstLook, category: Category, relation: Relation, seen: ValueEvidence) -> bool:
    """Whether values are in keeping with a name that only suggests or hints."""
    if first.name.weight == lexicon.HINTS:
        if category == "person.name":
            return seen.people >= (0.4 if first.name.phrase in ("name", "names") else 0.3) and seen.organisations < 0.1
        if category == "health.data":
            return seen.clinical >= 0.3
        if category.startswith("id."):
            return 6 <= seen.length <= 20 and seen.titles < 0.1 and seen.words < 1.5
        return category == "address.postal_code" and seen.numeric > 0.5
    if category in ("person.name", "contact.email", "address.street", "address.city", "account.username", "text.free"):
        context = names.table_context(relation.name.name)
        if category == "person.name" and (
            (context != "person" and seen.people < (0.1 if seen.words < 1.3 else 0.25)) or seen.organisations >= 0.2
        ):
            return False
        if category == "account.username" and seen.words > 2.5:
            return False
        return seen.numeric < 0.6 and seen.dated < 0.6
    if category in ("person.age", "fin.salary"):
        return seen.numeric > 0.8
    if category == "person.birth_date":
        return seen.dated > 0.6
    if category.startswith("health.data"):
        return names.table_context(relation.name.name) != "thing"
    if category.startswith("bio.photo"):
        return names.table_context(relation.name.name) != "thing"
    if category == "secret.token" and seen.distinct <= 10 and seen.varied < 0.2:
        return False  # kinds of authentication
    if category == "id.tax" and 6 <= seen.length <= 20 and seen.words < 1.5 and seen.titles < 0.2:
        return True
    if category in ("fin.card", "id.tax", "contact.phone", "geo.coordinates"):
        return seen.numeric > 0.5 or seen.share > 0.2
    return True


_FREE_SHARE: Final = 0.03
"""Three of a hundred values with personal data in them make a text column one that has to be watched."""


def _is_only(seen: ValueEvidence, top: Category, share: float) -> bool:
    """Short values of one kind, some of them in a form that is not known: the column is of that kind."""
    if sum(s for _, s in seen.within[1:]) > 0.2 * share or seen.words > _SHORT_WORDS:
        return False
    if top == "person.name":
        return seen.people >= 0.2 and seen.titles >= 0.8 and seen.words <= _NAME_WORDS and seen.organisations < 0.1
    if top == "address.street" and seen.housed >= 0.7:
        return True
    return share >= 0.25 and seen.covered >= (0.4 if top == "address.street" else 0.6)


_NAME_WORDS: Final = 5.0
"""Names of persons have fewer words on average, titles included; sentences about persons have more."""
_SHORT_WORDS: Final = 9.0
"""Addresses, phones and identifiers have fewer words than this; notes have more."""


def _is_postal(first: FirstLook, seen: ValueEvidence) -> bool:
    """Short telephone numbers and postal codes look alike: the name, or the whole column, says which."""
    guessed = seen.guessed is not None and seen.guessed[0] == "address.postal_code"
    return guessed or (first.category == "address.postal_code" and seen.numeric > 0.5 and seen.length < 9.5)


def _guessed_reasons(seen: ValueEvidence) -> tuple[Evidence, ...]:
    return (Evidence("dictionary", seen.guessed[1]),) if seen.guessed is not None else ()


def _mixed(seen: ValueEvidence) -> Category | None:
    """Personal data in part of the values, or inside longer ones."""
    if seen.touched < _FREE_SHARE or not seen.within:
        return None
    if seen.category is not None and seen.share >= 0.5 * seen.touched and seen.share >= 0.3 and seen.covered >= 0.8:
        return seen.category
    top, share = seen.within[0]
    if top == "net.ip" and seen.versions > 0.5:
        return None
    if top.startswith("secret.") and share >= 0.5:
        return top
    if seen.hints.dialable:
        return "contact.phone"
    if _is_only(seen, top, share):
        return top
    if top == "address.street" and share >= 0.5 and seen.covered >= 0.4:
        return top
    return "text.free"


_MANY_PEOPLE: Final = 8
"""Brands and countries repeat a handful of words that happen to be names; persons are more."""


def _people(first: FirstLook, relation: Relation, seen: ValueEvidence) -> bool:
    """Enough names of persons among the values, in a table that is not one of things."""
    by_table = first.name.denied_by.startswith("table ")
    if (first.name.denied_by and not by_table) or seen.distinct < 5 or seen.organisations >= 0.1:
        return False
    if first.thing or by_table:
        return seen.people >= 0.8 and seen.distinct >= _MANY_PEOPLE
    if seen.distinct < _MANY_PEOPLE and seen.varied < 0.5:
        return False
    needed = 0.5 if names.table_context(relation.name.name) != "thing" else 0.7
    return seen.people >= needed


def _shape_reasons(seen: ValueEvidence) -> tuple[Evidence, ...]:
    from opaq.policy.categories import info  # titles for people

    title = info(seen.category).title if seen.category else "sensitive value"
    return (
        Evidence(
            "pattern",
            f"{round(seen.share * seen.distinct)} of {seen.distinct} sampled values have the form of: {title}",
        ),
    )


def _within_reasons(seen: ValueEvidence) -> tuple[Evidence, ...]:
    from opaq.policy.categories import info

    count = max(1, round(seen.touched * seen.distinct))
    kinds = ", ".join(info(c).label for c, _ in seen.within[:4])
    return (Evidence("pattern", f"{count} of {seen.distinct} sampled values contain: {kinds}"),)


def _nothing_seen(seen: ValueEvidence) -> Evidence:
    return Evidence("pattern", f"none of {seen.distinct} sampled values is of a known kind")


def _finding(
    relation: Relation, column: StoredColumn, category: Category, likelihood: int, *evidence: Evidence
) -> Finding:
    return Finding(
        category, Likelihood(min(5, likelihood)), tuple(evidence), column=ColumnRef(relation.name, column.name)
    )
