"""What must hold after a kill, as sentences about what does not."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from bench.house import House
from tests.kill.staffing import Places, Waiting
from toasoan.content.models import DepositRecord
from toasoan.content.services.deposit import deposit_is_whole
from toasoan.core.models import DeliveryState, OutboxDelivery, OutboxEvent
from toasoan.publicsite import store
from toasoan.publicsite.baking import page_render
from toasoan.publicsite.models import ReaderItem, ReaderListing, StalePath
from toasoan.publicsite.services import paths_of_items
from toasoan.publicsite.sites import site_of_unit
from toasoan.security.models import AuditEntry
from toasoan.units.models import PressUnit

PUBLISHED = "content.item_published"
# How many of the newest items each list shows.
DEPTHS = {"/": 12, "/rss.xml": 30}
SECTION_DEPTH = 20
# A quiet section of a front page may show again what stands at its top.
BELOW_THE_FRONT = b'class="page sec"'
ENDS = {".html": b"</html>", ".xml": b"</rss>"}


def settled(pk: int) -> bool:
    """Return whether every subscriber has heard of the item and no page waits."""
    pending = OutboxDelivery.objects.filter(
        state=DeliveryState.PENDING, event__aggregate=f"item:{pk}"
    )
    return not pending.exists() and not StalePath.objects.exists()


def drained() -> bool:
    """Return whether nothing at all waits in the outbox."""
    pending = OutboxDelivery.objects.filter(state=DeliveryState.PENDING)
    return not pending.exists() and not StalePath.objects.exists()


def is_live(pk: int) -> bool:
    """Return whether the database has the item published."""
    return Page.objects.filter(pk=pk, live=True).exists()


# --- With everything dead ----------------------------------------------------------


def wreck_problems(places: Places, article: Waiting) -> Iterator[str]:
    """Say what is broken while no process runs."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        word = cursor.fetchone()[0]
    if word != "ok":
        yield f"database: {word}"
    for path in (article.path, *places.lists):
        yield from file_problems(places.host, path)


def file_problems(host: str, path: str) -> Iterator[str]:
    """Say whether a stored page is only part of one; an absent page is whole."""
    file = store.file_of(host, path)
    body = store.page_read(host, path)
    if body is None:
        return
    if not body.rstrip().endswith(ENDS[file.suffix]):
        yield f"{path}: the stored page has no end"
    for ending, unpack in ((".gz", gzip.decompress), (".br", brotli.decompress)):
        variant = file.with_name(file.name + ending)
        # A variant of another time is never sent.
        if not _same_time(variant, file):
            continue
        if unpack(variant.read_bytes()) != body:
            yield f"{path}: {ending} holds another page"


def _same_time(variant: Path, file: Path) -> bool:
    return variant.exists() and variant.stat().st_mtime_ns == file.stat().st_mtime_ns


# --- With everything running again ---------------------------------------------------


def unpublished_problems(
    house: House, places: Places, article: Waiting
) -> Iterator[str]:
    """Say where an item shows that is not public."""
    asker = house.asker(places.host)
    if asker.get(article.path).status != 404:
        yield f"{article.path}: answers though it is not public"
    for path in places.lists:
        if article.headline.encode() in asker.get(path).body:
            yield f"{path}: lists {article.pk}, which is not public"
    asker.close()
    if _events(article.pk) or DepositRecord.objects.filter(item_id=article.pk).exists():
        yield f"{article.pk}: left a trace though it is not public"


def published_problems(house: House, places: Places, article: Waiting) -> Iterator[str]:
    """Say what is missing or doubled of an item that is public."""
    pk = article.pk
    yield from _row_problems(pk)
    for path in (article.path, *places.lists):
        yield from file_problems(places.host, path)
        yield from _variant_problems(places.host, path)
    asker = house.asker(places.host)
    page = asker.get(article.path)
    if page.status != 200 or article.headline.encode() not in page.body:
        yield f"{article.path}: {page.status}, headline not there"
    for path in places.lists:
        body = asker.get(path).body.split(BELOW_THE_FRONT)[0]
        count = _times_listed(body, article.path)
        if count != 1 and (count > 1 or _is_within(pk, path)):
            yield f"{path}: lists {pk} {count} times {_beside(body, article.path)}"
    asker.close()


def _row_problems(pk: int) -> Iterator[str]:
    firsts = [event for event in _events(pk) if event.payload.get("is_first")]
    counts = {
        "publication events": len(_events(pk)),
        "first publications": len(firsts),
        "records of deposit": DepositRecord.objects.filter(
            item_id=pk, kind=DepositRecord.Kind.PUBLISHED
        ).count(),
        "rows in the readers' index": ReaderItem.objects.filter(pk=pk).count(),
        "audit entries": AuditEntry.objects.filter(
            action=PUBLISHED, target_id=str(pk)
        ).count(),
    }
    yield from (f"{pk}: {count} {name}" for name, count in counts.items() if count != 1)
    keys = list(ReaderListing.objects.filter(item=pk).values_list("key", flat=True))
    if len(keys) != len(set(keys)):
        yield f"{pk}: twice in a list"
    if not deposit_is_whole(pk):
        yield f"{pk}: its records of deposit do not fit together"


def _events(pk: int) -> list[OutboxEvent]:
    events = OutboxEvent.objects.filter(aggregate=f"item:{pk}")
    return list(events.filter(kind__icontains="published"))


def _variant_problems(host: str, path: str) -> Iterator[str]:
    file = store.file_of(host, path)
    for ending in store.VARIANTS:
        if not file.exists() or not _same_time(
            file.with_name(file.name + ending), file
        ):
            yield f"{path}: not stored with its {ending}"


def _times_listed(body: bytes, path: str) -> int:
    text = body.decode()
    return text.count(f'href="{path}"') + text.count(f"{path}</link>")


def _beside(body: bytes, path: str) -> list[str]:
    """Return what stands before each link to the page, to find its place by."""
    parts = body.decode().split(f'href="{path}"')[:-1]
    return [re.sub(r"\s+", " ", part[-160:]) for part in parts]


def _is_within(pk: int, path: str) -> bool:
    """Return whether so few came after the item that the list must still show it."""
    item = ReaderItem.objects.get(pk=pk)
    newer = ReaderItem.objects.filter(
        unit=item.unit_id, published_at__gt=item.published_at
    ).count()
    return newer < DEPTHS.get(path, SECTION_DEPTH)


# --- At the end --------------------------------------------------------------------


def final_problems(places: Places, began: float) -> Iterator[str]:
    """Say what the whole run has left behind."""
    parked = OutboxDelivery.objects.filter(state=DeliveryState.PARKED)
    yield from (f"parked: {each} {each.last_error}" for each in parked)
    try:
        call_command("audit_verify", verbosity=0)
    except CommandError as error:
        yield str(error)
    for partial in store.store_dir().rglob(".*.partial"):
        if partial.stat().st_mtime < began:
            yield f"{partial.name} is older than the run"
    site = site_of_unit(PressUnit.objects.get(key=places.unit_key))
    for path in (*places.lists, *paths_of_items(site)):
        if store.page_read(site.host, path) != page_render(site, path).content:
            yield f"{path}: what is stored is not what Django answers"
