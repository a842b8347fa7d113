"""From the command line to the settings of a run."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from signal_lint.cache.replay import configuration_inputs
from signal_lint.cache.store import checkout_around, default_folder, is_inside
from signal_lint.cli.arguments import COMMAND_NAMES, Arguments
from signal_lint.configuration import find_config, find_root, load_settings, nearest
from signal_lint.record import record
from signal_lint.rules import codes
from signal_lint.selection import refuse_unknown_codes
from signal_lint.settings import Settings, UsageError

_STDIN = "-"


@record
class Request:
    """What to analyse: the settings, where they come from, and text that is not on disk (by path).

    `inputs` are those of the settings, as the cache keeps them.
    """

    settings: Settings
    config: Path | None
    unsaved: dict[str, bytes]
    inputs: tuple[tuple[bytes, bytes, bytes], ...] = ()


def build_request(arguments: Arguments) -> Request:
    """Find the project of the first path, read its configuration, and apply the options."""
    paths = _paths(arguments)
    named = [] if arguments.config is None else [arguments.config]
    inputs = tuple(configuration_inputs([*map(str, paths), *map(os.path.abspath, named)], time.time_ns()))
    root = _root(paths)
    config = _config(arguments, root)
    settings = load_settings(root, config)
    # Once for the file and once for the options, so that the message names the right one.
    refuse_unknown_codes(codes(), settings)
    settings = replace(settings, paths=tuple(path.relative_to(root).as_posix() for path in paths))
    settings = _with_run_options(_with_file_options(settings, arguments), arguments)
    unsaved = {settings.paths[0]: sys.stdin.buffer.read()} if _STDIN in arguments.paths else {}
    return Request(settings, config, unsaved, inputs)


def with_rule_options(settings: Settings, arguments: Arguments) -> Settings:
    """Apply the options that choose rules; `--select` sets the configured choice aside."""
    if arguments.select is not None:
        settings = replace(settings, select=tuple(arguments.select), ignore=(), extend_select=())
        settings.sources.update(dict.fromkeys(("select", "ignore", "extend-select"), "--select"))
    if arguments.ignore:
        settings = replace(settings, ignore=(*settings.ignore, *arguments.ignore))
        settings.sources["ignore"] = "--ignore"
    if arguments.extend_select:
        settings = replace(settings, extend_select=(*settings.extend_select, *arguments.extend_select))
        settings.sources["extend-select"] = "--extend-select"
    if arguments.per_file_ignores is not None:
        settings = replace(settings, per_file_ignores=tuple(arguments.per_file_ignores))
        settings.sources["per-file-ignores"] = "--per-file-ignores"
    refuse_unknown_codes(codes(), settings)
    return settings


def _with_file_options(settings: Settings, arguments: Arguments) -> Settings:
    if arguments.exclude is not None:
        settings = replace(settings, exclude=tuple(arguments.exclude))
        settings.sources["exclude"] = "--exclude"
    if arguments.extend_exclude:
        settings = replace(settings, extend_exclude=(*settings.extend_exclude, *arguments.extend_exclude))
        settings.sources["extend-exclude"] = "--extend-exclude"
    if arguments.target_django is not None:
        settings = replace(settings, target_django=arguments.target_django)
        settings.sources["target-django"] = "--target-django"
    return settings


def _with_run_options(settings: Settings, arguments: Arguments) -> Settings:
    return replace(
        settings,
        force_exclude=arguments.force_exclude,
        jobs=arguments.jobs,
        debug=arguments.debug,
        cache_dir=None if arguments.no_cache else _cache_dir(arguments.cache_dir, settings.root),
    )


def _cache_dir(named: str | None, root: Path) -> str | None:
    if named is None:
        return default_folder((str(root),))
    around = checkout_around(named) or (str(root) if is_inside(named, (str(root),)) else None)
    if around is not None:
        raise UsageError(
            f"--cache-dir {named}: in {around}, which could bring a cache of its own; name a folder outside"
        )
    return os.path.realpath(named)


def _paths(arguments: Arguments) -> tuple[Path, ...]:
    if _STDIN not in arguments.paths:
        if arguments.stdin_filename is not None:
            raise UsageError("--stdin-filename needs `-` as the path")
        return tuple(_existing(path) for path in arguments.paths)
    if arguments.stdin_filename is None:
        raise UsageError("`-` needs --stdin-filename, to know which file of the project it is")
    if len(arguments.paths) > 1:
        raise UsageError("`-` stands alone: no other path can be given with it")
    return (_absolute(arguments.stdin_filename),)


def _existing(path: str) -> Path:
    try:
        os.stat(path)  # noqa: PTH116  Path("") is the current folder, which "" must not be
    except OSError as error:
        # The first word may have been meant as a command.
        hint = nearest(path, COMMAND_NAMES) if "/" not in path and "." not in path else ""
        raise UsageError(f"{path}: {error.strerror}{hint}") from error
    return _absolute(path)


def _absolute(path: str) -> Path:
    # Not resolve(): a link inside the project belongs to the project, wherever it leads.
    return Path(os.path.abspath(path))  # noqa: PTH100  Path.absolute() would keep `..`


def _config(arguments: Arguments, root: Path) -> Path | None:
    if arguments.config is not None:
        return _existing(arguments.config)
    return None if arguments.isolated else find_config(root)


def _root(paths: tuple[Path, ...]) -> Path:
    """Return the root of the first path, or of all paths where they lie in one repository.

    pre-commit hands over whatever has changed, in the project and beside it.
    """
    root = find_root(paths[0])
    outside = [path for path in paths if not path.is_relative_to(root)]
    if not outside:
        return root
    common = find_root(Path(os.path.commonpath([root, *paths])))
    if any((folder / ".git").exists() for folder in (common, *common.parents)):
        return common
    raise UsageError(f"{outside[0]}: not below {root}, the project of the first path")
