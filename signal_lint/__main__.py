"""`python -m signal_lint`.

With `-m`, Python looks for every module in the current folder first, and would import the analysed project's.
`python -P -m signal_lint` does not, from the beginning; what stands here can only do so from here on.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if not (sys.flags.safe_path or __file__.startswith(f"{sys.path[0]}/signal_lint/")):
        del sys.path[0]
    from signal_lint.cli import run

    run()
