"""Driver errors -> our errors. The only place that reads what a server says about a failure.

A server's message, DETAIL and HINT quote values, so none of their text passes:
what is kept is the condition's standard name (SQLSTATE, errno or SQLite result
code), our sentence for its class, and a position in the statement.

Sources: PostgreSQL manual, appendix A; MySQL server error reference and MariaDB
error codes; https://www.sqlite.org/rescode.html.
"""

from __future__ import annotations

from errno import ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENOENT, ETIMEDOUT, errorcode

from opaq.errors import ConnectionFailed, DatabaseError, OpaqError, Position, TimedOut
from opaq.guard.types import Statement
from opaq.model.record import record


@record
class Reaction:
    """What opaq says for a class of conditions."""

    code: str
    message: str
    hint: str = ""
    error: type[OpaqError] = DatabaseError
    retryable: bool = False


REJECTED = Reaction("OPQ-D001", "the database rejected the statement")
NO_RELATION = Reaction("OPQ-D002", "the statement names a table or view that does not exist", 'see "opaq describe"')
NO_COLUMN = Reaction("OPQ-D003", "the statement names a column that does not exist", 'see "opaq describe TABLE"')
SYNTAX = Reaction("OPQ-D004", "the database does not understand the statement")
NO_FUNCTION = Reaction("OPQ-D005", "no function or operator of that name takes these types", "a cast may be missing")
FORBIDDEN = Reaction("OPQ-D006", "the database role may not read this", "ask for SELECT on what the statement reads")
BAD_VALUE = Reaction(
    "OPQ-D007",
    "a value did not fit an operation of the statement",
    "look at casts, dates and divisions; a parameter takes a type, as in -p id:int=5",
)
READ_ONLY = Reaction("OPQ-D008", "the statement would write, and the session is read-only", "ask with a SELECT")
RESOURCES = Reaction("OPQ-D011", "the database ran out of a resource", "ask for fewer rows, sorts and joins")
CONFLICT = Reaction("OPQ-D013", "the statement collided with another session", "run it again", retryable=True)
AMBIGUOUS = Reaction("OPQ-D014", "a name in the statement is ambiguous", "qualify it with its table")
BAD_TYPES = Reaction("OPQ-D015", "types in the statement do not go together", "a cast may be missing")
GROUPING = Reaction("OPQ-D016", "a column must be grouped or aggregated", "add it to GROUP BY")
PARAMETER = Reaction(
    "OPQ-D017", "a parameter has no value, or a value of the wrong type", 'pass it with "-p name=value"'
)
DEADLINE = Reaction(
    "OPQ-T001", "the statement ran past its time and was cancelled", "raise --timeout or ask for less", TimedOut
)
LOCKED = Reaction(
    "OPQ-T002", "the statement waited too long for a lock", "run it again later", TimedOut, retryable=True
)
SLOW_CONNECT = Reaction(
    "OPQ-T003", "the server did not answer in time", "raise --connect-timeout", TimedOut, retryable=True
)
CANCELLED = Reaction("OPQ-D012", "the statement was cancelled on the server", retryable=True)
UNREACHABLE = Reaction(
    "OPQ-C001", "cannot reach the database server", "check host and port", ConnectionFailed, retryable=True
)
NOT_LISTENING = Reaction(
    "OPQ-C001",
    "nothing listens at host and port of the database",
    "check the port, and that the server runs",
    ConnectionFailed,
    retryable=True,
)
UNKNOWN_HOST = Reaction(
    "OPQ-C001", "the name of the database's host is not known", "check the host", ConnectionFailed, retryable=True
)
NO_SOCKET = Reaction(
    "OPQ-C001",
    "there is no socket of the database server",
    "check the socket's directory, and that the server runs",
    ConnectionFailed,
    retryable=True,
)
NO_ROUTE = Reaction(
    "OPQ-C001",
    "no way leads to the database's host",
    "check the network, a VPN, or set ssh in the profile",
    ConnectionFailed,
    retryable=True,
)
DENIED = Reaction(
    "OPQ-C002", "the server refused user or password", "check user and credential of the profile", ConnectionFailed
)
TLS = Reaction(
    "OPQ-C003",
    "no trusted TLS connection to the server",
    "check the profile's tls.ca and tls.server_name",
    ConnectionFailed,
)
NO_DATABASE = Reaction("OPQ-C004", "the database does not exist", "check the database of the profile", ConnectionFailed)
LOST = Reaction("OPQ-C005", "the connection to the server was lost", "run it again", ConnectionFailed, retryable=True)
BUSY = Reaction("OPQ-C008", "the server takes no more connections", "try again later", ConnectionFailed, retryable=True)


