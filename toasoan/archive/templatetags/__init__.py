"""Template tags of the archive room."""
