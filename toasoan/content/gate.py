"""The checks of the publish gate. They read; `item_publish` decides.

Each check returns the blockers it finds. Their order is the order in which an
editor mends them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from toasoan.archive.selectors import right_to_use
from toasoan.content.errors import Blocker
from toasoan.content.fingerprint import revision_fingerprint
from toasoan.content.house_style import style_hits
from toasoan.content.models import GateOverride, HouseStyleRule, Review
from toasoan.content.models.articles import (
    HEADLINE_MAX,
    SAPO_SYLLABLES_MAX,
    SyndicatedPage,
)
from toasoan.core import clock
from toasoan.core.text import syllable_count

# What the writer must mend before handing in; the rest waits for the chief.
WRITING_CODES = frozenset({"missing_title", "missing_body"})
# News in brief (tin) may go out without a picture.
BRIEF = "tin"


@dataclass(frozen=True)
class Candidate:
    """A draft before the gate: the item as its revision has it, and the moment."""

    item: Any
    revision: Revision
    at: datetime


Check = Callable[[Candidate], Iterator[Blocker]]


def gate_check(
    item: Page, *, revision: Revision | None = None, at: datetime | None = None
) -> list[Blocker]:
    """Return everything that keeps the item's latest draft from readers at `at`."""
    revision = revision or item.get_latest_revision()
    if revision is None:
        return [Blocker(code="empty", message=_("Bài chưa có nội dung nào được lưu."))]
    draft = Candidate(revision.as_object(), revision, at or clock.now())
    is_copy = isinstance(draft.item, SyndicatedPage)
    checks = SYNDICATED_CHECKS if is_copy else ARTICLE_CHECKS
    return [blocker for check in checks for blocker in check(draft)]


def codes_agreed(item_pk: int, fingerprint: str) -> frozenset[str]:
    """Return the checks that two people have agreed to pass over for this text."""
    agreed = GateOverride.objects.filter(
        item_id=item_pk, fingerprint=fingerprint, confirmed_by__isnull=False
    )
    return frozenset(code for override in agreed for code in override.codes)


def blockers_left(item: Page, revision: Revision | None, at: datetime) -> list[Blocker]:
    """Return the blockers at `at` that no two people have agreed to pass over."""
    blockers = gate_check(item, revision=revision, at=at)
    if revision is None or not blockers:
        return blockers
    return not_agreed(blockers, codes_agreed(item.pk, revision_fingerprint(revision)))


def not_agreed(blockers: list[Blocker], agreed: frozenset[str]) -> list[Blocker]:
    """Return the blockers that stand, with `agreed` passed over."""
    return [b for b in blockers if not (b.overridable and b.code in agreed)]


def source_article(item: Any) -> Any:
    """Return the article itself: the original where the item is a copy."""
    return item.original if isinstance(item, SyndicatedPage) else item


def embargo_end(item: Any) -> datetime | None:
    """Return until when nothing of the item may be public, or None.

    The later of the article's own embargo and its story's.
    """
    article = source_article(item)
    ends = [article.embargo_until]
    if article.story is not None:
        ends.append(article.story.embargo_until)
    return max((moment for moment in ends if moment), default=None)


def _not_taken_down(draft: Candidate) -> Iterator[Blocker]:
    if draft.item.take_downs.filter(lifted_at__isnull=True).exists():
        yield Blocker(
            code="taken_down",
            message=_(
                "Bài đã gỡ. Tổng biên tập hoặc phó tổng biên tập khôi phục được, có lý do."
            ),
            overridable=False,
        )


def _required_fields(draft: Candidate) -> Iterator[Blocker]:
    is_brief = draft.item.genre is not None and draft.item.genre.code == BRIEF
    wanted = (
        ("title", draft.item.title, _("Thiếu tít. Viết tít.")),
        ("sapo", draft.item.sapo, _("Thiếu sapo. Viết sapo.")),
        ("body", len(draft.item.body), _("Bài chưa có nội dung. Viết nội dung.")),
        ("genre", draft.item.genre_id, _("Chưa chọn thể loại. Chọn thể loại.")),
        ("subject", draft.item.subject_id, _("Chưa chọn lĩnh vực. Chọn lĩnh vực.")),
        ("bylines", draft.item.bylines.count(), _("Chưa ghi bút danh. Thêm bút danh.")),
        (
            "lead_photo",
            draft.item.lead_photo_id or is_brief,
            _("Thiếu ảnh đại diện. Thêm ảnh."),
        ),
    )
    for anchor, value, message in wanted:
        if not value:
            # An empty article is no article; the rest two people may decide.
            yield Blocker(
                code=f"missing_{anchor}",
                message=message,
                anchor=anchor,
                overridable=anchor not in {"title", "body"},
            )


