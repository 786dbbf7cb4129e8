"""An opened unit with its people, and items in any state, for tests."""

import io
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.models import Page
from wagtail.rich_text import RichText

from toasoan.archive.models import Photo
from toasoan.content import services
from toasoan.content.models import (
    ArticleAuthor,
    ArticlePage,
    AuthorPage,
    SectionPage,
    UnitPublishing,
)
from toasoan.planning.models import Genre
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject, make_unit

CHAIN_ROLES = (
    Role.DESK_EDITOR,
    Role.HEAD_OF_DESK,
    Role.EDITORIAL_SECRETARY,
    Role.EDITOR_IN_CHIEF,
)


@dataclass
class Newsroom:
    """A unit at work: one person a role, a section, a pen name, a photo."""

    unit: PressUnit
    section: SectionPage
    pen_name: AuthorPage
    people: dict[Role, Any] = field(default_factory=dict)

    @property
    def reporter(self):
        return self.people[Role.REPORTER]

    @property
    def secretary(self):
        return self.people[Role.EDITORIAL_SECRETARY]

    @property
    def chief(self):
        return self.people[Role.EDITOR_IN_CHIEF]


def open_newsroom(key="tbtc", *, undo_seconds=0, **unit_fields):
    """A unit at work that publishes at once, unless asked to leave time for undoing."""
    unit = make_unit(key, **unit_fields)
    UnitPublishing.objects.create(unit=unit, undo_seconds=undo_seconds)
    home = services.unit_open(
        unit=unit,
        sections=[{"slug": "thue", "name": "Thuế"}],
        port=8000,
    )
    people = {
        role: make_person(f"{role.label} {key}", unit=unit, role=role)
        for role in (Role.REPORTER, *CHAIN_ROLES, Role.DEPUTY_EDITOR_IN_CHIEF)
    }
    pen_name = AuthorPage(
        title=f"Thu Hà {key}", slug="thu-ha", user=people[Role.REPORTER]
    )
    Page.objects.get(pk=home.pk).add_child(instance=pen_name)
    unit.refresh_from_db()
    return Newsroom(
        unit=unit,
        section=SectionPage.objects.child_of(home).get(slug="thue"),
        pen_name=pen_name,
        people=people,
    )


def make_photo(unit, *, title="Quầy thuế", credit="Ảnh: Gia Bảo", **fields):
    buffer = io.BytesIO()
    Pillow.new("RGB", (1200, 800), "#3a6ea5").save(buffer, "JPEG")
    fields.setdefault("usage", Photo.Usage.STAFF)
    photo = Photo(
        title=title,
        credit=credit,
        collection=unit.collection,
        file=ContentFile(buffer.getvalue(), name="anh.jpg"),
        **fields,
    )
    photo.save()
    return photo


def make_genre(code="bai"):
    return Genre.objects.get_or_create(code=code, defaults={"name": code})[0]


def make_article(
    newsroom, headline="Thu ngân sách vượt dự toán", **fields
) -> ArticlePage:
    """A complete draft in the reporter's hands; fields override what it has."""
    values = {
        "sapo": "Thu nội địa tăng so với cùng kỳ.",
        "body": [("text", RichText("<p>Tổng thu ước đạt 1.987.400 tỷ đồng.</p>"))],
        "genre": make_genre(),
        "subject": make_subject("tax"),
        **fields,
    }
    if "lead_photo" not in values:
        values["lead_photo"] = make_photo(newsroom.unit)
    article = services.article_create(
        unit=newsroom.unit,
        section=values.pop("section", newsroom.section),
        headline=headline,
        by=newsroom.reporter,
        **values,
    )
    if not article.bylines.count():
        article.bylines.add(ArticleAuthor(author=newsroom.pen_name))
        article.save_revision(user=newsroom.reporter)
    return article


def approve_all(newsroom, article):
    """Walk the article from the reporter through every step of the chain."""
    review = services.item_submit(item=article, by=newsroom.reporter)
    for role in CHAIN_ROLES:
        review = services.item_approve(
            item=article, by=newsroom.people[role], step=review.step
        )
    return review


def publish(newsroom, article):
    """Approve and publish; return the live article."""
    approve_all(newsroom, article)
    return services.item_publish(item=article, by=newsroom.secretary)


def make_published(newsroom, headline="Thu ngân sách vượt dự toán", **fields):
    return publish(newsroom, make_article(newsroom, headline, **fields))
