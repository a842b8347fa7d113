"""`signal-lint trace`: follow one operation on a model through the receivers of a project."""

from __future__ import annotations

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.request import build_request
from signal_lint.cli.running import keep_answer, surveyed
from signal_lint.cli.styling import paint_for
from signal_lint.cli.writing import write
from signal_lint.project import Project
from signal_lint.tracing.naming import model_in
from signal_lint.tracing.trace import Trace, trace


def run(arguments: Arguments) -> int:
    """Run the trace command and return its exit code."""
    request = build_request(arguments)
    traces: list[Trace] = []

    def follow(project: Project) -> None:
        part, model = model_in(project.each, arguments.traced)
        traces.append(trace(part, model, arguments.operation))

    found = surveyed(request, arguments, follow)
    if arguments.output_format == "json":
        from signal_lint.tracing.json_trace import json_trace

        text = json_trace(traces[0], found.project.root)
    else:
        from signal_lint.tracing.tree import tree

        text = tree(traces[0], paint_for(arguments, arguments.output_file))
    write(text, arguments.output_file)
    if arguments.output_file is None:
        keep_answer(request, arguments, found, (0, text))
    return 0
