"""Help texts, from the same descriptions that parse: examples first, at most 40 lines, no boxes, no colour in pipes."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from opaq.commands.spec import GLOBALS, Argument, Command, Group, Option
from opaq.commands.table import COMMANDS, HIDDEN

WIDTH = 80
FIRST_STEPS = """\
opaq: query production databases without seeing personal or secret data

  opaq demo                                   try it: a sample database, no setup
  opaq profile add app --sqlite ./app.db      name a database
  opaq query "select * from customers"        masked rows, and a signed record
  opaq explain "select * from customers"      what is masked, and why
  opaq audit verify                           prove that the record is whole

opaq --help lists every command; opaq COMMAND --help shows examples.
"""


def overview() -> str:
    """`opaq --help`."""
    lines = ["Usage: opaq [-P PROFILE] COMMAND ...", "", "Examples:"]
    lines += ['  opaq query "select id, email from customers where id = 42"']
    lines += ["  opaq -P prod query -f report.sql --csv > report.csv", "", "Commands:"]
    lines += [f"  {name:<12}{summary}" for name, (_, summary) in COMMANDS.items() if name not in HIDDEN]
    lines += ["", "Everywhere:", *_option_lines(GLOBALS), "  --version             print the version"]
    lines += ["", "Exit codes: 0 ok, 1 rejected by the database, 2 usage, 3 connection, 4 timeout,"]
    lines += ["5 refused, 6 audit, 7 truncated, 8-10 audit verify, 70 bug, 130/141/143 signals"]
    return "\n".join(lines) + "\n"


def command_help(command: Command, prefix: str = "opaq") -> str:
    """`opaq COMMAND --help`."""
    lines = [f"Usage: {usage(command, prefix)}", "", _sentence(command.summary)]
    if command.description:
        described = command.description
        lines += (described if "\n" in described else fill(described, WIDTH)).splitlines()
    if command.examples:
        lines += ["", "Examples:", *_examples(command.examples)]
    told = [argument for argument in command.arguments if argument.help]
    if told:
        lines += ["", "Arguments:"] + [f"  {a.name.upper():<22}{a.help}" for a in told]
    shown = [option for option in command.options if not option.hidden]
    if shown:
        lines += ["", "Options:", *_option_lines(shown)]
    lines += ["", "Everywhere: " + ", ".join(_flags(option) for option in GLOBALS)]
    return "\n".join(lines) + "\n"


def group_help(group: Group) -> str:
    """`opaq GROUP --help`."""
    lines = [f"Usage: opaq {group.name} COMMAND ...", "", _sentence(group.summary)]
    if group.examples:
        lines += ["", "Examples:", *_examples(group.examples)]
    lines += ["", "Commands:"] + [f"  {command.name:<12}{command.summary}" for command in group.commands]
    lines += ["", f"opaq {group.name} COMMAND --help says more about each."]
    return "\n".join(lines) + "\n"


def usage(command: Command, prefix: str = "opaq") -> str:
    words = [prefix, command.name]
    if command.options:
        words.append("[OPTIONS]")
    words += [_word(argument) for argument in command.arguments]
    return " ".join(words)


def _word(argument: Argument) -> str:
    word = argument.name.upper() + ("..." if argument.many else "")
    return word if argument.required else f"[{word}]"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."


def _examples(examples: Sequence[tuple[str, str]]) -> list[str]:
    return [f"  {line}\n      {what}" if len(line) > 44 else f"  {line:<46}{what}" for line, what in examples]


def _flags(option: Option) -> str:
    flags = ", ".join(flag for flag in option.flags[:2])
    return f"{flags} {option.metavar}" if option.metavar else flags


def _option_lines(options: Sequence[Option]) -> list[str]:
    lines = []
    for option in options:
        flags = _flags(option)
        lines.append(f"  {flags:<22}{option.help}" if len(flags) < 22 else f"  {flags}  {option.help}")
    return lines
