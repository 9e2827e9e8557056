"""Cells -> spans of sensitive text. Interface first; the detectors fill it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opaq.classify.types import CLEAN, CellFindings
from opaq.model.batch import Cell
from opaq.policy.types import Policy


class CellScanner:
    """Scans columns of cells for the detectors a policy wants."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def scan(self, cells: Sequence[Cell], *, name: str = "", arrow: Any = None) -> CellFindings:
        """Spans per distinct cell. `name`: the column's name, which can speak against weak shapes (`serial_no`)."""
        return CLEAN
