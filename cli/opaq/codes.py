"""Every error code with a short title and the way out; `opaq help CODE` prints them.

One row per code, sorted. A title names the thing, the explanation says why and
what to do; neither ever holds a value.
"""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    # A: audit
    "OPQ-A001": (
        "audit or key directory that is not yours alone",
        "The log and its keys must be directories and files of your own with no access for others: chmod -R go-rwx DIR.",
    ),
    "OPQ-A002": (
        "record cannot be written",
        (
            "The disk is full or failed, or the directory is not writable. No record, no query: nothing was shown. Free"
            " space or fix access and run again; the next run repairs what a crash left."
        ),
    ),
    "OPQ-A003": (
        "log locked by another process",
        "Another opaq process holds the log's lock for too long. Wait for it or end it, then run again.",
    ),
    "OPQ-A004": (
        "signed head missing or not valid",
        (
            "The log's head is missing, malformed or not signed by the key in force. opaq does not sign over what it cannot"
            " verify. `opaq audit verify` names every fault; restore a backup, or `opaq audit repair --accept-loss`."
        ),
    ),
    "OPQ-A005": (
        "log and signed head disagree",
        (
            "Records are missing, changed, or stand beyond the head in a way that no crash explains. `opaq audit verify`"
            " names every fault; restore a backup, or `opaq audit repair --accept-loss`."
        ),
    ),
    "OPQ-A006": (
        "key missing or malformed",
        "A key file of the log is missing, malformed or of another log. Restore it from a backup.",
    ),
    "OPQ-A007": (
        "passphrase or agent does not open the key",
        "The passphrase is wrong, the key file was changed, or ssh-agent does not hold the identity key.",
    ),
    "OPQ-A008": (
        "key is sealed",
        "The identity key is protected by a passphrase or kept in ssh-agent; give access to it for this command.",
    ),
    "OPQ-A009": (
        "record cannot be spelled",
        "A record is outside the log's format. This is a defect in opaq; nothing was shown. Please report it.",
    ),
    "OPQ-A010": (
        "the log is gone, but its keys are here",
        (
            "A log was kept at this place before. opaq does not quietly begin a new one: restore it from a backup, or move"
            " the named key directory away."
        ),
    ),
    "OPQ-A011": (
        "no log at this place",
        "Give the directory of a log with --dir, or run a query first: the log begins with it. `opaq profile path` says where logs are kept.",
    ),
    "OPQ-A012": (
        "log does not verify",
        "Reports, exports and proofs are made from a verified log only. `opaq audit verify` names every fault.",
    ),
    "OPQ-A013": (
        "audit command used wrongly",
        "See the examples at the top of `opaq audit COMMAND --help`.",
    ),
    "OPQ-A014": (
        "anchor cannot be made or does not match",
        "The anchoring tool failed, or what it returned is not about this head.",
    ),
    "OPQ-A200": (
        "mask key missing, damaged or not private",
        "The key behind tokens lies in keys/mask.key, readable by you only. Restore it from a backup: a new key would make other tokens. Nothing was shown.",
    ),
    "OPQ-A090": (
        "the output cannot be written",
        "The disk under the output is full or failed while rows were written. Output stopped, a partial -o file was removed, and the outcome record says how far it went.",
    ),
    "OPQ-A210": (
        "ledger of questions cannot be kept",
        "Questions about masked columns are counted in a private file of the state directory before they are asked. It cannot be read or written, so nothing was asked.",
    ),
    # B: defects
    "OPQ-B001": (
        "a defect inside opaq",
        (
            "opaq broke one of its own promises and stopped; nothing of the affected rows was shown. The report names the"
            " kind of the exception, file and line, never a value. Please report it with these three."
        ),
    ),
    "OPQ-B002": (
        "the demonstration did not go as it should",
        "The demonstration's guess at a masked column was answered instead of refused. Please report it.",
    ),
    "OPQ-B020": ("a result was read after it was closed", "A defect inside opaq; please report it."),
    "OPQ-B021": (
        "a batch has another shape than the mask plan",
        "The database returned other columns than it announced. Nothing of the batch was shown.",
    ),
    "OPQ-B022": (
        "a mask changed the number of cells",
        "A mask broke its promise. Nothing of the batch was shown.",
    ),
    "OPQ-B023": (
        "masking a column failed",
        "A mask or a detector failed on a cell; only the column and the kind of the failure are told. Nothing of the batch was shown.",
    ),
    "OPQ-B024": (
        "a result of other types than prepared",
        "The server described the statement in one way and answered it in another; nothing was shown. Please report it.",
    ),
    "OPQ-B025": (
        "the writer of a result did not end",
        "A part of opaq that writes results hung and was given up; the outcome record says so. Please report it.",
    ),
    # C: connections
    "OPQ-C001": (
        "database server not reached",
        (
            "Nothing answers at the profile's host and port, or the name cannot be resolved. `opaq profile show` prints where"
            " opaq looks and which file says so."
        ),
    ),
    "OPQ-C002": (
        "user or password refused",
        (
            "The server knows no such user, or the credential is wrong or expired. Check user and credential of the profile;"
            " opaq never tries another one."
        ),
    ),
    "OPQ-C003": (
        "no trusted TLS connection",
        (
            "Off loopback a connection is verified fully: certificate chain and host name. Give tls.ca for a private"
            " authority and tls.server_name when the connection goes through a tunnel. There is no fallback to plain text."
        ),
    ),
    "OPQ-C004": ("database not found", "The server has no database of the profile's name, or the role may not use it."),
    "OPQ-C005": (
        "connection lost",
        "The server or the network ended the session. Rows shown so far were masked and are counted.",
    ),
    "OPQ-C006": (
        "database file not found or not readable",
        "opaq opens SQLite files read-only and never creates one. Check the path and that this user may read it.",
    ),
    "OPQ-C007": ("not a SQLite database", "The file is damaged, encrypted, or something else than a SQLite database."),
    "OPQ-C008": ("server busy", "The server is starting, stopping, or takes no more connections."),
    "OPQ-C009": (
        "database file changed while it was read",
        "The file was opened without its write-ahead log, because nobody was writing; then somebody wrote. Run it again.",
    ),
    # D: what a database answers
    "OPQ-D001": (
        "statement rejected",
        "The database refused the statement for the named condition. Its own words may hold data and are not shown.",
    ),
    "OPQ-D002": (
        "table or view not found",
        "No relation of that name is visible to the role. `opaq describe` lists what is.",
    ),
    "OPQ-D003": (
        "column not found",
        "None of the tables read has it. `opaq describe TABLE` lists the columns; a text in double quotes is a name, not a text.",
    ),
    "OPQ-D004": (
        "syntax error",
        "The database does not understand the statement at the position given: look at the word there and the one before it.",
    ),
    "OPQ-D005": (
        "function or operator not found",
        "No function of that name takes arguments of these types; a cast may be missing.",
    ),
    "OPQ-D006": (
        "no right to read",
        "The role lacks SELECT (or USAGE on the schema) for something the statement reads.",
    ),
    "OPQ-D007": (
        "value does not fit an operation",
        "A stored value or a literal could not be converted, or was out of range. Which one is not shown.",
    ),
    "OPQ-D008": (
        "write in a read-only session",
        "opaq reads only, in a session that the server keeps read-only and a transaction that ends in ROLLBACK. Ask with a SELECT.",
    ),
    "OPQ-D009": ("cell too large", "One cell is above the limit for a cell; select a part of it."),
    "OPQ-D010": ("row too large", "One row is above the limit for a row; select fewer columns or parts of them."),
    "OPQ-D011": (
        "database out of resources",
        "Memory, disk, temporary space or a limit of the server was exhausted. Ask for fewer rows, sort less, or filter earlier.",
    ),
    "OPQ-D012": (
        "statement cancelled",
        "Somebody else ended the statement on the server, or the server is shutting down. Run it again.",
    ),
    "OPQ-D013": ("conflict with another session", "A deadlock or serialization failure; run the statement again."),
    "OPQ-D014": ("ambiguous name", "Several relations of the statement have a column of that name; qualify it."),
    "OPQ-D015": (
        "types do not match",
        "Values of types that do not go together are compared or combined; cast one of them.",
    ),
    "OPQ-D016": ("column neither grouped nor aggregated", "Add the column to GROUP BY, or aggregate it."),
    "OPQ-D017": (
        "parameter cannot be bound",
        "A parameter has no value, or one that its type does not take. Write :name in the statement and give -p name=value, or -p name:int=5 where a number is wanted.",
    ),
    "OPQ-D018": (
        "action not allowed in this session",
        "The session's authorizer allows reading tables, views and the functions of the catalogue, and nothing else.",
    ),
    # G: guard
    "OPQ-G001": ("no statement", "The text holds white space and comments only. Give one SQL statement."),
    "OPQ-G002": (
        "text that is not UTF-8",
        "A NUL or half a surrogate pair can make client and server see different statements. Save the text as UTF-8.",
    ),
    "OPQ-G003": (
        "statement too long",
        "A statement is read whole before it is judged. Load long lists into a table, or bind them as parameters.",
    ),
    "OPQ-G004": (
        "open quote or comment",
        "A string, quoted name or comment starts at this place and does not end. Close it.",
    ),
    "OPQ-G005": (
        "more than one statement",
        "One run, one statement, one audit record. Closing semicolons and comments are fine; run statements one by one.",
    ),
    "OPQ-G006": (
        "not a read",
        "opaq runs queries, EXPLAIN, and statements that show structure and settings. Everything else is refused.",
    ),
    "OPQ-G007": (
        "clause that writes",
        "INTO, a data-modifying WITH clause, an assignment or a sequence call writes. Drop it; -o FILE keeps a result.",
    ),
    "OPQ-G008": (
        "clause that locks",
        "FOR UPDATE, FOR SHARE and LOCK IN SHARE MODE hold rows against other sessions. A read-only snapshot needs none.",
    ),
    "OPQ-G009": (
        "executable comment",
        "/*! */ and /*M! */ are code to some servers and comments to others. Write the statement without them.",
    ),
    "OPQ-G010": (
        "function that is not a read",
        "The catalogue says this built-in function writes, waits, locks, or reaches files, the network, other sessions or SQL text. `opaq explain --functions` prints the catalogue.",
    ),
    "OPQ-G011": (
        "function not in the catalogue",
        'What a user-defined function does cannot be known from its labels. If it only reads, name it in the policy: [functions] allow = ["schema.name"].',
    ),
    "OPQ-G012": (
        "placeholder without a value",
        "Write :name in the statement and give -p name=value. Other placeholders (?, $1) cannot be bound.",
    ),
    "OPQ-G013": (
        "brackets that do not match or nest too deep",
        "A statement is judged by what encloses what. Balance the brackets, or name parts in a WITH clause.",
    ),
    "OPQ-G014": (
        "EXPLAIN of what opaq would not run",
        "EXPLAIN takes a query that is itself admitted; the policy may forbid EXPLAIN ANALYZE, which runs it.",
    ),
    "OPQ-G015": (
        "form of SHOW that is not a read",
        "Some forms of SHOW return logs, plans or statements of others. The forms that show structure and settings are answered.",
    ),
    "OPQ-G016": (
        "PRAGMA that is not a read",
        "A PRAGMA with a value may change the database, the file or the session. Leave out the value, or use one that lists.",
    ),
    "OPQ-G017": (
        "form of COPY that is not a read",
        "Only COPY (query) TO STDOUT is a read. Write the query itself, with --format csv and -o FILE.",
    ),
    "OPQ-G018": (
        "client command",
        "Backslash, dot and DELIMITER commands belong to database clients. `opaq describe` shows tables and columns.",
    ),
    "OPQ-G019": (
        "system relation that is not a read",
        "This view or table of the server reads files, the network or data through the back door. `opaq describe` shows structure.",
    ),
    "OPQ-G020": (
        "name that a user-defined object also has",
        'A user-defined function, operator or type has this name, so what the statement means depends on the server\'s lookup. Qualify it, attest = "tree" in the profile, or name the function in the policy.',
    ),
    "OPQ-G021": (
        "value or series beyond reason",
        (
            "The text asks for a value of more than 10 million characters, a series of more than 10 million rows or a"
            " recursion without an end, which a server cannot be interrupted in building. Ask for less."
        ),
    ),
    "OPQ-G022": (
        "a plan that keeps too much",
        (
            "By the server's own plan the statement sorts, groups or collects so much that it fills memory or temporary"
            " files. Join on a condition, aggregate first, or add WHERE or LIMIT; a role with temp_file_limit set is"
            " bounded by the server for sorts and groups."
        ),
    ),
    # L: lineage
    "OPQ-L001": (
        "a function that can fail on a masked value",
        (
            "Whether it fails would answer a question about a value that is not shown. Leave the function or cast out, or"
            " apply it to a column that is not masked."
        ),
    ),
    "OPQ-L002": (
        "an expression that can fail under a condition on a masked column",
        (
            "The branch is evaluated for some values only, so its failure would answer a question. Use columns, literals and"
            " functions that cannot fail in such branches."
        ),
    ),
    "OPQ-L003": (
        "a question about a masked column that its mode does not grant",
        (
            "Modes are deny, lookup (=, IN, IS NULL, joins, GROUP BY, DISTINCT), search (also ORDER BY, and LIKE with four or"
            " more literal characters) and allow. Compare the bare column with whole values, or filter by another column;"
            " `opaq policy show` prints the mode of every category."
        ),
    ),
    "OPQ-L004": (
        "rows ordered by a masked column",
        (
            "The order of rows tells which value is greater. Order by a column that is not masked; the mode search grants"
            " plain ORDER BY of the bare column."
        ),
    ),
    "OPQ-L005": (
        "rows merged by a masked value",
        (
            "GROUP BY, DISTINCT, UNION, INTERSECT and EXCEPT over a computed or mixed value tell by their number of rows."
            " Group by the bare column where its mode grants lookups, or use UNION ALL."
        ),
    ),
    "OPQ-L006": (
        "a masked column compared with values the statement makes itself",
        (
            "Rows of VALUES, series and computed values are guesses; a long list of them would find the value out. Compare"
            " with literals or parameters, which are counted, or join with a stored column."
        ),
    ),
    "OPQ-L007": (
        "a number of rows that depends on a masked value",
        "LIMIT, window frames and functions that return rows must not follow from a masked value.",
    ),
    "OPQ-L008": (
        "not understood, near masked columns",
        (
            "What is not understood cannot be shown to be harmless, and the statement can read masked columns. Write it"
            " another way, or leave those tables out."
        ),
    ),
    "OPQ-L009": (
        "a function that reaches beyond the data",
        (
            "A view or expression behind the statement calls a function that reads files, other sessions or runs text as"
            " SQL. Query the tables themselves."
        ),
    ),
    "OPQ-L010": (
        "a size that could reach the engine's limit, with a masked value",
        "Running out of memory would answer a question about the value. Use small constant sizes.",
    ),
    "OPQ-L011": (
        "a pattern that is too short",
        (
            "LIKE on a masked column needs four or more literal characters in a constant pattern, so that nobody finds a"
            " value out one character at a time."
        ),
    ),
    "OPQ-L012": (
        "rows chosen in the order of a masked column",
        (
            "LIMIT takes the first rows, and where ORDER BY leaves rows equal the engine's own order may follow a masked"
            " column. Select what is ordered by, too, and write LIMIT as a number at the end of the statement."
        ),
    ),
    "OPQ-L013": (
        "too many rows in the order of a masked column",
        (
            "Rows may come in the order of a masked column: of an index, of groups, of a join. They are shown in another"
            " order, which takes having all of them. Ask for fewer rows."
        ),
    ),
    "OPQ-L101": (
        "too many different questions about a masked column",
        "A person may compare a masked column with so many different values per day (budget in the policy, 25 by default): more would be a search for a value nobody may see. Count or group instead, or ask the owner of the policy for a larger budget.",
    ),
    # P: profiles and their files
    "OPQ-P001": (
        "profile not found",
        (
            "No file profiles/NAME.toml exists in opaq's configuration directory or in /etc/opaq. `opaq profile list` shows"
            " what exists, `opaq profile add NAME ...` makes one, `opaq profile path` says where opaq looks."
        ),
    ),
    "OPQ-P002": (
        "no profile chosen",
        (
            "Several profiles exist and none is the default. Give -P NAME, set OPAQ_PROFILE, or choose one with"
            " `opaq profile use NAME`."
        ),
    ),
    "OPQ-P003": (
        "configuration file cannot be read as TOML",
        "The file is not valid TOML at the position given. Nothing was sent to any database.",
    ),
    "OPQ-P004": (
        "unknown key",
        (
            "The configuration file has a key that opaq does not know. Unknown keys are refused, because a misspelled"
            " safety setting would otherwise be silently without effect."
        ),
    ),
    "OPQ-P005": (
        "wrong type or value of a setting",
        "A setting has a value of the wrong kind. `opaq help` and the examples in profiles/ show what is expected.",
    ),
    "OPQ-P006": (
        "file that others can write, or that belongs to someone else",
        (
            "Configuration decides where data comes from and how it is masked, so a file that other users can change is"
            " refused. chown it to yourself and remove the write bits of group and others (chmod go-w FILE)."
        ),
    ),
    "OPQ-P007": (
        "secret file that others can read",
        "A password or key file must be readable by its owner only: chmod 600 FILE.",
    ),
    "OPQ-P008": (
        "password inside a URL",
        (
            "A password in a URL ends up in shell histories and process lists. Leave it out and give --password-file FILE,"
            " --password-command ARG..., an entry in ~/.pgpass or ~/.my.cnf, or let opaq ask at the terminal."
        ),
    ),
    "OPQ-P009": (
        "database URL that cannot be understood",
        (
            "Use postgresql://user@host:5432/database, mysql://user@host:3306/database, or --sqlite PATH. A unix socket is"
            " postgresql:///database?host=/run/postgresql or mysql://user@localhost/database?socket=/path."
        ),
    ),
    "OPQ-P010": (
        "incomplete profile",
        "The profile lacks a setting without which no connection is possible.",
    ),
    "OPQ-P011": (
        "password command failed",
        (
            "The profile's password command did not answer with a password: it could not be started, ended with an error,"
            " took too long or printed nothing. What it printed is not repeated."
        ),
    ),
    "OPQ-P012": (
        "no password, and nobody to ask",
        (
            "The database wants a password, no source gave one, and this is not an interactive terminal. Give the profile a"
            " password file or command, or an entry in ~/.pgpass or ~/.my.cnf."
        ),
    ),
    "OPQ-P013": (
        "profile exists already",
        "`opaq profile add` never overwrites. Remove it first with `opaq profile remove NAME`, or choose another name.",
    ),
    "OPQ-P014": (
        "setting not allowed in a project file",
        (
            "A project's .opaq.toml may choose a profile, tighten limits and mask categories more; it may never set a host, a"
            " command or a policy that loosens. Put the setting into the profile itself."
        ),
    ),
    "OPQ-P015": (
        "connection service not found",
        "The named service is not in ~/.pg_service.conf or in the system's pg_service.conf.",
    ),
    "OPQ-P016": (
        "keyring not available",
        (
            "The profile asks for a password from the system keyring, but the keyring extra is not installed or the keyring"
            " has no entry. Install opaq[keyring] or choose another password source."
        ),
    ),
    "OPQ-P017": (
        "name that cannot be a profile",
        "Profile names are letters, digits, dot, dash and underscore, at most 64, and start with a letter or digit.",
    ),
    "OPQ-P018": (
        "ssh tunnel could not be opened",
        "The system's ssh ended or did not open the forwarded port in time. Try the same host with ssh itself first.",
    ),
    # T: time
    "OPQ-T001": (
        "statement timed out",
        "The statement was cancelled on the server at its deadline (--timeout, or the profile's timeout).",
    ),
    "OPQ-T002": (
        "waited too long for a lock",
        "Another session holds a lock that the statement needs, as a migration does. opaq waits a short time only; run the statement again later.",
    ),
    "OPQ-T003": (
        "server did not answer in time",
        "The connection was not made within --connect-timeout. Check host, port and firewall, or raise it.",
    ),
    "OPQ-P051": (
        "catalog file that is not one",
        "The catalog holds keys or values that a catalog does not have. Correct the place that is named, or write it anew with `opaq scan`.",
    ),
    "OPQ-P052": (
        "unknown category in a catalog",
        "A category is none, one of those that `opaq policy show` lists, or custom.NAME of your policies.",
    ),
    "OPQ-P054": (
        "list of a category that cannot be read",
        "The values of a user-defined category stand one a line in a UTF-8 file of at most 16 MiB with an absolute path, that only you or root can write to.",
    ),
    "OPQ-P053": (
        "database and catalog differ",
        "`opaq scan --check` found columns that are new, gone or changed, or that nobody has reviewed. Run `opaq scan`, look at the file, and say `opaq scan --accept`.",
    ),
    "OPQ-P055": (
        "no catalog to accept",
        "`opaq scan --accept` takes what the profile's catalog says as reviewed, and there is none yet. Run `opaq scan` and read what it wrote first.",
    ),
    "OPQ-P101": (
        "no policy is named",
        "A profile needs at least one policy; default is the usual choice.",
    ),
    "OPQ-P102": (
        "policy that masks nothing",
        'The policy treats no category at all. An empty policy is refused, because it is almost always a mistake; extends = ["default"] begins with the usual one.',
    ),
    "OPQ-P103": (
        "policy file with the name of a preset",
        "Presets cannot be replaced. Give the file another name and let it extend the preset.",
    ),
    "OPQ-P104": (
        "policy not found",
        "There is no preset and no file policies/NAME.toml of that name. `opaq policy list` shows what exists.",
    ),
    "OPQ-P105": (
        "policies that extend each other",
        "The chain of extends comes back to where it began. Take one of the names out of its `extends`.",
    ),
    "OPQ-P106": (
        "policy file is not TOML",
        "The file is not valid TOML at the position given. Nothing was sent to any database.",
    ),
    "OPQ-P107": (
        "policy file cannot be read",
        "It is missing, too large, not a regular file or not UTF-8 text.",
    ),
    "OPQ-P108": (
        "policy file that others can write",
        "A policy decides what is shown, so it must belong to you or to root, and nobody else may write to it: chmod go-w FILE.",
    ),
    "OPQ-P110": (
        "unknown mask",
        "`opaq policy show --masks` lists the masks with their options and an example each.",
    ),
    "OPQ-P111": (
        "mask option that does not exist",
        "`opaq policy show --masks` lists the options of every mask.",
    ),
    "OPQ-P112": (
        "mask option out of range",
        "The option has a value of the wrong kind or outside its bounds.",
    ),
    "OPQ-P120": (
        "unknown key in a policy",
        "Unknown keys are refused: a misspelt rule that is silently ignored would be a leak.",
    ),
    "OPQ-P121": (
        "wrong type in a policy",
        "The key has a value of the wrong kind: a text where a list is expected, a text where a number is. The message says which is expected.",
    ),
    "OPQ-P122": (
        "wrong value in a policy",
        "The key takes one of a few values, or a number within bounds.",
    ),
    "OPQ-P123": (
        "unknown category",
        "`opaq policy show strict` lists the built-in categories; your own begin with custom.",
    ),
    "OPQ-P124": (
        "mask that does not fit a category",
        "A mask must make sense for what the values look like: dates can be generalised or shifted, numbers can have noise, text can have tokens. The hint names the masks that fit.",
    ),
    "OPQ-P125": (
        "category that no policy may loosen",
        "Card verification codes, PINs and track data are always redacted (PCI DSS 3.3).",
    ),
    "OPQ-P126": (
        "column rule that cannot be used",
        'A rule has match = "[schema.]table.column" (* in any part) and a category, a mask, or both.',
    ),
    "OPQ-P127": (
        "pattern that cannot be used",
        "The pattern of a custom category is not a regular expression.",
    ),
    "OPQ-P128": (
        "rule that would loosen what stands above it",
        "The system policy of /etc/opaq, and everything beside a project file, can be tightened but not loosened.",
    ),
    "OPQ-P201": (
        "reason missing",
        'The profile or its policy asks why: give --reason "ticket 4711: customer cannot log in". It is recorded.',
    ),
    # U: the command line
    "OPQ-U001": (
        "command line not understood",
        "An option or command is unknown or lacks its value. `opaq COMMAND --help` shows what is possible.",
    ),
    "OPQ-U002": (
        "no statement given",
        "Give the SQL as an argument, -f FILE, or - to read it from standard input; exactly one of them.",
    ),
    "OPQ-U003": (
        "statement that is not UTF-8 text",
        "Statements are UTF-8 without NUL characters and at most 256 KB.",
    ),
    "OPQ-U004": (
        "parameter not understood",
        (
            "Parameters are name=value, name:TYPE=value with TYPE one of text, int, float, bool, null, bytes, or name@FILE"
            " to read the value from a file."
        ),
    ),
    "OPQ-U005": (
        "file that cannot be read",
        "The file named on the command line does not exist or cannot be read.",
    ),
    "OPQ-U006": ("code not known", "`opaq help` lists every code."),
    "OPQ-U007": (
        "saved query not found",
        "Saved queries are files NAME.sql in the profile's queries directory, which `opaq run` lists.",
    ),
    "OPQ-U008": (
        "no terminal for this",
        "The command needs a terminal, or the answer must be given by an option.",
    ),
    "OPQ-U009": (
        "actor not understood",
        "--actor takes a person's name (the one a service acts for) or agent:NAME.",
    ),
    "OPQ-U010": ("unknown format", "The formats are listed by `opaq query --help`."),
    "OPQ-U011": ("format needs a file", "Binary formats are never written to a terminal or pipe: give -o FILE."),
    "OPQ-U012": (
        "output file cannot be written",
        "Its directory does not exist or is not writable, or its name is a directory's. Choose another place.",
    ),
    "OPQ-U020": (
        "engine not known",
        "The profile's engine is none of postgresql, mysql (for MariaDB, too) and sqlite.",
    ),
    "OPQ-U021": (
        "table or column not found",
        "`opaq describe` lists what the profile's role may see; `opaq describe --search TEXT` finds tables by name.",
    ),
    "OPQ-U022": ("TLS mode not known", "Known are default, verify-full, verify-ca, require and, on loopback, disable."),
    "OPQ-U023": (
        "TLS disabled off loopback",
        'Plain text is for loopback and sockets only: off the machine, passwords and rows would be readable on the way. Use `tls.mode = "verify-full"` with `tls.ca`, or an ssh tunnel.',
    ),
    "OPQ-U024": ("connection option not allowed", "Options that could weaken a session are not taken from a profile."),
    "OPQ-U025": ("no SQLite file named", "A SQLite profile needs a path: `opaq profile add NAME --sqlite FILE`."),
    "OPQ-U090": (
        "result cut although completeness was required",
        "--fail-on-truncate was given and rows were left behind. Raise --limit, or leave the option out.",
    ),
    # X: signals
    "OPQ-X001": (
        "interrupted by a signal",
        "The query was cancelled on the server and the outcome recorded. The exit code is 128 plus the signal's number.",
    ),
}
