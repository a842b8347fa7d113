"""Django decides: what a fix is made for works afterwards, and what worked before still does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, boot
from claims.receiving import refused
from claims.repairing import Fixed, fixture
from claims.test_lost_connections import MEANT

READYING = Path(__file__).with_name("readying.py")
#: How many findings each rule fixes, and the scripts that ask, with what they are asked.
SCRIPTS = {
    "SGL102": (8, ("connecting",)),
    "SGL104": (5, ("wrapping",)),
    "SGL201": (2, ("matching",)),
    "SGL202": (3, ("matching",)),
    "SGL206": (5, ("firing",)),
    "SGL402": (5, ("recursing", "pre_save", "post_save", "pre_delete"), ("returning",)),
    "SGL506": (4, ("sending",)),
    "SGL601": (3, ("making",)),
}
#: The modules of the fixture of SGL003 that a fix has imported.
WOKEN = {
    "orders.signals",
    "orders.wired",
    "orders.board",
    "invoices.handlers.saving",
    "stock.receivers",
    "stock.forecast",
    "sleeping.signals",
    "sleeping.hooks",
    "sleeping.typed",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Something in a fixed fixture: where, whether it fails under Django, whether it is still reported."""

    place: str
    fails: bool | None
    reported: bool
    marked: bool


def asked(copy: Fixed, script: str, *arguments: str) -> Iterator[Asked]:
    """Ask Django about a fixed fixture: of one line, a script tells if it works, of several, if they fail."""
    rows = ask(Path(__file__).with_name(f"{script}.py"), copy.root, *arguments)
    for path, first, *more in rows:
        last, fails = more if len(more) == 2 else (first, not more[0])
        lines = "\n".join(Path(path).read_text().splitlines()[first - 1 : last])
        place = f"{Path(path).name}:{first} {lines}"
        yield Asked(place, fails, copy.is_left(path, first, last), "# expect: " in lines)


@pytest.fixture(scope="module", params=SCRIPTS)
def answers(request, tmp_path_factory) -> tuple[str, int, list[Asked]]:
    """Fix each fixture and ask Django, once, about all that is in it."""
    code = request.param
    copy = fixture(code, tmp_path_factory.mktemp(code))
    return code, copy.count, [each for script in SCRIPTS[code][1:] for each in asked(copy, *script)]


def test_what_is_fixed_works(answers: tuple[str, int, list[Asked]]):
    _, count, found = answers
    mended = {each.place: each.fails for each in found if each.marked and not each.reported}
    assert len(mended) == count
    assert [place for place, fails in mended.items() if fails] == []


def test_what_is_not_fixed_still_fails(answers: tuple[str, int, list[Asked]]):
    code, _, found = answers
    # Before Django 5.0, without `asend`, nobody can say.
    assert [each.place for each in found if each.reported and each.fails is False] == []
    assert any(each.reported for each in found) is (code != "SGL102")


def test_what_worked_before_still_works(answers: tuple[str, int, list[Asked]]):
    others = [each for each in answers[2] if not each.marked]
    assert len(others) >= 10
    assert [
        each.place for each in others if each.fails and not any(text in each.place for text in MEANT)
    ] == []


def live(root: Path) -> set[tuple[str, str]]:
    """Start a project, and return signal and receiver of the connections that live."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPAQUE_MODULES", "opaque.signals")
        records = boot(root)["records"]
    return {(each["signal"], each["receiver"]["name"]) for each in records if each["state"] == "live"}


def test_receivers_without_kwargs_are_refused_no_more(tmp_path: Path):
    copy = fixture("SGL001", tmp_path)
    found = refused(copy.root)
    assert [place for place, is_refused in found.items() if is_refused] == []
    assert (copy.count, len(copy.left)) == (10, 0)
    assert len(found) >= 20


def test_modules_that_nothing_imported_are_imported(tmp_path: Path):
    copy = fixture("SGL003", tmp_path)
    before, after = live(FIXTURES / "SGL003"), live(copy.root)
    new = {name.rpartition(".")[0] for _, name in after - before}
    assert new == WOKEN
    assert copy.count == len(new)
    assert before <= after


def test_the_same_configs_are_made_ready_without_the_line(tmp_path: Path):
    copy = fixture("SGL004", tmp_path)
    assert copy.count == 1
    assert "default_app_config" not in (copy.root / "plain" / "__init__.py").read_text()
    assert set(ask(READYING, copy.root)) == set(ask(READYING, FIXTURES / "SGL004"))
