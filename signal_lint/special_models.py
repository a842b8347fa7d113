"""Models that Django treats in a way of its own: those that it makes by itself, and the user model."""

from __future__ import annotations

from typing import Protocol

from signal_lint.record import record
from signal_lint.source import Location


@record
class ManyToMany:
    """A `ManyToManyField` of Django's own that names no `through`; `location` is None outside the project."""

    model: str
    field: str
    location: Location | None


@record
class UserModel:
    """The model that the settings put in the place of `auth.User`, and where they do."""

    label: str
    location: Location | None


class UserModelLookup(Protocol):
    """What a rule may ask about the user model, and about writing its setting into a file."""

    def user_model(self) -> UserModel | None:
        """Return the model in the place of `auth.User`, None unless all settings modules name the same."""

    def is_free(self, path: str, name: str, module: str) -> bool:
        """Tell whether a file binds a name to nothing but what it imports by that name from a module."""
