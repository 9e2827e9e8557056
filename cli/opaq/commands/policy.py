"""`opaq policy`: what is sensitive, what is done about it, and what a value would become."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opaq.commands.columns import write_columns
from opaq.commands.spec import Argument, Command, Context, Group, Option, Values
from opaq.errors import OpaqError, UsageError
from opaq.model.finding import Category
from opaq.policy import load as policies
from opaq.policy.types import MaskSpec, Policy, Treatment
from opaq.profile.files import places
from opaq.profile.resolve import names as profile_names
from opaq.profile.resolve import resolve

if TYPE_CHECKING:
    from opaq.mask.keys import MaskKey

NAMES = Argument("names", "policies (default: those of the chosen profile)", many=True)
MAX_VALUE_BYTES = 1 << 20


def list_(context: Context, values: Values) -> int:
    """Every policy that can be named, where it comes from, and how much it masks."""
    where = places(context.env)
    rows = []
    for name, origin in policies.known_names(where.config, where.system).items():
        try:
            policy = _load(context, (name,))
            told = _summary(policy)
        except OpaqError as error:
            told = f"broken: {error.message}"
        rows.append((name, origin, told))
    write_columns(rows)
    return 0


def _summary(policy: Policy) -> str:
    """What sets one policy apart from the next, in a line."""
    masked = [t.mask.name for t in policy.treatments.values() if t.mask.name != "keep"]
    told = f"{len(masked)} categories masked, {masked.count('redact')} of them as a whole; budget {policy.budget}"
    return told + ("; asks for a reason" if policy.require_reason else "")


def show(context: Context, values: Values) -> int:
    """The merged policy, category by category, or the catalogue of masks."""
    if values.get("masks"):
        return _show_masks()
    policy = _chosen(context, values)
    rows = [("category", "mask", "predicates", "decided by")]
    for category, treatment in _compact(policy):
        rows.append((category, spelled(treatment.mask), treatment.predicates, treatment.rule))
    write_columns(rows)
    facts = [("budget", f"{policy.budget} distinct probes per person, column and day"), ("digest", policy.digest)]
    facts += [("column", f"{rule.match}: {rule.category or spelled(rule.mask)}") for rule in policy.columns]
    facts += [("function", name) for name in sorted(policy.functions)]
    sys.stdout.write("\n")
    write_columns(facts)
    return 0


def _compact(policy: Policy) -> list[tuple[Category, Treatment]]:
    """Without the categories that are treated exactly as their family is."""
    found = []
    for category, treatment in policy.treatments.items():
        family = policy.treatments.get(category.rpartition(".")[0])
        if family is None or (family.mask, family.predicates) != (treatment.mask, treatment.predicates):
            found.append((category, treatment))
    return found


def spelled(mask: MaskSpec | None) -> str:
    """A mask as people write it: `partial(last=4)`."""
    if mask is None:
        return ""
    options = ", ".join(f"{key}={_plain(value)}" for key, value in mask.options.items())
    return f"{mask.name}({options})" if options else mask.name


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _show_masks() -> int:
    from opaq.mask.examples import EXAMPLES, shown  # the mask room: only this listing needs it
    from opaq.policy.masks import MASKS, NOTES

    rows = [("mask", "what it shows", "keeps", "options", "example")]
    for name, info in MASKS.items():
        keeps = ", ".join(sorted(info.keeps)) or "-"
        options = ", ".join(info.options) or "-"
        _, value = EXAMPLES[name]
        rows.append((name, info.title, keeps, options, f"{value} -> {shown(name)}"))
    write_columns(rows)
    sys.stdout.write("\nequality: equal values and no others look alike; sameness: equal ones do, others may\n\n")
    write_columns(list(NOTES.items()))
    return 0


def check(context: Context, values: Values) -> int:
    """Load the policies (or every one there is) and say what is wrong with the first broken one."""
    where = places(context.env)
    given = tuple(values.get("names") or policies.known_names(where.config, where.system))
    for name in given:
        _load(context, (Path(name).stem if name.endswith(".toml") else name,))
    context.console.note(f"{', '.join(given)}: ok")
    return 0


def test(context: Context, values: Values) -> int:
    """Say which rule fires for a value read from stdin, and what it becomes."""
    from opaq.mask.keys import load_key  # the mask and classify rooms: only two commands of the group need them
    from opaq.mask.trial import Trial

    if values.get("names") and not all(n in policies.known_names(*_places(context)) for n in values["names"]):
        raise UsageError("OPQ-U001", "a value is read from stdin only", hint="printf %s VALUE | opaq policy test")
    policy = _chosen(context, values)
    profile = values.get("profile") or context.profile
    key = _key(context, profile) if profile else load_key(places(context.env).data / "keys")
    trial = Trial(policy, key)
    outcome = trial.of(_value(context), category=values.get("category"), name=values.get("column") or "")
    write_columns(outcome.rows())
    return 0


def _value(context: Context) -> str:
    if sys.stdin.isatty():
        context.console.note("type the value, then Ctrl-D; it is read from stdin and kept nowhere")
    raw = sys.stdin.buffer.read(MAX_VALUE_BYTES + 1)
    if len(raw) > MAX_VALUE_BYTES:
        raise UsageError("OPQ-U001", "the value on stdin is larger than a megabyte")
    if not raw:
        raise UsageError("OPQ-U001", "there is no value on stdin", hint="printf %s VALUE | opaq policy test")
    try:
        return raw.decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise UsageError("OPQ-U003", "the value on stdin is not UTF-8 text") from None


def keys(context: Context, values: Values) -> int:
    """The id of every profile's mask key: profiles with one id give equal tokens."""
    from opaq.mask.keys import load_key  # the mask room: only two commands of the group need it

    if values.get("rotate"):
        return _rotate(context, values)
    found, broken = _keys(context, values)
    if not found and not broken:
        found = {"(no profile)": load_key(places(context.env).data / "keys")}
    rows = [("profile", "key", "older keys")]
    rows += [(name, key.key_id, ", ".join(old.key_id for old in key.retired) or "-") for name, key in found.items()]
    write_columns([*rows, *((name, "broken", message) for name, message in broken.items())])
    if len(found) > 1:
        context.console.note(_shared({name: key.key_id for name, key in found.items()}))
    return 0


