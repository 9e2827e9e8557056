"""Cells -> spans of sensitive text: every text column of every result passes through here.

The way of one column: distinct texts are joined into one *canvas*; cheap gates
over the whole canvas (is there an `@`, a digit, `://`, a long token at all?)
decide which detectors look further, and where; detectors look only at the cells
their gate points to; the matches are confirmed by checksums, sorted out by
strength, and given back per distinct text. A column in which no gate opens costs
a few passes of C code over its bytes.

Identifiers are found by shape: digits and letters of a region become classes,
equal shapes are matched once and remembered, and only the checks of the
identifiers that fit the shape run per value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from opaq.classify.detectors import secrets, text
from opaq.classify.detectors.checksums import iban
from opaq.classify.detectors.identifiers import IDENTIFIERS, Identifier
from opaq.classify.detectors.secrets import Hit
from opaq.classify.types import CLEAN, CellFindings, Span, Strength
from opaq.model.batch import Cell
from opaq.model.finding import Category
from opaq.model.pattern import late
from opaq.policy.types import Policy

if TYPE_CHECKING:
    from opaq.classify.custom import Matcher

_CERTAIN, _STRONG, _WEAK = Strength.CERTAIN, Strength.STRONG, Strength.WEAK
MAX_TEXT: Final = 1_000_000
"""Characters of one cell that are looked at in one go; longer cells are scanned in pieces of this size."""


class Found(NamedTuple):
    """One match on the canvas."""

    start: int
    end: int
    category: Category
    strength: int


class Canvas:
    """Distinct texts side by side, separated by NUL, as characters and as bytes of one byte per character."""

    __slots__ = ("count", "data", "ends", "lower", "shaped", "spaced", "starts", "text", "vocabulary")

    def __init__(self, texts: Sequence[str]) -> None:
        self.count = len(texts)
        joined = "\0".join(texts)
        if joined.count("\0") != len(texts) - 1:
            joined = "\0".join(t.replace("\0", "\x01") for t in texts)
        self.text = joined
        self.data = joined.encode("latin-1", "replace")
        self.lower = b""
        self.spaced = b""
        self.shaped = b""
        self.vocabulary: frozenset[bytes] = frozenset()
        self.ends = list(accumulate((len(t) + 1 for t in texts), initial=0))
        self.starts = self.ends
        self.ends = [end - 1 for end in self.ends[1:]]

    def lowered(self) -> bytes:
        """ASCII lower case, made once."""
        if not self.lower:
            self.lower = self.data.lower()
        return self.lower

    def shapes(self) -> bytes:
        """Digits as 0, letters as a and A; made once."""
        if not self.shaped:
            self.shaped = self.data.translate(_SHAPE)
        return self.shaped

    def words(self) -> frozenset[bytes]:
        """The different words of all texts, in lower case; made once, with `spaced`: everything else a blank."""
        if not self.spaced:
            self.spaced = self.lowered().translate(_BLANKS)
            self.vocabulary = frozenset(self.spaced.split())
            self.spaced = b" " + self.spaced + b" "
        return self.vocabulary

    def cells_with_words(self, wanted: Iterable[bytes]) -> list[int]:
        """Numbers of the texts in which one of the words stands by itself."""
        found: set[int] = set()
        for word in wanted:
            literal = b" " + word + b" "
            position = self.spaced.find(literal)
            while position >= 0:
                index = self.index(position)  # `spaced` is shifted by one blank, so this is the word's first character
                found.add(index)
                position = self.spaced.find(literal, self.ends[index])
        return sorted(found)

    def index(self, position: int) -> int:
        """Which text a position is in."""
        return bisect_right(self.starts, position) - 1

    def cells_with(self, literals: Iterable[bytes], data: bytes | None = None) -> list[int]:
        """Numbers of the texts in which one of the literals occurs, in order."""
        haystack = self.data if data is None else data
        found: set[int] = set()
        for literal in literals:
            position = haystack.find(literal)
            while position >= 0:
                index = self.index(position)
                found.add(index)
                position = haystack.find(literal, self.ends[index])
        return sorted(found)


_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyz"
_BLANKS: Final = bytes(c if 97 <= c <= 122 or 48 <= c <= 57 or c >= 0xC0 else 32 for c in range(256))
_SHAPE: Final = bytes.maketrans(b"0123456789" + _LETTERS + _LETTERS.upper(), b"0" * 10 + b"a" * 26 + b"A" * 26)
_TOKEN_CHARACTERS: Final = b"0123456789" + _LETTERS + _LETTERS.upper() + b"_-"
_TOKENS: Final = bytes(120 if c in _TOKEN_CHARACTERS else 32 for c in range(256))
_TOKEN_RUN: Final = b"x" * 16
_REGION: Final = late(
    rb"[0-9][0-9A-Za-z.\-/:_()]{2,}(?: [0-9(][0-9A-Za-z.\-/:_()]*){0,8}(?: [A-Z](?![A-Za-z0-9]))?"
    rb"|[0-9]{1,2}(?: [0-9(][0-9A-Za-z.\-/:_()]*){1,8}(?: [A-Z](?![A-Za-z0-9]))?"
)
_LEFT: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+(-._/")
_LONGEST_REGION: Final = 60
_IBAN: Final = late(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])|(?<![A-Za-z0-9])[a-z]{2}\d{2}[a-z0-9]{11,30}(?![A-Za-z0-9])"
)
_NOT_ALNUM: Final = late(r"[^0-9A-Za-z]")
_RUNS: Final = late(rb"0+|[Aa]+")
_MAX_RUNS: Final = 12
_TIME: Final = late(
    rb"[+-]?(?:0000([-/.])00?\1?00?|00?([-/.])00?\2(?:0000|00))(?:[ Tt_A]00?[:.]00(?:[:.]00(?:\.0{1,9})?)?(?:[Aa]|[+-]00:?(?:00)?)?)?"
)
"""A date, perhaps with a time: no identifier, however its digits add up."""


def _byte_words(words: str) -> frozenset[bytes]:
    return frozenset(w.encode("latin-1") for w in words.split())


_STREET_WORDS: Final = _byte_words(
    "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq terrace ter way parkway pkwy circle cir "
    "highway hwy crescent cres close grove gardens mews row walk trail trl alley plaza ridge view heights hill point crossing loop pike "
    "turnpike path run park parade quay wharf green vale mount causeway esplanade island islands isle valley valleys village villages "
    "mountain mountains meadow meadows rapids rue divide bypass drives creek overpass ford forge forges mill mills streets roads spring "
    "springs stravenue summit throughway trace track union unions viaduct ville vista knoll knolls landing junction harbor harbors estate "
    "estates cove coves corner corners common cliff cliffs burg burgs brook brooks bridge branch bluff bluffs bend beach annex "
    "calle c avenida avda av paseo carrera cra rua travessa alameda pra\xe7a estrada via viale piazza corso vicolo strada largo borgo "
    "contrada ul ulica aleja al os plac bd chemin impasse all\xe9e all\xe9es cours route passage stra\xdfe strasse str weg platz allee "
    "gasse ring damm ufer am im an auf zum zur unter hinter alter neuer sokak sok caddesi cad mahallesi mah box postfach apartado postbus"
)
_STREET_ENDINGS: Final = (
    b"stra\xdfe ", b"strasse ", b"str ", b"weg ", b"platz ", b"allee ", b"gasse ", b"ring ", b"damm ", b"ufer ", b"steig ", b"straat ", b"laan ",
    b"plein ", b"gracht ", b"kade ", b"dijk ", b"singel ", b"dreef ", b"hof ", b"gatan ", b"gata ", b"v\xe4gen ", b"veien ", b"vej ", b"gade ", b"katu ", b"tie ",
)  # fmt: skip
"""Written to the name of the street; `spaced` has a blank for every mark."""
_SECRET_WORDS: Final = _byte_words(
    "password passwd passwort kennwort pwd passphrase passe contrase\xf1a senha wachtwoord heslo secret key apikey token otp pin cvv "
    "cvv2 cvc cvc2 accountkey sharedaccesskey sharedaccesssignature bearer basic accesskey secretkey clientsecret authtoken has"
)
_BIRTH_WORDS: Final = _byte_words(
    "dob d birth birthdate birthday born geboren geb geburtsdatum naissance n\xe9 n\xe9e ne nee nacimiento nacido nacida nascido nascida "
    "nascimento nato nata nascita geboortedatum ur urodzenia nar narozen\xed tarihi"
)
_TITLE_WORDS: Final = _byte_words(
    "mr mrs ms miss dr prof herr herrn frau mme mlle madame monsieur sr sra se\xf1or se\xf1ora sig signor signora dhr mevr"
)
_LABEL_WORDS: Final = _byte_words(
    "name nombre nom nome patient customer client caller contact payer owner employee cardholder holder attn dear hi hello regards sincerely by"
)


class Fits(NamedTuple):
    """Identifiers that fit a shape, with their place in it."""

    strong: tuple[tuple[Identifier, int, int], ...]
    weak: tuple[tuple[Identifier, int, int], ...]
    first: int = 0
    """Where the first of them begins."""
    last: int = 0
    """Where the last of them ends."""

    def __bool__(self) -> bool:
        return bool(self.strong or self.weak)


_NO_FIT: Final = Fits((), ())
_shapes: dict[bytes, Fits] = {}
_compiled: list[tuple[Identifier, re.Pattern[str]]] = []
_SHAPES_KEPT: Final = 50_000
"""About 10 MB; a column of random tokens must not grow the memory without bound."""


def _patterns() -> list[tuple[Identifier, re.Pattern[str]]]:
    """The identifiers' shapes with their boundaries, compiled at first use (6 ms)."""
    if not _compiled:
        for identifier in IDENTIFIERS:
            shape = rf"(?<![\w])(?<![\w][./:\-])(?:{identifier.shape})(?![\w])(?![./:\-][\w])"
            _compiled.append((identifier, re.compile(shape)))
    return _compiled


