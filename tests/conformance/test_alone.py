"""The packaging file that a release without one is given. Nothing here is downloaded."""

from __future__ import annotations

import io
import tarfile
import tomllib
import zipfile
from pathlib import Path

from conformance.alone import ALONE, packaging_file, unpacked_alone
from conformance.judged import judged
from conformance.second import second_list
from conformance.tables import tables

METADATA = """\
Metadata-Version: 2.1
Name: shop
Classifier: Framework :: Django :: 4.2
Requires-Dist: Django (<5,>=3.2)
Requires-Dist: factory-boy ; extra == 'test'

Shop: a Django app.
"""
ENTRY_POINTS = '[a.plugin]\nShop = shop:default_app_config\nquote"d = shop:main\n'


def wheel(folder: Path, **files: str) -> Path:
    path = folder / "shop-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"shop-1.dist-info/{name}", text)
        archive.writestr("shop/METADATA", "Classifier: of the package itself")
        archive.writestr("shop/models.py", "")
    return path


def source(folder: Path, **files: str) -> Path:
    path = folder / "shop-1.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"shop-1/shop.egg-info/{name.replace('_txt', '.txt')}")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return path


def said(packed: Path) -> dict:
    return tomllib.loads(packaging_file(packed))["project"]


def test_the_metadata_of_a_wheel_are_said_again(tmp_path: Path):
    assert said(wheel(tmp_path, METADATA=METADATA, **{"entry_points.txt": ENTRY_POINTS})) == {
        "dependencies": ["Django (<5,>=3.2)", "factory-boy ; extra == 'test'"],
        "classifiers": ["Framework :: Django :: 4.2"],
        "entry-points": {"a.plugin": {"Shop": "shop:default_app_config", 'quote"d': "shop:main"}},
    }


def test_the_metadata_of_a_source_archive_are_said_again(tmp_path: Path):
    requires = "Django[bcrypt]<1.11,>=1.10\nlxml\n\n[test]\nmock\n"
    packed = source(tmp_path, **{"PKG-INFO": ""}, requires_txt=requires)
    assert said(packed) == {"dependencies": ["Django[bcrypt]<1.11,>=1.10", "lxml"], "classifiers": []}


def test_a_release_lies_beside_its_packaging_file(tmp_path: Path):
    folder = tmp_path / "downloads" / "shop==1"
    folder.mkdir(parents=True)
    wheel(folder, METADATA=METADATA)
    root = unpacked_alone(tmp_path, "shop==1")
    names = sorted(path.name for path in root.path.iterdir())
    assert names == ["pyproject.toml", "shop", "shop-1.dist-info"]
    assert "Django (<5,>=3.2)" in (root.path / "pyproject.toml").read_text()


def test_only_releases_that_are_checked_are_judged():
    recorded = {release for table in tables() for release in table.releases}
    assert {place.release for place in judged()} <= {*ALONE, *recorded, *map(str, second_list())}
    assert list(ALONE) == sorted(set(ALONE))
