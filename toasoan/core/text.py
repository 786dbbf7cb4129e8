"""Vietnamese text: one form to store, one folded form to compare."""

import re
import unicodedata
from html.parser import HTMLParser

# Words a minute, silent reading of non-fiction: Brysbaert, "How many words do we
# read per minute?", J. Memory and Language 109, 2019. Measured for English, whose
# word is about 1.4 syllables; no such review exists for Vietnamese, which writes
# each syllable apart, so the rate below is 238 x 1.4 rounded down to fifty.
SYLLABLES_PER_MINUTE = 300

BLOCK_TAGS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure "  # noqa: SIM905
    "footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table td th tr ul".split()
)
SILENT_TAGS = frozenset({"script", "style", "template", "noscript"})
MAX_FOLDS = 4
# Old files write đ as the Icelandic eth or the African d, which look alike.
D_LIKE = str.maketrans("đðɖ", "ddd")


def nfc(text: str) -> str:
    """Return the text in the one form the house stores (NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text lowered, without marks and with đ as d, for comparing.

    "Hoà Bình", "Hòa Bình" and "hoa binh" fold alike; folding twice changes
    nothing. Marks are Unicode's non-spacing marks, in every script.
    """
    for _ in range(MAX_FOLDS):
        # A few letters of other scripts yield a capital or a mark only when
        # decomposed, so the step is repeated until it rests.
        lowered = unicodedata.normalize("NFD", text.lower())
        bare = "".join(c for c in lowered if unicodedata.category(c) != "Mn")
        folded = unicodedata.normalize("NFC", bare.translate(D_LIKE))
        if folded == text:
            break
        text = folded
    return text


def slug_vi(text: str, *, limit: int = 255) -> str:
    """Return "da-nang" for "Đà Nẵng": a-z, 0-9 and single hyphens only.

    A longer slug is cut at a hyphen. static/core/slug_vi.js gives the same.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= limit:
        return slug
    head, hyphen, _rest = slug[: limit + 1].rpartition("-")
    return head if hyphen else slug[:limit]


def plain_text(html: str) -> str:
    """Return what a reader sees of the HTML, one line a block, spaces tidied."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return nfc("\n".join(line for line in lines if line))


def syllable_count(html_or_text: str) -> int:
    """Return how many syllables (chữ) it has: pieces between spaces with a letter or digit."""
    pieces = plain_text(html_or_text).split()
    return sum(any(c.isalnum() for c in piece) for piece in pieces)


def reading_minutes(html_or_text: str) -> int:
    """Return whole minutes of reading, at least 1, at SYLLABLES_PER_MINUTE."""
    return max(1, round(syllable_count(html_or_text) / SYLLABLES_PER_MINUTE))


class _TextReader(HTMLParser):
    """Collects text, with a line break at each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in SILENT_TAGS:
            self._silent += 1
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT_TAGS:
            self._silent = max(0, self._silent - 1)
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _break_at(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self.parts.append("\n")
