"""Word lists are written as running text, the way manuals print them."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """
    >>> sorted(words("in exists any"))
    ['any', 'exists', 'in']
    """
    return frozenset(text.split())
