"""Expressions of the three dialects, by precedence.

Produces syntax nodes and names no column. Functions that have their own punctuation
(`EXTRACT(... FROM ...)`) are in `sql_specials`.
"""

from __future__ import annotations

from collections.abc import Callable

from opaq.guard.types import TokenKind
from opaq.lineage.query import Logic, Subquery
from opaq.lineage.sql_cursor import NotUnderstood
from opaq.lineage.sql_operands import Operands, operator
from opaq.lineage.sql_paths import json_steps
from opaq.lineage.sql_syntax import (
    Access,
    AllFields,
    Apply,
    CastTo,
    Ident,
    InItems,
    Items,
    Literal,
    LogicOf,
    Node,
    NullTest,
    QueryNode,
    SelectNode,
    Star,
    SubSelect,
    TableNode,
    Unknown,
)
from opaq.lineage.sql_syntax import Item as SelectItem
from opaq.lineage.sql_words import (
    CANONICAL,
    LEVELS,
    OTHER_OPERATOR,
    QUERY_STARTS,
)

_LIKE = {"LIKE": "~~", "ILIKE": "~~*", "GLOB": "glob", "REGEXP": "~", "RLIKE": "~", "MATCH": "match"}
_MAX_RETRIES = 64
"""Times a parenthesis may turn out to hold an expression and not a query."""


def both(logic: Logic, left: Node, right: Node) -> Node:
    """`left AND right`, flat when left already is one."""
    if isinstance(left, LogicOf) and left.logic is logic and logic is not Logic.NOT:
        return LogicOf(logic, (*left.args, right))
    return LogicOf(logic, (left, right))


def negation(node: Node, *, negated: bool) -> Node:
    return LogicOf(Logic.NOT, (node,)) if negated else node


