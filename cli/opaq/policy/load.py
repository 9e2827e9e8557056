"""Names of policies -> one `Policy`: read, check, inherit, merge, digest.

A policy file replaces what it extends, entry by entry, because whoever writes
`extends` has read it. Policies that stand beside each other (several names in a
profile, the system's file of the same name, `system.toml`, a project's settings)
are merged: for every category the mask that tells least and the predicates that
allow least win, so that adding a policy never shows more. What the system
prescribes, a user's file cannot declare harmless.

Everything that is not understood is an error with the file and the key: a
misspelt rule that is silently ignored is a leak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opaq.errors import UsageError
from opaq.policy import merge
from opaq.policy.files import is_name, read_private
from opaq.policy.merge import Layer
from opaq.policy.presets import PRESETS
from opaq.policy.types import Policy
from opaq.profile.keys import nearest

if TYPE_CHECKING:
    from opaq.policy.parse import Document
    from opaq.profile.types import Profile

SYSTEM = "system"
"""`/etc/opaq/policies/system.toml`, when it exists, is part of every policy."""


def of_profile(profile: Profile) -> Policy:
    """The policy a profile names, with its project's settings. Raises UsageError as `load`."""
    return load(
        profile.policies,
        user_directory=profile.policies_directory.parent,
        system_directory=profile.system_policies_directory.parent,
        project=profile.project_policy,
    )


def load(
    names: Sequence[str],
    *,
    user_directory: Path,
    system_directory: Path,
    project: Mapping[str, Any] | None = None,
) -> Policy:
    """The merged policy of a profile. The directories hold `policies/NAME.toml`.

    Raises UsageError (exit 2) for an unknown name, a file that does not parse, cannot be trusted or says something
    unknown, and for a policy that treats nothing.
    """
    if not names:
        raise UsageError("OPQ-P101", "no policy is named", hint='policy = "default" in the profile is the usual choice')
    reader = _Reader(user_directory / "policies", system_directory / "policies")
    layers = [layer for name in dict.fromkeys(names) for layer in reader.layers(name)]
    prescribed = reader.system_layer()
    if prescribed is not None:
        for layer in layers:
            merge.refuse_loosening(layer, prescribed)
        layers.append(prescribed)
    if project:
        from opaq.policy import parse  # 4 ms: presets need neither it nor TOML

        layer = reader.build(parse.document(project, "project file"))
        merge.refuse_loosening(layer, None)
        layers.append(layer)
    merged = merge.strictest(layers)
    if not merged.treatments:
        raise UsageError("OPQ-P102", f"policy {', '.join(names)} treats no category", hint='extends = ["default"]')
    return merge.policy(tuple(dict.fromkeys(names)), merged)


def known_names(user_directory: Path, system_directory: Path) -> dict[str, str]:
    """Every policy that can be named, with where it comes from."""
    found = dict.fromkeys(PRESETS, "preset")
    for place, directory in (("user", user_directory / "policies"), ("system", system_directory / "policies")):
        for path in sorted(directory.glob("*.toml")) if directory.is_dir() else ():
            origin = found.get(path.stem)
            found[path.stem] = f"{origin} + {place}" if origin else place
    return found


class _Reader:
    """Finds policies by name and follows `extends`, refusing circles."""

    def __init__(self, user: Path, system: Path) -> None:
        self._places = {"user": user, "system": system}
        self._open: list[str] = []

    def layers(self, name: str) -> list[Layer]:
        """The layers one name stands for: a preset, or the user's and the system's file of that name."""
        files = [(place, self._path(place, name)) for place in self._places]
        found = [(place, path) for place, path in files if path is not None]
        if name in PRESETS:
            if any(place == "user" for place, _ in found):
                raise UsageError(
                    "OPQ-P103",
                    f"policies/{name}.toml has the name of a preset",
                    hint=f'call it otherwise and begin with extends = ["{name}"]',
                )
            return [self._preset(name), *(self._file(place, path) for place, path in found)]
        if not found:
            known = known_names(self._places["user"].parent, self._places["system"].parent)
            raise UsageError("OPQ-P104", f'no policy is called "{name}"', hint=nearest(name, known))
        return [self._file(place, path) for place, path in found]

    def system_layer(self) -> Layer | None:
        path = self._path("system", SYSTEM)
        return None if path is None else self._file("system", path)

    def build(self, document: Document) -> Layer:
        """A document on top of what it extends."""
        if document.name in self._open:
            circle = " -> ".join([*self._open, document.name])
            raise UsageError("OPQ-P105", f"policies extend each other in a circle: {circle}")
        self._open.append(document.name)
        base = merge.strictest([layer for name in document.extends for layer in self.layers(name)])
        self._open.pop()
        return merge.overlay(base, document)

    def _preset(self, name: str) -> Layer:
        row = PRESETS[name]
        if "strictest" in row:
            return merge.strictest([self._preset(part) for part in row["strictest"]])
        return merge.preset(name, row)

    def _file(self, place: str, path: Path) -> Layer:
        import tomllib  # 4 ms with `parse`: presets need neither

        from opaq.policy import parse

        label = f"{'/etc: ' if place == 'system' else ''}policies/{path.name}"
        text = read_private(path, label)
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            place_in_file = str(fault).rpartition("(at ")[2].rstrip(")") if "(at " in str(fault) else "somewhere"
            raise UsageError("OPQ-P106", f"{label}: not TOML, at {place_in_file}") from None
        return self.build(parse.document(table, label, text=text))

    def _path(self, place: str, name: str) -> Path | None:
        if not is_name(name):
            raise UsageError("OPQ-P104", "a policy's name has letters, digits, - and _ only")
        path = self._places[place] / f"{name}.toml"
        return path if path.exists() else None
