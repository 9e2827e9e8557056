"""What MySQL and MariaDB say of relations and roles: information_schema, asked by exact names.

information_schema opens the tables it is asked about, so every question names
schema and table by equality (one branch of a UNION ALL per relation): anything
else makes the server open every table it has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from opaq.engines.mysql_types import kind_named, literal
from opaq.engines.types import Privileges
from opaq.errors import DatabaseError
from opaq.guard.types import Statement, TokenKind
from opaq.model.batch import Batch, Column
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.schema import Field, Kind, Schema

if TYPE_CHECKING:
    from opaq.engines.mysql_wire import Wire

_SYSTEM_SCHEMAS = frozenset({"information_schema", "performance_schema", "mysql", "sys"})
MOST_CELL = 4096
_DEPTH = 16
_PAIR = re.compile(r"`((?:[^`]|``)+)`\.`((?:[^`]|``)+)`")
_QUOTED = re.compile(r"`((?:[^`]|``)+)`")
_VIEW_HEAD = re.compile(r"\bVIEW `(?:[^`]|``)+`(?:\.`(?:[^`]|``)+`)?(?: \([^()]*\))? AS ")
_NOT_TABLES = frozenset(
    "select from where and or not as on in is null group by order having limit join left right inner outer cross using "
    "union all distinct case when then else end like between exists with asc desc count sum avg min max show tables "
    "describe explain columns true false interval".split()
)


def described(wire: Wire, statement: Statement, database: str) -> Catalog:
    """Every relation a name in the statement could mean, and what views among them stand on."""
    found = {name for name, *_ in _tables(wire, _named_by(statement, database))}
    return describe(wire, found, database)


def relations_named(wire: Wire, statement: Statement, expanded: str | None, database: str) -> frozenset[RelationName]:
    """Every relation the statement or its expanded text could mean, views' bases included: never fewer than it reads."""
    candidates = {RelationName(*map(_unquoted, pair)) for pair in _PAIR.findall(expanded or "")}
    found = {name for name, *_ in _tables(wire, candidates | _named_by(statement, database))}
    return frozenset(found | _bases(wire, found))


def _named_by(statement: Statement, database: str) -> set[RelationName]:
    candidates: set[RelationName] = set()
    words = [t for t in statement.tokens if t.kind in (TokenKind.WORD, TokenKind.QUOTED, TokenKind.PUNCTUATION)]
    for index, token in enumerate(words):
        if token.kind is TokenKind.PUNCTUATION or (token.kind is TokenKind.WORD and token.text.lower() in _NOT_TABLES):
            continue
        qualified = index > 1 and words[index - 1].text == "."
        candidates.add(RelationName(words[index - 2].text if qualified else database, token.text))
    return candidates


def _bases(wire: Wire, relations: set[RelationName]) -> set[RelationName]:
    """What views among the relations stand on."""
    catalog = describe(wire, relations, "")
    return set(catalog.relations)


def describe(wire: Wire, relations: Collection[RelationName], database: str) -> Catalog:
    """Those relations, and what views among them stand on; unqualified names in the current database."""
    found: dict[RelationName, Relation] = {}
    waiting = {RelationName(r.schema or database, r.name) for r in relations}
    for _ in range(_DEPTH):
        waiting -= found.keys()
        if not waiting:
            break
        fresh = _described(wire, waiting)
        found.update({r.name: r for r in fresh})
        waiting = {base for r in fresh if r.definition for base in _named_in(r.definition, r.name.schema)}
    return Catalog(found, (database,) if database else ())


