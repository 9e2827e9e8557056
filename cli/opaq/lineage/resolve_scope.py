"""Where a name is looked up: the tables of one SELECT, what they expose, and the scopes around it.

Case follows the server: PostgreSQL folds unquoted names to lower case and compares
exactly, MySQL compares column names without case, SQLite ASCII letters without case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opaq.guard.types import Dialect
from opaq.lineage.query import Column, Expr, Row
from opaq.lineage.sql_cursor import NotUnderstood
from opaq.lineage.sql_syntax import Ident
from opaq.model.catalog import Relation
from opaq.model.record import field, record

Visible = tuple[str, Expr]
"""A column as a scope shows it: its name and what it stands for."""

_UPPER_TO_LOWER = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}


def ascii_lower(text: str) -> str:
    return text.translate(_UPPER_TO_LOWER)


def stored_key(dialect: Dialect, name: str) -> str:
    """A name of the catalog, as names are compared."""
    if dialect is Dialect.POSTGRESQL:
        return name
    return ascii_lower(name) if dialect is Dialect.SQLITE else name.casefold()


def written_key(dialect: Dialect, ident: Ident) -> str:
    """A name of the statement, as names are compared."""
    if dialect is Dialect.POSTGRESQL:
        return ident.text if ident.quote else ascii_lower(ident.text)
    return stored_key(dialect, ident.text)


@record(frozen=False)
class Entry:
    """One table of FROM as names see it."""

    alias: str
    columns: Sequence[Visible]
    number: int | None = None
    schema: str | None = None
    """Where a stored relation or view lives; None for what has no schema."""
    hidden: Sequence[Visible] = ()
    """Answer to their name and are not in `*`: system columns, row ids, arguments of table functions."""
    aliased: bool = False
    relation: Relation | None = None
    scalar: bool = False
    """A function of one scalar column: the table's name means that column."""

    @property
    def whole(self) -> Expr:
        if self.scalar and len(self.columns) == 1:
            return self.columns[0][1]
        if self.number is None:
            raise NotUnderstood("a whole row of a join")
        return Column(self.number, -1, self.alias)


@record(frozen=False)
class Scope:
    """The names one SELECT (or one ON condition) can see, and the scope around it."""

    dialect: Dialect
    outer: Scope | None = None
    entries: list[Entry] = field(default_factory=list)
    columns: list[Visible] = field(default_factory=list)
    aliases: list[Visible] = field(default_factory=list)
    """Outputs of the SELECT, as far as they are resolved."""
    alias_rule: str = ""
    """Empty: outputs are not visible; `after`: where no column has the name; `either`: which one the engine takes is not known, so both are."""

    # columns

    def find(self, parts: tuple[Ident, ...]) -> Expr | None:
        """The column of that name in this scope or the nearest around it; None when there is none. Raises NotUnderstood."""
        if len(parts) == 4 and self.dialect is Dialect.POSTGRESQL:
            parts = parts[1:]  # the current database; the server takes no other
        scope: Scope | None = self
        while scope is not None:
            found = scope._find_here(parts, inner=scope is not self)
            if found is not None:
                return found
            if len(parts) > 1 and self.dialect is Dialect.POSTGRESQL and scope._entries_named(parts[:-1]):
                raise NotUnderstood("a name that is no column of its table")
            scope = scope.outer
        return None

    def _find_here(self, parts: tuple[Ident, ...], *, inner: bool) -> Expr | None:
        key = written_key(self.dialect, parts[-1])
        if len(parts) > 1:
            return self._single(self._qualified(parts[:-1], key), "name")
        found = self._single(self._unqualified(key), "name")
        rule = self.alias_rule or ("after" if inner and self.dialect is Dialect.MYSQL else "")
        if not rule or (found is not None and rule == "after"):
            return found
        alias = self._alias(key)
        if found is None or alias is None or found == alias:
            return alias if found is None else found
        return Row((found, alias))

    def _unqualified(self, key: str) -> list[Expr]:
        found = [e for n, e in self.columns if stored_key(self.dialect, n) == key]
        return found or [e for entry in self.entries for e in self._named(entry.hidden, key)]

    def _qualified(self, qualifier: tuple[Ident, ...], key: str) -> list[Expr]:
        found: list[Expr] = []
        for entry in self._entries_named(qualifier):
            found += self._named(entry.columns, key) or self._named(entry.hidden, key)
        return found

    def _named(self, columns: Iterable[Visible], key: str) -> list[Expr]:
        return [e for n, e in columns if stored_key(self.dialect, n) == key]

    def _single(self, found: list[Expr], what: str) -> Expr | None:
        if len(found) > 1 and any(e != found[0] for e in found[1:]):
            raise NotUnderstood(f"an ambiguous {what}")
        return found[0] if found else None

    def _alias(self, key: str) -> Expr | None:
        found = self._named(self.aliases, key)
        if len(found) > 1 and self.dialect is not Dialect.SQLITE:
            return self._single(found, "output name")
        return found[0] if found else None

    def alias(self, ident: Ident) -> Expr | None:
        """The output of that name, as ORDER BY and GROUP BY look for it."""
        return self._alias(written_key(self.dialect, ident))

    def local(self, ident: Ident) -> Expr | None:
        """The column of that name among this scope's own tables."""
        return self._single(self._unqualified(written_key(self.dialect, ident)), "name")

    # tables

    def table(self, parts: tuple[Ident, ...]) -> Entry | None:
        """The table of that name here or around; None when there is none. Raises NotUnderstood when there are several."""
        scope: Scope | None = self
        while scope is not None:
            found = scope._entries_named(parts)
            if len(found) > 1:
                raise NotUnderstood("an ambiguous table name")
            if found:
                return found[0]
            scope = scope.outer
        return None

    def local_table(self, parts: tuple[Ident, ...]) -> Entry:
        found = self._entries_named(parts)
        if len(found) != 1:
            raise NotUnderstood("a star over a table that is not there")
        return found[0]

    def _entries_named(self, parts: tuple[Ident, ...]) -> list[Entry]:
        key = written_key(self.dialect, parts[-1])
        found = [e for e in self.entries if stored_key(self.dialect, e.alias) == key]
        if self.dialect is Dialect.MYSQL:
            found = self._by_exact_case(found, parts[-1].text)
        if len(parts) == 1:
            return found
        if len(parts) > 2:
            raise NotUnderstood("a name with this many qualifiers")
        schema = written_key(self.dialect, parts[0])
        return [e for e in found if self._in_schema(e, schema)]

    def _in_schema(self, entry: Entry, schema: str) -> bool:
        if entry.schema is None or stored_key(self.dialect, entry.schema) != schema:
            return False
        return not (entry.aliased and self.dialect is Dialect.POSTGRESQL)

    def _by_exact_case(self, found: list[Entry], text: str) -> list[Entry]:
        """MySQL compares table names with or without case, by server: where that would matter, we do not know."""
        exact = [e for e in found if e.alias == text]
        if exact:
            return exact
        around = self.outer
        while found and around is not None:
            if any(e.alias == text for e in around.entries):
                raise NotUnderstood("table names that differ only in case")
            around = around.outer
        return found
