"""The places of an item that something can be said about, with their words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from toasoan.content.models import SyndicatedPage
from toasoan.content.versions.changes import block_words
from toasoan.core.text import nfc

BODY = "body"
WHOLE = ""


@dataclass(frozen=True)
class Spot:
    """One place of the item.

    Attributes:
        key: "sapo", or "body:<id of the block>".
        label: its name on screen.
        text: its words, a line for a paragraph.
        block: the block of the body that stands there, None for a plain field.
    """

    key: str
    label: str
    text: str
    block: Any = None


def spot_labels(item: Any) -> dict[str, str]:
    """Return the plain fields of an item one can speak about, in reading order."""
    if isinstance(item, SyndicatedPage):
        return {"title": _("Tít"), "own_sapo": _("Sapo riêng")}
    return {
        "title": _("Tít"),
        "short_headline": _("Tít ngắn"),
        "sapo": _("Sapo"),
        "lead_caption": _("Chú thích ảnh đại diện"),
    }


def item_spots(draft: Any) -> list[Spot]:
    """Return every place of the draft in reading order."""
    spots = [
        Spot(name, label, nfc(getattr(draft, name) or ""))
        for name, label in spot_labels(draft).items()
    ]
    for block in getattr(draft, BODY, ()):
        if block.id:
            label = str(block.block.label)
            words = nfc(block_words(block))
            spots.append(Spot(f"{BODY}:{block.id}", label, words, block))
    return spots
