"""One question of one person: the statement as typed, its parameters and bounds, who asks and why."""

from __future__ import annotations

from collections.abc import Mapping

from opaq.model.actor import Actor, Purpose
from opaq.model.record import field, record


@record
class Request:
    """What a command asks of the pipeline. `repr` shows neither text nor values."""

    text: str = field(repr=False)
    actor: Actor
    purpose: Purpose
    values: Mapping[str, str | int | float | bool | bytes | None] = field(default_factory=dict, repr=False)
    """Bound parameters by name."""
    types: Mapping[str, str] = field(default_factory=dict)
    """Declared type of each parameter, for the record: `text`, `int` ..."""
    limit: int | None = None
    """Rows asked for; None: no limit but the policy's ceiling."""
    timeout: float | None = None
    """Seconds; None: the profile's."""
    complete: bool = False
    """Fail (exit 7) when the result was cut."""
    bulk: bool = False
    """The output is a stream: ask the engine for Arrow columns."""
    mask_key: str = ""
    """Id of the mask key to use; empty: the newest."""
