"""Which file a dotted name means."""

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
