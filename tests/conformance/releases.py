"""Releases from PyPI, downloaded once and unpacked: never built, never installed.

The cache is a folder: `downloads/NAME==VERSION/` holds what pip downloaded, `sources/NAME==VERSION/` the
source archives of those that are read as checkouts, `roots/` and `checkouts/` the unpacked trees.
It is found by `--cache`, `SIGNAL_LINT_RELEASES`, or is in `~/.cache`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from conformance.unpacking import ARCHIVES, Member, installed, whole

PIP = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps")
# Some releases ask for a newer Python than the one that runs here; they are only read.
ANY_PYTHON = ("--ignore-requires-python",)
#: What unpacks; a tree that an older one has made is made again.
READER = 3


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


def unpacked(
    cache: Path, name: str, releases: tuple[str, ...], files: dict[str, str], *, beside: bool = False
) -> Root:
    """Return one tree of several releases as they would be installed, with generated files beside them.

    A tree that was made of the same releases and files before is taken as it is. With `beside` the files
    that pin Django beside the packages come along, and the metadata.
    """
    root = cache / "roots" / name
    made_of = {"releases": list(releases), "files": files, "beside": beside, "by": READER}
    owners = _made_before(root, made_of)
    if owners is None:
        _empty(root)
        owners = {
            top: release
            for release in releases
            for top in _written(installed(archive(cache, release), beside=beside), root)
        }
        for path, text in files.items():
            (root / path).write_text(text)
        _stamp(root).write_text(json.dumps({"made_of": made_of, "owners": owners}))
    return Root(root, owners)


def checkout(cache: Path, release: str) -> Root:
    """Return the whole tree of a release's source archive, of its wheel where PyPI has no other."""
    root = cache / "checkouts" / release
    owners = _made_before(root, made_of := {"releases": [release], "by": READER})
    if owners is None:
        _empty(root)
        owners = dict.fromkeys(_written(whole(source_archive(cache, release)), root), release)
        _stamp(root).write_text(json.dumps({"made_of": made_of, "owners": owners}))
    return Root(root, owners)


def archive(cache: Path, release: str) -> Path:
    """Return the wheel of a release, or its source archive where it has no wheel."""
    return _downloaded(cache / "downloads" / release, release, ("--only-binary", ":all:"))


def source_archive(cache: Path, release: str) -> Path:
    """Return the source archive of a release, or its wheel where pip cannot read another."""
    return _downloaded(cache / "sources" / release, release, ("--no-binary", release.partition("==")[0]))


def _downloaded(folder: Path, release: str, preferred: tuple[str, ...]) -> Path:
    if not _archives(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for options in (preferred, ()):
            command = (*PIP, *ANY_PYTHON, *options, "--dest", str(folder), release)
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                break
    found = _archives(folder)
    if not found:
        raise CannotDownloadError(f"cannot download {release}; is there a network?\n{done.stderr.strip()}")
    return found[0]


def _archives(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name.endswith(ARCHIVES))


def _made_before(root: Path, made_of: dict) -> dict[str, str] | None:
    """Return the owners of a tree that was made of the same before, None for another."""
    stamp = _stamp(root)
    state = json.loads(stamp.read_text()) if stamp.exists() else {}
    return state["owners"] if state.get("made_of") == made_of else None


def _stamp(root: Path) -> Path:
    return root.with_name(f"{root.name}.json")


def _empty(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)


def _written(members: Iterable[Member], root: Path) -> set[str]:
    """Write files below a root; return the top-level names."""
    tops = set()
    for name, content in members:
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        tops.add(PurePosixPath(name).parts[0])
    return tops
