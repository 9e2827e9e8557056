"""Expressions of the three dialects, by precedence.

Produces syntax nodes and names no column. Functions that have their own punctuation
(`EXTRACT(... FROM ...)`) are in `sql_specials`.
"""

from __future__ import annotations

from collections.abc import Callable

from opaq.guard.types import TokenKind
from opaq.lineage.query import Logic, Subquery
from opaq.lineage.sql_calls import Calls
from opaq.lineage.sql_cursor import Lexeme, NotUnderstood
from opaq.lineage.sql_paths import json_steps
from opaq.lineage.sql_syntax import (
    Access,
    AllFields,
    Apply,
    CastTo,
    Choice,
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


def operator(symbol: str, *args: Node) -> Apply:
    return Apply(CANONICAL.get(symbol, symbol), args, operator=True)


class Expressions(Calls):
    """The expression half of the grammar; `query` and the special functions are supplied by its heirs."""

    retries = 0

    def query(self) -> QueryNode:
        raise NotImplementedError

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

    # prefix forms

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
