"""`opaq describe`: browse what a database holds, without a value of it: names, types, categories, masks."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from opaq.commands.columns import write_columns, write_json
from opaq.commands.connection import connected
from opaq.commands.outline import short_type
from opaq.commands.spec import Argument, Command, Context, Option, Values
from opaq.commands.statement import actor_of, profile_of
from opaq.errors import UsageError
from opaq.model.catalog import ColumnRef, RelationName
from opaq.render.width import clean

if TYPE_CHECKING:
    from opaq.engines.types import Session
    from opaq.model.catalog import Catalog, Relation, StoredColumn
    from opaq.model.finding import Finding
    from opaq.policy.types import Policy
    from opaq.profile.types import Profile

MANY = 10_000
"""Names asked of the server at most; past it, a schema or --search is needed."""
HEADINGS = ("COLUMN", "TYPE", "CATEGORY", "LIKELIHOOD", "MASK", "PREDICATES", "NULL", "KEY")
SHOWN = 200
"""Tables listed without being asked for more precisely."""


def run(context: Context, values: Values) -> int:
    """Lists schemas, tables, columns or the evidence about one column. Raises OpaqError."""
    profile = profile_of(context, values)
    parts = tuple(part for part in (values.get("what") or "").split(".") if part)
    with connected(context, values, profile) as session:
        wanted = values.get("search") or ""
        known = names_of(session, (f"%{literally(wanted)}%",) if wanted else tuple(map(literally, parts)))
        if wanted:
            known = tuple(n for n in known if wanted.casefold() in str(n).casefold())
        found = find(parts, known) if parts else None
        if values.get("columns"):
            chosen = (found[0],) if found else tuple(n for n in known if not parts or _is_of(n, parts[0]))
            _outline(context, values, profile, session, chosen)
        elif wanted:
            _list(list(known), values)
        elif found is None:
            _overview(parts, known, values)
        else:
            _describe(context, values, profile, session, *found)
    return 0


def names_of(session: Session, patterns: tuple[str, ...]) -> tuple[RelationName, ...]:
    """The schema's first names; past `MANY`, also those that match what was asked for."""
    known = session.names(limit=MANY)
    if len(known) < MANY:
        return known
    asked = (name for pattern in patterns for name in session.names(pattern, limit=MANY))
    return tuple(dict.fromkeys((*known, *asked)))


