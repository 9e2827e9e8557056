"""What a mistyped verb, clause or function was probably meant to be; only words of SQL and of the catalogue are named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opaq.guard.catalogue import rows
from opaq.guard.types import ADMITTED_NATURES, Dialect, Token, TokenKind
from opaq.guard.words import words

_VERBS = ("select", "with", "values", "table", "show", "describe", "explain")
_CLAUSES = words("""select from where group order by having limit offset join left right inner outer cross full natural on using
    union intersect except all distinct and or not in is null like ilike between exists case when then else end as asc desc over
    partition window values with recursive lateral fetch first rows only""")
_LIKENESS = 0.72
"""Of `difflib`: one letter left out, doubled, swapped or wrong in a word of four to eight."""


def verb(word: str) -> str:
    """The reading verb that a statement's first word is near to, in capitals, or nothing.

    >>> verb("selct"), verb("shutdown")
    ('SELECT', '')
    """
    return _close(word, _VERBS).upper()


def function(name: str, dialect: Dialect) -> str:
    """The function of the catalogue that only reads and has nearly this name, or nothing."""
    return _close(name, (known for known, nature in rows(dialect) if nature in ADMITTED_NATURES))


def clause(tokens: Sequence[Token], offset: int) -> str:
    """The word of SQL that was probably meant where a parser stopped: at the token there or before it.

    A server that took `wher` for an alias stumbles over the next word.
    """
    here = next((i for i, token in enumerate(tokens) if token.end > offset), len(tokens) - 1)
    for token in reversed(tokens[max(0, here - 1) : here + 1]):
        word = token.text.casefold()
        close = _close(word, _CLAUSES) if token.kind is TokenKind.WORD and word not in _CLAUSES else ""
        if close and word != f"{close}s":  # a table may be called orders
            return close.upper()
    return ""


def _close(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # 3 ms; only a mistake comes here

    folded = word.casefold()
    return next(iter(get_close_matches(folded, list(known), n=1, cutoff=_LIKENESS)), "") if len(folded) < 40 else ""
