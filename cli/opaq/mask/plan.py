"""Lineage + findings + policy -> one decision per output column, drawn before the first row and only ever tightened.

An output column shows a stored column's own mask only when its cells are the
stored cells, or elements of them. Anything computed from a sensitive column is
redacted whole: a partial mask of a padded expression would slide the secret into
the part that is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from opaq.errors import Defect
from opaq.lineage.types import Trace
from opaq.mask.documents import ANY, canonical
from opaq.mask.types import Decision, MaskPlan
from opaq.model.catalog import ColumnRef
from opaq.model.finding import NONE, Category, Evidence, Finding
from opaq.model.lineage import Exposure, Lineage
from opaq.model.record import record, replace
from opaq.model.schema import Field, Schema
from opaq.policy import masks
from opaq.policy.lookup import masked, treatment
from opaq.policy.sensitivity import UNREVIEWED, treated
from opaq.policy.types import MaskSpec, Policy, Treatment

_UNSEEN = Treatment(masks.REDACT, "deny", rule="column without a classification")
_STRICTEST = Treatment(masks.REDACT, "deny", rule="unknown is not harmless")


@record
class _Source:
    """A sensitive column behind an output."""

    ref: ColumnRef
    category: Category
    treatment: Treatment
    finding: Finding | None


def draw(schema: Schema, trace: Trace, findings: Mapping[ColumnRef, Finding], policy: Policy) -> MaskPlan:
    """One decision per field. Raises Defect when the trace is not about this schema."""
    if len(trace.outputs) != len(schema):
        raise Defect("OPQ-B024", "lineage and schema disagree in the number of columns")
    pairs = zip(schema.fields, trace.outputs, strict=True)
    decisions = [_decide(field, lineage, trace, findings, policy) for field, lineage in pairs]
    return MaskPlan(schema, tuple(_with_subject(decision, at, trace) for at, decision in enumerate(decisions)))


def _with_subject(decision: Decision, position: int, trace: Trace) -> Decision:
    """A shift knows at which position its subject stands in this result; without it the dates are redacted.

    Date and subject are cells of one stored row: of another row's subject, the dates of one person would be shown
    moved by the distances of many, which average out.
    """
    if decision.mask.name != "shift":
        return decision
    subject = str(decision.mask.options.get("subject", "")).casefold()
    row = _row(trace, position)
    for other, lineage in enumerate(trace.outputs):
        named = len(lineage.origins) == 1 and lineage.origins[0].column.column.casefold() == subject
        if named and row is not None and _row(trace, other) == row:
            options = {**decision.mask.options, "position": other}
            return replace(decision, mask=MaskSpec("shift", options))
    missing = f'its subject column "{subject}" is not selected from the same row' if subject else "it has no subject"
    return replace(decision, mask=masks.REDACT, because=Evidence("policy", missing))


def _row(trace: Trace, position: int) -> tuple[int, ...] | None:
    return trace.rows[position] if position < len(trace.rows) else None


def _decide(
    field: Field, lineage: Lineage, trace: Trace, findings: Mapping[ColumnRef, Finding], policy: Policy
) -> Decision:
    sources = _sources(lineage, findings, policy)
    match lineage.exposure:
        case Exposure.CLEAR:
            return _keep(field, lineage, "no sensitive column takes part")
        case Exposure.BARE:
            return _own(field, lineage, sources, policy)
        case Exposure.ELEMENT:
            return _element(field, lineage, sources, policy)
        case Exposure.INJECTIVE:
            return _injective(field, lineage, sources)
        case Exposure.COMPUTED:
            return _redact(field, lineage, _strictest(sources), f"computed from {_named(sources)}")
        case Exposure.UNKNOWN:
            if not trace.reads_sensitive and not sources:
                return _keep(field, lineage, "origin unknown, but the statement reads nothing sensitive")
            return _redact(field, lineage, _strictest(sources), "its origin is not known")
    assert_never(lineage.exposure)


def _sources(lineage: Lineage, findings: Mapping[ColumnRef, Finding], policy: Policy) -> list[_Source]:
    found = []
    for origin in lineage.origins:
        finding = findings.get(origin.column)
        if finding is None:
            found.append(_Source(origin.column, UNREVIEWED, _UNSEEN, None))
            continue
        category, treatment = treated(origin.column, finding, policy)
        if treatment is not None:
            found.append(_Source(origin.column, category, treatment, finding))
    return found


def _strictest(sources: list[_Source]) -> _Source | None:
    return min(sources, key=lambda source: masks.MASKS[source.treatment.mask.name].rank, default=None)


def _named(sources: list[_Source]) -> str:
    columns = sorted({str(source.ref) for source in sources})
    return ", ".join(columns[:3]) + (" and others" if len(columns) > 3 else "") if columns else "sensitive columns"


def _keep(field: Field, lineage: Lineage, why: str) -> Decision:
    return Decision(field.name, masks.KEEP, None, Evidence("lineage", why), "", lineage)


def _redact(field: Field, lineage: Lineage, source: _Source | None, why: str) -> Decision:
    """Whole, with the label of the strictest category."""
    category = source.category if source else UNREVIEWED
    rule = source.treatment.rule if source else _STRICTEST.rule
    mask = source.treatment.mask if source and source.treatment.mask.name in ("null", "redact") else masks.REDACT
    reason = f"{why}: {lineage.reason}" if lineage.reason else why
    return Decision(field.name, mask, category, Evidence("lineage", reason), rule, lineage)


def _own(field: Field, lineage: Lineage, sources: list[_Source], policy: Policy) -> Decision:
    """The stored cells themselves: the column's own mask; several columns agree on one mask or are redacted."""
    strictest = _strictest(sources)
    if strictest is None:  # the judge saw a sensitive column that the findings do not know
        return _redact(field, lineage, None, "its origin is not known")
    if any((s.treatment.mask, s.category) != (strictest.treatment.mask, strictest.category) for s in sources):
        return _redact(field, lineage, strictest, f"holds {_named(sources)} with different masks")
    mask = _by_path(strictest, policy) or served(strictest.treatment.mask, field)
    because = _evidence(strictest)
    return Decision(field.name, mask, strictest.category, because, strictest.treatment.rule, lineage)


