"""Names that mean two things: a user-defined function, operator or type beside a built-in one.

Where the server's own tree settles what a statement means, only literals of
dangerous types matter, for those are read while the statement is parsed. Without
the tree, every name that a user-defined object also has is refused.
"""

from __future__ import annotations

from collections.abc import Collection

from opaq.errors import Refused
from opaq.guard.scan import position_at
from opaq.guard.types import Dialect, Statement, Token, TokenKind

_NAMES = frozenset({TokenKind.WORD, TokenKind.QUOTED})


def check_clashes(
    statement: Statement,
    user_functions: Collection[str],
    *,
    attributes: Collection[str] = (),
    types: Collection[str] = (),
    operators: Collection[str] = (),
) -> None:
    """Raises Refused (OPQ-G020) where a name of the statement may mean a user-defined object.

    `user_functions`: names that are not built in, of any schema the session searches; a call by that
    name is refused unless the policy admitted it. `attributes`: functions of one row argument, which
    `row.name` also calls. `types`: types whose input, checks or casts run user-defined code.
    `operators`: symbols of user-defined operators.
    """
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.OPERATOR and token.text in operators:
            raise _clash(statement, token, f"operator {token.text}", "a user-defined operator")
        if token.kind not in _NAMES:
            continue
        name = token.text.lower() if token.kind is TokenKind.WORD else token.text
        if name in types and _is_type(tokens, index):
            raise _clash(statement, token, name, "a type that runs user-defined code")
        if types and name in _READ_INTO_TYPES:
            raise _clash(statement, token, f"{name}()", "a value of a type that runs user-defined code")
        called = index + 1 < len(tokens) and tokens[index + 1].text == "("
        admitted = any(name == allowed.rpartition(".")[2] for allowed in statement.allowed)
        if called and name in user_functions and not admitted and not _is_built_in_path(statement, index):
            raise _clash(statement, token, f"{name}()", "a user-defined function of the same name")
        if index and tokens[index - 1].text == "." and name in attributes and not called:
            raise _clash(statement, token, f".{name}", "a function that reads like a column")


def _is_type(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the name stands where a type stands: `::t`, `CAST(x AS t)`, `t 'literal'`, `COLUMNS (c t)`, `AS f(c t)`."""
    if index + 1 < len(tokens) and tokens[index + 1].kind is TokenKind.STRING:
        return True
    first = index
    while first >= 2 and tokens[first - 1].text == ".":
        first -= 2
    before = tokens[first - 1] if first else None
    if before is None:
        return False
    following = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    ends_type = following in {")", ",", "[", "(", "path", "default", "not", "null", "array", "setof", "format"}
    names_column = before.kind in _NAMES and first >= 2 and tokens[first - 2].text.lower() in {"(", ",", "columns"}
    return before.text == "::" or (ends_type and (_is_cast(before) or names_column))


def _is_cast(before: Token) -> bool:
    return before.kind is TokenKind.WORD and before.text.lower() in {"as", "returning"}


_READ_INTO_TYPES = frozenset(
    {
        *("json_populate_record", "json_populate_recordset", "jsonb_populate_record", "jsonb_populate_recordset"),
        *("jsonb_populate_record_valid", "populate_record"),
    }
)
"""Functions that read text into the columns of a row type, through its domains."""


def _is_built_in_path(statement: Statement, index: int) -> bool:
    """`pg_catalog.lower(...)` cannot be shadowed."""
    tokens = statement.tokens
    if statement.dialect is not Dialect.POSTGRESQL or index < 2:
        return False
    return tokens[index - 1].text == "." and tokens[index - 2].text.lower() == "pg_catalog"


def _clash(statement: Statement, token: Token, shown: str, what: str) -> Refused:
    return Refused(
        "OPQ-G020",
        f"{shown} may mean {what}",
        why="which one the server takes depends on argument types and the search path",
        hint='write pg_catalog.name(...) for the built-in one, or set attest = "tree" in the profile',
        position=position_at(statement.text, token.start),
    )
