"""How often each rule found something, the most frequent first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from signal_lint.findings import Diagnostic


def statistics(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one line for each rule that found something: count, code and name."""
    counts = _counts(diagnostics)
    width = max((len(str(count)) for _, _, count in counts), default=0)
    return "".join(f"{count:{width}}  {code}  {name}\n" for code, name, count in counts)


def json_statistics(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the same as JSON."""
    rows = [{"code": code, "name": name, "count": count} for code, name, count in _counts(diagnostics)]
    return json.dumps(rows, indent=2) + "\n"


def _counts(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, str, int]]:
    counts = Counter((diagnostic.code, diagnostic.name) for diagnostic in diagnostics)
    return sorted(
        ((code, name, count) for (code, name), count in counts.items()), key=lambda row: (-row[2], row[0])
    )
