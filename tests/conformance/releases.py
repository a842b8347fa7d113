"""Releases from PyPI, downloaded once and unpacked: never built, never installed.

The cache is a folder: `downloads/NAME==VERSION/` holds what pip downloaded, `roots/`
the unpacked trees. Of an archive only the files that an analysis may read are
unpacked. It is found by `--cache`, `SIGNAL_LINT_RELEASES`, or is in `~/.cache`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

READ = frozenset({".py", ".pyi", ".toml", ".cfg", ".ini", ".txt", ".in", ".lock"})
PIP = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps")
# Some releases ask for a newer Python than the one that runs here; they are only read.
ANY_PYTHON = ("--ignore-requires-python",)


class CannotDownloadError(Exception):
    """A release is neither in the cache nor to be had."""


@dataclass(frozen=True, slots=True)
class Root:
    """An unpacked tree; `owners` tells by top-level name which release a path comes from."""

    path: Path
    owners: dict[str, str]

    def release(self, path: str) -> str:
        """Return the release that a path of the tree comes from, "generated" for none."""
        return self.owners.get(path.partition("/")[0], "generated")


def default_cache() -> Path:
    """Return the cache folder that the environment names, or the user's own."""
    named = os.environ.get("SIGNAL_LINT_RELEASES")
    return Path(named) if named else Path.home() / ".cache" / "signal-lint" / "releases"


def unpacked(cache: Path, name: str, releases: tuple[str, ...], files: dict[str, str]) -> Root:
    """Return one tree of several releases, with generated files beside them.

    A tree that was made of the same releases and files before is taken as it is.
    """
    root, stamp = cache / "roots" / name, cache / "roots" / f"{name}.json"
    made_of = {"releases": list(releases), "files": files}
    if stamp.exists():
        state = json.loads(stamp.read_text())
        if state["made_of"] == made_of:
            return Root(root, state["owners"])
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    owners = {top: release for release in releases for top in _unpack(archive(cache, release), root)}
    for path, text in files.items():
        (root / path).write_text(text)
    stamp.write_text(json.dumps({"made_of": made_of, "owners": owners}))
    return Root(root, owners)


def archive(cache: Path, release: str) -> Path:
    """Return the wheel of a release, or its source archive where it has no wheel."""
    folder = cache / "downloads" / release
    if not _archives(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for only in (("--only-binary", ":all:"), ()):
            command = (*PIP, *ANY_PYTHON, *only, "--dest", str(folder), release)
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                break
    found = _archives(folder)
    if not found:
        raise CannotDownloadError(f"cannot download {release}; is there a network?\n{done.stderr.strip()}")
    return found[0]


def _archives(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name.endswith((".whl", ".tar.gz")))


def _unpack(packed: Path, root: Path) -> set[str]:
    """Unpack what an analysis may read; return the top-level names."""
    members = _wheel(packed) if packed.suffix == ".whl" else _source(packed)
    tops = set()
    for name, content in members:
        path = PurePosixPath(name)
        if path.suffix in READ and ".." not in path.parts:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            tops.add(path.parts[0])
    return tops


def _wheel(packed: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(packed) as opened:
        for name in opened.namelist():
            if ".dist-info/" not in name and ".data/" not in name:
                yield name, opened.read(name)


def _source(packed: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the packages that an installation would have, without tests and examples beside them."""
    with tarfile.open(packed) as opened:
        files = {member.name.partition("/")[2]: member for member in opened.getmembers() if member.isfile()}
        packages = set(_text(opened, next(files[name] for name in files if name.endswith("/top_level.txt"))))
        for name, member in files.items():
            if PurePosixPath(name).parts[0] in packages:
                yield name, _bytes(opened, member)


def _text(opened: tarfile.TarFile, member: tarfile.TarInfo) -> list[str]:
    return _bytes(opened, member).decode().split()


def _bytes(opened: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = opened.extractfile(member)
    return stream.read() if stream else b""
