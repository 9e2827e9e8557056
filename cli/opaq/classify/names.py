"""What the names of a column and of its table say: tokens, never substrings.

`passenger_count` is not a password and `capacity` no city: a name is split into
tokens at case, digits and punctuation, words written together are split only
when known words cover them without a rest, and what remains beside the sensitive
phrase may take it back (`email_verified`, `ip_version`, `address_id`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from opaq.classify import lexicon
from opaq.model.finding import NONE, Category
from opaq.model.pattern import late
from opaq.model.record import record

_BOUNDARY: Final = late(r"[^\W\d_]+|\d+")
_CAMEL: Final = late(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])")
_FOLD: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th"}
)
_LONGEST_PHRASE: Final = 5


@record
class NameEvidence:
    """What a name says of a column."""

    category: Category | None
    weight: int
    """0 nothing, else lexicon.HINTS, SUGGESTS or DECIDES."""
    phrase: str = ""
    denied_by: str = ""
    """The token that took the category back, if one did."""
    harmless: str = ""
    """A token that says the numbers in here are not of persons (`serial`, `sku`), if there is one."""


NOTHING: Final = NameEvidence(None, 0)


def fold(text: str) -> str:
    """Lower case without accents, for comparing words of many languages.

    >>> fold("Straße"), fold("Přijmení"), fold("SOYADI")
    ('strasse', 'prijmeni', 'soyadi')
    """
    lowered = text.lower().translate(_FOLD)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    stripped = "".join(c for c in decomposed if not (unicodedata.combining(c) and ord(c) < 0x370))
    return unicodedata.normalize("NFKC", stripped)


@lru_cache(maxsize=4096)
def tokens(name: str) -> tuple[str, ...]:
    """The words of an identifier, folded.

    >>> tokens("customerEMailAddr2"), tokens("cardholdername"), tokens("passengerCount")
    (('customer', 'e', 'mail', 'addr', '2'), ('cardholder', 'name'), ('passenger', 'count'))
    """
    found: list[str] = []
    for part in _BOUNDARY.findall(unicodedata.normalize("NFKC", name)):
        for word in _CAMEL.split(part):
            found += _segment(fold(word))
    return tuple(found)


def _segment(word: str) -> tuple[str, ...]:
    """A word written together, split when known words cover it entirely; the fewest words win."""
    known = vocabulary()
    if len(word) < 6 or word in known or len(word) > 40 or not word.isascii():
        return (word,)
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 16), end - 1):
            piece = word[start:end]
            if start in best and piece in known and (len(piece) > 2 or piece in _SHORT_WORDS):
                candidate = (*best[start], piece)
                if end not in best or len(candidate) < len(best[end]):
                    best[end] = candidate
    split = best.get(len(word))
    return split if split is not None and len(split) <= 4 else (word,)


_SHORT_WORDS: Final = frozenset({"id", "no", "nr", "ip", "cc", "by"})


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[Category, int]]:
    """Phrase -> category and weight; the first entry of a phrase wins. `name given` is `given name`, a little less surely."""
    found: dict[str, tuple[Category, int]] = {}
    for category, weight, block in lexicon.PHRASES:
        for phrase in block.split("|"):
            found.setdefault(fold(" ".join(phrase.split())), (category, weight))
    for phrase, (category, weight) in list(found.items()):
        first, _, second = phrase.partition(" ")
        if category != NONE and weight == lexicon.DECIDES and second.isalpha() and first.isalpha():
            found.setdefault(f"{second} {first}", (category, lexicon.SUGGESTS))
    return found


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Single words that a word written together may be made of."""
    words = {w for phrase in _phrases() for w in phrase.split() if len(w) > 1}
    words |= (
        lexicon.NEGATIVE | lexicon.NEUTRAL | lexicon.KEY_WORDS | lexicon.ROLES | lexicon.THINGS | lexicon.HARMLESS_HEADS
    )
    words |= lexicon.PERSON_TABLES | lexicon.THING_TABLES | lexicon.ORDINARY
    return frozenset(w for w in words if len(w) > 2 or w in _SHORT_WORDS)


@lru_cache(maxsize=1)
def telling() -> frozenset[str]:
    """Words that say something by themselves; short ones that only stand inside longer phrases do not."""
    inside = {w for phrase in _phrases() if " " in phrase for w in phrase.split() if len(w) < 5}
    return vocabulary() - (
        inside
        - set(_phrases())
        - lexicon.NEGATIVE
        - lexicon.NEUTRAL
        - lexicon.THINGS
        - lexicon.ORDINARY
        - lexicon.HARMLESS_HEADS
        - lexicon.KEY_WORDS
    )


def is_plain_number(column: str) -> bool:
    """True for a name that says `number` and nothing else.

    >>> is_plain_number("numero"), is_plain_number("NR"), is_plain_number("order_no")
    (True, True, False)
    """
    return bool(column) and all(w in _NUMBER_WORDS for w in tokens(column))


_NUMBER_WORDS: Final = frozenset("number numero num nummer nr no n numer cislo numara civico".split())


@lru_cache(maxsize=1024)
def table_context(name: str) -> str:
    """`person`, `thing` or ``: what one row is. The last word that says something decides.

    >>> table_context("crm_customers"), table_context("products"), table_context("customer_orders"), table_context("t1")
    ('person', 'thing', 'thing', '')
    """
    for word in reversed(tokens(name)):
        if word in lexicon.PERSON_TABLES:
            return "person"
        if word in lexicon.THING_TABLES or word in _EVENT_WORDS:
            return "thing"
    return ""