def react(reaction: Reaction, condition: str = "", *, position: Position | None = None) -> OpaqError:
    """Our error for a reaction; `condition` is a standard name, never a server's text."""
    why = f"condition {condition}" if condition else ""
    error = reaction.error(reaction.code, reaction.message, hint=reaction.hint, why=why, position=position)
    if reaction.retryable:
        error.retryable = True
    return error


_ERRNO_OF_CONNECT = {
    ECONNREFUSED: NOT_LISTENING,
    ENOENT: NO_SOCKET,
    EHOSTUNREACH: NO_ROUTE,
    ENETUNREACH: NO_ROUTE,
    ETIMEDOUT: SLOW_CONNECT,
}


def of_connect(error: OSError) -> OpaqError:
    """Our error for a connection that the operating system could not make."""
    if isinstance(error, TimeoutError):
        return react(SLOW_CONNECT)
    if type(error).__name__ == "gaierror":  # socket's, which SQLite does without
        return react(UNKNOWN_HOST)
    return react(_ERRNO_OF_CONNECT.get(error.errno or 0, UNREACHABLE), errorcode.get(error.errno or 0, ""))


def locate(statement: Statement, offset: int) -> Position | None:
    """The place in what was typed, of a character offset (0-based) in what was sent.

    When the two differ (comments left out, parameters renamed) the token at the
    offset is looked for among the same tokens of the typed text.
    """
    if not 0 <= offset <= len(statement.text):
        return None
    typed = statement.original
    if typed != statement.text:
        token = next((t for t in statement.tokens if t.start <= offset < t.end), None)
        if token is None:
            return None
        word = statement.text[token.start : token.end]
        nth = sum(1 for t in statement.tokens if t.end <= offset and statement.text[t.start : t.end] == word)
        offset = -1
        for _ in range(nth + 1):
            offset = typed.find(word, offset + 1)
        if offset < 0:
            return None
    line = typed.count("\n", 0, offset) + 1
    return Position(line, offset - (typed.rfind("\n", 0, offset) + 1) + 1)


_SAID = (
    r"""^(?P<end>incomplete input$|near "\)": syntax error|.*near '' at line [0-9]+$)""",
    r"^no such (?:table|column): (?P<sqlite>.+)$",
    r"^Unknown (?:column|table) '(?P<mysql_name>.+?)' in ",
    r"^Table '(?P<mysql_table>.+?)' doesn't exist",
    r'^near "(?P<word>.+?)": syntax error',
    r"near '(?P<rest>.+)' at line [0-9]+$",
)
"""What SQLite, MySQL and MariaDB put into a message instead of a position.

A statement is wrapped for SQLite, so what is missing at its end is noticed at the wrapper's parenthesis.
"""


def point(statement: Statement, said: str) -> Position | None:
    """The place of what a message names, if it is certain. The place is kept, the text is not."""
    import re  # only a rejected statement comes here

    match = re.search("|".join(_SAID), said, re.DOTALL)
    if match is None:
        return None
    if match.lastgroup == "end":
        return locate(statement, len(statement.text.rstrip()))
    kind, named = match.lastgroup, match.group(match.lastgroup or 0)
    if kind == "rest":  # the text from the mistake on, cut after 80 characters
        return locate(statement, statement.text.find(named)) if statement.text.count(named) == 1 else None
    named = named if kind == "word" else named.rpartition(".")[2]
    found = [t.start for t in statement.tokens if t.text.casefold() == named.casefold()]
    return locate(statement, found[0]) if len(found) == 1 or (found and kind != "word") else None


