"""What every built-in function of SQLite 3.40 and later can do, extensions of the amalgamation and of its shell included.

SQLite converts instead of failing, so most of it is TOTAL; what can fail on a
value are overflows, JSON that does not parse, patterns, and results whose size
an argument decides (at most `SQLITE_MAX_LENGTH`).
"""

from __future__ import annotations

from opaq.guard.types import Nature

BUILT_IN: dict[Nature, str] = {
    Nature.TOTAL: """
        acos acosh asin asinh atan atan2 atanh ceil ceiling coalesce cos cosh date datetime degrees exp floor if ifnull iif
        instr julianday length ln log log10 log2 lower ltrim mod nullif octet_length pi pow power radians round rtrim sign sin
        sinh soundex sqrt strftime substr substring subtype tan tanh time timediff trim trunc typeof unhex unicode unixepoch
        upper char json_valid json_error_position sqlite_offset is_jsonb
    """,
    Nature.INJECTIVE: "hex quote likely unlikely likelihood unistr_quote",
    Nature.PARTIAL: """
        abs glob like regexp match printf format replace zeroblob randomblob concat concat_ws unistr
        json json_array json_array_length json_extract json_insert json_object json_patch json_pretty json_quote json_remove
        json_replace json_set json_type json_array_insert jsonb jsonb_array jsonb_extract jsonb_insert jsonb_object jsonb_patch
        jsonb_remove jsonb_replace jsonb_set jsonb_array_insert -> ->>
        bm25 fts5_get_locale fts5_locale fts5_insttoken matchinfo offsets rtreedepth base64 base85 decimal decimal_add
        decimal_sub decimal_mul decimal_cmp decimal_exp decimal_pow2 ieee754 ieee754_mantissa ieee754_exponent sha1 sha3
        geopoly_area geopoly_bbox geopoly_blob geopoly_ccw geopoly_contains_point geopoly_json geopoly_overlap
        geopoly_regular geopoly_svg geopoly_within geopoly_xform shell_int32 shell_idquote shell_add_schema strtod dtostr
        uint
    """,
    Nature.COUNT: "count",
    Nature.AGGREGATE: """
        max min group_concat string_agg json_group_array json_group_object jsonb_group_array jsonb_group_object
        first_value last_value nth_value lag lead geopoly_group_bbox median percentile percentile_cont percentile_disc
    """,
    Nature.STATISTIC: "sum avg total decimal_sum",
    Nature.POSITION: "row_number rank dense_rank percent_rank cume_dist ntile",
    Nature.SET: "json_each json_tree jsonb_each jsonb_tree generate_series",
    Nature.AMBIENT: """
        random changes total_changes last_insert_rowid sqlite_version sqlite_source_id sqlite_compileoption_get
        sqlite_compileoption_used current_date current_time current_timestamp fts5_source_id
    """,
    Nature.CATALOG: """
        pragma_collation_list pragma_compile_options pragma_database_list pragma_foreign_key_check pragma_foreign_key_list
        pragma_function_list pragma_index_info pragma_index_list pragma_index_xinfo pragma_module_list pragma_pragma_list
        pragma_table_info pragma_table_list pragma_table_xinfo pragma_page_count pragma_page_size pragma_freelist_count
        pragma_encoding pragma_user_version pragma_application_id pragma_schema_version pragma_data_version
        pragma_foreign_keys pragma_journal_mode pragma_integrity_check pragma_quick_check pragma_auto_vacuum dbstat
    """,
    Nature.DEFINITION: "highlight snippet rtreenode fts5vocab",
    Nature.DYNAMIC_SQL: "eval rtreecheck query_plan sha3_query sha3_agg",
    Nature.FILES: """
        readfile writefile edit lsmode fsdir zipfile zipfile_cds csv load_extension sqlar_compress sqlar_uncompress
        realpath fileio_read fileio_write vsv lines lines_read
    """,
    Nature.SLEEP: "usleep sqlite_sleep",
    Nature.WRITES: "fts3_tokenizer optimize sqlite_log sqlite_rename_column sqlite_rename_table sqlite_drop_column",
    Nature.ADMIN: "fts5 fts5_api_ptr sqlite_filestat bytecode tables_used sqlite_stmt sqlite_dbpage sqlite_dbdata sqlite_dbptr raise",
}
