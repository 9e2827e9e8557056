"""PyMySQL loads without the serialization of keys, and has it when it wants it."""

from __future__ import annotations

import subprocess
import sys

import pytest

PASSWORD = b"correct horse"
PROGRAM = """
import sys
import opaq.engines.mysql_wire
print("cryptography.hazmat.primitives.serialization" in sys.modules, "inspect" in sys.modules)

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pymysql import _auth
from cryptography.hazmat.primitives import hashes, serialization
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
salt = b"x" * 20
sealed = _auth.sha2_rsa_encrypt(b"correct horse", salt, public)
oaep = padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None)
print(_auth._xor_password(key.decrypt(sealed, oaep)[:-1] + bytes(1), salt)[:13])
"""


@pytest.fixture(scope="module")
def said() -> list[str]:
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def test_the_serialization_of_keys_is_not_loaded_with_the_driver(said: list[str]) -> None:
    assert said[0] == "False False"


def test_a_password_is_still_sealed_under_the_servers_key(said: list[str]) -> None:
    assert said[1] == repr(PASSWORD)
