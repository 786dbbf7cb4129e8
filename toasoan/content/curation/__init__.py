"""What is gathered from items: fronts, running stories, packages."""
