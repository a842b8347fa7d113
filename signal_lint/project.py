"""The project as Django would see it: resolved and immutable.

This is all that rules and maps read. What could not be resolved is here too,
named as unknown: it is never left out, and never guessed.

Invariant: unknown stays unknown. `None` means "not known", never "no".
"""

from __future__ import annotations

from typing import Literal, Protocol

from signal_lint.calling import CallSite, Result
from signal_lint.facts import Problem
from signal_lint.models import Model as Model  # noqa: PLC0414 - a part of the project, wherever it is defined
from signal_lint.models import ModelLookup
from signal_lint.old_lines import DefaultAppConfig
from signal_lint.record import record
from signal_lint.senders import MissingModel, SenderKind, SenderObject
from signal_lint.sends import Sends
from signal_lint.source import Location
from signal_lint.special_models import UserModelLookup
from signal_lint.startup import Evidence, StartUp
from signal_lint.syntax import Call, FunctionDef, Lambda, Parameters

Version = tuple[int, int]
Loaded = Literal["startup", "late", "never", "unknown"]
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
    signature), None where not known. `function` is what runs, where the project holds it.
    """

    kind: ReceiverKind
    text: str
    name: str | None
    location: Location | None
    accepts_kwargs: bool | None
    function: Function | None


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
    where a `dispatch_uid` is given that is not known.
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

    @property
    def signal_name(self) -> str:
        """The last part of the signal's name; of one that is not known, its expression."""
        return self.signal.name.rpartition(".")[2] if self.signal else self.signal_text


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


@record
class AppConfig:
    """An AppConfig class of the project.

    `selected` tells whether Django picks it for one of the installed apps, None
    where the settings are not known. `why_not` says why Django passes over it. `ready_effect`
    tells what its `ready()` would have done ("imports `shop.signals`"), "" for nothing.
    `has_models` says whether Django finds a models module for it, None where that is not known.
    """

    name: str
    location: Location
    app: str
    selected: bool | None
    why_not: str
    ready: Location | None
    ready_effect: str
    evidence: tuple[Evidence, ...] = ()
    has_models: bool | None = None


@record
class App:
    """An installed app: dotted `name`, `label`, directory `path` (None outside the project).

    `config` is the selected AppConfig of the project, None where Django makes its own
    or where it lies outside the project.
    """

    name: str
    label: str
    path: str | None
    config: AppConfig | None
    entry: Location | None


@record
class Module:
    """A module that connects when it is imported, and what start-up does about it.

    `app` is the installed app it belongs to. `chain` leads from what Django imports to this
    module, or tells what was searched. `via` names the kind of root that reaches it
    (`ready`, `models`, `package`, `admin`, `urlconf`, `middleware`, `command`, …).
    `passed_over` is the AppConfig whose `ready()` would load the module, had Django selected it.
    """

    name: str
    path: str
    app: App | None
    loaded: Loaded
    via: str
    reason: str
    test: bool
    chain: tuple[Evidence, ...] = ()
    passed_over: AppConfig | None = None


@record
class DjangoRange:
    """The lowest Django that the project supports, and where that is said; None: not known."""

    lowest: Version | None
    source: str


class Lookup(ModelLookup, UserModelLookup, Protocol):
    """What few rules need. Each answer is a pure function of the project's files."""

    def called(self, call: Call, within: Function) -> Function | None:
        """Return the project function that a call inside a function runs, None where not known."""

    def outside(self, call: Call, within: Function) -> str | None:
        """Return the dotted name of what a call runs outside the project; `x.Mail().send` is a method."""

    def method(self, model: Model, name: str) -> Function | None:
        """Return the method that an instance of a model has under a name, None where not known."""

    def field(self, model: Model, name: str) -> str | None:
        """Return the dotted class, if it lies outside the project, of a field that a model has."""

    def is_key(self, model: Model, name: str) -> bool:
        """Tell whether a field says that it is the primary key of a model."""

    def model(self, name: str, within: Function) -> Model | None:
        """Return the model that a dotted name stands for inside a function, None where not known."""

    def missing_model(self, label: str) -> MissingModel | None:
        """Return what is wrong with the label of a model, None where it may well be one."""

    def may_be_through(self, model: Model) -> bool:
        """Tell whether a relation of the project may go through a model."""

    def sent_by_project(self, signal: Signal) -> frozenset[SenderObject]:
        """Return what the project itself sends a signal with; "" for what is not known."""

    def is_model(self, call_target: str, within: Function, model: Model) -> bool | None:
        """Tell whether a dotted name, used inside a function, names that model; None: not known."""

    def calls_of(self, *names: str) -> tuple[CallSite, ...]:
        """Return the calls of what Django has under dotted names, of `Signal` also those of subclasses."""

    def not_callable(self, call: Call, within: CallSite) -> Result | None:
        """Return what a call in the arguments of another gives, None where that may be called in turn."""

    def named_model(self, name: str, within: Function) -> Model | None:
        """Return the model that a dotted name, used inside a function, surely is."""

    def hands_back(self, function: Function, decorator: int) -> bool | None:
        """Tell whether a decorator, by its number, returns the very function it gets; None: not known."""

    def disconnections(self) -> tuple[Disconnection, ...]:
        """Return every disconnection of the project, sorted by place."""

    def is_passed_on(self, function: Function) -> bool:
        """Tell whether a function may be used otherwise than by calls and by connections that are known."""

    def yields(self, function: Function) -> bool:
        """Tell whether a function is a generator: calling it runs nothing of its body."""

    def sends(self, signal: Signal) -> Sends:
        """Return what the project itself sends with a signal."""


@record
class Project:
    """One analysed project. `problems` are (path, problem) of files that could not be read whole."""

    root: str
    connections: tuple[Connection, ...]
    receiver_uses: tuple[ReceiverUse, ...]
    modules: tuple[Module, ...]
    apps: tuple[App, ...]
    app_configs: tuple[AppConfig, ...]
    default_app_configs: tuple[DefaultAppConfig, ...]
    django: DjangoRange
    problems: tuple[tuple[str, Problem], ...]
    lookup: Lookup
    startup: StartUp
    uses_django: bool
