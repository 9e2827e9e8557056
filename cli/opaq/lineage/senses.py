"""Which stored columns are sensitive for one statement: the policy's word, and what follows from it.

Beyond what the policy says of a column by itself: a generated column is as
sensitive as the columns its expression names; a partition or inheritance child is
as sensitive as its parent's column; a column of a system relation that is not on
the guard's list of harmless ones is a secret of the system; and a column that the
statement compares with a sensitive one shares its category from then on.
"""

from __future__ import annotations

from collections.abc import Iterable

from opaq.guard.relations import column_is_public, is_system
from opaq.guard.types import Dialect
from opaq.lineage.flow import Columns
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationKind, RelationName
from opaq.model.pattern import late
from opaq.model.schema import Kind
from opaq.model.sensitivity import Predicates, Sensitive, Sensitivity

SYSTEM = Sensitive(category="secret.system", predicates=Predicates.DENY)
FUNCTIONS = RelationName("", "function")
"""The relation that stands for what a function returns from nowhere we can see."""

_ORDER = (Predicates.DENY, Predicates.LOOKUP, Predicates.SEARCH, Predicates.ALLOW)
_VOCABULARIES = frozenset({"fts5vocab", "fts4aux", "fts3aux", "fts3tokenize"})
_WORD = late(r"\w+")


