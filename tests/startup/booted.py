"""What Django does with the cases, compared with what is expected of each."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from django_process import environment
from startup.reading import Case, Row

BATCH = Path(__file__).resolve().parents[1] / "django_boot" / "batch.py"
VERSION = "import django; print('.'.join(map(str, django.VERSION[:2])))"


@cache
def version_of(python: str) -> str:
    """Return the Django of an interpreter, as `5.2`."""
    return subprocess.run([python, "-c", VERSION], check=True, capture_output=True, text=True).stdout.strip()


def answers(python: str, requests: Sequence[dict]) -> list[dict]:
    """Start projects in one process of an interpreter, and return what each came to."""
    run = subprocess.run(
        [python, str(BATCH)],
        input=json.dumps(requests),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)["answers"]


def requests_of(case: Case, root: Path | None = None) -> list[dict]:
    """Return what to start for a case, or for a copy of it."""
    steps = sorted({row.proof for row in case.rows if row.proof})
    return [
        {"root": str(root or case.root), "entry": told["entry"], "steps": steps}
        for told in case.boots.values()
    ]


def booted(python: str, cases: Sequence[Case]) -> dict[str, list[dict]]:
    """Start cases under the Django of an interpreter; return the answers of each by its name."""
    asked = [(case.name, request) for case in cases for request in requests_of(case)]
    found: dict[str, list[dict]] = {case.name: [] for case in cases}
    for (name, _), answer in zip(asked, answers(python, [request for _, request in asked]), strict=True):
        found[name].append(answer)
    return found


def disagreements(case: Case, seen: Sequence[dict]) -> Iterator[str]:
    """Yield where Django does something else than is expected of a case."""
    for (name, told), answer in zip(case.boots.items(), seen, strict=True):
        for text in _of_project(case, name, told, answer):
            yield f"{name}: {text}" if name else text


def live(answer: dict, *, at: str | None = None) -> list[tuple[str, str | None, str]]:
    """Return signal, sender and receiver of what lives in Django, at one place or at all."""
    return [
        (record["signal"], record["sender"] and record["sender"]["name"], record["receiver"]["name"])
        for record in answer["records"]
        if record["state"] == "live" and (at is None or at in record["stack"])
    ]


def _of_project(case: Case, name: str, told: dict, answer: dict) -> Iterator[str]:
    if "crash" in answer:
        yield f"the boot itself failed: {answer['crash']}"
        return
    error = answer["error"]
    raised = error and f"{error['type']}: {error['message']}"
    wanted = told.get("raises", case.told.get("raises"))
    if raised != wanted and not (raised and wanted and re.match(wanted, raised)):
        yield f"start-up raises {raised}, expected {wanted}"
        return
    for row in case.rows:
        yield from _of_row(case, row, row.states_in(name), answer)
    yield from _unmarked(case, name, answer["records"])


def _of_row(case: Case, row: Row, states: tuple[str, ...], answer: dict) -> Iterator[str]:
    lives = bool(live(answer, at=row.at))
    made = any(row.at in record["stack"] for record in answer["records"])
    if states == ("startup",) and not (made if row.at in case.told.get("lost", ()) else lives):
        yield f"{row.at} is expected at start-up, and is not there"
    if not {*states} & {"startup", "unknown"} and made:
        yield f"{row.at} is expected to be {states[0]}, and is there at start-up"
    if row.live not in (None, lives):
        yield f"{row.at} is expected to be {'live' if row.live else 'absent'} at start-up"
    if row.proof and "late" in states and not live(answer["steps"][row.proof], at=row.at):
        yield f"{row.at} is not there after {row.proof}: {answer['steps'][row.proof]['error']}"


def _unmarked(case: Case, name: str, records: Iterable[dict]) -> Iterator[str]:
    expected = {row.at for row in case.rows if {*row.states_in(name)} & {"startup", "unknown"}}
    marked = expected.union(case.places, case.maybe)
    for record in records:
        if not marked & {*record["stack"]}:
            yield f"{record['stack'][0]} connects at start-up, and is not marked"
