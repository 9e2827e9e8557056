"""A resolved query: the one form that every witness is translated into and the judge reads.

Builders (`pgtree` from PostgreSQL's own tree, `parsed` from the text with the
server's catalog) resolve every name; after them a column is a reference to a
source by number, a function is a name with its nature, and nothing is looked up
again. What a builder does not understand becomes `Opaque` with the parts it could
see as children: the judge then takes the strictest view of it.

Source numbers are unique in the whole statement, so an outer reference of a
correlated subquery is simply a reference to an outer source's number.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from opaq.guard.types import Nature
from opaq.model.catalog import RelationName
from opaq.model.record import field, record
from opaq.model.schema import Kind


@record
class Column:
    """Output `position` (0-based) of source number `source`; position -1 is the whole row."""

    source: int
    position: int
    name: str = ""


@record
class Constant:
    """A literal or bound parameter. `text` is kept for probes (guess digest, LIKE length) only; None is NULL or not known."""

    text: str | None = None
    parameter: bool = False
    null: bool = False
    """Certainly NULL."""
    name: str = ""
    """Of a bound parameter, to find its value."""

    def __repr__(self) -> str:
        return "Constant()"


@record
class Call:
    """A function, operator or cast. Operators use their symbol (`=`, `<`, `||`, `~~` for LIKE, `->`), casts `::type`."""

    name: str
    args: tuple[Expr, ...]
    nature: Nature
    distinct: bool = False
    order_by: tuple[Expr, ...] = ()
    where: Expr | None = None
    """FILTER."""
    window: Window | None = None
    type: Kind | None = None
    """Kind of the result where known."""
    strict: bool = True
    returns_rows: bool = False
    """A set-returning function: the number of rows follows from its arguments."""


@record
class Window:
    partition_by: tuple[Expr, ...] = ()
    order_by: tuple[Expr, ...] = ()
    frame: tuple[Expr, ...] = ()


class Logic(Enum):
    AND = "and"
    OR = "or"
    NOT = "not"


@record
class Boolean:
    logic: Logic
    args: tuple[Expr, ...]


@record
class IsNull:
    arg: Expr
    negated: bool = False


@record
class InList:
    """`arg IN (items)`, also `= ANY(ARRAY[...])`."""

    arg: Expr
    items: tuple[Expr, ...]
    negated: bool = False


@record
class Case:
    """CASE, IF, COALESCE (conditions are then IsNull), NULLIF. Branches may not be evaluated: failing ones answer."""

    conditions: tuple[Expr, ...]
    results: tuple[Expr, ...]


class Subquery(Enum):
    SCALAR = "scalar"
    EXISTS = "exists"
    IN = "in"
    """`test IN (query)`, `test = ANY (query)`."""
    COMPARE = "compare"
    """`test op ANY/ALL (query)` for another operator."""
    ARRAY = "array"


@record
class Sub:
    kind: Subquery
    query: Query
    test: Expr | None = None
    operator: str = ""
    negated: bool = False


@record
class Row:
    """ROW(...), a whole-row reference spelled out, or an array constructor: holds all its parts."""

    fields: tuple[Expr, ...]
    names: tuple[str, ...] = ()


@record
class Path:
    """A constant path into one document, array or composite: `doc->'a'->>'b'`, `home.city`, `tags[1]`."""

    arg: Expr
    steps: tuple[str, ...]
    """Constant keys; array subscripts as `[]`."""
    as_text: bool = False


@record
class Opaque:
    """Not understood. `reason` names the construct for people; never a literal."""

    reason: str
    parts: tuple[Expr, ...] = ()


Expr: TypeAlias = "Column | Constant | Call | Boolean | IsNull | InList | Case | Sub | Row | Path | Opaque"


@record
class Stored:
    """A base relation as a source. Views are expanded by the builders into `Derived`."""

    number: int
    relation: RelationName
    columns: tuple[str, ...]
    sample: bool = False
    """TABLESAMPLE."""


@record
class Derived:
    """A subquery, CTE reference or expanded view."""

    number: int
    query: Query
    columns: tuple[str, ...]
    lateral: bool = False
    view: RelationName | None = None


@record
class Recursive:
    """A reference to the recursive CTE that `Derived` number `of` stands for, inside its own body."""

    number: int
    of: int
    columns: tuple[str, ...]


@record
class Generated:
    """Rows made by an expression: table functions, unnest, VALUES come as Derived instead."""

    number: int
    calls: tuple[Expr, ...]
    columns: tuple[str, ...]


@record
class Join:
    left: Source
    right: Source
    on: Expr | None = None
    using: tuple[tuple[Column, Column], ...] = ()
    """Pairs compared by USING or NATURAL."""
    kind: str = "inner"
    """inner, left, right, full, cross, semi, anti."""


Source: TypeAlias = "Stored | Derived | Recursive | Generated | Join"


@record
class Output:
    name: str
    expr: Expr


@record
class Select:
    outputs: tuple[Output, ...]
    sources: tuple[Source, ...] = ()
    where: Expr | None = None
    group_by: tuple[Expr, ...] = ()
    having: Expr | None = None
    order_by: tuple[Expr, ...] = ()
    distinct: bool = False
    distinct_on: tuple[Expr, ...] = ()
    limit: tuple[Expr, ...] = ()
    """LIMIT and OFFSET expressions."""
    opaque: tuple[str, ...] = ()
    """Constructs of this block that were not understood."""


class SetOperator(Enum):
    UNION_ALL = "union all"
    UNION = "union"
    INTERSECT = "intersect"
    EXCEPT = "except"


@record
class SetOperation:
    operator: SetOperator
    left: Query
    right: Query
    order_by: tuple[Expr, ...] = ()
    """References to outputs of `left` are `Column(source=0, position=n)`."""
    limit: tuple[Expr, ...] = ()
    names: tuple[str, ...] = ()
    recursion: int | None = None
    """Number by which `Recursive` sources inside refer to this query; else it is the number of its `Derived`."""


@record
class ValuesRows:
    rows: tuple[tuple[Expr, ...], ...] = field(default_factory=tuple)


Query: TypeAlias = "Select | SetOperation | ValuesRows"
