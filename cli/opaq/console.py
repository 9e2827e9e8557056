"""The voice on stderr: errors, warnings, notes and progress, for people and for scripts that read them.

Rules: stdout is data, stderr is speech, the terminal is for questions. Speech is
silent when all is well, holds no value (names, positions and codes only), and
control characters in the names it repeats are neutralised. Data is flushed
before speech. Colour only on a terminal, never with NO_COLOR (no-color.org),
always with CLICOLOR_FORCE (bixense.com/clicolors).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import TextIO

from opaq.errors import OpaqError, Position

RED, YELLOW, GREEN, BLUE, DIM, BOLD = "31", "33", "32", "34", "2", "1"
PROGRESS_AFTER_SECONDS = 1.0
"""A quick answer needs no progress line."""
PROGRESS_EVERY_SECONDS = 0.1
PROGRESS_CELLS = 20


def wants_color(choice: str, env: Mapping[str, str], *, terminal: bool) -> bool:
    """`--color` first, then NO_COLOR, CLICOLOR_FORCE, TERM, and whether it is a terminal at all."""
    if choice in ("always", "never"):
        return choice == "always"
    if env.get("NO_COLOR"):
        return False
    if env.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return terminal and env.get("TERM") != "dumb"


def plain(text: str) -> str:
    """Text with control and bidirectional override characters replaced, safe to send to a terminal.

    >>> plain("a" + chr(27) + "[31mb")
    'a�[31mb'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class Console:
    """Speaks on one stream. Made once, in `main`."""

    def __init__(
        self,
        stream: TextIO | None = None,
        *,
        color: bool = False,
        quiet: bool = False,
        verbose: bool = False,
        terminal: bool | None = None,
    ) -> None:
        self.stream = stream if stream is not None else sys.stderr
        self.color = color
        self.quiet = quiet
        self.verbose = verbose
        self.terminal = self.stream.isatty() if terminal is None else terminal
        self.statement: str | None = None
        """The statement being run, for the caret below an error; shown with its values hidden."""
        self._progress_started: float | None = None
        self._progress_drawn = 0.0

    def paint(self, text: str, *styles: str) -> str:
        return f"\x1b[{';'.join(styles)}m{text}\x1b[0m" if self.color and text else text

    def say(self, line: str) -> None:
        """One line as it is; the caller has made it safe."""
        self.end_progress()
        self._write(line + "\n")

    def note(self, text: str) -> None:
        """Good to know; silent with -q."""
        if not self.quiet:
            self.say(f"{self.paint('note', BLUE)}: {plain(text)}")

    def detail(self, text: str) -> None:
        """Only with -v."""
        if self.verbose:
            self.say(self.paint(plain(text), DIM))

    def warn(self, text: str) -> None:
        """Worth acting on; also with -q."""
        self.say(f"{self.paint('warning', YELLOW, BOLD)}: {plain(text)}")

    def error(self, error: OpaqError) -> None:
        """The failure, its place in the statement, why, and the way out."""
        lines = [f"{self.paint(f'error[{error.code}]', RED, BOLD)}: {plain(error.message)}"]
        if error.position is not None:
            lines += self._place(error.position)
        if error.why:
            lines.append(f"  {self.paint('why', BOLD)}: {plain(error.why)}")
        lines.append(f"  {self.paint('help', GREEN)}: {plain(error.way_out)}")
        self.say("\n".join(lines))

    def progress(self, row_count: int, expected: int | None = None) -> None:
        """Rows so far, on a terminal, once the query has lasted a moment; with a bar where their number is known roughly."""
        if not self.terminal or self.quiet:
            return
        now = time.monotonic()
        if self._progress_started is None:
            self._progress_started = now
        elapsed = now - self._progress_started
        if elapsed < PROGRESS_AFTER_SECONDS or now - self._progress_drawn < PROGRESS_EVERY_SECONDS:
            return
        self._progress_drawn = now
        self._write("\r\x1b[K" + progress_line(row_count, elapsed, expected))

    def end_progress(self) -> None:
        """Remove the progress line, if there is one; the next stream counts from its own beginning."""
        self._progress_started = None
        if self._progress_drawn:
            self._progress_drawn = 0.0
            self._write("\r\x1b[K")

    def _place(self, position: Position) -> list[str]:
        lines = [f"  {self.paint('at', BLUE)} line {position.line}, column {position.column}"]
        if self.statement is None:
            return lines
        text, caret = veiled_line(self.statement, position)
        if not text:
            return lines
        start = max(0, caret - 60)  # keeps the caret on an 80 column terminal
        return [*lines, f"  | {text[start : start + 76]}", f"  | {' ' * (caret - start)}{self.paint('^', RED)}"]

    def _write(self, text: str) -> None:
        try:
            self.stream.write(text)
            self.stream.flush()
        except (OSError, ValueError):
            pass  # nobody listens on stderr any more; the exit code still tells


