"""Signals become one exception in the main thread, after the running query was cancelled.

`install` puts handlers on SIGINT, SIGTERM and SIGHUP. The handler calls what was
registered with `on_cancel` (a session's `cancel`, safe from a signal handler) and
raises `Interrupted`, so that the way out passes every `finally` and the outcome
record is written. A second signal during that way out is ignored; the third ends
the process, by the system's own default.

A signal that ends the process with a core file (Ctrl-\\, abort) leaves none: it
would hold the statement, the rows and the keys.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from opaq.errors import Interrupted

_cancellers: list[Callable[[], None]] = []
_received: list[int] = []

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""SIGHUP does not exist on Windows."""

PATIENCE = 3
"""This many signals, of whatever kind, end the process even when the way out hangs."""


def install() -> None:
    """Take over the signals of `SIGNALS`, except those the caller had ignored (nohup), and write no core file."""
    _no_core_file()
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _handle)


def _no_core_file() -> None:
    try:
        import resource  # 0.4 ms; does not exist on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def received() -> int | None:
    """The first signal that arrived, if any."""
    return _received[0] if _received else None


@contextmanager
def on_cancel(cancel: Callable[[], None]) -> Iterator[None]:
    """While inside, a signal calls `cancel` before it becomes an exception.

    A handler that runs inside a driver's callback cannot raise through it (SQLite's progress handler swallows what is
    raised): the driver's own error about the cancelled statement is then turned into `Interrupted` here.
    """
    _cancellers.append(cancel)
    try:
        yield
    except Exception:
        if _received:
            raise Interrupted(_received[0]) from None
        raise
    finally:
        _cancellers.remove(cancel)


def _handle(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    if len(_received) >= PATIENCE:
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    if len(_received) > 1:
        return  # the first one is already on its way out
    for cancel in tuple(_cancellers):
        cancel()
    raise Interrupted(number)
