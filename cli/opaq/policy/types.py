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
    """sum, avg, stddev may be shown."""
    rule: str = ""
    """Where it was decided, for people: `preset gdpr`, `policies/team.toml: categories."contact.email"`."""


@record
class ColumnRule:
    """A reviewed decision about columns by pattern `[schema.]table.column`, `*` in any part."""

    match: str
    category: Category | None = None
    """None: what classification finds."""
    mask: MaskSpec | None = None
    """None: the category's."""
    rule: str = ""
    """Where it stands, for people."""


@record
class CustomCategory:
    """A category that a policy file defines: by names of columns, by a pattern, or by a list of values."""

    name: Category
    """`custom.*`."""
    names: tuple[str, ...] = ()
    """Names of columns that are of it, compared folded."""
    pattern: str | None = None
    """A regular expression that `policy.patterns` takes."""
    checksum: str | None = None
    """Name of the rule that what matches must also pass."""
    values_file: str | None = None
    """Absolute path of a list, one value a line."""


@record
class Settings:
    """What a policy says of whole statements; None: it says nothing. Fields as in `Policy`."""

    budget: int | None = None
    unreviewed: str | None = None
    explain_analyze: bool | None = None
    require_reason: bool | None = None
    max_limit: int | None = None


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
    """What happens to text that nobody reviewed: scan | mask"""
    explain_analyze: bool = False
    """EXPLAIN ANALYZE is admitted."""
    require_reason: bool = False
    """Statements without --reason are refused."""
    max_limit: int | None = None
    """Rows shown at most, whatever is asked; None: no ceiling."""
    digest: str = ""
    """SHA-256 in hex over what the policy decides (`merge.canonical`)."""
