"""Markdown and HTML: for tickets, chats and mails."""

from __future__ import annotations

from html import escape

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.schema import Schema
from opaq.render.cells import NUMBERS, texts
from opaq.render.footer import MARK, footer
from opaq.render.marks import masked_flags
from opaq.render.types import ByteStream, Look, Summary
from opaq.render.width import clean

_MARKDOWN = str.maketrans({c: "\\" + c for c in "\\`*_{}[]<>#|~"})


class Markdown:
    """A pipe table (GitHub Flavored Markdown, 4.10). NULL is an italic word, so that '' and `NULL` stay apart."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look
        self._null = "*NULL*" if look.null is None else markdown(look.null)

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        rule = ["---:" if field.kind in NUMBERS else "---" for field in schema.fields]
        self._put([markdown(name) for name in marked_names(schema, decisions)])
        self._put(rule)

    def chunk(self, batch: MaskedBatch) -> None:
        columns = [[self._null if c is None else markdown(c) for c in texts(column)] for column in batch.columns]
        lines = ["| " + " | ".join(row) + " |\n" for row in zip(*columns, strict=True)]
        self._stream.write("".join(lines).encode("utf-8", "replace"))

    def finish(self, summary: Summary) -> None:
        if not self._look.tuples_only and self._look.header:
            self._stream.write(("\n" + "  \n".join(markdown(line) for line in footer(summary)) + "\n").encode())

    def _put(self, cells: list[str]) -> None:
        self._stream.write(("| " + " | ".join(cells) + " |\n").encode("utf-8", "replace"))


def markdown(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> markdown("a|b *c*")
    'a\\|b \\*c\\*'
    """
    return clean(text).translate(_MARKDOWN)


def marked_names(schema: Schema, decisions: tuple[Decision, ...]) -> list[str]:
    """Column names, with the footer's mark behind the masked ones."""
    flags = masked_flags(decisions, len(schema))
    return [name + MARK if flag else name for name, flag in zip(schema.names, flags, strict=True)]


class Html:
    """One `<table>`; classes say `null` and `masked`, and no style or script is in it."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look
        null = "NULL" if look.null is None else look.null
        self._null = f'<td class="null"><em>{escape(null)}</em></td>'

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        flags = masked_flags(decisions, len(schema))
        self._cells = ['<td class="masked">' if flag else "<td>" for flag in flags]
        self._put("<table>\n")
        if self._look.header and not self._look.tuples_only:
            cells = "".join(f"<th>{escape(clean(name))}</th>" for name in marked_names(schema, decisions))
            self._put(f"<thead><tr>{cells}</tr></thead>\n")
        self._put("<tbody>\n")

    def chunk(self, batch: MaskedBatch) -> None:
        columns = [
            [self._null if c is None else f"{cell}{escape(clean(c))}</td>" for c in texts(column)]
            for column, cell in zip(batch.columns, self._cells, strict=True)
        ]
        self._put("".join(f"<tr>{''.join(row)}</tr>\n" for row in zip(*columns, strict=True)))

    def finish(self, summary: Summary) -> None:
        self._put("</tbody>\n</table>\n")
        if not self._look.tuples_only:
            self._put("".join(f"<p>{escape(line)}</p>\n" for line in footer(summary)))

    def _put(self, text: str) -> None:
        self._stream.write(text.encode("utf-8", "replace"))
