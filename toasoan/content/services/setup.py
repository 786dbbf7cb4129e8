"""A unit's front opens: home, sections, site, archive and review chain."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

import toasoan.content
from toasoan.content.events import StructureChanged
from toasoan.content.models import (
    PortalPage,
    ReviewChain,
    ReviewStep,
    SectionPage,
    StandardPage,
    UnitHomePage,
)
from toasoan.core.outbox import event_record
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.services import unit_collection_set, unit_site_set, unit_tree_grant

# PV → BTV → trưởng ban → thư ký tòa soạn → tổng biên tập; minutes each may take.
DEFAULT_STEPS = (
    (Role.DESK_EDITOR, 60),
    (Role.HEAD_OF_DESK, 45),
    (Role.EDITORIAL_SECRETARY, 30),
    (Role.EDITOR_IN_CHIEF, 30),
)
ROOT_TITLE = "Tất cả trang"
STANDARD_PAGES = Path(toasoan.content.__path__[0]) / "data/standard_pages.yaml"


@transaction.atomic
def portal_open(*, title: str, hostname: str, port: int) -> PortalPage:
    """Make the group's front page answer on `hostname`; run again, nothing changes.

    A portal that moves to another host is announced to the rooms above.
    """
    # Wagtail calls the tree's root "Root", and every chooser begins with it.
    named = {"title": ROOT_TITLE, "draft_title": ROOT_TITLE}
    Page.objects.filter(depth=1, title="Root").update(**named)
    portal = PortalPage.objects.first()
    if portal is None:
        portal = PortalPage(title=title, slug="cong-chung", live=True)
        _root().add_child(instance=portal)
        portal.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(is_default_site=True)
    before = (
        (site.hostname, site.port, site.site_name)
        if site.root_page_id == portal.pk
        else None
    )
    after = (hostname, port, title)
    site.hostname, site.port, site.site_name = after
    site.root_page = portal
    site.save()
    if before is not None and before != after:
        event_record(
            StructureChanged(page_id=portal.pk, unit_key=None, former_host=before[0]),
            aggregate=f"structure:{portal.pk}",
        )
    _root().get_children().filter(slug="home", numchild=0).exclude(
        pk=portal.pk
    ).delete()
    return portal


@transaction.atomic
def unit_open(
    *, unit: PressUnit, sections: list[dict[str, Any]], port: int
) -> UnitHomePage:
    """Give the unit its home, sections, site, collection, rights and review chain.

    Sections: [{slug, name, description}]. Run again, it adds what is missing
    and changes nothing that is there.
    """
    home = UnitHomePage.objects.filter(unit=unit).first()
    if home is None:
        home = UnitHomePage(title=unit.masthead, slug=unit.key, unit=unit, live=True)
        _root().add_child(instance=home)
        home.save_revision().publish()
    for place, row in enumerate(sections, start=1):
        if not home.get_children().filter(slug=row["slug"]).exists():
            section = SectionPage(
                title=row["name"],
                slug=row["slug"],
                description=row.get("description", ""),
                in_menu_order=place,
                live=True,
            )
            Page.objects.get(pk=home.pk).add_child(instance=section)
            section.save_revision().publish()
    unit_collection_set(unit=unit)
    unit_site_set(unit=unit, home=home, port=port)
    unit_tree_grant(unit=unit, home=home)
    review_chain_default(unit=unit)
    return home


@transaction.atomic
def standard_pages_add(*, unit: PressUnit) -> None:
    """Give the unit the pages about itself that it has not yet: contact, corrections, AI."""
    home = UnitHomePage.objects.get(unit=unit)
    for row in yaml.safe_load(STANDARD_PAGES.read_text("utf-8"))["pages"]:
        if not home.get_children().filter(slug=row["slug"]).exists():
            page = StandardPage(
                title=row["title"],
                slug=row["slug"],
                body=[("text", RichText(row["body"]))],
                live=True,
            )
            Page.objects.get(pk=home.pk).add_child(instance=page)
            page.save_revision().publish()


@transaction.atomic
def review_chain_default(*, unit: PressUnit) -> ReviewChain:
    """Give the unit the usual chain when it has none for all genres."""
    chain, is_new = ReviewChain.objects.get_or_create(
        unit=unit, genre=None, defaults={"name": _("Quy trình chung")}
    )
    if is_new:
        ReviewStep.objects.bulk_create(
            ReviewStep(chain=chain, order=order, role=role, due_minutes=minutes)
            for order, (role, minutes) in enumerate(DEFAULT_STEPS, start=1)
        )
    return chain


def _root() -> Page:
    return Page.get_first_root_node()
