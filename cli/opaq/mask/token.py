"""Keyed pseudonyms: AES-CMAC (RFC 4493, NIST SP 800-38B) with AES-256, cut to 64 bits, behind the category's label.

A pseudorandom function under a secret key: without the key a token tells nothing
but equality. 64 bits: among ten million distinct values two share a token with
probability 3e-6. One definition, two ways to compute it: `tag` for one value, and
`tags` for many, which runs AES over whole buffers (one pass per block of the
longest value, no Python call per value) and XORs them as big integers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK: Final = 16
TAG_HEX: Final = 16
"""Hex digits of a tag that are shown: 64 bits."""
_POLYNOMIAL: Final = 0x87
"""RFC 4493, section 2.3: const_Rb of the 128-bit field."""


class Cmac:
    """AES-CMAC under one key.

    >>> Cmac(bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")).tag(b"").hex()
    'bb1d6929e95937287fa37d129b756746'
    """

    __slots__ = ("_encrypt", "_first", "_second")

    def __init__(self, key: bytes) -> None:
        # ECB is the raw block cipher here; the chaining is CMAC's own
        self._encrypt: Callable[[bytes], bytes] = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update  # noqa: S305
        first = _double(int.from_bytes(self._encrypt(bytes(BLOCK)), "big"))
        self._first = first
        self._second = _double(first)

    def tag(self, message: bytes) -> bytes:
        """16 bytes. RFC 4493, section 2.4."""
        full, rest = divmod(len(message), BLOCK)
        if rest or not full:
            message += b"\x80" + bytes(BLOCK - 1 - rest)
            last = self._second
        else:
            full -= 1
            last = self._first
        state = 0
        for start in range(0, full * BLOCK, BLOCK):
            block = int.from_bytes(message[start : start + BLOCK], "big") ^ state
            state = int.from_bytes(self._encrypt(block.to_bytes(BLOCK, "big")), "big")
        final = int.from_bytes(message[full * BLOCK :], "big") ^ state ^ last
        return self._encrypt(final.to_bytes(BLOCK, "big"))


def _double(value: int) -> int:
    value <<= 1
    return value if value < 1 << 128 else (value ^ _POLYNOMIAL) & ((1 << 128) - 1)


def prefix(label: str) -> str:
    """What a token of a category begins with: one word, so that a double click takes the whole token.

    >>> prefix("health id")
    'health_id_'
    """
    return label.replace(" ", "_") + "_"


def tokens(cmac: Cmac, label: str, values: Sequence[str]) -> list[str]:
    """The tokens of some values, in order; `''` stays `''`."""
    head = prefix(label)
    tag = cmac.tag
    return [head + tag(value.encode("utf-8", "surrogatepass"))[:8].hex() if value else value for value in values]
