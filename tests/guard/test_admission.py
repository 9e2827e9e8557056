"""The guard's case files: what it admits and what it refuses, and how it speaks."""

from __future__ import annotations

import pytest
from guard_cases import Case, read

from opaq.codes import CODES
from opaq.errors import DatabaseError, OpaqError, Refused, UsageError
from opaq.guard.admit import admit
from opaq.guard.types import Dialect, Statement, TokenKind, Verb


@pytest.mark.parametrize("case", read("admitted"), ids=str)
def test_reads_are_admitted(case: Case) -> None:
    statement = admit(case.text, case.dialect, case.settings)
    assert statement.dialect is case.dialect
    assert all(statement.text[t.start : t.end] for t in statement.tokens)


@pytest.mark.parametrize("case", read("refused"), ids=str)
def test_everything_else_is_refused_with_its_code(case: Case) -> None:
    with pytest.raises((Refused, UsageError)) as caught:
        admit(case.text, case.dialect, case.settings)
    assert caught.value.code == case.expected
    assert caught.value.hint
    assert caught.value.code in CODES


@pytest.mark.parametrize("dialect", Dialect)
def test_a_refusal_points_at_the_place(dialect: Dialect) -> None:
    with pytest.raises(Refused) as caught:
        admit("select 1\n  from t\n where   nosuch_function(1)", dialect)
    assert (caught.value.position.line, caught.value.position.column) == (3, 10)


@pytest.mark.parametrize("case", read("refused"), ids=str)
def test_a_refusal_never_repeats_a_literal(case: Case) -> None:
    canary = "zq7canary"
    text = case.text.replace("'x'", f"'{canary}'").replace("accounts", "accounts").replace("'/tmp/x'", f"'{canary}'")
    with pytest.raises((Refused, UsageError)) as caught:
        admit(text, case.dialect, case.settings)
    error = caught.value
    assert canary not in f"{error} {error.message} {error.why} {error.hint} {error!r}"


@pytest.mark.parametrize("dialect", Dialect)
def test_comments_become_blanks_and_offsets_stay(dialect: Dialect) -> None:
    text = "select /* a\nb */ 1, -- two\n 2 ;"
    statement = admit(text, dialect)
    assert "/*" not in statement.text
    assert "--" not in statement.text
    assert statement.original == text
    assert [text[t.start : t.end] for t in statement.tokens] == ["select", "1", ",", "2"]


def test_a_policy_may_name_user_functions() -> None:
    allowed = frozenset({"app.total", "plain"})
    statement = admit("select app.total(1), plain(2)", Dialect.POSTGRESQL, allowed_functions=allowed)
    assert statement.allowed == ("app.total", "plain")


def test_a_policy_cannot_admit_what_the_catalogue_calls_harm() -> None:
    with pytest.raises(Refused, match="pg_sleep"):
        admit("select pg_sleep(1)", Dialect.POSTGRESQL, allowed_functions=frozenset({"pg_sleep"}))


def test_a_policy_may_forbid_explain_analyze() -> None:
    with pytest.raises(Refused) as caught:
        admit("explain analyze select 1", Dialect.POSTGRESQL, analyze=False)
    assert caught.value.code == "OPQ-G014"


def test_explain_says_so() -> None:
    statement = admit("explain (analyze) select 1", Dialect.POSTGRESQL)
    assert (statement.verb, statement.explained, statement.analyze) == (Verb.EXPLAIN, True, True)
    assert not admit("explain (analyze false) select 1", Dialect.POSTGRESQL).analyze


def test_copy_is_its_query() -> None:
    statement = admit("copy (select id from t) to stdout", Dialect.POSTGRESQL)
    assert statement.verb is Verb.SELECT
    assert statement.text.strip() == "select id from t"


def parameters(text: str, dialect: Dialect, *names: str) -> Statement:
    return admit(text, dialect, parameters=names)


def test_postgresql_parameters_are_numbered() -> None:
    text = "select :a::int, a[1:2], x from t where b=:b and c in (:a,:b)"
    statement = parameters(text, Dialect.POSTGRESQL, "a", "b")
    assert statement.text == "select $1::int, a[1:2], x from t where b=$2 and c in ($1,$2)"
    assert statement.parameters == ("a", "b")
    for start, end, name in statement.places:
        assert statement.text[start:end] == f"${statement.parameters.index(name) + 1}"
    for token in statement.tokens:
        assert token.kind is TokenKind.QUOTED or statement.text[token.start : token.end] == token.text


def test_a_parameter_next_to_a_word_stays_a_parameter() -> None:
    assert parameters("select 1 limit:n", Dialect.POSTGRESQL, "n").text == "select 1 limit $1"


def test_a_slice_is_no_parameter() -> None:
    statement = parameters("select a[lo:hi], a[1:hi], a[(1):hi] from t", Dialect.POSTGRESQL, "hi")
    assert statement.parameters == ()


@pytest.mark.parametrize("dialect", [Dialect.MYSQL, Dialect.SQLITE])
def test_other_dialects_keep_the_name_and_say_where(dialect: Dialect) -> None:
    statement = parameters("select :a, ':a', :b", dialect, "a", "b")
    assert statement.text == "select :a, ':a', :b"
    assert [statement.text[s:e] for s, e, _ in statement.places] == [":a", ":b"]


def test_a_string_or_comment_holds_no_parameter() -> None:
    statement = parameters("select ':a', $$:a$$, \":a\" /* :a */", Dialect.POSTGRESQL, "a")
    assert statement.parameters == ()


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("text", ["select '\0'", "select '\ud800'", "select 1 \0; delete from t"])
def test_text_that_is_no_text_is_refused(dialect: Dialect, text: str) -> None:
    with pytest.raises(Refused) as caught:
        admit(text, dialect)
    assert caught.value.code == "OPQ-G002"


@pytest.mark.parametrize("dialect", Dialect)
def test_a_long_statement_is_refused_by_its_size(dialect: Dialect) -> None:
    with pytest.raises(Refused) as caught:
        admit("select " + "1," * 200_000 + "1", dialect)
    assert caught.value.code == "OPQ-G003"


@pytest.mark.parametrize("dialect", Dialect)
def test_deep_nesting_is_refused_without_recursion(dialect: Dialect) -> None:
    with pytest.raises(OpaqError) as caught:
        admit("select " + "(" * 100_000 + "1" + ")" * 100_000, dialect)
    assert caught.value.code == "OPQ-G013"


def test_a_statement_does_not_show_its_text() -> None:
    assert "secret" not in repr(admit("select 'secret'", Dialect.SQLITE))


@pytest.mark.parametrize(
    ("sql", "meant"), [("selct 1", "SELECT"), ("slect 1", "SELECT"), ("wiht a as (select 1) select * from a", "WITH")]
)
@pytest.mark.parametrize("dialect", list(Dialect))
def test_a_misspelt_verb_is_a_mistake_in_sql_and_not_a_refusal(dialect: Dialect, sql: str, meant: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        admit(sql, dialect)
    assert (caught.value.code, caught.value.hint) == ("OPQ-D004", f"did you mean {meant}?")


@pytest.mark.parametrize(("name", "meant"), [("coutn", "count"), ("lenght", "length"), ("uper", "upper")])
@pytest.mark.parametrize("dialect", list(Dialect))
def test_a_misspelt_function_is_answered_with_the_near_one(dialect: Dialect, name: str, meant: str) -> None:
    with pytest.raises(Refused) as caught:
        admit(f"select {name}(a) from t", dialect)
    assert caught.value.code == "OPQ-G011"
    assert caught.value.hint.startswith(f"did you mean {meant}()? ")
