"""What the app for phones asks for and sends; each act is done once."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.archive.incoming.uploading import upload_for, upload_keep
from toasoan.archive.models import Photo, Upload
from toasoan.content.access import item_for_reading
from toasoan.content.errors import PieceChanged
from toasoan.content.item_states import review_state
from toasoan.content.models import ArticlePage, Review
from toasoan.content.publication.waiting import ready_items
from toasoan.content.selectors import reviews_ahead_of, reviews_waiting_for
from toasoan.content.services import article_base, item_submit, piece_file
from toasoan.content.views.verbs import VERBS
from toasoan.core.errors import NotFound
from toasoan.newsroom.field.asking import (
    FieldsWrong,
    document_address,
    form_clean,
    form_data,
    piece_of,
    target_of,
    upload_kept,
)
from toasoan.newsroom.field.door import (
    AskedWrongly,
    Body,
    act_once,
    asked,
    list_of,
    text_of,
    told,
)
from toasoan.newsroom.field.telling import (
    VERBS_TOLD,
    article_told,
    review_told,
    unit_told,
    work_told,
)
from toasoan.newsroom.services import work_hand_in
from toasoan.planning.access import assignment_for_assignee
from toasoan.planning.forms import ReasonForm, StoryForm
from toasoan.planning.services import (
    assignment_accept,
    assignment_decline,
    story_pitch,
)
from toasoan.units.access import unit_for, user_may
from toasoan.units.current_unit import units_of
from toasoan.units.roles import Action

READY_MOST = 30
UPLOADS_MOST = 60


# --- What is asked ----------------------------------------------------------------


@asked
def me(request: HttpRequest) -> Body:
    """Answer with who is signed in, the token of writes, and the house's clock."""
    units = units_of(request)
    return {
        "person": {"id": request.user.pk, "name": str(request.user)},
        "csrf": get_token(request),
        "units": [unit_told(request.user, unit) for unit in units],
        "usages": [
            [value, str(label)]
            for value, label in Photo.Usage.choices
            if value not in {Photo.Usage.UNKNOWN, Photo.Usage.FORBIDDEN}
        ],
        "decides": any(
            user_may(request.user, action, unit)
            for unit in units
            for action in (Action.EDIT_OTHERS, Action.PUBLISH)
        ),
    }


@asked
def work(request: HttpRequest) -> Body:
    """Answer with what the person has to do in their units."""
    units = [u for u in units_of(request) if user_may(request.user, Action.WRITE, u)]
    return {"rows": [row for unit in units for row in work_told(request.user, unit)]}


@asked
def waiting(request: HttpRequest) -> Body:
    """Answer with what waits for this person, what they may publish, what comes later."""
    own, ready, ahead = [], [], []
    for unit in units_of(request):
        own += [_row(r, "own") for r in reviews_waiting_for(request.user, unit)]
        ahead += [_row(r, "ahead") for r in reviews_ahead_of(request.user, unit)]
        if user_may(request.user, Action.PUBLISH, unit):
            ready += [_row(r.review, "ready") for r in ready_items(unit, READY_MOST)]
    return {"rows": [*own, *ready, *ahead]}


def _row(review: Review, turn: str) -> Body:
    due_at = review.due_at
    return {
        "turn": turn,
        "article": review.item_id,
        "title": review.item.draft_title,
        "by": str(review.submitted_by),
        "due": None if due_at is None else int(due_at.timestamp() * 1000),
        "unit": review.unit.key,
        "state_words": review_state(review).text,
    }


@asked
def article(request: HttpRequest, pk: int) -> Body:
    """Answer with one article as whoever decides on it reads it."""
    return review_told(request.user, _article(request, pk))


def _article(request: HttpRequest, pk: int) -> ArticlePage:
    item = item_for_reading(request.user, pk)
    if not isinstance(item, ArticlePage):
        raise NotFound
    return item


# --- What is sent -----------------------------------------------------------------


