"""The name an output gets when nobody names it, so that a query around it can refer to it."""

from __future__ import annotations

from opaq.guard.types import Dialect
from opaq.lineage.query import Subquery
from opaq.lineage.resolve_scope import ascii_lower
from opaq.lineage.sql_syntax import (
    Access,
    Apply,
    CastTo,
    Choice,
    Item,
    Items,
    Literal,
    Name,
    Node,
    QueryNode,
    SelectNode,
    SubSelect,
    ValuesNode,
)

UNNAMED = "?column?"


def output_name(dialect: Dialect, item: Item) -> str:
    if isinstance(item.expr, Name) and dialect is not Dialect.POSTGRESQL:
        return item.expr.parts[-1].text
    if dialect is Dialect.POSTGRESQL:
        return _postgres(item.expr) or UNNAMED
    return _literal_name(item) if dialect is Dialect.MYSQL else item.text


def _literal_name(item: Item) -> str:
    """MySQL names a string literal after its value."""
    expr = item.expr
    return expr.text if isinstance(expr, Literal) and expr.kind == "string" and expr.text else item.text


def _postgres(node: Node) -> str:
    """FigureColname of parse_target.c, as far as names are worth referring to."""
    match node:
        case Name():
            last = node.parts[-1]
            return last.text if last.quote else ascii_lower(last.text)
        case Apply():
            return "" if node.operator else node.name
        case Access():
            return node.steps[-1] if node.field else _postgres(node.arg) if node.steps[-1] == "[]" else ""
        case CastTo():
            return _postgres(node.arg) or node.type.removesuffix("[]")
        case Choice():
            return node.spelled
        case Items():
            return node.spelled
        case Literal():
            return "bool" if node.kind == "boolean" else ""
        case SubSelect():
            return _of_subquery(node)
        case _:
            return ""


def _of_subquery(node: SubSelect) -> str:
    if node.kind is Subquery.EXISTS:
        return "exists"
    if node.kind is Subquery.ARRAY:
        return "array"
    body = node.query.body
    while isinstance(body, QueryNode):
        body = body.body
    if node.kind is Subquery.SCALAR and isinstance(body, SelectNode) and body.items:
        item = body.items[0]
        if item.alias is not None:
            return item.alias.text if item.alias.quote else ascii_lower(item.alias.text)
        return _postgres(item.expr)
    return ""


def values_names(dialect: Dialect, node: ValuesNode) -> tuple[str, ...]:
    """`column1` ... in PostgreSQL and SQLite; MariaDB names VALUES after its first row."""
    if dialect is Dialect.MYSQL:
        return node.texts
    return tuple(f"column{i + 1}" for i in range(len(node.rows[0])))
