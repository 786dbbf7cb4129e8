"""Long articles: their chapters, the first letter, and who made them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from toasoan.core.text import plain_text
from toasoan.publicsite.sites import Link

_HEADING = re.compile(r"<h2(?P<attributes>[^>]*)>(?P<words>.*?)</h2>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p(?=[ >])")
# A list of one leads nowhere.
CHAPTERS_MIN = 2


@dataclass(frozen=True)
class LongBody:
    """A body whose chapters can be gone to, and its list of them."""

    html: SafeString
    chapters: tuple[Link, ...]


@dataclass(frozen=True)
class CrewLine:
    """What some of the people did, in plain words, and who they are."""

    label: str
    people: tuple[Any, ...]


def long_body(blocks: Iterable[Any], context: dict[str, Any]) -> LongBody:
    """Return the blocks as one body, its headings numbered, its first letter marked.

    Args:
        blocks: of the body, in order.
        context: what each of them is shown with.
    """
    marker = _Marker()
    parts = []
    for block in blocks:
        html = str(block.render_as_block({**context, "wide_sizes": "100vw"}))
        parts.append(marker.marked(html) if block.block_type == "text" else html)
    chapters = tuple(marker.chapters)
    return LongBody(
        # Each block template escapes what people typed.
        SafeString("\n".join(parts)),
        chapters if len(chapters) >= CHAPTERS_MIN else (),
    )


class _Marker:
    """Goes through the texts of a body in order."""

    def __init__(self) -> None:
        self.chapters: list[Link] = []
        self._has_first_letter = False

    def marked(self, html: str) -> str:
        """Return the text with a place at each heading and, once, the first letter."""
        html = _HEADING.sub(self._chapter, html)
        if not self._has_first_letter:
            html, found = _PARAGRAPH.subn('<p class="drop"', html, count=1)
            self._has_first_letter = found > 0
        return html

    def _chapter(self, heading: re.Match[str]) -> str:
        place = f"phan-{len(self.chapters) + 1}"
        self.chapters.append(Link(plain_text(heading["words"]), f"#{place}"))
        return f'<h2 id="{place}"{heading["attributes"]}>{heading["words"]}</h2>'


def crew_of(bylines: Iterable[Any]) -> list[CrewLine]:
    """Return who did what; those who wrote stand first."""
    by_part: dict[str, list[Any]] = {"text": []}
    for row in bylines:
        by_part.setdefault(row.part, []).append(row)
    return [
        CrewLine(capfirst(people[0].label) or _("Thực hiện"), tuple(people))
        for people in by_part.values()
        if people
    ]
