"""Functions and methods that are passed the instance, and what is left to others to call."""

from __future__ import annotations

import pytest
from flow.reading import found, receiving, verdict

MODULE = """
def store(order): order.save()
def twice(order): store(order)
def thrice(order): twice(order)
def again(order): again(order)
def only_new(order, created=False):
    if created: order.save()
def by_default(order, fields=(), *rest, wanted=settings.X, **more):
    if fields: order.save()
def keywords(instance, **options): instance.save()
def guarded_keywords(instance, **kwargs):
    if kwargs['created']: instance.save()
def converging(order):
    if not order.slug:
        order.slug = 's'
        order.save()
def generate(order): yield order.save()
async def asynchronously(order): order.save()
@mute
def muted(order): order.save()
def checked(order, created):
    if not created: raise ValueError
    return True
def flagged(order): order._busy = True
shortly = lambda order: order.save()
class Order:
    def touch(self): self.save()
    def finish(self): self.touch()
    def settle(self, created):
        if created: self.save()
    @staticmethod
    def store(order): order.save()
    @classmethod
    def keep(cls, order): order.save()
    def number(self): return 1
"""
FOLLOWED = [
    "store(instance)",
    "store(order=instance)",
    "twice(instance)",
    "only_new(instance, not created)",
    "by_default(instance, ['n'])",
    "keywords(**kwargs)",
    "keywords(instance=instance, **{})",
    "shortly(instance)",
    "await asynchronously(instance)",
    "instance.touch()",
    "instance.finish()",
    "instance.settle(True)",
    "instance.settle(not created)",
    "Order.store(instance)",
    "Order.keep(instance)",
    "if not created: store(instance)",
    "def inner(): store(instance)\ninner()",
]
SILENT = [
    "if created: store(instance)",
    "thrice(instance)",
    "again(instance)",
    "only_new(instance)",
    "only_new(instance, created)",
    "only_new(instance, *flags)",
    "only_new(instance, **flags)",
    "by_default(instance)",
    "by_default(instance, (), 1, 2)",
    "guarded_keywords(**kwargs)",
    "converging(instance)",
    "generate(instance)",
    "asynchronously(instance)",
    "muted(instance)",
    "unknown(instance)",
    "store(instance.owner)",
    "checked(instance, created)\ninstance.save()",
    "if instance._busy: return\nflagged(instance)\ninstance.save()",
    "instance.settle(created)",
    "instance.number()",
    "instance.unknown()",
    "if created: instance.touch()",
]
LATER = [
    "transaction.on_commit(lambda: instance.save())",
    "transaction.on_commit(instance.save)",
    "save = instance.save\ntransaction.on_commit(save)",
    "save = lambda: instance.save()\ntransaction.on_commit(save)",
    "on_commit(partial(instance.save, update_fields=['n']))",
    "on_commit(functools.partial(store, instance))",
    "def later(): instance.save()\ntransaction.on_commit(later)",
    "def later(): instance.save()\nqueue.delay(later)",
]
NEVER = [
    "transaction.on_commit(partial(instance.save, update_fields=[]))",
    "transaction.on_commit(send_mail)",
    "transaction.on_commit(lambda: task.delay(instance.pk))",
    "if created: transaction.on_commit(lambda: instance.save())",
    "def later(): created and instance.save()\ntransaction.on_commit(later)",
    "def later(): instance.save()",
    "return lambda: instance.save()",
    "register(lambda: instance.save())",
]
LOCAL = [
    "def inner(): instance.save()\ninner()",
    "def inner(order): order.save()\ninner(instance)",
    "inner = lambda: instance.save()\ninner()",
    "(lambda order: order.save())(instance)",
]


@pytest.mark.parametrize("body", FOLLOWED)
def test_a_save_in_a_function_that_is_passed_the_instance_is_a_warning(body: str):
    assert verdict(MODULE + receiving(body, "sender, instance, created, **kwargs")) == "warning"


@pytest.mark.parametrize("body", SILENT)
def test_a_guard_counts_on_either_side_of_the_call(body: str):
    assert verdict(MODULE + receiving(body, "sender, instance, created, **kwargs")) == ""


@pytest.mark.parametrize("body", LATER)
def test_a_save_that_is_left_for_later_is_a_warning(body: str):
    assert verdict(MODULE + receiving(body)) == "warning"


@pytest.mark.parametrize("body", NEVER)
def test_what_is_guarded_or_perhaps_never_called_is_let_be(body: str):
    assert verdict(MODULE + receiving(body)) == ""


@pytest.mark.parametrize("body", LOCAL)
def test_a_function_of_the_receiver_is_a_part_of_it(body: str):
    assert verdict(MODULE + receiving(body)) == "error"


def test_a_function_that_calls_itself_is_walked_once():
    body = "def inner():\n    inner()\n    instance.save()\ninner()"
    assert verdict(MODULE + receiving(body)) == "error"


def test_functions_within_functions_are_walked_to_a_depth():
    body = "\n".join(f"f{n} = lambda: f{n + 1}()" for n in range(9)) + "\nf9 = lambda: instance.save()\nf0()"
    assert verdict(MODULE + receiving(body)) == ""


def test_the_way_from_the_receiver_to_the_save_is_told():
    (only,) = found(MODULE + receiving("twice(instance)"))
    assert [hop.function.qualname for hop in only.hops] == ["twice", "store"]
    assert (only.call.span.line, only.location.span.column) == (1, 4)
