"""PyMySQL's connection (its authentication, TLS and packets), with a deadline and a way to kill.

Rows are taken as raw packets, so that a cell stays the server's own text. The
deadline is kept three times: by the server's own limit, by a timer that sends
`KILL QUERY` on a second connection, and, if the server does not react, by
shutting the socket.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

from opaq.engines import conditions
from opaq.engines.conditions import of_connect, of_errno, react
from opaq.engines.mysql_driver import Connection, FieldDescriptorPacket, MysqlPacket, pymysql
from opaq.engines.transport import tls_mode
from opaq.errors import OpaqError
from opaq.model.address import Address
from opaq.model.secret import Secret

_PREPARE = 0x16
_QUERY = 0x03
_CLOSE_STATEMENT = 0x19
_GRACE_SECONDS = 1.0
"""From KILL QUERY until the socket is shut."""
_LOST = (2006, 2013, 2014)


class Wire:
    """One connection to MySQL or MariaDB."""

    def __init__(self, address: Address, secret: Secret | None, connect_seconds: float) -> None:
        self._address = address
        self._secret = secret
        self._connect_seconds = connect_seconds
        self._timer: threading.Timer | None = None
        self._clock = threading.Lock()
        """Held while the timer is set or taken away: a timer that has not started cannot be waited for."""
        self.expired = False
        self.cancelled = False
        self.told: dict[str, list[tuple[str | None, ...]]] = {}
        """Answers of the catalog to this session (`mysql_catalog.union`)."""
        self.connection = _connect(address, secret, connect_seconds)
        self.version = str(self.connection.get_server_info())
        self._thread = int(self.connection.thread_id())

    # --- asking ---------------------------------------------------------------------------------

    def send(self, command: int, text: str) -> MysqlPacket:
        """Send a command and take the first packet of its answer."""
        try:
            self.connection._execute_command(command, text.encode())
            return self.connection._read_packet()
        except (pymysql.err.Error, OSError) as error:
            raise self.failure(error) from None

    def run(self, text: str) -> None:
        """One of our own commands without rows."""
        packet = self.send(_QUERY, text)
        if not packet.is_ok_packet():
            self.take_rows(self.take_fields(packet))

    def ask(self, text: str) -> list[tuple[str | None, ...]]:
        """Rows of one of our own questions, as text."""
        fields = self.start(text)
        return [
            tuple(None if c is None else c.decode("utf-8", "replace") for c in row) for row in self.take_rows(fields)
        ]

    def start(self, text: str) -> list[FieldDescriptorPacket]:
        """Send a statement; its fields. Rows wait on the wire."""
        packet = self.send(_QUERY, text)
        return [] if packet.is_ok_packet() else self.take_fields(packet)

    def prepare(self, text: str) -> list[FieldDescriptorPacket]:
        """The output fields of a statement that is only prepared (COM_STMT_PREPARE), then forgotten."""
        answer = self.send(_PREPARE, text).get_all_data()
        number, columns, parameters = struct.unpack("<xIHH", answer[:9])
        self._take_definitions(parameters)
        fields = self._take_definitions(columns)
        self.connection._execute_command(_CLOSE_STATEMENT, struct.pack("<I", number))  # has no answer
        return fields

    def take_fields(self, first: MysqlPacket) -> list[FieldDescriptorPacket]:
        return self._take_definitions(first.read_length_encoded_integer())

    def _take_definitions(self, count: int) -> list[FieldDescriptorPacket]:
        if not count:
            return []
        try:
            fields = [self.connection._read_packet(FieldDescriptorPacket) for _ in range(count)]
            self.connection._read_packet()  # EOF
        except (pymysql.err.Error, OSError) as error:
            raise self.failure(error) from None
        return fields

    def take_rows(self, fields: list[Any]) -> Iterator[list[bytes | None]]:
        """Rows as the bytes of their cells."""
        width = len(fields)
        while width:
            try:
                packet = self.connection._read_packet()
            except (pymysql.err.Error, OSError) as error:
                raise self.failure(error) from None
            if packet.is_eof_packet():
                return
            yield [packet.read_length_coded_string() for _ in range(width)]

    # --- ending ---------------------------------------------------------------------------------

    def start_clock(self, seconds: float) -> None:
        """From now on the statement is killed after this many seconds."""
        self.stop_clock()
        self.expired = False
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop_clock(self) -> None:
        with self._clock:
            timer, self._timer = self._timer, None
        if timer is None:
            return
        timer.cancel()
        if self.expired and timer is not threading.current_thread():
            timer.join(_GRACE_SECONDS)  # its KILL must not hit the next statement

    def _ring(self) -> None:
        with self._clock:
            if self._timer is None:
                return
            self.expired = True
        self.kill()
        with self._clock:
            if self._timer is not None:
                self._timer = threading.Timer(_GRACE_SECONDS, self.shut)
                self._timer.daemon = True
                self._timer.start()

    def cancel(self) -> None:
        """Somebody asks for an end; safe from a signal handler or another thread."""
        self.cancelled = True
        self.kill()

    def kill(self) -> None:
        """KILL QUERY on a second connection."""
        try:
            second = _connect(self._address, self._secret, min(self._connect_seconds, 5.0))
        except OpaqError:
            self.shut()
            return
        with contextlib.suppress(pymysql.err.Error, OSError):
            second.query(f"KILL QUERY {self._thread}")
        with contextlib.suppress(pymysql.err.Error, OSError):
            second.close()

    def shut(self) -> None:
        """End the socket under a reader that waits on it."""
        sock = self.connection._sock
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.stop_clock()
        with contextlib.suppress(pymysql.err.Error, OSError):
            self.connection.close()

    def failure(self, error: BaseException) -> OpaqError:
        """Our error for one of PyMySQL's or of the socket."""
        if self.expired:
            return react(conditions.DEADLINE)
        errno = error.args[0] if isinstance(error, pymysql.err.Error) and error.args else 2013
        if self.cancelled and errno in _LOST:
            return react(conditions.CANCELLED)
        return of_errno(errno if isinstance(errno, int) else 2013)


