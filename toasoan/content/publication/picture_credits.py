"""What stands beside each picture of an article, and whether the owner is content."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from toasoan.archive.holdings.rights import credit_missing
from toasoan.archive.models import Photo


def credits_beside(article: Any) -> Iterator[tuple[Photo, str, str]]:
    """Yield each photo at each place with the credit and the caption readers see there."""
    if article.lead_photo:
        yield article.lead_photo, article.lead_photo.credit, article.lead_caption
    for block in article.body:
        if block.block_type == "picture":
            pictures, shared = [block.value], ""
        elif block.block_type == "gallery":
            pictures, shared = block.value["pictures"], block.value["caption"]
        else:
            continue
        for each in pictures:
            photo = each["photo"]
            if photo is not None:
                credit = each["credit"] or photo.credit
                yield photo, credit, f"{each['caption']} {shared}"


def credit_refusals(article: Any, photo: Photo, at: datetime) -> list[str]:
    """Return why the credit of another unit's photo will not do, once for all places."""
    said = [
        credit_missing(photo, article.unit, f"{credit} {caption}", at)
        for each, credit, caption in credits_beside(article)
        if each == photo
    ]
    return list(dict.fromkeys(filter(None, said)))
