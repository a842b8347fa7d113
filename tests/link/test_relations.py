"""`Model.reverse_name.rel.related_model`: the model whose field points here."""

import pytest
from link.linking import senders

FIELDS = {
    "plain": "book = models.ForeignKey(Book, related_name='pages', on_delete=models.CASCADE)",
    "keyword": "book = models.OneToOneField(on_delete=models.CASCADE, related_name='pages', to=Book)",
    "label": "book = models.ManyToManyField('shop.Book', related_name='pages')",
    "other": "tag = models.ForeignKey(Tag, related_name='pages', on_delete=models.CASCADE)",
    "unnamed": "book = models.ForeignKey(Book, help_text='pages', on_delete=models.CASCADE)",
    "nothing": "book = models.ForeignKey(related_name='pages', on_delete=models.CASCADE)",
    "text": "pages = 'pages'",
}


def related(*fields: str, meta: str = "", base: str = "models.Model") -> list[str]:
    models = "from django.db import models\nclass Book(models.Model): ...\nclass Tag(models.Model): ...\nclass Author: ...\n"
    for number, field in enumerate(fields):
        models += f"class Page{number}({base}):\n    {FIELDS[field]}\n{meta}"
    text = "post_save.connect(on_save, sender=Book.pages.rel.related_model)\n"
    return senders(text, **{"shop/models.py": models})


@pytest.mark.parametrize("field", ["plain", "keyword", "label"])
def test_the_model_with_the_field_is_found_by_its_related_name(field: str):
    assert related(field, "other", "text") == ["model shop.models.Page0"]


@pytest.mark.parametrize("field", ["other", "unnamed", "nothing", "text"])
def test_other_fields_do_not_point_here(field: str):
    assert related(field) == ["dynamic ?"]


def test_two_fields_of_one_related_name_leave_it_open():
    assert related("plain", "label") == ["dynamic ?"]


def test_an_abstract_model_is_no_other_side():
    assert related("plain", meta="    class Meta:\n        abstract = True\n") == ["dynamic ?"]


def test_what_is_no_model_is_no_other_side():
    assert related("plain", base="object") == ["dynamic ?"]


def test_the_other_side_of_what_is_no_model_is_not_known():
    assert senders("post_save.connect(on_save, sender=what.pages.rel.related_model)\n") == ["dynamic ?"]
