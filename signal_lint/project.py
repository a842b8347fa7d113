"""The project as Django would see it: resolved and immutable.

This is all that rules and maps read. What could not be resolved is here too,
named as unknown: it is never left out, and never guessed.

Invariant: unknown stays unknown. `None` means "not known", never "no".
"""

from __future__ import annotations

from typing import Protocol

from signal_lint.calling import CallSite, Result
from signal_lint.connections import (
    Connection,
    Disconnection,
    Function,
    MissingModel,
    NotFollowed,
    ReceiverUse,
    SenderObject,
    Signal,
)
from signal_lint.facts import Problem
from signal_lint.models import Model, ModelLookup, UserModelLookup
from signal_lint.record import record
from signal_lint.startup import App, AppConfig, DefaultAppConfig, Module, Start, StartUp
from signal_lint.supported import DjangoRange
from signal_lint.syntax import Call


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
        """Return the model that a dotted name, used inside a function, surely is, None for any other."""

    def missing_model(self, label: str) -> MissingModel | None:
        """Return what is wrong with the label of a model, None where it may well be one."""

    def may_be_through(self, model: Model) -> bool:
        """Tell whether a relation of the project may go through a model."""

    def sent_by_project(self, signal: Signal) -> frozenset[SenderObject]:
        """Return what the project itself sends a signal with; "" for what is not known."""

    def loaded_by_senders(self, signal: Signal, path: str) -> bool:
        """Tell whether whoever sends a signal of the project has surely loaded the module of a path."""

    def is_model(self, call_target: str, within: Function, model: Model) -> bool | None:
        """Tell whether a dotted name, used inside a function, names that model; None: not known."""

    def calls_of(self, *names: str) -> tuple[CallSite, ...]:
        """Return the calls of what Django has under dotted names, of `Signal` also those of subclasses."""

    def not_callable(self, call: Call, within: CallSite) -> Result | None:
        """Return what a call in the arguments of another gives, None where that may be called in turn."""

    def hands_back(self, function: Function, decorator: int) -> bool | None:
        """Tell whether a decorator, by its number, returns the very function it gets; None: not known."""

    def disconnections(self) -> tuple[Disconnection, ...]:
        """Return every disconnection of the project, sorted by place."""

    def passed_on(self, functions: frozenset[str]) -> frozenset[str]:
        """Return which functions, by name, may be used otherwise than by known calls and connections."""

    def yields(self, function: Function) -> bool:
        """Tell whether a function is a generator: calling it runs nothing of its body."""

    def may_send(self, signal: Signal, argument: str) -> bool:
        """Tell whether a call that sends a signal, or may do so, may name an argument so."""

    def never_sent(self, asked: frozenset[tuple[Signal, str]]) -> frozenset[tuple[Signal, str]]:
        """Return which arguments of signals of the project it surely never sends with them."""


@record
class Project:
    """One analysed project. `problems` are (path, problem) of files that could not be read whole.

    What is written like a connection of a signal is one of `connections` or stands in `not_followed`.
    `starts` are the settings modules that start it alike; where not `apps_complete`, more apps than these may
    be installed; `notes` say what of its start-up could not be
    determined, a line each. `parts` are the projects of a tree that holds several: this one then stands for
    all of them, and its `lookup` and `startup` are those of the first.
    """

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
    not_followed: tuple[NotFollowed, ...] = ()
    starts: tuple[Start, ...] = ()
    apps_complete: bool = False
    notes: tuple[str, ...] = ()
    parts: tuple[Project, ...] = ()

    @property
    def each(self) -> tuple[Project, ...]:
        """The projects that Django starts: the parts, or this one itself."""
        return self.parts or (self,)