def _lengths(draft: Candidate) -> Iterator[Blocker]:
    if len(draft.item.title) > HEADLINE_MAX:
        yield Blocker(
            code="headline_long",
            message=_("Tít dài %(n)d ký tự, cho phép %(max)d. Rút ngắn tít.")
            % {"n": len(draft.item.title), "max": HEADLINE_MAX},
            anchor="title",
        )
    sapo = syllable_count(draft.item.sapo)
    if sapo > SAPO_SYLLABLES_MAX:
        yield Blocker(
            code="sapo_long",
            message=_("Sapo dài %(n)d chữ, cho phép %(max)d. Rút ngắn sapo.")
            % {"n": sapo, "max": SAPO_SYLLABLES_MAX},
            anchor="sapo",
        )


def _pictures(draft: Candidate) -> Iterator[Blocker]:
    # A copy at another unit carries the pictures on the original's right.
    article = source_article(draft.item)
    if not all(article.body_pictures()):
        # A hole in the page is nobody's decision.
        yield Blocker(
            code="picture_gone",
            message=_("Một ảnh trong bài đã bị xóa khỏi kho. Chọn ảnh khác."),
            anchor="body",
            overridable=False,
        )
    for photo in article.photos():
        decision = right_to_use(photo, article.unit, channel="web", at=draft.at)
        if not decision.allowed:
            yield Blocker(
                code="rights",
                message=f"“{photo.title}”: {decision.reason}",
                anchor="body",
            )
        if not photo.credit and not _credited_in_block(article, photo):
            yield Blocker(
                code="credit",
                message=_("“%(photo)s” chưa ghi nguồn. Ghi nguồn ảnh.")
                % {"photo": photo.title},
                anchor="body",
            )


def _credited_in_block(article: Any, photo: Any) -> bool:
    return any(
        block.value["credit"]
        for block in article.body
        if block.block_type == "picture" and block.value["photo"] == photo
    )


def _remit(draft: Candidate) -> Iterator[Blocker]:
    subject = source_article(draft.item).subject
    if subject is not None and not draft.item.unit.has_in_remit(subject):
        yield Blocker(
            code="remit",
            message=_("Lĩnh vực “%(subject)s” ngoài tôn chỉ, mục đích của %(unit)s.")
            % {"subject": subject, "unit": draft.item.unit},
            anchor="subject",
        )


def _banned_words(draft: Candidate) -> Iterator[Blocker]:
    rules = list(
        draft.item.unit.house_style_rules.filter(kind=HouseStyleRule.Kind.BANNED)
    )
    if not rules:
        return
    places = (
        ("title", f"{draft.item.title}\n{draft.item.short_headline}"),
        ("sapo", draft.item.sapo),
        ("body", draft.item.body_text()),
    )
    for anchor, text in places:
        for hit in style_hits(text, rules):
            yield Blocker(
                code="banned_word",
                message=_instead(hit.rule),
                anchor=anchor,
            )


def _instead(rule: HouseStyleRule) -> str:
    words = {"wrong": rule.wrong, "right": rule.right}
    if rule.right:
        return _("Quy ước cấm “%(wrong)s”. Viết “%(right)s”.") % words
    return _("Quy ước cấm “%(wrong)s”. Viết cách khác.") % words


def _embargo(draft: Candidate) -> Iterator[Blocker]:
    until = embargo_end(draft.item)
    if until is not None and draft.at < until:
        yield Blocker(
            code="embargo",
            message=_("Cấm công bố đến %(until)s. Mở sớm cần lý do và người thứ hai.")
            % {"until": clock.format_datetime_vi(until)},
            anchor="embargo_until",
        )


def _original_public(draft: Candidate) -> Iterator[Blocker]:
    if not draft.item.original.live:
        yield Blocker(
            code="original_not_public",
            message=_("Bài gốc chưa xuất bản. Đợi đơn vị gốc đăng trước."),
            overridable=False,
        )


def _reviewed(draft: Candidate) -> Iterator[Blocker]:
    review = draft.item.reviews.first()
    if review is None or review.state != Review.State.APPROVED:
        yield Blocker(
            code="review_open",
            message=_("Bài chưa qua hết quy trình duyệt."),
        )
    elif review.fingerprint != revision_fingerprint(draft.revision):
        yield Blocker(
            code="review_stale",
            message=_("Bài đã sửa sau khi duyệt. Duyệt lại bản mới."),
        )


ARTICLE_CHECKS: tuple[Check, ...] = (
    _not_taken_down,
    _required_fields,
    _lengths,
    _pictures,
    _banned_words,
    _remit,
    _embargo,
    _reviewed,
)
SYNDICATED_CHECKS: tuple[Check, ...] = (
    _not_taken_down,
    _original_public,
    _embargo,
    _remit,
    _pictures,
)