@told
def file_keep(request: HttpRequest, pk: UUID, body: Body) -> Body:
    """Put an own upload into the archive with its words; sent again, nothing happens."""
    upload = upload_for(request.user, pk)
    caption, credit = text_of(body, "caption", 2000), text_of(body, "credit", 200)
    usage = text_of(body, "usage", 16) or Photo.Usage.UNKNOWN
    if usage not in Photo.Usage.values:
        raise AskedWrongly
    kept = upload_keep(
        upload=upload,
        by=request.user,
        details={"caption": caption, "credit": credit, "usage": usage},
        title=text_of(body, "title", 255),
    )
    return {"photo": kept.photo_id, "document": kept.document_id}


@told
def piece(request: HttpRequest, body: Body) -> Body:
    """Save an article as the phone has it, and hand it in when that is asked."""

    def run() -> Body:
        target = target_of(request, body)
        filed = piece_file(piece=piece_of(request, body), by=request.user, **target)
        if body.get("submit") is True and not _is_with_reviewers(filed):
            item_submit(item=filed, by=request.user)
        return {"article": article_told(filed), "submitted": _is_with_reviewers(filed)}

    return act_once(request, "piece", body, run)


def _is_with_reviewers(filed: ArticlePage) -> bool:
    review = filed.open_review()
    return review is not None and bool(review.is_with_reviewers)


@told
def accept(request: HttpRequest, pk: int, body: Body) -> Body:
    """Take an assignment on."""
    assignment = assignment_for_assignee(request.user, pk)

    def run() -> Body:
        taken = assignment_accept(assignment=assignment, by=request.user)
        return {"state": taken.state}

    return act_once(request, "accept", {**body, "pk": pk}, run)


@told
def decline(request: HttpRequest, pk: int, body: Body) -> Body:
    """Give an assignment back with the reason."""
    assignment = assignment_for_assignee(request.user, pk)

    def run() -> Body:
        reason = form_clean(ReasonForm(form_data(body)))["note"]
        given = assignment_decline(
            assignment=assignment, by=request.user, reason=reason
        )
        return {"state": given.state}

    return act_once(request, "decline", {**body, "pk": pk}, run)


@told
def hand_in(request: HttpRequest, pk: int, body: Body) -> Body:
    """Hand in photos, film or sound that have come into the archive."""
    assignment = assignment_for_assignee(request.user, pk)

    def run() -> Body:
        keys = list_of(body, "uploads", UPLOADS_MOST)
        kept = [upload_kept(request, {"upload": key}) for key in keys]
        addresses = _addresses(kept)
        note = "\n".join([text_of(body, "note", 1000), *addresses[1:]]).strip()
        if len(note) > 1000:
            raise FieldsWrong(_("Lời nhắn quá dài. Rút ngắn hoặc nộp ít tệp hơn."))
        handed = work_hand_in(
            assignment=assignment,
            by=request.user,
            photo_ids=[each.photo_id for each in kept if each.photo_id is not None],
            link=addresses[0] if addresses else "",
            note=note,
        )
        return {"state": handed.state}

    return act_once(request, "hand-in", {**body, "pk": pk}, run)


def _addresses(kept: list[Upload]) -> list[str]:
    return [document_address(each.document) for each in kept if each.document]


@told
def pitch(request: HttpRequest, body: Body) -> Body:
    """Put a story before the desk."""
    unit = unit_for(request.user, text_of(body, "unit", 64))

    def run() -> Body:
        form = StoryForm({"priority": 3, **form_data(body)}, unit=unit)
        story = story_pitch(unit=unit, by=request.user, **form_clean(form))
        return {"story": story.pk}

    return act_once(request, "pitch", body, run)


@told
def decide(request: HttpRequest, pk: int, verb: str, body: Body) -> Body:
    """Approve, return or publish the very text the person has read."""
    item = _article(request, pk)
    if verb not in VERBS_TOLD:
        raise NotFound

    def run() -> Body:
        Page.objects.select_for_update().get(pk=item.pk)
        if article_base(item) != text_of(body, "base", 64):
            raise PieceChanged(item)
        does = VERBS[verb]
        form: Any = does.form(form_data(body), item=item, user=request.user)
        return {"said": does.run(item, request.user, form_clean(form))}

    return act_once(request, f"decide-{verb}", {**body, "pk": pk}, run)
