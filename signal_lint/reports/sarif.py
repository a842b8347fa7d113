"""The diagnostics as SARIF 2.1.0, which code scanning services and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from signal_lint import __version__
from signal_lint.explain import explain, explain_markdown
from signal_lint.findings import PROJECT_ITSELF, Diagnostic, Fix, Severity
from signal_lint.outcome import Outcome
from signal_lint.reports.about import INTERNAL_ERROR, NAME, URL
from signal_lint.reports.json_report import Row
from signal_lint.rule import Rule
from signal_lint.rules import all_rules
from signal_lint.source import Location, Span
from signal_lint.text.printable import printable

if TYPE_CHECKING:
    from signal_lint.fixing.replacements import Replacement
    from signal_lint.reports.formats import ReplacementsOf

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# Even in plain text, `[text](target)` is a link.
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def sarif(outcome: Outcome, replacements_of: ReplacementsOf) -> str:
    """Return what a run found as one run of SARIF; lines and columns are 1-based and count code points.

    A mistake of signal-lint is a notification, everything else a result. A fix is told where it comes to
    exact replacements of text.
    """
    rules = [rule for rule in all_rules() if rule.code != INTERNAL_ERROR]
    indexes = {rule.code: number for number, rule in enumerate(rules)}
    failures = [each for each in outcome.diagnostics if each.code == INTERNAL_ERROR]
    run = {
        "tool": {"driver": _driver(rules)},
        "invocations": [
            {
                "executionSuccessful": not failures,
                "toolExecutionNotifications": [_notification(failure) for failure in failures],
            }
        ],
        "originalUriBaseIds": {_ROOT: {"uri": f"file://{_uri(outcome.root.rstrip('/'))}/"}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [
            _result(each, indexes, replacements_of(each))
            for each in outcome.diagnostics
            if each.code != INTERNAL_ERROR
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(rules: Iterable[Rule]) -> Row:
    failing = [rule for rule in all_rules() if rule.code == INTERNAL_ERROR]
    return {
        "name": NAME,
        "version": __version__,
        "informationUri": URL,
        "rules": [_descriptor(rule) for rule in rules],
        "notifications": [_descriptor(rule) for rule in failing],
    }


def _descriptor(rule: Rule) -> Row:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.doc.summary},
        "fullDescription": {"text": rule.doc.sections["What it does"]},
        "help": {"text": explain(rule), "markdown": explain_markdown(rule)},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
    }


def _notification(failure: Diagnostic) -> Row:
    return {
        "descriptor": {"id": failure.code, "index": 0},
        "level": _LEVELS[failure.severity],
        "message": _message(failure.message),
        "locations": [_location(failure.location)],
    }


def _result(diagnostic: Diagnostic, indexes: Mapping[str, int], replacements: tuple[Replacement, ...]) -> Row:
    related = [
        {"id": number, **_location(each.location), "message": _message(each.message)}
        for number, each in enumerate(diagnostic.related, 1)
    ]
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": indexes[diagnostic.code],
        "level": _LEVELS[diagnostic.severity],
        "message": _message(diagnostic.message),
        "locations": [_location(diagnostic.location)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"signalLint/v1": diagnostic.fingerprint},
        **(_fixes(diagnostic.fix, replacements) if diagnostic.fix and replacements else {}),
    }


def _fixes(fix: Fix, replacements: tuple[Replacement, ...]) -> Row:
    changes = [
        {
            "artifactLocation": _artifact(path),
            "replacements": [
                {"deletedRegion": _region(each.location.span), "insertedContent": {"text": each.text}}
                for each in group
            ],
        }
        for path, group in groupby(replacements, key=lambda each: each.location.path)
    ]
    told = {"description": _message(fix.title), "properties": {"safety": fix.safety}}
    return {"fixes": [{**told, "artifactChanges": changes}]}


def _location(location: Location) -> Row:
    artifact = {"artifactLocation": _artifact(location.path)}
    region = {} if location.path == PROJECT_ITSELF else {"region": _region(location.span)}
    return {"physicalLocation": {**artifact, **region}}


def _artifact(path: str) -> Row:
    return {"uri": _uri(path), "uriBaseId": _ROOT}


def _region(span: Span) -> Row:
    return {
        "startLine": span.line,
        "startColumn": span.column + 1,
        "endLine": span.end_line,
        "endColumn": span.end_column + 1,
    }


def _message(text: str) -> Row:
    return {"text": _LINK.sub(r"\\[", printable(text))}


def _uri(path: str) -> str:
    """Return a path as a part of a URI, with the very bytes that name it on disk."""
    return quote(path, errors="surrogateescape")
