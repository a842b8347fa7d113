"""Records: the frozen classes that the whole package is made of, defined without waiting.

A record is a dataclass of the standard library, frozen and with slots: `dataclasses.fields` and
`dataclasses.replace` work on it, and so do the patterns of `match`. `@dataclass(frozen=True)` compiles
six methods for each class as soon as it is defined, which for all the classes of a run costs half
as much as `import libcst`. Here equality, hash and representation are shared code, and `__init__` is
compiled when the first instance of its class is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from operator import attrgetter
from typing import Protocol, TypeVar, dataclass_transform

T = TypeVar("T")


class Initialiser(Protocol):
    """The `__init__` of a class."""

    def __call__(self, *args: object, **kwargs: object) -> None:
        """Fill the instance that is the first of the arguments."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Return the class as a frozen dataclass with slots, compared by type and by the fields that compare."""
    # Where there is none, `dataclass` works out a signature, which takes longer than all the rest.
    cls.__doc__ = cls.__doc__ or cls.__name__
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    every: tuple[Field[object], ...] = tuple(vars(made)["__dataclass_fields__"].values())
    names = tuple(each.name for each in every)
    key = _key(tuple(each.name for each in every if each.compare))

    def initialise(self: T, *args: object, **kwargs: object) -> None:
        compiled = _initialiser(made, every)
        setattr(made, "__init__", compiled)  # noqa: B010 - assigned, it would be an error of types
        compiled(self, *args, **kwargs)

    def equals(self: T, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: T) -> int:
        return hash(key(self))

    def represent(self: T) -> str:
        return f"{made.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    def reduce(self: T) -> tuple[type[T], tuple[object, ...]]:
        return made, tuple(getattr(self, name) for name in names)

    methods = (initialise, equals, hashed, represent, reduce, _refuse_to_set, _refuse_to_delete)
    for name, method in zip(METHODS, methods, strict=True):
        setattr(made, name, method)
    return made


METHODS = ("__init__", "__eq__", "__hash__", "__repr__", "__reduce__", "__setattr__", "__delattr__")


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _key(names: tuple[str, ...]) -> Callable[[object], object]:
    """Return the function from an instance to what stands for it in a comparison."""
    return attrgetter(*names) if names else lambda _: ()


def _initialiser(cls: type, every: tuple[Field[object], ...]) -> Initialiser:
    """Compile `__init__`; the slots of a frozen instance are filled through their descriptors."""
    scope: dict[str, object] = {"MISSING": MISSING}
    parameters, lines = [], []
    for number, each in enumerate(every):
        scope[f"set{number}"] = vars(cls)[each.name].__set__
        parameter = value = each.name
        if each.default_factory is not MISSING:
            scope[f"default{number}"] = each.default_factory
            parameter += "=MISSING"
            value = f"default{number}() if {each.name} is MISSING else {each.name}"
        elif each.default is not MISSING:
            scope[f"default{number}"] = each.default
            parameter += f"=default{number}"
        parameters.append(parameter)
        lines.append(f"    set{number}(self, {value})")
    source = "\n".join((f"def __init__({', '.join(('self', *parameters))}):", *lines, "    return None"))
    made: dict[str, Initialiser] = {}
    exec(source, scope, made)  # noqa: S102 - the names of fields, as the standard library does it
    return made["__init__"]
