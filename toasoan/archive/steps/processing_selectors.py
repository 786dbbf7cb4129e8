"""Reads of how files are processed, kept to the person's own units."""

from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.archive.models import (
    AssetMedia,
    AssetText,
    CatalogueEntry,
    ProcessingStep,
    Quarantine,
)
from toasoan.archive.steps import made
from toasoan.core.errors import NotFound
from toasoan.units.access import in_units_visible, sees_every_unit
from toasoan.units.models import PressUnit

Name, State = ProcessingStep.Name, ProcessingStep.State
DEEDS = {
    Name.SCAN: gettext_lazy("quét mã độc"),
    Name.FACTS: gettext_lazy("đọc thông số"),
    Name.PREVIEW: gettext_lazy("làm hình xem trước"),
    Name.FILM: gettext_lazy("làm phim"),
    Name.SOUND: gettext_lazy("làm âm thanh"),
    Name.WAVEFORM: gettext_lazy("vẽ sóng âm"),
    Name.TEXT: gettext_lazy("đọc chữ"),
}
SENTENCES = {
    State.WAITING: gettext_lazy("Chờ %(deed)s"),
    State.DOING: gettext_lazy("Đang %(deed)s"),
    State.DONE: gettext_lazy("Đã %(deed)s"),
    State.FAILED: gettext_lazy("Không %(deed)s được"),
    State.SKIPPED: gettext_lazy("Chưa %(deed)s"),
}


PLACES = {
    "film": ("film", "film.mp4"),
    "hls": ("film", "master.m3u8"),
    "poster": ("preview", "poster.jpg"),
    "preview": ("preview", "preview.mp4"),
    "sound": ("sound", "sound.m4a"),
    "waveform": ("waveform", "waveform.svg"),
}


def entries_visible(user: Any) -> QuerySet[CatalogueEntry]:
    """Return the entries of the person's units; of the common store to its keepers."""
    if not user.is_authenticated or not user.is_active:
        return CatalogueEntry.objects.none()
    own = in_units_visible(user)
    return CatalogueEntry.objects.filter(
        own | Q(unit__isnull=True) if sees_every_unit(user) else own
    )


def entry_for_reading(user: Any, pk: int) -> CatalogueEntry:
    """Return the entry.

    Raises:
        NotFound: there is none, or it is another unit's.
    """
    entry = (
        entries_visible(user)
        .filter(pk=pk)
        .select_related("photo", "document", "unit")
        .first()
    )
    if entry is None:
        raise NotFound
    return entry


def step_sentence(step: ProcessingStep) -> str:
    """Return how far the step is, such as “Đang làm phim”."""
    return SENTENCES[State(step.state)] % {"deed": DEEDS[Name(step.name)]}


def steps_line(entry: CatalogueEntry) -> str:
    """Return how far the file is, in one line."""
    steps = sorted(entry.steps.all(), key=lambda step: step.pk)
    if not steps:
        return _("Chờ xử lý")
    return " · ".join(map(step_sentence, steps))


def entries_failed(unit: PressUnit) -> QuerySet[CatalogueEntry]:
    """Return the unit's entries of which a step failed, the newest first."""
    failed = ProcessingStep.objects.filter(entry=OuterRef("pk"), state=State.FAILED)
    return (
        CatalogueEntry.objects.filter(Exists(failed), unit=unit)
        .prefetch_related("steps")
        .order_by("-added_at", "-pk")
    )


def entries_left_count(unit: PressUnit) -> int:
    """Return of how many of the unit's entries something is left to do."""
    left = ProcessingStep.objects.filter(
        entry=OuterRef("pk"), state__in=ProcessingStep.LEFT
    )
    return CatalogueEntry.objects.filter(Exists(left), unit=unit).count()


def text_of(entry: CatalogueEntry) -> AssetText | None:
    """Return the words inside the entry's file."""
    return AssetText.objects.filter(entry=entry).first()


def media_of(entry: CatalogueEntry) -> AssetMedia | None:
    """Return how long and large the entry's recording is."""
    return AssetMedia.objects.filter(entry=entry).first()


def quarantine_of(entry: CatalogueEntry) -> Quarantine | None:
    """Return what the scanner found in the entry's file."""
    return Quarantine.objects.filter(entry=entry).first()


def made_path(entry: CatalogueEntry, part: str, name: str) -> Path:
    """Return the file that was made of the entry's file.

    Raises:
        NotFound: nothing of that name was made.
    """
    step = ProcessingStep.objects.filter(entry=entry).first()
    if step is None or not part.replace("-", "").isalnum():
        raise NotFound
    path = made.folder_of(step.file_hash) / part / Path(name).name
    if not path.is_file() or name.startswith("."):
        raise NotFound
    return path


def playable_of(entry: CatalogueEntry) -> dict[str, tuple[str, str]]:
    """Return which of `PLACES` are there to be asked for."""
    found = {}
    for key, (part, name) in PLACES.items():
        try:
            made_path(entry, part, name)
        except NotFound:
            continue
        found[key] = (part, name)
    return found
