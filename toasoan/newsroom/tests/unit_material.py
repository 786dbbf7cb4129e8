"""One of everything a unit can have, each carrying a mark, for tests of isolation."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from toasoan.archive.models import ArchiveDocument
from toasoan.archive.uploading import upload_begin
from toasoan.content import services
from toasoan.content.models import ArticlePage, SectionPage, TopicPage
from toasoan.content.services.house_style import style_rule_add
from toasoan.content.tests.factories import make_article, make_photo, make_published
from toasoan.core import clock
from toasoan.planning.services import (
    absence_add,
    assignment_give,
    coverage_add,
    event_add,
    freelancer_add,
    pitch_ask,
    saved_view_add,
    shift_add,
    story_approve,
    story_comment_add,
    story_offer,
    story_pitch,
)
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add
from toasoan.units.tests.factories import make_subject, make_unit


@dataclass
class Material:
    """A unit at work, everything in it carrying the mark."""

    room: Any
    pages: list[Any] = field(default_factory=list)
    story: Any = None
    coverage: Any = None
    assignment: Any = None
    event: Any = None
    request: Any = None
    saved_view: Any = None
    shift: Any = None
    absence: Any = None
    freelancer: Any = None
    offer: Any = None
    photo: Any = None
    document: Any = None
    upload: Any = None
    people: list[Any] = field(default_factory=list)

    @property
    def article(self) -> ArticlePage:
        return self.pages[0]


def fill(room: Any, mark: str) -> Material:
    """Give the newsroom one of everything, named with the mark."""
    material = Material(room=room)
    for role, person in room.people.items():
        person.full_name = f"{mark} {role.value}"
        person.save()
        material.people.append(person)
    room.pen_name.title = f"{mark} but danh"
    room.pen_name.save()
    material.photo = make_photo(
        room.unit, title=f"{mark} anh", credit=f"{mark} nguon", caption=f"{mark} loi"
    )
    material.document = ArchiveDocument.objects.create(
        title=f"{mark} tai lieu",
        file=ContentFile(b"%PDF-1.4", name=f"{mark}.pdf"),
        collection=room.unit.collection,
    )
    material.upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=room.unit,
        kind="photo",
        name=f"{mark} tep.jpg",
        length=9,
        by=room.reporter,
    )
    topic = TopicPage(title=f"{mark} su kien", slug="su-kien")
    Page.objects.get(pk=room.unit.home.pk).add_child(instance=topic)
    section = SectionPage(title=f"{mark} chuyen muc", slug="muc")
    Page.objects.get(pk=room.unit.home.pk).add_child(instance=section)
    article = make_article(
        room, headline=f"{mark} tit", sapo=f"{mark} sapo", lead_photo=material.photo
    )
    services.item_submit(item=article, by=room.reporter)
    services.version_name(
        item=article, name=f"{mark} ban", note=f"{mark} ghi chu", by=room.reporter
    )
    services.lease_take(
        item=article, by=room.people[Role.DESK_EDITOR], key=f"{mark} the"
    )
    material.pages = [article, room.pen_name, topic, section, room.unit.home]
    _request(material, mark)
    _story(material, mark)
    return material


def _request(material: Material, mark: str) -> None:
    """Add what somebody outside asks about an article that was public once."""
    room = material.room
    asked_about = make_published(
        room, f"{mark} tit da dang", sapo=f"{mark} sapo", lead_photo=material.photo
    )
    material.request = services.request_record(
        unit=room.unit,
        item=asked_about,
        kind="reply",
        requester=f"{mark} nguoi hoi",
        contact=f"{mark} lien he",
        text=f"{mark} yeu cau",
        received_at=clock.now() - timedelta(hours=1),
        by=room.reporter,
    )
    # Public, another unit's people would rightly find it to take it over.
    services.item_take_down(
        item=asked_about,
        public_reason=f"{mark} ly do",
        internal_reason=f"{mark} noi bo",
        ordered_by=f"{mark} chuc danh",
        by=room.chief,
    )


def _story(material: Material, mark: str) -> None:
    room = material.room
    desk = Desk.objects.filter(unit=room.unit).first()
    desk.name = f"{mark} ban"
    desk.save()
    [material.event] = event_add(
        unit=room.unit,
        title=f"{mark} su kien",
        place=f"{mark} noi",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=1),
        by=room.reporter,
    )
    material.story = story_pitch(
        unit=room.unit,
        desk=desk,
        slugline="de-tai",
        title=f"{mark} de tai",
        brief=f"{mark} noi dung",
        subject=make_subject("tax"),
        by=room.reporter,
    )
    story_approve(story=material.story, by=room.chief)
    material.story.refresh_from_db()
    material.coverage = coverage_add(story=material.story, kind="text", by=room.chief)
    material.assignment = assignment_give(
        coverage=material.coverage, assignee=room.reporter, by=room.chief
    )
    story_comment_add(story=material.story, text=f"{mark} y kien", by=room.reporter)
    material.saved_view = saved_view_add(
        unit=room.unit,
        name=f"{mark} bo loc",
        kind="bang",
        filters={"q": f"{mark} tu"},
        shared="unit",
        by=room.reporter,
    )
    _people(material, mark)
    delegation_add(
        unit=room.unit,
        principal=room.chief,
        deputy=room.secretary,
        role=Role.EDITOR_IN_CHIEF,
        valid_from=clock.today(),
        valid_to=clock.today(),
        reason=f"{mark} di vang",
        by=room.chief,
    )


def _people(material: Material, mark: str) -> None:
    room, today = material.room, clock.today()
    material.shift = shift_add(
        unit=room.unit,
        user=room.secretary,
        duty="desk",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=1),
        note=f"{mark} truc",
        by=room.chief,
    )
    material.absence = absence_add(
        user=room.reporter,
        kind="leave",
        first_day=today,
        last_day=today,
        note=f"{mark} vang",
        by=room.chief,
    )
    material.freelancer = freelancer_add(
        unit=room.unit, name=f"{mark} cong tac vien", by=room.chief
    )
    style_rule_add(
        unit=room.unit,
        wrong=f"{mark} sai",
        right=f"{mark} dung",
        kind="preferred",
        by=room.chief,
    )
    # To a third unit, so that neither of two that are compared may read it.
    third = PressUnit.objects.filter(key="ba").first() or make_unit("ba")
    material.offer = story_offer(
        story=material.story, to_unit=third, note=f"{mark} loi moi", by=room.chief
    )
    pitch_ask(
        story=story_pitch(
            unit=room.unit,
            desk=material.story.desk,
            slugline="de-xuat",
            title=f"{mark} de xuat",
            brief=f"{mark} hoi lai",
            subject=make_subject("tax"),
            by=room.reporter,
        ),
        question=f"{mark} hoi",
        by=room.chief,
    )
