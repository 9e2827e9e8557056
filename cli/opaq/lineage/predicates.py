"""Questions a statement asks of sensitive columns without showing them, and which of them are granted.

Clauses are taken apart into atoms; an atom without taint is always fine; an atom
over a sensitive column must be one that the column's mode grants, and then it
taints nothing. Every constant compared with a sensitive column is a probe. A CASE
that is compared is all of its conditions and the comparison of each result.

A key of a document (`doc->>'status'`) is as sensitive as the document: which keys
are harmless is known from a sample, which is enough to show a cell that is scanned
again when it is shown, and not enough to let a condition look at cells nobody sees.
"""

from __future__ import annotations

from typing import Protocol

from opaq.guard.types import Dialect
from opaq.lineage.derivations import end_of
from opaq.lineage.flow import Flow, Shape, crossed
from opaq.lineage.query import (
    Boolean,
    Call,
    Case,
    Column,
    Constant,
    Expr,
    InList,
    IsNull,
    Query,
    Row,
    Sub,
    Subquery,
)
from opaq.lineage.senses import Senses
from opaq.lineage.verdict import Verdict
from opaq.model.lineage import Probe
from opaq.model.record import is_record, parts
from opaq.model.sensitivity import Predicates

EQUALITIES = frozenset({"=", "==", "<>", "!=", "is distinct from", "is not distinct from", "<=>", "is", "is not"})
COMPARISONS = EQUALITIES | {"<", ">", "<=", ">="}
LIKES = frozenset({"~~", "!~~", "~~*", "!~~*", "like", "ilike", "glob", "not like", "not ilike"})
TRUTHS = frozenset({"is true", "is not true", "is false", "is not false", "is unknown", "is not unknown"})
FOLDS = frozenset({"lower", "upper", "lcase", "ucase", "casefold", "btrim", "trim"})
"""Equality after these is a lookup of a whole value, however it is spelled."""
KEEPS_NULL = FOLDS | {
    *("ltrim", "rtrim", "length", "char_length", "character_length", "octet_length", "replace"),
    *("substr", "substring", "left", "right", "::text", "::varchar", "::bpchar"),
}
"""NULL exactly where their first argument is, if the others are constants other than NULL."""

SHORTEST_PATTERN = 4


class Judge(Protocol):
    """What predicates need of the judge."""

    senses: Senses
    verdict: Verdict
    news: bool
    nested: int
    """How many subqueries of expressions the reading is inside of."""

    def flow(self, expr: Expr) -> Flow: ...

    def query(self, query: Query) -> tuple[Flow, ...]: ...

    def subquery(self, query: Query) -> tuple[Flow, ...]: ...

    def is_tainted(self, flow: Flow) -> bool: ...

    def constant_text(self, expr: Expr) -> str | None: ...

    def follow(self, *flows: Flow) -> None:
        """Rows may come in the order of these from here on."""
        ...


def predicate(judge: Judge, expr: Expr, clause: str) -> None:
    """Judge a condition that decides which rows there are."""
    match expr:
        case Boolean():
            for arg in expr.args:
                predicate(judge, arg, clause)
        case Call(name=name, args=args) if name in TRUTHS and len(args) == 1:
            predicate(judge, args[0], clause)
        case IsNull():
            _is_null(judge, expr, clause)
        case InList():
            for item in expr.items:
                compare(judge, expr.arg, item, "=", clause)
        case Call(name=name, args=(left, right)) if name in EQUALITIES and expr.window is None:
            compare(judge, left, right, name, clause)
        case Call(name=name, args=(value, pattern)) if name in LIKES:
            _like(judge, value, pattern, name, clause)
        case Sub():
            _subquery(judge, expr, clause)
        case Case() if judge.is_tainted(judge.flow(expr)):
            for result in _branches(judge, expr, clause):
                predicate(judge, result, clause)
        case Column():
            _boolean_column(judge, expr, clause)
        case _:
            flow = judge.flow(expr)
            if judge.is_tainted(flow) and not _all_allowed(judge, flow):
                _refuse(judge, flow, clause, _operator(expr))


def _operator(expr: Expr) -> str:
    return expr.name if isinstance(expr, Call) else "an expression"


