"""A body in the trial files becomes a StreamField body."""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.rich_text import RichText

PhotoOf = Callable[[str], Any]
TEXT_KINDS = frozenset({"paragraph", "heading"})


def body_from(rows: Iterable[dict[str, Any]], photo_of: PhotoOf) -> list[Any]:
    """Return StreamField data; paragraphs and headings that follow become one text.

    Args:
        rows: blocks of the trial file.
        photo_of: gives the photo of a picture key.
    """
    blocks: list[Any] = []
    for row in rows:
        if row["type"] in TEXT_KINDS:
            _text_append(blocks, row)
        else:
            blocks.append(MAKERS[row["type"]](row, photo_of))
    return [
        (name, RichText("".join(value)) if name == "text" else value)
        for name, value in blocks
    ]


def _text_append(blocks: list[Any], row: dict[str, Any]) -> None:
    tag = "h2" if row["type"] == "heading" else "p"
    html = f"<{tag}>{row['text']}</{tag}>"
    if blocks and blocks[-1][0] == "text":
        blocks[-1][1].append(html)
    else:
        blocks.append(("text", [html]))


def _picture(row: dict[str, Any], photo_of: PhotoOf) -> tuple[str, Any]:
    return "picture", _picture_value(row["picture"], row, photo_of)


def _picture_value(key: str, row: dict[str, Any], photo_of: PhotoOf) -> dict[str, Any]:
    photo = photo_of(key)
    return {
        "photo": photo,
        "caption": row.get("caption") or photo.caption,
        "credit": "",
        "alt_text": row.get("alt", ""),
        "is_wide": True,
        "made_with_ai": False,
    }


def _gallery(row: dict[str, Any], photo_of: PhotoOf) -> tuple[str, Any]:
    pictures = [_picture_value(key, {}, photo_of) for key in row["pictures"]]
    return "gallery", {"pictures": pictures, "caption": row["caption"]}


def _pull_quote(row: dict[str, Any], _photo_of: PhotoOf) -> tuple[str, Any]:
    return "pull_quote", {
        "text": row["text"],
        "speaker": row["by"],
        "speaker_title": row.get("title") or "",
    }


def _box(row: dict[str, Any], _photo_of: PhotoOf) -> tuple[str, Any]:
    points = [RichText(f"<p>{point}</p>") for point in row["points"]]
    return "box", {"title": row["title"], "points": points}


def _table(row: dict[str, Any], _photo_of: PhotoOf) -> tuple[str, Any]:
    data = [row["header"], *row["rows"]]
    return "table", {
        "caption": row["caption"],
        "measure": row.get("unit") or "",
        "table": {
            "data": [[str(cell) for cell in line] for line in data],
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
            "cell": [],
            "mergeCells": [],
            "table_caption": "",
        },
        "source": row["source"],
        "has_sum_row": bool(row.get("sum_row")),
    }


def _embed(row: dict[str, Any], _photo_of: PhotoOf) -> tuple[str, Any]:
    return "embed", {"url": row["url"], "title": row["title"]}


MAKERS: dict[str, Callable[[dict[str, Any], PhotoOf], tuple[str, Any]]] = {
    "image": _picture,
    "gallery": _gallery,
    "pull_quote": _pull_quote,
    "box": _box,
    "table": _table,
    "embed": _embed,
}
