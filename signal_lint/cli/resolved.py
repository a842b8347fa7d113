"""What start-up was found to be: which projects, with which apps and which Django, and by what evidence."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import App, Start
from signal_lint.supported import told
from signal_lint.text.printable import printable


def resolved(project: Project) -> str:
    """Return what of the start-up of each project of a tree was read, each thing with its place."""
    lines = [line for part in project.each for line in _of_project(part)]
    notes = [f"note: {note}" for note in project.notes]
    return "".join(f"{printable(line)}\n" for line in ("", *lines, *notes))


def _of_project(project: Project) -> Iterator[str]:
    for start in project.starts:
        yield f"project {start.name or 'without settings'}"
        yield from (f"  {line}" for line in _of_start(start))
    yield f"  Django: {told(project.django)}"
    yield f"  installed apps: {_how_many(project)}"
    yield from (f"    {_of_app(app)}" for app in project.apps)


def _of_start(start: Start) -> Iterator[str]:
    if start.settings:
        yield f"settings: {start.settings}"
    for entry in start.entries:
        yield f"started by: {_place(entry)}"
    yield f"import roots: {', '.join(root or '.' for root in start.import_roots)}"


def _how_many(project: Project) -> str:
    if project.apps_complete:
        return f"{len(project.apps)}"
    return f"{len(project.apps)} are known, and there may be more" if project.apps else "not known"


def _of_app(app: App) -> str:
    place = f"  # {_place(app.entry)}" if app.entry else ""
    return f"{app.listed_as}{place}{'' if app.sure else ', under a condition'}"


def _place(location: Location) -> str:
    return f"{location.path}:{location.span.line}"
