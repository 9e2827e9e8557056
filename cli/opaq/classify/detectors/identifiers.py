"""Identifiers with a fixed shape: national and tax numbers, cards, accounts, things, phones.

A row gives a *shape* (a pattern over classes of characters only: digits, upper
and lower letters, separators) and a *check* on the letters and digits alone.
Shapes can therefore be matched once per distinct shape of text instead of once
per text, and only checks run per value. Shapes that a value has by chance are
WEAK however good their arithmetic: a tenth of all nine-digit numbers pass Luhn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from opaq.classify.detectors import checksums as ck
from opaq.classify.detectors import phones
from opaq.classify.types import Strength
from opaq.model.finding import Category
from opaq.model.record import record

Check = Callable[[str], bool]


@record
class Identifier:
    """One kind of identifier."""

    category: Category
    title: str
    """For people: `US social security number`."""
    shape: str
    """Regular expression over `\\d`, `[A-Z]`, `[a-z]`, `[A-Za-z]` and separators only."""
    check: Check
    """On the letters (upper case) and digits of the match."""
    strength: Strength
    chance: float
    """Share of random texts of this shape that pass the check."""
    words: tuple[str, ...] = ()
    """Labels that stand before such a number in running text, folded; the family's own words are added."""


_W, _S, _C = Strength.WEAK, Strength.STRONG, Strength.CERTAIN
_N = "id.national."


def _starts(*prefixes: str) -> Check:
    return lambda text: text.startswith(prefixes)


def _both(first: Check, second: Check) -> Check:
    return lambda text: first(text) and second(text)


def _letter(position: int, letters: str, check: Check) -> Check:
    return lambda text: text[position] in letters and check(text)


def _any(_: str) -> bool:
    return True


def _vin(text: str) -> bool:
    """17 characters without I, O, Q, letters and digits mixed, serial ending in digits, check digit."""
    if any(c in "IOQ" for c in text) or text.isdigit() or text.isalpha() or not text[13:].isdigit():
        return False
    return ck.vin(text)


_VAT_DIGITS: Final = {
    "DE": 9,
    "AT": 9,
    "BE": 10,
    "DK": 8,
    "FI": 8,
    "IT": 11,
    "LU": 8,
    "PL": 10,
    "PT": 9,
    "SE": 12,
    "HR": 11,
}
_VAT_CHECKS: Final[Mapping[str, Check]] = {
    "DE": ck.mod11_10, "IT": ck.luhn, "PL": ck.pl_nip, "PT": ck.pt_nif, "HR": ck.mod11_10,
}  # fmt: skip


def _eu_vat(text: str) -> bool:
    """Country prefix, its length, and the check digits where they are simple."""
    country, digits = text[:2], text[2:]
    return _VAT_DIGITS.get(country) == len(digits) and _VAT_CHECKS.get(country, _any)(digits)


