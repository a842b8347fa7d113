"""SGL502 on small projects given as text."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from link.linking import shop
from rules.building import connection, findings, receiver

from signal_lint.findings import Finding
from signal_lint.rules.sgl502_missing_raw_guard import check
from signal_lint.settings import Settings
from signal_lint.supported import DjangoRange, Version

IMPORTS = """
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from elsewhere import decorated, disable_for_loaddata, lock, quiet, unknown
class Card(models.Model):
    book = models.OneToOneField(Book, models.CASCADE, primary_key=True)
"""
CONNECTED = "@receiver(post_save, sender=Book)\ndef on_save(sender, instance, created, **kwargs):\n"


def run(signals: str, lowest: Version | None = None) -> list[Finding]:
    """Run the rule on the shop with a module that connects."""
    project = replace(shop(IMPORTS + signals), django=DjangoRange(lowest, ""))
    return list(check.check(project, Settings(root=Path())))


def found(body: str, header: str = CONNECTED) -> list[Finding]:
    """Run the rule on a receiver with a body."""
    return run(header + textwrap.indent(textwrap.dedent(body), "    "))


def test_the_message_says_what_is_created():
    (finding,) = found("Author.objects.create()")
    assert finding.message == (
        "`Author.objects.create()` in a receiver of `post_save` of `shop.Book` creates rows of "
        "`shop.Author`, which the fixture may hold as well; it does not ask for `raw`"
    )
    assert [each.message for each in finding.related] == [
        "`on_save` is connected to `post_save` of `shop.Book`"
    ]


@pytest.mark.parametrize("verb", ["get", "latest", "earliest"])
def test_the_message_says_what_is_looked_up(verb: str):
    (finding,) = found(f"Author.objects.{verb}()")
    assert "looks for a row of `shop.Author`, which the fixture may hold further down" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "if created: Author.objects.create()",
        "if created and instance.name: Author.objects.get_or_create(name='x')",
        "if not created: return\nAuthor._default_manager.update_or_create(name='x')",
        "with transaction.atomic(): Author.objects.bulk_create([])",
        "if isinstance(instance, Book): Author.objects.create()",
        "if kwargs['update_fields'] is None: Author.objects.create()",
        "try: Author.objects.create()\nfinally: instance.done = True",
        "Card.objects.get(book=instance)",
    ],
)
def test_what_a_fixture_reaches_is_found(body: str):
    assert len(found(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "if not kwargs['raw']: Author.objects.create()",
        "if unknown.loading_fixtures: return\nAuthor.objects.create()",
        "unknown(**kwargs)\nAuthor.objects.create()",
        "unknown(kwargs)\nAuthor.objects.create()",
        "if not created: Author.objects.create()",
        "if kwargs['update_fields']: Author.objects.create()",
        "if unknown(instance): Author.objects.create()",
        "try: Author.objects.create()\nexcept Exception: pass",
        "with lock: Author.objects.create()",
        "with quiet(): Author.objects.create()",
        "transaction.on_commit(lambda: Author.objects.create())",
        "Author.objects.filter(name='x')",
        "Author.objects",
        "Book.objects.create()",
        "sender.objects.create()",
        "unknown().objects.create()",
        "unknown.objects.create()",
        "ContentType.objects.get(model='book')",
        "Author.objects.create(pk=instance.pk)",
        "Card.objects.create(book=instance)",
    ],
)
def test_what_is_not_known_to_spoil_a_fixture_is_silent(body: str):
    assert found(body) == []


@pytest.mark.parametrize(
    "header",
    [
        CONNECTED.replace("created", "created, raw"),
        CONNECTED.replace("def", "@disable_for_loaddata\ndef"),
        CONNECTED.replace("def", "@decorated\ndef"),
        CONNECTED.replace("post_save", "post_delete"),
        CONNECTED.replace("Book", "unknown"),
    ],
)
def test_a_receiver_that_may_be_kept_from_fixtures_is_silent(header: str):
    assert found("Author.objects.create()", header) == []


def test_a_receiver_of_every_model_is_found():
    assert len(found("Author.objects.create()", CONNECTED.replace(", sender=Book", ""))) == 1


def test_what_is_reached_on_several_ways_is_found_once():
    assert len(found("if instance.pk: Book()\nAuthor.objects.create()")) == 1
    assert (
        len(
            found(
                "name = 'x' if created else 'y'\nif instance.pk: name = ''\nAuthor.objects.create(name=name)"
            )
        )
        == 1
    )


@pytest.mark.parametrize(("lowest", "count"), [(None, 0), ((5, 2), 0), ((6, 1), 1)])
def test_relations_of_a_fixture_are_told_since_6_1(lowest: Version | None, count: int):
    header = "@receiver(m2m_changed, sender=Book.tags.through)\ndef on_tags(sender, **kwargs):\n"
    assert len(run(header + "    Author.objects.create()\n", lowest)) == count


def test_a_receiver_that_connects_itself_is_connected_by_nobody():
    connecting = "post_save.connect(on_save, sender=Book)\n"
    text = f"def on_save(sender, **kwargs):\n    Author.objects.create()\n    {connecting}"
    assert run(text) == []
    assert len(run(text + connecting)) == 1


def test_a_lambda_and_what_is_not_in_the_project_are_silent():
    assert (
        run("create = lambda **kwargs: Author.objects.create()\npost_save.connect(create, sender=Book)\n")
        == []
    )
    assert findings(check, connections=(connection(receiver(None)),)) == []
