"""`opaq man`: the manual page in roff, from the descriptions that parse (man 7 groff_man)."""

from __future__ import annotations

import sys

from opaq import __version__
from opaq.commands.completion import described
from opaq.commands.manual import usage
from opaq.commands.spec import GLOBALS, Command, Context, Group, Option, Values
from opaq.errors import ExitCode

EXITS: dict[ExitCode, str] = {
    ExitCode.OK: "success",
    ExitCode.DATABASE: "the database rejected the statement",
    ExitCode.USAGE: "usage, configuration, profile or policy",
    ExitCode.CONNECTION: "connection, TLS or authentication",
    ExitCode.TIMEOUT: "the statement ran out of time and was cancelled",
    ExitCode.REFUSED: "refused: not provably read-only, not soundly maskable, or a reason is missing",
    ExitCode.AUDIT: "audit log or key failure; nothing was shown",
    ExitCode.TRUNCATED: "the result was cut although completeness was required",
    ExitCode.TAMPERED: "audit verify: the log was tampered with",
    ExitCode.UNPINNED: "audit verify: intact, but no trusted key was given",
    ExitCode.RESIDUE: "audit verify: intact, with residue of a crash or open intents",
    ExitCode.BUG: "a defect in opaq",
    ExitCode.INTERRUPTED: "interrupted (SIGINT)",
    ExitCode.BROKEN_PIPE: "the reader of the output went away (SIGPIPE)",
    ExitCode.TERMINATED: "terminated (SIGTERM)",
}
"""Every exit code with its meaning; tests hold it complete."""

FILES = (
    ("$XDG_CONFIG_HOME/opaq/profiles/NAME.toml", "profiles, one file each"),
    ("$XDG_CONFIG_HOME/opaq/policies/NAME.toml", "masking policies"),
    ("$XDG_CONFIG_HOME/opaq/catalogs/NAME.toml", "reviewed classification of a database"),
    ("$XDG_CONFIG_HOME/opaq/queries/", "saved queries of opaq run"),
    ("$XDG_STATE_HOME/opaq/audit/", "the signed log"),
    ("$XDG_DATA_HOME/opaq/keys/", "private keys"),
    ("/etc/opaq/", "the system's profiles and policies, which a user can tighten only"),
    ("./.opaq.toml", "a project's choice of profile and tightening"),
)


def run(context: Context, values: Values) -> int:
    sys.stdout.write(page())
    return 0


def page() -> str:
    lines = [f'.TH OPAQ 1 "" "opaq {__version__}" "User Commands"', ".SH NAME"]
    lines += ["opaq \\- query production databases without seeing the personal or secret data in them"]
    lines += [
        ".SH SYNOPSIS",
        ".B opaq",
        "[\\-P PROFILE] COMMAND ...",
        ".SH OPTIONS",
        *_options(GLOBALS),
        ".SH COMMANDS",
    ]
    for spec in described():
        if isinstance(spec, Group):
            for command in spec.commands:
                lines += _command(command, f"opaq {spec.name}")
        else:
            lines += _command(spec, "opaq")
    lines += [".SH EXIT STATUS"]
    for code, meaning in EXITS.items():
        lines += [".TP", f".B {int(code)}", roff(meaning)]
    lines += [".SH FILES"]
    for path, what in FILES:
        lines += [".TP", f".I {roff(path)}", roff(what)]
    return "\n".join(lines) + "\n"


def _command(command: Command, prefix: str) -> list[str]:
    lines = [f'.SS "{roff(usage(command, prefix))}"', roff(command.summary[0].upper() + command.summary[1:] + ".")]
    for line, what in command.examples:
        lines += [".PP", roff(what[0].upper() + what[1:]) + ":", ".PP", ".nf", f"    {roff(line)}", ".fi"]
    return lines + _options(command.options)


def _options(options: tuple[Option, ...]) -> list[str]:
    lines = []
    for option in options:
        flags = ", ".join(option.flags) + (f" {option.metavar}" if option.metavar else "")
        lines += [".TP", f".B {roff(flags)}", roff(option.help)]
    return lines


def roff(text: str) -> str:
    r"""Text that roff prints as it is.

    >>> roff("-x .a'")
    "\\-x .a'"
    """
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + escaped if escaped[:1] in (".", "'") else escaped


COMMAND = Command("man", "print the manual page", run, examples=(("opaq man | man -l -", "read it"),))
