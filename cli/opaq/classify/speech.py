"""What is known by the words around it: labelled secrets, addresses, dates of birth, names of persons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from opaq.classify.canvas import Canvas, Found, byte_words, has_digit, in_cells
from opaq.classify.detectors import secrets, text
from opaq.classify.types import Strength

_CERTAIN, _STRONG = Strength.CERTAIN, Strength.STRONG
_STREET_WORDS: Final = byte_words(
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
_SECRET_WORDS: Final = byte_words(
    "password passwd passwort kennwort pwd passphrase passe contrase\xf1a senha wachtwoord heslo secret key apikey token otp pin cvv "
    "cvv2 cvc cvc2 accountkey sharedaccesskey sharedaccesssignature bearer basic accesskey secretkey clientsecret authtoken has"
)
_BIRTH_WORDS: Final = byte_words(
    "dob d birth birthdate birthday born geboren geb geburtsdatum naissance n\xe9 n\xe9e ne nee nacimiento nacido nacida nascido nascida "
    "nascimento nato nata nascita geboortedatum ur urodzenia nar narozen\xed tarihi"
)
_TITLE_WORDS: Final = byte_words(
    "mr mrs ms miss dr prof herr herrn frau mme mlle madame monsieur sr sra se\xf1or se\xf1ora sig signor signora dhr mevr"
)
_LABEL_WORDS: Final = byte_words(
    "name nombre nom nome patient customer client caller contact payer owner employee cardholder holder attn dear hi hello regards sincerely by"
)


def marked_secrets(canvas: Canvas) -> Iterator[Found]:
    """Keys, hashes and credentials that begin with a mark of their own."""
    data = canvas.data
    if b"-----BEGIN " in data:
        yield from in_cells(canvas, canvas.cells_with((b"-----BEGIN ",)), secrets.private_keys, _CERTAIN)
    if b"://" in data and b"@" in data:
        yield from in_cells(canvas, canvas.cells_with((b"://",)), secrets.url_credentials, _CERTAIN)
    if b"$" in data or b"{" in data or b"pbkdf2" in data:
        gates = (b"$2", b"$argon2", b"$scrypt", b"$pbkdf2", b"$1$", b"$5$", b"$6$", b"$7$", b"$y$", b"$gy$", b"$P$", b"$H$", b"$S$", b"$sha1$", b"$md5$", b"$apr1$", b"}", b"SCRAM-", b"pbkdf2", b"bcrypt_", b"argon2$", b"scrypt")  # fmt: skip
        yield from in_cells(
            canvas, canvas.cells_with([g for g in gates if g in data]), secrets.password_hashes, _CERTAIN
        )
    if b"=" in data or b":" in data or b" is " in data or b"earer " in data or b"asic " in data or b"CV" in data:
        live = canvas.words() & _SECRET_WORDS
        if live:
            yield from in_cells(canvas, canvas.cells_with_words(live), secrets.labelled, _CERTAIN)


def spoken(canvas: Canvas) -> Iterator[Found]:
    """Addresses and dates of birth as they are written in sentences."""
    if not has_digit(canvas.data):
        return
    words = canvas.words()
    streets = canvas.cells_with_words(words & _STREET_WORDS)
    endings = [e for e in _STREET_ENDINGS if e in canvas.spaced]
    if endings:
        streets = sorted({*streets, *canvas.cells_with(endings, canvas.spaced)})
    shaped = canvas.shapes()
    streets = [i for i in streets if shaped.find(b"0", canvas.starts[i], canvas.ends[i]) >= 0]
    yield from in_cells(canvas, streets, text.addresses, _STRONG)
    born = words & _BIRTH_WORDS
    if born:
        yield from in_cells(canvas, canvas.cells_with_words(born), text.births, _CERTAIN)


def people(canvas: Canvas) -> Iterator[Found]:
    """Names after a title or a label."""
    data = canvas.data
    if canvas.lowered() == data and b"?" not in data:
        return  # no capital, no name
    live = canvas.words() & _TITLE_WORDS
    if b"=" in data or b":" in data:
        live |= canvas.words() & _LABEL_WORDS
    if live:
        yield from in_cells(canvas, canvas.cells_with_words(live), text.labelled_names, _STRONG)
    if len(canvas.vocabulary) > 1 and b" " in data:
        given = canvas.words() & _given_names()
        if given:
            prose = [
                i for i in canvas.cells_with_words(given) if _is_prose(canvas.text[canvas.starts[i] : canvas.ends[i]])
            ]
            yield from in_cells(canvas, prose, text.prose_names, _STRONG)


@lru_cache(maxsize=1)
def _given_names() -> frozenset[bytes]:
    """Given names as words of a canvas, with and without the accents of Latin-1."""
    from opaq.classify.people_names import GIVEN  # 1 ms, only for columns with capitals and words

    accented = ("zo\xeb", "chlo\xe9", "ren\xe9", "ren\xe9e", "j\xfcrgen", "\xe5sa", "bj\xf8rn", "jos\xe9", "mar\xeda", "jo\xe3o", "andr\xe9", "fran\xe7ois", "c\xe9line", "h\xe9l\xe8ne", "g\xfcnter", "j\xf6rg", "s\xf8ren", "bj\xf6rn", "g\xf6ran", "luc\xeda", "sof\xeda", "martín", "raúl", "iván", "óscar", "jesús", "andrés", "inês", "noé", "léa", "zoé", "loïc", "benoît", "jérôme", "frédéric", "sébastien", "stéphane", "cédric", "aurélie", "émilie", "mónica", "verónica", "adrián", "sebastián", "nicolás", "tomás", "josé")  # fmt: skip
    return frozenset(n.encode() for n in GIVEN) | frozenset(n.encode("latin-1") for n in accented)


def _is_prose(written: str) -> bool:
    """A sentence rather than a title: at least two words that begin small."""
    return sum(w[:1].islower() for w in written.split(" ", 60)) >= 2