def _by_path(source: _Source, policy: Policy) -> MaskSpec | None:
    """A document whose category only sums up its paths is masked leaf by leaf; every other is hidden as a whole.

    So is every document under a policy that lets nothing be asked of free text: what it may hold is not trusted there.
    """
    finding = source.finding
    free = treatment(policy, UNREVIEWED)
    if finding is None or not finding.paths or not _sums_up(finding) or (free and free.predicates == "deny"):
        return None
    return _document(finding.paths)


def _document(paths: Iterable[tuple[str, Category]]) -> MaskSpec:
    return MaskSpec("document", {"paths": {canonical(path): category for path, category in paths}})


def _sums_up(finding: Finding) -> bool:
    """The document has no category of its own: classification calls one with sensitive paths free text."""
    return finding.category in (NONE, UNREVIEWED)


def _element(field: Field, lineage: Lineage, sources: list[_Source], policy: Policy) -> Decision:
    """A path into one column: the mask of what is found there; what no finding is above, at or below is shown."""
    source = _strictest(sources)
    if source is None or len(sources) != 1:
        return _redact(
            field, lineage, source, "an element of several columns" if sources else "its origin is not known"
        )
    finding = source.finding
    if finding is None or not finding.paths or not lineage.path:
        return _own(field, lineage, sources, policy)
    return _at_path(field, lineage, source, finding, policy)


