"""Reader, masker and writer overlap: order is kept, and whatever fails ends all three."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opaq.stream import overlapped

COUNTS = [0, 1, 2, 3, 50]


class Boom(Exception):
    """Raised by a stage of a test."""


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("opaq-"):
            thread.join(2)
            assert not thread.is_alive()


@pytest.mark.parametrize("count", COUNTS)
def test_keeps_the_order_of_batches(count: int) -> None:
    written: list[int] = []
    overlapped(iter(range(count)), lambda n: n * 2, written.append)
    assert written == [n * 2 for n in range(count)]


@settings(max_examples=30, deadline=None)
@given(pauses=st.lists(st.sampled_from([0, 0, 0.001, 0.004]), min_size=3, max_size=30), slow=st.sampled_from("rmw"))
def test_keeps_the_order_whichever_stage_is_slow(pauses: list[float], slow: str) -> None:
    def wait(stage: str, n: int) -> int:
        if stage == slow:
            time.sleep(pauses[n])
        return n

    written: list[int] = []
    overlapped(
        (wait("r", n) for n in range(len(pauses))), lambda n: wait("m", n), lambda n: written.append(wait("w", n))
    )
    assert written == list(range(len(pauses)))


@pytest.mark.parametrize("at", [0, 1, 2, 7])
def test_a_failing_reader_is_raised_after_what_it_had_read_was_written(at: int) -> None:
    def read() -> Iterator[int]:
        for n in range(20):
            if n == at:
                raise Boom
            yield n

    written: list[int] = []
    with pytest.raises(Boom):
        overlapped(read(), lambda n: n, written.append)
    assert written == list(range(at))


@pytest.mark.parametrize("at", [0, 1, 2, 7])
def test_a_failing_masker_releases_no_row_of_its_batch_or_later(at: int) -> None:
    def mask(n: int) -> int:
        if n == at:
            raise Boom
        return n

    written: list[int] = []
    with pytest.raises(Boom):
        overlapped(iter(range(20)), mask, written.append)
    assert written == list(range(at))


@pytest.mark.parametrize("at", [0, 1, 2, 7])
def test_a_failing_writer_ends_reader_and_masker(at: int) -> None:
    closed = threading.Event()

    def read() -> Iterator[int]:
        try:
            n = 0
            while True:
                yield n
                n += 1
        finally:
            closed.set()

    def write(n: int) -> None:
        if n == at:
            raise BrokenPipeError

    source = read()
    with pytest.raises(BrokenPipeError):
        overlapped(source, lambda n: n, write)
    source.close()
    assert closed.wait(2)


def test_a_reader_that_waits_for_its_database_is_cancelled() -> None:
    cancelled = threading.Event()

    def read() -> Iterator[int]:
        yield 0
        yield 1
        yield 2
        cancelled.wait(10)
        raise Boom

    def mask(n: int) -> int:
        if n == 2:
            raise KeyError
        return n

    began = time.monotonic()
    with pytest.raises(KeyError):
        overlapped(read(), mask, lambda n: None, cancel=cancelled.set)
    assert time.monotonic() - began < 5


def test_a_signal_ends_all_and_what_was_masked_is_written() -> None:
    cancelled = threading.Event()
    written: list[int] = []

    def read() -> Iterator[int]:
        yield from range(4)
        cancelled.wait(10)

    class Interrupted(BaseException):
        pass

    def handler(*_: object) -> None:
        raise Interrupted

    old = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(Interrupted):
            overlapped(read(), lambda n: n, written.append, cancel=cancelled.set)
    finally:
        signal.signal(signal.SIGALRM, old)
    assert written == [0, 1, 2, 3]


def test_no_more_than_a_few_batches_are_ever_waiting() -> None:
    read: list[int] = []
    written: list[int] = []
    most = 0

    def source() -> Iterator[int]:
        for n in range(60):
            read.append(n)
            yield n

    def write(n: int) -> None:
        nonlocal most
        time.sleep(0.002)
        written.append(n)
        most = max(most, len(read) - len(written))

    overlapped(source(), lambda n: n, write)
    assert most <= 8


def test_one_batch_starts_no_thread() -> None:
    seen: list[int] = []
    before = threading.active_count()
    overlapped(iter([1]), lambda n: n, lambda n: seen.append(threading.active_count()))
    assert seen == [before]
