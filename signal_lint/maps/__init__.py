"""The map of a project: every connection, as a tree for people and as JSON for tools."""