def _described(wire: Wire, relations: Iterable[RelationName]) -> list[Relation]:
    tables = _tables(wire, relations)
    if not tables:
        return []
    keys = _foreign_keys(wire, [name for name, *_ in tables])
    columns: dict[RelationName, list[StoredColumn]] = {}
    for row in union(wire, _COLUMNS, [name for name, *_ in tables]):
        own = RelationName(row[0] or "", row[1] or "")
        columns.setdefault(own, []).append(_column(row, keys.get(ColumnRef(own, row[2] or ""))))
    views = {name: _view_select(wire, name) for name, kind, *_ in tables if kind is RelationKind.VIEW}
    return [
        Relation(
            name,
            kind,
            tuple(columns.get(name, ())),
            definition=views.get(name),
            estimated_rows=rows,
            engine=engine,
        )
        for name, kind, engine, rows in tables
    ]


def _tables(
    wire: Wire, relations: Iterable[RelationName]
) -> list[tuple[RelationName, RelationKind, str | None, int | None]]:
    found = []
    for schema, name, kind, engine, rows in union(wire, _TABLES, relations):
        own = RelationName(schema or "", name or "")
        count = int(rows) if rows is not None else None
        found.append((own, _kind(own.schema, kind or ""), engine, count))
    return found


def _named_in(definition: str, schema: str) -> set[RelationName]:
    """Every relation a view's text could name. It leaves out the schema only where that is the view's own."""
    found = {RelationName(*map(_unquoted, pair)) for pair in _PAIR.findall(definition)}
    return found | {RelationName(schema, _unquoted(name)) for name in _QUOTED.findall(definition)}


_VIEW_TEXT = "SELECT VIEW_DEFINITION FROM information_schema.VIEWS WHERE {where}"


def _view_select(wire: Wire, view: RelationName) -> str | None:
    """A view's SELECT. information_schema.VIEWS tells it to fewer roles than SHOW CREATE VIEW does."""
    try:
        text = wire.ask(f"SHOW CREATE VIEW {quoted(view.schema)}.{quoted(view.name)}")[0][1] or ""
    except DatabaseError:  # the role may not, or the view calls what a read-only transaction refuses to open
        rows = union(wire, _VIEW_TEXT, [view])
        return (rows[0][0] or None) if rows else None
    head = _VIEW_HEAD.search(text)
    return text[head.end() :] if head else None


def _kind(schema: str, table_type: str) -> RelationKind:
    if schema.casefold() in _SYSTEM_SCHEMAS:
        return RelationKind.SYSTEM
    if table_type == "SEQUENCE":
        return RelationKind.SEQUENCE
    return RelationKind.VIEW if table_type.endswith("VIEW") else RelationKind.TABLE


def _column(row: tuple[str | None, ...], references: ColumnRef | None) -> StoredColumn:
    _, _, name, data_type, column_type, nullable, key, generated, comment, length, extra = row
    return StoredColumn(
        name or "",
        kind_named((data_type or "").casefold()),
        column_type or "",
        nullable=nullable == "YES",
        primary_key=key == "PRI",
        references=references,
        generated=generated or None,
        comment=comment or None,
        max_length=int(length) if length is not None else None,
        hidden="INVISIBLE" in (extra or ""),
    )


def _foreign_keys(wire: Wire, relations: list[RelationName]) -> dict[ColumnRef, ColumnRef]:
    """Single-column foreign keys."""
    rows = union(wire, _KEYS, relations)
    wide = {(row[0], row[1], row[2]) for row in rows if row[7] != "1"}
    return {
        ColumnRef(RelationName(row[0] or "", row[1] or ""), row[3] or ""): ColumnRef(
            RelationName(row[4] or "", row[5] or ""), row[6] or ""
        )
        for row in rows
        if (row[0], row[1], row[2]) not in wide
    }


_TABLES = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS FROM information_schema.TABLES WHERE {where}"
_COLUMNS = (
    "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY, GENERATION_EXPRESSION, "
    "COLUMN_COMMENT, CHARACTER_MAXIMUM_LENGTH, EXTRA FROM information_schema.COLUMNS WHERE {where}"
)
_KEYS = (
    "SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, "
    "REFERENCED_COLUMN_NAME, ORDINAL_POSITION FROM information_schema.KEY_COLUMN_USAGE "
    "WHERE {where} AND REFERENCED_TABLE_NAME IS NOT NULL"
)


