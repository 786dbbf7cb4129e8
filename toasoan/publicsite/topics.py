"""Readers' lists follow what came into a running story or left it."""

from toasoan.content.curation.topics import item_ids_of
from toasoan.content.models import TopicPage
from toasoan.core.jobs import enqueue
from toasoan.publicsite import addresses
from toasoan.publicsite.baking import pages_bake
from toasoan.publicsite.index import item_index
from toasoan.publicsite.models import ReaderItem, ReaderListing
from toasoan.publicsite.services import STALE_JOB, pages_mark
from toasoan.publicsite.sites import site_of_unit


def topic_items_follow(*, topic_id: int) -> int:
    """The topic's list is what belongs to it; its pages and its items' are baked anew.

    Its first page at once, the others by a job. Run again, it indexes nothing.

    Returns how many items came or went.
    """
    topic = TopicPage.objects.filter(pk=topic_id).first()
    unit = topic.press_unit() if topic else None
    if topic is None or unit is None:
        return 0
    key = addresses.topic_key(topic_id)
    listed = ReaderListing.objects.filter(key=key)
    held = set(listed.values_list("item", flat=True))
    # What the index does not know yet is indexed with its own publication.
    wanted = item_ids_of(topic)
    known = ReaderItem.objects.filter(pk__in=held ^ wanted)
    changed = sorted(known.values_list("pk", flat=True))
    for item_id in changed:
        item_index(item_id)
    site = site_of_unit(unit)
    first, *later = addresses.stored_pages(addresses.topic_path(topic.slug))
    rows = ReaderItem.objects.filter(pk__in=changed)
    pages_mark(site, [*later, *rows.values_list("path", flat=True), addresses.HOME])
    pages_bake(site, [first])
    enqueue(STALE_JOB)
    return len(changed)
