"""What verifying came to as JSON, for tools."""

from __future__ import annotations

import json
from dataclasses import fields

from signal_lint.verify.comparing import Entry, Verdict
from signal_lint.verify.recording import Recording
from signal_lint.verify.starting import Launch

VERSION = 1


def json_report(verdict: Verdict, recording: Recording, launch: Launch) -> str:
    """Return the verdict, and what was started, as JSON."""
    error = recording.urlconf_error
    document = {
        "version": VERSION,
        "root": str(launch.root),
        "settings": launch.settings,
        "python": launch.python,
        "django": recording.django,
        "urlconf_error": error.line if error else None,
        "agreed": verdict.agreed,
        "computed": verdict.computed,
        "undecided": verdict.undecided,
        "outside": verdict.outside,
        "missing_in_django": _entries(verdict.missing_in_django),
        "missing_on_map": _entries(verdict.missing_on_map),
        "lost": _entries(verdict.lost),
        "not_connected": _entries(verdict.not_connected),
    }
    return json.dumps(document, indent=2) + "\n"


def _entries(entries: tuple[Entry, ...]) -> list[dict[str, object]]:
    return [{field.name: getattr(entry, field.name) for field in fields(entry)} for entry in entries]
