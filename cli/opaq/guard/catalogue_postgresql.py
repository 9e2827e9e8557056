"""What every built-in function of PostgreSQL 13 to 18, and of common extensions, can do.

TOTAL is a promise about every value of every overload of the name; a name with
one overload that can fail is PARTIAL.
"""

from __future__ import annotations

from opaq.guard.types import Nature

BUILT_IN: dict[Nature, str] = {
    Nature.TOTAL: """
        abbrev age any_out anyarray_out anyarray_send anycompatible_out anycompatiblearray_out anycompatiblearray_send
        anycompatiblemultirange_out anycompatiblenonarray_out anycompatiblerange_out anyelement_out anyenum_out
        anymultirange_out anynonarray_out anyrange_out array_dims array_eq array_ge array_gt array_larger array_le
        array_length array_lower array_lt array_ndims array_ne array_out array_replace array_send array_smaller
        array_sort array_to_json array_to_string array_upper atan atan2 bit_count bit_length bit_out bit_send bitcmp
        biteq bitge bitgt bitle bitlt bitne bittypmodout bool booland_statefunc booleq boolge boolgt boolle boollt
        boolne boolor_statefunc boolout boolsend box_eq box_ge box_gt box_le box_lt box_out box_send bpchar
        bpchar_larger bpchar_pattern_ge bpchar_pattern_gt bpchar_pattern_le bpchar_pattern_lt bpchar_smaller bpcharcmp
        bpchareq bpcharge bpchargt bpcharle bpcharlt bpcharne bpcharout bpcharsend bpchartypmodout broadcast btarraycmp
        btboolcmp btbpchar_pattern_cmp btcharcmp btfloat48cmp btfloat4cmp btfloat84cmp btfloat8cmp btint24cmp btint28cmp
        btint2cmp btint42cmp btint48cmp btint4cmp btint82cmp btint84cmp btint8cmp btnamecmp btnametextcmp btoidcmp
        btoidvectorcmp btrecordcmp btrecordimagecmp btrim bttext_pattern_cmp bttextcmp bttextnamecmp bttidcmp
        bytea_larger bytea_smaller byteacmp byteaeq byteage byteagt byteale bytealt byteane byteaout byteasend
        cardinality casefold cash_cmp cash_eq cash_ge cash_gt cash_le cash_lt cash_ne cash_out cash_send cbrt ceil
        ceiling char_length character_length chareq charge chargt charle charlt charne charout charsend cideq cidout
        cidr_out cidr_send cidsend circle_eq circle_ge circle_gt circle_le circle_lt circle_ne circle_out circle_send
        coalesce concat concat_ws crc32 crc32c cstring_out cstring_send date date_cmp date_eq date_eq_timestamp
        date_eq_timestamptz date_ge date_ge_timestamp date_ge_timestamptz date_gt date_gt_timestamp date_gt_timestamptz
        date_larger date_le date_le_timestamp date_le_timestamptz date_lt date_lt_timestamp date_lt_timestamptz date_ne
        date_ne_timestamp date_ne_timestamptz date_out date_part date_send date_smaller enum_cmp enum_eq enum_first
        enum_ge enum_gt enum_larger enum_last enum_le enum_lt enum_ne enum_out enum_range enum_send enum_smaller extract
        family float48eq float48ge float48gt float48le float48lt float48ne float4eq float4ge float4gt float4le float4lt
        float4ne float4out float4send float84eq float84ge float84gt float84le float84lt float84ne float8eq float8ge
        float8gt float8le float8lt float8ne float8out float8send floor greatest grouping gtsvectorout hash_aclitem
        hash_aclitem_extended hash_array hash_array_extended hash_multirange hash_multirange_extended hash_numeric
        hash_numeric_extended hash_range hash_range_extended hash_record hash_record_extended hashbool hashboolextended
        hashbpchar hashbpcharextended hashbytea hashbyteaextended hashchar hashcharextended hashcid hashcidextended
        hashdate hashdateextended hashenum hashenumextended hashfloat4 hashfloat4extended hashfloat8 hashfloat8extended
        hashinet hashinetextended hashint2 hashint2extended hashint4 hashint4extended hashint8 hashint8extended
        hashmacaddr hashmacaddr8 hashmacaddr8extended hashmacaddrextended hashname hashnameextended hashoid
        hashoidextended hashoidvector hashoidvectorextended hashtext hashtextextended hashtid hashtidextended hashxid
        hashxid8 hashxid8extended hashxidextended host hostmask inet_out inet_same_family inet_send initcap int24eq
        int24ge int24gt int24le int24lt int24ne int28eq int28ge int28gt int28le int28lt int28ne int2eq int2ge int2gt
        int2le int2lt int2ne int2out int2send int2vectorout int2vectorsend int42eq int42ge int42gt int42le int42lt
        int42ne int48eq int48ge int48gt int48le int48lt int48ne int4eq int4ge int4gt int4le int4lt int4ne int4out
        int4send int82eq int82ge int82gt int82le int82lt int82ne int84eq int84ge int84gt int84le int84lt int84ne int8eq
        int8ge int8gt int8le int8lt int8ne int8out int8send interval_cmp interval_eq interval_ge interval_gt
        interval_larger interval_le interval_lt interval_ne interval_out interval_send interval_smaller
        intervaltypmodout is_normalized/1 isempty isfinite json_build_array json_extract_path json_extract_path_text
        json_out json_scalar json_send json_serialize json_strip_nulls json_typeof jsonb_build_array jsonb_cmp
        jsonb_contained jsonb_contains jsonb_eq jsonb_exists jsonb_exists_all jsonb_exists_any jsonb_extract_path
        jsonb_extract_path_text jsonb_ge jsonb_gt jsonb_le jsonb_lt jsonb_ne jsonb_out jsonb_pretty jsonb_send
        jsonb_strip_nulls jsonb_typeof jsonpath_out jsonpath_send least left length/1 line_eq line_out line_send lower
        lower_inc lower_inf lseg_eq lseg_ge lseg_gt lseg_le lseg_lt lseg_ne lseg_out lseg_send ltrim macaddr8_cmp
        macaddr8_eq macaddr8_ge macaddr8_gt macaddr8_le macaddr8_lt macaddr8_ne macaddr8_out macaddr8_send
        macaddr8_set7bit macaddr_cmp macaddr_eq macaddr_ge macaddr_gt macaddr_le macaddr_lt macaddr_ne macaddr_out
        macaddr_send masklen md5 min_scale multirange_cmp multirange_eq multirange_ge multirange_gt multirange_le
        multirange_lt multirange_ne multirange_out multirange_send name nameeq nameeqtext namege namegetext namegt
        namegttext namele nameletext namelt namelttext namene namenetext nameout namesend netmask network network_cmp
        network_eq network_ge network_gt network_larger network_le network_lt network_ne network_smaller normalize/1
        nullif num_nonnulls num_nulls numeric_cmp numeric_eq numeric_ge numeric_gt numeric_larger numeric_le numeric_lt
        numeric_ne numeric_out numeric_send numeric_smaller numerictypmodout numnode octet_length oideq oidge oidgt
        oidle oidlt oidne oidout oidsend oidvectoreq oidvectorge oidvectorgt oidvectorle oidvectorlt oidvectorne
        oidvectorout oidvectorsend overlaps path_n_eq path_n_ge path_n_gt path_n_le path_n_lt path_out path_send
        pg_column_compression pg_column_size pg_size_pretty pg_typeof point_eq point_ne point_out point_send poly_out
        poly_send position range_adjacent range_cmp range_contained_by range_contains range_eq range_ge range_gt
        range_le range_lt range_merge range_ne range_out range_overlaps range_send record_eq record_ge record_gt
        record_image_eq record_image_ge record_image_gt record_image_le record_image_lt record_image_ne record_larger
        record_le record_lt record_ne record_out record_send record_smaller regclassout regclasssend regcollationout
        regcollationsend regconfigout regconfigsend regdictionaryout regdictionarysend regnamespaceout regnamespacesend
        regoperatorout regoperatorsend regoperout regopersend regprocedureout regproceduresend regprocout regprocsend
        regroleout regrolesend regtypeout regtypesend right round/1 row_to_json rtrim scale sha224 sha256 sha384 sha512
        shell_out sign starts_with string_to_array strip strpos substr/2 tanh text text_ge text_gt text_larger text_le
        text_lt text_pattern_ge text_pattern_gt text_pattern_le text_pattern_lt text_smaller texteq texteqname
        textgename textgtname textlen textlename textltname textne textnename textout textsend tideq tidge tidgt tidle
        tidlt tidne tidout tidsend time time_cmp time_eq time_ge time_gt time_larger time_le time_lt time_ne time_out
        time_send time_smaller timestamp timestamp_cmp timestamp_eq timestamp_eq_date timestamp_eq_timestamptz
        timestamp_ge timestamp_ge_date timestamp_ge_timestamptz timestamp_gt timestamp_gt_date timestamp_gt_timestamptz
        timestamp_larger timestamp_le timestamp_le_date timestamp_le_timestamptz timestamp_lt timestamp_lt_date
        timestamp_lt_timestamptz timestamp_ne timestamp_ne_date timestamp_ne_timestamptz timestamp_out timestamp_send
        timestamp_smaller timestamptypmodout timestamptz timestamptz_cmp timestamptz_eq timestamptz_eq_date
        timestamptz_eq_timestamp timestamptz_ge timestamptz_ge_date timestamptz_ge_timestamp timestamptz_gt
        timestamptz_gt_date timestamptz_gt_timestamp timestamptz_larger timestamptz_le timestamptz_le_date
        timestamptz_le_timestamp timestamptz_lt timestamptz_lt_date timestamptz_lt_timestamp timestamptz_ne
        timestamptz_ne_date timestamptz_ne_timestamp timestamptz_out timestamptz_send timestamptz_smaller
        timestamptztypmodout timetypmodout timetz timetz_cmp timetz_eq timetz_ge timetz_gt timetz_larger timetz_le
        timetz_lt timetz_ne timetz_out timetz_send timetz_smaller timetztypmodout to_bin to_json to_jsonb to_oct
        translate trim trim_scale trunc tsquery_cmp tsquery_eq tsquery_ge tsquery_gt tsquery_le tsquery_lt tsquery_ne
        tsqueryout tsquerysend tsvector_cmp tsvector_eq tsvector_ge tsvector_gt tsvector_le tsvector_lt tsvector_ne
        tsvector_to_array tsvectorout tsvectorsend txid_snapshot_out txid_snapshot_send unknownout unknownsend upper
        upper_inc upper_inf uuid_cmp uuid_eq uuid_extract_timestamp uuid_extract_version uuid_ge uuid_gt uuid_le uuid_lt
        uuid_ne uuid_out uuid_send varbit_out varbit_send varbitcmp varbiteq varbitge varbitgt varbitle varbitlt
        varbitne varbittypmodout varchar varcharout varcharsend varchartypmodout void_out void_send xid8_larger
        xid8_smaller xid8cmp xid8eq xid8ge xid8gt xid8le xid8lt xid8ne xid8out xid8send xideq xideqint4 xidneq
        xidneqint4 xidout xidsend xml_out xml_send xmlserialize
    """,
    Nature.PARTIAL: """
        abs acos acosd acosh any_in any_value_transfn anyarray_in anycompatible_in anycompatiblearray_in
        anycompatiblemultirange_in anycompatiblenonarray_in anycompatiblerange_in anyelement_in anyenum_in
        anymultirange_in anynonarray_in anyrange_in anytextcat area array_append array_cat array_fill array_in
        array_position array_positions array_prepend array_remove array_reverse array_sample array_shuffle
        array_to_tsvector arraycontained arraycontains arrayoverlap ascii asin asind asinh atan2d atand atanh bit bit_in
        bitand bitcat bitnot bitor bitshiftleft bitshiftright bittypmodin bitxor boolin bound_box box box_above
        box_above_eq box_add box_below box_below_eq box_center box_contain box_contain_pt box_contained box_distance
        box_div box_in box_intersect box_left box_mul box_overabove box_overbelow box_overlap box_overleft box_overright
        box_right box_same box_sub bpchariclike bpcharicnlike bpcharicregexeq bpcharicregexne bpcharin bpcharlike
        bpcharnlike bpcharregexeq bpcharregexne bpchartypmodin btequalimage btvarstrequalimage bytea byteacat byteain
        bytealike byteanlike cash_div_cash cash_div_flt4 cash_div_flt8 cash_div_int2 cash_div_int4 cash_div_int8 cash_in
        cash_mi cash_mul_flt4 cash_mul_flt8 cash_mul_int2 cash_mul_int4 cash_mul_int8 cash_pl cash_words cashlarger
        cashsmaller center char charin chr cidin cidr cidr_in circle circle_above circle_add_pt circle_below
        circle_center circle_contain circle_contain_pt circle_contained circle_distance circle_div_pt circle_in
        circle_left circle_mul_pt circle_overabove circle_overbelow circle_overlap circle_overleft circle_overright
        circle_right circle_same circle_sub_pt close_lb close_ls close_lseg close_pb close_pl close_ps close_sb close_sl
        convert convert_from convert_to cos cosd cosh cot cotd cstring_in date_add date_bin date_cmp_timestamp
        date_cmp_timestamptz date_in date_mi date_mi_interval date_mii date_pl_interval date_pli date_subtract
        date_trunc datemultirange daterange daterange_canonical daterange_subdiff datetime_pl datetimetz_pl dcbrt decode
        degrees dexp diagonal diameter dist_bl dist_bp dist_bs dist_cpoint dist_cpoly dist_lb dist_lp dist_ls dist_pathp
        dist_pb dist_pc dist_pl dist_polyc dist_polyp dist_ppath dist_ppoly dist_ps dist_sb dist_sl dist_sp div dlog1
        dlog10 domain_in dpow dround dsqrt dtrunc elem_contained_by_multirange elem_contained_by_range encode enum_in
        erf erfc exp factorial float4 float48div float48mi float48mul float48pl float4_accum float4abs float4div
        float4in float4larger float4mi float4mul float4pl float4smaller float4um float4up float8 float84div float84mi
        float84mul float84pl float8_accum float8_avg float8_combine float8_corr float8_covar_pop float8_covar_samp
        float8_regr_accum float8_regr_avgx float8_regr_avgy float8_regr_combine float8_regr_intercept float8_regr_r2
        float8_regr_slope float8_regr_sxx float8_regr_sxy float8_regr_syy float8_stddev_pop float8_stddev_samp
        float8_var_pop float8_var_samp float8abs float8div float8in float8larger float8mi float8mul float8pl
        float8smaller float8um float8up flt4_mul_cash flt8_mul_cash format gamma gcd get_bit get_byte gin_cmp_tslexeme
        gin_compare_jsonb gist_translate_cmptype_common gtsvectorin height icu_unicode_version in_range inet_in
        inet_merge inetand inetmi inetmi_int8 inetnot inetor inetpl int2 int24div int24mi int24mul int24pl int28div
        int28mi int28mul int28pl int2_avg_accum int2_avg_accum_inv int2_mul_cash int2_sum int2abs int2and int2div int2in
        int2int4_sum int2larger int2mi int2mod int2mul int2not int2or int2pl int2shl int2shr int2smaller int2um int2up
        int2vectorin int2xor int4 int42div int42mi int42mul int42pl int48div int48mi int48mul int48pl int4_avg_accum
        int4_avg_accum_inv int4_avg_combine int4_mul_cash int4_sum int4abs int4and int4div int4in int4inc int4larger
        int4mi int4mod int4mul int4multirange int4not int4or int4pl int4range int4range_canonical int4range_subdiff
        int4shl int4shr int4smaller int4um int4up int4xor int8 int82div int82mi int82mul int82pl int84div int84mi
        int84mul int84pl int8_avg int8_mul_cash int8_sum int8abs int8and int8dec int8dec_any int8div int8in int8inc
        int8inc_any int8inc_float8_float8 int8larger int8mi int8mod int8mul int8multirange int8not int8or int8pl
        int8pl_inet int8range int8range_canonical int8range_subdiff int8shl int8shr int8smaller int8um int8up int8xor
        integer_pl_date inter_lb inter_sb inter_sl interval interval_accum interval_accum_inv interval_avg
        interval_combine interval_div interval_hash interval_hash_extended interval_in interval_mi interval_mul
        interval_pl interval_pl_date interval_pl_time interval_pl_timestamp interval_pl_timestamptz interval_pl_timetz
        interval_um intervaltypmodin is_normalized isclosed ishorizontal isopen isparallel isperp isvertical json
        json_array json_array_element json_array_element_text json_array_length json_build_object json_exists json_in
        json_object json_object_field json_object_field_text json_populate_record json_query json_to_record
        json_to_tsvector json_value jsonb_array_element jsonb_array_element_text jsonb_array_length jsonb_build_object
        jsonb_concat jsonb_delete jsonb_delete_path jsonb_hash jsonb_hash_extended jsonb_in jsonb_insert jsonb_object
        jsonb_object_field jsonb_object_field_text jsonb_path_exists jsonb_path_exists_opr jsonb_path_exists_tz
        jsonb_path_match jsonb_path_match_opr jsonb_path_match_tz jsonb_path_query_array jsonb_path_query_array_tz
        jsonb_path_query_first jsonb_path_query_first_tz jsonb_populate_record jsonb_populate_record_valid jsonb_set
        jsonb_set_lax jsonb_to_record jsonb_to_tsvector jsonpath_in justify_days justify_hours justify_interval lcm
        length lgamma like like_escape line line_distance line_horizontal line_in line_interpt line_intersect
        line_parallel line_perp line_vertical ln log log10 lpad lseg lseg_center lseg_distance lseg_horizontal lseg_in
        lseg_interpt lseg_intersect lseg_length lseg_parallel lseg_perp lseg_vertical macaddr macaddr8 macaddr8_and
        macaddr8_in macaddr8_not macaddr8_or macaddr_and macaddr_in macaddr_not macaddr_or make_date make_interval
        make_time make_timestamp make_timestamptz makeaclitem mod money mul_d_interval multirange
        multirange_adjacent_multirange multirange_adjacent_range multirange_after_multirange multirange_after_range
        multirange_before_multirange multirange_before_range multirange_contained_by_multirange
        multirange_contained_by_range multirange_contains_elem multirange_contains_multirange multirange_contains_range
        multirange_in multirange_intersect multirange_intersect_agg_transfn multirange_minus
        multirange_overlaps_multirange multirange_overlaps_range multirange_overleft_multirange
        multirange_overleft_range multirange_overright_multirange multirange_overright_range multirange_union
        nameconcatoid nameiclike nameicnlike nameicregexeq nameicregexne namein namelike namenlike nameregexeq
        nameregexne network_overlap network_sub network_subeq network_sup network_supeq normalize notlike npoints
        numeric numeric_abs numeric_add numeric_div numeric_div_trunc numeric_exp numeric_fac numeric_in numeric_inc
        numeric_ln numeric_log numeric_mod numeric_mul numeric_pl_pg_lsn numeric_power numeric_sqrt numeric_sub
        numeric_uminus numeric_uplus numerictypmodin nummultirange numrange numrange_subdiff oid oidin oidlarger
        oidsmaller oidvectorin on_pb on_pl on_ppath on_ps on_sb on_sl overlay parse_ident path path_add path_add_pt
        path_center path_contain_pt path_distance path_div_pt path_in path_inter path_length path_mul_pt path_npoints
        path_sub_pt pclose phraseto_tsquery pi plainto_tsquery point point_above point_add point_below point_distance
        point_div point_horiz point_in point_left point_mul point_right point_sub point_vert poly_above poly_below
        poly_center poly_contain poly_contain_pt poly_contained poly_distance poly_in poly_left poly_npoints
        poly_overabove poly_overbelow poly_overlap poly_overleft poly_overright poly_right poly_same polygon popen
        postgresql_fdw_validator pow power pt_contained_circle pt_contained_poly querytree radians radius
        range_adjacent_multirange range_after range_after_multirange range_before range_before_multirange
        range_contained_by_multirange range_contains_elem range_contains_multirange range_in range_intersect
        range_intersect_agg_transfn range_minus range_overlaps_multirange range_overleft range_overleft_multirange
        range_overright range_overright_multirange range_union record_in regclassin regcollationin regconfigin
        regdictionaryin regexp_count regexp_instr regexp_like regexp_match regexp_replace regexp_split_to_array
        regexp_substr regnamespacein regoperatorin regoperin regprocedurein regprocin regrolein regtypein repeat replace
        round rpad satisfies_hash_partition set_bit set_byte set_masklen setweight shell_in similar_escape
        similar_to_escape sin sind sinh slope spg_poly_quad_compress split_part sqrt substr substring substring/3 tan
        tand textanycat textcat texticlike texticnlike texticregexeq texticregexne textin textlike textnlike textregexeq
        textregexne tidin tidlarger tidsmaller time_hash time_hash_extended time_in time_mi_interval time_mi_time
        time_pl_interval timedate_pl timestamp_cmp_date timestamp_cmp_timestamptz timestamp_hash timestamp_hash_extended
        timestamp_in timestamp_mi timestamp_mi_interval timestamp_pl_interval timestamptypmodin timestamptz_cmp_date
        timestamptz_cmp_timestamp timestamptz_hash timestamptz_hash_extended timestamptz_in timestamptz_mi
        timestamptz_mi_interval timestamptz_pl_interval timestamptztypmodin timetypmodin timetz_hash
        timetz_hash_extended timetz_in timetz_mi_interval timetz_pl_interval timetzdate_pl timetztypmodin timezone
        to_ascii to_char to_date to_number to_timestamp to_tsquery to_tsvector treat trim_array ts_delete ts_filter
        ts_headline ts_lexize ts_match_qv ts_match_tq ts_match_tt ts_match_vq ts_rank ts_rank_cd tsmultirange
        tsq_mcontained tsq_mcontains tsquery_and tsquery_not tsquery_or tsquery_phrase tsqueryin tsrange tsrange_subdiff
        tstzmultirange tstzrange tstzrange_subdiff tsvector_concat tsvectorin txid_snapshot_in txid_snapshot_xmax
        txid_snapshot_xmin txid_visible_in_snapshot unicode_assigned unicode_version unistr unknownin uuid_hash
        uuid_hash_extended uuid_in varbit varbit_in varbittypmodin varcharin varchartypmodin void_in
        websearch_to_tsquery width width_bucket xid xid8in xidin xml xml_in xml_is_well_formed
        xml_is_well_formed_content xml_is_well_formed_document xmlcomment xmlconcat xmlconcat2 xmlelement xmlexists
        xmlforest xmlparse xmlpi xmlroot xmltext xmlvalidate xpath xpath_exists
    """,
    Nature.INJECTIVE: """
        quote_ident quote_literal quote_nullable reverse to_hex
    """,
    Nature.COUNT: """
        count regr_count
    """,
    Nature.AGGREGATE: """
        any_value array_agg bit_and bit_or bit_xor bool_and bool_or every first_value json_agg json_agg_strict
        json_arrayagg json_object_agg json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict
        json_objectagg jsonb_agg jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique
        jsonb_object_agg_unique_strict lag last_value lead max min mode nth_value percentile_cont percentile_disc
        range_agg range_intersect_agg string_agg xmlagg
    """,
    Nature.STATISTIC: """
        avg corr covar_pop covar_samp regr_avgx regr_avgy regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
        stddev stddev_pop stddev_samp sum var_pop var_samp variance
    """,
    Nature.POSITION: """
        cume_dist dense_rank ntile percent_rank rank row_number
    """,
    Nature.SET: """
        _pg_expandarray aclexplode generate_series generate_subscripts json_array_elements json_array_elements_text
        json_each json_each_text json_object_keys json_populate_recordset json_table json_to_recordset
        jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys jsonb_path_query
        jsonb_path_query_tz jsonb_populate_recordset jsonb_to_recordset regexp_matches regexp_split_to_table
        string_to_table ts_debug ts_parse ts_token_type txid_snapshot_xip unnest xmltable
    """,
    Nature.AMBIENT: """
        bernoulli clock_timestamp current_catalog current_database current_date current_role current_schema
        current_schemas current_time current_timestamp current_user currval gen_random_uuid get_current_ts_config
        getdatabaseencoding getpgusername inet_client_addr inet_client_port inet_server_addr inet_server_port lastval
        localtime localtimestamp now pg_backend_pid pg_client_encoding pg_conf_load_time pg_current_snapshot
        pg_current_xact_id_if_assigned pg_is_in_recovery pg_is_other_temp_schema pg_jit_available pg_my_temp_schema
        pg_numa_available pg_postmaster_start_time pg_trigger_depth pg_xact_status random random_normal session_user
        setseed statement_timestamp system system_user timeofday transaction_timestamp txid_current_if_assigned
        txid_current_snapshot txid_status user uuidv4 uuidv7 version
    """,
    Nature.CATALOG: """
        _pg_char_max_length _pg_char_octet_length _pg_datetime_precision _pg_index_position _pg_interval_type
        _pg_numeric_precision _pg_numeric_precision_radix _pg_numeric_scale _pg_truetypid _pg_truetypmod aclcontains
        acldefault aclinsert aclitemeq aclitemin aclitemout aclremove brin_bloom_summary_in brin_bloom_summary_out
        brin_bloom_summary_send brin_minmax_multi_summary_in brin_minmax_multi_summary_out
        brin_minmax_multi_summary_send format_type has_any_column_privilege has_column_privilege has_database_privilege
        has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege has_largeobject_privilege
        has_parameter_privilege has_schema_privilege has_sequence_privilege has_server_privilege has_table_privilege
        has_tablespace_privilege has_type_privilege mxid_age oidvectortypes pg_available_extension_versions
        pg_available_extensions pg_available_wal_summaries pg_basetype pg_blocking_pids pg_char_to_encoding
        pg_collation_actual_version pg_collation_for pg_collation_is_visible pg_column_is_updatable
        pg_column_toast_chunk_id pg_control_checkpoint pg_control_init pg_control_recovery pg_control_system
        pg_conversion_is_visible pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn
        pg_database_collation_actual_version pg_database_size pg_ddl_command_in pg_ddl_command_out pg_ddl_command_send
        pg_dependencies_in pg_dependencies_out pg_dependencies_send pg_describe_object pg_encoding_max_length
        pg_encoding_to_char pg_extension_update_paths pg_filenode_relation pg_function_is_visible
        pg_get_catalog_foreign_keys pg_get_function_identity_arguments pg_get_function_result pg_get_keywords
        pg_get_loaded_modules pg_get_object_address pg_get_replica_identity_index pg_get_replication_slots
        pg_get_serial_sequence pg_get_shmem_allocations pg_get_shmem_allocations_numa pg_get_userbyid pg_get_wait_events
        pg_get_wal_replay_pause_state pg_get_wal_resource_managers pg_get_wal_summarizer_state pg_has_role
        pg_identify_object pg_identify_object_as_address pg_index_column_has_property pg_index_has_property
        pg_indexam_has_property pg_indexam_progress_phasename pg_indexes_size pg_input_is_valid pg_is_wal_replay_paused
        pg_last_committed_xact pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp
        pg_lock_status pg_lsn pg_lsn_cmp pg_lsn_eq pg_lsn_ge pg_lsn_gt pg_lsn_hash pg_lsn_hash_extended pg_lsn_in
        pg_lsn_larger pg_lsn_le pg_lsn_lt pg_lsn_mi pg_lsn_mii pg_lsn_ne pg_lsn_out pg_lsn_pli pg_lsn_send
        pg_lsn_smaller pg_mcv_list_in pg_mcv_list_out pg_mcv_list_send pg_ndistinct_in pg_ndistinct_out
        pg_ndistinct_send pg_node_tree_in pg_node_tree_out pg_node_tree_send pg_notification_queue_usage
        pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible pg_partition_ancestors pg_partition_root
        pg_partition_tree pg_relation_filenode pg_relation_filepath pg_relation_is_publishable pg_relation_is_updatable
        pg_relation_size pg_replication_origin_oid pg_replication_origin_progress pg_replication_origin_session_is_setup
        pg_replication_origin_session_progress pg_safe_snapshot_blocking_pids pg_show_replication_origin_status
        pg_size_bytes pg_snapshot_in pg_snapshot_out pg_snapshot_send pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin
        pg_split_walfile_name pg_stat_get_analyze_count pg_stat_get_archiver pg_stat_get_autoanalyze_count
        pg_stat_get_autovacuum_count pg_stat_get_backend_activity_start pg_stat_get_backend_dbid
        pg_stat_get_backend_idset pg_stat_get_backend_io pg_stat_get_backend_pid pg_stat_get_backend_start
        pg_stat_get_backend_subxact pg_stat_get_backend_userid pg_stat_get_backend_wait_event
        pg_stat_get_backend_wait_event_type pg_stat_get_backend_wal pg_stat_get_backend_xact_start
        pg_stat_get_bgwriter_buf_written_checkpoints pg_stat_get_bgwriter_buf_written_clean
        pg_stat_get_bgwriter_maxwritten_clean pg_stat_get_bgwriter_requested_checkpoints
        pg_stat_get_bgwriter_stat_reset_time pg_stat_get_bgwriter_timed_checkpoints pg_stat_get_blocks_fetched
        pg_stat_get_blocks_hit pg_stat_get_buf_alloc pg_stat_get_buf_fsync_backend pg_stat_get_buf_written_backend
        pg_stat_get_checkpoint_sync_time pg_stat_get_checkpoint_write_time pg_stat_get_checkpointer_buffers_written
        pg_stat_get_checkpointer_num_performed pg_stat_get_checkpointer_num_requested pg_stat_get_checkpointer_num_timed
        pg_stat_get_checkpointer_restartpoints_performed pg_stat_get_checkpointer_restartpoints_requested
        pg_stat_get_checkpointer_restartpoints_timed pg_stat_get_checkpointer_slru_written
        pg_stat_get_checkpointer_stat_reset_time pg_stat_get_checkpointer_sync_time pg_stat_get_checkpointer_write_time
        pg_stat_get_db_active_time pg_stat_get_db_blk_read_time pg_stat_get_db_blk_write_time
        pg_stat_get_db_blocks_fetched pg_stat_get_db_blocks_hit pg_stat_get_db_checksum_failures
        pg_stat_get_db_checksum_last_failure pg_stat_get_db_conflict_all pg_stat_get_db_conflict_bufferpin
        pg_stat_get_db_conflict_lock pg_stat_get_db_conflict_logicalslot pg_stat_get_db_conflict_snapshot
        pg_stat_get_db_conflict_startup_deadlock pg_stat_get_db_conflict_tablespace pg_stat_get_db_deadlocks
        pg_stat_get_db_idle_in_transaction_time pg_stat_get_db_numbackends pg_stat_get_db_parallel_workers_launched
        pg_stat_get_db_parallel_workers_to_launch pg_stat_get_db_session_time pg_stat_get_db_sessions
        pg_stat_get_db_sessions_abandoned pg_stat_get_db_sessions_fatal pg_stat_get_db_sessions_killed
        pg_stat_get_db_stat_reset_time pg_stat_get_db_temp_bytes pg_stat_get_db_temp_files pg_stat_get_db_tuples_deleted
        pg_stat_get_db_tuples_fetched pg_stat_get_db_tuples_inserted pg_stat_get_db_tuples_returned
        pg_stat_get_db_tuples_updated pg_stat_get_db_xact_commit pg_stat_get_db_xact_rollback pg_stat_get_dead_tuples
        pg_stat_get_function_calls pg_stat_get_function_self_time pg_stat_get_function_total_time
        pg_stat_get_ins_since_vacuum pg_stat_get_io pg_stat_get_last_analyze_time pg_stat_get_last_autoanalyze_time
        pg_stat_get_last_autovacuum_time pg_stat_get_last_vacuum_time pg_stat_get_lastscan pg_stat_get_live_tuples
        pg_stat_get_mod_since_analyze pg_stat_get_numscans pg_stat_get_progress_info pg_stat_get_recovery_prefetch
        pg_stat_get_replication_slot pg_stat_get_slru pg_stat_get_snapshot_timestamp pg_stat_get_subscription_stats
        pg_stat_get_total_analyze_time pg_stat_get_total_autoanalyze_time pg_stat_get_total_autovacuum_time
        pg_stat_get_total_vacuum_time pg_stat_get_tuples_deleted pg_stat_get_tuples_fetched
        pg_stat_get_tuples_hot_updated pg_stat_get_tuples_inserted pg_stat_get_tuples_newpage_updated
        pg_stat_get_tuples_returned pg_stat_get_tuples_updated pg_stat_get_vacuum_count pg_stat_get_wal
        pg_stat_get_xact_blocks_fetched pg_stat_get_xact_blocks_hit pg_stat_get_xact_function_calls
        pg_stat_get_xact_function_self_time pg_stat_get_xact_function_total_time pg_stat_get_xact_numscans
        pg_stat_get_xact_tuples_deleted pg_stat_get_xact_tuples_fetched pg_stat_get_xact_tuples_hot_updated
        pg_stat_get_xact_tuples_inserted pg_stat_get_xact_tuples_newpage_updated pg_stat_get_xact_tuples_returned
        pg_stat_get_xact_tuples_updated pg_stat_have_stats pg_statistics_obj_is_visible pg_table_is_visible
        pg_table_size pg_tablespace_databases pg_tablespace_location pg_tablespace_size pg_timezone_abbrevs
        pg_timezone_abbrevs_abbrevs pg_timezone_abbrevs_zone pg_timezone_names pg_total_relation_size
        pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible
        pg_type_is_visible pg_visible_in_snapshot pg_wal_lsn_diff pg_walfile_name pg_walfile_name_offset
        pg_xact_commit_timestamp pg_xact_commit_timestamp_origin regclass row_security_active to_regclass
        to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole to_regtype
        to_regtypemod
    """,
    Nature.DEFINITION: """
        col_description current_query current_setting lo_get obj_description pg_config pg_current_logfile pg_cursor
        pg_get_acl pg_get_aios pg_get_backend_memory_contexts pg_get_constraintdef pg_get_expr
        pg_get_function_arg_default pg_get_function_arguments pg_get_function_sqlbody pg_get_functiondef pg_get_indexdef
        pg_get_multixact_members pg_get_partition_constraintdef pg_get_partkeydef pg_get_publication_tables
        pg_get_ruledef pg_get_sequence_data pg_get_statisticsobjdef pg_get_statisticsobjdef_columns
        pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_viewdef pg_listening_channels pg_mcv_list_items
        pg_options_to_table pg_prepared_statement pg_prepared_xact pg_sequence_last_value pg_sequence_parameters
        pg_settings_get_flags pg_show_all_settings pg_stat_get_activity pg_stat_get_backend_activity
        pg_stat_get_backend_client_addr pg_stat_get_backend_client_port pg_stat_get_subscription
        pg_stat_get_wal_receiver pg_stat_get_wal_senders shobj_description
    """,
    Nature.ERROR_TEXT: """
        pg_input_error_info
    """,
    Nature.DYNAMIC_SQL: """
        cursor_to_xml cursor_to_xmlschema database_to_xml database_to_xml_and_xmlschema database_to_xmlschema
        query_to_xml query_to_xml_and_xmlschema query_to_xmlschema schema_to_xml schema_to_xml_and_xmlschema
        schema_to_xmlschema table_to_xml table_to_xml_and_xmlschema table_to_xmlschema ts_rewrite ts_stat
    """,
    Nature.FILES: """
        lo_export lo_import pg_hba_file_rules pg_ident_file_mappings pg_ls_archive_statusdir pg_ls_dir pg_ls_logdir
        pg_ls_logicalmapdir pg_ls_logicalsnapdir pg_ls_replslotdir pg_ls_summariesdir pg_ls_tmpdir pg_ls_waldir
        pg_read_binary_file pg_read_file pg_read_file_old pg_show_all_file_settings pg_stat_file
    """,
    Nature.SESSIONS: """
        pg_cancel_backend pg_log_backend_memory_contexts pg_terminate_backend
    """,
    Nature.LOCKS: """
        pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all pg_advisory_unlock_shared
        pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_try_advisory_lock pg_try_advisory_lock_shared
        pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared
    """,
    Nature.SLEEP: """
        pg_sleep pg_sleep_for pg_sleep_until
    """,
    Nature.WRITES: """
        brin_desummarize_range brin_summarize_new_values brin_summarize_range gin_clean_pending_list lo_close lo_creat
        lo_create lo_from_bytea lo_lseek lo_lseek64 lo_open lo_put lo_tell lo_tell64 lo_truncate lo_truncate64 lo_unlink
        loread lowrite nextval pg_clear_attribute_stats pg_clear_relation_stats pg_current_xact_id
        pg_import_system_collations pg_logical_emit_message pg_logical_slot_get_binary_changes
        pg_logical_slot_get_changes pg_notify pg_restore_attribute_stats pg_restore_relation_stats
        pg_stat_clear_snapshot pg_stat_force_next_flush pg_stat_reset pg_stat_reset_backend_stats
        pg_stat_reset_replication_slot pg_stat_reset_shared pg_stat_reset_single_function_counters
        pg_stat_reset_single_table_counters pg_stat_reset_slru pg_stat_reset_subscription_stats set_config setval
        txid_current
    """,
    Nature.ADMIN: """
        amvalidate binary_upgrade_add_sub_rel_state binary_upgrade_create_empty_extension
        binary_upgrade_logical_slot_has_caught_up binary_upgrade_replorigin_advance binary_upgrade_set_missing_value
        binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid
        binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid
        binary_upgrade_set_next_index_relfilenode binary_upgrade_set_next_multirange_array_pg_type_oid
        binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid
        binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid
        binary_upgrade_set_next_pg_type_oid binary_upgrade_set_next_toast_pg_class_oid
        binary_upgrade_set_next_toast_pg_type_oid binary_upgrade_set_next_toast_relfilenode
        binary_upgrade_set_record_init_privs currtid currtid2 fmgr_c_validator fmgr_internal_validator
        fmgr_sql_validator pg_backup_start pg_backup_start_time pg_backup_stop pg_copy_logical_replication_slot
        pg_copy_physical_replication_slot pg_create_logical_replication_slot pg_create_physical_replication_slot
        pg_create_restore_point pg_drop_replication_slot pg_event_trigger_ddl_commands pg_event_trigger_dropped_objects
        pg_event_trigger_table_rewrite_oid pg_event_trigger_table_rewrite_reason pg_export_snapshot
        pg_extension_config_dump pg_is_in_backup pg_isolation_test_session_is_blocked pg_log_standby_snapshot
        pg_logical_slot_peek_binary_changes pg_logical_slot_peek_changes pg_nextoid pg_promote pg_reload_conf
        pg_replication_origin_advance pg_replication_origin_create pg_replication_origin_drop
        pg_replication_origin_session_reset pg_replication_origin_session_setup pg_replication_origin_xact_reset
        pg_replication_origin_xact_setup pg_replication_slot_advance pg_rotate_logfile pg_rotate_logfile_old
        pg_start_backup pg_stop_backup pg_stop_making_pinned_objects pg_switch_wal pg_sync_replication_slots
        pg_wal_replay_pause pg_wal_replay_resume pg_wal_summary_contents plpgsql_validator
    """,
}

