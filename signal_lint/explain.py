"""A rule explained, and all rules listed, from the rules' own docstrings."""

from __future__ import annotations

from collections.abc import Iterable

from signal_lint.rule import Rule


def explain(rule: Rule) -> str:
    """Return the documentation of a rule as text."""
    parts = [f"{rule.code} {rule.name}", _facts(rule), rule.doc.summary]
    parts += [f"{title}\n{body}" for title, body in rule.doc.sections.items()]
    return "\n\n".join(parts) + "\n"


def rule_list(rules: Iterable[Rule]) -> str:
    """Return one line for each rule: code, name, and what to know of it."""
    listed = tuple(rules)
    width = max(len(rule.name) for rule in listed)
    return "".join(f"{rule.code}  {rule.name:{width}}  {_facts(rule)}\n" for rule in listed)


def rule_table(rules: Iterable[Rule]) -> str:
    """Return the rules as a Markdown table."""
    rows = (
        f"| {rule.code} | {rule.name} | {rule.severity} | {'yes' if rule.default else 'no'} "
        f"| {_first_line(rule.doc.summary)} |\n"
        for rule in rules
    )
    return "| Code | Name | Severity | On | What it finds |\n|---|---|---|---|---|\n" + "".join(rows)


def _facts(rule: Rule) -> str:
    return rule.severity if rule.default else f"{rule.severity}, off by default"


def _first_line(summary: str) -> str:
    return summary.partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")
