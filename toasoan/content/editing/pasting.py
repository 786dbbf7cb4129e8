"""What is pasted from Word, Google Docs, Excel or a page, as parts of an article.

Kept are headings, paragraphs, lists, bold and italic, links, tables and pictures
that come along; fonts, colours, empty lines and the programs' own marks are not.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.utils.html import escape
from lxml import etree, html

from toasoan.core.text import nfc

MOST_CHARS = 2_000_000
ROWS_MAX, COLUMNS_MAX = 200, 30
PICTURES_MAX = 20
# The editor's lists lie at most so deep in others.
LEVELS_MAX = 4
PIXEL = 2
SKIPPED = frozenset("script style head meta link title xml template noscript".split())  # noqa: SIM905
BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li table blockquote pre section article "  # noqa: SIM905
    "header footer main figure figcaption dl dt dd center body html form".split()
)
# The editor has two levels of headings below the headline.
HEADINGS = {"h1": "h2", "h2": "h2"} | dict.fromkeys(("h3", "h4", "h5", "h6"), "h3")
WORD_TITLE = re.compile(r"^(Mso)?(Title|Heading(?P<level>\d))$", re.IGNORECASE)
NUMBERED = re.compile(r"^\W?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
NUMBER = re.compile(r"^[-+(]?\d[\d.,\s]*[%)]?$")
LINK_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass
class TextPiece:
    """Running text: HTML of nothing but what the editor's text block allows."""

    html: str


@dataclass
class TablePiece:
    """A table: rows of plain cells, all of one length."""

    rows: list[list[str]]
    has_header: bool


@dataclass
class PicturePiece:
    """A picture that came along with the text."""

    data: bytes
    alt: str


@dataclass
class AwayPiece:
    """A picture that stayed where it lies: on a site, or on somebody's disk."""

    name: str
    host: str


Piece = TextPiece | TablePiece | PicturePiece | AwayPiece


class Kind(NamedTuple):
    """What a block becomes, and how deep its list lies in others."""

    tag: str
    level: int = 0

    @property
    def is_list(self) -> bool:
        """Whether blocks of the kind are items."""
        return self.tag in {"ul", "ol"}


PARAGRAPH = Kind("p")


def paste_read(pasted: str) -> list[Piece]:
    """Return the parts of what was pasted, in order; what cannot be read is left out."""
    if not pasted.strip():
        return []
    try:
        root = html.document_fromstring(nfc(pasted))
    except (etree.ParserError, ValueError):
        return []
    reader = _Reader()
    reader.walk(root)
    return reader.finish()