# --- PostgreSQL ---------------------------------------------------------------------------------

_SQLSTATE = {
    "42P01": NO_RELATION,
    "3F000": NO_RELATION,
    "42703": NO_COLUMN,
    "42601": SYNTAX,
    "42883": NO_FUNCTION,
    "42725": NO_FUNCTION,
    "42501": FORBIDDEN,
    "42702": AMBIGUOUS,
    "42P09": AMBIGUOUS,
    "42804": BAD_TYPES,
    "42846": BAD_TYPES,
    "42P18": PARAMETER,
    "42P02": PARAMETER,
    "42803": GROUPING,
    "25006": READ_ONLY,
    "57014": DEADLINE,
    "55P03": LOCKED,
    "25P03": DEADLINE,
    "57P05": LOST,
    "25P04": DEADLINE,
    "28P01": DENIED,
    "28000": DENIED,
    "3D000": NO_DATABASE,
    "53300": BUSY,
    "57P03": BUSY,
    "40001": CONFLICT,
    "40P01": CONFLICT,
}
_SQLSTATE_CLASS = {
    "08": LOST,
    "22": BAD_VALUE,
    "21": BAD_VALUE,
    "40": CONFLICT,
    "53": RESOURCES,
    "54": RESOURCES,
    "57": LOST,
    "28": DENIED,
}


def of_sqlstate(sqlstate: str, *, position: Position | None = None) -> OpaqError:
    """Our error for a SQLSTATE; an empty one means that the connection broke."""
    if not sqlstate:
        return react(LOST)
    reaction = _SQLSTATE.get(sqlstate) or _SQLSTATE_CLASS.get(sqlstate[:2], REJECTED)
    return react(reaction, _named_sqlstate(sqlstate), position=position)


def _named_sqlstate(sqlstate: str) -> str:
    from opaq.engines.sqlstates import NAMES  # 260 rows, for a failed statement only

    name = NAMES.get(sqlstate)
    return f"{name} ({sqlstate})" if name else sqlstate


# --- MySQL and MariaDB --------------------------------------------------------------------------

_ERRNO = {
    **dict.fromkeys((1146, 1051, 1109), NO_RELATION),
    **dict.fromkeys((1054,), NO_COLUMN),
    **dict.fromkeys((1064, 1149, 1065), SYNTAX),
    **dict.fromkeys((1305, 1582, 1583, 1584, 1128), NO_FUNCTION),
    **dict.fromkeys((1142, 1143, 1227, 1370, 1345, 1044), FORBIDDEN),
    **dict.fromkeys((1052, 1060, 1066), AMBIGUOUS),
    **dict.fromkeys((1055, 1056, 1111, 1140), GROUPING),
    **dict.fromkeys((1222, 1241, 1242, 1267, 1270, 1271, 1253), BAD_TYPES),
    **dict.fromkeys((1292, 1365, 1366, 1264, 1406, 1411, 1690, 1139, 3140, 3141, 4037, 4038), BAD_VALUE),
    **dict.fromkeys((1792, 1836), READ_ONLY),
    **dict.fromkeys((1969, 3024, 1907, 4031), DEADLINE),
    **dict.fromkeys((1317, 1028, 1968), CANCELLED),
    **dict.fromkeys((1205,), LOCKED),
    **dict.fromkeys((1213, 1020, 1412), CONFLICT),
    # 1290 is --max-session-mem-used here: a session that writes nothing meets no other option that prevents it
    **dict.fromkeys((1021, 1037, 1038, 1041, 1104, 1114, 1119, 1290, 1436, 3170), RESOURCES),
    **dict.fromkeys((1045, 1698, 1251, 1130, 1862, 1820, 2059, 2061, 4151), DENIED),
    **dict.fromkeys((1049, 1046), NO_DATABASE),
    **dict.fromkeys((1040, 1203, 1226, 1129, 1053), BUSY),
    **dict.fromkeys((2002, 2003, 2005), UNREACHABLE),
    **dict.fromkeys((2006, 2013, 2014, 2027, 2055, 1077, 1080, 1158, 1159, 1160, 1161, 1184, 1927), LOST),
    **dict.fromkeys((2026, 3159), TLS),
}


