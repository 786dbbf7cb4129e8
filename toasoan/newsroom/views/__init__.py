"""What the newsroom answers."""
