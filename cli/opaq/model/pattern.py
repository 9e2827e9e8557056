"""Regular expressions that are compiled when they are first used.

Compiling costs 0.1 to 5 ms each, and an everyday query uses a tenth of those that
its rooms define. `late` stands where `re.compile` would at module level.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
FACTS = ("pattern", "flags", "groups", "groupindex")


class _Late:
    """Looks like the compiled pattern; becomes it, attribute by attribute, at the first use of any."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._given = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS and name not in FACTS:
            raise AttributeError(name)
        compiled: Any = re.compile(*cast("tuple[str, int]", self._given))
        self.__dict__.update({known: getattr(compiled, known) for known in (*METHODS, *FACTS)})
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"late({self._given[0]!r})"


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, later. An invalid pattern is noticed at its first use, so tests use all of them.

    >>> word = late(r"[a-z]+", re.IGNORECASE)
    >>> word.findall("Ab 12 cd")
    ['Ab', 'cd']
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
