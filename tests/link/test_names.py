"""What names mean: aliases, shadows, branches and cycles."""

from link.linking import receivers, row, senders, signals

POST_SAVE = "django.db.models.signals.post_save"


def test_a_signal_is_known_through_every_import_of_django():
    text = """
        from django.db import models
        from django.db.models import signals
        import django.db.models.signals as sg
        signals.post_save.connect(on_save)
        models.signals.post_save.connect(on_save)
        sg.post_save.connect(on_save)
    """
    assert signals(text) == [POST_SAVE] * 3


def test_a_parameter_shadows_an_import():
    assert receivers("def f(on_save):\n    post_save.connect(on_save)\n") == ["dynamic ?"]


def test_a_local_variable_shadows_an_import():
    assert senders("def f():\n    Book = Tag\n    post_save.connect(on_save, Book)\n") == [
        "model shop.models.Tag"
    ]


def test_a_class_body_is_not_visible_in_its_methods():
    text = "class A:\n    Book = Tag\n    def m(self):\n        post_save.connect(on_save, Book)\n"
    assert senders(text) == ["model shop.models.Book"]


def test_a_variable_of_a_comprehension_wins_over_a_local_one():
    text = "def f():\n    s = Tag\n    [post_save.connect(on_save, s) for s in (Book, Author)]\nf()\n"
    assert senders(text) == ["model shop.models.Author", "model shop.models.Book"]


def test_a_loop_variable_that_is_bound_again_in_the_loop_is_what_it_was_bound_to():
    text = "for m in (Book, Author):\n    m = Tag\n    post_save.connect(on_save, m)\n"
    assert senders(text) == ["model shop.models.Tag"]


def test_a_deleted_name_means_nothing():
    assert signals("S = post_save\ndel S\nS.connect(on_save)\n") == []


def test_branches_that_differ_are_not_known():
    text = "import os\nM = Book\nif os.name:\n    M = undefined\npost_save.connect(on_save, M)\n"
    assert senders(text) == ["dynamic ?"]


def test_what_a_loop_may_bind_leaves_what_was_there_before():
    text = "import os\nM = Book\nfor x in os.environ:\n    M = Author\npost_save.connect(on_save, M)\n"
    assert senders(text) == ["dynamic ?"]


def test_an_import_that_may_fail_with_another_fallback_is_not_known():
    text = "try:\n    from vendor.models import M\nexcept ImportError:\n    M = Book\n"
    assert senders(f"{text}post_save.connect(on_save, M)\n") == ["dynamic ?"]


def test_a_captured_name_of_a_match_is_not_the_class_it_shadows():
    assert senders("match Tag:\n    case Book:\n        post_save.connect(on_save, Book)\n") == ["dynamic ?"]


def test_definitions_that_differ_between_branches_are_no_known_receiver():
    text = (
        "import os\nif os.name:\n    def h(sender): ...\nelse:\n    def h(**kw): ...\npost_save.connect(h)\n"
    )
    assert row(text).receiver.accepts_kwargs is None


def test_a_star_import_carries_what_dunder_all_lists_and_nothing_else():
    files = {
        "shop/deep.py": "from django.dispatch import Signal\n__all__ = ['_a']\n_a = Signal()\nb = Signal()\n"
    }
    assert signals("from .deep import *\n_a.connect(on_save)\nb.connect(on_save)\n", **files) == [
        "shop.deep._a"
    ]


def test_star_imports_in_a_circle_are_looked_through():
    a, b = (
        "from shop.b import *\n",
        "from django.dispatch import Signal\nN = Signal()\nfrom shop.a import *\n",
    )
    text = "from shop.a import N\nfrom shop.b import N as M\nN.connect(on_save)\nM.connect(on_save)\n"
    assert signals(text, **{"shop/a.py": a, "shop/b.py": b}) == ["shop.b.N"] * 2


def test_a_decorator_is_evaluated_before_its_function_takes_the_name():
    files = {"shop/extra.py": "from django.dispatch import Signal\nhook = Signal()\n"}
    text = "from shop.extra import hook\n@receiver(hook)\ndef hook(sender, **kw): ...\n"
    assert signals(text, **files) == ["shop.extra.hook"]


def test_a_signal_that_is_assigned_again_is_what_it_was_at_the_line():
    text = "S = post_save\nS.connect(on_save)\nS = pre_save\nS.connect(on_save)\n"
    assert signals(text) == [POST_SAVE, "django.db.models.signals.pre_save"]


def test_variants_of_a_function_with_one_signature_are_one_receiver():
    text = "import os\nif os.name:\n    def h(**kw): ...\nelse:\n    def h(**kw): ...\npost_save.connect(h)\n"
    assert row(text).receiver.accepts_kwargs is True
