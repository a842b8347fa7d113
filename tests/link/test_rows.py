"""Connections and modules, put together from what happens and from what is loaded."""

from link.linking import rows
from link.starting import CONNECTS, module, ready, started

CONNECT = "from django.db.models.signals import post_save\nfrom shop.signals import on_save\n"
UNSURE = "from elsewhere import *\n"


def test_what_the_ready_of_a_doubtful_config_connects_is_not_known():
    apps = UNSURE + ready("post_save.connect(on_save)", CONNECT)
    (row,) = (one for one in started(**{"shop/apps.py": apps}).connections if one.form == "connect")
    assert (row.loaded, "if Django picks that config" in row.reason) == ("unknown", True)


def test_a_statement_that_cannot_be_parsed_hides_no_other():
    assert [
        row.receiver.text
        for row in rows("""
        class Broken:
            def method(self):
                post_save.connect(print "x")

        post_save.connect(on_save)
    """)
    ] == ["on_save"]


def test_tests_that_call_a_function_do_not_make_it_run():
    files = {
        "shop/hooks.py": CONNECT + "\n\ndef install(model):\n    post_save.connect(on_save, sender=model)\n"
    }
    files["shop/tests.py"] = "from shop.hooks import install\nfrom shop.models import Book\n\ninstall(Book)\n"
    (row,) = (one for one in started(**files).connections if one.form == "connect")
    assert (row.sender.kind, row.loaded) == ("dynamic", "never")


def test_a_decorated_and_a_plain_receiver_are_both_found():
    (row,) = started(**{"shop/signals.py": CONNECTS}).connections
    assert row.form == "decorator"


def test_what_a_module_makes_another_connect_stands_at_its_own_call():
    hooks = CONNECT + "\n\ndef install(model):\n    post_save.connect(on_save, sender=model)\n"
    files = {"shop/hooks.py": hooks, "shop/late.py": "from shop.hooks import install\n\ninstall(None)\n"}
    (late,) = (module for module in started(**files).modules if module.name == "shop.late")
    (made,) = late.connects
    assert (made.connection.path, made.place.path, made.place.span.line) == (
        "shop/hooks.py",
        "shop/late.py",
        3,
    )


def test_a_module_of_an_inner_app_that_is_not_installed_is_not_of_the_outer_one():
    inner = {"shop/extra/__init__.py": "", "shop/extra/models.py": "", "shop/extra/signals.py": CONNECTS}
    assert module("shop/extra/signals.py", **inner).app.name == "shop"
    assert module("shop/extra/signals.py", **inner, **{"shop/extra/apps.py": ""}).app is None
    assert module("shop/extra/signals.py", **inner, **{"shop/extra/migrations/a.py": ""}).app is None


BELL = "{}\nclass Bell({}):\n    def connect(self, ring): pass\nbell = Bell()\n@receiver(bell)\ndef ring(sender, **kwargs): pass\n"


def test_an_object_of_a_class_that_is_no_signal_makes_no_row_unless_its_base_is_not_known():
    assert rows(BELL.format("", "")) == ()
    assert len(rows(BELL.format("", "make()"))) == 1


def test_a_ready_of_no_config_may_be_called_by_anybody():
    connects = "class Engine:\n    def ready(self):\n        post_save.connect(print)\n"
    text = f"from django.db.models.signals import post_save\n{connects}"
    files = {"shop/engine.py": text, "shop/__init__.py": "from shop import engine\n"}
    found = [row.loaded for row in started(**files).connections if row.location.path == "shop/engine.py"]
    assert found == ["unknown"]
