"""What must hold of files that came in, as sentences about what does not."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from PIL import Image

from tests.kill.intake_files import Sent
from toasoan.archive import sizes
from toasoan.archive.models import (
    ArchiveDocument,
    AssetMedia,
    CatalogueEntry,
    IncomingFile,
    Photo,
    PhotoPrint,
    ProcessingStep,
    RenditionsDue,
    Upload,
)
from toasoan.archive.steps import made, processing

Kind = CatalogueEntry.Kind
ENDED = (ProcessingStep.State.DONE, ProcessingStep.State.SKIPPED)
FORMATS = (sizes.FIRST_FORMAT, *sizes.LATER_FORMATS)
PARTS = {Kind.VIDEO: ("preview", "film"), Kind.AUDIO: ("sound", "waveform")}


def is_at_rest(sent: list[Sent]) -> bool:
    """Return whether every file is in or refused, and nothing of any is left to do."""
    return (
        IncomingFile.objects.count() >= len(sent)
        and not Upload.objects.filter(state=Upload.State.RECEIVED).exists()
        and not RenditionsDue.objects.exists()
        and not ProcessingStep.objects.filter(state__in=ProcessingStep.LEFT).exists()
        and not CatalogueEntry.objects.filter(steps=None).exists()
        and not Photo.objects.filter(fingerprint=None).exists()
    )


def problems_of(sent: list[Sent]) -> Iterator[str]:
    """Say of each file what is wrong with it; and what is there that nobody sent."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        word = cursor.fetchone()[0]
    if word != "ok":
        yield f"database: {word}"
    rows = Counter(IncomingFile.objects.values_list("name", "state"))
    wanted = Counter(
        (each.name, "kept" if each.is_good else "refused") for each in sent
    )
    yield from (f"{name} {state}: too few" for name, state in wanted - rows)
    yield from (f"{name} {state}: too many" for name, state in rows - wanted)
    assets = [*Photo.objects.all(), *ArchiveDocument.objects.all()]
    titles = Counter(asset.title for asset in assets)
    kept = {Path(each.name).stem: each for each in sent if each.is_good}
    yield from (f"{title}: {n} times" for title, n in titles.items() if n > 1)
    yield from (f"{title}: lost" for title in kept.keys() - titles.keys())
    yield from (f"{title}: nobody sent it" for title in titles.keys() - kept.keys())
    for asset in assets:
        if asset.title in kept:
            yield from _asset_problems(asset, kept[asset.title])
    yield from _folder_problems()


def originals_unowned() -> int:
    """Return how many stored originals no row knows of."""
    known = {asset.file.name for asset in Photo.objects.all()}
    root = Path(settings.MEDIA_ROOT)
    found = {str(p.relative_to(root)) for p in root.glob("originals/*/*/*")}
    return len(found - known)


def _asset_problems(asset: Photo | ArchiveDocument, sent: Sent) -> Iterator[str]:
    with asset.open_file() as file:
        stored = hashlib.file_digest(file, "sha256").hexdigest()
    if stored != hashlib.sha256(sent.data).hexdigest():
        yield f"{sent.name}: what is stored is not what was sent"
    entry = CatalogueEntry.objects.get(**{_of(asset): asset})
    states = list(entry.steps.values_list("name", "state", "why"))
    if len(states) != len(processing.STEPS_OF[Kind(entry.kind)]):
        yield f"{sent.name}: steps {states}"
    for name, state, why in states:
        if state not in ENDED:
            yield f"{sent.name}: step {name} is {state} {why}"
    if isinstance(asset, Photo):
        yield from _photo_problems(asset, sent.name)
    yield from _made_problems(entry, sent.name)


def _of(asset: Photo | ArchiveDocument) -> str:
    return "photo" if isinstance(asset, Photo) else "document"


def _photo_problems(photo: Photo, name: str) -> Iterator[str]:
    specs = Counter(photo.renditions.values_list("filter_spec", flat=True))
    wanted = Counter(sizes.standard_specs(photo.width, photo.height, FORMATS))
    yield from (f"{name}: no {spec}" for spec in wanted - specs)
    yield from (f"{name}: one too many, {spec}" for spec in specs - wanted)
    for rendition in photo.renditions.all():
        try:
            with rendition.file.open() as file, Image.open(file) as picture:
                picture.load()
        except (OSError, SyntaxError, ValueError) as error:
            yield f"{name}: {rendition.filter_spec} is broken: {error}"
    if PhotoPrint.objects.filter(photo=photo).count() != 1:
        yield f"{name}: not one print"


def _made_problems(entry: CatalogueEntry, name: str) -> Iterator[str]:
    parts = PARTS.get(Kind(entry.kind), ())
    if not parts:
        return
    folder = made.folder_of(entry.steps.first().file_hash)
    done = set(
        entry.steps.filter(state="done", name__in=parts).values_list("name", flat=True)
    )
    yield from (
        f"{name}: no {part}" for part in done if not any((folder / part).iterdir())
    )
    yield from (f"{name}: left {each.name}" for each in folder.glob(f"{made.WORK}*"))
    if not AssetMedia.objects.filter(entry=entry).exists():
        yield f"{name}: no facts"


def _folder_problems() -> Iterator[str]:
    yield from (
        f"{path.name} was left over" for path in Path(settings.UPLOAD_DIR).glob("*")
    )
    for path in Path(settings.INCOMING_DIR).glob("*/*"):
        if path.is_file():
            yield f"{path.name} still lies in the watched folder"
    for path in Path(settings.INCOMING_DIR).glob("*/tu-choi/*/*.jpg"):
        if not path.with_name(f"{path.name}.vi-sao.txt").exists():
            yield f"{path.name} lies without a reason"
