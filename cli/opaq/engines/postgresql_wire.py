"""libpq spoken without waiting blindly: connect, ask, stream and cancel, each bounded by a deadline.

Uses psycopg's `pq` layer alone, so that a cell stays the server's own text and
nothing between the wire and opaq interprets it. Every wait is a `poll` on the
socket, which a signal interrupts at once.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from opaq.engines import conditions
from opaq.engines.conditions import of_sqlstate, react
from opaq.engines.postgresql_libpq import Error, pq
from opaq.errors import OpaqError

if TYPE_CHECKING:
    from psycopg.pq.abc import PGcancel, PGconn, PGresult

_POLLING = pq.PollingStatus
_STATUS = pq.ExecStatus
_GOOD = frozenset(
    {
        _STATUS.COMMAND_OK,
        _STATUS.TUPLES_OK,
        _STATUS.SINGLE_TUPLE,
        _STATUS.TUPLES_CHUNK,
        _STATUS.COPY_OUT,
        _STATUS.EMPTY_QUERY,
    }
)
_AFTER_CANCEL_SECONDS = 1.0
"""How long a cancelled server may take to say so."""


class ServerError(Exception):
    """A failed result, reduced to its SQLSTATE and position: nothing of the server's text."""

    def __init__(self, sqlstate: str, offset: int | None) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate
        self.offset = offset
        """0-based character offset in the sent text."""


class Wire:
    """One libpq connection."""

    def __init__(self, conninfo: bytes, connect_seconds: float) -> None:
        deadline = time.monotonic() + connect_seconds
        self._connection: PGconn = pq.PGconn.connect_start(conninfo)
        self._deadline = deadline
        try:
            self._finish_connecting()
        except BaseException:
            self._connection.finish()
            raise
        self._connection.nonblocking = 1
        self._connection.notice_handler = None
        self._cancel: PGcancel = self._connection.get_cancel()
        self.cancelled = False
        self.seconds = connect_seconds
        self._started = time.monotonic()

    def _finish_connecting(self) -> None:
        while True:
            polled = self._connection.connect_poll()
            if polled == _POLLING.OK:
                return
            if polled == _POLLING.FAILED:
                raise _connect_failure(self._connection)
            self._wait(select.POLLIN if polled == _POLLING.READING else select.POLLOUT, on_late=conditions.SLOW_CONNECT)

    @property
    def connection(self) -> PGconn:
        return self._connection

    def start_clock(self, seconds: float, *, grace: float = 0.0) -> None:
        """From now on a wait that would pass this many seconds (and the grace) cancels the statement: TimedOut."""
        self.seconds = seconds
        self._started = time.monotonic()
        self._deadline = self._started + seconds + grace

    def _wait(self, events: int, *, on_late: conditions.Reaction = conditions.DEADLINE) -> None:
        poller = select.poll()
        poller.register(self._connection.socket, events)
        left = self._deadline - time.monotonic()
        if left > 0 and poller.poll(left * 1000):
            return
        if on_late is conditions.DEADLINE:
            self.cancel()
        raise react(on_late)

    def _flush(self) -> None:
        while self._connection.flush():
            self._wait(select.POLLIN | select.POLLOUT)
            self._consume()

    def _consume(self) -> None:
        try:
            self._connection.consume_input()
        except Error:
            raise react(conditions.LOST) from None

    def wait_for_data(self) -> None:
        """Wait until the server sent something, and take it in."""
        self._wait(select.POLLIN)
        self._consume()

    def next_result(self) -> PGresult | None:
        """The next result of what was sent; None after the last. Raises ServerError."""
        self._flush()
        while self._connection.is_busy():
            self.wait_for_data()
        result = self._connection.get_result()
        if result is not None and result.status not in _GOOD:
            raise self._failure(result)
        return result

    def results(self) -> Iterator[PGresult]:
        """Every result of what was sent; the failure of one is raised when all were taken."""
        failed: ServerError | None = None
        while True:
            try:
                result = self.next_result()
            except ServerError as error:
                failed = failed or error
                continue
            if result is None:
                break
            yield result
        if failed is not None:
            raise failed

    @staticmethod
    def _failure(result: PGresult) -> ServerError:
        state = (result.error_field(pq.DiagnosticField.SQLSTATE) or b"").decode("ascii", "replace")
        place = result.error_field(pq.DiagnosticField.STATEMENT_POSITION)
        return ServerError(state, int(place) - 1 if place and place.isdigit() else None)

    @property
    def failed(self) -> bool:
        """The transaction takes nothing but ROLLBACK any more."""
        return self._connection.transaction_status == pq.TransactionStatus.INERROR

    def run(self, text: str) -> list[PGresult]:
        """Our own fixed commands, several in one message."""
        self._connection.send_query(text.encode())
        return list(self.results())

    def ask(self, text: str, arguments: Sequence[str | None] = ()) -> list[tuple[str | None, ...]]:
        """Rows of one of our own questions, as text."""
        encoded = [None if a is None else a.encode() for a in arguments]
        self._connection.send_query_params(text.encode(), encoded)
        rows: list[tuple[str | None, ...]] = []
        for result in self.results():
            rows.extend(text_rows(result))
        return rows

    def prepare(self, name: bytes, text: bytes, types: Sequence[int]) -> PGresult:
        """Parse and describe; nothing is run. Returns the description."""
        self._connection.send_prepare(name, text, types)
        for _ in self.results():
            pass
        self._connection.send_describe_prepared(name)
        [described] = self.results()
        return described

    def cancel(self) -> None:
        """Ask the server to stop the running statement; safe in a signal handler (PQcancel)."""
        self.cancelled = True
        try:
            self._cancel.cancel()
        except Exception:  # noqa: BLE001  the server is gone, which ends the statement too
            return

    def drain(self) -> None:
        """Stop the running statement and take what is still on its way."""
        if self._connection.transaction_status != pq.TransactionStatus.ACTIVE:
            return
        self.cancel()
        self._deadline = time.monotonic() + _AFTER_CANCEL_SECONDS
        try:
            for result in self.results():
                if result.status == _STATUS.COPY_OUT:
                    self._drain_copy()
        except (ServerError, OpaqError):
            return

    def _drain_copy(self) -> None:
        while True:
            size, _ = self._connection.get_copy_data(1)
            if size < 0:
                return
            if size == 0:
                self.wait_for_data()

    def late(self) -> bool:
        """True when the clock of the statement has run out, within the grain of the server's."""
        return time.monotonic() - self._started > self.seconds - 0.2

    def explain(self, error: ServerError) -> OpaqError:
        """Our error for a failed result, without its place."""
        if error.sqlstate == "57014" and (self.cancelled or not self.late()):
            return react(conditions.CANCELLED, "query_canceled (57014)")
        return of_sqlstate(error.sqlstate)

    def close(self) -> None:
        self._connection.finish()


