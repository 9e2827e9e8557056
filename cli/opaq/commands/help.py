"""`opaq help`: explain an error code, or a command."""

from __future__ import annotations

import sys
import textwrap
from importlib import import_module

from opaq.codes import CODES
from opaq.commands.manual import command_help, group_help, overview
from opaq.commands.spec import Argument, Command, Context, Group, Values
from opaq.commands.table import COMMANDS
from opaq.errors import UsageError
from opaq.profile.keys import near


def run(context: Context, values: Values) -> int:
    """Raises UsageError (OPQ-U006)."""
    word = values.get("what")
    if not word:
        sys.stdout.write(overview() + "\nopaq help codes lists every error code.\n")
        return 0
    if word.lower() == "codes":
        sys.stdout.write("".join(f"{code}  {title}\n" for code, (title, _) in sorted(CODES.items())))
        return 0
    if word in COMMANDS:
        spec = getattr(import_module(COMMANDS[word][0]), "COMMAND", None)
        if isinstance(spec, Group):
            sys.stdout.write(group_help(spec))
        elif spec is not None:
            sys.stdout.write(command_help(spec))
        return 0
    code = word.upper()
    code = code if code.startswith("OPQ-") else f"OPQ-{code}"
    if code not in CODES:
        close = near(word, COMMANDS) or near(code, CODES) if len(word) < 40 else ""
        hint = f'did you mean "{close}"?' if close else "opaq help lists the commands, opaq help codes the codes"
        raise UsageError("OPQ-U006", "no such code or command", hint=hint)
    title, explanation = CODES[code]
    sys.stdout.write(f"{code}: {title}\n\n{textwrap.fill(explanation, 78)}\n")
    return 0


COMMAND = Command(
    "help",
    "explain an error code or a command",
    run,
    examples=(
        ("opaq help OPQ-P001", "what it means, and the way out"),
        ("opaq help codes", "every code"),
        ("opaq help query", "same as opaq query --help"),
    ),
    arguments=(Argument("what", "a code, a command, or codes", complete="command"),),
)
