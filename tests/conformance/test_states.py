"""The states of a map beside what Django did, and the list of releases. Nothing is downloaded here."""

from __future__ import annotations

from collections import Counter

from conformance.alone import ALONE
from conformance.boot import boots
from conformance.second import KINDS, second_list
from conformance.states import misstated, of_setup, state_of, too_few
from conformance.tables import Site, Table, tables

PLACE = ("shop/signals.py", 8)


def row(loaded: str, **projects: str) -> dict:
    return {
        "path": PLACE[0],
        "line": PLACE[1],
        "loaded": loaded,
        **({"projects": projects} if projects else {}),
    }


def test_of_several_rows_the_one_that_is_furthest_from_right_counts():
    assert state_of(PLACE, [row("startup")], "settings") == "startup"
    assert state_of(PLACE, [row("startup"), row("late"), row("unknown")], "settings") == "late"
    assert state_of(PLACE, [{**row("startup"), "line": 9}], "settings") == "missing"


def test_the_state_in_the_project_that_was_started_counts():
    assert state_of(PLACE, [row("unknown", settings="startup", other="never")], "settings") == "startup"
    assert state_of(PLACE, [row("unknown", other="never")], "settings") == "unknown"


def test_what_only_the_urlconf_reached_is_not_of_the_setup():
    sites = tuple(
        Site("shop/signals.py", line, "i", loaded, ()) for line, loaded in ((8, "startup"), (9, "late"))
    )
    table = Table("shop", (), (), {}, "5.2", sites)
    assert of_setup(table, [row("startup")]) == {PLACE: "startup"}


def test_what_is_late_or_never_is_wrong_whatever_the_share():
    assert [
        text.split()[-1] for text in misstated({PLACE: "late", ("a", 1): "never", ("b", 1): "unknown"})
    ] == [
        "`never`",
        "`late`",
    ]


def test_a_share_that_is_too_small_is_told():
    assert list(too_few(Counter(startup=99, unknown=1), 0.99)) == []
    assert len(list(too_few(Counter(startup=98, missing=2), 0.99))) == 1


def test_the_second_list_is_what_it_says():
    releases = second_list()
    used = {name.partition("==")[0] for table in tables() for name in table.releases}
    used |= {name.partition("==")[0] for name in ALONE}
    kinds = Counter(release.kind for release in releases)
    assert len({release.name for release in releases} - used) == len(releases) >= 60
    assert kinds.keys() == set(KINDS)
    assert min(kinds.values()) >= 20
    assert sum(release.year < 2020 for release in releases) * 2 >= len(releases)


def test_what_is_started_is_an_application_of_the_list():
    applications = {str(release) for release in second_list() if release.kind == "application"}
    assert {boot.release for boot in boots()} <= applications
