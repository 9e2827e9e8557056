"""Check digits and tables of formats."""

import doctest
import re
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opaq.classify import guess, names, people, values
from opaq.classify.detectors import checksums, identifiers, phones, secrets, text, vendors
from opaq.policy.categories import NATIONAL_IDS, is_known


@pytest.mark.parametrize("module", [checksums, phones, text, names, people, guess, values])
def test_examples_in_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("identifier", identifiers.IDENTIFIERS, ids=lambda i: f"{i.category}:{i.shape[:20]}")
@settings(max_examples=4)
@given(data=st.data())
def test_every_check_answers_for_any_text_of_its_shape(identifier, data):
    written = data.draw(st.from_regex(re.compile(identifier.shape, re.ASCII), fullmatch=True))
    compact = re.sub("[^0-9A-Za-z]", "", written).upper()
    assert identifier.check(compact) in (True, False)


@pytest.mark.parametrize("identifier", identifiers.IDENTIFIERS, ids=lambda i: f"{i.category}:{i.shape[:20]}")
def test_every_identifier_has_a_registered_category(identifier):
    assert is_known(identifier.category)


def test_at_least_thirty_countries_have_a_checked_national_number():
    checked = {
        i.category.split(".")[2][:2]
        for i in identifiers.IDENTIFIERS
        if i.category.startswith("id.national.") and i.chance < 0.2
    }
    assert len(checked) >= 30
    assert {
        i.category.removeprefix("id.national.") for i in identifiers.IDENTIFIERS if "national" in i.category
    } <= set(NATIONAL_IDS)


@pytest.mark.parametrize("digits", ["4111111111111111", "5500005555555559", "378282246310005"])
@given(position=st.integers(0, 14), digit=st.integers(1, 9))
def test_one_wrong_digit_breaks_a_card_number(digits, position, digit):
    wrong = digits[:position] + str((int(digits[position]) + digit) % 10) + digits[position + 1 :]
    assert not checksums.luhn(wrong)


@given(st.integers(0, 10**10 - 1))
def test_luhn_accepts_exactly_one_check_digit(number):
    assert sum(checksums.luhn(f"{number}{d}") for d in range(10)) == 1


@given(st.integers(10**10, 10**11 - 1))
def test_verhoeff_accepts_exactly_one_check_digit(number):
    assert sum(checksums.verhoeff(f"{number}{d}") for d in range(10)) == 1


def test_there_are_at_least_a_hundred_vendor_formats():
    assert len({suffix for suffix, _, _ in vendors.FORMATS}) >= 100


@pytest.mark.parametrize(("suffix", "prefix", "rest"), vendors.FORMATS, ids=lambda v: str(v)[:24])
@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_vendor_token_is_found_where_it_stands(suffix, prefix, rest, data):
    body = rest.replace("[W]", "[A-Za-z0-9]").replace("[U]", "[A-Za-z0-9_-]").replace("[U", "[A-Za-z0-9_\\-")
    token = prefix + data.draw(st.from_regex(re.compile(body, re.ASCII), fullmatch=True))
    if prefix in ("ghp_", "gho_", "ghu_", "ghs_"):
        token = github(prefix, token[4:-6])
    hit = secrets.vendor_at(f"x {token} y", 2)
    assert hit is not None


def github(prefix, body):
    """A token with the checksum GitHub defines."""
    number, written = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        written = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[digit] + written
    return prefix + body + written


def test_a_token_without_a_json_header_is_no_jwt():
    assert secrets.jwt_at("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", 0) is not None
    assert secrets.jwt_at("eyJxxxxxxxxxxxxxxx.eyJzdWIiOiIxIn0.c2ln", 0) is None


def test_a_cut_private_key_is_a_private_key_to_its_end():
    cut = "log: -----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk"
    (hit,) = secrets.private_keys(cut)
    assert (hit.start, hit.end) == (5, len(cut))


def test_a_public_key_is_no_secret():
    assert not list(secrets.private_keys("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"))
