"""Reader, masker and writer at the same time: a bounded queue on each side of the masker.

The masker stays in the calling thread, which owns signals and plans; the reader
and the writer get a thread each, because both spend their time outside the
interpreter (socket, Arrow, file). Order is kept: every queue has one end on each
side. Whatever fails first ends all three: the failure is raised in the calling
thread, after everything read before it was masked and written.

A result of one batch never starts a thread. This file knows batches and nothing
of engines, masks or formats.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Full, Queue
from typing import Final, Generic, TypeVar

from opaq.errors import Defect

Read = TypeVar("Read")
Masked = TypeVar("Masked")

DEPTH: Final = 1
"""Batches waiting on each side: some megabytes each, so that memory stays flat; two are not faster."""
_PATIENCE_SECONDS: Final = 5.0
"""How long the threads may take to notice that all is over."""
_LOOK_SECONDS: Final = 0.1


class _End:
    """The last thing a thread puts into its queue: how it ended."""

    __slots__ = ("error",)

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def overlapped(
    batches: Iterable[Read],
    mask: Callable[[Read], Masked],
    write: Callable[[Masked], None],
    *,
    cancel: Callable[[], None] = lambda: None,
    depth: int = DEPTH,
) -> None:
    """Read, mask and write every batch in order. Raises what the first failing stage raised.

    `cancel` is called when masker or writer fail while the reader is still waiting
    for its database; it makes the reader's iteration end.
    """
    source = iter(batches)
    first = next(source, None)
    if first is None:
        return
    write(mask(first))
    second = next(source, None)
    if second is None:
        return
    write(mask(second))
    _Stages(source, write, depth).run(mask, cancel)


class _Stages(Generic[Read, Masked]):
    def __init__(self, source: Iterator[Read], write: Callable[[Masked], None], depth: int) -> None:
        self._source = source
        self._write = write
        self._read: Queue[Read | _End] = Queue(depth)
        self._masked: Queue[Masked | _End] = Queue(depth)
        self._over = threading.Event()
        self._write_error: BaseException | None = None
        self._reader = threading.Thread(target=self._keep_reading, name="opaq-reader", daemon=True)
        self._writer = threading.Thread(target=self._keep_writing, name="opaq-writer", daemon=True)

    def run(self, mask: Callable[[Read], Masked], cancel: Callable[[], None]) -> None:
        self._reader.start()
        self._writer.start()
        try:
            ended = self._keep_masking(mask)
            self._put(self._masked, ended)
            self._writer.join()
        except BaseException:
            self._abandon(cancel)
            raise
        self._reader.join()
        if self._write_error is not None:
            raise self._write_error
        if ended.error is not None:
            raise ended.error

    def _keep_masking(self, mask: Callable[[Read], Masked]) -> _End:
        while True:
            batch = self._next()
            if isinstance(batch, _End):
                return batch
            self._put(self._masked, mask(batch))

    def _next(self) -> Read | _End:
        """The next batch; raises the writer's error, because a reader that was told to stop sends nothing more."""
        while True:
            if self._write_error is not None:
                raise self._write_error
            try:
                return self._read.get(timeout=_LOOK_SECONDS)
            except Empty:
                continue

    def _keep_reading(self) -> None:
        error: BaseException | None = None
        try:
            for batch in self._source:
                if not self._put_unless_over(self._read, batch):
                    break
        except BaseException as caught:  # noqa: BLE001  raised again in the calling thread
            error = caught
        finally:
            close = getattr(self._source, "close", None)  # a generator ends in the thread that ran it
            if close is not None and error is None:
                close()
        self._put_unless_over(self._read, _End(error))

    def _keep_writing(self) -> None:
        try:
            while not isinstance(masked := self._masked.get(), _End):
                self._write(masked)
        except BaseException as caught:  # noqa: BLE001  raised again in the calling thread
            self._write_error = caught
            self._over.set()

    def _put(self, queue: Queue[Masked | _End], item: Masked | _End) -> None:
        """Hand to the writer; raises its error when it is no longer there."""
        while True:
            if self._write_error is not None:
                raise self._write_error
            try:
                queue.put(item, timeout=_LOOK_SECONDS)
            except Full:
                continue
            return

    def _put_unless_over(self, queue: Queue[Read | _End], item: Read | _End) -> bool:
        while not self._over.is_set():
            try:
                queue.put(item, timeout=_LOOK_SECONDS)
            except Full:
                continue
            return True
        return False

    def _abandon(self, cancel: Callable[[], None]) -> None:
        """Masker or writer failed, or a signal came: let both threads end, what was masked before is still written."""
        self._over.set()
        if self._reader.is_alive():
            cancel()
        if self._write_error is None:
            self._put_last()
        for thread in (self._reader, self._writer):
            thread.join(_PATIENCE_SECONDS)
        if self._writer.is_alive():
            raise Defect("OPQ-B025", "the writer of a result did not end")

    def _put_last(self) -> None:
        while self._writer.is_alive():
            try:
                self._masked.put(_End(), timeout=_LOOK_SECONDS)
                break
            except Full:
                continue
