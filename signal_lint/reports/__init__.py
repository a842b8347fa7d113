"""Reports: what a run found, as text for people and as JSON for tools.

Invariant: a report does no I/O; it returns text, and source lines are handed to it.
"""
