"""Distinct cells of one column -> what is shown for each: text, documents, arrays, blobs and numbers alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Final, Protocol, TypeGuard

from opaq.classify.types import CellFindings, Span
from opaq.mask import documents
from opaq.mask.documents import Leaf, Part
from opaq.mask.keys import MaskKey
from opaq.mask.types import Decision
from opaq.mask.values import Texts, label, texts, word
from opaq.model.batch import Cell, Column
from opaq.model.finding import NONE, Category
from opaq.model.schema import Field, Kind
from opaq.model.spell import spell
from opaq.policy import lookup, masks
from opaq.policy.types import MaskSpec, Policy

Key = tuple[type, Cell] | str | None
"""1, 1.0 and True are equal to Python but not on paper: what is no text is told apart by its type as well."""
NEVER_INSIDE: Final = frozenset({"null", "spans", "document", "shift"})
"""Masks of whole columns: a value found in a larger text shows its label instead."""
Table = dict[Key, Cell]
Blame = dict[Key, Counter[Category]]
"""What was found in the distinct cells that change."""

BLOB: Final = "blob"
"""Under this name the tally counts binary cells of which only the size is shown."""


class Scanner(Protocol):
    """What masks ask of the classify room (`classify.cells.CellScanner`)."""

    def scan(self, cells: Sequence[Cell], *, name: str = "", arrow: Any = None) -> CellFindings: ...


_PLAIN: Final[Mapping[Kind, bytes]] = {
    Kind.BOOLEAN: b"truefalse01",
    Kind.INTEGER: b"0123456789-+",
    Kind.DECIMAL: b"0123456789-+.eENaInfity",
    Kind.FLOAT: b"0123456789-+.eENaInfity",
    Kind.DATE: b"0123456789-/ BCinfty",
    Kind.TIME: b"0123456789-+:. ",
    Kind.TIMESTAMP: b"0123456789-+:./ TZBCinfty",
    Kind.TIMESTAMPTZ: b"0123456789-+:./ TZBCinfty",
    Kind.INTERVAL: b"0123456789-+:. yearsmonthdaysminutesecondPTYMDHS@ago",
    Kind.UUID: b"0123456789abcdefABCDEF-{}",
}
"""Bytes that cells of a kind are made of; a column with nothing else in it has no text to be scanned. Declared types bind
on PostgreSQL and MySQL; on SQLite a DATE column may hold a letter, and is then scanned like text."""


def harmless(kind: Kind, column: Column) -> bool:
    """Whether a kept column need not be scanned: its cells cannot hold more than its kind says."""
    plain = _PLAIN.get(kind)
    if plain is None:
        return False
    if column.is_arrow:
        from opaq.mask import columns  # pyarrow is loaded already

        return columns.holds_only(column.arrow(), plain)
    joined = "".join([cell if isinstance(cell, str) else spell(cell) or "" for cell in column.cells()])
    return not joined.encode("utf-8", "surrogatepass").translate(None, plain)


def key_of(cell: Cell) -> Key:
    return cell if cell is None or isinstance(cell, str) else (type(cell), cell)


def replaced(values: Sequence[Cell], table: Table) -> list[Cell]:
    """Every cell by what the table says, itself when it says nothing."""
    if only_text(values):
        return list(map(table.get, values, values))  # type: ignore[arg-type]
    return [table.get(key_of(cell), cell) for cell in values]


_TEXT: Final = {str, type(None)}


def only_text(values: Sequence[Cell]) -> bool:
    """Whether all cells are texts or NULL, as nearly all columns are."""
    return set(map(type, values)) <= _TEXT


def text_of(cell: Cell) -> str | None:
    """The text a cell holds; None for a blob that is not text."""
    if isinstance(cell, bytes):
        return _decoded(cell)
    return spell(cell)


def _decoded(blob: bytes) -> str | None:
    if b"\x00" in blob:
        return None
    try:
        return blob.decode("utf-8")
    except UnicodeDecodeError:
        return None


def blob_label(blob: bytes, what: str = "blob") -> str:
    """What is shown of a blob that is not text.

    >>> blob_label(bytes(34_000)), blob_label(bytes(200), "photo")
    ('[blob 34 kB]', '[photo 200 B]')
    """
    size = len(blob)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"[{what} {size} {unit}]"
        size = round(size / 1000)
    return f"[{what} {size} GB]"


_SMALL: Final = 64


def _is_binary(cell: Cell) -> TypeGuard[bytes]:
    return isinstance(cell, bytes) and _decoded(cell) is None


def opaque_blob(blob: bytes) -> bool:
    """Whether only its size may be shown: binary that is large, or has a run of eight printable characters in it.

    Digests, UUIDs and keys of that size stay visible; text hides in neither (a UTF-16 text has zero bytes between).
    """
    if len(blob) > _SMALL:
        return True
    longest = run = 0
    for byte in blob.replace(b"\x00", b""):
        run = run + 1 if 32 <= byte < 127 else 0
        longest = max(longest, run)
    return longest >= 8


class Cells:
    """Masks distinct cells; keeps one function per mask and category for the life of a result."""

    def __init__(self, key: MaskKey, scanner: Scanner, policy: Policy) -> None:
        self._key = key
        self._scanner = scanner
        self._policy = policy
        self._functions: dict[tuple[Category, str, str], Texts] = {}
        self._hiders: dict[Category, Callable[[str], str | None] | None] = {}

    def masked(self, field: Field, decision: Decision, values: Sequence[Cell]) -> Table:
        """What is shown for every distinct cell of a masked column."""
        category = decision.category or "unknown"
        table: Table = {None: None, "": ""}
        if only_text(values):
            distinct: list[Any] = [cell for cell in dict.fromkeys(values) if cell]
            table.update(zip(distinct, self._column(field, decision.mask, category, distinct), strict=True))
            return table
        todo = {key_of(cell): cell for cell in values if cell is not None and cell not in ("", b"")}
        if b"" in values:
            table[bytes, b""] = b""
        shown = self._column(field, decision.mask, category, [text_of(cell) for cell in todo.values()])
        table.update(zip(todo, shown, strict=True))
        if decision.mask.name == "partial":  # of what is no text, the size
            table.update({k: blob_label(c, word(category)) for k, c in todo.items() if _is_binary(c)})
        return table

    @property
    def used(self) -> set[str]:
        """Masks that made something out of a value so far, also inside texts and documents."""
        return {mask for _, mask, _ in self._functions}

    def shifted(self, decision: Decision, values: Sequence[Cell], subjects: Sequence[Cell]) -> list[Cell]:
        """Dates moved by the secret distance of their subject, the same for every date of one subject."""
        from opaq.mask import near, token  # cryptography, 20 ms: only a policy with such a mask pays for it

        days = decision.mask.options.get("days", 365)
        cmac = token.Cmac(self._key.subkey("shift"))
        moved = near.shift(cmac, list(map(text_of, values)), list(map(text_of, subjects)), days=days)
        hidden = label(decision.category or "unknown")
        return [
            cell if cell is None or cell == "" else hidden if new is None else new
            for cell, new in zip(values, moved, strict=True)
        ]

    def _column(self, field: Field, mask: MaskSpec, category: Category, cells: Sequence[str | None]) -> list[Cell]:
        hidden: Cell = None if mask.name == "null" else label(category, mask)
        texts_ = [cell for cell in cells if cell is not None]
        match mask.name:
            case "document":
                shown = self._documents(texts_, mask.options["paths"], label(category))
            case "spans":
                shown = self._free_text(field, texts_)
            case "null" | "redact":
                shown = [hidden] * len(texts_)
            case _:
                shown = self._by_value(field, mask, category, texts_)
        found = iter(shown)
        return [hidden if cell is None else next(found) for cell in cells]

    def _function(self, category: Category, mask: MaskSpec) -> Texts:
        slot = (category, mask.name, repr(sorted(mask.options.items())))
        if slot not in self._functions:
            self._functions[slot] = texts(category, mask, self._key)
        return self._functions[slot]

    def _by_value(self, field: Field, mask: MaskSpec, category: Category, cells: Sequence[str]) -> list[Cell]:
        """Whole values; of arrays and JSON documents, each element."""
        function = self._function(category, mask)
        hidden = label(category, mask)
        if field.kind is Kind.ARRAY:
            return [_elementwise(cell, function, hidden) for cell in cells]
        if field.kind is Kind.JSON:
            return [_leafwise(cell, function, hidden) for cell in cells]
        shown: list[Cell] = list(function(cells))
        for place, cell in enumerate(cells):
            if cell[0] in "[{ \t\r\n" and documents.looks_like(cell):
                shown[place] = _leafwise(cell, function, hidden)
        return shown

    def _documents(self, cells: Sequence[str], paths: Mapping[str, Category], hidden: str) -> list[Cell]:
        """JSON by path, and by value where no path says anything; what is not JSON is hidden whole."""
        parsed = [documents.leaves(cell) for cell in cells]
        loose = {leaf.text for found in parsed for leaf in found or () if _category_at(leaf, paths) is None}
        spans = self._scanner.scan(sorted(loose)).affected if loose else {}
        shown: list[Cell] = []
        for cell, found in zip(cells, parsed, strict=True):
            if found is None:
                shown.append(hidden)
                continue
            changes = [(leaf, self._leaf(leaf, paths, spans)) for leaf in found]
            shown.append(documents.rewrite(cell, [(leaf, new) for leaf, new in changes if new != leaf.text]))
        return shown

    def _leaf(self, leaf: Leaf, paths: Mapping[str, Category], spans: Mapping[Cell, tuple[Span, ...]]) -> str | None:
        category = _category_at(leaf, paths)
        if category is None:
            return self._within(leaf.text, spans.get(leaf.text, ()), Counter())
        treatment = lookup.masked(self._policy, category)
        if treatment is None or not leaf.text:
            return leaf.text
        return self._one(category, treatment.mask, leaf.text)

    def _hiding(self, category: Category) -> Callable[[str], str | None] | None:
        """What masks a span of this category, None when the policy shows it; looked up once, because spans are many."""
        if category not in self._hiders:
            treatment = lookup.masked(self._policy, category)
            self._hiders[category] = None if treatment is None else partial(self._one, category, treatment.mask)
        return self._hiders[category]

    def _one(self, category: Category, mask: MaskSpec, text: str) -> str | None:
        """One value out of a larger text, where NULL and a whole-column mask make no sense: the label stands for both."""
        if mask.name in NEVER_INSIDE or mask.name not in masks.MASKS:
            return label(category, mask)
        return self._function(category, mask)([text])[0]

    def _free_text(self, field: Field, cells: Sequence[str]) -> list[Cell]:
        changed = self.rewritten(self._scanner.scan(cells, name=field.name))
        return [changed.get(cell, cell) for cell in cells]

    def rewritten(self, findings: CellFindings) -> dict[str, str]:
        """The texts in which something was found that the policy masks, and what is shown for each."""
        seen: Counter[Category] = Counter()
        found = ((cell, spans) for cell, spans in findings.affected.items() if isinstance(cell, str))
        shown = {cell: self._within(cell, spans, seen) for cell, spans in found}
        return {cell: new for cell, new in shown.items() if new != cell}

    def spans(self, field: Field, values: Sequence[Cell], findings: CellFindings) -> tuple[Table, Blame]:
        """A kept column: the distinct cells that change, and the categories found in each."""
        table: Table = {}
        blame: Blame = {}
        for cell, spans in findings.affected.items():
            text = text_of(cell)
            if text is None:
                continue
            seen: Counter[Category] = Counter()
            shown = self._in_document(text, spans, seen) if field.kind is Kind.JSON else self._within(text, spans, seen)
            if shown != text:
                table[key_of(cell)] = shown
                blame[key_of(cell)] = seen
        if field.kind is Kind.JSON:
            self._look_behind_escapes(values, table, blame)
        if field.kind in (Kind.BYTES, Kind.DYNAMIC, Kind.OTHER):
            self._hide_blobs(values, table, blame)
        return table, blame

    def _look_behind_escapes(self, values: Sequence[Cell], table: Table, blame: Blame) -> None:
        r"""JSON may spell `@` as `\u0040`: strings with escapes are looked at as what they spell."""
        for cell in dict.fromkeys(values):
            if not isinstance(cell, str) or "\\" not in cell or cell in table:
                continue
            found = [leaf for leaf in documents.leaves(cell) or () if leaf.end - leaf.start != len(leaf.text) + 2]
            spans = self._scanner.scan([leaf.text for leaf in found]).affected if found else {}
            seen: Counter[Category] = Counter()
            changes = [(leaf, self._within(leaf.text, spans[leaf.text], seen)) for leaf in found if leaf.text in spans]
            if seen:
                table[cell] = documents.rewrite(cell, changes)
                blame[cell] = seen

    def _hide_blobs(self, values: Sequence[Cell], table: Table, blame: Blame) -> None:
        for cell in values:
            if isinstance(cell, bytes) and key_of(cell) not in table and _decoded(cell) is None and opaque_blob(cell):
                table[key_of(cell)] = blob_label(cell)
                blame[key_of(cell)] = Counter({BLOB: 1})

    def _within(self, text: str, spans: Sequence[Span], seen: Counter[Category]) -> str:
        """A text with its spans masked; spans whose category the policy shows stay."""
        pieces, position = [], 0
        for span in spans:
            hide = self._hiding(span.category)
            if hide is None:
                continue
            seen[span.category] = 1
            pieces += [text[position : span.start], hide(text[span.start : span.end]) or label(span.category)]
            position = span.end
        return "".join([*pieces, text[position:]]) if pieces else text

    def _in_document(self, text: str, spans: Sequence[Span], seen: Counter[Category]) -> str:
        """Spans inside a JSON document: strings keep their quotes, numbers become strings."""
        found = documents.leaves(text)
        if found is None:
            return self._within(text, spans, seen)
        changes: list[tuple[Leaf, str | None]] = []
        for leaf in found:
            inside = [span for span in spans if span.start < leaf.end and span.end > leaf.start]
            if not inside:
                continue
            offset = leaf.start + (leaf.part in (Part.STRING, Part.KEY))
            if len(leaf.text) != leaf.end - leaf.start - 2 * (leaf.part in (Part.STRING, Part.KEY)):
                inside = [Span(offset, offset + len(leaf.text), inside[0].category)]  # escapes: the leaf as a whole
            local = [_clipped(span, offset, len(leaf.text)) for span in inside]
            changes.append((leaf, self._within(leaf.text, local, seen)))
        return documents.rewrite(text, changes)


def _clipped(span: Span, offset: int, length: int) -> Span:
    return Span(max(0, span.start - offset), min(length, span.end - offset), span.category)


def _category_at(leaf: Leaf, paths: Mapping[str, Category]) -> Category | None:
    """The category of the leaf's path, of the nearest one above it, or of what its keys are called."""
    path = leaf.path
    if leaf.part is Part.KEY:
        return paths.get(f"{path}.#key")
    while path:
        category = paths.get(path)
        if category is not None:
            return None if category == NONE else category
        path = path.rpartition(".")[0]
    return paths.get("") or _by_name(leaf.path)