def of_errno(errno: int, *, position: Position | None = None) -> OpaqError:
    """Our error for a server or client errno of MySQL or MariaDB."""
    return react(_ERRNO.get(errno, REJECTED), _named_errno(errno), position=position)


def _named_errno(errno: int) -> str:
    from pymysql.constants import CR, ER  # loaded with the driver anyway

    if errno == 1969:
        return "STATEMENT_TIMEOUT (1969)"
    for table in (ER, CR):
        for name, number in vars(table).items():
            if number == errno and name.isupper() and not name.endswith(("ERROR_FIRST", "ERROR_LAST")):
                return f"{name} ({errno})"
    return str(errno)


# --- SQLite -------------------------------------------------------------------------------------

_RESULT_CODE = {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_AUTH": Reaction("OPQ-D018", "the statement does what this session does not allow"),
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_INTERRUPT": CANCELLED,
    "SQLITE_NOMEM": RESOURCES,
    "SQLITE_FULL": RESOURCES,
    "SQLITE_TOOBIG": RESOURCES,
    "SQLITE_MISMATCH": BAD_TYPES,
    "SQLITE_CORRUPT": Reaction("OPQ-C007", "the file is damaged or not a SQLite database", "", ConnectionFailed),
    "SQLITE_NOTADB": Reaction("OPQ-C007", "the file is damaged or not a SQLite database", "", ConnectionFailed),
    "SQLITE_CANTOPEN": Reaction(
        "OPQ-C006", "the database file cannot be opened", "check path and permissions", ConnectionFailed
    ),
    "SQLITE_IOERR": Reaction("OPQ-C005", "the database file cannot be read", "", ConnectionFailed),
    "SQLITE_PERM": Reaction(
        "OPQ-C006", "the database file cannot be opened", "check path and permissions", ConnectionFailed
    ),
}
# SQLite gives one code (SQLITE_ERROR) to most mistakes; the fixed beginnings and ends of its messages tell them
# apart. Only the class is kept, not the text.
_SQLITE_PHRASES = (
    ("no such table", NO_RELATION),
    ("no such column", NO_COLUMN),
    ("no such function", NO_FUNCTION),
    ("wrong number of arguments", NO_FUNCTION),
    ("ambiguous column", AMBIGUOUS),
    ("misuse of aggregate", GROUPING),
    ("misuse of window", GROUPING),
    ("not authorized", _RESULT_CODE["SQLITE_AUTH"]),
    ("access to ", _RESULT_CODE["SQLITE_AUTH"]),
    ("prohibited", _RESULT_CODE["SQLITE_AUTH"]),
    ("too many", RESOURCES),
    ("expression tree is too large", RESOURCES),
    ("parser stack overflow", RESOURCES),
    ("string or blob too big", RESOURCES),
    ("integer overflow", BAD_VALUE),
    ("malformed json", BAD_VALUE),
    ("bad json path", BAD_VALUE),
    ("sub-select returns", BAD_TYPES),
    ("do not have the same number", BAD_TYPES),
    ("syntax error", SYNTAX),
    ("incomplete input", SYNTAX),
    ("unrecognized token", SYNTAX),
)


def of_sqlite(error: BaseException) -> OpaqError:
    """Our error for an exception of the sqlite3 module."""
    name = "SQLITE_NOMEM" if isinstance(error, MemoryError) else str(getattr(error, "sqlite_errorname", "") or "")
    for prefix, reaction in _RESULT_CODE.items():
        if name.startswith(prefix):
            return react(reaction, name)
    text = str(error).casefold()
    found = next((reaction for phrase, reaction in _SQLITE_PHRASES if phrase in text), REJECTED)
    return react(found, name)
