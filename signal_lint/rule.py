"""What a rule is, and how a module becomes one.

A rule is one file: a module docstring in fixed sections, and one function
`check(project, settings)` under `@rule`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import Literal

from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.settings import Settings

Check = Callable[[Project, Settings], Iterator[Finding]]
FixKind = Literal["", "safe", "unsafe"]

SECTIONS = (
    "What it does",
    "Why is this bad?",
    "Example",
    "Use instead",
    "Fix safety",
    "Known limits",
    "References",
)
_HEADING = re.compile(rf"^({'|'.join(map(re.escape, SECTIONS))})$\n", re.MULTILINE)


@record
class RuleDoc:
    """A rule's documentation: the summary line, and the text of each section it has."""

    summary: str
    sections: dict[str, str]


@record
class Rule:
    """`default` tells whether the rule runs where the settings say nothing of it.

    `words` are looked for in all files along with all other words, where the rule runs.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    fix: FixKind
    doc: RuleDoc
    check: Check
    words: frozenset[str] = frozenset()


def rule(
    code: str,
    *,
    severity: Severity,
    default: bool = True,
    fix: FixKind = "",
    words: frozenset[str] = frozenset(),
) -> Callable[[Check], Rule]:
    """Turn the `check` function of a rule's module into its Rule.

    The name is the module's (`sgl001_receiver_without_kwargs` gives
    `receiver-without-kwargs`), the documentation its docstring.
    """

    def build(check: Check) -> Rule:
        module = sys.modules[check.__module__]
        name = module.__name__.rpartition(".")[2].partition("_")[2].replace("_", "-")
        return Rule(code, name, severity, default, fix, parse_doc(module.__doc__ or ""), check, words)

    return build


def parse_doc(text: str) -> RuleDoc:
    """Split a rule's docstring at its section headings, which stand alone on their line."""
    parts = _HEADING.split(text.strip() + "\n")
    sections = {title: body.strip("\n") for title, body in zip(parts[1::2], parts[2::2], strict=True)}
    return RuleDoc(parts[0].strip(), sections)
