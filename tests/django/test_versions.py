"""Where a project says which Django it supports."""

import pytest

from signal_lint.django.versions import CANDIDATES, pinned_django
from signal_lint.supported import DjangoRange


def found(*folders: str, **files: str) -> DjangoRange | None:
    """Read files whose names are given with `__` for a dot and `___` for a slash, near the folders."""
    texts = {name.replace("___", "/").replace("__", "."): text for name, text in files.items()}
    return pinned_django(folders or ("",), tuple(texts), texts.get)


def place(django: DjangoRange | None) -> tuple[object, ...]:
    """Return the lowest series, and where it is said."""
    return (None,) if django is None else (django.lowest, django.source, django.line)


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
        ("tox__ini", "[testenv]\ndeps =\n    new: Django>=4.2,<5\n"),
        ("pyproject__toml", '[tool.flit.metadata]\nrequires = ["django >=4.2"]'),
        ("pyproject__toml", '[tool.pdm.dev-dependencies]\ntest = ["django>=4.2"]'),
        ("pyproject__toml", '[tool.hatch.envs.default]\ndependencies = ["django>=4.2"]'),
        ("req__txt", "Django==4.2\n"),
        ("Requirements__txt", "Django==4.2\n"),
        ("requirement", "Django==4.2\n"),
        ("test_requirements__txt", "Django==4.2\n"),
        ("requirements__pip", "Django==4.2\n"),
        ("deps___base__txt", "Django==4.2\n"),
        ("requirements___common", "Django==4.2\n"),
        ("requirements__txt", "git+https://github.com/django/django.git@stable/4.2.x#egg=Django\n"),
        ("requirements__txt", "https://example.org/packages/Django-4.2.1.tar.gz\n"),
        ("environment__yml", "dependencies:\n  - python=3.9\n  - django=4.2.1=py39_0\n"),
        ("environment__yml", "dependencies:\n  - conda-forge::django=4.2.*\n"),
        ("environment__yaml", "dependencies:\n  - pip:\n    - django==4.2\n"),
        ("shop__egg-info___requires__txt", "celery\n\n[web]\nDjango>=4.2\n"),
        ("shop__egg-info___PKG-INFO", "Name: shop\nRequires-Dist: Django (>=4.2)\n"),
        ("shop-1__dist-info___METADATA", 'Requires-Dist: django>=4.2 ; extra == "web"\n'),
        ("PKG-INFO", "Classifier: Framework :: Django :: 4.2\n"),
        ("pylock__toml", '[[packages]]\nname = "django"\nversion = "4.2.11"\n'),
        ("poetry__lock", '[[package]]\nname = "django"\noptional = false\nversion = "4.2.11"\n'),
        ("Dockerfile", "RUN apt-get install x && pip install \\\n    celery 'django >= 4.2, < 5'\n"),
        ("docker-compose__yml", 'command: ["pip", "install", "django==4.2"]\n'),
        ("install__sh", "pip install Django>=4.2,<5 && ./run\n"),
        ("__github___workflows___test__yml", "- run: python -m pip install django==4.2\n"),
    ],
)
def test_each_file_names_the_lowest_django(name: str, text: str):
    answer = found(**{name: text})
    assert answer is not None
    assert (answer.lowest, answer.kind) == ((4, 2), "pinned")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject__toml", '[project]\ndependencies = ["django-filter>=2", "Django"]'),
        ("pyproject__toml", "[project\n"),
        ("pyproject__toml", "project = 1\ntool = {poetry = {dependencies = {django = 4}, group = 1}}"),
        ("requirements__txt", "# django>=1.0\ndjango-filter==2.0\ndjango @ https://example.org/django.zip\n"),
        ("Pipfile", '[packages]\ndjango = "*"'),
        ("README__md", "django>=1.0\n"),
        ("Dockerfile", "RUN pip install django==$DJANGO python-django==1.8\n# django==1.8\n"),
        ("environment__yml", "dependencies:\n  - django-filter=2\n"),
    ],
)
def test_what_names_no_version_says_nothing(name: str, text: str):
    assert found(**{name: text}) is None


def test_what_a_package_declares_beats_what_a_team_has_installed():
    answer = found(setup__cfg="[options]\ninstall_requires = django>=3.2", requirements__txt="django==5.2\n")
    assert answer == DjangoRange((3, 2), "setup.cfg", "pinned", None, 2)


def test_a_dependency_without_a_bound_leaves_it_to_the_lock_file():
    project = '[project]\ndependencies = ["django"]'
    lock = '[[package]]\nname = "django"\nversion = "5.2.1"\n'
    answer = found(pyproject__toml=project, uv__lock=lock)
    assert answer == DjangoRange((5, 2), "uv.lock", "pinned", (5, 2), 3)


