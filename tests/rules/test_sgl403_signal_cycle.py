"""Which cycles SGL403 finds between two models, and what keeps it silent."""

from __future__ import annotations

import textwrap

import pytest
from link.linking import NOWHERE

from signal_lint.analysis import analyse
from signal_lint.findings import Diagnostic
from signal_lint.settings import Settings

IMPORTS = (
    "from django.db.models.signals import post_save, pre_save\nfrom django.dispatch import receiver\n"
    "from django.contrib.auth.models import User\nfrom shop.models import *\n"
)
A = "class A(models.Model):\n    pass\n"
B = "class B(models.Model):\n    a = models.ForeignKey(A, models.CASCADE, related_name='bs')\n"
BACK = "instance.a.save()"
LOOP = "for b in instance.bs.all(): b.save()"
CREATE = "B.objects.create(a=instance)"


def receiving(
    model: str, body: str, signal: str = "post_save", more: str = "created, raw, update_fields"
) -> str:
    head = f"@receiver({signal}, sender={model})\n{'async ' * ('await' in body)}def on_{model.lower()}"
    return f"{head}(sender, instance, {more}, **kwargs):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"


def run(receivers: str, models: str) -> list[Diagnostic]:
    files = {
        "manage.py": "",
        "settings.py": 'INSTALLED_APPS = ["django.contrib.auth", "shop"]\n',
        "shop/__init__.py": "",
        "shop/models.py": f"from django.db import models\n{models}\nfrom shop import signals\n",
        "shop/signals.py": IMPORTS + receivers,
    }
    unsaved = {path: text.encode() for path, text in files.items()}
    settings = Settings(root=NOWHERE, select=("SGL403",), debug=True)
    return list(analyse(settings, unsaved).diagnostics)


def circles(a: str, b: str, models: str = A + B) -> int:
    """Count the cycles of two receivers, of A and of B."""
    return len(run(receiving("A", a) + receiving("B", b), models))


