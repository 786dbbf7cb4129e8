"""Fills the catalogue with made-up entries and looks for them as people do."""

import random
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from toasoan.archive.models import CatalogueEntry, Photo
from toasoan.archive.search.cards import query_of
from toasoan.archive.search.finding import EntriesWanted, entries_find, facets_count
from toasoan.archive.search.search_words import marks_of, place_of
from toasoan.core import clock
from toasoan.security.models import User
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.services import membership_add

SEED, AT_ONCE, YEARS = 4, 2_000, 10
ONSETS = "b c ch d g gi h kh l m n ng nh ph qu r s t th tr v x".split()  # noqa: SIM905
RIMES = "a ai am an ang anh ao e em en eo i in inh o oa oi on ong u ung uyen".split()  # noqa: SIM905
WORDS = [onset + rime for onset in ONSETS for rime in RIMES]
# A few syllables are in most captions, most are rare, as in print.
WEIGHTS = [1 / (rank + 3) for rank in range(len(WORDS))]
CREDITS = [f"Phong vien {number}" for number in range(300)]
TAGS = [f"the {number}" for number in range(400)]
KINDS = ("photo",) * 90 + ("video",) * 6 + ("audio",) * 1 + ("document",) * 3
USAGES = ("staff",) * 60 + ("agency",) * 25 + ("unknown",) * 14 + ("forbidden",)
SHAPES = ("lying",) * 75 + ("standing",) * 22 + ("square",) * 3


def answer(unit_key: str, count: int, n_queries: int) -> dict[str, Any]:
    """Return the milliseconds of each search with two facets and of each page."""
    dice = random.Random(SEED)
    dice.shuffle(WORDS)
    began = time.perf_counter()
    _fill(dice, count)
    filled_s = time.perf_counter() - began
    unit = PressUnit.objects.get(key=unit_key)
    member, keeper = _people(unit)
    queries = list(_queries(dice, n_queries))
    for wanted in queries[:3]:
        entries_find(member, wanted)
    search = []
    for number, wanted in enumerate(queries):
        user = keeper if number % 4 == 3 else member
        began = time.perf_counter()
        found = entries_find(user, wanted)
        facets_count(user, found.places)
        ms = (time.perf_counter() - began) * 1000
        search.append({"ms": ms, "total": found.total, **wanted.told()})
    return {"filled_s": filled_s, "search": search, "grid": _pages(member, queries)}


def _pages(member: User, queries: list[EntriesWanted]) -> list[dict[str, float]]:
    client = Client(headers={"host": f"localhost:{settings.PUBLIC_PORT}"})
    client.force_login(member)
    rows = []
    for number, wanted in enumerate([EntriesWanted(), *queries]):
        address = f"/toa-soan/kho/?{query_of(wanted)}"
        began = time.perf_counter()
        response = client.get(address)
        ms = (time.perf_counter() - began) * 1000
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
        if number:  # the first reads the templates
            rows.append({"ms": ms})
    return rows


def _people(unit: PressUnit) -> tuple[User, User]:
    member = User.objects.create_user("tim@vidu.vn", None, full_name="Người Tìm")
    membership_add(
        user=member,
        organisation=unit.organisation,
        role=Role.REPORTER,
        valid_from=clock.today() - timedelta(days=1),
    )
    keeper = User.objects.create_user(
        "giu@vidu.vn", None, full_name="Người Giữ", is_superuser=True
    )
    return member, keeper


def _fill(dice: random.Random, count: int) -> None:
    units = list(PressUnit.objects.select_related("collection").order_by("pk"))
    newest = clock.now()
    step = timedelta(days=365 * YEARS) / count
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        moments = [newest - step * (count - number) for number in numbers]
        owners = [dice.choice(units) for _ in numbers]
        photos = Photo.objects.bulk_create(
            Photo(
                title="x", file="x.jpg", width=3, height=2, collection=unit.collection
            )
            for unit in owners
        )
        CatalogueEntry.objects.bulk_create(
            _entry(dice, *each) for each in zip(photos, owners, moments, strict=True)
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if _is_postgresql() else "ANALYZE")


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _entry(
    dice: random.Random, photo: Photo, unit: PressUnit, moment: datetime
) -> CatalogueEntry:
    words = dice.choices(WORDS, WEIGHTS, k=dice.randint(12, 45))
    entry = CatalogueEntry(
        photo=photo,
        unit=unit,
        kind=dice.choice(KINDS),
        title=" ".join(words[:8]),
        words=" ".join(words),
        credit=dice.choice(CREDITS),
        usage=dice.choice(USAGES),
        shape=dice.choice(SHAPES),
        tags="\n".join(dice.sample(TAGS, dice.randint(0, 4))),
        is_used=dice.random() < 0.2,
        added_at=moment,
    )
    entry.place, entry.marks = place_of(entry), marks_of(entry)
    return entry


def _queries(dice: random.Random, count: int) -> Iterator[EntriesWanted]:
    """Yield searches of nought to four words, each with two facets."""
    facets: list[dict[str, Any]] = [
        {"kind": "photo", "usage": "staff"},
        {"kind": "photo", "shape": "standing"},
        {"usage": "agency", "used": "co"},
        {"kind": "video", "usage": "unknown"},
        # Hardly ever together.
        {"kind": "audio", "shape": "square"},
        {"usage": "forbidden", "shape": "square"},
        {"credit": CREDITS[7], "used": "chua"},
        {"tag": TAGS[11], "kind": "photo"},
        {"kind": "photo", "since": date(2022, 1, 1), "until": date(2022, 3, 31)},
    ]
    for number in range(count):
        words = dice.choices(WORDS, WEIGHTS, k=number % 5)
        typed = " ".join(words)
        if number % 7 == 0 and len(words) > 1:
            typed = f'"{typed}"'
        yield EntriesWanted(words=typed, **facets[number % len(facets)])
