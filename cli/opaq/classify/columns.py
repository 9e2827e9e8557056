"""Base columns -> findings. Interface first."""

from __future__ import annotations

from collections.abc import Callable, Collection

from opaq.model.batch import Batch
from opaq.model.catalog import Catalog, ColumnRef, RelationName
from opaq.model.finding import Finding
from opaq.policy.types import Policy

Sampler = Callable[[RelationName, Collection[str], int], Batch]
