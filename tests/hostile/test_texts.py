"""Files beside the code, and settings, that are made to stall or stop whoever reads them."""

from __future__ import annotations

import os

import pytest
from front_doors import check, signal_lint
from small_project import FILES

HEAD = "from django.dispatch import receiver\n"


def write(text):
    return lambda path: path.write_text(text)


def link(target):
    return lambda path: path.symlink_to(target)


NOT_READ = {
    "folder": (os.mkdir, "not a regular file"),
    "pipe": (os.mkfifo, "not a regular file"),
    "zero": (link("/dev/zero"), "not a regular file"),
    "loop": (link(".gitignore"), "Too many levels of symbolic links"),
    "10 MB": (write("some/file*.txt\n" * 700_000), "larger than 1 MB"),
    "many": (write("*x\n" * 100_000), "more than 5,000 lines"),
}
STALLING = {
    "stars": "*a" * 100 + "b",
    "folders": "**/a/" * 100 + "b",
    "empty folders": "**/" * 2_000 + "b",
    "sets": "[a-z]*" * 100 + "!",
    "open sets": "[[:a:]" * 5_000,
    "many": "\n".join(f"*a*{number}*b*c" for number in range(4_000)),
    "mistakes": "!\n\\\n[\n/\n//\n**[\n[[:x:]]\n[z-a]\na\\\n\0\n\x1b\n!!\n[!]",
}


@pytest.mark.parametrize("kind", NOT_READ)
def test_a_gitignore_that_cannot_be_read_is_named_and_the_files_are_analysed(project, kind):
    make, reason = NOT_READ[kind]
    make(project / ".gitignore")
    ran = check(project)
    assert (ran.others, ran.err) == ([], f"signal-lint: .gitignore is not read: {reason}\n")


def test_a_gitignore_without_permission_is_named(project):
    (project / "shop/.gitignore").touch(mode=0)
    assert (
        check(project, powerless=True).err == "signal-lint: shop/.gitignore is not read: Permission denied\n"
    )


@pytest.mark.parametrize("kind", STALLING)
@pytest.mark.parametrize("where", [".gitignore", "signal-lint.toml"])
def test_no_pattern_stalls_the_walk(project, kind, where):
    folder = project / "/".join("a" * 100)
    folder.mkdir(parents=True)
    (folder / ("a" * 240 + ".py")).touch()
    patterns = (
        STALLING[kind].replace("\\", "\\\\").replace("\0", "").replace("\x1b", "").replace("\n", '", "')
    )
    text = STALLING[kind] if where == ".gitignore" else f'extend-exclude = ["{patterns}"]'
    (project / where).write_text(text)
    assert check(project).others == []


REQUIREMENTS = {
    "requirements.txt": [
        "django" + " " * 100_000 + "x",
        "django\n" * 100_000,
        "django[" * 100_000,
        "django>=" + "9" * 5_000,
    ],
    "requirements/a.txt": [
        "django>=1" + "a-" * 1_000 + "!",
        "django>=" + ",>=99" * 50_000,
        "django>= 99999999",
        "django>=1.9" * 99_999,
    ],
    "requirements/b.in": [
        "django >=" + "\t" * 100_000 + "x",
        "django >=1" + " " * 100_000 + "x",
        "django>=4\n" * 100_000,
    ],
    "tox.ini": ["dj{" * 300_000, "django-{" + "1," * 300_000],
    "setup.py": ["a" * 300_000, "'django" * 100_000, '"django' + " " * 100_000 + 'x"'],
    "setup.cfg": ["a." * 200_000, "django" + "\n" * 100_000, "=" * 100_000],
    "pyproject.toml": [
        "a" + ".a" * 100_000 + "=1",
        "a=" + "[" * 200_000,
        "a=" + "1" * 9_000,
        "[project]\n" * 9,
        "\ufeff\0",
    ],
    "Pipfile": ["a=" + "{a=" * 100_000, "[packages]\ndjango = " + "[" * 900],
    "Pipfile.lock": ['"django":{' + '"version"' * 100_000, '"django"' * 100_000],
    "uv.lock": ['name = "django"\n' * 100_000],
}
MOST = max(map(len, REQUIREMENTS.values()))


@pytest.mark.parametrize("number", range(MOST))
def test_no_packaging_file_stalls_or_stops_a_run(project, number):
    # With such a line, packaging files are searched for entry points too.
    (project / "shop/__init__.py").write_text("default_app_config = 'shop.apps.ShopConfig'\n")
    (project / "requirements").mkdir()
    for name, texts in REQUIREMENTS.items():
        (project / name).write_text(texts[number % len(texts)])
    assert {line.split()[1] for line in check(project).others} <= {"SGL004"}


