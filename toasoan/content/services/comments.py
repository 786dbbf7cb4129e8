"""What people say about a passage: said, answered, settled, taken back."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toasoan.content.access import item_for_reading, readers_among
from toasoan.content.discussion import comment_telling as telling
from toasoan.content.discussion.comment_anchors import AROUND, Selector, selector_of
from toasoan.content.discussion.comment_spots import BODY, item_spots, spot_labels
from toasoan.content.discussion.comment_words import mentioned_keys
from toasoan.content.discussion.comments import may_resolve, passage_find
from toasoan.content.errors import CommentEmpty, CommentRefused, CommentSettled
from toasoan.content.models import CommentMention, ItemComment
from toasoan.content.models.articles import ItemPage
from toasoan.content.models.comments import QUOTE_MAX, TEXT_MAX
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.models import Desk

MENTIONS_MAX = 20
POSITION_MAX = 10_000_000
BLOCK = re.compile(r"[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True)
class Passage:
    """What a new thread is about, as the browser saw it: a spot, and words of it."""

    spot: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 0


@transaction.atomic
def comment_add(
    *,
    item: ItemPage,
    text: str,
    by: Any,
    passage: Passage | None = None,
    thread: ItemComment | None = None,
    client_key: UUID | None = None,
) -> ItemComment:
    """Something new is said about the item, or answered in a thread, once a key.

    An answer opens a settled thread again. Who is named, and who spoke in the thread
    before, is told once. Nobody needs the item's lease: its text stays as it is.

    Raises:
        NotFound: `by` may not read the item.
        CommentEmpty: nothing is said.
        CommentRefused: too long, about nothing that is there, or naming somebody who
            may not read the item.
    """
    item_for_reading(by, item.pk)
    said = _words(text)
    again = _sent_before(item, said, by, client_key)
    if again is not None:
        return again
    people, desks = _named(item, said)
    comment = ItemComment(
        item_id=item.pk,
        author=by,
        text=said,
        at=clock.now(),
        changed_at=clock.now(),
        client_key=client_key,
    )
    if thread is not None:
        comment.thread = _answered(thread, item, by)
    else:
        _place(comment, item, passage or Passage())
    if not _saved_first(comment):
        return ItemComment.objects.get(author=by, client_key=client_key)
    _mention(comment, people, desks)
    telling.comment_told(comment, item, by=by)
    _audit("replied" if thread else "added", comment, item, by)
    return comment


def _words(text: str) -> str:
    said = nfc(text.replace("\r\n", "\n").strip())
    if not said:
        raise CommentEmpty
    if len(said) > TEXT_MAX:
        raise CommentRefused(
            _("Ý kiến dài %(n)s chữ cái, cho phép %(most)s. Cắt bớt, hoặc gửi làm hai.")
            % {"n": len(said), "most": TEXT_MAX}
        )
    return said


def _sent_before(
    item: ItemPage, said: str, by: Any, client_key: UUID | None
) -> ItemComment | None:
    if client_key is None:
        return None
    held = ItemComment.objects.filter(author=by, client_key=client_key).first()
    if held is not None and (held.item_id, held.text) != (item.pk, said):
        raise CommentRefused(_("Mã gửi này đã dùng. Tải lại trang rồi gửi lại."))
    return held


def _saved_first(comment: ItemComment) -> bool:
    """Save the comment; return False when the same key came in at the same moment."""
    try:
        with transaction.atomic():
            comment.save()
    except IntegrityError:
        if comment.client_key is None:
            raise
        return False
    return True


def _answered(thread: ItemComment, item: ItemPage, by: Any) -> ItemComment:
    held = _hold(thread.thread_id or thread.pk)
    if held.item_id != item.pk:
        raise CommentRefused(_("Ý kiến này không thuộc bài này."))
    if held.withdrawn_at is not None:
        raise CommentSettled(_("Ý kiến này đã được rút lại. Nêu ý kiến mới nếu cần."))
    if held.resolved_at is not None:
        _reopen(held, by)
    return held


def _named(item: ItemPage, said: str) -> tuple[list[Any], list[Desk]]:
    people_keys, desk_keys = mentioned_keys(said)
    if len(people_keys) + len(desk_keys) > MENTIONS_MAX:
        raise CommentRefused(
            _("Nhắc nhiều nhất %(n)s người và ban. Bớt tên rồi gửi.")
            % {"n": MENTIONS_MAX}
        )
    found = get_user_model().objects.filter(pk__in=people_keys, is_active=True)
    people = readers_among(found, item)
    desks = list(Desk.objects.filter(pk__in=desk_keys, unit=item.unit, is_active=True))
    if len(people) < len(people_keys) or len(desks) < len(desk_keys):
        raise CommentRefused(
            _("Có người hoặc ban được nhắc không đọc được bài này. Bỏ tên ấy rồi gửi.")
        )
    return people, desks


def _mention(comment: ItemComment, people: list[Any], desks: list[Desk]) -> None:
    CommentMention.objects.bulk_create(
        [
            *(CommentMention(comment=comment, person=person) for person in people),
            *(CommentMention(comment=comment, desk=desk) for desk in desks),
        ]
    )


# --- Where it stands --------------------------------------------------------------


def _place(comment: ItemComment, item: ItemPage, passage: Passage) -> None:
    """Write down what the comment is about, as the stored draft has it if it does.

    Who edits may speak of words that are not saved yet: those stand as they came.
    """
    field, _colon, block = passage.spot.partition(":")
    _require_spot(item, field, block, passage)
    comment.field, comment.block = field, block
    comment.quote = nfc(passage.exact)
    comment.prefix = nfc(passage.prefix)[-AROUND:]
    comment.suffix = nfc(passage.suffix)[:AROUND]
    comment.start = min(max(0, passage.start), POSITION_MAX)
    comment.end = comment.start + len(comment.quote)
    revision = item.get_latest_revision()
    if not comment.quote or revision is None:
        return
    spot, place = passage_find(comment, item_spots(revision.as_object()))
    if spot is None or place is None or not place.is_exact:
        return
    _stands(comment, selector_of(spot.text, place.start, place.end))
    comment.block = spot.key.partition(":")[2]
    comment.fingerprint = revision_fingerprint(revision)


def _stands(comment: ItemComment, selector: Selector) -> None:
    comment.prefix, comment.suffix = selector.prefix, selector.suffix
    comment.start, comment.end = selector.start, selector.end


def _require_spot(item: ItemPage, field: str, block: str, passage: Passage) -> None:
    is_plain = field in spot_labels(item) and not block
    is_block = field == BODY and hasattr(item, BODY) and BLOCK.fullmatch(block)
    is_whole = not passage.spot and not passage.exact
    if not (is_plain or is_block or is_whole):
        raise CommentRefused(_("Chọn lại đoạn chữ trong bài rồi gửi."))
    if len(passage.exact) > QUOTE_MAX:
        raise CommentRefused(
            _("Đoạn chọn dài quá %(most)s chữ cái. Chọn đoạn ngắn hơn.")
            % {"most": QUOTE_MAX}
        )


# --- Settling ---------------------------------------------------------------------


@transaction.atomic
def comment_resolve(*, comment: ItemComment, item: ItemPage, by: Any) -> ItemComment:
    """The thread waits for nobody any more; whoever began it is told.

    Raises:
        NotFound: `by` may not read the item.
        NotAllowed: `by` neither began it, nor has the item, nor edits others' work.
        CommentSettled: it was taken back.
    """
    held = _hold_to_settle(comment, item, by)
    if held.resolved_at is not None:
        return held
    held.resolved_by, held.resolved_at = by, clock.now()
    _save(held)
    telling.comment_resolved_told(held, item, by=by)
    _audit("resolved", held, item, by)
    return held


@transaction.atomic
def comment_reopen(*, comment: ItemComment, item: ItemPage, by: Any) -> ItemComment:
    """The thread waits for somebody again.

    Raises:
        NotFound, NotAllowed, CommentSettled: as comment_resolve.
    """
    held = _hold_to_settle(comment, item, by)
    if held.resolved_at is not None:
        _reopen(held, by)
        _audit("reopened", held, item, by)
    return held


def _reopen(held: ItemComment, by: Any) -> None:
    held.resolved_by, held.resolved_at = None, None
    held.reopened_by, held.reopened_at = by, clock.now()
    _save(held)


@transaction.atomic
def comment_withdraw(*, comment: ItemComment, item: ItemPage, by: Any) -> ItemComment:
    """Nobody reads the words any more, only that there were some.

    Raises:
        NotFound: `by` may not read the item.
        NotAllowed: it is not their own.
        CommentSettled: it was answered, or stood too long.
    """
    item_for_reading(by, item.pk)
    if comment.author_id != by.pk:
        raise NotAllowed
    first = _hold(comment.thread_id or comment.pk)
    held = first if comment.pk == first.pk else _hold(comment.pk)
    if held.withdrawn_at is not None:
        return held
    later = ItemComment.objects.filter(thread=first.pk, pk__gt=held.pk)
    if later.exists():
        raise CommentSettled(_("Đã có người trả lời, ý kiến này không rút được nữa."))
    if not held.is_fresh:
        raise CommentSettled(
            _("Ý kiến chỉ rút được trong 15 phút. Viết thêm một câu trả lời thay vào.")
        )
    held.withdrawn_at = clock.now()
    _save(held)
    _audit("withdrawn", held, item, by)
    return held


def _hold_to_settle(comment: ItemComment, item: ItemPage, by: Any) -> ItemComment:
    item_for_reading(by, item.pk)
    held = _hold(comment.thread_id or comment.pk)
    if not may_resolve(by, item, held):
        raise NotAllowed
    if held.withdrawn_at is not None:
        raise CommentSettled(_("Ý kiến này đã được rút lại."))
    return held


def _hold(pk: int) -> ItemComment:
    return ItemComment.objects.select_for_update(of=("self",)).get(pk=pk)


def _save(comment: ItemComment) -> None:
    comment.changed_at = clock.now()
    comment.save()


def _audit(what: str, comment: ItemComment, item: ItemPage, by: Any) -> None:
    # The words stay out: the log is read by people who may not read the item.
    audit_record(
        action=f"content.comment_{what}",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"comment": comment.pk, "thread": comment.thread_id or comment.pk},
    )
