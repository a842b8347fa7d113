"""What is in an archive of a release, and what of it an analysis may read.

A wheel and a source archive hold the same packages in other ways. `installed` yields what an installation
would have, and each file in which a release says which Django it needs, wherever that lies; `whole` yields
everything, as a checkout would have it.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

READ = frozenset({".py", ".pyi", ".toml", ".cfg", ".ini", ".txt", ".in", ".lock"})
#: Names of files that pin Django, in lower case; and of folders in which every file does.
PINS = (
    "*require*",
    "req.*",
    "reqs*",
    "constraints*",
    "*.pip",
    "*.lock",
    "pipfile",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "tox.ini",
    "environment*.y*ml",
    "conda*.y*ml",
    "meta.yaml",
    "*dockerfile*",
    "*containerfile*",
    "metadata",
    "pkg-info",
)
PIN_FOLDERS = ("*requirements*", "reqs")
WHEELS = (".whl",)
ZIPS = (".zip", ".egg")
ARCHIVES = (*WHEELS, *ZIPS, ".tar.gz", ".tgz", ".tar.bz2")

Member = tuple[str, bytes]


def installed(packed: Path, *, beside: bool = False) -> Iterator[Member]:
    """Yield the readable files of the packages; of what lies beside them the pins, if they are asked for.

    The tests and examples beside the packages of a source archive are left out.
    """
    for name, content in _packages(packed, beside=beside):
        if is_pin(name) or PurePosixPath(name).suffix in READ:
            yield name, content


def whole(packed: Path) -> Iterator[Member]:
    """Yield every file; those of a source archive without the folder that its version names."""
    with_version = not packed.name.endswith(WHEELS)
    for name, content in _members(packed):
        path = name.partition("/")[2] if with_version else name
        # A name that leads elsewhere is not followed.
        if path and ".." not in PurePosixPath(path).parts and not path.startswith("/"):
            yield path, content


def is_pin(name: str) -> bool:
    """Tell whether a file, by its path, is one in which projects say which Django they need."""
    *folders, last = name.lower().split("/")
    in_folder = any(fnmatch(folder, pattern) for folder in folders[-1:] for pattern in PIN_FOLDERS)
    return in_folder or any(fnmatch(last, pattern) for pattern in PINS)


def _packages(packed: Path, *, beside: bool) -> Iterator[Member]:
    if packed.name.endswith(WHEELS):
        for name, content in whole(packed):
            metadata = ".dist-info/" in name and not (beside and is_pin(name))
            if not metadata and ".data/" not in name:
                yield name, content
        return
    files = dict(whole(packed))
    tops = next(
        (text.decode().split() for name, text in files.items() if name.endswith("/top_level.txt")), None
    )
    for name, content in files.items():
        # Without that list nothing tells packages from what lies beside them.
        if tops is None or name.partition("/")[0] in tops or (beside and is_pin(name)):
            yield name, content


def _members(packed: Path) -> Iterator[Member]:
    if packed.name.endswith((*WHEELS, *ZIPS)):
        with zipfile.ZipFile(packed) as zipped:
            for name in zipped.namelist():
                if not name.endswith("/"):
                    yield name, zipped.read(name)
        return
    with tarfile.open(packed) as tarred:
        for member in tarred.getmembers():
            # A link to a file of the same archive is that file.
            if member.isfile() or member.islnk() or member.issym():
                yield from _content(tarred, member)


def _content(tarred: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[Member]:
    try:
        stream = tarred.extractfile(member)
    except KeyError:  # a link that leads nowhere
        return
    if stream:
        yield member.name, stream.read()
