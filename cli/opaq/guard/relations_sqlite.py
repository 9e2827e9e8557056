"""Columns of SQLite's own tables and PRAGMAs that hold names, types, sizes and counts only."""

from __future__ import annotations

_SCHEMA = "type name tbl_name rootpage"

PUBLIC: dict[str, str] = {
    "sqlite_master": _SCHEMA,
    "sqlite_schema": _SCHEMA,
    "sqlite_temp_master": _SCHEMA,
    "sqlite_temp_schema": _SCHEMA,
    "sqlite_sequence": "name seq",
    "sqlite_stat1": "tbl idx",
    "sqlite_stat3": "tbl idx",
    "sqlite_stat4": "tbl idx",
    "dbstat": "name path pageno pagetype pgsize",
    "table_info": "cid name type notnull pk",
    "table_xinfo": "cid name type notnull pk hidden",
    "table_list": "schema name type ncol wr strict",
    "index_list": "seq name unique origin partial",
    "index_info": "seqno cid name",
    "index_xinfo": "seqno cid name desc coll key",
    "foreign_key_list": "id seq table from to on_update on_delete match",
    "foreign_key_check": "table parent fkid",
    "integrity_check": "integrity_check",
    "quick_check": "quick_check",
    "database_list": "seq name file",
    "collation_list": "seq name",
    "function_list": "name builtin type enc narg flags",
    "module_list": "name",
    "pragma_list": "name",
    "compile_options": "compile_options compile_option",
}
"""Relation or PRAGMA -> columns. A PRAGMA that is not here tells one number or setting under its own name."""
