"""What a SQLite file says of its own relations: sqlite_schema and the describing pragmas.

Called with the session's gate lifted, on its connection. A view's base relations
come from the authorizer, not from reading its text.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable

from opaq.engines.sqlite_gate import Gate, Seen
from opaq.model.batch import Batch, Column
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.schema import Field, Kind, Schema

_KINDS = {
    "table": RelationKind.TABLE,
    "view": RelationKind.VIEW,
    "virtual": RelationKind.VIRTUAL,
    "shadow": RelationKind.SHADOW,
}
_HIDDEN = 1
"""`hidden` of table_xinfo: 1 hidden column of a virtual table, 2 and 3 generated."""
MOST_CELL = 4096
"""Characters of a cell that a sample looks at."""


def touch_virtual_tables(connection: sqlite3.Connection) -> None:
    """Let every virtual table connect once: some prepare writing statements then, which the gate would deny."""
    found = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'create virtual table%'"
    )
    for (name,) in found.fetchall():
        try:
            connection.execute(f"SELECT 1 FROM {quoted(name)} LIMIT 0").close()
        except sqlite3.Error:  # a module this library lacks: the table cannot be read then
            continue


def only_stored(connection: sqlite3.Connection, seen: Seen) -> tuple[frozenset[RelationName], frozenset[ColumnRef]]:
    """The relations seen, views among them, and the columns seen of those that store."""
    touched = {RelationName(database, name) for database, name, _ in seen.reads}
    relations = {relation for relation in touched if _exists(connection, relation.name)}  # not the names of CTEs
    kinds = {relation: _kind(connection, relation.name) for relation in relations}
    columns = set()
    for database, name, column in seen.reads:
        relation = RelationName(database, name)
        if column and column != "ROWID" and kinds.get(relation, RelationKind.VIEW) is not RelationKind.VIEW:
            columns.add(ColumnRef(relation, column))
    return frozenset(relations), frozenset(columns)


def describe(connection: sqlite3.Connection, relations: Iterable[RelationName], gate: Gate) -> Catalog:
    """Those relations that exist, and what views among them read."""
    found: dict[RelationName, Relation] = {}
    waiting = [relation.name for relation in relations]
    while waiting:
        relation = _relation(connection, waiting.pop())
        if relation is None or relation.name in found:
            continue
        found[relation.name] = relation
        if relation.kind is RelationKind.VIEW:
            waiting.extend(_bases(connection, relation.name.name, gate))
    return Catalog(found, ("main",))


def _bases(connection: sqlite3.Connection, view: str, gate: Gate) -> set[str]:
    with gate.recording() as seen:
        try:
            connection.execute(f"EXPLAIN SELECT * FROM {quoted(view)}").close()
        except sqlite3.Error:  # a view over what is gone
            return set()
    return {name for _, name, _ in seen.reads if name != view}


def _relation(connection: sqlite3.Connection, name: str) -> Relation | None:
    rows = connection.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall()
    stored = connection.execute(
        "SELECT name, type, sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')", (name,)
    )
    own = stored.fetchone()
    if not rows:
        return None
    own_name, _, text = own or (name, "table", None)
    kind = _kind(connection, own_name)
    keys = _foreign_keys(connection, own_name) if kind is RelationKind.TABLE else {}
    columns = tuple(_column(row, keys, text) for row in rows)
    definition = view_select(text) if kind is RelationKind.VIEW and text else None
    module = _module(text) if kind is RelationKind.VIRTUAL else None
    return Relation(RelationName("main", own_name), kind, columns, definition=definition, engine=module)


def _exists(connection: sqlite3.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pragma_table_xinfo(?) LIMIT 1", (name,)).fetchone() is not None


def _kind(connection: sqlite3.Connection, name: str) -> RelationKind:
    if name.casefold().startswith(("sqlite_", "pragma_")):
        return RelationKind.SYSTEM
    row = connection.execute("SELECT type FROM pragma_table_list(?) WHERE schema = 'main'", (name,)).fetchone()
    return _KINDS.get(row[0], RelationKind.TABLE) if row else RelationKind.VIRTUAL


def _column(
    row: tuple[int, str, str, int, object, int, int], keys: dict[str, ColumnRef], text: str | None
) -> StoredColumn:
    _, name, native, not_null, _, key, hidden = row
    return StoredColumn(
        name,
        kind_of(native),
        native,
        nullable=not (not_null or key),
        primary_key=bool(key),
        references=keys.get(name.casefold()),
        generated=generated_expression(text or "", name) if hidden > _HIDDEN else None,
        max_length=_length(native),
        hidden=hidden == _HIDDEN,
    )


def _foreign_keys(connection: sqlite3.Connection, name: str) -> dict[str, ColumnRef]:
    """Single-column foreign keys by folded column name."""
    rows = connection.execute('SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?)', (name,)).fetchall()
    numbers = [row[0] for row in rows]
    keys = {}
    for number, table, column, target in rows:
        if numbers.count(number) == 1:
            target = target or _primary_key(connection, table)
            if target:
                keys[column.casefold()] = ColumnRef(RelationName("main", table), target)
    return keys


def _primary_key(connection: sqlite3.Connection, table: str) -> str | None:
    row = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk = 1", (table,)).fetchone()
    return row[0] if row else None


def names(connection: sqlite3.Connection, pattern: str, limit: int) -> tuple[RelationName, ...]:
    """Tables and views that match a LIKE pattern, without SQLite's own."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name LIKE ? ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY name LIMIT ?",
        (pattern, limit),
    )
    return tuple(RelationName("main", row[0]) for row in rows)


