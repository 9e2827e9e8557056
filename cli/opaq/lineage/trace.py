"""The lineage of one statement: the only door of this room.

1. Build the resolved query: from PostgreSQL's own tree where there is one, else
   from the text with the catalog.
2. Let the judge read it.
3. Hold the answer against everything the engine testified; where they disagree,
   the strictest view wins.

What cannot be built is unknown: every output is, and while anything sensitive is
among the relations, the statement is refused, since its conditions could not be
judged either.
"""

from __future__ import annotations

from opaq.engines.types import Testimony
from opaq.guard.relations import show_columns
from opaq.guard.types import Dialect, Nature, Statement, Values, Verb
from opaq.lineage.flow import Flow, Shape
from opaq.lineage.judge import Judgement, judge
from opaq.lineage.order import arrangement
from opaq.lineage.query import Query
from opaq.lineage.rows import rows
from opaq.lineage.senses import Senses
from opaq.lineage.types import Objection, Trace
from opaq.lineage.verdict import Verdict
from opaq.model.catalog import Catalog, ColumnRef, RelationKind
from opaq.model.lineage import Exposure, Lineage, Origin, Transformation, Witness
from opaq.model.record import replace
from opaq.model.schema import Field
from opaq.model.sensitivity import Sensitivity

_SHOWN = frozenset({Verb.SHOW, Verb.DESCRIBE, Verb.PRAGMA})


def trace(
    statement: Statement,
    testimony: Testimony,
    catalog: Catalog,
    sensitivity: Sensitivity,
    values: Values | None = None,
    *,
    walked: frozenset[ColumnRef] = frozenset(),
) -> Trace:
    """Where every output comes from, what is objected to, and what is asked of sensitive columns.

    `values` are the bound parameters: they are guesses when they are compared with a
    sensitive column. `walked` are the columns in whose order the plan may bring rows.
    Raises nothing about the statement: objections are in the answer.
    """
    if statement.verb in _SHOWN:
        return _shown(statement, testimony)
    senses = Senses(sensitivity, catalog, statement.dialect, walked)
    query = _build(statement, testimony, catalog, values or {})
    exposed = _is_exposed(catalog, testimony, senses)
    if isinstance(query, str):
        return _unknown(testimony, query, exposed=exposed)
    try:
        judgement = judge(query, senses, _texts(values), exposed=exposed)
    except RecursionError:
        return _unknown(testimony, "a statement nested this deeply", exposed=exposed)
    arranged = None if statement.explained else arrangement(query, judgement)
    answer = _answer(statement, testimony, catalog, senses, judgement, exposed=exposed)
    return replace(answer, arrangement=arranged, rows=rows(query))


def _texts(values: Values | None) -> dict[str, str | None]:
    """Parameters as the text a server would compare; bytes as hex."""
    if values is None:
        return {}
    return {n: v.hex() if isinstance(v, bytes) else None if v is None else str(v) for n, v in values.items()}


def _build(statement: Statement, testimony: Testimony, catalog: Catalog, values: Values) -> Query | str:
    """The resolved query, or what of the statement was not understood."""
    if statement.dialect is Dialect.POSTGRESQL and testimony.tree is not None:
        return _from_tree(statement, testimony, catalog)
    from opaq.lineage import parsed  # late: the grammar takes 10 ms to load, and a server's tree needs none

    numbers = frozenset(name for name, value in values.items() if isinstance(value, int | float))
    try:
        return parsed.build(statement, testimony, catalog, numbers=numbers)
    except parsed.NotUnderstood as refusal:
        return refusal.reason


def _from_tree(statement: Statement, testimony: Testimony, catalog: Catalog) -> Query | str:
    from opaq.guard.catalogue import lookup
    from opaq.lineage import pgtree
    from opaq.lineage.pgnodes import MalformedTree

    def nature_of(name: str, schema: str) -> Nature:
        return lookup(Dialect.POSTGRESQL, name, schema)

    try:
        return pgtree.build(testimony.tree or "", testimony.names, catalog, nature_of, statement.parameters)
    except (MalformedTree, RecursionError, LookupError, ValueError):
        return "the server's tree of the statement"


def _is_exposed(catalog: Catalog, testimony: Testimony, senses: Senses) -> bool:
    """Whether anything sensitive is among the relations; yes when the engine does not list them."""
    if testimony.relations is None:
        return True
    if any(name not in catalog.relations for name in testimony.relations):
        return True
    relations = catalog.relations.values()
    return any(senses.of(ColumnRef(r.name, c.name)) is not None for r in relations for c in r.columns)


def _shown(statement: Statement, testimony: Testimony) -> Trace:
    """SHOW, DESCRIBE, PRAGMA: the guard's table says which of their columns hold names and sizes only."""
    public = show_columns(statement)
    outputs = tuple(
        _lineage(f.name, Exposure.CLEAR if f.name.casefold() in public else Exposure.UNKNOWN, "a setting or definition")
        for f in testimony.schema.fields
    )
    return Trace(outputs, reads_sensitive=True)


