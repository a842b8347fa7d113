"""Which file a dotted name means."""

import pytest

from signal_lint.link.modules import Modules

PATHS = ("shop/__init__.py", "shop/deep/__init__.py", "shop/deep/tools.py", "shop/models.py", "plain/part.py")


def test_relative_imports_climb_one_package_for_each_dot_but_the_first():
    modules = Modules(PATHS, ())
    assert modules.relative("shop/deep/tools.py", 1, "x") == "shop.deep.x"
    assert modules.relative("shop/deep/tools.py", 2, "models") == "shop.models"
    assert modules.relative("shop/deep/__init__.py", 1, "tools") == "shop.deep.tools"


def test_a_climb_over_the_top_is_nothing():
    assert Modules(PATHS, ()).relative("shop/models.py", 3, "x") == ""


def test_a_folder_without_init_is_a_namespace_package():
    modules = Modules(PATHS, ())
    assert modules.find("plain") == "plain/"
    assert modules.submodule("plain/", "part") == "plain/part.py"
    assert modules.submodule("plain/part.py", "x") is None


def test_a_package_runs_its_ancestors_first():
    modules = Modules(PATHS, ())
    assert modules.ancestors("shop/deep/tools.py") == ("shop/__init__.py", "shop/deep/__init__.py")
    assert modules.ancestors("shop/deep/__init__.py") == ("shop/__init__.py",)


def test_a_stated_root_names_what_is_below_it():
    modules = Modules(("src/shop/__init__.py", "src/shop/models.py"), ("src",))
    assert modules.find("shop.models") == "src/shop/models.py"
    assert modules.name("src/shop/models.py") == "shop.models"


def test_a_root_that_is_a_package_itself_names_files_from_there():
    modules = Modules(("__init__.py", "settings/__init__.py", "settings/base.py"), ())
    assert modules.names("settings/base.py") == ("settings.base",)


def test_a_namespace_folder_is_part_of_the_names_of_its_files():
    modules = Modules(("b/apps.py", "b/c.py"), ())
    assert modules.name("b/c.py") == "b.c"
    assert modules.find(modules.relative("b/apps.py", 1, "c")) == "b/c.py"


def test_a_folder_that_no_import_can_name_is_no_part_of_a_name():
    assert Modules(("my-app/tool.py",), ()).names("my-app/tool.py") == ("tool", "my-app.tool")


def test_relative_imports_stay_in_their_package_where_another_has_its_name():
    paths = ("a/shop/__init__.py", "a/shop/x.py", "b/shop/__init__.py", "b/shop/x.py")
    modules = Modules(paths, ())
    assert modules.find(modules.relative("b/shop/__init__.py", 1, "x")) == "b/shop/x.py"


def test_a_name_that_a_folder_certainly_has_comes_first():
    modules = Modules(("proj/__init__.py", "proj/shop/x.py"), ("proj",), {"proj/shop": "proj.shop"})
    assert modules.names("proj/shop/x.py") == ("proj.shop.x", "shop.x", "x")
    assert modules.name("proj/__init__.py") == "proj"


@pytest.mark.parametrize(
    ("paths", "is_it"),
    [
        (("django/manage.py",), False),
        (("django/__init__.py", "django/core/__init__.py"), False),
        (("django/__init__.py", "django/dispatch/__init__.py"), True),
        (("celery.py",), True),
        (("celery/worker.py",), True),
    ],
)
def test_only_a_copy_of_a_well_known_distribution_stands_for_it(paths: tuple[str, ...], *, is_it: bool):
    assert (Modules(paths, ()).find(paths[0].partition("/")[0].removesuffix(".py")) is not None) is is_it
