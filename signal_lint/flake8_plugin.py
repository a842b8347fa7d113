"""The flake8 plugin `SGL`.

flake8 hands over one file at a time, in processes of its own. What is analysed is the
whole project, once per process; what is reported is the file at hand. Which project that
is depends on the file alone, so that batches and jobs can't change the findings.

`# noqa` is flake8's own business here, and is not applied twice.
"""

from __future__ import annotations

import functools
import io
import itertools
import os
import tokenize
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from signal_lint import __version__
from signal_lint.cache.store import default_folder
from signal_lint.checked import checked
from signal_lint.configuration import find_config, find_root, load_settings
from signal_lint.findings import PROJECT_ITSELF, Diagnostic
from signal_lint.rules import codes
from signal_lint.selection import refuse_unknown_codes
from signal_lint.settings import Settings, UsageError
from signal_lint.text.printable import printable

# Of more projects than these, each process has but a few, which it finds by their files.
_FEW = 3
Violation = tuple[int, int, str, type["Plugin"]]


class OptionManager(Protocol):
    """What of flake8's option manager is used here."""

    def add_option(self, name: str, /, **settings: object) -> None:
        """Register an option."""


class Plugin:
    """One file, as flake8 hands it over; asking for its `tree` is what makes a plugin run once a file."""

    name = "signal-lint"
    version = __version__

    def __init__(self, tree: object, filename: str, lines: Sequence[str], options: Namespace) -> None:
        # Invariant: libcst is the only parser of analysed code; the tree is not looked at.
        del tree
        self._filename = filename
        self._text = "".join(lines)
        self._root = _path_option(options, "signal_lint_root")
        self._config = _path_option(options, "signal_lint_config")

    @staticmethod
    def add_options(manager: OptionManager) -> None:
        """Register the options; everything else is set in `[tool.signal-lint]`."""
        for name, what in (
            ("root", "the folder of the project"),
            ("config", "the configuration file to read"),
        ):
            manager.add_option(
                f"--signal-lint-{name}",
                metavar="PATH",
                normalize_paths=True,
                parse_from_config=True,
                help=f"{what} (default: found from each file)",
            )

    @staticmethod
    def parse_options(manager: OptionManager, options: Namespace, filenames: Sequence[str]) -> None:
        """Analyse the projects of what flake8 was asked to check, before it starts its processes.

        Those that it forks have the findings then; others find them in the cache.
        """
        del manager
        named = _path_option(options, "signal_lint_root")
        paths = [Path(os.path.abspath(name)) for name in filenames or (".",)]  # noqa: PTH100
        for root in dict.fromkeys([named] if named else [root for path in paths for root in _roots(path)]):
            # What is wrong is said with the first file.
            with suppress(Exception):
                _findings_on_disk(root, _path_option(options, "signal_lint_config"))

    def run(self) -> Iterator[Violation]:
        """Yield the findings of this file."""
        try:
            diagnostics = self._diagnostics()
        except UsageError as error:
            yield 1, 0, f"SGL902 {printable(str(error))}", type(self)
            return
        except Exception as error:  # noqa: BLE001  flake8 would show a traceback, and lint nothing else
            from signal_lint.checking import internal_error

            diagnostics = (internal_error(PROJECT_ITSELF, "The analysis", error),)
        for diagnostic in diagnostics:
            span = diagnostic.location.span
            yield span.line, span.column, f"{diagnostic.code} {printable(diagnostic.message)}", type(self)

    def _diagnostics(self) -> tuple[Diagnostic, ...]:
        # Not resolve(): a link inside the project belongs to the project, wherever it leads.
        path = Path(os.path.abspath(self._filename))  # noqa: PTH100
        if path.suffix != ".py":
            # Standard input without a name, and stubs, which never run.
            return ()
        settings = _settings(self._root or _root_of(path.parent), self._config)
        if not path.is_relative_to(settings.root):
            return ()
        inside = path.relative_to(settings.root).as_posix()
        if self._text == _text_on_disk(path):
            found = _findings_on_disk(settings.root, self._config)
        else:
            found = _findings(replace(settings, paths=(inside,)), {inside: _encoded(self._text)})
        return found.get(inside, ()) + found.get(PROJECT_ITSELF, ())


def _path_option(options: Namespace, name: str) -> Path | None:
    value: object = getattr(options, name, None)
    return Path(value) if isinstance(value, str) and value else None


# Looking for configuration files costs more than the lookup of a finding.
_root_of = functools.cache(find_root)


def _roots(path: Path) -> list[Path]:
    """Return the root of a path or, of a folder around projects, theirs; none where these are many."""
    if (path / "manage.py").exists() or not path.is_dir():
        return [_root_of(path)]
    below = (found for pattern in ("*/manage.py", "*/*/manage.py") for found in path.glob(pattern))
    projects = [found.parent for found in itertools.islice(below, _FEW + 1)]
    if not projects:
        return [_root_of(path)]
    return projects if len(projects) <= _FEW else []


@functools.cache
def _settings(root: Path, config: Path | None) -> Settings:
    settings = replace(
        load_settings(root, config or find_config(root)),
        noqa=False,
        force_exclude=True,
        cache_dir=default_folder((str(root),)),
    )
    refuse_unknown_codes(codes(), settings)
    return settings


@functools.cache
def _findings_on_disk(root: Path, config: Path | None) -> dict[str, tuple[Diagnostic, ...]]:
    return _findings(_settings(root, config), {})


def _findings(settings: Settings, unsaved: Mapping[str, bytes]) -> dict[str, tuple[Diagnostic, ...]]:
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for diagnostic in checked(settings, unsaved).diagnostics:
        path = diagnostic.location.path
        found[path] = (*found.get(path, ()), diagnostic)
    return found


def _text_on_disk(path: Path) -> str | None:
    """Return the text of a file as flake8 reads it, None where there is none."""
    try:
        try:
            with tokenize.open(path) as file:
                text = file.read()
        except (SyntaxError, UnicodeError):
            text = path.read_text(encoding="latin-1")
    except OSError:
        return None
    # flake8 takes a byte order mark away, in either of these readings.
    return text.removeprefix("\ufeff").removeprefix("ï»¿")


def _encoded(text: str) -> bytes:
    """Encode text as its own first lines declare, so that it can be decoded again."""
    data = text.encode("utf-8", "replace")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        return data
    return text.encode(encoding, "replace")
