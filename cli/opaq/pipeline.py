"""The way of one statement through every room. Read this file first.

Six promises hold on this way, each with a test of its own:

1. text reaches an engine only as a `Statement` (only the guard makes one);
2. the intent record is on disk before the first byte of output;
3. a plan only ever tightens, and a value is judged in the batch it is released with;
4. an unknown origin, type or function takes the strictest decision;
5. formats see `MaskedBatch` only (only the masker makes one);
6. no message, record, report or temporary file holds a cell value, a literal of the statement or a secret.

And one sentence stands above them: run the same statement on two databases that
differ only in sensitive values, and what opaq prints is the same, tokens aside.

`run` is the whole way. `understand` is its first half (everything that is known
before a row is fetched) and also what `explain` shows, so that the explanation and
the enforcement cannot differ.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from opaq import interrupts, journal
from opaq.audit.chain import Entry
from opaq.classify.cache import ColumnCache
from opaq.classify.catalog_file import ReviewedCatalog, read_catalog
from opaq.classify.cells import CellScanner
from opaq.classify.columns import classify
from opaq.console import Console
from opaq.engines import registry
from opaq.engines.near_names import hinted
from opaq.engines.types import Reader, Session, Testimony
from opaq.errors import DatabaseError, OpaqError, Refused, Truncated
from opaq.guard.admit import admit
from opaq.guard.catalogue import EXTENSION, judge_functions, knows_extension
from opaq.guard.stored import judge_relations
from opaq.guard.types import Dialect, LexerSettings, Statement
from opaq.lineage.plan_text import PlanText
from opaq.lineage.trace import trace
from opaq.lineage.types import Arrangement, Trace
from opaq.mask.apply import Masker
from opaq.mask.arrange import gathered, part, rearranged
from opaq.mask.keys import key_of, load_key
from opaq.mask.plan import draw
from opaq.mask.types import MaskedBatch
from opaq.model.address import Limits
from opaq.model.batch import Batch
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationName
from opaq.model.finding import Finding
from opaq.model.lineage import Probe
from opaq.model.record import record, replace
from opaq.model.request import Request
from opaq.policy.ledger import Ledger
from opaq.policy.load import load
from opaq.policy.sensitivity import sensitivity
from opaq.policy.types import Policy
from opaq.profile.login import Login
from opaq.profile.reach import reachable
from opaq.profile.types import Profile
from opaq.render.output import Output
from opaq.render.types import Summary
from opaq.row_order import notes_of, uncut, walked_columns
from opaq.stream import overlapped
from opaq.understanding import Understanding


@record
class Outcome:
    """How a run ended, for the command and its `--stats`."""

    summary: Summary
    byte_count: int
    sha256: str


def run(request: Request, profile: Profile, output: Output, console: Console, *, login: Login) -> Outcome:
    """One statement: admitted, understood, recorded, fetched, masked, shown, recorded. Raises OpaqError."""
    policy = read_policy(profile)
    with journal.opened(request, profile, policy, console) as log:
        require_reason(request, profile, policy)
        with opened_session(profile, request, policy, login) as session:
            understood = understand(request, profile, policy, session)
            refuse_objections(understood.trace)
            ask(understood.trace.probes, request, profile, policy)
            limits = limits_of(request, profile, policy)
            intent = log.intent(understood, limits)
            delivery = Delivery(request, profile, policy, understood, limits, session, output, console)
            try:
                summary = delivery.show(intent.entry)
                intent.succeeded(summary, output)
                output.commit()
            except BaseException as error:
                session.close()
                output.abort()
                remember_failure(error, understood, request, profile, policy)
                intent.failed(error, delivery.row_count, delivery.masker.tally.cells, output)
                raise
    return Outcome(summary, output.byte_count, output.digest)


def understand(request: Request, profile: Profile, policy: Policy, session: Session) -> Understanding:
    """Guard, testimony, catalog, classification, lineage, plan: nothing is fetched but small samples of unknown columns."""
    statement = admitted(request, policy, session.dialect, session.lexer)
    try:
        testimony = session.examine(statement, request.values)
    except DatabaseError as error:
        raise hinted(error, statement, session) from None
    judge_functions(session.dialect, called(testimony), policy.functions)
    catalog = described(session, testimony.relations or ())
    judge_relations(session.dialect, read_relations(testimony, catalog), session.lexer, policy.functions)
    findings = classify_columns(catalog, profile, policy, session)
    sensitive = sensitivity(findings, policy)
    walked = walked_columns(session, statement, request.values, catalog, sensitive)
    traced = trace(statement, testimony, catalog, sensitive, request.values, walked=walked)
    traced, sent = uncut(
        statement, traced, request.values, lambda text: examined(text, testimony, request, policy, session)
    )
    plan = draw(testimony.schema, traced, findings, policy)
    digest = journal.digest_of(f"{column} {findings[column].category}" for column in sorted(findings))
    return Understanding(statement, testimony, catalog, findings, traced, plan, session.server, digest, sent)


def examined(text: str, testimony: Testimony, request: Request, policy: Policy, session: Session) -> Statement | None:
    """The statement without its LIMIT, admitted and prepared like any other; None when its result would be another."""
    statement = admitted(replace(request, text=text), policy, session.dialect, session.lexer)
    return statement if session.examine(statement, request.values).schema == testimony.schema else None


class Delivery:
    """The second half of the way: fetch, mask and write, batch by batch."""

    def __init__(
        self,
        request: Request,
        profile: Profile,
        policy: Policy,
        understood: Understanding,
        limits: Limits,
        session: Session,
        output: Output,
        console: Console,
    ) -> None:
        self.request = request
        self.profile = profile
        self.understood = understood
        self.limits = limits
        self.session = session
        self.output = output
        self.console = console
        self.policy = policy
        self.masker = self.new_masker()
        self.plan_text = PlanText(understood.statement, understood.trace)
        self.row_count = 0
        """Rows that went into the output so far; the outcome record tells it however the run ends."""

    def show(self, entry: Entry) -> Summary:
        """The whole result is on its way out when this returns. Raises OpaqError, BrokenPipeError."""
        started = time.monotonic()
        truncated = self.fetch()
        self.session.close()  # the server is let go before a pager opens
        if truncated and self.request.complete:
            raise Truncated("OPQ-U090", "the result was cut", hint="raise --limit, or drop --fail-on-truncate")
        summary = Summary(
            row_count=self.row_count,
            truncated=truncated,
            masked=self.masker.tally.cells,
            spans=self.masker.tally.spans,
            decisions=self.masker.plan.decisions,
            elapsed_ms=round((time.monotonic() - started) * 1000),
            audit_seq=entry.seq,
            audit_hash=entry.hash,
            profile=self.profile.name,
            banner=self.profile.label,
            limit=self.limits.rows,
            server=self.understood.server,
            mask_key=self.masker.key_id,
            notes=notes_of(self.understood.trace.arrangement),
        )
        self.output.finish(summary)
        return summary

    def fetch(self) -> bool:
        """Read, mask and write, overlapped; True when rows were left behind by the limit."""
        session, arrangement = self.session, self.understood.trace.arrangement
        limits = self.limits if arrangement is None else replace(self.limits, rows=None)
        bulk = self.request.bulk and arrangement is None
        with interrupts.on_cancel(session.cancel):
            reader = session.execute(self.understood.sent.statement, self.request.values, limits, bulk=bulk)
            try:
                self.output.begin(self.understood.named_types(reader.schema), self.understood.plan.decisions)
                if arrangement is not None:
                    return self.arrange(reader, arrangement)
                overlapped(reader, self.mask, self.write, cancel=session.cancel)
                return reader.truncated
            finally:
                reader.close()
                self.console.end_progress()

    def arrange(self, reader: Reader, arrangement: Arrangement) -> bool:
        """All rows first, since their order tells something; then those that were asked for, in one that tells nothing."""
        batch = gathered(reader, arrangement)
        if batch is None:
            return False
        sent, most = self.understood.sent, self.limits.rows
        shown = self.new_masker().apply(batch)
        asked = part(rearranged(batch, shown, arrangement.keys), sent.first, sent.count)
        kept = part(asked, 0, most)
        if kept.row_count:
            self.write(self.mask(kept))
        return kept.row_count < asked.row_count

    def new_masker(self) -> Masker:
        key, policy = key_of(self.profile, key_id=self.request.mask_key), self.policy
        return Masker(self.understood.plan, key, CellScanner(policy), policy)

    def mask(self, batch: Batch) -> MaskedBatch:
        """An execution plan loses its literals first; every other batch goes as it is."""
        return self.masker.apply(self.plan_text.without_literals(batch))

    def write(self, batch: MaskedBatch) -> None:
        self.output.chunk(batch)
        self.row_count += batch.row_count
        self.console.progress(self.row_count)


def read_policy(profile: Profile) -> Policy:
    return load(
        profile.policies,
        user_directory=profile.policies_directory.parent,
        system_directory=profile.system_policies_directory.parent,
        project=profile.project_policy,
    )


def require_reason(request: Request, profile: Profile, policy: Policy) -> None:
    if (profile.require_reason or policy.require_reason) and not request.purpose.reason.strip():
        raise Refused(
            "OPQ-P201",
            f"profile {profile.name} asks for a reason",
            why="require_reason is set by the profile or its policy",
            hint='say why with --reason "ticket 4711: customer cannot log in"',
        )


@contextmanager
def opened_session(profile: Profile, request: Request, policy: Policy, login: Login) -> Iterator[Session]:
    """A new session for one statement; closed (ROLLBACK) however it ends.

    The statement is looked at before connecting, with the engine's default lexer settings, so that what no
    server could accept never opens a connection.
    """
    engine = registry.load(profile.address.engine)
    dialect = registry.dialect(profile.address.engine)
    if dialect is not Dialect.MYSQL:  # its lexer depends on the session's sql_mode
        admitted(request, policy, dialect, LexerSettings())
    with reachable(profile) as address:
        limits = limits_of(request, profile, policy)
        session = login.open(lambda secret: engine.connect(address, secret, limits))
        try:
            yield session
        finally:
            session.close()


def admitted(request: Request, policy: Policy, dialect: Dialect, settings: LexerSettings) -> Statement:
    return admit(
        request.text,
        dialect,
        settings,
        allowed_functions=policy.functions,
        parameters=frozenset(request.values),
    )


def called(testimony: Testimony) -> Iterator[tuple[str | None, str]]:
    """Every function the database says the statement calls, also inside views and behind operators, with its schema.

    A member of an extension is known by name in whatever schema it was put; anything else there is somebody's own.
    """
    for name in testimony.functions or ():
        yield None, name
    extensions = testimony.names.extensions
    for oid, (schema, name, built_in) in testimony.names.functions.items():
        extension = extensions.get(oid)
        if extension is not None:
            yield (EXTENSION if knows_extension(extension) else schema), name
        else:
            yield ("pg_catalog" if built_in else schema), name


def read_relations(testimony: Testimony, catalog: Catalog) -> Iterator[Relation]:
    """What the statement reads: the tree's own list where there is one (a materialized view keeps what it stands on away)."""
    listed = testimony.relations if testimony.tree is not None else None
    for name, relation in catalog.relations.items():
        if listed is None or name in listed:
            yield relation


