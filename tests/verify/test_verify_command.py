"""`signal-lint verify` over a small project: what it tells, and how it ends."""

from __future__ import annotations

import re
import sys

import django
import pytest

EXECUTES = f"signal-lint: verify executes the project: {sys.executable} sets up Django with settings\n"
BROKEN = {"settings.py": 'raise ValueError("no\\nsuch shop")\n'}


def places(entries):
    return [(one["path"], one["line"], one["receiver"]) for one in entries]


def test_a_project_that_agrees_is_told_in_counts(verify, shop):
    ran = verify(shop("post_save.connect(on_save)"))
    assert (ran.code, ran.err) == (0, EXECUTES)
    assert re.fullmatch(
        r"1 connection in Django as on the map\n\d+ connections made outside .*\nFound no disagreement\n",
        ran.out,
    )


def test_a_closure_that_is_weakly_connected_is_named_as_lost(verify, shop):
    closure = ("def on_delete(**kwargs):", "    print(self)", "post_save.connect(on_delete)")
    ran = verify(shop(*closure))
    assert ran.code == 1
    assert "  shop.apps.ShopConfig.ready.<locals>.on_delete  shop/apps.py:15\n" in ran.out
    assert "\n    as the map says, `on_delete` is gone when the function around it returns\n" in ran.out


def test_a_lost_closure_that_the_map_takes_for_kept_is_named_too(verify, shop):
    closure = ("def on_delete(**kwargs): print(self)", "print([on_delete])", "post_save.connect(on_delete)")
    ran = verify(shop(*closure), "--output-format", "json")
    (lost,) = ran.document["lost"]
    assert (lost["line"], lost["sender"], ran.code) == (15, None, 1)
    assert lost["reason"].endswith("the map did not say so")
    assert ran.document["missing_in_django"] == []


def test_a_connection_that_the_map_cannot_see_is_told(verify, shop):
    hidden = ("exec('post_save.connect(on_save)')", "setattr(self, 'go', getattr(post_save, 'con' + 'nect'))")
    ran = verify(shop(*hidden, "self.go(on_save, 'shop.Book', dispatch_uid='go')"), "--output-format", "json")
    missing = ran.document["missing_on_map"]
    assert places(missing) == [
        ("shop/apps.py", 13, "shop.apps.on_save"),
        ("shop/apps.py", 15, "shop.apps.on_save"),
    ]
    assert [one["sender"] for one in missing] == [None, "shop.Book"]
    assert {one["reason"] for one in missing} == {"the map knows of no connection here"}
    assert ran.code == 1


def test_a_connection_that_django_is_never_told_is_one_that_is_missing(verify, shop):
    deaf = "from django.db.models.signals import post_save\npost_save.connect = print\n"
    settings = f'{deaf}INSTALLED_APPS = ["shop"]\n'
    ran = verify(shop("post_save.connect(on_save)", **{"settings.py": settings}))
    assert ran.code == 1
    assert ran.out.startswith("On the map, not in Django\n  shop.apps.on_save  shop/apps.py:13\n")
    assert (
        "    Django is never told to, but the map says `shop.apps.ShopConfig.ready()` connects it\n"
        in ran.out
    )


def test_a_connection_of_the_urlconf_is_late_on_both_sides(verify, shop):
    late = {
        "settings.py": 'INSTALLED_APPS = ["shop"]\nROOT_URLCONF = "urls"\n',
        "urls.py": "from django.db.models.signals import post_save\nfrom shop.apps import on_save\n"
        "post_save.connect(on_save)\nurlpatterns = []\n",
    }
    ran = verify(shop(**late), "--verbose")
    assert ran.code == 0
    assert ran.out.startswith("Not connected, as the map says\n  shop.apps.on_save  urls.py:3\n")
    assert f"signal-lint: Django {django.get_version()}\n" in ran.err


def test_a_urlconf_that_raises_is_a_remark(verify, shop):
    urls = {
        "settings.py": 'INSTALLED_APPS = ["shop"]\nROOT_URLCONF = "urls"\n',
        "urls.py": "raise SystemExit(3)\n",
    }
    ran = verify(shop(**urls))
    assert (ran.code, ran.err) == (
        0,
        EXECUTES + "signal-lint: the URLconf can't be imported: SystemExit: 3\n",
    )
    assert verify(shop(**urls), "-q").err == ""


