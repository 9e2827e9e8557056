"""Type names after `::` and inside CAST."""

from __future__ import annotations

from opaq.guard.types import TokenKind
from opaq.lineage.sql_cursor import Cursor
from opaq.lineage.sql_words import POSTGRES_TYPES

_MYSQL_SUFFIXES = (
    "UNSIGNED",
    "SIGNED",
    "INTEGER",
    "INT",
    "PRECISION",
    "ZEROFILL",
    "BINARY",
    "ASCII",
    "UNICODE",
    "BYTE",
)


class Types(Cursor):
    """Reads a type and answers its canonical name without modifiers."""

    def type_name(self) -> str:
        if self.postgres:
            return self.postgres_type()
        if self.mysql:
            return self.mysql_type()
        return self.sqlite_type()

    def postgres_type(self) -> str:
        self.accept("SETOF")
        word = self.word()
        name = self.ident()
        found = name.text if name.quote else POSTGRES_TYPES.get(word, word.lower())
        while self.accept_symbol("."):
            name = self.ident()
            found = name.text if name.quote else name.text.lower()
        if word in {"TIMESTAMP", "TIME"}:
            found += self.time_zone()
        elif word == "INTERVAL":
            self.interval_fields()
        elif word == "DOUBLE":
            self.expect("PRECISION")
        elif word in {"NATIONAL", "CHARACTER", "CHAR", "BIT", "NCHAR"}:
            found = self.character_type(word)
        self.modifiers()
        return found + self.array_bounds()

    def character_type(self, word: str) -> str:
        if word == "NATIONAL" and not self.accept_any("CHARACTER", "CHAR"):
            raise self.unexpected()
        varying = self.accept("VARYING")
        if word == "BIT":
            return "varbit" if varying else "bit"
        return "varchar" if varying else "bpchar"

    def time_zone(self) -> str:
        self.modifiers()
        if self.accept("WITH", "TIME", "ZONE"):
            return "tz"
        self.accept("WITHOUT", "TIME", "ZONE")
        return ""

    def interval_fields(self) -> None:
        units = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")
        if self.accept_any(*units) and self.accept("TO") and not self.accept_any(*units):
            raise self.unexpected()

    def array_bounds(self) -> str:
        bounds = ""
        if self.accept("ARRAY"):
            bounds = "[]"
        while self.symbol() == "[" and (self.symbol(1) == "]" or self.symbol(2) == "]"):
            self.take()
            if self.kind() is TokenKind.NUMBER:
                self.take()
            self.expect_symbol("]")
            bounds = "[]"
        return bounds

    def modifiers(self) -> None:
        if self.accept_symbol("("):
            while not self.accept_symbol(")"):
                if self.kind() is not TokenKind.NUMBER and self.symbol() not in {",", "-", "+"}:
                    raise self.unexpected()
                self.take()

    def mysql_type(self) -> str:
        found = self.ident().text.lower()
        self.modifiers()
        while self.accept_any(*_MYSQL_SUFFIXES):
            pass
        if self.accept("CHARACTER", "SET") or self.accept("CHARSET") or self.accept("COLLATE"):
            self.ident()
        self.accept("ARRAY")
        return {"binary": "binary", "integer": "signed"}.get(found, found)

    def sqlite_type(self) -> str:
        words = []
        while self.kind() in {TokenKind.WORD, TokenKind.QUOTED, TokenKind.STRING}:
            words.append(self.ident().text.lower())
        self.modifiers()
        return " ".join(words)
