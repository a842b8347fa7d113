"""The map of a project: its connections as a tree, tables or a picture for people, and as JSON for tools."""
