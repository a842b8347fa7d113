"""Small projects, built by hand, for the tests of single rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from signal_lint.calling import CallSite
from signal_lint.connections import Connection, Disconnection, Function, Receiver, Sender, Signal
from signal_lint.findings import Finding
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.rule import Rule
from signal_lint.settings import Settings
from signal_lint.source import Location, at_line
from signal_lint.startup import (
    App,
    AppConfig,
    Connects,
    DefaultAppConfig,
    EarlyUse,
    Evidence,
    Module,
    TwoNames,
)
from signal_lint.supported import DjangoRange
from signal_lint.syntax import Call, FunctionDef, Parameter, Parameters

POST_SAVE = Signal("django.db.models.signals.post_save", None, is_model_signal=True)
SIGNALS = "shop/signals.py"


@dataclass(frozen=True, slots=True)
class Nothing:
    """A lookup that knows of nothing."""

    def called(self, call: Call, within: Function) -> None:
        """Know no function."""

    def outside(self, call: Call, within: Function) -> None:
        """Know nothing outside."""

    def model(self, name: str, within: Function) -> None:
        """Know no model."""

    def method(self, model: object, name: str) -> None:
        """Know no method."""

    def field(self, model: object, name: str) -> None:
        """Know no field."""

    def is_key(self, model: object, name: str) -> None:
        """Know no field."""

    def missing_model(self, label: str) -> None:
        """Know of no missing model."""

    def may_be_through(self, model: object) -> None:
        """Know no relation."""

    def sent_by_project(self, signal: object) -> None:
        """Know of nothing that is sent."""

    def models(self) -> tuple[Model, ...]:
        """Know no models."""
        return ()

    def loaded_by_senders(self, signal: object, path: str) -> None:
        """Know no senders."""

    def is_model(self, call_target: str, within: Function, model: object) -> None:
        """Know no model."""

    def calls_of(self, *_: str) -> tuple[()]:
        """Know no calls."""
        return ()

    def not_callable(self, call: Call, within: object) -> None:
        """Know no result."""

    def hands_back(self, function: Function, decorator: int) -> None:
        """Know no decorator."""

    def user_model(self) -> None:
        """Know no settings."""

    def is_free(self, path: str, name: str, module: str) -> None:
        """Find no name free."""

    def disconnections(self) -> tuple[Disconnection, ...]:
        """Know of none."""
        return ()

    def passed_on(self, functions: frozenset[str]) -> frozenset[str]:
        """Know of nothing that is passed on."""
        return functions - functions

    def yields(self, function: Function) -> bool:
        """Know no generator."""
        return function is None

    def may_send(self, signal: Signal, argument: str) -> bool:
        """Know nothing that is sent."""
        return signal is None or argument is None

    def never_sent(self, asked: frozenset[tuple[Signal, str]]) -> frozenset[tuple[Signal, str]]:
        """Know nothing that is sent."""
        return frozenset(each for each in asked if each is None)


@dataclass(frozen=True, slots=True)
class Disconnecting(Nothing):
    """A lookup that knows of disconnections, and whether all functions are passed on."""

    disconnected: tuple[Disconnection, ...] = ()
    all_passed_on: bool = False

    def disconnections(self) -> tuple[Disconnection, ...]:
        """Return what is given."""
        return self.disconnected

    def passed_on(self, functions: frozenset[str]) -> frozenset[str]:
        """Answer the same for every function."""
        return functions if self.all_passed_on else frozenset()


@dataclass(frozen=True, slots=True)
class WithSenders(Nothing):
    """A lookup to which all who send a signal have loaded whatever receives it."""

    def loaded_by_senders(self, signal: Signal, path: str) -> bool:
        """Say so of every signal and module."""
        return bool(signal.name and path)


@dataclass(frozen=True, slots=True)
class Calm:
    """A start-up in which nothing goes wrong, or what is given."""

    early: tuple[EarlyUse, ...] = ()
    after: tuple[Evidence, ...] = ()

    def early_uses(self) -> tuple[EarlyUse, ...]:
        """Return what is given."""
        return self.early

    def after_models(self, place: Location) -> tuple[Evidence, ...]:
        """Return what is given, for any place."""
        return self.after if place.path else ()

    def two_names(self) -> tuple[TwoNames, ...]:
        """Know of no file with two names."""
        return ()


def project(**parts: object) -> Project:
    """Build a project of the given parts; what is not given is empty."""
    empty = dict.fromkeys(
        (
            "connections",
            "receiver_uses",
            "modules",
            "apps",
            "app_configs",
            "default_app_configs",
            "problems",
        ),
        (),
    )
    rest = {
        "root": ".",
        "django": DjangoRange(None, ""),
        "lookup": Nothing(),
        "startup": Calm(),
        "uses_django": True,
    }
    return Project(**{**empty, **rest, **parts})


def findings(rule: Rule, **parts: object) -> list[Finding]:
    """Run one rule over a project of the given parts."""
    return list(rule.check(project(**parts), Settings(root=Path())))


def function(name: str = "on_save", line: int = 8, path: str = SIGNALS, **groups: object) -> Function:
    """Build a function; `groups` are those of its parameters."""
    parameters = Parameters(**groups)
    definition = FunctionDef(name, parameters, ())
    return Function(
        f"shop.signals.{name}",
        name,
        at_line(path, line),
        parameters,
        definition,
        (line - 1,),
        known_signature=True,
    )


def named(*names: str) -> tuple[Parameter, ...]:
    """Build plain parameters."""
    return tuple(Parameter(name) for name in names)


def receiver(defined: Function | None, *, accepts_kwargs: bool | None = True) -> Receiver:
    """Build a receiver of a function; None is one that lies outside the project."""
    name = defined.name if defined else "elsewhere.on_save"
    place = defined.location if defined else None
    return Receiver("function", "on_save", name, place, accepts_kwargs, defined)


def connection(
    received: Receiver | None = None,
    signal: Signal | None = POST_SAVE,
    location: Location | None = None,
    **changes: object,
) -> Connection:
    """Build a connection by decorator, at import, to post_save of any sender."""
    parts: dict[str, object] = {
        "form": "decorator",
        "location": location or at_line(SIGNALS, 7),
        "signal": signal,
        "signal_text": "post_save",
        "sender": Sender("any", ""),
        "receiver": received or receiver(function()),
        "dispatch_uid": None,
        "weak": None,
        "scope": "module",
        "test": False,
        "loaded": "never",
        "reason": "",
    }
    return Connection(**{**parts, **changes})


def config(name: str = "shop.apps.ShopConfig", app: str = "shop", **changes: object) -> AppConfig:
    """Build an AppConfig that Django selects, without a `ready()`."""
    parts: dict[str, object] = {
        "location": at_line("shop/apps.py", 4),
        "selected": True,
        "why_not": "",
        "ready": None,
        "ready_effect": "",
    }
    return AppConfig(name=name, app=app, **{**parts, **changes})


def app(selected: AppConfig | None = None, name: str = "shop") -> App:
    """Build an installed app."""
    return App(name, name, name, selected, at_line("settings.py", 3))


def module(name: str = "shop.signals", path: str = SIGNALS, **changes: object) -> Module:
    """Build a module of an installed app that nothing imports."""
    parts: dict[str, object] = {
        "app": app(),
        "loaded": "never",
        "via": "",
        "reason": "",
        "test": False,
        "connects": connects(path, 7),
    }
    return Module(name=name, path=path, **{**parts, **changes})


def connects(path: str, *lines: int) -> tuple[Connects, ...]:
    """Build what a module connects when it is imported, by its lines."""
    return tuple(Connects(at_line(path, line), at_line(path, line)) for line in lines)


def default_app_config(**changes: object) -> DefaultAppConfig:
    """Build a line that Django does not need."""
    parts: dict[str, object] = {
        "location": at_line("shop/__init__.py", 1),
        "app": "shop",
        "target": "shop.apps.ShopConfig",
        "resolves": True,
        "picked_without": True,
        "guarded": False,
        "removable": True,
        "target_location": at_line("shop/apps.py", 4),
    }
    return DefaultAppConfig(**{**parts, **changes})


def call_site(call: Call, **changes: object) -> CallSite:
    """Build a call in a function of a module, with nothing around it."""
    parts: dict[str, object] = {
        "location": at_line(SIGNALS, 7),
        "defined": None,
        "alone": False,
        "in_async": False,
        "conditional": False,
        "expected": (),
    }
    return CallSite(call=call, **{**parts, **changes})
