"""The entries somebody ticked, as an address or a form names them."""

from collections.abc import Iterable

DIGITS_MAX = 18
PICKED_MOST = 200


def picked_keys(told: Iterable[str]) -> list[int]:
    """Return the keys named, each once, the first ones of too many."""
    keys = [
        int(text)
        for text in told
        if text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX
    ]
    return list(dict.fromkeys(keys))[:PICKED_MOST]
