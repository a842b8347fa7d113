"""What a package offers others by its entry points, in each packaging file."""

from __future__ import annotations

import pytest

from signal_lint.django.entry_points import offering


def offered(name: str, text: str | None) -> frozenset[str]:
    return offering("default", (name,), lambda name: text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[project.entry-points."a.plugin"]\nshop = "shop.app:default"\n'),
        ("pyproject.toml", '[tool.poetry.plugins."a.plugin"]\nshop = "shop.app:default"\n'),
        ("setup.cfg", "[options.entry_points]\na.plugin =\n    shop = shop.app:default\n"),
        ("setup.py", 'setup(entry_points={"a.plugin": ["shop = shop.app: default"]})'),
    ],
)
def test_the_module_of_an_entry_point_is_found(name: str, text: str):
    assert offered(name, text) == {"shop.app"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", 'shop = "shop.app:default_app"'),
        ("pyproject.toml", 'shop = "shop.app:main"'),
        ("README.md", "shop.app:default"),
        ("setup.cfg", None),
    ],
)
def test_anything_else_offers_nothing(name: str, text: str | None):
    assert offered(name, text) == frozenset()
