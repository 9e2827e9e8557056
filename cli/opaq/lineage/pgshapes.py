"""What nodes of PostgreSQL's tree look like where their shape alone decides: types, constant paths, compared sides."""

from __future__ import annotations

from opaq.guard.types import Nature
from opaq.lineage.pgnodes import Node, array_texts
from opaq.lineage.query import Boolean, Call, Constant, Expr, Path, Query, Select
from opaq.lineage.totality import postgresql_cast_is_total

TRANSPARENT = frozenset({"RELABELTYPE", "COLLATEEXPR", "NAMEDARGEXPR"})
RESULT_TYPES = (
    *("vartype", "consttype", "paramtype", "aggtype", "wintype", "funcresulttype", "opresulttype", "resulttype"),
    *("casetype", "coalescetype", "minmaxtype", "array_typeid", "refrestype", "row_typeid", "type"),
)
JSON_TYPES = frozenset({114, 3802})


def compared(test: Expr) -> tuple[list[tuple[Expr, Expr]], str]:
    """The compared sides and their operator; the strictest word when operators differ."""
    parts = test.args if isinstance(test, Boolean) else (test,)
    pairs: list[tuple[Expr, Expr]] = []
    operators: set[str] = set()
    for part in parts:
        if isinstance(part, Call) and part.name == "row comparison":
            half = len(part.args) // 2
            pairs.extend(zip(part.args[:half], part.args[half:], strict=True))
            operators.add(part.name)
        elif isinstance(part, Call) and len(part.args) == 2:
            pairs.append((part.args[0], part.args[1]))
            operators.add(part.name)
        else:
            return [], ""
    return pairs, operators.pop() if len(operators) == 1 else "several operators"


def width(query: Query) -> int:
    if isinstance(query, Select):
        return len(query.outputs)
    return len(getattr(query, "names", ())) or (len(query.rows[0]) if hasattr(query, "rows") else 0)


def constant_path(name: str, node: Node, args: tuple[Expr, ...]) -> Path | None:
    """`doc -> 'key'` and its kin with constant steps, on json and jsonb only."""
    nodes = node.nodes("args")
    if name not in ("->", "->>", "#>", "#>>") or len(args) != 2 or type_of(nodes[0]) not in JSON_TYPES:
        return None
    as_text = name.endswith(">>")
    if name[0] == "-":
        return Path(args[0], (step(args[1]),), as_text) if isinstance(args[1], Constant) else None
    steps = array_texts(nodes[1]) if nodes[1].tag == "CONST" else None
    return None if steps is None else Path(args[0], tuple("[]" if s.isdigit() else s for s in steps), as_text)


def step(expr: Expr) -> str:
    text = expr.text if isinstance(expr, Constant) else None
    return "[]" if text is None or text.lstrip("-").isdigit() else text


def is_null(node: Node | None) -> bool:
    while node is not None and node.tag in TRANSPARENT:
        node = node.node("arg")
    return node is not None and node.tag == "CONST" and node.flag("constisnull")


def type_of(node: Node | None) -> int:
    """The type number of an expression's result; 0 where the node does not say."""
    if node is None:
        return 0
    for name in RESULT_TYPES:
        if name in node.fields:
            return node.number(name)
    return 16 if node.tag in ("BOOLEXPR", "NULLTEST", "BOOLEANTEST", "SCALARARRAYOPEXPR") else 0


def cast_nature(source: int, target: int) -> Nature:
    if not source or not postgresql_cast_is_total(source, target):
        return Nature.PARTIAL
    return Nature.INJECTIVE if target in (25, 1043) else Nature.TOTAL


CAST_NAMES = frozenset(
    {
        "int2",
        "int4",
        "int8",
        "float4",
        "float8",
        "numeric",
        "text",
        "date",
        "timestamp",
        "timestamptz",
        "bool",
        "varchar",
    }
)
