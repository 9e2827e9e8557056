"""Draw the README's pictures: run opaq in a real terminal on the demo database and save what it shows as SVG.

python docs/make_screens.py        # writes docs/screens/*.svg

Every character has its own place, so the columns line up in whatever fixed-width font a reader has.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pexpect

from opaq.render.width import width_of

SCREENS = Path(__file__).parent / "screens"
OPAQ = [sys.executable, "-m", "opaq"]
WIDTH = 104
"""Columns of the terminal."""
CELL, LINE, MARGIN, BAR = 8.4, 19, 16, 30
"""Pixels: a character, a line, the frame, the title bar."""
PAPER, INK, FAINT = "#1d2026", "#d7dae0", "#8b919d"
COLORS = {"31": "#ff6b6b", "32": "#7bd88f", "33": "#ffd166", "34": "#6cb6ff", "35": "#d7a6ff", "36": "#6ad4d4"}
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

PICTURES: dict[str, list[str]] = {
    "query": ["query", "select id, name, email, phone, birth_date, status from customers limit 5"],
    "tickets": ["query", "select id, topic, body from tickets order by id desc limit 5"],
    "explain": ["explain", "select upper(email) as code, count(*) as n from customers group by email"],
    "refused": ["query", "select id from customers where email like 'a%'"],
    "mistyped": ["query", "select id, emial from customers"],
    "describe": ["describe", "customers"],
}


def main() -> None:
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        env = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        shown = pexpect.run(" ".join([*OPAQ, "demo"]), env=env, timeout=60).decode()
        database = next(word for word in shown.split() if word.endswith("shop.db"))
        pexpect.run(" ".join([*OPAQ, "profile", "add", "shop", "--sqlite", database]), env=env)
        pexpect.run(" ".join([*OPAQ, "query", '"select 1"']), env=env)  # the log's first words are over
        for name, (command, argument) in PICTURES.items():
            quoted = f'"{argument}"' if " " in argument else argument
            typed = f"\x1b[32m$\x1b[0m opaq {command} {quoted}"
            (SCREENS / f"{name}.svg").write_text(picture(typed, output([command, argument], env)))


def output(arguments: list[str], env: dict[str, str]) -> str:
    """What the terminal shows."""
    process = pexpect.spawn(OPAQ[0], [*OPAQ[1:], *arguments], env=env, dimensions=(50, WIDTH), timeout=60)
    return str(process.read().decode()).replace("\r\n", "\n").rstrip("\n")


def picture(typed: str, shown: str) -> str:
    """The window: a title bar, the command, its output."""
    lines = [typed, *shown.split("\n")]
    width, height = round(WIDTH * CELL + 2 * MARGIN), BAR + len(lines) * LINE + MARGIN
    dots = "".join(
        f'<circle cx="{MARGIN + 6 + 20 * i}" cy="{BAR // 2 + 1}" r="5.5" fill="{color}"/>'
        for i, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    body = "\n".join(text(line, BAR + (number + 1) * LINE - 5) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>\n{dots}\n'
        f'<g font-family="{FONT}" font-size="14" fill="{INK}" xml:space="preserve">\n{body}\n</g>\n</svg>\n'
    )


def text(line: str, y: int) -> str:
    """One line, a `text` element for each run of one style."""
    at, runs = 0, []
    for style, run in styled(line):
        places = []
        for character in run:
            places.append(f"{MARGIN + at * CELL:.1f}")
            at += width_of(character)
        if run.strip():
            runs.append(f'<text x="{" ".join(places)}" y="{y}"{style}>{escape(run)}</text>')
    return "".join(runs)


def styled(line: str) -> Iterator[tuple[str, str]]:
    """(attributes, text) for each run between colour codes."""
    attributes = ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if not part.startswith("\x1b"):
            yield attributes, part
            continue
        codes = part[2:-1].split(";")
        fill = next((COLORS[code] for code in codes if code in COLORS), FAINT if "2" in codes else "")
        attributes = (f' fill="{fill}"' if fill else "") + (' font-weight="bold"' if "1" in codes else "")


if __name__ == "__main__":
    main()
