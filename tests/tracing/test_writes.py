"""What one receiver writes: of which model, and on what conditions."""

from __future__ import annotations

import pytest
from tracing.following import SHOP, received, shown, told, traced, written

ONE_EACH = {
    # what a row is
    "instance.save()": "save shop.Order",
    "instance.customer.save()": "save shop.Customer",
    "Log(text='x').save()": "save shop.Log",
    "log = Log(text='x')\nlog.save()": "save shop.Log",
    "Order.objects.first().customer.save()": "save shop.Customer",
    "Order.objects.get(pk=1).save()": "save shop.Order",
    "Order.objects.filter(paid=True)[0].save()": "save shop.Order",
    "get_object_or_404(Order, pk=1).save()": "save shop.Order",
    "get_object_or_404(Order.objects.all(), pk=1).save()": "save shop.Order",
    "Log.objects.create(text='x').save()": "create shop.Log",
    "row, made = Log.objects.get_or_create(text='x')\nrow.save()": (
        "get_or_create shop.Log when there is no such row"
    ),
    "sender.objects.create()": "create shop.Order",
    "instance.__class__.objects.create()": "create shop.Order",
    "type(instance).objects.create()": "create shop.Order",
    "type(instance)().save()": "save shop.Order",
    # what is done to rows
    "Log.objects.create(text='x')": "create shop.Log",
    "Log.objects.update_or_create(text='x')": "update_or_create shop.Log",
    "Log.objects.bulk_create([Log()])": "bulk_create shop.Log",
    "Log.objects.bulk_update([Log()], ['text'])": "bulk_update shop.Log",
    "Log.objects.filter(pk=1).update(text='x')": "update shop.Log",
    "Log.objects.all()[:3].update(text='x')": "update shop.Log",
    "instance.lines.create()": "create shop.Line",
    "instance.lines.filter(pk=1).delete()": "delete shop.Line when for each of `instance.lines.filter(pk=1)`",
    "instance.customer.delete()": "delete shop.Customer",
    # conditions
    "if created:\n    instance.customer.save()": "save shop.Customer when `created`",
    "if not created:\n    return\ninstance.customer.save()": "save shop.Customer when `created`",
    "if created or raw:\n    instance.customer.save()": (
        "save shop.Customer when `created` or `not created` and `raw`"
    ),
    "if kwargs['using'] == 'x':\n    instance.customer.save()": ("save shop.Customer when `using == 'x'`"),
    "if instance.total > 3:\n    return\ninstance.customer.save()": (
        "save shop.Customer when `instance.total <= 3`"
    ),
    "if instance.total is None:\n    return\ninstance.customer.save()": (
        "save shop.Customer when `instance.total is not None`"
    ),
    "for line in instance.lines.all():\n    line.save()": (
        "save shop.Line when for each of `instance.lines.all()`"
    ),
    "try:\n    x = int(kwargs['x'])\nexcept ValueError:\n    instance.customer.save()": (
        "save shop.Customer when an exception is caught"
    ),
    "try:\n    Log.objects.get()\n    instance.customer.save()\nexcept Log.DoesNotExist:\n    pass": (
        "save shop.Customer when no exception is raised"
    ),
    # doubts
    "transaction.on_commit(lambda: instance.customer.save())": "save shop.Customer perhaps",
    "with transaction.atomic():\n    instance.customer.save()": "save shop.Customer",
    "with muted():\n    instance.customer.save()": "save shop.Customer perhaps",
    "with muted:\n    instance.customer.save()": "save shop.Customer perhaps",
    "post_save.disconnect(on_signal, sender=Order)\ninstance.customer.save()": "save shop.Customer perhaps",
    "instance.customer.save(update_fields=kwargs['fields'])": "save shop.Customer perhaps",
    "instance.customer.save(**kwargs)": "save shop.Customer perhaps",
    # what the project's own functions write
    "instance.recount()": "save shop.Customer",
}


@pytest.mark.parametrize("body", ONE_EACH)
def test_a_write_is_told_with_its_model_and_its_conditions(body):
    assert told(f"from django.shortcuts import get_object_or_404\n{body}")[0] == ONE_EACH[body]


NOTHING = [
    "pass",
    "print(instance)",
    "unknown.save()",
    "cache.delete('x')",
    "instance.customer.save(update_fields=[])",
    "instance.asave()",
    "Log.objects.acreate(text='x')",
    "instance.lines.all()",
    "instance.unknown.delete()",
    "instance.unknown.all().delete()",
    "instance.avatar.save('x', kwargs['x'])",
    "other().objects.create()",
    "[x.save() for x in kwargs['rows']]",
]


@pytest.mark.parametrize("body", NOTHING)
def test_what_writes_nothing_or_to_what_is_not_known_is_no_write(body):
    assert written(body) == ()


def test_saving_a_file_saves_its_row():
    assert told("instance.avatar.save('x', kwargs['x'])", sender="Customer") == ["save shop.Customer"]


