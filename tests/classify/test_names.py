"""What names of columns say."""

import pytest

from opaq.classify import names

SENSITIVE = [
    ("email", "", "contact.email"),
    ("customerEMail", "", "contact.email"),
    ("EMail Address", "Contact Info", "contact.email"),
    ("CUST_PH_NO", "", "contact.phone"),
    ("имя", "kunden", "person.name"),
    ("straße", "", "address.street"),
    ("電話", "", "contact.phone"),
    ("prénom", "", "person.name"),
    ("data_urodzenia", "", "person.birth_date"),
    ("rodne_cislo", "", "id.national"),
    ("doğum_tarihi", "", "person.birth_date"),
    ("codice_fiscale", "", "id.national"),
    ("STRAS", "KNA1", "address.street"),
    ("nationalidnumber", "employee", "id.national"),
    ("name", "customers", "person.name"),
    ("owner_name", "accounts", "person.name"),
    ("password_reset_token", "users", "secret.token"),
    ("iban", "", "fin.iban"),
    ("cvv2", "", "fin.card_sad"),
    ("religion", "", "special.religion"),
]
HARMLESS = [
    ("capacity", ""), ("passenger_count", ""), ("mail_count", ""), ("ip_version", ""), ("email_verified", ""), ("phone_type", ""),
    ("address_id", ""), ("name", "products"), ("product_name", ""), ("host_name", ""), ("file_name", ""), ("last_login", "users"),
    ("password_changed_at", ""), ("card_type", ""), ("discount", ""), ("serial_no", "products"), ("build_sha", ""), ("title", "films"),
    ("race_id", ""), ("home_page", ""), ("order_ref", ""), ("status", ""), ("tier", ""), ("spanish_name_count", ""), ("compass", ""),
]  # fmt: skip


@pytest.mark.parametrize(("column", "table", "category"), SENSITIVE)
def test_names_of_sensitive_columns_are_understood(column, table, category):
    assert names.read(column, table).category == category


@pytest.mark.parametrize(("column", "table"), HARMLESS)
def test_names_that_only_contain_a_sensitive_word_are_not_taken_for_it(column, table):
    assert names.read(column, table).category is None


def test_a_word_is_split_only_when_known_words_cover_it():
    assert names.tokens("passenger") == ("passenger",)
    assert names.tokens("cardholdername") == ("cardholder", "name")


def test_the_token_that_takes_a_category_back_is_named():
    assert names.read("email_verified").denied_by == "verified"
