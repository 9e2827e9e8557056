"""What is recognised in running text by its form: e-mail, network addresses, wallets, places, dates of birth, names.

Each function looks at one cell, is called only for cells in which its gate
literal occurs, and yields hits with offsets in that cell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from opaq.classify import scripts
from opaq.classify.detectors.secrets import Hit
from opaq.classify.names import fold
from opaq.model.pattern import late

_EMAIL: Final = late(
    r"(?:[^\W_]|_(?=\w))(?:[\w.!#$%&'*+?^`{}~\-]{0,62}[\w+\-])?@(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w@])"
)
_ENCODED_EMAIL: Final = late(r"[A-Za-z0-9][A-Za-z0-9._+\-]{0,62}%40(?:[A-Za-z0-9\-]{1,61}\.)+[A-Za-z]{2,24}")
_EMAIL_ON_HOST: Final = late(r"[^\W_][\w.+\-]{0,62}@[^\W_](?:[\w\-]{0,61}[^\W_])?")
FILE_ENDINGS: Final = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"})


def emails(text: str) -> Iterator[Hit]:
    """RFC 5321 addresses as people write them, also in URL encoding; not `image@2x.png`, not the host of a URL."""
    for match in _around_marks(text):
        if match.group().rpartition(".")[2].lower() in FILE_ENDINGS:
            continue
        if _in_authority(text, match.start()):
            continue
        yield Hit(match.start(), match.end(), "contact.email")


def _around_marks(text: str) -> Iterator[re.Match[str]]:
    """`_EMAIL.finditer`, begun close before each `@`: no part of an address has a blank, none before it is longer than 64."""
    at = text.find("@")
    end = 0
    while at >= 0:
        match = _EMAIL.search(text, max(end, at - _LONGEST_LOCAL, text.rfind(" ", end, at) + 1))
        if match is None:
            return
        yield match
        end = match.end()
        at = text.find("@", end)


_LONGEST_LOCAL: Final = 64


def _in_authority(text: str, start: int) -> bool:
    """Between `://` and the host: user and password of a URL, not an address."""
    before = text[max(0, start - 140) : start]
    mark = before.rfind("://")
    return mark >= 0 and not any(c in "/?# \n" for c in before[mark + 3 :])


def encoded_emails(text: str) -> Iterator[Hit]:
    """Addresses with `%40`."""
    for match in _ENCODED_EMAIL.finditer(text):
        yield Hit(match.start(), match.end(), "contact.email")


def is_local_email(text: str) -> bool:
    """`tammy.bryant@internalmail`: counts as a whole cell only."""
    return _EMAIL_ON_HOST.fullmatch(text) is not None


_IPV4: Final = late(
    r"(?<![\w.\-])(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\w]|\.\d|-\d)"
)
_IPV6: Final = late(r"(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?![\w:])")
_MAC: Final = late(
    r"(?<![\w:\-])[0-9A-Fa-f]{2}([:\-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![\w:\-])|(?<![\w.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w.])"
)
_VERSION_WORDS: Final = ("version", "ver", "v", "release", "firmware", "build", "update", "rv", "rev")


def ipv4(text: str) -> Iterator[Hit]:
    """Dotted quads that are hosts: not versions (`Chrome/120.0.0.0`, `version 1.2.3.4`), masks or loopback."""
    for match in _IPV4.finditer(text):
        value = match.group()
        if max(map(int, value.split("."))) < 20 or value.startswith(("0.", "127.", "255.")) or value.endswith(".0.0.0"):
            continue
        before = text[max(0, match.start() - 12) : match.start()]
        if before.endswith("/") and before[-2:-1] != "/" and before[-2:-1].isalnum():
            continue
        if before.rstrip(" :=").rpartition(" ")[2].lower() in _VERSION_WORDS:
            continue
        yield Hit(match.start(), match.end(), "net.ip")


def ipv6(text: str) -> Iterator[Hit]:
    """RFC 4291 text form; not a time of day, not `::`."""
    for match in _IPV6.finditer(text):
        value = match.group()
        if len(value) < 6 or sum(c != ":" for c in value) < 4 or (value.count(":") < 7 and "::" not in value):  # fmt: skip
            continue
        import socket  # 3 ms; hardly a column has two colons in a text

        try:
            socket.inet_pton(socket.AF_INET6, value)
        except OSError:
            continue
        yield Hit(match.start(), match.end(), "net.ip")


def macs(text: str) -> Iterator[Hit]:
    """IEEE 802 addresses; not all zeros or ones."""
    for match in _MAC.finditer(text):
        if len(set(match.group().replace(":", "").replace("-", ""))) > 1:
            yield Hit(match.start(), match.end(), "id.device")


_ETHEREUM: Final = late(r"(?<![\w])0x[0-9A-Fa-f]{40}(?![\w])")
_BECH32: Final = late(
    r"(?<![\w])(?:bc|tb|ltc|addr|cosmos|bnb)1[ac-hj-np-z02-9]{38,110}(?![\w])|(?<![\w])(?:BC|TB)1[AC-HJ-NP-Z02-9]{38,87}(?![\w])"
)
_BASE58: Final = late(r"[1-9A-HJ-NP-Za-km-z]{26,35}")
_BASE58_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def ethereum(text: str) -> Iterator[Hit]:
    """20 bytes in hex after 0x; letters of both cases must be the checksum of EIP-55."""
    for match in _ETHEREUM.finditer(text):
        digits = match.group()[2:]
        if digits != digits.lower() and digits != digits.upper() and not _is_checksummed(match.group()):
            continue
        yield Hit(match.start(), match.end(), "fin.crypto_address")


def _is_checksummed(address: str) -> bool:
    from opaq.classify.detectors import keccak  # 1 ms, only where a text has an address in mixed case

    return keccak.is_checksummed(address)


def bech32_addresses(text: str) -> Iterator[Hit]:
    """BIP 173 and BIP 350 addresses with a valid checksum."""
    for match in _BECH32.finditer(text):
        if bech32(match.group().lower()):
            yield Hit(match.start(), match.end(), "fin.crypto_address")


def bech32(address: str) -> bool:
    """BIP 173 polymod: 1 for bech32, 0x2bc830a3 for bech32m.

    >>> bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
    True
    """
    prefix, _, data = address.rpartition("1")
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    values += ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".find(c) for c in data]
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    return check in (1, 0x2BC830A3)


def base58_address(text: str) -> bool:
    """Bitcoin, Litecoin, Dogecoin, Tron: base58check of 25 bytes.

    >>> base58_address("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    True
    """
    if _BASE58.fullmatch(text) is None:
        return False
    number = 0
    for c in text:
        number = number * 58 + _BASE58_ALPHABET.index(c)
    try:
        raw = number.to_bytes(25, "big")
    except OverflowError:
        return False
    return hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


_COORDINATES: Final = late(
    r"(?<![\w.])([+-]?\d{1,2}\.\d{3,})\s?[,;]\s?([+-]?\d{1,3}\.\d{3,})(?![\w.])"
    r"|(?i:\bPOINT ?Z? ?\(\s?[+-]?\d{1,3}\.\d+ [+-]?\d{1,2}\.\d+\s?\))"
    r"|\d{1,3}\xb0\s?\d{1,2}['\u2032]\s?[\d.]{0,7}[\"\u2033]?\s?[NSEW]"
)


def coordinates(text: str) -> Iterator[Hit]:
    """Pairs of degrees with at least three decimals, POINT(x y), degrees and minutes."""
    for match in _COORDINATES.finditer(text):
        if match.group(1) is None or (abs(float(match.group(1))) <= 90 and abs(float(match.group(2))) <= 180):
            yield Hit(match.start(), match.end(), "geo.coordinates")


_MONTH: Final = r"(?:jan|feb|m[a\xe4]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|f[e\xe9]v|avr|juin|juil|ao[u\xfb]|d[e\xe9]c)[a-z\xe9]{0,7}\.?"
_DATE: Final = rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.] ?\d{{1,2}}[-/.] ?\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th|\.)? (?:de )?{_MONTH},? (?:de )?\d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
_BIRTH: Final = late(
    rf"(?i)(?:\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on| in)?|geboren(?: am| op)?|geb\.|geburtsdatum|"
    rf"n[e\xe9]e? le|date de naissance|nacid[oa] el|fecha de nacimiento|nascid[oa] em|data de nascimento|nat[oa] il|data di nascita|"
    rf"geboortedatum|ur\.|data urodzenia|nar\.|datum narozen\xed|do\u011fum tarihi)\s*(?:is|:|=)?\s*[\"']?)({_DATE})"
)


def births(text: str) -> Iterator[Hit]:
    """A date after a word for birth."""
    for match in _BIRTH.finditer(text):
        yield Hit(match.start(1), match.end(1), "person.birth_date")


_STREET_AFTER: Final = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|square|sq|terrace|ter|way|parkway|pkwy|"
    r"circle|cir|highway|hwy|crescent|cres|close|grove|gardens|mews|row|walk|trail|trl|alley|plaza|ridge|view|heights|hill|"
    r"point|crossing|loop|pike|turnpike|path|run|park|parade|quay|wharf|green|vale|mount|causeway|esplanade|islands?|isle|"
    r"valleys?|villages?|mountains?|meadows?|rapids?|rue|divide|bypass|drives|creek|overpass|ford|forge|forges|mill|mills|"
    r"streets?|roads?|springs?|stravenue|summit|throughway|trace|track|union|unions?|viaduct|ville|vista|knolls?|landing|"
    r"skyway|dale|falls|spurs?|manors?|keys|shoals?|shores?|hollow|canyon|orchard|prairie|ranch|glens?|haven|inlet|motorway|trafficway|crest|"
    r"junction|harbors?|estates?|coves?|corners?|common|cliffs?|burgs?|brooks?|bridge|branch|bluffs?|bend|beach|annex)"
)
_NUMBER_FIRST: Final = late(
    rf"(?<![\w.\-/#])\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,4}})?,? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?(?:[^\W_][\w'.\-]{{0,24}} ){{1,4}}(?i:{_STREET_AFTER})\b\.?(?: (?:N|S|E|W|NE|NW|SE|SW)\b)?"
    rf"(?i:,? ?(?:apt|apartment|suite|ste|unit|flat|room|fl|floor|no)\.? ?#?\w{{1,6}})?(?:, [^\W\d_][\w .'\-]{{1,30}})?(?:,? [A-Z]{{2,3}})?(?:,? \d{{4,5}}(?:-\d{{4}})?\b)?"
)
_STREET_FIRST: Final = late(
    r"(?i:\b(?:(?:calle|c/|avenida|avda\.?|av\.|plaza|paseo|carrera|cra\.?|rua|travessa|alameda|pra\xe7a|estrada|via|viale|piazza|corso|vicolo|"
    r"cuesta|ca\xf1ada|ronda|glorieta|callej\xf3n|rambla|pasaje|camino|vial|rotonda|incrocio|canale|vereda|favela|trecho|ch\xe1cara|quadra|"
    r"fazenda|loteamento|morro|ladeira|s\xedtio|viela|"
    r"strada|largo|borgo|contrada|ul\.|ulica|aleja|al\.|os\.|plac|rue|boulevard|bd|chemin|impasse|all\xe9e|quai|cours|route de|n\xe1b\u0159e\u017e\xed|t\u0159\xedda))"
    r"\s(?:d[eiao]l?s?(?:la|las|los)?\.?\s|d'|l')?[^\W\d_][\w'.\-]*(?:\s[^\W\d_][\w'.\-]*){0,4},?\s(?:n[.\xbao\xb0]{0,2}\s?|km\s)?\d{1,5}[A-Za-z]?\b"
    r"|\b[^\W\d_][\w.\-]*(?:stra\xdfe|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|steig|chaussee|straat|laan|plein|gracht|kade|dijk|singel|dreef|hof|gatan|v\xe4gen|veien|gata|vej|gade|katu|tie|torget|gr\xe4nd|stigen|backen|str\xe6de|stien|plads|sok\.|sokak|caddesi|cad\.|ulice)\s[1-9]\d{0,4}(?:\s?[A-Za-z])?(?:[-/]\d{1,4})?\b(?!\.\d)"
    r"|\b(?:[^\W\d_][\w.\-]*\s){1,3}(?:stra\xdfe|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|sokak|sok\.|caddesi|cad\.|mahallesi|mah\.)\s(?:no\.?:?\s?)?\d{1,5}(?:\s?[A-Za-z])?\b)"
)
_GERMAN: Final = late(
    r"\b(?:Am|Im|An d(?:er|en)|Auf d(?:em|er)|Zum|Zur|Unter den|Hinter d(?:em|er)|Alte[rs]?|Neue[rs]?) (?:[A-Z\xc4\xd6\xdc][\w\-]+ ?){1,3} ?[1-9]\d{0,3} ?[a-z]?\b(?=,| \d{4,5}|$)"
)
_FRENCH: Final = late(
    r"(?i)(?<![\w.])\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av\.|boulevard|bd|chemin|impasse|all\xe9e|all\xe9es|quai|place|cours|route|square|passage) (?:d[eu]s? (?:la |l')?|l'|d')?[^\W\d_][\w'\-]*(?: [^\W\d_][\w'\-]*){0,4}"
)
_PO_BOX: Final = late(r"(?i)\b(?:p\.? ?o\.? ?box|postfach|apartado|casella postale|bo\xeete postale|postbus) \d{1,7}\b")


def addresses(text: str) -> Iterator[Hit]:
    """Street and number in the order of the languages."""
    for pattern in (_NUMBER_FIRST, _STREET_FIRST, _GERMAN, _FRENCH, _PO_BOX):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), "address.street")


def foreign_addresses(text: str) -> Iterator[Hit]:
    """A whole cell in Han, Hangul or Cyrillic letters that is an address."""
    if _BEYOND_LATIN.search(text) is not None and scripts.is_whole_address(text):
        yield Hit(0, len(text), "address.street")


_BEYOND_LATIN: Final = late(r"[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")


_NAME_LABEL: Final = late(
    r"(?:(?i:\b(?:name is|mein name ist|ich heisse|ich hei\xdfe|je m'appelle|mon nom est|mi nombre es|me llamo|meu nome \xe9|me chamo|mi chiamo|"
    r"il mio nome \xe8|mijn naam is|ik heet|nazywam si\u0119|jmenuji se|jag heter|mit navn er|jeg heter|nimeni on|ad\u0131m) )|"
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Herrn|Mme|Mlle|Monsieur|Madame|Sr|Sra|Se\xf1or|Se\xf1ora|Sig|Signor|Signora|Dhr|Mevr)\.? "
    r"|(?i:\b(?:full name|name|nombre|nom|nome|patient|customer|client|caller|contact|payer|employee|cardholder|account holder|signed by|owner|my name is|i am|attn|dear|hi|hello|regards,?|sincerely,?)\s?[:=]\s?[\"']?))"
    r"([A-Z\xc0-\xde\u0100-\u017f][\w'\-]{1,24}(?: (?:[A-Z]\.|van|von|de|der|den|da|dos|di|del|la|le|bin|al|el|[A-Z\xc0-\xde\u0100-\u017f][\w'\-]{1,24})){0,4})"
)
LABELLED: Final = late(r"[:=]\s?[\"']?[A-Z\xc0-\xde\u0100-\u017f]")
TITLED: Final = late(r"[^\W\d_]\.? [A-Z\xc0-\xde\u0100-\u017f]")
"""How every name after a label, or after a title or an introduction, begins: a tenth of the time of all of them."""
_LABEL_NOT_NAMES: Final = frozenset(
    {
        "Team",
        "Support",
        "Customer",
        "All",
        "Sir",
        "Madam",
        "The",
        "Service",
        "Unknown",
        "None",
        "Null",
        "Test",
        "Default",
    }
)


def labelled_names(text: str) -> Iterator[Hit]:
    """A capitalised name after a title or a label (`Mr`, `Name:`)."""
    for match in _NAME_LABEL.finditer(text):
        if match.group(1).split(" ")[0] not in _LABEL_NOT_NAMES:
            yield Hit(match.start(1), match.end(1), "person.name")


_CAPITALISED: Final = r"[A-Z\xc0-\xde\u0100-\u017f\u0400-\u042f][^\W\d_]+(?:['\u2019\-][^\W\d_]+)?"
_NAME_IN_PROSE: Final = late(
    rf"(?<![\w'\-.@/])({_CAPITALISED})((?: (?:[A-Z]\.|van|von|de|der|den|da|dos|di|del|la|le|bin|al|el))* {_CAPITALISED}(?: {_CAPITALISED})?)(?![\w@])"
)
_BEFORE_PEOPLE: Final = frozenset(
    """
    caller patient customer client to with by from for contact called user dear ask and employee mr mrs ms dr
    met is guest member owner manager colleague friend
    """.split()
)


_AFTER_PEOPLE: Final = frozenset(
    "called phoned wrote asked emailed requested complained said visited ordered lives replied confirmed signed reported moved works".split()
)


def prose_names(text: str) -> Iterator[Hit]:
    """A known given name and a surname in a sentence; an unknown surname only after a word that introduces people."""
    from opaq.classify.people_names import (
        GIVEN,
        NOT_PEOPLE,
        SURNAME_ENDINGS,
        SURNAMES,
    )  # 1 ms, only for prose with names in it

    for match in _NAME_IN_PROSE.finditer(text):
        first, rest = fold(match.group(1)), [fold(w) for w in match.group(2).split() if w[0].isupper() and len(w) > 2]
        if first not in GIVEN:
            first, rest = (rest[0], rest[1:]) if len(rest) > 1 else ("", [])
            if first not in GIVEN:
                continue
        known = any(w in SURNAMES or w.endswith(SURNAME_ENDINGS) for w in rest)
        before = text[max(0, match.start() - 14) : match.start()].rstrip(" :,(").rpartition(" ")[2].lower()
        after = text[match.end() : match.end() + 14].lstrip(" ,").partition(" ")[0].lower()
        introduced = before in _BEFORE_PEOPLE or after in _AFTER_PEOPLE
        things = any(w in NOT_PEOPLE for w in rest)
        if rest and ((known and introduced) if things else (known or introduced)):
            skip = 0 if fold(match.group(1)) == first else len(match.group(1)) + 1
            yield Hit(match.start() + skip, match.end(), "person.name")
