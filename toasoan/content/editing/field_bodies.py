"""The body of an article as a phone shows and sends it.

A phone writes plain paragraphs. What it cannot write (tables, links, subheads) it shows
as one fixed line and sends back by its key, so that nothing is lost on the way.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from toasoan.archive.models import Photo
from toasoan.content.errors import ItemNotReady
from toasoan.core.text import nfc, plain_text

PLAIN_TAGS = re.compile(r"</?p(?:\s[^>]*)?>|<br\s*/?>")
LINES = re.compile(r"\n+")


@dataclass(frozen=True)
class BodyPart:
    """A part of the body: text that was typed, or (None) the block of that key as it is."""

    id: str
    text: str | None


@dataclass(frozen=True)
class PhonePhoto:
    """A photo that a phone adds to the article."""

    photo: Photo
    caption: str
    credit: str


def body_told(body: StreamValue) -> list[dict[str, str]]:
    """Return the parts for a phone: `text` to write in, or `fixed` to be left alone."""
    return [_part_told(block) for block in body]


def _part_told(block: Any) -> dict[str, str]:
    text = _text_of(block)
    if text is None:
        return {"id": block.id, "fixed": _fixed_words(block)}
    return {"id": block.id, "text": text}


def _text_of(block: Any) -> str | None:
    """Return the block's paragraphs, or None when they hold more than plain words."""
    if block.block_type != "text":
        return None
    source = block.value.source
    if "<" in PLAIN_TAGS.sub("", source):
        return None
    return plain_text(source).replace("\n", "\n\n")


def _fixed_words(block: Any) -> str:
    words = plain_text(block.render())[:160]
    return (
        f"{capfirst(str(block.block.label))}: {words}" if words else block.block.label
    )


def body_made(
    body: StreamValue, parts: Sequence[BodyPart], photos: Sequence[PhonePhoto]
) -> StreamValue:
    """Return the body with the phone's words in it, new pictures at its end.

    Raises:
        ItemNotReady: a part names a block that the body does not have.
    """
    blocks = {block.id: block for block in body}
    rows = [row for part in parts for row in _rows_of(part, blocks)]
    rows += [
        ("picture", _picture(body, each), None)
        for each in photos
        if each.photo not in _pictures_of(body)
    ]
    return StreamValue(body.stream_block, rows)


def _rows_of(part: BodyPart, blocks: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    held = blocks.get(part.id)
    if part.text is None:
        if held is None:
            raise ItemNotReady
        return [(held.block_type, held.value, held.id)]
    text = nfc(part.text).strip()
    if held is not None and _text_of(held) == text:
        return [(held.block_type, held.value, held.id)]
    if not text:
        return []
    key = held.id if held is not None else None
    return [("text", RichText(paragraphs(text)), key)]


def paragraphs(text: str) -> str:
    """Return each line as a paragraph of rich text."""
    lines = (line.strip() for line in LINES.split(text))
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


def _picture(body: StreamValue, each: PhonePhoto) -> Any:
    block = body.stream_block.child_blocks["picture"]
    return block.to_python(
        {
            "photo": each.photo.pk,
            "caption": each.caption,
            "credit": each.credit,
            "alt_text": "",
            "is_wide": False,
            "made_with_ai": False,
        }
    )


def _pictures_of(body: StreamValue) -> list[Any]:
    return [block.value["photo"] for block in body if block.block_type == "picture"]
