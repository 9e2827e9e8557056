"""The catalogue of masks as data: what each takes, keeps, fits and gives away. The code that masks is in the mask room.

A policy is checked against this table when it is loaded: an unknown mask or
option, an option out of range, or a mask that does not fit the form of its
category (noise on an e-mail, a token on a date) is an error of the policy, not a
surprise in a result. Lineage asks `derivations` which expressions over a column
tell no more than the column's own mask shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final, TypeGuard

from opaq.errors import UsageError
from opaq.model.finding import Category
from opaq.model.record import field, record
from opaq.model.schema import Kind
from opaq.policy.types import MaskSpec
from opaq.profile.keys import nearest

_TEXTUAL = frozenset({Kind.TEXT, Kind.DYNAMIC, Kind.ENUM, Kind.NETWORK, Kind.UUID})
_INVENTED = frozenset({Kind.TEXT, Kind.DYNAMIC})
"""Not enums, UUIDs and addresses, of which an invented spelling would be none."""
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FLOAT})
_DATES = frozenset({Kind.DATE, Kind.TIMESTAMP, Kind.TIMESTAMPTZ})
_ANY = frozenset(Kind)
CONTAINERS: Final = frozenset({Kind.JSON, Kind.ARRAY})
"""Kinds that are masked element by element, with the mask that fits the elements."""


@record
class Option:
    """One option of a mask. `kind` is int, bool, number, edges, text or choice."""

    kind: str
    default: Any
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()
    title: str = ""


@record
class MaskInfo:
    """One mask: its promise to whoever reads masked data."""

    name: str
    title: str
    """For people, in one line."""
    rank: int
    """0 tells least. When several policies decide, the lowest rank wins."""
    kinds: frozenset[Kind]
    """Kinds of column it can serve; on another kind the column is redacted."""
    forms: frozenset[str]
    """Forms of category (see `form`) it makes sense for; empty: every form."""
    keeps: frozenset[str]
    """Of `type`, `null`, `length`, `order`, and `equality` (equal values and no others are shown alike) or else
    `sameness` (equal values are shown alike, different ones may be)."""
    options: Mapping[str, Option] = field(default_factory=dict)


NOTES: Final[Mapping[str, str]] = {
    "hash": "without the key it tells nothing but equality",
    "token": "16 digits: of ten million values two are shown alike with a chance of 3 in a million; one key, one token in"
    " every table, database and engine",
    "fake": "e-mails, telephone numbers and IP addresses are nobody's (RFC 2606; 555-01XX and its like; 240.0.0.0/4);"
    " names, streets and user names may be somebody's",
    "surrogate": "cards, US social security numbers, e-mails, +1 telephone numbers and German IBANs are nobody's, all else"
    " may by chance be somebody's; length and punctuation stay",
    "noise": "the same number always moves the same way; sign, size and decimals stay to be seen",
    "shift": "select the subject from the same row; the time of day stays, and one date that is known tells all of a subject",
    "generalize": "who is alone in a bucket stays alone: set top or edges where values are rare",
    "partial": "a value too short to keep enough hidden is redacted",
}
"""What to know before choosing a mask: whose the invented values may be, and what is still to be seen."""


def _info(
    name: str, title: str, rank: int, kinds: frozenset[Kind], forms: str, keeps: str, **options: Option
) -> tuple[str, MaskInfo]:
    return name, MaskInfo(name, title, rank, kinds, frozenset(forms.split()), frozenset(keeps.split()), options)


_GENERALIZE_OPTIONS = {
    "to": Option("choice", "", choices=("year", "month", "decade"), title="dates: the finest unit shown (year)"),
    "step": Option("number", 0, 0, 1e15, title="numbers: width of a bucket"),
    "edges": Option("edges", (), title="numbers: borders of the buckets, ascending"),
    "top": Option(
        "number",
        0,
        0,
        1e15,
        title="numbers: everything from here on is one bucket (ages: 90); dates: years"
        " in which people of that age were born are one",
    ),
    "digits": Option("int", -1, 0, 4, title="postal codes: leading digits shown (3); coordinates: decimals (1)"),
    "sparse": Option("bool", default=False, title="postal codes: 000 for ZIP prefixes of 20,000 people or fewer"),
    "prefix": Option("int", 24, 8, 24, title="IPv4: leading bits shown"),
    "prefix6": Option("int", 48, 16, 64, title="IPv6: leading bits shown"),
}

MASKS: Final[Mapping[str, MaskInfo]] = dict(
    (
        _info("null", "nothing at all: NULL in every row", 0, _ANY, "", "type length order"),
        _info("redact", "a label of fixed width", 1, _ANY, "", "null", label=Option("text", "", 1, 24)),
        _info("hash", "keyed digest, 64 hex digits", 2, _TEXTUAL | _NUMBERS, "text", "null equality"),
        _info("token", "short keyed pseudonym, equal for equal values", 3, _TEXTUAL | _NUMBERS, "text", "null equality"),
        _info("fake", "an invented value of the same sort", 4, _INVENTED | {Kind.NETWORK}, "text", "null sameness",
              locale=Option("choice", "en", choices=("en", "de", "fr", "es"))),
        _info("surrogate", "same shape: digits stay digits, letters letters", 5, _INVENTED | {Kind.INTEGER, Kind.DECIMAL}, "shape",
              "type null length sameness"),
        _info("noise", "a number near the true one", 6, _NUMBERS | {Kind.DYNAMIC, Kind.TEXT}, "number", "type null sameness",
              percent=Option("number", 10, 1, 100, title="largest deviation")),
        _info("shift", "dates moved by a secret number of days", 7, _DATES | {Kind.DYNAMIC, Kind.TEXT}, "date",
              "type null sameness",
              subject=Option("text", "", 1, 128, title="column that names the subject; its dates move together"),
              days=Option("int", 365, 7, 3650, title="largest distance")),
        _info("generalize", "a coarser value: bucket, year, area", 8, _TEXTUAL | _NUMBERS | _DATES,
              "number date age postal geo ip", "null order sameness", **_GENERALIZE_OPTIONS),
        _info("partial", "the ends that people check, never the middle", 9, _TEXTUAL | _NUMBERS | _DATES | {Kind.BYTES},
              "text date binary", "null",
              first=Option("int", -1, 0, 6, title="leading characters shown"),
              last=Option("int", -1, 0, 4, title="trailing characters shown"),
              domain=Option("bool", default=True, title="e-mail: show the domain")),
        _info("spans", "free text with what is sensitive in it masked", 10, _ANY, "prose", "null"),
        _info("keep", "the value; spans found in it are still masked", 11, _ANY, "", "type null length order equality"),
    )
)  # fmt: skip
"""Strictest first."""

REDACT: Final = MaskSpec("redact")
KEEP: Final = MaskSpec("keep")

_FORMS: Final[Mapping[Category, str]] = {
    "person.birth_date": "date",
    "person.age": "age",
    "fin.salary": "number",
    "geo": "geo",
    "address.postal_code": "postal",
    "net.ip": "ip",
    "text": "prose",
    "bio.photo": "binary",
    "bio.template": "binary",
}
_ALSO: Final[Mapping[str, frozenset[str]]] = {
    "text": frozenset({"text", "shape"}),
    "age": frozenset({"age", "number"}),
    "postal": frozenset({"postal", "text", "shape"}),
    "geo": frozenset({"geo"}),
    "ip": frozenset({"ip", "text"}),
    "prose": frozenset({"prose"}),
    "custom": frozenset({"text", "shape", "date", "number", "age", "postal", "geo", "ip", "prose"}),
}


def form(category: Category) -> str:
    """What values of a category look like: text, date, number, age, postal, geo, ip, prose, binary or custom.

    >>> form("contact.email"), form("person.birth_date"), form("geo.coordinates"), form("custom.code")
    ('text', 'date', 'geo', 'custom')
    """
    if category == "custom" or category.startswith("custom."):
        return "custom"
    while category:
        if category in _FORMS:
            return _FORMS[category]
        category = category.rpartition(".")[0]
    return "text"


def fits(mask: str, category: Category) -> bool:
    """Whether a mask makes sense for what values of the category look like."""
    forms = MASKS[mask].forms
    own = form(category)
    return not forms or bool(forms & _ALSO.get(own, frozenset({own})))


def spec(value: object, where: str) -> MaskSpec:
    """A mask as a policy file spells it: a name, or a table with `name` and options. Raises UsageError with the place."""
    table: Mapping[str, Any] = value if isinstance(value, Mapping) else {"name": value}
    name = table.get("name")
    if not isinstance(name, str):
        raise UsageError(
            "OPQ-P110", f"{where}: a mask is a name or a table with a name", hint=f"known are {', '.join(MASKS)}"
        )
    known = MASKS.get(name)
    if known is None:
        raise UsageError("OPQ-P110", f'{where}: no mask is called "{name}"', hint=nearest(name, MASKS))
    options = {key: _checked(known, key, given, where) for key, given in table.items() if key != "name"}
    return MaskSpec(name, options)


def _checked(mask: MaskInfo, key: str, given: object, where: str) -> Any:
    option = mask.options.get(key)
    if option is None:
        hint = nearest(key, mask.options) if mask.options else "it takes no options"
        raise UsageError("OPQ-P111", f'{where}: mask {mask.name} has no option "{key}"', hint=hint)
    value = tuple(given) if option.kind == "edges" and isinstance(given, list) else given
    problem = _problem(option, value)
    if problem:
        raise UsageError("OPQ-P112", f'{where}: option "{key}" of mask {mask.name} {problem}')
    return value


def _problem(option: Option, value: object) -> str:
    """What is wrong with an option's value, or the empty string; never the value."""
    match option.kind:
        case "bool":
            return "" if isinstance(value, bool) else "is true or false"
        case "choice":
            return "" if value in option.choices else f"is one of {', '.join(option.choices)}"
        case "text":
            good = isinstance(value, str) and option.low <= len(value) <= option.high and value.isprintable()
            return "" if good else f"is a text of {option.low:g} to {option.high:g} characters"
        case "edges":
            return "" if _ascending(value) else "is a list of two or more numbers in ascending order"
        case "int":
            good = _is_number(value) and isinstance(value, int) and option.low <= value <= option.high
            return "" if good else f"is a whole number from {option.low:g} to {option.high:g}"
        case _:
            good = _is_number(value) and option.low <= value <= option.high and value != 0
            return "" if good else f"is a number from {option.low:g} to {option.high:g}"


