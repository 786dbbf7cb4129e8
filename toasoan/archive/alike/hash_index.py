"""Which of a million 256-bit hashes lie within 31 bits of one, held in memory.

Multi-index hashing (Norouzi, Punjani, Fleet: Fast search in Hamming space with
multi-index hashing, CVPR 2012): of sixteen pieces of sixteen bits, two hashes that differ
in at most 31 bits have one piece in which they differ in at most one. So each piece has a
table sorted by its value, seventeen values are looked up in each, and only what lies there
is compared whole. Nothing is missed. A scan over all hashes reads 32 MB for each question,
and a picture is asked after in eight ways.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

PIECES, PIECE_VALUES = 16, 1 << 16
WORDS = 4
# Farther than this, two hashes may differ by more than a bit in every piece.
SORTED_WITHIN = 2 * PIECES - 1
# Hashes that came since the tables were sorted are compared one by one: so many, or a
# share of a fiftieth, before the tables are sorted again.
LOOSE_LEAST, LOOSE_SHARE = 4_000, 50
NEIGHBOURS = np.array([0, *(1 << bit for bit in range(16))], dtype=np.uint16)
Array = np.ndarray[Any, np.dtype[Any]]


class HashIndex:
    """Hashes by key: about 115 bytes each once sorted, 45 before."""

    def __init__(self) -> None:
        self._count = self._sorted = 0
        # Both have room for more rows than are held.
        self._keys: Array = np.empty(0, dtype=np.int64)
        self._words: Array = np.empty((0, WORDS), dtype=np.uint64)
        self._order: Array = np.empty(0, dtype=np.uint32)
        self._starts: Array = np.empty((0, 0), dtype=np.int64)

    def __len__(self) -> int:
        return self._count

    def add(self, keys: Sequence[int], hashes: Sequence[bytes]) -> None:
        """Hold the hashes too, each 32 bytes, each key new; call `settle` after the last."""
        start, end = self._count, self._count + len(keys)
        self._room_make(end)
        joined = np.frombuffer(b"".join(hashes), dtype=np.uint64)
        self._keys[start:end] = keys
        self._words[start:end] = joined.reshape(-1, WORDS)
        self._count = end

    def settle(self) -> None:
        """Sort the tables when too many hashes lie outside them."""
        loose = self._count - self._sorted
        if loose > LOOSE_LEAST and loose * LOOSE_SHARE > self._sorted:
            self._sort()

    def near(self, sought: bytes, within: int) -> dict[int, int]:
        """Return key → distance of every hash that differs in at most `within` bits."""
        words = np.frombuffer(sought, dtype=np.uint64)
        if not self._sorted or within > SORTED_WITHIN:
            return self._measured(slice(0, self._count), words, within)
        found = self._measured(self._likely(words), words, within)
        return found | self._measured(slice(self._sorted, self._count), words, within)

    def _measured(self, places: Any, words: Array, within: int) -> dict[int, int]:
        differing = np.bitwise_count(self._words[places] ^ words)
        distances = differing.sum(axis=1, dtype=np.uint16)
        hits = np.flatnonzero(distances <= within)
        keys = self._keys[places][hits]
        return dict(zip(keys.tolist(), distances[hits].tolist(), strict=True))

    def _room_make(self, rows: int) -> None:
        if rows <= len(self._keys):
            return
        more = rows + rows // 8 + 256 - self._count
        held = slice(0, self._count)
        self._keys = np.concatenate([self._keys[held], np.empty(more, np.int64)])
        room = np.empty((more, WORDS), np.uint64)
        self._words = np.concatenate([self._words[held], room])

    def _likely(self, words: Array) -> Array:
        """Return the places of the hashes one piece of which is at most a bit away."""
        values = words.view(np.uint16)[:, None] ^ NEIGHBOURS
        table = np.arange(PIECES)[:, None]
        starts = self._starts[table, values].ravel()
        counts = self._starts[table, values.astype(np.int64) + 1].ravel() - starts
        # The ranges start … start + count, laid end to end.
        ends = np.cumsum(counts)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + counts, counts)
        return self._order[places]

    def _sort(self) -> None:
        count = self._count
        pieces = self._words[:count].view(np.uint16)
        order = np.empty((PIECES, count), dtype=np.uint32)
        starts = np.zeros((PIECES, PIECE_VALUES + 1), dtype=np.int64)
        for piece in range(PIECES):
            values = np.ascontiguousarray(pieces[:, piece])
            order[piece] = np.argsort(values, kind="stable")
            held = np.bincount(values, minlength=PIECE_VALUES)
            starts[piece, 1:] = np.cumsum(held)
            starts[piece] += piece * count
        self._order, self._starts, self._sorted = order.ravel(), starts, count