def test_a_cycle_is_told_step_by_step():
    (found,) = run(receiving("A", LOOP) + receiving("B", BACK), A + B)
    assert found.message == (
        "`b.save()` in a `post_save` receiver of `shop.A` begins a cycle without end: "
        "saving `shop.A` saves `shop.B`, which saves `shop.A`"
    )
    assert [each.message for each in found.related] == [
        "`on_a` is connected to `post_save` of `shop.A`",
        "`b.save()` saves `shop.B`",
        "`on_b` is connected to `post_save` of `shop.B`",
        "`instance.a.save()` saves `shop.A`",
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (LOOP, "a = instance.a\na.n = 1\na.save()"),
        (LOOP, "A.objects.get(pk=instance.a_id).save()"),
        (LOOP, "A.objects.get(id=instance.a.pk).save()"),
        (LOOP, "await instance.a.asave()"),
        (LOOP, "if instance.a_id: instance.a.save()"),
        (LOOP, "if created or raw: return\ninstance.a.save_base()"),
        (LOOP, "if instance.pk: instance.a.save()"),
        (LOOP, "with atomic(): instance.a.save()"),
        (LOOP, "instance.n = instance.a.n\ninstance.a.save()"),
        (LOOP, "instance.a.b = 1\ninstance.a.save()"),
        ("for b in B.objects.filter(a=instance).order_by('n'): b.save()", BACK),
        ("for b in B.objects.filter(a_id=instance.pk): b.save()", BACK),
        ("b = B.objects.filter(a=instance).first()\nif b: b.save()", BACK),
        ("B.objects.get(a=instance).save()", BACK),
        ("for b in B.objects.all(): b.save()", "for a in A.objects.all(): a.save()"),
        ("B.objects.get(pk=1).save()", "A.objects.get(id=2).save()"),
        ("B.objects.first().save()", BACK),
        ("stored['n'] = 1\nB.objects.create(a=instance)", BACK),
        (CREATE, BACK),
        (CREATE, "if created: A.objects.get(pk=instance.a_id).save()"),
        ("b = B(a=instance)\nb.n = 1\nb.save()", BACK),
        ("instance.bs.create(n=1)", BACK),
        ("B.objects.update_or_create(a=instance, defaults={'n': 1})", BACK),
        ("if created: B.objects.create(a=instance)", "A.objects.create()"),
        ("if update_fields: B.objects.create(a=instance)", "instance.a.save(update_fields=['n'])"),
    ],
)
def test_saves_that_are_certain_make_a_cycle(a: str, b: str):
    assert circles(a, b) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("if created: B.objects.create(a=instance)", BACK),
        ("if instance.n: B.objects.create(a=instance)", BACK),
        ("if update_fields: B.objects.create(a=instance)", BACK),
        ("if instance.bs is not None and instance.n is None: B.objects.create(a=instance)", BACK),
        ("B.objects.get_or_create(a=instance)", BACK),
        ("B.objects.create(instance)", BACK),
        ("B.objects.create(n=1)", BACK),
        ("for b in B.objects.filter(done=False):\n    b.done = True\n    b.save()", BACK),
        ("B.objects.create(pk=1, a=instance)", BACK),
        ("B.objects.create(**values)", BACK),
        ("instance.bs.filter(n=1).create(n=1)", "instance.x.save()"),
        ("instance.a.bs.create()", BACK),
        ("for b in B.objects.filter(n=instance.n): b.save()", BACK),
        ("for b in B.objects.filter(n=instance): b.save()", BACK),
        ("for b in B.objects.filter(a=instance, n=1): b.save()", BACK),
        ("for b in B.objects.filter(x): b.save()", BACK),
        ("for b in instance.bs.filter(n=1): b.save()", BACK),
        ("for b in B.objects.get(pk=instance.pk): b.save()", BACK),
        ("for b in B.objects.exclude(n=1): b.save()", BACK),
        ("for b in rows(): b.save()", BACK),
        ("B.objects.get(pk=instance.x.pk).save()", BACK),
        ("B.objects.get(pk=instance.x_id).save()", BACK),
        ("B.objects.get(pk=find()).save()", BACK),
        ("B.objects.filter(a=instance).last().n.save()", BACK),
        ("B.missing.first().save()", BACK),
        ("Unknown.objects.first().save()", BACK),
        ("unknown().save()", BACK),
        ("(x or y).save()", BACK),
        ("for b in x or y: b.save()", BACK),
        ("(yield).objects.create()", BACK),
        ("x[0].create()", BACK),
        ("B.objects.first().a.save()", BACK),
        ("instance.bs.save()", BACK),
        ("for b in instance.bs.all(): b.save(*x)", BACK),
        ("for b in instance.bs.all(): b.save(update_fields=[])", BACK),
        ("for b in instance.bs.all(): b.save(force_insert=True)", BACK),
        ("for b in instance.bs.all(): b.asave()", BACK),
        ("on_commit(lambda: B.objects.create(a=instance))", BACK),
        ("with mute_signals(): B.objects.create(a=instance)", BACK),
        ("post_save.disconnect(on_a, sender=A)\nB.objects.create(a=instance)", BACK),
        ("instance.bs.all().delete()\n" + LOOP, BACK),
        (CREATE, "instance.a = find()\ninstance.a.save()"),
        (CREATE, "instance.a_id = 3\ninstance.a.save()"),
        (CREATE, "instance.a.pk = None\ninstance.a.save()"),
        (CREATE, "a = instance.a\na._state.adding = True\na.save()"),
        ("B.objects.update_or_create(a=instance)", "if created: instance.a.save()"),
        ("B.objects.update_or_create(a=instance)", "if update_fields: instance.a.save()"),
    ],
)
def test_what_is_not_certain_is_none(a: str, b: str):
    assert circles(a, b) == 0


