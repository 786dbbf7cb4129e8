"""What changed between two drafts, word by word, in plain text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Revision

from toasoan.content.models import ArticlePage, SyndicatedPage

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """One paragraph that is no longer what it was.

    Attributes:
        field: where, in the reader's words.
        html: the paragraph with <ins> and <del>, everything else escaped.
    """

    field: str
    html: SafeString


def words_compared(before: str, after: str) -> SafeString:
    """Return `after` with what was added in <ins> and what went in <del>."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    parts: list[str] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append(escape("".join(new[j1:j2])))
            continue
        parts.append(_marked("del", old[i1:i2]))
        parts.append(_marked("ins", new[j1:j2]))
    # Every piece above is escaped; only the two marks are ours.
    return mark_safe("".join(parts))  # noqa: S308


def _marked(tag: str, pieces: list[str]) -> str:
    text = "".join(pieces)
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""


def paragraphs_changed(field: str, before: str, after: str) -> list[Change]:
    """Return the paragraphs of `field` that differ, in reading order."""
    old = [line for line in before.split("\n") if line.strip()]
    new = [line for line in after.split("\n") if line.strip()]
    found: list[Change] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        for gone, come in _side_by_side(old[i1:i2], new[j1:j2]):
            found.append(Change(field, words_compared(gone, come)))
    return found


def _side_by_side(old: list[str], new: list[str]) -> Iterable[tuple[str, str]]:
    for n in range(max(len(old), len(new))):
        yield (old[n] if n < len(old) else ""), (new[n] if n < len(new) else "")


def revision_changes(before: Revision | None, after: Revision) -> list[Change]:
    """Return what a reader would see changed from one draft to the other."""
    if before is None or before.pk == after.pk:
        return []
    then, now = before.as_object(), after.as_object()
    if isinstance(now, SyndicatedPage):
        return [
            *paragraphs_changed(_("Tít"), then.title, now.title),
            *paragraphs_changed(_("Sapo"), then.own_sapo, now.own_sapo),
        ]
    return _article_changes(then, now)


def _article_changes(then: ArticlePage, now: ArticlePage) -> list[Change]:
    return [
        *paragraphs_changed(_("Tít"), then.title, now.title),
        *paragraphs_changed(_("Tít ngắn"), then.short_headline, now.short_headline),
        *paragraphs_changed(_("Sapo"), then.sapo, now.sapo),
        *paragraphs_changed(_("Ảnh"), _photo_lines(then), _photo_lines(now)),
        *paragraphs_changed(
            _("Cách trình bày"),
            str(then.get_layout_display()),
            str(now.get_layout_display()),
        ),
        *paragraphs_changed(_("Bút danh"), _bylines(then), _bylines(now)),
        *paragraphs_changed(_("Nội dung"), then.body_text(), now.body_text()),
        *paragraphs_changed(_("Nhãn AI"), then.ai_note, now.ai_note),
    ]


def _photo_lines(article: ArticlePage) -> str:
    return "\n".join(photo.title for photo in article.photos())


def _bylines(article: ArticlePage) -> str:
    rows: Iterable[Any] = article.bylines.all()
    return ", ".join(f"{row.author.title} ({row.get_part_display()})" for row in rows)
