"""Tokens: the published vectors, one token everywhere, and nothing shared between categories."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.cmac import CMAC
from hypothesis import given, settings
from hypothesis import strategies as st
from mask_values import KEY, texts

from opaq.errors import AuditFailure, ExitCode
from opaq.mask.keys import FILE, MaskKey, load_key, rotate
from opaq.mask.token import Cmac, message, tags, tokens
from opaq.mask.values import texts as texts_of
from opaq.policy.types import MaskSpec

RFC_KEY = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
RFC_MESSAGE = bytes.fromhex(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
)
RFC_TAGS = {
    0: "bb1d6929e95937287fa37d129b756746",
    16: "070a16b46b4d4144f79bdd9dd04a287c",
    40: "dfa66747de9ae63030ca32611497c827",
    64: "51f0bebf7e3b9d92fc49741779363cfe",
}
"""RFC 4493, section 4: length of the message -> AES-CMAC."""


@pytest.mark.parametrize(("length", "tag"), RFC_TAGS.items())
def test_a_tag_is_the_one_of_the_rfc(length: int, tag: str) -> None:
    assert Cmac(RFC_KEY).tag(RFC_MESSAGE[:length]).hex() == tag


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100))
def test_a_tag_is_the_one_of_another_implementation(key: bytes, text: bytes) -> None:
    other = CMAC(algorithms.AES(key))
    other.update(text)
    assert Cmac(key).tag(text) == other.finalize()


@settings(max_examples=50, deadline=None)
@given(st.lists(texts, max_size=30))
def test_many_tags_at_once_are_the_tags_one_by_one(values: list[str]) -> None:
    cmac = Cmac(bytes(32))
    assert tags(cmac, values) == [cmac.tag(message(value)) for value in values]


@given(st.lists(st.text(alphabet="a\x00\x01é", max_size=40), unique=True))
def test_no_two_values_give_one_message(values: list[str]) -> None:
    assert len({message(value) for value in values}) == len(values)
    assert all(len(message(value)) % 16 == 0 for value in values)


def test_a_token_is_short_one_word_and_the_same_everywhere() -> None:
    first = tokens(Cmac(KEY.subkey("token", "contact.email")), "email", ["marta@example.com"])
    again = texts_of("contact.email", MaskSpec("token"), KEY)(["other", "marta@example.com"])
    assert first == [again[1]] == ["email_a1e070d753b9e26a"]


def test_a_token_of_one_category_says_nothing_about_another() -> None:
    mail, name = (texts_of(c, MaskSpec("token"), KEY)(["marta"])[0] for c in ("contact.email", "person.name"))
    assert str(mail)[-16:] != str(name)[-16:]


def test_the_key_is_made_once_private_and_kept(tmp_path: Path) -> None:
    key = load_key(tmp_path / "keys")
    assert (tmp_path / "keys" / FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert load_key(tmp_path / "keys").key_id == key.key_id
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE]


def test_rotation_keeps_old_tokens_explainable(tmp_path: Path) -> None:
    old = load_key(tmp_path)
    new = rotate(tmp_path)
    assert new.key_id != old.key_id
    assert [key.key_id for key in new.retired] == [old.key_id]
    assert new.retired[0].subkey("token", "x") == old.subkey("token", "x")


def _shorten(path: Path) -> None:
    path.write_text(path.read_text()[:-10])


DAMAGE = {
    "readable by others": lambda path: path.chmod(0o644),
    "shortened": _shorten,
    "emptied": lambda path: path.write_text(""),
}


@pytest.mark.parametrize("harm", DAMAGE)
def test_a_damaged_key_shows_nothing_and_is_not_replaced(tmp_path: Path, harm: str) -> None:
    load_key(tmp_path)
    DAMAGE[harm](tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(AuditFailure) as caught:
        load_key(tmp_path)
    assert caught.value.exit_code == ExitCode.AUDIT
    assert (tmp_path / FILE).read_bytes() == before


def test_a_key_is_neither_printed_nor_pickled() -> None:
    key = MaskKey(b"secret key material of 32 bytes!")
    assert "secret" not in repr(key) + str(key)
    with pytest.raises(TypeError):
        pickle.dumps(key)
