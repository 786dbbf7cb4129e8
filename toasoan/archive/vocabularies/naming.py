"""Whether two names are one: tone marks may sit elsewhere or lack, not differ.

"Hoà Bình" is "Hòa Bình", and a file's "Hoa Binh" is either when there is only one; but
Nguyễn Văn An is not Nguyễn Văn Ân.
"""

import unicodedata
from collections.abc import Sequence

from toasoan.archive.models.vocabularies import Concept, name_folded
from toasoan.archive.search.search_words import WORD
from toasoan.core.text import nfc


def those_named(concepts: Sequence[Concept], text: str) -> list[Concept]:
    """Return those that the text names, of concepts some name of which folds like it."""
    spelled = name_spelled(text)
    exact = [
        each
        for each in concepts
        if any(name_spelled(name) == spelled for name in each.names())
    ]
    if exact:
        return exact
    is_bare = not any(marks for _word, marks in spelled)
    return list(concepts) if is_bare and len(concepts) == 1 else []


def name_spelled(name: str) -> tuple[tuple[str, str], ...]:
    """Return each word folded, and its marks in no order."""
    return tuple(
        (name_folded(word), _marks(word)) for word in WORD.findall(nfc(name).lower())
    )


def _marks(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return "".join(
        sorted(c for c in apart if unicodedata.category(c) == "Mn" or c == "đ")
    )
