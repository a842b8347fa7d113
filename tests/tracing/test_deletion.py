"""What goes with a row, in which order, and what stands in the way."""

from __future__ import annotations

from tracing.following import SHOP, received, shown, traced

HEAD = "from django.db import models\n\n\n"


def deleted(models, model, **files):
    """Return the models that get `pre_delete`, in order."""
    trace = traced("", model, "delete", **{"shop/models.py": HEAD + models + BASE}, **files)
    return [
        sent.emission.known.model.name.rpartition(".")[2]
        for sent in trace.sent
        if sent.emission.signal == "pre_delete" and not sent.emission.skipped
    ]


#: What the signals module imports.
BASE = "".join(f"class {name}: ...\n" for name in ("Base", "Customer", "Line", "Log", "Order"))


def model(name, *fields, base="models.Model", meta=""):
    body = "\n".join(f"    {field}" for field in fields) or "    pass"
    inner = f"\n    class Meta:\n        {meta}" if meta else ""
    return f"class {name}({base}):\n{body}{inner}\n\n\n"


def key(to, on_delete="CASCADE", more=""):
    return f"{to.lower()} = models.ForeignKey({to!r}, on_delete=models.{on_delete}{more})"


def test_rows_that_point_to_a_row_go_before_it():
    assert deleted(model("A") + model("B", key("A")) + model("C", key("B")), "A") == ["C", "B", "A"]


def test_keys_that_may_be_empty_set_no_order():
    assert deleted(model("A") + model("B", key("A", more=", null=True")), "A") == ["A", "B"]


def test_models_that_point_to_each_other_stay_as_they_were_found():
    assert deleted(model("A", key("B")) + model("B", key("A")), "A") == ["A", "B"]


def test_a_model_may_point_to_itself():
    assert deleted(model("A", "a = models.ForeignKey('self', models.CASCADE, null=True)"), "A") == ["A"]


def test_a_row_that_extends_another_goes_with_it_both_ways():
    models = model("A") + model("B", base="A") + model("C", key("A"))
    assert deleted(models, "A") == ["B", "C", "A"]
    assert deleted(models, "B") == ["B", "C", "A"]


def test_the_key_to_an_extended_row_may_be_written_out():
    link = "link = models.OneToOneField('A', models.CASCADE, parent_link=True)"
    assert deleted(model("A") + model("B", link, base="A"), "A") == ["B", "A"]


def test_a_row_of_three_tables_goes_from_all():
    assert deleted(model("A") + model("B", base="A") + model("C", base="B"), "C") == ["C", "B", "A"]


def test_a_proxy_goes_with_what_points_to_its_table():
    proxy = model("P", base="A", meta="proxy = True")
    assert deleted(model("A") + proxy + model("B", key("A")), "P") == ["B", "P"]
    assert deleted(model("A") + proxy + model("B", key("P")), "A") == ["B", "A"]


def test_a_proxy_of_nothing_is_itself():
    assert deleted(model("P", meta="proxy = True"), "P") == ["P"]


def test_abstract_models_hand_on_their_keys():
    models = model("A") + model("Held", key("A"), meta="abstract = True") + model("B", base="Held")
    assert deleted(models, "A") == ["B", "A"]


def test_keys_that_are_taken_back_do_not_count():
    models = (
        model("A") + model("Held", key("A"), meta="abstract = True") + model("B", "a = None", base="Held")
    )
    assert deleted(models, "A") == ["A"]


def test_other_keys_keep_their_rows():
    assert deleted(model("A") + model("B", key("A", "SET_NULL"), key("A", "DO_NOTHING")), "A") == ["A"]


def remarks(models, name="A", operation="delete", signals="", **files):
    texts = {"shop/models.py": HEAD + models + BASE, **files}
    return list(traced(signals, name, operation, **texts).remarks)


def test_keys_that_protect_rows_are_named():
    assert remarks(model("A") + model("B", key("A", "PROTECT"))) == [
        "Django refuses it while a row points to what is deleted along `shop.models.B.a`"
    ]


