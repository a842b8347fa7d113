"""Records as plain data, and back.

A record becomes a list: the number of its class, then its fields; a tuple a list that begins with 0. What
JSON has itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from types import ModuleType

from signal_lint.findings import Severity

Plain = object

_TUPLE, _BYTES, _COMPLEX, _ELLIPSIS, _SEVERITY, _BIG = range(6)
_FIRST = 6
_AS_IT_IS = frozenset((str, bool, float, type(None)))
# Python refuses to read longer numbers from text (sys.set_int_max_str_digits).
_LONGEST_NUMBER = 1 << 2000


class NotPlainError(Exception):
    """The data is none of what `encoded` returns."""


class Encoding:
    """How the records of some modules are written; their numbers are those of their order."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._classes = [
            each
            for module in modules
            for each in vars(module).values()
            if isinstance(each, type) and is_dataclass(each)
        ]
        self._records = {cls: (number, _parts(cls)) for number, cls in enumerate(self._classes, _FIRST)}

    def encoded(self, value: object) -> Plain:
        """Return a value made of records and tuples as lists, strings and numbers."""
        cls = value.__class__
        if cls in _AS_IT_IS:
            return value
        if cls is tuple and isinstance(value, tuple):
            return [_TUPLE, *[self.encoded(each) for each in value]]
        if cls in self._records:
            number, parts = self._records[cls]
            return [number, *[self.encoded(part) for part in parts(value)]]
        return _rare(value)

    def decoded(self, data: Plain) -> object:
        """Return what `encoded` made data of; raise a NotPlainError where it did not."""
        try:
            return self._decoded(data)
        except (TypeError, ValueError, IndexError, RecursionError) as error:
            raise NotPlainError(str(error)) from error

    def _decoded(self, data: Plain) -> object:
        if data.__class__ is not list:
            return data
        match data:
            case [int() as number, *parts] if number >= _FIRST:
                return self._classes[number - _FIRST](*[self._decoded(part) for part in parts])
            case [0, *parts]:
                return tuple([self._decoded(part) for part in parts])
            case [1, str() as text]:
                return text.encode("latin-1")
            case [2, float() as real, float() as imaginary]:
                return complex(real, imaginary)
            case [3]:
                return ...
            case [4, str() as severity]:
                return Severity(severity)
            case [5, str() as digits]:
                return int(digits, 16)
            case _:
                raise ValueError("a list of no known kind")


def _rare(value: object) -> Plain:
    match value:
        case Severity():
            return [_SEVERITY, value.value]
        case int():
            return [_BIG, hex(value)] if abs(value) > _LONGEST_NUMBER else value
        case bytes():
            return [_BYTES, value.decode("latin-1")]
        case complex():
            return [_COMPLEX, value.real, value.imag]
        case _ if value is ...:
            return [_ELLIPSIS]
        case _:
            raise TypeError(f"{value!r} is no plain data")


def _parts(cls: type) -> Callable[[object], tuple[object, ...]]:
    """Return the function from a record to its fields."""
    names = [each.name for each in fields(cls)]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)
