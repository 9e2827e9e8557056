"""Secrets that carry their own mark: vendor tokens, JWT, private keys, password hashes, credentials in URLs and settings.

Entropy alone never counts: a hash used as an id looks the same. A bare value is a
secret when a label says so (`password=...`) or when it was made to be recognised.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from opaq.classify.detectors import vendors
from opaq.model.finding import Category
from opaq.model.pattern import late


class Hit(NamedTuple):
    """A match in a larger text: start, end and category."""

    start: int
    end: int
    category: Category


_TOKEN_END: Final = r"(?![A-Za-z0-9_])"  # noqa: S105 - a boundary, not a password
_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GITHUB_CHECKED: Final = frozenset({"ghp_", "gho_", "ghu_", "ghs_"})

JWT: Final = late(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?")
_PEM: Final = late(
    r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----(?s:.{0,20000}?-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----)"
)
_PEM_OPEN: Final = late(r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----[^\0]{0,20000}")
_URL: Final = late(r"\b[A-Za-z][A-Za-z0-9+.\-]{1,20}://([^\s/:@\0\"'<>]{0,128}):([^\s@\0\"'<>/]{1,256})@[^\s\0@]")
_HASHES: Final = late(
    r"\$2[abxy]?\$\d{2}\$[./A-Za-z0-9]{53}"
    r"|\$argon2(?:id|i|d)\$[^\s\0'\"]{20,200}"
    r"|\$(?:scrypt|s0|s1|7|y|gy|pbkdf2(?:-sha\d+)?|pbkdf2-digest|sha1|md5|apr1)\$[^\s\0'\"]{12,200}"
    r"|\$[156]\$(?:rounds=\d+\$)?[./A-Za-z0-9]{0,16}\$[./A-Za-z0-9]{22,86}"
    r"|\$P\$[./A-Za-z0-9]{31}|\$H\$[./A-Za-z0-9]{31}|\$S\$[./A-Za-z0-9]{52}"
    r"|\{(?:SSHA|SHA|SSHA256|SSHA512|SHA256|SHA512|SMD5|MD5|CRYPT|PBKDF2[A-Z0-9-]*|ARGON2)\}[A-Za-z0-9+/=$.,]{12,160}"
    r"|SCRAM-SHA-(?:1|256)\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+"
    r"|(?:pbkdf2_sha\d+|bcrypt_sha256|argon2|scrypt)\$[^\s\0'\"]{16,200}"
    r"|pbkdf2:sha\d+:\d+\$[^\s\0'\"]{16,200}|scrypt:\d+:\d+:\d+\$[^\s\0'\"]{16,200}"
)
_LABELLED: Final = late(
    r"(?i)(?<![a-z0-9])(password|passwd|passwort|kennwort|pwd|passphrase|mot de passe|contrase\xf1a|senha|wachtwoord|has\u0142o|heslo|"
    r"secret|api[_ -]?key|apikey|access[_ -]?key|secret[_ -]?key|client[_ -]?secret|auth[_ -]?token|access[_ -]?token|"
    r"refresh[_ -]?token|api[_ -]?token|token|otp|pin|cvv2?|cvc2?|AccountKey|SharedAccessKey|SharedAccessSignature)"
    r"(?:\s+(?:is|was|ist|est|es)\s*:?|[\"']?\s*[:=]>?)\s*[\"']?([^\s\"',;&<>\0]{3,200})"
)
_USERNAME: Final = late(r"(?i)\b(?:user ?name|benutzername|usuario)[\"']?\s*[:=]\s*[\"']?([\w.@\-]{3,64})")
_CVV: Final = late(r"(?i)\b(?:cvv2?|cvc2?|card security code)\b\W{0,3}(?:is|code|no\.?|number)?\W{0,2}(\d{3,4})(?!\d)")
_BEARER: Final = late(r"(?i)\b(?:bearer|basic)\s+([A-Za-z0-9+/_\-.=]{16,})")
_PLACEHOLDER: Final = late(
    r"(?i)[*x.\-#]+|<.*|\[.*|\{.*|%.*|\$\{.*|(?:null|none|true|false|changed|expired|reset|invalid|wrong|required|missing|incorrect|updated|empty|unknown|redacted|hidden|your\w*|the|for|and|was|not|has|must|n/a|yes|no|ok)"
)


@lru_cache(maxsize=1)
def _vendor_table() -> dict[str, list[tuple[str, Category, str]]]:
    """First three characters -> (prefix, category, pattern of the rest), longest prefix first; nothing compiled yet."""
    table: dict[str, list[tuple[str, Category, str]]] = {}
    for suffix, prefix, rest in vendors.FORMATS:
        table.setdefault(prefix[:3], []).append((prefix, f"secret.token.{suffix}", rest))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


@cache
def _whole(prefix: str, rest: str) -> re.Pattern[str]:
    """The pattern of a whole token, compiled when its prefix first turns up (0.1 ms; all of them would be 20 ms)."""
    body = rest.replace("[W]", "[A-Za-z0-9]").replace("[U]", "[A-Za-z0-9_-]").replace("[U", "[A-Za-z0-9_\\-")
    return re.compile(re.escape(prefix) + body + _TOKEN_END)


@lru_cache(maxsize=1)
def heads() -> frozenset[str]:
    """First three characters with which a token worth a look may begin (short prefixes are completed)."""
    table = _vendor_table()
    hexadecimal = "0123456789abcdef"
    return frozenset(
        {h for h in table if len(h) == 3} | {h + c for h in table if len(h) == 2 for c in hexadecimal} | {"eyJ"}
    )


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(vendors.GENERIC + _TOKEN_END)


@lru_cache(maxsize=1)
def literal_prefixes() -> tuple[str, ...]:
    """Prefixes that may stand anywhere, also with punctuation in them: looked for one by one in a whole column."""
    return tuple(
        sorted({prefix for _, prefix, _ in vendors.FORMATS if not prefix.replace("_", "").replace("-", "").isalnum()})
    )


def vendor_at(text: str, start: int) -> Hit | None:
    """The vendor token that starts exactly here."""
    table = _vendor_table()
    for head in (text[start : start + 3], text[start : start + 2]):
        for prefix, category, rest in table.get(head, ()):
            if text.startswith(prefix, start):
                match = _whole(prefix, rest).match(text, start)
                if match is not None and _may_be_whole(prefix, match.group()):
                    return Hit(start, match.end(), category)
    return generic_at(text, start)


def generic_at(text: str, start: int) -> Hit | None:
    """A token in house style: `acme_live_...`, digits and letters mixed."""
    if "_" not in text[start : start + 13]:
        return None
    match = _generic().match(text, start)
    if match is None:
        return None
    body = match.group().rpartition("_")[2]
    if body.isalpha() and (body.islower() or body.isupper()):
        return None
    return Hit(start, match.end(), "secret.token")


def _may_be_whole(prefix: str, token: str) -> bool:
    """Of GitHub's: the checksum holds, or the characters are as mixed as random ones are.

    The last six are the CRC-32 of the thirty before them in base 62 (GitHub blog, 2021-04-05). A token with another
    checksum was mistyped or cut and may still tell the real one; letters of one case alone are a placeholder.
    """
    if prefix not in _GITHUB_CHECKED:
        return True
    body = token[len(prefix) :]
    return _checksum(body[:-6]) == body[-6:] or (any(map(str.isdigit, body)) and any(map(str.isupper, body)))


def _checksum(body: str) -> str:
    """CRC-32 as six digits of base 62."""
    number, written = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        written = _BASE62[digit] + written
    return written


def jwt_at(text: str, start: int) -> Hit | None:
    """RFC 7519: three base64url parts whose first decodes to a JSON object with `alg` or `typ`."""
    match = JWT.match(text, start)
    if match is None:
        return None
    head = match.group().partition(".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    return (
        Hit(start, match.end(), "secret.jwt")
        if isinstance(header, dict) and ("alg" in header or "typ" in header)
        else None
    )


def private_keys(text: str) -> Iterator[Hit]:
    """PEM, OpenSSH and PGP private keys, also cut ones: everything from the BEGIN line."""
    position = text.find("-----BEGIN ")
    while position >= 0:
        match = _PEM.match(text, position) or _PEM_OPEN.match(text, position)
        if match is not None:
            yield Hit(position, match.end(), "secret.private_key")
        position = text.find("-----BEGIN ", match.end() if match else position + 11)


def url_credentials(text: str) -> Iterator[Hit]:
    """Only the password of `scheme://user:password@host`."""
    for match in _URL.finditer(text):
        yield Hit(match.start(2), match.end(2), "secret.connection")


def password_hashes(text: str) -> Iterator[Hit]:
    """Modular crypt, PHC, LDAP, Django, Werkzeug, SCRAM formats."""
    for match in _HASHES.finditer(text):
        yield Hit(match.start(), match.end(), "secret.password_hash")


_SAD_LABELS: Final = frozenset({"cvv", "cvv2", "cvc", "cvc2", "pin"})


def labelled(text: str) -> Iterator[Hit]:
    """The value after a label that names a secret: `password=...`, `api_key: ...`, `Authorization: Bearer ...`."""
    for match in _LABELLED.finditer(text):
        label, value = match.group(1).lower(), match.group(2)
        if _PLACEHOLDER.fullmatch(value):
            continue
        if label in _SAD_LABELS or label == "otp":
            if value[:3].isdigit() and len(value) <= 8:
                yield Hit(match.start(2), match.end(2), "fin.card_sad" if label in _SAD_LABELS else "secret.otp")
        elif _looks_secret(value):
            kind = "secret.password" if label.startswith(_PASSWORD_WORDS) else "secret.token"
            yield Hit(match.start(2), match.end(2), kind)
    for match in _USERNAME.finditer(text):
        yield Hit(match.start(1), match.end(1), "account.username")
    for match in _CVV.finditer(text):
        yield Hit(match.start(1), match.end(1), "fin.card_sad")
    for match in _BEARER.finditer(text):
        if _looks_secret(match.group(1)):
            yield Hit(match.start(1), match.end(1), "secret.token")


_PASSWORD_WORDS: Final = ("pass", "pwd", "kenn", "mot", "contra", "senha", "wacht", "has\u0142o", "heslo")


def _looks_secret(value: str) -> bool:
    """Not a word of a sentence: has a digit or a symbol besides letters, or is long and mixed in case."""
    letters = value.rstrip(".)!?").isalpha()
    return not letters or (len(value) >= 8 and not value.islower() and not value.istitle() and not value.isupper())
