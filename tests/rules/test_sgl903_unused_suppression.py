"""SGL903: which comments suppress nothing, as far as that can be told."""

from __future__ import annotations

import pytest
from outcomes import SIGNALS
from small_project import FILES

from signal_lint.analysis import analyse
from signal_lint.settings import Settings

DEF = "def on_save(sender, instance):"
FULL = "def on_save(sender, instance, **kwargs):"


def unused(line: str, tmp_path, **settings) -> list[str]:
    """Put a line in the place of a receiver's first; return what SGL903 says."""
    text = FILES["shop/signals.py"].replace(DEF, line)
    unsaved = {path: body.encode() for path, body in {**FILES, SIGNALS: text}.items()}
    chosen = {"extend_select": ("SGL903",), **settings}
    diagnostics = analyse(Settings(root=tmp_path, **chosen), unsaved).diagnostics
    return [each.message for each in diagnostics if each.code == "SGL903"]


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# noqa: SGL001", "`SGL001`"),
        ("# noqa: SGL001, SGL002", "`SGL001` and `SGL002`"),
        ("# noqa: F401,SGL001", "`SGL001`"),
        ("# noqa: SGL999", "`SGL999`"),
    ],
)
def test_a_comment_of_no_use_is_found_where_it_stands(comment: str, codes: str, tmp_path):
    (message,) = unused(f"{FULL}  {comment}", tmp_path)
    assert message == f"`{comment.replace(',S', ', S')}` suppresses no finding of {codes}"


def test_the_codes_that_are_of_use_are_not_named(tmp_path):
    (message,) = unused(f"{DEF}  # noqa: SGL001, SGL002", tmp_path)
    assert message.endswith("no finding of `SGL002`")


@pytest.mark.parametrize(
    "comment",
    ["# noqa", "# noqa: E501", "# noqa: SGL306", "# noqa: SGL3", "# noqa: SGL903", "# noqa: sgl001"],
)
def test_what_is_not_ours_to_judge_is_silent(comment: str, tmp_path):
    assert unused(f"{FULL}  {comment}", tmp_path) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"noqa": False},
        {"select": ("SGL002", "SGL903")},
        {"paths": ("lost",)},
        {"per_file_ignores": (("shop/*", ("SGL001",)),)},
        {"per_file_ignores": (("shop/*", ("SGL903",)),)},
        {"ignore": ("SGL903",)},
    ],
)
def test_a_rule_that_does_not_run_there_says_nothing(settings: dict, tmp_path):
    assert unused(f"{FULL}  # noqa: SGL001", tmp_path, **settings) == []


def test_a_comment_may_suppress_it_by_name(tmp_path):
    assert unused(f"{FULL}  # noqa: SGL001, SGL903", tmp_path) == []


def test_what_stands_in_a_string_is_no_comment(tmp_path):
    assert unused(f'{FULL}\n    """# noqa: SGL001"""', tmp_path) == []
