"""The registry of categories: every id opaq speaks of, what the law calls it, and what is done about it by default.

Ids are stable: they stand in policy files, catalogs and audit records. A dotted
id inherits from its prefix: a policy that treats `id.national` treats
`id.national.us_ssn`, unless it names that one too. Classification answers with
these ids, policy attaches a treatment to each, masks print the label.

Sources of the mapping: GDPR (EU) 2016/679 Art. 4(1) personal data, 9(1) special
categories, 10 criminal convictions, 32 security of processing, 87 national identification
numbers; HIPAA Safe Harbor 45 CFR 164.514(b)(2)(i) items (A) to (R); PCI DSS v4.0
requirements 3.3 (sensitive authentication data), 3.4 (display of the card number), 8.3
(authentication factors); SOC 2 CC6.1 (logical access to credentials and confidential data).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from opaq.model.finding import NONE, Category
from opaq.model.record import record


class Sensitivity(Enum):
    """How much harm one value does, from worst to least."""

    SECRET = "secret"  # noqa: S105 - the name of a class, not a password
    """Opens something: passwords, keys, tokens, CVV."""
    SPECIAL = "special"
    """GDPR Art. 9 and health: harm by being known at all."""
    HIGH = "high"
    """Identifies a person alone, or is worth money."""
    MEDIUM = "medium"
    """Personal data of everyday use: names, contacts, addresses."""
    LOW = "low"
    """Identifies only together with other data: city, gender, age."""


@record
class CategoryInfo:
    """One category: what it is, and the treatment it gets when no policy says otherwise."""

    id: Category
    label: str
    """Short word for redactions: `[email]`."""
    title: str
    """For people, in one line."""
    parent: Category | None
    sensitivity: Sensitivity
    gdpr: str = ""
    """Article, or empty when the regulation does not name it."""
    hipaa: str = ""
    """Safe Harbor item letter(s)."""
    pci: str = ""
    """Requirement number."""
    soc2: str = ""
    mask: str = "redact"
    """Name of the default mask (see the mask room)."""
    predicates: str = "lookup"
    """deny | lookup | search | allow"""
    overridable: bool = True
    """False: no policy may loosen it (card data after authorisation)."""


_S = Sensitivity
_CC: Final = "CC6.1"
_ART4, _ART9, _ART87 = "Art. 4(1)", "Art. 9(1)", "Art. 87"

# id, label, title, sensitivity, gdpr, hipaa, pci, soc2, mask, predicates
_ROWS: Final[tuple[tuple[str, str, str, Sensitivity, str, str, str, str, str, str], ...]] = (
    ("person", "person", "data about a person", _S.MEDIUM, _ART4, "", "", "", "redact", "lookup"),
    ("person.name", "name", "name of a person", _S.MEDIUM, _ART4, "A", "", "", "token", "search"),
    ("person.birth_date", "birth date", "date of birth or death", _S.HIGH, _ART4, "C", "", "", "generalize", "lookup"),
    ("person.birth_place", "birth place", "place of birth", _S.LOW, _ART4, "B", "", "", "redact", "lookup"),
    ("person.age", "age", "age of a person", _S.LOW, _ART4, "C", "", "", "generalize", "lookup"),
    ("person.gender", "gender", "gender or sex", _S.LOW, _ART4, "", "", "", "redact", "lookup"),
    ("person.marital_status", "marital status", "marital status", _S.LOW, _ART4, "", "", "", "redact", "lookup"),
    ("contact", "contact", "a way to reach a person", _S.MEDIUM, _ART4, "", "", "", "redact", "search"),
    ("contact.email", "email", "e-mail address", _S.MEDIUM, _ART4, "F", "", "", "partial", "search"),
    ("contact.phone", "phone", "telephone or fax number", _S.MEDIUM, _ART4, "D, E", "", "", "partial", "search"),
    ("contact.handle", "handle", "messenger or social media handle", _S.MEDIUM, _ART4, "R", "", "", "token", "search"),
    ("address", "address", "postal address", _S.MEDIUM, _ART4, "B", "", "", "redact", "search"),
    ("address.street", "address", "street or full postal address", _S.MEDIUM, _ART4, "B", "", "", "redact", "search"),
    ("address.postal_code", "postal code", "postal code", _S.LOW, _ART4, "B", "", "", "generalize", "search"),
    ("address.city", "city", "town of an address", _S.LOW, _ART4, "B", "", "", "keep", "allow"),
    ("geo", "place", "place on the map", _S.MEDIUM, _ART4, "B", "", "", "redact", "lookup"),
    ("geo.coordinates", "coordinates", "latitude and longitude", _S.MEDIUM, _ART4, "B", "", "", "generalize", "lookup"),
    ("id", "id", "identifier of a person or their things", _S.HIGH, _ART4, "R", "", "", "redact", "lookup"),
    ("id.national", "national id", "national identification number", _S.HIGH, _ART87, "G", "", "", "redact", "lookup"),
    ("id.tax", "tax id", "tax number", _S.HIGH, _ART87, "R", "", "", "redact", "lookup"),
    ("id.passport", "passport", "passport or identity card number", _S.HIGH, _ART87, "K", "", "", "redact", "lookup"),
    ("id.driver_licence", "driver licence", "driving licence", _S.HIGH, _ART87, "K", "", "", "redact", "lookup"),
    ("id.vehicle", "vehicle", "vehicle number or number plate", _S.MEDIUM, _ART4, "L", "", "", "redact", "lookup"),
    ("id.device", "device id", "device identifier (IMEI, MAC, UDI)", _S.MEDIUM, _ART4, "M", "", "", "token", "lookup"),
    ("id.employee", "employee no", "staff number or badge", _S.MEDIUM, _ART4, "R", "", "", "token", "lookup"),
    ("net", "network", "trace on a network", _S.MEDIUM, _ART4, "", "", "", "redact", "lookup"),
    ("net.ip", "ip", "IP address", _S.MEDIUM, _ART4, "O", "", "", "generalize", "lookup"),
    ("net.url", "url", "URL that leads to a person", _S.LOW, _ART4, "N", "", "", "redact", "lookup"),
    ("account", "account", "account at a service", _S.MEDIUM, _ART4, "J", "", "", "redact", "lookup"),
    ("account.username", "username", "user or login name", _S.MEDIUM, _ART4, "J", "", _CC, "token", "search"),
    ("fin", "financial", "financial data of a person", _S.HIGH, _ART4, "", "", _CC, "redact", "lookup"),
    ("fin.card", "card", "payment card number", _S.HIGH, _ART4, "J", "3.4", _CC, "partial", "lookup"),
    ("fin.card_sad", "card secret", "CVV, PIN or track data", _S.SECRET, _ART4, "", "3.3", _CC, "redact", "deny"),
    ("fin.iban", "iban", "IBAN", _S.HIGH, _ART4, "J", "", _CC, "partial", "lookup"),
    ("fin.bank_account", "account", "bank account number", _S.HIGH, _ART4, "J", "", _CC, "partial", "lookup"),
    ("fin.crypto_address", "wallet", "address of a wallet", _S.HIGH, _ART4, "J", "", _CC, "token", "lookup"),
    ("fin.salary", "salary", "pay or income of a person", _S.HIGH, _ART4, "", "", _CC, "redact", "lookup"),
    ("health", "health", "health", _S.SPECIAL, _ART9, "", "", _CC, "redact", "lookup"),
    ("health.id", "health id", "patient, insurance or provider number", _S.HIGH, _ART9, "H, I", "", _CC, "redact", "lookup"),
    ("health.data", "health", "diagnosis, treatment, condition", _S.SPECIAL, _ART9, "R", "", _CC, "redact", "lookup"),
    ("bio", "biometric", "biometric data", _S.SPECIAL, _ART9, "P", "", _CC, "redact", "deny"),
    ("bio.photo", "photo", "photograph or signature of a person", _S.MEDIUM, _ART4, "Q", "", "", "redact", "deny"),
    ("bio.template", "biometric", "fingerprint, face or voice template", _S.SPECIAL, _ART9, "P", "", _CC, "redact", "deny"),
    ("bio.genetic", "genetic", "genetic data", _S.SPECIAL, _ART9, "P", "", _CC, "redact", "deny"),
    ("special", "special", "special category of personal data", _S.SPECIAL, _ART9, "", "", _CC, "redact", "lookup"),
    ("special.ethnicity", "ethnicity", "race or ethnic origin", _S.SPECIAL, _ART9, "", "", _CC, "redact", "lookup"),
    ("special.religion", "religion", "religion or belief", _S.SPECIAL, _ART9, "", "", _CC, "redact", "lookup"),
    ("special.politics", "politics", "political opinion", _S.SPECIAL, _ART9, "", "", _CC, "redact", "lookup"),
    ("special.union", "union", "trade union membership", _S.SPECIAL, _ART9, "", "", _CC, "redact", "lookup"),
    ("special.orientation", "orientation", "sex life or orientation", _S.SPECIAL, _ART9, "", "", _CC, "redact", "lookup"),
    ("special.criminal", "criminal", "criminal record", _S.SPECIAL, "Art. 10", "", "", _CC, "redact", "lookup"),
    ("secret", "secret", "a secret that opens something", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.password", "password", "password or pass phrase", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.password_hash", "hash", "password hash or salt", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.token", "token", "API key or access token", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.otp", "otp secret", "seed of one-time passwords", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.jwt", "jwt", "JSON web token", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.private_key", "private key", "private key", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.connection", "credentials", "credentials in a URL or DSN", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.answer", "answer", "answer to a security question", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("secret.system", "system", "system data that carries values", _S.SECRET, "Art. 32", "R", "8.3", _CC, "redact", "deny"),
    ("text", "text", "text", _S.MEDIUM, _ART4, "R", "", "", "redact", "search"),
    ("text.free", "text", "free text with personal data in it", _S.MEDIUM, _ART4, "R", "", "", "redact", "search"),
    ("custom", "custom", "defined by a policy", _S.HIGH, _ART4, "", "", _CC, "redact", "lookup"),
)  # fmt: skip

NATIONAL_IDS: Final[Mapping[str, str]] = {
    "ar_cuit": "Argentina CUIT/CUIL",
    "ar_dni": "Argentina DNI",
    "at_svnr": "Austria social security number",
    "au_abn": "Australia ABN",
    "au_medicare": "Australia Medicare number",
    "au_tfn": "Australia tax file number",
    "be_nn": "Belgium national number",
    "bg_egn": "Bulgaria EGN",
    "br_cnpj": "Brazil CNPJ",
    "br_cpf": "Brazil CPF",
    "ca_sin": "Canada SIN",
    "ch_ahv": "Switzerland AHV number",
    "cl_rut": "Chile RUT",
    "cn_ric": "China resident identity number",
    "co_nit": "Colombia NIT",
    "cz_rc": "Czechia and Slovakia birth number",
    "de_personalausweis": "Germany identity card number",
    "de_rvnr": "Germany pension insurance number",
    "de_steuerid": "Germany tax identification number",
    "dk_cpr": "Denmark CPR",
    "ec_ci": "Ecuador cedula",
    "ee_ik": "Estonia personal code",
    "es_dni": "Spain DNI",
    "es_nie": "Spain NIE",
    "es_nif": "Spain CIF",
    "fi_hetu": "Finland HETU",
    "fr_nir": "France NIR",
    "fr_siren": "France SIREN/SIRET",
    "gb_utr": "United Kingdom UTR",
    "gr_afm": "Greece AFM",
    "gr_amka": "Greece AMKA",
    "hk_hkid": "Hong Kong identity card",
    "hr_oib": "Croatia OIB",
    "hu_taj": "Hungary TAJ and tax number",
    "ie_pps": "Ireland PPS number",
    "il_tz": "Israel identity number",
    "in_aadhaar": "India Aadhaar",
    "in_pan": "India PAN",
    "is_kt": "Iceland kennitala",
    "it_cf": "Italy codice fiscale",
    "it_piva": "Italy partita IVA",
    "jp_mynumber": "Japan My Number",
    "kr_rrn": "South Korea resident registration number",
    "lt_ak": "Lithuania personal code",
    "lv_pk": "Latvia personal code",
    "mx_curp": "Mexico CURP",
    "mx_rfc": "Mexico RFC",
    "my_nric": "Malaysia NRIC",
    "nl_bsn": "Netherlands BSN",
    "no_fnr": "Norway birth number",
    "nz_ird": "New Zealand IRD",
    "pe_dni": "Peru DNI",
    "pk_cnic": "Pakistan CNIC",
    "pl_nip": "Poland NIP",
    "pl_pesel": "Poland PESEL",
    "pt_nif": "Portugal NIF",
    "ro_cnp": "Romania CNP",
    "rs_jmbg": "JMBG (former Yugoslavia)",
    "ru_inn": "Russia INN",
    "ru_snils": "Russia SNILS",
    "se_pnr": "Sweden personal number",
    "sg_nric": "Singapore NRIC/FIN",
    "si_emso": "Slovenia EMSO",
    "th_id": "Thailand identity number",
    "tr_tckn": "Turkey TCKN",
    "tw_id": "Taiwan identity number",
    "ua_rnokpp": "Ukraine RNOKPP",
    "uk_nino": "United Kingdom National Insurance number",
    "us_itin": "United States ITIN",
    "us_ssn": "United States SSN",
    "za_id": "South Africa identity number",
}
"""Suffixes of `id.national.` with their titles; all are treated like `id.national` unless a policy names one."""


def _build() -> dict[Category, CategoryInfo]:
    found: dict[Category, CategoryInfo] = {}
    for id_, label, title, sensitivity, gdpr, hipaa, pci, soc2, mask, predicates in _ROWS:
        parent = id_.rpartition(".")[0] or None
        found[id_] = CategoryInfo(
            id_, label, title, parent, sensitivity, gdpr, hipaa, pci, soc2, mask, predicates, id_ != "fin.card_sad"
        )
    for suffix, title in NATIONAL_IDS.items():
        id_ = f"id.national.{suffix}"
        label = suffix.split("_")[-1]
        found[id_] = CategoryInfo(id_, label, title, "id.national", _S.HIGH, _ART87, "G", "", "", "redact", "lookup")
    return found


CATEGORIES: Final[Mapping[Category, CategoryInfo]] = _build()
"""Every built-in category by id, parents before children."""


def info(category: Category) -> CategoryInfo:
    """The registered category, or one made from its nearest ancestor (`custom.*`, `secret.token.github`).

    Raises KeyError for an id whose family does not exist, and for `none`, which is the absence of a category.

    >>> info("secret.token.github").mask, info("custom.customer_code").label
    ('redact', 'customer code')
    """
    known = CATEGORIES.get(category)
    if known is not None:
        return known
    ancestor = category.rpartition(".")[0]
    while ancestor and ancestor not in CATEGORIES:
        ancestor = ancestor.rpartition(".")[0]
    if not ancestor:
        raise KeyError(category)
    base = CATEGORIES[ancestor]
    word = category.rpartition(".")[2].replace("_", " ")
    return CategoryInfo(
        category, word, f"{base.title}: {word}", ancestor, base.sensitivity, base.gdpr, base.hipaa, base.pci, base.soc2,
        base.mask, base.predicates, base.overridable,
    )  # fmt: skip


def is_known(category: Category) -> bool:
    """True for a registered id, for one below a family open to children, and for `none`."""
    if category == NONE or category in CATEGORIES:
        return True
    return category.startswith(("custom.", "secret.token.", "id.national."))


def ancestry(category: Category) -> tuple[Category, ...]:
    """The id and its prefixes, nearest first: how a policy's treatment is looked up.

    >>> ancestry("id.national.us_ssn")
    ('id.national.us_ssn', 'id.national', 'id')
    """
    parts = category.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))
