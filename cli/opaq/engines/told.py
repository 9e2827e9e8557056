"""What a database told of one statement, put the way its judges ask for it: calls, relations read, their catalog."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from opaq.engines.types import Session, Testimony
from opaq.guard.catalogue import EXTENSION, knows_extension
from opaq.model.catalog import Catalog, Relation, RelationName
from opaq.model.record import replace


def called(testimony: Testimony) -> Iterator[tuple[str | None, str]]:
    """Every function the database says the statement calls, also inside views and behind operators, with its schema.

    A member of an extension is known by name in whatever schema it was put; anything else there is somebody's own.
    """
    for name in testimony.functions or ():
        yield None, name
    extensions = testimony.names.extensions
    for oid, (schema, name, built_in) in testimony.names.functions.items():
        extension = extensions.get(oid)
        if extension is not None:
            yield (EXTENSION if knows_extension(extension) else schema), name
        else:
            yield ("pg_catalog" if built_in else schema), name


def read_relations(testimony: Testimony, catalog: Catalog) -> Iterator[Relation]:
    """What the statement reads: the tree's own list where there is one (a materialized view keeps what it stands on away)."""
    listed = testimony.relations if testimony.tree is not None else None
    for name, relation in catalog.relations.items():
        if listed is None or name in listed:
            yield relation


def described(session: Session, relations: Collection[RelationName]) -> Catalog:
    """The catalog of the statement's relations and of what they inherit from: a column is as sensitive as its parent's."""
    catalog = session.describe(relations)
    known = dict(catalog.relations)
    while missing := {parent for relation in known.values() for parent in relation.parents} - known.keys():
        found = session.describe(missing).relations
        known |= found
        if not missing <= found.keys():
            break  # a parent the role may not see stays unknown, and its columns with it
    return replace(catalog, relations=known)
