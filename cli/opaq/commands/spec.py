"""What a command looks like, as data: one description that parsing, help, completion and the man page share.

Nothing here knows Typer. `parse` takes the ordinary command lines (in a tenth of
the time Typer needs to load); what it does not take, Typer judges from the same
description (`typed`), so there is one grammar and one place for its errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from opaq.console import Console
from opaq.model.record import record


@record
class Context:
    """The world a command runs in; tests pass their own."""

    env: Mapping[str, str]
    cwd: Path
    console: Console
    profile: str | None = None
    no_input: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False


@record
class Option:
    """One option. `dest` is its key in the values a command receives."""

    flags: tuple[str, ...]
    help: str
    metavar: str = ""
    """Empty: a switch without a value."""
    type: type[str] | type[int] | type[float] = str
    many: bool = False
    """May be repeated; the value is a tuple."""
    choices: tuple[str, ...] = ()
    complete: str = ""
    """What a shell offers: `profile`, `format`, `file`, `category`."""
    hidden: bool = False
    """Not in the short help, but in the man page and completion."""
    rest: bool = False
    """Takes this and every following word (a command with its arguments)."""

    @property
    def dest(self) -> str:
        longest = next((flag for flag in self.flags if flag.startswith("--")), self.flags[0])
        return longest.lstrip("-").replace("-", "_")


@record
class Argument:
    """One positional argument."""

    name: str
    help: str
    required: bool = False
    many: bool = False
    complete: str = ""


Values = Mapping[str, Any]
"""What was given, by `dest`; what was not given is absent."""


@record
class Command:
    """One command: `run` gets the context and the values, and returns an exit code."""

    name: str
    summary: str
    run: Callable[[Context, Values], int]
    examples: tuple[tuple[str, str], ...] = ()
    """(command line, what it does), shown first in the help."""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    description: str = ""


@record
class Group:
    """A command with commands below it."""

    name: str
    summary: str
    commands: tuple[Command, ...]
    examples: tuple[tuple[str, str], ...] = ()


SET = True
"""The value of a switch that was given."""

GLOBALS: tuple[Option, ...] = (
    Option(("-P", "--profile"), "which profile to use", "NAME", complete="profile"),
    Option(("--no-input",), "never ask a question"),
    Option(("-q", "--quiet"), "errors and warnings only"),
    Option(("-v", "--verbose"), "say more on stderr"),
    Option(("--color",), "colour: auto, always or never", "WHEN", choices=("auto", "always", "never")),
)
"""Accepted before and after every command."""


def parse(argv: Sequence[str], options: Sequence[Option], arguments: Sequence[Argument]) -> dict[str, Any] | None:
    """The values of an ordinary command line; None for anything that Typer has to judge (help, mistakes)."""
    by_flag = {flag: option for option in options for flag in option.flags}
    values: dict[str, Any] = {}
    words: list[str] = []
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word == "--":
            words += rest
            break
        if is_text(word):
            words.append(word)
        elif not (_long if word.startswith("--") else _short)(word, rest, by_flag, values):
            return None
    return values if _place(words, arguments, values) else None


def is_text(word: str) -> bool:
    """No option: a name, a lone dash, or a statement that happens to begin with a comment.

    >>> is_text("-- orders of today\\nselect 1"), is_text("--limit=5")
    (True, False)
    """
    if word.startswith("--"):
        return any(map(str.isspace, word.partition("=")[0]))
    return word == "-" or not word.startswith("-")


def _long(word: str, rest: list[str], by_flag: Mapping[str, Option], values: dict[str, Any]) -> bool:
    flag, equals, attached = word.partition("=")
    option = by_flag.get(flag)
    if option is None:
        return False
    if not option.metavar:
        return not equals and _put(option, SET, values)
    if option.rest:
        values[option.dest] = ((attached,) if equals else ()) + tuple(rest)
        rest.clear()
        return bool(values[option.dest])
    if not equals and not rest:
        return False
    return _put(option, attached if equals else rest.pop(0), values)


def _short(word: str, rest: list[str], by_flag: Mapping[str, Option], values: dict[str, Any]) -> bool:
    for position in range(1, len(word)):
        option = by_flag.get("-" + word[position])
        if option is None:
            return False
        if option.metavar:
            attached = word[position + 1 :]
            if not attached and not rest:
                return False
            return _put(option, attached or rest.pop(0), values)
        _put(option, SET, values)
    return True


def _put(option: Option, value: Any, values: dict[str, Any]) -> bool:
    if option.metavar and option.type is not str:
        try:
            value = option.type(value)
        except ValueError:
            return False
    if option.choices and value not in option.choices:
        return False
    values[option.dest] = (*values.get(option.dest, ()), value) if option.many else value
    return True


def _place(words: list[str], arguments: Sequence[Argument], values: dict[str, Any]) -> bool:
    left = list(words)
    for argument in arguments:
        if argument.many:
            values[argument.name] = tuple(left)
            left = []
        elif left:
            values[argument.name] = left.pop(0)
        if argument.required and not values.get(argument.name):
            return False
    return not left
