"""The strict parser: Typer, fed from the same descriptions. Loaded when the ordinary parser declines a line.

Typer costs 95 ms to load, so an everyday query never comes here; a mistake, or a
spelling the ordinary parser does not know, does. Its messages are put into our own
words, because Typer's repeat what was typed.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from typing import Any

import typer

from opaq.commands.spec import GLOBALS, Argument, Command, Option, is_text
from opaq.errors import UsageError
from opaq.profile.keys import near, nearest

try:
    from typer._click import exceptions as click
except ImportError:  # Typer before it carried its own copy
    from click import exceptions as click  # type: ignore[no-redef]


OPTION_NAME = re.compile("--?[A-Za-z][A-Za-z-]{0,40}")
"""What is repeated of a mistyped option; anything else may be a value in the wrong place."""


def values_of(command: Command, argv: Sequence[str], prefix: str = "opaq") -> dict[str, Any]:
    """The values of a line, judged by Typer. Raises UsageError (OPQ-U001)."""
    taken: dict[str, Any] = {}

    def take(**values: Any) -> None:
        taken.update(values)

    options = (*command.options, *GLOBALS)
    argv = _without_rest(argv, options)
    parameters = [_option(o) for o in options if not o.rest] + [_argument(a) for a in command.arguments]
    take.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    take.__annotations__ = {p.name: p.annotation for p in parameters}
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(add_help_option=False)(take)
    try:
        app(_texts_last(argv), standalone_mode=False, prog_name="opaq")
    except click.ClickException as error:
        raise _ours(error, options, f"{prefix} {command.name} --help") from None
    return {name: value for name, value in taken.items() if not (value is None or value is False or value == [])}


def _without_rest(argv: Sequence[str], options: Sequence[Option]) -> list[str]:
    """Words before an option that takes all the others; the ordinary parser understood those."""
    ends = [argv.index(flag) for option in options if option.rest for flag in option.flags if flag in argv]
    return list(argv[: min(ends, default=len(argv))])


def _texts_last(argv: Sequence[str]) -> list[str]:
    """Texts that look like options (a statement behind a comment) go behind `--`, where Typer takes them as they are."""
    if "--" in argv:
        return list(argv)
    texts = [word for word in argv if word.startswith("-") and word != "-" and is_text(word)]
    return [word for word in argv if word not in texts] + (["--", *texts] if texts else [])


def _option(option: Option) -> inspect.Parameter:
    kind: Any = bool if not option.metavar else option.type
    if option.many:
        kind = list[str]
    default = typer.Option(False if kind is bool else None, *option.flags, metavar=option.metavar or None)
    if option.choices:
        default.callback = _one_of(option)
    annotation = kind if kind is bool else kind | None
    return inspect.Parameter(option.dest, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _one_of(option: Option) -> Any:
    def check(value: Any) -> Any:
        if value is not None and value not in option.choices:
            raise UsageError(
                "OPQ-U001", f"{option.flags[-1]} has an unknown value", hint=nearest(value, option.choices)
            )
        return value

    return check


def _argument(argument: Argument) -> inspect.Parameter:
    default = typer.Argument(... if argument.required else None)
    annotation: Any = list[str] if argument.many else str
    return inspect.Parameter(
        argument.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=annotation if argument.required else annotation | None,
    )


def _ours(error: click.ClickException, options: Sequence[Option], help_line: str) -> UsageError:
    """Typer's complaint in words that repeat no value: only names of options."""
    flags = tuple(flag for option in options for flag in option.flags if flag.startswith("--"))
    if isinstance(error, click.NoSuchOption):
        name = error.option_name.partition("=")[0]
        named = f": {name}" if OPTION_NAME.fullmatch(name) else ""
        close = near(name, flags)
        hint = f'did you mean "{close}"? ' if close else ""
        return UsageError("OPQ-U001", f"no such option{named}", hint=f"{hint}see {help_line}")
    parameter = getattr(error, "param", None)
    name = (parameter.opts[-1] if parameter is not None and parameter.opts else "") or ""
    if isinstance(error, click.MissingParameter):
        return UsageError("OPQ-U001", f"{name.upper()} is missing", hint=help_line)
    if isinstance(error, click.BadParameter):
        return UsageError("OPQ-U001", f"{name} has a value of the wrong type", hint=help_line)
    option_name = getattr(error, "option_name", None)
    if option_name:
        return UsageError("OPQ-U001", f"{option_name} is used wrongly: value missing or not expected", hint=help_line)
    return UsageError(
        "OPQ-U001", "too many words", why="the statement is one argument", hint=f"quote it; see {help_line}"
    )