def _connect(address: Address, secret: Secret | None, connect_seconds: float) -> Connection:
    arguments: dict[str, Any] = {
        "user": address.user or None,
        "password": secret.reveal().encode() if secret is not None else b"",
        "database": address.database or None,
        "charset": "utf8mb4",
        "connect_timeout": max(1, int(connect_seconds)),
        "read_timeout": None,
        "local_infile": False,
        "autocommit": None,
        "client_flag": 0,
        "program_name": "opaq",
        "defer_connect": True,
        **_place(address),
        **_tls(address),
    }
    connection = Connection(**arguments)
    connection._read_timeout = connect_seconds  # a server that accepts and stays silent
    try:
        connection.connect(_tunnel(address, connect_seconds))
    except pymysql.err.Error as error:
        raise _connect_failure(error) from None
    except OSError as error:
        raise of_connect(error) from None
    except (RuntimeError, ValueError):
        raise react(conditions.UNREACHABLE) from None
    connection._read_timeout = None
    if tls_mode(address) not in ("prefer", "disable") and not hasattr(connection._sock, "getpeercert"):
        connection.close()
        raise react(conditions.TLS)
    return connection


def _connect_failure(error: pymysql.err.Error) -> OpaqError:
    import ssl  # loaded by PyMySQL already

    cause = getattr(error, "original_exception", None)
    if isinstance(cause, ssl.SSLError):
        return react(conditions.TLS)
    if isinstance(cause, OSError):
        return of_connect(cause)
    errno = error.args[0] if error.args and isinstance(error.args[0], int) else 2003
    return of_errno(errno)


def _place(address: Address) -> dict[str, Any]:
    if address.host.startswith("/") or not address.host:
        path = address.host or _default_socket()
        if not os.path.exists(path):  # PyMySQL would leave its own socket open
            raise react(conditions.NO_SOCKET)
        return {"unix_socket": path}
    return {"host": address.tls.server_name or address.host, "port": address.port or 3306}


def _default_socket() -> str:
    known = ("/run/mysqld/mysqld.sock", "/var/run/mysqld/mysqld.sock", "/tmp/mysql.sock", "/var/lib/mysql/mysql.sock")  # noqa: S108
    return next((path for path in known if os.path.exists(path)), known[0])


def _tunnel(address: Address, connect_seconds: float) -> socket.socket | None:
    """A socket to where the tunnel listens, when the name to verify is another."""
    if not address.tls.server_name or address.host.startswith("/"):
        return None
    return socket.create_connection((address.host, address.port or 3306), connect_seconds)


def _tls(address: Address) -> dict[str, Any]:
    mode = tls_mode(address)
    if mode in ("disable", "prefer"):  # `prefer` is loopback only; loading the root certificates takes 30 ms
        return {"ssl_disabled": True}
    import ssl

    context = ssl.create_default_context(cafile=str(address.tls.ca) if address.tls.ca else None)
    context.check_hostname = mode == "verify-full"
    context.verify_mode = ssl.CERT_NONE if mode == "require" else ssl.CERT_REQUIRED
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # MySQL's own generated certificates lack extensions it wants
    if address.tls.cert is not None:
        context.load_cert_chain(str(address.tls.cert), str(address.tls.key) if address.tls.key else None)
    return {"ssl": context}
