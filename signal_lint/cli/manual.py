"""`signal-lint rule`, `rules` and `config`: the manual, from the rules' own docstrings."""

from __future__ import annotations

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.writing import write
from signal_lint.configuration import KEYS, Key, unknown_key
from signal_lint.explain import explain, rule_list
from signal_lint.rules import all_rules, codes, rule_by_code
from signal_lint.selection import unknown_code
from signal_lint.settings import UsageError


def run(command: str, arguments: Arguments) -> int:
    """Run one of the commands that only tell."""
    match command:
        case "rules":
            write(rule_list(all_rules()), None)
        case "config":
            write(_described(arguments.key), None)
        case _:
            write(_explained(arguments.code), None)
    return 0


def _explained(code: str) -> str:
    rule = rule_by_code(code.upper())
    if rule is None:
        raise unknown_code(code, codes())
    return explain(rule)


def _described(name: str | None) -> str:
    keys = [key for key in KEYS if name in (None, key.name)]
    if not keys:
        raise UsageError(unknown_key(name or ""))
    return "\n".join(_description(key) for key in keys)


def _description(key: Key) -> str:
    return f"{key.name}\n  {key.meaning}\n  Type: {key.type}. Default: {key.default}.\n"
