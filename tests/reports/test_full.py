"""The report for people."""

from __future__ import annotations

import pytest
from outcomes import SIGNALS, diagnostic, location, outcome

from signal_lint.findings import Fix, Related, Severity
from signal_lint.reports.full import full, summary
from signal_lint.text.colours import coloured
from signal_lint.text.paint import plain

SOURCE = {
    SIGNALS: ["", "@receiver(post_save)", "def on_save(sender, instance):", "    pass"],
    "shop/apps.py": [""] * 11 + ["    post_save.connect(on_save)"],
}


def lines_of(path):
    return SOURCE.get(path, ())


def test_a_diagnostic_is_shown_with_its_source_proof_and_help():
    related = Related(location(12, 4, 30, path="shop/apps.py"), "connected here")
    found = diagnostic(related=(related,), fix=Fix("Append `, **kwargs`", "safe", ()))
    assert full([found], lines_of, plain) == (
        "SGL001 error: `on_save` does not accept `**kwargs`\n"
        "  --> shop/signals.py:3:5\n"
        "   |\n"
        " 3 | def on_save(sender, instance):\n"
        "   |     ^^^^^^^\n"
        "  ::: shop/apps.py:12:5: connected here\n"
        "   |\n"
        "12 |     post_save.connect(on_save)\n"
        "   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "   = help: Append `, **kwargs`\n"
        "\n"
    )


def test_a_diagnostic_of_a_file_without_text_has_no_source():
    found = diagnostic(location=location(path="gone.py"))
    assert full([found], lines_of, plain).splitlines()[1:] == [" --> gone.py:3:5", ""]


def test_control_characters_in_names_are_escaped():
    found = diagnostic(message="`\x1b[2J\u202e` is\nnot", location=location(path="a\x07.py"))
    text = full([found], lines_of, plain)
    assert text.splitlines()[:2] == [r"SGL001 error: `\x1b[2J\u202e` is\nnot", r" --> a\x07.py:3:5"]


def test_colours_are_around_the_words_and_change_none():
    text = full([diagnostic()], lines_of, coloured)
    assert "\x1b[1;31merror\x1b[0m" in text
    assert "\x1b[1;31m^^^^^^^\x1b[0m" in text


def test_the_summary_counts_problems_files_and_severities():
    found = [diagnostic(), diagnostic(severity=Severity.WARNING), diagnostic(location=location(path="a.py"))]
    assert summary(outcome(*found)) == "Found 3 problems in 2 files (2 errors, 1 warning).\n"


@pytest.mark.parametrize(
    ("safeties", "line"),
    [
        (("safe", "safe"), "2 can be fixed with `--fix`.\n"),
        (("unsafe",), "1 can be fixed with `--fix --unsafe-fixes`.\n"),
        (("unsafe", "safe"), "1 can be fixed with `--fix`, 1 more with `--fix --unsafe-fixes`.\n"),
    ],
)
def test_the_summary_tells_what_can_be_fixed(safeties: tuple[str, ...], line: str):
    found = [diagnostic(fix=Fix("Do", safety, ())) for safety in safeties]
    assert summary(outcome(*found)).splitlines(keepends=True)[1:] == [line]


def test_the_summary_of_a_clean_run_says_what_was_looked_at():
    clean = outcome(connections=1)
    assert summary(clean) == "No problems found: 41 files, 1 connection.\n"


def test_help_of_several_lines_is_indented_as_it_is_written():
    found = diagnostic(help="Write this in `shop/apps.py`:\nclass ShopConfig:\n\n    name = 'shop'")
    assert full([found], lines_of, plain).endswith(
        "  = help: Write this in `shop/apps.py`:\n"
        "          class ShopConfig:\n"
        "\n"
        "              name = 'shop'\n"
        "\n"
    )
