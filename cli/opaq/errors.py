"""Every way opaq can fail, each with a stable code, an exit code and a way out.

One root, one subclass per reaction of a caller. A message names the thing
(table, column, file, key, position) and never carries a value: no cell, no
literal of the statement, no password, no text of a server's message.

Codes are an interface: ``OPQ-`` + a letter for the room + three digits. Their
explanations live in ``CODES`` and are printed by ``opaq help CODE``.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes are part of the command line's contract."""

    OK = 0
    DATABASE = 1
    """The database rejected the SQL."""
    USAGE = 2
    """Usage, configuration, profile, policy."""
    CONNECTION = 3
    """Connection, TLS, authentication."""
    TIMEOUT = 4
    REFUSED = 5
    """Policy, not provably read-only, not soundly maskable, reason missing."""
    AUDIT = 6
    """Audit or key failure; nothing was shown."""
    TRUNCATED = 7
    """Truncated where completeness was required."""
    TAMPERED = 8
    UNPINNED = 9
    """`audit verify`: intact, but no trusted key was given."""
    RESIDUE = 10
    """`audit verify`: intact, with crash residue or open intents."""
    BUG = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    TERMINATED = 143


class Position:
    """A place in the statement: 1-based line and column, in characters."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column

    def __repr__(self) -> str:
        return f"Position({self.line}, {self.column})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Position) and (self.line, self.column) == (other.line, other.column)

    def __hash__(self) -> int:
        return hash((self.line, self.column))


class OpaqError(Exception):
    """The root. `message` is value-free; `hint` is the way out; `why` names the rule."""

    exit_code: ExitCode = ExitCode.BUG
    kind: str = "bug"
    retryable: bool = False

    def __init__(
        self,
        code: str,
        message: str,
        *,
        hint: str = "",
        why: str = "",
        position: Position | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.why = why
        self.position = position

    @property
    def way_out(self) -> str:
        """The hint; without one, where the code is explained."""
        return self.hint or f"opaq help {self.code} says more"


class UsageError(OpaqError):
    """A flag, configuration, profile, policy or catalog that cannot be used as given."""

    exit_code = ExitCode.USAGE
    kind = "usage"


class DatabaseError(OpaqError):
    """The database rejected the statement; only its condition name is repeated."""

    exit_code = ExitCode.DATABASE
    kind = "database"


class ConnectionFailed(OpaqError):
    """No session, or the session was lost."""

    exit_code = ExitCode.CONNECTION
    kind = "connection"
    retryable = True


class TimedOut(OpaqError):
    """The statement ran past its time; it was cancelled on the server."""

    exit_code = ExitCode.TIMEOUT
    kind = "timeout"
    retryable = True


class Refused(OpaqError):
    """opaq will not run the statement, or cannot show its result soundly."""

    exit_code = ExitCode.REFUSED
    kind = "refused"


class AuditFailure(OpaqError):
    """The record cannot be written or trusted, so nothing is shown."""

    exit_code = ExitCode.AUDIT
    kind = "audit"


class Truncated(OpaqError):
    """The result was cut although completeness was required."""

    exit_code = ExitCode.TRUNCATED
    kind = "truncated"


class Interrupted(OpaqError):
    """A signal ended the run; `signum` says which (130, 141 and 143 follow from it)."""

    kind = "interrupted"

    def __init__(self, signum: int) -> None:
        super().__init__("OPQ-X001", f"interrupted by signal {signum}")
        self.signum = signum


class Defect(OpaqError):
    """A broken promise inside opaq: nothing of the batch is shown."""

    exit_code = ExitCode.BUG
    kind = "bug"
