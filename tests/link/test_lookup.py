"""What rules may ask about the inside of functions."""

from dataclasses import replace

import pytest
from link.linking import shop

from signal_lint.models import Model
from signal_lint.source import at_line
from signal_lint.syntax import Expr

CALLS = """
    class Shelf(Book):
        def sort(self): ...

    class Keeper:
        def keep(self): ...

    keeper = Keeper()

    def helper(instance): ...

    @receiver(post_save, sender=Shelf)
    def called(sender, instance, **kwargs):
        helper(instance)
        keeper.keep()
        instance.sort()
"""

FIELDS = """
    from django.db import models

    class Scan(Book):
        name = "scan"
        file = models.FileField()
        photo = Photo()

    class Photo(models.ImageField): ...

    @receiver(post_save, sender=Scan)
    def called(sender, **kwargs): ...
"""


def looked_into():
    found = shop(CALLS)
    (row,) = (row for row in found.connections if row.receiver.text == "called")
    return found.lookup, row.receiver.function, row.sender.model


def calls_of(function):
    return [s.value for s in function.definition.body if isinstance(s, Expr)]


def test_a_called_function_and_a_bound_method_are_found():
    lookup, function, _ = looked_into()
    names = [found and found.qualname for found in (lookup.called(c, function) for c in calls_of(function))]
    assert names == ["helper", "Keeper.keep", None]


def test_a_method_of_a_model_is_found():
    lookup, _, model = looked_into()
    assert lookup.method(model, "sort").qualname == "Shelf.sort"
    assert lookup.method(model, "missing") is None


def test_a_model_outside_the_project_has_no_known_methods():
    lookup, _, _ = looked_into()
    outside = Model("django.contrib.auth.models.User", "auth.User", None, abstract=False, proxy=False)
    assert lookup.method(outside, "save") is None


def test_a_name_is_a_model_another_or_not_known():
    lookup, function, model = looked_into()
    answers = [lookup.is_model(name, function, model) for name in ("Shelf", "Book", "sender", "receiver")]
    assert answers == [True, False, None, False]


def test_a_label_is_a_model():
    found = shop("""
        from django.contrib.auth import get_user_model

        User = get_user_model()

        @receiver(post_save, sender=User)
        def called(sender, **kwargs): ...
    """)
    (row,) = (row for row in found.connections if row.receiver.text == "called")
    assert found.lookup.is_model("User", row.receiver.function, row.sender.model) is True


def test_nothing_is_known_of_a_function_that_no_connection_calls():
    lookup, function, model = looked_into()
    elsewhere = replace(function, location=at_line("shop/signals.py", 1))
    assert lookup.called(calls_of(function)[0], elsewhere) is None
    assert lookup.is_model("Shelf", elsewhere, model) is None


def test_a_field_is_known_by_its_class_where_that_lies_outside():
    found = shop(FIELDS)
    (row,) = (row for row in found.connections if row.receiver.text == "called")
    kinds = [found.lookup.field(row.sender.model, name) for name in ("file", "photo", "name", "missing")]
    assert kinds == ["django.db.models.FileField", None, None, None]


def test_a_model_outside_the_project_has_no_known_fields():
    lookup, _, _ = looked_into()
    outside = Model("django.contrib.auth.models.User", "auth.User", None, abstract=False, proxy=False)
    assert lookup.field(outside, "photo") is None


KEYS = """
    from django.db import models

    class Shelf(models.Model):
        code = models.CharField(primary_key=True)
        name = models.CharField()

    @receiver(post_save, sender=Shelf)
    def called(sender, **kwargs): ...
"""

OUTSIDE = """
    import celery
    from elsewhere import Mail, things

    app = celery.Celery()

    class Helper: ...

    @app.task
    @receiver(post_save, sender=Book)
    def called(sender, instance, **kwargs):
        mail = Mail()
        things.send()
        mail.send()
        Helper().send()
        sender.send()
"""


def looked_outside():
    found = shop(OUTSIDE)
    (row,) = (row for row in found.connections if row.receiver.text == "called")
    return found.lookup, row.receiver.function


def test_what_is_called_outside_the_project_has_a_name():
    lookup, function = looked_outside()
    names = [lookup.outside(call, function) for call in calls_of(function)]
    assert names == ["elsewhere.things.send", "elsewhere.Mail().send", None, None]


def test_a_decorator_of_an_object_made_outside_has_a_name():
    _, function = looked_outside()
    assert function.decorators == ("celery.Celery().task", "django.dispatch.receiver")


def test_a_name_stands_for_a_model_or_none():
    lookup, function = looked_outside()
    found = [lookup.model(name, function) for name in ("Book", "things.models.Thing", "Helper", "sender")]
    assert [each and each.name for each in found] == [
        "shop.models.Book",
        "elsewhere.things.models.Thing",
        None,
        None,
    ]


def test_of_a_function_that_is_not_of_the_project_nothing_is_known():
    lookup, function = looked_outside()
    strange = replace(function, location=at_line("elsewhere.py", 1))
    assert lookup.outside(calls_of(function)[0], strange) is None
    assert lookup.model("Book", strange) is None


def test_a_field_may_say_that_it_is_the_key():
    found = shop(KEYS)
    model = found.connections[0].sender.model
    names = ("code", "name", "missing")
    assert [found.lookup.is_key(model, name) for name in names] == [True, False, False]


@pytest.mark.parametrize(
    ("body", "yields"),
    [("yield sender", True), ("if sender:\n        yield from ()", True), ("return sender", False)],
)
def test_a_function_with_a_yield_of_its_own_is_a_generator(body, yields):
    text = f"def on_paid(sender, **kwargs):\n    {body}\n\nSignal().connect(on_paid)\npost_save.connect(on_paid)\n"
    project = shop(text)
    functions = {each.receiver.function for each in project.connections if each.receiver.text == "on_paid"}
    assert {project.lookup.yields(function) for function in functions} == {yields}


def test_neither_a_lambda_nor_what_is_not_known_is_a_generator():
    project = shop("post_save.connect(lambda sender, **kwargs: 1)\n")
    (function,) = (each.receiver.function for each in project.connections)
    assert not project.lookup.yields(function)
    assert not project.lookup.yields(replace(function, location=at_line("elsewhere.py", 1)))
