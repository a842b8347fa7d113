"""Which calls send the signal again, under which name the instance goes, and which only look like it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flow.reading import ANY, ORDERS, expression, found, receiving, verdict

from signal_lint.flow.names import resolve
from signal_lint.flow.resending import deleted_file, saved_file
from signal_lint.flow.scenes import INSTANCE, POST_DELETE, PRE_DELETE, PRE_SAVE
from signal_lint.syntax import Attribute, Call

INSTANCES = [
    "instance.save()",
    "await instance.asave()",
    "async_to_sync(instance.asave)()",
    "sync_to_async(instance.save)()",
    "instance.save_base()",
    "Order.save(instance)",
    "sender.save(instance)",
    "Model.save(instance)",
    "models.Model.save(instance)",
    "super(Order, instance).save()",
    "kwargs['instance'].save()",
    "kwargs.get('instance').save()",
    "kwargs.pop('instance').save()",
    "order = kwargs['instance']\norder.save()",
    "(order := kwargs['instance']).save()",
    "order: Order = kwargs['instance']\norder.save()",
    "cast('Order', instance).save()",
    "typing.cast(Order, instance).save()",
    "first, second = instance, 2\nfirst.save()",
    "[instance.save() for _ in (1, 2)]",
    "{1: instance.save() for _ in (1, 2) for _ in [3] if sender}",
    "if any([instance.save()]): pass",
    "for _ in (1, 2): instance.save()",
    "while True:\n    instance.save()\n    break",
    "try: pass\nfinally: instance.save()",
    "print(f'{instance.save()}', -1, *[], {**{}}, x[1])",
    "raise instance.save()",
]
OTHERS = [
    "sender.objects.create()",
    "await Order.objects.acreate()",
    "Order._default_manager.create()",
    "Order.objects.update_or_create(code='x')",
    "instance.__class__.objects.create()",
    "instance._meta.model.objects.create()",
    "type(instance)._base_manager.create()",
    "type(instance)(code='x').save()",
    "sender(code='x').save()",
    "Order(code='x').save(force_insert=True)",
]
ROWS = [
    "sender.objects.get(pk=instance.pk).save()",
    "(await sender.objects.aget(id=instance.id)).save()",
    "Order.objects.filter(pk=instance.pk).first().save()",
    "Order.objects.select_for_update().get(pk=instance.id).save()",
    "order = Order.objects.get(pk=instance.pk)\norder.save(update_fields=['n'])",
    "Order.objects.update_or_create(pk=instance.pk)",
]
NEITHER = [
    "form.save()",
    "serializer.save()",
    "storage.save(instance)",
    "box.save(1)",
    "instance.owner.save()",
    "instance.owner.save(update_fields=['n'])",
    "instance.invoice.save('name', content)",
    "instance.tags.add(1)",
    "instance.lines.create()",
    "instance.refresh_from_db()",
    "instance.full_clean()",
    "instance.asave()",
    "Order.objects.acreate()",
    "Order.objects.get_or_create(code='x')",
    "Order.objects.filter(pk=instance.pk).update(n=1)",
    "Order.objects.bulk_create([instance])",
    "Order.objects.get(pk=instance.owner_id).save()",
    "Order.objects.get(code='x').save()",
    "Order.objects.filter(code='x').first().save()",
    "Order.objects.latest(pk=instance.pk).save()",
    "orders().get(pk=instance.pk).save()",
    "Order.stored.get(pk=instance.pk).save()",
    "Log.objects.get(pk=instance.pk).save()",
    "Log.objects.create()",
    "Log(order=instance).save()",
    "made()().save()",
    "unknown.objects.create()",
    "instance = Log()\ninstance.save()",
    "instance = instance.owner\ninstance.save()",
    "import other as instance\ninstance.save()",
    "del instance\ninstance.save()",
    "with other as instance: instance.save()",
    "for instance in (1, 2): instance.save()",
    "for _, instance in ((1, 2),): instance.save()",
    "_, *instance = 1, 2\ninstance.save()",
    "try: risk()\nexcept ValueError as instance: instance.save()",
    "[instance.save() for instance in (1, 2)]",
    "save = instance.save",
    "return instance.save",
    "return\ninstance.save()",
    "if False: instance.save()",
    "if TYPE_CHECKING: instance.save()",
    "if typing.TYPE_CHECKING: instance.save()",
    "while 0: instance.save()",
    "for _ in (): instance.save()",
    "if not True or None: instance.save()",
    "yield instance.save()",
    "instance: Order\nclass instance: pass\nyield",
]


@pytest.mark.parametrize("body", INSTANCES)
def test_saving_the_instance_by_any_name_sends_again(body: str):
    assert verdict(receiving(body, "sender, instance, **kwargs")) == "error"


@pytest.mark.parametrize("body", OTHERS)
def test_storing_another_row_of_the_sender_sends_again(body: str):
    assert verdict(receiving(body)) == "error"


@pytest.mark.parametrize("body", ROWS)
def test_saving_another_object_of_the_same_row_is_a_warning(body: str):
    assert verdict(receiving(body)) == "warning"


@pytest.mark.parametrize("body", NEITHER)
def test_what_saves_something_else_or_nothing_is_let_be(body: str):
    assert verdict(receiving(body)) == ""


def test_of_a_receiver_for_all_models_only_the_sender_has_the_row():
    assert verdict(receiving("sender.objects.get(pk=instance.pk).save()"), ANY) == "warning"
    assert verdict(receiving("Order.objects.get(pk=instance.pk).save()"), ANY) == ""


def test_a_model_of_another_package_is_known_by_the_same_words_in_the_same_file():
    elsewhere = replace(ORDERS, model=None, text="User")
    assert verdict(receiving("User.objects.create()"), elsewhere) == "error"
    assert verdict(receiving("Order.objects.create()"), elsewhere) == ""
    assert verdict(receiving("User.objects.create()"), replace(elsewhere, kind="dynamic")) == ""


def test_a_call_is_reported_once_with_all_the_paths_to_it():
    (only,) = found(receiving("if raw: print(1)\nif using: print(2)\ninstance.save()"))
    assert (only.location.span.line, only.location.span.column) == (4, 4)
    assert not only.on_update


def test_a_save_that_only_updates_reach_says_so():
    (only,) = found(receiving("if raw or created: return\ninstance.save()"))
    assert only.on_update


@pytest.mark.parametrize(
    "body", ["instance.delete()", "if instance.pk: instance.delete()", "await instance.adelete()"]
)
def test_delete_signals_delete_again(body: str):
    assert verdict(receiving(body), recursion=PRE_DELETE) == "error"
    assert verdict(receiving(body), recursion=POST_DELETE) == "error"


@pytest.mark.parametrize("body", ["instance.save()", "Order.objects.create()", "instance.owner.delete()"])
def test_delete_signals_are_sent_by_nothing_else(body: str):
    assert verdict(receiving(body), recursion=POST_DELETE) == ""


@pytest.mark.parametrize(
    "test", ["instance._state.adding", "not instance.pk", "instance.id is None", "instance.pk"]
)
def test_before_the_save_no_test_of_the_key_is_a_guard(test: str):
    assert verdict(receiving(f"if {test}: instance.save()"), recursion=PRE_SAVE) == "error"


def test_a_flag_is_a_guard_before_the_save_as_well():
    body = "if instance._busy: return\ninstance._busy = True\ninstance.save()"
    assert verdict(receiving(body), recursion=PRE_SAVE) == ""


@pytest.mark.parametrize("options", ["'a', content", "name='a', content=content", "'a', content, True"])
def test_a_file_field_that_saves_its_instance_is_recognised(options: str):
    call = resolve(expression(f"instance.invoice.save({options})"), {"instance": INSTANCE})
    assert isinstance(call, Call)
    assert saved_file(call) == Attribute(INSTANCE, "invoice")


@pytest.mark.parametrize(
    "text", ["a.f.save('a', c, save=False)", "a.f.save()", "a.f.save(*b)", "f.save(1, 2)", "x()"]
)
def test_what_saves_no_instance_through_a_file_field_is_not(text: str):
    call = resolve(expression(text), {"a": INSTANCE})
    assert isinstance(call, Call)
    assert saved_file(call) is None


@pytest.mark.parametrize("options", ["", "True", "save=True"])
def test_a_file_field_that_saves_its_instance_after_deleting_is_recognised(options: str):
    call = resolve(expression(f"instance.invoice.delete({options})"), {"instance": INSTANCE})
    assert isinstance(call, Call)
    assert deleted_file(call) == Attribute(INSTANCE, "invoice")


@pytest.mark.parametrize(
    "text", ["a.f.delete(False)", "a.f.delete(save=b)", "a.f.delete(*b)", "a.delete()", "f.x.delete()", "x()"]
)
def test_what_deletes_no_file_or_saves_nothing_after_it_is_not(text: str):
    call = resolve(expression(text), {"a": INSTANCE})
    assert isinstance(call, Call)
    assert deleted_file(call) is None