@pytest.mark.parametrize(
    ("models", "count"),
    [
        (A + B.replace("(A,", "('A',"), 1),
        (A + B.replace("(A,", "('shop.A',"), 1),
        (A + B.replace("(A, models.CASCADE", "(on_delete=models.CASCADE, to=A"), 1),
        (A + B.replace("'bs'", "'cs'"), 0),
        (A + B.replace("'bs'", "name('bs')"), 0),
        (A + B.replace("(A,", "('self',"), 0),
        (A + B.replace(", related_name='bs'", ""), 0),
        (A + B.replace("A,", "*x,"), 0),
        (A + B.replace("A,", "find(),"), 0),
        (A + B.replace("(A,", "('shop.X',"), 0),
        (A + B.replace("A, models.CASCADE, ", ""), 0),
        (A + B.replace("models.ForeignKey", "other.ForeignKey"), 0),
        (A + B.replace("'bs'", "'bs', **x"), 0),
        (A + B + "class C(models.Model):\n    a = models.ForeignKey(A, related_name='bs')\n", 0),
        (A + B + "class C:\n    a = models.ForeignKey(A, related_name='bs')\n", 1),
        (A + B + "bs = models.ForeignKey\n", 1),
        (A + B + "    objects = models.Manager()\n", 1),
        (A + B + "    objects = Books()\n", 0),
        (A + B.replace("models.Model", "Foreign"), 0),
        ("from elsewhere import Mixin\n" + A + B.replace("models.Model", "Mixin, models.Model"), 0),
        (A + B.replace("models.Model", "Mixin, models.Model"), 0),
        (A + B + "    def save(self, *args, **kwargs): return super().save(*args, **kwargs)\n", 1),
        (A + B + "    def save(self, *args, **kwargs): self.n = 1; super().save(*args, **kwargs)\n", 1),
        (
            A
            + B
            + "    def save(self, *args, **kwargs):\n        if self.n: return\n        super().save()\n",
            0,
        ),
        (A + B + "    def save(self, *args, **kwargs): kwargs.clear(); super().save(*args, **kwargs)\n", 0),
        (A + B + "    def save(self, *args, **kwargs): self.n = 1\n", 0),
        (A + B + "    def save_base(self, *args, **kwargs): super().save_base(*args, **kwargs)\n", 0),
        (A + B + "    save = other.save\n", 0),
    ],
)
def test_the_models_must_be_known(models: str, count: int):
    assert circles(LOOP, BACK, models) == count


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("n = models.IntegerField()", 1),
        ("n = models.IntegerField(unique=True)", 0),
        ("id = models.UUIDField(primary_key=True, default=uuid4)", 1),
        ("class Meta:\n        unique_together = ['a', 'n']", 0),
    ],
)
def test_a_second_row_may_be_refused(field: str, count: int):
    assert circles(CREATE, BACK, f"{A}{B}    {field}\n") == count


@pytest.mark.parametrize(("null", "count"), [("", 1), (", null=False", 1), (", null=True", 0)])
def test_a_key_that_may_be_empty_may_lead_nowhere(null: str, count: int):
    models = A + B + f"    other = models.ForeignKey(A, models.CASCADE, related_name='+'{null})\n"
    create = "B.objects.create(a=instance, other=find())"
    assert circles(create, "instance.other.save()", models) == count


def test_a_base_of_djangos_may_have_unique_fields():
    models = "from django.contrib.auth.models import AbstractUser\n" + A
    models += B.replace("models.Model", "AbstractUser")
    assert circles(CREATE, BACK, models) == 0
    assert circles(LOOP, BACK, models) == 1


def test_a_key_of_an_abstract_model_is_that_of_its_heir():
    base = B.replace("class B", "class Base") + "    class Meta:\n        abstract = True\n"
    models = A + base + "class B(Base):\n    pass\n"
    assert circles("for b in B.objects.filter(a=instance): b.save()", BACK, models) == 1


