"""The profile room's nouns: one resolved `Profile`, and where each of its settings comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opaq.model.address import Address
from opaq.model.record import field, record


@record
class Setting:
    """One setting as `opaq profile show` prints it."""

    name: str
    shown: str
    """Its value as text; `set` for anything secret."""
    origin: str
    """`flag`, `environment OPAQ_LIMIT`, `profiles/prod.toml`, `/etc/opaq/config.toml`, `default` ..."""


@record
class PasswordSource:
    """How a secret (the password, or a mask key of the profile's own) is had; never the secret."""

    kind: str = "ambient"
    """`ambient` (password files of the database's own clients, else a prompt), `prompt`, `file`, `command`, `keyring`, `none`."""
    command: tuple[str, ...] = ()
    """An argument list, run without a shell."""
    file: Path | None = None
    service: str = ""
    """Keyring service name."""
    seconds: float = 30.0
    """How long the command may take."""


@record
class Tunnel:
    """Through the system's `ssh`: keys, agents, jump hosts and host checks stay ssh's business."""

    host: str
    """As `ssh` understands it: a name of its configuration file, or a host."""
    user: str = ""
    port: int | None = None


@record
class Profile:
    """Where, who, under which policy; immutable once resolved."""

    name: str
    address: Address
    policies: tuple[str, ...]
    limit: int | None
    """Rows wanted when no --limit is given; None: the command's default."""
    max_limit: int | None
    """Rows at most, whatever --limit says."""
    timeout: float
    connect_timeout: float
    require_reason: bool
    label: str
    """`prod` shows a red banner; else any short word, or empty."""
    trusted_keys: tuple[str, ...]
    """Public keys that pin the audit log."""
    redactable: tuple[str, ...]
    """Record fields that are disclosed by salted hash only."""
    audit_directory: Path
    keys_directory: Path
    state_directory: Path
    cache_directory: Path
    catalog_file: Path
    policies_directory: Path
    system_policies_directory: Path
    queries_directory: Path
    """Saved queries of `opaq run`."""
    ssh: Tunnel | None = None
    password: PasswordSource = field(default_factory=PasswordSource)
    mask_key: PasswordSource = field(default_factory=lambda: PasswordSource("none"))
    """Where the key behind tokens is; `none`: it is the installation's, in `keys_directory`."""
    settings: tuple[Setting, ...] = ()
    project_policy: Mapping[str, Any] = field(default_factory=dict)
    """What a project's .opaq.toml says about categories; it can only tighten."""

    @property
    def database(self) -> str:
        """The database's name; a file's without its directory."""
        return self.address.database or (self.address.path.name if self.address.path else "")

    @property
    def place(self) -> str:
        """One database, as caches and the ledger tell it from others."""
        where = self.address
        return f"{where.engine}:{where.host}:{where.port or ''}:{where.database or where.path}"