def progress_line(row_count: int, seconds: float, expected: int | None = None) -> str:
    """One line of at most 80 columns. An estimate that was passed is an estimate no more.

    >>> progress_line(500_000, 10, 2_000_000)
    '[#####...............] 500,000 of about 2,000,000 rows, 50,000 rows/s, 30 s left'
    >>> progress_line(500_000, 10, 400_000)
    '500,000 rows, 50,000 rows/s'
    """
    speed = row_count / seconds
    told = f"{row_count:,} rows, {speed:,.0f} rows/s"
    if not expected or row_count >= expected or not speed:
        return told
    filled = PROGRESS_CELLS * row_count // expected
    bar = "#" * filled + "." * (PROGRESS_CELLS - filled)
    left = (expected - row_count) / speed
    return f"[{bar}] {row_count:,} of about {expected:,} rows, {speed:,.0f} rows/s, {left:,.0f} s left"


def veiled_line(statement: str, position: Position) -> tuple[str, int]:
    """The line of that position with everything that may be a value as one `?`, and where the caret belongs.

    Strings, quoted names, numbers and comments are hidden. Where dialects differ about the end of a string (backslash),
    both readings are taken and whatever is inside in either is hidden.

    >>> veiled_line("select a from t where b = 'it' and c > 42", Position(1, 37))
    ("select a from t where b = '?' and c > ?", 35)
    """
    if len(statement) > 20_000:  # a caret is not worth more work than this
        return "", 0
    hidden = _inside(statement, backslash=False) | _inside(statement, backslash=True)
    start = 0
    for _ in range(position.line - 1):
        start = statement.find("\n", start) + 1
        if not start:
            return "", 0
    shown: list[str] = []
    caret = 0
    end = statement.find("\n", start)
    for offset in range(start, len(statement) if end < 0 else end):
        if offset == start + position.column - 1:
            caret = len(shown)
        if offset not in hidden:
            character = statement[offset]
            shown.append(character if character.isprintable() else " ")
        elif offset == start or offset - 1 not in hidden:
            shown.append("?")
    if position.column > 1 and not caret:
        caret = len(shown)
    return "".join(shown), caret


def _inside(text: str, *, backslash: bool) -> set[int]:
    """Offsets of characters inside literals and comments, in one reading."""
    import re  # 0 ms by now: every everyday path has it

    single = r"'(?:\\.|\'\'|[^'\\])*(?:'|\Z)" if backslash else r"'(?:\'\'|[^'])*(?:'|\Z)"
    parts = [
        single,
        single.replace("'", '"').replace('\\"', '"'),
        r"(?P<tag>\$\w*\$).*?(?:(?P=tag)|\Z)",
        r"--[^\n]*",
        r"#[^\n]*",
        r"/\*.*?(?:\*/|\Z)",
        r"(?<!\w)[0-9.][\w.]*|(?<=\w)\.[0-9]+",
    ]
    hidden: set[int] = set()
    for match in re.compile("|".join(parts), re.DOTALL).finditer(text):
        start, end = match.span()
        if text[start] in "'\"":
            start, end = start + 1, end - (end - start > 1 and text[end - 1] == text[start])
        hidden.update(range(start, end))
    return hidden
