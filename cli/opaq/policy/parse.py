"""A policy file's table -> `Document`: every key known, every value of its type, or an error that says where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from opaq.errors import UsageError
from opaq.model.finding import NONE, Category
from opaq.model.record import field, record
from opaq.model.sensitivity import Predicates
from opaq.policy import masks
from opaq.policy.categories import CATEGORIES, info, is_known
from opaq.policy.files import is_name
from opaq.policy.types import ColumnRule, CustomCategory, MaskSpec, Settings
from opaq.profile.keys import nearest

_KEYS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "extends": (str, list), "budget": int, "unreviewed": str, "explain_analyze": bool, "require_reason": bool,
    "max_limit": int, "categories": dict, "columns": list, "functions": dict, "description": str,
}  # fmt: skip
_CATEGORY_KEYS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "mask": (str, dict), "predicates": str, "aggregates": bool, "names": list, "pattern": str, "checksum": str,
    "values": str,
}  # fmt: skip
_COLUMN_KEYS: Final[Mapping[str, type | tuple[type, ...]]] = {"match": str, "category": str, "mask": (str, dict)}
_CHECKSUMS = ("luhn", "mod97", "mod11", "verhoeff")
_MODES = tuple(mode.value for mode in Predicates)


@record
class CategoryRule:
    """What one file says of one category; None: nothing."""

    mask: MaskSpec | None
    predicates: str | None
    aggregates: bool | None
    rule: str


@record
class Document:
    """One policy file, checked, before inheritance."""

    name: str
    """The label for people: `policies/team.toml`."""
    extends: tuple[str, ...] = ()
    categories: Mapping[Category, CategoryRule] = field(default_factory=dict)
    columns: tuple[ColumnRule, ...] = ()
    custom: tuple[CustomCategory, ...] = ()
    functions: frozenset[str] = frozenset()
    settings: Settings = field(default_factory=Settings)


def document(table: Mapping[str, Any], label: str, *, text: str = "") -> Document:
    """Check a policy table. `text` is the file it came from, to name lines. Raises UsageError with file and key."""
    place = _Place(label, text)
    place.check(table, _KEYS, "")
    categories = place.table(table.get("categories", {}), "categories")
    rules = {_category_key(key, place): _category(key, entry, place) for key, entry in categories.items()}
    return Document(
        name=label,
        extends=_extends(table.get("extends", []), place),
        categories=rules,
        columns=tuple(_column(n, entry, place) for n, entry in enumerate(table.get("columns", []), 1)),
        custom=tuple(_custom(key, entry, place) for key, entry in categories.items() if key.startswith("custom.")),
        functions=_functions(table.get("functions", {}), place),
        settings=Settings(
            budget=place.at_least(table.get("budget"), 0, "budget"),
            unreviewed=place.choice(table.get("unreviewed"), ("scan", "mask"), "unreviewed"),
            explain_analyze=table.get("explain_analyze"),
            require_reason=table.get("require_reason"),
            max_limit=place.at_least(table.get("max_limit"), 1, "max_limit"),
        ),
    )


class _Place:
    """Where a table stands, so that a complaint can say so."""

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self._text = text

    def at(self, key: str) -> str:
        """`policies/team.toml:12: budget`; the line of the last part of the key, when it is found."""
        last = re.escape(key.rpartition(" ")[2].strip('"') or key)
        hit = re.search(rf"(?m)^[^#\n]*\b{last}", self._text) if self._text else None
        line = f":{self._text.count(chr(10), 0, hit.end()) + 1}" if hit else ""
        return f"{self.label}{line}: {key}"

    def check(self, table: Mapping[str, Any], keys: Mapping[str, type | tuple[type, ...]], inside: str) -> None:
        """Every key known and of its type."""
        for key, value in table.items():
            where = self.at(f"{inside} {key}".strip())
            if key not in keys:
                raise UsageError("OPQ-P120", f"{where}: unknown key", hint=nearest(key, keys))
            if not isinstance(value, keys[key]) or (isinstance(value, bool) and keys[key] is not bool):
                raise UsageError("OPQ-P121", f"{where}: expected {_words(keys[key])}")

    def table(self, value: object, key: str) -> Mapping[str, Any]:
        if not isinstance(value, Mapping) or not all(isinstance(entry, Mapping) for entry in value.values()):
            raise UsageError("OPQ-P121", f"{self.at(key)}: expected tables", hint='[categories."contact.email"]')
        return value

    def choice(self, value: str | None, choices: tuple[str, ...], key: str) -> str | None:
        if value is not None and value not in choices:
            raise UsageError("OPQ-P122", f"{self.at(key)}: one of {', '.join(choices)} is expected")
        return value

    def at_least(self, value: int | None, low: int, key: str) -> int | None:
        if value is not None and value < low:
            raise UsageError("OPQ-P122", f"{self.at(key)}: at least {low} is expected")
        return value

    def strings(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(entry, str) and entry for entry in value):
            raise UsageError("OPQ-P121", f"{self.at(key)}: expected a list of texts")
        return tuple(value)


def _words(kind: type | tuple[type, ...]) -> str:
    names = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}
    return " or ".join(names[one] for one in (kind if isinstance(kind, tuple) else (kind,)))


def _extends(value: Any, place: _Place) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else place.strings(value, "extends")
    for name in names:
        if not is_name(name):
            raise UsageError("OPQ-P122", f"{place.at('extends')}: names of policies are expected")
    return tuple(names)


def _category_key(key: str, place: _Place) -> Category:
    """`secret.*` is `secret`: a family."""
    category = key.removesuffix(".*")
    if category == NONE or not is_known(category):
        where = place.at(f'categories "{key}"')
        raise UsageError("OPQ-P123", f"{where}: unknown category", hint=nearest(category, CATEGORIES))
    return category


def _category(key: str, entry: Mapping[str, Any], place: _Place) -> CategoryRule:
    where = f'categories "{key}"'
    _refuse_unquoted(key, entry, place)
    place.check(entry, _CATEGORY_KEYS, where)
    category = _category_key(key, place)
    custom = category.startswith("custom.")
    if not custom and (stray := {"names", "pattern", "checksum", "values"} & entry.keys()):
        raise UsageError("OPQ-P120", f"{place.at(where)}: {min(stray)} is for custom.* categories only")
    mask = masks.spec(entry["mask"], place.at(where)) if "mask" in entry else None
    if mask is not None:
        _hold_fitting(category, mask, place.at(where))
    predicates = place.choice(entry.get("predicates"), _MODES, f"{where} predicates")
    _hold_fixed(category, mask, predicates, place.at(where))
    return CategoryRule(mask, predicates, entry.get("aggregates"), f"{place.label}: {where}")


def _refuse_unquoted(key: str, entry: Mapping[str, Any], place: _Place) -> None:
    """To TOML `[categories.contact.email]` is a table in a table: say which quotes are missing."""
    for inner, value in entry.items():
        if isinstance(value, Mapping) and inner not in _CATEGORY_KEYS:
            written = f'[categories."{key}.{inner}"]'
            where = place.at(f"categories {key}.{inner}")
            raise UsageError("OPQ-P120", f"{where}: a category with a dot needs quotes", hint=f"write {written}")


def _hold_fitting(category: Category, mask: MaskSpec, where: str) -> None:
    """What a mask cannot give is an error of the policy, with the masks that can."""
    if not _family_fits(mask.name, category):
        fitting = ", ".join(name for name in masks.MASKS if _family_fits(name, category))
        raise UsageError("OPQ-P124", f"{where}: mask {mask.name} does not fit {category}", hint=f"these do: {fitting}")


def _family_fits(mask: str, category: Category) -> bool:
    """A family such as `person` has members of several forms: it takes the masks that fit all of them."""
    members = [known for known in CATEGORIES if known == category or known.startswith(f"{category}.")]
    return all(masks.fits(mask, member) for member in members or [category])


def _hold_fixed(category: Category, mask: MaskSpec | None, predicates: str | None, where: str) -> None:
    """What no policy may loosen: card data that must not even be stored (PCI DSS 3.3)."""
    if info(category).overridable:
        return
    loose = mask is not None and masks.MASKS[mask.name].rank > masks.MASKS["redact"].rank
    if loose or predicates not in (None, "deny"):
        raise UsageError("OPQ-P125", f"{where}: this category is always redacted", hint="PCI DSS 3.3; remove the rule")


def _column(number: int, entry: object, place: _Place) -> ColumnRule:
    where = f"columns {number}"
    if not isinstance(entry, Mapping):
        raise UsageError("OPQ-P121", f"{place.at('columns')}: expected tables", hint="[[columns]]")
    place.check(entry, _COLUMN_KEYS, where)
    match = entry.get("match", "")
    parts = match.split(".")
    if len(parts) not in (2, 3) or not all(parts):
        raise UsageError("OPQ-P126", f"{place.at(where)}: match is [schema.]table.column, * in any part")
    category = entry.get("category")
    if category is not None and not is_known(category):
        hint = nearest(category, {**CATEGORIES, NONE: None})
        raise UsageError("OPQ-P123", f"{place.at(where)}: unknown category", hint=hint)
    mask = masks.spec(entry["mask"], place.at(where)) if "mask" in entry else None
    if category is None and mask is None:
        raise UsageError("OPQ-P126", f"{place.at(where)}: neither category nor mask is given")
    if mask is not None and category not in (None, NONE):
        _hold_fitting(category, mask, place.at(where))
        _hold_fixed(category, mask, None, place.at(where))
    return ColumnRule(match, category, mask, f"{place.label}: {where}")


def _custom(key: str, entry: Mapping[str, Any], place: _Place) -> CustomCategory:
    where = f'categories "{key}"'
    pattern = entry.get("pattern")
    if pattern is not None:
        from opaq.policy.patterns import trouble  # 2 ms; only policies with patterns of their own

        reason = trouble(pattern)
        if reason:
            raise UsageError(
                "OPQ-P127",
                f"{place.at(where)}: pattern cannot be used: {reason}",
                hint="use bounded repeats such as {1,20}, none inside another",
            )
    return CustomCategory(
        name=key,
        names=place.strings(entry.get("names", []), f"{where} names"),
        pattern=pattern,
        checksum=place.choice(entry.get("checksum"), _CHECKSUMS, f"{where} checksum"),
        values_file=entry.get("values"),
    )


def _functions(table: Mapping[str, Any], place: _Place) -> frozenset[str]:
    place.check(table, {"allow": list}, "functions")
    return frozenset(name.casefold() for name in place.strings(table.get("allow", []), "functions allow"))
