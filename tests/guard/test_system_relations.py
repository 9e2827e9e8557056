"""System relations, SHOW, stored objects and names: what is shown, and what is refused."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import opaq
from opaq.errors import Refused
from opaq.guard.admit import admit
from opaq.guard.clashes import check_clashes
from opaq.guard.relations import column_is_public, is_system, show_columns
from opaq.guard.roles import RECIPES, recipe
from opaq.guard.stored import judge_relations, judge_view
from opaq.guard.types import Dialect, LexerSettings
from opaq.model.catalog import Relation, RelationKind, RelationName

PG, MY, LITE = Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.SQLITE

PUBLIC = [
    (PG, "pg_catalog", "pg_class", "relname"),
    (PG, "pg_catalog", "pg_settings", "name"),
    (PG, "pg_catalog", "pg_stat_activity", "state"),
    (PG, "pg_catalog", "pg_stats", "attname"),
    (PG, "information_schema", "columns", "data_type"),
    (PG, "public", "pg_stat_statements", "calls"),
    (MY, "information_schema", "TABLES", "TABLE_NAME"),
    (MY, "information_schema", "processlist", "state"),
    (MY, "mysql", "user", "user"),
    (LITE, "main", "sqlite_master", "name"),
    (LITE, "main", "pragma_table_info", "type"),
    (LITE, "main", "pragma_page_count", "page_count"),
]
SECRET = [
    (PG, "pg_catalog", "pg_stats", "most_common_vals"),
    (PG, "pg_catalog", "pg_stats", "n_distinct"),
    (PG, "pg_catalog", "pg_stats_ext_exprs", "correlation"),
    (PG, "pg_catalog", "pg_stats", "histogram_bounds"),
    (PG, "pg_catalog", "pg_statistic", "stavalues1"),
    (PG, "pg_catalog", "pg_stat_activity", "query"),
    (PG, "pg_catalog", "pg_authid", "rolpassword"),
    (PG, "pg_catalog", "pg_settings", "setting"),
    (PG, "pg_catalog", "pg_views", "definition"),
    (PG, "pg_catalog", "pg_attrdef", "adbin"),
    (PG, "pg_catalog", "pg_largeobject", "data"),
    (PG, "pg_catalog", "pg_description", "description"),
    (PG, "pg_catalog", "pg_user_mapping", "umoptions"),
    (PG, "pg_catalog", "pg_hba_file_rules", "user_name"),
    (PG, "pg_catalog", "pg_attribute", "attmissingval"),
    (PG, "pg_catalog", "pg_something_new", "anything"),
    (PG, "information_schema", "columns", "column_default"),
    (PG, "public", "pg_stat_statements", "query"),
    (MY, "information_schema", "columns", "column_default"),
    (MY, "information_schema", "processlist", "info"),
    (MY, "information_schema", "innodb_ft_index_table", "word"),
    (MY, "information_schema", "partitions", "partition_description"),
    (MY, "mysql", "user", "authentication_string"),
    (MY, "mysql", "global_priv", "priv"),
    (MY, "mysql", "general_log", "argument"),
    (MY, "mysql", "column_stats", "min_value"),
    (MY, "performance_schema", "events_statements_history", "sql_text"),
    (LITE, "main", "sqlite_master", "sql"),
    (LITE, "main", "sqlite_stat4", "sample"),
    (LITE, "main", "pragma_table_info", "dflt_value"),
]


@pytest.mark.parametrize("column", PUBLIC, ids=str)
def test_names_types_and_sizes_are_public(column: tuple[Dialect, str, str, str]) -> None:
    assert column_is_public(*column)
    assert is_system(*column[:3])


@pytest.mark.parametrize("column", SECRET, ids=str)
def test_what_may_carry_values_is_not(column: tuple[Dialect, str, str, str]) -> None:
    assert not column_is_public(*column)


@pytest.mark.parametrize(
    ("dialect", "text", "shown", "hidden"),
    [
        (MY, "show processlist", "state", "info"),
        (MY, "show full columns from t", "field", "default"),
        (MY, "show tables", "tables_in_anything", None),
        (MY, "show create table t", "table", "create table"),
        (MY, "show variables like 'max_connections'", "value", None),
        (MY, "show variables where variable_name = 'version'", "value", None),
        (MY, "show variables like 'init_connect'", "variable_name", "value"),
        (MY, "show variables like '%'", "variable_name", "value"),
        (MY, "show variables where variable_name = 'version' or 'version'", "variable_name", "value"),
        (MY, "show grants", "", "grants for root@localhost"),
        (MY, "show engine innodb status", "type", "status"),
        (MY, "describe t", "field", "default"),
        (PG, "show work_mem", "work_mem", "primary_conninfo"),
        (PG, "show all", "name", "setting"),
        (LITE, "pragma table_info(t)", "name", "dflt_value"),
        (LITE, "pragma main.user_version", "user_version", "anything"),
    ],
)
def test_show_has_public_columns(dialect: Dialect, text: str, shown: str, hidden: str | None) -> None:
    columns = show_columns(admit(text, dialect))
    assert not shown or shown in columns
    assert hidden is None or hidden not in columns


def relation(
    kind: RelationKind, *, definition: str | None = None, engine: str | None = None, schema: str = "app"
) -> Relation:
    return Relation(RelationName(schema, "r"), kind, (), definition=definition, engine=engine)


@pytest.mark.parametrize(
    ("dialect", "stored"),
    [
        (PG, relation(RelationKind.FOREIGN)),
        (MY, relation(RelationKind.TABLE, engine="FEDERATED")),
        (MY, relation(RelationKind.TABLE, engine="CONNECT")),
        (MY, relation(RelationKind.VIEW)),
        (MY, relation(RelationKind.VIEW, definition="select `f`(`t`.`a`) AS `x` from `app`.`t`")),
        (MY, relation(RelationKind.VIEW, definition="select `abs`(`t`.`a`) AS `x` from `app`.`t`")),
        (MY, relation(RelationKind.VIEW, definition="select sleep(1) AS `x`")),
        (MY, relation(RelationKind.VIEW, definition="select 'open")),
        (PG, Relation(RelationName("pg_catalog", "pg_hba_file_rules"), RelationKind.SYSTEM, ())),
    ],
    ids=lambda value: getattr(value, "definition", None) or str(value)[:40],
)
def test_relations_that_do_more_than_hold_rows_are_refused(dialect: Dialect, stored: Relation) -> None:
    with pytest.raises(Refused):
        judge_relations(dialect, [stored], LexerSettings(), frozenset())


def test_plain_relations_pass() -> None:
    view = relation(RelationKind.VIEW, definition="select count(0) AS `n`,concat(`t`.`a`,'x;') AS `c` from `app`.`t`")
    judge_relations(MY, [view, relation(RelationKind.TABLE, engine="InnoDB")], LexerSettings(), frozenset())
    judge_relations(PG, [relation(RelationKind.PARTITIONED)], LexerSettings(), frozenset())


def test_a_policy_may_admit_a_function_inside_a_view() -> None:
    view = relation(RelationKind.VIEW, definition="select `total`(`t`.`a`) AS `n` from `app`.`t`")
    judge_relations(MY, [view], LexerSettings(), frozenset({"total"}))


def test_a_view_may_mean_a_user_function_too() -> None:
    judge_view("SELECT initcap(t.a) AS x FROM t", PG, LexerSettings(), frozenset())
    with pytest.raises(Refused):
        judge_view("SELECT initcap(t.a) AS x FROM t", PG, LexerSettings(), frozenset(), {"initcap"})


CLASHES = [
    "select initcap(email) from t",
    "select a.purge from accounts a",
    "select 1 === 2",
    "select 'x'::dom",
    "select 'x'::public.dom",
    "select cast('x' as dom)",
    "select dom 'x'",
    "select * from json_to_record('{}') as t(a dom)",
    "select '{}'::dom[]",
    "select jsonb_populate_record(t, '{}') from t",
    "select x from xmltable('/a' passing '<a/>' columns x dom path '.')",
]


@pytest.mark.parametrize("text", CLASHES)
def test_names_that_may_mean_something_else_are_refused(text: str) -> None:
    statement = admit(text, PG)
    with pytest.raises(Refused) as caught:
        check_clashes(statement, {"initcap"}, attributes={"purge"}, types={"dom"}, operators={"==="})
    assert caught.value.code == "OPQ-G020"


@pytest.mark.parametrize(
    "text",
    [
        "select pg_catalog.initcap(email) from t",
        "select dom, initcap from t",
        "select t.dom as purge from t",
        "select a.email from t a",
    ],
)
def test_names_that_can_only_be_columns_pass(text: str) -> None:
    check_clashes(admit(text, PG), {"initcap"}, attributes={"purge"}, types={"dom"}, operators={"==="})


def test_only_the_guard_makes_statements() -> None:
    root = Path(opaq.__file__).parent
    makers = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = (
                called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
            )
            if name == "Statement":
                makers.add(path.relative_to(root).as_posix())
    assert makers == {"guard/admit.py"}


@pytest.mark.parametrize("dialect", RECIPES)
def test_roles_have_recipes(dialect: Dialect) -> None:
    lines = recipe(dialect, role="r", database="My db", schema="s")
    assert not any("{" in line or " My db" in line for line in lines)
