"""The project root, and the configuration file."""

from __future__ import annotations

import re

import pytest

from signal_lint.configuration import find_config, find_root, load_settings
from signal_lint.configuration_keys import KEYS
from signal_lint.settings import Settings, UsageError


@pytest.fixture
def load(tmp_path):
    def load(text, name="signal-lint.toml"):
        config = tmp_path / name
        config.write_text(text)
        return load_settings(tmp_path, config)

    return load


def refused(load, text, name="signal-lint.toml"):
    with pytest.raises(UsageError) as caught:
        load(text, name)
    assert "\n" not in str(caught.value)
    return re.sub(r"^.*/", "", str(caught.value), count=1)


@pytest.mark.parametrize("marker", ["manage.py", "signal-lint.toml", "pyproject.toml"])
def test_the_root_is_the_nearest_folder_with_a_project_file(tmp_path, marker):
    (tmp_path / ".git").mkdir()
    (tmp_path / "site/shop/api").mkdir(parents=True)
    (tmp_path / "site" / marker).write_text("[tool.signal-lint]\n")
    assert find_root(tmp_path / "site/shop/api") == tmp_path / "site"


def test_a_pyproject_that_does_not_speak_of_us_is_no_root(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/pyproject.toml").write_text("[tool.ruff]\nbroken because nobody reads it")
    assert find_root(tmp_path / "shop") == tmp_path


def test_a_pyproject_that_only_depends_on_us_is_no_root(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/pyproject.toml").write_text('[project]\ndependencies = ["signal-lint"]\n')
    assert find_root(tmp_path / "shop") == tmp_path


def test_a_pyproject_that_cannot_be_opened_is_no_root(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "shop").mkdir()
    # Opens for everybody, and reads for nobody.
    (tmp_path / "shop/pyproject.toml").symlink_to("/proc/self/mem")
    assert find_root(tmp_path / "shop") == tmp_path


def test_without_a_project_file_the_repository_is_the_root(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "a/b").mkdir(parents=True)
    assert find_root(tmp_path / "a/b") == tmp_path


def test_without_anything_the_folder_of_the_path_is_the_root(tmp_path):
    (tmp_path / "models.py").touch()
    assert find_root(tmp_path / "models.py") == tmp_path
    assert find_root(tmp_path) == tmp_path


def test_the_configuration_may_lie_above_the_root(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.signal-lint]\n")
    (tmp_path / "backend").mkdir()
    assert find_config(tmp_path / "backend") == tmp_path / "pyproject.toml"


def test_a_signal_lint_toml_comes_before_a_pyproject(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.signal-lint]\n")
    (tmp_path / "signal-lint.toml").touch()
    assert find_config(tmp_path) == tmp_path / "signal-lint.toml"


def test_the_configuration_does_not_lie_beyond_the_repository(tmp_path):
    (tmp_path / "signal-lint.toml").touch()
    (tmp_path / "repository/.git").mkdir(parents=True)
    assert find_config(tmp_path / "repository") is None


def test_without_a_configuration_the_settings_are_the_defaults(tmp_path):
    assert find_config(tmp_path) is None
    assert load_settings(tmp_path, None) == Settings(root=tmp_path)


@pytest.mark.parametrize(
    ("line", "attribute", "expected"),
    [
        ('select = ["SGL0"]', "select", ("SGL0",)),
        ('ignore = ["SGL001"]', "ignore", ("SGL001",)),
        ('extend-select = ["SGL306"]', "extend_select", ("SGL306",)),
        ('exclude = ["old"]', "exclude", ("old",)),
        ('extend-exclude = ["new"]', "extend_exclude", ("new",)),
        ('target-django = "4.2"', "target_django", (4, 2)),
        ('target-django = "5.2.1"', "target_django", (5, 2)),
        ('target-django = "auto"', "target_django", "auto"),
        ('django-settings-module = "shop.settings"', "settings_modules", ("shop.settings",)),
        ('django-settings-module = ["a.b", "c"]', "settings_modules", ("a.b", "c")),
        ('source-roots = ["apps"]', "source_roots", ("apps",)),
        ('installed-apps = ["shop"]', "installed_apps", ("shop",)),
        ('autodiscovered-modules = ["handlers"]', "autodiscovered_modules", ("handlers",)),
        ('per-file-ignores = {"tests/*" = ["SGL3"]}', "per_file_ignores", (("tests/*", ("SGL3",)),)),
    ],
)
def test_each_key_sets_its_setting(load, line, attribute, expected):
    assert getattr(load(line), attribute) == expected


def test_every_key_is_described():
    described = {key.name for key in KEYS}
    assert described == {
        "select", "ignore", "extend-select", "per-file-ignores", "exclude", "extend-exclude",
        "target-django", "django-settings-module", "source-roots", "installed-apps",
        "autodiscovered-modules",
    }  # fmt: skip


def test_a_pyproject_is_read_at_its_own_table(load):
    assert load('[tool.signal-lint]\nselect = ["SGL0"]\n', "pyproject.toml").select == ("SGL0",)
    assert load("[tool.ruff]\n", "pyproject.toml").select is None


def test_a_setting_knows_where_it_was_set(load, tmp_path):
    assert load("select = []").sources == {"select": str(tmp_path / "signal-lint.toml")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["SGL0"]', "unknown key `selct` (did you mean `select`?)"),
        ("per_file_ignores = {}", "unknown key `per_file_ignores` (did you mean `per-file-ignores`?)"),
        ("zzz = 1", "unknown key `zzz`; `signal-lint config` lists the keys"),
        ('select = "SGL0"', "`select` must be a list of strings, not a string"),
        ("select = true", "`select` must be a list of strings, not a boolean"),
        ("select = 1", "`select` must be a list of strings, not a number"),
        ("select = [1]", "`select` must hold nothing but strings"),
        ("select = {}", "`select` must be a list of strings, not a table"),
        ("select = 2026-01-01", "`select` must be a list of strings, not a date"),
        ("per-file-ignores = []", "`per-file-ignores` must be a table, not a list"),
        ("per-file-ignores.a = 1", "`per-file-ignores`, `a` must be a list of strings, not a number"),
        ("target-django = 4.2", '`target-django` must be a string such as "4.2", not a number'),
        (
            'autodiscovered-modules = ["shop.handlers"]',
            "`autodiscovered-modules` must name modules of an app, such as `handlers`, not `shop.handlers`",
        ),
        ('target-django = "5"', '`target-django` must be "auto" or a version, not "5"'),
        ("select = [", "not valid TOML: Invalid value (at end of document)"),
        ("x = " + "[" * 5000, "not valid TOML: nested too deep"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(load, text, message):
    assert refused(load, text) == f"signal-lint.toml: {message}"


def test_a_table_that_is_none_is_refused(load):
    assert refused(load, "[tool]\nsignal-lint = 1", "pyproject.toml").endswith("must be a table")


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "signal-lint.toml").write_bytes(b"# \xff")
    with pytest.raises(UsageError, match="not UTF-8 at byte 2"):
        load_settings(tmp_path, tmp_path / "signal-lint.toml")


def test_a_file_that_is_missing_is_refused(tmp_path):
    with pytest.raises(UsageError, match="No such file or directory"):
        load_settings(tmp_path, tmp_path / "signal-lint.toml")


ABOVE = """
exclude = ["/backend/old", "docs", "/frontend"]
extend-exclude = ["/backend"]
source-roots = ["backend/apps", "lib"]
per-file-ignores = {"backend/a.py" = ["SGL0"], "*.py" = ["SGL3"]}
"""


def test_the_patterns_of_a_configuration_above_are_read_from_the_root(tmp_path):
    (tmp_path / "signal-lint.toml").write_text(ABOVE)
    settings = load_settings(tmp_path / "backend", tmp_path / "signal-lint.toml")
    assert settings.exclude == ("/old", "docs")
    assert (settings.extend_exclude, settings.source_roots) == ((), ("apps",))
    patterns = [pattern for pattern, _ in settings.per_file_ignores]
    assert patterns == ["backend/a.py", "/a.py", "*.py"]


def test_a_configuration_above_without_patterns_changes_none(tmp_path):
    (tmp_path / "signal-lint.toml").write_text('select = ["SGL0"]')
    settings = load_settings(tmp_path / "backend", tmp_path / "signal-lint.toml")
    assert settings.exclude is None


def test_a_configuration_from_elsewhere_is_read_as_if_it_lay_at_the_root(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other/strict.toml").write_text('exclude = ["/old"]')
    assert load_settings(tmp_path / "shop", tmp_path / "other/strict.toml").exclude == ("/old",)
