"""argv -> exit code: finds the command, runs it, and catches everything in one place.

Start-up is a feature: nothing is imported here but the voice and the errors until
the command is known, then only that command. `--version`, profile names for
completion and `audit verify` are answered before anything else is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from opaq import __version__, interrupts
from opaq.console import Console, wants_color
from opaq.errors import Defect, ExitCode, Interrupted, OpaqError, UsageError

if TYPE_CHECKING:
    from opaq.commands.spec import Command, Context, Group


def run() -> None:
    """The console script."""
    code = main(sys.argv[1:], os.environ)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        code = code or ExitCode.BROKEN_PIPE
    sys.stderr.flush()
    os._exit(code) if code == ExitCode.BROKEN_PIPE else sys.exit(code)


def main(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Never raises; every way to fail ends here with its exit code."""
    console = Console(color=wants_color(_color_of(argv), env, terminal=sys.stderr.isatty()))
    interrupts.install()
    try:
        return dispatch(list(argv), env, console)
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
        console.error(error, getattr(error, "statement", None))
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


def dispatch(argv: list[str], env: Mapping[str, str], console: Console) -> int:
    """The fast answers, then the one command that was asked for."""
    if argv[:1] == ["--version"] or argv[:1] == ["-V"]:
        print(f"opaq {__version__}")  # noqa: T201 - stdout is data
        return 0
    if argv[:1] == ["--complete-profiles"]:
        return complete_profiles(env)
    if argv[:2] == ["audit", "verify"]:
        from opaq.audit.cli import verify

        return int(verify(argv[2:]))
    return command(argv, env, console)


def complete_profiles(env: Mapping[str, str]) -> int:
    """Profile names, one a line, for the shells: a listing of two directories, nothing is parsed."""
    base = env.get("XDG_CONFIG_HOME") or os.path.join(env.get("HOME", ""), ".config")
    names: set[str] = set()
    for directory in (os.path.join(base, "opaq", "profiles"), "/etc/opaq/profiles"):
        try:
            names.update(n[:-5] for n in os.listdir(directory) if n.endswith(".toml") and n[0] != ".")
        except OSError:
            continue
    sys.stdout.write("".join(f"{name}\n" for name in sorted(names)))
    return 0


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

        values = values_of(spec, [*leading, *words])
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
