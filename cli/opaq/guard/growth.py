"""Values and rows that grow out of themselves: recursions without an end, values doubled step by step.

Thirty doublings make a gigabyte, and no row count or literal of the statement says
so. Two shapes are recognised: a recursive member that nothing stops, and an
expression that writes the same name twice side by side (`s || s`), in a recursion
or over and over along a chain of subqueries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from opaq.errors import Refused
from opaq.guard.calls import Called
from opaq.guard.shape import NAME, Shape
from opaq.guard.types import Dialect, TokenKind
from opaq.guard.words import words

MAX_COPIES = 100_000
"""Copies of one value along a chain of subqueries, times the largest literal size in it / 1000."""

_JOINING = words("concat concat_ws format array_cat array_append array_prepend json_build_array jsonb_build_array row")
"""Functions whose result holds all their arguments."""
_SUBSTITUTING = words("replace regexp_replace")
_SHORTENING = words(
    """substr substring left right mid trim ltrim rtrim btrim split_part length char_length octet_length strpos instr
    position ascii md5 count array_length cardinality exists any all"""
)
_ENDS_CHAIN = words(
    """, select distinct from where and or not when then else case end as having group order union on is in like between
    < > <= >= = <> != returning limit array"""
)
_NAMES = frozenset({TokenKind.WORD, TokenKind.QUOTED})
_CYCLING = words("% mod &")
_MAKING = words("+ - * / || (")
"""What makes values that were not there before."""
_STOPPING = words("where join limit fetch having")


def judge_growth(shape: Shape, called: Sequence[Called], largest: float) -> None:
    """Raises Refused (OPQ-G021). `largest` is the largest value that literals of the statement make."""
    members = list(_recursive_members(shape)) if "recursive" in shape.keys or shape.dialect is Dialect.SQLITE else []
    if shape.dialect is not Dialect.MYSQL:  # bounded there by max_recursive_iterations, cte_max_recursion_depth
        for first, end in members:
            _judge_end(shape, first, end)
    if shape.dialect is Dialect.POSTGRESQL:  # elsewhere a value has a bound of its own
        _judge_copies(shape, called, members, largest)


def _recursive_members(shape: Shape) -> Iterator[tuple[int, int]]:
    """[from, to) of every member of a WITH query that reads the name being defined."""
    for index, key in enumerate(shape.keys):
        if key != "(" or not shape.starts_query(index):
            continue
        name = _defined_by(shape, index)
        if name is None:
            continue
        for first, end in _members(shape, index):
            if any(_reads(shape, at, name) for at in range(first, end)):
                yield first, end


def _defined_by(shape: Shape, bracket: int) -> str | None:
    """The name in `name [(columns)] AS [[NOT] MATERIALIZED] (`."""
    at = bracket - 1
    while at > 0 and shape.tokens[at].text.lower() in {"materialized", "not"}:
        at -= 1
    if shape.key(at) != "as":
        return None
    at -= 1
    if shape.key(at) == ")":
        at = shape.partner[at] - 1
    return shape.name(at).lower() if at >= 0 and shape.tokens[at].kind in _NAMES else None


def _members(shape: Shape, bracket: int) -> Iterator[tuple[int, int]]:
    first, end = bracket + 1, shape.partner[bracket]
    for index in range(first, end):
        if shape.keys[index] == "union" and shape.parent[index] == bracket:
            yield first, index
            first = index + 1
    yield first, end


def _reads(shape: Shape, at: int, name: str) -> bool:
    named = shape.tokens[at].kind in _NAMES and shape.name(at).lower() == name
    return named and shape.key(at - 1) in {"from", "join", ",", "(", "lateral"}


def _judge_end(shape: Shape, first: int, end: int) -> None:
    """A member that reads only itself, without a condition, goes on for ever unless LIMIT stops it."""
    limited = not {"limit", "fetch"}.isdisjoint(shape.keys) and {"order", "group", "distinct"}.isdisjoint(shape.keys)
    if limited or shape.key(end + 1) == "cycle" or not _STOPPING.isdisjoint(shape.keys[first:end]):
        return
    froms = [at for at in range(first, end) if shape.keys[at] == "from"]
    if len(froms) != 1 or "," in shape.keys[froms[0] : end]:
        return
    keys = set(shape.keys[first:end])
    if shape.keys[first] != "all" and (not keys.isdisjoint(_CYCLING) or keys.isdisjoint(_MAKING)):
        return  # UNION drops what has been there: a cycle ends
    raise shape.refuse(
        "OPQ-G021",
        froms[0],
        "this recursion has no end",
        why="its recursive member reads only itself, without a condition",
        hint="add a condition such as WHERE n < 100, or a LIMIT",
    )


def _judge_copies(shape: Shape, called: Sequence[Called], members: list[tuple[int, int]], largest: float) -> None:
    copies = max(1.0, largest / 1_000)
    for at, first, end in _chains(shape, called):
        repeated = _repeated(shape, first, end)
        copies *= repeated
        if repeated > 1 and _inside(at, members):
            raise _doubles(shape, at)
        if copies > MAX_COPIES:
            raise _doubles(shape, at)
    for call in called:
        if call.name in _SUBSTITUTING and _inside(call.index, members) and _lengthens(shape, call):
            raise _doubles(shape, call.index)


def _chains(shape: Shape, called: Sequence[Called]) -> Iterator[tuple[int, int, int]]:
    """(where, from, to) of every run of operands that end up in one value."""
    covered = -1
    for index, key in enumerate(shape.keys):
        if key == "||" and index > covered:
            first, end = _reach(shape, index, -1), _reach(shape, index, 1)
            covered = end
            yield index, first + 1, end
    for call in called:
        if call.name in _JOINING:
            yield call.index, call.index + 2, shape.partner[call.index + 1]


def _reach(shape: Shape, index: int, step: int) -> int:
    """The token that ends the run of operands around `||`, to the left or to the right."""
    around, at = shape.parent[index], index + step
    while 0 <= at < len(shape.keys):
        if shape.parent[at] == around and shape.keys[at] in _ENDS_CHAIN:
            return at
        if at == around or (around >= 0 and at == shape.partner[around]):
            return at
        at += step
    return at


def _repeated(shape: Shape, first: int, end: int) -> int:
    """How often the name that is there most often stands in [first, end), past what only shortens it."""
    found: Counter[str] = Counter()
    at = first
    while at < end:
        if shape.key(at + 1) == "(" and shape.tokens[at].kind in _NAMES:
            at = shape.partner[at + 1] + 1 if shape.name(at).lower() in _SHORTENING else at + 1
            continue
        named = shape.tokens[at].kind in _NAMES and (shape.keys[at] == NAME or shape.key(at - 1) != "::")
        if named and shape.key(at + 1) != ".":
            qualifier = shape.name(at - 2) if shape.key(at - 1) == "." else ""
            found[f"{qualifier}.{shape.name(at)}"] += 1
        at += 1
    return max(found.values(), default=1)


def _lengthens(shape: Shape, call: Called) -> bool:
    """Whether what is put in may be longer than what is taken out: `replace(s, 'x', 'xx')`."""
    bracket = call.index + 1
    commas = [i for i in range(bracket, shape.partner[bracket]) if shape.keys[i] == "," and shape.parent[i] == bracket]
    if len(commas) < 2:
        return False
    taken, put = shape.tokens[commas[0] + 1], shape.tokens[commas[1] + 1]
    return put.kind is not TokenKind.STRING or len(put.text) > max(len(taken.text), 3)


def _inside(at: int, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= at < end for first, end in ranges)


def _doubles(shape: Shape, at: int) -> Refused:
    return shape.refuse(
        "OPQ-G021",
        at,
        "this makes a value out of copies of itself, again and again",
        why="thirty doublings fill a gigabyte, and a server that fills memory cannot be interrupted",
        hint="build the value once, outside the recursion",
    )
