"""What the parser hands to the resolver: the statement's shape, with names still as written.

Only what a resolved query needs is kept apart; every token of the text has a place in
one of these nodes, because the grammar refuses a token it has no place for.
"""

from __future__ import annotations

from typing import TypeAlias

from opaq.lineage.query import Logic, SetOperator, Subquery
from opaq.model.record import record


@record
class Ident:
    text: str
    quote: str = ""
    """The opening quote as written: empty, `"`, a backtick, `[` or `'` (SQLite)."""


@record
class Name:
    """A possibly qualified name: a column, a whole row, or what the dialect falls back to."""

    parts: tuple[Ident, ...]


@record
class Star:
    """`*` or `t.*`."""

    qualifier: tuple[Ident, ...] = ()


@record
class Literal:
    text: str | None = None
    kind: str = "string"
    """string | number | null | boolean | parameter | typed"""

    def __repr__(self) -> str:
        return f"Literal({self.kind})"


@record
class WindowSpec:
    base: Ident | None = None
    partition_by: tuple[Node, ...] = ()
    order_by: tuple[Node, ...] = ()
    frame: tuple[Node, ...] = ()


@record
class Apply:
    """A function call as written, or an operator by its symbol."""

    name: str
    args: tuple[Node, ...]
    operator: bool = False
    schema: str = ""
    quoted: bool = False
    star: bool = False
    """`count(*)`."""
    distinct: bool = False
    order_by: tuple[Node, ...] = ()
    where: Node | None = None
    window: WindowSpec | None = None


@record
class CastTo:
    arg: Node
    type: str
    """Canonical spelling, without modifiers: `int4`, `text`, `int4[]`."""


@record
class LogicOf:
    logic: Logic
    args: tuple[Node, ...]


@record
class NullTest:
    arg: Node
    negated: bool = False


@record
class InItems:
    arg: Node
    items: tuple[Node, ...]
    negated: bool = False


@record
class Choice:
    """CASE, IF, COALESCE, NULLIF ..."""

    conditions: tuple[Node, ...]
    results: tuple[Node, ...]
    spelled: str = "case"


@record
class SubSelect:
    kind: Subquery
    query: QueryNode
    test: Node | None = None
    operator: str = ""
    negated: bool = False


@record
class Items:
    """A row constructor, a parenthesised list or an array constructor."""

    items: tuple[Node, ...]
    spelled: str = "row"


@record
class Access:
    """A constant path: `doc->'a'`, `(home).city`, `tags[1]`."""

    arg: Node
    steps: tuple[str, ...]
    as_text: bool = False
    field: bool = False
    """The step is a field of a composite or of a whole row, as in `(c).email`."""


@record
class AllFields:
    """`(c).*`."""

    arg: Node


@record
class Unknown:
    reason: str
    parts: tuple[Node, ...] = ()


Node: TypeAlias = (
    "Name | Star | Literal | Apply | CastTo | LogicOf | NullTest | InItems | Choice | SubSelect"
    " | Items | Access | AllFields | Unknown"
)


@record
class TableNode:
    parts: tuple[Ident, ...]
    alias: Ident | None = None
    columns: tuple[Ident, ...] = ()
    sample: tuple[Node, ...] | None = None
    hinted: bool = False
    """An index is prescribed: rows then come in its order."""


@record
class DerivedNode:
    query: QueryNode
    alias: Ident | None = None
    columns: tuple[Ident, ...] = ()
    lateral: bool = False


@record
class FunctionNode:
    calls: tuple[Node, ...]
    alias: Ident | None = None
    columns: tuple[Ident, ...] = ()
    ordinality: bool = False
    defined: tuple[str, ...] = ()
    """Column names the call itself defines: `AS x(a int)`, JSON_TABLE's COLUMNS."""


@record
class JoinNode:
    left: TableExpr
    right: TableExpr
    kind: str = "inner"
    natural: bool = False
    on: Node | None = None
    using: tuple[Ident, ...] = ()
    using_alias: Ident | None = None


@record
class NestedNode:
    """A parenthesised join with an alias, which hides the names inside."""

    join: TableExpr
    alias: Ident
    columns: tuple[Ident, ...] = ()


TableExpr: TypeAlias = "TableNode | DerivedNode | FunctionNode | JoinNode | NestedNode"


@record
class Item:
    """One entry of a select list."""

    expr: Node
    alias: Ident | None
    text: str
    """As written: the name MySQL and SQLite give it."""


@record
class SelectNode:
    items: tuple[Item, ...]
    tables: tuple[TableExpr, ...] = ()
    where: Node | None = None
    group_by: tuple[Node, ...] = ()
    having: Node | None = None
    windows: tuple[tuple[Ident, WindowSpec], ...] = ()
    distinct: bool = False
    distinct_on: tuple[Node, ...] = ()


@record
class SetNode:
    operator: SetOperator
    left: Body
    right: Body


@record
class ValuesNode:
    rows: tuple[tuple[Node, ...], ...]
    texts: tuple[str, ...] = ()
    """First row as written: MariaDB names the columns after it."""


@record
class Added:
    """Columns that SEARCH or CYCLE adds to a CTE, made from some of its own; CYCLE ends where those repeat."""

    names: tuple[Ident, ...]
    by: tuple[Ident, ...]
    ends: bool


@record
class Cte:
    name: Ident
    columns: tuple[Ident, ...]
    query: QueryNode
    added: tuple[Added, ...] = ()


@record
class QueryNode:
    body: Body
    ctes: tuple[Cte, ...] = ()
    recursive: bool = False
    order_by: tuple[Node, ...] = ()
    limit: tuple[Node, ...] = ()


Body: TypeAlias = "SelectNode | SetNode | ValuesNode | QueryNode"
