"""Which rules run: code prefixes, as ruff and flake8 understand them.

The longest matching prefix decides between select and ignore; where both are
equally long, ignore wins. A rule that is off by default runs only where select
or extend-select names a prefix of its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from signal_lint.settings import Settings, UsageError

if TYPE_CHECKING:
    from signal_lint.rule import Rule

_NO_MATCH = -1


def selected(rules: Iterable[Rule], settings: Settings) -> tuple[Rule, ...]:
    """Return the rules that the settings let run."""
    return tuple(rule for rule in rules if _runs(rule, settings))


def matches(code: str, prefixes: Iterable[str]) -> bool:
    """Tell whether any prefix, or `ALL`, covers a code."""
    return _longest(code, prefixes) > _NO_MATCH


def refuse_unknown_codes(codes: Sequence[str], settings: Settings) -> None:
    """Raise a UsageError for a prefix in the settings that none of the rules' codes starts with."""
    for key, prefixes in _named_prefixes(settings):
        for prefix in prefixes:
            if not _is_known(prefix, codes):
                raise UsageError(_unknown(prefix, codes, f"{settings.sources.get(key, key)}: "))


def unknown_code(code: str, codes: Sequence[str]) -> UsageError:
    """Return the error for a code that no rule has."""
    return UsageError(_unknown(code, codes, ""))


def _runs(rule: Rule, settings: Settings) -> bool:
    wanted = _longest(rule.code, (settings.select or ()) + settings.extend_select)
    if settings.select is None and rule.default:
        wanted = max(wanted, 0)
    return wanted > _longest(rule.code, settings.ignore)


def _longest(code: str, prefixes: Iterable[str]) -> int:
    lengths = (0 if prefix == "ALL" else len(prefix) for prefix in prefixes if _covers(prefix, code))
    return max(lengths, default=_NO_MATCH)


def _covers(prefix: str, code: str) -> bool:
    return prefix == "ALL" or code.startswith(prefix)


def _is_known(prefix: str, codes: Sequence[str]) -> bool:
    return prefix != "" and any(_covers(prefix, code) for code in codes)


def _named_prefixes(settings: Settings) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield "select", settings.select or ()
    yield "extend-select", settings.extend_select
    yield "ignore", settings.ignore
    for _, prefixes in settings.per_file_ignores:
        yield "per-file-ignores", prefixes


def _unknown(prefix: str, codes: Sequence[str], where: str) -> str:
    # Only a mistake needs it.
    import difflib

    near = difflib.get_close_matches(prefix.upper(), codes, n=1)
    hint = f" (did you mean `{near[0]}`?)" if near else "; `signal-lint rules` lists the codes"
    return f"{where}unknown rule code `{prefix}`{hint}"
