"""The recursion over expressions, as a type: how the modules below `expressions` call back into it."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from signal_lint import syntax
from signal_lint.extract.tokens import Cursor

Lower = Callable[[cst.BaseExpression, Cursor], syntax.Expression]
