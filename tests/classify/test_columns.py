"""Columns of relations: names, types, keys, values and policies together."""

import pytest

from opaq.classify.cache import ColumnCache
from opaq.classify.columns import classify
from opaq.errors import ConnectionFailed, DatabaseError
from opaq.model.batch import Batch, Column
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.finding import Source
from opaq.model.schema import Field, Kind, Schema
from opaq.policy.types import ColumnRule, CustomCategory, Policy

from .sampled import categories

NAME = RelationName("public", "t")
POLICY = Policy((), {})


def relation(*columns, name=NAME, kind=RelationKind.TABLE):
    return Relation(
        name, kind, tuple(c if isinstance(c, StoredColumn) else StoredColumn(c, Kind.TEXT, "text") for c in columns)
    )


def found(rel, data=None, policy=POLICY, cache=None, sample=None):
    """Category by column."""

    def give(name, columns, rows):
        wanted = list(columns)
        fields = tuple(Field(c, Kind.TEXT) for c in wanted)
        size = max(map(len, data.values()))
        return Batch(Schema(fields), [Column(data.get(c, [None] * size)) for c in wanted], size)

    catalog = Catalog({rel.name: rel})
    result = classify(catalog, (rel.name,), sample or (give if data is not None else None), policy, None, cache)
    return {ref.column: finding for ref, finding in result.items()}


def category(column, values, table="t", kind=Kind.TEXT):
    rel = relation(StoredColumn(column, kind, kind.value), name=RelationName("public", table))
    return found(rel, {column: values})[column].category


EMAILS = [f"user{n}@example.com" for n in range(30)]
CASES = [
    ("c7", EMAILS, "contact.email"),
    ("c9", ["5454-5478-5761-1073", "5105105651366684", "4111-1125-2663-8607", "4012888888881881", "5500005555555559"], "fin.card"),
    ("notes", [f"please call +1-212-555-{n:04d} about it" for n in range(30)], "text.free"),
    ("notes", [f"parcel {n} arrived" for n in range(30)], "none"),
    ("version", [f"{n}.{n % 7}.{n % 5}.1" for n in range(30)], "none"),
    ("serial_no", [f"{n}-56-2867" for n in range(701, 730)], "none"),
    ("email_verified", ["yes", "no"], "none"),
    ("f3", ["M", "F", "F", "M"] * 10, "person.gender"),
    ("c4", ["Anna Kowalska", "John Smith", "Maria Garcia", "Peter Schmidt", "Jean Dupont", "Luca Rossi"], "person.name"),
    ("name", ["Blue Chair", "Desk Lamp", "Coffee Grinder", "Water Bottle", "Sneaker X", "Wallet"], "none"),
    ("payload", ['{"a": {"email": "x@example.com"}}', '{"a": {"email": "y@example.com"}}'], "text.free"),
    ("payload", ['{"a": 1}', '{"a": 2}'], "none"),
    ("alt", ['["a@example.com", "b@example.com"]', '["c@example.com"]'], "contact.email"),
    ("tags", ["{red,blue}", "{green}"], "none"),
    ("contacts", ["{a@example.com,b@example.com}", "{c@example.com}"], "contact.email"),
    ("body", [b"Mail: anna@example.com SSN: 536-90-4399"] * 5, "text.free"),
    ("body", [b"\x89PNG\x00\x01"] * 5, "none"),
    ("body", ["\\x616e6e61406578616d706c652e636f6d"] * 2 + ["\\x6a6f686e406578616d706c652e636f6d"], "contact.email"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "values", "expected"), CASES)
def test_values_and_name_together_decide(column, values, expected):
    assert category(column, values) == expected


def test_values_of_name_in_a_table_of_persons_need_not_be_looked_at():
    assert found(relation("name", name=RelationName("public", "customers")))["name"].category == "person.name"


def test_a_table_of_settings_is_as_secret_as_the_names_in_it():
    rel = relation("key", "val", name=RelationName("public", "app_settings"))
    data = {"key": ["ui.theme", "smtp.password", "vault.secret"], "val": ["dark", "xQ9-zz", "opaq1"]}
    assert found(rel, data)["val"].category.startswith("secret.")


def test_sensitive_paths_of_documents_are_listed_without_keys_that_are_data():
    documents = ['{"email": "x@example.com", "anna@example.com": 1}', '{"email": "y@example.com"}']
    finding = found(relation("doc"), {"doc": documents})["doc"]
    assert ("email", "contact.email") in finding.paths
    assert "anna@example.com" not in repr(finding)


@pytest.mark.parametrize(
    ("document", "path", "expected"),
    [
        ('{"name": "Qwerty Zxcv", "email": "a@example.com"}', "name", "person.name"),
        ('{"emergency": {"name": "Qwerty Zxcv", "phone": "+49 30 901820"}}', "emergency.name", "person.name"),
        ('{"email": "a@example.com", "owner": {"name": "Qwerty Zxcv"}}', "owner.name", "person.name"),
        ('{"email": "a@example.com", "product": {"name": "Blue chair"}}', "product.name", None),
        ('{"name": "Blue chair", "weight": 12}', "name", None),
    ],
)
def test_a_name_in_a_document_is_a_persons_beside_what_is_personal(document, path, expected):
    finding = found(relation("doc"), {"doc": [document] * 3})["doc"]
    assert dict(finding.paths).get(path) == expected


def test_a_column_rule_of_the_policy_wins_over_everything():
    policy = Policy((), {}, columns=(ColumnRule("t.c*", "none", rule="team.toml"),))
    finding = found(relation("c7"), {"c7": EMAILS}, policy)["c7"]
    assert (finding.category, finding.source) == ("none", Source.POLICY)


