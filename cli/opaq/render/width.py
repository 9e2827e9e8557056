"""How many terminal columns a text takes, and how to make any text safe for one.

Width follows Unicode Standard Annex 11: wide and fullwidth characters take two
columns; combining marks, joiners and variation selectors none; an emoji sequence
held together by joiners or a selector is one picture of two columns (UTS 51).
ASCII, nearly every cell, is answered by `len`.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, combining, east_asian_width

ELLIPSIS = "…"
ZERO_WIDTH_JOINER = "\u200d"
DOTTED_CIRCLE = "\u25cc"
"""What Unicode shows a mark without its letter on."""
EMOJI_SELECTOR = "\ufe0f"
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def clean(text: str) -> str:
    r"""Text that cannot move the cursor, change colours or reorder what surrounds it.

    C0, C1 and DEL, every format control of bidirectional text (UAX 9), line and
    paragraph separators, surrogates and unassigned characters become visible escapes.
    Joiners stay: emoji and several scripts need them. A mark at the beginning gets a
    base to stand on, or it would join what is left of it.

    >>> clean("a" + chr(27) + "[31m" + chr(0x202E) + "b" + chr(10))
    'a\\x1b[31m\\u202eb\\n'
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in "\u200c\u200d" else _escape(c) for c in text)
    return text if text.isascii() or _columns(text[0]) else DOTTED_CIRCLE + text


def harmless(text: str, *, json: bool = False) -> str:
    """A whole output made safe for a terminal: its line breaks and tabs stay, everything else as in `clean`.

    `json` writes escapes as JSON does, so that the document means the same.
    """
    if text.isprintable():
        return text
    escape = _json_escape if json else _escape
    return "".join(c if c.isprintable() or c in "\n\t\u200c\u200d" else escape(c) for c in text)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _escape(character: str) -> str:
    known = _ESCAPES.get(character)
    if known is not None:
        return known
    if character == "\u00a0" or category(character) == "Zs":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def width_of(text: str) -> int:
    """Terminal columns of a cleaned text.

    >>> width_of("abc"), width_of("日本"), width_of("e" + chr(0x301))
    (3, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(columns for _, columns in clusters(text))


def clusters(text: str) -> list[tuple[str, int]]:
    """Pieces that must stay together, each with its columns."""
    found: list[tuple[str, int]] = []
    joined = False
    for character in text:
        columns = _columns(character)
        base, taken = found[-1] if found else ("", 0)
        if found and ((joined and taken == 2 and category(character) == "So") or _is_second_flag(character, base)):
            found[-1] = (base + character, 2)
        elif found and columns == 0:
            found[-1] = (base + character, 2 if character == EMOJI_SELECTOR and taken else taken)
        else:
            found.append((character, columns))
        joined = character == ZERO_WIDTH_JOINER
    return found


def _is_second_flag(character: str, before: str) -> bool:
    return len(before) == 1 and "\U0001f1e6" <= character <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff"


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if combining(character) or category(character) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff":
        return 0
    if "\u1160" <= character <= "\u11ff":
        return 0  # medial and final Hangul join the syllable before
    return 2 if east_asian_width(character) in ("W", "F") else 1


def elide(text: str, columns: int) -> str:
    """The text in at most so many columns, the last one an ellipsis when something was cut.

    >>> elide("abcdef", 4), elide("日本語", 5), elide("ab", 2)
    ('abc…', '日本…', 'ab')
    """
    if text.isascii():
        return text if len(text) <= columns else text[: max(columns - 1, 0)] + ELLIPSIS
    if width_of(text) <= columns:
        return text
    kept, taken = [], 0
    for piece, width in clusters(text):
        if taken + width > columns - 1:
            break
        kept.append(piece)
        taken += width
    return "".join(kept) + ELLIPSIS


def pad(text: str, columns: int, *, right: bool) -> str:
    """Fill with spaces to so many columns; `right` aligns to the right."""
    missing = columns - (len(text) if text.isascii() else width_of(text))
    if missing <= 0:
        return text
    return " " * missing + text if right else text + " " * missing
