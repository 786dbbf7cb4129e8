"""Collects and compresses static files as starting the house does."""

from tools.start.prepare import static_collect


def answer() -> None:
    """Fill the static folder of this data folder."""
    static_collect()
