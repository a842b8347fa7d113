"""`signal-lint map`: show which receivers run for which signal and sender."""

from __future__ import annotations

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.request import build_request
from signal_lint.cli.running import keep_answer, surveyed
from signal_lint.cli.styling import paint_for
from signal_lint.cli.writing import write
from signal_lint.maps.json_map import json_map
from signal_lint.maps.tree import tree
from signal_lint.settings import is_asked_for


def run(arguments: Arguments) -> int:
    """Run the map command and return its exit code."""
    request = build_request(arguments)
    found = surveyed(request, arguments)
    project = found.project
    connections = [
        connection
        for connection in project.connections
        if is_asked_for(connection.location.path, request.settings)
    ]
    if arguments.output_format == "json":
        text = json_map(project, connections)
    else:
        text = tree(project, connections, arguments.group_by, paint_for(arguments, arguments.output_file))
    write(text, arguments.output_file)
    if arguments.output_file is None:
        keep_answer(request, arguments, found, (0, text))
    return 0