def test_a_project_that_does_not_start_is_told_in_its_own_words(verify, shop):
    ran = verify(shop(**BROKEN))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        EXECUTES + "signal-lint: error: the project does not start: ValueError: no such shop\n"
    )


def test_its_traceback_is_shown_while_debugging(verify, shop):
    err = verify(shop(**BROKEN), "--debug").err
    assert re.search(
        r'Traceback .*settings.py", line 1.*: ValueError: no\nsignal-lint: such shop\n', err, re.DOTALL
    )
    assert err.endswith("signal-lint: error: the project does not start: ValueError: no such shop\n")


def test_what_the_project_prints_does_not_disturb_the_report(verify, shop):
    ran = verify(shop("print('{}')", "__import__('os').write(1, b'{}')"), "--output-format", "json", "-q")
    assert (ran.document["agreed"], ran.err) == (0, "")


def test_the_named_settings_are_those_of_the_map_too(verify, shop):
    settings = {"other.py": "INSTALLED_APPS = []\n"}
    ran = verify(
        shop("post_save.connect(on_save)", **settings), "--settings", "other", "--output-format", "json"
    )
    assert (ran.code, ran.document["settings"], ran.document["agreed"]) == (0, "other", 0)
    assert places(ran.document["not_connected"]) == [("shop/apps.py", 13, "shop.apps.on_save")]


@pytest.mark.parametrize(
    ("manage", "message"),
    [
        ("", "no manage.py names the settings module: name it with --settings"),
        (
            "".join(f'os.environ["DJANGO_SETTINGS_MODULE"] = "{name}"\n' for name in ("one", "two")),
            "manage.py names several settings modules (one, two): choose with --settings",
        ),
    ],
)
def test_without_settings_there_is_nothing_to_start(verify, shop, manage, message):
    assert verify(shop(**{"manage.py": manage})) == (2, "", f"signal-lint: error: {message}\n")


def test_the_outermost_manage_py_counts(verify, shop):
    inner = 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "inner"\n'
    ran = verify(shop(**{"shop/manage.py": inner}), "--output-format", "json")
    assert (ran.code, ran.document["settings"]) == (0, "settings")


def test_a_project_below_the_root_is_imported_from_the_folder_of_its_manage_py(verify, shop, tmp_path):
    project = shop("post_save.connect(on_save)")
    (tmp_path / ".git").mkdir()
    (tmp_path / "backend").mkdir()
    for name in ("manage.py", "settings.py", "shop"):
        (project / name).rename(tmp_path / "backend" / name)
    ran = verify(tmp_path, "--output-format", "json")
    assert (ran.code, ran.document["root"], ran.document["agreed"]) == (0, str(tmp_path), 1)


def test_standard_input_is_no_project(verify, shop):
    message = "verify starts the project on disk, and can't do so with standard input"
    assert verify("-") == (2, "", f"signal-lint: error: {message}\n")


def test_the_help_says_that_it_executes_the_project(verify):
    ran = verify(".", "--help")
    assert ran.code == 0
    assert "EXECUTE the project, and compare what Django connects with the map." in " ".join(ran.out.split())


def test_of_several_projects_one_folder_has_to_be_named(verify, tmp_path):
    manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "conf.settings")\n'
    for folder in ("one", "two"):
        (tmp_path / folder / "conf").mkdir(parents=True)
        (tmp_path / folder / "manage.py").write_text(manage)
        (tmp_path / folder / "conf/__init__.py").touch()
        (tmp_path / folder / "conf/settings.py").write_text("INSTALLED_APPS = []\n")
    ran = verify(tmp_path)
    assert ran.code == 2
    assert "several projects have the settings module conf.settings (one, two): verify one folder" in ran.err
    assert verify(tmp_path / "one").code == 0


def test_settings_that_start_like_others_are_verified_by_themselves(verify, shop):
    wsgi = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "live")\n'
    root = shop("post_save.connect(on_save)", **{"wsgi.py": wsgi, "live.py": "from settings import *\n"})
    assert verify(root, "--settings", "live").code == 0
