"""One file -> facts: everything that reads code, and the only place that parses it.

Invariant: libcst is the only parser of analysed code, and it is imported at the
first parse (it costs 150 ms): only `reading` asks for `parsing`, when it needs it.
"""

from signal_lint.extract.deep_stack import run_with_deep_stack
from signal_lint.extract.sources import FileSources

__all__ = ["FileSources", "run_with_deep_stack"]
