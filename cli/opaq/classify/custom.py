"""User-defined categories at work: a pattern (policy files refuse what is not linear-time), a checksum, a list of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from opaq.classify.detectors import checksums
from opaq.errors import UsageError
from opaq.model.finding import Category
from opaq.model.record import record
from opaq.policy.types import CustomCategory
from opaq.profile.files import refuse_writable

MAX_LIST_BYTES: Final = 16 * 1024 * 1024
"""About a million values; a longer list belongs into the database."""
_NOT_ALNUM: Final = "[^0-9A-Za-z]"


def _mod11(digits: str) -> bool:
    """ISBN-10 style: weights from the right, sum divisible by eleven."""
    return checksums.weighted(digits[::-1], range(1, len(digits) + 1), 11) == 0


CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "luhn": checksums.luhn,
    "verhoeff": checksums.verhoeff,
    "mod97": lambda text: checksums.mod97(text) == 1,
    "mod11": _mod11,
}
"""The checksums a policy may name; `luhn`, `verhoeff` and `mod11` are of digits."""


@record
class Matcher:
    """One user-defined category, ready to match."""

    category: Category
    pattern: re.Pattern[str] | None
    check: Callable[[str], bool] | None
    values: frozenset[str]
    """Whole cells, letter case aside."""


def compiled(categories: Sequence[CustomCategory]) -> list[Matcher]:
    """Matchers of the categories that look at values. Raises UsageError (OPQ-P054) for a list that cannot be read."""
    return [_matcher(c) for c in categories if c.pattern is not None or c.values_file is not None]


def _matcher(category: CustomCategory) -> Matcher:
    pattern = re.compile(rf"(?<![\w])(?:{category.pattern})(?![\w])") if category.pattern is not None else None
    values = _values(category) if category.values_file is not None else frozenset[str]()
    return Matcher(category.name, pattern, CHECKS.get(category.checksum or ""), values)


def _values(category: CustomCategory) -> frozenset[str]:
    """One value per line."""
    path = Path(category.values_file or "").expanduser()
    if not path.is_absolute():
        raise UsageError("OPQ-P054", f'list of category "{category.name}" has no absolute path')
    try:
        with open(path, "rb") as file:
            status = path.stat()
            refuse_writable(path, status)
            if status.st_size > MAX_LIST_BYTES:
                raise UsageError("OPQ-P054", f'list of category "{category.name}" is larger than 16 MiB')
            text = file.read(MAX_LIST_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("OPQ-P054", f'list of category "{category.name}" cannot be read') from error
    return frozenset(line.strip().casefold() for line in text.splitlines() if line.strip())


def passes(matcher: Matcher, text: str) -> bool:
    """Whether what a pattern matched also passes the checksum; False for text the checksum is not about."""
    if matcher.check is None:
        return True
    compact = re.sub(_NOT_ALNUM, "", text).upper()
    try:
        return bool(compact) and matcher.check(compact)
    except ValueError:
        return False  # letters where the rule wants digits
