"""PyMySQL, without what an everyday connection does not use.

It imports the serialization of keys from cryptography (14 ms, with inspect, ast and
dis) for one step of one way of authentication: a password sent under the server's
RSA key, where there is neither TLS nor a socket. A stand-in takes its place until
somebody asks for anything in it.
"""

from __future__ import annotations

import importlib
from typing import Any

from cryptography.hazmat import primitives
from cryptography.hazmat.primitives import asymmetric


class _Later:
    """A module that is imported at its first use."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(importlib.import_module(self._name), attribute)


for package, name in ((primitives, "serialization"), (asymmetric, "padding")):
    if not hasattr(package, name):  # importing it, here or elsewhere, replaces the stand-in
        setattr(package, name, _Later(f"{package.__name__}.{name}"))

import pymysql  # noqa: E402  after the stand-ins
from pymysql.connections import Connection  # noqa: E402
from pymysql.protocol import FieldDescriptorPacket, MysqlPacket  # noqa: E402

__all__ = ["Connection", "FieldDescriptorPacket", "MysqlPacket", "pymysql"]
