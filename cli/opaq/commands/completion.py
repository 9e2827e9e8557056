"""`opaq completion SHELL`: completion scripts, generated from the descriptions that parse.

A script holds commands, options and choices as data, so completing them costs the
shell nothing; only profile names are asked of opaq (`--complete-profiles`, which
lists two directories and loads nothing).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from opaq.commands.shells import SHELLS
from opaq.commands.spec import Argument, Command, Context, Group, Option, Values
from opaq.commands.table import COMMANDS, HIDDEN
from opaq.errors import UsageError
from opaq.profile.keys import nearest


def run(context: Context, values: Values) -> int:
    """Raises UsageError (OPQ-U001) for a shell that is not known."""
    if values.get("write"):
        return write(context.cwd / values["write"])
    shell = values.get("shell")
    if shell not in SHELLS:
        raise UsageError("OPQ-U001", "which shell?", hint=nearest(shell or "", tuple(SHELLS)))
    sys.stdout.write(SHELLS[shell](list(described())))
    return 0


FILES = {"bash": "opaq.bash", "zsh": "opaq.zsh", "fish": "opaq.fish", "powershell": "opaq.ps1"}


def write(directory: Path) -> int:
    """Every script and the manual page, for packages."""
    from opaq.commands.man import page

    directory.mkdir(parents=True, exist_ok=True)
    specs = list(described())
    for shell, draw in SHELLS.items():
        (directory / FILES[shell]).write_text(draw(specs), encoding="utf-8")
    (directory / "opaq.1").write_text(page(), encoding="utf-8")
    return 0


def described() -> Iterator[Command | Group]:
    """Every visible command's description; a command that is not installed is left out."""
    for name, (place, summary) in COMMANDS.items():
        if name in HIDDEN:
            continue
        try:
            module = import_module(place)
        except ModuleNotFoundError:
            continue
        spec = getattr(module, "COMMAND", None)
        yield spec if spec is not None else from_typer(name, summary, module)


def from_typer(name: str, summary: str, module: object) -> Command | Group:
    """The description of a command that is written with Typer itself."""
    import typer

    root = typer.main.get_command(module.app)  # type: ignore[attr-defined]
    below = getattr(root, "commands", None)
    if below is None:
        return _from_click(name, summary, root)
    return Group(name, summary, tuple(_from_click(n, c.get_short_help_str(70), c) for n, c in below.items()))


def _from_click(name: str, summary: str, click_command: object) -> Command:
    options: list[Option] = []
    arguments: list[Argument] = []
    for parameter in click_command.params:  # type: ignore[attr-defined]
        if parameter.param_type_name == "argument":
            arguments.append(Argument(parameter.name, "", required=parameter.required, many=parameter.nargs == -1))
        elif "--help" not in parameter.opts:
            metavar = "" if parameter.is_flag else (parameter.metavar or parameter.name.upper())
            flags = (*parameter.opts, *parameter.secondary_opts)
            options.append(Option(flags, parameter.help or "", metavar, many=parameter.multiple))
    return Command(name, summary, lambda context, values: 0, arguments=tuple(arguments), options=tuple(options))


COMMAND = Command(
    "completion",
    "print the completion script of a shell",
    run,
    examples=(
        ("opaq completion bash > ~/.local/share/bash-completion/completions/opaq", "bash"),
        ("opaq completion zsh > ~/.zfunc/_opaq", "zsh (with ~/.zfunc in fpath)"),
        ("opaq completion fish > ~/.config/fish/completions/opaq.fish", "fish"),
        ("opaq completion powershell >> $PROFILE", "PowerShell"),
    ),
    arguments=(Argument("shell", "bash, zsh, fish or powershell", complete="shell"),),
    options=(Option(("--write",), "write all scripts and the manual page into DIR", "DIR", complete="file"),),
)
