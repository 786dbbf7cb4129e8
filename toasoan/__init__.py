"""Toasoan, the digital newsroom for a group of press units. One Django app a room."""
