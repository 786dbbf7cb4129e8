"""Filters people keep and share, and what they say to a story."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.planning.errors import CommentEmpty, SavedViewWrong
from toasoan.planning.models import SavedView, Story, StoryComment
from toasoan.planning.services.moves import story_hold
from toasoan.planning.services.trail import story_audit
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action

MOST_VIEWS = 50
MOST_FILTERS, LONGEST_VALUE = 12, 200
# Pressed twice, said once.
SAID_AGAIN = timedelta(seconds=30)


@transaction.atomic
def saved_view_add(
    *,
    unit: PressUnit,
    name: str,
    kind: str,
    filters: Mapping[str, str],
    by: Any,
    shared: str = SavedView.Shared.NOBODY,
    desk: Desk | None = None,
) -> SavedView:
    """Keep a filter under a name; saved again under it, it is the new one.

    Raises:
        NotAllowed: `by` does not read the unit's work.
        SavedViewWrong: the filter cannot be kept, the desk is missing or another
            unit's, or the person keeps too many.
    """
    user_require(by, Action.READ, unit)
    _filters_require(kind, filters)
    shared_desk = _shared_desk(unit, shared, desk)
    mine = SavedView.objects.filter(unit=unit, owner=by)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise SavedViewWrong(
            _("Bạn đã lưu %(n)d bộ lọc. Xóa bớt rồi lưu tiếp.") % {"n": MOST_VIEWS}
        )
    view, _made = SavedView.objects.update_or_create(
        unit=unit,
        owner=by,
        name=name,
        defaults={
            "kind": kind,
            "filters": dict(filters),
            "shared": shared,
            "desk": shared_desk,
        },
    )
    _audit("planning.saved_view_kept", view, by)
    return view


@transaction.atomic
def saved_view_change(
    *, view: SavedView, name: str, shared: str, by: Any, desk: Desk | None = None
) -> SavedView:
    """Give one's own saved view another name or other readers.

    Raises:
        NotAllowed: it is another's.
        SavedViewWrong: one's other view has the name, or the desk is not the unit's.
    """
    _own_require(view, by)
    others = SavedView.objects.filter(unit=view.unit, owner=by).exclude(pk=view.pk)
    if others.filter(name=name).exists():
        raise SavedViewWrong(
            _("Bạn đã có bộ lọc “%(name)s”. Chọn tên khác.") % {"name": name}
        )
    view.name, view.shared = name, shared
    view.desk = _shared_desk(view.unit, shared, desk)
    view.save(update_fields=["name", "shared", "desk"])
    _audit("planning.saved_view_changed", view, by)
    return view


@transaction.atomic
def saved_view_remove(*, view: SavedView, by: Any) -> None:
    """Forget one's own saved view.

    Raises:
        NotAllowed: it is another's.
    """
    _own_require(view, by)
    _audit("planning.saved_view_removed", view, by)
    view.delete()


def _audit(action: str, view: SavedView, by: Any) -> None:
    # What a person keeps for themselves is named to nobody.
    is_own = view.shared == SavedView.Shared.NOBODY
    audit_record(
        action=action,
        target=view,
        target_label="-" if is_own else view.name,
        by=by,
        unit_key=view.unit.key,
        data={"shared": str(view.shared)},
    )


def _own_require(view: SavedView, by: Any) -> None:
    if view.owner != by:
        raise NotAllowed


def _filters_require(kind: str, filters: Mapping[str, str]) -> None:
    # From a form they are texts; what calls from elsewhere is held to it.
    texts: list[object] = [*filters.keys(), *filters.values()]
    plain = all(isinstance(t, str) and len(t) <= LONGEST_VALUE for t in texts)
    if kind not in SavedView.Kind.values or not plain or len(filters) > MOST_FILTERS:
        raise SavedViewWrong(_("Bộ lọc này không lưu được. Lọc lại rồi lưu."))


def _shared_desk(unit: PressUnit, shared: str, desk: Desk | None) -> Desk | None:
    if shared not in SavedView.Shared.values:
        raise SavedViewWrong(_("Chọn chia sẻ với ai."))
    if shared != SavedView.Shared.DESK:
        return None
    if desk is None or desk.unit_id != unit.pk:
        raise SavedViewWrong(_("Chọn ban để chia sẻ."))
    return desk


@transaction.atomic
def story_comment_add(*, story: Story, text: str, by: Any) -> StoryComment:
    """Say something about the story to all who work on it.

    Raises:
        NotAllowed: `by` does not read the unit's work.
        CommentEmpty: nothing was said.
    """
    user_require(by, Action.READ, story.unit)
    said = nfc(text.strip())
    if not said:
        raise CommentEmpty
    held = story_hold(story.pk)
    last = held.comments.order_by("-at", "-pk").first()
    is_again = last and (last.author_id, last.text) == (by.pk, said)
    if last and is_again and last.at > clock.now() - SAID_AGAIN:
        return last
    comment = StoryComment.objects.create(story=held, author=by, text=said)
    story_audit("planning.story_commented", held, by)
    return comment
