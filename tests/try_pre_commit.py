"""Run both hooks with the real pre-commit, from a git clone of this repository.

    python tests/try_pre_commit.py

Needs git and the network: pre-commit installs signal-lint and what it depends on. So it is no part
of the test run; .ci/run calls it. What is committed is what is tried.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from small_project import write_project

REPOSITORY = Path(__file__).parents[1]
EXPECTED = {
    "signal-lint": ["SGL001", "SGL003"],
    "signal-lint-changed": ["SGL001"],
}


def main() -> int:
    """Try the hooks on a small project; return 0 if they find what they should."""
    with tempfile.TemporaryDirectory() as folder:
        project = write_project(Path(folder))
        git(project, "init", "--quiet")
        git(project, "add", ".")
        results = [right(project, hook) for hook in EXPECTED]
    return 0 if all(results) else 1


def right(project: Path, hook: str) -> bool:
    """Try one hook on the signals of the shop and print what came of it."""
    files = ["--files", "shop/signals.py", "shop/apps.py"]
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(REPOSITORY), hook, *files]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    codes = sorted({word for word in ran.stdout.split() if word.startswith("SGL")})
    verdict = ran.returncode == 1 and codes == EXPECTED[hook]
    print(f"{hook}: exit {ran.returncode}, {', '.join(codes)}: {'as expected' if verdict else 'WRONG'}")
    if not verdict:
        print(ran.stdout, ran.stderr)
    return verdict


def git(folder: Path, *argv: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *argv], cwd=folder, check=True)


if __name__ == "__main__":
    sys.exit(main())
