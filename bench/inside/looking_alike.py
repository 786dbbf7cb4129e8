"""Asks which of many photo hashes are near one, and passes over all of them as numpy does."""

import random
import time
from typing import Any

import numpy as np
from django.contrib.auth import get_user_model
from django.db import connection

from toasoan.archive.alike import pdq
from toasoan.archive.alike.similar import memory, similar_photos
from toasoan.archive.models import Photo, PhotoPrint
from toasoan.units.models import PressUnit

SEED = 11
AT_ONCE = 10_000
# Each question has so many true answers among the others.
ANSWERS, EDITED_BITS = 5, 20


def answer(unit_key: str, n_hashes: int, n_questions: int) -> dict[str, Any]:
    """Return the milliseconds of each look-up and of the bare passes."""
    dice = random.Random(SEED)
    unit = PressUnit.objects.get(key=unit_key)
    asked = [dice.randbytes(pdq.BYTES) for _each in range(n_questions)]
    edited = [_edited(dice, each) for each in asked for _time in range(ANSWERS)]
    _fill(unit, [*edited, *(dice.randbytes(32) for _ in range(n_hashes - len(edited)))])
    user = get_user_model().objects.create_superuser(
        email="do@example.vn", password=None, full_name="Đo"
    )
    hashes = [_hash(dice, each) for each in asked]
    began = time.perf_counter()
    similar_photos(hashes[0], user=user)
    first_ms = (time.perf_counter() - began) * 1000
    times = []
    for each in hashes:
        began = time.perf_counter()
        found = similar_photos(each, user=user)
        times.append((time.perf_counter() - began) * 1000)
        if len(found) < ANSWERS:
            raise RuntimeError(f"{len(found)} of {ANSWERS} were found")
    return {"ms": times, "first_ms": first_ms, "bare_ms": _bare_passes(hashes)}


def _edited(dice: random.Random, bits: bytes) -> bytes:
    mask = sum(1 << bit for bit in dice.sample(range(pdq.BITS), EDITED_BITS))
    return (int.from_bytes(bits) ^ mask).to_bytes(pdq.BYTES)


def _hash(dice: random.Random, bits: bytes) -> pdq.Hash:
    turned = (dice.randbytes(pdq.BYTES) for _each in range(7))
    return pdq.Hash(bits=bits, quality=100, turned=(bits, *turned))


def _fill(unit: PressUnit, hashes: list[bytes]) -> None:
    """Add a photo of each hash, without a file, all in the unit."""
    for start in range(0, len(hashes), AT_ONCE):
        part = hashes[start : start + AT_ONCE]
        photos = Photo.objects.bulk_create(
            Photo(
                title=f"Ảnh {start + at}",
                width=3,
                height=2,
                content_hash=f"{start + at:064x}",
                collection=unit.collection,
            )
            for at in range(len(part))
        )
        PhotoPrint.objects.bulk_create(
            PhotoPrint(
                photo=photo,
                content_hash=photo.content_hash,
                algorithm=pdq.ALGORITHM,
                pixels=photo.content_hash,
                bits=bits,
                turned=bits * 8,
                quality=100,
            )
            for photo, bits in zip(photos, part, strict=True)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _bare_passes(hashes: list[pdq.Hash]) -> list[float]:
    """Return how long numpy takes to count the bits that differ, over all hashes."""
    rows = PhotoPrint.objects.order_by("pk").values_list("bits", flat=True)
    joined = b"".join(bytes(bits) for bits in rows.iterator(AT_ONCE))
    words = np.frombuffer(joined, dtype=np.uint64).reshape(-1, 4)
    memory.forget()
    times = []
    for each in hashes:
        began = time.perf_counter()
        for bits in each.turned:
            differing = np.bitwise_count(words ^ np.frombuffer(bits, dtype=np.uint64))
            np.flatnonzero(differing.sum(axis=1, dtype=np.uint16) <= pdq.MATCH_BITS)
        times.append((time.perf_counter() - began) * 1000)
    return times