@pytest.mark.parametrize(
    "make", [os.mkdir, os.mkfifo, link("/dev/zero"), link("nowhere")], ids=["d", "p", "z", "n"]
)
def test_what_is_called_like_a_packaging_file_and_is_none_is_passed_over(project, make):
    (project / "requirements").mkdir()
    for name in REQUIREMENTS:
        make(project / name)
    ran = check(project)
    assert (ran.others, ran.err) == ([], "")


BROKEN = {
    b"[tool.signal-lint]\n\xff": "not UTF-8 at byte 19",
    b"[tool.signal-lint]\na = " + b"[" * 100_000: "not valid TOML: nested too deep",
    b"[tool.signal-lint]\na = " + b"1" * 9_000: "not valid TOML: Exceeds the limit",
    b"[tool.signal-lint]\na" + b".a" * 100_000 + b" = 1": "not valid TOML: a key of more than 50 parts",
    b"[tool.signal-lint]\n#" + b"x" * 50_000_000: "larger than 1 MB",
    b"[tool.signal-lint]\n\0": "not valid TOML: ",
}


@pytest.mark.parametrize("data", BROKEN, ids=BROKEN.get)
@pytest.mark.parametrize("command", ["check", "map"])
def test_a_configuration_that_cannot_be_read_is_an_error_of_one_line(project, command, data):
    (project / "pyproject.toml").write_bytes(data)
    ran = signal_lint(project, command)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"signal-lint: error: {project}/pyproject.toml: {BROKEN[data]}")


@pytest.mark.parametrize("name", ["signal-lint.toml", "manage.py"])
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, link("/dev/zero")], ids=["folder", "pipe", "zero"])
def test_what_is_called_like_a_configuration_and_is_none_is_passed_over(project, name, make):
    (project / "manage.py").unlink()
    make(project / name)
    assert check(project).others == []


def test_a_configuration_without_permission_is_an_error(project):
    (project / "signal-lint.toml").touch(mode=0)
    ran = check(project, powerless=True)
    assert (ran.code, ran.err) == (2, f"signal-lint: error: {project}/signal-lint.toml: Permission denied\n")


LOOPS = " ".join(f"for a{n} in {list(range(9))}" for n in range(30))
SETTINGS = {
    "product": "INSTALLED_APPS = ['shop', 'lost'] * 10 ** 9\n",
    "doubled names": "A0 = ['shop']\n"
    + "".join(f"A{n + 1} = A{n} + A{n}\n" for n in range(60))
    + "INSTALLED_APPS = A60\n",
    "doubled text": "A0 = 'shop'\n"
    + "".join(f"A{n + 1} = A{n} + A{n}\n" for n in range(60))
    + "INSTALLED_APPS = [A60]\n",
    "doubled in place": "INSTALLED_APPS = ['shop']\n" + "INSTALLED_APPS += INSTALLED_APPS\n" * 60,
    "loops in loops": f"INSTALLED_APPS = [a0 {LOOPS}]\n",
    "powers": "INSTALLED_APPS = ['%0*d' % (10**10, 1), f'{1:>{10**10}}', 9**9**9**9]\n",
    "itself": "from settings import *\nfrom settings import INSTALLED_APPS as A\nINSTALLED_APPS = A + A\n",
    "in a circle": "A = B\nB = C\nC = A\nINSTALLED_APPS = [*A, *B, *C]\n",
    "unknown encoding": "# coding: evil\nINSTALLED_APPS = ['shop']\n",
    "punycode": "# coding: punycode\nINSTALLED_APPS = ['shop']\n#-" + "a" * 300_000,
    "idna": "# coding: idna\nINSTALLED_APPS = ['shop']\n#" + "a." * 300_000,
    "raising": "raise SystemExit\n1/0\n__import__('os').abort()\nINSTALLED_APPS = ['shop', 'lost']\n",
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_no_settings_stall_or_stop_a_run(project, kind):
    (project / "settings.py").write_text(SETTINGS[kind])
    ran = check(project)
    assert ran.code == 1
    assert "shop/signals.py:8:1: SGL001" in ran.out
    assert "shop/signals.py:8" in signal_lint(project, "map").out


@pytest.mark.parametrize("encoding", ["punycode", "idna"])
def test_code_in_an_encoding_for_names_is_a_finding(project, encoding):
    (project / "shop/odd.py").write_text(f"# coding: {encoding}\n{HEAD}#-{'a' * 300_000}")
    assert "shop/odd.py:1:1: SGL901 the file declares an unknown encoding" in check(project).out
    assert FILES["shop/signals.py"].splitlines()[7] in signal_lint(project, "check").out
