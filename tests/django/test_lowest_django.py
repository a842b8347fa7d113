"""Where a project says which Django it supports."""

import pytest

from signal_lint.django.versions import CANDIDATES, lowest_django
from signal_lint.supported import DjangoRange


def found(**files: str) -> DjangoRange:
    """Read files whose names are given with `__` for a dot and `___` for a slash."""
    texts = {name.replace("___", "/").replace("__", "."): text for name, text in files.items()}
    return lowest_django(tuple(texts), texts.get)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "pyproject__toml",
            '[project]\ndependencies = ["celery", "Django[argon2]>=4.2,<6; python_version>\'3\'"]',
        ),
        ("pyproject__toml", '[project]\ndependencies = ["django (>=4.2,<6.0)"]'),
        ("pyproject__toml", '[project.optional-dependencies]\nweb = ["django~=4.2.3"]'),
        ("pyproject__toml", '[dependency-groups]\ntest = [{include-group = "x"}, "django>=4.2"]'),
        ("pyproject__toml", '[tool.uv]\ndev-dependencies = ["django>=4.2"]'),
        ("pyproject__toml", '[tool.poetry.dependencies]\npython = "^3.11"\nDjango = "^4.2"'),
        ("pyproject__toml", '[tool.poetry.dependencies]\ndjango = {version = "~4.2", extras = ["argon2"]}'),
        (
            "pyproject__toml",
            '[tool.poetry.dependencies]\ndjango = [{version = "^5.0", python = "^3.12"}, {version = "^4.2"}]',
        ),
        ("pyproject__toml", '[tool.poetry.dev-dependencies]\ndjango = "4.2.*"'),
        ("pyproject__toml", '[tool.poetry.group.dev.dependencies]\ndjango = "^4.2"'),
        (
            "pyproject__toml",
            '[project]\nclassifiers = ["Framework :: Django :: 4.2", "Framework :: Django :: 5.0"]',
        ),
        ("setup__cfg", "[options]\ninstall_requires =\n    celery\n    Django>=4.2\n"),
        ("setup__cfg", "[options]\ninstall_requires = django >=4.2\n"),
        ("setup__py", "setup(install_requires=['celery', 'Django>=4.2,<6'])"),
        ("requirements__txt", "celery==5\ndjango==4.2.11 \\\n    --hash=sha256:0\n"),
        ("requirements__txt", "Django==4.2.11 --hash=sha256:0\n"),
        ("requirements__in", "django~=4.2.0  # the long-term release\n"),
        ("requirements-dev__txt", "django>=4.2 ; python_version > '3'\n"),
        ("requirements___base__txt", "Django==4.2\n"),
        ("Pipfile", '[packages]\ndjango = "==4.2.1"'),
        ("Pipfile__lock", '{"default": {"django": {"hashes": ["x"], "version": "==4.2.1"}}}'),
        ("uv__lock", '[[package]]\nname = "django"\nversion = "4.2.11"\n'),
        ("poetry__lock", '[[package]]\nname = "Django"\nversion = "4.2.11"\n'),
        ("pdm__lock", '[[package]]\nname = "django"\nversion = "4.2.11"\n'),
        ("tox__ini", "[tox]\nenvlist = py311-django{42,52}, py312-dj60, py313-djangomain\n"),
        ("tox__ini", "[tox]\nenvlist = py39-django-4.2\n[testenv]\ndeps = django{main}: x\n"),
    ],
)
def test_each_file_names_the_lowest_django(name: str, text: str):
    assert found(**{name: text}).lowest == (4, 2)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject__toml", '[project]\ndependencies = ["django-filter>=2", "Django"]'),
        ("pyproject__toml", "[project\n"),
        ("pyproject__toml", "project = 1\ntool = {poetry = {dependencies = {django = 4}, group = 1}}"),
        ("requirements__txt", "# django>=1.0\ndjango-filter==2.0\ndjango @ https://example.org/django.zip\n"),
        ("Pipfile", '[packages]\ndjango = "*"'),
        ("README__md", "django>=1.0\n"),
    ],
)
def test_what_names_no_version_says_nothing(name: str, text: str):
    assert found(**{name: text}) == DjangoRange(None, "")


def test_what_a_package_declares_beats_what_a_team_has_installed():
    answer = found(setup__cfg="[options]\ninstall_requires = django>=3.2", requirements__txt="django==5.2\n")
    assert answer == DjangoRange((3, 2), "setup.cfg")


def test_a_dependency_without_a_bound_leaves_it_to_the_lock_file():
    project = '[project]\ndependencies = ["django"]'
    lock = '[[package]]\nname = "django"\nversion = "5.2.1"\n'
    assert found(pyproject__toml=project, uv__lock=lock) == DjangoRange((5, 2), "uv.lock")


def test_the_lowest_of_several_requirement_files_counts():
    answer = found(requirements___prod__txt="django==5.2\n", requirements___old__txt="django==2.2\n")
    assert answer == DjangoRange((2, 2), "requirements/old.txt")


def test_a_file_that_vanished_says_nothing():
    assert lowest_django(("setup.cfg",), {}.get).lowest is None


def test_the_candidates_are_each_named_once():
    assert len(CANDIDATES) == len(set(CANDIDATES))
    assert {"pyproject.toml", "requirements/*.txt", "tox.ini"} <= set(CANDIDATES)
