"""One of everything a unit can have, each carrying a mark, for tests of isolation."""

import uuid
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from toasoan.archive.incoming.uploading import upload_begin
from toasoan.archive.models import (
    ArchiveDocument,
    AssetText,
    PhotoDescription,
    PhotoPair,
    ProcessingStep,
)
from toasoan.archive.search.asset_searches import asset_search_keep
from toasoan.content import services
from toasoan.content.curation.fronts import Placed, front_version
from toasoan.content.models import ArticlePage, SectionPage, TopicPage
from toasoan.content.services.house_style import style_rule_add
from toasoan.content.services.profiles import profile_add
from toasoan.content.services.template_hours import template_schedule
from toasoan.content.services.templates import template_add
from toasoan.content.tests.factories import make_article, make_photo, make_published
from toasoan.core import clock
from toasoan.newsroom.tests.archive_material import rights_fill, share_fill, words_fill
from toasoan.planning.services import (
    absence_add,
    assignment_give,
    calendar_source_add,
    coverage_add,
    event_add,
    event_attachment_add,
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
    attachment: Any = None
    calendar_source: Any = None
    letter: Any = None
    request: Any = None
    saved_view: Any = None
    search: Any = None
    board: Any = None
    shift: Any = None
    absence: Any = None
    freelancer: Any = None
    offer: Any = None
    photo: Any = None
    photo_batch: Any = None
    document: Any = None
    upload: Any = None
    asset_search: Any = None
    package: Any = None
    topic: Any = None
    front_plan: Any = None
    layout: Any = None
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
    _files(material, mark)
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
    services.comment_add(item=article, text=f"{mark} y kien", by=room.reporter)
    services.lease_take(
        item=article, by=room.people[Role.DESK_EDITOR], key=f"{mark} the"
    )
    services.item_mark(
        item=article, person=room.secretary, note=f"{mark} nhac", by=room.reporter
    )
    material.pages = [article, room.pen_name, topic, section, room.unit.home]
    material.package = services.package_create(
        unit=room.unit,
        section=section,
        headline=f"{mark} chum",
        by=room.reporter,
        items=[article.pk],
    )
    _request(material, mark)
    _story(material, mark)
    _board(material, mark)
    _front(material, mark)
    return material


def _files(material: Material, mark: str) -> None:
    room = material.room
    material.photo = make_photo(
        room.unit, title=f"{mark} anh", credit=f"{mark} nguon", caption=f"{mark} loi"
    )
    # As a batch leaves it.
    material.photo_batch = uuid.uuid4()
    PhotoDescription.objects.create(
        photo=material.photo,
        number=1,
        words={"title": f"{mark} anh"},
        changes={"event": ["", f"{mark} su kien"]},
        batch=material.photo_batch,
    )
    twin = make_photo(room.unit, title=f"{mark} anh giong", usage="unknown")
    PhotoPair.objects.create(first=material.photo, second=twin, distance=3)
    material.document = ArchiveDocument.objects.create(
        title=f"{mark} tai lieu",
        file=ContentFile(b"%PDF-1.4", name=f"{mark}.pdf"),
        collection=room.unit.collection,
    )
    for entry in (material.photo.entry, material.document.entry):
        AssetText.objects.create(
            entry=entry, file_hash="0", text=f"{mark} chu ben trong"
        )
        ProcessingStep.objects.create(
            entry=entry,
            name=ProcessingStep.Name.TEXT,
            file_hash="0",
            state=ProcessingStep.State.FAILED,
            why=f"{mark} vi sao",
            at=clock.now(),
        )
    material.upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=room.unit,
        kind="photo",
        name=f"{mark} tep.jpg",
        length=9,
        by=room.reporter,
    )
    material.asset_search = asset_search_keep(
        unit=room.unit,
        name=f"{mark} tim kho",
        told={"q": f"{mark} tim"},
        is_shared=True,
        by=room.reporter,
    )


def _front(material: Material, mark: str) -> None:
    room, home = material.room, material.room.unit.home
    material.topic = material.pages[2]
    material.layout = services.front_arrange(
        home=home,
        slots=[Placed("top", material.article.pk)],
        version=front_version(home.pk),
        by=room.secretary,
    )
    material.front_plan = services.front_plan_add(
        home=home,
        name=f"{mark} bo cuc",
        starts_at=clock.now() + timedelta(days=1),
        slots=[Placed("top", material.article.pk)],
        by=room.secretary,
    )
    services.topic_rule_set(
        topic=material.topic, version=0, tags=[f"{mark} tu khoa"], by=room.secretary
    )
    services.topic_item_add(
        topic=material.topic, item=material.article, by=room.secretary
    )


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
    material.letter = services.request_letter_add(
        request=material.request,
        file=ContentFile(b"%PDF-1.4", name=f"{mark} thu.pdf"),
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


def _event(material: Material, mark: str) -> None:
    room = material.room
    [material.event] = event_add(
        unit=room.unit,
        title=f"{mark} su kien",
        place=f"{mark} noi",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=1),
        by=room.reporter,
    )
    material.calendar_source = calendar_source_add(
        unit=room.unit,
        name=f"{mark} lich nguon",
        address=f"https://{mark}.example.vn/lich.ics",
        by=room.people[Role.HEAD_OF_DESK],
    )
    [material.attachment] = event_attachment_add(
        event=material.event,
        document_id=material.document.pk,
        title=f"{mark} giay moi",
        kind="pdf",
        size=1,
        by=room.reporter,
    )


def _story(material: Material, mark: str) -> None:
    room = material.room
    desk = Desk.objects.filter(unit=room.unit).first()
    desk.name = f"{mark} ban"
    desk.save()
    _event(material, mark)
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
    rights_fill(room.unit, material.photo.entry, mark)
    words_fill(room.unit, material.photo.entry, mark, room.reporter)
    share_fill(room.unit, material.photo.entry, mark, room.chief)
    _kept_by_the_unit(material, mark)
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


def _kept_by_the_unit(material: Material, mark: str) -> None:
    """Add what the unit asks of items, and what they begin with."""
    room = material.room
    profile = profile_add(unit=room.unit, genre=None, by=room.chief)
    profile.fields.filter(name="sapo").update(help_text=f"{mark} loi nhac")
    template = template_add(
        unit=room.unit,
        desk=material.story.desk,
        name=f"{mark} bai mau",
        section=room.section,
        headline=f"{mark} tit mau",
        sapo=f"{mark} sapo mau",
        by=room.chief,
    )
    template_schedule(
        template=template,
        by=room.chief,
        weekdays=range(7),
        at=time(8),
        writer=room.reporter,
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


def _board(material: Material, mark: str) -> None:
    """Add a search and a board of it, and an item that lies at a desk."""
    room = material.room
    material.search = services.item_search_add(
        unit=room.unit, name=f"{mark} tim", filters={"q": mark}, by=room.reporter
    )
    material.board = services.desk_board_add(
        unit=room.unit, name=f"{mark} bang", shared="unit", by=room.reporter
    )
    services.desk_board_column_add(
        board=material.board, search=material.search, by=room.reporter
    )
    stage = material.story.desk.stages.get(takes="submitted")
    services.item_send(item=material.article, stage=stage, by=room.chief)
