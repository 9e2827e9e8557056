"""Layers of policy -> one: a file over what it extends, policies beside each other, and the digest of the result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from opaq.errors import UsageError
from opaq.model.finding import NONE, Category
from opaq.model.record import field, record, replace
from opaq.policy import masks
from opaq.policy.categories import CATEGORIES, ancestry, info
from opaq.policy.types import ColumnRule, CustomCategory, MaskSpec, Policy, Settings, Treatment

if TYPE_CHECKING:
    from opaq.policy.parse import CategoryRule, Document

_MODE_RANK: Final = {"deny": 0, "lookup": 1, "search": 2, "allow": 3}
_STRICTEST: Final[Mapping[str, Callable[[Sequence[Any]], Any]]] = {
    "budget": min, "unreviewed": min, "explain_analyze": min, "require_reason": max, "max_limit": min,
}  # fmt: skip
"""Setting -> which of several stated values asks most; "mask" comes before "scan"."""


@record
class Layer:
    """A policy while it is being put together; None: it says nothing."""

    name: str
    treatments: Mapping[Category, Treatment] = field(default_factory=dict)
    columns: tuple[ColumnRule, ...] = ()
    custom: tuple[CustomCategory, ...] = ()
    functions: frozenset[str] = frozenset()
    settings: Settings = field(default_factory=Settings)


def preset(name: str, row: Mapping[str, Any]) -> Layer:
    """A shipped policy; its rows are trusted to be well formed (a test loads each)."""
    rule = f"preset {name}"
    if "every" in row:
        every = Treatment(MaskSpec(row["every"]["mask"]), row["every"]["predicates"], rule=rule)
        kept = Treatment(MaskSpec("keep"), "allow", rule=rule)
        return Layer(name, {id_: kept if known.mask == "keep" else every for id_, known in CATEGORIES.items()})
    law = row["regulation"]
    treatments = {
        id_: Treatment(masks.settled(id_, MaskSpec(known.mask)), known.predicates, rule=rule)
        for id_, known in CATEGORIES.items()
        if getattr(known, law)
    }
    for id_, entry in row.get("categories", {}).items():
        treatments[id_] = Treatment(masks.settled(id_, masks.spec(entry["mask"], rule)), entry["predicates"], rule=rule)
    columns = [ColumnRule(r["match"], r["category"], rule=rule) for r in row.get("columns", ())]
    return Layer(name, treatments, tuple(columns))


def overlay(base: Layer, document: Document) -> Layer:
    """A file over what it extends: for each category its own nearest rule, else the base's."""
    treatments = dict(base.treatments)
    for category in (*CATEGORIES, *(key for key in document.categories if key not in CATEGORIES)):
        rule = next((document.categories[id_] for id_ in ancestry(category) if id_ in document.categories), None)
        if rule is not None:
            treatments[category] = _fixed(category, _treated(category, rule, base.treatments.get(category)))
    return Layer(
        name=document.name,
        treatments=treatments,
        columns=document.columns + base.columns,
        custom=document.custom + tuple(c for c in base.custom if c.name not in {own.name for own in document.custom}),
        functions=document.functions | base.functions,
        settings=replace(base.settings, **_stated(document.settings)),
    )


def _treated(category: Category, rule: CategoryRule, base: Treatment | None) -> Treatment:
    """What the rule leaves out comes from the base, else from the registry's default."""
    known = info(category)
    inherited = base or Treatment(MaskSpec(known.mask), known.predicates)
    mask = masks.settled(category, rule.mask or inherited.mask)
    predicates = rule.predicates or inherited.predicates
    aggregates = inherited.aggregates if rule.aggregates is None else rule.aggregates
    return Treatment(mask, predicates, aggregates, rule.rule)


def _fixed(category: Category, treatment: Treatment) -> Treatment:
    """A family's rule reaches its members, but not those that no policy may loosen."""
    if info(category).overridable:
        return treatment
    return replace(treatment, mask=masks.stricter(treatment.mask, masks.REDACT), predicates="deny", aggregates=False)