EXTENSIONS: dict[str, dict[Nature, str]] = {
    "adminpack": {
        Nature.FILES: """
        pg_file_rename pg_file_sync pg_file_unlink pg_file_write pg_logdir_ls
        """,
    },
    "amcheck": {
        Nature.ADMIN: """
        bt_index_check bt_index_parent_check gin_index_check verify_heapam
        """,
    },
    "btree_gin": {
        Nature.TOTAL: """
        gin_enum_cmp gin_numeric_cmp
        """,
    },
    "btree_gist": {
        Nature.TOTAL: """
        gbtreekey16_out gbtreekey2_out gbtreekey32_out gbtreekey4_out gbtreekey8_out gbtreekey_var_out
        """,
        Nature.PARTIAL: """
        cash_dist date_dist float4_dist float8_dist gbtreekey16_in gbtreekey2_in gbtreekey32_in gbtreekey4_in
        gbtreekey8_in gbtreekey_var_in gist_translate_cmptype_btree int2_dist int4_dist int8_dist interval_dist oid_dist
        time_dist ts_dist tstz_dist
        """,
    },
    "citext": {
        Nature.TOTAL: """
        citext citext_cmp citext_eq citext_ge citext_gt citext_larger citext_le citext_lt citext_ne citext_pattern_cmp
        citext_smaller citextout citextsend strpos translate
        """,
        Nature.PARTIAL: """
        citext_hash citext_hash_extended citext_pattern_ge citext_pattern_gt citext_pattern_le citext_pattern_lt
        citextin regexp_match regexp_replace regexp_split_to_array replace split_part texticlike texticnlike
        texticregexeq texticregexne
        """,
        Nature.AGGREGATE: """
        max min
        """,
        Nature.SET: """
        regexp_matches regexp_split_to_table
        """,
    },
    "cube": {
        Nature.TOTAL: """
        cube_cmp cube_eq cube_ge cube_gt cube_le cube_lt cube_ne cube_out cube_send
        """,
        Nature.PARTIAL: """
        cube cube_contained cube_contains cube_coord cube_coord_llur cube_dim cube_distance cube_enlarge cube_in
        cube_inter cube_is_point cube_ll_coord cube_overlap cube_size cube_subset cube_union cube_ur_coord
        distance_chebyshev distance_taxicab
        """,
    },
    "dblink": {
        Nature.NETWORK: """
        dblink dblink_build_sql_delete dblink_build_sql_insert dblink_build_sql_update dblink_cancel_query dblink_close
        dblink_connect dblink_connect_u dblink_current_query dblink_disconnect dblink_error_message dblink_exec
        dblink_fdw_validator dblink_fetch dblink_get_connections dblink_get_notify dblink_get_pkey dblink_get_result
        dblink_is_busy dblink_open dblink_send_query
        """,
    },
    "earthdistance": {
        Nature.PARTIAL: """
        earth earth_box earth_distance gc_to_sec geo_distance latitude ll_to_earth longitude sec_to_gc
        """,
    },
    "file_fdw": {
        Nature.ADMIN: """
        file_fdw_validator
        """,
    },
    "fuzzystrmatch": {
        Nature.TOTAL: """
        difference dmetaphone dmetaphone_alt soundex text_soundex
        """,
        Nature.PARTIAL: """
        daitch_mokotoff levenshtein levenshtein_less_equal metaphone
        """,
    },
    "hstore": {
        Nature.TOTAL: """
        akeys avals defined exist exists_all exists_any fetchval ghstore_out hstore_cmp hstore_eq hstore_ge hstore_gt
        hstore_le hstore_lt hstore_ne hstore_out hstore_send hstore_to_json hstore_to_jsonb isdefined
        """,
        Nature.PARTIAL: """
        delete ghstore_in hs_concat hs_contained hs_contains hstore hstore_hash hstore_hash_extended hstore_in
        hstore_to_array hstore_to_json_loose hstore_to_jsonb_loose hstore_to_matrix hstore_version_diag isexists
        populate_record slice slice_array tconvert
        """,
        Nature.SET: """
        each skeys svals
        """,
    },
    "intagg": {
        Nature.AGGREGATE: """
        int_array_aggregate
        """,
        Nature.SET: """
        int_array_enum
        """,
    },
    "intarray": {
        Nature.TOTAL: """
        _intbig_out bqarr_out
        """,
        Nature.PARTIAL: """
        _int_contained _int_contains _int_different _int_inter _int_overlap _int_same _int_union _intbig_in boolop
        bqarr_in icount idx intarray_del_elem intarray_push_array intarray_push_elem intset intset_subtract
        intset_union_elem querytree rboolop sort sort_asc sort_desc subarray uniq
        """,
    },
    "isn": {
        Nature.TOTAL: """
        btean13cmp btisbn13cmp btisbncmp btismn13cmp btismncmp btissn13cmp btissncmp btupccmp ean13_out hashean13
        hashisbn hashisbn13 hashismn hashismn13 hashissn hashissn13 hashupc isn_out
        """,
        Nature.PARTIAL: """
        ean13_in is_valid isbn isbn13 isbn13_in isbn_in ismn ismn13 ismn13_in ismn_in isneq isnge isngt isnle isnlt
        isnne issn issn13 issn13_in issn_in make_valid upc upc_in
        """,
        Nature.WRITES: """
        isn_weak
        """,
    },
    "lo": {
        Nature.PARTIAL: """
        lo_oid
        """,
    },
    "ltree": {
        Nature.TOTAL: """
        hash_ltree hash_ltree_extended lquery_out lquery_send ltree2text ltree_cmp ltree_eq ltree_ge ltree_gist_out
        ltree_gt ltree_le ltree_lt ltree_ne ltree_out ltree_send ltxtq_out ltxtq_send nlevel
        """,
        Nature.PARTIAL: """
        _lt_q_regex _lt_q_rregex _ltq_extract_regex _ltq_regex _ltq_rregex _ltree_extract_isparent
        _ltree_extract_risparent _ltree_isparent _ltree_r_isparent _ltree_r_risparent _ltree_risparent _ltxtq_exec
        _ltxtq_extract_exec _ltxtq_rexec index lca lquery_in lt_q_regex lt_q_rregex ltq_regex ltq_rregex ltree_addltree
        ltree_addtext ltree_gist_in ltree_in ltree_isparent ltree_risparent ltree_textadd ltxtq_exec ltxtq_in
        ltxtq_rexec subltree subpath text2ltree
        """,
    },
    "old_snapshot": {
        Nature.CATALOG: """
        pg_old_snapshot_time_mapping
        """,
    },
    "pageinspect": {
        Nature.ADMIN: """
        brin_metapage_info brin_page_items brin_page_type brin_revmap_data bt_metap bt_multi_page_stats bt_page_items
        bt_page_stats fsm_page_contents get_raw_page gin_leafpage_items gin_metapage_info gin_page_opaque_info
        gist_page_items gist_page_items_bytea gist_page_opaque_info hash_bitmap_info hash_metapage_info hash_page_items
        hash_page_stats hash_page_type heap_page_item_attrs heap_page_items heap_tuple_infomask_flags page_checksum
        page_header tuple_data_split
        """,
    },
    "pg_buffercache": {
        Nature.CATALOG: """
        pg_buffercache_numa_pages pg_buffercache_pages pg_buffercache_summary pg_buffercache_usage_counts
        """,
        Nature.WRITES: """
        pg_buffercache_evict pg_buffercache_evict_all pg_buffercache_evict_relation
        """,
    },
    "pg_freespacemap": {
        Nature.CATALOG: """
        pg_freespace
        """,
    },
    "pg_logicalinspect": {
        Nature.ADMIN: """
        pg_get_logical_snapshot_info pg_get_logical_snapshot_meta
        """,
    },
    "pg_prewarm": {
        Nature.ADMIN: """
        autoprewarm_dump_now autoprewarm_start_worker pg_prewarm
        """,
    },
    "pg_stat_statements": {
        Nature.CATALOG: """
        pg_stat_statements_info
        """,
        Nature.DEFINITION: """
        pg_stat_statements
        """,
        Nature.WRITES: """
        pg_stat_statements_reset
        """,
    },
    "pg_surgery": {
        Nature.WRITES: """
        heap_force_freeze heap_force_kill
        """,
    },
    "pg_trgm": {
        Nature.TOTAL: """
        gtrgm_out show_trgm similarity strict_word_similarity word_similarity
        """,
        Nature.PARTIAL: """
        gtrgm_in similarity_dist similarity_op strict_word_similarity_commutator_op
        strict_word_similarity_dist_commutator_op strict_word_similarity_dist_op strict_word_similarity_op
        word_similarity_commutator_op word_similarity_dist_commutator_op word_similarity_dist_op word_similarity_op
        """,
        Nature.AMBIENT: """
        show_limit
        """,
        Nature.WRITES: """
        set_limit
        """,
    },
    "pg_visibility": {
        Nature.CATALOG: """
        pg_check_frozen pg_check_visible pg_visibility pg_visibility_map pg_visibility_map_summary
        """,
        Nature.WRITES: """
        pg_truncate_visibility_map
        """,
    },
    "pg_walinspect": {
        Nature.ADMIN: """
        pg_get_wal_block_info pg_get_wal_record_info pg_get_wal_records_info pg_get_wal_records_info_till_end_of_wal
        pg_get_wal_stats pg_get_wal_stats_till_end_of_wal
        """,
    },
    "pgcrypto": {
        Nature.PARTIAL: """
        armor dearmor decrypt decrypt_iv digest encrypt encrypt_iv hmac pgp_key_id pgp_pub_decrypt pgp_pub_decrypt_bytea
        pgp_pub_encrypt pgp_pub_encrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_sym_encrypt
        pgp_sym_encrypt_bytea
        """,
        Nature.SET: """
        pgp_armor_headers
        """,
        Nature.AMBIENT: """
        gen_random_bytes gen_random_uuid
        """,
        Nature.SLEEP: """
        crypt gen_salt
        """,
    },
    "pgrowlocks": {
        Nature.CATALOG: """
        pgrowlocks
        """,
    },
    "pgstattuple": {
        Nature.CATALOG: """
        pg_relpages pgstatginindex pgstathashindex pgstatindex pgstattuple pgstattuple_approx
        """,
    },
    "plpgsql": {
        Nature.ADMIN: """
        plpgsql_validator
        """,
    },
    "postgis": {
        Nature.PARTIAL: """
        box2d box3d geography geometry geometrytype st_3dclosestpoint st_3ddistance st_3ddwithin st_3dintersects
        st_3dlength st_addmeasure st_addpoint st_affine st_angle st_area st_asbinary st_asencodedpolyline st_asewkb
        st_asewkt st_asgeojson st_asgml st_ashexewkb st_askml st_aslatlontext st_asmvtgeom st_assvg st_astext st_astwkb
        st_asx3d st_azimuth st_bdmpolyfromtext st_bdpolyfromtext st_boundary st_boundingdiagonal st_box2dfromgeohash
        st_buffer st_buildarea st_centroid st_chaikinsmoothing st_cleangeometry st_clipbybox2d st_closestpoint
        st_closestpointofapproach st_collectionextract st_collectionhomogenize st_concavehull st_contains
        st_containsproperly st_convexhull st_coorddim st_coveredby st_covers st_cpawithin st_crosses st_curvetoline
        st_delaunaytriangles st_dfullywithin st_difference st_dimension st_disjoint st_distance st_distancecpa
        st_distancesphere st_distancespheroid st_dwithin st_endpoint st_envelope st_equals st_expand st_exteriorring
        st_filterbym st_flipcoordinates st_force2d st_force3d st_force3dm st_force3dz st_force4d st_forcecollection
        st_forcecurve st_forcepolygonccw st_forcepolygoncw st_forcerhr st_forcesfs st_frechetdistance st_generatepoints
        st_geogfromtext st_geogfromwkb st_geographyfromtext st_geohash st_geomcollfromtext st_geometricmedian
        st_geometryfromtext st_geometryn st_geometrytype st_geomfromewkb st_geomfromewkt st_geomfromgeohash
        st_geomfromgeojson st_geomfromgml st_geomfromkml st_geomfromtext st_geomfromtwkb st_geomfromwkb st_gmltosql
        st_hasarc st_hausdorffdistance st_hexagon st_interiorringn st_interpolatepoint st_intersection st_intersects
        st_isclosed st_iscollection st_isempty st_ispolygonccw st_ispolygoncw st_isring st_issimple st_isvalid
        st_isvalidreason st_isvalidtrajectory st_length st_length2d st_lengthspheroid st_linecrossingdirection
        st_linefromencodedpolyline st_linefrommultipoint st_linefromtext st_linefromwkb st_lineinterpolatepoint
        st_lineinterpolatepoints st_linelocatepoint st_linemerge st_linestringfromwkb st_linesubstring st_linetocurve
        st_locatealong st_locatebetween st_locatebetweenelevations st_longestline st_m st_makebox2d st_makeenvelope
        st_makeline st_makepoint st_makepointm st_makepolygon st_makevalid st_maxdistance st_memsize
        st_minimumboundingcircle st_minimumclearance st_minimumclearanceline st_mlinefromtext st_mpointfromtext
        st_mpolyfromtext st_multi st_multilinefromwkb st_multilinestringfromtext st_multipointfromtext
        st_multipointfromwkb st_multipolyfromwkb st_multipolygonfromtext st_ndims st_node st_normalize st_npoints
        st_nrings st_numgeometries st_numinteriorring st_numinteriorrings st_numpatches st_numpoints st_offsetcurve
        st_orderingequals st_orientedenvelope st_overlaps st_patchn st_perimeter st_perimeter2d st_point
        st_pointfromgeohash st_pointfromtext st_pointfromwkb st_pointinsidecircle st_pointm st_pointn st_pointonsurface
        st_points st_pointz st_pointzm st_polyfromtext st_polyfromwkb st_polygon st_polygonfromtext st_project
        st_quantizecoordinates st_reduceprecision st_relate st_relatematch st_removepoint st_removerepeatedpoints
        st_reverse st_rotate st_rotatex st_rotatey st_rotatez st_scale st_scroll st_segmentize st_seteffectivearea
        st_setpoint st_setsrid st_sharedpaths st_shiftlongitude st_shortestline st_simplify st_simplifypreservetopology
        st_simplifyvw st_snap st_snaptogrid st_split st_square st_srid st_startpoint st_subdivide st_summary
        st_swapordinates st_symdifference st_tileenvelope st_touches st_transform st_translate st_transscale
        st_triangulatepolygon st_unaryunion st_voronoilines st_voronoipolygons st_within st_wkbtosql st_wkttosql
        st_wrapx st_x st_xmax st_xmin st_y st_ymax st_ymin st_z st_zmax st_zmflag st_zmin
        """,
        Nature.AGGREGATE: """
        st_3dextent st_asflatgeobuf st_asgeobuf st_asmvt st_clusterdbscan st_clusterintersecting st_clusterkmeans
        st_clusterwithin st_collect st_extent st_memunion st_polygonize st_union
        """,
        Nature.SET: """
        st_dump st_dumppoints st_dumprings st_dumpsegments st_hexagongrid st_squaregrid
        """,
        Nature.AMBIENT: """
        postgis_full_version postgis_geos_version postgis_lib_version postgis_proj_version postgis_version
        """,
    },
    "postgres_fdw": {
        Nature.NETWORK: """
        postgres_fdw_disconnect postgres_fdw_disconnect_all postgres_fdw_get_connections postgres_fdw_validator
        """,
    },
    "seg": {
        Nature.TOTAL: """
        seg_cmp seg_ge seg_gt seg_le seg_lt seg_out
        """,
        Nature.PARTIAL: """
        seg_center seg_contained seg_contains seg_different seg_in seg_inter seg_left seg_lower seg_over_left
        seg_over_right seg_overlap seg_right seg_same seg_size seg_union seg_upper
        """,
    },
    "sslinfo": {
        Nature.AMBIENT: """
        ssl_cipher ssl_client_cert_present ssl_client_dn ssl_client_dn_field ssl_client_serial ssl_extension_info
        ssl_is_used ssl_issuer_dn ssl_issuer_field ssl_version
        """,
    },
    "tablefunc": {
        Nature.SET: """
        normal_rand
        """,
        Nature.DYNAMIC_SQL: """
        connectby crosstab crosstab2 crosstab3 crosstab4
        """,
    },
    "timescaledb": {
        Nature.PARTIAL: """
        time_bucket
        """,
    },
    "tsm_system_rows": {
        Nature.AMBIENT: """
        system_rows
        """,
    },
    "tsm_system_time": {
        Nature.AMBIENT: """
        system_time
        """,
    },
    "unaccent": {
        Nature.TOTAL: """
        unaccent
        """,
    },
    "uuid-ossp": {
        Nature.PARTIAL: """
        uuid_generate_v3 uuid_generate_v5
        """,
        Nature.AMBIENT: """
        uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500
        """,
    },
    "vector": {
        Nature.TOTAL: """
        halfvec_cmp halfvec_eq halfvec_ge halfvec_gt halfvec_le halfvec_lt halfvec_ne halfvec_out halfvec_send
        sparsevec_cmp sparsevec_eq sparsevec_ge sparsevec_gt sparsevec_le sparsevec_lt sparsevec_ne sparsevec_out
        sparsevec_send vector_cmp vector_eq vector_ge vector_gt vector_le vector_lt vector_ne vector_out vector_send
        """,
        Nature.PARTIAL: """
        array_to_halfvec array_to_sparsevec array_to_vector binary_quantize cosine_distance halfvec halfvec_accum
        halfvec_add halfvec_avg halfvec_combine halfvec_concat halfvec_in halfvec_l2_squared_distance halfvec_mul
        halfvec_negative_inner_product halfvec_spherical_distance halfvec_sub halfvec_to_float4 halfvec_to_sparsevec
        halfvec_to_vector halfvec_typmod_in hamming_distance inner_product jaccard_distance l1_distance l2_distance
        l2_norm l2_normalize sparsevec sparsevec_in sparsevec_l2_squared_distance sparsevec_negative_inner_product
        sparsevec_to_halfvec sparsevec_to_vector sparsevec_typmod_in subvector vector vector_accum vector_add vector_avg
        vector_combine vector_concat vector_dims vector_in vector_l2_squared_distance vector_mul
        vector_negative_inner_product vector_norm vector_spherical_distance vector_sub vector_to_float4
        vector_to_halfvec vector_to_sparsevec vector_typmod_in
        """,
        Nature.STATISTIC: """
        avg sum
        """,
    },
    "xml2": {
        Nature.PARTIAL: """
        xml_encode_special_chars xml_valid xpath_bool xpath_list xpath_nodeset xpath_number xpath_string
        """,
        Nature.DYNAMIC_SQL: """
        xpath_table
        """,
        Nature.FILES: """
        xslt_process
        """,
    },
}
