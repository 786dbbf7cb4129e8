"""What reader templates need beside the house's own filters."""

import json
import re
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.models import Page

from toasoan.core import clock
from toasoan.publicsite import addresses
from toasoan.publicsite.article import ArticleView
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.previewing import preview_context
from toasoan.publicsite.sites import ReaderSite, sites_all
from toasoan.publicsite.structured import image_of, structured_data

register = template.Library()

NBSP = "\u00a0"
_NAMES = re.compile(r"(Việt|Bộ|Tài|Hải|Chứng|Ngân|Thời|Tạp|nhà|quốc) (\w+)")
_LD_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
DESCRIPTION_MAX = 200


@register.simple_tag(takes_context=True)
def reader_context(context: Context) -> str:
    """Give the page its site where Wagtail's own preview rendered it."""
    if "site" not in context:
        page = context.get("page")
        if isinstance(page, Page):
            context.update(preview_context(page))
    site = context.get("site")
    if isinstance(site, ReaderSite):
        context["is_front"] = context.get("path") == addresses.HOME
        context["portal_sites"] = _others() if site.unit is None else []
    return ""


def _others() -> list[ReaderSite]:
    sites = [site for site in sites_all() if site.unit]
    return sorted(
        sites, key=lambda s: (s.unit.order, s.unit.key) if s.unit else (0, "")
    )


@register.simple_tag(takes_context=True)
def item_url(context: Context, item: ReaderItem) -> str:
    """Return the item's path, or its full address on another site."""
    site = context.get("site")
    if isinstance(site, ReaderSite) and site.unit and site.unit.pk == item.unit_id:
        if context.get("preview_at"):
            return _address_for_staff(site, item)
        return item.path
    own = {each.unit.pk: each for each in _known(context) if each.unit}
    return own[item.unit_id].absolute(item.path) if item.unit_id in own else item.path


def _address_for_staff(site: ReaderSite, item: ReaderItem) -> str:
    """Return where a preview leads: readers do not have yet what is only promised."""
    if item._state.adding:  # noqa: SLF001 - a row made for this preview
        return reverse("content:item", args=[item.pk])
    return site.absolute(item.path)


def _known(context: Context) -> list[ReaderSite]:
    sites: list[ReaderSite] = context.get("portal_sites") or []
    return sites


@register.simple_tag
def article_head_data(article: ArticleView) -> dict[str, Any]:
    """Return what stands in the head of an article, made once."""
    image = image_of(article)
    return {
        "description": _cut(article.sapo or article.headline),
        "images": [article.site.absolute(image.src)] if image else [],
        "image_width": str(image.width) if image else "",
        "image_height": str(image.height) if image else "",
        "json_ld": _data_blocks(structured_data(article)),
    }


def _cut(text: str) -> str:
    if len(text) <= DESCRIPTION_MAX:
        return text
    return text[:DESCRIPTION_MAX].rsplit(" ", 1)[0] + "…"


def _data_blocks(blocks: list[dict[str, Any]]) -> SafeString:
    # The three letters that could end the element are escaped, as json_script does.
    texts = (
        json.dumps(block, ensure_ascii=False).translate(_LD_ESCAPES) for block in blocks
    )
    return SafeString(
        "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    )


@register.filter
def iso(moment: datetime | None) -> str:
    """Return the local time with its offset, for machines."""
    return clock.local(moment).isoformat(timespec="seconds") if moment else ""


@register.filter
def day_month(moment: datetime) -> str:
    """Return "23/11"; the page's script shows the time of today's instead."""
    return f"{clock.local(moment):%d/%m}"


@register.filter
def month_name(day: date) -> str:
    """Return "11/2026"."""
    return f"{day:%m/%Y}"


@register.filter
def month_path(day: date) -> str:
    """Return the address of the month."""
    return addresses.month_path(day)


@register.filter
def day_path(day: date) -> str:
    """Return the address of the day."""
    return addresses.day_path(day)


@register.filter
def names_kept(name: str) -> str:
    """Return the masthead with no line break inside its names."""
    return _NAMES.sub(rf"\1{NBSP}\2", name)


@register.filter
def without_scheme(url: str) -> str:
    """Return the address as people read it."""
    return url.split("//", 1)[-1]
