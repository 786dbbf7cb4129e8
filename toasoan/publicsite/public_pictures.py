"""Pictures are public while a stored page names them.

What a page names becomes public before the page is stored. What a page names no more is
asked after once every page that waits is baked: most still stands somewhere else.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Max, Min, Q

from toasoan.archive.models import PhotoRendition
from toasoan.archive.pictures.publishing import picture_withdraw
from toasoan.archive.storing.public import (
    picture_mark,
    pictures_named,
    pictures_public,
    stem_of,
)
from toasoan.archive.uses import assets_in_use
from toasoan.core import clock
from toasoan.publicsite import store
from toasoan.publicsite.models import LeavingPicture, StalePath

# Pages that cannot be baked keep nothing public for longer.
WAITS_AT_MOST = timedelta(minutes=10)
SOME = 500


def pictures_follow(
    host: str, path: str, body: bytes = b"", shown: Collection[str] = ()
) -> None:
    """What the page is about to show is public; what it named only before may go.

    Called before the page is stored or taken out: killed in between, the picture is
    public a moment early or asked after in vain.

    Args:
        host: the site's.
        path: of the page.
        body: as it will be stored, empty when it is taken out.
        shown: the renditions it was made with; an address somebody typed into a text
            makes no picture public.

    Raises:
        PathRefused: the address cannot name a page of the store.
    """
    named = pictures_named(body)
    stems = {stem_of(name) for name in shown}
    for stem, name in named.items():
        if stem in stems:
            picture_mark(name)
    before = pictures_named(store.page_read(host, path) or b"")
    pictures_leave({s: name for s, name in before.items() if s not in named})


def pictures_leave(left: Mapping[str, str]) -> None:
    """Have these pictures asked after: a page that named them does no more."""
    if not left:
        return
    last = StalePath.objects.aggregate(last=Max("pk"))["last"] or 0
    now = clock.now()
    LeavingPicture.objects.bulk_create(
        [
            LeavingPicture(stem=stem, name=name, last_stale=last, left_at=now)
            for stem, name in sorted(left.items())
        ],
        update_conflicts=True,
        unique_fields=["stem"],
        update_fields=["name", "last_stale"],
        batch_size=SOME,
    )


def pictures_withdraw() -> int:
    """Pictures that left their last page are private; return how many were public."""
    oldest = StalePath.objects.aggregate(oldest=Min("pk"))["oldest"]
    rows = LeavingPicture.objects.order_by("pk")
    if oldest is not None:
        waited = Q(left_at__lte=clock.now() - WAITS_AT_MOST)
        rows = rows.filter(Q(last_stale__lt=oldest) | waited)
    return sum(_withdraw(pk, name) for pk, name in rows.values_list("pk", "name"))


@transaction.atomic
def _withdraw(pk: int, name: str) -> bool:
    # Forgotten first: a page that drops it from now on waits, then notes it anew.
    LeavingPicture.objects.filter(pk=pk).delete()
    return picture_withdraw(name)


def pictures_sweep() -> int:
    """Have every public picture asked after that nothing in use shows; return how many."""
    shown = (pair for room in assets_in_use for pair in assets_in_use[room]())
    used = {key for of, key in shown if of == "photo"}
    public = pictures_public()
    count = 0
    while names := list(islice(public, SOME)):
        rows = PhotoRendition.objects.filter(file__in=names)
        known = dict(rows.values_list("file", "image"))
        left = {stem_of(name): name for name in names if known.get(name) not in used}
        pictures_leave(left)
        count += len(left)
    return count