def test_what_is_locked_beats_what_it_was_locked_from():
    answer = found(requirements__in="django>=2.2\n", requirements__txt="django==5.2\n")
    assert place(answer) == ((5, 2), "requirements.txt", 1)


def test_buildout_pins_versions_by_a_key():
    answer = found(
        versions__cfg="[versions]\n# Django = 5.2\nDjango = 1.11.29  # the last\ndjango-cms = 3.7\n"
    )
    assert answer == DjangoRange((1, 11), "versions.cfg", "pinned", (1, 11), 3)
    assert found(buildout__cfg="[buildout]\nversions = versions\n[django]\nrecipe = djangorecipe\n") is None


def test_a_lock_file_in_another_folder_counts_last():
    locked = '[[package]]\nname = "django"\nversion = "2.2.28"\n'
    assert place(found(backend___uv__lock=locked)) == ((2, 2), "backend/uv.lock", 3)
    assert place(found(backend___uv__lock=locked, tox__ini="[tox]\nenvlist = dj42\n")) == (
        (4, 2),
        "tox.ini",
        2,
    )


def test_the_lowest_and_the_highest_of_several_requirement_files_count():
    answer = found(requirements___prod__txt="django==5.2\n", requirements___old__txt="\ndjango==2.2\n")
    assert answer == DjangoRange((2, 2), "requirements/old.txt", "pinned", (5, 2), 2)


def test_an_upper_bound_alone_counts_where_there_is_no_other():
    answer = found(requirements__txt="django<3\n")
    assert answer == DjangoRange(None, "requirements.txt", "pinned", (2, 2), 1)
    assert found(requirements__txt="django<3\ndjango==2.0\n").lowest == (2, 0)


def test_the_line_of_a_table_is_that_of_its_version():
    text = '[tool.poetry.dependencies.django]\nextras = ["argon2"]\nversion = "^4.2"\n'
    assert found(pyproject__toml=text) == DjangoRange((4, 2), "pyproject.toml", "pinned", (4, 2), 3)


def test_files_that_others_name_are_read_within_the_root():
    texts = {"requirements.txt": "-r deploy/all.pip\n--constraint ../out.txt\n-r gone.txt\n"}
    texts |= {"deploy/all.pip": "-c ../requirements.txt\n-r base.pip", "deploy/base.pip": "\nDjango==2.2"}
    texts["../out.txt"] = "Django==1.8"
    answer = pinned_django(("",), ("requirements.txt",), texts.get)
    assert place(answer) == ((2, 2), "deploy/base.pip", 2)


def test_a_file_that_setup_py_opens_is_read():
    texts = {"setup.py": "setup(install_requires=open('etc/pip-requires').readlines())"}
    texts["etc/pip-requires"] = "Django==2.2"
    assert place(pinned_django(("",), ("setup.py",), texts.get)) == ((2, 2), "etc/pip-requires", 1)


def test_the_nearest_folder_decides():
    files = {"requirements__txt": "django==5.2\n", "one___requirements__txt": "django==2.2\n"}
    assert place(found("one", "", **files)) == ((2, 2), "one/requirements.txt", 1)
    assert place(found("two", "", **files)) == ((5, 2), "requirements.txt", 1)


@pytest.mark.parametrize(
    ("declared", "answer"),
    [
        ("Django>=2.2", DjangoRange((2, 2), "setup.cfg", "pinned", None, 2)),
        ("Django>=2.2,<3", DjangoRange((2, 2), "setup.cfg", "pinned", (4, 2), 2)),
        ("Django>=5.0", DjangoRange((4, 2), "example/requirements.txt", "pinned", (4, 2), 1)),
        ("Django", DjangoRange((4, 2), "example/requirements.txt", "pinned", (4, 2), 1)),
    ],
)
def test_what_a_package_around_an_example_declares_may_only_lower_it(declared: str, answer: DjangoRange):
    setup = f"[options]\ninstall_requires = {declared}"
    assert found("example", "", setup__cfg=setup, example___requirements__txt="django==4.2\n") == answer


def test_a_file_that_vanished_says_nothing():
    assert pinned_django(("",), ("setup.cfg", "setup.py", "requirements.txt"), {}.get) is None


def test_the_candidates_are_each_named_once():
    assert len(CANDIDATES) == len(set(CANDIDATES))
    assert {"pyproject.toml", "requirements/*.txt", "tox.ini"} <= set(CANDIDATES)