class Expressions(Operands):
    """The expression half of the grammar; `query` and the special functions are supplied by its heirs."""

    retries = 0

    # precedence

    def expression(self, minimum: int = 0) -> Node:
        with self:
            left = self.prefix()
            while (level := self.infix_level()) is not None and level >= minimum:
                left = self.infix(left, level)
            return left

    def expressions(self) -> tuple[Node, ...]:
        items = [self.expression()]
        while self.accept_symbol(","):
            items.append(self.expression())
        return tuple(items)

    def infix_level(self) -> int | None:
        """How tightly the operator there binds; None when there is none."""
        item = self.peek()
        if item is None or item.kind not in {TokenKind.WORD, TokenKind.OPERATOR}:
            return None
        levels = LEVELS[self.dialect]
        if item.kind is TokenKind.OPERATOR:
            known = levels.get(item.text)
            return OTHER_OPERATOR if known is None and self.postgres and item.text not in {":=", "=>", ":"} else known
        if item.text.upper() == "NOT":
            following = self.word(1)
            if self.sqlite and following == "NULL":
                return levels["IS"]
            return levels.get(following) if following in {*_LIKE, "IN", "BETWEEN", "SIMILAR"} else None
        if item.text.upper() == "OPERATOR" and self.symbol(1) != "(":
            return None
        return levels.get(item.text.upper())

    def infix(self, left: Node, level: int) -> Node:
        item = self.take()
        if item.kind is TokenKind.OPERATOR:
            return self.infix_symbol(left, item.text, level)
        return self.infix_word(left, item.text.upper(), level)

    def infix_symbol(self, left: Node, symbol: str, level: int) -> Node:
        if symbol == "&&" and self.mysql:
            return both(Logic.AND, left, self.expression(level + 1))
        if self.word() in {"ANY", "ALL", "SOME"} and self.symbol(1) == "(" and not self.sqlite:
            return self.quantified(left, symbol)
        right = self.expression(level + 1)
        if symbol in {"->", "->>", "#>", "#>>"} and isinstance(right, Literal) and right.text is not None:
            return self.json_access(left, symbol, right)
        return operator(symbol, left, right)

    def infix_word(self, left: Node, word: str, level: int) -> Node:
        if word in {"AND", "OR"}:
            return both(Logic[word], left, self.expression(level + 1))
        if word in {"ISNULL", "NOTNULL"}:
            return NullTest(left, negated=word == "NOTNULL")
        handlers: dict[str, Callable[[Node], Node]] = {
            "IS": self.is_test,
            "COLLATE": self.collate,
            "AT": self.at_time_zone,
            "OPERATOR": self.named_operator,
            "MEMBER": self.member_of,
        }
        if word in handlers:
            return handlers[word](left)
        negated = word == "NOT"
        if negated:
            if self.sqlite and self.accept("NULL"):
                return NullTest(left, negated=True)
            word = self.take().text.upper()
        if word in {"XOR", "DIV", "MOD", "OVERLAPS"}:
            return operator(word.lower() if word != "MOD" else "%", left, self.expression(level + 1))
        return self.predicate(left, word, level, negated=negated)

    # predicates

    def predicate(self, left: Node, word: str, level: int, *, negated: bool) -> Node:
        if word == "IN":
            return self.in_test(left, negated=negated)
        if word == "BETWEEN":
            return negation(self.between(left, level), negated=negated)
        if word == "SIMILAR":
            self.expect("TO")
            return negation(self.pattern(left, "similar to", level), negated=negated)
        if word == "SOUNDS":
            self.expect("LIKE")
            return operator("sounds like", left, self.expression(level + 1))
        return negation(self.pattern(left, _LIKE[word], level), negated=negated)

    def pattern(self, left: Node, symbol: str, level: int) -> Node:
        if self.word() in {"ANY", "ALL", "SOME"} and self.symbol(1) == "(" and self.postgres:
            return self.quantified(left, symbol)
        args = [left, self.expression(level + 1)]
        if self.accept("ESCAPE"):
            args.append(self.expression(level + 1))
        return operator(symbol, *args)

    def between(self, left: Node, level: int) -> Node:
        symmetric = self.postgres and bool(self.accept_any("SYMMETRIC", "ASYMMETRIC") == "SYMMETRIC")
        low = self.expression(level + 1)
        self.expect("AND")
        high = self.expression(level + 1)
        if symmetric:
            return operator("between symmetric", left, low, high)
        return LogicOf(Logic.AND, (operator(">=", left, low), operator("<=", left, high)))

    def in_test(self, left: Node, *, negated: bool) -> Node:
        if self.sqlite and self.symbol() != "(":
            return SubSelect(Subquery.IN, self.whole_table(), left, "=", negated)
        self.expect_symbol("(")
        if self.sqlite and self.accept_symbol(")"):
            return InItems(left, (), negated)
        inner = self.query_or_list()
        if isinstance(inner, QueryNode):
            return SubSelect(Subquery.IN, inner, left, "=", negated)
        return InItems(left, inner, negated)

    def whole_table(self) -> QueryNode:
        """SQLite: `x IN some_table`."""
        parts = [self.ident()]
        if self.accept_symbol("."):
            parts.append(self.ident())
        if self.symbol() == "(":
            raise NotUnderstood("IN with a table function")
        return QueryNode(SelectNode((SelectItem(Star(), None, "*"),), (TableNode(tuple(parts)),)))

    def quantified(self, left: Node, symbol: str) -> Node:
        """`left op ANY|ALL (query or array)`."""
        all_of = self.take().text.upper() == "ALL"
        symbol = CANONICAL.get(symbol, symbol)
        self.expect_symbol("(")
        inner = self.query_or_list()
        membership = (symbol == "=" and not all_of) or (symbol == "<>" and all_of)
        if isinstance(inner, QueryNode):
            kind = Subquery.IN if membership else Subquery.COMPARE
            return SubSelect(kind, inner, left, "=" if membership else symbol, negated=membership and all_of)
        array = inner[0]
        if membership and isinstance(array, Items) and array.spelled == "array":
            return InItems(left, array.items, all_of)
        if membership and isinstance(array, Literal):
            return InItems(left, inner, all_of)
        return operator(f"{symbol} {'all' if all_of else 'any'}", left, *inner)

    def is_test(self, left: Node) -> Node:
        negated = self.accept("NOT")
        if self.accept("NULL"):
            return NullTest(left, negated)
        if self.accept("DISTINCT", "FROM"):
            right = self.expression(LEVELS[self.dialect]["IS"] + 1)
            return operator("is not distinct from" if negated else "is distinct from", left, right)
        if not self.sqlite and (word := self.accept_any("TRUE", "FALSE", "UNKNOWN")):
            return negation(operator(f"is {word.lower()}", left), negated=negated)
        if self.sqlite:
            right = self.expression(LEVELS[self.dialect]["IS"] + 1)
            if isinstance(right, Literal) and right.kind == "null":
                return NullTest(left, negated)
            return operator("is distinct from" if negated else "is not distinct from", left, right)
        if self.accept("JSON"):
            self.accept_any("VALUE", "SCALAR", "ARRAY", "OBJECT")
            return negation(operator("is json", left), negated=negated)
        if self.accept("DOCUMENT") or (self.accept_any("NFC", "NFD", "NFKC", "NFKD") and self.accept("NORMALIZED")):
            return negation(operator("is normalized", left), negated=negated)
        if self.accept("NORMALIZED"):
            return negation(operator("is normalized", left), negated=negated)
        raise self.unexpected()

    def collate(self, left: Node) -> Node:
        """A collation changes how a value compares, not what it is."""
        self.ident()
        while self.accept_symbol("."):
            self.ident()
        return left

    def at_time_zone(self, left: Node) -> Node:
        if self.accept("LOCAL"):
            return Apply("timezone", (left,))
        self.expect("TIME", "ZONE")
        return Apply("timezone", (self.expression(LEVELS[self.dialect]["AT"] + 1), left))

    def named_operator(self, left: Node) -> Node:
        """`a OPERATOR(pg_catalog.+) b`; another schema's operator is a user's."""
        self.expect_symbol("(")
        schema = ""
        while self.kind() is not TokenKind.OPERATOR:
            schema = self.ident().text.lower()
            self.expect_symbol(".")
        symbol = self.take().text
        self.expect_symbol(")")
        right = self.expression(OTHER_OPERATOR + 1)
        if schema not in {"", "pg_catalog"}:
            return Unknown("an operator of another schema", (left, right))
        return operator(symbol, left, right)

    def member_of(self, left: Node) -> Node:
        self.expect("OF")
        self.expect_symbol("(")
        array = self.expression()
        self.expect_symbol(")")
        return operator("member of", left, array)

    # parentheses

    def starts_query(self) -> bool:
        return self.word() in QUERY_STARTS and not (self.word() == "VALUES" and self.mysql and self.symbol(1) != "(")

    def query_or_list(self) -> QueryNode | tuple[Node, ...]:
        """What stands in parentheses already open, closing included."""
        if self.starts_query():
            query = self.query()
            self.expect_symbol(")")
            return query
        if self.symbol() == "(" and self.leads_to_query():
            found = self.attempt_query()
            if found is not None:
                return found
        items = self.expressions()
        self.expect_symbol(")")
        return items

    def leads_to_query(self) -> bool:
        ahead = 0
        while self.symbol(ahead) == "(":
            ahead += 1
        return self.word(ahead) in QUERY_STARTS

    def attempt_query(self) -> QueryNode | None:
        """`((SELECT ...) UNION ...)` is a query, `((SELECT ...) + 1)` is not: only the end tells."""
        self.retries += 1
        if self.retries > _MAX_RETRIES:
            raise NotUnderstood("a statement with this many parentheses")
        index, depth = self.index, self.depth
        try:
            query = self.query()
            self.expect_symbol(")")
        except NotUnderstood:
            self.index, self.depth = index, depth
            return None
        return query

    def parenthesised(self) -> Node:
        self.expect_symbol("(")
        inner = self.query_or_list()
        if isinstance(inner, QueryNode):
            return SubSelect(Subquery.SCALAR, inner)
        return inner[0] if len(inner) == 1 else Items(inner)

    # postfix forms

    def postfix(self, node: Node) -> Node:
        while True:
            if self.postgres and self.symbol() == "::":
                self.take()
                node = CastTo(node, self.type_name())
            elif self.postgres and self.symbol() == "[":
                node = self.subscript(node)
            elif self.postgres and self.symbol() == ".":
                self.take()
                if self.accept_symbol("*"):
                    return AllFields(node)
                node = Access(node, (self.ident_text(self.ident()),), field=True)
            else:
                return node

    def ident_text(self, ident: Ident) -> str:
        return ident.text if ident.quote else ident.text.lower()

    def subscript(self, node: Node) -> Node:
        self.expect_symbol("[")
        parts: list[Node] = []
        slices = False
        while not self.accept_symbol("]"):
            if self.accept_symbol(":"):
                slices = True
            else:
                parts.append(self.expression())
        if slices or len(parts) != 1:
            return operator("[:]", node, *parts)
        index = parts[0]
        if isinstance(index, Literal) and index.kind == "number":
            return self.deeper(node, ("[]",))
        if isinstance(index, Literal) and index.text is not None:
            return self.deeper(node, (index.text,))
        return operator("[]", node, index)

    def deeper(self, node: Node, steps: tuple[str, ...], *, as_text: bool = False) -> Access:
        if isinstance(node, Access) and not node.field:
            return Access(node.arg, node.steps + steps, as_text)
        return Access(node, steps, as_text)

    def json_access(self, left: Node, symbol: str, right: Literal) -> Node:
        steps = json_steps(right, symbol, postgres=self.postgres)
        if steps is None:
            return operator(symbol, left, right)
        return self.deeper(left, steps, as_text=symbol.endswith(">>"))