def _at_path(field: Field, lineage: Lineage, source: _Source, finding: Finding, policy: Policy) -> Decision:
    path = canonical(lineage.path).split(".")
    met = [(category, _rest(canonical(known).split("."), path)) for known, category in finding.paths]
    here = [(category, found) for category, rest in met if rest == [] and (found := masked(policy, category))]
    below = [(".".join(rest), category) for category, rest in met if rest]
    if here:
        category, found = min(here, key=lambda pair: masks.MASKS[pair[1].mask.name].rank)
        because = Evidence("lineage", f"path {lineage.path} of {source.ref}")
        return Decision(field.name, served(found.mask, field), category, because, found.rule, lineage)
    if not _sums_up(finding):
        return _own(field, lineage, [source], policy)
    if below:
        because = Evidence("lineage", f"below path {lineage.path} of {source.ref}")
        return Decision(field.name, _document(below), source.category, because, source.treatment.rule, lineage)
    return _keep(field, lineage, f"path {lineage.path} of {source.ref} is not sensitive")


def _rest(known: list[str], path: list[str]) -> list[str] | None:
    """How a known path goes on below another: [] when it is at or above it, None when it lies elsewhere.

    A `*` of the known path stands for any steps (a key may have dots in it), and one of the other for none as well
    (`$.email[0]` of a scalar is the scalar).

    >>> _rest(["a", "*", "b"], ["a"]), _rest(["a"], ["a", "b"]), _rest(["a"], ["b"]), _rest(["*", "b"], ["x", "y", "b"])
    (['*', 'b'], [], None, [])
    """
    if not path:
        return known
    if not known:
        return []
    candidates = []
    if known[0] == ANY:
        candidates = [_rest(known[1:], path[1:])] + ([_rest(known, path[1:])] if len(path) > 1 else [])
    elif path[0] == ANY:
        candidates = [_rest(known, path[1:])]
    elif known[0] == path[0]:
        candidates = [_rest(known[1:], path[1:])]
    met = [rest for rest in candidates if rest is not None]
    return min(met, key=len, default=None)


def _injective(field: Field, lineage: Lineage, sources: list[_Source]) -> Decision:
    """Equal for equal values and nothing else: a token, where the category has tokens."""
    source = _strictest(sources)
    if source is None or len(sources) != 1 or source.treatment.mask.name not in ("token", "hash"):
        return _redact(field, lineage, source, f"computed from {_named(sources)}")
    mask = served(source.treatment.mask, field)
    why = f"a one-to-one function of {source.ref}"
    return Decision(field.name, mask, source.category, Evidence("lineage", why), source.treatment.rule, lineage)


def served(mask: MaskSpec, field: Field) -> MaskSpec:
    """The mask, or redaction where it cannot serve the field's kind; never anything that shows more."""
    known = masks.MASKS[mask.name]
    kind = field.element if field.element is not None else field.kind
    return mask if kind in known.kinds or kind in masks.CONTAINERS else masks.REDACT


def _evidence(source: _Source) -> Evidence:
    if source.finding is not None and source.finding.evidence:
        first = source.finding.evidence[0]
        return Evidence(first.kind, f"{source.ref} is {source.category}: {first.text}")
    return Evidence("policy", f"{source.ref} is {source.category}")


def tighten(plan: MaskPlan, verdicts: Mapping[int, tuple[Category, Treatment]]) -> MaskPlan:
    """The plan with some kept columns masked from now on, by position; a decision that masks already stays.

    Only tightens: a verdict about a column that is not kept is ignored, as its mask already tells less than the value.
    """
    decisions = list(plan.decisions)
    for position, (category, found) in verdicts.items():
        old = decisions[position]
        if old.mask.name != "keep" or found.mask.name == "keep":
            continue
        mask = served(found.mask, plan.schema.fields[position])
        because = Evidence("pattern", f"its cells have the form of {category}")
        decisions[position] = replace(old, mask=mask, category=category, because=because, rule=found.rule)
    return replace(plan, decisions=tuple(decisions))
