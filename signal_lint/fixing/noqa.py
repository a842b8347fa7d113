"""A `# noqa` comment for every finding of a project."""

from __future__ import annotations

from signal_lint.findings import PROJECT_ITSELF, Diagnostic
from signal_lint.fixing.changes import Analyse, Files, Read, Repair, Withheld
from signal_lint.fixing.file_text import file_text
from signal_lint.fixing.noqa_text import with_noqa


def add_noqa(analyse: Analyse, read: Read) -> Repair:
    """Suppress every finding on its line, in memory; `fixed` are those that are suppressed."""
    files = Files(read)
    outcome = analyse({})
    # What is written to has to be what was analysed, whatever happens to the disk meanwhile.
    if files.take({each.location.path for each in outcome.diagnostics} - {PROJECT_ITSELF}):
        outcome = analyse(files.texts)
    by_path: dict[str, list[Diagnostic]] = {}
    for each in outcome.diagnostics:
        by_path.setdefault(each.location.path, []).append(each)
    withheld = [missed for path in by_path for missed in _suppress(path, by_path[path], files)]
    left = {id(each.diagnostic) for each in withheld}
    fixed = tuple(each for each in outcome.diagnostics if id(each) not in left)
    return Repair(outcome, *files.changed(), fixed, tuple(withheld))


def _suppress(path: str, diagnostics: list[Diagnostic], files: Files) -> list[Withheld]:
    """Add the comments to one file; return the findings that cannot have one, each with why."""
    if path not in files.texts:
        reason = files.unreadable.get(path, "it belongs to no file")
        return [Withheld(each, reason) for each in diagnostics]
    source = file_text(files.texts[path])
    if isinstance(source, str):
        return [Withheld(each, source) for each in diagnostics]
    codes: dict[int, dict[str, None]] = {}
    for each in diagnostics:
        codes.setdefault(each.location.span.line, {})[each.code] = None
    made = with_noqa(source.text, {line: tuple(codes[line]) for line in codes})
    # Every encoding of Python source has the characters of such a comment.
    files.texts[path] = source.encode(made.text) or files.texts[path]
    reason = "no comment can stand at the end of its line"
    return [Withheld(each, reason) for each in diagnostics if each.location.span.line in made.refused]
