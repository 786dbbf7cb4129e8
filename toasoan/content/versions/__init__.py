"""The versions of an item, and what changed between any two."""
