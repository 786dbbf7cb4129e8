"""The versions of an item as its screens show them, and any two side by side."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from toasoan.content.item_states import moment
from toasoan.content.models import ItemSeen, ItemText, ItemVersion, ReviewDecision
from toasoan.content.models.articles import ItemPage
from toasoan.content.versions.changes import Change, draft_changes
from toasoan.core.errors import NotFound

DRAFT, LIVE, SEEN, DECIDED = "nhap", "len-trang", "da-xem", "lan-duyet"
VERSION = "p"
VERSIONS_SHOWN = 200
# A judgement: who made it had read the text.
JUDGED = ("approve", "return", "correct")


@dataclass(frozen=True)
class Side:
    """One of two texts compared.

    Attributes:
        ref: its name in the address.
        label: what it is, with who and when.
        content: the draft's content, None where there is no such text.
    """

    ref: str
    label: str
    content: dict[str, Any] | None = None


@dataclass(frozen=True)
class Comparison:
    """Two texts of one item and what changed from one to the other."""

    old: Side
    new: Side
    changes: list[Change]


def versions_of(item: ItemPage) -> list[ItemVersion]:
    """Return the item's versions, newest first."""
    rows = ItemVersion.objects.filter(item_id=item.pk).select_related("by")
    return list(rows.defer("text__content")[:VERSIONS_SHOWN])


def version_of(item: ItemPage, pk: int) -> ItemVersion:
    """Return the item's version with its text.

    Raises:
        NotFound: the item has none of this number.
    """
    rows = ItemVersion.objects.filter(item_id=item.pk, pk=pk)
    version = rows.select_related("text", "by").first()
    if version is None:
        raise NotFound
    return version


def sides_of(item: ItemPage, user: Any) -> list[Side]:
    """Return every text of the item that can be compared, without the texts."""
    named = [side_of(item, user, ref) for ref in (DRAFT, LIVE, SEEN, DECIDED)]
    found = [Side(side.ref, side.label) for side in named if side.content is not None]
    return found + [
        Side(f"{VERSION}{row.pk}", _version_label(row)) for row in versions_of(item)
    ]


def side_of(item: ItemPage, user: Any, ref: str) -> Side:
    """Return the text that `ref` names.

    Raises:
        NotFound: it names none.
    """
    special = {DRAFT: _draft, LIVE: _live, DECIDED: _decided}
    if ref in special:
        return special[ref](item)
    if ref == SEEN:
        return _seen(item, user)
    number = ref.removeprefix(VERSION)
    if not ref.startswith(VERSION) or not number.isdecimal() or len(number) > 18:
        raise NotFound
    row = version_of(item, int(number))
    return Side(ref, _version_label(row), row.text.content)


def comparison(item: ItemPage, user: Any, old_ref: str, new_ref: str) -> Comparison:
    """Return what changed from one text of the item to the other.

    Raises:
        NotFound: there is no such text.
    """
    old, new = side_of(item, user, old_ref), side_of(item, user, new_ref)
    if old.content is None or new.content is None:
        raise NotFound
    return Comparison(old, new, content_changes(item, old.content, new.content))


def content_changes(
    item: ItemPage, old: dict[str, Any], new: dict[str, Any]
) -> list[Change]:
    """Return what changed between two contents of the item."""
    return draft_changes(item.with_content_json(old), item.with_content_json(new))


def _draft(item: ItemPage) -> Side:
    revision = item.get_latest_revision()
    if revision is None:
        return Side(DRAFT, _("Bản nháp bây giờ"))
    facts = {"name": revision.user or _("Hệ thống"), "at": moment(revision.created_at)}
    label = _("Bản nháp bây giờ (%(name)s, %(at)s)") % facts
    return Side(DRAFT, label, revision.content)


def _live(item: ItemPage) -> Side:
    revision = item.live_revision
    if not item.live or revision is None:
        return Side(LIVE, _("Bản trên trang"))
    label = _("Bản trên trang (từ %(at)s)") % {"at": moment(item.last_published_at)}
    return Side(LIVE, label, revision.content)


def _seen(item: ItemPage, user: Any) -> Side:
    seen = (
        ItemSeen.objects.filter(item_id=item.pk, person=user)
        .select_related("text", "before")
        .first()
    )
    if seen is None:
        return Side(SEEN, _("Bản bạn xem gần nhất"))
    revision = item.get_latest_revision()
    is_now = revision is not None and seen.at >= revision.created_at
    text, when = seen.text, seen.at
    if is_now and seen.before is not None and seen.before_at is not None:
        text, when = seen.before, seen.before_at
    label = _("Bản bạn xem gần nhất (%(at)s)") % {"at": moment(when)}
    return Side(SEEN, label, text.content)


def _decided(item: ItemPage) -> Side:
    last = (
        ReviewDecision.objects.filter(review__item_id=item.pk, kind__in=JUDGED)
        .select_related("by")
        .order_by("-at", "-pk")
        .first()
    )
    content = decided_content(item, last) if last is not None else None
    if last is None or content is None:
        return Side(DECIDED, _("Bản ở quyết định trước"))
    facts = {"name": last.by, "at": moment(last.at)}
    label = _("Bản ở quyết định trước (%(name)s, %(at)s)") % facts
    return Side(DECIDED, label, content)


def decided_content(item: Any, decision: ReviewDecision) -> dict[str, Any] | None:
    """Return the very text that was decided about, None from before texts were kept."""
    text = ItemText.objects.filter(
        item_id=item.pk, fingerprint=decision.fingerprint
    ).first()
    return text.content if text is not None else None


def _version_label(row: ItemVersion) -> str:
    facts = {
        "name": row.name or row.get_kind_display(),
        "by": row.by or _("Hệ thống"),
        "at": moment(row.at),
    }
    return _("%(name)s (%(by)s, %(at)s)") % facts
