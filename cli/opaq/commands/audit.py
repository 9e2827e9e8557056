"""`opaq audit`: read, verify, prove, report and keep the signed log. Options to one call of the audit room, and its code."""

from __future__ import annotations

import sys
from pathlib import Path

from opaq import __version__
from opaq.audit import cli, view
from opaq.audit.layout import KINDS
from opaq.audit.read import Item, entries
from opaq.audit.report import Filter
from opaq.audit.verdict import Verification
from opaq.commands.audit_keys import keys
from opaq.commands.audit_places import PLACE, READING, ask, examined, number, open_chain, places, read_bytes
from opaq.commands.spec import Argument, Command, Context, Group, Option, Values
from opaq.errors import UsageError


def log(context: Context, values: Values) -> int:
    """One line per record; the log is verified first."""
    directory, _ = places(context, values)
    verified = examined(context, values, directory)
    wanted = _filter(values)
    found = view.latest(str(directory), verified.size, wanted, values.get("limit", 100))
    _show(context, values, "".join(view.line_of(item) + "\n" for item in found))
    if values.get("follow"):
        for item in view.follow(str(directory), verified.size, wanted):
            _put(view.line_of(item) + "\n")
            sys.stdout.flush()
    return 0


def show(context: Context, values: Values) -> int:
    """One record, whole."""
    directory, _ = places(context, values)
    verified = examined(context, values, directory)
    _show(context, values, view.whole(_one(directory, verified, values)))
    return 0


def verify(context: Context, values: Values) -> int:
    """The fast path in main comes here too when options stand before `audit`."""
    argv = [values["directory"]] if values.get("directory") else []
    for name in ("key", "anchor"):
        argv += [word for value in values.get(name, ()) for word in (f"--{name}", value)]
    for name in ("resume", "authority"):
        argv += [f"--{name}", values[name]] if values.get(name) else []
    argv += [f"--{name.replace('_', '-')}" for name in ("fast", "every_signature", "json") if values.get(name)]
    argv += ["--log", values["log"]] if values.get("log") else []
    return cli.verify(argv)


def checkpoint(context: Context, values: Values) -> int:
    """The signed head, on stdout."""
    directory, _ = places(context, values)
    examined(context, values, directory)
    sys.stdout.write((directory / "checkpoint").read_text())
    return 0


def anchor(context: Context, values: Values) -> int:
    """Keep the head where its owner alone cannot take it back."""
    from opaq.audit import anchor as anchors

    makers = {
        "file": anchors.to_file, "git": anchors.to_git, "ssh": anchors.with_ssh, "witness": anchors.with_witness,
        "rfc3161_request": anchors.request_time_stamp, "rfc3161": anchors.with_time_stamp,
    }  # fmt: skip
    chosen = [name for name in makers if values.get(name)]
    if len(chosen) != 1:
        raise UsageError("OPQ-A013", "exactly one kind of anchor is needed", hint="opaq audit anchor --help")
    with open_chain(context, values) as chain:
        entry = makers[chosen[0]](chain, Path(values[chosen[0]]))
    context.console.note(f"record {entry.seq} tells of the anchor")
    return 0


def compare(context: Context, values: Values) -> int:
    """Whether two logs or checkpoints continue each other, or prove a fork (exit 8)."""
    from opaq.audit import prove
    from opaq.audit.verify import rebuilt_root

    first, second = (Path(values[name]) for name in ("first", "second"))
    heads = [read_bytes(path / "checkpoint" if path.is_dir() else path) for path in (first, second)]
    roots: dict[int, bytes] = {}
    for path in (first, second):
        if path.is_dir():
            roots |= {size: root for size in prove.sizes(heads) if (root := rebuilt_root(str(path), size)) is not None}
    found = prove.compare(heads[0], heads[1], roots)
    _put(found.reason + "\n")
    return 8 if found.fork else 0


def prove_record(context: Context, values: Values) -> int:
    """A C2SP tlog-proof of one record, on stdout."""
    from opaq.audit import prove

    directory, _ = places(context, values)
    examined(context, values, directory)
    _put(prove.proof(str(directory), number(values["seq"]), (directory / "checkpoint").read_bytes()))
    return 0


