"""Connections: which signal, of which sender, to which receiver.

Unknown stays unknown: `None` means "not known", never "no".
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal

from signal_lint.models import Model
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.startup import Loaded
from signal_lint.syntax import Call, FunctionDef, Lambda, Parameters

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

ReceiverKind = Literal["function", "method", "lambda", "partial", "callable", "dynamic"]


@record
class Signal:
    """`name` is the dotted definition; `location` is None outside the project.

    `is_model_signal` is true for `ModelSignal` and its subclasses, which alone take a lazy
    string sender, and None where the class is not known.
    """

    name: str
    location: Location | None
    is_model_signal: bool | None

    @property
    def known(self) -> bool:
        """Whether it is known what it is: the project's own, or one of those that ship with signal-lint."""
        return self.location is not None or self.is_model_signal is not None


@record
class MissingModel:
    """A label of an app of the project, `app`, under which that app certainly has no model.

    `models` is the path of the app's models module, None where it has none; `meant` is the label
    that Django would find, where the app's label is written in another case.
    """

    app: str
    models: str | None
    meant: str | None


@record
class Sender:
    """`kind` is the written form; `name` and `label` are its resolution.

    `text` is the expression as written, "" for any sender, and `expression` its place. `is_a` tells what
    object it certainly is, whoever runs the code; `string` is that of a string written out. The label of
    `apps.get_app_config()` is the app's.
    """

    kind: SenderKind
    text: str
    name: str | None = None
    label: str | None = None
    model: Model | None = None
    is_a: SenderObject = ""
    string: str | None = None
    expression: Location | None = None


@record
class Function:
    """A function, method or lambda of the project, with what it says.

    `qualname` is as Python makes it (`Shop.save`, `ready.<locals>.handler`).
    `location` begins at `def`, never at a decorator. `known_signature` is false
    where a decorator that is not known may have replaced the parameters. `decorators` are the dotted names
    of the decorators as written, called or not, None where not known. Of a receiver of anything but
    a model signal, the definition may hold its body as one `Deferred` only: no rule walks into it.
    """

    name: str
    qualname: str
    location: Location
    parameters: Parameters
    definition: FunctionDef | Lambda
    decorator_lines: tuple[int, ...]
    known_signature: bool
    decorators: tuple[str | None, ...] = ()


@record
class Receiver:
    """What is connected. `name` is its dotted definition, None where not known.

    `accepts_kwargs` is the answer of Django's own check (`**kwargs` in the
    signature), None where not known. `function` is what runs, where the project holds it; `wrapper` what a
    decorator of the project connects around that.
    """

    kind: ReceiverKind
    text: str
    name: str | None
    location: Location | None
    accepts_kwargs: bool | None
    function: Function | None
    wrapper: Function | None = None


@record
class Lost:
    """Why a connection that ran is not, or not by itself, in Django afterwards.

    `collected`: the receiver is weakly referenced and nothing keeps it;
    `disconnected`: the project disconnects it again at start-up;
    `replaced`: a later definition of the same name dropped the only reference;
    `duplicate`: Django takes it for the connection it already has;
    `refused`: connecting raises, with the default settings of a development project.
    """

    kind: Literal["collected", "disconnected", "replaced", "duplicate", "refused"]
    reason: str
    related: Location | None = None


@record
class Connection:
    """One connection of one signal and one sender at one site.

    `location` is the `@` of a decorator or the connecting call. `module` is the
    path of the file that holds the site. `reason` says in one sentence why
    `loaded` is what it is. `call` is the call that names the signal and the sender, None where it stands
    elsewhere, as in a function that makes the decorator; `certain` is false under a condition, `known_uid`
    where a `dispatch_uid` is given that is not known. `condition` says in words on what it depends whether
    the connection is made: the tests as written, each with its place. `projects` tells by the name of each
    start of Django when it loads the connection; where they differ, `loaded` is unknown.
    """

    form: Literal["decorator", "connect", "wrapper"]
    location: Location
    signal: Signal | None
    signal_text: str
    sender: Sender
    receiver: Receiver
    dispatch_uid: str | None
    weak: bool | None
    scope: Literal["module", "function", "class"]
    test: bool
    loaded: Loaded
    reason: str
    lost: Lost | None = None
    call: Call | None = None
    certain: bool = True
    known_uid: bool = True
    condition: str | None = None
    projects: tuple[tuple[str, Loaded], ...] = ()

    @property
    def signal_name(self) -> str:
        """The last part of the signal's name; of one that is not known, its expression."""
        return self.signal.name.rpartition(".")[2] if self.signal else self.signal_text


def identity(row: Connection) -> tuple[Hashable, ...]:
    """Return what makes two rows one: site, signal, sender and receiver."""
    return row.location, row.signal_text, row.signal, row.sender.text, row.sender.name, row.receiver.name


@record
class NotFollowed:
    """A place that is written like a connection and yet is none on the map, and why.

    `location` is the `@` of a decorator or the call; `text` is its expression as written.
    """

    location: Location
    text: str
    reason: str


@record
class Disconnection:
    """One call of `disconnect`; `temporary` tells whether it makes its receiver, fresh."""

    location: Location
    signal: Signal | None
    signal_text: str
    sender: Sender
    receiver: Receiver | None
    temporary: bool
    dispatch_uid: str | None
    known_uid: bool


@record
class ReceiverUse:
    """A place that names `django.dispatch.receiver` as a decorator, or calls it, within no `try` or `with`.

    `call` is None where it is not called (`@receiver`). `on` is the function that it decorates, "" for none.
    `signal` is what the first argument is, None where that is not known; of several signals, the first.
    """

    location: Location
    call: Call | None
    on: str
    signal: Signal | None