def _lineage(name: str, exposure: Exposure, reason: str) -> Lineage:
    witness = Witness.UNKNOWN if exposure is Exposure.UNKNOWN else Witness.CORROBORATED
    return Lineage(name, witness, exposure, (), reason="" if exposure is Exposure.CLEAR else reason)


def _unknown(testimony: Testimony, reason: str, *, exposed: bool) -> Trace:
    outputs = tuple(_lineage(f.name, Exposure.UNKNOWN, f"not understood: {reason}") for f in testimony.schema.fields)
    objections: tuple[Objection, ...] = ()
    if exposed:
        verdict = Verdict()
        verdict.not_understood(reason)
        objections = tuple(verdict.objections.values())
    return Trace(outputs, objections, reads_sensitive=exposed)


def _answer(
    statement: Statement,
    testimony: Testimony,
    catalog: Catalog,
    senses: Senses,
    judgement: Judgement,
    *,
    exposed: bool,
) -> Trace:
    verdict = judgement.verdict
    reads = frozenset(verdict.reads)
    sensitive = verdict.touched or any(senses.of(c) is not None for c in reads)
    if statement.verb is Verb.EXPLAIN:
        outputs = tuple(_lineage(f.name, Exposure.CLEAR, "") for f in testimony.schema.fields)
        return Trace(outputs, tuple(verdict.objections.values()), tuple(verdict.probes), reads, exposed or sensitive)
    fields, flows = testimony.schema.fields, judgement.outputs
    if not judgement.settled or len(fields) != len(flows) or _unseen(testimony, senses, reads):
        return _unknown(testimony, "a statement over which the witnesses disagree", exposed=exposed)
    outputs = tuple(_output(f, flow, catalog, senses, statement.dialect) for f, flow in zip(fields, flows, strict=True))
    return Trace(outputs, tuple(verdict.objections.values()), tuple(verdict.probes), reads, sensitive)


def _unseen(testimony: Testimony, senses: Senses, reads: frozenset[ColumnRef]) -> bool:
    """The engine saw the statement read a sensitive column that the query as we built it does not read."""
    if testimony.columns is None:
        return False
    seen = {(c.relation.name.casefold(), c.column.casefold()) for c in reads}
    return any(
        senses.of(c) is not None and (c.relation.name.casefold(), c.column.casefold()) not in seen
        for c in testimony.columns
        if not c.relation.name.startswith("pragma_")  # not stored: the flow of a table function knows them
    )


def _output(field: Field, flow: Flow, catalog: Catalog, senses: Senses, dialect: Dialect) -> Lineage:
    exposure, reason = _exposure(flow), flow.reason
    agrees = _agrees(field, flow, catalog, senses, dialect)
    if agrees is False:
        exposure, reason = Exposure.UNKNOWN, "the engine names another column"
    known = Witness.ATTESTED if agrees else Witness.CORROBORATED
    witness = Witness.UNKNOWN if exposure is Exposure.UNKNOWN else known
    path = ".".join(step.lstrip("#") for step in flow.path) if exposure is Exposure.ELEMENT else ""
    if exposure in (Exposure.CLEAR, Exposure.BARE):
        reason = ""
    return Lineage(field.name, witness, exposure, _origins(flow), reason, path)


def _exposure(flow: Flow) -> Exposure:
    if flow.unknown:
        return Exposure.UNKNOWN
    if not flow.taint:
        return Exposure.CLEAR
    if not flow.pure:
        return Exposure.COMPUTED
    match flow.shape:
        case Shape.BARE:
            return Exposure.BARE
        case Shape.ELEMENT:
            return Exposure.ELEMENT
        case Shape.INJECTIVE:
            return Exposure.INJECTIVE
        case _:
            return Exposure.COMPUTED


def _agrees(field: Field, flow: Flow, catalog: Catalog, senses: Senses, dialect: Dialect) -> bool | None:
    """Whether the engine's word on the stored column agrees with the flow; None where it says nothing usable.

    MySQL's packets name a wrong column at times (the first one of a derived table), so
    there they can only add suspicion: a sensitive column that the flow does not know.
    """
    if field.origin is None:
        return None
    relation = catalog.relations.get(field.origin.relation)
    if relation is not None and relation.kind is RelationKind.VIEW:
        return None
    if field.origin in flow.direct:  # also a generated column or one of a materialised view, which carry more
        return True
    if dialect is Dialect.POSTGRESQL:
        return False
    suspicious = senses.of(field.origin) is not None and not flow.taint
    return False if suspicious else None


def _origins(flow: Flow) -> tuple[Origin, ...]:
    if flow.aggregated:
        how = Transformation.AGGREGATION
    else:
        how = Transformation.IDENTITY if flow.shape is Shape.BARE else Transformation.TRANSFORMATION
    direct = [Origin(c, how) for c in sorted(flow.direct)]
    return (*direct, *(Origin(c, Transformation.CONDITIONAL) for c in sorted(flow.conditional - flow.direct)))
