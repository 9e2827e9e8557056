"""aics.py LOG VKEY: the head's signature and the root over all lines, with aics-tlog from PyPI, unmodified."""

import sys
from pathlib import Path

from aics_tlog import checkpoint, note, tree, verify_checkpoint

log, vkey = Path(sys.argv[1]), sys.argv[2]
parsed = note.parse_note((log / "checkpoint").read_bytes())
result = verify_checkpoint(parsed, note.parse_vkey(vkey))
head = checkpoint.parse_checkpoint(parsed.text)
lines = (log / "segments/000000000000.jsonl").read_bytes().split(b"\n")[:-1]
same = head.size == len(lines) and tree.MerkleTree(lines).root() == head.root
sys.exit(0 if getattr(result, "ok", True) and same else 1)