def test_a_custom_category_is_known_by_its_names():
    policy = Policy((), {}, custom=(CustomCategory("custom.code", names=("cust_no",)),))
    assert found(relation("CUST_NO"), None, policy)["CUST_NO"].category == "custom.code"


def test_unreviewed_text_is_masked_when_the_policy_says_so():
    policy = Policy((), {}, unreviewed="mask")
    rel = relation("anything", StoredColumn("n", Kind.INTEGER, "int"))
    findings = found(rel, {"anything": ["a"], "n": ["1"]}, policy)
    assert (findings["anything"].category, findings["n"].category) == ("text.free", "none")


def test_a_text_column_that_cannot_be_read_is_not_called_harmless():
    def refuse(name, columns, rows):
        raise DatabaseError("OPQ-D001", "permission denied")

    assert found(relation("c1", "status"), sample=refuse)["c1"].category == "text.free"


def test_a_lost_connection_is_not_an_answer():
    def lose(name, columns, rows):
        raise ConnectionFailed("OPQ-C001", "connection lost")

    with pytest.raises(ConnectionFailed):
        found(relation("c1"), sample=lose)


@pytest.mark.parametrize("kind", [RelationKind.SYSTEM, RelationKind.SHADOW])
def test_system_and_shadow_tables_are_closed(kind):
    assert found(relation("anything", kind=kind))["anything"].category == "secret.system"


def test_only_one_sample_is_asked_per_relation():
    asked = []

    def sample(name, columns, rows):
        asked.append(tuple(columns))
        return Batch(Schema(tuple(Field(c, Kind.TEXT) for c in columns)), [Column(["x"]) for _ in columns])

    found(relation("c1", "c2", "email"), sample=sample)
    assert asked == [("c1", "c2")]


def test_a_foreign_key_holds_what_its_target_holds():
    users, orders = RelationName("", "users"), RelationName("", "orders")
    target = relation("email", name=users)
    source = relation(StoredColumn("who_ref", Kind.TEXT, "text", references=ColumnRef(users, "email")), name=orders)
    result = classify(Catalog({users: target, orders: source}), (users, orders), None, POLICY)
    assert result[ColumnRef(orders, "who_ref")].category == "contact.email"


def test_a_second_run_asks_the_cache_and_not_the_database(tmp_path):
    cache = ColumnCache(tmp_path / "columns.json", database="d")
    first = found(relation("c7"), {"c7": EMAILS}, cache=cache)["c7"]
    cache.save()

    def never(name, columns, rows):
        raise AssertionError

    again = found(relation("c7"), cache=ColumnCache(tmp_path / "columns.json", database="d"), sample=never)["c7"]
    assert (again.category, again.source) == (first.category, Source.CACHE)


def test_an_empty_table_is_not_remembered_as_harmless(tmp_path):
    cache = ColumnCache(tmp_path / "columns.json")
    found(relation("c7"), {"c7": [None]}, cache=cache)
    assert found(relation("c7"), {"c7": EMAILS}, cache=cache)["c7"].category == "contact.email"


def test_no_reason_repeats_a_value():
    data = {"c7": EMAILS, "notes": [f"call Anna Kowalska at +49 30 90{n}820" for n in range(20, 50)]}
    for finding in found(relation("c7", "notes"), data).values():
        assert not any(
            value in reason.text for reason in finding.evidence for column in data.values() for value in column
        )


TERMS = ["Essential hypertension", "Acute bronchitis", "Chronic sinusitis", "Type 2 diabetes", "Migraine", "Anemia"]


def test_codes_that_stand_one_for_one_for_diagnoses_are_about_health_too():
    rows = [n % 6 for n in range(60)]
    told = categories(
        {
            "c1": [str(38341003 + 97 * n) for n in rows],
            "c2": [TERMS[n] for n in rows],
            "c3": [str(n % 7) for n in range(60)],
        }
    )
    assert told == {"c1": "health.data", "c2": "health.data", "c3": "none"}


def test_house_numbers_are_known_by_the_street_before_them():
    streets = [
        f"{w}{e}"
        for w in ("Linden", "Goethe", "Schiller", "Bahnhof", "Garten")
        for e in ("straße", "weg", "allee", "platz")
    ]
    told = categories({"c1": streets, "c2": [str(n * 7 + 1) for n in range(20)], "c3": [str(n) for n in range(20)]})
    assert told == {"c1": "address.street", "c2": "address.street", "c3": "none"}


@pytest.mark.parametrize(
    ("values", "category"),
    [
        ([f"HH-AB {n}" for n in range(100, 130)], "id.vehicle"),
        ([f"DE{n}" for n in range(136695976, 136696000)], "id.tax"),
        ([f"3.{n}.1" for n in range(20)] + ["3.21.1.40", "3.22.50.1"], "none"),
        ([f"ABC-{n}" for n in range(1000, 1030)], "none"),
        ([f"North {w}" for w in ("Anna", "Lisa", "Mark", "Paul", "Erin", "Jack", "Rosa", "Tina")], "address.city"),
    ],
)
def test_columns_without_a_name_are_read_by_the_form_of_all_their_values(values, category):
    assert categories({"c1": values})["c1"] == category


@pytest.mark.parametrize(
    ("name", "values"), [("cpf", ["Y", "N"]), ("rcn", ["Berlin Marathon", "Spring Run"]), ("psc", ["3", "41"])]
)
def test_short_names_give_way_to_values_that_cannot_be_meant(name, values):
    assert categories({name: values * 20})[name] == "none"
