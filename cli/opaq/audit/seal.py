"""Private keys under a passphrase: scrypt (RFC 7914) and ChaCha20-Poly1305 (RFC 8439).

Not the library's own encrypted PEM, which stretches the passphrase with 2,048
rounds of PBKDF2 only.
"""

from __future__ import annotations

import base64
import os

from opaq.audit.keys import SEALED
from opaq.audit.note import BadNote, unbase64
from opaq.errors import AuditFailure

LOG_N, R, P = 15, 8, 1
"""32 MiB and about 0.1 s per try."""


def seal(text: str, passphrase: str) -> str:
    """One line: parameters, salt, nonce and ciphertext."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(16), os.urandom(12)
    header = f"{SEALED} 1 {LOG_N} {R} {P} {_b64(salt)} {_b64(nonce)}"
    key = _stretch(passphrase, salt, LOG_N)
    return f"{header} {_b64(ChaCha20Poly1305(key).encrypt(nonce, text.encode(), header.encode()))}"


def unseal(sealed: str, passphrase: str) -> str:
    """The text again; `AuditFailure` (OPQ-A007) for a wrong passphrase or a changed file."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    header, _, ciphertext = sealed.rpartition(" ")
    try:
        _, version, log_n, r, p, salt, nonce = header.split(" ")
        if (version, r, p) != ("1", str(R), str(P)) or not LOG_N <= int(log_n) <= 20:
            raise BadNote("unknown parameters")
        key = _stretch(passphrase, unbase64(salt), int(log_n))
        return ChaCha20Poly1305(key).decrypt(unbase64(nonce), unbase64(ciphertext), header.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise AuditFailure("OPQ-A007", "audit: the passphrase does not open the key", hint="try again") from error


def _stretch(passphrase: str, salt: bytes, log_n: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=1 << log_n, r=R, p=P).derive(passphrase.encode())


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
