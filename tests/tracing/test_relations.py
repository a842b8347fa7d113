"""Changes of many-to-many relations inside receivers, and the signals that Django sends for them."""

from __future__ import annotations

import pytest
from tracing.following import SHOP, received, shown, told, traced

HEAD = "from shop.models import Post, Tag\n"
TAGS = """

class Tag(models.Model): ...


class Tagged(models.Model):
    tags = models.ManyToManyField(Tag)

    class Meta:
        abstract = True


class Post(Tagged):
    readers = models.ManyToManyField(Customer, through="Reading")


class Reading(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    reader = models.ForeignKey(Customer, models.CASCADE)
"""
MODELS = {"shop/models.py": SHOP["shop/models.py"] + TAGS}
RELATED = {
    "instance.tags.add(Tag())": "add shop.Post_tags",
    "instance.tags.add(*kwargs['tags'])": "add shop.Post_tags perhaps",
    "instance.tags.remove(Tag())": "remove shop.Post_tags",
    "instance.tags.clear()": "clear shop.Post_tags",
    "instance.tags.set([])": "set shop.Post_tags",
    "instance.tags.set([], clear=True)": "set shop.Post_tags perhaps",
    "instance.readers.add(Customer())": "add shop.Reading",
}


def changed(body):
    """Return what a receiver of a post writes, with a mark where it is not certain."""
    trace = traced(HEAD + received(body, sender="Post"), "Post", **MODELS)
    writes = [follow.effect.write for run in trace.sent[-1].runs for follow in run.follows]
    return [f"{write.verb} {write.model.label}{'' if write.certain else ' perhaps'}" for write in writes]


@pytest.mark.parametrize("body", RELATED)
def test_a_relation_is_changed_through_its_model(body):
    assert changed(body) == [RELATED[body]]


@pytest.mark.parametrize(
    "body", ["instance.tags.add()", "instance.total.add(1)", "unknown.tags.add(1)", "instance.pk.clear()"]
)
def test_what_changes_no_relation_is_no_write(body):
    assert changed(body) == []


def test_a_relation_of_a_model_outside_the_project_is_not_known():
    files = {"settings.py": 'INSTALLED_APPS = ["django.contrib.auth", "shop"]\n'}
    signals = "from django.contrib.auth.models import User\n" + received(
        "instance.groups.clear()", sender="User"
    )
    (run,) = traced(signals, "User", **files).sent[-1].runs
    assert run.follows == ()


def test_signals_of_a_relation_say_what_is_done_and_to_whom():
    body = "if kwargs['action'] == 'post_add':\n    instance.save()\nsender.objects.create()"
    of_tags = received(body, "m2m_changed", "Post.tags.through").replace("on_signal", "of_tags")
    signals = HEAD + received("if created:\n    instance.tags.add(Tag())", sender="Post") + of_tags
    lines = [line.strip() for line in shown(signals, "Post", "create", **MODELS)]
    assert [line for line in lines if line.startswith(("m2m", "save", "create"))] == [
        "m2m_changed of shop.Post_tags, pre_add",
        "create shop.Post_tags  shop/signals.py:14",
        "m2m_changed of shop.Post_tags, post_add",
        "save shop.Post  shop/signals.py:13",
        "create shop.Post_tags  shop/signals.py:14",
    ]


def test_setting_a_relation_takes_rows_away_and_adds_others_if_there_are_any():
    signals = HEAD + received("instance.tags.set([])", sender="Post")
    assert [line.strip() for line in shown(signals, "Post", **MODELS)[-4:]] == [
        "m2m_changed of shop.Post_tags, pre_remove, if there are rows to take away: no receivers",
        "m2m_changed of shop.Post_tags, post_remove, if there are rows to take away: no receivers",
        "m2m_changed of shop.Post_tags, pre_add, if there are rows to add: no receivers",
        "m2m_changed of shop.Post_tags, post_add, if there are rows to add: no receivers",
    ]


def test_either_side_of_a_relation_may_be_the_instance_of_its_receiver():
    body = "from shop.models import Post, Tag\ninstance.save()\nTag().save()"
    assert told(body, "m2m_changed", "'shop.Post_tags'", **MODELS) == ["save shop.Tag"]
