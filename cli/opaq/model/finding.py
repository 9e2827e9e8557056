"""What was found out about a column, with its reasons; never with a sample of the data."""

from __future__ import annotations

from enum import Enum, IntEnum

from opaq.model.catalog import ColumnRef
from opaq.model.record import record

Category = str
"""A category id such as `contact.email`; the registry of all ids is `policy.categories`."""

NONE: Category = "none"
"""Reviewed or classified as harmless."""


class Likelihood(IntEnum):
    """As in data-loss prevention."""

    VERY_UNLIKELY = 1
    UNLIKELY = 2
    POSSIBLE = 3
    LIKELY = 4
    VERY_LIKELY = 5


class Source(Enum):
    """Where a classification comes from, strongest first."""

    POLICY = "policy"
    REVIEWED = "catalog, reviewed"
    CATALOG = "catalog"
    CACHE = "cache"
    DETECTED = "detected"


@record
class Evidence:
    """One reason, for people: `name token "mail"`, `64 of 64 sampled values have the shape of an e-mail`."""

    kind: str
    """name | type | pattern | checksum | dictionary | key | comment | policy | lineage"""
    text: str


@record
class Finding:
    """The classification of one column."""

    category: Category
    likelihood: Likelihood
    evidence: tuple[Evidence, ...]
    source: Source = Source.DETECTED
    column: ColumnRef | None = None
    paths: tuple[tuple[str, Category], ...] = ()
    """For JSON columns: dotted path (array steps as `[]`) and its category."""
