"""What a recording shows in lists: a picture of it, some seconds of it, how long it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from toasoan.archive.models import AssetMedia, CatalogueEntry
from toasoan.archive.steps import made
from toasoan.archive.steps.processing_selectors import PLACES

RECORDED = frozenset({CatalogueEntry.Kind.VIDEO, CatalogueEntry.Kind.AUDIO})


@dataclass(frozen=True)
class Recording:
    """One recording in a list.

    Attributes:
        duration: as players say it, 2:03.
        poster: where its picture is, "" until there is one; sound has none.
        moving: where some seconds of it without sound are, or "".
        width: of the film, in pixels.
        height: of the film, in pixels.
    """

    duration: str
    poster: str = ""
    moving: str = ""
    width: int = 0
    height: int = 0


def recordings_of(entries: Iterable[CatalogueEntry]) -> dict[int, Recording]:
    """Return the recordings among the entries, by the entry's key, in one query.

    For the entries' own people: their files are sent to nobody else. What lies in
    quarantine shows nothing.
    """
    keys = [entry.pk for entry in entries if entry.kind in RECORDED]
    if not keys:
        return {}
    rows = AssetMedia.objects.filter(entry__in=keys, entry__quarantine__isnull=True)
    return {media.entry_id: _recording(media) for media in rows}


def _recording(media: AssetMedia) -> Recording:
    folder = made.folder_of(media.file_hash)

    def address(what: str) -> str:
        part, name = PLACES[what]
        if not (folder / part / name).is_file():
            return ""
        return reverse("archive_staff:made", args=[media.entry_id, part, name])

    return Recording(
        duration=media.duration_words,
        poster=address("poster"),
        moving=address("preview"),
        width=media.width,
        height=media.height,
    )
