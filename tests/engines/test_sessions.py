"""Every engine, through its real server: what it testifies, how it reads, how it fails."""

from __future__ import annotations

from conftest import Target

from opaq.engines import registry
from opaq.guard.admit import admit
from opaq.guard.types import LexerSettings
from opaq.model.address import Limits


def test_reads_plain_columns_as_the_server_spells_them(engine: Target) -> None:
    session = registry.load(engine.address.engine).connect(engine.address, engine.secret, Limits())
    print(session.server)
    session.close()
