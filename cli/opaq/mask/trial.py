"""What one value would become under a policy, and why: for `opaq policy test`."""

from __future__ import annotations

from typing import Final

from opaq.classify.cells import CellScanner
from opaq.errors import UsageError
from opaq.mask.apply import Masker
from opaq.mask.keys import MaskKey
from opaq.mask.types import Decision, MaskPlan
from opaq.model.batch import Batch, Column
from opaq.model.finding import NONE, Category, Evidence
from opaq.model.lineage import Exposure, Lineage, Witness
from opaq.model.record import record
from opaq.model.schema import Field, Kind, Schema
from opaq.model.spell import spell
from opaq.policy import lookup, masks
from opaq.policy.categories import is_known
from opaq.policy.types import MaskSpec, Policy, Treatment

_SUBJECT: Final = "a subject"
"""Whom a single date belongs to: a policy that shifts dates wants to know."""


@record
class Outcome:
    """What became of the value; `becomes` is masked."""

    category: str
    treatment: Treatment | None
    becomes: str
    before: tuple[tuple[str, str], ...] = ()
    """What it became under older keys: their id, and the value masked."""

    def rows(self) -> list[tuple[str, str]]:
        """For people, two columns."""
        treatment = self.treatment
        return [
            ("category", self.category or "none found"),
            ("mask", treatment.mask.name if treatment else "keep"),
            ("predicates", treatment.predicates if treatment else "allow"),
            ("rule", treatment.rule if treatment else "no rule of this policy"),
            ("becomes", self.becomes),
            *((f"under key {key_id}", shown) for key_id, shown in self.before),
        ]


class Trial:
    """Runs single values through the same masker that results go through."""

    def __init__(self, policy: Policy, key: MaskKey) -> None:
        self._policy = policy
        self._key = key

    def of(self, value: str, *, category: Category | None = None, name: str = "") -> Outcome:
        """Mask one value: as the category given, or as what is found in it. Raises UsageError for an unknown category."""
        if category is not None and not is_known(category):
            raise UsageError("OPQ-P123", "no such category", hint="opaq policy show strict lists them")
        scanner = CellScanner(self._policy)
        found = scanner.scan([value], name=name)
        categories = sorted({span.category for spans in found.affected.values() for span in spans})
        treatment = lookup.masked(self._policy, category or (categories[0] if categories else NONE))
        fields = (Field(name or "value", Kind.TEXT), Field("subject", Kind.TEXT))
        plan = MaskPlan(Schema(fields), (self._decision(category, treatment), self._decision(None, None)))
        batch = Batch(plan.schema, [Column([value]), Column([_SUBJECT])])

        def shown(key: MaskKey) -> str:
            masked = Masker(plan, key, scanner, self._policy).apply(batch)
            return spell(masked.columns[0].cells()[0]) or "NULL"

        now = shown(self._key)
        earlier = tuple((key.key_id, old) for key in self._key.retired if (old := shown(key)) != now)
        return Outcome(category or ", ".join(categories), treatment, now, earlier)

    def _decision(self, category: Category | None, treatment: Treatment | None) -> Decision:
        lineage = Lineage("value", Witness.ATTESTED, Exposure.BARE, ())
        chosen = category is not None and treatment is not None
        mask = treatment.mask if chosen and treatment is not None else masks.KEEP
        if mask.name == "shift":
            mask = MaskSpec("shift", {**mask.options, "position": 1})
        return Decision("value", mask, category if chosen else None, Evidence("policy", "a trial"), "", lineage)