def text_rows(result: PGresult) -> Iterator[tuple[str | None, ...]]:
    """The rows of a result as text."""
    for row in range(result.ntuples):
        yield tuple(None if (v := result.get_value(row, i)) is None else v.decode() for i in range(result.nfields))


# libpq gives no SQLSTATE for a connection that was never made; its fixed English phrases (it is not localised here)
# and the words of strerror tell the cases apart. Only the class is kept.
_UNMADE_PHRASES = (
    ("could not translate host name", conditions.UNKNOWN_HOST),
    ("connection refused", conditions.NOT_LISTENING),
    ("no such file or directory", conditions.NO_SOCKET),
    ("no route to host", conditions.NO_ROUTE),
    ("network is unreachable", conditions.NO_ROUTE),
    ("connection timed out", conditions.SLOW_CONNECT),
)
_REFUSED_PHRASES = (
    ("password authentication failed", conditions.DENIED),
    ("no password supplied", conditions.DENIED),
    ("authentication failed", conditions.DENIED),
    ("no pg_hba.conf entry", conditions.DENIED),
    ("role ", conditions.DENIED),
    ("certificate", conditions.TLS),
    ("ssl", conditions.TLS),
    ("tls", conditions.TLS),
    ("database ", conditions.NO_DATABASE),
    ("too many", conditions.BUSY),
    ("starting up", conditions.BUSY),
    ("shutting down", conditions.BUSY),
)


def _connect_failure(connection: PGconn) -> OpaqError:
    if connection.needs_password:  # the server asked for one, and there was none to send
        return react(conditions.DENIED)
    text = connection.get_error_message().casefold()
    if "fatal:" not in text and "certificate" not in text and "ssl" not in text:
        return react(_first_named(_UNMADE_PHRASES, text))
    return react(_first_named(_REFUSED_PHRASES, text.partition("fatal:")[2] or text))


def _first_named(phrases: tuple[tuple[str, conditions.Reaction], ...], text: str) -> conditions.Reaction:
    return next((reaction for phrase, reaction in phrases if phrase in text), conditions.UNREACHABLE)
