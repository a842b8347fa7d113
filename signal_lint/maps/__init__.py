"""The map of a project: its connections as tree, tables and pictures for people, and as JSON for tools."""
