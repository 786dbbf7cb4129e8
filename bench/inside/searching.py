"""Searches as readers do, and counts matches as bare SQLite does."""

import random
import time
from collections.abc import Sequence
from typing import Any

from django.db import connection

from toasoan.content.finding.search import articles_search, words_of
from toasoan.content.finding.search_schema import FTS
from toasoan.content.models import SearchEntry
from toasoan.units.models import PressUnit

SEED = 7
# What readers of such papers type, with and without marks.
TYPED = (
    "thuế giá trị gia tăng",
    "thue gia tri gia tang",
    "hải quan",
    "hai quan",
    "ngân sách nhà nước",
    "ngan sach",
    "chứng khoán",
    "kho bạc",
    "đầu tư công",
    "dang",
    "giao duc dai hoc",
    "của",
    "doanh nghiệp nhỏ và vừa",
    "xuất nhập khẩu hàng hóa qua cửa khẩu",
    "không có từ nào như thế này ở đây cả",
    "2026",
)


def answer(unit_key: str, n_queries: int) -> dict[str, Any]:
    """Return the milliseconds of each search and of the bare counts."""
    dice = random.Random(SEED)
    unit = PressUnit.objects.get(key=unit_key)
    queries = [*TYPED, *_from_articles(dice, n_queries - len(TYPED))]
    for words in queries[:3]:
        articles_search(unit=None, words=words)
    rows = []
    for number, words in enumerate(queries):
        # A search on a unit's site and on the portal, by rank and by time.
        scope = None if number % 3 == 0 else unit
        order = "newest" if number % 4 == 3 else "relevance"
        began = time.perf_counter()
        found = articles_search(unit=scope, words=words, order=order)
        ms = (time.perf_counter() - began) * 1000
        rows.append({"words": words, "ms": ms, "total": found.total})
    return {"rows": rows, "bare_ms": _bare_counts(queries)}


def _from_articles(dice: random.Random, count: int) -> list[str]:
    """Return runs of one to five words out of random articles, half without marks."""
    ids = list(SearchEntry.objects.values_list("pk", "page__title", "title"))
    found = []
    while len(found) < count:
        _pk, title, folded = dice.choice(ids)
        words = (title if len(found) % 2 else folded).split()
        length = dice.randint(1, 5)
        start = dice.randrange(max(1, len(words) - length))
        found.append(" ".join(words[start : start + length]))
    return found


def _bare_counts(queries: Sequence[str]) -> list[float]:
    """Return how long SQLite takes to count the entries with all words of each query."""
    with connection.cursor() as cursor:
        times = []
        for query in queries:
            match = " AND ".join(f'"{word}"' for word in words_of(query))
            began = time.perf_counter()
            cursor.execute(f"SELECT count(*) FROM {FTS} WHERE {FTS} MATCH %s", [match])
            cursor.fetchone()
            times.append((time.perf_counter() - began) * 1000)
    return times