def match(context: Context, values: Values) -> int:
    """The record whose output a file is; exit 1 when there is none."""
    from opaq.audit import prove

    directory, _ = places(context, values)
    verified = examined(context, values, directory)
    found = prove.match(entries(str(directory), verified.size), read_bytes(Path(values["file"])))
    for item in found:
        _put(view.line_of(item) + "\n")
    if not found:
        context.console.warn("no record shows these bytes")
    return 0 if found else 1


def report(context: Context, values: Values) -> int:
    """Who saw what, from a verified log."""
    from opaq.audit.report import draw
    from opaq.audit.report_formats import FORMATS, as_table

    directory, _ = places(context, values)
    verified = examined(context, values, directory)
    drawn = draw(entries(str(directory), verified.size), _filter(values), verified)
    form = values.get("format", "table")
    _show(context, values, as_table(drawn, _width()) if form == "table" else FORMATS[form](drawn))
    return 0


def export(context: Context, values: Values) -> int:
    """Events for a SIEM, from a sequence number on; or a bundle for an outside auditor."""
    from opaq.audit import export as exports
    from opaq.audit import retain

    directory, _ = places(context, values)
    verified = examined(context, values, directory)
    if values.get("records"):
        seqs = [number(word) for word in values["records"].split(",")]
        fields = tuple(values.get("disclose", ()))
        _put(retain.bundle(str(directory), seqs, fields, (directory / "checkpoint").read_bytes()))
        return 0
    wanted = _filter(values)
    for item in entries(str(directory), verified.size, start=values.get("from", 0)):
        if wanted.admits(item):
            _put(exports.spell(item, values.get("format", "json")))
    return 0


def archive(context: Context, values: Values) -> int:
    """Move a full segment away and keep its root."""
    from opaq.audit import retain

    if not values.get("to"):
        raise UsageError("OPQ-A013", "a directory to move it to is needed", hint="opaq audit archive 0 --to DIR")
    directory, _ = places(context, values)
    examined(context, values, directory)
    with open_chain(context, values) as chain:
        entry = retain.archive_segment(chain, number(values["first"]), Path(values["to"]))
    context.console.note(f"record {entry.seq} tells of the archive")
    return 0


def erase(context: Context, values: Values) -> int:
    """Delete the disclosures of a record's withheld fields."""
    from opaq.audit import retain

    with open_chain(context, values) as chain:
        entry = retain.erase(chain, number(values["seq"]), tuple(values.get("field", ())))
    context.console.note(f"record {entry.seq} tells of the erasure; backups are yours to clean")
    return 0


def repair(context: Context, values: Values) -> int:
    """Go on after damage, and say so for ever."""
    from opaq.audit.repair import repair as go_on

    if not values.get("accept_loss"):
        raise UsageError("OPQ-A013", "a repair loses records", hint="restore a backup, or say --accept-loss")
    directory, keys_directory = places(context, values)
    done = go_on(directory, keys_directory, version=__version__, passphrase=lambda: ask(context, "passphrase: "))
    lost = "an unknown number of" if done.claimed < 0 else str(max(0, done.claimed - done.kept))
    context.console.warn(f"{done.kept} records are kept, {lost} lost; what was set aside is in {done.aside}")
    return 0


def _one(directory: Path, verified: Verification, values: Values) -> Item:
    seq = number(values["seq"])
    found = next(entries(str(directory), min(seq + 1, verified.size), start=seq), None)
    if found is None:
        raise UsageError("OPQ-A013", f"no record {seq} here", hint="opaq audit log shows numbers")
    return found


def _filter(values: Values) -> Filter:
    wanted = Filter(**{name: values.get(name, "") for name in Filter._fields})
    if wanted.kind and wanted.kind not in KINDS:
        raise UsageError("OPQ-A013", "no record is of this kind", hint=f"one of {', '.join(sorted(KINDS))}")
    return wanted._replace(since=_time(wanted.since), until=_time(wanted.until))


def _time(word: str) -> str:
    """A prefix of RFC 3339 in UTC, which is what records are compared with as text."""
    text = word.strip().replace(" ", "T").removesuffix("Z")
    shape = "dddd-dd-ddTdd:dd:dd.dddddd"
    if len(text) not in (0, 4, 7, 10, 13, 16, 19, *range(21, 27)) or any(
        not (letter.isascii() and letter.isdigit()) if wanted == "d" else letter != wanted
        for letter, wanted in zip(text, shape, strict=False)
    ):
        raise UsageError("OPQ-A013", "a time is expected", hint="UTC: 2026, 2026-11, 2026-11-22, 2026-11-22T09:30 ...")
    return text


