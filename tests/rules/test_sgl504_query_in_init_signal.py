"""SGL504 on small projects given as text."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from link.linking import shop
from rules.building import connection, findings, receiver

from signal_lint.findings import Finding
from signal_lint.rules.sgl504_query_in_init_signal import check
from signal_lint.settings import Settings

IMPORTS = """
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models, transaction
from django.db.models.signals import post_init, pre_init
from elsewhere import OwnField, decorated, unknown
class Story(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)
    editor = models.OneToOneField(Author, models.CASCADE)
    about = GenericForeignKey()
    tags = models.ManyToManyField(Tag)
    own = OwnField()
    name = models.TextField()
"""
CONNECTED = "@receiver(post_init, sender=Story)\ndef on_init(sender, instance, **kwargs):\n"


def run(signals: str) -> list[Finding]:
    """Run the rule on the shop with a module that connects."""
    return list(check.check(shop(IMPORTS + signals), Settings(root=Path())))


def found(body: str, header: str = CONNECTED) -> list[Finding]:
    """Run the rule on a receiver with a body."""
    return run(header + textwrap.indent(textwrap.dedent(body), "    "))


def test_the_message_says_what_is_loaded():
    (finding,) = found("instance.first = instance.author")
    assert finding.message == (
        "`instance.author` in a receiver of `post_init` of `shop.Story` loads the related row "
        "for each instance that is loaded"
    )
    related = ["`on_init` is connected to `post_init` of `shop.Story`"]
    assert [each.message for each in finding.related] == related
    assert finding.location.span.line == finding.lines[-1] + 1


@pytest.mark.parametrize(
    "body",
    [
        "instance.first = instance.editor.pk",
        "instance.first = instance.about",
        "if instance.author_id and instance.author.name: pass",
        "if instance.pk: instance.author",
        "first = kwargs.get('x') or instance.author",
        "def inner(): return instance.author\ninner()",
    ],
)
def test_a_related_row_is_loaded(body: str):
    (finding,) = found(body)
    assert "loads the related row" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "Tag.objects.count()",
        "Tag.objects.filter(name='x').exclude(name='y').first()",
        "sender.objects.exists()",
        "tags = Tag.objects.all()\nfor tag in tags: tag.name",
        "instance.names = [tag.name for tag in Tag.objects.all()]",
        "instance.all = list(Tag.objects.all())",
        "instance.count = instance.tags.count()",
        "for tag in instance.tags.all(): pass",
    ],
)
def test_a_query_is_sent(body: str):
    (finding,) = found(body)
    assert finding.message.endswith("queries the database for each instance that is loaded")


@pytest.mark.parametrize(
    "body",
    [
        "instance.first = instance.author_id",
        "instance.first = instance.own",
        "instance.first = instance.name",
        "instance.first = sender.author",
        "if instance.pk is None: instance.author",
        "if not instance._state.adding: instance.author",
        "if 'author' in instance._state.fields_cache: instance.author",
        "if unknown(instance): instance.author",
        "if unknown(instance): Tag.objects.count()",
        "instance.author = unknown\ninstance.first = instance.author",
        "instance.find = lambda: instance.author",
        "transaction.on_commit(lambda: instance.author)",
        "transaction.on_commit(lambda: Tag.objects.count())",
        "instance.all = Tag.objects.all()",
        "instance.count = unknown.objects.count()",
        "instance.count = unknown().objects.count()",
        "instance.count = Tag.objects.special().count()",
        "instance.count = unknown.count()",
        "for name in instance.name: pass",
        "instance.all = list(unknown)",
        "while True: pass\ninstance.author",
    ],
)
def test_what_is_not_known_to_query_for_a_loaded_row_is_silent(body: str):
    assert found(body) == []


def test_a_field_is_loaded_once():
    assert len(found("instance.first = instance.author\ninstance.last = instance.author")) == 1
    assert len(found("if instance.name: unknown()\ninstance.count = Tag.objects.count()")) == 1


def test_of_every_model_only_queries_are_known():
    header = CONNECTED.replace(", sender=Story", "")
    assert found("instance.author", header) == []
    assert len(found("Tag.objects.count()", header)) == 1


@pytest.mark.parametrize(("test", "count"), [("kwargs['args']", 1), ("not kwargs['args']", 0)])
def test_before_init_a_loaded_row_has_arguments(test: str, count: int):
    header = "@receiver(pre_init, sender=Story)\ndef before(sender, **kwargs):\n"
    assert len(found(f"if {test}: Tag.objects.count()", header)) == count


def test_a_lambda_has_the_line_of_its_own():
    (finding,) = run(
        "load = lambda instance, **kwargs: instance.author\npost_init.connect(load, sender=Story)\n"
    )
    assert finding.location.span.line == finding.lines[-1]


def test_what_a_decorator_may_keep_away_and_what_is_not_in_the_project_is_silent():
    assert found("instance.author", CONNECTED.replace("def", "@decorated\ndef")) == []
    assert findings(check, connections=(connection(receiver(None)),)) == []