def test_a_one_to_one_key_leads_back_by_the_name_of_its_model():
    models = A + B.replace("ForeignKey", "OneToOneField").replace(", related_name='bs'", "")
    assert circles("if hasattr(instance, 'b'): instance.b.save()", BACK, models) == 1
    assert circles("instance.b_set.first().save()", BACK, models) == 0


def test_a_foreign_key_leads_back_by_the_name_of_its_model_and_set():
    models = A + B.replace(", related_name='bs'", "")
    assert circles("for b in instance.b_set.all(): b.save()", BACK, models) == 1


def test_a_model_outside_the_project_takes_part():
    models = "from django.contrib.auth.models import User\n" + B.replace("(A,", "(User,")
    text = receiving("User", LOOP) + receiving("B", BACK)
    assert len(run(text, models)) == 1
    assert run(receiving("User", CREATE) + receiving("B", "User.objects.create()"), models) == []


def test_before_the_save_a_new_instance_has_no_row():
    text = receiving("A", CREATE) + receiving("B", BACK, "pre_save")
    assert run(text, A + B) == []


def test_before_the_save_nothing_is_known_of_created():
    text = receiving("A", "if not created: instance.bs.first().save()", "pre_save") + receiving("B", BACK)
    assert run(text, A + B) == []
    assert len(run(text.replace("not created", "not raw"), A + B)) == 1


def test_a_cycle_of_three_is_told_once():
    models = A + B + "class C(models.Model):\n    b = models.ForeignKey(B, models.CASCADE)\n"
    text = receiving("A", CREATE) + receiving("B", "C.objects.create(b=instance)")
    (found,) = run(text + receiving("C", "instance.b.a.save()"), models)
    assert found.message.endswith(
        "saving `shop.A` saves `shop.B`, which saves `shop.C`, which saves `shop.A`"
    )


def test_a_new_row_at_the_end_of_two_steps_belongs_to_another_than_the_instance():
    models = A + B + "class C(models.Model):\n    a = models.ForeignKey(A, models.CASCADE)\n"
    text = receiving("B", "instance.a.c_set.create()") + receiving("C", "instance.a.bs.first().save()")
    assert run(text, models) == []


def test_what_leads_into_a_cycle_is_no_part_of_it():
    models = A + B + "class C(models.Model):\n    pass\n"
    text = receiving("A", CREATE + "\nC.objects.create()") + receiving("B", BACK)
    assert len(run(text + receiving("C", "B.objects.create()"), models)) == 1


def test_a_cycle_of_five_is_too_long_to_follow():
    models = "".join(f"class {name}(models.Model): pass\n" for name in "ABCDE")
    pairs = zip("ABCDE", "BCDEA", strict=True)
    assert run("".join(receiving(one, f"{other}.objects.create()") for one, other in pairs), models) == []


def test_helpers_are_followed_and_several_connections_are_one_cycle():
    helper = "def make(a):\n    B.objects.create(a=a)\n"
    text = helper + receiving("A", "make(instance)") + receiving("B", BACK)
    assert len(run(text, A + B)) == 1
    text = text.replace("make(instance)", "instance.bs.first().save()")
    assert len(run(text + "pre_save.connect(on_b, sender=B)\n", A + B)) == 1


@pytest.mark.parametrize(
    "text",
    [
        receiving("B", "A.objects.create()").replace(", sender=B", ""),
        receiving("B", BACK).replace("def", "@unknown\ndef"),
        "post_save.connect(elsewhere, sender=B)\n",
        "def on_b(instance, **kwargs): instance.a.save()\ndef connect(): post_save.connect(on_b, sender=B)\n",
        receiving("B", BACK) + "post_save.disconnect(on_b, sender=B)\n",
        receiving("B", "instance.save()"),
    ],
)
def test_a_receiver_must_be_known_and_connected_to_a_model(text: str):
    assert run(receiving("A", CREATE) + text, A + B) == []