def _fits(shape: bytes) -> Fits:
    """Which identifiers fit where in a region of this shape; remembered."""
    fits: list[tuple[Identifier, int, int]] = []
    if len(_RUNS.findall(shape)) <= _MAX_RUNS and _TIME.fullmatch(shape) is None:
        written = shape.decode("ascii", "replace")
        for identifier, pattern in _patterns():
            fits += [(identifier, m.start(), m.end()) for m in pattern.finditer(written) if m.end() - m.start() >= 7]
    result = _NO_FIT
    if fits:
        fits.sort(key=lambda f: f[0].chance)
        strong, weak = [f for f in fits if f[0].strength > _WEAK], [f for f in fits if f[0].strength == _WEAK]
        result = Fits(tuple(strong), tuple(weak), min(f[1] for f in fits), max(f[2] for f in fits))
    if len(_shapes) >= _SHAPES_KEPT:
        _shapes.clear()
    _shapes[shape] = result
    return result


class CellScanner:
    """Scans columns of cells; one per run, cheap to make, holds no cells."""

    def __init__(self, policy: Policy, *, people: bool = True) -> None:
        self._custom = _custom_patterns(policy)
        self._people = people

    def scan(self, cells: Sequence[Cell], *, name: str = "", arrow: Any = None) -> CellFindings:
        """Spans per distinct cell, and a verdict on the column.

        `name`: the column's own name; one that says `serial` or `sku` speaks against shapes without proof.
        `arrow`: the same cells as an Arrow string array, for gates without Python objects.
        """
        if arrow is not None and not _may_matter(arrow):
            return CLEAN
        keys, texts = _texts(cells)
        if not texts:
            return CLEAN
        return self.scan_texts(keys, texts, harmless=_harmless(name))

    def scan_texts(self, keys: Sequence[Cell], texts: Sequence[str], *, harmless: bool = False) -> CellFindings:
        """As `scan`, on distinct texts with the cells they stand for."""
        canvas = Canvas(texts)
        found: dict[int, list[Found]] = {}
        weak = _Weak(len(texts))
        for hit in self._hits(canvas, weak, harmless=harmless):
            index = canvas.index(hit.start)
            found.setdefault(index, []).append(hit)
        return _conclude(keys, texts, canvas, found, weak, harmless=harmless)

    def _hits(self, canvas: Canvas, weak: _Weak, *, harmless: bool) -> Iterator[Found]:
        data = canvas.data
        if b"@" in data:
            yield from _in_cells(canvas, canvas.cells_with((b"@",)), text.emails, _CERTAIN)
        if b"%40" in data:
            yield from _in_cells(canvas, canvas.cells_with((b"%40",)), text.encoded_emails, _CERTAIN)
        if _has_digit(data):
            yield from _numbers(canvas, weak, harmless=harmless)
        yield from _tokens(canvas)
        yield from _marked_secrets(canvas)
        yield from _spoken(canvas)
        if self._people:
            yield from _people(canvas)
        for matcher in self._custom:
            yield from _own(canvas, matcher)


