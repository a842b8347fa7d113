"""In which order start-up makes connections. That it is Django's is tested in tests/tracing."""

from __future__ import annotations

from link.starting import CONNECTS, ready, started


def order(**files: str) -> list[str]:
    """Return the places that connect, in order."""
    return [f"{place.path}:{place.span.line}" for place in started(**files).startup.connecting()]


def test_what_nothing_imports_is_not_among_the_places():
    assert order() == []


def test_a_ready_imports_what_connects():
    assert order(**{"shop/apps.py": ready("from shop import signals")}) == ["shop/signals.py:5"]


def test_a_module_connects_after_what_it_imports_above_and_before_what_it_imports_below():
    text = f"import shop.first\n{CONNECTS}import shop.last\n"
    files = {"shop/first.py": CONNECTS, "shop/last.py": CONNECTS, "shop/signals.py": text}
    places = ["shop/first.py:5", "shop/signals.py:6", "shop/last.py:5"]
    assert order(**{"shop/apps.py": ready("import shop.signals"), **files}) == places


def test_settings_come_first_then_packages_then_models_then_each_ready():
    files = {
        "settings.py": "import early\nINSTALLED_APPS = ['zoo', 'shop']\n",
        "early.py": CONNECTS,
        "shop/__init__.py": CONNECTS,
        "shop/models.py": CONNECTS,
        "shop/apps.py": ready("import shop.signals"),
        "zoo/__init__.py": "",
        "zoo/apps.py": ready("import zoo.signals").replace("shop", "zoo").replace("Shop", "Zoo"),
        "zoo/signals.py": CONNECTS,
    }
    assert [place.partition(":")[0] for place in order(**files)] == [
        "early.py", "shop/__init__.py", "shop/models.py", "zoo/signals.py", "shop/signals.py",
    ]  # fmt: skip


def test_a_module_that_connects_nothing_leads_on_to_those_that_do():
    files = {
        "shop/models.py": "def later():\n    import shop.late\nfrom shop import more\n",
        "shop/late.py": CONNECTS,
    }
    assert order(**files, **{"shop/more.py": "import shop.signals\n"}) == ["shop/signals.py:5"]


def test_a_place_connects_when_start_up_comes_to_it_first():
    body = "import shop.signals\nimport shop.signals\nfrom shop.models import Book\n"
    twice = "for each in (1, 2):\n    post_save.connect(on_save, sender=each)\n"
    files = {"shop/signals.py": CONNECTS + twice, "shop/apps.py": ready(body)}
    assert order(**files) == ["shop/signals.py:5", "shop/signals.py:9"]


def test_autodiscovery_goes_through_the_apps():
    files = {
        "settings.py": "INSTALLED_APPS = ['django.contrib.admin', 'shop', 'zoo']\n",
        "shop/admin.py": CONNECTS,
        "zoo/__init__.py": "",
        "zoo/models.py": CONNECTS,
        "zoo/hooks.py": CONNECTS,
        "shop/apps.py": ready(
            "from django.utils.module_loading import autodiscover_modules\nautodiscover_modules('hooks', 'none')"
        ),
    }
    assert order(**files) == ["zoo/models.py:5", "shop/admin.py:5", "zoo/hooks.py:5"]


def test_an_app_may_be_a_folder_without_a_package():
    files = {"settings.py": "INSTALLED_APPS = ['bare', 'shop']\n", "bare/models/one.py": CONNECTS}
    assert order(**files) == []


def test_a_disconnection_is_no_connection():
    text = CONNECTS + "post_save.disconnect(on_save)\n"
    assert order(**{"shop/apps.py": ready("import shop.signals"), "shop/signals.py": text}) == [
        "shop/signals.py:5"
    ]


def test_what_cannot_be_parsed_connects_nothing():
    broken = "def later():\n    post_save.connect(on_save on_save)\n"
    files = {"shop/apps.py": ready("import shop.signals"), "shop/signals.py": CONNECTS + broken}
    assert order(**files) == ["shop/signals.py:5"]