def _refuse(judge: Judge, flow: Flow, clause: str, operator: str) -> None:
    if flow.taint:
        judge.verdict.predicate(clause, operator, flow, judge.senses.mode(flow.taint).value)
    else:
        judge.verdict.not_understood(flow.reason or f"an expression in {clause}")


def _all_allowed(judge: Judge, flow: Flow) -> bool:
    return not flow.unknown and judge.senses.grants(flow.taint, Predicates.ALLOW)


def is_bare(flow: Flow) -> bool:
    """Exactly stored cells of sensitive columns, nothing mixed in, nothing chosen by order."""
    return flow.shape is Shape.BARE and flow.pure and not flow.picked and not flow.unknown


def is_whole(flow: Flow) -> bool:
    """A stored cell, or one with its case folded and its blanks trimmed: equal to a whole value or not, nothing between."""
    return is_bare(flow) or (flow.folded and flow.pure and not flow.picked and not flow.unknown)


def is_groupable(flow: Flow) -> bool:
    """Equal exactly when the stored cells (or the same element of them) are equal."""
    if is_whole(flow):
        return True
    cells = flow.shape in (Shape.BARE, Shape.ELEMENT, Shape.INJECTIVE)
    return cells and flow.pure and not flow.picked and not flow.unknown


def folds(call: Call) -> bool:
    """Whether the call leaves nothing out of its text but case, blanks and punctuation: `replace(phone, '-', '')`."""
    if call.name == "replace" and len(call.args) == 3:
        old, new = (a.text if isinstance(a, Constant) else None for a in call.args[1:])
        return bool(old) and new is not None and not any(map(str.isalnum, f"{old}{new}"))
    return call.name in FOLDS and len(call.args) == 1


def cell_of(expr: Expr) -> Expr:
    """What is NULL exactly where the expression is, with as little around it as possible."""
    while isinstance(expr, Call) and expr.name in KEEPS_NULL and expr.window is None and expr.args:
        if not all(isinstance(a, Constant) and not a.null and not a.parameter for a in expr.args[1:]):
            break
        expr = expr.args[0]
    return expr


def _branches(judge: Judge, expr: Case, clause: str) -> tuple[Expr, ...]:
    """The results of a CASE, each of which is asked the same: its conditions are questions of their own."""
    for condition in expr.conditions:
        predicate(judge, condition, clause)
    return expr.results


def _is_null(judge: Judge, expr: IsNull, clause: str) -> None:
    if not judge.is_tainted(judge.flow(expr.arg)):
        return
    if isinstance(expr.arg, Case):
        for result in _branches(judge, expr.arg, clause):
            _is_null(judge, IsNull(result), clause)
        return
    flow = judge.flow(cell_of(expr.arg))
    whole = flow.shape in (Shape.BARE, Shape.ELEMENT, Shape.INJECTIVE) and not flow.unknown
    if whole and judge.senses.grants(flow.taint, Predicates.LOOKUP):
        return
    if not _all_allowed(judge, flow):
        _refuse(judge, flow, clause, "IS NULL")


def _boolean_column(judge: Judge, expr: Column, clause: str) -> None:
    flow = judge.flow(expr)
    if judge.is_tainted(flow):
        _against_constant(judge, flow, "true", clause, "a condition")


def compare(judge: Judge, left: Expr, right: Expr, operator: str, clause: str) -> None:
    """One comparison; rows are compared field by field."""
    if isinstance(left, Row) and isinstance(right, Row) and len(left.fields) == len(right.fields):
        for a, b in zip(left.fields, right.fields, strict=True):
            compare(judge, a, b, operator, clause)
        return
    flows = judge.flow(left), judge.flow(right)
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Case) and judge.is_tainted(judge.flow(side)) and operator in EQUALITIES:
            for result in _branches(judge, side, clause):
                compare(judge, result, other, operator, clause)
            return
    if _compares_ending(judge, left, right, operator, clause):
        return
    compare_flows(judge, *flows, operator, clause, (left, right))


