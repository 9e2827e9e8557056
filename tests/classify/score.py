"""How well columns are classified: micro F1 on labelled databases, with their own names and with names removed.

    python tests/classify/score.py [DATABASE ...] [--naming own|none] [--show]

Reads `$OPAQ_SHARED` or a sibling directory `shared` (labels as JSON beside SQLite files).
A column counts as found when it has the right coarse category, as left open when it is sensitive
and judged harmless, as masked in vain when it is harmless and judged sensitive.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from opaq.classify.columns import classify
from opaq.engines import registry
from opaq.model.address import Address, Limits
from opaq.model.batch import Batch
from opaq.model.catalog import Catalog, ColumnRef, RelationKind, RelationName
from opaq.model.record import replace
from opaq.model.schema import Schema
from opaq.policy.types import Policy

COARSE = {
    "person.name": "person_name",
    "contact.email": "email",
    "contact.phone": "phone",
    "address.street": "address",
    "address.postal_code": "postal_code",
    "address.city": "city",
    "person.birth_place": "city",
    "geo.coordinates": "geo",
    "fin.card": "payment_card",
    "id.national": "national_id",
    "id.tax": "national_id",
    "id.passport": "national_id",
    "id.driver_licence": "national_id",
    "account.username": "username",
    "person.birth_date": "date_of_birth",
    "person.gender": "demographic",
    "person.marital_status": "demographic",
    "special.ethnicity": "demographic",
    "health.data": "health",
    "fin.salary": "financial",
    "text.free": "free_text",
    "secret.password": "password_hash",
    "secret.password_hash": "password_hash",
    "secret.token": "secret",
    "bio.photo": "photo",
    "health.id": "record_id",
    "fin.bank_account": "record_id",
    "id.device": "record_id",
}
LOW = frozenset({"city"})
"""Labels that the default policy shows: counted for F1, not as left open."""


@dataclass
class Score:
    """Counts over all columns."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    vain: int = 0
    sensitive: int = 0
    harmless: int = 0
    left_open: int = 0
    masked: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + 2 * self.wrong + self.missed + self.vain)

    def line(self) -> str:
        open_share = self.left_open / max(1, self.sensitive)
        masked_share = self.masked / max(1, self.harmless)
        return (
            f"F1 {self.f1:.3f}  right {self.right} wrong {self.wrong} missed {self.missed} vain {self.vain}"
            f"  left open {open_share:.1%} of {self.sensitive}  masked in vain {masked_share:.1%} of {self.harmless}"
        )


def shared() -> Path:
    return Path(os.environ.get("OPAQ_SHARED") or Path(__file__).parents[3] / "shared")


def coarse(category: str) -> str:
    if category in COARSE:
        return COARSE[category]
    parent = category.rpartition(".")[0]
    return coarse(parent) if parent else category


def without_names(catalog: Catalog) -> tuple[Catalog, dict[ColumnRef, ColumnRef]]:
    """Tables t1, t2 ... with columns c1, c2 ...; and what each column was called."""
    relations, was = {}, {}
    for number, relation in enumerate(catalog.relations.values(), 1):
        name = RelationName(relation.name.schema, f"t{number}")
        columns = []
        for position, column in enumerate(relation.columns, 1):
            columns.append(replace(column, name=f"c{position}", references=None, comment=None))
            was[ColumnRef(name, f"c{position}")] = ColumnRef(relation.name, column.name)
        relations[name] = replace(relation, name=name, columns=tuple(columns))
    return Catalog(relations, catalog.search_path), was


def findings(path: Path, naming: str) -> dict[ColumnRef, str]:
    """Category by column, under its own name."""
    session = registry.load("sqlite").connect(Address("sqlite", path=path), None, Limits())
    try:
        catalog = session.describe(session.names())
        kinds = (RelationKind.TABLE, RelationKind.VIEW)
        catalog = Catalog({n: r for n, r in catalog.relations.items() if r.kind in kinds}, catalog.search_path)
        policy = Policy((), {})
        if naming == "own":
            found = classify(catalog, tuple(catalog.relations), session.sample, policy)
            return {ref: f.category for ref, f in found.items()}
        nameless, was = without_names(catalog)

        def sample(relation: RelationName, columns: object, rows: int) -> Batch:
            refs = [was[ColumnRef(relation, str(c))] for c in columns]  # type: ignore[attr-defined]
            batch = session.sample(refs[0].relation, [r.column for r in refs], rows)
            fields = tuple(replace(f, name=str(c)) for f, c in zip(batch.schema.fields, columns, strict=True))  # type: ignore[call-overload]
            return Batch(Schema(fields), batch.columns, batch.row_count)

        found = classify(nameless, tuple(nameless.relations), sample, policy)
        return {was[ref]: f.category for ref, f in found.items()}
    finally:
        session.close()


def judge(score: Score, name: str, label: str, category: str) -> None:
    """Count one column."""
    got = "none" if category == "none" else coarse(category)
    if label == "none":
        score.harmless += 1
        if got != "none":
            score.vain += 1
            score.masked += got not in LOW
            score.told.append(f"vain    {name}: {category}")
        return
    score.sensitive += 1
    if got == label:
        score.right += 1
    elif got == "none":
        score.missed += 1
        score.left_open += label not in LOW
        score.told.append(f"missed  {name}: {label}")
    else:
        score.wrong += 1
        score.told.append(f"wrong   {name}: {category}, not {label}")


def score_database(name: str, naming: str, total: Score) -> Score:
    labels = json.loads((shared() / "data/labels" / f"{name}.json").read_text())
    found = findings(shared() / "data" / name / f"{name}.sqlite", naming)
    score = Score()
    for ref, category in found.items():
        label = labels.get(ref.relation.name, {}).get(ref.column)
        if label is not None:
            for one in (score, total):
                judge(one, f"{name}.{ref.relation.name}.{ref.column}", label, category)
    return score


def main(argv: list[str]) -> None:
    naming = "none" if "none" in argv else "own"
    show = "--show" in argv
    names = [a for a in argv if not a.startswith("-") and a not in ("own", "none")]
    names = names or sorted(p.name[:-5] for p in (shared() / "data/labels").glob("*.json") if p.name.count(".") == 1)
    total = Score()
    for name in names:
        if (shared() / "data" / name / f"{name}.sqlite").exists():
            print(f"{name:16}", score_database(name, naming, total).line())
    print(f"{'all':16}", total.line())
    if show:
        print("\n".join(total.told))
        print(Counter(line.split()[0] for line in total.told))


if __name__ == "__main__":
    main(sys.argv[1:])
