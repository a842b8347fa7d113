"""`signal-lint trace`, from end to end."""

from __future__ import annotations

import io
import json

import pytest
from small_project import write_project

SIGNALS = """\
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.models import Book


@receiver(post_save, sender=Book)
def on_save(sender, instance, created, **kwargs):
    if created:
        instance.save()
"""
SHOWN = """\
create shop.Book  shop/models.py:4

pre_init, post_init, pre_save of shop.Book: no receivers
post_save of shop.Book, created
   1. shop.signals.on_save  shop/signals.py:8
      save shop.Book  shop/signals.py:10
         pre_save of shop.Book: no receivers
         post_save of shop.Book, not created
            1.1. shop.signals.on_save  shop/signals.py:8
"""


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path, **{"shop/signals.py": SIGNALS})


def test_a_trace_is_a_tree(run, project):
    ran = run("trace", "shop.Book", "create")
    assert (ran.code, ran.out, ran.err) == (0, SHOWN, "")


def test_the_project_may_be_named_and_options_stand_anywhere(run, project):
    (project / "elsewhere").mkdir()
    assert run("trace", "--quiet", "Book", "create", str(project), "--color", "never").out == SHOWN


def test_a_trace_as_json_holds_all_facts(run, project):
    document = json.loads(run("trace", "Book", "save", "--output-format", "json").out)
    assert (document["version"], document["operation"]) == (1, "save")
    assert document["model"]["label"] == "shop.Book"
    before, after = document["signals"]
    assert before["receivers"] == []
    assert after["receivers"][0]["name"] == "shop.signals.on_save"


def test_a_trace_can_be_written_to_a_file(run, project):
    ran = run("trace", "Book", "create", "--output-file", "trace.txt")
    assert (ran.code, ran.out) == (0, "")
    assert (project / "trace.txt").read_text(encoding="utf-8") == SHOWN


def test_colours_are_for_who_asks_for_them(run, project):
    assert "\x1b[1mcreate shop.Book\x1b[0m" in run("trace", "Book", "create", "--color", "always").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Bok", "save"), "unknown model `Bok` (did you mean `Book`?)"),
        (("shop.Book", "saves"), "argument OPERATION: invalid choice: 'saves'"),
        (("shop.Book",), "the following arguments are required: OPERATION"),
        ((), "the following arguments are required: MODEL, OPERATION"),
        (("shop.Book", "save", "nowhere"), "nowhere: No such file or directory"),
        (("shop.Book", "save", "--group-by", "app"), "unknown option `--group-by`"),
        (("a\nb\x1b[31m", "save"), "unknown model `a\\nb\\x1b[31m`"),
    ],
)
def test_what_is_wrong_is_one_line(run, project, words, message):
    ran = run("trace", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"signal-lint: error: {message}")
    assert ran.err.count("\n") == 1


def test_a_folder_without_django_has_no_models(run, tmp_path):
    ran = run("trace", "shop.Book", "save")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "signal-lint: error: unknown model `shop.Book`\n"


def test_an_unchanged_project_gives_the_same_answer_without_being_read(run, project, tmp_path_factory):
    words = ("trace", "Book", "create", "--cache-dir", str(tmp_path_factory.mktemp("cache")))
    first = run(*words)
    assert (run(*words), first.out) == (first, SHOWN)
    (project / "shop" / "signals.py").write_text(SIGNALS.replace("if created", "if not created"))
    assert "1.1" not in run(*words).out


def test_text_on_standard_input_counts_instead_of_a_file(run, project, monkeypatch):
    text = SIGNALS.replace("if created", "if not created").encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    words = ("trace", "Book", "create", "-", "--stdin-filename", "shop/signals.py")
    assert run(*words).out.endswith("   1. shop.signals.on_save  shop/signals.py:8\n")


def test_the_help_names_the_command(run):
    assert "  trace    Follow one operation on a model through the receivers that run.\n" in run("--help").out
    assert "usage: signal-lint trace" in run("trace", "--help").out
