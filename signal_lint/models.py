"""The models of a project: what Django makes of them, and what the source does to their rows.

Unknown stays unknown: `None` means "not known", never "no".
"""

from __future__ import annotations

from typing import Literal, Protocol

from signal_lint.record import record
from signal_lint.source import Location

Operation = Literal["save", "create", "delete", "bulk_create", "bulk_update", "update"]
OPERATIONS: tuple[Operation, ...] = ("save", "create", "delete", "bulk_create", "bulk_update", "update")


@record
class ManyToMany:
    """A `ManyToManyField` of Django's own that names no `through`; `location` is None outside the project."""

    model: str
    field: str
    location: Location | None


@record
class Model:
    """A model class; `label` is `app_label.ModelName`, None where the app is not known.

    `auto_created` is the field for which Django makes the model, None of all others.
    """

    name: str
    label: str | None
    location: Location | None
    abstract: bool
    proxy: bool
    auto_created: ManyToMany | None = None


@record
class UserModel:
    """The model that the settings put in the place of `auth.User`, and where they do."""

    label: str
    location: Location | None


@record
class Relation:
    """What an attribute of a model's instances leads to, along one foreign key.

    `field` is the dotted name of the key, whichever end it is seen from; `forward` tells whether the instance
    holds it. `required` tells whether there is always a row, `many` whether there may be several.
    """

    field: str
    forward: bool
    model: Model
    required: bool
    many: bool


@record
class Ancestry:
    """How a model is stored: `concrete` is the model itself or, of a proxy, the one it stands for.

    `parents` are those whose rows it extends (multi-table inheritance), nearest first. `known` is false where
    a base is not known, and may be another, `loaded` where start-up does not come to its module.
    """

    concrete: Model
    parents: tuple[Model, ...]
    known: bool
    loaded: bool


@record
class ForeignKey:
    """A key that a model of the project holds: `name` is dotted, `target` None where that is not known.

    `on_delete` is the name of Django's function for it (`CASCADE`), "" for any other. `parent_link` tells
    whether it leads to the row that the holder extends; where Django makes it, `location` is the holder's.
    """

    name: str
    holder: Model
    target: Model | None
    on_delete: str
    nullable: bool
    parent_link: bool
    location: Location


@record
class BulkOperation:
    """A call that stores many rows of a model at once: `bulk_create`, `bulk_update` or `update`.

    `fields` are the fields that it changes of stored rows, None where they are not known or the rows are
    new. `inside` are the functions around it, outermost first.
    """

    location: Location
    verb: str
    model: Model
    fields: frozenset[str] | None
    inside: tuple[Location, ...]


@record
class DatabaseCascade:
    """A relation of a model with `on_delete=DB_CASCADE`: the database deletes its rows."""

    location: Location
    field: str
    model: Model


class ModelLookup(Protocol):
    """What a rule may ask about models, and about what is done to their rows.

    Each answer is a pure function of the project's files.
    """

    def relation(self, model: Model, name: str) -> Relation | None:
        """Return what an attribute of a model's instances leads to, None where no single key is known."""

    def stores_plainly(self, model: Model) -> bool:
        """Tell whether saving and finding rows of a model surely works as Django has it."""

    def may_clash(self, model: Model) -> bool:
        """Tell whether a second row of a model, made like the first, may be refused."""

    def bulk_operations(self, names: frozenset[str]) -> tuple[BulkOperation, ...]:
        """Return the bulk operations on models of these dotted names, by Django's own managers."""

    def models(self) -> tuple[Model, ...]:
        """Return the models that the project defines, in the order in which Django has them.

        Of models that a function or a condition makes nothing is said.
        """

    def ancestry(self, model: Model) -> Ancestry:
        """Return how a model is stored."""

    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """Return the keys that models of the project hold, in the order in which Django follows them back."""

    def through(self, model: Model, field: str) -> Model | None:
        """Return the model that a many-to-many field of a model goes through, None for any other name."""

    def database_cascades(self) -> tuple[DatabaseCascade, ...]:
        """Return the relations along which the database itself deletes rows."""


class UserModelLookup(Protocol):
    """What a rule may ask about the user model, and about writing its setting into a file."""

    def user_model(self) -> UserModel | None:
        """Return the model in the place of `auth.User`, None unless all settings modules name the same."""

    def is_free(self, path: str, name: str, module: str) -> bool:
        """Tell whether a file binds a name to nothing but what it imports by that name from a module."""
