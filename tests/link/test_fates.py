"""What is lost again after it was connected, and what must not be called lost."""

from __future__ import annotations

import pytest
from link.linking import rows
from link.starting import ready, started


def fates(text, **files):
    files = {"shop/apps.py": ready("from . import signals"), **files}
    return [each.lost.kind if each.lost else "" for each in rows(text, **files)]


@pytest.mark.parametrize(
    "body",
    [
        "def inner(sender, **kw): pass\npost_save.connect(inner)",
        "@receiver(post_save)\ndef inner(sender, **kw): pass",
        "post_save.connect(lambda sender, **kw: None)",
        "post_save.connect(partial(on_save, x=1))",
        "post_save.connect(Handler().on)",
        "post_save.connect(Handler())",
        "handler = Handler()\npost_save.connect(handler.on)",
        "handler = lambda sender, **kw: None\npost_save.connect(handler)",
        "bound = partial(on_save, x=1)\npost_save.connect(bound)",
        "post_save.connect(make())",
    ],
)
def test_a_receiver_that_nothing_keeps_is_collected(body):
    inside = body.replace("\n", "\n    ")
    assert fates(f"{HANDLER}\ndef connect():\n    {inside}\n\nconnect()\n") == ["collected"]


HANDLER = """
from functools import partial
KEPT = []
def keep(function): KEPT.append(function)
def make():
    def inner(sender, **kw): pass
    return inner
class Handler:
    def on(self, sender, **kw): pass
    def __call__(self, sender, **kw): pass
    @classmethod
    def of_class(cls, sender, **kw): pass
    @staticmethod
    def alone(sender, **kw): pass
"""


@pytest.mark.parametrize(
    "body",
    [
        "def inner(sender, **kw): pass\npost_save.connect(inner, weak=False)",
        "@receiver(post_save, weak=False)\ndef inner(sender, **kw): pass",
        "def inner(sender, **kw): pass\npost_save.connect(inner)\nreturn inner",
        "def inner(sender, **kw): pass\npost_save.connect(inner)\nKEPT.append(inner)",
        "def inner(sender, **kw): pass\npost_save.connect(inner)\nkeep(inner)",
        "def inner(sender, **kw): pass\npost_save.connect(inner)\nconnect.inner = inner",
        "def inner(sender, **kw): pass\npost_save.connect(inner)\nglobals()['inner'] = inner",
        "global inner\ndef inner(sender, **kw): pass\npost_save.connect(inner)",
        "def inner(sender, **kw): pass\npost_save.connect(inner)\npre_save.connect(inner, weak=False)",
        "post_save.connect(lambda sender, **kw: None, weak=False)",
        "post_save.connect(Handler.of_class)",
        "post_save.connect(Handler.alone)",
        "post_save.connect(Handler().alone)",
        "post_save.connect(on_save)",
        "handler = Handler()\nkeep(handler)\npost_save.connect(handler.on)",
        "handler = Handler()\nKEPT.append(handler.on)\npost_save.connect(handler.on)",
        "bound = partial(on_save, x=1)\nconnect.bound = bound\npost_save.connect(bound)",
        "@receiver(post_save)\ndef inner(sender, **kw): pass\nreturn inner",
        "@keep\n@receiver(post_save)\ndef inner(sender, **kw): pass",
    ],
)
def test_a_receiver_that_something_keeps_is_not_lost(body):
    inside = body.replace("\n", "\n    ")
    assert set(fates(f"{HANDLER}\ndef connect():\n    {inside}\n\nconnect()\n")) == {""}


@pytest.mark.parametrize(
    "text",
    [
        "handler = lambda sender, **kw: None\npost_save.connect(handler)",
        "handler = Handler()\npost_save.connect(handler.on)\npost_save.connect(handler, sender=Book)",
        "bound = partial(on_save, x=1)\npost_save.connect(bound)",
        "inner = make()\npost_save.connect(inner)",
        "post_save.connect(Handler.alone)",
        "if settings:\n    @receiver(post_save)\n    def on(sender, **kw): pass\nelse:\n    @receiver(pre_save)\n    def on(sender, **kw): pass",
        "try:\n    @receiver(post_save)\n    def on(sender, **kw): pass\nexcept NameError:\n    @receiver(pre_save)\n    def on(sender, **kw): pass",
        "@receiver(post_save)\ndef on(sender, **kw): pass\nkept = on\n@receiver(pre_save)\ndef on(sender, **kw): pass",
        "@receiver(post_save, weak=False)\ndef on(sender, **kw): pass\n@receiver(pre_save)\ndef on(sender, **kw): pass",
        "for model in (Book, Author):\n    post_save.connect(on_save, sender=model)",
        "for model in (Book, Author):\n    @receiver(post_save, sender=model, weak=False)\n    def on(sender, **kw): pass",
        "for model in (Book,):\n    @receiver(post_save, sender=model)\n    def on(sender, **kw): pass",
        "for model in (Book, Author):\n    @receiver(post_save, sender=model)\n    def on(sender, **kw): pass\n    KEPT.append(on)",
    ],
)
def test_what_a_module_keeps_is_not_lost(text):
    assert set(fates(f"{HANDLER}\n{text}\n")) == {""}


