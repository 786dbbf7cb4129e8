"""One of everything a unit can have, each carrying a mark, for tests of isolation."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from toasoan.archive.models import ArchiveDocument
from toasoan.content import services
from toasoan.content.models import ArticlePage, SectionPage, TopicPage
from toasoan.content.tests.factories import make_article, make_photo
from toasoan.core import clock
from toasoan.planning.services import (
    assignment_give,
    coverage_add,
    event_add,
    story_approve,
    story_pitch,
)
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add
from toasoan.units.tests.factories import make_subject


@dataclass
class Material:
    """A unit at work, everything in it carrying the mark."""

    room: Any
    pages: list[Any] = field(default_factory=list)
    story: Any = None
    coverage: Any = None
    assignment: Any = None
    event: Any = None
    photo: Any = None
    document: Any = None
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
    _story(material, mark)
    return material


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
