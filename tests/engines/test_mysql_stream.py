"""Row packets: every length, NULLs, packets cut anywhere, rows above 16 MiB."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opaq.engines.mysql_arrow import arrow_columns
from opaq.engines.mysql_stream import StreamReader, plain_columns
from opaq.errors import OpaqError, Refused
from opaq.model.address import Limits
from opaq.model.schema import Field, Kind, Schema

EOF_PACKET = b"\xfe\0\0\2\0"
ERROR_PACKET = b"\xff\x25\x05#70100CANARY of the server"


def encoded(cell: bytes | None) -> bytes:
    if cell is None:
        return b"\xfb"
    size = len(cell)
    if size < 251:
        return bytes([size]) + cell
    if size < 1 << 16:
        return b"\xfc" + size.to_bytes(2, "little") + cell
    if size < 1 << 24:
        return b"\xfd" + size.to_bytes(3, "little") + cell
    return b"\xfe" + size.to_bytes(8, "little") + cell


def packets(payload: bytes) -> bytes:
    parts = []
    while True:
        piece, payload = payload[:0xFFFFFF], payload[0xFFFFFF:]
        parts.append(len(piece).to_bytes(3, "little") + b"\0" + piece)
        if len(piece) < 0xFFFFFF:
            return b"".join(parts)


class FakeWire:
    """Hands out bytes as a socket would; nothing of the server is imitated but its bytes."""

    def __init__(self, data: bytes, sizes: Sequence[int]) -> None:
        self._data = data
        self._sizes = list(sizes) or [1 << 20]
        self.cancelled = self.expired = False
        self.killed = False
        self.connection = self
        self._rfile = self

    def read1(self, _most: int) -> bytes:
        size = self._sizes[0] if len(self._sizes) == 1 else self._sizes.pop(0)
        chunk, self._data = self._data[:size], self._data[size:]
        return chunk

    def failure(self, error: BaseException) -> OpaqError:
        from opaq.engines.conditions import of_errno

        return of_errno(error.args[0])

    def kill(self) -> None:
        self.killed = True

    def shut(self) -> None:
        pass

    def stop_clock(self) -> None:
        pass


def read(data: bytes, width: int, *, bulk: bool, sizes: Sequence[int] = (), limits: Limits | None = None):  # type: ignore[no-untyped-def]
    schema = Schema(tuple(Field(str(i), Kind.BYTES) for i in range(width)))
    wire = FakeWire(data, sizes)
    reader = StreamReader(wire, schema, limits or Limits(), bulk=bulk)  # type: ignore[arg-type]
    rows = [row for batch in reader for row in zip(*(c.cells() for c in batch.columns), strict=True)]
    return rows, reader, wire


CELLS = st.one_of(
    st.none(), st.binary(max_size=12), st.sampled_from([b"x" * n for n in (250, 251, 252, 255, 256, 65535, 65536)])
)
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=12))


@settings(max_examples=60, deadline=None)
@given(table=TABLES)
def test_both_decoders_give_back_what_was_encoded(table: list[tuple[bytes | None, ...]]) -> None:
    width = len(table[0])
    block, starts = b"", array("q")
    for row in table:
        starts.append(len(block) + 4)
        block += packets(b"".join(map(encoded, row)))
    expected = [list(column) for column in zip(*table, strict=True)]
    assert plain_columns(block, starts, [bytes] * width) == expected
    assert [c.to_pylist() for c in arrow_columns(block, starts, [True] * width, 1 << 20)] == expected


@settings(max_examples=60, deadline=None)
@given(table=TABLES, sizes=st.lists(st.integers(1, 70_000), max_size=8), bulk=st.booleans())
def test_rows_survive_being_cut_anywhere(table: list[tuple[bytes | None, ...]], sizes: list[int], bulk: bool) -> None:
    data = b"".join(packets(b"".join(map(encoded, row))) for row in table) + packets(EOF_PACKET)
    rows, reader, wire = read(data, len(table[0]), bulk=bulk, sizes=[*sizes, 1 << 20])
    assert rows == table
    assert not reader.truncated
    assert not wire.killed


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("size", [0xFFFFFF - 5, 0xFFFFFF - 4, 0xFFFFFF, 2 * 0xFFFFFF + 3])
def test_a_row_over_several_packets_is_one_row(bulk: bool, size: int) -> None:
    big = b"y" * size
    data = b"".join(packets(encoded(cell) + encoded(b"z")) for cell in (b"a", big, b"b")) + packets(EOF_PACKET)
    limits = Limits(cell_bytes=1 << 26, row_bytes=1 << 27)
    rows, _, _ = read(data, 2, bulk=bulk, limits=limits)
    assert [(len(a), z) for a, z in rows] == [(1, b"z"), (size, b"z"), (1, b"z")]


@pytest.mark.parametrize("bulk", [False, True])
def test_an_error_packet_after_rows_keeps_its_number_only(bulk: bool) -> None:
    data = packets(encoded(b"a")) + packets(ERROR_PACKET)
    with pytest.raises(OpaqError) as caught:
        read(data, 1, bulk=bulk)
    assert caught.value.code == "OPQ-D012"
    assert "CANARY" not in f"{caught.value.message} {caught.value.why}"


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("limits", [Limits(cell_bytes=100), Limits(row_bytes=150)])
def test_a_cell_or_row_over_its_limit_is_refused(bulk: bool, limits: Limits) -> None:
    data = (
        b"".join(packets(encoded(b"q" * 90) * 2) for _ in range(2))
        + packets(encoded(b"q" * 120) * 2)
        + packets(EOF_PACKET)
    )
    with pytest.raises(Refused):
        read(data, 2, bulk=bulk, limits=limits)


@pytest.mark.parametrize("bulk", [False, True])
def test_a_cut_result_is_stopped_on_the_server(bulk: bool) -> None:
    data = b"".join(packets(encoded(b"%d" % n)) for n in range(50))
    rows, reader, wire = read(data, 1, bulk=bulk, limits=Limits(rows=7))
    assert len(rows) == 7
    assert reader.truncated
    assert wire.killed


def test_a_connection_that_ends_inside_a_row_is_lost() -> None:
    with pytest.raises(OpaqError) as caught:
        read(packets(encoded(b"abc"))[:-1], 1, bulk=False)
    assert caught.value.code == "OPQ-C005"
