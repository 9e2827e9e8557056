"""What an operator stands between: literals, CASE, EXISTS, ARRAY, ROW, INTERVAL, signs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from opaq.guard.types import TokenKind
from opaq.lineage.query import Logic, Subquery
from opaq.lineage.sql_calls import Calls
from opaq.lineage.sql_cursor import Lexeme
from opaq.lineage.sql_syntax import (
    Apply,
    CastTo,
    Choice,
    Items,
    Literal,
    LogicOf,
    Node,
    QueryNode,
    Star,
    SubSelect,
    Unknown,
)
from opaq.lineage.sql_words import (
    BARE_FUNCTIONS,
    CANONICAL,
    INTERVAL_UNITS,
    LEVELS,
    NEVER_NAMES,
    NOT,
    OTHER_OPERATOR,
    QUERY_STARTS,
    UNARY,
)


def operator(symbol: str, *args: Node) -> Apply:
    return Apply(CANONICAL.get(symbol, symbol), args, operator=True)


class Operands(Calls):
    """Prefix forms; parentheses, postfix forms and queries are the heirs'."""

    @abstractmethod
    def query(self) -> QueryNode: ...

    @abstractmethod
    def postfix(self, node: Node) -> Node: ...

    @abstractmethod
    def parenthesised(self) -> Node: ...

    def prefix(self) -> Node:
        item = self.peek()
        if item is None:
            raise self.unexpected()
        if item.kind is TokenKind.WORD:
            return self.postfix(self.word_form(item))
        if item.kind is TokenKind.OPERATOR:
            return self.prefix_operator(item.text)
        if item.kind in {TokenKind.STRING, TokenKind.NUMBER, TokenKind.PARAMETER}:
            return self.postfix(self.literal())
        if item.kind is TokenKind.QUOTED:
            return self.postfix(self.name_or_call())
        if item.text == "(":
            return self.postfix(self.parenthesised())
        if item.text == "{" and self.mysql:
            return self.odbc_escape()
        raise self.unexpected()

    def odbc_escape(self) -> Node:
        """`{fn upper(x)}`, `{d '...'}`: MySQL takes the expression and drops the rest."""
        self.expect_symbol("{")
        self.ident()
        inner = self.expression()
        self.expect_symbol("}")
        return inner

    def prefix_operator(self, symbol: str) -> Node:
        if symbol == "<" and self.mysql:
            return self.servers_mark()
        if symbol == "*":
            self.take()
            return Star()
        unary = UNARY[self.dialect]
        if symbol in {"-", "+", "~", "!"} or self.postgres:
            self.take()
            level = (
                unary if symbol in {"-", "+", "~", "!"} and not (self.postgres and symbol in "~!") else OTHER_OPERATOR
            )
            return self.signed(symbol, self.expression(level))
        raise self.unexpected()

    def servers_mark(self) -> Node:
        """`<cache>(x)`, `<expr_cache><a, b>(x)`: marks in the text MariaDB makes of a statement, never in what people write."""
        while self.accept_symbol("<"):
            while not self.accept_symbol(">"):
                self.take()
        if self.symbol() != "(":
            raise self.unexpected()
        return self.parenthesised()

    def signed(self, symbol: str, arg: Node) -> Node:
        if isinstance(arg, Literal) and arg.kind == "number":
            if symbol == "-":
                return Literal(f"-{arg.text}", "number")
            if symbol == "+" and self.sqlite:
                return arg
        if symbol == "+":
            return operator("+", arg)
        if symbol == "!" and self.mysql:
            return LogicOf(Logic.NOT, (arg,))
        return operator(symbol, arg)

    def literal(self) -> Node:
        item = self.take()
        if item.kind is TokenKind.PARAMETER:
            if item.raw.startswith("@"):
                return self.variable(item)
            return Literal(item.raw, "parameter")
        if item.kind is TokenKind.NUMBER:
            return Literal(item.text, "number")
        text = item.text
        while not self.sqlite and self.kind() is TokenKind.STRING:  # 'a' 'b' is one string
            text += self.take().text
        return Literal(text)

    def variable(self, item: Lexeme) -> Node:
        while self.accept_symbol("."):
            self.ident()
        return Unknown("a session variable" if item.raw.startswith("@@") else "a user variable")

    def word_form(self, item: Lexeme) -> Node:
        word = item.text.upper()
        forms: dict[str, Callable[[], Node]] = {
            "NOT": self.not_form,
            "CASE": self.case_form,
            "EXISTS": self.exists_form,
            "NULL": self.null_form,
            "ARRAY": self.array_form,
            "ROW": self.row_form,
            "INTERVAL": self.interval_form,
            "BINARY": self.binary_form,
        }
        if word in forms and self.is_form(word):
            return forms[word]()
        if word in {"TRUE", "FALSE"} and not self.sqlite:
            self.take()
            return Literal(word.lower(), "boolean")
        if word in BARE_FUNCTIONS[self.dialect] and self.symbol(1) != ".":
            return self.bare_function(word)
        if word in NEVER_NAMES or (word in QUERY_STARTS and self.symbol(1) != "("):
            raise self.unexpected()
        if self.kind(1) is TokenKind.STRING and (typed := self.typed_literal(word)) is not None:
            return typed
        return self.name_or_call()

    def is_form(self, word: str) -> bool:
        """Whether the keyword is one here and not a name or function of that spelling."""
        if word == "ARRAY":
            return self.postgres and self.symbol(1) in {"[", "("}
        if word == "ROW":
            return not self.sqlite and self.symbol(1) == "("
        if word == "INTERVAL":
            return not self.sqlite
        if word == "BINARY":
            return self.mysql
        return True

    def null_form(self) -> Node:
        self.take()
        return Literal(None, "null")

    def bare_function(self, word: str) -> Node:
        self.take()
        if self.accept_symbol("("):
            if not self.accept_symbol(")"):
                self.expression()
                self.expect_symbol(")")
            return Apply(word.lower(), ())
        return Apply(word.lower(), ())

    def not_form(self) -> Node:
        self.take()
        if self.words("EXISTS") and self.symbol(1) == "(":
            found = self.exists_form()
            if isinstance(found, SubSelect):
                return SubSelect(found.kind, found.query, negated=True)
        return LogicOf(Logic.NOT, (self.expression(NOT),))

    def case_form(self) -> Node:
        self.take()
        subject = None if self.words("WHEN") else self.expression()
        conditions: list[Node] = []
        results: list[Node] = []
        while self.accept("WHEN"):
            when = self.expression()
            conditions.append(when if subject is None else operator("=", subject, when))
            self.expect("THEN")
            results.append(self.expression())
        if self.accept("ELSE"):
            results.append(self.expression())
        self.expect("END")
        return Choice(tuple(conditions), tuple(results))

    def exists_form(self) -> Node:
        self.take()
        self.expect_symbol("(")
        query = self.query()
        self.expect_symbol(")")
        return SubSelect(Subquery.EXISTS, query)

    def array_form(self) -> Node:
        self.take()
        if self.accept_symbol("("):
            query = self.query()
            self.expect_symbol(")")
            return SubSelect(Subquery.ARRAY, query)
        return self.array_items()

    def array_items(self) -> Node:
        self.expect_symbol("[")
        items: list[Node] = []
        while not self.accept_symbol("]"):
            items.append(self.array_items() if self.symbol() == "[" else self.expression())
            if self.symbol() != "]":
                self.expect_symbol(",")
        return Items(tuple(items), "array")

    def row_form(self) -> Node:
        self.take()
        self.expect_symbol("(")
        items = () if self.symbol() == ")" else self.expressions()
        self.expect_symbol(")")
        return Items(items)

    def binary_form(self) -> Node:
        self.take()
        if self.kind() is TokenKind.STRING:
            return self.literal()
        return CastTo(self.expression(UNARY[self.dialect]), "binary")

    def interval_form(self) -> Node:
        self.take()
        if self.postgres:
            return self.postgres_interval()
        if self.symbol() == "(":
            self.take()
            args = self.expressions()
            self.expect_symbol(")")
            if len(args) > 1:
                return Apply("interval", args)
            amount = args[0]
        else:
            amount = self.expression(LEVELS[self.dialect]["|"])
        if not self.accept_any(*INTERVAL_UNITS):
            raise self.unexpected()
        return operator("interval", amount)

    def postgres_interval(self) -> Node:
        if self.accept_symbol("("):
            self.take()
            self.expect_symbol(")")
        if self.kind() is not TokenKind.STRING:
            raise self.unexpected()
        value = self.literal()
        self.interval_fields()
        return Literal(value.text if isinstance(value, Literal) else None, "typed")

    def typed_literal(self, word: str) -> Node | None:
        """`DATE '...'`, `_utf8'...'`; in PostgreSQL any type name before a string."""
        if self.mysql and not (word in {"DATE", "TIME", "TIMESTAMP", "N"} or word.startswith("_")):
            return None
        if self.sqlite:
            return None
        self.take()
        value = self.literal()
        return Literal(value.text if isinstance(value, Literal) else None, "typed")