def described(session: Session, relations: Collection[RelationName]) -> Catalog:
    """The catalog of the statement's relations and of what they inherit from: a column is as sensitive as its parent's."""
    catalog = session.describe(relations)
    known = dict(catalog.relations)
    while missing := {parent for relation in known.values() for parent in relation.parents} - known.keys():
        found = session.describe(missing).relations
        known |= found
        if not missing <= found.keys():
            break  # a parent the role may not see stays unknown, and its columns with it
    return replace(catalog, relations=known)


def classify_columns(catalog: Catalog, profile: Profile, policy: Policy, session: Session) -> dict[ColumnRef, Finding]:
    """What is known of every column the statement's relations have: reviewed, cached, or found out now and cached."""
    cache = ColumnCache(profile.cache_directory / "columns.json", database=place_of(profile))
    findings = classify(catalog, tuple(catalog.relations), session.sample, policy, reviewed_catalog(profile), cache)
    cache.save()
    return findings


def place_of(profile: Profile) -> str:
    """One database, as caches and the ledger tell it from others."""
    address = profile.address
    return f"{address.engine}:{address.host}:{address.port or ''}:{address.database or address.path}"


def reviewed_catalog(profile: Profile) -> ReviewedCatalog | None:
    return read_catalog(profile.catalog_file) if profile.catalog_file.exists() else None


