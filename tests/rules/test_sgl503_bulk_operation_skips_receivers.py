"""Which bulk operations SGL503 tells of, whom it names, and what it leaves alone."""

from __future__ import annotations

import pytest
from link.linking import NOWHERE

from signal_lint.analysis import analyse
from signal_lint.settings import Settings

RECEIVER = (
    "@receiver(post_save, sender=Order)\ndef on_save(sender, instance, **kwargs):\n    index(instance)\n"
)
IMPORTS = (
    "from django.db.models.signals import post_delete, post_save, pre_save\n"
    "from django.dispatch import receiver\nfrom shop.models import Line, Order\n"
)
MODELS = "from django.db import models\nclass Order(models.Model):\n    pass\n"
MANAGERS = """
class Book(models.Manager):
    pass
class Rows(models.QuerySet):
    pass
class Hidden(models.Manager):
    def get_queryset(self): return Rows(self.model)
class Saving(models.Manager):
    def update(self, **fields): pass
class Foreign(elsewhere.Manager):
    pass
"""


def told(operation: str, receivers: str = RECEIVER, models: str = MODELS) -> list[str]:
    """Return what is said of a project whose views hold an operation."""
    files = {
        "manage.py": "",
        "settings.py": 'INSTALLED_APPS = ["django.contrib.auth", "shop"]\n',
        "shop/__init__.py": "",
        "shop/models.py": models + "class Line(models.Model): pass\n" + "from shop import signals\n",
        "shop/signals.py": IMPORTS + receivers,
        "shop/views.py": "from shop.models import Line, Order\n" + operation + "\n",
        "shop/migrations/a.py": "from shop.models import Order\nOrder.objects.update(a=1)\n",
    }
    unsaved = {path: text.encode() for path, text in files.items()}
    found = analyse(Settings(root=NOWHERE, select=("SGL503",), debug=True), unsaved).diagnostics
    return [diagnostic.message for diagnostic in found]


@pytest.mark.parametrize(
    ("operation", "verb"),
    [
        ("Order.objects.update(a=1)", "update"),
        ("Order.objects.all().filter(a=2).exclude(b=3).update(**values)", "update"),
        ("async def view():\n    await Order.objects.aupdate(a=1)", "update"),
        (
            "class View:\n    x = 1\n    def get(self):\n        Order.objects.bulk_create(rows)",
            "bulk_create",
        ),
        ("if True:\n    n = Order._base_manager.bulk_update(rows, ['a'])", "bulk_update"),
        ("Order._default_manager.bulk_update(rows, fields=names)", "bulk_update"),
    ],
)
def test_an_operation_is_told_with_whom_it_skips(operation: str, verb: str):
    assert told(operation) == [f"`{verb}()` on `shop.Order` sends no `post_save`, which skips `on_save`"]


@pytest.mark.parametrize(
    "operation",
    [
        "Order.objects.update()",
        "Order.objects.update({'a': 1})",
        "Order.objects.bulk_create([])",
        "Order.objects.bulk_create()",
        "Line.objects.update(a=1)",
        "rows = Order.objects.all()\nrows.update(a=1)",
        "Order.objects.get().lines.update(a=1)",
        "def view(Order):\n    Order.objects.update(a=1)",
        "Order.objects.union(others).update(a=1)",
        "Unknown.objects.update(a=1)  # Order",
        "broken = (  # Order.objects.update(a=1)",
    ],
)
def test_what_has_nothing_to_do_or_is_not_known_is_left_alone(operation: str):
    assert told(operation) == []


@pytest.mark.parametrize(
    ("manager", "count"),
    [
        ("objects = models.Manager()", 1),
        ("objects = Book()", 1),
        ("objects = Hidden()", 0),
        ("objects = Saving()", 0),
        ("objects = Foreign()", 0),
        ("objects = elsewhere.Manager()", 0),
        ("objects = Rows.as_manager()", 0),
    ],
)
def test_a_manager_must_be_one_of_djangos(manager: str, count: int):
    head = f"import elsewhere\nfrom django.db import models\n{MANAGERS}"
    models = f"{head}class Order(models.Model):\n    {manager}\n"
    assert len(told("Order.objects.update(a=1)", models=models)) == count


def test_a_model_of_an_unknown_package_may_have_another_manager():
    models = "from other.models import Model\nfrom django.db import models\nclass Order(Model): pass\n"
    assert told("Order.objects.update(a=1)", models=models) == []


@pytest.mark.parametrize(
    ("body", "updated", "created"),
    [
        ("if created: index()", 0, 1),
        ("if not created: index()", 1, 0),
        ("if raw: index()", 0, 0),
        ("if instance._state.adding: index()", 0, 0),
        ("print(instance)", 0, 0),
        ("if instance.a: index()", 1, 1),
    ],
)
def test_a_receiver_that_would_do_nothing_is_not_skipped(body: str, updated: int, created: int):
    text = f"@receiver(post_save, sender=Order)\ndef on_save(instance, created, raw, **kwargs):\n    {body}\n"
    assert len(told("Order.objects.update(a=1)", text)) == updated
    assert len(told("Order.objects.bulk_create(rows)", text)) == created


