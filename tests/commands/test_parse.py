"""One description of a command: the ordinary parser, Typer, help and completion agree about it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.codes import CODES
from opaq.commands import shells
from opaq.commands.completion import described
from opaq.commands.man import EXITS, page
from opaq.commands.manual import FIRST_STEPS, command_help, group_help, overview
from opaq.commands.query import COMMAND as QUERY
from opaq.commands.spec import GLOBALS, Command, Group, parse
from opaq.commands.statement import bind, decoded
from opaq.commands.table import COMMANDS
from opaq.commands.typed import values_of
from opaq.errors import ExitCode, UsageError

OPTIONS = (*QUERY.options, *GLOBALS)
SPECS = list(described())
FLAT = list(shells.flattened(SPECS))


def words() -> st.SearchStrategy[list[str]]:
    """Command lines of `query` as people write them."""
    values = {
        int: st.sampled_from(["0", "5", "-1"]),
        float: st.sampled_from(["1", "2.5"]),
        str: st.sampled_from(["a", "b=c", "x y"]),
    }
    pieces = []
    for option in OPTIONS:
        for flag in option.flags:
            if not option.metavar:
                pieces.append(st.just([flag]))
                continue
            value = st.sampled_from(option.choices) if option.choices else values[option.type]
            pieces.append(value.map(lambda v, f=flag: [f, v]))
            if flag.startswith("--"):
                pieces.append(value.map(lambda v, f=flag: [f"{f}={v}"]))
            else:
                pieces.append(value.map(lambda v, f=flag: [f"{f}{v}"]))
    line = st.lists(st.one_of(pieces), max_size=5).map(lambda parts: [word for part in parts for word in part])
    return st.tuples(line, st.sampled_from([[], ["select 1"], ["-"], ["--", "-- select"]])).map(lambda t: t[0] + t[1])


@given(words())
def test_the_ordinary_parser_and_typer_agree(argv: list[str]) -> None:
    ordinary = parse(argv, OPTIONS, QUERY.arguments)
    assert ordinary is not None
    assert {k: list(v) if isinstance(v, tuple) else v for k, v in ordinary.items()} == values_of(QUERY, argv)


@pytest.mark.parametrize(
    "argv",
    [
        ["--nope"],
        ["--limit"],
        ["--limit", "xml"],
        ["--format", "xml"],
        ["--stats=yes"],
        ["one word", "another"],
        ["-Z"],
        ["-tZ"],
    ],
)
def test_mistakes_are_left_to_typer_and_told_without_values(argv: list[str]) -> None:
    assert parse(argv, OPTIONS, QUERY.arguments) is None
    with pytest.raises(UsageError) as caught:
        values_of(QUERY, argv)
    assert caught.value.code == "OPQ-U001"
    assert not {"xml", "another"} & set(re.split(r"[\"' :]", caught.value.message + caught.value.hint))


def test_a_typo_of_an_option_is_answered_with_the_near_one() -> None:
    with pytest.raises(UsageError) as caught:
        values_of(QUERY, ["--fromat", "csv"])
    assert '"--format"' in caught.value.hint


@pytest.mark.parametrize(("name", "command"), FLAT)
def test_help_is_short_and_names_every_option(name: str, command: Command) -> None:
    text = command_help(command, "opaq " + name.rpartition(" ")[0] if " " in name else "opaq")
    assert len(text.splitlines()) <= (60 if name == "audit verify" else 40)  # its help is also the list of checks
    assert name == "audit verify" or max(map(len, text.splitlines())) <= 100
    shown = set(re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", text.split("Options:")[-1]))
    assert {f for o in command.options if not o.hidden for f in o.flags[:2]} <= shown


@pytest.mark.parametrize(("name", "command"), FLAT)
def test_help_begins_with_examples_that_parse(name: str, command: Command) -> None:
    import shlex

    text = command_help(command)
    assert not command.examples or text.index("Examples:") < text.index("Everywhere:")
    for line, _ in command.examples:
        for part in re.split(r"&&|[|>]", line):
            argv = shlex.split(part)
            if argv[:1] == ["opaq"] and set(name.split()) <= set(argv):
                rest = [word for word in argv[1:] if word not in name.split()]
                assert parse(rest, (*command.options, *GLOBALS), command.arguments) is not None, part


def test_group_help_and_overview_are_short() -> None:
    texts = [overview(), FIRST_STEPS, *(group_help(spec) for spec in SPECS if isinstance(spec, Group))]
    assert all(len(text.splitlines()) <= 40 for text in texts)
    assert len(FIRST_STEPS.splitlines()) <= 12


def test_the_overview_names_every_command() -> None:
    assert {spec.name for spec in SPECS} <= set(re.findall(r"(?m)^  (\w+) ", overview()))


def test_every_summary_of_the_table_is_the_commands_own() -> None:
    assert {spec.name: spec.summary for spec in SPECS if spec.name in COMMANDS}.keys() <= COMMANDS.keys()


def test_the_manual_page_holds_every_option_and_exit_code() -> None:
    text = page().replace("\\-", "-")
    assert set(EXITS) == set(ExitCode)
    for _, command in FLAT:
        assert all(flag in text for option in command.options for flag in option.flags)


@pytest.mark.parametrize(
    ("given", "values", "types"),
    [
        (("a=1",), {"a": "1"}, {"a": "text"}),
        (("a:int=1", "b:float=1.5"), {"a": 1, "b": 1.5}, {"a": "int", "b": "float"}),
        (("a:bool=true", "b:null="), {"a": True, "b": None}, {"a": "bool", "b": "null"}),
        (("a:bytes=00ff",), {"a": b"\x00\xff"}, {"a": "bytes"}),
        (("a=",), {"a": ""}, {"a": "text"}),
        (("a=b=c",), {"a": "b=c"}, {"a": "text"}),
        (("a=x@y",), {"a": "x@y"}, {"a": "text"}),
    ],
)
def test_parameters_are_typed(given: tuple[str, ...], values: dict[str, Any], types: dict[str, str]) -> None:
    assert bind(given) == (values, types)


@pytest.mark.parametrize(
    "given",
    [("hunter2",), ("a:int=hunter2",), ("a:date=hunter2",), ("1x=hunter2",), ("a=1", "a=hunter2"), ("a@/no/hunter2",)],
)
def test_a_bad_parameter_is_told_without_its_value(given: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        bind(given)
    assert caught.value.code in ("OPQ-U004", "OPQ-U005")
    assert "hunter2" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"\xef\xbb\xbfselect 1\r\n", "select 1\n"), ("select 'é'".encode(), "select 'é'"), (b"select\r\n1", "select\n1")],
)
def test_statements_are_utf8_whatever_the_line_ends(raw: bytes, text: str) -> None:
    assert decoded(raw) == text


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"\xff\xfe", "OPQ-U003"), (b"select 1\0", "OPQ-U003"), (b"x" * 300_000, "OPQ-U003"), (b" \n", "OPQ-U002")],
)
def test_what_is_no_statement_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        decoded(raw)
    assert caught.value.code == code


def test_every_code_has_a_title_and_a_way_out() -> None:
    assert all(re.fullmatch(r"OPQ-[A-Z]\d{3}", code) for code in CODES)
    assert all(title and len(title) < 90 and explanation.endswith(".") for title, explanation in CODES.values())


def test_every_code_that_is_raised_is_explained() -> None:
    from pathlib import Path

    import opaq

    root = Path(opaq.__file__).parent
    used = {code for path in root.rglob("*.py") for code in re.findall(r"OPQ-[A-Z]\d{3}", path.read_text())}
    assert used - set(CODES) == set()


def test_a_statement_behind_a_comment_is_no_option() -> None:
    sql = "-- orders = all of them\nselect 1"
    assert parse([sql, "--csv"], OPTIONS, QUERY.arguments) == {"sql": sql, "csv": True}
    assert values_of(QUERY, [sql, "--csv"])["sql"] == sql


def test_only_a_name_is_repeated_of_a_mistyped_option() -> None:
    with pytest.raises(UsageError) as caught:
        values_of(QUERY, ["--hunter2!"])
    assert "hunter2" not in f"{caught.value.message} {caught.value.hint}"
