"""The screen on which one shows a picture and is shown those like it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.archive.access import entries_visible
from toasoan.archive.alike.by_picture import photos_like_file
from toasoan.archive.alike.hashes import BITS
from toasoan.archive.alike.similar import Alike
from toasoan.archive.errors import FileRefused
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.search.cards import Card, cards_of
from toasoan.units.current_unit import current_unit_required

FIELD = "anh"


@dataclass(frozen=True)
class Likeness:
    """A card, and how alike it is."""

    card: Card
    said: str


@require_http_methods(["GET", "POST"])
def by_picture(request: HttpRequest) -> HttpResponse:
    """Ask for a picture; show what looks like it. What was sent is not kept."""
    current_unit_required(request)
    file = request.FILES.get(FIELD)
    if request.method == "GET":
        return _page(request)
    if file is None:
        return _page(request, refusal=_("Chọn một ảnh rồi bấm Tìm"), status=400)
    try:
        found = photos_like_file(request.user, file)
    except FileRefused as error:
        return _page(request, refusal=error.message, status=error.http_status)
    return _page(request, name=file.name, found=_likenesses(request.user, found))


def _page(request: HttpRequest, *, status: int = 200, **shown: Any) -> HttpResponse:
    template = "archive/staff/by_picture.html"
    return render(request, template, {"found": None, **shown}, status=status)


def _likenesses(user: Any, found: list[Alike]) -> list[Likeness]:
    keys = [each.photo.pk for each in found]
    rows = entries_visible(user).filter(photo__in=keys)
    rows = rows.prefetch_related("photo__renditions")
    entries: dict[int | None, CatalogueEntry] = {row.photo_id: row for row in rows}
    seen = [each for each in found if each.photo.pk in entries]
    cards = cards_of(user, [entries[each.photo.pk] for each in seen])
    return [Likeness(card, _said(each)) for card, each in zip(cards, seen, strict=True)]


def _said(alike: Alike) -> str:
    if alike.is_file:
        return _("cùng một tệp")
    if alike.is_exact:
        return _("giống từng điểm ảnh")
    said = _("xoay hoặc lật, giống %(n)d%%") if alike.is_turned else _("giống %(n)d%%")
    return said % {"n": round(100 * (1 - alike.distance / BITS))}
