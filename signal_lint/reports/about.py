"""What a report says of the tool that made it."""

from __future__ import annotations

NAME = "signal-lint"
URL = "https://pypi.org/project/signal-lint/"
INTERNAL_ERROR = "SGL902"
"""The code of what is no finding, but a mistake in the tool."""
