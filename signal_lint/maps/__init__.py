"""The map of a project: its connections as a tree, as tables and as pictures for people, and as JSON for tools."""
