"""A run in the words of the audit log: nouns of every room become text and integers here, and nowhere else.

What goes in: names from the catalog, categories, rules, counts, digests. What
never goes in: cells, literals, parameters' values, aliases (they are the user's
own text), server messages. An output column is recorded by its place and its
base columns, not by its name.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypedDict

from opaq import __version__
from opaq.audit import records
from opaq.audit.chain import Chain, Entry
from opaq.console import Console
from opaq.errors import AuditFailure, Interrupted, OpaqError, Refused
from opaq.guard.types import Statement, TokenKind
from opaq.mask.types import Decision
from opaq.model.actor import Actor
from opaq.model.address import Limits
from opaq.model.record import field, record
from opaq.model.request import Request
from opaq.policy.types import Policy
from opaq.profile.types import Profile
from opaq.render.output import Output
from opaq.render.types import Summary
from opaq.understanding import Understanding


class About(TypedDict):
    """What every record of one run repeats."""

    actor: Mapping[str, object]
    profile: str
    policy: str
    engine: str
    database: str


@record(frozen=False)
class Log:
    """The open chain and what every record of this run repeats."""

    chain: Chain
    request: Request
    profile: Profile
    policy: Policy
    recorded: bool = False
    """An intent or a refusal of this run is on disk."""

    def intent(self, understanding: Understanding, limits: Limits) -> Intent:
        """The intent record, durable when this returns."""
        traced = understanding.trace
        shape = shape_of(understanding)
        entry = self.chain.append(
            records.intent(
                **self._about(),
                catalog=understanding.catalog_digest,
                server=understanding.server,
                relations=sorted(str(name) for name in understanding.catalog.relations),
                columns=sorted(str(column) for column in traced.reads),
                outputs=[output_of(decision) for decision in understanding.plan.decisions],
                shape=shape,
                fingerprint=self.chain.fingerprint(shape),
                parameters=dict(self.request.types),
                limits={"rows": limits.rows or 0, "seconds": round(limits.seconds)},
                grants=understanding.statement.allowed,
                probes=len(traced.probes),
                reason=self.request.purpose.reason,
            )
        )
        self.recorded = True
        return Intent(self.chain, entry, self.request, time.monotonic())

    def refused(self, error: BaseException) -> None:
        """A statement that never reached the point of being run."""
        rule = error.why[:200] if isinstance(error, OpaqError) else ""
        self.chain.append(records.refused(**self._about(), code=class_of(error), rule=rule))
        self.recorded = True

    def _about(self) -> About:
        actor = self.request.actor
        return {
            "actor": records.actor(
                user=actor.user,
                uid=actor.uid,
                host=actor.host,
                tty=actor.tty,
                via=actor.via,
                on_behalf_of=actor.on_behalf_of,
            ),
            "profile": self.profile.name,
            "policy": self.policy.digest,
            "engine": self.profile.address.engine,
            "database": self.profile.database,
        }


@record(frozen=False)
class Intent:
    """One announced run; exactly one of `succeeded` and `failed` closes it."""

    chain: Chain
    entry: Entry
    request: Request
    started: float
    closed: bool = field(default=False)

    def succeeded(self, summary: Summary, output: Output) -> None:
        self._close(
            "ok",
            rows=summary.row_count,
            masked=summary.masked,
            truncated=summary.truncated,
            output=output,
            mask_key=summary.mask_key,
        )

    def failed(self, error: BaseException, row_count: int, masked: Mapping[str, int], output: Output) -> None:
        """Record how it ended; a log that cannot be written is itself the error to report."""
        if self.closed:
            return
        self._close(
            result_of(error), rows=row_count, masked=masked, truncated=True, output=output, error=class_of(error)
        )

    def _close(
        self,
        result: str,
        *,
        rows: int,
        masked: Mapping[str, int],
        truncated: bool,
        output: Output,
        error: str = "",
        mask_key: str = "",
    ) -> None:
        self.closed = True
        self.chain.append(
            records.outcome(
                id=self.entry.id,
                intent=self.entry.seq,
                result=result,
                rows=rows,
                bytes_shown=output.byte_count,
                ms=round((time.monotonic() - self.started) * 1000),
                masked=masked,
                truncated=truncated,
                destination=output.destination,
                sha256=output.digest,
                error=error,
                mask_key=mask_key,
            )
        )


@contextmanager
def opened(request: Request, profile: Profile, policy: Policy, console: Console) -> Iterator[Log]:
    """The chain, checked and ready, or nothing happens at all. A run that fails before its intent leaves a `refused` record."""
    with _chain(profile, request.actor) as chain:
        if chain.created:
            console.note(f"new audit log in {profile.audit_directory}; its public key: opaq audit keys export")
        log = Log(chain, request, profile, policy)
        try:
            yield log
        except AuditFailure:
            raise
        except BaseException as error:
            if not log.recorded:
                log.refused(error)
            raise


@contextmanager
def noted(kind: str, actor: Actor, profile: Profile, policy: Policy) -> Iterator[dict[str, int | str]]:
    """Around work that reads samples without showing a value: one `note` record, also when it fails.

    Yields the record's own fields (counts, names) to fill in. The chain is opened first:
    a log that cannot be written means that nothing is sampled. Raises AuditFailure.
    """
    fields: dict[str, int | str] = {"user": actor.user, "uid": actor.uid, "host": actor.host, "via": actor.via}
    fields |= {"profile": profile.name, "policy": policy.digest}
    fields |= {"engine": profile.address.engine, "database": profile.database, "result": "ok"}
    with _chain(profile, actor) as chain:
        try:
            yield fields
        except BaseException as error:
            fields |= {"result": result_of(error), "code": class_of(error)}
            raise
        finally:
            chain.append(records.note(kind=kind, **fields))


def _chain(profile: Profile, actor: Actor) -> Chain:
    """The profile's log, open for appending. Raises AuditFailure."""
    return Chain.open(
        profile.audit_directory,
        profile.keys_directory,
        host=actor.host,
        uid=actor.uid,
        version=__version__,
        redactable=profile.redactable,
    )


