"""Who hears of what is said beside the text of an item; each word is told once."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from toasoan.content.access import readers_among
from toasoan.content.discussion.comment_words import words_plain
from toasoan.content.models import ItemComment
from toasoan.content.models.articles import ItemPage
from toasoan.content.telling import people_with, words_told
from toasoan.core import clock
from toasoan.units.models import Membership
from toasoan.workspace.services import notification_send


def comment_told(comment: ItemComment, item: ItemPage, *, by: Any) -> None:
    """Who is named, and who spoke in the thread before, knows of it, each once."""
    # One key for both: who is named in an answer is told as named, and not again.
    key = f"comment:{comment.pk}"
    _comment_send("mention", comment, item, to=_named_in(comment), key=key, by=by)
    if comment.thread is not None:
        spoke = _spoke_in(comment.thread)
        _comment_send("reply", comment, item, to=spoke, key=key, by=by)


def comment_resolved_told(thread: ItemComment, item: ItemPage, *, by: Any) -> None:
    """Who began the thread knows that it is settled."""
    at = thread.resolved_at.timestamp() if thread.resolved_at else 0
    key = f"comment:{thread.pk}:resolved:{at}"
    _comment_send("resolved", thread, item, to=[thread.author], key=key, by=by)


def _named_in(comment: ItemComment) -> list[Any]:
    """Return the people named, and those who are of the desks named today."""
    mentions = list(comment.mentions.all())
    today = Membership.objects.on(clock.today()).filter(
        desk__in=[each.desk_id for each in mentions if each.desk_id]
    )
    keys: set[int | None] = {each.person_id for each in mentions}
    return people_with(keys | set(today.values_list("user", flat=True)))


def _spoke_in(thread: ItemComment) -> list[Any]:
    said = ItemComment.objects.filter(Q(pk=thread.pk) | Q(thread=thread.pk))
    return people_with(set(said.values_list("author", flat=True)))


def _comment_send(
    what: str, comment: ItemComment, item: ItemPage, *, to: list[Any], key: str, by: Any
) -> None:
    first = comment.thread or comment
    notification_send(
        kind=f"content.comment_{what}",
        to=readers_among(to, item),
        path=comment_path(comment),
        key=key,
        values={
            "title": item.draft_title or item.title,
            "text": words_told(words_plain(comment)),
            "quote": words_told(first.quote),
        },
        by=by,
        unit=item.unit,
    )


def comment_path(comment: ItemComment) -> str:
    """Return the address of the screen that opens at this comment."""
    screen = reverse("content:comments", args=[comment.item_id])
    return f"{screen}?xem=het#y-kien-{comment.pk}"
