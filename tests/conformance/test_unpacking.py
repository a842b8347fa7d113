"""Archives of releases, opened: what is kept of them. Nothing is downloaded here."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from conformance.releases import checkout, unpacked
from conformance.unpacking import installed, is_pin, whole

FILES = {
    "setup.py": "",
    "README.rst": "",
    "shop/models.py": "",
    "shop/logo.png": "",
    "example/manage.py": "",
    "example/requirement": "django",
    "shop.egg-info/requires.txt": "django<4",
}
LISTED = {**FILES, "shop.egg-info/top_level.txt": "shop\n"}


def archived(path: Path, files: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as zipped:
            for name, text in files.items():
                zipped.writestr(f"shop-1/{name}", text)
        return path
    with tarfile.open(path, "w:gz") as tarred:
        for name, text in files.items():
            member = tarfile.TarInfo(f"shop-1/{name}")
            member.size = len(text)
            tarred.addfile(member, io.BytesIO(text.encode()))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "req.txt",
        "requirement",
        "requirements/common.txt",
        "deploy/Requirements-Dev.TXT",
        "reqs/base.txt",
        "constraints.txt",
        "setup.py",
        "setup.cfg",
        "pyproject.toml",
        "Pipfile",
        "Pipfile.lock",
        "backend/poetry.lock",
        "uv.lock",
        "pdm.lock",
        "environment.yml",
        "conda/meta.yaml",
        "tox.ini",
        "Dockerfile",
        "Dockerfile.web",
        "shop.egg-info/requires.txt",
        "shop-1.dist-info/METADATA",
        "PKG-INFO",
    ],
)
def test_a_file_that_pins_django_is_known_by_its_name(name: str):
    assert is_pin(name)


@pytest.mark.parametrize("name", ["shop/models.py", "README.rst", "shop/environment.py", "docs/index.txt"])
def test_other_files_pin_nothing(name: str):
    assert not is_pin(name)


@pytest.mark.parametrize("name", ["shop-1.tar.gz", "shop-1.zip"])
def test_the_whole_of_a_source_archive_is_a_checkout(tmp_path: Path, name: str):
    packed = archived(tmp_path / "sources" / "shop==1" / name, FILES)
    assert dict(whole(packed)).keys() == FILES.keys()
    root = checkout(tmp_path, "shop==1")
    assert {
        str(path.relative_to(root.path)) for path in root.path.rglob("*") if path.is_file()
    } == FILES.keys()
    assert root.release("example/manage.py") == "shop==1"


def test_what_lies_beside_the_packages_is_left_out_but_for_its_pins(tmp_path: Path):
    packed = archived(tmp_path / "shop-1.tar.gz", LISTED)
    assert [name for name, _ in installed(packed)] == ["shop/models.py"]
    assert {name for name, _ in installed(packed, beside=True)} == {
        "setup.py",
        "shop/models.py",
        "example/requirement",
        "shop.egg-info/requires.txt",
    }


def test_without_a_list_of_its_packages_everything_readable_is_taken(tmp_path: Path):
    packed = archived(tmp_path / "shop-1.tar.gz", FILES)
    assert {name for name, _ in installed(packed)} == FILES.keys() - {"README.rst", "shop/logo.png"}


def test_of_the_metadata_of_a_wheel_the_pins_come_along(tmp_path: Path):
    packed = tmp_path / "downloads" / "shop==1" / "shop-1-py3-none-any.whl"
    packed.parent.mkdir(parents=True)
    with zipfile.ZipFile(packed, "w") as zipped:
        for name in ("shop/models.py", "shop-1.dist-info/METADATA", "shop-1.dist-info/RECORD", "a.data/b.py"):
            zipped.writestr(name, "")
    assert unpacked(tmp_path, "shop", ("shop==1",), {}).owners == {"shop": "shop==1"}
    beside = unpacked(tmp_path, "shop", ("shop==1",), {}, beside=True)
    assert beside.owners == {"shop": "shop==1", "shop-1.dist-info": "shop==1"}


def test_no_name_of_an_archive_leads_out_of_the_tree(tmp_path: Path):
    packed = archived(tmp_path / "shop-1.tar.gz", {"../../outside.py": "", "shop/models.py": ""})
    assert [name for name, _ in whole(packed)] == ["shop/models.py"]
