"""Getting in: the address and the password meet, and a person at the terminal may try again.

Every session of every command opens here, so a connection that fails is told the same way everywhere:
which profile, and where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from opaq.errors import ConnectionFailed
from opaq.model.address import Address
from opaq.model.secret import Secret
from opaq.profile.secrets import ask_password, secret_for
from opaq.profile.types import Profile

S = TypeVar("S")
TRIES = 3
"""How often a person may type a password; servers count failures too."""
REFUSED = "OPQ-C002"
TYPED = ("ambient", "prompt")
"""Sources of passwords that a person may correct; files, commands and keyrings are corrected elsewhere."""


class Login:
    """Opens sessions of one profile."""

    def __init__(self, profile: Profile, env: Mapping[str, str], *, ask: bool) -> None:
        self._profile = profile
        self._env = env
        self._ask = ask
        """A person is at the terminal."""

    def open(self, connect: Callable[[Secret | None], S]) -> S:
        """What `connect` gives for the password, or for the second or third one typed. Raises OpaqError."""
        secret = secret_for(self._profile, self._env, ask=self._ask)
        for left in reversed(range(TRIES)):
            try:
                return connect(secret)
            except ConnectionFailed as error:
                if not (left and error.code == REFUSED and self._ask and self._profile.password.kind in TYPED):
                    raise placed(error, self._profile) from None
            secret = ask_password(self._profile, ask=True)
        raise AssertionError("the last try returns or raises")


def placed(error: ConnectionFailed, profile: Profile) -> ConnectionFailed:
    """The same error, saying where the profile leads."""
    where = f'profile "{profile.name}" leads to {place_of(profile.address)}'
    error.hint = f"{error.hint}; {where}" if error.hint else where
    return error


def place_of(address: Address) -> str:
    """`user@host:5432/database`, or the path of a file."""
    if address.path is not None:
        return str(address.path)
    user = f"{address.user}@" if address.user else ""
    port = f":{address.port}" if address.port else ""
    return f"{user}{address.host or 'local socket'}{port}/{address.database}"
