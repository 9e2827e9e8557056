"""Reads the case files: a `####` line with what is expected and a name, then the statement."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from opaq.guard.types import Dialect, LexerSettings

CASES = Path(__file__).parent / "cases"
MODES = {
    "[ansi]": LexerSettings(ansi_quotes=True),
    "[nobs]": LexerSettings(no_backslash_escapes=True),
    "[scs-off]": LexerSettings(standard_conforming_strings=False),
}


class Case(NamedTuple):
    dialect: Dialect
    name: str
    expected: str
    """A code, or empty when the statement is admitted."""
    text: str
    settings: LexerSettings

    def __str__(self) -> str:
        return f"{self.dialect.value}: {self.expected} {self.name}"


def read(kind: str) -> list[Case]:
    return [case for dialect in Dialect for case in _read(dialect, kind)]


def _read(dialect: Dialect, kind: str) -> list[Case]:
    found = []
    for block in ("\n" + (CASES / f"{dialect.value}_{kind}.sql").read_text(encoding="utf-8")).split("\n#### ")[1:]:
        title, _, text = block.partition("\n")
        settings = next((mode for mark, mode in MODES.items() if mark in title), LexerSettings())
        expected, _, name = title.partition(" ") if kind == "refused" else ("", "", title)
        found.append(Case(dialect, name, expected, text.rstrip("\n"), settings))
    return found
