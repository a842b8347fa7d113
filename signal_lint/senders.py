"""What a connection may give as its sender, right or wrong."""

from __future__ import annotations

from typing import Literal

from signal_lint.record import record

SenderKind = Literal["any", "model", "class", "lazy", "instance", "each", "dynamic"]
#: What object a sender is: "" where that is not known.
SenderObject = Literal[
    "",
    "class",
    "string",
    "list",
    "tuple",
    "set",
    "dict",
    "number",
    "function",
    "manager",
    "field",
    "many-to-many field",
    "instance",
    "module",
    "none",
]


@record
class MissingModel:
    """A label of an app of the project, `app`, under which that app certainly has no model.

    `models` is the path of the app's models module, None where it has none; `meant` is the label
    that Django would find, where the app's label is written in another case.
    """

    app: str
    models: str | None
    meant: str | None