def _keys(context: Context, values: Values) -> tuple[dict[str, MaskKey], dict[str, str]]:
    """The keys of the profiles named, or of all; then one that cannot be had says why and spoils no other."""
    found: dict[str, MaskKey] = {}
    broken: dict[str, str] = {}
    for name in values.get("names") or profile_names(places(context.env)):
        try:
            found[name] = _key(context, name)
        except OpaqError as error:
            if values.get("names"):
                raise
            broken[name] = error.message
    return found, broken


def _key(context: Context, name: str) -> MaskKey:
    from opaq.mask.keys import key_of

    return key_of(resolve(name, context.env, cwd=context.cwd), context.env)


def _shared(key_ids: Mapping[str, str]) -> str:
    """Which profiles give equal tokens for equal values.

    >>> _shared({"a": "1", "b": "1"}), _shared({"a": "1", "b": "2", "c": "1"}), _shared({"a": "1", "b": "2"})
    ('one key: equal values have equal tokens', 'these share a key: a, c', 'no two share a key: their tokens do not join')
    """
    sharing: dict[str, list[str]] = {}
    for name, key_id in key_ids.items():
        sharing.setdefault(key_id, []).append(name)
    if len(sharing) == 1:
        return "one key: equal values have equal tokens"
    groups = "; ".join(", ".join(names) for names in sharing.values() if len(names) > 1)
    return f"these share a key: {groups}" if groups else "no two share a key: their tokens do not join"


def _rotate(context: Context, values: Values) -> int:
    from opaq.mask.keys import rotate, rotate_key_of

    names = values.get("names") or ()
    if len(names) > 1:
        raise UsageError("OPQ-U001", "one key is rotated at a time", hint="opaq policy keys PROFILE --rotate")
    if names:
        key = rotate_key_of(resolve(names[0], context.env, cwd=context.cwd))
    else:
        key = rotate(places(context.env).data / "keys")
    older = len(key.retired)
    context.console.note(
        f"new tokens are made with key {key.key_id}; {older} older {'key is' if older == 1 else 'keys are'} kept"
    )
    if older:
        context.console.note(f"an export as before, to find old tokens: opaq query --mask-key {key.retired[0].key_id}")
    return 0


def _places(context: Context) -> tuple[Path, Path]:
    where = places(context.env)
    return where.config, where.system


def _chosen(context: Context, values: Values) -> Policy:
    """The policies named, else the profile's with what the project adds, else `default`."""
    if values.get("names"):
        return _load(context, tuple(values["names"]))
    try:
        profile = resolve(values.get("profile") or context.profile, context.env, cwd=context.cwd)
    except OpaqError:
        if values.get("profile") or context.profile:
            raise
        return _load(context, ("default",))
    return _load(context, profile.policies, profile.project_policy)


def _load(context: Context, names: tuple[str, ...], project: Mapping[str, Any] | None = None) -> Policy:
    user, system = _places(context)
    return policies.load(names, user_directory=user, system_directory=system, project=project)


COMMAND = Group(
    "policy",
    "what is sensitive, and what is done about it",
    (
        Command("list", "every policy, where it comes from, how much it masks", list_),
        Command(
            "show",
            "a policy category by category, with the rule that decided",
            show,
            arguments=(NAMES,),
            options=(Option(("--masks",), "the catalogue of masks instead, with an example each"),),
            examples=(
                ("opaq policy show", "the policy of the default profile"),
                ("opaq policy show default hipaa", "two together: the strictest wins"),
                ("opaq policy show --masks", "every mask, its options and an example"),
            ),
        ),
        Command("check", "load policies and say what is wrong with them", check, arguments=(NAMES,)),
        Command(
            "test",
            "what a value read from stdin becomes, and which rule says so",
            test,
            arguments=(NAMES,),
            options=(
                Option(
                    ("--category",), "take this category instead of looking at the value", "ID", complete="category"
                ),
                Option(("--column",), "the name of the column it would stand in", "NAME"),
            ),
            examples=(
                ("printf %s marta@example.com | opaq policy test", "what an e-mail becomes"),
                ("opaq policy test strict --category person.name < name.txt", "under another policy"),
            ),
        ),
        Command(
            "keys",
            "the id of the mask key: do two profiles share it?",
            keys,
            arguments=(Argument("names", "profiles (default: all)", many=True, complete="profile"),),
            options=(Option(("--rotate",), "make a new key; old tokens stay explainable"),),
            examples=(
                ("opaq policy keys", "which profiles give the same tokens"),
                ("opaq policy keys prod --rotate", "a new key for new tokens"),
            ),
        ),
    ),
    examples=(
        ("opaq policy show", "what is masked, how, and by which rule"),
        ("opaq policy show --masks", "the catalogue of masks"),
        ("printf %s marta@example.com | opaq policy test", "what a value becomes"),
    ),
)
