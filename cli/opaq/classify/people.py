"""Is this text the name of a person? By dictionary and form; a share of a column decides, never one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from opaq.classify import local_names, scripts
from opaq.classify.names import fold
from opaq.classify.people_names import GIVEN, NOT_PEOPLE, SURNAME_ENDINGS, SURNAMES
from opaq.model.pattern import late

_WORD: Final = late(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
_FORM: Final = late(
    r"(?:[^\W\d_]{1,6}\. )?[^\W\d_][^\W\d_'’.\-]*(?:['’.\-][^\W\d_]*)*(?:,? (?:[^\W\d_]['’.\-\w]*)){0,4}(?:,? (?:jr|sr|ii|iii|iv|md|phd|dds|dvm)\.?)?",
    re.IGNORECASE,
)
_COMPANY: Final = late(
    r"(?:^|[ ,.])(?:inc|ltd|llc|plc|llp|gmbh|mbh|ag|kg|kgaa|ohg|gbr|corp|company|group|and sons|& sons|& co|co|s\.?a\.?s?|sarl|s\.?l\.?u?|s\.?r\.?l|"
    r"s\.?p\.?a|s\.?r\.?o|a\.?s|s/a|y asociados|e associados|et fils|e figli|e filhos|& co\. kg|- ei|- me|b\.?v|n\.?v|ab|oy|aps|a/s|kft|zrt|nyrt|bt|sp\. z o\.o|s\.c|ltda|e\.?i\.?r\.?l|holding|holdings|partners|"
    r"ооо|зао|оао|пао|ао|ип|нпо|株式会社|有限会社|合同会社|有限公司|kab|tbk|stiftung|e\.v|hospital|clinic|centre|center|bank|university)\.?(?=$|[ ,.])"
    r"|株式会社|有限会社|合同会社|公司|, [^\W\d_]+ (?:and|&|et|und|y|e|i) ",
    re.IGNORECASE,
)
_SERIAL: Final = late(r"(?<=[a-z])\d{1,4}(?= |$)")
"""Numbers that test data hangs on names (`Harber290`)."""
_PARTICLES: Final = frozenset({"van", "von", "de", "der", "den", "da", "dos", "das", "di", "del", "della", "la", "le", "du", "ten", "ter", "bin", "al", "el", "zu", "y", "e", "mac", "mc", "st"})  # fmt: skip
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "mlle", "sr", "sra", "dott", "ing", "sig", "jr", "ii", "iii", "iv", "md", "phd", "dds", "dvm", "univ", "dipl", "bc", "mgr", "mudr"})  # fmt: skip


def is_given(word: str) -> bool:
    """A folded word that is a given name in one of the languages."""
    return word in GIVEN or word in local_names.GIVEN


def is_family(word: str) -> bool:
    """A folded word that is a surname in one of the languages, also in its form for women (`Kowalska`, `Novakova`)."""
    if word in SURNAMES or word in local_names.SURNAMES:
        return True
    if word.endswith(("ska", "cka", "dzka")):
        return f"{word[:-1]}i" in SURNAMES or f"{word[:-1]}i" in local_names.SURNAMES
    return word.endswith("ova") and any(
        w in SURNAMES or w in local_names.SURNAMES for w in (word[:-3], f"{word[:-3]}a")
    )


def share(texts: Sequence[str]) -> float:
    """Share of texts that are names of persons, whole or in part (`Anna Maria`, `van Dijk, Jan`, `Kowalska`)."""
    if not texts:
        return 0.0
    if scripts.applies(texts):
        return sum(map(scripts.is_name, texts)) / len(texts)
    return sum(map(likeness, texts)) / len(texts)


def organisations(texts: Sequence[str]) -> float:
    """Share of texts with a word that companies end with.

    >>> organisations(["Smith & Sons", "Anna Kowalska"])
    0.5
    """
    return sum(_COMPANY.search(t) is not None for t in texts) / len(texts) if texts else 0.0


def likeness(text: str) -> float:
    """0 for what is no name, up to 1.

    >>> likeness("Anna Kowalska"), likeness("Blue Coffee Grinder"), likeness("Qwertz Asdf")
    (1.0, 0.0, 0.0)
    """
    text = _SERIAL.sub("", text)
    if not 2 <= len(text) <= 60 or _FORM.fullmatch(text) is None:
        return 0.0
    words = [w for w in words_of(text) if w not in _PARTICLES and w not in _TITLES and len(w) > 1]
    if not words or len(words) > 5 or any(w in NOT_PEOPLE for w in words):
        return 0.0
    if len(words) == 1:
        return _single(words[0])
    given = sum(map(is_given, words))
    family = sum(map(is_family, words))
    if given and (family or given > 1):
        return 1.0
    if given or family:
        return 0.9 if any(w.endswith(SURNAME_ENDINGS) for w in words) else 0.8
    return 0.0


def words_of(text: str) -> Iterator[str]:
    """Folded words; hyphens and apostrophes join (`o'brien` is `obrien`, `anne-marie` two)."""
    for match in _WORD.finditer(text):
        for part in match.group().replace("’", "'").split("-"):
            folded = fold(part).replace("'", "").replace(".", "")
            if folded:
                yield folded


def _single(word: str) -> float:
    if is_given(word) or is_family(word):
        return 1.0
    return 0.5 if len(word) > 5 and word.endswith(_DISTINCT_ENDINGS) else 0.0


_DISTINCT_ENDINGS: Final = ("ski", "ska", "cki", "wicz", "czyk", "sson", "ovic", "enko", "opoulos", "escu", "oglu", "ersen", "mann", "etti", "elli")  # fmt: skip
