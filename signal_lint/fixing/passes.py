"""Which fixes are made together, pass by pass, until none is left that can be made."""

from __future__ import annotations

from signal_lint.edits import AddImport, AppendKwargs, Edit, ImportInReady, RaiseDecorator, place_of
from signal_lint.findings import Diagnostic, Fix
from signal_lint.fixing.changes import Analyse, Files, Read, Repair, Withheld
from signal_lint.fixing.file_text import file_text
from signal_lint.fixing.rewriting import rewrite

#: A fix seldom makes room for another; more passes than this mean that two of them undo each other.
MOST_PASSES = 20

#: What only adds lines, in any number.
ALONGSIDE = (AddImport, ImportInReady)
#: What touches the head of a function or class, but nothing that stands within it.
OUTSIDE = (AddImport, AppendKwargs, ImportInReady, RaiseDecorator)


def repair(analyse: Analyse, read: Read, *, unsafe: bool) -> Repair:
    """Make the fixes of a project in memory, the safe ones or all.

    `analyse` is given the texts of files that count instead of the disk's; `read` returns the bytes of a
    file, or why there are none.
    """
    files = Files(read)
    outcome = analyse({})
    fixed: list[Diagnostic] = []
    done = _Pass(files)
    for _ in range(MOST_PASSES):
        fixes = [(each, each.fix) for each in outcome.diagnostics if each.fix]
        wanted = [(each, fix) for each, fix in fixes if unsafe or fix.safety == "safe"]
        # What is edited has to be what was analysed, whatever happens to the disk meanwhile.
        if not files.take({place_of(edit).path for _, fix in wanted for edit in fix.edits}):
            done = _Pass(files)
            for diagnostic, fix in wanted:
                done.make(diagnostic, fix)
            if not done.fixed:
                break
            files.texts |= done.texts
            fixed += done.fixed
        outcome = analyse(files.texts)
    before, after = files.changed()
    return Repair(outcome, before, after, tuple(fixed), tuple(done.withheld))


def make_alone(diagnostic: Diagnostic, read: Read) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files that one fix changes, before and after; none where it can't be made."""
    files = Files(read)
    if diagnostic.fix:
        files.take(set(by_path(diagnostic.fix)))
        alone = _Pass(files)
        alone.make(diagnostic, diagnostic.fix)
        files.texts |= alone.texts
    return files.changed()


class _Pass:
    """Fixes that are made together: each sees the files as they were, with the edits of those before it."""

    def __init__(self, files: Files) -> None:
        self.texts: dict[str, bytes] = {}
        self.fixed: list[Diagnostic] = []
        self.withheld: list[Withheld] = []
        self._files = files
        self._edits: dict[str, list[Edit]] = {}

    def make(self, diagnostic: Diagnostic, fix: Fix) -> None:
        """Make a fix, unless it touches what another one of this pass does: then it waits for the next."""
        edits = by_path(fix)
        if any(_collide(one, other) for path in edits for one in edits[path] for other in self._of(path)):
            return
        texts: dict[str, bytes] = {}
        for path in edits:
            made = self._rewritten(path, edits[path])
            if isinstance(made, str):
                self.withheld.append(Withheld(diagnostic, made))
                return
            texts[path] = made
        self.texts |= texts
        self._edits |= {path: [*self._of(path), *edits[path]] for path in edits}
        self.fixed.append(diagnostic)

    def _of(self, path: str) -> list[Edit]:
        return self._edits.get(path, [])

    def _rewritten(self, path: str, edits: list[Edit]) -> bytes | str:
        """Return the new bytes of a file, or why there are none."""
        if path in self._files.unreadable:
            return self._files.unreadable[path]
        source = file_text(self._files.texts[path])
        if isinstance(source, str):
            return source
        rewritten = rewrite(source.text, dict.fromkeys((*self._of(path), *edits)))
        if rewritten.refused:
            return next(iter(rewritten.refused.values()))
        data = source.encode(rewritten.text)
        return f"its encoding, `{source.encoding}`, has no way to write it" if data is None else data


def by_path(fix: Fix) -> dict[str, list[Edit]]:
    """Return the edits of a fix by the file that they change."""
    edits: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        edits.setdefault(place_of(edit).path, []).append(edit)
    return edits


def _collide(one: Edit, other: Edit) -> bool:
    """Tell whether two edits touch the same code, so that the second has to see what the first does."""
    if one == other or (isinstance(one, ALONGSIDE) and isinstance(other, ALONGSIDE)):
        return False
    start, end = _extent(one)
    other_start, other_end = _extent(other)
    return start < other_end and other_start < end


def _extent(edit: Edit) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first place that an edit touches, and the one behind the last."""
    span = place_of(edit).span
    if isinstance(edit, OUTSIDE):
        return (span.line, span.column), (span.line, span.column + 1)
    return (span.line, span.column), (span.end_line, span.end_column)
