"""Guards by `created`, and the tests that only look like one."""

from __future__ import annotations

import pytest
from flow.reading import ANY, receiving, verdict

GUARDED = [
    "if created: instance.save()",
    "if created is True: instance.save()",
    "if created == True: instance.save()",
    "if bool(created): instance.save()",
    "if not created: return\ninstance.save()",
    "if created is False: return\ninstance.save()",
    "if created != True: return\ninstance.save()",
    "if not created:\n    raise ValueError('old')\ninstance.save()",
    "if instance.verified and created: instance.save()",
    "if created and instance.verified: instance.save()",
    "if not settings.NUMBER or not created: return\ninstance.save()",
    "is_new = created and not raw\nif is_new: instance.save()",
    "if (is_new := created): instance.save()",
    "assert created\ninstance.save()",
    "created and instance.save()",
    "not created or instance.save()",
    "instance.save() if created else None",
    "return instance.save() if created else None",
    "match created:\n    case True:\n        instance.save()",
    "match created:\n    case False:\n        pass\n    case _:\n        instance.save()",
    "match created:\n    case new if new:\n        instance.save()",
    "match created, raw:\n    case (True, False):\n        instance.save()",
    "if created == settings.WANTED: instance.save()",
    "if created: Order.objects.update_or_create(code='x')",
    "if not created: Order.objects.create()",
    "if not created:\n    instance.pk = None\n    instance.save()",
    "if not created: instance.save(force_insert=True)",
]
ENDLESS = [
    "instance.save()",
    "if not created: instance.save()",
    "if created: pass\nelse: instance.save()",
    "if created or settings.NUMBER: instance.save()",
    "if created or not created: instance.save()",
    "if created: log()\ninstance.save()",
    "if created: Order.objects.create()",
    "if created: sender.objects.create()",
    "if created: sender(code='x').save()",
    "match created:\n    case False:\n        instance.save()",
    "match raw:\n    case whatever:\n        instance.save()",
    "if not (is_new := created): instance.save()",
    "created = True\nif created: instance.save()",
]
FROM_KEYWORDS = [
    "if kwargs['created']: instance.save()",
    "if kwargs.get('created'): instance.save()",
    "if kwargs.get('created', False): instance.save()",
    "if kwargs.get('created', True): instance.save()",
    "if kwargs.pop('created'): instance.save()",
    "if not kwargs.get('created'): return\ninstance.save()",
    "is_new = kwargs.get('created')\nif is_new: instance.save()",
    "is_new: bool = kwargs['created']\nif is_new: instance.save()",
]


@pytest.mark.parametrize("body", GUARDED)
def test_a_save_that_only_new_rows_reach_is_guarded(body: str):
    assert verdict(receiving(body)) == ""


@pytest.mark.parametrize("body", ENDLESS)
def test_a_save_that_stored_rows_reach_is_an_error(body: str):
    assert verdict(receiving(body)) == "error"


@pytest.mark.parametrize("body", FROM_KEYWORDS)
def test_created_counts_wherever_it_is_taken_from(body: str):
    assert verdict(receiving(body, "sender, instance, **kwargs")) == ""


def test_another_value_named_created_is_no_guard_and_not_known():
    body = "order, created = Log.objects.get_or_create(order=instance)\nif created: instance.save()"
    assert verdict(receiving(body, "sender, instance, **kwargs")) == ""
    assert verdict(receiving(f"{body}\nelse: instance.save()", "sender, instance, **kwargs")) == ""


def test_a_receiver_without_sender_makes_rows_of_any_model_again():
    assert verdict(receiving("Log.objects.create()"), ANY) == "error"
    assert verdict(receiving("if sender is Log: return\nLog.objects.create()"), ANY) == ""
    assert verdict(receiving("helper.objects.create()"), ANY) == ""
