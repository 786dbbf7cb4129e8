"""The checks of the publish gate. They read; `item_publish` decides.

Each check returns the blockers it finds. Their order is the order in which an
editor mends them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from toasoan.archive.selectors import right_to_use
from toasoan.content.curation.packages import (
    is_binned,
    members_hidden,
    members_live,
    members_there,
    members_to_release,
)
from toasoan.content.editing.house_style import style_hits
from toasoan.content.editing.profiles import Rules, is_filled, rules_for
from toasoan.content.errors import Blocker
from toasoan.content.models import (
    GateOverride,
    HouseStyleRule,
    ItemPlace,
    PackagePage,
    ProfileField,
    Review,
    SyndicatedPage,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.picture_credits import credit_refusals
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.text import syllable_count


@dataclass(frozen=True)
class Candidate:
    """A draft before the gate: the item as its revision has it, and the moment."""

    item: Any
    revision: Revision
    at: datetime

    @cached_property
    def rules(self) -> Rules:
        """What the unit asks of an item of this genre."""
        return rules_for(self.item.unit, self.item.genre)


Check = Callable[[Candidate], Iterator[Blocker]]


def gate_check(
    item: Page, *, revision: Revision | None = None, at: datetime | None = None
) -> list[Blocker]:
    """Return everything that keeps the item's latest draft from readers at `at`."""
    revision = revision or item.get_latest_revision()
    if revision is None:
        return [Blocker(code="empty", message=_("Bài chưa có nội dung nào được lưu."))]
    draft = Candidate(revision.as_object(), revision, at or clock.now())
    return [blocker for check in _checks_of(draft.item) for blocker in check(draft)]


def _checks_of(item: Any) -> tuple[Check, ...]:
    if isinstance(item, SyndicatedPage):
        return SYNDICATED_CHECKS
    return PACKAGE_CHECKS if isinstance(item, PackagePage) else ARTICLE_CHECKS


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


def embargo_end_named(draft: Any) -> datetime | None:
    """Return the same of the item and of everything hidden that its page names.

    The draft of a package shows the headlines of members that nobody may know yet.
    """
    drafts = [each.get_latest_revision_as_object() for each in members_hidden(draft)]
    ends = [embargo_end(draft), *(embargo_end(member) for member in drafts)]
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


def _lies_with_a_desk(draft: Candidate) -> Iterator[Blocker]:
    place = ItemPlace.objects.filter(item_id=draft.item.pk).first()
    if place is not None and place.is_binned:
        yield Blocker(
            code="binned",
            message=_("Bài đang ở trong thùng. Khôi phục trước rồi làm tiếp."),
            overridable=False,
        )
    if place is not None and place.owner_id is not None:
        yield Blocker(
            code="personal",
            message=_("Bài còn là bài cá nhân. Chuyển về một ban hoặc nộp duyệt."),
            overridable=False,
        )


def _required_fields(draft: Candidate) -> Iterator[Blocker]:
    if isinstance(draft.item, PackagePage) and not members_there(draft.item):
        yield Blocker(
            code="missing_members",
            message=_("Chùm chưa có bài nào. Xếp bài vào chùm."),
            anchor="members",
            overridable=False,
            at_submit=True,
        )
    for rule in draft.rules.needed:
        if rule.name == "body" and isinstance(draft.item, PackagePage):
            continue  # its members are its substance
        if not is_filled(draft.item, rule.name):
            # An empty article is no article; the rest two people may decide.
            yield Blocker(
                code=f"missing_{rule.name}",
                message=str(rule.kind.missing),
                anchor=rule.name,
                overridable=rule.name not in {"title", "body"},
                at_submit=rule.needed == ProfileField.Needed.SUBMIT,
            )