@pytest.mark.parametrize(
    ("body", "updated", "created"),
    [
        ("if instance._state.adding: index(instance)", 0, 1),
        ("if instance.pk: index(instance)", 1, 0),
        ("instance.b = index(instance.a)", 1, 1),
        ("instance.b = index(instance.b_id)", 0, 1),
        ("index(instance.pk)", 1, 1),
        ("instance.b = instance.name_it()", 1, 1),
        ("instance.b = index(kwargs)", 1, 1),
        ("instance.b = index(instance.total)", 1, 1),
    ],
)
def test_before_the_save_the_receiver_must_look_at_what_changes(body: str, updated: int, created: int):
    text = f"@receiver(pre_save, sender=Order)\ndef on_save(sender, instance, **kwargs):\n    {body}\n"
    models = f"{MODELS}    @property\n    def total(self): return self.a\n"
    assert len(told("Order.objects.update(a=1)", text, models)) == updated
    assert len(told("Order.objects.bulk_create(rows)", text, models)) == created


@pytest.mark.parametrize(("fields", "count"), [("['b']", 0), ("('a',)", 1), ("names", 1), ("[a]", 1)])
def test_the_fields_of_a_bulk_update_are_those_it_is_given(fields: str, count: int):
    text = "@receiver(pre_save, sender=Order)\ndef on_save(sender, instance, **kwargs): index(instance.a)\n"
    assert len(told(f"Order.objects.bulk_update(rows, {fields})", text)) == count


def test_a_lambda_may_look_at_everything():
    text = "name = lambda instance, **kwargs: index(instance.b)\npre_save.connect(name, sender=Order)\n"
    assert len(told("Order.objects.update(a=1)", text)) == 1


def test_both_signals_and_each_receiver_are_named_once():
    more = "post_save.connect(on_save, sender=Order, dispatch_uid='b')\n"
    first = RECEIVER.replace("post_save", "pre_save").replace("on_save", "before")
    assert told("Order.objects.update(a=1)", first + RECEIVER + more) == [
        "`update()` on `shop.Order` sends no `pre_save` or `post_save`, which skips `before` and `on_save`"
    ]


@pytest.mark.parametrize(
    ("receivers", "models"),
    [
        (f"{RECEIVER}    Order.objects.update(a=1)\n", MODELS),
        (
            RECEIVER,
            f"{MODELS}    def save(self):\n        Order.objects.update(a=1)\n        super().save()\n",
        ),
    ],
)
def test_where_a_save_would_recurse_an_update_is_meant(receivers: str, models: str):
    assert told("", receivers, models) == []


@pytest.mark.parametrize(
    "receivers",
    [
        RECEIVER.replace(", sender=Order", ""),
        "post_save.connect(elsewhere, sender=Order)\n",
        "def connect():\n    post_save.connect(connect, sender=Order)\n",
    ],
)
def test_only_known_receivers_of_the_very_model_at_start_up_count(receivers: str):
    assert told("Order.objects.update(a=1)", receivers) == []


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("a = b = 1\n    parent = models.ForeignKey('self', on_delete=models.DB_CASCADE)", 1),
        ("parent = models.OneToOneField('self', models.DB_CASCADE)", 1),
        ("parent = models.ForeignKey('self', on_delete=models.CASCADE)  # DB_CASCADE", 0),
        ("parent = models.CharField(on_delete=models.DB_CASCADE)", 0),
        ("parent = (models.DB_CASCADE, 1)", 0),
        ("class Meta:\n        abstract = 'DB_CASCADE'", 0),
    ],
)
def test_a_cascade_of_the_database_is_told_on_its_field(field: str, count: int):
    models = f"from django.db import models\nclass Order(models.Model):\n    {field}\n"
    text = (
        "@receiver(post_delete, sender=Order)\ndef on_delete(sender, instance, **kwargs): forget(instance)\n"
    )
    message = "`DB_CASCADE` of `parent` of `shop.Order` sends no `post_delete`, which skips `on_delete`"
    assert told("", text, models) == [message] * count


def test_an_abstract_model_has_no_rows_and_a_model_without_receivers_nobody_to_skip():
    field = "    order = models.ForeignKey(Order, on_delete=models.DB_CASCADE)\n"
    models = f"{MODELS}class Base(models.Model):\n{field}    class Meta:\n        abstract = True\n"
    models += f"class Item(models.Model):\n{field}class Plain:\n{field}"
    assert told("", RECEIVER.replace("post_save", "post_delete"), models) == []