def _own(canvas: Canvas, matcher: Matcher) -> Iterator[Found]:
    """What a user-defined category finds: spans by its pattern, whole texts by its list."""
    from opaq.classify.custom import passes  # only policies with their own categories

    if matcher.pattern is not None:
        for match in matcher.pattern.finditer(canvas.text):
            if match.end() > match.start() and "\0" not in match.group() and passes(matcher, match.group()):
                yield Found(match.start(), match.end(), matcher.category, _CERTAIN)
    if matcher.values:
        for start, end in zip(canvas.starts, canvas.ends, strict=False):
            if canvas.text[start:end].strip().casefold() in matcher.values:
                yield Found(start, end, matcher.category, _CERTAIN)


def _has_digit(data: bytes) -> bool:
    return len(data.translate(None, b"0123456789")) != len(data)  # 1 GB/s; a search for [0-9] takes ten times as long


def _may_matter(arrow: Any) -> bool:
    """False when an Arrow string column holds no character that any gate needs (digits, `@`, capitals, marks)."""
    import pyarrow.compute as pc  # the caller already holds an Arrow array: no cost

    return bool(pc.any(pc.match_substring_regex(arrow, "[0-9@$:=A-Z]")).as_py())


def _harmless(name: str) -> bool:
    """True when a column's name says that its numbers are not of persons."""
    if not name:
        return False
    from opaq.classify import names  # 7 ms of tables, only where a result has text to scan

    evidence = names.read(name)
    return bool(evidence.harmless) and evidence.category is None