class Senses:
    """Answers for every column of one statement; `share` is the only thing that changes it."""

    def __init__(
        self, sensitivity: Sensitivity, catalog: Catalog, dialect: Dialect, walked: Columns = frozenset()
    ) -> None:
        self._sensitivity = sensitivity
        self._catalog = catalog
        self.dialect = dialect
        self._walked = walked
        self._shared: dict[ColumnRef, ColumnRef] = {}
        self._known: dict[ColumnRef, Sensitive | None] = {}

    def of(self, column: ColumnRef) -> Sensitive | None:
        if column not in self._known:
            self._known[column] = self._ask(column, frozenset())
        return self._known[column]

    def share(self, column: ColumnRef, like: ColumnRef) -> bool:
        """`column` holds what `like` holds. True when that is news."""
        sensitive = self.of(like)
        if sensitive is None or self.of(column) is not None:
            return False
        self._shared[column] = like
        self._known[column] = sensitive
        return True

    def stands_for(self, column: ColumnRef) -> Columns:
        """The column, and the ones whose category it has for another reason than its own classification."""
        if column in self._shared:
            return frozenset({column, self._shared[column]})
        if self.of(column) is None or column.relation == FUNCTIONS or self._sensitivity(column) is not None:
            return frozenset({column})
        return frozenset({column, *self._parents(column), *self._named_in_generated(column)})

    def hold_text(self, columns: Columns) -> bool:
        """Whether all of them are stored as text (or, in SQLite, as anything): `lower` of a range is its bound."""
        return self._kinds(columns) <= {Kind.TEXT, Kind.DYNAMIC}

    def hold_numbers(self, columns: Columns) -> bool:
        """Whether all of them are stored as numbers."""
        return self._kinds(columns) <= {Kind.INTEGER, Kind.DECIMAL, Kind.FLOAT}

    def _kinds(self, columns: Columns) -> set[Kind | None]:
        found = [(self._catalog.relations.get(c.relation), c.column) for c in columns]
        return {stored.kind if r and (stored := r.column(name)) else None for r, name in found}

    def materialized(self, relation: RelationName) -> Relation | None:
        """The relation, when it is a materialised view."""
        found = self._catalog.relations.get(relation)
        return found if found is not None and found.kind is RelationKind.MATERIALIZED_VIEW else None

    def counts_values(self, relation: RelationName) -> bool:
        """Whether even the number of its rows follows from values of other tables: words of an index, pages of a file."""
        found = self._catalog.relations.get(relation)
        fragment = found is not None and _holds_fragments(found)
        return fragment or (self.dialect is Dialect.SQLITE and relation.name.casefold() == "dbstat")

    @property
    def catalog(self) -> Catalog:
        return self._catalog

    def taint(self, columns: Iterable[ColumnRef]) -> Columns:
        return frozenset(c for c in columns if self.of(c) is not None)

    def mode(self, columns: Iterable[ColumnRef]) -> Predicates:
        """What may be asked of all of them: the strictest."""
        modes = [s.predicates for s in map(self.of, columns) if s is not None]
        return min(modes, key=_ORDER.index, default=Predicates.ALLOW)

    def grants(self, columns: Iterable[ColumnRef], least: Predicates) -> bool:
        return _ORDER.index(self.mode(columns)) >= _ORDER.index(least)

    def told_by_order(self, columns: Iterable[ColumnRef]) -> Columns:
        """Those whose order may not be told: ORDER BY is granted from `search` on."""
        return frozenset(c for c in columns if not self.grants((c,), Predicates.SEARCH))

    def walked(self, relation: RelationName) -> Columns:
        """Columns in whose order the plan may bring the relation's rows, where that must not be told.

        A relation outside the catalog is a partition or child: its columns are those of the one the statement names.
        """
        known = self._catalog.relations
        names = {c.column for c in self._walked if c.relation == relation or c.relation not in known}
        stored = known.get(relation)
        return self.told_by_order(ColumnRef(relation, n) for n in names if stored is None or stored.column(n))

    def reveals(self, columns: Columns, derivation: str) -> bool:
        """The masks of all those columns show this derivation anyway."""
        found = [self.of(c) for c in columns]
        return bool(found) and all(s is None or derivation in s.derivations for s in found)

    def aggregates(self, columns: Columns) -> bool:
        return all(s is None or s.aggregates for s in map(self.of, columns))

    def is_made_from_sensitive(self, column: ColumnRef) -> bool:
        """A generated column that no policy or classification speaks of, over a sensitive one: it is a computed value."""
        if column.relation == FUNCTIONS or self._sensitivity(column) is not None:
            return False
        return bool(self._named_in_generated(column))

    def _ask(self, column: ColumnRef, visited: frozenset[ColumnRef]) -> Sensitive | None:
        if column.relation == FUNCTIONS or self._is_fragment(column):
            return SYSTEM
        public = self._public_in_system(column)
        if public is not None:
            return None if public else SYSTEM
        own = self._sensitivity(column)
        if own is not None or column in visited:
            return own
        for other in (*self._parents(column), *self._named_in_generated(column)):
            inherited = self._ask(other, visited | {column})
            if inherited is not None:
                return inherited
        return None

    def _parents(self, column: ColumnRef) -> list[ColumnRef]:
        relation = self._catalog.relations.get(column.relation)
        return (
            [ColumnRef(p, column.column) for p in relation.parents if self._has(p, column.column)] if relation else []
        )

    def _has(self, name: RelationName, column: str) -> bool:
        """A parent that the catalog does not know may have any column."""
        relation = self._catalog.relations.get(name)
        return relation is None or relation.column(column) is not None

    def _is_fragment(self, column: ColumnRef) -> bool:
        """Storage and vocabulary of full-text indexes: pieces of values of other tables."""
        relation = self._catalog.relations.get(column.relation)
        return relation is not None and _holds_fragments(relation)

    def _named_in_generated(self, column: ColumnRef) -> list[ColumnRef]:
        relation = self._catalog.relations.get(column.relation)
        stored = relation.column(column.column) if relation is not None else None
        if relation is None or stored is None or not stored.generated:
            return []
        words = {w.casefold() for w in _WORD.findall(stored.generated)}
        whole = stored.generated.casefold()
        others = (c.name for c in relation.columns if c.name != stored.name)
        named = [ColumnRef(relation.name, n) for n in others if n.casefold() in words or f'"{n.casefold()}"' in whole]
        return [n for n in named if self._ask(n, frozenset({column})) is not None]

    def _public_in_system(self, column: ColumnRef) -> bool | None:
        """Whether a system relation's column may be shown; None for a column of any other relation."""
        schema, name = column.relation.schema, column.relation.name
        relation = self._catalog.relations.get(column.relation)
        system = relation is not None and relation.kind is RelationKind.SYSTEM
        if not system and not is_system(self.dialect, schema, name):
            return None
        return column_is_public(self.dialect, schema, name, column.column)


def _holds_fragments(relation: Relation) -> bool:
    return relation.kind is RelationKind.SHADOW or (relation.engine or "").casefold() in _VOCABULARIES
