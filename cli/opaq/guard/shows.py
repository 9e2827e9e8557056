"""SHOW statements: which forms only read, and which of their columns are names, types and sizes."""

from __future__ import annotations

from opaq.guard.shape import Shape
from opaq.guard.types import Dialect


def judge_show(shape: Shape, begin: int) -> int | None:
    """Index of the expression a SHOW evaluates (after WHERE), or None. Raises Refused (OPQ-G015)."""
    if shape.dialect is Dialect.POSTGRESQL:
        return None
    for index in range(begin, len(shape.keys)):
        if shape.keys[index] == "where":
            return index
    return None
