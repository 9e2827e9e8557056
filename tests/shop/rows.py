"""The shop's rows: seeded, so that every engine and every run hold the same. Nobody in it exists."""

from __future__ import annotations

import random
from typing import Any

_GIVEN = "Ana Bruno Clara Dmitri Élodie Farid Greta Hugo Ines Jonas Keiko Leila Marta Nadia Oskar Priya Quentin Rosa Søren Tomás".split()
_FAMILY = "Abbott Brandt Castillo Dvořák Eriksen Fontaine Gallo Hoffmann Ibsen Jansen Kowalski Lindqvist Moreau Novak Okafor Petrov".split()
_STREETS = ("Harbour Street", "Mill Lane", "Station Road", "Rue des Lilas", "Lindenweg")
_CITIES = (("Porto", "PT"), ("Lyon", "FR"), ("Bremen", "DE"), ("Leeds", "GB"), ("Tampa", "US"))
_STATUS = ("new", "paid", "shipped", "returned")
_SUBJECTS = ("late parcel", "login trouble", "address change", "wrong size", "refund")
CUSTOMERS = 60
ORDERS = 200


def luhn(stem: str) -> str:
    """A card number: the stem and its check digit."""
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(stem)))
    return stem + str(-total % 10)


def _customer(number: int, pick: random.Random) -> tuple[Any, ...]:
    given, family = pick.choice(_GIVEN), pick.choice(_FAMILY)
    mail = f"{given}.{family}{number}@mail.example".lower()
    city, country = pick.choice(_CITIES)
    return (
        number,
        f"{given} {family}",
        mail,
        f"+1-212-555-{pick.randrange(10000):04}" if number % 7 else None,
        f"{pick.randrange(100, 665):03}-{pick.randrange(1, 99):02}-{pick.randrange(1, 9999):04}",
        f"{pick.randrange(1945, 2004)}-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02}",
        f"{pick.randrange(1, 200)} {pick.choice(_STREETS)}",
        city,
        country,
        pick.choice(("basic", "plus", "gold")),
        pick.randrange(0, 500_000),
        f"2024-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02} {pick.randrange(24):02}:{pick.randrange(60):02}:00",
    )


def _order(number: int, pick: random.Random) -> tuple[Any, ...]:
    return (
        number,
        pick.randrange(1, CUSTOMERS + 1),
        pick.choice(_STATUS),
        f"{pick.randrange(100, 90_000) / 100:.2f}",
        f"2025-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02}",
        "" if number % 9 == 0 else None if number % 5 == 0 else f"gift {number}",
    )


def _payment(number: int, pick: random.Random, orders: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    card = luhn("4" + "".join(str(pick.randrange(10)) for _ in range(14)))
    return (number, orders[number - 1][0], card, f"{pick.randrange(1000):03}", orders[number - 1][3])


def _note(number: int, pick: random.Random, customers: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    who = pick.choice(customers)
    body = f"{who[1]} called about {pick.choice(_SUBJECTS)}; reply to {who[2]}."
    return (number, who[0], body if number % 3 else "nothing to add", f'{{"mail": "{who[2]}", "tries": {number % 4}}}')


def _all() -> dict[str, list[tuple[Any, ...]]]:
    pick = random.Random(20250101)
    customers = [_customer(n, pick) for n in range(1, CUSTOMERS + 1)]
    orders = [_order(n, pick) for n in range(1, ORDERS + 1)]
    payments = [_payment(n, pick, orders) for n in range(1, 121)]
    notes = [_note(n, pick, customers) for n in range(1, 41)]
    keys = [
        (n, customers[n][0], "sk_live_" + "".join(pick.choices("abcdefghjkmnpqrstuvwxyz23456789", k=24)))
        for n in range(1, 11)
    ]
    return {"customers": customers, "orders": orders, "payments": payments, "notes": notes, "api_keys": keys}


TABLES = _all()
"""Rows by table, in loading order."""
