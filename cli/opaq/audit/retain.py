"""Retention and erasure: archive full segments, erase withheld fields, bundle what an outside auditor may see."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from opaq.audit import archive, disclosure, files, layout, prove, read
from opaq.audit.chain import Chain, Entry
from opaq.errors import UsageError


def archive_segment(chain: Chain, first: int, destination: Path) -> Entry:
    """Move a full segment away, its disclosures too, and leave its root; the log was verified just before."""
    head = chain.head()
    if first % layout.SEGMENT or first + layout.SEGMENT > head.size:
        raise UsageError("OPQ-A013", "only a full segment can be archived", hint="segments begin at multiples of 65536")
    source = chain.directory / "segments" / layout.segment(first)
    try:
        data = source.read_bytes()
        stub = archive.make(first, data)
        leaving = _leaving(chain.directory / "disclosures", first, stub)
        with _directory(destination) as target:
            files.replace(target, layout.segment(first), data)
            for path in leaving:
                files.replace(target, f"disclosures-{path.name}", path.read_bytes())
        told = {"t": "note", "kind": "archive", "first": first, "sha256": sha256(stub).hexdigest()}
        entry = chain.append(told)
        with _directory(source.parent) as segments:
            files.replace(segments, f"{first:012d}.archived", stub)
            os.unlink(source)
            os.fsync(segments)
        for path in leaving:
            path.unlink()
    except OSError as error:
        raise files.failed(error, "archiving a segment") from error
    return entry


def _leaving(disclosures: Path, first: int, stub: bytes) -> list[Path]:
    """The disclosures of records that leave; what the stub keeps, and can still be checked, stays."""
    kept = {item["seq"] for item in json.loads(stub)["kept"]}
    numbered = ((layout.numbered(path.name, ".txt"), path) for path in sorted(disclosures.iterdir()))
    return [path for seq, path in numbered if seq is not None and 0 <= seq - first < layout.SEGMENT and seq not in kept]


@contextmanager
def _directory(path: Path) -> Iterator[int]:
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield fd
    finally:
        os.close(fd)


def erase(chain: Chain, seq: int, fields: tuple[str, ...]) -> Entry:
    """Delete the disclosures of these fields of a record (all of them if none is named), and record that it was done."""
    directory = os.open(chain.directory / "disclosures", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        lines = read.lines_of(str(chain.directory), seq)
        named = [(text, disclosure.read(text)) for text in lines]
        kept = [text for text, pair in named if pair is not None and fields and pair[0] not in fields]
        gone = sorted({pair[0] for text, pair in named if pair is not None and text not in kept})
        if len(kept) == len(lines):
            raise UsageError("OPQ-A013", f"record {seq} has no such disclosure", hint="opaq audit show NUMBER")
        if kept:
            files.replace(directory, f"{seq}.txt", ("\n".join(kept) + "\n").encode())
        else:
            os.unlink(f"{seq}.txt", dir_fd=directory)
            os.fsync(directory)
    except OSError as error:
        raise files.failed(error, "erasing a field") from error
    finally:
        os.close(directory)
    return chain.append({"t": "note", "kind": "erased", "record": seq, "fields": gone})


def bundle(directory: str, seqs: list[int], fields: tuple[str, ...], note: bytes) -> str:
    """JSON for an outside auditor: lines, the chosen disclosures and a proof for each line."""
    wanted = set(seqs)
    records = []
    told: set[str] = set()
    for item in read.entries(directory, max(wanted) + 1, start=min(wanted)):
        if item.seq in wanted:
            shown = [
                text for text in read.lines_of(directory, item.seq) if (disclosure.read(text) or ("",))[0] in fields
            ]
            told |= {(disclosure.read(text) or ("",))[0] for text in shown}
            proof = prove.proof(directory, item.seq, note)
            records.append({"seq": item.seq, "line": item.line.decode(), "disclosures": shown, "proof": proof})
    if missing := wanted.difference(record["seq"] for record in records):
        raise UsageError("OPQ-A013", f"no record {min(missing)} here", hint="opaq audit log shows numbers")
    if unknown := set(fields) - told:
        raise UsageError("OPQ-A013", f"no record withholds {min(unknown)}", hint="opaq audit show NUMBER")
    return (
        json.dumps({"format": "opaq-bundle-1", "checkpoint": note.decode(), "records": records}, ensure_ascii=False)
        + "\n"
    )
