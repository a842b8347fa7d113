"""A rule explained, and all rules listed, from the rules' own docstrings: as text, Markdown and JSON."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable

from signal_lint.rule import Rule

#: An indented stretch of a section is code.
_CODE = re.compile(r"(?:^ {4}.*\n?|^\n(?=(?:\n)*^ {4}))+", re.MULTILINE)


def explain(rule: Rule) -> str:
    """Return the documentation of a rule as text."""
    parts = [f"{rule.code} {rule.name}", _facts(rule), rule.doc.summary]
    parts += [f"{title}\n{body}" for title, body in rule.doc.sections.items()]
    return "\n\n".join(parts) + "\n"


def explain_markdown(rule: Rule) -> str:
    """Return the documentation of a rule as Markdown, with its own heading."""
    parts = [f"# {rule.code} {rule.name}", f"*{_facts(rule)}*", rule.doc.summary]
    parts += [f"## {title}\n\n{_markdown(body)}" for title, body in rule.doc.sections.items()]
    return "\n\n".join(parts) + "\n"


def explain_json(rule: Rule) -> str:
    """Return the documentation of a rule as JSON."""
    return json.dumps(_as_data(rule), indent=2, ensure_ascii=False) + "\n"


def rule_list(rules: Iterable[Rule]) -> str:
    """Return one line for each rule: code, name, and what to know of it."""
    listed = tuple(rules)
    width = max(len(rule.name) for rule in listed)
    return "".join(f"{rule.code}  {rule.name:{width}}  {_facts(rule)}\n" for rule in listed)


def rule_table(rules: Iterable[Rule]) -> str:
    """Return the rules as a Markdown table."""
    rows = (
        f"| {rule.code} | {rule.name} | {rule.severity} | {'yes' if rule.default else 'no'} "
        f"| {rule.fix or 'none'} | {_first_line(rule.doc.summary)} |\n"
        for rule in rules
    )
    head = "| Code | Name | Severity | On | Fix | What it finds |\n|---|---|---|---|---|---|\n"
    return head + "".join(rows)


def rules_json(rules: Iterable[Rule]) -> str:
    """Return the documentation of all rules as JSON."""
    data = {"version": 1, "rules": [_as_data(rule) for rule in rules]}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _as_data(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "default": rule.default,
        "fix": rule.fix or None,
        "summary": rule.doc.summary,
        "sections": rule.doc.sections,
    }


def _facts(rule: Rule) -> str:
    facts = [str(rule.severity)]
    facts += [] if rule.default else ["off by default"]
    facts += [f"{rule.fix} fix"] if rule.fix else []
    return ", ".join(facts)


def _first_line(summary: str) -> str:
    return summary.partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")


def _markdown(body: str) -> str:
    """Return a section with its code fenced, and its links as links."""
    fenced = _CODE.sub(lambda code: f"```python\n{textwrap.dedent(code[0]).strip(chr(10))}\n```\n", body)
    return re.sub(r"(?m)^(https?://\S+)$", r"<\1>", fenced).rstrip("\n")
