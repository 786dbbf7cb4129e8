"""Files of photos on stored pages: which pages show them, and when they may go."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.db.models import Max, Q
from wagtail.models import Page

from toasoan.archive.models import Photo
from toasoan.archive.services import photo_renditions_delete
from toasoan.content.models import AuthorPage, StandardPage
from toasoan.content.selectors import pages_live_with
from toasoan.core import clock
from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem, ReaderListing, RetiredFiles, StalePath
from toasoan.publicsite.selectors import pages_listing
from toasoan.publicsite.sites import ReaderSite, sites_all

# A reader may still scroll through a page opened before; its pictures load late.
KEPT_FOR_READERS = timedelta(hours=1)


def pages_showing(photo: Photo) -> list[tuple[ReaderSite, list[str]]]:
    """Return the stored pages of each site that show the photo."""
    pages = pages_live_with(photo)
    ids = [page.pk for page in pages]
    items = ReaderItem.objects.filter(
        Q(photo=photo.pk) | Q(pk__in=ids) | Q(source__in=ids)
    )
    found: list[tuple[ReaderSite, list[str]]] = []
    for site in sites_all():
        paths = dict.fromkeys(
            path
            for item in items
            if site.unit is not None and item.unit_id == site.unit.pk
            for path in _paths_of_item(item, photo)
        )
        paths |= dict.fromkeys(_paths_of_structure(site, pages))
        if site.unit is None and any(item.photo_id == photo.pk for item in items):
            paths |= dict.fromkeys(addresses.PORTAL)
        if paths:
            found.append((site, list(paths)))
    return found


def _paths_of_item(item: ReaderItem, photo: Photo) -> list[str]:
    if item.photo_id != photo.pk:
        # Only the body shows it: no list does.
        is_in_gallery = photo.pk in item.pictures
        own = [addresses.picture_path(item.pk, photo.pk)] if is_in_gallery else []
        return [item.path, *own]
    keys = ReaderListing.objects.filter(item=item).values_list("key", flat=True)
    return pages_listing(item, list(keys))


def _paths_of_structure(site: ReaderSite, pages: Collection[Page]) -> Iterator[str]:
    for page in pages:
        if not page.url_path.startswith(site.root.url_path):
            continue
        if page.specific_class is AuthorPage:
            yield from addresses.stored_pages(addresses.author_path(page.slug))
        elif page.specific_class is StandardPage:
            yield site.path_of(page.url_path)


def files_retire(photo: Photo, renditions: Collection[int]) -> None:
    """Have the renditions deleted when every page marked until now is baked anew.

    These are all that are outdated: what was retired before waits with them, or
    stays when it fits the photo again.
    """
    last = StalePath.objects.aggregate(last=Max("pk"))["last"] or 0
    RetiredFiles.objects.update_or_create(
        photo_id=photo.pk,
        defaults={
            "renditions": sorted(renditions),
            "last_stale": last,
            "retired_at": clock.now(),
        },
    )


def files_release() -> int:
    """Delete retired files that no stored page shows any more; return how many."""
    released = 0
    due = RetiredFiles.objects.filter(retired_at__lte=clock.now() - KEPT_FOR_READERS)
    for row in due:
        if not StalePath.objects.filter(pk__lte=row.last_stale).exists():
            released += photo_renditions_delete(
                photo_id=row.photo_id, renditions=row.renditions
            )
            row.delete()
    return released
