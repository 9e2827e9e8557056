"""Cells for measuring: harmless ones that look like something, and sensitive ones in the forms people write them. All invented."""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Callable, Iterator

_WORDS = (
    "order shipped customer asked refund policy invoice late parcel address change login trouble server restarted disk "
    "usage high latency cache miss retry queue build passed deploy failed timeout upstream blue steel bottle classic "
    "leather wallet summer sale garden chair updated request header response body index created table migration"
).split()


def _sentence(r: random.Random, n: int) -> str:
    return " ".join(r.choice(_WORDS) for _ in range(n)).capitalize() + "."


def _ean(r: random.Random) -> str:
    body = f"{r.choice((400, 500, 690, 978, 76, 30)):03d}{r.randint(0, 10**9 - 1):09d}"
    check = -sum(int(c) * (1, 3)[i % 2] for i, c in enumerate(body)) % 10
    return f"{body}{check}"


HARMLESS: dict[str, Callable[[random.Random], str]] = {
    "order number": lambda r: f"ORD-{r.randint(2019, 2025)}-{r.randint(1, 999999):06d}",
    "order digits": lambda r: str(r.randint(10**7, 10**8)),
    "order ten": lambda r: f"24{r.randint(1, 12):02d}{r.randint(1, 28):02d}{r.randint(0, 9999):04d}",
    "uuid": lambda r: str(uuid.UUID(int=r.getrandbits(128))),
    "git sha": lambda r: hashlib.sha1(r.randbytes(8)).hexdigest(),
    "short sha": lambda r: hashlib.sha1(r.randbytes(8)).hexdigest()[:8],
    "sha256": lambda r: hashlib.sha256(r.randbytes(8)).hexdigest(),
    "md5": lambda r: hashlib.md5(r.randbytes(8)).hexdigest(),
    "version": lambda r: f"{r.randint(0, 20)}.{r.randint(0, 40)}.{r.randint(0, 99)}",
    "version four": lambda r: f"{r.randint(1, 12)}.{r.randint(0, 9)}.{r.randint(0, 19)}.{r.randint(0, 9)}",
    "timestamp": lambda r: (
        f"{r.randint(2015, 2025)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}T{r.randint(0, 23):02d}:{r.randint(0, 59):02d}:07.{r.randint(0, 999):03d}Z"
    ),
    "date": lambda r: f"{r.randint(1, 28):02d}.{r.randint(1, 12):02d}.{r.randint(1995, 2025)}",
    "epoch": lambda r: str(r.randint(1_500_000_000, 1_760_000_000)),
    "epoch ms": lambda r: str(r.randint(1_500_000_000_000, 1_760_000_000_000)),
    "ean": _ean,
    "isbn": lambda r: f"978-{r.randint(0, 9)}-{r.randint(100, 999)}-{r.randint(10000, 99999)}-{r.randint(0, 9)}",
    "snomed": lambda r: str(r.randint(10**7, 10**9)),
    "loinc": lambda r: f"{r.randint(100, 99999)}-{r.randint(0, 9)}",
    "dicom": lambda r: f"1.2.840.{r.randint(10000, 200000)}.{r.randint(1, 9)}.{r.randint(1, 99)}.{r.randint(1, 10**9)}",
    "money": lambda r: f"{r.choice('$€£')}{r.randint(1, 9999):,}.{r.randint(0, 99):02d}",
    "money plain": lambda r: f"{r.randint(1, 999999)}.{r.randint(0, 99):02d}",
    "product": lambda r: (
        f"{r.choice(('Nordic', 'Matte', 'Classic', 'Jordan', 'Victoria'))} {r.choice(('Coffee Grinder', 'Sneaker', 'Water Bottle', 'Desk Lamp'))} {r.randint(1, 90)}"
    ),
    "user agent": lambda r: (
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{r.randint(90, 130)}.0.{r.randint(1000, 9999)}.{r.randint(10, 200)} Safari/537.36"
    ),
    "log line": lambda r: (
        f"2025-0{r.randint(1, 9)}-1{r.randint(0, 9)} 12:0{r.randint(0, 9)}:33,{r.randint(100, 999)} INFO [worker-{r.randint(1, 9)}] {_sentence(r, 5)} id={r.randint(1000, 99999)} took {r.randint(1, 900)}ms"
    ),
    "sentence": lambda r: _sentence(r, r.randint(4, 14)),
    "base64 image": lambda r: (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA" + hashlib.sha512(r.randbytes(8)).hexdigest()
    ),
    "sku": lambda r: f"{r.choice('ABCDEX')}X-{r.randint(10, 99)}-{r.randint(1000, 9999)}",
    "tracking": lambda r: f"9400{r.randint(10**17, 10**18 - 1)}",
    "tracking ups": lambda r: f"1Z{r.choice('ABCXYZ')}{r.randint(10**4, 10**5 - 1)}{r.randint(10**9, 10**10 - 1)}",
    "path": lambda r: f"/var/log/{r.choice(_WORDS)}/{r.randint(1, 99)}/{r.choice(_WORDS)}.log",
    "url": lambda r: (
        f"https://www.example.com/{r.choice(_WORDS)}/{r.randint(100, 99999)}?page={r.randint(1, 9)}&sort=asc"
    ),
    "size": lambda r: f"{r.randint(1, 99)}x{r.randint(1, 99)}x{r.randint(1, 99)} cm",
    "phone-like range": lambda r: f"{r.randint(100, 999)}-{r.randint(1000, 1999)}",
    "color": lambda r: f"#{r.getrandbits(24):06x}",
    "country": lambda r: r.choice(("Germany", "France", "Georgia", "Jordan", "Chad", "United Kingdom")),
    "company": lambda r: (
        f"{r.choice(('Smith', 'Miller', 'Weber', 'Martin'))} {r.choice(('Ltd', 'GmbH', '& Sons', 'Group', 'Industries'))}"
    ),
    "ticket": lambda r: f"JIRA-{r.randint(100, 99999)}: {_sentence(r, 4)}",
    "coordinates-like": lambda r: f"{r.randint(100, 9999)} x {r.randint(100, 9999)}",
    "json": lambda r: (
        f'{{"color": "{r.choice(("red", "blue"))}", "weight_g": {r.randint(100, 9999)}, "dims": [{r.randint(1, 99)}, {r.randint(1, 99)}]}}'
    ),
    "invoice": lambda r: f"INV{r.randint(10**8, 10**9)}",
    "percent": lambda r: f"{r.randint(1, 99)}.{r.randint(0, 9)}%",
    "iso duration": lambda r: f"PT{r.randint(1, 23)}H{r.randint(1, 59)}M",
    "cron": lambda r: f"{r.randint(0, 59)} {r.randint(0, 23)} * * {r.randint(0, 6)}",
    "sql": lambda r: f"SELECT id, status FROM {r.choice(_WORDS)} WHERE id = {r.randint(1, 10**6)}",
    "mime": lambda r: r.choice(("application/json", "text/html; charset=utf-8", "image/svg+xml")),
    "icd": lambda r: f"{r.choice('ABCEFGIJKM')}{r.randint(10, 99)}.{r.randint(0, 9)}",
    "hex id": lambda r: f"0x{r.getrandbits(32):08x}",
    "s3": lambda r: (
        f"s3://bucket-{r.choice(_WORDS)}/{r.randint(2020, 2025)}/{uuid.UUID(int=r.getrandbits(128))}.parquet"
    ),
    "stack": lambda r: f'File "app/{r.choice(_WORDS)}.py", line {r.randint(1, 900)}, in {r.choice(_WORDS)}',
}
"""Kind -> one invented cell."""


def harmless(seed: int = 1, each: int = 40) -> Iterator[tuple[str, str]]:
    """Kind and cell."""
    r = random.Random(seed)
    for kind, make in HARMLESS.items():
        for _ in range(each):
            yield kind, make(r)
