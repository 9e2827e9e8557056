"""One column with its values: evidence of name and values -> category, likelihood and reasons.

The order of the rules in `_by_values` is the order of trust: a name that decides,
values that are nearly all of one kind, a name that the values support, guesses for
a name that says nothing, persons by the dictionary, and last what stands inside
longer texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opaq.classify import lexicon, names
from opaq.classify.first_look import FirstLook, finding
from opaq.classify.names import NameEvidence
from opaq.classify.types import TEXT_KINDS
from opaq.model.catalog import Relation, StoredColumn
from opaq.model.finding import NONE, Category, Evidence, Finding
from opaq.model.schema import Kind
from opaq.policy.categories import info

if TYPE_CHECKING:
    from opaq.classify.values import ValueEvidence


def conclude(
    relation: Relation, column: StoredColumn, first: FirstLook, seen: ValueEvidence | None, *, failed: bool = False
) -> Finding:
    """The finding of a column from everything known about it; `seen` None: no values were asked for."""
    if first.settled is not None:
        return first.settled
    if failed and first.category is None and column.kind in TEXT_KINDS:
        return finding(relation, column, "text.free", 3, Evidence("type", "its values could not be looked at"))
    if seen is None or seen.distinct == 0:
        return _by_first_look(relation, column, first)
    return _by_values(relation, column, first, seen)


def _by_first_look(relation: Relation, column: StoredColumn, first: FirstLook) -> Finding:
    """No values to ask: a hint alone does not decide."""
    weight = lexicon.DECIDES if column.kind is Kind.NETWORK else first.name.weight
    if first.category is None or weight < lexicon.SUGGESTS:
        return finding(relation, column, NONE, 2, *(first.evidence or _unsuspicious(first.name)))
    return finding(relation, column, first.category, 2 + weight, *first.evidence)


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
        return finding(relation, column, "address.postal_code", 4, *first.evidence, *_guessed_reasons(seen))
    if first.category is not None and _too_short(first.category, seen):
        return finding(
            relation, column, NONE, 2, Evidence("pattern", f'"{first.name.phrase}" would have longer values')
        )
    if first.category is not None and first.name.weight == lexicon.DECIDES:
        return _confirmed(relation, column, first, first.category, seen, strong)
    if strong is not None:
        return finding(relation, column, _refined(first.category, strong), 5, *first.evidence, *_shape_reasons(seen))
    if first.category is not None and _supports(first, first.category, relation, seen):
        return _confirmed(relation, column, first, first.category, seen, None)
    if seen.guessed is not None and first.category is None:
        return finding(relation, column, seen.guessed[0], 4, Evidence("dictionary", seen.guessed[1]))
    people = _people(first, relation, seen)
    mixed = _mixed(seen) if not (people and seen.words <= _NAME_WORDS) else None
    if mixed is not None:
        return finding(relation, column, mixed, 4, *_within_reasons(seen))
    if people:
        reason = Evidence(
            "dictionary", f"{round(100 * seen.people)} % of the values are names of persons in the dictionary"
        )
        return finding(relation, column, "person.name", 4, *first.evidence, reason)
    return finding(relation, column, NONE, 2, *_unsuspicious(first.name), _nothing_seen(seen))


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
            return finding(relation, column, first.category, 4, *first.evidence)
        return finding(
            relation, column, NONE, 2, Evidence("pattern", f"no sensitive path in {seen.distinct} documents")
        )
    listed = ", ".join(path for path, _ in paths[:4]) + (" ..." if len(paths) > 4 else "")
    reason = Evidence("pattern", f"documents hold personal data at {listed}")
    named = first.category if first.name.weight == lexicon.DECIDES else None
    told = finding(relation, column, named or "text.free", 5, *first.evidence, reason)
    return Finding(told.category, told.likelihood, told.evidence, told.source, told.column, paths)


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
        return finding(relation, column, _refined(category, strong), 5, *first.evidence, *_shape_reasons(seen))
    return finding(relation, column, category, 2 + max(first.name.weight, 2), *first.evidence)


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
        return _supports_hint(first, category, seen)
    context = names.table_context(relation.name.name)
    if category in _WORDS:
        return seen.numeric < 0.6 and seen.dated < 0.6 and not _other_words(category, context, seen)
    if category in ("person.age", "fin.salary"):
        return seen.numeric > 0.8
    if category == "person.birth_date":
        return seen.dated > 0.6
    if category.startswith(("health.data", "bio.photo")):
        return context != "thing"
    if category == "secret.token":
        return seen.distinct > _FEW_KINDS or seen.varied >= 0.2
    if category == "id.tax" and 6 <= seen.length <= 20 and seen.words < 1.5 and seen.titles < 0.2:
        return True
    if category in ("fin.card", "id.tax", "contact.phone", "geo.coordinates"):
        return seen.numeric > 0.5 or seen.share > 0.2
    return True


_WORDS: Final = ("person.name", "contact.email", "address.street", "address.city", "account.username", "text.free")
"""Categories whose values are words."""
_FEW_KINDS: Final = 10
"""So few that come back again and again are kinds of authentication, not tokens."""


def _supports_hint(first: FirstLook, category: Category, seen: ValueEvidence) -> bool:
    """A name that only hints needs values that are nearly enough alone."""
    if category == "person.name":
        return seen.people >= (0.4 if first.name.phrase in ("name", "names") else 0.3) and seen.organisations < 0.1
    if category == "health.data":
        return seen.clinical >= 0.3
    if category.startswith("id."):
        return 6 <= seen.length <= 20 and seen.titles < 0.1 and seen.words < 1.5
    return category == "address.postal_code" and seen.numeric > 0.5


def _other_words(category: Category, context: str, seen: ValueEvidence) -> bool:
    """Words that are no names of persons, though the column is called so, or too many for a login."""
    if category == "person.name":
        few = seen.people < (0.1 if seen.words < 1.3 else 0.25)
        return (context != "person" and few) or seen.organisations >= 0.2
    return category == "account.username" and seen.words > 2.5


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
    title = info(seen.category).title if seen.category else "sensitive value"
    return (
        Evidence(
            "pattern",
            f"{round(seen.share * seen.distinct)} of {seen.distinct} sampled values have the form of: {title}",
        ),
    )


def _within_reasons(seen: ValueEvidence) -> tuple[Evidence, ...]:
    count = max(1, round(seen.touched * seen.distinct))
    kinds = ", ".join(info(c).label for c, _ in seen.within[:4])
    return (Evidence("pattern", f"{count} of {seen.distinct} sampled values contain: {kinds}"),)


def _nothing_seen(seen: ValueEvidence) -> Evidence:
    return Evidence("pattern", f"none of {seen.distinct} sampled values is of a known kind")
