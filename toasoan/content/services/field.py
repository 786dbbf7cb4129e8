"""What phones in the field ask for: each act once, and a piece never over another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from toasoan.archive.models import ArchiveDocument
from toasoan.content.editing.field_bodies import BodyPart, PhonePhoto, body_made
from toasoan.content.errors import FieldActTaken, ItemNotReady, PieceChanged
from toasoan.content.models import ArticlePage, FieldAct, FiledPiece, SectionPage
from toasoan.content.services.items import article_create, item_start
from toasoan.content.versions.fingerprint import (
    content_fingerprint,
    revision_fingerprint,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.planning.models import Assignment, Genre, Story
from toasoan.security.services import audit_record
from toasoan.units.models import Subject

ACTS_KEPT_FOR = timedelta(days=90)
Answer = dict[str, Any]


@transaction.atomic
def field_act_once(
    *,
    client_id: UUID,
    kind: str,
    body: Mapping[str, Any],
    by: Any,
    run: Callable[[], Answer],
) -> Answer:
    """Do what a phone asks for, or return what it was answered when it asked before.

    What `run` refuses leaves nothing behind: the phone may ask again under the key.

    Raises:
        FieldActTaken: the key was used to ask for something else.
    """
    digest = content_fingerprint(dict(body))
    act, is_new = FieldAct.objects.get_or_create(
        by=by, client_id=client_id, defaults={"kind": kind, "digest": digest}
    )
    if not is_new:
        if (act.kind, act.digest) != (kind, digest):
            raise FieldActTaken
        return dict(act.answer)
    act.answer = run()
    act.save(update_fields=["answer"])
    return act.answer


def field_acts_prune() -> int:
    """Forget what phones asked for so long ago that none asks again; return how many."""
    old = FieldAct.objects.filter(at__lt=clock.now() - ACTS_KEPT_FOR)
    return old.delete()[0]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What a phone sends of an article.

    Attributes:
        id: the key of the draft on the phone.
        base: the fingerprint of the version it was written on; "" for none.
        parts: the body.
        photos: those that are new; the first is the lead where there is none.
        recordings: film and sound that came with it.
    """

    id: UUID
    base: str
    title: str
    sapo: str
    parts: Sequence[BodyPart]
    photos: Sequence[PhonePhoto] = ()
    recordings: Sequence[ArchiveDocument] = ()
    contacts: str = ""
    location: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where an article without an assignment begins."""

    section: SectionPage
    subject: Subject | None
    genre: Genre | None


@transaction.atomic
def piece_file(
    *,
    piece: Piece,
    by: Any,
    assignment: Assignment | None = None,
    article: ArticlePage | None = None,
    place: Place | None = None,
    section: SectionPage | None = None,
) -> ArticlePage:
    """Save what the phone sends as the article's draft, and what came beside it.

    Exactly one of `assignment`, `article` and `place` says which article; that of an
    assignment is begun where there is none, in `section` when none is planned.

    Raises:
        PieceChanged: somebody saved another version since `base`; nothing was saved.
        NotAllowed: the article is in someone else's hands.
        SectionMissing, ItemNotReady: as item_start.
    """
    held, is_new = _article_of(piece, by, assignment, article, place, section)
    Page.objects.select_for_update().get(pk=held.pk)
    stored = ArticlePage.objects.get(pk=held.pk)
    if not stored.may_be_edited_by(by):
        raise NotAllowed
    if not is_new and article_base(stored) != piece.base:
        raise PieceChanged(stored)
    _draft_save(stored, piece, by)
    _beside_save(stored, piece, by)
    audit_record(
        action="content.piece_filed", target=stored, by=by, unit_key=stored.unit.key
    )
    return ArticlePage.objects.get(pk=stored.pk)


def article_base(article: ArticlePage) -> str:
    """Return what names the article's latest version."""
    revision = ArticlePage.objects.get(pk=article.pk).get_latest_revision()
    return revision_fingerprint(revision) if revision else ""


def _article_of(
    piece: Piece,
    by: Any,
    assignment: Assignment | None,
    article: ArticlePage | None,
    place: Place | None,
    section: SectionPage | None,
) -> tuple[ArticlePage, bool]:
    if article is not None:
        return article, False
    if assignment is not None:
        story_id = assignment.coverage.story_id
        Story.objects.select_for_update(of=("self",)).get(pk=story_id)
        begun = Assignment.objects.filter(pk=assignment.pk, item__isnull=False)
        is_new = not begun.exists()
        return item_start(assignment=assignment, by=by, section=section), is_new
    if place is None:
        raise ItemNotReady
    earlier = FiledPiece.objects.filter(pk=piece.id, by=by).first()
    if earlier is not None:
        return earlier.article, False
    unit = place.section.press_unit()
    if unit is None:
        raise ItemNotReady
    made = article_create(
        unit=unit,
        section=place.section,
        headline=piece.title,
        by=by,
        subject=place.subject,
        genre=place.genre,
    )
    return made, True


def _draft_save(stored: ArticlePage, piece: Piece, by: Any) -> None:
    draft: ArticlePage = stored.get_latest_revision_as_object()
    known = {photo.pk for photo in draft.photos()}
    new = [each for each in piece.photos if each.photo.pk not in known]
    if new and draft.lead_photo is None:
        draft.lead_photo, draft.lead_caption = new[0].photo, new[0].caption
        new = new[1:]
    draft.title = " ".join(nfc(piece.title).split()) or draft.title
    draft.sapo = nfc(piece.sapo).strip()
    draft.body = body_made(draft.body, piece.parts, new)
    draft.save_revision(user=by, log_action=True)


def _beside_save(stored: ArticlePage, piece: Piece, by: Any) -> None:
    if FiledPiece.objects.filter(pk=piece.id).exclude(article=stored.pk).exists():
        raise FieldActTaken
    row = FiledPiece.objects.filter(article=stored.pk).first()
    if row is None:
        row = FiledPiece(id=piece.id, article=stored)
    row.by = by
    row.contacts = nfc(piece.contacts).strip() or row.contacts
    for name in ("latitude", "longitude", "accuracy_m"):
        if piece.location:
            setattr(row, name, piece.location.get(name))
    row.save()
    row.recordings.add(*piece.recordings)
