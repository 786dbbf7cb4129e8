"""The order of the Vietnamese alphabet, in the database and in Python.

PostgreSQL has it from ICU as "vi-x-icu"; SQLite is given one of the same name.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F
from django.db.models.functions import Collate

NAME = "vi-x-icu"
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# huyền, hỏi, ngã, sắc, nặng: compared only where the letters are alike.
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def alphabetical(field: str) -> Collate:
    """Return what to order by, so that Đặng stands after Dũng and before Em."""
    return Collate(F(field), NAME)


@lru_cache(maxsize=4096)
def alphabet_key(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]:
    """Return a key that sorts as a Vietnamese dictionary does: letters, then tones."""
    letters = []
    tones = []
    for char in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", char)
        tones.append(sum(TONES.get(part, 0) for part in parts))
        bare = "".join(part for part in parts if part not in TONES)
        letter = unicodedata.normalize("NFC", bare)
        place = ALPHABET.find(letter) if letter else -1
        letters.append((1, place) if place >= 0 else (0, ord(char)))
    return tuple(letters), tuple(tones), text


def collation_add(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Teach a new SQLite connection the alphabet; PostgreSQL knows it."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NAME, _compare)


def _compare(one: str, other: str) -> int:
    first, second = alphabet_key(one), alphabet_key(other)
    return (first > second) - (first < second)
