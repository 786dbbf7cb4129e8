"""Reads about what people outside ask of published items."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from toasoan.content.models import ArticlePage, ItemRequest, RequestLetter, TakeDown
from toasoan.core.errors import NotFound
from toasoan.units.access import units_visible, user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

# "…-123.html" as readers know it, or the bare number.
ADDRESS = re.compile(r"(?:.*-)?(\d{1,12})(?:\.html)?")
REPLIED = ItemRequest.Outcome.REPLY_PUBLISHED


@dataclass(frozen=True)
class ReplyNote:
    """The line that leads from an article to the reply, or from the reply to it.

    Attributes:
        other: the public article at the other end.
        requester: whose reply it is.
    """

    other: ArticlePage
    requester: str


def requests_visible(user: Any, unit: PressUnit) -> QuerySet[ItemRequest]:
    """Return the unit's requests this person may read, the earliest due first.

    They carry names and addresses: who answers for corrections sees all, others what
    they have recorded or been given.
    """
    if unit not in units_visible(user):
        return ItemRequest.objects.none()
    found = ItemRequest.objects.filter(unit=unit).select_related(
        "item", "unit", "assignee", "recorded_by", "signed_by", "reply"
    )
    if user_may(user, Action.CORRECT, unit):
        return found
    return found.filter(Q(recorded_by=user) | Q(assignee=user))


def request_for_reading(user: Any, pk: int) -> ItemRequest:
    """Return the request.

    Raises:
        NotFound: there is none, or the person may not read it.
    """
    found = ItemRequest.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFound
    held = requests_visible(user, found.unit).filter(pk=pk).first()
    if held is None:
        raise NotFound
    return held


def letter_for_reading(user: Any, pk: int, letter_pk: int) -> RequestLetter:
    """Return a letter of the request.

    Raises:
        NotFound: there is none, or the person may not read the request.
    """
    letter = request_for_reading(user, pk).letters.filter(pk=letter_pk).first()
    if letter is None:
        raise NotFound
    return letter


def requests_open_count(user: Any, unit: PressUnit) -> int:
    """Return how many requests this person sees that nobody has answered."""
    return requests_visible(user, unit).filter(signed_at__isnull=True).count()


def article_at(unit: PressUnit, address: str) -> ArticlePage | None:
    """Return the unit's published article with this address or number, or None."""
    found = ADDRESS.fullmatch(address.strip().split("?")[0].split("#")[0])
    if found is None:
        return None
    return ArticlePage.objects.filter(
        unit=unit, pk=int(found[1]), first_published_at__isnull=False
    ).first()


def reply_notes(article: ArticlePage) -> tuple[list[ReplyNote], list[ReplyNote]]:
    """Return the public replies to the article, and what it replies to itself."""
    rows = (
        ItemRequest.objects.filter(outcome=REPLIED)
        .filter(Q(item=article.pk) | Q(reply=article.pk))
        .select_related("item", "reply")
        .order_by("signed_at")
    )
    replies, replied_to = [], []
    for row in rows:
        if row.item_id == article.pk and row.reply is not None and row.reply.live:
            replies.append(ReplyNote(row.reply, row.requester))
        elif row.reply_id == article.pk and row.item.live:
            replied_to.append(ReplyNote(row.item.specific, row.requester))
    return replies, replied_to


def items_bound_by_replies(item_id: int) -> set[int]:
    """Return the items whose page names this one as reply or as what is replied to."""
    rows = ItemRequest.objects.filter(outcome=REPLIED).filter(
        Q(item=item_id) | Q(reply=item_id)
    )
    bound = {row.item_id for row in rows}
    bound |= {row.reply_id for row in rows if row.reply_id is not None}
    return bound - {item_id}


def outcome_is_true(request: ItemRequest, outcome: str) -> bool:
    """Return whether what the outcome says has really happened since the receipt."""
    if outcome == ItemRequest.Outcome.CORRECTED:
        since = request.item.corrections.filter(at__gte=request.received_at)
        return bool(since.exists())
    if outcome == ItemRequest.Outcome.TAKEN_DOWN:
        return TakeDown.objects.filter(
            item=request.item_id, lifted_at__isnull=True
        ).exists()
    return True
