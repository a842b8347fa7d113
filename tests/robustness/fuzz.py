"""Extraction against what a fuzzer makes of real code: no exception, nothing lost, all places in the file.

    python tests/robustness/fuzz.py CORPUS [-max_total_time=900] [any other option of libFuzzer]

Needs atheris, which is on PyPI. CORPUS is a folder where the inputs worth keeping stay, so that another run
begins where this one ended; it is filled with the Python files of the fixtures first.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import atheris

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

with atheris.instrument_imports(include=["signal_lint.extract"]):
    from robustness.inspecting import inspect_bytes

_LONGEST_SEED = 4_000


def one_input(data: bytes) -> None:
    """Fail if extraction breaks a promise on the bytes."""
    if broken := inspect_bytes(data):
        raise AssertionError("\n".join(broken))


def main() -> None:
    """Fill the corpus with seeds, and fuzz."""
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in sorted((REPOSITORY / "fixtures").rglob("*.py")):
        data = seed.read_bytes()
        if len(data) <= _LONGEST_SEED:
            (corpus / hashlib.blake2b(data, digest_size=16).hexdigest()).write_bytes(data)
    # Nesting needs no deep stack here: longer inputs than these are not made.
    atheris.Setup(
        [sys.argv[0], *sys.argv[1:], "-max_len=4000", f"-artifact_prefix={corpus}{os.sep}"], one_input
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
