"""Columns of functions in FROM, as data: a function that is not here has columns we do not know."""

from __future__ import annotations

from collections.abc import Sequence

from opaq.guard.types import Dialect
from opaq.lineage.sql_syntax import Apply

_SCALAR = ("",)
"""One column, called like the table's alias or the function."""
_VALUE = ("value",)
_PAIR = ("key", "value")

POSTGRESQL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("unnest", "generate_series", "generate_subscripts", "regexp_split_to_table", "regexp_matches", "string_to_table",
         "json_object_keys", "jsonb_object_keys", "jsonb_path_query", "json_array_elements_scalar"), _SCALAR,
    ),
    **dict.fromkeys(
        ("json_array_elements", "jsonb_array_elements", "json_array_elements_text", "jsonb_array_elements_text"), _VALUE
    ),
    **dict.fromkeys(("json_each", "jsonb_each", "json_each_text", "jsonb_each_text"), _PAIR),
}  # fmt: skip

_JSON = ("key", "value", "type", "atom", "id", "parent", "fullkey", "path")
_TABLE_INFO = ("cid", "name", "type", "notnull", "dflt_value", "pk")

SQLITE: dict[str, tuple[str, ...]] = {
    "json_each": _JSON,
    "json_tree": _JSON,
    "jsonb_each": _JSON,
    "jsonb_tree": _JSON,
    "generate_series": ("value",),
    "pragma_table_info": _TABLE_INFO,
    "pragma_table_xinfo": (*_TABLE_INFO, "hidden"),
    "pragma_table_list": ("schema", "name", "type", "ncol", "wr", "strict"),
    "pragma_index_list": ("seq", "name", "unique", "origin", "partial"),
    "pragma_index_info": ("seqno", "cid", "name"),
    "pragma_index_xinfo": ("seqno", "cid", "name", "desc", "coll", "key"),
    "pragma_foreign_key_list": ("id", "seq", "table", "from", "to", "on_update", "on_delete", "match"),
    "pragma_database_list": ("seq", "name", "file"),
    "pragma_collation_list": ("seq", "name"),
    "pragma_function_list": ("name", "builtin", "type", "enc", "narg", "flags"),
    "pragma_module_list": ("name",),
    "pragma_pragma_list": ("name",),
    "pragma_foreign_key_check": ("table", "rowid", "parent", "fkid"),
    **{
        f"pragma_{name}": (name,)
        for name in (
            *("compile_options", "page_count", "page_size", "freelist_count", "user_version", "application_id"),
            *(
                "schema_version",
                "data_version",
                "encoding",
                "journal_mode",
                "foreign_keys",
                "auto_vacuum",
                "cache_size",
            ),
            *("integrity_check", "quick_check", "max_page_count", "synchronous"),
        )
    },
}
"""Of SQLite's table-valued functions and of the pragmas that read the schema (json.html#jeach, pragma.html)."""

_SQLITE_HIDDEN = {
    **dict.fromkeys(("json_each", "json_tree", "jsonb_each", "jsonb_tree"), ("json", "root")),
    "generate_series": ("start", "stop", "step"),
}


def table_columns(dialect: Dialect, calls: Sequence[Apply], defined: tuple[str, ...]) -> tuple[str, ...] | None:
    """Names of the columns those calls give together; None when that is not known."""
    if defined:
        return defined
    if not calls or any(c.schema not in {"", "pg_catalog"} for c in calls):
        return None
    table = {Dialect.POSTGRESQL: POSTGRESQL, Dialect.SQLITE: SQLITE}.get(dialect, {})
    found: list[str] = []
    for call in calls:
        columns = table.get(call.name)
        if columns is None:
            return None
        if len(calls) == 1 and columns == _SCALAR and not (call.name == "unnest" and len(call.args) > 1):
            return _SCALAR
        repeats = len(call.args) if call.name == "unnest" else 1
        found += [call.name] * repeats if columns == _SCALAR else columns
    return tuple(found)


def hidden_columns(dialect: Dialect, name: str) -> tuple[str, ...]:
    """Arguments that SQLite also shows as columns outside `*`."""
    return _SQLITE_HIDDEN.get(name, ()) if dialect is Dialect.SQLITE else ()
