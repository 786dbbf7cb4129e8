"""Draws the illustrations of the trial material; run as `python -m tools.demo_pictures`."""