def _compares_ending(judge: Judge, left: Expr, right: Expr, operator: str, clause: str) -> bool:
    """`right(phone, 4) = '3443'` asks what `phone LIKE '%3443'` does, and is granted as that."""
    for side, other in ((left, right), (right, left)):
        end = end_of(side) if operator in EQUALITIES else None
        text = judge.constant_text(other) if end is not None else None
        if end is None or text is None or len(text) < SHORTEST_PATTERN:
            continue
        flow = judge.flow(end)
        if is_whole(flow) and judge.is_tainted(flow) and judge.senses.grants(flow.taint, Predicates.SEARCH):
            _probe(judge, flow, "search", text)
            return True
    return False


def compare_flows(
    judge: Judge, left: Flow, right: Flow, operator: str, clause: str, exprs: tuple[Expr, Expr] | None = None
) -> None:
    """The rules of equality; see the module's docstring."""
    tainted = [f for f in (left, right) if judge.is_tainted(f)]
    if not tainted or all(_all_allowed(judge, f) for f in tainted):
        return
    if operator not in EQUALITIES:
        _refuse(judge, tainted[0], clause, operator)
    elif len(tainted) == 2:
        _both(judge, left, right, operator, clause)
    else:
        _one(judge, left, right, operator, clause, exprs)


def _both(judge: Judge, left: Flow, right: Flow, operator: str, clause: str) -> None:
    if judge.senses.dialect is Dialect.POSTGRESQL:  # the others join by loops, in the order of the outer rows
        judge.follow(left, right)
    for flow in (left, right):
        if not (is_whole(flow) and judge.senses.grants(flow.taint, Predicates.LOOKUP)):
            _refuse(judge, flow, clause, operator)


def _one(judge: Judge, left: Flow, right: Flow, operator: str, clause: str, exprs: tuple[Expr, Expr] | None) -> None:
    secret, other = (left, right) if judge.is_tainted(left) else (right, left)
    if other.null:
        return
    if other.shape is Shape.CONSTANT:
        compared = None if exprs is None else exprs[1] if secret is left else exprs[0]
        text = judge.constant_text(compared) if compared is not None else None
        _against_constant(judge, secret, text or other.text or spelling(compared), clause, operator)
    elif not (is_whole(secret) and judge.senses.grants(secret.taint, Predicates.LOOKUP)):
        _refuse(judge, secret, clause, operator)
    elif other.stored and not other.picked and not other.unknown:
        _share(judge, secret, other)
    else:
        judge.verdict.brute_force(clause, secret)


def _share(judge: Judge, secret: Flow, other: Flow) -> None:
    like = min(secret.taint)
    for column in sorted(other.direct):
        if judge.senses.share(column, like):
            judge.news = True


def _against_constant(judge: Judge, secret: Flow, text: str | None, clause: str, operator: str) -> None:
    granted = is_whole(secret) and judge.senses.grants(secret.taint, Predicates.LOOKUP)
    if not granted and not _all_allowed(judge, secret):
        _refuse(judge, secret, clause, operator)
        return
    _probe(judge, secret, "lookup", text)


def _probe(judge: Judge, secret: Flow, mode: str, text: str | None) -> None:
    guess = (text or "").encode("utf-8", "surrogatepass")
    for column in sorted(secret.taint):
        judge.verdict.probes[Probe(column, mode, guess)] = None


def _like(judge: Judge, value: Expr, pattern: Expr, operator: str, clause: str) -> None:
    secret, shape = judge.flow(value), judge.flow(pattern)
    if not judge.is_tainted(secret) and not judge.is_tainted(shape):
        return
    if isinstance(value, Case):
        for result in _branches(judge, value, clause):
            _like(judge, result, pattern, operator, clause)
        return
    if judge.is_tainted(shape) or not is_whole(secret) or shape.shape is not Shape.CONSTANT:
        if not (_all_allowed(judge, secret) and not judge.is_tainted(shape)):
            _refuse(judge, shape if judge.is_tainted(shape) else secret, clause, operator)
    elif not judge.senses.grants(secret.taint, Predicates.SEARCH):
        _refuse(judge, secret, clause, operator)
    else:
        _pattern(judge, secret, judge.constant_text(pattern), operator, clause)


def _pattern(judge: Judge, secret: Flow, text: str | None, operator: str, clause: str) -> None:
    long_enough = text is not None and literal_characters(text, glob=operator == "glob") >= SHORTEST_PATTERN
    if long_enough or _all_allowed(judge, secret):
        _probe(judge, secret, "search", text)
    else:
        judge.verdict.short_pattern(clause, secret)


