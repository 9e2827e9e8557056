"""Words of each grammar that stand before a bracket and call nothing.

PostgreSQL: appendix C of its manual, all reserved words and the type names among
the words that cannot name functions. MySQL: chapter 11.3, MariaDB: "Reserved
Words". SQLite: its keywords that precede an expression.
"""

from __future__ import annotations

from opaq.guard.types import Dialect
from opaq.guard.words import words

SYNTAX: dict[Dialect, frozenset[str]] = {
    Dialect.POSTGRESQL: words("""all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
        default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into
        lateral leading limit not null offset on only or order placing primary references returning select
        some symmetric table then to trailing true union unique using variadic when where window with
        between bigint bit boolean char character dec decimal exists float inout int integer interval national nchar
        none numeric out precision real row setof smallint time timestamp values varchar xmlattributes xmlnamespaces
        cross full ilike inner is isnull join like natural notnull outer similar
        explain"""),
    Dialect.MYSQL: words("""all and any as asc between by case collate cross desc describe distinct distinctrow div else end except exists
        explain fetch for force from group having ignore in index inner intersect interval_ into is join key lateral like limit
        natural not null on only or order outer over partition procedure regexp rlike rows range row select separator
        some sql_big_result sql_buffer_result sql_cache sql_calc_found_rows sql_no_cache sql_small_result high_priority
        straight_join table then to union use using values when where window with xor
        bigint dec decimal double fixed float int integer mediumint numeric real smallint tinyint varbinary varchar varcharacter
        analyze show binary"""),
    Dialect.SQLITE: words("""all and as asc between by case cast collate cross desc distinct else end escape except exists explain from full
        group having in inner intersect is isnull join left_ limit match_ materialized natural not notnull offset on or order
        outer partition pragma range recursive regexp_ rows groups select then union using values when where window with"""),
}

AFTER_CLOSED: dict[Dialect, dict[str, frozenset[str]]] = {
    Dialect.POSTGRESQL: {
        "over": frozenset({")", "nulls"}),
        "filter": frozenset({")"}),
        "by": frozenset({"group", "order", "partition"}),
        "sets": frozenset({"grouping"}),
        "rollup": frozenset({"by", ",", "(", "all", "distinct"}),
        "cube": frozenset({"by", ",", "(", "all", "distinct"}),
        "materialized": frozenset({"as", "not"}),
        "repeatable": frozenset({")"}),
        "varying": frozenset({"bit", "char", "character", "·name"}),
        "second": frozenset({"to", "interval", "·literal"}),
        "columns": frozenset({"·literal", "·name", ")", "path"}),
        "passing": frozenset({"·literal"}),
        "zone": frozenset({"time"}),
        "escape": frozenset({"·literal", "·name", ")"}),
        "path": frozenset({"·name"}),
    },
    Dialect.MYSQL: {
        "against": frozenset({")"}),
        "columns": frozenset({"·literal"}),
        "of": frozenset({"as"}),
        "escape": frozenset({"·literal", "·name", ")"}),
        "offset": frozenset({"·literal", ")"}),
        "nested": frozenset({"path"}),
        "like": frozenset({"sounds"}),
    },
    Dialect.SQLITE: {"over": frozenset({")"}), "filter": frozenset({")"}), "like": frozenset(), "glob": frozenset()},
}
"""Words that are grammar only after one of these; elsewhere they are ordinary names."""

NO_OPERAND = words(
    "of timestamp transaction zone escape and between tablesample ordinality_ system_time only partition use force ignore index key"
)
"""Words inside FROM after which an expression, not an alias, follows."""
