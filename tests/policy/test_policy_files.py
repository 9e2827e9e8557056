"""Policy files: what is understood, what is refused, and that adding a policy never shows more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opaq.errors import ExitCode, UsageError
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.finding import NONE, Finding, Likelihood
from opaq.policy import merge, parse
from opaq.policy.categories import CATEGORIES
from opaq.policy.load import load
from opaq.policy.lookup import of_column, treatment
from opaq.policy.masks import MASKS, fits, spec
from opaq.policy.presets import PRESETS
from opaq.policy.sensitivity import sensitivity
from opaq.policy.types import Policy

Write = Callable[..., Path]
NOWHERE = Path("/nonexistent")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes policies/NAME.toml, of the user or of the system."""

    def put(name: str, text: str, *, system: bool = False, mode: int = 0o600) -> Path:
        directory = tmp_path / ("etc" if system else "user") / "policies"
        directory.mkdir(parents=True, exist_ok=True)
        path = directory / f"{name}.toml"
        path.write_text(text)
        path.chmod(mode)
        return path

    return put


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Policy]:
    return lambda *names, **more: load(
        names, user_directory=tmp_path / "user", system_directory=tmp_path / "etc", **more
    )


def preset(*names: str) -> Policy:
    return load(names, user_directory=NOWHERE, system_directory=NOWHERE)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_loads_with_masks_that_fit(name: str) -> None:
    for category, treated in preset(name).treatments.items():
        assert fits(treated.mask.name, category), category


def test_strict_shows_nothing_and_answers_nothing() -> None:
    policy = preset("strict")
    masked = {name for name, known in CATEGORIES.items() if known.mask != "keep"}
    assert {(t.mask.name, t.predicates) for name, t in policy.treatments.items() if name in masked} == {
        ("redact", "deny")
    }
    assert {t.mask.name for name, t in policy.treatments.items() if name not in masked} == {"keep"}


def test_default_is_the_strictest_of_three_laws() -> None:
    assert preset("default").treatments == preset("gdpr", "pci", "soc2").treatments


def test_hipaa_hides_the_city_that_default_shows() -> None:
    assert preset("default").treatments["address.city"].mask.name == "keep"
    assert preset("default", "hipaa").treatments["address.city"].mask.name == "redact"


def test_verification_codes_are_redacted_whatever_a_family_rule_says(write: Write, read: Callable[..., Policy]) -> None:
    write("mine", 'extends = ["default"]\n[categories.fin]\nmask = "keep"\npredicates = "allow"\n')
    policy = read("mine")
    assert policy.treatments["fin.iban"].mask.name == "keep"
    assert (policy.treatments["fin.card_sad"].mask.name, policy.treatments["fin.card_sad"].predicates) == (
        "redact",
        "deny",
    )


def test_a_file_replaces_what_it_extends_and_keeps_the_rest(write: Write, read: Callable[..., Policy]) -> None:
    write("team", 'extends = "default"\nbudget = 3\n[categories."contact.email"]\nmask = "token"\n')
    policy = read("team")
    assert policy.treatments["contact.email"].mask.name == "token"
    assert policy.treatments["contact.email"].predicates == "search"
    assert policy.treatments["contact.email"].rule == 'policies/team.toml: categories "contact.email"'
    assert policy.treatments["contact.phone"] == preset("default").treatments["contact.phone"]
    assert policy.budget == 3


def test_a_family_rule_reaches_its_members_but_not_the_one_named(write: Write, read: Callable[..., Policy]) -> None:
    write(
        "x", 'extends = "default"\n[categories."secret.*"]\nmask = "null"\n[categories."secret.jwt"]\nmask = "redact"\n'
    )
    policy = read("x")
    assert policy.treatments["secret.password"].mask.name == "null"
    assert policy.treatments["secret.jwt"].mask.name == "redact"


def test_policies_beside_each_other_take_the_strictest(write: Write, read: Callable[..., Policy]) -> None:
    write("loose", 'budget = 90\n[categories."contact.email"]\nmask = "keep"\npredicates = "allow"\n')
    write("tight", 'budget = 5\nrequire_reason = true\n[categories."contact.email"]\nmask = "redact"\n')
    policy = read("loose", "tight")
    assert policy.treatments["contact.email"].mask.name == "redact"
    assert policy.treatments["contact.email"].predicates == "search"
    assert (policy.budget, policy.require_reason) == (5, True)


