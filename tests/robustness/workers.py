"""Processes that inspect files, one after another: if one dies, the file is known.

    python tests/robustness/workers.py

is such a process: it reads a path from each line of its input, and writes a verdict.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from robustness.inspecting import Verdict, inspect

_LONGEST_WAIT = 120
_own = threading.local()
_started: list[subprocess.Popen[str]] = []


def inspected(paths: Iterable[Path], jobs: int) -> Iterator[tuple[Path, Verdict]]:
    """Yield the verdict on each file, in order; a file that kills its process, or takes ages, has one too."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda path: (path, _judged(path)), paths)
    for process in _started:
        process.communicate()


def _judged(path: Path) -> Verdict:
    process = getattr(_own, "process", None) or _start()
    timer = threading.Timer(_LONGEST_WAIT, process.kill)
    timer.start()
    print(json.dumps(str(path)), file=process.stdin, flush=True)
    answer = process.stdout.readline()
    timer.cancel()
    if answer:
        data = json.loads(answer)
        return Verdict(tuple(data["broken"]), data["refused"], data["seconds"])
    _own.process = None
    process.wait()
    return Verdict((f"the process ended with code {process.returncode}",))


def _start() -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    _own.process = subprocess.Popen([sys.executable, __file__], stdin=pipe, stdout=pipe, text=True)
    _started.append(_own.process)
    return _own.process


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(inspect(Path(json.loads(line))).as_data()), flush=True)