def literal_characters(pattern: str, *, glob: bool = False) -> int:
    """The length of the shortest run of characters that match only themselves; bracket classes of GLOB count as none.

    The shortest, because a long run that every value has (`.com`) beside a short one asks for the short one alone.

    >>> literal_characters("%3443"), literal_characters("a%.com"), literal_characters("ann_"), literal_characters("%")
    (4, 1, 3, 0)
    """
    if glob and "[" in pattern:
        return 0
    wild = "*?" if glob else "%_\\"
    runs = "".join("%" if c in wild else c for c in pattern).replace("%", "\n").split("\n")
    return min((len(run) for run in runs if run), default=0)


def _subquery(judge: Judge, expr: Sub, clause: str) -> None:
    outputs = judge.subquery(expr.query)
    if expr.kind is Subquery.EXISTS or expr.test is None:
        if expr.kind is not Subquery.EXISTS and any(judge.is_tainted(f) for f in outputs):
            _refuse(judge, outputs[0], clause, "a subquery")
        return
    tests = expr.test.fields if isinstance(expr.test, Row) else (expr.test,)
    operator = expr.operator or "="
    if len(tests) != len(outputs):
        flow = judge.flow(expr)
        if judge.is_tainted(flow):
            _refuse(judge, flow, clause, operator)
        return
    for test, output in zip(tests, outputs, strict=True):
        compare_flows(judge, judge.flow(test), crossed(output), operator, clause)


def ordering(judge: Judge, expr: Expr, clause: str) -> None:
    """ORDER BY of a query: plain, by a bare column, from `search` on; in a subquery of an expression it would compare."""
    flow = judge.flow(expr)
    if may_order(judge, flow):
        return
    if flow.unknown and not flow.taint:
        judge.verdict.not_understood(f"an expression in {clause}")
    else:
        judge.verdict.ordering(clause, flow, judge.senses.mode(flow.taint).value)


def may_order(judge: Judge, flow: Flow) -> bool:
    """Whether the order of these values may be told."""
    if not judge.is_tainted(flow) or _all_allowed(judge, flow):
        return True
    return not judge.nested and is_bare(flow) and judge.senses.grants(flow.taint, Predicates.SEARCH)


def grouping(judge: Judge, flow: Flow, clause: str) -> None:
    """GROUP BY, DISTINCT and set operations without ALL: equality of whole cells, from `lookup` on."""
    judge.follow(flow)
    if not judge.is_tainted(flow) or is_grantable_group(judge, flow):
        return
    if flow.unknown and not flow.taint:
        judge.verdict.not_understood(f"an expression in {clause}")
    else:
        judge.verdict.grouping(clause, flow)


def is_grantable_group(judge: Judge, flow: Flow) -> bool:
    if _all_allowed(judge, flow):
        return True
    return is_groupable(flow) and judge.senses.grants(flow.taint, Predicates.LOOKUP)


def spelling(expr: Expr | None) -> str:
    """Tells one unknown constant from another: the texts and parameter names in it, so that every guess counts."""
    found: list[str] = []
    pending: list[object] = [expr]
    while pending:
        item = pending.pop()
        if isinstance(item, Constant):
            found.append(item.text or f"\0{item.name}")
        elif isinstance(item, tuple):
            pending.extend(item)
        elif is_record(item):
            found.append(type(item).__name__)
            pending.extend(parts(item))
        elif isinstance(item, str):
            found.append(item)
    return "\0".join(found)


def constant_text(expr: Expr, values: dict[str, str | None]) -> str | None:
    """The text of a constant expression: literals, parameters and their concatenation; None when not known."""
    if isinstance(expr, Constant):
        return values.get(expr.name) if expr.parameter else expr.text
    if isinstance(expr, Call) and expr.name in {"||", "concat", "textcat"}:
        parts = [constant_text(a, values) for a in expr.args]
        known = [p for p in parts if p is not None]
        return "".join(known) if len(known) == len(parts) else None
    if isinstance(expr, Call) and expr.name.startswith("::") and len(expr.args) == 1:
        return constant_text(expr.args[0], values)
    return None
