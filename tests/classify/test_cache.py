"""The cache of findings."""

import json
import os
import stat

import pytest

from opaq.classify.cache import ColumnCache, classifier
from opaq.model.catalog import Relation, RelationKind, RelationName, StoredColumn
from opaq.model.finding import Evidence, Finding, Likelihood
from opaq.model.schema import Kind

TABLE = Relation(RelationName("s", "t"), RelationKind.TABLE, (StoredColumn("c", Kind.TEXT, "text"),))
FINDING = Finding(
    "contact.email", Likelihood.LIKELY, (Evidence("name", 'name says "email"'),), paths=(("a.b", "person.name"),)
)


def test_what_was_put_comes_back_in_another_run(tmp_path):
    cache = ColumnCache(tmp_path / "sub" / "c.json")
    cache.put(cache.key(TABLE, "c"), FINDING)
    cache.save()
    again = ColumnCache(tmp_path / "sub" / "c.json")
    assert again.get(again.key(TABLE, "c")).paths == FINDING.paths


def test_the_file_is_private_and_holds_no_name_of_table_or_column(tmp_path):
    cache = ColumnCache(tmp_path / "c.json")
    cache.put(cache.key(TABLE, "very_special_column"), FINDING)
    cache.save()
    assert stat.S_IMODE((tmp_path / "c.json").stat().st_mode) == 0o600
    assert "very_special_column" not in (tmp_path / "c.json").read_text()
    assert os.listdir(tmp_path) == ["c.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"version": 99}', b"\xff\xfe", b'{"version": 1, "columns": []}', b"[" * 100_000],
)
def test_a_damaged_file_is_ignored(tmp_path, content):
    (tmp_path / "c.json").write_bytes(content)
    cache = ColumnCache(tmp_path / "c.json")
    assert cache.get(cache.key(TABLE, "c")) is None


@pytest.mark.parametrize(
    "entry", [None, 5, {}, {"t": "x"}, {"t": 0, "c": "a", "l": 9, "e": []}, {"t": 0, "c": "a", "l": 3, "e": [[1]]}]
)
def test_a_damaged_entry_is_ignored(tmp_path, entry):
    cache = ColumnCache(tmp_path / "c.json", now=lambda: 0.0)
    key = cache.key(TABLE, "c")
    (tmp_path / "c.json").write_text(json.dumps({"version": classifier(), "columns": {key: entry}}))
    assert ColumnCache(tmp_path / "c.json", now=lambda: 0.0).get(key) is None


def test_a_file_that_others_can_write_is_ignored(tmp_path):
    cache = ColumnCache(tmp_path / "c.json")
    key = cache.key(TABLE, "c")
    cache.put(key, FINDING)
    cache.save()
    (tmp_path / "c.json").chmod(0o666)
    assert ColumnCache(tmp_path / "c.json").get(key) is None


def test_entries_expire(tmp_path):
    clock = [0.0]
    cache = ColumnCache(tmp_path / "c.json", keep_days=1, now=lambda: clock[0])
    cache.put("k", FINDING)
    clock[0] = 86_401.0
    assert cache.get("k") is None


def test_another_shape_of_the_table_is_another_key(tmp_path):
    cache = ColumnCache(tmp_path / "c.json")
    wider = Relation(TABLE.name, TABLE.kind, (*TABLE.columns, StoredColumn("d", Kind.TEXT, "text")))
    assert cache.key(TABLE, "c") != cache.key(wider, "c")


def test_a_directory_that_cannot_be_written_is_no_error(tmp_path):
    cache = ColumnCache(tmp_path / "file" / "c.json")
    (tmp_path / "file").write_text("")
    cache.put("k", FINDING)
    cache.save()


def test_what_another_classifier_found_out_is_ignored(tmp_path, monkeypatch):
    cache = ColumnCache(tmp_path / "c.json")
    cache.put("k", FINDING)
    cache.save()
    monkeypatch.setattr("opaq.classify.cache.classifier", lambda: "another")
    assert ColumnCache(tmp_path / "c.json").get("k") is None
