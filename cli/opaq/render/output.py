"""Where the bytes of a result go, and what is known about them afterwards.

An `Output` is one destination (terminal, pipe or file) with one format. It counts
and digests every byte, so that a file can later be matched to its audit record.
A file has a private temporary name until `commit`, so it appears whole or not at
all; a device or a pipe is written to as it is. A table on a terminal is held back until `finish`, when the server has been
let go, and goes through a pager when it is taller than the screen.

Order: begin, chunk*, finish, then the caller writes its outcome record, then
commit; or, at any point, abort.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from opaq.errors import AuditFailure, OpaqError, UsageError
from opaq.mask.types import Decision, MaskedBatch
from opaq.model.schema import Schema
from opaq.render.registry import FILE_ONLY, open_format
from opaq.render.types import Failing, Format, Look, Summary

ENVELOPES = ("json",)
"""Formats that satisfy `Failing`."""
BUFFER_BYTES = 256 * 1024
"""One system call per this many bytes; a terminal gets its text at `finish`."""
PAGED_BYTES = 8 * 1024 * 1024
"""Nobody pages through more; a longer result streams past and memory stays flat."""


class Output:
    """One destination with one format."""

    def __init__(
        self,
        format_name: str,
        look: Look,
        *,
        path: Path | None = None,
        stream: BinaryIO | None = None,
        pager: tuple[str, ...] = (),
    ) -> None:
        if path is None and format_name in FILE_ONLY:
            raise UsageError("OPQ-U011", f"format {format_name} needs a file", hint="give -o FILE")
        self.format_name = format_name
        self.look = look
        self.path = path
        self.byte_count = 0
        """Bytes shown so far."""
        self._digest = hashlib.sha256()
        self._pager = pager
        self._pending: list[bytes | memoryview] = []
        self._pending_bytes = 0
        self._temporary: Path | None = None
        self._stream = stream if stream is not None else sys.stdout.buffer
        self._format: Format | None = None

    @property
    def destination(self) -> str:
        """`file`, `tty` or `pipe`."""
        if self.path is not None:
            return "file"
        return "tty" if self.look.terminal else "pipe"

    @property
    def bulk(self) -> bool:
        """Arrow columns pay off: the result is a stream of unknown length in a format with a columnar writer."""
        return not self.look.terminal and self.format_name in ("csv", "tsv", "none", "parquet", "arrow")

    @property
    def begun(self) -> bool:
        return self._format is not None

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        if self.path is not None:
            self._open_file(self.path)
        self._format = open_format(self.format_name, self, self.look)
        self._format.begin(schema, decisions)

    def chunk(self, batch: MaskedBatch) -> None:
        if self._format is None:
            raise RuntimeError("chunk before begin")
        self._format.chunk(batch)

    def finish(self, summary: Summary) -> None:
        """The last byte is written and flushed when this returns; the pager has been left."""
        if self._format is None:
            raise RuntimeError("finish before begin")
        self._format.finish(summary)
        if self._pager and self.look.terminal and self._is_tall():
            self._page()
        self.flush()
        if self._temporary is not None:
            os.fsync(self._stream.fileno())

    def fail(self, error: OpaqError) -> None:
        """Formats with an envelope say on stdout what went wrong; others say nothing there."""
        if self.path is not None or self.format_name not in ENVELOPES:
            return
        if self._format is None:
            self._format = open_format(self.format_name, self, self.look)
        if isinstance(self._format, Failing):
            self._format.fail(error)
            self.flush()

    def commit(self) -> None:
        """The file gets its name. Nothing to do for a stream."""
        if self._temporary is None or self.path is None:
            return
        self._stream.close()
        os.replace(self._temporary, self.path)
        self._temporary = None
        _sync_directory(self.path.parent)

    def abort(self) -> None:
        """Forget what is not yet shown, remove the partial file. Never raises.

        An envelope of which a part has left already keeps its pending rows (they are masked), so that `fail` can
        close it into valid JSON.
        """
        if not (self.byte_count and self.format_name in ENVELOPES):
            self._pending.clear()
            self._pending_bytes = 0
            self._format = None
        if self._temporary is not None:
            temporary, self._temporary = self._temporary, None
            with contextlib.suppress(OSError):
                self._stream.close()
            with contextlib.suppress(OSError):
                temporary.unlink()

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes shown so far, hex."""
        return self._digest.hexdigest()

    def write(self, data: bytes | memoryview) -> None:
        """Formats call this. On a terminal everything waits for `finish`."""
        self._pending.append(data)
        self._pending_bytes += len(data)
        if self._pending_bytes >= (PAGED_BYTES if self._pager else BUFFER_BYTES):
            self._pager = ()
            self.flush()

    def flush(self) -> None:
        """Everything written so far has left the process. Raises BrokenPipeError, AuditFailure."""
        data = b"".join(self._pending)
        self._pending.clear()
        self._pending_bytes = 0
        try:
            if data:
                left = memoryview(data)
                while left:  # an unbuffered stream (PYTHONUNBUFFERED) may take a part: then the reader has gone
                    left = left[self._stream.write(left) :]
                self._digest.update(data)
                self.byte_count += len(data)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise AuditFailure(
                "OPQ-A090",
                f"the output cannot be written: {os.strerror(error.errno or 0)}",
                hint="make room, or choose another -o FILE; no partial file is left",
            ) from error

    def _open_file(self, path: Path) -> None:
        """Under a temporary, private name. Raises UsageError (OPQ-U012)."""
        if path.is_dir():
            raise UsageError(
                "OPQ-U012", f"cannot write {path}: it is a directory", hint="name a file: -o DIRECTORY/FILE"
            )
        if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced by a file
            self._stream = os.fdopen(_opened(path, path, os.O_WRONLY), "wb")
            return
        temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        descriptor = _opened(temporary, path, flags)
        os.fchmod(descriptor, 0o600)  # whatever the umask
        self._temporary = temporary
        self._stream = os.fdopen(descriptor, "wb")

    def _is_tall(self) -> bool:
        return b"".join(self._pending).count(b"\n") >= self.look.height

    def _page(self) -> None:
        import subprocess  # 8 ms; only a tall table on a terminal comes here

        data = b"".join(self._pending)
        try:
            with subprocess.Popen(self._pager, stdin=subprocess.PIPE) as pager:  # noqa: S603
                self._pending.clear()
                self._pending_bytes = 0
                self._digest.update(data)
                self.byte_count += len(data)
                with suppress(BrokenPipeError):  # the reader left early; everything had been offered
                    pager.communicate(data)
        except OSError:
            self._pager = ()
            self._pending = [data]


def _opened(place: Path, path: Path, flags: int) -> int:
    """A descriptor of `place`, which stands for `path`. Raises UsageError (OPQ-U012)."""
    try:
        return os.open(place, flags, 0o600)
    except OSError as error:
        raise UsageError(
            "OPQ-U012", f"cannot write {path}: {os.strerror(error.errno or 0)}", hint="choose another -o FILE"
        ) from error


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
