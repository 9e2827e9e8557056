"""What every native function of MySQL 8 and MariaDB 10.6 to 11 can do.

Outside strict writes these servers answer NULL with a warning where others fail,
so most of it is TOTAL. What can fail on a value: integer and double overflow
(ER_DATA_OUT_OF_RANGE), regular expressions, JSON and geometry that do not parse
(MySQL), UUID and packet conversions.
"""

from __future__ import annotations

from opaq.guard.types import Nature

BUILT_IN: dict[Nature, str] = {
    Nature.TOTAL: """
        acos adddate addtime add_months ascii asin atan atan2 bin bit_count bit_length ceil ceiling character_length
        char_length char charset coalesce coercibility collation concat_ws conv convert_tz cos crc32 crc32c date datediff
        date_add date_format date_sub day dayname dayofmonth dayofweek dayofyear elt extract field find_in_set floor format
        from_days from_unixtime greatest hour if ifnull inet_ntoa instr interval isnull is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 is_uuid
        json_valid json_type last_day lcase least left length lengthb ln locate log log10 log2 lower ltrim makedate maketime make_set
        microsecond mid minute mod month monthname nullif nvl nvl2 octet_length ord period_add period_diff pi position quarter
        radians reverse right round rtrim second sec_to_time sign sin soundex sqrt strcmp str_to_date subdate substr substring
        substring_index subtime tan time timediff timestamp timestampadd timestampdiff time_format time_to_sec to_days to_seconds
        trim truncate ucase uncompressed_length unhex unix_timestamp upper values value name_const week weekday weekofyear
        weight_string year yearweek oct chr natural_sort_key json_depth json_length json_quote
        substr_oracle trim_oracle ltrim_oracle rtrim_oracle convert cast
    """,
    Nature.INJECTIVE: "hex quote to_base64",
    Nature.PARTIAL: """
        abs degrees aes_decrypt aes_encrypt concat compress cot decode encode exp export_set extractvalue updatexml from_base64
        inet6_aton inet6_ntoa inet_aton insert lpad rpad repeat replace space md5 sha sha1 sha2 old_password password pow power
        regexp_instr regexp_like regexp_replace regexp_substr statement_digest statement_digest_text uncompress
        uuid_to_bin bin_to_uuid validate_password_strength sformat to_char to_number random_bytes des_encrypt des_decrypt
        json_array json_array_append json_array_insert json_compact json_contains json_contains_path
        json_detailed json_equals json_exists json_extract json_insert json_keys json_loose json_merge
        json_merge_patch json_merge_preserve json_normalize json_object json_overlaps json_pretty json_query json_remove
        json_replace json_schema_valid json_schema_validation_report json_search json_set json_storage_free
        json_storage_size json_unquote json_value json_array_intersect json_object_filter_keys json_object_to_array
        json_key_value json_unpretty column_add column_check column_create column_delete column_exists column_get column_json column_list
        concat_operator_oracle decode_histogram decode_oracle lpad_oracle rpad_oracle replace_oracle match against kdf
        grouping trt_begin_ts trt_commit_id trt_commit_ts trt_iso_level trt_trx_id trt_trx_sees trt_trx_sees_eq
        asbinary astext aswkb aswkt boundary buffer centroid contains convexhull crosses dimension disjoint distance endpoint
        envelope equals exteriorring geomcollfromtext geomcollfromwkb geometrycollection geometrycollectionfromtext
        geometrycollectionfromwkb geometryfromtext geometryfromwkb geometryn geometrytype geomfromtext geomfromwkb glength
        interiorringn intersects isclosed isempty isring issimple linefromtext linefromwkb linestring linestringfromtext
        linestringfromwkb mbrcontains mbrcoveredby mbrcovers mbrdisjoint mbrequal mbrequals mbrintersects mbroverlaps
        mbrtouches mbrwithin mlinefromtext mlinefromwkb mpointfromtext mpointfromwkb mpolyfromtext mpolyfromwkb
        multilinestring multilinestringfromtext multilinestringfromwkb multipoint multipointfromtext multipointfromwkb
        multipolygon multipolygonfromtext multipolygonfromwkb numgeometries numinteriorrings numpoints overlaps point
        pointfromtext pointfromwkb pointn pointonsurface polyfromtext polyfromwkb polygon polygonfromtext polygonfromwkb
        srid startpoint touches within x y
        st_area st_asbinary st_asgeojson st_astext st_aswkb st_aswkt st_boundary st_buffer st_buffer_strategy st_centroid st_contains
        st_convexhull st_crosses st_difference st_dimension st_disjoint st_distance st_distance_sphere st_endpoint
        st_envelope st_equals st_exteriorring st_frechetdistance st_geohash st_geomcollfromtext st_geomcollfromtxt st_geomcollfromwkb
        st_geometrycollectionfromtext st_geometrycollectionfromwkb st_geometryfromtext st_geometryfromwkb st_geometryn
        st_geometrytype st_geomfromgeojson st_geomfromtext st_geomfromwkb st_hausdorffdistance st_interiorringn st_intersection
        st_intersects st_isclosed st_isempty st_isring st_issimple st_isvalid st_latfromgeohash st_latitude st_length
        st_linefromtext st_linefromwkb st_lineinterpolatepoint st_lineinterpolatepoints st_linestringfromtext
        st_linestringfromwkb st_longfromgeohash st_longitude st_makeenvelope st_mlinefromtext st_mlinefromwkb st_mpointfromtext
        st_mpointfromwkb st_mpolyfromtext st_mpolyfromwkb st_multilinestringfromtext st_multilinestringfromwkb
        st_multipointfromtext st_multipointfromwkb st_multipolygonfromtext st_multipolygonfromwkb st_numgeometries
        st_numinteriorring st_numinteriorrings st_numpoints st_overlaps st_pointatdistance st_pointfromgeohash
        st_pointfromtext st_pointfromwkb st_pointn st_pointonsurface st_polyfromtext st_polyfromwkb st_polygonfromtext
        st_polygonfromwkb st_relate st_simplify st_srid st_startpoint st_swapxy st_symdifference st_touches st_transform
        st_union st_validate st_within st_x st_y st_collect
    """,
    Nature.COUNT: "count",
    Nature.AGGREGATE: """
        min max any_value group_concat json_arrayagg json_objectagg first_value last_value nth_value lag lead
        percentile_cont percentile_disc median bit_and bit_or bit_xor
    """,
    Nature.STATISTIC: "avg sum std stddev stddev_pop stddev_samp variance var_pop var_samp",
    Nature.POSITION: "row_number rank dense_rank percent_rank cume_dist ntile",
    Nature.SET: "json_table",
    Nature.AMBIENT: """
        connection_id current_date current_role current_time current_timestamp current_user curdate curtime database found_rows
        getdate icu_version last_insert_id localtime localtimestamp now rand roles_graphml row_count schema session_user sysdate
        system_user sys_guid user utc_date utc_time utc_timestamp uuid uuid_short version lastval ps_current_thread_id ps_thread_id
        binlog_gtid_pos wsrep_last_seen_gtid wsrep_last_written_gtid uuid_v4 uuid_v7 uuidv4 uuidv7
    """,
    Nature.CATALOG: "format_bytes format_pico_time gtid_subset gtid_subtract schemas",
    Nature.FILES: "load_file",
    Nature.LOCKS: "get_lock release_lock release_all_locks is_free_lock is_used_lock service_get_read_locks service_get_write_locks service_release_locks",
    Nature.SLEEP: """
        sleep benchmark encrypt master_pos_wait source_pos_wait master_gtid_wait wait_for_executed_gtid_set
        wait_until_sql_thread_after_gtids wsrep_sync_wait_upto_gtid
    """,
    Nature.WRITES: "nextval setval asynchronous_connection_failover_add_source",
    Nature.ADMIN: """
        asynchronous_connection_failover_add_managed asynchronous_connection_failover_delete_managed
        asynchronous_connection_failover_delete_source asynchronous_connection_failover_reset
        group_replication_set_as_primary group_replication_switch_to_multi_primary_mode
        group_replication_switch_to_single_primary_mode group_replication_set_communication_protocol
        group_replication_set_write_concurrency group_replication_enable_member_action
        group_replication_disable_member_action group_replication_reset_member_actions
        audit_log_filter_set_filter audit_log_filter_flush audit_log_read audit_log_rotate keyring_key_fetch
        keyring_key_generate keyring_key_remove keyring_key_store mysql_firewall_flush_status set_firewall_mode
        version_tokens_set version_tokens_edit sys_exec sys_eval sys_get sys_set lib_mysqludf_sys_info
        http_get http_post
    """,
}
