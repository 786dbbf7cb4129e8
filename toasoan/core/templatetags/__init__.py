"""Template tags of the core room."""