def output_of(decision: Decision) -> Mapping[str, object]:
    return records.output(
        columns=[str(origin.column) for origin in decision.lineage.origins],
        category=decision.category or "",
        method=decision.mask.name,
        rule=decision.rule,
    )


def result_of(error: BaseException) -> str:
    if isinstance(error, Interrupted | KeyboardInterrupt):
        return "signal"
    return "refused" if isinstance(error, Refused) else "error"


def class_of(error: BaseException) -> str:
    """A code or a class name; never a message."""
    return error.code if isinstance(error, OpaqError) else type(error).__name__


def shape_of(understanding: Understanding) -> str:
    """The statement without anything the user made up: keywords, operators and names the catalog knows; the rest is `_`.

    A literal is `?`. Aliases, comments and unknown words may carry anything, so they are never stored.
    """
    known = known_names(understanding)
    return " ".join(_spoken(kind, text, known) for kind, text in _tokens(understanding.statement))


def known_names(understanding: Understanding) -> frozenset[str]:
    names = set(understanding.statement.functions)
    for name, relation in understanding.catalog.relations.items():
        names |= {name.name, name.schema, *(column.name for column in relation.columns)}
    return frozenset(name.casefold() for name in names)


def _tokens(statement: Statement) -> Iterator[tuple[TokenKind, str]]:
    return ((token.kind, token.text) for token in statement.tokens if token.kind is not TokenKind.COMMENT)


_SPOKEN: Mapping[TokenKind, Callable[[str], str]] = {
    TokenKind.STRING: lambda _: "?",
    TokenKind.NUMBER: lambda _: "?",
    TokenKind.PARAMETER: lambda _: ":",
    TokenKind.OPERATOR: lambda text: text,
    TokenKind.PUNCTUATION: lambda text: text,
}


def _spoken(kind: TokenKind, text: str, known: frozenset[str]) -> str:
    if kind in _SPOKEN:
        return _SPOKEN[kind](text)
    if text.casefold() in known or (kind is TokenKind.WORD and text.upper() in KEYWORDS):
        return text.lower() if kind is TokenKind.WORD else f'"{text}"'
    return "_"


KEYWORDS = frozenset(
    """ALL AND ANY AS ASC BETWEEN BY CASE CAST COLLATE CROSS CUBE CURRENT DESC DESCRIBE DISTINCT ELSE END ESCAPE EXCEPT
    EXISTS EXPLAIN FALSE FETCH FILTER FIRST FOLLOWING FROM FULL GLOB GROUP GROUPING HAVING ILIKE IN INNER INTERSECT
    INTERVAL INTO IS JOIN LAST LATERAL LEFT LIKE LIMIT MATERIALIZED NATURAL NEXT NOT NULL NULLS OFFSET ON ONLY OR ORDER
    ORDINALITY OUTER OVER PARTITION PRAGMA PRECEDING RANGE RECURSIVE REGEXP RIGHT ROLLUP ROW ROWS SELECT SETS SHOW SIMILAR
    SOME STRAIGHT_JOIN TABLE TABLES TABLESAMPLE THEN TO TRUE UNBOUNDED UNION UNKNOWN USING VALUES WHEN WHERE WINDOW WITH
    WITHIN XOR ANALYZE VERBOSE FORMAT COSTS COLUMNS DATABASES STATUS VARIABLES CREATE VIEW INDEX DATE TIME TIMESTAMP""".split()
)


def digest_of(parts: Iterator[str]) -> str:
    """SHA-256 over names and categories, for the catalog digest of a record; nothing of low entropy is in it."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\n")
    return digest.hexdigest()