def union(wire: Wire, template: str, relations: Iterable[RelationName]) -> list[tuple[str | None, ...]]:
    branches = [
        template.format(where=f"TABLE_SCHEMA = {literal(r.schema)} AND TABLE_NAME = {literal(r.name)}")
        for r in sorted(set(relations))
    ]
    rows: list[tuple[str | None, ...]] = []
    for start in range(0, len(branches), 50):
        rows += _told(wire, " UNION ALL ".join(branches[start : start + 50]))
    return rows


def _told(wire: Wire, question: str) -> list[tuple[str | None, ...]]:
    """Judging views, examining and describing ask the same of the same relations: one session is told once."""
    if question not in wire.told:
        wire.told[question] = wire.ask(question)
    return wire.told[question]


def _unquoted(name: str) -> str:
    return name.replace("``", "`")


def quoted(name: str) -> str:
    """An identifier in backquotes."""
    return "`" + name.replace("`", "``") + "`"


def names(wire: Wire, pattern: str, limit: int, database: str) -> tuple[RelationName, ...]:
    """Relations of the current database, or of all but the system's when none is chosen."""
    where = (
        f"TABLE_SCHEMA = {literal(database)}"
        if database
        else "TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')"
    )
    rows = wire.ask(
        f"SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE {where} AND TABLE_NAME LIKE {literal(pattern)} "
        f"ORDER BY 1, 2 LIMIT {int(limit)}"
    )
    return tuple(RelationName(schema or "", name or "") for schema, name in rows)


def sample(wire: Wire, relation: RelationName, columns: list[str], rows: int) -> Batch:
    """A few rows as text, long cells cut."""
    cut = ", ".join(f"left(convert({quoted(c)} using utf8mb4), {MOST_CELL})" for c in columns)
    source = f"{quoted(relation.schema)}.{quoted(relation.name)}" if relation.schema else quoted(relation.name)
    cells = wire.ask(f"SELECT {cut} FROM {source} LIMIT {int(rows)}")
    schema = Schema(tuple(Field(name, Kind.TEXT) for name in columns))
    by_column = list(zip(*cells, strict=True)) if cells else [() for _ in columns]
    return Batch(schema, [Column(column) for column in by_column], len(cells))


_WRITING = re.compile(
    r"\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|TRIGGER|EVENT|EXECUTE|REPLICATION SLAVE ADMIN|GRANT OPTION)\b"
)


def privileges(wire: Wire) -> Privileges:
    """What the role could do beyond reading, from its own grants."""
    try:
        grants = [row[0] or "" for row in wire.ask("SHOW GRANTS")]
    except DatabaseError:
        grants = []
    heads = [grant.partition(" ON ")[0] for grant in grants]
    everywhere = [head for head, grant in zip(heads, grants, strict=True) if " ON *.* " in grant]
    powerful = any(re.search(r"\b(ALL PRIVILEGES|SUPER)\b", head) for head in everywhere)
    files = powerful or any(re.search(r"\bFILE\b", head) for head in everywhere)
    writes = any(_WRITING.search(head) for head in heads)
    processes = powerful or any(re.search(r"\b(PROCESS|CONNECTION ADMIN)\b", head) for head in everywhere)
    mends = "grant SELECT (and SHOW VIEW) on the application's databases only"
    return Privileges(
        (
            ("the role is all-powerful", powerful, mends if powerful else ""),
            ("the role may read and write server files", files, "REVOKE FILE ON *.*" if files else ""),
            ("the role may write or change objects", writes, mends if writes else ""),
            (
                "the role sees or ends other sessions",
                processes,
                "REVOKE PROCESS, CONNECTION ADMIN ON *.*" if processes else "",
            ),
        )
    )
