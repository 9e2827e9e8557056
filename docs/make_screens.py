"""Draw the README's pictures: run opaq in a real terminal on the demo database and save what it shows as SVG.

python docs/make_screens.py        # writes docs/screens/*.svg
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

import pexpect
from rich.console import Console
from rich.text import Text

SCREENS = Path(__file__).parent / "screens"
OPAQ = [sys.executable, "-m", "opaq"]

PICTURES: dict[str, tuple[int, list[str]]] = {
    "query": (118, ["query", "select id, name, email, phone, birth_date, city, status from customers limit 5"]),
    "tickets": (118, ["query", "select id, customer_id, subject, body from tickets limit 4"]),
    "explain": (
        118,
        [
            "explain",
            (
                "select upper(email) as code, count(*) as orders, max(total) as largest"
                " from customers c join orders o on o.customer_id = c.id group by c.email"
            ),
        ],
    ),
    "refused": (118, ["query", "select id from customers where email like 'a%'"]),
}


def main() -> None:
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        env = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        shown = pexpect.run(" ".join([*OPAQ, "demo"]), env=env, timeout=60).decode()
        database = next(word for word in shown.split() if word.endswith("shop.db"))
        pexpect.run(" ".join([*OPAQ, "profile", "add", "shop", "--sqlite", database]), env=env)
        for name, (width, arguments) in PICTURES.items():
            (SCREENS / f"{name}.svg").write_text(picture(arguments, width, env))


def picture(arguments: list[str], width: int, env: dict[str, str]) -> str:
    """One command as typed, and what the terminal shows."""
    process = pexpect.spawn(OPAQ[0], [*OPAQ[1:], *arguments], env=env, dimensions=(50, width), timeout=60)
    shown = process.read().decode().replace("\r\n", "\n")
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "bold green"), f'opaq {arguments[0]} "{arguments[1]}"'))
    console.print(Text.from_ansi(shown))
    return console.export_svg(title="opaq", unique_id=f"opaq-{arguments[0]}")


if __name__ == "__main__":
    main()
