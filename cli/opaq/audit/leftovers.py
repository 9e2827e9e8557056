"""What lies beside the records: evidence, anchors, working files. What no crash leaves is a fault, the rest is residue.

Checks 1, 12, 14 and 16 on files that a record names by digest, or that a
record should name and does not.
"""

from __future__ import annotations

from hashlib import sha256
from math import inf

from opaq.audit import layout, snapshot
from opaq.audit.faults import Ledger, printable
from opaq.audit.intents import KEPT_B, RESERVED_B
from opaq.audit.inventory import Inventory
from opaq.audit.line import MAX_LINE_B, Malformed, parse
from opaq.audit.segment import Steering

_ANCHOR_B = 1 << 20


def judge(entries: Inventory, steering: list[Steering], head_size: int | None, ledger: Ledger) -> list[str]:
    """Faults into the ledger; the residue is the answer."""
    residue = [*_told(steering), *_torn(entries, steering, ledger), *_anchors(entries, steering, ledger)]
    residue += _repaired(entries, steering)
    residue += _strays(entries, head_size, ledger)
    residue += [f"{printable(name)} is a leftover of a crash" for name in entries.temporary]
    return residue + entries.warnings


def _told(steering: list[Steering]) -> list[str]:
    told = []
    for seq, _, body in steering:
        if body.get("t") == "recovery":
            told.append(f"record {seq} tells of a recovery ({body.get('kind')})")
        elif body.get("t") == "repair":
            told.append(f"record {seq} tells of a repair: records were lost and that was accepted")
    return told


def _torn(entries: Inventory, steering: list[Steering], ledger: Ledger) -> list[str]:
    """12: a recovery's evidence is there, as it was, unless a later repair set it aside."""
    torn = [(seq, body) for seq, _, body in steering if (body.get("t"), body.get("kind")) == ("recovery", "torn")]
    told = {f"torn-{seq}-{str(body.get('sha256'))[:16]}.bin": seq for seq, body in torn}
    repaired = max((seq for seq, _, body in steering if body.get("t") == "repair"), default=-1)
    residue = []
    for name in entries.torn:
        data = snapshot.read(f"{entries.directory}/{name}")
        if data is None or sha256(data).hexdigest()[:16] != layout.torn_digest(name):
            ledger.add(12, name, "the evidence of a cut tail was changed")
        elif name not in told:
            residue.append(f"{name} is evidence of a cut tail that no record tells of")
    for name, seq in told.items():
        if seq > repaired and name not in entries.torn:
            ledger.add(12, name, "the evidence of a cut tail is missing", seq=seq)
    return residue


def _anchors(entries: Inventory, steering: list[Steering], ledger: Ledger) -> list[str]:
    """16: the files in anchors/ are those that anchor records name, unchanged."""
    bodies = [body for _, _, body in steering if body.get("t") == "anchor" and body.get("file")]
    told = {str(body["file"]): body.get("sha256") for body in bodies}
    residue = []
    for name in entries.anchors:
        data = snapshot.read(f"{entries.directory}/anchors/{name}", _ANCHOR_B)
        if name not in told:
            residue.append(f"anchors/{printable(name)} is told of by no record")
        elif data is None or sha256(data).hexdigest() != told[name]:
            ledger.add(16, f"anchors/{name}", "not the anchor that its record names")
    for name in told.keys() - set(entries.anchors):
        if entries.has_anchors:
            ledger.add(16, f"anchors/{name}", "missing, though a record names it")
        else:
            residue.append(f"anchors/{printable(name)} was left out with its directory")
    return residue


def _repaired(entries: Inventory, steering: list[Steering]) -> list[str]:
    told = {str(body.get("aside")) for _, _, body in steering if body.get("t") == "repair"}
    residue = [f"{name} was set aside by no repair that a record tells of" for name in set(entries.repaired) - told]
    return sorted(
        residue + [f"{printable(name)}, set aside by a repair, is missing" for name in told - {*entries.repaired}]
    )


def _strays(entries: Inventory, head_size: int | None, ledger: Ledger) -> list[str]:
    """14: a disclosure is on disk before its record, so a crash may leave one too many, and no more."""
    residue = []
    for seq in entries.disclosures:
        if seq == head_size:
            residue.append(f"disclosures/{seq}.txt is of a record that was never written")
        elif head_size is not None and seq > head_size:
            ledger.add(14, f"disclosures/{seq}.txt", "a disclosure of no record")
    return residue


def erasures(entries: Inventory, steering: list[Steering], erased: list[dict[int, int]]) -> list[str]:
    """14: fields erased without a signed note. A copy may leave all disclosures out, with their directory."""
    if not entries.has_disclosures:
        return []
    told: dict[object, float] = {}
    for _, _, body in steering:
        if (body.get("t"), body.get("kind")) == ("note", "erased"):
            fields = body.get("fields")
            count = len(fields) if isinstance(fields, list) and fields else inf  # none named: all of them
            told[body.get("record")] = told.get(body.get("record"), 0) + count
    silent = [seq for segment in erased for seq, count in segment.items() if count > told.get(seq, 0)]
    if not silent:
        return []
    named = ", ".join(map(str, silent[:5])) + (f" and {len(silent) - 5} more" if len(silent) > 5 else "")
    return [f"withheld fields of {named} are gone, and no record tells of an erasure"]


def working_files(entries: Inventory, opened: dict[str, int]) -> list[str]:
    """13: a file in open/ is that of an open intent and says where it is; crashes may leave others."""
    residue = []
    for name in entries.open:
        if name not in opened:
            residue.append(f"open/{name} belongs to no open intent")
        elif not _names(entries.directory, name, opened[name]):
            residue.append(f"open/{name} does not say where its intent is")
    return residue


def _names(directory: str, record_id: str, seq: int) -> bool:
    data = snapshot.read(f"{directory}/open/{record_id}", RESERVED_B) or b""
    first, _, reserved = data.partition(b"\n")
    place = first.decode("latin-1").split(" ")
    if (
        len(data) not in (RESERVED_B, KEPT_B)
        or len(place) != 2
        or place[0] != str(seq)
        or not layout.is_number(place[1])
        or reserved.strip(b"\x00")
    ):
        return False
    segment = f"{directory}/segments/{layout.segment(layout.first_of(seq))}"
    line = (snapshot.read_at(segment, int(place[1]), MAX_LINE_B + 1) or b"").partition(b"\n")[0]
    try:
        return parse(line).get("id") == record_id
    except Malformed:
        return False
