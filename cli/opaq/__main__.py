"""`python -m opaq`."""

from __future__ import annotations

from opaq.main import run

run()
