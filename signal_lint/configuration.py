"""The configuration file: where it is, what may stand in it, and what is wrong with it.

`[tool.signal-lint]` of a pyproject.toml, or a signal-lint.toml with the same keys at
its top. Whatever is not understood is refused, by key and file: a misspelt key that
is passed over would silently lint less.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from signal_lint.configuration_keys import KEYS
from signal_lint.disk import exists, is_file
from signal_lint.rebasing import rebased, rebased_folder
from signal_lint.settings import Settings, UsageError
from signal_lint.toml import LARGEST, parse

if TYPE_CHECKING:
    from signal_lint.supported import Version


_ONLY_ON_THE_COMMAND_LINE = ("add-noqa", "baseline", "cache-dir", "fix", "output-file", "write-baseline")
_FILES = ("signal-lint.toml", "pyproject.toml")


def find_root(start: Path) -> Path:
    """Return the project root for an absolute path.

    That is the nearest folder, from the path itself upwards, with a configuration or a
    manage.py, else with a .git, else the path's own folder.
    """
    folders = tuple(start.parents) if is_file(start) or not exists(start) else (start, *start.parents)
    for folder in folders:
        if is_file(folder / "manage.py") or _own_config(folder):
            return folder
    return next((folder for folder in folders if exists(folder / ".git")), folders[0])


def find_config(root: Path) -> Path | None:
    """Return the nearest configuration from a root upwards, not beyond its repository."""
    for folder in (root, *root.parents):
        if found := _own_config(folder):
            return found
        if exists(folder / ".git"):
            return None
    return None


def load_settings(root: Path, config: Path | None) -> Settings:
    """Return the settings that a configuration file makes for a root; None: the defaults."""
    if config is None:
        return Settings(root=root)
    settings = Settings(root=root)
    for key, value in _read_table(config).items():
        where = f"{config}: `{key}`"
        settings = _with_key(settings, key, value, where)
        settings.sources[key] = str(config)
    return _from_folder(config.parent, settings)


def parse_target_django(text: str) -> Version | Literal["auto"]:
    """Return what a target-django setting says, raise a ValueError where it says nothing."""
    if text == "auto":
        return "auto"
    if match := re.fullmatch(r"(\d+)\.(\d+)(\.\d+)?", text, re.ASCII):
        return int(match[1]), int(match[2])
    raise ValueError(f'must be "auto" or a version, not "{text}"')


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint at the most similar of some names, "" where none is similar."""
    # Only a mistake needs it.
    import difflib

    near = difflib.get_close_matches(name, list(names), n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def unknown_key(name: str) -> str:
    """Return what is wrong with a key that there is none of."""
    if name in _ONLY_ON_THE_COMMAND_LINE:
        return f"`{name}` is for the command line only: a project does not choose what is written where"
    hint = nearest(name, (key.name for key in KEYS)) or "; `signal-lint config` lists the keys"
    return f"unknown key `{name}`{hint}"


def _own_config(folder: Path) -> Path | None:
    for name in _FILES:
        path = folder / name
        if is_file(path) and (name != "pyproject.toml" or _has_table(path)):
            return path
    return None


def _has_table(pyproject: Path) -> bool:
    try:
        # Any pyproject.toml above may be met here: one that does not speak of us may be broken.
        if b"signal-lint" not in _bytes(pyproject):
            return False
    except OSError:
        return False
    return _tool_table(_parse(pyproject)) is not None


def _read_table(config: Path) -> dict[str, object]:
    document = _parse(config)
    if config.name != "pyproject.toml":
        return document
    match _tool_table(document):
        case None:
            return {}
        case dict() as table:
            return {str(key): value for key, value in table.items()}
        case _:
            raise UsageError(f"{config}: `tool.signal-lint` must be a table")


def _tool_table(document: dict[str, object]) -> object:
    match document:
        case {"tool": {"signal-lint": table}}:
            return table
        case _:
            return None


def _parse(path: Path) -> dict[str, object]:
    try:
        return parse(_bytes(path).decode())
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 at byte {error.start}") from error
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from error


def _bytes(path: Path) -> bytes:
    """Return what a configuration file holds, and little more than it may."""
    # What the user names may be a pipe.
    with path.open("rb") as file:
        return file.read(4 * LARGEST + 4)


def _with_key(settings: Settings, key: str, value: object, where: str) -> Settings:
    match key:
        case "select":
            return replace(settings, select=_strings(value, where))
        case "ignore":
            return replace(settings, ignore=_strings(value, where))
        case "extend-select":
            return replace(settings, extend_select=_strings(value, where))
        case "per-file-ignores":
            return replace(settings, per_file_ignores=_table_of_strings(value, where))
        case "exclude":
            return replace(settings, exclude=_strings(value, where))
        case "extend-exclude":
            return replace(settings, extend_exclude=_strings(value, where))
        case "target-django":
            return replace(settings, target_django=_target_django(value, where))
        case "django-settings-module":
            modules = (value,) if isinstance(value, str) else _strings(value, where)
            return replace(settings, settings_modules=modules)
        case "source-roots":
            return replace(settings, source_roots=_folders(value, where))
        case "installed-apps":
            return replace(settings, installed_apps=_strings(value, where))
        case "autodiscovered-modules":
            return replace(settings, autodiscovered_modules=_module_names(value, where))
        case _:
            raise UsageError(f"{where.rpartition(': ')[0]}: {unknown_key(key)}")


def _strings(value: object, where: str) -> tuple[str, ...]:
    match value:
        case list() if all(isinstance(item, str) for item in value):
            return tuple(value)
        case list():
            raise UsageError(f"{where} must hold nothing but strings")
    raise UsageError(f"{where} must be a list of strings, not {_described(value)}")


def _module_names(value: object, where: str) -> tuple[str, ...]:
    names = _strings(value, where)
    for name in names:
        if not name.isidentifier():
            raise UsageError(f"{where} must name modules of an app, such as `handlers`, not `{name}`")
    return names


def _folders(value: object, where: str) -> tuple[str, ...]:
    folders = _strings(value, where)
    for folder in folders:
        if posixpath.normpath(f"./{folder}").startswith("..") or folder.startswith("/"):
            raise UsageError(f"{where} must name folders below the configuration's own, not `{folder}`")
    return folders


def _table_of_strings(value: object, where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    match value:
        case dict():
            return tuple((str(key), _strings(item, f"{where}, `{key}`")) for key, item in value.items())
        case _:
            raise UsageError(f"{where} must be a table, not {_described(value)}")


def _target_django(value: object, where: str) -> Version | Literal["auto"]:
    match value:
        case str():
            try:
                return parse_target_django(value)
            except ValueError as error:
                raise UsageError(f"{where} {error}") from error
        case _:
            raise UsageError(f'{where} must be a string such as "4.2", not {_described(value)}')


def _described(value: object) -> str:
    match value:
        case bool():
            return "a boolean"
        case str():
            return "a string"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date"


def _from_folder(folder: Path, settings: Settings) -> Settings:
    """Read the patterns of a configuration above the root as seen from the root."""
    if folder == settings.root or not settings.root.is_relative_to(folder):
        return settings
    prefix = PurePosixPath(settings.root.relative_to(folder))
    return replace(
        settings,
        exclude=None if settings.exclude is None else rebased(settings.exclude, prefix),
        extend_exclude=rebased(settings.extend_exclude, prefix),
        per_file_ignores=tuple(
            # A `*` crosses slashes here, so that the pattern as written may fit below the root too.
            (glob, codes)
            for pattern, codes in settings.per_file_ignores
            for glob in dict.fromkeys((pattern, *rebased((pattern,), prefix)))
        ),
        source_roots=tuple(
            inside for outer in settings.source_roots if (inside := rebased_folder(outer, prefix)) is not None
        ),
    )
