"""Settings of one run: what they are. Loading them is `signal_lint.configuration`'s."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from signal_lint.findings import PROJECT_ITSELF
from signal_lint.record import record

if TYPE_CHECKING:
    # Imports all that a project is, which one that has not changed does not need.
    from signal_lint.supported import Version


class UsageError(Exception):
    """The command line or the configuration is wrong; the message is one line for the user."""


@record
class Settings:
    """`paths` say what to report on, relative to `root` ("." for all); `root` what to analyse.

    `exclude` of None means the default excludes. `target_django` is "auto" or a version.
    `settings_modules` are dotted Django settings modules; empty means: find them.
    `installed_apps` are all entries of INSTALLED_APPS, stated by hand; empty means: read the settings.
    `autodiscovered_modules` are names of modules that the project imports of every app. `noqa` tells
    whether `# noqa` comments count: flake8 applies its own. `cache_dir` is the folder of the cache, None for
    none. `sources` says by key where a value was set, for messages; what is not in it is a default.
    """

    root: Path
    paths: tuple[str, ...] = (".",)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    target_django: Version | Literal["auto"] = "auto"
    settings_modules: tuple[str, ...] = ()
    source_roots: tuple[str, ...] = ()
    installed_apps: tuple[str, ...] = ()
    autodiscovered_modules: tuple[str, ...] = ()
    jobs: int = 1
    noqa: bool = True
    debug: bool = False
    cache_dir: str | None = None
    sources: dict[str, str] = field(default_factory=dict)


def is_asked_for(path: str, settings: Settings) -> bool:
    """Tell whether a path lies under one of the paths to report on."""
    return path == PROJECT_ITSELF or any(
        asked in (".", path) or path.startswith(f"{asked}/") for asked in settings.paths
    )
