"""Which databases the tests run against. Not in conftest: several directories have one of those."""

from __future__ import annotations

from typing import NamedTuple

from opaq.model.address import Address
from opaq.model.secret import Secret

ENGINES = ("sqlite", "postgresql", "mysql")


class Target(NamedTuple):
    """Where a test database is, as opaq is told."""

    address: Address
    secret: Secret | None
