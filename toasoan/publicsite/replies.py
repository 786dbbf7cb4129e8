"""Pages that lead to each other because one replies to the other."""

from toasoan.content.publication.requests import items_bound_by_replies
from toasoan.publicsite.index import copies_of
from toasoan.publicsite.models import ReaderItem


def pages_bound(item: ReaderItem) -> list[str]:
    """Return the addresses of the unit's articles whose page names this one."""
    rows = ReaderItem.objects.filter(
        pk__in=items_bound_by_replies(item.pk), unit=item.unit_id
    )
    return list(rows.values_list("path", flat=True))


def copies_bound(item_id: int) -> list[int]:
    """Return the copies, at other units, of the articles that name this one."""
    return [
        copy for bound in items_bound_by_replies(item_id) for copy in copies_of(bound)
    ]
