"""Trial people, imprints, pen names and topics come to be."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from toasoan.content.models import AuthorPage, TopicPage, UnitHomePage
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.pictures import PictureShelf
from toasoan.units.models import Desk, Membership, Organisation, PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role
from toasoan.units.services import membership_add

PASSWORD = "Toa-soan-thu-2026"  # noqa: S105 - printed by `make start`, trial people only
SINCE = date(2026, 1, 1)
MAIL_ENDING = ".vidu.vn"
# A unit's field → its name in units.yaml.
IMPRINT = {
    "chief_name": "editor_in_chief",
    "licence": "licence",
    "address": "address",
    "hotline": "hotline",
    "email": "email",
}


def people_load() -> dict[str, Any]:
    """Make every trial person exist with today's roles; return them by e-mail."""
    user_model = get_user_model()
    found = {}
    for row in files.people():
        user = user_model.objects.filter(email=row["email"]).first()
        if user is None:
            user = user_model.objects.create_user(
                email=row["email"],
                password=PASSWORD,
                full_name=row["full_name"],
                is_superuser=_keeps_platform(row),
            )
        elif not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
        for membership in row["memberships"]:
            _membership_load(user, row, membership)
        found[row["email"]] = user
    return found


def _keeps_platform(row: dict[str, Any]) -> bool:
    return any(m["role"] == Role.PLATFORM_ADMINISTRATOR for m in row["memberships"])


def _membership_load(user: Any, row: dict[str, Any], membership: Any) -> None:
    unit = PressUnit.objects.filter(key=membership["unit"]).first()
    organisation = (
        unit.organisation
        if unit
        else Organisation.objects.get(code=row["department"], valid_to__isnull=True)
    )
    held = Membership.objects.filter(
        user=user, organisation=organisation, role=membership["role"]
    )
    if not held.exists():
        membership_add(
            user=user,
            organisation=organisation,
            role=Role(membership["role"]),
            desk=Desk.objects.filter(unit=unit, key=membership["desk"]).first(),
            valid_from=SINCE,
        )


def fronts_load(people: dict[str, Any]) -> None:
    """Fill each unit's imprint, pen names and topics where they are empty."""
    for key, row in files.units().items():
        unit = PressUnit.objects.get(key=key)
        if not unit.chief_name:
            for name, trial in IMPRINT.items():
                setattr(unit, name, row["imprint"][trial])
            unit.save()
        _authors_load(unit, row["authors"], people)
        for topic in row["topics"]:
            _page_load(
                TopicPage(
                    title=topic["title"], slug=topic["slug"], intro=topic["intro"]
                ),
                unit.home,
            )


def _authors_load(
    unit: PressUnit, rows: list[dict[str, Any]], people: dict[str, Any]
) -> None:
    archivist = people_with_role(Role.PHOTO_VIDEO_EDITOR, unit).first()
    shelf = PictureShelf(unit, archivist)
    there = set(unit.home.get_children().values_list("slug", flat=True))
    for row in rows:
        if row["slug"] in there:
            continue
        portrait = row.get("picture")
        _page_load(
            AuthorPage(
                title=row["name"],
                slug=row["slug"],
                user=people.get(row["person"]),
                position=row["role"],
                bio=row["bio"],
                portrait=shelf.photo(portrait) if portrait else None,
            ),
            unit.home,
        )


def portraits_remove() -> None:
    """Take the trial portraits off pen names, those that stay included."""
    shown = AuthorPage.objects.filter(
        portrait__uploaded_by_user__email__endswith=MAIL_ENDING
    )
    for page in shown:
        page.portrait = None
        page.save_revision().publish()


def fronts_remove() -> None:
    """Take out the trial imprints, pen names and topics; what people changed stays."""
    for key, row in files.units().items():
        unit = PressUnit.objects.get(key=key)
        for name, trial in IMPRINT.items():
            if getattr(unit, name) == row["imprint"][trial]:
                setattr(unit, name, "")
        unit.save()
        authors = AuthorPage.objects.child_of(unit.home)
        topics = TopicPage.objects.child_of(unit.home)
        for page in (
            *authors.filter(
                slug__in=[author["slug"] for author in row["authors"]],
                bylines__isnull=True,
            ),
            *topics.filter(
                slug__in=[topic["slug"] for topic in row["topics"]],
                articles__isnull=True,
            ),
        ):
            # Hidden first: that is what readers' pages hear of.
            page.unpublish()
            page.delete()


def _page_load(page: Any, home: UnitHomePage) -> None:
    if not home.get_children().filter(slug=page.slug).exists():
        Page.objects.get(pk=home.pk).add_child(instance=page)
        page.save_revision().publish()
