"""A photo's renditions are public while readers meet it, and at no other time.

Whoever decides holds the photo's row: a publication that shows it holds the row, too,
so one of the two waits and then sees what the other did.
"""

from typing import Any

from django.db import transaction

from toasoan.archive.models import Photo, PhotoRendition
from toasoan.archive.storing.public import picture_mark, picture_unmark
from toasoan.archive.uses import asset_is_shown


def picture_admit(name: str) -> bool:
    """The rendition is public if readers meet its photo; return whether they do."""
    # Asked first without holding anything: what was taken down is still asked for a lot.
    photo = _photos_of(name).first()
    if photo is None or not asset_is_shown(photo):
        return False
    with transaction.atomic():
        held = _photo_held(name)
        is_shown = held is not None and asset_is_shown(held)
        if is_shown:
            picture_mark(name)
    return is_shown


@transaction.atomic
def picture_withdraw(name: str) -> bool:
    """The rendition is private unless readers meet its photo; return whether it was public.

    A file that is no rendition of anything any more is nobody's, either.
    """
    photo = _photo_held(name)
    if photo is not None and asset_is_shown(photo):
        return False
    return picture_unmark(name)


def _photo_held(name: str) -> Any:
    return _photos_of(name).select_for_update().first()


def _photos_of(name: str) -> Any:
    found = PhotoRendition.objects.filter(file=name)
    return Photo.with_binned.filter(pk__in=found.values("image"))
