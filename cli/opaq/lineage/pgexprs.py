"""Expressions of PostgreSQL's rewritten tree (primnodes.h), as expressions of a resolved query.

Functions and operators come as numbers and are named by `ResolvedNames`; implicit
casts that keep the bytes are looked through; a node that is not listed here
becomes `Opaque` with everything below it, so a newer server is understood less,
never wrongly.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from opaq.engines.types import ResolvedNames
from opaq.guard.catalogue import setting_nature
from opaq.guard.types import Nature
from opaq.lineage import pgdocuments
from opaq.lineage.pgnatures import refined
from opaq.lineage.pgnodes import Level, MalformedTree, Node, array_texts, constant_text
from opaq.lineage.pgshapes import (
    CAST_NAMES,
    JSON_TYPES,
    TRANSPARENT,
    cast_nature,
    compared,
    constant_path,
    step,
    type_of,
    width,
)
from opaq.lineage.query import (
    Boolean,
    Call,
    Case,
    Column,
    Constant,
    Derived,
    Expr,
    InList,
    IsNull,
    Logic,
    Opaque,
    Output,
    Path,
    Query,
    Row,
    Select,
    Sub,
    Subquery,
    Window,
)

_TRUTH = ("is true", "is not true", "is false", "is not false", "is unknown", "is not unknown")
_TEXT_TYPES = frozenset({25, 1043, 1042, 19, 18})
_ARRAY_AGG_OF_ARRAYS = 4053
"""pg_proc.dat; arrays of different lengths make no array."""


class Expressions:
    """Translates expressions; the subclass translates the queries inside them."""

    def __init__(
        self, names: ResolvedNames, nature_of: Callable[[str, str], Nature], parameters: tuple[str, ...]
    ) -> None:
        self.names = names
        self._nature_of = nature_of
        self._parameters = parameters
        self._last_number = 0
        self.tested: list[Expr] = []
        self._sublinks: list[int] = []

    def fresh(self) -> int:
        self._last_number += 1
        return self._last_number

    @abstractmethod
    def query(self, node: Node, parent: Level | None) -> Query: ...

    def expr(self, node: Node | None, level: Level) -> Expr:
        if node is None:
            return Opaque("a missing expression")
        if node.tag in TRANSPARENT:
            return self.expr(node.node("arg"), level)
        method = _METHODS.get(node.tag)
        if method is not None:
            return method(self, node, level)
        return Opaque(node.tag.lower(), self.children(node, level))

    def exprs(self, node: Node, name: str, level: Level) -> tuple[Expr, ...]:
        return tuple(self.expr(n, level) for n in node.nodes(name))

    def children(self, node: Node, level: Level) -> tuple[Expr, ...]:
        """Every expression directly below a node, in any field and any depth of lists."""
        found: list[Expr] = []
        for value in node.fields.values():
            pending = [value]
            while pending:
                item = pending.pop()
                if isinstance(item, Node):
                    found.append(self.expr(item, level))
                elif isinstance(item, list):
                    pending.extend(item)
        return tuple(found)

    def sorted_by(self, clauses: list[Node], level: Level) -> tuple[Expr, ...]:
        """The target expressions that sort, group or distinct clauses refer to."""
        entries = {t.text("ressortgroupref"): t for t in level.query.nodes("targetList")}
        found: list[Expr] = []
        for clause in clauses:
            entry = entries.get(clause.text("tleSortGroupRef"))
            if entry is None:
                raise MalformedTree
            found.append(self.expr(entry.node("expr"), level))
        return tuple(found)

    # leaves

    def _var(self, node: Node, level: Level) -> Expr:
        owner = level.up(node.number("varlevelsup"))
        index, attribute = node.number("varno"), node.number("varattno")
        entry = owner.entry(index)
        kind = entry.text("rtekind")
        if kind in ("2", "9"):
            return self._looked_through(entry, attribute, owner, "joinaliasvars" if kind == "2" else "groupexprs")
        if attribute < 0:
            return Call("system column", (), Nature.AMBIENT)
        return Column(owner.numbers[index - 1], attribute - 1)

    def _looked_through(self, entry: Node, attribute: int, owner: Level, name: str) -> Expr:
        """A column of a join or of GROUP BY stands for an expression over the entries below."""
        stands_for = entry.nodes(name)
        if attribute == 0:
            return Row(tuple(self.expr(n, owner) for n in stands_for))
        if not 1 <= attribute <= len(stands_for):
            raise MalformedTree
        return self.expr(stands_for[attribute - 1], owner)

    def _const(self, node: Node, level: Level) -> Expr:
        return Constant(null=True) if node.flag("constisnull") else Constant(constant_text(node))

    def _param(self, node: Node, level: Level) -> Expr:
        number = node.number("paramid")
        kind = node.text("paramkind")
        if kind == "2" and self._sublinks:
            return Column(self._sublinks[-1], number - 1)
        if kind != "0":
            return Opaque("a parameter of the executor")
        name = self._parameters[number - 1] if 1 <= number <= len(self._parameters) else ""
        return Constant(parameter=True, name=name)

    # functions and operators

    def function(self, oid: int) -> tuple[str, Nature]:
        """Name for people and nature; what the names do not list is user-defined."""
        schema, name, built_in = self.names.functions.get(oid, ("", f"function {oid}", False))
        if oid in self.names.extensions:
            return name, self._nature_of(name, "extension")
        if built_in:
            return name, self._nature_of(name, "pg_catalog")
        return f"{schema}.{name}", Nature.USER

    def operator(self, node: Node) -> tuple[str, Nature]:
        """Its symbol where it is the server's own; a user's operator goes by the name of its function."""
        schema, symbol, function = self.names.operators.get(node.number("opno"), ("", "operator", 0))
        name, nature = self.function(node.number("opfuncid") or function)
        own = schema == "pg_catalog" and "." not in name
        types = tuple(type_of(a) for a in node.nodes("args"))
        return (symbol if own else name), refined(name, nature, types, symbol if own else "")

    def _funcexpr(self, node: Node, level: Level) -> Expr:
        name, nature = self.function(node.number("funcid"))
        args = node.nodes("args")
        if node.text("funcformat") in ("1", "2") or (len(args) == 1 and name in CAST_NAMES):
            cast = self._cast_function(node, args, level)
            if cast is not None:
                return cast
        built = tuple(self.expr(a, level) for a in args)
        nature = refined(name, nature, tuple(map(type_of, args)))
        if name == "current_setting" and built and isinstance(built[0], Constant):
            nature = setting_nature(built[0].text or "")
        return Call(name, built, nature, returns_rows=node.flag("funcretset"))

    def _cast_function(self, node: Node, args: list[Node], level: Level) -> Expr | None:
        """A cast done by a function: total by its types; length coercions by their kind."""
        _, nature = self.function(node.number("funcid"))
        source, target = type_of(args[0]) if args else 0, node.number("funcresulttype")
        if nature is Nature.USER or not args:
            return None
        arg = self.expr(args[0], level)
        if len(args) == 1 and source == 1042 and target == 25:
            return arg
        if len(args) == 1:
            return Call(f"::{self._type_name(target)}", (arg,), cast_nature(source, target))
        total = target in (1114, 1184, 1083, 1266, 1186)
        explicit = len(args) == 3 and args[2].tag == "CONST" and constant_text(args[2]) == "true"
        total = total or (target in _TEXT_TYPES and explicit)
        return Call(f"::{self._type_name(target)}", (arg,), Nature.TOTAL if total else Nature.PARTIAL)

    def _type_name(self, oid: int) -> str:
        return self.names.types.get(oid, ("", str(oid), ""))[1]

    def _coerce_via_io(self, node: Node, level: Level) -> Expr:
        arg = node.node("arg")
        source, target = type_of(arg) if arg is not None else 0, node.number("resulttype")
        return Call(f"::{self._type_name(target)}", (self.expr(arg, level),), cast_nature(source, target))

    def _array_coerce(self, node: Node, level: Level) -> Expr:
        target = node.number("resulttype")
        nature = Nature.TOTAL if target in (1009, 1015) else Nature.PARTIAL
        return Call(f"::{self._type_name(target)}", (self.expr(node.node("arg"), level),), nature)

    def _domain(self, node: Node, level: Level) -> Expr:
        name = self._type_name(node.number("resulttype"))
        return Call(f"::{name}", (self.expr(node.node("arg"), level),), Nature.PARTIAL)

    def _row_type(self, node: Node, level: Level) -> Expr:
        return Call("::row", (self.expr(node.node("arg"), level),), Nature.TOTAL)

    def _opexpr(self, node: Node, level: Level) -> Expr:
        name, nature = self.operator(node)
        args = self.exprs(node, "args", level)
        steps = constant_path(name, node, args)
        return steps if steps is not None else Call(name, args, nature, returns_rows=node.flag("opretset"))

    def _distinct(self, node: Node, level: Level) -> Expr:
        name, nature = self.operator(node)
        return Call("is distinct from" if name == "=" else name, self.exprs(node, "args", level), nature)

    def _nullif(self, node: Node, level: Level) -> Expr:
        name, nature = self.operator(node)
        args = self.exprs(node, "args", level)
        return Case((Call(name, args, nature),), args[:1])

    def _scalar_array(self, node: Node, level: Level) -> Expr:
        name, nature = self.operator(node)
        args = node.nodes("args")
        if len(args) != 2:
            raise MalformedTree
        value, items = self.expr(args[0], level), self._array_items(args[1], level)
        any_of = node.flag("useOr")
        if items is None:
            quantifier = "any" if any_of else "all"
            return Call(f"{name} {quantifier}", (value, self.expr(args[1], level)), nature)
        if (name, any_of) in (("=", True), ("<>", False)):
            return InList(value, items, negated=not any_of)
        return Boolean(Logic.OR if any_of else Logic.AND, tuple(Call(name, (value, i), nature) for i in items))

    def _array_items(self, node: Node, level: Level) -> tuple[Expr, ...] | None:
        while node.tag in TRANSPARENT and node.node("arg") is not None:
            node = node.node("arg") or node
        if node.tag == "ARRAYEXPR" and not node.flag("multidims"):
            return self.exprs(node, "elements", level)
        if node.tag == "CONST" and not node.flag("constisnull"):
            texts = array_texts(node)
            return None if texts is None else tuple(Constant(t) for t in texts)
        return None

    def _aggregate(self, node: Node, level: Level) -> Expr:
        name, nature = self.function(node.number("aggfnoid"))
        entries = node.nodes("args")
        args = tuple(self.expr(t.node("expr"), level) for t in entries if not t.flag("resjunk"))
        refs = {c.text("tleSortGroupRef") for c in node.nodes("aggorder")}
        ordered_set = node.text("aggkind") != "n"
        order = (
            ()
            if ordered_set
            else tuple(self.expr(t.node("expr"), level) for t in entries if t.text("ressortgroupref") in refs)
        )
        if ordered_set and (len(entries) != 1 or type_of(entries[0].node("expr")) != node.number("aggtype")):
            nature = Nature.STATISTIC if nature is Nature.AGGREGATE else nature
        if node.number("aggfnoid") == _ARRAY_AGG_OF_ARRAYS:
            nature = Nature.PARTIAL
        where = node.node("aggfilter")
        return Call(
            name,
            (*self.exprs(node, "aggdirectargs", level), *args),
            nature,
            distinct=bool(node.nodes("aggdistinct")),
            order_by=order,
            where=self.expr(where, level) if where is not None else None,
        )

    def _window_function(self, node: Node, level: Level) -> Expr:
        name, nature = self.function(node.number("winfnoid"))
        where = node.node("aggfilter")
        return Call(
            name,
            self.exprs(node, "args", level),
            nature,
            where=self.expr(where, level) if where is not None else None,
            window=self._window(node.text("winref"), level),
        )

    def _window(self, ref: str | None, level: Level) -> Window:
        for clause in level.query.nodes("windowClause"):
            if clause.text("winref") == ref:
                bounds = (clause.node("startOffset"), clause.node("endOffset"))
                return Window(
                    partition_by=self.sorted_by(clause.nodes("partitionClause"), level),
                    order_by=self.sorted_by(clause.nodes("orderClause"), level),
                    frame=tuple(self.expr(b, level) for b in bounds if b is not None),
                )
        raise MalformedTree

    # conditions

    def _boolean(self, node: Node, level: Level) -> Expr:
        return Boolean(Logic(node.text("boolop") or ""), self.exprs(node, "args", level))

    def _null_test(self, node: Node, level: Level) -> Expr:
        return IsNull(self.expr(node.node("arg"), level), negated=node.text("nulltesttype") == "1")

    def _truth_test(self, node: Node, level: Level) -> Expr:
        kind = node.number("booltesttype")
        return Call(_TRUTH[kind], (self.expr(node.node("arg"), level),), Nature.TOTAL)

    def _case(self, node: Node, level: Level) -> Expr:
        arg = node.node("arg")
        if arg is not None:
            self.tested.append(self.expr(arg, level))
        whens = node.nodes("args")
        conditions = tuple(self.expr(w.node("expr"), level) for w in whens)
        if arg is not None:
            self.tested.pop()
        otherwise = node.node("defresult")
        results = [self.expr(w.node("result"), level) for w in whens]
        results.append(self.expr(otherwise, level) if otherwise is not None else Constant(null=True))
        return Case(conditions, tuple(results))

    def _case_test(self, node: Node, level: Level) -> Expr:
        return self.tested[-1] if self.tested else Opaque("a case test")

    def _coalesce(self, node: Node, level: Level) -> Expr:
        args = self.exprs(node, "args", level)
        return Case(tuple(IsNull(a) for a in args[:-1]), args)

    def _min_max(self, node: Node, level: Level) -> Expr:
        name = "least" if node.text("op") == "1" else "greatest"
        return Call(name, self.exprs(node, "args", level), Nature.TOTAL)

    def _row_compare(self, node: Node, level: Level) -> Expr:
        sides = (*self.exprs(node, "largs", level), *self.exprs(node, "rargs", level))
        return Call("row comparison", sides, Nature.TOTAL)

    # rows, arrays, documents

    def _array(self, node: Node, level: Level) -> Expr:
        return Row(self.exprs(node, "elements", level))

    def _row(self, node: Node, level: Level) -> Expr:
        fields = self.exprs(node, "args", level)
        return Row(fields, tuple(f"f{i}" for i in range(1, len(fields) + 1)))

    def _field(self, node: Node, level: Level) -> Expr:
        return Path(self.expr(node.node("arg"), level), (f"#{node.text('fieldnum')}",))

    def _subscript(self, node: Node, level: Level) -> Expr:
        if node.node("refassgnexpr") is not None:
            return Opaque("an array assignment", self.children(node, level))
        base = self.expr(node.node("refexpr"), level)
        subscripts = (*self.exprs(node, "refupperindexpr", level), *self.exprs(node, "reflowerindexpr", level))
        if not all(isinstance(s, Constant) for s in subscripts):
            return Call("subscript", (base, *subscripts), Nature.TOTAL)
        if node.number("refcontainertype") in JSON_TYPES:
            return Path(base, tuple(step(s) for s in subscripts))
        return Path(base, ("[]",))

    def _ambient(self, node: Node, level: Level) -> Expr:
        return Call("current value", (), Nature.AMBIENT)

    # subqueries

    def _sublink(self, node: Node, level: Level) -> Expr:
        subselect = node.node("subselect")
        if subselect is None:
            raise MalformedTree
        query = self.query(subselect, level)
        match node.text("subLinkType"):
            case "0":
                return Sub(Subquery.EXISTS, query)
            case "4":
                return Sub(Subquery.SCALAR, query)
            case "6":
                return Sub(Subquery.ARRAY, query)
            case "1" | "2" | "3":
                return self._tested_subquery(node, query, level)
            case _:
                return Opaque("a subquery", (Sub(Subquery.ARRAY, query),))

    def _tested_subquery(self, node: Node, query: Query, level: Level) -> Expr:
        """`test IN (query)`: the test's left sides stay outside, its right sides become the subquery's outputs."""
        number = self.fresh()
        self._sublinks.append(number)
        test = self.expr(node.node("testexpr"), level)
        self._sublinks.pop()
        pairs, operator = compared(test)
        if not pairs:
            return Opaque("a subquery's comparison", (test, Sub(Subquery.ARRAY, query)))
        names = tuple(str(i) for i in range(width(query)))
        outputs = tuple(Output("", right) for _, right in pairs)
        inner = Select(outputs, (Derived(number, query, names),))
        lefts = tuple(left for left, _ in pairs)
        kind = Subquery.IN if operator in ("=", "<>") else Subquery.COMPARE
        return Sub(kind, inner, test=lefts[0] if len(lefts) == 1 else Row(lefts), operator=operator)


_METHODS: dict[str, Callable[[Expressions, Node, Level], Expr]] = {
    "VAR": Expressions._var,
    "CONST": Expressions._const,
    "PARAM": Expressions._param,
    "AGGREF": Expressions._aggregate,
    "GROUPINGFUNC": Expressions._ambient,
    "WINDOWFUNC": Expressions._window_function,
    "SUBSCRIPTINGREF": Expressions._subscript,
    "FUNCEXPR": Expressions._funcexpr,
    "OPEXPR": Expressions._opexpr,
    "DISTINCTEXPR": Expressions._distinct,
    "NULLIFEXPR": Expressions._nullif,
    "SCALARARRAYOPEXPR": Expressions._scalar_array,
    "BOOLEXPR": Expressions._boolean,
    "SUBLINK": Expressions._sublink,
    "FIELDSELECT": Expressions._field,
    "COERCEVIAIO": Expressions._coerce_via_io,
    "ARRAYCOERCEEXPR": Expressions._array_coerce,
    "CONVERTROWTYPEEXPR": Expressions._row_type,
    "CASEEXPR": Expressions._case,
    "CASETESTEXPR": Expressions._case_test,
    "ARRAYEXPR": Expressions._array,
    "ROWEXPR": Expressions._row,
    "ROWCOMPAREEXPR": Expressions._row_compare,
    "COALESCEEXPR": Expressions._coalesce,
    "MINMAXEXPR": Expressions._min_max,
    "SQLVALUEFUNCTION": Expressions._ambient,
    "XMLEXPR": pgdocuments.xml,
    "JSONCONSTRUCTOREXPR": pgdocuments.json_constructor,
    "JSONVALUEEXPR": pgdocuments.json_value,
    "JSONEXPR": pgdocuments.json_query,
    "JSONISPREDICATE": pgdocuments.json_test,
    "NULLTEST": Expressions._null_test,
    "BOOLEANTEST": Expressions._truth_test,
    "COERCETODOMAIN": Expressions._domain,
}