def literally(text: str) -> str:
    """A pattern of LIKE that only the text itself matches; every engine here escapes by a backslash."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def find(parts: tuple[str, ...], known: tuple[RelationName, ...]) -> tuple[RelationName, str] | None:
    """(relation, column or '') for `[schema.]table[.column]`; None when the word is a schema. Raises UsageError (OPQ-U021)."""
    by_name: dict[str, list[RelationName]] = {}
    for name in known:
        by_name.setdefault(name.name.casefold(), []).append(name)
    folded = [part.casefold() for part in parts]
    if len(parts) >= 2:
        exact = [n for n in by_name.get(folded[1], ()) if n.schema.casefold() == folded[0]]
        if exact and len(parts) <= 3:
            return exact[0], parts[2] if len(parts) == 3 else ""
    if folded[0] in by_name and len(parts) <= 2:
        return by_name[folded[0]][0], parts[1] if len(parts) == 2 else ""
    if len(parts) == 1 and any(n.schema.casefold() == folded[0] for n in known):
        return None
    from opaq.profile.keys import near

    names = {n.name for n in known} | ({str(n) for n in known} if len(parts) > 1 else {n.schema for n in known})
    close = near(".".join(parts), sorted(names))
    hint = f'did you mean "{close}"? ' if close else ""
    raise UsageError(
        "OPQ-U021", f'no table "{".".join(parts)}"', hint=hint + "opaq describe --search TEXT finds tables"
    )


def _overview(parts: tuple[str, ...], known: tuple[RelationName, ...], values: Values) -> None:
    schemas = Counter(name.schema for name in known)
    if parts:
        known = tuple(n for n in known if _is_of(n, parts[0]))
    elif len(known) > SHOWN and len(schemas) > 1:
        if values.get("json"):
            write_json({"opaq": 1, "schemas": [{"name": s, "tables": c} for s, c in sorted(schemas.items())]})
        else:
            write_columns([(s, f"{c:,} tables") for s, c in sorted(schemas.items())])
            sys.stdout.write("\nopaq describe SCHEMA lists one; --search TEXT finds tables\n")
        return
    _list(list(known), values)


def _list(names: list[RelationName], values: Values) -> None:
    if values.get("json"):
        write_json({"opaq": 1, "tables": [{"schema": n.schema, "name": n.name} for n in names]})
        return
    write_columns([(str(name),) for name in names[:SHOWN]])
    _tell_more(len(names))


def _is_of(name: RelationName, schema: str) -> bool:
    return name.schema.casefold() == schema.casefold()


def _outline(
    context: Context, values: Values, profile: Profile, session: Session, names: tuple[RelationName, ...]
) -> None:
    """Every column of up to `SHOWN` tables, in one look at the catalog."""
    from opaq.commands import outline

    catalog = session.describe(names[:SHOWN])
    findings, policy = _classified(context, values, profile, session, catalog, relations=len(names[:SHOWN]))
    tables = [
        outline.document(
            str(relation.name),
            relation.kind.value,
            relation.estimated_rows,
            [tell(relation, stored, findings, policy) for stored in relation.columns],
        )
        for relation in (catalog.find(name.schema, name.name) for name in names[:SHOWN])
        if relation is not None
    ]
    if values.get("json"):
        write_json({"opaq": 1, "tables": tables, "more": max(0, len(names) - SHOWN)})
        return
    outline.write(tables)
    _tell_more(len(names))


def _tell_more(count: int) -> None:
    if count > SHOWN:
        sys.stdout.write(f"\n{count - SHOWN:,} more; --search TEXT finds tables by name\n")


def _describe(
    context: Context, values: Values, profile: Profile, session: Session, name: RelationName, column: str
) -> None:
    catalog = session.describe([name])
    relation = catalog.find(name.schema, name.name)
    if relation is None:
        raise UsageError("OPQ-U021", f'no table "{name}"', hint="opaq describe")
    findings, policy = _classified(context, values, profile, session, catalog, relation=str(name))
    columns = relation.columns
    if column:
        stored = relation.column(column)
        if stored is None:
            from opaq.profile.keys import nearest

            raise UsageError("OPQ-U021", f'no column "{column}"', hint=nearest(column, tuple(c.name for c in columns)))
        columns = (stored,)
    told = [tell(relation, stored, findings, policy) for stored in columns]
    if values.get("json"):
        write_json({"opaq": 1, "table": str(name), "kind": relation.kind.value, "columns": told})
    elif column:
        _one(told[0])
    else:
        _table(relation, told)


def _classified(
    context: Context, values: Values, profile: Profile, session: Session, catalog: Catalog, **noted: int | str
) -> tuple[dict[ColumnRef, Finding], Policy]:
    """What each column holds, and what is done about it; the look at samples leaves a note in the log."""
    from opaq import journal, pipeline  # classification and policy; a listing does not need them
    from opaq.policy.load import of_profile

    policy = of_profile(profile)
    with journal.noted("describe", actor_of(context, values), profile, policy) as record:
        record.update(noted)
        return pipeline.classify_columns(catalog, profile, policy, session), policy


def tell(
    relation: Relation, stored: StoredColumn, findings: dict[ColumnRef, Finding], policy: Policy
) -> dict[str, Any]:
    """Everything about one column that is not a value."""
    from opaq.policy.lookup import of_column

    ref = ColumnRef(relation.name, stored.name)
    finding = findings.get(ref)
    category = finding.category if finding is not None else "none"
    treatment = of_column(policy, ref, category) if category != "none" else None
    target = stored.references
    here = target is not None and target.relation.schema == relation.name.schema
    reference = f"{target.relation.name}.{target.column}" if target is not None and here else str(target)
    key = "primary key" if stored.primary_key else f"-> {reference}" if target is not None else ""
    return {
        "name": stored.name,
        "type": stored.native or stored.kind.value,
        "nullable": stored.nullable,
        "key": key,
        "category": category,
        "likelihood": finding.likelihood.name.lower().replace("_", " ") if finding is not None else "",
        "source": finding.source.value if finding is not None else "",
        "mask": treatment.mask.name if treatment is not None else "keep",
        "predicates": treatment.predicates if treatment is not None else "allow",
        "joinable": treatment is None or treatment.predicates != "deny",
        "rule": treatment.rule if treatment is not None else "",
        "evidence": [e.text for e in finding.evidence] if finding is not None else [],
    }


def _table(relation: Relation, told: list[dict[str, Any]]) -> None:
    rows = f", about {relation.estimated_rows:,} rows" if relation.estimated_rows is not None else ""
    sys.stdout.write(f"{clean(str(relation.name))} ({relation.kind.value}{rows})\n\n")
    lines = [HEADINGS]
    for c in told:
        sensitive = c["category"] != "none"
        extra = (c["category"], c["likelihood"], c["mask"], c["predicates"]) if sensitive else ("", "", "", "")
        lines.append((c["name"], short_type(c["type"]), *extra, "" if c["nullable"] else "not null", c["key"]))
    write_columns(lines, expendable=("TYPE", "PREDICATES", "NULL", "LIKELIHOOD"))


def _one(told: dict[str, Any]) -> None:
    write_columns(
        [(key, str(told[key])) for key in ("name", "type", "key", "category", "likelihood", "source") if told[key]]
    )
    write_columns([(key, str(told[key])) for key in ("mask", "predicates", "rule") if told[key]])
    for text in told["evidence"]:
        sys.stdout.write(f"  because {clean(text)}\n")


COMMAND = Command(
    "describe",
    "browse schemas, tables and columns with category and mask",
    run,
    examples=(
        ("opaq describe", "every table, or every schema when there are many"),
        ("opaq describe customers", "its columns: type, category, mask, what may be asked"),
        ("opaq describe public.customers.email", "one column, and the evidence"),
        ("opaq describe --columns --json", "the whole schema in one answer, for an agent"),
        ("opaq describe --search invoice", "tables by a part of their name"),
    ),
    arguments=(Argument("what", "[schema.]table[.column], or a schema"),),
    options=(
        Option(("--search",), "tables whose name contains TEXT", "TEXT"),
        Option(("--columns",), "every column of every table listed"),
        Option(("--json",), "as one JSON document"),
    ),
)