def test_a_write_stands_where_it_is_made():
    (write,) = written("instance.recount()")
    assert (write.location.path, write.location.span.line) == ("shop/models.py", 21)


def test_writes_are_in_the_order_in_which_a_receiver_comes_to_them():
    body = "Log.objects.create(text=str(instance.lines.create()))\ninstance.save()"
    assert told(body) == ["create shop.Line", "create shop.Log", "save shop.Order"]


def test_ways_that_have_nothing_in_common_are_both_told():
    body = """
        if created:
            row = Log()
        elif raw:
            row = Log(text='x')
        else:
            return
        row.save()
    """
    assert told(body) == ["save shop.Log when `created` or `not created` and `raw`"]


def test_functions_of_the_project_are_followed_wherever_they_are():
    others = {
        "shop/others.py": "from shop.models import Log\ndef note(text):\n    Log.objects.create(text=text)\n"
    }
    body = "from shop.others import note\nnote('x')"
    assert told(body, **others) == ["create shop.Log"]


def test_so_are_methods_of_classes():
    others = {
        "shop/others.py": """\
from shop.models import Log


class Notes:
    @classmethod
    def add(cls):
        Log().save()
"""
    }
    assert told("from shop.others import Notes\nNotes.add()", **others) == ["save shop.Log"]


OTHERS = """\
from celery import shared_task
from shop.models import Log


def first():
    second()
    queued()


def second():
    Log.objects.create(text='second')
    third()


def third():
    Log.objects.create(text='third')


@shared_task
def queued():
    Log.objects.create(text='queued')
"""


def test_functions_are_followed_for_two_calls_and_not_where_a_decorator_may_do_anything():
    body = "from shop.others import first\nfirst()"
    assert told(body, **{"shop/others.py": OTHERS}) == ["create shop.Log"]


def test_the_instance_of_a_receiver_for_any_model_is_of_none():
    assert told("instance.save()\nsender.objects.create()\nLog().save()", sender="") == ["save shop.Log"]


def test_awaited_methods_count():
    signals = received("await instance.customer.asave()\nawait Log.objects.acreate()")
    (run,) = traced(signals.replace("def on", "async def on")).sent[1].runs
    assert [follow.effect.write.verb for follow in run.follows] == ["save", "create"]


def test_a_receiver_without_source_writes_nothing_that_is_known():
    assert (
        traced("from elsewhere import notify\npost_save.connect(notify, sender=Order)\n")
        .sent[1]
        .runs[0]
        .follows
        == ()
    )


def test_what_may_write_to_an_unknown_model_is_named():
    body = "kwargs['row'].save()\nunknown.objects.filter(pk=1).update(x=1)\ncache.delete('x')\nrun()()"
    assert shown(received(body))[3:] == [
        "      ? kwargs['row'].save()  shop/signals.py:7  of a model that is not known",
        "      ? unknown.objects.filter(pk=1).update(x=1)  shop/signals.py:8  of a model that is not known",
    ]


def test_a_model_with_a_save_of_its_own_is_stored_in_a_way_that_is_not_known():
    models = SHOP["shop/models.py"] + "\n    def save(self):\n        pass\n"
    assert told("Log().save()", **{"shop/models.py": models}) == ["save shop.Log perhaps"]


def test_a_decorator_of_the_receiver_may_keep_it_from_running():
    signals = received("Log().save()").replace("\ndef", "\n@sometimes\ndef")
    assert "         perhaps: a decorator of the receiver may keep it from running" in shown(signals)


@pytest.mark.parametrize("mark", ["pk = None", "_state.adding = True", "id = 7"])
def test_a_row_that_is_made_to_look_new_may_be_inserted(mark):
    inner = received("if created:\n    Log().save()", sender="Customer").replace("on_signal", "of_customer")
    body = f"customer = instance.customer\ncustomer.{mark}\ncustomer.save()"
    (run,) = traced(received(body) + inner).sent[-1].runs
    (of_customer,) = run.follows[0].sent[-1].runs
    assert of_customer.follows[0].effect.write.when == ("`created`",)


@pytest.mark.parametrize("row", ["Log(pk=1).save()", "Log.objects.get().save(force_insert=True)"])
def test_a_row_with_a_key_of_its_own_may_be_there_already(row):
    inner = received("if created:\n    instance.save()", sender="Log").replace("on_signal", "of_log")
    (run,) = traced(received(row) + inner).sent[-1].runs
    (of_log,) = run.follows[0].sent[-1].runs
    assert of_log.follows[0].effect.write.when == ("`created`",)


def test_what_a_stored_model_does_by_itself_is_named():
    save = "    def save(self, *args, **kwargs):\n        super().save(*args, **kwargs)\n"
    models = SHOP["shop/models.py"] + save
    lines = shown(received("Log().save()"), **{"shop/models.py": models})
    assert lines[3:5] == [
        "      save shop.Log  shop/signals.py:7",
        "         what `shop.models.Log.save()` itself does is not followed",
    ]
