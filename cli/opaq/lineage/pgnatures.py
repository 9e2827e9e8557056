"""What a built-in function of PostgreSQL can do, by its name and the types it is called with.

The guard's catalogue judges a name, and a name with one overload that can fail is
partial there (`lower` of an empty range). The server's tree says which overload is
meant, so here text functions on text are total again. Nothing is added that the
catalogue calls anything but pure.
"""

from __future__ import annotations

from opaq.guard.types import Nature

_TEXTS = frozenset({25, 1043, 1042, 19, 18, 705})
_NUMBERS = frozenset({20, 21, 23, 700, 701, 1700})
_DATES = frozenset({1082, 1083, 1114, 1184, 1186, 1266})
_ARRAYS = frozenset({1009, 1015, 1007, 1016, 1005, 1231, 1002, 1182, 2951, 2277})
_SIMPLE = _TEXTS | _NUMBERS | _DATES | frozenset({16, 17, 26, 114, 3802, 2950, 869, 650, 0}) | _ARRAYS

_COMPARISON_SYMBOLS = frozenset({"=", "<>", "<", ">", "<=", ">="})
_TOTAL_SYMBOLS = frozenset(
    {
        *("~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*", "^@", "->", "->>", "#>", "#>>", "?", "?|", "?&"),
        *("@>", "<@", "&&", "@@", "@?", "~<~", "~<=~", "~>~", "~>=~", "*=", "*<>"),
    }
)
"""Regex and LIKE are total in the value; their patterns are directing arguments."""

_TEXT_FUNCTIONS = frozenset(
    {
        *("lower", "upper", "initcap", "length", "char_length", "character_length", "octet_length", "bit_length"),
        *("btrim", "ltrim", "rtrim", "reverse", "left", "right", "substr", "substring", "replace", "translate"),
        *("strpos", "position", "split_part", "md5", "ascii", "to_hex", "starts_with", "casefold", "overlay"),
        *("quote_ident", "quote_literal", "quote_nullable", "repeat", "lpad", "rpad", "regexp_replace"),
        *("regexp_match", "regexp_matches", "regexp_substr", "regexp_instr", "regexp_count", "regexp_like"),
        *("regexp_split_to_array", "regexp_split_to_table", "string_to_array", "string_to_table", "to_tsvector"),
        *("concat", "concat_ws", "format", "encode", "sha224", "sha256", "sha384", "sha512", "textcat", "normalize"),
        *("hashtext", "hashtextextended", "hashbpchar", "crc32", "crc32c", "length_bytea", "get_bit", "get_byte"),
        *("like_escape", "similar_to_escape", "similar_escape", "is_normalized", "soundex", "metaphone"),
    }
)
_DATE_FUNCTIONS = frozenset(
    {"extract", "date_part", "date_trunc", "age", "to_char", "isfinite", "date_mi", "timestamp_mi", "timestamptz_mi"}
)
_DOCUMENT_FUNCTIONS = frozenset(
    {
        *("to_json", "to_jsonb", "row_to_json", "jsonb_typeof", "json_typeof", "jsonb_pretty", "jsonb_strip_nulls"),
        *("json_strip_nulls", "jsonb_extract_path", "jsonb_extract_path_text", "json_extract_path"),
        *("json_extract_path_text", "jsonb_object_field", "jsonb_object_field_text", "jsonb_array_element"),
        *("jsonb_array_element_text", "json_object_field", "json_object_field_text", "jsonb_build_array"),
        *("json_build_array", "array_to_json", "num_nulls", "num_nonnulls", "pg_typeof", "pg_column_size"),
        *("array_length", "array_upper", "array_lower", "array_ndims", "array_to_string", "cardinality"),
        *("array_position", "array_positions", "array_sort", "array_reverse", "concat", "concat_ws", "format"),
        *("jsonb_exists", "jsonb_contains", "jsonb_each", "jsonb_each_text", "jsonb_object_keys", "row_comparison"),
    }
)
_INJECTIVE = frozenset({"reverse", "quote_literal", "quote_nullable", "to_jsonb", "to_json"})
_TEXT_JOINS = frozenset({"textcat", "textanycat", "anytextcat", "byteacat"})
_NUMERIC_STEPS = frozenset({"numeric_add", "numeric_sub", "numeric_mul", "numeric_uminus", "numeric_abs"})

_LARGE_OBJECTS = frozenset({"lo_get", "loread", "lo_open", "lo_lseek", "lo_lseek64", "lo_tell", "lo_tell64"})
"""Stored values that belong to no column: no policy can speak of them."""

_AMBIENT = frozenset(
    {
        *("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "random"),
        *("gen_random_uuid", "uuidv4", "uuidv7", "version", "current_database", "current_schema", "current_schemas"),
        *("current_user", "session_user", "pg_backend_pid", "getdatabaseencoding", "pg_postmaster_start_time"),
        *("pg_conf_load_time", "inet_server_port", "pg_is_in_recovery", "txid_current_snapshot"),
    }
)


def refined(name: str, nature: Nature, types: tuple[int, ...], symbol: str = "") -> Nature:
    """The nature of this overload; `types` are those of the arguments as the tree gives them, 0 where it does not."""
    if name in _LARGE_OBJECTS:
        return Nature.FILES
    if nature is Nature.PARTIAL and name in _AMBIENT:
        return Nature.AMBIENT
    if nature not in (Nature.PARTIAL, Nature.TOTAL, Nature.INJECTIVE):
        return nature
    if symbol in _COMPARISON_SYMBOLS or symbol in _TOTAL_SYMBOLS:
        return Nature.TOTAL
    if name in _TEXT_JOINS or name in _NUMERIC_STEPS:
        return Nature.TOTAL
    return _by_types(name, nature, frozenset(types))


def _by_types(name: str, nature: Nature, types: frozenset[int]) -> Nature:
    plain = types <= _SIMPLE
    if name in _INJECTIVE and plain and len(types) == 1:
        return Nature.INJECTIVE
    if name in _DOCUMENT_FUNCTIONS:
        return Nature.TOTAL
    if name in _TEXT_FUNCTIONS and plain:
        return Nature.TOTAL
    if name in _DATE_FUNCTIONS and types & (_DATES | _NUMBERS) and plain:
        return Nature.TOTAL
    if name == "round" and types <= {1700, 23}:
        return Nature.TOTAL
    return nature
