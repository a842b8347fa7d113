"""What may stand on the command line, as typed values."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal

from signal_lint.models import Operation
from signal_lint.supported import Version

COMMAND_NAMES = ("check", "map", "trace", "verify", "rule", "explain", "rules", "config")


class Arguments(argparse.Namespace):
    """The parsed command line; a command has only the attributes of its own options."""

    # of every command: the whole command line
    words: list[str]
    # of check, map and trace
    cache_dir: str | None
    no_cache: bool
    # of check, map, trace and verify
    paths: list[str]
    config: str | None
    isolated: bool
    exclude: list[str] | None
    extend_exclude: list[str]
    force_exclude: bool
    target_django: Version | Literal["auto"] | None
    stdin_filename: str | None
    color: Literal["auto", "always", "never"]
    quiet: bool
    verbose: bool
    jobs: int
    debug: bool
    # of map and verify, and the format of rule and rules
    output_format: str
    output_file: str | None
    # of check
    outputs: list[str | Path]
    select: list[str] | None
    ignore: list[str]
    extend_select: list[str]
    per_file_ignores: list[tuple[str, tuple[str, ...]]] | None
    exit_zero: bool
    statistics: bool
    fix: bool
    diff: bool
    unsafe_fixes: bool
    add_noqa: bool
    baseline: str | None
    write_baseline: bool
    show_settings: bool
    show_files: bool
    # of map
    group_by: Literal["model", "signal", "app"]
    app: list[str]
    signal: list[str]
    model: list[str]
    # of trace
    traced: str
    operation: Operation
    # of verify
    settings: str | None
    python: str | None
    # of rule and config
    code: str
    key: str | None
