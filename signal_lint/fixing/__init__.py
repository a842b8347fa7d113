"""From edits to new texts of files: what a fix changes, and not a byte more.

passes -> which fixes are made together, until none is left
rewriting -> one text and its edits to a new text, by one transformer over libcst's tree
replacements -> one fix alone, as the texts to write in place of others
file_text -> bytes to text and back; replacing -> a file on disk gets its new bytes, or keeps its old ones
"""