@dataclass
class _Reader:
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[tuple[Kind, str]] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    pictures: int = 0
    away: int = 0
    left: list[AwayPiece] = field(default_factory=list)

    def walk(self, node: Any, into: Kind = PARAGRAPH) -> None:
        """Take the node's own words and children, the blocks among them apart."""
        self.line.append(_words(node.text))
        for child in node:
            if isinstance(child.tag, str):
                self._child(child, into)
            self.line.append(_words(child.tail))
        if node.tag in BLOCKS:
            self.end_line(into)

    def _child(self, child: Any, into: Kind) -> None:
        if child.tag in SKIPPED or (":" in child.tag and not len(child)):
            return
        if child.tag == "table":
            self.end_line(into)
            self._table(child, into)
        elif child.tag == "img":
            self._picture(child, into)
        elif child.tag == "br":
            self.line.append("<br/>")
        elif child.tag in BLOCKS:
            self.end_line(into)
            self._block(child, into)
        elif _has_blocks(child):
            # Google Docs wraps everything in <b style="font-weight:normal">.
            self.walk(child, into)
        else:
            self.line.append(_inline(child, frozenset()))

    def _block(self, child: Any, into: Kind) -> None:
        kind = _kind_of(child, into)
        if kind.is_list and _is_word_item(child):
            _marker_drop(child)
        self.walk(child, kind)

    def end_line(self, into: Kind) -> None:
        """Close the running line as a block, unless there is nothing in it."""
        text = re.sub(r"^(\s|<br/>)+|(\s|<br/>)+$", "", "".join(self.line))
        self.line = []
        if re.sub(r"<[^>]*>", "", text).strip():
            self.blocks.append((into, text))

    def _table(self, table: Any, into: Kind) -> None:
        rows = _rows(table)
        if len(rows) <= 1 and len(rows[0] if rows else []) <= 1:
            # One cell is a frame somebody drew round text.
            for cell in table.iter("td", "th"):
                self.walk(cell, into)
                self.end_line(into)
            return
        self._end_text()
        self.pieces.append(TablePiece(rows, _has_header(table, rows)))

    def _picture(self, node: Any, into: Kind) -> None:
        source = node.get("src", "").strip()
        data = _data_of(source)
        if data is None and self.away < PICTURES_MAX and not _is_pixel(node):
            away = _away_of(source)
            self.away += away is not None
            self.left += [away] if away else []
        if data is None or self.pictures >= PICTURES_MAX:
            return
        self.pictures += 1
        self.end_line(into)
        self._end_text()
        self.pieces.append(PicturePiece(data, _words(node.get("alt")).strip()))

    def _end_text(self) -> None:
        if self.blocks:
            self.pieces.append(TextPiece("".join(_html_of(self.blocks))))
        self.blocks = []

    def finish(self) -> list[Piece]:
        self.end_line(PARAGRAPH)
        self._end_text()
        return [*self.pieces, *self.left]


def _html_of(blocks: Iterable[tuple[Kind, str]]) -> Iterator[str]:
    """Yield the blocks as HTML; neighbouring items share their list, each at its level."""
    lists: list[str] = []
    for kind, text in blocks:
        if not kind.is_list:
            yield from _closed(lists, 0)
            yield f"<{kind.tag}>{text}</{kind.tag}>"
            continue
        # No item lies more than one list deeper than the one before.
        level = min(kind.level, len(lists), LEVELS_MAX)
        yield from _closed(lists, level + 1)
        if len(lists) == level + 1 and lists[-1] != kind.tag:
            yield from _closed(lists, level)
        if len(lists) == level + 1:
            yield "</li>"
        else:
            yield f"<{kind.tag}>"
            lists.append(kind.tag)
        yield f"<li>{text}"
    yield from _closed(lists, 0)


def _closed(lists: list[str], left: int) -> Iterator[str]:
    while len(lists) > left:
        yield f"</li></{lists.pop()}>"


def _kind_of(node: Any, into: Kind) -> Kind:
    if node.tag in {"ul", "ol"}:
        return Kind(str(node.tag), into.level + 1 if into.is_list else 0)
    if _is_word_item(node):
        tag = "ol" if NUMBERED.match(_marker_of(node)) else "ul"
        return Kind(tag, _word_level(node))
    within = into if into.is_list else None
    if node.tag == "li":
        return within or Kind("ul")
    heading = _heading_of(node)
    return Kind(heading) if heading else within or PARAGRAPH


def _word_level(node: Any) -> int:
    level = re.search(r"mso-list\s*:[^;]*\blevel(\d)", node.get("style", ""))
    return int(level[1]) - 1 if level else 0


def _heading_of(node: Any) -> str:
    title = WORD_TITLE.match(node.get("class", ""))
    level = f"h{title['level'] or 1}" if title else node.tag
    return HEADINGS.get(level, "")


def _is_word_item(node: Any) -> bool:
    return node.tag == "p" and bool(
        re.search(r"mso-list\s*:\s*l\d", node.get("style", ""))
    )


def _markers(node: Any) -> list[Any]:
    return [
        each
        for each in node.iter("span")
        if re.search(r"mso-list\s*:\s*Ignore", each.get("style", ""))
    ]


