"""A copy of an article at another unit, published."""

from toasoan.content import services
from toasoan.publicsite.index import item_index


def copy_to(newsroom, article, *, headline):
    copied = services.item_syndicate(
        article=article,
        unit=newsroom.unit,
        section=newsroom.section,
        headline=headline,
        by=newsroom.chief,
    )
    copied.refresh_from_db()
    item_index(copied.pk)
    return copied
