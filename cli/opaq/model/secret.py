"""A secret that cannot be printed, pickled or formatted by accident."""

from __future__ import annotations

from typing import NoReturn


class Secret:
    """Holds a password or key text. `reveal()` is the only way out, and reads as what it is."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "<Secret>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "<Secret>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not serialised")
