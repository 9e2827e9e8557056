"""Is this text a town, a street, a number plate? By lists of the larger towns, by the words and endings names of places have.

As in `people`, a share of a column decides, never one text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from opaq.classify.enumerations import CITIES
from opaq.classify.names import fold
from opaq.model.pattern import late

_TOWN_FIRST: Final = frozenset(
    """north south east west new port lake mount fort saint st sainte san santa santo sant sankt bad neu alt gross ober unter nieder sao vila villa ville
    nova novo nueva nuevo nowa nowy nova nove stary stara velka velke mala castel castello monte borgo quarto sesto settimo nieuw oud sint den s-
    bourg mont puerto rio los las el la le les""".split()
)
"""Words that names of towns begin with, more than names of anybody or anything else."""
_TOWN_LAST: Final = late(
    r"(?:.{2}(?:burg|burgh|berg|stadt|stad|dorf|dorp|hausen|heim|feld|felde|kirchen|bach|furt|brunn|brucke|rode|leben|ow|itz"
    r"|ville|ton|town|bury|ford|field|port|borough|mouth|chester|shire|side|view|haven|fort|land|ham|wick|worth|stead"
    r"|sur-.+|-les?-.+|-la-.+|-en-.+|-saint-.+"
    r"|dam|dijk|veen|hoven|hout|broek|drecht|loo|horst|wijk"
    r"|ice|owo|owice|ow|awa|ec|any|ov|iny|in|rod|hrad"
    r"|by|borg|sund|vik|strand|havn|hamn|lahti|jarvi|niemi|koski|aala"
    r")|.+ (?:do sul|do norte|da serra|da praia|das flores|de minas|grande|paulista|sul|norte"
    r"|umbro|salentino|veneto|calabro|sardo|ligure|laziale|terme|lido|a mare|del friuli"
    r"|am main|an der .+|nad .+|aan .+))"
)


def is_town(text: str) -> bool:
    """A larger town, or a name with the first word or the ending of towns.

    >>> is_town("Milano"), is_town("East Jessica"), is_town("Bad Salzungen"), is_town("Coffee Grinder")
    (True, True, True, False)
    """
    folded = fold(text.strip())
    if folded in CITIES or text.strip().lower() in CITIES:
        return True
    if not folded or any(c.isdigit() for c in folded) or folded.count(" ") > 4:
        return False
    first, _, rest = folded.partition(" ")
    return bool(rest) and first.rstrip(".") in _TOWN_FIRST


def towns(texts: Sequence[str]) -> tuple[float, float]:
    """Share of texts that are towns, and of those with the ending of one besides: Springfield, Neustadt, Lipnice."""
    known = [is_town(t) for t in texts]
    ending = sum(not k and _TOWN_LAST.fullmatch(fold(t.strip())) is not None for k, t in zip(known, texts, strict=True))
    return sum(known) / len(texts), ending / len(texts)


_STREET_LAST: Final = frozenset(
    """street avenue road boulevard lane drive court terrace way parkway highway crescent close grove gardens mews row walk trail alley plaza
    ridge heights hill hills point crossing loop pike turnpike path park quay wharf green vale mount causeway square circle place knoll knolls
    landing junction junctions harbor harbors cove coves corner corners cliff cliffs bluff bluffs brook brooks bridge branch bend beach
    camp cape center centers common crest dale dam divide estate estates expressway extension extensions fall falls ferry field fields flat flats
    ford fords forest forge forges fork forks fort freeway garden gateway glen glens greens groves haven hollow inlet island islands isle key keys
    lake lakes land light lights loaf locks lodge mall manor manors meadow meadows mill mills mission motorway mountain mountains neck orchard
    oval overpass parks parkways pass passage pine pines plain plains plazas points port ports prairie radial ramp ranch rapid rapids rest ridges
    river roads route rue run shoal shoals shore shores skyway spring springs spur spurs squares station stravenue stream streets summit throughway
    trace track trafficway tunnel turnpike underpass union unions valley valleys via viaduct view views village villages ville vista walks wall ways
    well wells st ave rd blvd ln dr ct pl sq caddesi sokak sokagi bulvari cad sok utca""".split()
)
_STREET_FIRST: Final = frozenset(
    """rue avenue boulevard chemin impasse allee place route quai cours calle avenida paseo plaza camino carrera ronda glorieta cuesta rambla pasaje via
    callejon canada vial acceso urbanizacion alameda pasadizo rua travessa praca estrada largo rodovia viela vila via viale piazza corso vicolo strada
    contrada borgo incrocio canale rotonda ul ulica al aleja aleje os plac pl namesti ulice trida""".split()
)
_STREET_ENDING: Final = late(
    r".{2,}(?:strasse|straße|str\.?|weg|platz|allee|gasse|ring|damm|ufer|steig|straat|laan|plein|gracht|kade|singel|dreef|steeg|pad|hof|baan|dijk"
    r"|gatan|vagen|veien|gata|vej|gade|alle|katu|tie|polku|kuja|utca|stien|stigen)"
)


def is_street(text: str) -> bool:
    """The name of a street, with its number or without.

    >>> is_street("Mullins Mountain Road"), is_street("Goethestraße"), is_street("rue de la Paix"), is_street("Walnut desk")
    (True, True, True, False)
    """
    words = [w.strip(".,") for w in fold(text).split() if not w[0].isdigit()]
    if not words:
        return False
    return (
        (len(words) > 1 and (words[-1] in _STREET_LAST or words[0] in _STREET_FIRST))
        or any(_STREET_ENDING.fullmatch(w.rpartition("-")[2] if "-" in w else w) for w in words[-2:])
        or (("-" in words[-1]) and words[-1].rpartition("-")[2] in ("weg", "ring", "platz", "allee", "gasse", "str"))
    )


_PLATES: Final = (
    ("German", late(r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2} ?\d{1,4}[EH]?")),
    ("Dutch", late(r"(?=(?:[^A-Z]*[A-Z]){1,4}[^A-Z]*$)(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,2}|\d{1,2})")),
    ("French or Italian", late(r"[A-HJ-NP-TV-Z]{2}[- ]?\d{3}[- ]?[A-HJ-NP-TV-Z]{2}")),
    ("Spanish", late(r"\d{4}[- ]?[BCDFGHJKLMNPRSTVWXYZ]{3}")),
    ("British", late(r"[A-HJ-PR-Y]{2}[0-7]\d ?[A-HJ-PR-Z]{3}")),
    ("Polish", late(r"[A-Z]{2,3} [0-9A-Z]{4,5}")),
    ("Turkish", late(r"(?:0[1-9]|[1-7]\d|8[01]) ?[A-Z]{1,3} ?\d{2,4}")),
    ("Brazilian", late(r"[A-Z]{3}-?\d[A-Z0-9]\d{2}")),
)  # fmt: skip
_TELLING_PLATES: Final = 5
"""Fewer values of the form may be codes of articles, as are many with the same letters (`ABC-1000`, `ABC-1001`)."""


def plates(texts: Sequence[str]) -> tuple[str, int] | None:
    """Country and count, when nearly all texts have the form of its number plates and differ as those of many cars do."""
    if len(texts) < _TELLING_PLATES:
        return None
    for country, pattern in _PLATES:
        count = sum(pattern.fullmatch(t.strip()) is not None for t in texts)
        if count >= 0.95 * len(texts) and sum(" " in t or "-" in t for t in texts) >= 0.5 * count:
            letters = {"".join(c for c in t if c.isalpha()) for t in texts}
            if country == "German" or len(letters) >= 0.5 * len(texts):
                return country, count
    return None
