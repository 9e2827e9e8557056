"""A sample of a column -> what its values say: shares of categories, people, documents. Never keeps a value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from opaq.classify import lexicon, names
from opaq.classify.cells import CellScanner, as_text
from opaq.classify.detectors.text import is_local_email
from opaq.classify.hints import NO_HINTS, Hints
from opaq.classify.types import Span
from opaq.model.batch import Cell
from opaq.model.finding import Category
from opaq.model.pattern import late
from opaq.model.record import record, replace
from opaq.model.spell import spell

MAX_PATHS: Final = 64
"""Sensitive paths kept per JSON column; a document with more is masked as a whole."""
_MAX_DEPTH: Final = 32


@record
class ValueEvidence:
    """What a sample says. Shares are of distinct, non-empty values."""

    distinct: int = 0
    rows: int = 0
    """Non-empty cells in the sample."""
    category: Category | None = None
    """The category nearly every value is, as a whole."""
    share: float = 0.0
    touched: float = 0.0
    """Share of values with something sensitive anywhere in them."""
    within: tuple[tuple[Category, float], ...] = ()
    """Categories found inside values and their shares, largest first."""
    paths: tuple[tuple[str, Category], ...] = ()
    """Sensitive paths of JSON documents."""
    document: bool = False
    """The values are JSON objects."""
    people: float = 0.0
    """Share of values that are names of persons by the dictionary."""
    numeric: float = 0.0
    """Share of values that are plain numbers."""
    words: float = 0.0
    """Mean number of words."""
    dated: float = 0.0
    """Share of values that are dates."""
    guessed: tuple[Category, str] | None = None
    """Only for columns with a mute name: a category by closed set, code or town, and why."""
    hints: Hints = NO_HINTS
    """Only for columns with a mute name: forms that mean something beside other columns."""
    titles: float = 0.0
    """Share of values that are one to four capitalised words."""
    length: float = 0.0
    """Mean number of characters."""
    housed: float = 0.0
    """Share of values that are words with a house number before or after them."""
    organisations: float = 0.0
    """Share of values with a word of companies (`Ltd`, `GmbH`, `& Sons`)."""
    clinical: float = 0.0
    """Share of values with words of diagnoses, medicines or findings."""
    varied: float = 0.0
    """Distinct values per row."""
    versions: float = 0.0
    """Share of values that are versions of something: `3.12`, `1.4.0-rc1`."""
    covered: float = 0.0
    """Share of the characters that is inside something sensitive, over the values touched."""


def weigh(cells: Sequence[Cell], scanner: CellScanner, *, name: str = "", mute: bool = False) -> ValueEvidence:
    """Look at the cells of one column; `mute`: its name says nothing, so that guesses are in order."""
    present = [c for c in cells if c is not None and c != "" and c != b""]
    distinct = list(dict.fromkeys(present))
    texts = [t for t in map(_written, distinct) if t.strip()]
    if not texts:
        return ValueEvidence(rows=len(present))
    documents = [d for d in map(_document, texts) if d is not None]
    if len(documents) >= 0.8 * len(texts):
        return _weigh_documents(documents, scanner, len(present))
    seen = _weigh_texts(texts, scanner, len(present), name)
    return _guess(seen, texts) if mute else seen


def _written(cell: Cell) -> str:
    """Text of a cell; bytes that travel as PostgreSQL's hex (`\\x4142`, manual 8.4.1) are read as what they hold."""
    text = spell(cell) if isinstance(cell, float) else as_text(cell)
    if text is None:
        return ""
    if text.startswith("\\x") and len(text) % 2 == 0:
        try:
            return as_text(bytes.fromhex(text[2:]))
        except ValueError:
            return text
    return text


def _guess(seen: ValueEvidence, texts: list[str]) -> ValueEvidence:
    """What may be guessed of a column with a mute name."""
    from opaq.classify import guess, hints

    distinct = list(dict.fromkeys(t.strip() for t in texts))
    return replace(seen, guessed=guess.guess(distinct, seen.rows), hints=hints.read(distinct, seen.rows))


