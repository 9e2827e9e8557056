"""Names, function calls and what may follow them: DISTINCT, ORDER BY, FILTER, WITHIN GROUP, OVER."""

from __future__ import annotations

from abc import abstractmethod

from opaq.guard.types import TokenKind
from opaq.lineage.sql_cursor import NotUnderstood
from opaq.lineage.sql_syntax import Apply, Ident, Literal, Name, Node, Star, WindowSpec
from opaq.lineage.sql_types import Types
from opaq.lineage.sql_words import AND


class Calls(Types):
    """Calls; the expressions inside are parsed by the heir that knows operators."""

    @abstractmethod
    def expression(self, minimum: int = 0) -> Node: ...

    @abstractmethod
    def expressions(self) -> tuple[Node, ...]: ...

    @abstractmethod
    def literal(self) -> Node: ...

    @abstractmethod
    def special(self, name: str) -> Node | None:
        """A function with its own punctuation, opening parenthesis already taken; None when `name` is none."""

    def name_or_call(self) -> Node:
        parts = [self.ident()]
        while self.symbol() == ".":
            self.take()
            if self.accept_symbol("*"):
                return Star(tuple(parts))
            parts.append(self.ident())
        if self.symbol() == "(":
            return self.call(parts)
        if self.postgres and len(parts) == 1 and not parts[0].quote and self.type_before_string(parts[0].text):
            return self.long_typed_literal()
        return Name(tuple(parts))

    def type_before_string(self, word: str) -> bool:
        """`timestamp with time zone '...'`, `double precision '...'`: the words between type and string."""
        if word.upper() in {"TIMESTAMP", "TIME"}:
            return self.words("WITH", "TIME", "ZONE") or self.words("WITHOUT", "TIME", "ZONE")
        return word.upper() == "DOUBLE" and self.words("PRECISION")

    def long_typed_literal(self) -> Node:
        while self.kind() is TokenKind.WORD:
            self.take()
        if self.kind() is not TokenKind.STRING:
            raise self.unexpected()
        value = self.literal()
        return Literal(value.text if isinstance(value, Literal) else None, "typed")

    def call(self, parts: list[Ident]) -> Node:
        if len(parts) > 2:
            raise NotUnderstood("a function with two qualifiers")
        self.expect_symbol("(")
        name = parts[-1]
        spelled = name.text if name.quote and self.postgres else name.text.lower()
        if len(parts) == 1 and not (name.quote and self.postgres):
            found = self.special(spelled.upper())
            if found is not None:
                return self.call_tail(found)
        schema = parts[0].text.lower() if len(parts) == 2 else ""
        call = self.arguments(spelled, schema)
        return self.call_tail(call)

    def arguments(self, name: str, schema: str = "") -> Apply:
        """`[DISTINCT] a, b [ORDER BY ...] [SEPARATOR s] )`, parenthesis already open."""
        if self.accept_symbol("*"):
            self.expect_symbol(")")
            return Apply(name, (), schema=schema, star=True)
        distinct = self.accept_any("DISTINCT", "ALL") == "DISTINCT"
        args: list[Node] = []
        while self.symbol() != ")" and not self.words("ORDER", "BY") and self.word() != "SEPARATOR":
            args.append(self.argument())
            if not self.accept_symbol(","):
                break
        order = self.order_by() if self.accept("ORDER", "BY") else ()
        if self.mysql and self.accept("SEPARATOR"):
            args.append(self.literal())
        if self.mysql and self.accept("LIMIT"):
            args.extend(self.expressions())
        self.expect_symbol(")")
        return Apply(name, tuple(args), schema=schema, distinct=distinct, order_by=order)

    def argument(self) -> Node:
        self.accept("VARIADIC")
        if self.postgres and self.kind() in {TokenKind.WORD, TokenKind.QUOTED} and self.symbol(1) in {"=>", ":="}:
            self.take()
            self.take()
        return self.expression()

    def call_tail(self, call: Node) -> Node:
        """WITHIN GROUP, FILTER, OVER and NULLS treatment after an argument list."""
        order: tuple[Node, ...] = ()
        where: Node | None = None
        window: WindowSpec | None = None
        if self.accept("WITHIN", "GROUP"):
            self.expect_symbol("(")
            self.expect("ORDER", "BY")
            order = self.order_by()
            self.expect_symbol(")")
        if self.words("FILTER") and self.symbol(1) == "(":
            self.take()
            self.take()
            self.expect("WHERE")
            where = self.expression()
            self.expect_symbol(")")
        if self.word() in {"IGNORE", "RESPECT"} and self.word(1) == "NULLS":
            self.take()
            self.take()
        if self.words("OVER") and (self.symbol(1) == "(" or self.kind(1) in {TokenKind.WORD, TokenKind.QUOTED}):
            self.take()
            window = self.window()
        if not (order or where or window):
            return call
        if not isinstance(call, Apply):
            raise NotUnderstood("a clause after this function")
        return Apply(
            call.name,
            call.args,
            schema=call.schema,
            star=call.star,
            distinct=call.distinct,
            order_by=call.order_by + order,
            where=where,
            window=window,
        )

    def window(self) -> WindowSpec:
        """What follows OVER, or a definition in the WINDOW clause."""
        if self.symbol() != "(":
            return WindowSpec(base=self.ident())
        self.expect_symbol("(")
        base: Ident | None = None
        if self.kind() in {TokenKind.WORD, TokenKind.QUOTED} and self.word() not in {
            "PARTITION",
            "ORDER",
            "ROWS",
            "RANGE",
            "GROUPS",
        }:
            base = self.ident()
        partition = self.expressions() if self.accept("PARTITION", "BY") else ()
        order = self.order_by() if self.accept("ORDER", "BY") else ()
        frame = self.frame() if self.accept_any("ROWS", "RANGE", "GROUPS") else ()
        self.expect_symbol(")")
        return WindowSpec(base, partition, order, frame)

    def frame(self) -> tuple[Node, ...]:
        bounds: list[Node] = []
        if self.accept("BETWEEN"):
            bounds += self.bound()
            self.expect("AND")
        bounds += self.bound()
        if self.accept("EXCLUDE") and not (
            self.accept("CURRENT", "ROW") or self.accept("NO", "OTHERS") or self.accept_any("GROUP", "TIES")
        ):
            raise self.unexpected()
        return tuple(bounds)

    def bound(self) -> list[Node]:
        if self.accept("CURRENT", "ROW"):
            return []
        found: list[Node] = [] if self.accept("UNBOUNDED") else [self.expression(AND + 1)]
        if not self.accept_any("PRECEDING", "FOLLOWING"):
            raise self.unexpected()
        return found

    def order_by(self) -> tuple[Node, ...]:
        items = [self.order_item()]
        while self.accept_symbol(","):
            items.append(self.order_item())
        return tuple(items)

    def order_item(self) -> Node:
        found = self.expression()
        if not self.accept_any("ASC", "DESC") and self.postgres and self.accept("USING"):
            self.take()
        if self.accept("NULLS") and not self.accept_any("FIRST", "LAST"):
            raise self.unexpected()
        return found
