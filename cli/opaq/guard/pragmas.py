"""SQLite's PRAGMAs that only read ("PRAGMA Statements"), with and without an argument."""

from __future__ import annotations

from opaq.guard.shape import Shape
from opaq.guard.words import words

WITH_ARGUMENT = words("""table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check
    integrity_check quick_check""")
"""Read whatever argument they get."""
WITHOUT_ARGUMENT = WITH_ARGUMENT | words("""application_id auto_vacuum automatic_index busy_timeout cache_size cache_spill cell_size_check checkpoint_fullfsync
    collation_list compile_options data_version database_list defer_foreign_keys encoding foreign_keys freelist_count
    fullfsync function_list hard_heap_limit ignore_check_constraints journal_mode journal_size_limit legacy_alter_table
    locking_mode max_page_count mmap_size module_list page_count page_size pragma_list query_only read_uncommitted
    recursive_triggers reverse_unordered_selects schema_version secure_delete soft_heap_limit synchronous temp_store threads
    trusted_schema user_version wal_autocheckpoint writable_schema analysis_limit""")
"""Tell a setting or a number when nothing is assigned."""


def judge_pragma(shape: Shape, begin: int) -> None:
    """`PRAGMA [schema.]name [= value | (value)]`. Raises Refused (OPQ-G016)."""
    at = begin + 1
    if shape.key(at + 1) == ".":
        at += 2
    name = shape.tokens[at].text.lower() if at < len(shape.tokens) else ""
    has_argument = at + 1 < len(shape.tokens)
    if name in (WITH_ARGUMENT if has_argument else WITHOUT_ARGUMENT):
        return
    what = f"PRAGMA {name}" if name in WITHOUT_ARGUMENT else "this PRAGMA"
    raise shape.refuse(
        "OPQ-G016",
        min(at, len(shape.tokens) - 1),
        f"{what} with a value changes a setting"
        if has_argument and name in WITHOUT_ARGUMENT
        else f"{what} is not a read",
        why="a PRAGMA may change the database, the file or the session",
        hint="leave out the value, or use a PRAGMA that lists (table_info, index_list, ...)",
    )
