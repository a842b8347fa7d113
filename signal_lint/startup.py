"""What happens while Django starts, and what proves it."""

from __future__ import annotations

from typing import Protocol

from signal_lint.record import record
from signal_lint.source import Location


@record
class Evidence:
    """One step of a proof: where, and what it says."""

    location: Location
    message: str


@record
class EarlyUse:
    """What needs Django's app registry in a module that Django imports before the registry is ready.

    It raises `AppRegistryNotReady`. `module` is the package or the apps module that Django imports for the
    app `app`; `location` is its statement that leads there, by the imports of `chain`, the last of which
    says what needs the registry. `needs` says the same of the module that does.
    """

    module: str
    app: str
    location: Location
    needs: str
    chain: tuple[Evidence, ...]


class StartUp(Protocol):
    """What a rule may ask about the course of `django.setup()`; nothing of it is worked out before."""

    def early_uses(self) -> tuple[EarlyUse, ...]:
        """Return what certainly needs the app registry before it is ready."""

    def after_models(self, place: Location) -> tuple[Evidence, ...]:
        """Return what shows that what connects at a place does so when the models of all apps are there.

        Nothing where it may do so before, or where the project deals with models that are made by calls.
        """
