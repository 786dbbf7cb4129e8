"""The catalogue's note of what is used: rooms above say what they show, a job writes it."""

from django.db import transaction

from toasoan.archive.models import CatalogueEntry
from toasoan.archive.uses import assets_in_use

SOME = 200


def entries_used_note() -> int:
    """Every entry says whether something shows its asset; return how many changed."""
    used: dict[str, set[int]] = {"photo": set(), "document": set()}
    for room in assets_in_use:
        for of, key in assets_in_use[room]():
            used[of].add(key)
    changed = 0
    for of, keys in used.items():
        rows = CatalogueEntry.objects.filter(is_used=True, **{f"{of}__isnull": False})
        noted = set(rows.values_list(of, flat=True))
        changed += _note(of, sorted(keys - noted), is_used=True)
        changed += _note(of, sorted(noted - keys), is_used=False)
    return changed


def _note(of: str, keys: list[int], *, is_used: bool) -> int:
    changed = 0
    for start in range(0, len(keys), SOME):
        with transaction.atomic():
            # Locked: the marks are written from what the row says of everything else.
            rows = CatalogueEntry.objects.select_for_update().filter(
                **{f"{of}__in": keys[start : start + SOME]}
            )
            for entry in rows.order_by("pk"):
                entry.is_used = is_used
                entry.save(update_fields=["is_used"])
                changed += 1
    return changed