def refuse_objections(traced: Trace) -> None:
    """The first objection, as a refusal. `explain` shows them all."""
    for objection in traced.objections:
        raise Refused(
            objection.code, objection.what, why=objection.why, hint=objection.help, position=objection.position
        )


def ask(probes: tuple[Probe, ...], request: Request, profile: Profile, policy: Policy) -> None:
    """Count the statement's questions about sensitive columns; past the budget they are refused."""
    if not probes:
        return
    ledger = Ledger(profile.state_directory, load_key(profile.keys_directory).ledger_key)
    ledger.admit(
        probes,
        actor=f"{request.actor.user}/{request.actor.on_behalf_of}",
        database=place_of(profile),
        budget=policy.budget,
        day=datetime.now(UTC).date().isoformat(),
    )


def remember_failure(
    error: BaseException, understood: Understanding, request: Request, profile: Profile, policy: Policy
) -> None:
    """A statement that failed over something sensitive has answered a question: it counts as one probe per column."""
    if not isinstance(error, DatabaseError) or not understood.trace.reads_sensitive:
        return
    sensitive = sensitivity(understood.findings, policy)
    columns = [column for column in sorted(understood.trace.reads) if sensitive(column)]
    with suppress(OpaqError):  # past the budget already: the next question is refused
        ask(tuple(Probe(column, "failure", request.text.encode()) for column in columns), request, profile, policy)


def limits_of(request: Request, profile: Profile, policy: Policy) -> Limits:
    """The strictest of what was asked for and what profile and policy allow."""
    ceilings = [n for n in (request.limit, profile.max_limit, policy.max_limit) if n is not None]
    return replace(
        Limits(),
        rows=min(ceilings) if ceilings else None,
        seconds=min(request.timeout or profile.timeout, profile.timeout) if request.timeout else profile.timeout,
        connect_seconds=profile.connect_timeout,
    )


def explain(request: Request, profile: Profile, *, login: Login) -> Understanding:
    """What `run` would know and decide, without fetching a row: the same code up to the point of asking.

    Raises OpaqError where the guard refuses or the database rejects; a statement that cannot be masked soundly is
    answered, with its objections in `trace.objections`.
    """
    policy = read_policy(profile)
    with opened_session(profile, request, policy, login) as session:
        return understand(request, profile, policy, session)
