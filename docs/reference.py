"""The pages of the documentation that are made from the code: rules, keys, commands and known signals.

Invariant: what the code knows is written nowhere else. The page of a rule is what `signal-lint rule CODE`
prints, the page of a command what its parser holds.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from signal_lint.cli.parsers import COMMANDS, Command
from signal_lint.configuration_keys import KEYS, Key
from signal_lint.discovery import DEFAULT_EXCLUDE
from signal_lint.django.signals import KnownSignal, known_signals
from signal_lint.explain import explain_markdown, rule_table
from signal_lint.rules import all_rules
from signal_lint.supported import Version

_USAGE_WIDTH = 80


def pages() -> dict[str, str]:
    """Return every page that is made from the code: its Markdown by its path below docs/reference."""
    return {
        "rules/index.md": _rules(),
        **{f"rules/{rule.code}.md": explain_markdown(rule) for rule in all_rules()},
        "commands/index.md": _commands(),
        **{f"commands/{command.name}.md": command_page(command) for command in COMMANDS},
        "keys.md": _keys(),
        "signals.md": _signals(known_signals().values()),
    }


def write_pages(folder: Path) -> None:
    """Write every page below a folder, and delete the pages there that are made no longer."""
    made = {folder / path: text for path, text in pages().items()}
    for path in set(folder.rglob("*.md")) - set(made):
        path.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Sphinx reads again what is newer.
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def command_page(command: Command) -> str:
    """Return the page of a command, as Markdown: its usage, and each option in its group."""
    parser = parser_of(command)
    groups = parser._action_groups  # noqa: SLF001  argparse offers no public list of them
    return _page(
        f"signal-lint {command.name}",
        command.summary,
        _fenced("text", parser.format_usage()),
        _fenced(f"{{program}} {parser.prog}", ""),
        *(_group(group) for group in groups if group._group_actions),  # noqa: SLF001
    )


def parser_of(command: Command) -> argparse.ArgumentParser:
    """Return a parser with the options of a command."""
    parser = argparse.ArgumentParser(prog=f"signal-lint {command.name}", formatter_class=_formatter)
    # Python 3.14 colours the usage, where a terminal or FORCE_COLOR asks for it.
    parser.color = False
    command.add_options(parser)
    return parser


def options_of(command: Command) -> list[argparse.Action]:
    """Return the options and paths that a command takes."""
    return parser_of(command)._actions  # noqa: SLF001  argparse offers no public list of them


def _formatter(*, prog: str) -> argparse.HelpFormatter:
    # Else as wide as the terminal is.
    return argparse.HelpFormatter(prog, width=_USAGE_WIDTH)


def _rules() -> str:
    table = re.sub(r"(?m)^\| (SGL\d+) ", r"| [\1](\1.md) ", rule_table(all_rules()))
    return _page(
        "Rules",
        "What each rule finds, how severe that is, whether the rule is on by default, and whether there is a "
        "fix. `signal-lint rule CODE` prints the page of a rule.",
        table,
        _contents(rule.code for rule in all_rules()),
    )


def _commands() -> str:
    rows = (f"| [`signal-lint {each.name}`]({each.name}.md) | {each.summary} |" for each in COMMANDS)
    return _page(
        "Commands and options",
        "Without a command, `signal-lint` is `signal-lint check`. "
        "`signal-lint COMMAND --help` prints what is said here.",
        "\n".join(("| Command | What it does |", "|---|---|", *rows)),
        _contents(command.name for command in COMMANDS),
    )


def _group(group: argparse._ArgumentGroup) -> str:
    title = (group.title or "").capitalize()
    return "\n\n".join((f"## {title}", *map(_option, group._group_actions)))  # noqa: SLF001


def _option(action: argparse.Action) -> str:
    names = [f"{name} {_value(action)}".rstrip() for name in action.option_strings] or [_name(action)]
    return _fenced(f"{{option}} {', '.join(names)}", (action.help or "") % vars(action))


def _value(action: argparse.Action) -> str:
    """Return how the value of an option is written, "" for an option without one."""
    as_usage = _formatter(prog="")._format_args  # noqa: SLF001  argparse offers no public way to write it
    return "" if action.nargs == 0 else as_usage(action, action.dest.upper())


def _name(action: argparse.Action) -> str:
    return action.metavar if isinstance(action.metavar, str) else action.dest


def _keys() -> str:
    return _page(
        "Configuration keys",
        "What may stand in `[tool.signal-lint]`, or at the top of a signal-lint.toml; "
        "[](/configuration.md) tells how it is found. `signal-lint config` prints the same.",
        *map(_key, KEYS),
        "## The usual folders",
        f"What `exclude` holds unless it is set: {_names(DEFAULT_EXCLUDE)}. Whatever it is set to, "
        "`.gitignore` counts, and a folder with a file pyvenv.cfg is left out.",
    )


def _key(key: Key) -> str:
    lines = [f"## {key.name}", "", key.meaning, "", f"- Type: {key.type}", f"- Default: {key.default}"]
    options = [
        f"{{option}}`signal-lint {command.name} --{key.name}`"
        for command in COMMANDS
        if any(f"--{key.name}" in action.option_strings for action in options_of(command))
    ]
    if options:
        lines.append(f"- On the command line: {', '.join(options)}")
    return "\n".join(lines)


def _signals(signals: Iterable[KnownSignal]) -> str:
    by_package = groupby(signals, key=lambda signal: signal.package)
    return _page(
        "Known signals",
        "The signals of Django and of other packages that signal-lint knows without looking into them, and "
        "what each sends besides `signal` and `sender`. Of the signals that a project defines, its own code "
        "tells; what those of any other package send is not known.",
        *(f"## {package}\n\n{_signal_table(group)}" for package, group in by_package),
    )


def _signal_table(signals: Iterable[KnownSignal]) -> str:
    rows = (
        f"| `{signal.name}` | {_names(signal.always)} | {'; '.join(_further(signal))} |" for signal in signals
    )
    return "\n".join(("| Signal | Always sends | Further |", "|---|---|---|", *rows))


def _further(signal: KnownSignal) -> Iterator[str]:
    if signal.added:
        yield f"since Django {_version(signal.added)}"
    if signal.removed:
        yield f"removed in Django {_version(signal.removed)}"
    for name, version in signal.since:
        yield f"`{name}` since Django {_version(version)}"
    if signal.sometimes:
        yield f"sometimes {_names(signal.sometimes)}"
    if not signal.complete:
        yield "perhaps more"


def _version(version: Version) -> str:
    return f"{version[0]}.{version[1]}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _contents(names: Iterable[str]) -> str:
    return _fenced("{toctree}", "\n".join((":hidden:", "", *names)))


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", *parts)) + "\n"


def _fenced(what: str, text: str) -> str:
    return f"```{what}\n{text.rstrip()}\n```"
