"""The conformance run itself: it must see what is wrong. Nothing is downloaded here."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from conformance.compare import deviations
from conformance.judged import Place, differences, judged
from conformance.releases import unpacked
from conformance.tables import Seen, Site, Table, tables
from conformance.unseen import beyond, excuses, unlisted

SEEN = Seen(
    "django.db.models.signals.post_save",
    "shop.signals.on",
    "shop/signals.py:9",
    frozenset({"shop.models.Order"}),
)
SITE = Site("shop/signals.py", 8, "i", "startup", (SEEN,))
TABLE = Table("shop", ("shop==1",), ("shop",), {}, "5.2", (SITE,))


def row(**changes: object) -> dict:
    return {
        "path": "shop/signals.py",
        "line": 8,
        "signal": SEEN.signal,
        "sender": {"kind": "model", "name": "shop.models.Order", "label": "shop.Order"},
        "receiver": {"name": "shop.signals.on", "path": "shop/signals.py", "line": 9},
        "loaded": "startup",
        **changes,
    }


def parts(tmp_path: Path, *rows: dict, table: Table = TABLE) -> list[str]:
    (tmp_path / "shop").mkdir(exist_ok=True)
    (tmp_path / "shop" / "signals.py").touch()
    return [deviation.part for deviation in deviations(table, list(rows), tmp_path)]


def test_a_map_that_says_the_same_has_no_deviation(tmp_path: Path):
    assert parts(tmp_path, row()) == []


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"line": 7}, "site"),
        ({"signal": "django.db.models.signals.pre_save"}, "signal"),
        ({"signal": None}, "signal"),
        ({"sender": {"kind": "any", "name": None, "label": None}}, "sender"),
        ({"sender": {"kind": "dynamic", "name": None, "label": None}}, "sender"),
        ({"sender": {"kind": "model", "name": "shop.models.Item", "label": "shop.Item"}}, "sender"),
        ({"receiver": {"name": "shop.signals.on", "path": "shop/signals.py", "line": 8}}, "receiver"),
        ({"receiver": {"name": None, "path": None, "line": None}}, "receiver"),
        ({"loaded": "never"}, "loaded"),
    ],
)
def test_each_part_that_differs_is_a_deviation(tmp_path: Path, changes: dict, part: str):
    assert parts(tmp_path, row(**changes)) == [part]


def test_a_sender_too_many_is_a_deviation(tmp_path: Path):
    more = row(sender={"kind": "model", "name": "shop.models.Item", "label": "shop.Item"})
    assert parts(tmp_path, row(), more) == ["sender"]


def test_what_only_the_urlconf_loads_is_not_loaded_at_startup(tmp_path: Path):
    late = Table("shop", (), (), {}, "5.2", (Site("shop/signals.py", 8, "i", "late", (SEEN,)),))
    assert parts(tmp_path, row(), table=late) == ["loaded"]
    assert parts(tmp_path, row(loaded="late"), table=late) == []
    assert parts(tmp_path, row(loaded="never"), table=late) == []


def test_a_receiver_outside_the_tree_is_compared_by_name(tmp_path: Path):
    seen = Seen(SEEN.signal, "django.contrib.auth.models.f", "django/contrib/auth/models.py:1", SEEN.senders)
    table = Table("shop", (), (), {}, "5.2", (Site("shop/signals.py", 8, "i", "startup", (seen,)),))
    receiver = {"name": "django.contrib.auth.models.f", "path": None, "line": None}
    assert parts(tmp_path, row(receiver=receiver), table=table) == []


def test_the_user_model_outside_the_tree_is_compared_by_label(tmp_path: Path):
    seen = Seen(SEEN.signal, SEEN.receiver, SEEN.handler, frozenset({"django.contrib.auth.models.User"}))
    table = Table(
        "shop",
        (),
        (),
        {"AUTH_USER_MODEL": "auth.User"},
        "5.2",
        (Site("shop/signals.py", 8, "i", "startup", (seen,)),),
    )
    assert (
        parts(tmp_path, row(sender={"kind": "lazy", "name": None, "label": "auth.User"}), table=table) == []
    )
    assert parts(
        tmp_path, row(sender={"kind": "lazy", "name": None, "label": "auth.Group"}), table=table
    ) == ["sender"]


def test_new_and_vanished_findings_are_differences():
    one, two, other = (Place(release, "a.py", 1, "SGL001") for release in ("one==1", "two==2", "other==3"))
    found = list(differences({one: "message"}, {two: "true", other: "true"}, {"one==1", "two==2"}))
    assert found == ["unlisted: one==1 a.py:1 SGL001 message", "vanished: two==2 a.py:1 SGL001"]


def test_the_recorded_tables_hold_every_site():
    sites = [site for table in tables() for site in table.sites]
    assert len(sites) == 412
    assert {site.category for site in sites} == {"i", "ii", "iii", "iv"}


def test_judgements_can_be_read():
    assert all(place.code.startswith("SGL") for place in judged())


def test_a_wheel_is_unpacked_without_its_metadata(tmp_path: Path):
    folder = tmp_path / "downloads" / "shop==1"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "shop-1-py3-none-any.whl", "w") as wheel:
        for name in ("shop/signals.py", "shop/logo.png", "shop-1.dist-info/top_level.txt"):
            wheel.writestr(name, "")
    root = unpacked(tmp_path, "shop", ("shop==1",), {"settings.py": "A = 1"})
    assert sorted(path.name for path in root.path.rglob("*") if path.is_file()) == [
        "settings.py",
        "signals.py",
    ]
    assert (root.release("shop/signals.py"), root.release("settings.py")) == ("shop==1", "generated")


def test_a_source_archive_is_unpacked_without_what_lies_beside_its_packages(tmp_path: Path):
    folder = tmp_path / "downloads" / "shop==1"
    folder.mkdir(parents=True)
    members = {"shop.egg-info/top_level.txt": b"shop\n", "shop/signals.py": b"", "tests/test_shop.py": b""}
    with tarfile.open(folder / "shop-1.tar.gz", "w:gz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(f"shop-1/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    root = unpacked(tmp_path, "shop", ("shop==1",), {})
    assert [path.name for path in root.path.rglob("*.py")] == ["signals.py"]


@pytest.mark.parametrize("kind", ["each", "dynamic"])
def test_where_only_a_run_knows_the_senders_a_computed_one_is_right(tmp_path: Path, kind: str):
    site = Site(SITE.path, SITE.line, "iv", "startup", (SEEN,), "enumerate")
    table = Table("shop", ("shop==1",), ("shop",), {}, "5.2", (site,))
    computed = row(sender={"kind": kind, "name": None, "label": None})
    assert parts(tmp_path, computed, table=table) == []
    assert parts(tmp_path, computed, row(), table=table) == []
    wrong = row(sender={"kind": "model", "name": "shop.models.Item", "label": "shop.Item"})
    assert parts(tmp_path, computed, wrong, table=table) == ["sender"]
    assert parts(tmp_path, wrong, table=table) == ["sender"]
    assert parts(tmp_path, table=table) == ["site"]


def test_what_the_record_holds_is_not_beyond_it():
    assert beyond(TABLE, [row(), row(signal="django.db.models.signals.pre_save")]) == {}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "unseen"),
        ({"loaded": "late"}, "not run"),
        ({"loaded": "never"}, "not run"),
        ({"loaded": "unknown"}, "not run"),
        ({"lost": "collected"}, "not run"),
        ({"path": "shop/tests/orders.py"}, "test"),
        ({"path": "shop/test_orders.py", "loaded": "never"}, "test"),
    ],
)
def test_each_place_that_the_record_does_not_hold_is_of_one_kind(changes: dict, kind: str):
    place = (changes.get("path", "shop/other.py"), 4)
    assert beyond(TABLE, [row(**{"path": place[0], "line": 4, "lost": None, **changes})]) == {place: kind}


def test_of_several_rows_at_one_place_the_one_that_claims_most_counts():
    rows = [row(line=4, lost=lost, loaded=loaded) for lost, loaded in ((None, "startup"), (None, "late"))]
    assert beyond(TABLE, rows) == beyond(TABLE, rows[::-1]) == {("shop/signals.py", 4): "unseen"}


def test_unseen_rows_are_judged_and_judged_ones_are_there():
    found = {("a.py", 1): "unseen", ("b.py", 2): "unseen", ("c.py", 3): "not run", ("d.py", 4): "test"}
    excused = {("shop", "b.py", 2): "off", ("shop", "c.py", 3): "off", ("other", "a.py", 1): "off"}
    assert list(unlisted(TABLE, found, excused)) == [
        "shop: a.py:1 was not registered at start-up: judge it in unseen.toml",
        "shop: c.py:3 is no longer unseen: take it out of unseen.toml",
    ]


def test_excused_rows_are_of_a_table_but_at_none_of_its_sites():
    sites = {table.name: {(site.path, site.line) for site in table.sites} for table in tables()}
    assert [(name, *place) for name, *place in excuses() if tuple(place) in sites[name]] == []


@pytest.mark.parametrize("entries", ['reason = ""', 'reason = "off"\n[[row]]\n{row}\nreason = "off"'])
def test_an_excuse_has_a_reason_and_stands_once(tmp_path: Path, monkeypatch, entries: str):
    place = 'table = "shop"\npath = "a.py"\nline = 1'
    (tmp_path / "unseen.toml").write_text(f"[[row]]\n{place}\n" + entries.format(row=place))
    monkeypatch.setattr("conformance.unseen.UNSEEN", tmp_path / "unseen.toml")
    with pytest.raises(ValueError, match=r"a\.py"):
        excuses()
