"""The demonstration's database: a small shop, invented and seeded, so that every run is the same.

Nobody in here exists: names are drawn from lists, mail domains are reserved for
examples (RFC 2606), phone numbers lie in the range kept for fiction, card numbers
and account numbers only have valid check digits.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

SEED = 20_250_101

SCHEMA = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT,
  birth_date DATE, street TEXT, city TEXT, postal_code TEXT, country TEXT, status TEXT, created_at TIMESTAMP);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
  product TEXT, quantity INTEGER, total NUMERIC, status TEXT, ordered_at TIMESTAMP);
CREATE TABLE payments (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders(id), method TEXT,
  card_number TEXT, iban TEXT, amount NUMERIC, paid_at TIMESTAMP);
CREATE TABLE employees (id INTEGER PRIMARY KEY, full_name TEXT, work_email TEXT, ssn TEXT, salary INTEGER,
  department TEXT, hired_on DATE);
CREATE TABLE tickets (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), topic TEXT, body TEXT,
  status TEXT, opened_at TIMESTAMP);
CREATE TABLE api_keys (id INTEGER PRIMARY KEY, owner TEXT, service TEXT, api_key TEXT, last_used_ip TEXT);
"""

FIRST = "Ada Bruno Clara Dario Elif Farid Greta Hugo Ines Jonas Kaya Liam Mira Nadia Oskar Priya Quinn Rosa Samir Tilda".split()
LAST = "Abel Brandt Costa Demir Eriksen Fischer Garcia Haddad Ito Jansen Kowalski Lindqvist Moreau Novak Okafor Petrov".split()
CITIES = (("Lisbon", "PT"), ("Leipzig", "DE"), ("Ghent", "BE"), ("Bergen", "NO"), ("Austin", "US"), ("Osaka", "JP"))
STREETS = ("Mill Lane", "Harbour Road", "Linden Street", "Station Square", "Garden Walk")
PRODUCTS = (("desk lamp", 39), ("office chair", 189), ("keyboard", 74), ("headphones", 129), ("monitor arm", 95))
BODIES = (
    "Hello, please change my e-mail to {email}, the old one does not work any more.",
    "My order never arrived. Call me at {phone} after six. Thanks, {first}",
    "I was charged twice on card {card}. Please refund one of them.",
    "The invoice shows the wrong address, it should be {street}.",
    "Refund to {iban} please, as agreed on the phone.",
    "Great service, no complaints!",
    "Tracking says delivered, but nothing is here. Order was placed last week.",
)
TOPICS = (
    "Change of address",
    "Missing parcel",
    "Charged twice",
    "Wrong invoice",
    "Refund",
    "Thank you",
    "Tracking",
)
TICKETS = 600
CARELESS = {598: "Parcel missing, write to {email}", 600: "Card {card} charged twice"}
"""Tickets whose topic holds what it should not: a harmless column with personal data in a cell."""


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows, in the order of the foreign keys."""
    chance = random.Random(SEED)  # noqa: S311 - invented data, the same in every run
    customers = list(_customers(chance, 40))
    orders = list(_orders(chance, 120, len(customers)))
    return {
        "customers": customers,
        "orders": orders,
        "payments": list(_payments(chance, orders)),
        "employees": list(_employees(chance, 12)),
        "tickets": list(_tickets(chance, customers)),
        "api_keys": list(_api_keys(chance)),
    }


def _customers(chance: random.Random, count: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        city, country = chance.choice(CITIES)
        email = f"{first}.{last}{number}@{chance.choice(('example.com', 'example.org', 'mail.example.net'))}".lower()
        phone = f"+1 202 555 01{chance.randrange(100):02d}" if chance.random() > 0.1 else None
        yield (
            number,
            f"{first} {last}",
            email,
            phone,
            _day(chance, 1950, 2004),
            f"{chance.randrange(1, 120)} {chance.choice(STREETS)}",
            city,
            f"{chance.randrange(10000, 99999)}",
            country,
            chance.choice(("active", "active", "active", "paused", "closed")),
            f"{_day(chance, 2022, 2024)} {chance.randrange(24):02d}:{chance.randrange(60):02d}:00",
        )


def _orders(chance: random.Random, count: int, customers: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        product, price = chance.choice(PRODUCTS)
        quantity = chance.choice((1, 1, 1, 2, 3))
        status = chance.choice(("shipped", "shipped", "open", "returned"))
        yield (
            number,
            chance.randint(1, customers),
            product,
            quantity,
            price * quantity,
            status,
            f"{_day(chance, 2024, 2024)} 10:00:00",
        )


def _payments(chance: random.Random, orders: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    for number, order in enumerate(orders[::2], 1):
        by_card = chance.random() < 0.7
        card, iban = (card_number(chance), None) if by_card else (None, iban_number(chance))
        yield number, order[0], "card" if by_card else "transfer", card, iban, order[4], order[6]


def _employees(chance: random.Random, count: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        ssn = f"{chance.randrange(100, 665)}-{chance.randrange(10, 99)}-{chance.randrange(1000, 9999)}"
        department = chance.choice(("support", "sales", "warehouse", "engineering"))
        salary = chance.randrange(38, 96) * 1000
        yield (
            number,
            f"{first} {last}",
            f"{first}.{last}@shop.example".lower(),
            ssn,
            salary,
            department,
            _day(chance, 2015, 2024),
        )


def _tickets(chance: random.Random, customers: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    for number in range(1, TICKETS + 1):
        customer = chance.choice(customers)
        kind = (number - 1) % len(BODIES)
        told = {
            "email": customer[2],
            "phone": customer[3] or "+1 202 555 0100",
            "first": str(customer[1]).split()[0],
            "card": card_number(chance),
            "street": customer[5],
            "iban": iban_number(chance),
        }
        topic = CARELESS.get(number, f"{TOPICS[kind]} #{number}").format(**told)
        body = BODIES[kind].format(**told)
        yield (
            number,
            customer[0],
            topic,
            body,
            chance.choice(("open", "closed")),
            f"{_day(chance, 2024, 2024)} 09:30:00",
        )


def _api_keys(chance: random.Random) -> Iterator[tuple[object, ...]]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    for number, service in enumerate(("billing", "shipping", "search", "mailer", "reports"), 1):
        key = "sk_" + "live_" + "".join(chance.choice(letters) for _ in range(24))
        yield number, f"{service}@shop.example", service, key, f"203.0.113.{chance.randrange(1, 255)}"


def _day(chance: random.Random, first_year: int, last_year: int) -> str:
    start = date(first_year, 1, 1)
    return str(start + timedelta(days=chance.randrange((date(last_year, 12, 31) - start).days)))


def card_number(chance: random.Random) -> str:
    """Sixteen digits whose last one is the Luhn check digit (ISO/IEC 7812-1, annex B)."""
    digits = [4, *(chance.randrange(10) for _ in range(14))]
    doubled = [d if i % 2 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)]
    digits.append(-sum(doubled) % 10)
    text = "".join(map(str, digits))
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))


def iban_number(chance: random.Random) -> str:
    """A German IBAN with valid check digits (ISO 13616: mod 97 of the rearranged number is 1)."""
    account = "".join(str(chance.randrange(10)) for _ in range(18))
    check = 98 - int(f"{account}131400") % 97
    return f"DE{check:02d}{account}"