def _show(context: Context, values: Values, text: str) -> None:
    """Through a pager when it is taller than the terminal and nothing follows it."""
    tall = sys.stdout.isatty() and not values.get("follow") and text.count("\n") >= _terminal()[1]
    if not (tall and _paged(context, values, text)):
        _put(text)


def _paged(context: Context, values: Values, text: str) -> bool:
    """Whether a pager took it; a reader who leaves early is no error."""
    import subprocess

    from opaq.commands.query import pager  # only a tall answer on a terminal needs that room

    command = pager(context, values)
    if not command:
        return False
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603
            process.communicate(text.encode("utf-8", "replace"))
    except OSError:  # there is no such pager
        return False
    return True


def _terminal() -> tuple[int, int]:
    """Columns and lines."""
    import shutil

    columns, lines = shutil.get_terminal_size((80, 24))
    return columns, lines


def _width() -> int:
    """Of the terminal, within what can be read; 80 elsewhere."""
    return max(60, min(120, _terminal()[0])) if sys.stdout.isatty() else 80


def _put(text: str) -> None:
    sys.stdout.write(text)


_FILTERS = (
    Option(("--since",), "from this time on, UTC (2026, 2026-11, 2026-11-22T09:30 ...)", "TIME"),
    Option(("--until",), "up to this time", "TIME"),
    Option(("--actor",), "one user, or agent:NAME", "NAME"),
    Option(("--database",), "one database", "NAME"),
    Option(("--category",), "records that concern a category", "CATEGORY", complete="category"),
    Option(("--kind",), "intent, outcome, refused, key ...", "KIND"),
)
_SEQ = Argument("seq", "the record's number", required=True)

