"""Which model a text on the command line names."""

from __future__ import annotations

import pytest
from link.linking import project
from tracing.following import MODELS, SHOP, received, traced

from signal_lint.settings import UsageError
from signal_lint.tracing.naming import model_in

ZOO = {
    "settings.py": 'INSTALLED_APPS = ["django.contrib.auth", "zoo", "shop"]\n',
    "zoo/__init__.py": "",
    "zoo/models.py": """\
from django.db import models


class Order(models.Model): ...


class Cage(models.Model): ...
""",
}


@pytest.mark.parametrize("text", ["shop.Order", "shop.order", "shop.ORDER", "shop.models.Order"])
def test_a_label_and_a_dotted_name_name_one_model(text):
    assert traced("", text, **ZOO).model.name == "shop.models.Order"


def test_a_class_name_names_a_model_that_is_the_only_one_of_it():
    assert traced("", "Cage", **ZOO).model.label == "zoo.Cage"


def test_models_outside_the_project_are_known_where_it_points_to_them_or_receives_their_signals():
    key = "\n\nclass Profile(models.Model):\n    user = models.OneToOneField('auth.User', models.CASCADE)\n"
    assert traced("", "auth.User", **ZOO, **{"shop/models.py": MODELS + key}).model.label == "auth.User"
    signals = "from django.contrib.auth.models import Group\n" + received("pass", sender="Group")
    assert traced(signals, "Group", **ZOO).model.name == "django.contrib.auth.models.Group"


UNKNOWN = {
    "Order": "several models are called `Order`: `zoo.Order`, `shop.Order`",
    "Ordr": "unknown model `Ordr` (did you mean `Order`?)",
    "shop.Ordr": "unknown model `shop.Ordr` (did you mean `shop.Order`?)",
    "Shop.Order": "unknown model `Shop.Order` (did you mean `shop.Order`?)",
    "shop.models.order": "unknown model `shop.models.order` (did you mean `shop.Order`?)",
    "": "unknown model ``",
    "\ud800<script>\n": "unknown model `\ud800<script>\n`",
    "Base": "`Base` is an abstract model, of which there are no rows",
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_any_other_text_is_a_usage_error(text):
    with pytest.raises(UsageError) as raised:
        traced("", text, **ZOO)
    assert str(raised.value) == UNKNOWN[text]


def test_a_model_without_an_app_goes_by_its_dotted_name():
    files = {**SHOP, "settings.py": 'INSTALLED_APPS = ["zoo"]\n', "zoo/models.py": ZOO["zoo/models.py"]}
    assert traced("", "shop.models.Line", **files).model.label is None


def test_the_first_project_that_knows_a_model_is_asked():
    shop, zoo = project(SHOP), project({**ZOO, "settings.py": 'INSTALLED_APPS = ["zoo"]\n'})
    assert model_in((shop, zoo), "zoo.Cage")[0] == zoo
    assert model_in((zoo, shop), "zoo.Cage")[0] == zoo
    with pytest.raises(UsageError, match=r"unknown model `zoo\.Nope`"):
        model_in((shop, zoo), "zoo.Nope")