def thing_in(column: str) -> str:
    """The last word of a column's name, when it stands for a thing or an organisation, else an empty string.

    >>> thing_in("brand"), thing_in("company_name"), thing_in("owner")
    ('brand', 'company', '')
    """
    words = [lexicon.ABBREVIATIONS.get(w, w) for w in tokens(column) if not w.isdigit()]
    heads = [w for w in words if w not in ("name", "names", "title", "text")][-1:]
    return next((w for w in heads if w in lexicon.THINGS), "")


_EVENT_WORDS: Final = frozenset(
    {"order", "orders", "invoice", "invoices", "sale", "sales", "log", "logs", "history", "audit", "line", "lines"}
)


@lru_cache(maxsize=4096)
def read(column: str, table: str = "") -> NameEvidence:
    """What a column's name says, in the context of its table's name.

    >>> read("email").category, read("email_verified").category, read("mail_count").denied_by
    ('contact.email', None, 'count')
    >>> read("name", "customers").category, read("name", "products").category
    ('person.name', None)
    """
    words = tokens(column)
    harmless = next((w for w in words if w in lexicon.HARMLESS_HEADS), "")
    match = _longest(words)
    if match is None or match[3] == lexicon.HINTS:
        spelled = tuple(lexicon.ABBREVIATIONS.get(w, w) for w in words)
        better = _longest(spelled) if spelled != words else None
        if better is not None:
            words, match = spelled, (*better[:3], min(better[3], lexicon.SUGGESTS))  # a guess at the word
    if match is None:
        return NameEvidence(None, 0, harmless=harmless)
    start, end, category, weight = match
    phrase = " ".join(words[start:end])
    rest = words[:start] + words[end:]
    if category == NONE:
        return NameEvidence(None, 0, phrase, phrase, harmless or phrase)
    denied = _denied(words, start, end, category)
    if denied:
        return NameEvidence(None, 0, phrase, denied, harmless or denied)
    if category == "person.name":
        return _person_name(phrase, weight, words[:start], rest, table, harmless)
    return NameEvidence(category, weight, phrase, "", "" if weight >= lexicon.SUGGESTS else harmless)


def _longest(words: tuple[str, ...]) -> tuple[int, int, Category, int] | None:
    """The phrase that decides: the longest, then the weightiest, then the last."""
    phrases = _phrases()
    best: tuple[int, int, int, tuple[int, int, Category, int]] | None = None
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST_PHRASE) + 1):
            hit = phrases.get(" ".join(words[start:end]))
            if hit is None:
                continue
            rank = (min(hit[1], 2), end - start, hit[1] * 100 + start)
            if best is None or rank > best[:3]:
                best = (*rank, (start, end, hit[0], hit[1]))
    return best[3] if best is not None else None


def _denied(words: tuple[str, ...], start: int, end: int, category: Category) -> str:
    """The token outside the phrase that takes the category back, or an empty string."""
    for position, word in enumerate(words):
        if start <= position < end:
            continue
        if word in lexicon.NEGATIVE and not (category.startswith("secret.") and word in _SECRET_MAY):
            return word
        if word in lexicon.KEY_WORDS and position >= end and not category.startswith(("id.", "secret.", "health.id")):
            if word in _CODES and category.startswith(_CODED):
                continue
            return word
    return ""


_CODES: Final = frozenset({"cd", "code", "codes"})
_CODED: Final = (
    "special.",
    "person.gender",
    "person.marital",
    "fin.card_sad",
    "health.data",
    "address.postal",
    "contact.phone",
)
"""Categories whose values are codes themselves: `gender_cd` is the gender, `address_id` is no address."""
_SECRET_MAY: Final = frozenset(
    {"reset", "verification", "confirmed", "current", "last", "config", "setting", "settings"}
)


def _person_name(
    phrase: str, weight: int, before: tuple[str, ...], rest: tuple[str, ...], table: str, harmless: str
) -> NameEvidence:
    """`name` means a person in `customers`, after a role (`owner_name`), and nothing in `products`."""
    thing = next((w for w in rest if w in lexicon.THINGS), "")
    if thing and weight < lexicon.DECIDES:
        return NameEvidence(None, 0, phrase, thing, harmless or thing)
    context = table_context(table)
    role = next((w for w in before if w in lexicon.ROLES), "")
    if phrase in ("person", "who") and any(w not in lexicon.ROLES and not w.isdigit() for w in rest):
        return NameEvidence(None, 0, phrase, rest[0], harmless)
    if phrase in _HALVES and any(
        w not in lexicon.ROLES and not w.isdigit() and w not in lexicon.PERSON_TABLES for w in rest
    ):
        return NameEvidence(None, 0, phrase, rest[0], harmless)
    if weight == lexicon.HINTS:
        if role or context == "person":
            return NameEvidence("person.name", lexicon.SUGGESTS, f"{role} {phrase}".strip())
        if context == "thing" and phrase in _NAME_WORDS:
            return NameEvidence(None, 0, phrase, f"table {table}", harmless)
    return NameEvidence("person.name", weight, phrase, "", harmless)


_NAME_WORDS: Final = frozenset({"name", "names", "nom", "first", "last", "middle", "given", "family", "nazwa klienta"})
"""Words that name things as often as persons; `director` and `composer` never do, whatever the table."""
_HALVES: Final = frozenset({"first", "last", "middle", "given", "family"})
"""Names of persons when they stand alone (`patients.first`), not in `last_order`."""
