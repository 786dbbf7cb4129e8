"""Trial material: people, stories and pictures that show the house at work."""
