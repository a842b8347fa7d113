"""What may be installed beside the apps that are known to be."""

import pytest
from link.linking import project
from link.starting import CONNECTS, ready

UNKNOWN = {"settings.py": "INSTALLED_APPS = ['shop', *more()]\n", "manage.py": ""}
SHOP = {"shop/__init__.py": "", "shop/models.py": "", "shop/signals.py": CONNECTS}
LOST = {"lost/__init__.py": "", "lost/models.py": "", "lost/signals.py": CONNECTS}


def states(**files: str) -> dict[str, tuple[str, str]]:
    """Return, by path, the state of each module that connects, and the reason."""
    return {module.path: (module.loaded, module.reason) for module in project(files).modules}


def state(path: str, **files: str) -> str:
    return states(**files)[path][0]


def test_a_listed_app_is_installed_though_the_list_is_not_known_fully():
    found = states(**UNKNOWN, **SHOP, **LOST)
    assert found["shop/signals.py"] == ("never", "no module of the project imports it")
    assert found["lost/signals.py"] == (
        "unknown",
        "its app may be installed: INSTALLED_APPS is not known fully",
    )


@pytest.mark.parametrize(
    "files",
    [
        {"lost/models.py": "import shop.signals\n"},
        {"lost/apps.py": ready("import shop.signals").replace("'shop'", "'lost'")},
        {
            "lost/apps.py": ready(
                "from django.utils.module_loading import autodiscover_modules\nautodiscover_modules('signals')"
            )
        },
    ],
)
def test_what_an_app_imports_that_may_be_installed_is_unknown(files: dict[str, str]):
    assert state("shop/signals.py", **{**UNKNOWN, **SHOP, **LOST, **files}) == "unknown"


def test_what_is_loaded_late_is_unknown_where_an_app_that_may_be_installed_imports_it():
    late = {"urls.py": "import shop.signals, lost.signals\n", "lost/models.py": "import shop.signals\n"}
    settings = {"settings.py": f"{UNKNOWN['settings.py']}ROOT_URLCONF = 'urls'\n"}
    found = states(**{**UNKNOWN, **SHOP, **LOST, **late, **settings})
    assert (found["shop/signals.py"][0], found["lost/signals.py"][0]) == ("unknown", "unknown")


def test_a_module_that_only_an_unlisted_ready_imports_is_not_never():
    files = {
        "other/__init__.py": "",
        "other/apps.py": ready("import shop.signals").replace("'shop'", "'other'"),
    }
    assert state("shop/signals.py", **{**UNKNOWN, **SHOP, **files}) == "unknown"


def test_an_unknown_app_may_import_the_admin_modules_of_all():
    assert state("shop/admin.py", **{**UNKNOWN, **SHOP, "shop/admin.py": CONNECTS}) == "unknown"


def test_where_the_list_is_known_fully_what_is_not_in_it_is_never_loaded():
    known = {"settings.py": "INSTALLED_APPS = ['shop']\n", "manage.py": ""}
    assert state("lost/signals.py", **{**known, **SHOP, **LOST}) == "never"


def test_a_script_that_imports_a_module_may_be_an_app():
    files = {**UNKNOWN, **SHOP, "script.py": "import shop.signals\n"}
    assert (
        states(**files)["shop/signals.py"][1]
        == "imported by `script`, which is in no app known to be installed"
    )


def test_without_settings_nothing_is_never_loaded():
    assert states(**SHOP)["shop/signals.py"] == ("unknown", "which apps are installed is not known")


def test_settings_of_an_example_do_not_say_who_installs_a_package():
    settings = {"example/settings.py": "INSTALLED_APPS = ['shop']\n", "example/manage.py": ""}
    found = states(**{**settings, **SHOP, **LOST})
    assert (found["shop/signals.py"][0], found["lost/signals.py"][0]) == ("never", "unknown")


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("example", "unknown"),
        ("tests", "unknown"),
        ("django-testproject", "unknown"),
        ("sandbox_site", "unknown"),
        ("latest", "never"),
        ("contest", "never"),
        ("sampler", "never"),
        ("democracy", "never"),
    ],
)
def test_settings_are_there_to_try_a_package_where_a_whole_word_of_their_path_says_so(
    folder: str, found: str
):
    settings = {f"{folder}/settings.py": "INSTALLED_APPS = ['shop']\n", f"{folder}/manage.py": ""}
    assert state("lost/signals.py", **{**settings, **SHOP, **LOST}) == found