def _marker_of(node: Any) -> str:
    return "".join("".join(each.itertext()) for each in _markers(node)).strip()


def _marker_drop(node: Any) -> None:
    for each in _markers(node):
        each.drop_tree()


def _has_blocks(node: Any) -> bool:
    return any(each.tag in BLOCKS or each.tag == "img" for each in node.iter())


def _inline(node: Any, held: frozenset[str]) -> str:
    """Return the node's words with their marks, none inside its like."""
    if node.tag in SKIPPED:
        return ""
    if node.tag == "br":
        return "<br/>"
    marks = _marks(node) - held
    inner = _words(node.text) + "".join(
        (_inline(each, held | marks) if isinstance(each.tag, str) else "")
        + _words(each.tail)
        for each in node
    )
    if not inner.strip():
        return inner
    for mark in sorted(marks):
        inner = f"<{mark}>{inner}</{mark}>"
    href = _href(node) if node.tag == "a" else ""
    return f'<a href="{escape(href)}">{inner}</a>' if href else inner


def _marks(node: Any) -> frozenset[str]:
    style = node.get("style", "").replace(" ", "").lower()
    weight = re.search(r"font-weight:(\w+)", style)
    is_bold = (
        weight[1] in {"bold", "bolder", "600", "700", "800", "900"}
        if weight
        else node.tag in {"b", "strong"}
    )
    is_italic = "font-style:italic" in style or (
        node.tag in {"i", "em"} and "font-style:normal" not in style
    )
    found = {"b"} if is_bold else set()
    if is_italic:
        found.add("i")
    for tag, position in (("sup", "super"), ("sub", "sub")):
        if node.tag == tag or f"vertical-align:{position};" in f"{style};":
            found.add(tag)
    return frozenset(found)


def _href(node: Any) -> str:
    try:
        parts = urlsplit(node.get("href", "").strip())
    except ValueError:
        return ""
    # A bookmark of Word or a path on somebody's disk leads readers nowhere.
    return parts.geturl() if parts.scheme in LINK_SCHEMES else ""


def _words(text: str | None) -> str:
    """Return the text escaped, its spaces of any kind as single ones."""
    return escape(re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", text or ""))


def _rows(table: Any) -> list[list[str]]:
    rows = [
        [
            text
            for cell in row.iterchildren("td", "th")
            for text in (_cell(cell), *_spanned(cell))
        ][:COLUMNS_MAX]
        for row in table.iter("tr")
    ][:ROWS_MAX]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _cell(cell: Any) -> str:
    return " ".join("".join(cell.itertext()).replace("\u00a0", " ").split())


def _spanned(cell: Any) -> list[str]:
    span = cell.get("colspan", "1")
    return [""] * (min(int(span), COLUMNS_MAX) - 1 if span.isdecimal() else 0)


def _has_header(table: Any, rows: list[list[str]]) -> bool:
    if next(table.iter("th"), None) is not None:
        return True
    # Spreadsheets mark no header: words above figures are one.
    figures = [[bool(NUMBER.match(cell)) for cell in row] for row in rows[:2]]
    return len(rows) > 1 and not any(figures[0]) and any(figures[1])


def _data_of(source: str) -> bytes | None:
    match = re.match(r"data:image/[\w.+-]+;base64,", source)
    if not match:
        return None
    try:
        return base64.b64decode(source[match.end() :], validate=False)
    except (binascii.Error, ValueError):
        return None


def _is_pixel(node: Any) -> bool:
    """Return whether it is there to count readers, not to be seen."""
    sides = (node.get("width", ""), node.get("height", ""))
    return any(side.isdecimal() and int(side) <= PIXEL for side in sides)


def _away_of(source: str) -> AwayPiece | None:
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https", "file"}:
        return None
    name = unquote(parts.path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])
    return AwayPiece(_words(name).strip()[:80], parts.hostname or "")
