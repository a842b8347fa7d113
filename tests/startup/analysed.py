"""What signal-lint says of the cases, compared with what is expected of each: one analysis for a case."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from startup.reading import Case, Row

from signal_lint.analysis import analyse_with_map
from signal_lint.cli import main
from signal_lint.configuration import find_config, load_settings
from signal_lint.findings import Diagnostic
from signal_lint.maps.json_map import json_map
from signal_lint.outcome import Survey
from signal_lint.project import Project
from signal_lint.settings import Settings


@dataclass(frozen=True)
class Said:
    """The map, the findings and the notes of one analysis."""

    map: dict
    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...]


def settings_of(case: Case, root: Path | None = None) -> Settings:
    """Return the settings of a case, or of a copy of it: those of its own configuration, if it has one."""
    root = root or case.root
    config = find_config(root)
    inside = config is not None and config.is_relative_to(root)
    settings = load_settings(root, config if inside else None)
    return replace(settings, extend_select=tuple(case.told.get("select", ())))


def analysed(case: Case) -> Said:
    kept: list[tuple[dict, tuple[Diagnostic, ...]]] = []

    def ask(project: Project, diagnostics: tuple[Diagnostic, ...]) -> None:
        kept.append((json.loads(json_map(project, project.connections)), diagnostics))

    found: Survey = analyse_with_map(settings_of(case), {}, ask)
    ((document, diagnostics),) = kept
    return Said(document, diagnostics, found.notes)


def disagreements(case: Case, said: Said) -> Iterator[str]:
    """Yield where signal-lint says something else than is expected of a case."""
    yield from _rows(case, said.map)
    yield from _described(case.told.get("connections", ()), said.map["connections"])
    yield from _findings(case, said.diagnostics)
    for told in case.told.get("findings", ()):
        yield from _finding(told, said.diagnostics)
    yield from _notes(case, said.notes)
    yield from _projects(case.told.get("projects", ()), said.map)
    yield from _not_followed(case, said.map)
    yield from _shown(case)


def _rows(case: Case, document: dict) -> Iterator[str]:
    marked = {row.at: row for row in case.rows}
    seen: set[str] = set()
    for told in document["connections"]:
        at = f"{told['path']}:{told['line']}"
        seen.add(at)
        if at in {*case.places, *case.maybe}:
            continue
        if at not in marked:
            yield f"{at} is a row of the map ({told['signal']}, {told['loaded']}), and not marked"
            continue
        if told["loaded"] not in marked[at].loaded:
            yield f"{at} is {told['loaded']}, expected {' or '.join(marked[at].loaded)} ({told['reason']})"
    yield from (f"{at} is no row of the map" for at in marked if at not in seen)
    for row in case.rows if len(case.boots) > 1 else ():
        yield from _in_projects(case, row, document)


def _in_projects(case: Case, row: Row, document: dict) -> Iterator[str]:
    """Compare the states of a line in each project; its rows may differ in what they know of the sender."""
    here = [each for each in document["connections"] if f"{each['path']}:{each['line']}" == row.at]
    for name, boot in case.boots.items():
        key = _key(boot, document)
        states = {each.get("projects", {}).get(key, "") for each in here}
        if not states & {*(wanted := row.states_in(name))}:
            yield f"{row.at} is {' or '.join(states)} in {name} ({key}), expected {' or '.join(wanted)}"


def _key(boot: dict, document: dict) -> str | None:
    """Return the name that the map has for a project that is started."""
    wanted = [(key, boot[key]) for key in ("name", "root") if key in boot]
    for project in document.get("projects", ()):
        if all(project[key] == value for key, value in wanted):
            return project["name"]
    return None


def _described(expected: Iterable[dict], rows: list[dict]) -> Iterator[str]:
    """Compare what is told of single rows: names may be the ends of dotted names."""
    for told in expected:
        here = [row for row in rows if f"{row['path']}:{row['line']}" == told["at"]]
        if not any(all(_has(row, key, value) for key, value in told.items() if key != "at") for row in here):
            seen = [{key: _value(row, key) for key in told if key != "at"} for row in here]
            yield f"{told['at']} has no row {told}, but {seen}"


def _value(row: dict, key: str) -> object:
    match key:
        case "sender":
            return row["sender"]["label"] or row["sender"]["name"]
        case "sender_kind":
            return row["sender"]["kind"]
        case "receiver":
            return row["receiver"]["name"]
        case "condition" | "signal" | "form" | "weak" | "loaded":
            return row.get(key)
        case "reason_says":
            return row["reason"]
        case "lost":
            return row["lost"] and row["lost"]["kind"]
        case _:
            raise KeyError(key)


def _has(row: dict, key: str, wanted: object) -> bool:
    found = _value(row, key)
    if not isinstance(found, str) or not isinstance(wanted, str) or not wanted:
        return (found or "") == (wanted or "")
    if key in ("condition", "reason_says"):
        return wanted in found
    return found == wanted or found.endswith(f".{wanted}")


def _findings(case: Case, diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Compare the places of the findings; where a case says `anywhere`, the file is enough."""
    found = {(each.location.path, each.location.span.line, each.code): each.message for each in diagnostics}
    loose = {(one["path"], one["code"]) for one in case.told.get("findings", ()) if one.get("anywhere")}
    allowed, marked = case.told.get("allowed", ()), {*case.marks}
    yield from (f"{path}:{line} has no {code}" for path, line, code in sorted(marked - found.keys()))
    yield from (f"{path} has no {code}" for path, code in sorted(loose - {(one[0], one[2]) for one in found}))
    for path, line, code in sorted(found.keys() - marked):
        if code not in allowed and (path, code) not in loose:
            yield f"{path}:{line} has a {code} that is not expected: {found[path, line, code]}"


