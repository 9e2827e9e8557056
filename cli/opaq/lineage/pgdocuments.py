"""SQL/JSON and XML in PostgreSQL's tree: constructors, JSON_VALUE and its kin, JSON_TABLE and XMLTABLE.

JSON_VALUE, JSON_QUERY, JSON_EXISTS and the columns of JSON_TABLE answer NULL where a
document does not fit, unless ERROR or DEFAULT say otherwise: without them they are
total, and a constant path of keys is a path into the document.
"""

from __future__ import annotations

from typing import Protocol

from opaq.guard.types import Nature
from opaq.lineage.pgnodes import Level, Node, plain_keys
from opaq.lineage.pgshapes import is_null
from opaq.lineage.query import Call, Expr, Path

_TOTAL_XML = frozenset({"0", "1", "2", "6", "IS_XMLCONCAT", "IS_XMLELEMENT", "IS_XMLFOREST"})
_TOTAL_CONSTRUCTORS = frozenset({"2", "6", "7"})
"""JSON_ARRAY, JSON_SCALAR, JSON_SERIALIZE (JsonConstructorType): the others check keys, or parse."""
_ERROR, _DEFAULT = "1", "8"
"""Of JsonBehaviorType (primnodes.h); the others are NULL, nothing, a truth value."""
_EXISTS = "0"
"""Of JsonExprOp."""


class Translator(Protocol):
    """What translates the expressions inside; `tested` is what a placeholder (CaseTestExpr) stands for."""

    tested: list[Expr]

    def expr(self, node: Node | None, level: Level) -> Expr: ...

    def exprs(self, node: Node, name: str, level: Level) -> tuple[Expr, ...]: ...

    def children(self, node: Node, level: Level) -> tuple[Expr, ...]: ...


def xml(translator: Translator, node: Node, level: Level) -> Expr:
    nature = Nature.TOTAL if node.text("op") in _TOTAL_XML else Nature.PARTIAL
    return Call("xml expression", translator.children(node, level), nature)


def json_constructor(translator: Translator, node: Node, level: Level) -> Expr:
    function = node.node("func")
    if function is not None and function.tag in ("AGGREF", "WINDOWFUNC"):
        return translator.expr(function, level)
    args = translator.exprs(node, "args", level) or ((translator.expr(function, level),) if function else ())
    nature = Nature.TOTAL if node.text("type") in _TOTAL_CONSTRUCTORS else Nature.PARTIAL
    return Call("json constructor", args, nature)


def json_value(translator: Translator, node: Node, level: Level) -> Expr:
    return translator.expr(_document(node), level)


def json_test(translator: Translator, node: Node, level: Level) -> Expr:
    return Call("is json", (translator.expr(node.node("expr"), level),), Nature.TOTAL)


def json_query(translator: Translator, node: Node, level: Level) -> Expr:
    """JSON_VALUE, JSON_QUERY and JSON_EXISTS."""
    document, spec = translator.expr(_document(node), level), node.node("path_spec")
    passed = translator.exprs(node, "passing_values", level)
    quiet = _is_quiet(node)
    keys = plain_keys(spec) if spec is not None and spec.tag == "CONST" else None
    if quiet and keys and not passed and node.text("op") != _EXISTS:
        return Path(document, keys, as_text=True)
    path = (translator.expr(spec, level),) if spec is not None else ()
    defaults = tuple(translator.expr(b.node("expr"), level) for b in _behaviours(node) if b.node("expr") is not None)
    nature = Nature.TOTAL if quiet else Nature.PARTIAL
    return Call("json query", (document, *path, *passed, *defaults), nature)


def table_function(translator: Translator, node: Node, level: Level) -> Call:
    """The rows of JSON_TABLE or XMLTABLE, which all its columns come from."""
    document = node.node("docexpr")
    if document is not None and document.tag == "JSONEXPR":
        return _json_table(translator, node, document, level)
    fields = ("docexpr", "rowexpr")
    single = tuple(translator.expr(node.node(f), level) for f in fields if node.node(f) is not None)
    lists = ("ns_uris", "colexprs", "coldefexprs")
    several = tuple(e for name in lists for e in translator.exprs(node, name, level))
    return Call("xmltable", (*single, *several), Nature.PARTIAL, returns_rows=True)


def _json_table(translator: Translator, node: Node, source: Node, level: Level) -> Call:
    document = translator.expr(_document(source), level)
    passed = translator.exprs(source, "passing_values", level)
    translator.tested.append(document)
    columns = translator.exprs(node, "colvalexprs", level)
    translator.tested.pop()
    nature = Nature.TOTAL if _is_quiet(source) else Nature.PARTIAL
    return Call("json_table", (document, *passed, *columns), nature, returns_rows=True)


def _document(node: Node) -> Node | None:
    return node.node("formatted_expr") or node.node("raw_expr")


def _behaviours(node: Node) -> list[Node]:
    return [b for b in (node.node("on_error"), node.node("on_empty")) if b is not None]


def _is_quiet(node: Node) -> bool:
    """NULL, an empty value or a truth value where the document does not fit: no ERROR, and no DEFAULT to convert."""
    return all(b.text("btype") not in (_ERROR, _DEFAULT) or is_null(b.node("expr")) for b in _behaviours(node))