def _lengths(draft: Candidate) -> Iterator[Blocker]:
    if len(draft.item.title) > draft.rules.headline_max:
        yield Blocker(
            code="headline_long",
            message=_("Tít dài %(n)d ký tự, cho phép %(max)d. Rút ngắn tít.")
            % {"n": len(draft.item.title), "max": draft.rules.headline_max},
            anchor="title",
        )
    sapo = syllable_count(draft.item.sapo)
    if sapo > draft.rules.sapo_max:
        yield Blocker(
            code="sapo_long",
            message=_("Sapo dài %(n)d chữ, cho phép %(max)d. Rút ngắn sapo.")
            % {"n": sapo, "max": draft.rules.sapo_max},
            anchor="sapo",
        )


def _body_length(draft: Candidate) -> Iterator[Blocker]:
    least, most = draft.rules.body_min, draft.rules.body_max
    if (least is None and most is None) or not len(draft.item.body):
        return
    size = syllable_count(draft.item.body_text())
    if least is not None and size < least:
        yield Blocker(
            code="body_short",
            message=_("Nội dung mới có %(n)d chữ, cần ít nhất %(min)d. Viết thêm.")
            % {"n": size, "min": least},
            anchor="body",
        )
    if most is not None and size > most:
        yield Blocker(
            code="body_long",
            message=_("Nội dung dài %(n)d chữ, cho phép %(max)d. Rút ngắn nội dung.")
            % {"n": size, "max": most},
            anchor="body",
        )


def _pictures_enough(draft: Candidate) -> Iterator[Blocker]:
    least = draft.rules.pictures_min
    there = len(draft.item.photos()) if least else 0
    if there < least:
        yield Blocker(
            code="pictures_few",
            message=_("Bài có %(n)d ảnh, cần ít nhất %(min)d. Thêm ảnh.")
            % {"n": there, "min": least},
            anchor="body",
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
        decision = right_to_use(
            photo, article.unit, channel="web", at=draft.at, item_id=article.pk
        )
        if not decision.allowed:
            yield Blocker(
                code="rights",
                message=f"“{photo.title}”: {decision.reason}",
                anchor="body",
            )
        for refusal in credit_refusals(article, photo, draft.at):
            yield Blocker(
                code="credit",
                message=f"“{photo.title}”: {refusal}",
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


def _members(draft: Candidate) -> Iterator[Blocker]:
    """Yield why the members do not come out with their package, each by its own gate."""
    package = draft.item
    if package.is_series and members_there(package) and not members_live(package):
        yield Blocker(
            code="series_empty",
            message=_("Tuyến bài chưa có bài nào lên trang. Đăng bài đầu tiên trước."),
        )
    for member in members_to_release(package):
        blocker = _member_blocker(member, draft.at)
        if blocker is not None:
            yield blocker


def _member_blocker(member: ItemPage, at: datetime) -> Blocker | None:
    if is_binned(member):
        why = [_("bài đã bỏ vào thùng. Lấy lại, hoặc bỏ khỏi chùm.")]
        codes = {"member"}
    else:
        left = blockers_left(member, member.get_latest_revision(), at)
        why = [f"{each.message[:1].lower()}{each.message[1:]}" for each in left]
        codes = {each.code for each in left}
    if not why:
        return None
    said = _("“%(title)s” chưa lên trang được: %(why)s") % {
        "title": member.draft_title,
        "why": why[0],
    }
    if len(why) > 1:
        said = f"{said} " + _("Còn vướng %(n)d mục nữa.") % {"n": len(why) - 1}
    # Only time keeps it back: the package may be promised for later.
    code = "embargo" if codes == {"embargo"} else "member"
    return Blocker(code=code, message=said, overridable=False, item_id=member.pk)


ARTICLE_CHECKS: tuple[Check, ...] = (
    _not_taken_down,
    _lies_with_a_desk,
    _required_fields,
    _lengths,
    _body_length,
    _pictures_enough,
    _pictures,
    _banned_words,
    _remit,
    _embargo,
    _reviewed,
)
PACKAGE_CHECKS: tuple[Check, ...] = (*ARTICLE_CHECKS, _members)
SYNDICATED_CHECKS: tuple[Check, ...] = (
    _not_taken_down,
    _lies_with_a_desk,
    _original_public,
    _embargo,
    _remit,
    _pictures,
)
