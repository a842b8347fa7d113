"""Text for people: safe to print, counted and styled."""