COMMAND = Group(
    "audit",
    "read and verify the signed log of every query",
    (
        Command(
            "log", "list records, newest last", log,
            examples=(
                ("opaq audit log", "the last hundred records"),
                ("opaq audit log --kind refused --since 2026-01", "what was refused this year"),
                ("opaq audit log -f", "follow"),
            ),
            options=(*READING, *_FILTERS, Option(("-n", "--limit"), "how many (0: all)", "N", type=int), Option(("-f", "--follow"), "go on as records come")),
        ),
        Command("show", "one record, whole", show, examples=(("opaq audit show 42", "record 42"),), arguments=(_SEQ,), options=READING),
        Command(
            "verify", "prove that the log is as it was written", verify,
            description=cli.help_text(),
            examples=(
                ("opaq audit verify --key audit.vkey", "exit 0 when intact, 8 when tampered with"),
                ("opaq audit verify DIR --key audit.vkey --anchor old.note", "also that nothing was cut since old.note"),
            ),
            arguments=(Argument("directory", "the log's directory", complete="file"),),
            options=(
                Option(("--key",), "a trusted public key: vkey or file (may be repeated)", "KEY", many=True),
                Option(("--anchor",), "a checkpoint kept elsewhere (may be repeated)", "FILE", many=True, complete="file"),
                Option(("--authority",), "certificates to check RFC 3161 time stamps with", "FILE", complete="file"),
                Option(("--resume",), "a checkpoint that you verified: hash only what came since", "FILE", complete="file"),
                Option(("--fast",), "hash every line, parse only those that steer the log"),
                Option(("--every-signature",), "check every record's signature as well"),
                Option(("--json",), "the verdict and every fault as JSON"),
                Option(("--log",), "which log, when there are several", "NAME"),
            ),
        ),
        Command("checkpoint", "print the signed head", checkpoint, examples=(("opaq audit checkpoint > today.note", "keep it elsewhere"),), options=READING),
        Command(
            "anchor", "keep the head where its owner cannot take it back", anchor,
            examples=(
                ("opaq audit anchor --file /mnt/worm/opaq.note", "a copy elsewhere"),
                ("opaq audit anchor --git ~/audit-heads", "a commit"),
                ("opaq audit anchor --ssh ~/.ssh/id_ed25519", "a colleague's or device's signature"),
                ("opaq audit anchor --rfc3161-request q.tsq", "a time stamp request, to be sent by you"),
                ("opaq audit anchor --rfc3161 answer.tsr", "the authority's answer"),
            ),
            options=(
                *PLACE,
                Option(("--file",), "copy it to a file", "FILE", complete="file"),
                Option(("--git",), "commit it into a repository", "DIR", complete="file"),
                Option(("--ssh",), "sign it with an ssh key", "FILE", complete="file"),
                Option(("--rfc3161-request",), "write a time stamp request", "FILE", complete="file"),
                Option(("--rfc3161",), "take in a time stamp", "FILE", complete="file"),
                Option(("--witness",), "take in a co-signed checkpoint", "FILE", complete="file"),
            ),
        ),
        Command(
            "compare", "whether two heads belong to one log; a fork is exit 8", compare,
            examples=(("opaq audit compare old.note ~/.local/state/opaq/audit/default", "does the log still contain it"),),
            arguments=(Argument("first", "checkpoint or log", required=True, complete="file"), Argument("second", "checkpoint or log", required=True, complete="file")),
        ),
        Command("prove", "a C2SP tlog-proof of one record", prove_record, examples=(("opaq audit prove 42 > 42.tlog-proof", "for others to check"),), arguments=(_SEQ,), options=READING),
        Command("match", "the record whose output a file is", match, examples=(("opaq audit match customers.csv", "which query wrote it"),), arguments=(Argument("file", "what was shown", required=True, complete="file"),), options=READING),
        Command(
            "report", "who saw which categories, when, why, masked how", report,
            examples=(
                ("opaq audit report --since 2026-10 --key audit.vkey", "a table"),
                ("opaq audit report --format html > access.html", "for the auditor, with controls"),
            ),
            options=(*READING, *_FILTERS, Option(("--format",), "table, markdown, html, csv or json", "FORMAT", choices=("table", "markdown", "html", "csv", "json"))),
        ),
        Command(
            "export", "events for a SIEM: OCSF, ECS or JSON lines; or records with proofs", export,
            examples=(
                ("opaq audit export --format ocsf --from 1000", "continue where the last export ended"),
                ("opaq audit export --records 41,42 --disclose reason", "lines, disclosures and proofs for an auditor"),
            ),
            options=(
                *READING, *_FILTERS,
                Option(("--format",), "ocsf, ecs or json", "FORMAT", choices=("ocsf", "ecs", "json")),
                Option(("--from",), "first record", "N", type=int),
                Option(("--records",), "a bundle of these records", "N,N"),
                Option(("--disclose",), "a withheld field to disclose (may be repeated)", "FIELD", many=True),
            ),
        ),
        Command(
            "keys", "list, init, rotate, revoke, export or encrypt the log's keys", keys,
            examples=(
                ("opaq audit keys export > audit.vkey", "the public key to pin"),
                ("opaq audit keys rotate", "a new epoch key"),
                ("opaq audit keys encrypt", "put a passphrase on the identity key"),
                ("opaq audit keys init --agent work", "a new log whose identity lives in ssh-agent"),
            ),
            arguments=(Argument("action", "list, init, rotate, revoke, export, encrypt"),),
            options=(*PLACE, Option(("--agent",), "the comment of a key in ssh-agent", "COMMENT")),
        ),
        Command("archive", "move a full segment away, keep its root", archive, examples=(("opaq audit archive 0 --to /mnt/cold", "the first 65,536 records"),), arguments=(Argument("first", "the segment's first record", required=True),), options=(*READING, Option(("--to",), "directory that takes it", "DIR", complete="file"))),
        Command("erase", "erase withheld fields of a record", erase, examples=(("opaq audit erase 42 --field reason", "the chain stays whole"),), arguments=(_SEQ,), options=(*PLACE, Option(("--field",), "which (default: all)", "FIELD", many=True))),
        Command("repair", "go on after damage, and say so for ever", repair, examples=(("opaq audit repair --accept-loss", "cut to the sound beginning"),), options=(*PLACE, Option(("--accept-loss",), "yes, records will be lost"))),
    ),
    examples=(
        ("opaq audit verify --key audit.vkey", "prove that the log is as it was written"),
        ("opaq audit log", "the last hundred records"),
        ("opaq audit report --format html > access.html", "who saw what, for the auditor"),
    ),
)  # fmt: skip
