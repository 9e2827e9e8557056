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
        if name in types:
            raise _clash(statement, token, name, "a type that runs user-defined code")
        called = index + 1 < len(tokens) and tokens[index + 1].text == "("
        admitted = any(name == allowed.rpartition(".")[2] for allowed in statement.allowed)
        if called and name in user_functions and not admitted and not _is_built_in_path(statement, index):
            raise _clash(statement, token, f"{name}()", "a user-defined function of the same name")
        if index and tokens[index - 1].text == "." and name in attributes and not called:
            raise _clash(statement, token, f".{name}", "a function that reads like a column")


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
