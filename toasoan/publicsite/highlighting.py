"""Marking what was searched for, in the marked form the text has it."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString

from toasoan.core.text import fold, nfc


def marked(text: str, words: str) -> SafeString:
    """Return the text as HTML with every searched syllable in <mark>.

    "thue" marks "Thuế": both are compared folded, the text is shown as it is.
    """
    text = nfc(text)
    wanted = set(re.findall(r"\w+", fold(words)))
    parts: list[str] = []
    end = 0
    for start, stop in _runs(text, wanted):
        parts.append(escape(text[end:start]))
        parts.append(f"<mark>{escape(text[start:stop])}</mark>")
        end = stop
    parts.append(escape(text[end:]))
    # Every piece was escaped above.
    return SafeString("".join(parts))


def _runs(text: str, wanted: set[str]) -> list[tuple[int, int]]:
    """Return where searched syllables stand; neighbours count as one run."""
    runs: list[tuple[int, int]] = []
    for found in re.finditer(r"\w+", text):
        if fold(found[0]) not in wanted:
            continue
        if runs and text[runs[-1][1] : found.start()].isspace():
            runs[-1] = (runs[-1][0], found.end())
        else:
            runs.append((found.start(), found.end()))
    return runs
