"""The reviewable catalog."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.classify.catalog_file import Change, Entry, differences, make, merge, read_catalog, unreviewed, write_catalog
from opaq.errors import UsageError
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.finding import Likelihood, Source

TABLE = RelationName("public", "customers")


def ref(column):
    return ColumnRef(TABLE, column)


def entry(category="none", native="text", **more):
    return Entry(native, category, Likelihood.LIKELY, **more)


def test_what_is_written_is_read_back(tmp_path):
    catalog = make({ref("c 7"): entry("contact.email", because=("it is one",), paths=(("a.b[]", "person.name"),))})
    write_catalog(tmp_path / "c.toml", catalog)
    assert read_catalog(tmp_path / "c.toml").entries == catalog.entries


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.sampled_from(["none", "contact.email"]), max_size=5))
def test_any_name_of_a_column_survives_writing(tmp_path_factory, columns):
    path = tmp_path_factory.mktemp("c") / "c.toml"
    catalog = make({ref(name): entry(category) for name, category in columns.items()})
    write_catalog(path, catalog)
    assert read_catalog(path).digest == catalog.digest


def test_decisions_of_people_survive_a_scan():
    old = make({ref("a"): entry("none", reviewed=True), ref("b"): entry("none")})
    now = merge(old, {ref("a"): entry("contact.email"), ref("b"): entry("contact.email")}, {TABLE})
    assert (now.entries[ref("a")].category, now.entries[ref("b")].category) == ("none", "contact.email")


def test_a_review_ends_when_the_column_changes_its_type():
    old = make({ref("a"): entry("none", native="integer", reviewed=True)})
    now = merge(old, {ref("a"): entry("contact.email", native="text")}, {TABLE})
    assert (now.entries[ref("a")].category, now.entries[ref("a")].reviewed) == ("contact.email", False)


def test_tables_that_were_not_scanned_stay():
    other = ColumnRef(RelationName("public", "orders"), "x")
    assert other in merge(make({other: entry()}), {ref("a"): entry()}, {TABLE}).entries


def test_new_gone_retyped_and_renamed_columns_are_told():
    old = make(
        {
            ref("a"): entry(),
            ref("b"): entry(native="int"),
            ref("c"): entry("contact.email"),
            ref("old"): entry("fin.iban"),
        }
    )
    found = {ref("a"): entry(), ref("b"): entry(), ref("n"): entry("fin.iban"), ref("c"): entry("fin.card")}
    told = {(d.change, d.column.column) for d in differences(old, found, {TABLE})}
    assert told == {(Change.RETYPED, "b"), (Change.RENAMED, "n"), (Change.CATEGORY, "c")}
    assert {d.change for d in differences(make({ref("x"): entry()}), {}, {TABLE})} == {Change.GONE}
    assert {d.change for d in differences(make({}), {ref("x"): entry()}, {TABLE})} == {Change.NEW}


def test_a_reviewed_harmless_column_of_another_type_is_judged_anew():
    catalog = make(
        {ref("a"): entry("none", native="integer", reviewed=True), ref("b"): entry("fin.iban", reviewed=True)}
    )
    assert catalog.finding(ref("a"), "integer").source is Source.REVIEWED
    assert catalog.finding(ref("a"), "text") is None
    assert catalog.finding(ref("b"), "varchar(40)").category == "fin.iban"


def test_columns_nobody_reviewed_are_listed():
    assert unreviewed(make({ref("a"): entry(), ref("b"): entry(reviewed=True)}), {TABLE}) == (ref("a"),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("version = 2", "OPQ-P051"),
        ("x = ", "OPQ-P003"),
        ("version = 1\nextra = 1", "OPQ-P051"),
        ('version = 1\n[tables."t".columns.a]\ncategory = "nonsense"', "OPQ-P052"),
        ('version = 1\n[tables."t".columns.a]\ncategory = "none"\nmask = "keep"', "OPQ-P051"),
        ('version = 1\n[tables."t".columns.a]\ncategory = "none"\nreviewed = "yes"', "OPQ-P051"),
        ('version = 1\n[tables."t"]\nx = 1', "OPQ-P051"),
    ],
)
def test_a_file_that_is_no_catalog_is_refused(tmp_path, text, code):
    (tmp_path / "c.toml").write_text(text)
    (tmp_path / "c.toml").chmod(0o600)
    with pytest.raises(UsageError) as caught:
        read_catalog(tmp_path / "c.toml")
    assert caught.value.code == code


def test_a_file_that_others_can_write_is_refused(tmp_path):
    (tmp_path / "c.toml").write_text("version = 1")
    (tmp_path / "c.toml").chmod(0o666)
    with pytest.raises(UsageError):
        read_catalog(tmp_path / "c.toml")