def _texts(cells: Sequence[Cell]) -> tuple[Sequence[Cell], Sequence[str]]:
    """Distinct cells that have text, and that text."""
    distinct = dict.fromkeys(cells)
    distinct.pop(None, None)
    distinct.pop("", None)
    if set(map(type, distinct)) <= {str}:
        strings: list[Any] = list(distinct)
        return strings, strings
    pairs = [(cell, written) for cell in distinct if (written := as_text(cell))]
    return [cell for cell, _ in pairs], [written for _, written in pairs]


def as_text(cell: Cell) -> str:
    """The text of a cell that spans refer to; empty for NULL and for bytes that are no text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bytes):
        if b"\0" in cell[:512]:
            return ""
        try:
            return cell.decode("utf-8")
        except UnicodeDecodeError:
            return ""
    return "" if cell is None or isinstance(cell, float) else str(cell)


def _in_cells(
    canvas: Canvas, indexes: Iterable[int], find: Callable[[str], Iterator[Hit]], strength: Strength
) -> Iterator[Found]:
    """Run a detector on single texts and shift what it finds to the canvas."""
    for index in indexes:
        start = canvas.starts[index]
        for hit in find(canvas.text[start : canvas.ends[index]]):
            yield Found(start + hit.start, start + hit.end, hit.category, strength)


class _Weak:
    """How often weak identifiers fit whole texts: they count only when (nearly) a whole column agrees."""

    __slots__ = ("chances", "count", "dead", "fits", "hits", "tries")
    _ENOUGH_TRIES: Final = 16

    def __init__(self, count: int) -> None:
        self.count = count
        self.chances: dict[int, float] = {}
        self.dead: set[int] = set()
        self.fits: dict[int, tuple[int, tuple[tuple[Identifier, int, int], ...]]] = {}
        self.tries: dict[int, int] = {}
        self.hits: dict[int, list[Found]] = {}

    def alive(self, fits: Fits) -> tuple[tuple[Identifier, int, int], ...]:
        """The weak identifiers worth trying: they say enough, and the first texts did not show that the column is not of them."""
        known = self.fits.get(id(fits))
        if known is None or known[0] != len(self.dead):
            known = len(self.dead), tuple(f for f in fits.weak if f[0].chance <= _TELLING and id(f[0]) not in self.dead)
            self.fits[id(fits)] = known
        return known[1]

    def offer(self, identifier: Identifier, hit: Found, compact: str) -> None:
        """Try an identifier on a whole text."""
        key = id(identifier)
        self.tries[key] = tries = self.tries.get(key, 0) + 1
        hits = self.hits.setdefault(key, [])
        if identifier.check(compact):
            hits.append(hit)
        elif tries >= self._ENOUGH_TRIES and len(hits) * 4 < tries * 3:
            self.dead.add(key)
        self.chances[key] = identifier.chance


_TELLING: Final = 0.65
"""A check that more than two thirds of random numbers pass says nothing about a column."""


def _numbers(canvas: Canvas, weak: _Weak, *, harmless: bool) -> Iterator[Found]:
    """Everything that needs digits: by shape, and wallets by their marks."""
    yield from _identifiers(canvas, weak, harmless=harmless)
    data = canvas.data
    if b"0x" in data:
        yield from _in_cells(canvas, canvas.cells_with((b"0x",)), text.ethereum, _CERTAIN)
    if b"1q" in data or b"1p" in data or b"1Q" in data:
        yield from _in_cells(canvas, canvas.cells_with((b"1q", b"1p", b"1Q", b"1P")), text.bech32_addresses, _CERTAIN)


def _ibans(written: str) -> Iterator[Hit]:
    """IBANs with or without blanks; a word after one may have been taken along and is given back."""
    for match in _IBAN.finditer(written):
        candidate = match.group()
        while candidate and not iban(candidate.replace(" ", "").upper()):
            candidate = candidate.rpartition(" ")[0]
        if candidate:
            yield Hit(match.start(), match.start() + len(candidate), "fin.iban")


class Outline(NamedTuple):
    """What a text of one shape may hold."""

    regions: tuple[tuple[int, Fits], ...]
    """Offset of each region in which an identifier may stand, and which."""
    readers: tuple[tuple[Callable[[str], Iterator[Hit]], Strength], ...]
    """Detectors that must read the whole text, with the strength of what they find."""


_NOTHING: Final = Outline((), ())
_outlines: dict[bytes, Outline] = {}
_LONGEST_REMEMBERED: Final = 48
"""Shapes of sentences do not come back; those of numbers, codes and times do."""


def _identifiers(canvas: Canvas, weak: _Weak, *, harmless: bool) -> Iterator[Found]:
    """By the shape of the whole text: what equal shapes can hold, and where, is looked up once."""
    known, starts = _outlines, canvas.starts
    for index, shape in enumerate(canvas.shapes().split(b"\0")):
        outline = known.get(shape)
        if outline is None:
            outline = _outline(shape)
            if len(shape) <= _LONGEST_REMEMBERED:
                if len(known) >= _SHAPES_KEPT:
                    known.clear()
                known[shape] = outline
        if outline is _NOTHING:
            continue
        for offset, fits in outline.regions:
            yield from _confirmed(canvas, starts[index] + offset, fits, weak, harmless=harmless)
        for reader, strength in outline.readers:
            if not (harmless and strength is _STRONG):
                yield from _in_cells(canvas, (index,), reader, strength)


def _outline(shape: bytes) -> Outline:
    """Everything that can be known of a text from its shape."""
    length = len(shape)
    if b"0" not in shape or (length > 34 and shape.isalnum()):
        return _NOTHING
    if length == 36 and shape[8] == shape[13] == shape[18] == shape[23] == 45:
        return _NOTHING  # a UUID
    regions, readers = _regions(shape), tuple(_readers(shape))
    return Outline(regions, readers) if regions or readers else _NOTHING


def _readers(shape: bytes) -> Iterator[tuple[Callable[[str], Iterator[Hit]], Strength]]:
    """IBAN, addresses of networks and coordinates, where the shape has what they cannot do without."""
    if b"AA00" in shape or b"aa00" in shape:
        yield _ibans, _CERTAIN
    if shape.count(b".") >= 3 and (b"0.0.0" in shape or b"0.00.0" in shape or b"0.000.0" in shape):
        yield text.ipv4, _STRONG
    colons = shape.count(b":")
    if colons >= 7 or (colons >= 2 and b"::" in shape):
        yield text.ipv6, _CERTAIN
    if colons >= 5 or shape.count(b"-") >= 5 or (len(shape) == 14 and shape[4:5] == shape[9:10] == b"."):
        yield text.macs, _CERTAIN
    if (shape.count(b".") >= 2 and (b"," in shape or b";" in shape or b"AAAAA" in shape)) or b"\xb0" in shape:
        yield text.coordinates, _CERTAIN


def _regions(shape: bytes) -> tuple[tuple[int, Fits], ...]:
    """Where in a text of this shape identifiers may stand, and which."""
    regions: list[tuple[int, Fits]] = []
    for match in _REGION.finditer(shape):
        start, end = match.span()
        if start and shape[start - 1] in _LEFT:
            start = _left_end(shape, start, end)
        if start >= 3 and shape[start - 1] == 32:
            start = _two_letters_before(shape, start)
        length = end - start
        if length < 7 or length > _LONGEST_REGION:
            continue
        region = shape[start:end]
        if length > 22 and (
            region.isalnum() or (length == 36 and region[8] == region[13] == region[18] == region[23] == 45)
        ):
            continue  # hashes and UUIDs
        fits = _shapes.get(region)
        if fits is None:
            fits = _fits(region)
        if fits is not _NO_FIT:
            regions.append((start, fits))
    return tuple(regions)


def _left_end(data: bytes, start: int, end: int) -> int:
    """Letters, signs and marks that are written to the first digit belong to the region."""
    while start and data[start - 1] in _LEFT and end - start <= _LONGEST_REGION:
        start -= 1
    return start


def _two_letters_before(data: bytes, start: int) -> int:
    """`QQ 12 34 56 C`: one or two capitals and a space before the digits belong to the region."""
    if (
        start >= 3
        and data[start - 1] == 32
        and data[start - 3 : start - 1].isalpha()
        and data[start - 3 : start - 1].isupper()
    ) and (start == 3 or not chr(data[start - 4]).isalnum()):
        return start - 3
    return start


def _confirmed(canvas: Canvas, start: int, fits: Fits, weak: _Weak, *, harmless: bool) -> Iterator[Found]:
    """Run the checks of the identifiers that fit; weak ones need a label before them, or the whole column."""
    index = canvas.index(start)
    cell_start, cell_end = canvas.starts[index], canvas.ends[index]
    if not harmless:
        for identifier, left, right in fits.strong:
            if identifier.check(_compact(canvas.text[start + left : start + right])):
                yield Found(start + left, start + right, identifier.category, identifier.strength)
    labelled = start + fits.first - cell_start > 1 or cell_end - start - fits.last > 1
    label = ""
    rest = (
        weak.alive(fits) if not harmless and not labelled else fits.weak if not harmless else (*fits.strong, *fits.weak)
    )
    for identifier, left, right in rest:
        first, last = start + left, start + right
        certain = identifier.strength is _CERTAIN
        if labelled and not certain:
            label = label or _words_beside(canvas.text, cell_start, first, last, cell_end)
            if not (_labelled(label, identifier) and identifier.check(_compact(canvas.text[first:last]))):
                continue
            yield Found(first, last, identifier.category, _STRONG)
        elif certain and identifier.check(_compact(canvas.text[first:last])):
            yield Found(first, last, identifier.category, _CERTAIN)
        elif not harmless and first - cell_start <= 1 and cell_end - last <= 1:
            weak.offer(identifier, Found(first, last, identifier.category, _WEAK), _compact(canvas.text[first:last]))


def _compact(written: str) -> str:
    """Letters (upper case) and digits."""
    if written.isdecimal() and written.isascii():
        return written
    return _NOT_ALNUM.sub("", written).upper()


def _words_beside(whole: str, cell_start: int, first: int, last: int, cell_end: int) -> str:
    """The words before and right after a number in its own cell, folded enough for comparing: ` tax id nr `."""
    before = whole[max(cell_start, first - 40) : first].lower()
    before = before[max(before.rfind(c) for c in ";\n|") + 1 :]
    after = whole[last : min(cell_end, last + 16)].lower()
    return " " + _NOT_WORD.sub(" ", f"{before} {after}".replace("_", " ")).strip() + " "


_NOT_WORD: Final = late(r"[^\w]+")


def _labelled(label: str, identifier: Identifier) -> bool:
    return any(f" {word} " in label for word in identifier.words)


def _tokens(canvas: Canvas) -> Iterator[Found]:
    """Long runs of token characters: vendor tokens, JWT, wallets."""
    runs = canvas.data.translate(_TOKENS)
    position = runs.find(_TOKEN_RUN)
    whole, data, heads = canvas.text, canvas.data, secrets.heads()
    while position >= 0:
        end = runs.find(b" ", position)
        end = len(runs) if end < 0 else end
        hit = (
            _token_at(whole, position, end)
            if whole[position : position + 3] in heads
            or b"_" in data[position : position + 14]
            or (end - position <= 35 and data[position] in _BASE58_FIRST)
            else None
        )
        if hit is not None:
            yield Found(*hit, _CERTAIN)
            end = max(end, hit.end)
        position = runs.find(_TOKEN_RUN, end)
    for prefix in secrets.literal_prefixes():
        literal = prefix.encode()
        if literal in canvas.data:
            for index in canvas.cells_with((literal,)):
                yield from _prefixed(canvas, index, prefix)


_BASE58_FIRST: Final = b"13LDMTmn2"


def _token_at(whole: str, start: int, end: int) -> Hit | None:
    if whole.startswith("eyJ", start):
        return secrets.jwt_at(whole, start)
    if 26 <= end - start <= 35 and whole[start] in "13LDMTmn2" and text.base58_address(whole[start:end]):
        return Hit(start, end, "fin.crypto_address")
    return secrets.vendor_at(whole, start)


def _prefixed(canvas: Canvas, index: int, prefix: str) -> Iterator[Found]:
    start, stop = canvas.starts[index], canvas.ends[index]
    position = canvas.text.find(prefix, start, stop)
    while position >= 0:
        before = canvas.text[position - 1] if position > start else " "
        hit = secrets.vendor_at(canvas.text, position) if not before.isalnum() else None
        if hit is not None and hit.end <= stop:
            yield Found(*hit, _CERTAIN)
        position = canvas.text.find(prefix, position + 1, stop)


def _marked_secrets(canvas: Canvas) -> Iterator[Found]:
    """Keys, hashes and credentials that begin with a mark of their own."""
    data = canvas.data
    if b"-----BEGIN " in data:
        yield from _in_cells(canvas, canvas.cells_with((b"-----BEGIN ",)), secrets.private_keys, _CERTAIN)
    if b"://" in data and b"@" in data:
        yield from _in_cells(canvas, canvas.cells_with((b"://",)), secrets.url_credentials, _CERTAIN)
    if b"$" in data or b"{" in data or b"pbkdf2" in data:
        gates = (b"$2", b"$argon2", b"$scrypt", b"$pbkdf2", b"$1$", b"$5$", b"$6$", b"$7$", b"$y$", b"$gy$", b"$P$", b"$H$", b"$S$", b"$sha1$", b"$md5$", b"$apr1$", b"}", b"SCRAM-", b"pbkdf2", b"bcrypt_", b"argon2$", b"scrypt")  # fmt: skip
        yield from _in_cells(
            canvas, canvas.cells_with([g for g in gates if g in data]), secrets.password_hashes, _CERTAIN
        )
    if b"=" in data or b":" in data or b" is " in data or b"earer " in data or b"asic " in data or b"CV" in data:
        live = canvas.words() & _SECRET_WORDS
        if live:
            yield from _in_cells(canvas, canvas.cells_with_words(live), secrets.labelled, _CERTAIN)


def _spoken(canvas: Canvas) -> Iterator[Found]:
    """Addresses and dates of birth as they are written in sentences."""
    if not _has_digit(canvas.data):
        return
    words = canvas.words()
    streets = canvas.cells_with_words(words & _STREET_WORDS)
    endings = [e for e in _STREET_ENDINGS if e in canvas.spaced]
    if endings:
        streets = sorted({*streets, *canvas.cells_with(endings, canvas.spaced)})
    shaped = canvas.shapes()
    streets = [i for i in streets if shaped.find(b"0", canvas.starts[i], canvas.ends[i]) >= 0]
    yield from _in_cells(canvas, streets, text.addresses, _STRONG)
    born = words & _BIRTH_WORDS
    if born:
        yield from _in_cells(canvas, canvas.cells_with_words(born), text.births, _CERTAIN)


def _people(canvas: Canvas) -> Iterator[Found]:
    """Names after a title or a label."""
    data = canvas.data
    if canvas.lowered() == data and b"?" not in data:
        return  # no capital, no name
    live = canvas.words() & _TITLE_WORDS
    if b"=" in data or b":" in data:
        live |= canvas.words() & _LABEL_WORDS
    if live:
        yield from _in_cells(canvas, canvas.cells_with_words(live), text.labelled_names, _STRONG)
    if len(canvas.vocabulary) > 1 and b" " in data:
        given = canvas.words() & _given_names()
        if given:
            prose = [
                i for i in canvas.cells_with_words(given) if _is_prose(canvas.text[canvas.starts[i] : canvas.ends[i]])
            ]
            yield from _in_cells(canvas, prose, text.prose_names, _STRONG)


@lru_cache(maxsize=1)
def _given_names() -> frozenset[bytes]:
    """Given names as words of a canvas, with and without the accents of Latin-1."""
    from opaq.classify.people_names import GIVEN  # 1 ms, only for columns with capitals and words

    accented = ("zo\xeb", "chlo\xe9", "ren\xe9", "ren\xe9e", "j\xfcrgen", "\xe5sa", "bj\xf8rn", "jos\xe9", "mar\xeda", "jo\xe3o", "andr\xe9", "fran\xe7ois", "c\xe9line", "h\xe9l\xe8ne", "g\xfcnter", "j\xf6rg", "s\xf8ren", "bj\xf6rn", "g\xf6ran", "luc\xeda", "sof\xeda", "martín", "raúl", "iván", "óscar", "jesús", "andrés", "inês", "noé", "léa", "zoé", "loïc", "benoît", "jérôme", "frédéric", "sébastien", "stéphane", "cédric", "aurélie", "émilie", "mónica", "verónica", "adrián", "sebastián", "nicolás", "tomás", "josé")  # fmt: skip
    return frozenset(n.encode() for n in GIVEN) | frozenset(n.encode("latin-1") for n in accented)


def _is_prose(written: str) -> bool:
    """A sentence rather than a title: at least two words that begin small."""
    return sum(w[:1].islower() for w in written.split(" ", 60)) >= 2


def _custom_patterns(policy: Policy) -> list[Matcher]:
    """User-defined categories that look at values."""
    from opaq.classify import custom  # only policies with their own categories

    return custom.compiled(policy.custom) if policy.custom else []


def _conclude(
    keys: Sequence[Cell],
    texts: Sequence[str],
    canvas: Canvas,
    found: dict[int, list[Found]],
    weak: _Weak,
    *,
    harmless: bool,
) -> CellFindings:
    """Sort out overlaps, count whole cells, let a column of weak matches speak."""
    shares: dict[Category, float] = {}
    for index, hits in found.items():
        for category in {h.category for h in hits if _covers(canvas, index, h)}:
            shares[category] = shares.get(category, 0) + 1
    verdict = _weak_verdict(weak, canvas) if not shares or max(shares.values()) < 0.5 * len(texts) else None
    if verdict is not None:
        for hit in verdict:
            found.setdefault(canvas.index(hit.start), []).append(hit)
        shares[verdict[0].category] = shares.get(verdict[0].category, 0) + len(verdict)
    affected = {keys[i]: _resolve(hits, canvas.starts[i]) for i, hits in found.items()}
    total = len(texts)
    by_share = {c: n / total for c, n in shares.items()}
    top = max(by_share, key=lambda c: by_share[c], default=None)
    column = top if top is not None and total >= 3 and by_share[top] >= 0.8 else None
    return CellFindings(affected, by_share, column)


def _covers(canvas: Canvas, index: int, hit: Found) -> bool:
    """The hit is the whole text, but for quotes and blanks."""
    return hit.start - canvas.starts[index] <= 1 and canvas.ends[index] - hit.end <= 1


_ENOUGH_VALUES: Final = 5
_BY_CHANCE: Final = 1e-6
"""A weak shape speaks for a column when chance would produce it less often than this."""


def _weak_verdict(weak: _Weak, canvas: Canvas) -> list[Found] | None:
    """The weak identifier that (nearly) every text is, if chance and counting upwards cannot explain it."""
    total = canvas.count
    if total < _ENOUGH_VALUES:
        return None
    ranked = sorted(weak.hits, key=lambda k: (-len(weak.hits[k]), weak.chances[k]))
    for key in ranked:
        hits, chance = weak.hits[key], weak.chances[key]
        if len(hits) < 0.9 * total:
            return None
        if chance ** len(hits) <= _BY_CHANCE and (chance < 0.12 or _spread(hits, canvas)):
            return hits
    return None


def _spread(hits: list[Found], canvas: Canvas) -> bool:
    """Not numbers that were counted or dated: their first three digits differ."""
    return len({canvas.data[h.start : h.start + 3] for h in hits}) >= min(12, len(hits) // 3)


def _resolve(hits: list[Found], offset: int) -> tuple[Span, ...]:
    """Without overlap: the stronger, then the longer, then the first wins."""
    if len(hits) == 1:
        start, end, category, _ = hits[0]
        return (Span(start - offset, end - offset, category),)
    chosen: list[Found] = []
    for hit in sorted(hits, key=lambda h: (-h.strength, h.start - h.end)):
        if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
            chosen.append(hit)
    return tuple(sorted(Span(h.start - offset, h.end - offset, h.category) for h in chosen))
