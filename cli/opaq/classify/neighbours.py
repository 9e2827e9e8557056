"""Columns with mute names, read in the light of what stands beside them.

A date beside names and e-mail addresses may be a date of birth, a capitalised
word beside given names a surname, one beside streets and postal codes a town.
Such readings need a person's column in the same table and agree with the whole
column; they never touch a column whose name says something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from opaq.classify import names
from opaq.model.batch import Cell
from opaq.model.catalog import ColumnRef, Relation
from opaq.model.finding import NONE, Category, Evidence, Finding, Likelihood
from opaq.model.schema import Kind
from opaq.policy.categories import info

if TYPE_CHECKING:
    from opaq.classify.first_look import FirstLook
    from opaq.classify.hints import Hints
    from opaq.classify.values import ValueEvidence

_TELLING: Final = (
    "person.name",
    "contact.email",
    "address.street",
    "contact.phone",
    "id.national",
    "secret.password",
    "id.device",
    "address.postal_code",
    "person.marital_status",
    "person.gender",
    "special.",
    "health.id",
    "account.username",
)
_ADDRESS_PARTS: Final = ("address.street", "address.postal_code", "address.city")
_GENDERS: Final = ("fm", "fmu", "fmx", "fmo", "mw", "dmw", "mv", "km", "hm", "fh", "ek", "mz")
"""Letters of the genders: English, German, Dutch, Polish, Spanish, French, Turkish, Czech; in order of the alphabet."""
_MARITAL: Final = frozenset("msdwup")
"""Married, single, divorced, widowed, separated, in partnership."""
_TEXTUAL: Final = frozenset({Kind.TEXT, Kind.DYNAMIC, Kind.OTHER})


def in_company(
    relation: Relation,
    seen: Mapping[str, tuple[FirstLook, ValueEvidence]],
    cells: Mapping[str, Sequence[Cell]],
    found: dict[ColumnRef, Finding],
) -> None:
    """Second look at columns that said nothing alone; `cells` is the sample, row by row; fills `found` in place."""
    table = _Table(relation, seen, found)
    table.codes(cells)
    table.pairs_of_names()
    person = table.person_beside()
    if not person:
        return
    beside = f"in a table with: {info(person).title}"
    table.pairs_of_degrees()
    table.births(beside)
    for _ in range(2):  # a town found beside a street tells of the next street
        for name in table.mute():
            table.look(name, beside)
        table.houses()
        table.towns()


_SAME_AGE: Final = 5
"""Years between the middle of two columns of births; people are hired two decades after theirs."""
_ONE_FOR_ONE: Final = 4
"""Different pairs that make a code and its term; fewer agree by chance."""


def _one_for_one(codes: Sequence[Cell], terms: Sequence[Cell]) -> bool:
    """Every code has one term, every term one code, and both come back in other rows."""
    pairs = [(c, t) for c, t in zip(codes, terms, strict=True) if c not in (None, "") and t not in (None, "")]
    distinct = set(pairs)
    one = len({c for c, _ in distinct}) == len(distinct) == len({t for _, t in distinct})
    return one and _ONE_FOR_ONE <= len(distinct) <= 0.8 * len(pairs)


class _Table:
    """One relation with what was seen and found."""

    def __init__(
        self,
        relation: Relation,
        seen: Mapping[str, tuple[FirstLook, ValueEvidence]],
        found: dict[ColumnRef, Finding],
    ) -> None:
        self.relation, self.seen, self.found = relation, seen, found
        self.order = [column.name for column in relation.columns]

    def mute(self) -> list[str]:
        """Columns whose name says nothing and that are still harmless."""
        return [n for n in self.order if n in self.seen and self.seen[n][0].mute and self.category(n) == NONE]

    def _hints(self, name: str) -> Hints:
        return self.seen[name][1].hints

    def category(self, name: str) -> Category:
        finding = self.found.get(ColumnRef(self.relation.name, name))
        return finding.category if finding is not None else NONE

    def near(self, name: str, distance: int) -> Iterator[Category]:
        """Categories of the columns within a distance."""
        position = self.order.index(name)
        for other in self.order[max(0, position - distance) : position + distance + 1]:
            if other != name:
                yield self.category(other)

    def _around(self, name: str, distance: int) -> list[str]:
        """The sampled columns within a distance."""
        position = self.order.index(name)
        around = self.order[max(0, position - distance) : position + distance + 1]
        return [other for other in around if other != name and other in self.seen]

    def place(self, name: str, category: Category, kind: str, reason: str) -> None:
        ref = ColumnRef(self.relation.name, name)
        self.found[ref] = Finding(category, Likelihood.POSSIBLE, (Evidence(kind, reason),), column=ref)

    def person_beside(self) -> str:
        """A category found in this table that makes its rows persons or their addresses; empty when there is none."""
        categories = [f.category for ref, f in self.found.items() if ref.relation == self.relation.name]
        return next((f for c in _TELLING for f in categories if f.startswith(c)), "")

    def pairs_of_names(self) -> None:
        """Two neighbours of single capitalised words, some of both known as names: given name and surname."""
        mute = set(self.mute())
        for first, second in pairwise(self.order):
            if first in mute and second in mute and all(self._is_word_of_name(n) for n in (first, second)):
                for name in (first, second):
                    self.place(
                        name,
                        "person.name",
                        "dictionary",
                        "two neighbouring columns of single words, some of each known as names of persons",
                    )

    def _is_word_of_name(self, name: str) -> bool:
        values = self.seen[name][1]
        return values.hints.titled and values.people >= 0.1 and values.varied >= 0.15

    def pairs_of_degrees(self) -> None:
        mute = set(self.mute())
        for first, second in pairwise(self.order):
            if first in mute and second in mute and self._hints(first).degrees and self._hints(second).degrees:
                for name in (first, second):
                    self.place(name, "geo.coordinates", "pattern", "two neighbouring columns of decimal degrees")

    def births(self, beside: str) -> None:
        """The earliest of the dates that could be dates of birth, and others as early: of a spouse. `beside`: words for what makes the rows persons."""
        dates = {n: self._hints(n).births for n in self.mute() if self._hints(n).births}
        earliest = min(dates.values(), default=0)
        for name in (n for n, year in dates.items() if year <= earliest + _SAME_AGE):
            self.place(name, "person.birth_date", "pattern", f"dates spread over decades, as births are, {beside}")

    def look(self, name: str, beside: str) -> None:
        """Parts of names and addresses, by form."""
        values = self.seen[name][1]
        hints = values.hints
        if hints.five_digits and self.person_beside() != "id.device" and self._may_be_code(name):
            self.place(name, "address.postal_code", "pattern", f"numbers of one length, as postal codes are, {beside}")
        elif hints.dialable and values.varied >= 0.7 and self._is_text(name):
            self.place(name, "contact.phone", "pattern", f"digits that could be dialled, {beside}")
        elif hints.letters in _GENDERS:
            self.place(name, "person.gender", "dictionary", f"letters as used for gender, {beside}")
        elif len(hints.letters) > 2 and "m" in hints.letters and _MARITAL.issuperset(hints.letters):
            self.place(name, "person.marital_status", "dictionary", f"letters as used for marital status, {beside}")
        elif hints.titled and self._is_half_name(name, values):
            share = round(100 * values.people)
            self.place(name, "person.name", "dictionary", f"single words, {share} % of them known as names, {beside}")
        elif values.housed >= 0.75 and (
            "person.name" in self.near(name, 1) or any(c in _ADDRESS_PARTS for c in self.near(name, 3))
        ):
            self.place(name, "address.street", "pattern", f"words with a house number, {beside}")
        elif hints.handles and values.distinct >= 8 and values.varied >= 0.3:
            self.place(name, "account.username", "dictionary", f"login names made of names of persons, {beside}")

    def _is_text(self, name: str) -> bool:
        column = self.relation.column(name)
        return column is not None and column.kind in _TEXTUAL

    def _may_be_code(self, name: str) -> bool:
        """Text, or a number right beside another part of an address."""
        column = self.relation.column(name)
        if column is None:
            return False
        return column.kind in _TEXTUAL or any(c in _ADDRESS_PARTS for c in self.near(name, 2))

    def _is_half_name(self, name: str, values: ValueEvidence) -> bool:
        """Some of the words are known as names; right beside a column of names a few are enough."""
        if values.distinct < 8 and values.varied < 0.5:
            return False  # a handful of words that repeat: brands, countries
        return values.people >= 0.12 or (
            values.people >= 0.03 and values.varied >= 0.5 and "person.name" in self.near(name, 1)
        )

    def codes(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        """Codes that stand for the diagnoses and findings beside them, one for one."""
        for code in self.mute():
            for term in self._around(code, 2):
                if self.category(term) == "health.data" and _one_for_one(cells[code], cells[term]):
                    self.place(code, "health.data", "pattern", f"each value stands for one of the terms in {term}")
                    break

    def houses(self) -> None:
        """Small numbers right after the name of a street."""
        for street, number in pairwise(self.order):
            named = street not in self.seen or not self._hints(street).house_numbers
            if named and self.category(street) == "address.street" and self._is_house_number(number):
                self.place(number, "address.street", "pattern", f"house numbers after {street}")

    def _is_house_number(self, name: str) -> bool:
        """By form where the name is mute; by a name that says no more than `number`."""
        if name not in self.seen or self.category(name) != NONE:
            return False
        look, values = self.seen[name]
        return values.hints.house_numbers if look.mute else names.is_plain_number(name) and values.length <= 5

    def towns(self) -> None:
        """Capitalised words of many kinds beside a street or a postal code, where no town is known yet."""
        for name in self.mute():
            values = self.seen[name][1]
            beside = [c for c in self.near(name, 2) if c in ("address.street", "address.postal_code")]
            between = sum(c in _ADDRESS_PARTS for c in self.near(name, 1)) == 2 and values.distinct >= 4
            fits = values.titles >= 0.9 and (values.varied >= 0.3 or between) and values.organisations < 0.1
            if beside and fits and "address.city" not in self.near(name, 3):
                self.place(name, "address.city", "pattern", f"capitalised words right beside a {info(beside[0]).title}")
