"""Running the recorder in the project's own interpreter.

Invariant: the project runs in another process, and what it prints, raises or ends with reaches this one as
text alone.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from signal_lint.link.entries import VARIABLE
from signal_lint.settings import UsageError
from signal_lint.verify.recording import Recording, parse_recording
from signal_lint.verify.starting import Launch

_RECORDER = Path(__file__).with_name("recorder.py")


def boot(launch: Launch) -> Recording:
    """Start the project, and return what it told its signals; no time is too long.

    Files take what comes out, not pipes: a process that the project leaves behind would hold a pipe open. An
    interrupt ends the child too, as `subprocess.run` kills what it no longer waits for.
    """
    with TemporaryDirectory(prefix="signal-lint-") as folder:
        document, printed = Path(folder, "recording.json"), Path(folder, "printed.txt")
        command = [
            launch.python,
            str(_RECORDER),
            str(document),
            str(launch.root),
            *map(str, launch.import_roots),
        ]
        environment = {**os.environ, VARIABLE: launch.settings}
        try:
            with printed.open("wb") as output:
                ended = subprocess.run(  # noqa: S603  to run the project is what the command is for
                    command,
                    cwd=launch.root,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    check=False,
                )
        except OSError as error:
            raise UsageError(f"{launch.python}: {error.strerror}") from error
        if not document.exists():
            raise UsageError(_silence(launch, ended.returncode, printed.read_text("utf-8", "replace")))
        return parse_recording(document.read_text("ascii"))


def _silence(launch: Launch, code: int, printed: str) -> str:
    """Say that the process ended without a word, and what it printed last."""
    last = printed.strip().rpartition("\n")[2]
    return f"{launch.python} ended with exit code {code} before the project had started{last and f': {last}'}"
