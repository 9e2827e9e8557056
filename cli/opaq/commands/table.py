"""Every command by name: where its description lives, loaded only when it is the one that was asked for."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "query": ("opaq.commands.query", "run one read-only statement: mask it, print it, record it"),
    "explain": ("opaq.commands.explain", "show what would be masked or refused, and why; no rows"),
    "describe": ("opaq.commands.describe", "browse schemas, tables and columns with category and mask"),
    "run": ("opaq.commands.saved", "run a saved query by name"),
    "scan": ("opaq.commands.scan", "classify a database into a catalog you can review"),
    "profile": ("opaq.commands.profile", "add, list, show, use, test, remove connection profiles"),
    "policy": ("opaq.commands.policy", "list, show, check and test masking policies"),
    "audit": ("opaq.commands.audit", "read and verify the signed log of every query"),
    "doctor": ("opaq.commands.doctor", "check role rights, TLS, keys, clock, policy and catalog"),
    "completion": ("opaq.commands.completion", "print the completion script of a shell"),
    "demo": ("opaq.commands.demo", "a sample database made on the spot, three masked queries"),
    "help": ("opaq.commands.help", "explain an error code or a command"),
    "man": ("opaq.commands.man", "print the manual page"),
}
HIDDEN = frozenset({"man"})
