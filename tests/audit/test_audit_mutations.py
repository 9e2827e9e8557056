"""Every way to change a log that we could think of: all found, none crashes, none is laundered by the next append."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import auditlogs
import pytest
from auditlogs import House

from opaq.audit import canonical, head, line, merkle, records
from opaq.audit.keys import from_seed
from opaq.audit.note import parse_checkpoint, parse_note
from opaq.audit.verdict import Level
from opaq.errors import AuditFailure, ExitCode

Mutation = Callable[[House], None]


def flips(data: bytes, step: int) -> Iterator[bytes]:
    for place in range(0, len(data), step):
        yield data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]


def line_edits(data: bytes) -> Iterator[bytes]:
    lines = data.splitlines(keepends=True)
    for place in range(len(lines)):
        yield b"".join(lines[:place] + lines[place + 1 :])
        yield b"".join(lines[: place + 1] + lines[place:])
        if place:
            yield b"".join([*lines[: place - 1], lines[place], lines[place - 1], *lines[place + 1 :]])
    yield b"".join(lines[::-1])
    yield b"".join(lines + lines)


def truncations(data: bytes) -> Iterator[bytes]:
    tail_b = sum(map(len, data.splitlines(keepends=True)[-1:])) + 40
    for size in range(len(data) - tail_b, len(data)):
        yield data[:size]
    yield b""


def additions(data: bytes) -> Iterator[bytes]:
    last = data.splitlines(keepends=True)[-1]
    yield from (
        data + extra for extra in (b"\n", b"x", b" ", b"{}\n", b"{", b"\x00" * 61_000, last, last * 2, b"{" * 70_000)
    )
    yield b"\n" + data
    yield data.replace(b"\n", b"\r\n")
    yield b"\xef\xbb\xbf" + data


JSON_TRICKS: list[tuple[bytes, bytes]] = [
    (b'"t":"intent"', b'"t":"intent","t":"intent"'),
    (b'"t":"intent"', b'"t": "intent"'),
    (b'"t":"intent"', b'"t":"\\u0069ntent"'),
    (b'"t":"intent"', b'"t":"outcome"'),
    (b'"seq":1,', b'"seq":1.0,'),
    (b'"seq":1,', b'"seq":01,'),
    (b'"seq":1,', b'"seq":1e0,'),
    (b'"seq":1,', b'"seq":-1,'),
    (b'"probes":0', b'"probes":-0'),
    (b'"probes":0', b'"probes":00'),
    (b'"probes":0', b'"probes":9007199254740993'),
    (b'"probes":0', b'"probes":NaN'),
    (b'"probes":0', b'"probes":d'),
    (b'"seq":3,', b'"seq":d,'),
    (b'"probes":0', b'"probes":null,"Probes":0'),
    (b'"engine":"postgresql"', b'"engine":"post\\/gresql"'),
    (b'"engine":"postgresql"', b'"engine":"postgresql\x7f"'),
    (b'"engine":"postgresql"', b'"engine":"postgresql\\u0000"'),
    (b'"engine":"postgresql"', b'"engine":"postgresql\xc2\x85"'),
    (b'"engine":"postgresql"', b'"engine":"postgresql\xed\xa0\x80"'),
    (b'"engine":"postgresql"', b'"engine":"postgresql\xff"'),
    (b'"engine":"postgresql"', b'"engine":' + b"[" * 20 + b"]" * 20),
    *((b'"engine":"postgresql"', b'"engine":' + b"[" * deep + b"]" * deep) for deep in (700, 850, 950, 985)),
    (b'"engine":"postgresql"', b'"engine":' + b"[" * 20_000 + b"]" * 20_000),
    (b'"engine":"postgresql"', b'"database":"app","engine":"postgresql"'),
    (b'},"kid":', b'} ,"kid":'),
    (b'},"kid":', b'},"aid":1,"kid":'),
]


def resealed(house: House, change: Callable[[bytes], bytes], signer_seed: bytes | None = None) -> None:
    """Change the first line that `change` changes, then chain, sign and commit everything after it anew."""
    current = parse_checkpoint(parse_note((house.log / "checkpoint").read_bytes()))
    store = house.store
    signer = from_seed(current.origin, signer_seed) if signer_seed else parse_key(store / "epoch.key")
    built = head.empty(current.origin)
    done = False
    lines = []
    for old in house.segment.read_bytes().split(b"\n")[:-1]:
        new = old if done else change(old)
        if done:
            message = old[:-98] + b"}"
            message = re.sub(rb'"prev":"[0-9a-f]{64}"\}$', b'"prev":"' + built.chain.encode() + b'"}', message)
            new = line.seal(message, signer.sign(message))
        elif new != old:
            done = True
            message = new[:-98] + b"}"
            new = line.seal(message, signer.sign(message))
        lines.append(new)
        built = head.grow(built, new)
    assert done
    house.segment.write_bytes(b"\n".join(lines) + b"\n")
    (house.log / "checkpoint").write_bytes(head.sign(built, [signer]))


def parse_key(path: Path):
    from opaq.audit.keys import parse_skey

    return parse_skey(path.read_text().strip())


def found(house: House, level: Level = Level.DEFAULT) -> bool:
    """Whether verification, pinned, does not call the log intact; anything but a verdict fails the test."""
    return house.verify(level).verdict in (ExitCode.TAMPERED, ExitCode.RESIDUE)


def check_all(house: House, file: Path, variants: Iterator[bytes]) -> int:
    original = file.read_bytes()
    missed = []
    count = 0
    for count, data in enumerate(variants, 1):
        if data == original:
            continue
        file.write_bytes(data)
        if not found(house):
            missed.append(count)
    file.write_bytes(original)
    assert missed == []
    assert house.verify().verdict is ExitCode.OK
    return count


def test_the_log_with_everything_in_it_is_intact_at_every_level(rich: House) -> None:
    for level in Level:
        result = rich.verify(level)
        assert result.faults == ()
        assert result.residue == ()
        assert result.verdict is ExitCode.OK
        assert result.epochs == 3


def test_finds_flipped_bits_in_the_segment(rich: House) -> None:
    assert check_all(rich, rich.segment, flips(rich.segment.read_bytes(), 31)) > 300


def test_finds_every_flipped_byte_in_the_head(rich: House) -> None:
    check_all(rich, rich.log / "checkpoint", flips((rich.log / "checkpoint").read_bytes(), 1))


def test_finds_flipped_bits_in_every_other_file(rich: House) -> None:
    others = [path for path in rich.files() if path.parent.name in ("checkpoints", "disclosures")]
    assert len(others) > 10
    for path in others:
        check_all(rich, path, flips(path.read_bytes(), 23))


def test_finds_deleted_doubled_swapped_and_reversed_lines(rich: House) -> None:
    check_all(rich, rich.segment, line_edits(rich.segment.read_bytes()))
    check_all(rich, rich.log / "checkpoint", line_edits((rich.log / "checkpoint").read_bytes()))


def test_finds_truncation_at_every_byte_of_the_tail(rich: House) -> None:
    check_all(rich, rich.segment, truncations(rich.segment.read_bytes()))
    check_all(rich, rich.log / "checkpoint", truncations((rich.log / "checkpoint").read_bytes()))


def test_finds_what_is_added(rich: House) -> None:
    check_all(rich, rich.segment, additions(rich.segment.read_bytes()))
    check_all(rich, rich.log / "checkpoint", additions((rich.log / "checkpoint").read_bytes()))


@pytest.mark.parametrize(("old", "new"), JSON_TRICKS)
def test_finds_json_tricks_even_when_chained_and_signed_with_the_real_key(house: House, old: bytes, new: bytes) -> None:
    with house.open() as chain:
        for _ in range(3):
            auditlogs.run(chain)
    resealed(house, lambda text: text.replace(old, new, 1) if old in text else text)
    result = house.verify()
    assert result.verdict is ExitCode.TAMPERED
    assert {fault.check for fault in result.faults} & {6, 7, 8, 13}


def test_finds_a_log_rechained_and_signed_with_another_key(rich: House) -> None:
    resealed(rich, lambda text: text.replace(b'"rows":3', b'"rows":4'), b"k" * 32)
    assert 9 in {fault.check for fault in rich.verify().faults}


def test_finds_a_changed_record_of_an_earlier_epoch_resigned_with_the_current_key(rich: House) -> None:
    resealed(rich, lambda text: text.replace(b'"rows":3', b'"rows":4'))
    assert 9 in {fault.check for fault in rich.verify().faults}


BASE64_TRICKS = ["A", "=", "\n", " ", "-", "_"]


def signature_variants(data: bytes) -> Iterator[bytes]:
    lines = data.splitlines(keepends=True)
    text = lines[-1][:-1].decode()
    place = text.index('"sig":"') + 7
    signature = text[place : place + 88]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    sibling = alphabet[alphabet.index(signature[85]) ^ 1]  # decodes to the same bytes in a lenient decoder
    variants = [
        signature[:85] + sibling + "==",
        signature[:-2],
        signature[:-1],
        signature + "=",
        signature[:40] + "\\n" + signature[40:],
    ]
    variants.append(base64.urlsafe_b64encode(base64.b64decode(signature)).decode().replace("_", "-"))
    order = 2**252 + 27742317777372353535851937790883648493
    raw = base64.b64decode(signature)
    malleable = raw[:32] + (int.from_bytes(raw[32:], "little") + order).to_bytes(32, "little")
    variants.append(base64.b64encode(malleable).decode())
    for variant in variants:
        if variant != signature:
            yield b"".join(lines[:-1]) + text.replace(signature, variant).encode() + b"\n"


def test_finds_base64_and_signature_variants(rich: House) -> None:
    check_all(rich, rich.segment, signature_variants(rich.segment.read_bytes()))


def odd_files(path: Path) -> Iterator[Callable[[], None]]:
    def fifo() -> None:
        os.mkfifo(path)

    def directory() -> None:
        path.mkdir()

    def link() -> None:
        path.symlink_to(path.with_name(path.name + ".real"))

    def dangling() -> None:
        path.symlink_to("/nonexistent")

    def device() -> None:
        path.symlink_to("/dev/zero")

    def huge() -> None:
        with open(path, "wb") as file:
            file.truncate(1 << 40)

    yield from (fifo, directory, link, dangling, device, huge)


def remove(path: Path) -> None:
    path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


@pytest.mark.timeout(120)
def test_finds_fifos_links_directories_devices_and_huge_files_in_place_of_any_file(rich: House) -> None:
    for path in [*list(rich.files())[::3], rich.log / "checkpoint", rich.segment]:
        kept = path.read_bytes()
        aside = path.with_name(path.name + ".real")
        for make in odd_files(path):
            aside.write_bytes(kept)
            path.unlink()
            make()
            if make.__name__ != "link":
                aside.unlink()
            assert found(rich), (path, make.__name__)
            remove(path)
            aside.unlink(missing_ok=True)
            path.write_bytes(kept)
    assert rich.verify().verdict is ExitCode.OK


def test_finds_missing_and_additional_entries(rich: House) -> None:
    for path in rich.files():
        kept = path.read_bytes()
        path.unlink()
        assert found(rich), path
        path.write_bytes(kept)
    for name in (
        "segments/000000065536.jsonl",
        "segments/x",
        "checkpoints/999.note",
        "checkpoints/y",
        "z",
        "torn-3-0000000000000000.bin",
        "disclosures/2.txt",
        "disclosures/999.txt",
        "open/x",
    ):
        (rich.log / name).write_bytes(b"")
        assert found(rich), name
        (rich.log / name).unlink()


def test_finds_disclosures_in_another_order_and_those_erased_without_a_word(rich: House) -> None:
    path = next(path for path in rich.files() if path.parent.name == "disclosures")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[::-1]))
    assert rich.verify().verdict is ExitCode.TAMPERED
    path.write_bytes(lines[0])
    result = rich.verify()
    assert (result.verdict, result.erased) == (ExitCode.RESIDUE, 1)
    assert f"withheld fields of {path.stem} are gone, and no record tells of an erasure" in result.residue


def test_an_erasure_that_is_told_covers_its_own_fields_only(rich: House) -> None:
    from opaq.audit import retain

    paths = [path for path in rich.files() if path.parent.name == "disclosures"]
    with rich.open() as chain:
        retain.erase(chain, int(paths[0].stem), ("reason", "tty"))
        retain.erase(chain, int(paths[1].stem), ())
    assert (rich.verify().verdict, rich.verify().erased) == (ExitCode.OK, 2)
    paths[0].unlink()
    assert rich.verify().verdict is ExitCode.RESIDUE
    shutil.rmtree(rich.log / "disclosures")  # a copy for someone who may see none
    assert rich.verify().verdict is ExitCode.OK


def test_finds_every_rollback_of_the_head_to_a_kept_checkpoint(rich: House) -> None:
    original = (rich.log / "checkpoint").read_bytes()
    for note in (rich.log / "checkpoints").iterdir():
        if note.read_bytes() != original:
            (rich.log / "checkpoint").write_bytes(note.read_bytes())
            assert found(rich), note.name
    (rich.log / "checkpoint").write_bytes(original)


def test_finds_a_whole_rollback_when_an_anchor_is_given(rich: House, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.note"
    anchor.write_bytes((rich.log / "checkpoint").read_bytes())
    assert rich.verify(anchors=(anchor,)).anchored
    size = sorted(int(note.stem) for note in (rich.log / "checkpoints").iterdir())[4]
    lines = rich.segment.read_bytes().splitlines(keepends=True)
    rich.segment.write_bytes(b"".join(lines[:size]))
    for note in (rich.log / "checkpoints").iterdir():
        if int(note.stem) > size:
            note.unlink()
    (rich.log / "checkpoint").write_bytes((rich.log / "checkpoints" / f"{size}.note").read_bytes())
    for path in (rich.log / "disclosures").iterdir():
        if int(path.stem) >= size:
            path.unlink()
    assert rich.verify().verdict is not ExitCode.TAMPERED  # this is what no log can know by itself
    assert rich.verify(anchors=(anchor,)).verdict is ExitCode.TAMPERED


def test_finds_a_substituted_identity_only_when_pinned(rich: House, tmp_path: Path) -> None:
    other = auditlogs.rich(tmp_path / "other")
    result = other.verify(pinned=False)
    assert result.verdict is ExitCode.UNPINNED
    from opaq.audit.verify import verify

    assert verify(str(other.log), trusted=[rich.pin]).verdict is ExitCode.TAMPERED


def test_finds_mixed_logs(rich: House, tmp_path: Path) -> None:
    other = auditlogs.rich(tmp_path / "other")
    for name in ("checkpoint", "segments/000000000000.jsonl", "checkpoints/1.note"):
        kept = (rich.log / name).read_bytes()
        (rich.log / name).write_bytes((other.log / name).read_bytes())
        assert found(rich), name
        (rich.log / name).write_bytes(kept)


def test_reports_clocks_that_run_backwards(house: House) -> None:
    moments = iter([5e5, 4e5, 3e5, 2e5, 1e5])
    with house.open(now=lambda: next(moments)) as chain:
        auditlogs.run(chain)
    result = house.verify()
    assert result.clock_steps == (1, 2)


def launder(house: House) -> bool:
    """One honest append over a mutated log; whether the attack is still visible."""
    try:
        with house.open() as chain:
            auditlogs.run(chain)
    except AuditFailure:
        return True
    return found(house)


def laundering(house: House) -> Iterator[tuple[str, Callable[[], None]]]:
    segment, checkpoint = house.segment, house.log / "checkpoint"
    data, signed = segment.read_bytes(), checkpoint.read_bytes()
    families = {
        "segment flips": (segment, flips(data, 997)),
        "segment lines": (segment, iter(list(line_edits(data))[::3])),
        "segment cut": (segment, iter(list(truncations(data))[::101])),
        "segment more": (segment, additions(data)),
        "head flips": (checkpoint, flips(signed, 61)),
        "head cut": (checkpoint, iter(list(truncations(signed))[::41])),
        "head more": (checkpoint, additions(signed)),
        "head rollback": (checkpoint, (path.read_bytes() for path in sorted((house.log / "checkpoints").iterdir()))),
        "head swapped": (checkpoint, iter([b"", b"\n\n", signed.replace(b"box", b"fox")])),
    }
    for name, (path, variants) in families.items():
        for data_variant in variants:
            if data_variant != path.read_bytes():
                yield name, lambda path=path, variant=data_variant: path.write_bytes(variant)  # type: ignore[misc]


def test_no_mutation_is_laundered_by_an_honest_append(master: Path, tmp_path: Path) -> None:
    template = House(master / "log", master / "keys")
    count = 0
    for name, mutate in laundering(template):
        count += 1
        trial = House(tmp_path / "log", tmp_path / "keys")
        kept = {path: path.read_bytes() for path in template.files()}
        mutate()
        shutil.copytree(template.log, trial.log)
        shutil.copytree(template.keys, trial.keys)
        for path, data in kept.items():
            path.write_bytes(data)
        assert launder(trial), name
        shutil.rmtree(trial.log)
        shutil.rmtree(trial.keys)
    assert count > 60


def test_a_deleted_log_is_not_begun_anew(house: House) -> None:
    house.open().close()
    shutil.rmtree(house.log)
    with pytest.raises(AuditFailure) as caught:
        house.open()
    assert caught.value.code == "OPQ-A010"


def test_small_order_and_non_canonical_keys_are_refused() -> None:
    from opaq.audit.note import BadNote, public_key

    weak = [
        bytes([1]) + bytes(31),
        bytes(32),
        (2**255 - 19).to_bytes(32, "little"),
        b"\xff" * 32,
        bytes([1]) + bytes(30) + b"\x80",
    ]
    for public in weak:
        with pytest.raises(BadNote):
            public_key("opaq.local/x", public)


def test_canonical_lines_and_the_learned_reader_agree(rich: House) -> None:
    from opaq.audit.template import Reader

    reader = Reader()
    for text in rich.segment.read_bytes().split(b"\n")[:-1] * 2:
        record = reader.read(text)
        body = json.loads(text)["body"]
        assert (record.kind, record.seq, record.ts, record.id) == (body["t"], body["seq"], body["ts"], body["id"])
        assert record.intent == body.get("intent")


def test_notes_hold_no_mutation_of_their_own(rich: House) -> None:
    assert canonical.encode(records.note(kind="a\x00b", Weird="\ud800")) == '{"kind":"a b","t":"note","weird":"?"}'
    assert merkle.root([]) == merkle.EMPTY_ROOT
