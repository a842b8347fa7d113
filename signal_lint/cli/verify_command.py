"""`signal-lint verify`: start the project, and compare what Django connects with the map."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.request import Request, build_request
from signal_lint.cli.running import surveyed
from signal_lint.cli.styling import paint_for
from signal_lint.cli.writing import remark, write
from signal_lint.settings import UsageError, is_asked_for
from signal_lint.text.printable import printable

if TYPE_CHECKING:
    from signal_lint.project import Project
    from signal_lint.verify.comparing import Verdict
    from signal_lint.verify.recording import Recording
    from signal_lint.verify.starting import Launch


def run(arguments: Arguments) -> int:
    """Run the verify command and return its exit code."""
    if "-" in arguments.paths:
        raise UsageError("verify starts the project on disk, and can't do so with standard input")
    request = build_request(arguments)
    launch = _launch(request, arguments)
    project = _project(request, launch, arguments)
    recording = _recording(launch, arguments)
    from signal_lint.verify.comparing import compare

    def asked(path: str) -> bool:
        return is_asked_for(path, request.settings)

    verdict = compare(project.connections, recording.calls, frozenset(launch.files), asked)
    write(_report(verdict, recording, launch, arguments), arguments.output_file)
    return 0 if verdict.is_clean else 1


def _project(request: Request, launch: Launch, arguments: Arguments) -> Project:
    """Return the map of the very project that is started: others may start alike, but not quite."""
    settings = request.settings
    for part in surveyed(request, arguments).project.each:
        if [start.settings for start in part.starts] == [launch.path]:
            return part
    from signal_lint.survey import survey

    # Whatever is worth saying has been said.
    return survey(replace(settings, settings_modules=(launch.settings,)), request.unsaved).project


def _launch(request: Request, arguments: Arguments) -> Launch:
    from signal_lint.files import files
    from signal_lint.verify.starting import interpreter, launch

    python = interpreter(arguments.python, os.environ)
    return launch(request.settings, files(request.settings), arguments.settings, python)


def _recording(launch: Launch, arguments: Arguments) -> Recording:
    """Start the project, and say so; raise a UsageError where it does not start."""
    from signal_lint.verify.booting import boot

    if not arguments.quiet:
        remark(f"verify executes the project: {launch.python} sets up Django with {launch.settings}")
    recording = boot(launch)
    if recording.error is not None:
        if arguments.debug:
            for line in recording.error.traceback.splitlines():
                remark(line)
        raise UsageError(f"the project does not start: {printable(recording.error.line)}")
    if not arguments.quiet and recording.urlconf_error is not None:
        remark(f"the URLconf can't be imported: {printable(recording.urlconf_error.line)}")
    if arguments.verbose:
        remark(f"Django {recording.django}")
    return recording


def _report(verdict: Verdict, recording: Recording, launch: Launch, arguments: Arguments) -> str:
    if arguments.output_format == "json":
        from signal_lint.verify.json_report import json_report

        return json_report(verdict, recording, launch)
    from signal_lint.verify.text_report import NOT_CONNECTED, section, text_report

    paint = paint_for(arguments, arguments.output_file)
    shown = section(NOT_CONNECTED, verdict.not_connected, paint) if arguments.verbose else ""
    return shown + text_report(verdict, paint)
