"""`signal-lint map`: show which receivers run for which signal and sender."""

from __future__ import annotations

from dataclasses import replace

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.request import build_request
from signal_lint.cli.running import keep_answer, surveyed, surveyed_with_findings
from signal_lint.cli.styling import paint_for
from signal_lint.cli.writing import write
from signal_lint.connections import Connection
from signal_lint.findings import Diagnostic
from signal_lint.maps.filters import Filters, filtered
from signal_lint.project import Project
from signal_lint.settings import is_asked_for


def run(arguments: Arguments) -> int:
    """Run the map command and return its exit code."""
    request = build_request(arguments)
    texts: list[str] = []

    def render(project: Project, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        asked = [row for row in project.connections if is_asked_for(row.location.path, request.settings)]
        filters = Filters(tuple(arguments.app), tuple(arguments.signal), tuple(arguments.model))
        places = [each for each in project.not_followed if is_asked_for(each.location.path, request.settings)]
        # Of what, a place does not say: an excerpt of the map has none.
        shown = replace(project, not_followed=() if filters != Filters() else tuple(places))
        texts.append(_rendered(shown, filtered(project, asked, filters), diagnostics, arguments))

    if arguments.output_format == "html":
        found = surveyed_with_findings(request, arguments, render)
    else:
        found = surveyed(request, arguments, render)
    (text,) = texts
    write(text, arguments.output_file)
    if arguments.output_file is None:
        keep_answer(request, arguments, found, (0, text))
    return 0


def _rendered(
    project: Project,
    connections: list[Connection],
    diagnostics: tuple[Diagnostic, ...],
    arguments: Arguments,
) -> str:
    match arguments.output_format:
        case "json":
            from signal_lint.maps.json_map import json_map

            return json_map(project, connections)
        case "html":
            from signal_lint.maps.page import page
            from signal_lint.maps.page.document import page_document
            from signal_lint.tracing.writes import writes

            return page(page_document(project, connections, diagnostics, writes))
        case "markdown":
            from signal_lint.maps.markdown import markdown

            return markdown(project, connections, arguments.group_by)
        case "mermaid":
            from signal_lint.maps.mermaid import mermaid
            from signal_lint.maps.picture import picture

            return mermaid(picture(project, connections, arguments.group_by))
        case "dot":
            from signal_lint.maps.dot import dot
            from signal_lint.maps.picture import picture

            return dot(picture(project, connections, arguments.group_by))
        case _:
            from signal_lint.maps.tree import places_not_followed, tree

            paint = paint_for(arguments, arguments.output_file)
            shown = tree(project, connections, arguments.group_by, paint)
            return shown + places_not_followed(project.not_followed, paint)