def test_a_loop_that_defines_its_receiver_keeps_the_last_one():
    loop = "for model in (Book, Tag, Author):\n    @receiver(post_save, sender=model)\n    def on(sender, **kw): pass\n"
    found = {each.sender.model.name.rpartition(".")[2]: each.lost and each.lost.kind for each in rows(loop)}
    assert found == {"Book": "replaced", "Tag": "replaced", "Author": None}


def test_a_loop_that_connects_what_it_defines_keeps_the_last_one():
    loop = "for model in (Book, Author):\n    def on(sender, **kw): pass\n    post_save.connect(on, sender=model)\n"
    found = {each.sender.model.name.rpartition(".")[2]: each.lost and each.lost.kind for each in rows(loop)}
    assert found == {"Book": "replaced", "Author": None}


def test_a_loop_over_an_unknown_list_loses_nothing_for_certain():
    loop = "for model in models():\n    @receiver(post_save, sender=model)\n    def on(sender, **kw): pass\n"
    assert fates(loop) == [""]


def test_a_later_definition_of_the_same_name_drops_the_first():
    text = "@receiver(post_save)\ndef on(sender, **kw): pass\n\n@receiver(pre_save)\ndef on(sender, **kw): pass\n"
    assert fates(text) == ["replaced", ""]


def test_a_later_assignment_of_the_same_name_drops_the_first():
    text = "@receiver(post_save)\ndef on(sender, **kw): pass\n\non = None\n"
    assert fates(text) == ["replaced"]


def test_del_drops_the_receiver():
    assert fates("@receiver(post_save)\ndef on(sender, **kw): pass\n\ndel on\n") == ["replaced"]


CONNECTED = "@receiver(post_save)\ndef on(sender, **kw): pass\n"
IN_CLASS = "class Handlers:\n    @receiver(post_save)\n    def on(sender, **kw): pass\n"


@pytest.mark.parametrize(
    "later",
    [
        "def on(before=on): pass",
        "def kept(*, before=on): pass\ndef on(): pass",
        "@kept(on)\nclass on: pass",
        "class on(kept(on)): pass",
        "class Kept:\n    before = on\ndef on(): pass",
        "kept(on)\ndef on(): pass",
    ],
)
def test_a_definition_that_takes_the_function_with_it_drops_nothing(later):
    assert fates(f"{CONNECTED}{later}\n") == [""]


@pytest.mark.parametrize(
    "later", ["class on: pass", "def other(): return on\ndef on(): pass", "x: on\non = 1", "x = 1\non = 1"]
)
def test_what_does_not_take_it_drops_it(later):
    assert fates(f"{CONNECTED}{later}\n") == ["replaced"]


@pytest.mark.parametrize("weak", ["False", "WEAK"])
def test_another_connection_that_may_be_strong_keeps_what_is_defined_again(weak):
    text = f"@receiver(pre_save, weak={weak})\n{CONNECTED}def on(): pass\n"
    assert fates(text) == ["", ""]


@pytest.mark.parametrize("later", ["    def on(sender, **kw): pass", "    on = None", "    class on: pass"])
def test_a_class_that_binds_the_name_again_drops_its_function(later):
    assert fates(f"{IN_CLASS}{later}\n") == ["replaced"]


@pytest.mark.parametrize("later", ["    kept = on\n    on = 1", "    def off(): pass", "def on(): pass"])
def test_a_class_that_keeps_the_name_or_the_function_drops_nothing(later):
    assert fates(f"{IN_CLASS}{later}\n") == [""]


@pytest.mark.parametrize("later", ["if DEBUG:\n    on = None\n", "for on in ():\n    pass\n"])
def test_what_may_bind_the_name_again_drops_nothing(later):
    assert fates(f"{CONNECTED}{later}") == [""]


def test_a_function_under_a_condition_is_not_looked_at():
    inner = "".join(f"    {line}\n" for line in CONNECTED.splitlines())
    assert fates(f"if DEBUG:\n{inner}on = None\n") == [""]


def test_a_class_within_a_class_is_a_place_of_its_own():
    inner = "".join(f"    {line}\n" for line in IN_CLASS.splitlines())
    rest = "        def off(): pass\n        def on(): pass\n"
    assert fates(f"class Outer:\n{inner}{rest}") == ["replaced"]


def test_a_loop_of_a_class_is_not_looked_at():
    loop = "    for m in (Book, Author):\n        @receiver(post_save, sender=m)\n        def on(sender, **kw): pass\n"
    assert set(fates(f"class Handlers:\n{loop}")) == {""}


