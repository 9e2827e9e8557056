"""What is known by the words around it: labelled secrets, addresses, dates of birth, names of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from opaq.classify.canvas import Canvas, Found, byte_words, has_digit, in_cells
from opaq.classify.detectors import secrets, text
from opaq.classify.types import Strength
from opaq.model.pattern import late

_CERTAIN, _STRONG = Strength.CERTAIN, Strength.STRONG
STREET_WORDS: Final = byte_words(
    "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq terrace ter way parkway pkwy circle cir "
    "highway hwy crescent cres close grove gardens mews row walk trail trl alley plaza ridge view heights hill point crossing loop pike "
    "turnpike path run park parade quay wharf green vale mount causeway esplanade island islands isle valley valleys village villages "
    "mountain mountains meadow meadows rapids rue divide bypass drives creek overpass ford forge forges mill mills streets roads spring "
    "springs stravenue summit throughway trace track union unions viaduct ville vista knoll knolls landing junction harbor harbors estate "
    "estates cove coves corner corners common cliff cliffs burg burgs brook brooks bridge branch bluff bluffs bend beach annex "
    "skyway dale falls spur spurs manor manors keys shoal shoals shore shores hollow canyon orchard prairie ranch glen glens haven inlet motorway "
    "trafficway crest cuesta ca\xf1ada ronda glorieta callej\xf3n rambla pasaje camino vial rotonda incrocio canale vereda favela trecho ch\xe1cara "
    "quadra fazenda loteamento morro ladeira s\xedtio viela "
    "calle c avenida avda av paseo carrera cra rua travessa alameda pra\xe7a estrada via viale piazza corso vicolo strada largo borgo "
    "contrada ul ulica aleja al os plac bd chemin impasse all\xe9e all\xe9es cours route passage stra\xdfe strasse str weg platz allee "
    "gasse ring damm ufer am im an auf zum zur unter hinter alter neuer sokak sok caddesi cad mahallesi mah box postfach apartado postbus"
)
BEFORE_CAPITALS: Final = byte_words("am im an auf zum zur unter hinter alter neuer")
"""Of these, the ones that make an address before a capital only (and are words of every other sentence)."""
STREET_ENDINGS: Final = (
    b"stra\xdfe ", b"strasse ", b"str ", b"weg ", b"platz ", b"allee ", b"gasse ", b"ring ", b"damm ", b"ufer ", b"steig ", b"straat ", b"laan ",
    b"plein ", b"gracht ", b"kade ", b"dijk ", b"singel ", b"dreef ", b"hof ", b"gatan ", b"gata ", b"v\xe4gen ", b"veien ", b"vej ", b"gade ", b"katu ", b"tie ", b"torget ", b"gr\xe4nd ", b"stigen ", b"backen ", b"str\xe6de ", b"stien ", b"plads ",
)  # fmt: skip
"""Written to the name of the street; `spaced` has a blank for every mark."""
SECRET_WORDS: Final = byte_words(
    "password passwd passwort kennwort pwd passphrase passe contrase\xf1a senha wachtwoord heslo secret key apikey token otp pin cvv "
    "cvv2 cvc cvc2 accountkey sharedaccesskey sharedaccesssignature username benutzername usuario bearer basic accesskey secretkey clientsecret authtoken has"
)
BIRTH_WORDS: Final = byte_words(
    "dob d birth birthdate birthday born geboren geb geburtsdatum naissance n\xe9 n\xe9e ne nee nacimiento nacido nacida nascido nascida "
    "nascimento nato nata nascita geboortedatum ur urodzenia nar narozen\xed tarihi"
)
_TITLE_WORDS: Final = byte_words(
    "mr mrs ms miss dr prof herr herrn frau mme mlle madame monsieur sr sra se\xf1or se\xf1ora sig signor signora dhr mevr"
)
_INTRODUCTIONS: Final = byte_words(
    "name naam nombre nome nom navn heisse hei\xdfe appelle llamo chamo chiamo heet nazywam jmenuji heter nimeni ad"
)
"""Words of `my name is` in a dozen languages."""
_LABEL_WORDS: Final = byte_words(
    "name nombre nom nome patient customer client caller contact payer owner employee cardholder holder attn dear hi hello regards sincerely by"
)


@cache
def _telling(*, named: bool) -> frozenset[bytes]:
    """The words that any of these look for."""
    words = SECRET_WORDS | STREET_WORDS | BIRTH_WORDS | _TITLE_WORDS | _INTRODUCTIONS | _LABEL_WORDS
    return words | _given_names() if named else words


def _worded(canvas: Canvas, words: frozenset[bytes]) -> list[int]:
    """Numbers of the texts with one of the words; the words of a column are read when they are first asked for."""
    if canvas.worded is None:
        canvas.read_words(_telling(named=b" " in canvas.data and _has_capital(canvas)))
    return canvas.cells_with_words(words)


def marked_secrets(canvas: Canvas) -> Iterator[Found]:
    """Keys, hashes and credentials that begin with a mark of their own."""
    data = canvas.data
    if b"-----BEGIN " in data:
        yield from in_cells(canvas, canvas.cells_with((b"-----BEGIN ",)), secrets.private_keys, _CERTAIN)
    if b"://" in data and b"@" in data:
        yield from in_cells(canvas, canvas.cells_with((b"://",)), secrets.url_credentials, _CERTAIN)
    yield from in_cells(canvas, _marked(canvas), secrets.password_hashes, _CERTAIN)
    if b"=" in data or b":" in data or b" is " in data or b"earer " in data or b"asic " in data or b"CV" in data:
        yield from in_cells(canvas, _worded(canvas, SECRET_WORDS), secrets.labelled, _CERTAIN)


_HASH_MARKS: Final = late(rb"\$(?:2[abxy]?\$|argon2|scrypt|s[01]\$|pbkdf2|[1567y]\$|gy\$|[PHS]\$|sha1\$|md5\$|apr1\$)")
_SCHEME_MARKS: Final = late(rb"\{(?:S?SHA|S?MD5|CRYPT|PBKDF2|ARGON2)")
_HASH_WORDS: Final = (b"SCRAM-", b"pbkdf2", b"bcrypt_", b"argon2$", b"scrypt")


def _marked(canvas: Canvas) -> list[int]:
    """Numbers of the texts with a mark of password hashes; a search for one rare character costs a tenth of one for words."""
    data = canvas.data
    found = set(canvas.cells_with(w for w in _HASH_WORDS if w in data))
    if b"$" in data:
        found |= {canvas.index(m.start()) for m in _HASH_MARKS.finditer(data)}
    if b"{" in data:
        found |= {canvas.index(m.start()) for m in _SCHEME_MARKS.finditer(data)}
    return sorted(found)


_ENDINGS: Final = tuple(ending.rstrip() for ending in STREET_ENDINGS)
_LAST: Final = frozenset(ending[-2:] for ending in _ENDINGS)


def _with_endings(canvas: Canvas, shaped: bytes) -> set[int]:
    """Numbers of the texts in which a number follows a word with the ending of a street."""
    found: set[int] = set()
    lower = canvas.lowered()
    position = shaped.find(b" 0", 2)
    while position >= 0:
        last = lower[position - 2 : position]
        if (last in _LAST or last[-1:] == b".") and _is_street(lower[max(0, position - 8) : position]):
            found.add(canvas.index(position))
        position = shaped.find(b" 0", position + 2)
    return found


def _is_street(word: bytes) -> bool:
    return word.rstrip(b".").endswith(_ENDINGS)


def spoken(canvas: Canvas) -> Iterator[Found]:
    """Addresses and dates of birth as they are written in sentences."""
    if not has_digit(canvas.data):
        return
    shaped = canvas.shapes()
    streets = {*_worded(canvas, STREET_WORDS - BEFORE_CAPITALS), *_with_endings(canvas, shaped)}
    for index in _worded(canvas, BEFORE_CAPITALS):
        if shaped.find(b"A", canvas.starts[index], canvas.ends[index]) >= 0:
            streets.add(index)
    numbered = [i for i in sorted(streets) if shaped.find(b"0", canvas.starts[i], canvas.ends[i]) >= 0]
    yield from in_cells(canvas, numbered, text.addresses, _STRONG)
    if b"?" in canvas.data and not canvas.text.isascii():
        yield from in_cells(canvas, canvas.cells_with((b"?",)), text.foreign_addresses, _STRONG)
    yield from in_cells(canvas, _worded(canvas, BIRTH_WORDS), text.births, _CERTAIN)


def people(canvas: Canvas) -> Iterator[Found]:
    """Names after a title or a label."""
    data = canvas.data
    if not _has_capital(canvas):
        return
    named = set(_before_name(canvas, _TITLE_WORDS | _INTRODUCTIONS, text.TITLED))
    if b"=" in data or b":" in data:
        named.update(_before_name(canvas, _LABEL_WORDS, text.LABELLED))
    yield from in_cells(canvas, sorted(named), text.labelled_names, _STRONG)
    if b" " in data:
        given = _worded(canvas, _given_names())
        prose = [i for i in given if _is_prose(canvas.text[canvas.starts[i] : canvas.ends[i]])]
        yield from in_cells(canvas, prose, text.prose_names, _STRONG)


def _has_capital(canvas: Canvas) -> bool:
    """Whether there is a letter that may begin a name; characters beyond Latin-1 stand as `?`."""
    return canvas.lowered() != canvas.data or b"?" in canvas.data


def _before_name(canvas: Canvas, words: frozenset[bytes], form: re.Pattern[str]) -> Iterator[int]:
    """Numbers of the texts with one of the words, and with the form that it has before a name."""
    for index in _worded(canvas, words):
        if form.search(canvas.text, canvas.starts[index], canvas.ends[index]):
            yield index


@cache
def _given_names() -> frozenset[bytes]:
    """Given names as words of a canvas, with and without the accents of Latin-1."""
    from opaq.classify.people_names import GIVEN  # 1 ms, only for columns with capitals and words

    accented = ("zo\xeb", "chlo\xe9", "ren\xe9", "ren\xe9e", "j\xfcrgen", "\xe5sa", "bj\xf8rn", "jos\xe9", "mar\xeda", "jo\xe3o", "andr\xe9", "fran\xe7ois", "c\xe9line", "h\xe9l\xe8ne", "g\xfcnter", "j\xf6rg", "s\xf8ren", "bj\xf6rn", "g\xf6ran", "luc\xeda", "sof\xeda", "martín", "raúl", "iván", "óscar", "jesús", "andrés", "inês", "noé", "léa", "zoé", "loïc", "benoît", "jérôme", "frédéric", "sébastien", "stéphane", "cédric", "aurélie", "émilie", "mónica", "verónica", "adrián", "sebastián", "nicolás", "tomás", "josé")  # fmt: skip
    return frozenset(n.encode() for n in GIVEN) | frozenset(n.encode("latin-1") for n in accented)


def _is_prose(written: str) -> bool:
    """A sentence rather than a title: at least two words that begin small."""
    return sum(w[:1].islower() for w in written.split(" ", 60)) >= 2
