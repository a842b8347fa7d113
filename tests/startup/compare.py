"""Hold the cases of fixtures/startup against Django and against signal-lint, and print what disagrees.

    python tests/startup/compare.py [--python PYTHON]... [--no-boot] [--no-analysis] [CASE...]

CASE is the beginning of the name of a case, such as `names` or `names/one_letter`; without any, all are
compared. Each PYTHON has a Django, under which the cases that name its version are started; without any, it
is the Python that runs this, and cases are started under its version only. With some, a version that a case
names and none of them has is a failure. The exit code is 1 where something disagrees.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Only what is beside this file: signal_lint is that of PYTHONPATH, or of the current folder.
sys.path[0] = str(Path(__file__).resolve().parents[1])
sys.path.insert(0, str(Path.cwd()))

from startup import analysed, booted, reading  # noqa: E402


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--no-boot", action="store_true")
    parser.add_argument("--no-analysis", action="store_true")
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args(words)
    cases = [
        each
        for each in reading.cases()
        if not arguments.cases or any(each.name.startswith(name) for name in arguments.cases)
    ]
    said = {case.name: [] if arguments.no_analysis else of_analysis(case) for case in cases}
    pythons = [] if arguments.no_boot else arguments.python or [sys.executable]
    versions = list(map(booted.version_of, pythons))
    here = [[case for case in cases if version in case.djangos] for version in versions]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for version, seen in zip(versions, pool.map(booted.booted, pythons, here), strict=True):
            for case in cases:
                texts = booted.disagreements(case, seen[case.name]) if case.name in seen else ()
                said[case.name] += [f"Django {version}: {text}" for text in texts]
    missing = sorted({version for case in cases for version in case.djangos} - set(versions))
    if arguments.python and missing:
        print(f"no --python has Django {', '.join(missing)}, which cases name")
    return _reported(said) or int(bool(arguments.python and missing))


def of_analysis(case: reading.Case) -> list[str]:
    try:
        return list(analysed.disagreements(case, analysed.analysed(case)))
    except Exception as error:  # noqa: BLE001  the other cases are to be compared nevertheless
        return [f"the analysis raises {type(error).__name__}: {error}"]


def _reported(said: dict[str, list[str]]) -> int:
    for name, texts in said.items():
        if texts:
            print(name, *texts, sep="\n    ")
    wrong = sum(bool(texts) for texts in said.values())
    print(f"{len(said)} cases, {wrong} of them disagree")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
