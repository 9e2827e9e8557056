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
the enforcement cannot differ; `Delivery` is the second (`delivery.py`: fetch, mask, write).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opaq import journal
from opaq.classify.cache import ColumnCache
from opaq.classify.columns import classify
from opaq.console import Console
from opaq.delivery import Delivery
from opaq.engines import registry
from opaq.engines.near_names import hinted
from opaq.engines.told import called, described, read_relations
from opaq.engines.types import Session, Testimony
from opaq.errors import DatabaseError, Refused
from opaq.guard.admit import admit
from opaq.guard.catalogue import judge_functions
from opaq.guard.stored import judge_relations
from opaq.guard.types import Dialect, LexerSettings, Statement
from opaq.lineage.trace import trace
from opaq.lineage.types import Trace
from opaq.mask.plan import draw
from opaq.model.catalog import Catalog, ColumnRef
from opaq.model.finding import Finding
from opaq.model.record import replace
from opaq.model.request import Request
from opaq.policy.demands import limits_of, require_reason
from opaq.policy.load import of_profile
from opaq.policy.sensitivity import sensitivity
from opaq.policy.types import Policy
from opaq.profile.login import Login
from opaq.profile.reach import reachable
from opaq.profile.types import Profile
from opaq.questions import ask, remember_failure
from opaq.render.output import Output
from opaq.render.types import Summary
from opaq.row_order import uncut, walked_columns
from opaq.understanding import Understanding

if TYPE_CHECKING:
    from opaq.classify.catalog_file import ReviewedCatalog


def run(request: Request, profile: Profile, output: Output, console: Console, *, login: Login) -> Summary:
    """One statement: admitted, understood, recorded, fetched, masked, shown, recorded. Raises OpaqError."""
    policy = of_profile(profile)
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
    return summary


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


def classify_columns(catalog: Catalog, profile: Profile, policy: Policy, session: Session) -> dict[ColumnRef, Finding]:
    """What is known of every column the statement's relations have: reviewed, cached, or found out now and cached."""
    cache = ColumnCache(profile.cache_directory / "columns.json", database=profile.place)
    findings = classify(catalog, tuple(catalog.relations), session.sample, policy, reviewed_catalog(profile), cache)
    cache.save()
    return findings


def reviewed_catalog(profile: Profile) -> ReviewedCatalog | None:
    """What people decided about columns; None before the first `opaq scan`."""
    if not profile.catalog_file.exists():
        return None
    from opaq.classify.catalog_file import read_catalog  # late: most databases have none

    return read_catalog(profile.catalog_file)


def refuse_objections(traced: Trace) -> None:
    """The first objection, as a refusal. `explain` shows them all."""
    for objection in traced.objections:
        raise Refused(
            objection.code, objection.what, why=objection.why, hint=objection.help, position=objection.position
        )


def explain(request: Request, profile: Profile, *, login: Login) -> Understanding:
    """What `run` would know and decide, without fetching a row: the same code up to the point of asking.

    Raises OpaqError where the guard refuses or the database rejects; a statement that cannot be masked soundly is
    answered, with its objections in `trace.objections`.
    """
    policy = of_profile(profile)
    with opened_session(profile, request, policy, login) as session:
        return understand(request, profile, policy, session)
