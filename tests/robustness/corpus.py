"""Extract everything from every Python file below folders, and check what has to hold of any file.

    python tests/robustness/corpus.py FOLDER… [--jobs N] [--without NAME]

A file must never crash the process, raise, be torn apart by the splitter, take longer than ten seconds, or be
called unreadable if this Python compiles it, unless a limit says so or libcst can't parse it. Files with the
same bytes count once.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from workers import inspected

_SLOWEST = 10
_REPORTED = 5_000


def distinct(folders: list[Path], without: str) -> Iterator[Path]:
    """Yield each Python file below the folders, but those in a folder `without`; the same bytes only once."""
    seen: set[bytes] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if without not in path.parts and path.is_file() and os.access(path, os.R_OK):
                digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
                if digest not in seen:
                    seen.add(digest)
                    yield path


def main() -> int:
    """Inspect, and report; the exit code tells whether anything is broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--without", default="", help="the name of folders to leave out")
    options = parser.parse_args()
    started, size, broken, refused = time.monotonic(), 0, 0, 0
    slowest: list[tuple[float, Path]] = []
    count = 0
    for path, verdict in inspected(distinct(options.folders, options.without), options.jobs):
        count += 1
        if not count % _REPORTED:
            print(f"… {count} files", file=sys.stderr)
        size += path.stat().st_size
        slowest = sorted([*slowest, (verdict.seconds, path)], reverse=True)[:_SLOWEST]
        refused += bool(verdict.refused)
        broken += bool(verdict.broken)
        if verdict.refused and not verdict.broken:
            print(f"refused {path}:{verdict.refused}", flush=True)
        for each in verdict.broken:
            print(f"BROKEN  {path}: {each}", flush=True)
    for seconds, path in slowest:
        print(f"{seconds:7.2f} s  {path}")
    taken = time.monotonic() - started
    print(f"{count} files, {size / 1e6:.0f} MB, in {taken:.0f} s: {broken} broken, {refused} refused")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
