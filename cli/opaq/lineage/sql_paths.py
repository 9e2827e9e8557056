"""Constant paths into documents: the steps of `->`, `#>` and of JSON path strings."""

from __future__ import annotations

from opaq.lineage.sql_syntax import Literal


def json_steps(right: Literal, symbol: str, *, postgres: bool) -> tuple[str, ...] | None:
    """Constant steps of `->`, `#>` and their text forms; None when it is not a plain path."""
    text = right.text or ""
    if right.kind == "number":
        return ("[]",)
    if right.kind != "string":
        return None
    if symbol.startswith("#"):
        return plain_steps(_postgres_path(text))
    if postgres or not text.startswith("$"):
        return plain_steps((text,))
    return path_steps(text)


_MARKS = frozenset('.[]"#*')


def plain_steps(steps: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The same, unless a key has a mark of paths in it: written down as a path it would mean another place."""
    if steps is None or any(s != "[]" and not _MARKS.isdisjoint(s) for s in steps):
        return None
    return steps


def _postgres_path(text: str) -> tuple[str, ...] | None:
    if not (text.startswith("{") and text.endswith("}")) or any(c in text for c in '"\\') or len(text) == 2:
        return None
    return tuple("[]" if s.strip().lstrip("-").isdigit() else s.strip() for s in text[1:-1].split(","))


def path_steps(text: str) -> tuple[str, ...] | None:
    """`$.a."b c"[0]` -> ("a", "b c", "[]"); None for anything with wildcards over keys, filters or methods."""
    steps: list[str] = []
    rest = text[1:] if text.startswith("$") else ""
    while rest:
        taken = _one_step(rest)
        if taken is None:
            return None
        step, rest = taken
        steps.append(step)
    return plain_steps(tuple(steps)) or None


def _one_step(rest: str) -> tuple[str, str] | None:
    if rest.startswith("["):
        end = rest.find("]")
        inside = rest[1:end]
        return ("[]", rest[end + 1 :]) if end > 0 and (inside in {"*", "#", "last"} or _is_index(inside)) else None
    if rest.startswith('."'):
        end = rest.find('"', 2)
        return (rest[2:end], rest[end + 1 :]) if end > 0 and "\\" not in rest[:end] else None
    if rest.startswith("."):
        end = next((i for i, c in enumerate(rest[1:], 1) if c in ".["), len(rest))
        key = rest[1:end]
        return (key, rest[end:]) if key and all(c.isalnum() or c in "_-$ " for c in key) else None
    return None


def _is_index(text: str) -> bool:
    return text.removeprefix("#-").isdigit()