def test_the_system_policy_cannot_be_loosened(write: Write, read: Callable[..., Policy]) -> None:
    write("system", '[categories."contact.email"]\nmask = "redact"\n', system=True)
    write("mine", 'extends = "default"\n[categories."contact.email"]\nmask = "keep"\n')
    assert read("mine").treatments["contact.email"].mask.name == "redact"
    write("harmless", 'extends = "default"\n[[columns]]\nmatch = "*.*"\ncategory = "none"\n')
    with pytest.raises(UsageError, match="would loosen the system policy"):
        read("harmless")


def test_a_project_may_only_tighten(read: Callable[..., Policy]) -> None:
    tighter = {"categories": {"address.city": {"mask": "redact"}, "person.name": {"mask": "keep"}}, "budget": 2}
    policy = read("default", project=tighter)
    assert policy.treatments["address.city"].mask.name == "redact"
    assert policy.treatments["person.name"].mask.name == "token"
    assert policy.budget == 2
    with pytest.raises(UsageError, match="project"):
        read("default", project={"functions": {"allow": ["f"]}})


REFUSED = {
    "unknown key": "budjet = 3",
    "wrong type": 'budget = "3"',
    "a truth value for a number": "budget = true",
    "negative budget": "budget = -1",
    "unknown category": '[categories."contact.emial"]\nmask = "token"',
    "the absence of a category": "[categories.none]\nmask = 'redact'",
    "unknown mask": '[categories."contact.email"]\nmask = "blur"',
    "unknown option": '[categories."contact.email"]\nmask = { name = "partial", middle = 2 }',
    "option out of range": '[categories."fin.card"]\nmask = { name = "partial", last = 9 }',
    "option of another type": '[categories."fin.card"]\nmask = { name = "partial", last = "4" }',
    "a bucket without width": '[categories."fin.salary"]\nmask = { name = "generalize", step = 0 }',
    "a truth value for a width": '[categories."fin.salary"]\nmask = { name = "generalize", step = true }',
    "descending edges": '[categories."fin.salary"]\nmask = { name = "generalize", edges = [3, 1] }',
    "mask without a name": '[categories."contact.email"]\nmask = { last = 2 }',
    "a token on a date": '[categories."person.birth_date"]\nmask = "token"',
    "noise on text": '[categories."contact.email"]\nmask = "noise"',
    "unknown mode": '[categories."contact.email"]\npredicates = "maybe"',
    "a pattern for a built-in category": '[categories."contact.email"]\npattern = "x"',
    "a broken pattern": '[categories."custom.x"]\npattern = "("',
    "loosening what is fixed": '[categories."fin.card_sad"]\nmask = "partial"',
    "asking what is fixed": '[categories."fin.card_sad"]\npredicates = "lookup"',
    "a column without a table": '[[columns]]\nmatch = "email"\ncategory = "none"',
    "a column rule that says nothing": '[[columns]]\nmatch = "a.b"',
    "a column of an unknown category": '[[columns]]\nmatch = "a.b"\ncategory = "nane"',
    "functions that are no list": '[functions]\nallow = "f"',
    "extending itself": 'extends = ["bad"]',
    "extending nothing known": 'extends = ["defualt"]',
    "no TOML": "budget = = 3",
    "nothing at all": "",
    "a path for a name": 'extends = ["../default"]',
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_understood_is_refused(text: str, write: Write, read: Callable[..., Policy]) -> None:
    write("bad", text)
    with pytest.raises(UsageError) as caught:
        read("bad")
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.code.startswith("OPQ-P1")


def test_a_mistake_is_told_with_file_line_and_the_nearest_name(write: Write, read: Callable[..., Policy]) -> None:
    write("team", 'extends = ["default"]\n\n[categories."contact.emial"]\nmask = "token"\n')
    with pytest.raises(UsageError) as caught:
        read("team")
    assert "policies/team.toml:3" in caught.value.message
    assert caught.value.hint == 'did you mean "contact.email"?'


def test_missing_quotes_are_pointed_out(write: Write, read: Callable[..., Policy]) -> None:
    write("team", '[categories.contact.email]\nmask = "token"\n')
    with pytest.raises(UsageError) as caught:
        read("team")
    assert caught.value.hint == 'write [categories."contact.email"]'


def test_a_token_on_a_date_is_told_which_masks_fit(write: Write, read: Callable[..., Policy]) -> None:
    write("team", '[categories."person.birth_date"]\nmask = "token"\n')
    with pytest.raises(UsageError) as caught:
        read("team")
    assert caught.value.hint == "these do: null, redact, shift, generalize, partial, keep"


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_refused(mode: int, write: Write, read: Callable[..., Policy]) -> None:
    write("team", 'extends = "default"', mode=mode)
    with pytest.raises(UsageError, match="others can write"):
        read("team")


def test_a_file_may_not_take_the_name_of_a_preset(write: Write, read: Callable[..., Policy]) -> None:
    write("default", 'extends = "gdpr"')
    with pytest.raises(UsageError, match="name of a preset"):
        read("default")


def test_the_digest_follows_what_is_decided_and_nothing_else(write: Write, read: Callable[..., Policy]) -> None:
    write("one", 'extends = "default"\ndescription = "a"\nbudget = 3\n')
    write("two", '# another spelling\nbudget = 3\nextends = ["default"]\n')
    write("three", 'extends = "default"\nbudget = 4\n')
    assert read("one").digest == read("two").digest != read("three").digest
    assert len(read("one").digest) == 64


def test_a_column_rule_can_choose_the_mask_of_one_column(write: Write, read: Callable[..., Policy]) -> None:
    write("team", 'extends = "default"\n[[columns]]\nmatch = "customers.email"\nmask = "token"\n')
    ref = ColumnRef(RelationName("main", "Customers"), "EMAIL")
    found = of_column(read("team"), ref, "contact.email")
    assert found is not None
    assert found.mask.name == "token"


def test_an_unheard_of_category_is_redacted() -> None:
    found = treatment(preset("default"), "martian.blood")
    assert found is not None
    assert (found.mask.name, found.predicates) == ("redact", "deny")
    assert treatment(preset("pci"), "person.gender") is None


def test_a_column_nobody_classified_is_sensitive() -> None:
    known, unknown = (ColumnRef(RelationName("main", "t"), name) for name in "ab")
    ask = sensitivity({known: Finding(NONE, Likelihood.UNLIKELY, ())}, preset("default"))
    assert ask(known) is None
    assert ask(unknown) is not None


layers = st.dictionaries(
    st.sampled_from(["contact.email", "person.name", "fin.card", "secret.jwt", "id"]),
    st.tuples(
        st.sampled_from(["redact", "null", "token", "surrogate", "keep"]),
        st.sampled_from(["deny", "lookup", "search", "allow"]),
    ),
)


def layer(rules: dict[str, tuple[str, str]]) -> merge.Layer:
    table = {"categories": {c: {"mask": mask, "predicates": mode} for c, (mask, mode) in rules.items()}}
    return merge.overlay(merge.Layer("nothing"), parse.document(table, "a file"))


@settings(max_examples=60, deadline=None)
@given(layers, layers)
def test_adding_a_policy_never_shows_more(one: dict[str, tuple[str, str]], two: dict[str, tuple[str, str]]) -> None:
    alone, both = merge.strictest([layer(one)]), merge.strictest([layer(one), layer(two)])
    modes = ["deny", "lookup", "search", "allow"]
    for category, treated in alone.treatments.items():
        other = both.treatments[category]
        assert MASKS[other.mask.name].rank <= MASKS[treated.mask.name].rank
        assert modes.index(other.predicates) <= modes.index(treated.predicates)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_value_for_a_mask_is_understood_or_refused(value: object) -> None:
    with suppress(UsageError):
        assert spec(value, "here").name in MASKS


@pytest.mark.parametrize("name", ["token", "fake", "surrogate", "noise"])
def test_a_column_rule_with_a_mask_that_does_not_fit_names_those_that_do(name: str) -> None:
    table = {"columns": [{"match": "people.born", "category": "person.birth_date", "mask": name}]}
    with pytest.raises(UsageError) as caught:
        parse.document(table, "a test")
    assert caught.value.code == "OPQ-P124"
    assert "shift, generalize, partial" in str(caught.value.hint)


def test_a_surrogate_is_not_made_of_addresses_on_the_network() -> None:
    with pytest.raises(UsageError) as caught:
        parse.document({"categories": {"net.ip": {"mask": "surrogate"}}}, "a test")
    assert "fake" in str(caught.value.hint)