IDENTIFIERS: Final[tuple[Identifier, ...]] = (
    # ---- payment cards
    Identifier("fin.card", "payment card number", r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?", ck.card, _C, 0.04, ("card",)),
    Identifier("fin.card", "payment card number", r"\d{4}([ -])\d{6}\1\d{4,5}", ck.card, _C, 0.02, ("card",)),
    Identifier("fin.card", "payment card number", r"\d{14,16}|\d{18,19}", ck.card, _S, 0.04, ("card", "visa", "amex")),
    # ---- United States and Canada
    Identifier(_N + "us_ssn", "US social security number", r"\d{3}-\d{2}-\d{4}", ck.us_ssn, _S, 0.88, ("ssn", "social")),
    Identifier(_N + "us_ssn", "US social security number", r"\d{3} \d{2} \d{4}", ck.us_ssn, _S, 0.88, ("ssn", "social")),
    Identifier(_N + "us_ssn", "US social security number", r"\d{9}", ck.us_ssn, _W, 0.88, ("ssn", "social")),
    Identifier(_N + "us_itin", "US taxpayer number (ITIN)", r"\d{3}-\d{2}-\d{4}", ck.us_itin, _S, 0.03, ("itin", "tax")),
    Identifier("id.tax", "US employer number (EIN)", r"\d{2}-\d{7}", _any, _W, 1.0, ("ein", "fein", "employer")),
    Identifier("health.id", "US provider number (NPI)", r"\d{10}", ck.us_npi, _W, 0.02, ("npi", "provider")),
    Identifier("health.id", "US Medicare number (MBI)", r"\d[A-Z][A-Z0-9]\d-?[A-Z][A-Z0-9]\d-?[A-Z]{2}\d{2}", ck.mbi, _S, 0.9, ("mbi", "medicare")),
    Identifier("health.id", "US DEA number", r"[A-Z]{2}\d{7}", ck.us_dea, _W, 0.1, ("dea",)),
    Identifier("fin.bank_account", "US routing number (ABA)", r"\d{9}", ck.us_aba, _W, 0.03, ("aba", "routing", "rtn")),
    Identifier(_N + "ca_sin", "Canadian social insurance number", r"\d{3}([ -])\d{3}\1\d{3}", ck.ca_sin, _S, 0.08, ("sin", "nas")),
    Identifier(_N + "ca_sin", "Canadian social insurance number", r"\d{9}", ck.ca_sin, _W, 0.08, ("sin", "nas")),
    # ---- Latin America
    Identifier(_N + "br_cpf", "Brazilian CPF", r"\d{3}\.\d{3}\.\d{3}-\d{2}", ck.br_cpf, _C, 0.01, ("cpf",)),
    Identifier(_N + "br_cpf", "Brazilian CPF", r"\d{11}", ck.br_cpf, _W, 0.01, ("cpf",)),
    Identifier(_N + "br_cnpj", "Brazilian CNPJ", r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}", ck.br_cnpj, _C, 0.01, ("cnpj",)),
    Identifier(_N + "br_cnpj", "Brazilian CNPJ", r"\d{14}", ck.br_cnpj, _W, 0.01, ("cnpj",)),
    Identifier(_N + "ar_cuit", "Argentine CUIT/CUIL", r"\d{2}-\d{8}-\d", ck.ar_cuit, _C, 0.008, ("cuit", "cuil")),
    Identifier(_N + "ar_cuit", "Argentine CUIT/CUIL", r"\d{11}", ck.ar_cuit, _W, 0.008, ("cuit", "cuil")),
    Identifier(_N + "cl_rut", "Chilean RUT", r"\d{1,2}\.\d{3}\.\d{3}-[\dA-Za-z]", ck.cl_rut, _C, 0.09, ("rut", "run")),
    Identifier(_N + "cl_rut", "Chilean RUT", r"\d{7,8}-[\dA-Za-z]", ck.cl_rut, _S, 0.09, ("rut", "run")),
    Identifier(_N + "co_nit", "Colombian NIT", r"\d{3}\.\d{3}\.\d{3}-\d", ck.co_nit, _S, 0.09, ("nit",)),
    Identifier(_N + "co_nit", "Colombian NIT", r"\d{9}-\d", ck.co_nit, _S, 0.09, ("nit",)),
    Identifier(_N + "ec_ci", "Ecuadorian cedula", r"\d{9}-?\d", ck.ec_ci, _W, 0.015, ("cedula", "ci")),
    Identifier(_N + "mx_curp", "Mexican CURP", r"[A-Z]{4}\d{6}[A-Z]{6}[A-Z0-9]\d", ck.mx_curp, _C, 0.01, ("curp",)),
    Identifier(_N + "mx_rfc", "Mexican RFC", r"[A-Z]{4}\d{6}[A-Z0-9]{3}", ck.mx_rfc, _S, 0.04, ("rfc",)),
    Identifier(_N + "pe_dni", "Peruvian DNI", r"\d{8}-[A-Z\d]", _any, _W, 1.0, ("dni",)),
    Identifier("fin.bank_account", "Mexican CLABE", r"\d{18}", ck.clabe, _W, 0.1, ("clabe",)),
    Identifier("fin.bank_account", "Argentine CBU", r"\d{22}", ck.ar_cbu, _S, 0.01, ("cbu", "cvu")),
    # ---- Europe
    Identifier(_N + "uk_nino", "UK National Insurance number", r"[A-Z]{2}( ?)\d{2}\1\d{2}\1\d{2}\1[A-Z]", _letter(-1, "ABCD", ck.gb_nino), _S, 0.1, ("nino", "ni", "insurance")),
    Identifier("health.id", "UK NHS number", r"\d{3} \d{3} \d{4}", ck.gb_nhs, _S, 0.09, ("nhs",)),
    Identifier("health.id", "UK NHS number", r"\d{10}", ck.gb_nhs, _W, 0.09, ("nhs",)),
    Identifier(_N + "gb_utr", "UK UTR", r"\d{5} ?\d{5}", ck.gb_utr, _W, 0.1, ("utr", "taxpayer")),
    Identifier("fin.bank_account", "UK sort code", r"\d{2}-\d{2}-\d{2}", _any, _W, 1.0, ("sort", "sortcode")),
    Identifier(_N + "ie_pps", "Irish PPS number", r"\d{7}[A-W][A-IW]?", ck.ie_pps, _S, 0.04, ("pps", "ppsn")),
    Identifier(_N + "de_steuerid", "German tax identification number", r"\d{2} \d{3} \d{3} \d{3}", ck.de_steuerid, _S, 0.01, ("steuer", "idnr", "tin")),
    Identifier(_N + "de_steuerid", "German tax identification number", r"\d{11}", ck.de_steuerid, _W, 0.01, ("steuer", "idnr", "tin")),
    Identifier(_N + "de_rvnr", "German pension insurance number", r"\d{2} ?\d{6} ?[A-Z] ?\d{3}", ck.de_rvnr, _S, 0.02, ("rentenversicherung", "rvnr", "sv")),
    Identifier(_N + "de_personalausweis", "German identity card number", r"[A-Z][A-Z0-9]{8}\d", _letter(0, "LMNPRTVWXYZCFGHJK", ck.de_personalausweis), _W, 0.1, ("ausweis", "personalausweis")),
    Identifier("health.id", "German health insurance number", r"[A-Z]\d{9}", ck.de_kvnr, _W, 0.1, ("kvnr", "versicherten")),
    Identifier(_N + "fr_nir", "French NIR", r"\d ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}", _letter(0, "123478", ck.fr_nir), _C, 0.003, ("nir", "secu", "securite")),
    Identifier(_N + "fr_siren", "French SIRET", r"\d{3} \d{3} \d{3} \d{5}", ck.luhn, _S, 0.1, ("siret",)),
    Identifier(_N + "es_dni", "Spanish DNI", r"\d{8}-?[A-Z]", ck.es_dni, _S, 0.04, ("dni", "nif")),
    Identifier(_N + "es_dni", "Spanish DNI", r"\d{2}\.\d{3}\.\d{3}-?[A-Z]", ck.es_dni, _C, 0.04, ("dni", "nif")),
    Identifier(_N + "es_nie", "Spanish NIE", r"[A-Z]-?\d{7}-?[A-Z]", _letter(0, "XYZ", ck.es_nie), _S, 0.005, ("nie",)),
    Identifier(_N + "es_nif", "Spanish CIF", r"[A-Z]-?\d{7}[A-Z0-9]", _letter(0, "ABCDEFGHJNPQRSUVW", ck.es_cif), _W, 0.1, ("cif", "nif")),
    Identifier(_N + "it_cf", "Italian codice fiscale", r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", _letter(8, "ABCDEHLMPRST", ck.it_cf), _C, 0.02, ("fiscale", "cf")),
    Identifier(_N + "it_piva", "Italian partita IVA", r"\d{11}", ck.luhn, _W, 0.1, ("iva", "piva")),
    Identifier(_N + "pt_nif", "Portuguese NIF", r"\d{3} ?\d{3} ?\d{3}", ck.pt_nif, _W, 0.06, ("nif", "contribuinte")),
    Identifier(_N + "nl_bsn", "Dutch BSN", r"\d{9}", ck.nl_bsn, _W, 0.09, ("bsn", "burgerservicenummer", "sofi")),
    Identifier(_N + "nl_bsn", "Dutch BSN", r"\d{4}\.\d{2}\.\d{3}", ck.nl_bsn, _S, 0.09, ("bsn",)),
    Identifier(_N + "be_nn", "Belgian national number", r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", ck.be_nn, _C, 0.004, ("rijksregister", "niss", "nrn")),
    Identifier(_N + "be_nn", "Belgian national number", r"\d{11}", ck.be_nn, _S, 0.002, ("rijksregister", "niss", "nrn")),
    Identifier(_N + "pl_pesel", "Polish PESEL", r"\d{11}", ck.pl_pesel, _W, 0.018, ("pesel",)),
    Identifier(_N + "pl_nip", "Polish NIP", r"\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3}", ck.pl_nip, _S, 0.09, ("nip",)),
    Identifier(_N + "pl_nip", "Polish NIP", r"\d{10}", ck.pl_nip, _W, 0.09, ("nip",)),
    Identifier(_N + "cz_rc", "Czech birth number", r"\d{6}/\d{4}", ck.cz_rc, _C, 0.01, ("rodne", "rc")),
    Identifier(_N + "cz_rc", "Czech birth number", r"\d{10}", ck.cz_rc, _W, 0.01, ("rodne", "rc")),
    Identifier(_N + "tr_tckn", "Turkish TCKN", r"\d{11}", ck.tr_tckn, _W, 0.009, ("kimlik", "tckn", "tc")),
    Identifier(_N + "ch_ahv", "Swiss AHV number", r"\d{3}\.\d{4}\.\d{4}\.\d{2}", ck.ch_ahv, _C, 0.0001, ("ahv", "avs")),
    Identifier(_N + "ch_ahv", "Swiss AHV number", r"\d{13}", ck.ch_ahv, _S, 0.0001, ("ahv", "avs")),
    Identifier(_N + "at_svnr", "Austrian social security number", r"\d{4}[ -]\d{6}", ck.at_svnr, _S, 0.002, ("svnr", "sv")),
    Identifier(_N + "at_svnr", "Austrian social security number", r"\d{10}", ck.at_svnr, _W, 0.002, ("svnr", "sv")),
    Identifier(_N + "dk_cpr", "Danish CPR number", r"\d{6}-\d{4}", ck.dk_cpr, _S, 0.036, ("cpr",)),
    Identifier(_N + "dk_cpr", "Danish CPR number", r"\d{10}", ck.dk_cpr_checked, _W, 0.003, ("cpr",)),
    Identifier(_N + "fi_hetu", "Finnish HETU", r"\d{6}[-+A-Y]\d{3}[A-Z0-9]", ck.fi_hetu, _C, 0.001, ("hetu",)),
    Identifier(_N + "se_pnr", "Swedish personal number", r"\d{6}[-+]\d{4}", ck.se_pnr, _S, 0.007, ("personnummer",)),
    Identifier(_N + "se_pnr", "Swedish personal number", r"\d{8}-?\d{4}", _both(_starts("19", "20"), ck.se_pnr), _S, 0.0001, ("personnummer",)),
    Identifier(_N + "no_fnr", "Norwegian birth number", r"\d{6} ?\d{5}", ck.no_fnr, _S, 0.0003, ("fodselsnummer", "fnr")),
    Identifier(_N + "is_kt", "Icelandic kennitala", r"\d{6}-\d{4}", ck.is_kt, _S, 0.002, ("kennitala",)),
    Identifier(_N + "ee_ik", "Estonian or Lithuanian personal code", r"\d{11}", ck.ee_lt, _S, 0.002, ("isikukood", "asmens")),
    Identifier(_N + "lv_pk", "Latvian personal code", r"\d{6}-\d{5}", ck.lv_pk, _S, 0.003, ("personas",)),
    Identifier(_N + "bg_egn", "Bulgarian EGN", r"\d{10}", ck.bg_egn, _W, 0.01, ("egn",)),
    Identifier(_N + "ro_cnp", "Romanian CNP", r"\d{13}", ck.ro_cnp, _S, 0.003, ("cnp",)),
    Identifier(_N + "rs_jmbg", "JMBG", r"\d{13}", ck.jmbg, _W, 0.003, ("jmbg", "emso")),
    Identifier(_N + "hr_oib", "Croatian OIB", r"\d{11}", ck.mod11_10, _W, 0.1, ("oib",)),
    Identifier(_N + "gr_amka", "Greek AMKA", r"\d{11}", ck.gr_amka, _W, 0.004, ("amka",)),
    Identifier(_N + "gr_afm", "Greek AFM", r"\d{9}", ck.gr_afm, _W, 0.1, ("afm",)),
    Identifier(_N + "hu_taj", "Hungarian TAJ number", r"\d{3}[ -]\d{3}[ -]\d{3}", ck.hu_taj, _W, 0.1, ("taj",)),
    Identifier(_N + "ru_snils", "Russian SNILS", r"\d{3}-\d{3}-\d{3}[ -]\d{2}", ck.ru_snils, _C, 0.01, ("snils", "снилс")),
    Identifier(_N + "ru_inn", "Russian INN", r"\d{12}", ck.ru_inn, _W, 0.01, ("inn", "инн")),
    Identifier(_N + "ua_rnokpp", "Ukrainian RNOKPP", r"\d{10}", ck.ua_rnokpp, _W, 0.04, ("rnokpp", "іпн")),
    Identifier("id.tax", "EU VAT number", r"[A-Z]{2}\d{8,12}", _eu_vat, _W, 0.02, ("vat", "ust", "tva", "iva")),
    # ---- Asia, Oceania, Africa
    Identifier(_N + "in_aadhaar", "Indian Aadhaar", r"\d{4}([ -])\d{4}\1\d{4}", ck.in_aadhaar, _S, 0.08, ("aadhaar", "aadhar", "uid")),
    Identifier(_N + "in_aadhaar", "Indian Aadhaar", r"\d{12}", ck.in_aadhaar, _W, 0.08, ("aadhaar", "aadhar", "uid")),
    Identifier(_N + "in_pan", "Indian PAN", r"[A-Z]{5}\d{4}[A-Z]", _letter(3, "ABCFGHJLPT", _any), _S, 0.38, ("pan",)),
    Identifier(_N + "cn_ric", "Chinese resident identity number", r"\d{17}[\dA-Za-z]", ck.cn_ric, _C, 0.0005, ("身份证",)),
    Identifier(_N + "kr_rrn", "Korean resident registration number", r"\d{6}-\d{7}", ck.kr_rrn, _S, 0.03, ("주민", "rrn")),
    Identifier(_N + "kr_rrn", "Korean resident registration number", r"\d{13}", ck.kr_rrn_checked, _W, 0.003, ("주민", "rrn")),
    Identifier(_N + "jp_mynumber", "Japanese My Number", r"\d{4}[ -]\d{4}[ -]\d{4}|\d{12}", ck.jp_mynumber, _W, 0.1, ("my number", "マイナンバー")),
    Identifier(_N + "sg_nric", "Singapore NRIC/FIN", r"[A-Z]\d{7}[A-Z]", _letter(0, "STFGM", ck.sg_nric), _S, 0.01, ("nric", "fin")),
    Identifier(_N + "hk_hkid", "Hong Kong identity card", r"[A-Z]{1,2}\d{6}\([\dA]\)", ck.hk_hkid, _C, 0.09, ("hkid",)),
    Identifier(_N + "tw_id", "Taiwanese identity number", r"[A-Z]\d{9}", _both(lambda t: t[1] in "1289", ck.tw_id), _S, 0.04, ("身分證",)),
    Identifier(_N + "th_id", "Thai identity number", r"\d-\d{4}-\d{5}-\d{2}-\d", ck.th_id, _C, 0.1, ("thai",)),
    Identifier(_N + "th_id", "Thai identity number", r"\d{13}", ck.th_id, _W, 0.1, ("thai",)),
    Identifier(_N + "my_nric", "Malaysian NRIC", r"\d{6}-\d{2}-\d{4}", ck.my_nric, _S, 0.03, ("nric", "mykad", "ic")),
    Identifier(_N + "pk_cnic", "Pakistani CNIC", r"\d{5}-\d{7}-\d", _letter(0, "1234567", _any), _S, 0.7, ("cnic", "nic")),
    Identifier(_N + "il_tz", "Israeli identity number", r"\d{9}", ck.il_tz, _W, 0.1, ("teudat", "zehut")),
    Identifier(_N + "au_tfn", "Australian tax file number", r"\d{3}[ -]?\d{3}[ -]?\d{3}", ck.au_tfn, _W, 0.09, ("tfn", "tax file")),
    Identifier(_N + "au_abn", "Australian ABN", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", ck.au_abn, _W, 0.01, ("abn",)),
    Identifier(_N + "au_medicare", "Australian Medicare number", r"\d{4} \d{5} \d(?:[/-]\d)?", ck.au_medicare, _S, 0.05, ("medicare",)),
    Identifier(_N + "au_medicare", "Australian Medicare number", r"\d{10,11}", ck.au_medicare, _W, 0.05, ("medicare",)),
    Identifier(_N + "nz_ird", "New Zealand IRD number", r"\d{2,3}-\d{3}-\d{3}", ck.nz_ird, _S, 0.09, ("ird",)),
    Identifier(_N + "za_id", "South African identity number", r"\d{6} ?\d{4} ?\d{3}", ck.za_id, _S, 0.001, ("rsa", "id")),
    # ---- things
    Identifier("id.vehicle", "vehicle identification number", r"[A-Z0-9]{17}", _vin, _S, 0.09, ("vin", "chassis")),
    Identifier("id.device", "IMEI", r"\d{15}", ck.imei, _W, 0.015, ("imei",)),
    Identifier("id.device", "IMEI", r"\d{2}[- ]\d{6}[- ]\d{6}[- ]\d", ck.imei, _S, 0.015, ("imei",)),
    # ---- passports: letter(s) and digits, no public check
    Identifier("id.passport", "passport number", r"[A-Z]{1,2}\d{6,8}", _any, _W, 1.0, ("passport", "pasaporte", "passeport", "reisepass")),
    Identifier("id.passport", "passport number", r"\d{8,9}", _any, _W, 1.0, ("passport", "pasaporte", "passeport", "reisepass")),
    Identifier("id.driver_licence", "driving licence", r"[A-Z]\d{7,12}", _any, _W, 1.0, ("licence", "license", "fuhrerschein", "dl")),
    Identifier("fin.bank_account", "account number", r"\d{6,17}", _any, _W, 1.0, ("account", "acct", "konto", "kontonummer", "cuenta", "compte", "rekening")),
    Identifier("health.id", "medical record number", r"[A-Z]{0,3}-?\d{5,10}", _any, _W, 1.0, ("mrn", "medical record", "patient id", "patient no")),
    Identifier("fin.card", "payment card", r"\d{12,14}|\d{16,19}", ck.luhn, _W, 0.11, ("card", "cc", "visa", "mastercard", "maestro", "amex", "karte", "carte", "tarjeta", "carta", "cartao", "kaart", "karta")),
    Identifier("fin.bank_account", "bank account", r"[A-Z]{4}\d{10,18}", _any, _W, 1.0, ("account", "acct", "konto", "compte", "cuenta", "conto", "conta", "rekening")),
    # ---- telephone numbers
    Identifier("contact.phone", "telephone number", r"\+\(?\d{1,3}\)?(?:[ .\-/()]{0,2}\d{1,5}){2,6}(?:[a-z]{1,3}\d{1,5})?", phones.international, _C, 0.5, ("tel", "phone")),
    Identifier("contact.phone", "telephone number", r"00\d{1,3}(?:[ .\-/]\d{2,5}){2,5}", phones.exit_code, _S, 0.5, ("tel", "phone")),
    Identifier("contact.phone", "telephone number", r"(?:1[-. ])?\(\d{3}\)[ .-]?\d{3}[ .-]\d{4}(?:[a-z]{1,3}\d{1,5})?", phones.nanp, _S, 0.6, ("tel", "phone")),
    Identifier("contact.phone", "telephone number", r"(?:\d[-. ])?\d{3}([-. ])\d{3}\1\d{4}(?:[a-z]{1,3}\d{1,5})?", phones.nanp, _S, 0.6, ("tel", "phone")),
    Identifier("contact.phone", "telephone number", r"(?!\d{5}-\d{4}(?!\d))\(?\d{2,5}\)?[ /.\-]\d{2,8}(?:[ .\-]\d{2,5}){0,4}", phones.national, _S, 0.08, ("tel", "phone")),
    Identifier("contact.phone", "telephone number", r"\d{3}[-. ]\d{4}", _any, _W, 1.0, ("tel", "phone", "ext")),
    Identifier("contact.phone", "telephone number", r"(?!\d{1,4}[\-./]\d{1,2}[\-./]\d{1,4}(?!\d))\(?\d{2,4}\)?(?:[ .\-/]\d{2,5}){1,4}", phones.short, _W, 1.0, phones.LABELS),
    Identifier("contact.phone", "telephone number", r"\d{9,12}", phones.bare, _W, 0.5, (*phones.LABELS, "tel", "phone", "mobile", "cell", "fax", "handy", "movil", "celular", "telefon", "telefono", "portable", "whatsapp", "call", "msisdn", "caller")),
)  # fmt: skip
"""Every kind with a shape, in order of trust for equal matches."""
