"""What changed between two drafts, word by word, in plain text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from toasoan.content.models import ArticlePage, PackagePage, SyndicatedPage
from toasoan.core import clock
from toasoan.core.text import plain_text

_PIECES = re.compile(r"\s+|[^\s]+")
# Comparing word by word takes the square of it; longer paragraphs are shown whole.
PIECES_MOST = 6000
PARAGRAPHS_MOST = 4000


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
    if max(len(old), len(new)) > PIECES_MOST:
        old, new = [before] if before else [], [after] if after else []
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
    if max(len(old), len(new)) > PARAGRAPHS_MOST:
        old, new = [before] if before else [], [after] if after else []
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
    return draft_changes(before.as_object(), after.as_object())


def draft_changes(then: Any, now: Any) -> list[Change]:
    """Return what changed between two drafts of one item, in reading order."""
    if isinstance(now, SyndicatedPage):
        return [
            *paragraphs_changed(_("Tít"), then.title, now.title),
            *paragraphs_changed(_("Sapo"), then.own_sapo, now.own_sapo),
            *paragraphs_changed(_("Đường dẫn"), then.slug, now.slug),
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
        *body_changes(then.body, now.body),
        *paragraphs_changed(_("Chùm bài"), _package_lines(then), _package_lines(now)),
        *paragraphs_changed(_("Nhãn AI"), then.ai_note, now.ai_note),
        *_filing_changes(then, now),
    ]


def _package_lines(article: ArticlePage) -> str:
    """Return the groups of a package, one line a name and one an item."""
    if not isinstance(article, PackagePage):
        return ""
    titles = dict(
        Page.objects.filter(pk__in=article.member_keys()).values_list(
            "pk", "draft_title"
        )
    )
    lines = [str(article.get_kind_display())]
    for group in article.groups:
        lines.append(group["title"])
        lines += [
            each["headline"] or titles.get(each["item"], _("Bài đã xóa"))
            for each in group["members"]
        ]
    return "\n".join(lines)


def _filing_changes(then: ArticlePage, now: ArticlePage) -> list[Change]:
    rows = (
        (_("Chú thích ảnh đại diện"), then.lead_caption, now.lead_caption),
        (_("Thể loại"), then.genre, now.genre),
        (_("Lĩnh vực"), then.subject, now.subject),
        (_("Từ khóa"), _names(then.tags), _names(now.tags)),
        (_("Dòng sự kiện"), _names(then.topics), _names(now.topics)),
        (_("Nguồn"), then.source, now.source),
        (_("Cấm công bố đến"), _until(then), _until(now)),
        (_("Đường dẫn"), then.slug, now.slug),
        (_("Mô tả cho máy tìm kiếm"), then.search_description, now.search_description),
        (_("Địa chỉ gốc"), then.canonical, now.canonical),
    )
    return [
        change
        for name, before, after in rows
        for change in paragraphs_changed(name, str(before or ""), str(after or ""))
    ]


def _names(rows: Any) -> str:
    return ", ".join(sorted(str(row) for row in rows.all()))


def _until(article: ArticlePage) -> str:
    until = article.embargo_until
    return clock.format_datetime_vi(until) if until else ""


def body_changes(before: Any, after: Any) -> list[Change]:
    """Return what changed in a body, block by block; a block is known by its id.

    A block without its like (pasted anew, or from before it had an id) is compared
    with the next one of its kind that has none either.
    """
    old_blocks = list(before)
    pairs = _blocks_paired(old_blocks, list(after))
    found = [
        change
        for old, new in pairs
        for change in paragraphs_changed(
            _block_name(new or old), block_words(old), block_words(new)
        )
    ]
    if _is_reordered(pairs, old_blocks):
        found.append(Change(_("Nội dung"), escape(_("Các khối đổi thứ tự."))))
    return found


def _is_reordered(pairs: list[tuple[Any, Any]], before: list[Any]) -> bool:
    places = {id(block): n for n, block in enumerate(before)}
    order = [places[id(old)] for old, new in pairs if old and new]
    return order != sorted(order)


def _blocks_paired(before: list[Any], after: list[Any]) -> list[tuple[Any, Any]]:
    """Return every block with what it was, in reading order; what went comes last."""
    left = {block.id: block for block in before if block.id}
    known = {block.id for block in after}
    spare = [block for block in before if not block.id or block.id not in known]
    pairs: list[tuple[Any, Any]] = []
    for block in after:
        was = left.get(block.id) if block.id else None
        if was is None:
            kind = block.block_type
            was = next((each for each in spare if each.block_type == kind), None)
            spare = [each for each in spare if each is not was]
        pairs.append((was, block))
    return pairs + [(block, None) for block in spare]


def _block_name(block: Any) -> str:
    if block.block_type == "text":
        return _("Nội dung")
    return _("Nội dung, %(block)s") % {"block": str(block.block.label).lower()}


def block_words(block: Any) -> str:
    """Return the words of a block, those of its pictures and links too."""
    if block is None:
        return ""
    words = WORDS_OF.get(block.block_type)
    return words(block.value) if words else plain_text(str(block.render()))


def _gallery_words(value: Any) -> str:
    lines = [value["caption"], *(_picture_words(each) for each in value["pictures"])]
    return "\n".join(lines)


def _embed_words(value: Any) -> str:
    return f"{value['title']}\n{value['url']}"


def _related_words(value: Any) -> str:
    return "\n".join(page.title for page in value["articles"] if page)


def _picture_words(value: Any) -> str:
    photo = value["photo"]
    words = (
        photo.title if photo else "",
        value["caption"],
        value["credit"],
        value["alt_text"],
        _("Ảnh rộng") if value["is_wide"] else "",
        _("Ảnh do trí tuệ nhân tạo tạo ra") if value["made_with_ai"] else "",
    )
    return "\n".join(word for word in words if word)


def _photo_lines(article: ArticlePage) -> str:
    return "\n".join(photo.title for photo in article.photos())


def _bylines(article: ArticlePage) -> str:
    rows: Iterable[Any] = article.bylines.all()
    return ", ".join(f"{row.author.title} ({row.get_part_display()})" for row in rows)


WORDS_OF: dict[str, Callable[[Any], str]] = {
    "picture": _picture_words,
    "gallery": _gallery_words,
    "embed": _embed_words,
    "related": _related_words,
}