def _weigh_texts(texts: list[str], scanner: CellScanner, rows: int, name: str = "") -> ValueEvidence:
    """Plain values."""
    distinct = list(dict.fromkeys(t.strip() for t in texts))
    findings = scanner.scan_texts(distinct, distinct, name=name)
    inside: Counter[Category] = Counter()
    for spans in findings.affected.values():
        inside.update({span.category for span in spans})
    top = max(findings.shares, key=lambda c: findings.shares[c], default=None)
    total = len(distinct)
    if top is None and all(map(is_local_email, distinct)):
        return ValueEvidence(total, rows, "contact.email", 1.0, 1.0, (("contact.email", 1.0),))
    return ValueEvidence(
        distinct=total,
        rows=rows,
        category=top,
        share=findings.shares[top] if top is not None else 0.0,
        touched=len(findings.affected) / total,
        covered=_covered(findings.affected),
        within=tuple((c, n / total) for c, n in inside.most_common(6)),
        people=_people_share(distinct),
        organisations=_organisations(distinct),
        clinical=_clinical(distinct),
        titles=_titles(distinct),
        housed=_housed(distinct),
        length=sum(map(len, distinct)) / total,
        varied=total / max(1, rows),
        numeric=sum(_is_number(t) for t in distinct) / total,
        words=sum(t.count(" ") + 1 for t in distinct) / total,
        versions=sum(_VERSION.fullmatch(t) is not None for t in distinct) / total,
        dated=sum(_is_date(t) for t in distinct) / total,
    )


def _covered(affected: Mapping[Cell, tuple[Span, ...]]) -> float:
    """Share of the characters of the affected texts that spans cover."""
    characters = sum(len(str(cell)) for cell in affected)
    return sum(s.end - s.start for spans in affected.values() for s in spans) / characters if characters else 0.0


def _people_share(texts: Sequence[str]) -> float:
    from opaq.classify import people  # 100 KB of names, only when values are looked at

    return people.share(texts)


def _organisations(texts: Sequence[str]) -> float:
    from opaq.classify import people

    return people.organisations(texts)


def _clinical(texts: Sequence[str]) -> float:
    from opaq.classify import guess  # a word list, only when values are looked at

    return sum(map(guess.is_clinical, texts)) / len(texts)


def _titles(texts: Sequence[str]) -> float:
    from opaq.classify import guess

    return guess.titles(texts)


def _housed(texts: Sequence[str]) -> float:
    from opaq.classify import guess

    return guess.housed(texts)


_VERSION: Final = late(r"v?\d{1,4}(?:\.\d{1,5}){1,2}(?:[-+.~]?[a-z][\w.\-+]*|\.\d{1,5}[-+]\w+)?")


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).replace(",", "").isdigit()


def _is_date(text: str) -> bool:
    head = text[:10]
    parts = head.replace("/", "-").replace(".", "-").split("-")
    return len(parts) == 3 and all(p.isdigit() for p in parts) and 6 <= len(head) <= 10


def _document(text: str) -> Any:
    """A JSON object or array, or a PostgreSQL array; None for anything else."""
    if text[0] not in "{[":
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return array_elements(text)
    return value if isinstance(value, dict | list) else None


def array_elements(text: str) -> list[str] | None:
    """The elements of a one-dimensional PostgreSQL array in text form (manual, 8.15.6), or None.

    >>> array_elements('{a@b.c,"d, e",NULL}')
    ['a@b.c', 'd, e']
    """
    if not (text.startswith("{") and text.endswith("}")):
        return None
    elements: list[str] = []
    current: list[str] = []
    quoted = was_quoted = escaped = False
    for c in text[1:-1] + ",":
        if escaped:
            current.append(c)
            escaped = False
        elif c == "\\":
            escaped = True
        elif c == '"':
            quoted, was_quoted = not quoted, True
        elif c == "," and not quoted:
            element = "".join(current)
            if was_quoted or (element and element != "NULL"):
                elements.append(element)
            current, was_quoted = [], False
        else:
            current.append(c)
    return None if quoted else elements