def sample(connection: sqlite3.Connection, relation: RelationName, columns: Collection[str], rows: int) -> Batch:
    """Rows from the beginning of a relation, long cells cut."""
    cut = ", ".join(
        f"CASE WHEN typeof({c}) IN ('text', 'blob') THEN substr({c}, 1, {MOST_CELL}) ELSE {c} END"
        for c in (f"s.{quoted(name)}" for name in columns)  # qualified: a bare "name" nobody has is a string
    )
    found = connection.execute(f"SELECT {cut} FROM {quoted(relation.name)} AS s LIMIT ?", (rows,)).fetchall()
    schema = Schema(tuple(Field(name, Kind.DYNAMIC) for name in columns))
    cells = list(zip(*found, strict=True)) if found else [() for _ in columns]
    return Batch(schema, [Column(column) for column in cells], len(found))


def quoted(name: str) -> str:
    """An identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


_AFFINITIES = (
    ("bool", Kind.BOOLEAN),
    ("int", Kind.INTEGER),
    ("timestamp", Kind.TIMESTAMP),
    ("datetime", Kind.TIMESTAMP),
    ("date", Kind.DATE),
    ("time", Kind.TIME),
    ("json", Kind.JSON),
    ("uuid", Kind.UUID),
    ("char", Kind.TEXT),
    ("clob", Kind.TEXT),
    ("text", Kind.TEXT),
    ("string", Kind.TEXT),
    ("blob", Kind.BYTES),
    ("real", Kind.FLOAT),
    ("floa", Kind.FLOAT),
    ("doub", Kind.FLOAT),
    ("num", Kind.DECIMAL),
    ("dec", Kind.DECIMAL),
    ("money", Kind.DECIMAL),
)


def kind_of(native: str) -> Kind:
    """The kind a declared type suggests (https://www.sqlite.org/datatype3.html, 3.1); cells may differ."""
    folded = native.casefold()
    return next((kind for part, kind in _AFFINITIES if part in folded), Kind.DYNAMIC)


def _length(native: str) -> int | None:
    found = re.search(r"\((\d+)\)", native)
    return int(found.group(1)) if found else None


_GAP = r"(?:\s|--[^\n]*\n|/\*.*?\*/)"
_NAME = r"""(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|'(?:[^']|'')*'|[^\s"'`\[\](),.;]+)"""
_VIEW = (
    rf"(?is){_GAP}*CREATE{_GAP}+(?:TEMP(?:ORARY)?{_GAP}+)?VIEW{_GAP}+(?:IF{_GAP}+NOT{_GAP}+EXISTS{_GAP}+)?"
    rf"{_NAME}(?:{_GAP}*\.{_GAP}*{_NAME})?{_GAP}*(?:\({_GAP}*{_NAME}(?:{_GAP}*,{_GAP}*{_NAME})*{_GAP}*\))?{_GAP}*AS\b"
)


def view_select(text: str) -> str | None:
    """The SELECT of a CREATE VIEW.

    >>> view_select('CREATE VIEW "a b"(x, y) AS SELECT 1, 2')
    'SELECT 1, 2'
    """
    found = re.match(_VIEW, text)
    return text[found.end() :].strip() if found else None


def _module(text: str | None) -> str | None:
    found = re.search(r"(?is)\bUSING\s+(\w+)", text or "")
    return found.group(1).casefold() if found else None


def generated_expression(text: str, column: str) -> str:
    """The expression of a generated column in its CREATE TABLE, or empty when it is not found.

    >>> generated_expression("CREATE TABLE t(a, b TEXT AS (lower(a)) STORED)", "b")
    'lower(a)'
    """
    name = rf"""["`\[]?{re.escape(column)}["`\]]?"""
    found = re.search(rf"(?is)[(,]{_GAP}*{name}(?=[\s\"`\]])[^,()]*(?:\([^()]*\))?[^,()]*?\bAS{_GAP}*\(", text)
    return _until_closed(text, found.end()) if found else ""


def _until_closed(text: str, start: int) -> str:
    depth = 1
    for token in re.finditer(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]""", text[start:]):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth == 0:
            return text[start : start + token.start()]
    return ""
