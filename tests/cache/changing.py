"""A project on disk that somebody works on: what is done to its files between two runs."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from small_project import FILES

SETTINGS = {
    "AUTH_USER_MODEL": 'AUTH_USER_MODEL = "people.Person"\n',
    "lost alone": 'INSTALLED_APPS = ["lost"]\n',
    "by config": 'INSTALLED_APPS = ["shop.apps.ShopConfig", "people", "lost"]\n',
    "split": "from shop.defaults import *\n",
}
#: What an editor appends to a file; the keys are what a failing example shows.
SNIPPETS = {
    "comment": "# a comment\n",
    "noqa": "x = 1  # noqa: SGL001\n",
    "receiver": "\n\n@receiver(post_save, sender=Book)\ndef added(sender, instance):\n    instance.save()\n",
    "connect": "\npost_save.connect(added, sender='shop.Book')\n",
    "lost connect": "\npost_delete.connect(lambda sender, **kwargs: None)\n",
    "import": "from django.db.models.signals import *\nfrom django.dispatch import receiver\n",
    "import late": "def late():\n    from django.db.models.signals import post_delete, post_save\n",
    "import signals": "from shop import signals\nimport lost.signals\n",
    "signal": "\nfrom django.dispatch import Signal\n\npaid = Signal()\n",
    "send": "\nfrom shop.signals import paid\n\n\ndef pay():\n    paid.send(sender=None)\n",
    "broken": "\ndef (:\n",
    "broken receiver": "\n@receiver(post_save)\ndef on_it(sender, **kwargs):\n    x = (1,\n",
    "broken method": "\nclass Odd:\n    def connect(self):\n        post_save.connect(self.it, 1 2)\n",
    "user": "\npost_save.connect(added, sender=get_user_model())\n",
    "null": "\0",
    "latin": "# coding: latin-1\n",
}
PERSON = """\
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models.signals import post_save


class Person(AbstractUser):
    pass


def greet(sender, **kwargs):
    kwargs["instance"].save()


post_save.connect(greet, sender=get_user_model())
"""
PROJECT = {
    **FILES,
    "settings.py": 'INSTALLED_APPS = ["shop", "lost", "people"]\n',
    "people/__init__.py": "",
    "people/models.py": PERSON,
    "shop/defaults.py": 'INSTALLED_APPS = ["shop"]\nAUTH_USER_MODEL = "people.Person"\n',
}
#: What files that are no Python may hold.
OTHERS = {
    ".gitignore": ("lost/\n", "*.py\n", "signals.py\n!shop/signals.py\n", "", "shop\n"),
    "shop/.gitignore": ("signals.py\n", "!signals.py\n", "*\n"),
    "pyproject.toml": (
        '[project]\ndependencies = ["django>=4.2"]\n',
        '[tool.signal-lint]\nextend-select = ["SGL"]\n',
        '[tool.signal-lint]\nexclude = ["lost"]\n',
        '[tool.signal-lint]\nselct = ["SGL"]\n',
        "[tool\n",
    ),
    "signal-lint.toml": ('ignore = ["SGL001"]\n', 'per-file-ignores = { "shop/*" = ["SGL0"] }\n', "[x"),
    "requirements.txt": ("django==3.2\n", "django>=5.2\n", "-r requirements/base.txt\n", "flask\n"),
    "requirements/base.txt": ("django<4\n", "Django==2.2\n"),
    "setup.py": ('from setuptools import setup\nsetup(install_requires=["django>=1.11"])\n',),
    "lost/pyvenv.cfg": ("",),
}
PLACES = (
    *(path for path in PROJECT if path != "manage.py"),
    "shop/handlers.py",
    "shop/sub/__init__.py",
    "shop/sub/signals.py",
    "more/__init__.py",
    "more/signals.py",
    "build/signals.py",
)
FOLDERS = ("shop", "lost", "people", "shop/sub", "more", "requirements", "build")
# Of one length each, so that neither size nor time tells.
SAME_SIZE = (
    (b"post_save", b"post_init"),
    (b"post_init", b"post_save"),
    (b"sender=Book", b"sender=None"),
    (b"sender=None", b"sender=Book"),
    (b"import signals", b"import nothing"),
    (b"import nothing", b"import signals"),
    (b"lost", b"shop"),
    (b"shop", b"lost"),
)


class Tree:
    """The project in `top`/project, and beside it what links may lead to.

    What makes no sense, such as to delete what is not there, is not done. Where `is_ahead`, the clock of the
    file system is ahead of ours, so that all that is written is dated in the future.
    """

    is_ahead = False

    def __init__(self, top: Path) -> None:
        self.top, self.root, self.outside = top, top / "project", top / "outside"
        shutil.rmtree(top, ignore_errors=True)
        for path, text in PROJECT.items():
            self.write(path, text.encode())
        self.outside.mkdir()
        (self.outside / "signals.py").write_text(SNIPPETS["import"] + SNIPPETS["lost connect"])

    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None

    def write(self, path: str, data: bytes) -> None:
        place = Path(os.path.normpath(self.root / path))
        for folder in (*reversed(place.relative_to(self.top).parents), place.relative_to(self.top)):
            self._clear(self.top / folder, is_folder=self.top / folder != place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        if self.is_ahead:
            os.utime(place, (time.time() + 3600, time.time() + 3600))

    def write_unnoticed(self, path: str, before: bytes, after: bytes) -> None:
        """Replace some bytes by as many, and set the time of the file back."""
        data = self.read(path)
        if data is not None:
            status = (self.root / path).stat()
            (self.root / path).write_bytes(data.replace(before, after))
            os.utime(self.root / path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def touch(self, path: str) -> None:
        if (self.root / path).exists():
            os.utime(self.root / path)

    def delete(self, path: str) -> None:
        place = self.root / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        elif os.path.lexists(place):
            place.unlink()

    def rename(self, path: str, other: str) -> None:
        source, target = self.root / path, self.root / other
        if os.path.lexists(source) and not target.is_relative_to(source):
            self.write(other, b"")
            target.unlink()
            if os.path.lexists(source):
                source.rename(target)

    def make_folder(self, path: str) -> None:
        """Make a folder with a package in it, where a file may have been."""
        self.delete(path)
        self.write(f"{path}/__init__.py", SNIPPETS["import"].encode())

    def link(self, path: str, target: Path) -> None:
        self.write(path, b"")
        (self.root / path).unlink()
        (self.root / path).symlink_to(target)

    def commit(self) -> dict[str, bytes]:
        """Return the files of the project, to be checked out again."""
        places = (place for place in self.root.rglob("*") if place.is_file() and not place.is_symlink())
        return {place.relative_to(self.root).as_posix(): place.read_bytes() for place in places}

    def checkout(self, files: dict[str, bytes]) -> None:
        """As git does: write what differs, remove what there is no more."""
        now = self.commit()
        for path in now.keys() - files.keys():
            self.delete(path)
        for path, data in sorted(files.items()):
            if now.get(path) != data:
                self.write(path, data)

    def _clear(self, place: Path, *, is_folder: bool) -> None:
        if os.path.lexists(place) and (place.is_symlink() or place.is_dir() != is_folder):
            self.delete(str(place))
