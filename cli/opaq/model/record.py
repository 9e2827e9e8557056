"""Slotted records, frozen unless they say otherwise, that cost nothing until they are used.

`@record` has the meaning of `@dataclass(frozen=True, slots=True)` for everything this code
base does with them, and the type checker treats them the same (PEP 681). The
difference is when the work is done: `dataclasses` imports `inspect` and compiles
six methods per class when the class is defined (0.4 ms each, measured; there are
some two hundred), here the methods are shared, and `__init__` is compiled only for a
class of which many instances are made. An everyday query makes a few of a third of them.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

T = TypeVar("T")


class FrozenRecordError(AttributeError):
    """A record does not change; `replace` makes another one."""


class _Field:
    """A default that is made anew, or a field that `repr` leaves out."""

    __slots__ = ("default", "factory", "repr")

    def __init__(self, default: object, factory: Callable[[], object] | None, *, repr: bool) -> None:  # noqa: A002
        self.default = default
        self.factory = factory
        self.repr = repr


_MISSING: Any = object()
SLOW_INSTANCES = 60
"""Compiling an `__init__` takes as long as filling about this many instances without (0.18 ms and 3 us, measured)."""


def field(
    *,
    default: Any = _MISSING,
    default_factory: Callable[[], Any] | None = None,
    repr: bool = True,  # noqa: A002  the name dataclasses give it
) -> Any:
    """As `dataclasses.field`, for the options in use here."""
    return _Field(default, default_factory, repr=repr)


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, order: bool = ..., frozen: bool = ...) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(
    cls: type[T] | None = None, /, *, order: bool = False, frozen: bool = True
) -> type[T] | Callable[[type[T]], type[T]]:
    """Turn a class body of annotated fields into a record; frozen unless the class says otherwise.

    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, 0), replace(Point(1), y=2)
    (Point(x=1, y=0), True, Point(x=1, y=2))
    """
    if cls is None:
        return lambda decorated: _made(decorated, order=order, frozen=frozen)
    return _made(cls, order=order, frozen=frozen)


def replace(instance: T, /, **changes: Any) -> T:
    """A copy with some fields changed."""
    kept = {name: getattr(instance, name) for name in type(instance).__match_args__}  # type: ignore[attr-defined]
    return type(instance)(**(kept | changes))


def is_record(value: object) -> bool:
    """Whether a value is an instance of a class that `record` made."""
    return hasattr(type(value), "_defaults_")


def parts(instance: object) -> tuple[object, ...]:
    """The values of a record's fields, in order."""
    return tuple(getattr(instance, name) for name in type(instance).__match_args__)  # type: ignore[attr-defined]


def _made(cls: type[T], *, order: bool, frozen: bool) -> type[T]:
    body = dict(cls.__dict__)
    own = [name for name, kind in body.get("__annotations__", {}).items() if not str(kind).startswith("ClassVar")]
    inherited: dict[str, Any] = {}
    for base in reversed(cls.__mro__[1:]):
        inherited |= getattr(base, "_defaults_", {}) if "_defaults_" in base.__dict__ else {}
    defaults = inherited | {name: body.pop(name, _MISSING) for name in own}
    names = tuple(defaults)
    for stale in ("__dict__", "__weakref__"):
        body.pop(stale, None)
    shared: dict[str, Any] = {
        "__slots__": tuple(name for name in own if name not in inherited),
        "__match_args__": names,
        "_defaults_": defaults,
        "_made_": 0,
        "_key_": staticmethod(_key(names)),
    }
    methods = {"__eq__": _eq, "__hash__": _hash, "__repr__": _repr, "__reduce__": _reduce}
    if order:
        methods |= {"__lt__": _lt, "__le__": _le, "__gt__": _gt, "__ge__": _ge}
    shared |= {name: method for name, method in methods.items() if name not in body}
    shared["__init__"] = _first_init
    if frozen:
        shared |= {"__setattr__": _frozen, "__delattr__": _frozen}
    else:
        shared["__hash__"] = None
    metaclass: Any = type(cls)
    made: type[T] = metaclass(cls.__name__, cls.__bases__, body | shared)
    return made


def _key(names: tuple[str, ...]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _first_init(self: Any, *args: Any, **kwargs: Any) -> None:
    """Fills the first instances one field at a time; a class that is used more often gets an `__init__` of its own."""
    cls: Any = next(cls for cls in type(self).__mro__ if "_defaults_" in cls.__dict__)
    cls._made_ += 1
    if cls._made_ > SLOW_INSTANCES or len(args) > len(cls._defaults_):
        _compile_init(cls)
        cls.__init__(self, *args, **kwargs)
        return
    given = dict(zip(cls._defaults_, args))  # noqa: B905  shorter by the fields that have defaults
    if given.keys() & kwargs.keys() or kwargs.keys() - cls._defaults_.keys():
        raise TypeError(f"{cls.__qualname__} got a field twice or one it has not")
    given |= kwargs
    for name, default in cls._defaults_.items():
        object.__setattr__(self, name, given[name] if name in given else _default(cls, name, default))
    if hasattr(cls, "__post_init__"):
        self.__post_init__()


def _default(cls: type, name: str, default: Any) -> Any:
    if isinstance(default, _Field):
        if default.factory is not None:
            return default.factory()
        default = default.default
    if default is _MISSING:
        raise TypeError(f"{cls.__qualname__} needs {name}")
    return default


def _compile_init(cls: Any) -> None:
    defaults = cls._defaults_
    scope: dict[str, Any] = {"_set": object.__setattr__, "_missing": _MISSING}
    parameters, lines = ["self"], []
    for name, given in defaults.items():
        value = name
        if isinstance(given, _Field):
            if given.factory is not None:
                scope[f"_make_{name}"] = given.factory
                parameters.append(f"{name}=_missing")
                value = f"_make_{name}() if {name} is _missing else {name}"
                lines.append(f" _set(self, {name!r}, {value})")
                continue
            given = given.default
        if given is _MISSING:
            parameters.append(name)
        else:
            scope[f"_default_{name}"] = given
            parameters.append(f"{name}=_default_{name}")
        lines.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass"), scope)  # noqa: S102
    cls.__init__ = scope["__init__"]


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._key_(self) == self._key_(other)


def _hash(self: Any) -> int:
    return hash((self.__class__, self._key_(self)))


def _lt(self: Any, other: Any) -> Any:
    return self._key_(self) < self._key_(other) if other.__class__ is self.__class__ else NotImplemented


def _le(self: Any, other: Any) -> Any:
    return self._key_(self) <= self._key_(other) if other.__class__ is self.__class__ else NotImplemented


def _gt(self: Any, other: Any) -> Any:
    return self._key_(self) > self._key_(other) if other.__class__ is self.__class__ else NotImplemented


def _ge(self: Any, other: Any) -> Any:
    return self._key_(self) >= self._key_(other) if other.__class__ is self.__class__ else NotImplemented


def _repr(self: Any) -> str:
    shown = [
        f"{name}={getattr(self, name)!r}"
        for name, given in self._defaults_.items()
        if not (isinstance(given, _Field) and not given.repr)
    ]
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return self.__class__, tuple(getattr(self, name) for name in self.__match_args__)


def _frozen(self: object, name: str, value: object = None) -> NoReturn:
    raise FrozenRecordError(f"{type(self).__name__}.{name} does not change")
