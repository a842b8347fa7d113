"""Guards by flags and by values: what is tested is changed before the save."""

from __future__ import annotations

import pytest
from flow.reading import ANY, receiving, verdict

FLAGS = [
    "if getattr(instance, '_busy', False): return\ninstance._busy = True\ninstance.save()",
    "if hasattr(instance, '_busy'): return\ninstance._busy = True\ninstance.save()",
    "if not instance.__dict__.get('busy'):\n    instance.__dict__['busy'] = 1\n    instance.save()",
    "if getattr(instance, 'busy', False): return\nsetattr(instance, 'busy', True)\ninstance.save()",
    "if local.busy: return\nlocal.busy = True\ninstance.save()",
    "if Order.busy: return\nOrder.busy = True\ninstance.save()",
    "if instance.pk in seen: return\nseen.add(instance.pk)\ninstance.save()",
    "if seen[instance.pk]: return\nseen[instance.pk] = True\ninstance.save()",
    "if busy.get(): return\nbusy.set(True)\ninstance.save()",
    "global busy\nif busy: return\nbusy = True\ninstance.save()",
    "if instance.busy: return\ntry: instance.save()\nfinally: del instance.busy",
    "if instance.busy: return\ntry: instance.save()\nfinally:\n    instance.busy = True\n    log()",
    "if instance.rounds < 3:\n    instance.rounds += 1\n    instance.save()",
    "if hasattr(instance, 'mark'):\n    del instance.mark\n    instance.save()",
    "if instance._elsewhere: return\ninstance.save()",
    "if ready: instance.save()",
    "if app.ready: instance.save()",
]
VALUES = [
    "if instance.slug != x:\n    instance.slug = x\n    instance.save()",
    "if not instance.slug:\n    instance.slug = make(instance)\n    instance.save()",
    "if instance.total is None:\n    instance.total = 0\n    instance.save()",
    "old, new = instance.slug, make()\nif old != new:\n    instance.slug = new\n    instance.save()",
    "if instance.tracker.has_changed('slug'): instance.save()",
    "if instance.tracker.previous('slug') != instance.slug: instance.save()",
    "if instance.__original_slug != instance.slug: instance.save()",
    "if instance.is_dirty(): instance.save()",
    "if not Log.objects.filter(order=instance).exists(): instance.save()",
    "if cache.add('lock', 1): instance.save()",
    "if should_save(instance): instance.save()",
    "if (slug := make(instance)) != instance.slug:\n    instance.slug = slug\n    instance.save()",
    "if instance.owner_id is None:\n    instance.owner = owner\n    instance.save()",
    "if instance.owner is None:\n    instance.owner_id = 1\n    instance.save()",
    "if 'x' not in instance.data:\n    instance.data['x'] = 1\n    instance.save()",
    "if not instance.data:\n    instance.data.append(1)\n    instance.save()",
    "if instance.verified:\n    process(instance)\n    instance.save()",
    "if instance.verified:\n    instance.full_clean()\n    instance.save()",
    "if instance.verified:\n    setattr(instance, name, 1)\n    instance.save()",
    "if not instance.slug:\n    row = sender.objects.get(pk=instance.pk)\n    row.slug = 's'\n    row.save()",
    "if not instance.slug: Order.objects.update_or_create(pk=instance.pk, defaults={'slug': 's'})",
    "if instance.kind == 'parent': Order.objects.create(kind='child')",
    "new = False\nif not instance.slug:\n    instance.slug = 's'\n    new = True\nif new: instance.save()",
]
UNCHANGED = [
    "if instance.verified:\n    instance.balance = 1\n    instance.save()",
    "if instance.verified:\n    logger.info('saved %s', instance)\n    instance.save()",
    "if instance.verified and instance.name.startswith('x'): instance.save()",
    "if instance.status == Order.Status.PAID: instance.save()",
    "if instance.owner.is_vip:\n    instance.slug = 's'\n    instance.save()",
    "if len(instance.name) > 3: instance.save()",
    "if instance.data['x']:\n    instance.other['x'] = 1\n    instance.save()",
    "match instance.status:\n    case 'paid':\n        instance.save()",
    "match instance.status:\n    case Status.PAID:\n        instance.save()",
]
PERSISTENT = [
    "if settings.NUMBER: instance.save()",
    "if conf.settings.NUMBER and ENABLED: instance.save()",
    "if sender is Order: instance.save()",
    "if sender.__name__ == 'Order': instance.save()",
    "if instance._meta.label == 'shop.Order': instance.save()",
    "if isinstance(instance, Order) and type(instance) is Order: instance.save()",
    "if instance: instance.save()",
    "if instance.pk: instance.save()",
    "if instance.pk is not None and instance.pk > 5: instance.save()",
    "if not instance._state.adding: instance.save()",
    "if kwargs['using'] == 'default': instance.save()",
    "if cache.get('x'): log()\ninstance.save()",
    "if cache.get('x'):\n    a = 1\nelse:\n    a = 2\ninstance.save()",
    "if instance.slug == 'a': instance.slug = 'b'\nelse: instance.slug = 'a'\ninstance.save()",
]


@pytest.mark.parametrize("body", FLAGS)
def test_a_flag_that_is_raised_first_is_a_guard(body: str):
    assert verdict(receiving(body)) == ""


@pytest.mark.parametrize("body", VALUES)
def test_a_value_that_converges_or_may_converge_is_a_guard(body: str):
    assert verdict(receiving(body)) == ""


@pytest.mark.parametrize("body", UNCHANGED)
def test_a_test_of_the_instance_that_nothing_changes_is_a_warning(body: str):
    assert verdict(receiving(body)) == "warning"


@pytest.mark.parametrize("body", PERSISTENT)
def test_a_test_that_comes_out_the_same_again_is_no_guard(body: str):
    assert verdict(receiving(body)) == "error"


@pytest.mark.parametrize(
    "body", ["if not instance.pk: instance.save()", "if instance.id is None: instance.save()"]
)
def test_a_test_that_no_stored_row_passes_ends_the_path(body: str):
    assert verdict(receiving(body)) == ""


def test_an_attribute_of_an_unknown_model_may_be_a_property():
    assert verdict(receiving("if instance.verified: instance.save()"), ANY) == ""


def test_a_property_may_depend_on_what_was_changed():
    model = "class Order:\n    @property\n    def fresh(self): return self.n < 2\n"
    assert verdict(model + receiving("if instance.fresh:\n    instance.n += 1\n    instance.save()")) == ""


def test_the_own_save_of_a_model_may_change_anything():
    model = "class Order:\n    def save(self): self.slug = 's'\n"
    assert verdict(model + receiving("if not instance.slug: instance.save()")) == ""
    assert verdict(model + receiving("instance.save()")) == "error"


def test_a_save_after_many_independent_tests_is_still_seen():
    ifs = "".join(f"if instance.a{n}: b{n} = {n}\n" for n in range(12))
    assert verdict(receiving(f"{ifs}instance.save()")) == "error"
