"""The outermost function: which command, which exit code, and no traceback.

Exit codes: 0 nothing found, 1 findings, 2 usage, configuration or internal error, 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Callable

from signal_lint import __version__
from signal_lint.cli.parsers import COMMANDS, Command, parse
from signal_lint.cli.writing import remark, write
from signal_lint.settings import UsageError

_HOW_TO_REPORT = "this is a mistake in signal-lint; run it with --debug, and report the traceback"


def run_command(words: list[str]) -> int:
    """Run the command that the words of a command line name, and return its exit code."""
    return _guarded(lambda: _run(words), words)


def print_report(report: str, code: int) -> int:
    """Print a report, and return the exit code: the given one, if that succeeds."""

    def printed() -> int:
        write(report, None)
        return code

    return _guarded(printed, [])


def _guarded(work: Callable[[], int], words: list[str]) -> int:
    try:
        return work()
    except UsageError as error:
        remark(f"error: {error}")
        return 2
    except KeyboardInterrupt:
        remark("interrupted")
        return 130
    except SystemExit:
        # argparse has printed the help of a command.
        return 0
    except Exception as error:
        if "--debug" in words:
            raise
        detail = " ".join(str(error).split())
        remark(f"internal error: {type(error).__name__}: {detail} ({_HOW_TO_REPORT})")
        return 2


def _run(words: list[str]) -> int:
    match words:
        case ["-h" | "--help" | "help", *_]:
            write(_help(), None)
            return 0
        case ["-V" | "--version", *_]:
            write(f"signal-lint {__version__}\n", None)
            return 0
    command = next((command for command in COMMANDS if words[:1] == [command.name]), None)
    if command is None:
        return _dispatch(COMMANDS[0], words, words)
    return _dispatch(command, words[1:], words)


def _dispatch(command: Command, options: list[str], words: list[str]) -> int:
    arguments = parse(command, options)
    arguments.words = words
    # Each command brings its own imports; explaining a rule must not wait for those of an analysis.
    match command.name:
        case "check":
            from signal_lint.cli import check_command

            return check_command.run(arguments)
        case "map":
            from signal_lint.cli import map_command

            return map_command.run(arguments)
        case "trace":
            from signal_lint.cli import trace_command

            return trace_command.run(arguments)
        case "verify":
            from signal_lint.cli import verify_command

            return verify_command.run(arguments)
        case _:
            from signal_lint.cli import manual

            return manual.run(command.name, arguments)


def _help() -> str:
    commands = "\n".join(f"  {command.name:8} {command.summary}" for command in COMMANDS)
    return f"""Usage: signal-lint [COMMAND] [OPTIONS] [PATH ...]

A static analyser for Django signals. The analysed project is read, never imported; `verify` alone runs it.

Commands (check is the default):
{commands}

Options:
  -h, --help     show this help; after a command, the command's own
  -V, --version  show the version
"""
