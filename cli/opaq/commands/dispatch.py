"""Finds the command, runs it, and catches everything in one place.

Nothing is imported here but the voice and the errors until the command is known,
then only that command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from opaq import interrupts
from opaq.console import Console, wants_color
from opaq.errors import Defect, ExitCode, Interrupted, OpaqError, UsageError

if TYPE_CHECKING:
    from opaq.commands.spec import Command, Context, Group


def answer(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Never raises; every way to fail ends here with its exit code."""
    console = Console(color=wants_color(_color_of(argv), env, terminal=sys.stderr.isatty()))
    interrupts.install()
    try:
        if tuple(argv[:2]) == ("audit", "verify"):
            from opaq.audit.cli import verify  # needs no command, driver, parser or policy

            return int(verify(argv[2:]))
        return command(list(argv), env, console)
    except Interrupted as interrupted:
        console.end_progress()
        return 128 + interrupted.signum
    except KeyboardInterrupt:
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        return int(ExitCode.BROKEN_PIPE)
    except OpaqError as error:
        signum = interrupts.received()
        if signum is not None:
            return 128 + signum
        console.error(error)
        return int(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the one place that catches everything
        console.error(defect(error))
        return int(ExitCode.BUG)


def defect(error: BaseException) -> Defect:
    """A report without values: kind of the exception, file and line. Its message may quote a cell."""
    trace = error.__traceback__
    place = "unknown place"
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if f"{os.sep}opaq{os.sep}" in name:
            place = f"opaq{os.sep}{name.rpartition(f'{os.sep}opaq{os.sep}')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return Defect("OPQ-B001", f"a defect: {type(error).__name__} at {place}", hint="please report these three words")


def command(argv: list[str], env: Mapping[str, str], console: Console) -> int:
    """Split the options before the command, load the command, run it."""
    from opaq.commands.table import COMMANDS

    leading, rest = split_globals(argv)
    if not rest or rest[0] in ("-h", "--help"):
        from opaq.commands.manual import FIRST_STEPS, overview

        sys.stdout.write(overview() if rest else FIRST_STEPS)
        return 0
    name, words = rest[0], rest[1:]
    if name not in COMMANDS:
        from opaq.profile.keys import nearest

        what = "option" if name.startswith("-") else "command"
        raise UsageError("OPQ-U001", f"no such {what}", hint=nearest(name, tuple(COMMANDS)) + " See opaq --help")
    from importlib import import_module

    module = import_module(COMMANDS[name][0])
    spec = getattr(module, "COMMAND", None)
    if spec is None:
        return foreign(module, name, words + leading)
    return invoke(spec, leading, words, env, console)


def split_globals(argv: list[str]) -> tuple[list[str], list[str]]:
    """(options before the command, the rest)."""
    position = 0
    while position < len(argv) and argv[position].startswith("-") and argv[position] not in ("-h", "--help", "--"):
        word = argv[position]
        position += 2 if word in ("-P", "--profile", "--color") else 1
    return argv[:position], argv[position:]


def invoke(
    spec: Command | Group, leading: list[str], words: list[str], env: Mapping[str, str], console: Console
) -> int:
    """Parse for one command, or for one below a group, and run it."""
    from opaq.commands.spec import GLOBALS, Group, parse

    prefix = "opaq"
    if isinstance(spec, Group):
        prefix = f"opaq {spec.name}"
        chosen = member(spec, words)
        if chosen is None:
            return 0
        spec, words = chosen, words[1:]
    if _asks_help(words):
        from opaq.commands.manual import command_help

        sys.stdout.write(command_help(spec, prefix))
        return 0
    before = parse(leading, GLOBALS, ())
    values = parse(words, (*spec.options, *GLOBALS), spec.arguments)
    if before is None or values is None:
        from opaq.commands.typed import values_of

        values = values_of(spec, [*leading, *words], prefix)
        before = {}
    return spec.run(context_of({**before, **values}, env, console), values)


def _asks_help(words: list[str]) -> bool:
    until = words.index("--") if "--" in words else len(words)
    return any(word in ("-h", "--help") for word in words[:until])


def member(group: Group, words: list[str]) -> Command | None:
    """The command below a group; None after its help was printed. Raises UsageError."""
    if not words or words[0] in ("-h", "--help"):
        from opaq.commands.manual import group_help

        sys.stdout.write(group_help(group))
        return None
    for candidate in group.commands:
        if candidate.name == words[0]:
            return candidate
    from opaq.profile.keys import nearest

    hint = nearest(words[0], tuple(c.name for c in group.commands))
    raise UsageError("OPQ-U001", f"no such command of {group.name}", hint=hint)


def context_of(values: Mapping[str, Any], env: Mapping[str, str], console: Console) -> Context:
    from pathlib import Path

    from opaq.commands.spec import Context

    color = values.get("color") or "auto"
    console.quiet = bool(values.get("quiet"))
    console.verbose = bool(values.get("verbose"))
    console.color = wants_color(color, env, terminal=console.terminal)
    return Context(
        env=env,
        cwd=Path.cwd(),
        console=console,
        profile=values.get("profile"),
        no_input=bool(values.get("no_input")),
        color=color,
        quiet=console.quiet,
        verbose=console.verbose,
    )


def foreign(module: Any, name: str, words: list[str]) -> int:
    """A command that describes itself with a Typer app of its own."""
    import typer

    code = typer.main.get_command(module.app)(words, standalone_mode=False, prog_name=f"opaq {name}")
    return int(code or 0)


def _color_of(argv: Sequence[str]) -> str:
    for position, word in enumerate(argv):
        if word.startswith("--color="):
            return word.partition("=")[2]
        if word == "--color" and position + 1 < len(argv):
            return argv[position + 1]
    return "auto"
