"""SGL501 on small projects given as text."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from link.linking import shop
from rules.building import connection, findings, receiver

from signal_lint.findings import Finding
from signal_lint.rules.sgl501_side_effect_before_commit import check
from signal_lint.settings import Settings

IMPORTS = """
import os
import subprocess
import celery
import httpx
import requests
from asgiref.sync import async_to_sync
from urllib import request
from urllib.request import urlopen
from celery import current_app, shared_task
from channels.layers import get_channel_layer
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import EmailMessage
from django.db import connection, transaction
from elsewhere import after_commit, queue
app = celery.Celery("shop")
OPTIONS = {"base": queue}
class Sender:
    def send(self, book):
        mail.mail_admins("A book", str(book))
@shared_task
def index(key): ...
@app.task(bind=True)
def bound(self, key): ...
@shared_task(base=queue.Waiting)
def waiting(key): ...
@shared_task(**OPTIONS)
def unclear(key): ...
plain = lambda key: key
def nested(book):
    deeper(book)
def deeper(book):
    mail.mail_admins("A book", str(book))
@after_commit
def decorated(book):
    mail.mail_admins("A book", str(book))
"""
CONNECTED = "@receiver(post_save, sender=Book)\ndef on_save(sender, instance, **kwargs):\n"


def run(signals: str) -> list[Finding]:
    """Run the rule on the shop with a module that connects."""
    return list(check.check(shop(IMPORTS + signals), Settings(root=Path())))


def found(body: str) -> list[Finding]:
    """Run the rule on a receiver with a body."""
    return run(CONNECTED + textwrap.indent(textwrap.dedent(body), "    "))


def test_the_message_says_what_is_done_too_early():
    (finding,) = found("index.delay(instance.pk)")
    assert finding.message == (
        "`index.delay(instance.pk)` in a receiver of `post_save` of `shop.Book` queues the task `index` "
        "before the transaction is committed; a rollback does not take it back"
    )
    assert [each.message for each in finding.related] == [
        "`on_save` is connected to `post_save` of `shop.Book`"
    ]
    assert finding.lines == (finding.location.span.line - 2, finding.location.span.line - 1)


@pytest.mark.parametrize(
    ("body", "effect"),
    [
        ("mail.send_mail('Book', '', None, [])", "sends mail"),
        ("EmailMessage().send()", "sends mail"),
        ("message = EmailMultiAlternatives()\nmessage.send()", "sends mail"),
        ("requests.post('https://example.com')", "sends a request"),
        ("requests.Session().delete('https://example.com')", "sends a request"),
        ("httpx.put('https://example.com')", "sends a request"),
        ("request.urlopen('https://example.com', b'data')", "sends a request"),
        ("urlopen('https://example.com', data=b'data')", "sends a request"),
        ("subprocess.Popen(['ls'])", "starts a process"),
        ("subprocess.run(['ls'], stdout=subprocess.DEVNULL)", "starts a process"),
        ("os.system('ls')", "starts a process"),
        ("async_to_sync(get_channel_layer().group_send)('books', {})", "sends to a channel layer"),
        ("current_app.send_task('index')", "queues a task"),
        ("app.send_task('index')", "queues a task"),
        ("bound.apply_async((1,), queue='slow')", "queues the task `bound`"),
        ("index.s(1).delay()", "queues the task `index`"),
    ],
)
def test_what_no_rollback_takes_back_is_found(body: str, effect: str):
    (finding,) = found(body)
    assert f" {effect} before the transaction" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "transaction.on_commit(lambda: index.delay(1))",
        "index.apply_async((1,), countdown=5)",
        "index.run(1)",
        "waiting.delay(1)",
        "unclear.delay(1)",
        "plain.delay(1)",
        "queue.delay(1)",
        "sender.tasks[0].delay(1)",
        "requests.get('https://example.com')",
        "urlopen('https://example.com')",
        "subprocess.run(['ls'], capture_output=True)",
        "subprocess.run(['ls'], stdout=subprocess.PIPE)",
        "subprocess.run(['ls'], stdout=open('x'))",
        "queue(mail.send_mail)(1)",
        "sender[0](1)",
        "EmailMessage()",
        "if connection.in_atomic_block: return\nindex.delay(1)",
        "nested(instance)",
        "decorated(instance)",
        "instance.notify()",
        "Signal().send(sender)",
    ],
)
def test_what_is_not_known_to_be_done_at_once_is_silent(body: str):
    assert found(body) == []


@pytest.mark.parametrize(
    ("call", "name"), [("deeper(instance)", "deeper"), ("Sender().send(1)", "Sender.send")]
)
def test_the_way_through_a_function_is_shown(call: str, name: str):
    (finding,) = found(call)
    *_, hop, effect = finding.related
    assert hop.message.endswith(f"runs `{name}`")
    assert effect.message == "`mail.mail_admins()` sends mail"


def test_a_method_of_the_model_is_entered():
    text = "class Story(Book):\n    def tell(self): index.delay(self.pk)\n"
    receiving = CONNECTED.replace("Book", "Story") + "    instance.tell()\n"
    assert len(run(text + receiving)) == 1


def test_a_receiver_of_several_signals_is_found_once():
    (finding,) = run(
        "@receiver([post_save, post_delete])\ndef on_all(sender, **kwargs):\n    index.delay(1)\n"
    )
    assert "in a receiver of `post_save` of every model and `post_delete` of every model" in finding.message
    assert len(finding.related) == 2


def test_what_is_reached_on_several_ways_is_found_once():
    assert len(found("if instance.pk: urlopen('https://example.com')\nindex.delay(1)")) == 1


def test_what_a_decorator_may_put_off_and_what_is_not_in_the_project_is_silent():
    assert (
        run("@receiver(post_save)\n@after_commit\ndef later(sender, **kwargs):\n    index.delay(1)\n") == []
    )
    assert findings(check, connections=(connection(receiver(None)),)) == []
