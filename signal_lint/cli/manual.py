"""`signal-lint rule`, `rules` and `config`: the manual, from the rules' own docstrings."""

from __future__ import annotations

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.writing import write
from signal_lint.configuration import unknown_key
from signal_lint.configuration_keys import KEYS, Key
from signal_lint.explain import explain, explain_json, explain_markdown, rule_list, rule_table, rules_json
from signal_lint.rules import all_rules, codes, rule_by_code
from signal_lint.selection import unknown_code
from signal_lint.settings import UsageError

_RULE = {"text": explain, "markdown": explain_markdown, "json": explain_json}
_RULES = {"text": rule_list, "markdown": rule_table, "json": rules_json}


def run(command: str, arguments: Arguments) -> int:
    """Run one of the commands that only tell."""
    match command:
        case "rules":
            write(_RULES[arguments.output_format](all_rules()), None)
        case "config":
            write(_described(arguments.key), None)
        case _:
            write(_explained(arguments.code, arguments.output_format), None)
    return 0


def _explained(code: str, output_format: str) -> str:
    rule = rule_by_code(code.upper())
    if rule is None:
        raise unknown_code(code, codes())
    return _RULE[output_format](rule)


def _described(name: str | None) -> str:
    keys = [key for key in KEYS if name in (None, key.name)]
    if not keys:
        raise UsageError(unknown_key(name or ""))
    return "\n".join(_description(key) for key in keys)


def _description(key: Key) -> str:
    return f"{key.name}\n  {key.meaning}\n  Type: {key.type}. Default: {key.default}.\n"