def test_a_class_inside_a_function_is_not_looked_at():
    inner = "".join(f"    {line}\n" for line in f"{IN_CLASS}    on = 1\n    return Handlers".splitlines())
    assert fates(f"def make():\n{inner}") == [""]


def test_a_disconnect_at_start_up_undoes_a_connection():
    assert fates("post_save.connect(on_save)\npost_save.disconnect(on_save)\n") == ["disconnected"]


@pytest.mark.parametrize(
    "undone",
    [
        "pre_save.disconnect(on_save)",
        "post_save.disconnect(on_save, sender=Book)",
        "post_save.disconnect(on_other)",
        "post_save.disconnect(on_save, dispatch_uid='x')",
        "def later():\n    post_save.disconnect(on_save)",
    ],
)
def test_a_disconnect_of_something_else_undoes_nothing(undone):
    assert fates(f"post_save.connect(on_save)\n{undone}\n") == [""]


def test_a_disconnect_before_the_connection_undoes_nothing():
    assert fates("post_save.disconnect(on_save)\npost_save.connect(on_save)\n") == [""]


def test_what_is_connected_again_is_not_lost():
    text = "post_save.connect(on_save)\npost_save.disconnect(on_save)\npost_save.connect(on_save)\n"
    assert fates(text)[-1] == ""


def test_a_disconnect_under_a_condition_is_not_certain():
    assert fates("post_save.connect(on_save)\nif FLAG:\n    post_save.disconnect(on_save)\n") == [""]


def test_a_disconnect_of_the_tests_undoes_nothing_at_start_up():
    tests = "from django.db.models.signals import post_save\nfrom shop.handlers import on_save\npost_save.disconnect(on_save)"
    assert fates("post_save.connect(on_save)\n", **{"shop/tests.py": tests}) == [""]


def test_a_uid_undoes_whatever_is_connected_under_it():
    assert fates(
        "post_save.connect(on_save, dispatch_uid='x')\npost_save.disconnect(dispatch_uid='x')\n"
    ) == ["disconnected"]


def test_a_second_function_under_the_same_uid_is_dropped():
    text = "post_save.connect(on_save, dispatch_uid='x')\npost_save.connect(on_other, dispatch_uid='x')\n"
    assert fates(text) == ["", "duplicate"]


@pytest.mark.parametrize(
    "second",
    [
        "post_save.connect(on_save, dispatch_uid='x')",
        "post_save.connect(on_other, dispatch_uid='y')",
        "post_save.connect(on_other, dispatch_uid='x', sender=Book)",
        "pre_save.connect(on_other, dispatch_uid='x')",
        "post_save.connect(on_other, dispatch_uid=name())",
    ],
)
def test_another_key_is_no_duplicate(second):
    assert fates(f"post_save.connect(on_save, dispatch_uid='x')\n{second}\n") == ["", ""]


def test_an_empty_uid_is_none():
    text = "post_save.connect(on_save, dispatch_uid='')\npost_save.connect(on_other, dispatch_uid='')\n"
    assert fates(text) == ["", ""]


def test_a_method_of_the_config_is_kept_by_the_config():
    before = "from django.db.models.signals import post_save"
    beside = "def on(self, sender, **kw):\n    pass\n"
    (row,) = [
        r
        for r in started(**{"shop/apps.py": ready("post_save.connect(self.on)", before, beside)}).connections
        if r.location.path == "shop/apps.py"
    ]
    assert (row.loaded, row.lost) == ("startup", None)


LOOP = "for model in (Book, Tag):\n{}    @receiver(post_save, sender=model)\n{}    def saved(sender, **kwargs): pass\n{}"


@pytest.mark.parametrize(
    ("before", "between", "behind", "lost"),
    [
        ("", "", "", ["replaced", None]),
        ("", "    @unknown.keep\n", "", [None, None]),
        ("", "", "    if x: break\n", [None, None]),
        ("    if x: continue\n", "", "", [None, None]),
        ("", "", "    bus.connect(saved)\n", [None, None, None]),
        ("", "", "    post_delete.connect(saved)\n", ["replaced", "replaced", None]),
        ("", "", "    post_delete.connect(partial(saved), weak=False)\n", [None, None, None]),
    ],
)
def test_a_function_of_a_loop_is_dropped_where_nothing_else_has_it(before, between, behind, lost):
    bus = "from bus import bus\nimport unknown\nfrom functools import partial\nx = unknown.x\n"
    found = [row.lost.kind if row.lost else None for row in rows(bus + LOOP.format(before, between, behind))]
    assert sorted(found, key=str) == sorted(lost, key=str)


def test_a_function_that_another_bus_takes_is_kept():
    text = "from bus import bus\n@receiver(post_save)\ndef saved(sender, **kwargs): pass\n"
    text += "bus.connect(saved)\n@receiver(pre_save)\ndef saved(sender, **kwargs): pass\n"
    assert [row.lost for row in rows(text)] == [None, None, None]
