"""Columns of MySQL's and MariaDB's system schemas that hold names, types, sizes, counts and times only.

One set of column names per schema, since their views repeat them; relations that
hold values under such names are listed apart and are denied whole.
"""

from __future__ import annotations

PUBLIC: dict[str, str] = {
    "information_schema": """
        access_denied access_time action_order action_orientation action_timing active_threads algorithm
        allocated_size auth_srid auto_increment autoextend_size autoinc avg_count avg_count_reset avg_row_length
        base_pos binlog_bytes_written block_id block_ops_in block_ops_out block_size blocking_trx_id
        buffer_pool_instance busy_time bytes_received bytes_sent cardinality catalog_name character_maximum_length
        character_octet_length character_set_client character_set_name check_option check_time clust_index_size
        collation collation_connection collation_name column_key column_name column_type command command_line_argument
        commit_transactions compress_ops compress_ops_ok compress_time compressed compressed_size
        concurrent_connections connected_time connection_id connections constraint_catalog constraint_name
        constraint_schema constraint_type context_involuntary context_voluntary coord_dimension count count_reset
        cpu_system cpu_time cpu_user create_time created creation_time current_key_id current_key_version data_free
        data_length data_size data_type database_collation database_pages datetime_precision db
        default_character_set_name default_collate_name default_collation_name definer delete_rule deleted_rows
        denied_connections dequeues_by_listener dequeues_by_worker description dirty_blocks doc_count doc_id
        dtd_identifier duration empty_queries enabled encryption_scheme ends enforced engine enum_value_list
        event_body event_catalog event_manipulation event_name event_object_catalog event_object_schema
        event_object_table event_schema event_type examined_rows execute_at extent_size external_language extra
        file_id file_name file_size file_type first_doc_id fix_count flag flush_type for_col_name for_name
        free_buffers free_extents free_page_clock fs_block_size full_collation_name full_size function geometry_type
        geometry_type_name global_value_origin grantee grantee_host group_id has_listener hit_rate id ignored index_id
        index_length index_name index_schema index_type initial_size insufficient_privileges interval_field io_fix
        is_compiled is_default is_deterministic is_generated is_grantable is_hashed is_mandatory is_nullable is_old
        is_stalled is_updatable is_visible key_cache_name key_rotation_max_page_number key_rotation_page_number
        keyserver_requests last_access_time last_altered last_doc_id last_executed last_update_time len level
        load_option lock_index lock_mode lock_page lock_rec lock_space lock_table lock_trx_id lock_type
        logfile_group_name logfile_group_number lost_connections lru_io_current lru_io_total lru_position match_option
        max_count max_count_reset max_data_length max_index_length max_memory_used max_ppr max_stage
        max_statement_time_exceeded maximum_size maxlen memory_used merge_threshold messages_received messages_sent
        min_count min_count_reset min_key_version missing_bytes_beyond_max_mem_size modified_counter
        modified_database_pages mtype n_cols n_fields name newest_modification nodegroup nodegroup_id non_unique
        not_young_make_per_thousand_gets nullable num_rows number_pages_created number_pages_get number_pages_read
        number_pages_read_ahead number_pages_written number_read_ahead_evicted number_records numeric_block_size
        numeric_max_value numeric_min_value numeric_precision numeric_scale old_database_pages oldest_modification
        on_completion ordinal_position organization originator other_commands other_index_size packed
        page_faults_major page_faults_minor page_no page_number page_size page_state page_type pages_create_rate
        pages_free pages_made_not_young_rate pages_made_young pages_made_young_rate pages_not_made_young
        pages_read_rate pages_used pages_written_rate parameter_mode parameter_name parameter_style partition_method
        partition_name partition_ordinal_position pending_decompress pending_flush_list pending_flush_lru
        pending_reads plugin_auth_version plugin_author plugin_description plugin_library plugin_library_version
        plugin_license plugin_maturity plugin_name plugin_status plugin_type plugin_type_version plugin_version
        polls_by_listener polls_by_worker pool_id pool_size pos position position_in_unique_constraint priority
        privilege_type privileges progress prtype query_id queue_length queueing_time_microseconds
        read_ahead_evicted_rate read_ahead_rate read_only read_requests reads recover_time ref_col_name ref_count
        ref_name referenced_column_name referenced_table_name referenced_table_schema relocation_ops relocation_time
        requesting_trx_id reserved role_host role_name rollback_transactions rotating_or_flushing routine_body
        routine_catalog routine_name routine_schema routine_type row_format rows_changed rows_changed_x_indexes
        rows_deleted rows_inserted rows_read rows_sent rows_updated savepoints schema_name security_type
        segment_number segments select_commands seq seq_in_index sortlen source_file source_function source_line space
        space_type specific_catalog specific_name specific_schema sql_data_access sql_mode sql_path srid srs_id
        srs_name stage stalls standby_threads starts state stats_initialized status storage_type sub_part
        subpartition_method subpartition_name subpartition_ordinal_position subsystem support swaps table_catalog
        table_collation table_id table_name table_rows table_schema table_type tablespace_name tablespace_type
        temporary thread_creations thread_creations_due_to_stall threads throttles tid time time_disabled time_elapsed
        time_enabled time_ms time_reset time_zone total_connections total_extents total_ssl_connections
        transaction_counter transactions trigger_catalog trigger_name trigger_schema trx_autocommit_non_locking
        trx_concurrency_tickets trx_foreign_key_checks trx_id trx_is_read_only trx_isolation_level
        trx_lock_memory_bytes trx_lock_structs trx_mysql_thread_id trx_operation_state trx_rows_locked
        trx_rows_modified trx_started trx_state trx_tables_in_use trx_tables_locked trx_unique_checks trx_wait_started
        trx_weight type uncompress_current uncompress_ops uncompress_time uncompress_total unique_constraint_catalog
        unique_constraint_name unique_constraint_schema unused_blocks update_commands update_count update_rule
        update_time used_blocks user variable_comment variable_name variable_scope variable_type version wakes
        wakes_due_to_stall write_requests writes xa young_make_per_thousand_gets zip_page_size
    """,
    "performance_schema": """
        access_mode autocommit avg_statements_wait avg_timer_delete avg_timer_execute avg_timer_fetch avg_timer_insert
        avg_timer_misc avg_timer_read avg_timer_read_external avg_timer_read_high_priority avg_timer_read_no_insert
        avg_timer_read_normal avg_timer_read_only avg_timer_read_with_shared_locks avg_timer_read_write
        avg_timer_update avg_timer_wait avg_timer_write avg_timer_write_allow_write avg_timer_write_concurrent_insert
        avg_timer_write_delayed avg_timer_write_external avg_timer_write_low_priority avg_timer_write_normal
        channel_name column_name connection_retry_count connection_retry_interval connection_type
        count_addrinfo_permanent_errors count_addrinfo_transient_errors count_alloc count_auth_plugin_errors
        count_authentication_errors count_default_database_errors count_delete count_execute count_fcrdns_errors
        count_fetch count_format_errors count_free count_handshake_errors count_host_acl_errors
        count_host_blocked_errors count_init_connect_errors count_insert count_local_errors
        count_max_user_connections_errors count_max_user_connections_per_hour_errors count_misc
        count_nameinfo_permanent_errors count_nameinfo_transient_errors count_no_auth_plugin_errors
        count_proxy_user_acl_errors count_proxy_user_errors count_read count_read_external count_read_high_priority
        count_read_no_insert count_read_normal count_read_only count_read_with_shared_locks count_read_write
        count_reprepare count_ssl_errors count_star count_statements count_transactions_retries count_unknown_errors
        count_update count_write count_write_allow_write count_write_concurrent_insert count_write_delayed
        count_write_external count_write_low_priority count_write_normal created_tmp_disk_tables created_tmp_tables
        current_connections current_count_used current_number_of_bytes_used current_schema desired_delay digest
        enabled end_event_id engine errors event_id event_name external_lock first_error_seen first_seen flags
        heartbeat_interval high_count_used high_number_of_bytes_used history host host_validated index_name
        instrumented internal_lock isolation_level last_error_number last_error_seen last_error_timestamp last_seen
        last_trans_retry_count lock_duration lock_status lock_time lock_type locked_by_thread_id low_count_used
        low_number_of_bytes_used max_statements_wait max_timer_delete max_timer_execute max_timer_fetch
        max_timer_insert max_timer_misc max_timer_read max_timer_read_external max_timer_read_high_priority
        max_timer_read_no_insert max_timer_read_normal max_timer_read_only max_timer_read_with_shared_locks
        max_timer_read_write max_timer_update max_timer_wait max_timer_write max_timer_write_allow_write
        max_timer_write_concurrent_insert max_timer_write_delayed max_timer_write_external
        max_timer_write_low_priority max_timer_write_normal min_statements_wait min_timer_delete min_timer_execute
        min_timer_fetch min_timer_insert min_timer_misc min_timer_read min_timer_read_external
        min_timer_read_high_priority min_timer_read_no_insert min_timer_read_normal min_timer_read_only
        min_timer_read_with_shared_locks min_timer_read_write min_timer_update min_timer_wait min_timer_write
        min_timer_write_allow_write min_timer_write_concurrent_insert min_timer_write_delayed min_timer_write_external
        min_timer_write_low_priority min_timer_write_normal mysql_errno name nesting_event_id nesting_event_level
        nesting_event_type no_good_index_used no_index_used number_of_bytes number_of_release_savepoint
        number_of_rollback_to_savepoint number_of_savepoints object_instance_begin object_name object_schema
        object_type open_count operation ordinal_position owner_event_id owner_object_name owner_object_schema
        owner_object_type owner_thread_id parent_thread_id partition_name port processlist_command processlist_db
        processlist_id processlist_state processlist_time processlist_user read_locked_by_count remaining_delay
        returned_sqlstate role rows_affected rows_examined rows_sent schema_name select_full_join
        select_full_range_join select_range select_range_check select_scan service_state socket_id sort_merge_passes
        sort_range sort_rows sort_scan source spins ssl_allowed ssl_verify_server_certificate state statement_id
        sum_connect_errors sum_created_tmp_disk_tables sum_created_tmp_tables sum_errors sum_lock_time
        sum_no_good_index_used sum_no_index_used sum_number_of_bytes_alloc sum_number_of_bytes_free
        sum_number_of_bytes_read sum_number_of_bytes_write sum_rows_affected sum_rows_examined sum_rows_sent
        sum_select_full_join sum_select_full_range_join sum_select_range sum_select_range_check sum_select_scan
        sum_sort_merge_passes sum_sort_range sum_sort_rows sum_sort_scan sum_statements_wait sum_timer_delete
        sum_timer_execute sum_timer_fetch sum_timer_insert sum_timer_misc sum_timer_read sum_timer_read_external
        sum_timer_read_high_priority sum_timer_read_no_insert sum_timer_read_normal sum_timer_read_only
        sum_timer_read_with_shared_locks sum_timer_read_write sum_timer_update sum_timer_wait sum_timer_write
        sum_timer_write_allow_write sum_timer_write_concurrent_insert sum_timer_write_delayed sum_timer_write_external
        sum_timer_write_low_priority sum_timer_write_normal sum_warnings thread_id thread_os_id timed timer_end
        timer_frequency timer_name timer_overhead timer_prepare timer_resolution timer_start timer_wait
        total_connections trx_id type user using_gtid variable_name warnings work_completed work_estimated
        worker_idle_time write_locked_by_thread_id xa_state xid_format_id
    """,
    "mysql": """
        abbreviation account_locked admin_option aggregate alter_priv alter_routine_priv avg_length begin_timestamp
        cardinality character_set_client clustered_index_size collation_connection column_name column_priv commit_id
        commit_timestamp correction cost_name create_priv create_role_priv create_routine_priv create_tablespace_priv
        create_tmp_table_priv create_user_priv create_view_priv created database_name db db_collation db_name
        default_role definer delete_history_priv delete_priv description dl domain_id drop_priv drop_role_priv ends
        engine_name event_priv event_time example execute_at execute_priv file_priv from_host from_user grant_priv
        grantor help_category_id help_keyword_id help_topic_id hist_size hist_type host index_name index_priv
        insert_id insert_priv interval_field is_deterministic is_dst is_role isolation_level language last_executed
        last_insert_id last_update lock_tables_priv lock_time max_connections max_questions max_statement_time
        max_updates max_user_connections modified n_rows name nulls_ratio offset on_completion originator
        parent_category_id password_expired plugin port prefix_arity proc_priv process_priv proxied_host proxied_user
        query_time references_priv reload_priv repl_client_priv repl_slave_priv ret role routine_name routine_type
        rows_affected rows_examined rows_sent sample_size security_type select_priv seq_no server_id server_name
        show_db_priv show_view_priv shutdown_priv specific_name sql_data_access sql_mode ssl_type start_time starts
        stat_description stat_name stat_value status sub_id sum_of_other_index_sizes super_priv table_name table_priv
        thread_id time_zone time_zone_id timestamp to_host to_user transaction_id transition_time transition_type_id
        trigger_priv type update_priv url use_leap_seconds user with_grant wrapper
    """,
    "sys": """
        allocated auto_increment auto_increment_ratio avg_latency avg_read avg_rows_sorted avg_sort_merges
        avg_tmp_tables_per_query avg_us avg_write avg_written blocking_lock_mode blocking_lock_type blocking_pid
        blocking_thread_id blocking_trx_age blocking_trx_id blocking_trx_rows_locked blocking_trx_rows_modified
        blocking_trx_started cnt column_name column_type command conn_id count count_misc count_read count_write
        current_alloc current_allocated current_avg_alloc current_connections current_count current_count_used
        current_max_alloc current_memory data data_type db delete_latency digest disk_tmp_tables
        dominant_index_columns dominant_index_name dominant_index_non_unique err_count error_pct errors event
        event_class event_name events exec_count fetch_latency file file_io_latency file_ios first_seen full_scan
        full_scans high_alloc high_avg_alloc high_count host index_columns index_name innodb_buffer_allocated
        innodb_buffer_data innodb_buffer_free innodb_buffer_pages innodb_buffer_pages_hashed innodb_buffer_pages_old
        innodb_buffer_rows_cached insert_latency io_latency io_misc_latency io_misc_requests io_read io_read_latency
        io_read_requests io_write io_write_latency io_write_requests ios is_signed is_unsigned last_seen
        last_statement_latency last_wait last_wait_latency latency lock_latency locked_index locked_table locked_type
        max_latency max_value memory_tmp_tables min_latency misc_latency mysql_version no_good_index_used_count
        no_index_used_count no_index_used_pct non_unique object_name object_schema object_type pages pages_hashed
        pages_old percentile processlist_id progress read_latency redundant_index_columns redundant_index_name
        redundant_index_non_unique requested rows_affected rows_affected_avg rows_cached rows_deleted rows_examined
        rows_examined_avg rows_fetched rows_full_scanned rows_inserted rows_selected rows_sent rows_sent_avg
        rows_sorted rows_updated select_latency set_time sort_merge_passes sort_using_range sorts_using_scans
        ssl_cipher ssl_sessions_reused ssl_version state statement_avg_latency statement_latency statements
        subpart_exists sum_number_of_bytes_read sum_number_of_bytes_write sum_timer_misc sum_timer_read
        sum_timer_write sys_version table_name table_scans table_schema thd_id thread_id time tmp_disk_tables
        tmp_tables tmp_tables_to_disk_pct total total_allocated total_connections total_latency total_memory_allocated
        total_read total_requested total_written trx_autocommit trx_latency trx_state unique_hosts unique_users
        update_latency user variable_name wait_age wait_age_secs wait_started waiting_lock_mode waiting_lock_type
        waiting_pid waiting_query_rows_affected waiting_query_rows_examined waiting_query_secs waiting_thread_id
        waiting_trx_age waiting_trx_id waiting_trx_rows_locked waiting_trx_rows_modified waiting_trx_started
        warn_count warning_pct warnings write_latency write_pct
    """,
}

DENIED: dict[str, str] = {
    "information_schema": """
        innodb_ft_index_table innodb_ft_index_cache innodb_ft_config innodb_ft_default_stopword
        innodb_ft_being_deleted innodb_ft_deleted optimizer_trace query_cache_info column_statistics user_attributes
        feedback user_variables
    """,
    "performance_schema": """
        setup_actors user_variables_by_thread session_account_connect_attrs session_connect_attrs error_log
        keyring_keys replication_connection_configuration log_status
    """,
    "mysql": """
        general_log slow_log column_stats innodb_dynamic_metadata
    """,
    "sys": """
        sys_config
    """,
}