@lru_cache(maxsize=4096)
def _by_name(path: str) -> Category | None:
    """A path that no sample has shown is judged by its last key in the context of the key above."""
    from opaq.classify import names  # 7 ms of tables, only where a result has documents

    keys = [step for step in path.split(".") if step != documents.ANY]
    if not keys:
        return None
    evidence = names.read(keys[-1], keys[-2] if len(keys) > 1 else "")
    return evidence.category if evidence.weight >= _DECIDES else None


_DECIDES: Final = 3
"""The weight of a name that needs no other evidence (`classify.lexicon`)."""


def _elementwise(cell: str, function: Texts, hidden: str) -> str:
    def change(values: Sequence[str | None]) -> Sequence[str | None]:
        return [value if not value else function([value])[0] for value in values]

    masked = documents.map_elements(cell, change)
    return hidden if masked is None else masked


def _leafwise(cell: str, function: Texts, hidden: str) -> str:
    found = documents.leaves(cell)
    if found is None:
        return hidden
    scalars = [leaf for leaf in found if leaf.part is not Part.KEY and leaf.text]
    return documents.rewrite(cell, list(zip(scalars, function([leaf.text for leaf in scalars]), strict=True)))


def blamed(values: Sequence[Cell], blame: Blame) -> Counter[Category]:
    """How many of these cells have something of a category in them."""
    counts: Counter[Category] = Counter()
    for key, times in Counter(map(key_of, values)).items():
        for category in blame.get(key, ()):
            counts[category] += times
    return counts
