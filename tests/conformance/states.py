"""When a map says that a place connects, against the phase in which Django reached it.

What `django.setup()` connects is `startup`, in the project that was started. A place whose state the map
does not know is not wrong, but too many such places tell nobody anything; and one of them that the map
calls `late` or `never` is a false alarm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from conformance.tables import SETTINGS, Table

#: From right to wrong; of a place that is not on the map nothing is said at all.
STATES = ("startup", "unknown", "missing", "late", "never")
WRONG = frozenset({"late", "never"})

Place = tuple[str, int]
States = Mapping[Place, str]


def of_setup(table: Table, rows: list[dict]) -> dict[Place, str]:
    """Return the states of the places that the setup of a recorded project reached."""
    reached = {(site.path, site.line) for site in table.sites if site.loaded == "startup"}
    return {place: state_of(place, rows, SETTINGS) for place in sorted(reached)}


def state_of(place: Place, rows: Iterable[dict], project: str) -> str:
    """Return the state of a place in a project; of several rows the one that is furthest from right."""
    found = [_in_project(row, project) for row in rows if (row["path"], row["line"]) == place]
    return max(found, key=STATES.index, default="missing")


def _in_project(row: dict, project: str) -> str:
    """Return the state that a row has in the project of a settings module, where the map tells them apart."""
    return row.get("projects", {}).get(project, row["loaded"])


def misstated(found: States) -> Iterator[str]:
    """Yield each place of a setup that is called something else than Django did."""
    for (path, line), state in sorted(found.items()):
        if state in WRONG:
            yield f"{path}:{line} was connected by `django.setup()`, and is called `{state}`"


def too_few(counts: Counter[str], least: float) -> Iterator[str]:
    """Yield that less than a share of the places of a setup are known to be `startup`."""
    right = counts[STATES[0]]
    if right < least * counts.total():
        what = f"{right} of {counts.total()} places that `django.setup()` connected"
        yield f"{what} are `startup`, at least {least:.0%} needed"
