"""A unit that can publish: people, a pen name, a photo; and its articles."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.models import Page

from bench.articles import address_of, article_approved, section_of
from toasoan.archive.models import Photo
from toasoan.content.models import AuthorPage, UnitPublishing
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.services import membership_add

PASSWORD = "Giet-tien-trinh-2026"
SINCE = date(2020, 1, 1)
ROLES = (
    Role.REPORTER,
    Role.DESK_EDITOR,
    Role.HEAD_OF_DESK,
    Role.EDITORIAL_SECRETARY,
    Role.EDITOR_IN_CHIEF,
)


@dataclass(frozen=True)
class Waiting:
    """An article that waits for the order to publish."""

    pk: int
    headline: str
    path: str


@dataclass(frozen=True)
class Places:
    """Where a unit's articles are listed."""

    host: str
    unit_key: str
    publisher: str
    section: str

    @property
    def lists(self) -> tuple[str, ...]:
        """The pages that list every new article."""
        return ("/", self.section, "/rss.xml")


def unit_staff(key: str) -> Places:
    """Give the unit people, a pen name and a photo; return where it publishes."""
    unit = PressUnit.objects.get(key=key)
    # An order that was accepted is out: the kills look for what it did.
    UnitPublishing.objects.update_or_create(unit=unit, defaults={"undo_seconds": 0})
    people = {role: person_add(unit, role) for role in ROLES}
    pen_name = AuthorPage(
        title="Thu Hà", slug="thu-ha", user=people[Role.REPORTER], live=True
    )
    Page.objects.get(pk=unit.home.pk).add_child(instance=pen_name)
    _photo(unit)
    return Places(
        host=unit.hostname,
        unit_key=key,
        publisher=people[Role.EDITORIAL_SECRETARY].email,
        section=f"/{section_of(unit).slug}/",
    )


def article_prepare(places: Places, number: int) -> Waiting:
    """Return a new article, reviewed by everyone and not yet public."""
    unit = PressUnit.objects.get(key=places.unit_key)
    headline = f"Bài thử {number:04d} về thu ngân sách"
    article = article_approved(unit, headline)
    return Waiting(article.pk, headline, address_of(article))


def person_add(unit: PressUnit, role: Role) -> Any:
    """Return a new person of the role in the unit."""
    person = get_user_model().objects.create_user(
        email=f"{role.value}@giet.vidu.vn", password=PASSWORD, full_name=str(role.label)
    )
    membership_add(
        user=person, organisation=unit.organisation, role=role, valid_from=SINCE
    )
    return person


def _photo(unit: PressUnit) -> None:
    buffer = io.BytesIO()
    Pillow.new("RGB", (900, 600), "#3a6ea5").save(buffer, "JPEG")
    Photo(
        title="Quầy thuế",
        credit="Ảnh: Gia Bảo",
        collection=unit.collection,
        usage=Photo.Usage.STAFF,
        file=ContentFile(buffer.getvalue(), name="anh.jpg"),
    ).save()
