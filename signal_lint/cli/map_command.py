"""`signal-lint map`: show which receivers run for which signal and sender."""

from __future__ import annotations

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.request import build_request
from signal_lint.cli.running import keep_answer, surveyed, surveyed_with_findings
from signal_lint.cli.styling import paint_for
from signal_lint.cli.writing import write
from signal_lint.maps.json_map import json_map
from signal_lint.maps.tree import tree
from signal_lint.settings import is_asked_for


def run(arguments: Arguments) -> int:
    """Run the map command and return its exit code."""
    request = build_request(arguments)
    found = (surveyed_with_findings if arguments.output_format == "html" else surveyed)(request, arguments)
    project = found.project
    connections = [
        connection
        for connection in project.connections
        if is_asked_for(connection.location.path, request.settings)
    ]
    match arguments.output_format:
        case "json":
            text = json_map(project, connections)
        case "html":
            from signal_lint.maps.page import page
            from signal_lint.maps.page.document import page_document

            text = page(page_document(project, connections, found.diagnostics, lambda *_: ()))
        case _:
            text = tree(project, connections, arguments.group_by, paint_for(arguments))
    write(text, arguments.output_file)
    keep_answer(request, arguments, found, (0, text))
    return 0