def _weigh_documents(documents: Sequence[Any], scanner: CellScanner, rows: int) -> ValueEvidence:
    """JSON by path: the keys' names and the values' shapes together."""
    leaves: dict[str, list[str]] = {}
    for document in documents:
        _walk(document, "", leaves, 0)
    found: dict[str, Category] = {}
    for path, texts in leaves.items():
        category = _judge_path(path, texts, scanner)
        if category is not None:
            found[path] = category
    found.update(_names_beside(leaves, found))
    flat = all(isinstance(d, list) for d in documents) and set(leaves) <= {"[]"}
    paths = tuple(sorted(found.items()))[:MAX_PATHS]
    if flat and found:
        return ValueEvidence(len(documents), rows, found["[]"], 1.0, 1.0, ((found["[]"], 1.0),), paths)
    share = 1.0 if found else 0.0
    within = tuple((c, 1.0) for c in dict.fromkeys(found.values()))
    return ValueEvidence(len(documents), rows, None, 0.0, share, within, paths, document=True)


_NAME_KEYS: Final = frozenset(
    {"name", "nom", "nombre", "nome", "naam", "jmeno", "namn", "navn", "nimi", "isim", "full", "display"}
)
_PERSONAL: Final = ("contact.", "person.", "address.street", "id.national", "fin.card", "fin.iban")


def _names_beside(leaves: Mapping[str, list[str]], found: Mapping[str, Category]) -> dict[str, Category]:
    """A `name` beside an e-mail address or a phone, or under `owner` in such a document, is a person's; not under `product`."""
    parents = {path.rpartition(".")[0] for path, category in found.items() if category.startswith(_PERSONAL)}
    told: dict[str, Category] = {}
    for path in leaves:
        parent, _, key = path.rpartition(".")
        if path in found or not parents or key.removesuffix("[]").lower() not in _NAME_KEYS:
            continue
        above = names.tokens(parent.replace("[]", "").rpartition(".")[2])
        role = any(w in lexicon.ROLES or w in lexicon.PERSON_TABLES for w in above)
        thing = any(w in lexicon.THINGS or w in lexicon.THING_TABLES for w in above)
        if role or (parent in parents and not thing):
            told[path] = "person.name"
    return told


def _walk(value: Any, path: str, leaves: dict[str, list[str]], depth: int) -> None:
    """Collect leaf texts by path; keys that are no identifiers (they may be data) become `*`."""
    if depth > _MAX_DEPTH or len(leaves) > 512:
        return
    if isinstance(value, dict):
        for key, part in value.items():
            step = key if _is_plain_key(key) else "*"
            if step == "*":
                leaves.setdefault(f"{path}.*".lstrip(".") + "#key", []).append(key)
            _walk(part, f"{path}.{step}" if path else step, leaves, depth + 1)
    elif isinstance(value, list):
        for part in value:
            _walk(part, f"{path}[]", leaves, depth + 1)
    elif value is not None and not isinstance(value, bool):
        leaves.setdefault(path, []).append(str(value))


def _is_plain_key(key: str) -> bool:
    """An identifier of a schema, not a datum."""
    return len(key) <= 40 and key.replace("_", "").replace("-", "").isalnum() and not key[0].isdigit() and sum(c.isdigit() for c in key) <= 3  # fmt: skip


def _judge_path(path: str, texts: list[str], scanner: CellScanner) -> Category | None:
    """The category of one path, by its last key in the context of the key above, then by its values."""
    keys = [k for k in path.replace("[]", "").split(".") if k]
    key = keys[-1] if keys else ""
    above = keys[-2] if len(keys) > 1 else ""
    evidence = names.read(key, above) if key else names.NOTHING
    if evidence.category is None and above and key.lower() in _GENERIC_KEYS:
        evidence = names.read(f"{above}_{key}")
    sample = list(dict.fromkeys(t for t in texts if t.strip()))[:200]
    if not sample:
        return None
    if evidence.category is not None and evidence.weight >= 2 and not _only_flags(sample):
        return evidence.category
    seen = _weigh_texts(sample, scanner, len(texts), key)
    if seen.category is not None and seen.share >= 0.5:
        return seen.category
    if evidence.category == "person.name" and seen.people >= 0.3:
        return "person.name"
    return "text.free" if seen.touched >= 0.05 else None


_GENERIC_KEYS: Final = frozenset({"no", "nr", "number", "num", "id", "value", "val", "code", "name", "text"})


def _only_flags(sample: Sequence[str]) -> bool:
    """Nothing but small numbers or truth values: a setting named after what it is about."""
    return all(len(t) <= 2 or t.lower() in ("true", "false", "yes", "no", "none", "null") for t in sample)
