"""What is pasted becomes parts of a body; pictures that came along enter the archive."""

import io
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from toasoan.archive.errors import FileRefused
from toasoan.archive.services import photo_ingest
from toasoan.content.editing.pasting import (
    MOST_CHARS,
    AwayPiece,
    PicturePiece,
    TablePiece,
    TextPiece,
    paste_read,
)
from toasoan.content.errors import PasteRefused
from toasoan.content.models.articles import ItemPage
from toasoan.core.errors import NotAllowed

PICTURE_NAME = "anh-dan.png"


@dataclass(frozen=True)
class Pasted:
    """Parts of a body, and how many pictures could not be taken in.

    Attributes:
        parts: names of the body's blocks and their values, in order.
        pictures: how many came into the archive; each still needs its credit.
        refused: how many did not, being damaged or no pictures.
        away: names of pictures that stayed where they lie, with whose they are.
    """

    parts: list[tuple[str, Any]]
    pictures: int
    refused: int
    away: list[str]


def paste_take(*, item: ItemPage, pasted: str, by: Any) -> Pasted:
    """Return the parts of a body that the pasted HTML makes.

    The article itself is not changed: the editor puts the parts where the writer is.
    Nobody who saves waits for the reading: only a picture is a write, each by itself.

    Raises:
        NotAllowed: the item is not in this person's hands.
        PasteRefused: it is longer than MOST_CHARS.
    """
    if not item.may_be_edited_by(by):
        raise NotAllowed
    if len(pasted) > MOST_CHARS:
        raise PasteRefused(
            _("Đoạn dán quá dài. Dán từng phần; nội dung vẫn còn ở chỗ đã chép.")
        )
    parts: list[tuple[str, Any]] = []
    pictures = refused = 0
    away: list[str] = []
    for piece in paste_read(pasted):
        if isinstance(piece, AwayPiece):
            away.append(f"{piece.name} ({piece.host})" if piece.host else piece.name)
            continue
        part = _part(piece, item, by)
        parts += [part] if part else []
        if isinstance(piece, PicturePiece):
            pictures += part is not None
            refused += part is None
    return Pasted(parts, pictures, refused, away)


def _part(
    piece: TextPiece | TablePiece | PicturePiece, item: ItemPage, by: Any
) -> tuple[str, Any] | None:
    if isinstance(piece, TextPiece):
        return "text", RichText(piece.html)
    if isinstance(piece, TablePiece):
        return "table", _table(piece)
    file = File(io.BytesIO(piece.data), name=PICTURE_NAME)
    try:
        photo = photo_ingest(unit=item.unit, file=file, by=by, title=piece.alt)
    except FileRefused:
        return None
    return "picture", {"photo": photo, "caption": "", "alt_text": piece.alt}


def _table(piece: TablePiece) -> dict[str, Any]:
    return {
        "caption": "",
        "table": {
            "data": piece.rows,
            "first_row_is_table_header": piece.has_header,
            "first_col_is_header": False,
            "table_header_choice": "row" if piece.has_header else "neither",
            "table_caption": "",
            "cell": [],
        },
        "source": "",
    }
