"""The models of a project, and what its source does to many of their rows at once."""

from __future__ import annotations

from signal_lint.record import record
from signal_lint.source import Location


@record
class Model:
    """A model class; `label` is `app_label.ModelName`, None where the app is not known."""

    name: str
    label: str | None
    location: Location | None
    abstract: bool
    proxy: bool


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
