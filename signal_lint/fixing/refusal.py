"""Why an edit is not made."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  it is no error: the code stays as it is
    """An edit cannot be made without losing or breaking something; the text says what, in a few words."""
