"""The format: canonical JSON against an independent oracle, parsers against any bytes, vectors against their verdicts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from opaq.audit import canonical, cli, disclosure, merkle, records
from opaq.audit.canonical import NotCanonical, decode, encode
from opaq.audit.line import Malformed, dissect, parse
from opaq.audit.note import BadNote, parse_checkpoint, parse_note, parse_vkey
from opaq.audit.template import Reader
from opaq.audit.verify import verify
from opaq.errors import OpaqError

VECTORS = Path(__file__).parent / "vectors"
EXPECTED = json.loads((VECTORS / "expected.json").read_text())

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
keys = st.from_regex(r"[a-z0-9_.-]{1,10}", fullmatch=True)
scalars = st.none() | st.booleans() | st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(keys, values, max_size=5))
def test_canonical_json_is_rfc_8785(value: dict[str, object]) -> None:
    try:
        text = encode(value)
    except NotCanonical:
        return
    assert text.encode() == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert decode(text) == value


@given(st.text(max_size=60) | st.from_regex(r'\{("[a-c]":[0-9]{1,3},?){1,3}\}', fullmatch=True))
def test_what_is_read_is_what_is_written_or_refused(text: str) -> None:
    try:
        value = decode(text)
    except NotCanonical:
        return
    assert encode(value) == text


@given(st.binary(max_size=300))
def test_any_bytes_into_a_parser_raise_only_our_errors(data: bytes) -> None:
    for parser, refusal in ((dissect, Malformed), (parse, Malformed), (parse_note, BadNote)):
        with pytest.raises(refusal):
            parser(data)
    disclosure.read(data.decode("latin1"))
    with pytest.raises(BadNote):
        parse_vkey(data.decode("latin1"))


@given(st.data())
def test_the_learned_reader_is_as_strict_as_the_strict_one(data: st.DataObject) -> None:
    line = (VECTORS / "good/segments/000000000000.jsonl").read_text().split("\n")[1]
    reader = Reader()
    reader.read(line.encode())
    place = data.draw(st.integers(0, len(line) - 1))
    changed = line[:place] + data.draw(st.text(max_size=3)) + line[place + data.draw(st.integers(0, 3)) :]
    try:
        decode(changed)
        accepted = True
    except NotCanonical:
        accepted = False
    try:
        reader.read(changed.encode("utf-8", "surrogatepass"))
    except (NotCanonical, UnicodeDecodeError):
        return
    assert accepted


@given(st.text(max_size=3000), st.lists(st.text(max_size=300), max_size=300))
def test_builders_take_any_text(text: str, many: list[str]) -> None:
    who = records.actor(user=text, uid=0, host=text)
    body = records.refused(
        actor=who, profile=text, policy=text, code=text, rule=text, relations=many, columns=many, reason=text
    )
    assert len(encode(body).encode()) < 60_000


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70))
def test_frontiers_paths_and_roots_agree(leaves: list[bytes]) -> None:
    hashes = [merkle.leaf(item) for item in leaves]
    frontier: list[bytes] = []
    for size, hashed in enumerate(hashes):
        frontier = merkle.push(frontier, size, hashed)
    built = merkle.levels(hashes)
    root = merkle.root(frontier)
    assert frontier == merkle.frontier_at(built, len(hashes))
    for index in range(0, len(hashes), 7):
        path = merkle.path(built, index, len(hashes))
        assert merkle.root_from_path(index, len(hashes), hashes[index], path) == root
        assert merkle.root_from_path(index, len(hashes), merkle.leaf(b"other"), path) != root


@pytest.mark.parametrize("name", sorted(EXPECTED["logs"]))
def test_vectors_have_their_verdicts(name: str, tmp_path: Path) -> None:
    expected = EXPECTED["logs"][name]
    shutil.copytree(VECTORS / name, tmp_path / "log")
    result = verify(str(tmp_path / "log"), trusted=[parse_vkey(EXPECTED["key"])])
    assert int(result.verdict) == expected["exit"]
    assert sorted({fault.check for fault in result.faults}) == expected["checks"]


def test_the_head_of_the_good_vector_is_read_as_written() -> None:
    note = parse_note((VECTORS / "good/checkpoint").read_bytes())
    assert parse_checkpoint(note).text() == note.text


@pytest.mark.parametrize(
    "argv", [["--key"], ["--nope"], ["a", "b"], ["--processes", "x"], ["--key", "x+y+z"], ["--anchor", "/nonexistent"]]
)
def test_wrong_arguments_of_verify_are_our_errors(argv: list[str]) -> None:
    with pytest.raises(OpaqError):
        cli.verify(argv if "a" in argv else [*argv, *([] if argv == ["--key"] else [str(VECTORS / "good")])])


def test_verify_prints_json_and_returns_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.verify([str(VECTORS / "value-changed"), "--key", EXPECTED["key"], "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert (code, printed["verdict"], printed["exit_code"]) == (8, "tampered", 8)
    assert {"check", "file", "seq", "byte", "reason"} == printed["faults"][0].keys()


def test_verifying_loads_neither_typer_nor_drivers_nor_the_writer() -> None:
    code = (
        "import sys; from opaq.audit.cli import verify; verify(sys.argv[1:]);"
        "print([name for name in ('typer', 'rich', 'psycopg', 'pyarrow', 'dataclasses', 'pathlib', 'opaq.audit.chain')"
        " if name in sys.modules])"
    )
    command = [sys.executable, "-S", "-c", code, str(VECTORS / "good"), "--key", EXPECTED["key"]]
    import opaq

    environment = {"PYTHONPATH": ":".join([str(Path(opaq.__file__).parents[1]), *sys.path])}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