def _is_number(value: object) -> TypeGuard[float]:
    """True and false are numbers to Python only."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _ascending(value: object) -> bool:
    """A tuple of two or more numbers, each greater than the one before."""
    if not isinstance(value, tuple) or len(value) < 2:
        return False
    return all(map(_is_number, value)) and all(low < high for low, high in pairwise(value))


_SETTLED: Final[Mapping[str, Mapping[str, Any]]] = {
    "date": {"to": "year"},
    "number": {"step": 10_000},
    "age": {"step": 10, "top": 90},
    "postal": {"digits": 3},
    "geo": {"digits": 1},
    "ip": {"prefix": 24, "prefix6": 48},
}
_SHOWN: Final[Mapping[Category, Mapping[str, Any]]] = {
    "contact.email": {"first": 1, "domain": True},
    "contact.phone": {"last": 2},
    "fin.card": {"last": 4},
    "fin.iban": {"last": 4},
    "person.name": {"first": 1},
    "person.birth_date": {},
    "address": {},
    "net": {},
}


def settled(category: Category, mask: MaskSpec) -> MaskSpec:
    """The mask with the defaults that depend on the category written out, so that settings can be compared and printed.

    >>> settled("person.age", MaskSpec("generalize", {"step": 5})).options
    {'top': 90, 'step': 5}
    """
    defaults: Mapping[str, Any] = {}
    if mask.name == "generalize" and (form(category) != "custom" or not mask.options):
        defaults = _SETTLED.get(form(category), {})
        if mask.options.keys() & {"step", "edges"}:
            defaults = {key: value for key, value in defaults.items() if key != "step"}
    elif mask.name == "partial":
        family = next((id_ for id_ in (category, category.partition(".")[0]) if id_ in _SHOWN), None)
        defaults = {"first": 0, "last": 2} if family is None else _SHOWN[family]
    given = {key: value for key, value in mask.options.items() if value != -1}
    return MaskSpec(mask.name, {**defaults, **given}) if defaults else MaskSpec(mask.name, given)


def stricter(left: MaskSpec, right: MaskSpec) -> MaskSpec:
    """The mask that tells least; two settings of one mask that cannot be ordered become redaction.

    >>> stricter(MaskSpec("partial"), MaskSpec("token")).name
    'token'
    """
    if left == right:
        return left
    if left.name != right.name:
        return left if MASKS[left.name].rank < MASKS[right.name].rank else right
    options = _tighter_options(left, right)
    return REDACT if options is None else MaskSpec(left.name, options)


_TIGHTER: Final[Mapping[str, str]] = {
    "first": "min", "last": "min", "domain": "min", "digits": "min", "prefix": "min", "prefix6": "min",
    "step": "multiple", "to": "coarser", "top": "min", "percent": "max", "days": "max", "label": "left", "sparse": "max",
}  # fmt: skip
"""How one option of two settings is combined; options not here must be equal."""
_COARSENESS = ("", "month", "year", "decade")


def _tighter_options(left: MaskSpec, right: MaskSpec) -> dict[str, Any] | None:
    """Options that tell no more than either mask; None when two settings cannot be ordered."""
    merged: dict[str, Any] = {}
    for key in sorted({*left.options, *right.options}):
        pair = _both(key, left, right)
        combined = _combine(_TIGHTER.get(key, "equal"), *pair) if pair is not None else None
        if combined is None:
            return None
        merged[key] = combined
    return merged


_ADDED: Final = ("label", "top")
"""Options that one side adds where the other leaves them out."""
_DEFAULTED: Final = ("prefix", "prefix6", "percent", "days")
"""Options whose default is the same for every category, as that of all truth values is."""


def _both(key: str, left: MaskSpec, right: MaskSpec) -> tuple[Any, Any] | None:
    """An option of two masks; None when one leaves it to a default that depends on the category."""
    if key in left.options and key in right.options:
        return left.options[key], right.options[key]
    default = MASKS[left.name].options[key].default
    if isinstance(default, bool) or key in _DEFAULTED:
        return left.options.get(key, default), right.options.get(key, default)
    if key in _ADDED:
        return (left.options.get(key) or right.options[key],) * 2
    return None


def _combine(how: str, left: Any, right: Any) -> Any | None:
    """One value that tells no more than either, or None."""
    if left == right or how == "left":
        return left
    match how:
        case "min":
            return min(left, right)
        case "max":
            return max(left, right)
        case "multiple":
            wide, narrow = max(left, right), min(left, right)
            return wide if wide % narrow == 0 else None
        case "coarser":
            return max(left, right, key=_COARSENESS.index)
        case _:
            return None


_LENGTH_TOO: Final = ("contact.email", "contact.phone")
"""The length of a contact is shown on request, although the partial is of fixed width: it tells no one from another."""


def derivations(category: Category, mask: MaskSpec) -> frozenset[str]:
    """What a column's mask gives away, so that an expression that tells no more may pass in the clear.

    >>> sorted(derivations("person.birth_date", MaskSpec("generalize", {"to": "month"})))
    ['is_null', 'month', 'year']
    >>> sorted(derivations("contact.email", MaskSpec("partial"))), sorted(derivations("contact.email", MaskSpec("redact")))
    (['domain', 'first1', 'is_null', 'length'], ['is_null'])
    """
    mask = settled(category, mask)
    shown = set() if mask.name == "null" else {"is_null"}
    if mask.name == "generalize" and form(category) == "date":
        shown |= frozenset() if mask.options.get("top") else _DATE_SHOWS.get(mask.options["to"], frozenset())
    elif mask.name == "partial" and category == "person.birth_date":
        shown |= _DATE_SHOWS["year"]
    elif mask.name == "partial":
        shown |= _partial_shows(category, mask)
    return frozenset(shown)


_DATE_SHOWS: Final[Mapping[str, frozenset[str]]] = {
    "year": frozenset({"year"}),
    "month": frozenset({"year", "month"}),
}
"""Not the first four characters: of `24/03/1973` they are the day."""


def _partial_shows(category: Category, mask: MaskSpec) -> set[str]:
    shown = {f"last{n}" for n in (2, 4) if n <= mask.options.get("last", 0) and category in _WHOLE_ENDS}
    if category in ("contact.email", "person.name") and mask.options.get("first", 0):
        shown.add("first1")
    if category == "contact.email" and mask.options.get("domain", True):
        shown.add("domain")
    if category == "fin.iban":
        shown |= {"first1", "country"}
    if category in _LENGTH_TOO or form(category) == "binary":
        shown.add("length")
    return shown


_WHOLE_ENDS: Final = ("contact.phone", "fin.card", "fin.iban")
"""Categories whose values are long enough that their last characters are always shown."""
