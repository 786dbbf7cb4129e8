"""The same article at another unit, with its own section, slug and time."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.errors import ItemNotReady
from toasoan.content.models import (
    ArticlePage,
    PackagePage,
    SectionPage,
    SyndicatedPage,
)
from toasoan.content.services.releases import item_release
from toasoan.content.services.schedules import item_schedule
from toasoan.content.slugs import slug_unused
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


@transaction.atomic
def item_syndicate(
    *,
    article: ArticlePage,
    unit: PressUnit,
    section: SectionPage,
    by: Any,
    headline: str = "",
    sapo: str = "",
    at: datetime | None = None,
) -> SyndicatedPage:
    """Publish a live article of another unit here, at `at` or with the undo window.

    The copy names its original and points search engines to it; corrections
    and take-downs of the original follow it.

    Raises:
        NotAllowed: `by` does not take articles over in the receiving unit.
        ItemNotReady: the article is not public, is the unit's own, is here
            already, or the section is another unit's.
        GateClosed: the receiving unit may not publish it (remit, embargo).
    """
    _require_copyable(article, unit, section, by)
    copy = SyndicatedPage(
        title=headline or article.title,
        slug=slug_unused(section, headline or article.title),
        unit=unit,
        original=article,
        own_sapo=sapo,
        owner=by,
        live=False,
    )
    Page.objects.get(pk=section.pk).add_child(instance=copy)
    copy.save_revision(user=by)
    audit_record(
        action="content.item_syndicated",
        target=copy,
        by=by,
        unit_key=unit.key,
        data={"original": article.pk, "from": article.unit.key},
    )
    if at is None:
        item_release(item=copy, by=by)
    else:
        item_schedule(item=copy, at=at, by=by)
    return copy


def _require_copyable(
    article: ArticlePage, unit: PressUnit, section: SectionPage, by: Any
) -> None:
    user_require(by, Action.SYNDICATE, unit)
    if article.unit_id == unit.pk or not article.live:
        raise ItemNotReady(_("Chỉ đăng lại bài đã xuất bản của đơn vị khác."))
    if PackagePage.objects.filter(pk=article.pk).exists():
        raise ItemNotReady(_("Chùm bài không đăng lại; đăng lại từng bài trong chùm."))
    if section.press_unit() != unit:
        raise ItemNotReady(_("Chuyên mục này của đơn vị khác. Chọn chuyên mục khác."))
    if SyndicatedPage.objects.filter(original=article, unit=unit).exists():
        raise ItemNotReady(_("Đơn vị đã đăng lại bài này."))
