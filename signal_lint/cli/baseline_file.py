"""The file of `--baseline`: read, written, and applied to what a check found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from signal_lint.baseline import Known, baseline_text, read_baseline, stale, without
from signal_lint.cli.writing import remark, write
from signal_lint.outcome import Outcome
from signal_lint.rules import all_rules
from signal_lint.selection import selected
from signal_lint.settings import Settings, UsageError, is_asked_for
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable


def write_baseline(path: str, outcome: Outcome, settings: Settings, *, quiet: bool) -> None:
    """Write a baseline that holds all findings; what it knows of other files and rules stays in it."""
    found = outcome.diagnostics
    known = _read(path) if Path(path).exists() else ()
    codes = {rule.code for rule in selected(all_rules(), settings)}
    others = [each for each in known if each.code not in codes or not is_asked_for(each.path, settings)]
    write(baseline_text(found, others), path)
    if not quiet:
        remark(f"{counted(len(found), 'finding')} written to {printable(path)}")


def without_known(path: str, outcome: Outcome, settings: Settings, *, quiet: bool) -> Outcome:
    """Return an outcome without the findings of a baseline, and name those that are found no more."""
    known = _read(path)
    if not quiet:
        for each in _missed(known, outcome, settings):
            place = f"{printable(each.path)}: {each.code} {printable(each.message)}"
            remark(f"no longer found, but in {printable(path)}: {place}")
    return replace(outcome, diagnostics=without(outcome.diagnostics, known))


def _missed(known: Iterable[Known], outcome: Outcome, settings: Settings) -> list[Known]:
    """Return the stale entries of the rules that ran on the files that were asked for."""
    codes = {rule.code for rule in selected(all_rules(), settings)}
    return [
        each
        for each in stale(known, outcome.diagnostics)
        if each.code in codes and is_asked_for(each.path, settings)
    ]


def _read(path: str) -> tuple[Known, ...]:
    try:
        return read_baseline(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        # Of JSON's and of the encoding's own errors, the first line says what and where.
        raise UsageError(f"{path}: {str(error).splitlines()[0]}") from error