def _finding(told: dict, diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Compare the sentences, the fix and the severity of the findings of a code, in one file or in all."""
    for each in diagnostics:
        place, text = each.location.path, " | ".join((each.message, *(one.message for one in each.related)))
        if each.code != told["code"] or place != told.get("path", place):
            continue
        here = f"{place}:{each.location.span.line} {each.code}"
        for part in told.get("says", ()):
            if not any(choice in text for choice in part.split("|")):
                yield f"{here} does not say `{part}`: {text}"
        yield from (f"{here} says `{part}`: {text}" for part in told.get("unsaid", ()) if part in text)
        safety = each.fix.safety if each.fix else "none"
        if safety not in (wanted := told.get("fix", safety)).split(" or "):
            yield f"{here}: the fix is {safety}, expected {wanted}"
        if each.severity != told.get("severity", each.severity):
            yield f"{here} is {each.severity}, expected {told['severity']}"


def _notes(case: Case, notes: tuple[str, ...]) -> Iterator[str]:
    for wanted in case.told.get("notes", ()):
        if not any(wanted in note for note in notes):
            yield f"no line on standard error holds `{wanted}`: {list(notes)}"
    if case.told.get("no_notes") and notes:
        yield f"nothing is due on standard error: {list(notes)}"


def _projects(expected: Iterable[dict], document: dict) -> Iterator[str]:
    for told in expected:
        found = [
            project
            for project in document.get("projects", ())
            if all(told[key] == project[key] for key in ("name", "root") if key in told)
        ]
        if len(found) != 1:
            yield f"the map has {len(found)} projects of {told}: {document.get('projects')}"
            continue
        yield from _project(told, found[0])


def _project(told: dict, project: dict) -> Iterator[str]:
    apps = {app["name"]: app["sure"] for app in project["apps"]}
    for name in told.get("apps", ()):
        if not apps.get(name):
            yield f"{name} is not known to be installed: {apps}"
    for name in told.get("unsure", ()):
        if apps.get(name) is not False:
            yield f"{name} is to be installed perhaps: {apps}"
    for name in told.get("not_apps", ()):
        if name in apps:
            yield f"{name} is said to be installed: {apps}"
    for key in ("settings", "apps_complete"):
        if key in told and told[key] != project[key]:
            yield f"{key} is {project[key]}, expected {told[key]}"
    for key, value in told.get("django", {}).items():
        if project["django"][key] != value:
            yield f"django.{key} is {project['django'][key]}, expected {value}"


def _not_followed(case: Case, document: dict) -> Iterator[str]:
    found = {f"{one['path']}:{one['line']}": one["reason"] for one in document.get("not_followed", ())}
    rows = {f"{one['path']}:{one['line']}" for one in document["connections"]}
    for at in case.places:
        if at not in rows | found.keys():
            yield f"{at} is neither a row of the map nor listed as not followed"
    wanted = {one["at"]: one.get("says", "") for one in case.told.get("not_followed", ())}
    yield from (
        f"{at} is not listed as not followed" for at in wanted if wanted[at] not in found.get(at, "-")
    )
    yield from (
        f"{at} is listed as not followed: {found[at]}"
        for at in found
        if at not in {*wanted, *case.places, *case.maybe}
    )


def _shown(case: Case) -> Iterator[str]:
    """Run `check --show-settings` for the cases that say what it shows."""
    if wanted := case.told.get("shown", ()):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            main(["check", "--no-cache", "--show-settings", str(case.root)])
        text = output.getvalue()
        yield from (f"--show-settings does not show `{part}`:\n{text}" for part in wanted if part not in text)