def strictest(layers: Sequence[Layer]) -> Layer:
    """Layers beside each other: whatever tells least wins. Of one layer, that layer; of none, an empty one."""
    if len(layers) == 1:
        return layers[0]
    treatments: dict[Category, Treatment] = {}
    for layer in layers:
        for category, treatment in layer.treatments.items():
            known = treatments.get(category)
            treatments[category] = treatment if known is None else _stricter(known, treatment)
    return Layer(
        name=" + ".join(layer.name for layer in layers),
        treatments=treatments,
        columns=tuple(rule for layer in layers for rule in layer.columns),
        custom=tuple({c.name: c for layer in reversed(layers) for c in layer.custom}.values()),
        functions=frozenset().union(*(layer.functions for layer in layers)),
        settings=_strictest_settings([_stated(layer.settings) for layer in layers]),
    )


def _stricter(left: Treatment, right: Treatment) -> Treatment:
    if (left.mask, left.predicates, left.aggregates) == (right.mask, right.predicates, right.aggregates):
        return left
    mask = masks.stricter(left.mask, right.mask)
    predicates = min(left.predicates, right.predicates, key=_MODE_RANK.__getitem__)
    rule = right.rule if mask == right.mask and mask != left.mask else left.rule
    return Treatment(mask, predicates, left.aggregates and right.aggregates, rule)


def _stated(settings: Settings) -> dict[str, Any]:
    """What is not left open."""
    return {name: value for name in _STRICTEST if (value := getattr(settings, name)) is not None}


def _strictest_settings(stated: Sequence[Mapping[str, Any]]) -> Settings:
    given = {name: [one[name] for one in stated if name in one] for name in _STRICTEST}
    return Settings(**{name: _STRICTEST[name](values) for name, values in given.items() if values})


def refuse_loosening(layer: Layer, prescribed: Layer | None) -> None:
    """A user's (or a project's) layer may not declare harmless what stands above it. Raises UsageError with the rule."""
    above = "the profile's policy" if prescribed is None else "the system policy"
    for rule in layer.columns:
        if rule.category == NONE or (rule.mask is not None and rule.mask.name == "keep"):
            hint = "a project file may only tighten" if prescribed is None else "put it into the system policy"
            raise UsageError("OPQ-P128", f"{rule.rule} would loosen {above}", hint=hint)
    extra = layer.functions - (prescribed.functions if prescribed else frozenset())
    if extra:
        raise UsageError("OPQ-P128", f"{layer.name}: functions allow would loosen {above}")


def policy(names: tuple[str, ...], layer: Layer) -> Policy:
    """The finished policy with its digest."""
    made = Policy(
        names=names,
        treatments=layer.treatments,
        columns=layer.columns,
        custom=layer.custom,
        functions=layer.functions,
        **_stated(layer.settings),
    )
    return replace(made, digest=hashlib.sha256(canonical(made)).hexdigest())


def canonical(policy: Policy) -> bytes:
    """One spelling of what a policy decides (not of where it was written), for the digest in every record."""
    decided = {
        "treatments": {id_: [_mask(t.mask), t.predicates, t.aggregates] for id_, t in policy.treatments.items()},
        "columns": [[rule.match, rule.category, _mask(rule.mask)] for rule in policy.columns],
        "custom": sorted([c.name, c.names, c.pattern, c.checksum, c.values_file] for c in policy.custom),
        "functions": sorted(policy.functions),
        "budget": policy.budget,
        "unreviewed": policy.unreviewed,
        "explain_analyze": policy.explain_analyze,
        "require_reason": policy.require_reason,
        "max_limit": policy.max_limit,
    }
    return json.dumps(decided, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _mask(mask: MaskSpec | None) -> list[Any] | None:
    return None if mask is None else [mask.name, dict(sorted(mask.options.items()))]
