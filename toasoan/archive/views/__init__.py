"""What the archive answers."""
