"""`opaq explain`: what a statement would show, mask or refuse, from the code that enforces it; no row is fetched."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from opaq.commands.columns import write_columns, write_json
from opaq.commands.spec import Command, Context, Option, Values
from opaq.commands.statement import SQL, STATEMENT_OPTIONS, is_interactive, profile_of, request_of, statement_text
from opaq.errors import ExitCode, OpaqError
from opaq.profile.login import Login
from opaq.render.width import clean

if TYPE_CHECKING:
    from opaq.lineage.types import Objection
    from opaq.mask.types import Decision
    from opaq.profile.types import Profile
    from opaq.understanding import Understanding


def run(context: Context, values: Values) -> int:
    """0: it would be answered; 5: it would be refused (every objection is shown). Raises OpaqError."""
    if values.get("functions"):
        return write_functions(profile_of(context, values))
    text = statement_text(values)
    context.console.statement = text
    profile = profile_of(context, values)
    request = request_of(context, values, text)
    from opaq import pipeline  # every room of the house; a wrong option does not pay for it

    login = Login(profile, context.env, ask=is_interactive(context, values))
    try:
        understood = pipeline.explain(request, profile, login=login)
    except OpaqError as error:
        if values.get("json"):
            from opaq.render.envelope import problem

            write_json({"opaq": 1, "errors": [problem(error)]})
        raise
    if values.get("json"):
        write_json(envelope(understood))
    else:
        write(understood)
    return int(ExitCode.REFUSED if understood.trace.objections else ExitCode.OK)


def write_functions(profile: Profile) -> int:
    """The function catalogue of the profile's engine, with what its policy adds: `name<TAB>what it is`, one a line."""
    from opaq.engines.registry import dialect
    from opaq.guard.catalogue import rows
    from opaq.policy.load import of_profile

    for name, nature in rows(dialect(profile.address.engine)):
        if "/" not in name:
            sys.stdout.write(f"{name}\t{nature.value}\n")
    for name in sorted(of_profile(profile).functions):
        sys.stdout.write(f"{name}\tuser-defined, admitted by the policy\n")
    return int(ExitCode.OK)


def write(understood: Understanding) -> None:
    """For people: one block of columns, the reasons, then every objection."""
    decisions = understood.plan.decisions
    rows = [("COLUMN", "MASK", "CATEGORY", "COMES FROM", "HOW SURE")]
    rows += [(d.field, d.mask.name, d.category or "", origins(d), d.lineage.witness.value) for d in decisions]
    write_columns(rows)
    reasons = [reason(decision) for decision in decisions if decision.mask.name != "keep"]
    if reasons:
        sys.stdout.write("\n" + "\n".join(map(clean, reasons)) + "\n")
    if understood.trace.probes:
        asked = ", ".join(sorted({clean(str(probe.column)) for probe in understood.trace.probes}))
        sys.stdout.write(f"\nasks about masked columns ({len(understood.trace.probes)} of the daily budget): {asked}\n")
    for objection in understood.trace.objections:
        sys.stdout.write("\n" + "\n".join(map(clean, objection_lines(objection))) + "\n")
    verdict = "would be refused" if understood.trace.objections else "would be answered"
    sys.stdout.write(f"\n{verdict}; asked {understood.server}\n")


def origins(decision: Decision) -> str:
    """`customers.email, customers.id`, or how much is not known."""
    named = [str(origin.column) for origin in decision.lineage.origins]
    if len(named) > 3:
        named = [*named[:3], f"{len(named) - 3} more"]
    return ", ".join(named) or ("unknown" if decision.lineage.witness.value == "unknown" else "no column")


def reason(decision: Decision) -> str:
    """`email: partial, because ...; rule ...`."""
    parts = [f"{decision.field}: {decision.mask.name} because {decision.because.text}"]
    if decision.lineage.reason and decision.lineage.reason not in decision.because.text:
        parts.append(decision.lineage.reason)
    if decision.rule:
        parts.append(f"rule: {decision.rule}")
    return "; ".join(parts)


def objection_lines(objection: Objection) -> list[str]:
    place = f" at line {objection.position.line}, column {objection.position.column}" if objection.position else ""
    lines = [f"refused[{objection.code}]: {objection.what}{place}"]
    lines += [f"  why: {objection.why}"] if objection.why else []
    lines += [f"  help: {objection.help}"] if objection.help else []
    return lines


def envelope(understood: Understanding) -> dict[str, Any]:
    """For programs; versioned and additive like the envelope of a query."""
    return {
        "opaq": 1,
        "answered": not understood.trace.objections,
        "verb": understood.statement.verb.value,
        "server": understood.server,
        "columns": [
            {
                "name": d.field,
                "mask": d.mask.name,
                "category": d.category,
                "origins": [str(o.column) for o in d.lineage.origins],
                "witness": d.lineage.witness.value,
                "exposure": d.lineage.exposure.value,
                "reason": d.because.text,
                "lineage": d.lineage.reason,
                "rule": d.rule,
            }
            for d in understood.plan.decisions
        ],
        "reads": sorted(str(column) for column in understood.trace.reads),
        "probes": len(understood.trace.probes),
        "errors": [
            {"code": o.code, "kind": "refused", "message": o.what, "why": o.why, "hint": o.help}
            for o in understood.trace.objections
        ],
    }


COMMAND = Command(
    "explain",
    "show what would be masked or refused, and why; no rows",
    run,
    examples=(
        ('opaq explain "select * from customers"', "per column: mask, category, origin"),
        ("opaq explain -P prod -f report.sql --json", "for programs"),
        ("opaq explain -f report.sql && opaq query -f report.sql", "exit 5 when it would be refused"),
    ),
    arguments=(SQL,),
    options=(
        *STATEMENT_OPTIONS,
        Option(("--json",), "the same as one JSON document"),
        Option(("--functions",), "the function catalogue instead: what each may do"),
    ),
)
