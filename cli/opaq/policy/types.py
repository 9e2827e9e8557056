"""The policy room's nouns: categories, what to do about each, and for which columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opaq.model.finding import Category
from opaq.model.record import field, record


@record
class MaskSpec:
    """A mask by name with its validated options."""

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)


@record
class Treatment:
    """What is done about one category."""

    mask: MaskSpec
    predicates: str
    """deny | lookup | search | allow"""
    aggregates: bool = False
    rule: str = ""
    """Where it was decided, for people: `preset gdpr`, `policies/team.toml: categories."contact.email"`."""


@record
class ColumnRule:
    """A reviewed decision about columns by pattern `[schema.]table.column`, `*` in any part."""

    match: str
    category: Category | None = None
    mask: MaskSpec | None = None
    rule: str = ""


@record
class CustomCategory:
    name: Category
    names: tuple[str, ...] = ()
    pattern: str | None = None
    checksum: str | None = None
    values_file: str | None = None


@record
class Policy:
    """The merged policy of a profile; immutable; `digest` goes into every record."""

    names: tuple[str, ...]
    treatments: Mapping[Category, Treatment]
    """One entry for every known category; a category that is absent is not masked by this policy."""
    columns: tuple[ColumnRule, ...] = ()
    custom: tuple[CustomCategory, ...] = ()
    functions: frozenset[str] = frozenset()
    """User-defined functions the policy admits, folded, optionally schema-qualified."""
    budget: int = 25
    """Distinct probes per actor, column and day."""
    unreviewed: str = "scan"
    """scan | mask"""
    explain_analyze: bool = False
    require_reason: bool = False
    max_limit: int | None = None
    digest: str = ""