def test_what_is_not_known_of_a_key_is_named():
    models = model("A") + model(
        "B", "a = models.ForeignKey(A, mine)", "x = models.ForeignKey(what(), models.CASCADE)"
    )
    assert remarks(models + "x = 1\n") == [
        "where a key leads to is not known: `shop.models.B.x`",
        "what the `on_delete` of a key does is not known: `shop.models.B.a`",
    ]


def test_models_that_start_up_does_not_load_are_named():
    key_to_a = "a = models.ForeignKey('shop.A', models.CASCADE)"
    assert remarks(model("A"), **{"shop/more.py": HEAD + model("B", key_to_a)}) == [
        "start-up does not load the model of a key: `shop.more.B.a`"
    ]
    more = {"shop/more.py": HEAD + model("B")}
    assert remarks(model("A"), "B", "save", **more) == ["start-up does not load `shop.B`"]


def test_what_the_database_deletes_sends_nothing():
    models = {"shop/models.py": HEAD + model("A") + model("B", key("A", "DB_CASCADE")) + BASE}
    signals = "from shop.models import B\n" + received("pass", "post_delete", "B")
    silent = "for each row along `shop.models.B.a`, not sent: the database deletes along `shop.models.B.a`"
    assert shown(signals, "A", "delete", **models) == [
        "pre_delete, post_delete of shop.A: no receivers",
        f"pre_delete of shop.B, {silent}",
        f"post_delete of shop.B, {silent}",
        "   - shop.signals.on_signal  shop/signals.py:7  does not run",
    ]


def test_methods_of_a_model_are_named_and_not_followed():
    models = model("A", "def delete(self): ...", "def save(self): ...")
    assert remarks(models) == ["what `shop.models.A.delete()` itself does is not followed"]
    own = "`shop.A` has a `save()`, or a manager, of its own, so that it may send nothing, or something else"
    for operation in ("save", "create"):
        found = remarks(models, operation=operation)
        assert found == [own, "what `shop.models.A.save()` itself does is not followed"]


def test_bases_that_are_not_known_are_named():
    models = f"from else.where import Page\n{model('A', base='Page, models.Model')}"
    assert remarks(models.replace("else.", "other."), operation="save")[1:] == [
        "not all bases of `shop.A` are known, so it may be stored in another way"
    ]


def test_bulk_create_is_refused_for_rows_of_several_tables():
    models = model("A") + model("B", base="A") + model("P", base="B", meta="proxy = True")
    refused = "Django refuses it: a row of `shop.{}` is in several tables"
    assert remarks(models, "B", "bulk_create") == [refused.format("B")]
    assert remarks(models, "P", "bulk_create") == [refused.format("P")]
    assert remarks(models, "A", "bulk_create") == []


def test_packages_outside_the_project_are_named_that_may_have_receivers_or_keys():
    settings = "INSTALLED_APPS = ['django.contrib.auth', 'rest_framework', 'shop']\n"
    note = "receivers and keys of packages outside the project are not known: "
    assert remarks(model("A"), **{"settings.py": settings}) == [f"{note}rest_framework"]
    user = {"settings.py": settings + "AUTH_USER_MODEL = 'shop.A'\n"}
    assert remarks(model("A"), **user) == [f"{note}django.contrib.auth, rest_framework"]
    assert remarks(model("A"), operation="save", **user) == [f"{note}rest_framework"]
    assert SHOP["settings.py"] == 'INSTALLED_APPS = ["shop"]\n'


def certain(models, operation):
    """Tell whether the only receiver surely runs."""
    signal = "post_delete" if operation == "delete" else "post_save"
    signals = "from shop.models import A\n" + received("pass", signal, "A")
    files = {"shop/models.py": HEAD + models + BASE}
    return [run.certain for sent in traced(signals, "A", operation, **files).sent for run in sent.runs]


def test_nothing_is_certain_where_a_model_may_do_otherwise_or_django_may_refuse():
    assert certain(model("A"), "save") == certain(model("A"), "delete") == [True]
    assert certain(model("A", "def save(self): ..."), "create") == [False]
    assert certain(model("A", "def delete(self): ..."), "delete") == [False]
    assert certain(model("A") + model("B", key("A", "RESTRICT")), "delete") == [False]
