"""Which models a relation may go through."""

from __future__ import annotations

import pytest
from link.linking import shop

from signal_lint.models import Model

TAG = Model("shop.models.Tag", "shop.Tag", None, abstract=False, proxy=False)
HEAD = "from django.apps import apps\nfrom elsewhere import Far\nfrom shop.models import Book, Tag\n"


def may_be(text: str) -> bool:
    return shop("", **{"shop/fields.py": HEAD + text}).lookup.may_be_through(TAG)


@pytest.mark.parametrize(
    "given",
    ["Tag", "'Tag'", "'shop.tag'", "apps.get_model('shop', 'Tag')", "far.models.Tag", "unknown", "make()"],
)
def test_a_model_is_given_by_class_label_or_not_known(given: str):
    assert may_be(f"import far.models\nfield = ManyToManyField(through={given})\n")


@pytest.mark.parametrize("given", ["Book", "'Book'", "None", "apps.get_model('shop', 'Book')", "Far"])
def test_other_models_and_none_are_no_relation_of_it(given: str):
    assert not may_be(f"field = ManyToManyField(through={given})\n")


@pytest.mark.parametrize(
    "text",
    [
        "kwargs.setdefault('through', {})\n",
        "kwargs = {{'through': {}, 'to': 3}}\n",
        "kwargs['through'] = {}\n",
        "kwargs['through']: type = {}\n",
    ],
)
def test_a_dict_of_arguments_gives_it_too(text: str):
    assert may_be(text.format("Tag"))
    assert not may_be(text.format("Book"))


@pytest.mark.parametrize(
    "text", ["kwargs.get('through')\n", "kwargs.pop('through', None)\n", "kwargs['through']\n"]
)
def test_reading_a_key_gives_nothing(text: str):
    assert not may_be(text)


@pytest.mark.parametrize("text", ["names = ['through']\n", "setattr(field, 'through', Book)\n"])
def test_a_key_that_goes_anywhere_may_be_any(text: str):
    assert may_be(text)


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("from shop.models import Tag as Name", True),
        ("from shop.models import Book as Name", False),
        ("from shop.models import Tag, Name", False),
        ("import Name", True),
    ],
)
def test_a_name_is_looked_up_in_the_function_that_imports_it(line: str, may: bool):  # noqa: FBT001
    assert may_be(f"def field():\n    {line}\n    return ManyToManyField(through=Name)\n") is may
