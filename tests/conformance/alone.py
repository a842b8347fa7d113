"""Releases that are checked alone: what they were made of is not recorded, only their findings are judged.

A wheel has no packaging file, but its metadata hold what that said. So that a release is read as a
checkout of it would be, a `pyproject.toml` with its requirements, classifiers and entry points lies
beside it.
"""

from __future__ import annotations

import json
import tarfile
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from email.parser import Parser
from pathlib import Path

from conformance.releases import Root, archive, unpacked

ALONE = (
    "aa-freight==3.1.0",
    "allianceauth==5.5.0",
    "arches==8.1.5",
    "dj-stripe==2.11.0",
    "django-auditlog==3.4.1",
    "django-comments-xtd==2.8.0",
    "django-fobi==0.19.9",
    "django-forms-builder==0.14.0",
    "django-fsm==2.7.0",
    "django-ledger==0.8.5",
    "django-lfs==0.11",
    "django-organizations==1.1.0",
    "django-river==3.3.0",
    "django-shop==1.2.4",
    "edx-enterprise==8.18.0",
    "edx-proctoring==6.1.4",
    "evap==2026.10.0",
    "geonode==5.1.1",
    "kiwitcms==12.4",
    "modoboa==2.12.0",
    "nautobot==3.2.7",
    "netbox==4.7.3",
    "opal==0.23.0",
    "openwisp-controller==1.3.2",
    "openwisp-notifications==1.3",
    "openwisp-radius==1.3.3",
    "openwisp-users==1.3.2",
    "promgen==0.61.0",
    "pulp-ansible==0.30.3",
    "pulpcore==3.123.1",
    "rdmo==2.5.2",
    "richie==3.5.1",
    "squad==1.98",
    "tendenci==16.30",
    "weblate==2026.10.1",
    "wger==2.1",
)
METADATA = frozenset({"METADATA", "PKG-INFO", "requires.txt", "entry_points.txt"})


def unpacked_alone(cache: Path, release: str) -> Root:
    """Return the tree of one release, with the packaging file that a checkout would have."""
    return unpacked(
        cache, release, (release,), {"pyproject.toml": packaging_file(archive(cache, release))}, beside=True
    )


def packaging_file(packed: Path) -> str:
    """Return a `pyproject.toml` that says what the metadata of a release say."""
    said = dict(_metadata(packed))
    headers = Parser().parsestr(said.get("METADATA") or said.get("PKG-INFO", ""))
    # What `[extra]` heads in a requires.txt comes after what is always required.
    always = said.get("requires.txt", "").partition("\n[")[0].split("\n")
    requirements = headers.get_all("Requires-Dist") or [line for line in always if line]
    lines = [
        "[project]",
        f"dependencies = {json.dumps(requirements)}",
        f"classifiers = {json.dumps(headers.get_all('Classifier', []))}",
        *_entry_points(said.get("entry_points.txt", "")),
    ]
    return "\n".join(lines) + "\n"


def _metadata(packed: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of an archive that its installer reads, by their bare names."""
    if packed.suffix == ".whl":
        with zipfile.ZipFile(packed) as wheel:
            for name in wheel.namelist():
                folder, _, bare = name.rpartition("/")
                if folder.endswith(".dist-info") and bare in METADATA:
                    yield bare, wheel.read(name).decode()
        return
    with tarfile.open(packed) as source:
        for member in source.getmembers():
            folder, _, bare = member.name.rpartition("/")
            stream = source.extractfile(member) if folder.endswith(".egg-info") else None
            if stream and bare in METADATA:
                yield bare, stream.read().decode()


def _entry_points(text: str) -> Iterator[str]:
    groups = ConfigParser(delimiters=("=",), interpolation=None)
    groups.optionxform = str  # type: ignore[assignment,method-assign]
    groups.read_string(text)
    for group in groups.sections():
        yield f"[project.entry-points.{json.dumps(group)}]"
        yield from (f"{json.dumps(name)} = {json.dumps(value)}" for name, value in groups.items(group))
