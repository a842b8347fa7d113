"""The installed apps as data, found by name, by label, and by a module of theirs."""

from __future__ import annotations

from functools import cache

from signal_lint.link.values import Class, Value
from signal_lint.record import record
from signal_lint.source import Location


@record
class Installed:
    """One entry of INSTALLED_APPS.

    `path` is the app's package, None outside the project. `config` is the project's class that Django
    picks, `settled` whether that is certain (with a config of None: Django's own AppConfig).
    `candidates` are the config classes that Django looked at, `refused` the error that it raises.
    `where` is the place that lists it; it is not `sure` where some run may not list it. It `varies`
    where the Djangos that the project runs on pick different configs.
    """

    entry: str
    name: str
    label: str
    path: str | None
    where: Location | None
    config: Class | None = None
    settled: bool = True
    candidates: tuple[Value, ...] = ()
    refused: str = ""
    sure: bool = True
    varies: bool = False

    @property
    def has_own_label(self) -> bool:
        """Whether the label is known: a package that is not there may give itself another than its name."""
        return self.path is not None or self.config is not None or self.name.startswith("django.")


class InstalledApps:
    """The installed apps that are known of.

    `known` is false where no settings were found and all apps count as installed. `complete` is false where
    there may be more: what is none of them may be installed all the same.
    """

    def __init__(self, entries: tuple[Installed, ...], *, known: bool, complete: bool = False) -> None:
        self.entries = entries
        self.known = known
        self.complete = complete
        self._by_name = {entry.name: entry for entry in reversed(entries)}
        self._by_label = {entry.label: entry for entry in reversed(entries)}
        self.of_module = cache(self._of_module)

    def _of_module(self, names: tuple[str, ...]) -> Installed | None:
        """Return the app that a module belongs to, the innermost; `names` are its dotted names."""
        for name in names:
            inner = name
            while inner:
                if inner in self._by_name:
                    return self._by_name[inner]
                inner = inner.rpartition(".")[0]
        return None

    def label_of_module(self, names: tuple[str, ...]) -> str | None:
        """Return the label of the app that a module belongs to, None where it is not known."""
        app = self.of_module(names)
        return app.label if app is not None and app.has_own_label else None

    def name_of_label(self, label: str) -> str | None:
        """Return the name of the app that certainly has a label."""
        app = self._by_label.get(label)
        return app.name if app is not None and app.has_own_label else None

    def config_of_label(self, label: str) -> Class | None:
        """Return the project's config of the app that has a label, None where Django may use another."""
        app = self._by_label.get(label)
        return app.config if app is not None and app.settled else None
