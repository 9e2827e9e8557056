"""Functions with punctuation of their own: `EXTRACT(year FROM d)`, `TRIM(BOTH x FROM y)`, `CAST(x AS t)` ...

Each gives the plain call it stands for, under the name it is written with, or the
node its meaning has (IF, COALESCE and NULLIF are choices; JSON extraction with a
constant path is an access).
"""

from __future__ import annotations

from collections.abc import Callable

from opaq.guard.types import TokenKind
from opaq.lineage.sql_expressions import Expressions
from opaq.lineage.sql_operands import operator
from opaq.lineage.sql_paths import path_steps
from opaq.lineage.sql_syntax import Apply, CastTo, Choice, Literal, Node, NullTest
from opaq.lineage.sql_words import INTERVAL_UNITS, LEVELS, LOOSE_FUNCTIONS, PHRASES_AFTER, PHRASES_BEFORE

_EXTRACTIONS = {"JSON_EXTRACT": False, "JSON_VALUE": True, "JSON_QUERY": False}


class Specials(Expressions):
    """The opening parenthesis is taken when a method here runs, and the closing one when it returns."""

    def special(self, name: str) -> Node | None:
        if name in {"COALESCE", "IFNULL", "NVL", "IF", "IIF", "NULLIF", "NVL2"}:
            return self.choice(name)
        if name in _EXTRACTIONS and self.symbol() != "*":
            return self.extraction(name)
        forms: dict[str, Callable[[], Node]] = {
            "CAST": self.cast,
            "TRY_CAST": self.cast,
            "EXTRACT": self.extract,
            "SUBSTRING": self.substring,
            "SUBSTR": self.substring,
            "MID": self.substring,
            "POSITION": self.position,
            "OVERLAY": self.overlay,
            "TRIM": self.trim,
        }
        if name in forms:
            return forms[name]()
        if self.mysql:
            return self.mysql_special(name)
        if self.postgres and name == "NORMALIZE":
            return self.normalize()
        if self.postgres and name in LOOSE_FUNCTIONS:
            return self.loose(name)
        return None

    def mysql_special(self, name: str) -> Node | None:
        forms: dict[str, Callable[[], Node]] = {
            "CONVERT": self.convert,
            "CHAR": self.char,
            "MATCH": self.match_against,
            "TIMESTAMPADD": lambda: self.after_unit("timestampadd"),
            "TIMESTAMPDIFF": lambda: self.after_unit("timestampdiff"),
            "WEIGHT_STRING": self.weight_string,
            "VALUES": lambda: self.arguments("values"),
            "COLUMN_GET": lambda: self.loose("column_get"),
        }
        if name in forms:
            return forms[name]()
        if name == "GET_FORMAT":
            self.take()
            self.expect_symbol(",")
            return self.arguments("get_format")
        return None

    # choices

    def choice(self, name: str) -> Node:
        call = self.arguments(name.lower())
        args = call.args
        if call.order_by or call.distinct or not args:
            return call
        if name in {"COALESCE", "IFNULL", "NVL"}:
            return Choice(tuple(NullTest(a) for a in args[:-1]), args, "coalesce")
        if name == "NULLIF" and len(args) == 2:
            return Choice((operator("=", *args),), args[:1], "nullif")
        if name in {"IF", "IIF"} and len(args) in {2, 3}:
            return Choice(args[:1], args[1:], "if")
        if name == "NVL2" and len(args) == 3:
            return Choice((NullTest(args[0]),), args[1:], "if")
        return call

    # paths

    def extraction(self, name: str) -> Node:
        if self.postgres:
            return self.loose(name)
        first = self.index
        document = self.expression()
        if self.symbol() == "," and self.kind(1) is TokenKind.STRING and self.symbol(2) == ")":
            self.take()
            path = self.take()
            self.take()
            steps = path_steps(path.text)
            if steps is not None:
                return self.deeper(document, steps, as_text=_EXTRACTIONS[name])
            return Apply(name.lower(), (document, Literal(path.text)))
        self.index = first
        return self.loose(name) if self.mysql else self.arguments(name.lower())

    # standard forms

    def cast(self) -> Node:
        arg = self.expression()
        self.expect("AS")
        target = self.type_name()
        if self.accept("FORMAT"):
            self.literal()
        self.expect_symbol(")")
        return CastTo(arg, target)

    def extract(self) -> Node:
        unit = self.take().text if self.kind() is TokenKind.STRING else self.ident().text
        if self.symbol() == ",":  # a user's function of that name
            self.take()
            return self.arguments("extract")
        self.expect("FROM")
        arg = self.expression()
        self.expect_symbol(")")
        return Apply("extract", (Literal(unit.strip("'").casefold()), arg))

    def substring(self) -> Node:
        args = [self.expression()]
        if self.accept("SIMILAR"):
            args.append(self.expression())
            self.expect("ESCAPE")
            args.append(self.expression())
        while (self.accept_symbol(",") or self.accept_any("FROM", "FOR")) and len(args) < 4:
            args.append(self.expression())
        self.expect_symbol(")")
        return Apply("substring" if not self.sqlite else "substr", tuple(args))

    def position(self) -> Node:
        needle = self.expression(LEVELS[self.dialect]["IN"] + 1)
        if self.accept_symbol(","):
            rest = self.arguments("position")
            return Apply("position", (needle, *rest.args))
        self.expect("IN")
        haystack = self.expression()
        self.expect_symbol(")")
        return Apply("position", (needle, haystack))

    def overlay(self) -> Node:
        args = [self.expression()]
        while self.accept_symbol(",") or self.accept_any("PLACING", "FROM", "FOR"):
            args.append(self.expression())
        self.expect_symbol(")")
        return Apply("overlay", tuple(args))

    def trim(self) -> Node:
        side = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(self.accept_any("LEADING", "TRAILING", "BOTH"), "trim")
        args = [] if self.accept("FROM") else [self.expression()]
        while self.accept_symbol(",") or self.accept("FROM"):
            args.append(self.expression())
        self.expect_symbol(")")
        return Apply(side, tuple(args))

    def normalize(self) -> Node:
        arg = self.expression()
        if self.accept_symbol(",") and not self.accept_any("NFC", "NFD", "NFKC", "NFKD"):
            raise self.unexpected()
        self.expect_symbol(")")
        return Apply("normalize", (arg,))

    def loose(self, name: str) -> Node:
        """SQL/JSON and XML constructors: every expression between the known phrases becomes an argument."""
        args: list[Node] = []
        order: tuple[Node, ...] = ()
        expects_argument = True
        while not self.accept_symbol(")"):
            if expects_argument:
                args += self.loose_argument(name)
                expects_argument = False
            elif self.accept("ORDER", "BY"):
                order = self.order_by()
            elif self.accept("RETURNING") or self.accept("AS"):
                self.type_name()
            elif word := self.phrase(PHRASES_AFTER):
                expects_argument = word in {"VALUE", "PASSING", "DEFAULT"}
            elif self.accept_symbol(",", ":"):
                expects_argument = True
            else:
                raise self.unexpected()
        return Apply(name.lower(), tuple(args), order_by=order)

    def loose_argument(self, name: str) -> list[Node]:
        if name.startswith("XML"):
            if self.words("NAME"):
                self.take()
                self.ident()
                return []
            if name in {"XMLPARSE", "XMLSERIALIZE", "XMLROOT"} and self.phrase(PHRASES_BEFORE):
                return [] if self.symbol() in {",", ")"} else [self.expression()]
        return [self.expression()]

    def phrase(self, choices: tuple[tuple[str, ...], ...]) -> str:
        """The first word of the phrase taken, or empty."""
        return next((words[0] for words in choices if self.accept(*words)), "")

    # MySQL

    def convert(self) -> Node:
        arg = self.expression()
        if self.accept("USING"):
            self.ident()
            self.expect_symbol(")")
            return Apply("convert", (arg,))
        self.expect_symbol(",")
        target = self.type_name()
        self.expect_symbol(")")
        return CastTo(arg, target)

    def char(self) -> Node:
        args = self.expressions()
        if self.accept("USING"):
            self.ident()
        self.expect_symbol(")")
        return Apply("char", args)

    def match_against(self) -> Node:
        columns = self.expressions()
        self.expect_symbol(")")
        self.expect("AGAINST")
        self.expect_symbol("(")
        words = self.expression(LEVELS[self.dialect]["IN"] + 1)
        for phrase in (
            ("IN", "BOOLEAN", "MODE"),
            ("IN", "NATURAL", "LANGUAGE", "MODE"),
            ("WITH", "QUERY", "EXPANSION"),
        ):
            self.accept(*phrase)
        self.expect_symbol(")")
        return Apply("match", (*columns, words))

    def after_unit(self, name: str) -> Node:
        if not self.accept_any(*INTERVAL_UNITS):
            raise self.unexpected()
        self.expect_symbol(",")
        return self.arguments(name)

    def weight_string(self) -> Node:
        arg = self.expression()
        if self.accept("AS"):
            self.type_name()
        if self.accept("LEVEL"):
            while self.symbol() != ")":
                self.take()
        self.expect_symbol(")")
        return Apply("weight_string", (arg,))
