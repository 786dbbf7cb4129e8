"""Screens of collections: the list, one of them, and filling one from the grid."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.archive.access import entries_visible, entry_for_reading
from toasoan.archive.collections.collecting import (
    collection_change,
    collection_cover_set,
    collection_entries_add,
    collection_entry_move,
    collection_entry_note,
    collection_entry_remove,
    collection_make,
    collection_remove,
    collection_restore,
)
from toasoan.archive.collections.collection_access import (
    collection_for_changing,
    collection_for_reading,
    collection_may_be_changed,
    collections_changeable,
    collections_visible,
    places_visible,
)
from toasoan.archive.collections.collection_forms import CollectionForm
from toasoan.archive.models import AssetCollection, CatalogueEntry, CollectionPlace
from toasoan.archive.search.cards import Card, cards_of
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.units.access import sees_every_unit, units_visible
from toasoan.units.current_unit import current_unit_required

PAGE = 60
KEY_DIGITS = 15
MOST_TICKED = 500


@dataclass(frozen=True)
class Shown:
    """An entry in a collection; another unit's is shown by its marked preview."""

    place: CollectionPlace
    card: Card | None


@require_http_methods(["GET", "POST"])
def collection_list(request: HttpRequest) -> HttpResponse:
    """Show the collections the person sees, and make a new one."""
    unit = current_unit_required(request)
    form = CollectionForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = collection_make(unit=unit, by=request.user, said=form.said())
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã lập bộ “%s”. Đánh dấu mục trong kho để thêm vào.") % made
            )
            return redirect("catalogue:collection", pk=made.pk)
    rows = collections_visible(request.user)
    there = rows.filter(removed_at__isnull=True)
    removed = [
        each
        for each in rows.filter(removed_at__isnull=False)
        if collection_may_be_changed(request.user, each)
    ]
    page = Paginator(there, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "form": form,
        "page": page,
        "covers": [(each, _cover(request.user, each)) for each in page],
        "removed": removed,
    }
    return render(request, "archive/staff/collections.html", shown, status=form.status)


def _cover(user: Any, collection: AssetCollection) -> Shown | None:
    """Return what stands for the collection, of what the person may see."""
    places = places_visible(user, collection)
    place = places.filter(entry=collection.cover_id).first() or places.first()
    return _shown(user, [place])[0] if place else None


@require_http_methods(["GET", "POST"])
def collection_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the person may see of the collection, and let it be changed."""
    current_unit_required(request)
    collection = collection_for_reading(request.user, pk)
    may_change = collection_may_be_changed(request.user, collection)
    form = None
    if request.method == "POST":
        collection = collection_for_changing(request.user, pk)
        form = CollectionForm(request.POST, unit=collection.unit)
        if form.is_valid():
            try:
                collection_change(
                    collection=collection, by=request.user, said=form.said()
                )
            except ToasoanError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Đã lưu."))
                return redirect("catalogue:collection", pk=pk)
    elif may_change:
        form = CollectionForm(unit=collection.unit, initial=_initial(collection))
    places = places_visible(request.user, collection)
    page = Paginator(places, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "collection": collection,
        "may_change": may_change,
        "form": form,
        "page": page,
        "shown": _shown(request.user, list(page)),
    }
    return render(
        request,
        "archive/staff/collection.html",
        shown,
        status=form.status if form else 200,
    )


def _initial(collection: AssetCollection) -> dict[str, Any]:
    return {
        "name": collection.name,
        "note": collection.note,
        "shared": collection.shared,
        "shared_with": list(collection.shared_with.all()),
    }


def _shown(user: Any, places: list[CollectionPlace]) -> list[Shown]:
    every = sees_every_unit(user)
    own = set(units_visible(user).values_list("pk", flat=True))
    mine = [p.entry for p in places if every or p.entry.unit_id in own]
    cards = {card.entry.pk: card for card in cards_of(user, mine)}
    return [Shown(place, cards.get(place.entry_id)) for place in places]


@require_http_methods(["GET", "POST"])
def collection_fill(request: HttpRequest) -> HttpResponse:
    """Put what was ticked in the grid into a collection, perhaps a new one.

    Raises:
        NotFound: nothing the person sees was ticked.
    """
    unit = current_unit_required(request)
    sent = request.POST if request.method == "POST" else request.GET
    keys = [int(key) for key in sent.getlist("muc") if _is_key(key)][:MOST_TICKED]
    seen = {each.pk: each for each in entries_visible(request.user).filter(pk__in=keys)}
    entries = [seen[key] for key in dict.fromkeys(keys) if key in seen]
    if not entries:
        raise NotFound
    asked = request.POST.get("bo", "")
    data = request.POST if request.method == "POST" and asked == "moi" else None
    form = CollectionForm(data, unit=unit)
    if request.method == "POST" and (form.is_valid() if data else _is_key(asked)):
        try:
            into = (
                collection_make(unit=unit, by=request.user, said=form.said())
                if data
                else collection_for_changing(request.user, int(asked))
            )
            count = collection_entries_add(
                collection=into, entries=[each.pk for each in entries], by=request.user
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _filled(into, count))
            return redirect("catalogue:collection", pk=into.pk)
    shown = {
        "form": form,
        "entries": entries,
        "asked": asked,
        "collections": collections_changeable(request.user, unit),
    }
    return render(
        request, "archive/staff/collection_fill.html", shown, status=form.status
    )


def _filled(collection: AssetCollection, count: int) -> str:
    if not count:
        return _("Bộ “%s” đã có các mục này rồi.") % collection
    said = ngettext(
        "Đã thêm %(n)d mục vào bộ “%(name)s”.",
        "Đã thêm %(n)d mục vào bộ “%(name)s”.",
        count,
    )
    return said % {"n": count, "name": collection}


@require_POST
def place_change(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Move an entry in the collection, note something, make it the cover, take it out.

    Raises:
        NotFound: there is no such deed, or the entry is not the person's to see.
    """
    current_unit_required(request)
    collection = collection_for_changing(request.user, pk)
    entry = entry_for_reading(request.user, entry_pk)
    deed = DEEDS.get(request.POST.get("viec", ""))
    if deed is None:
        raise NotFound
    note = request.POST.get("ghi_chu", "")
    try:
        said = deed(collection, entry, request.user, note)
    except ToasoanError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    page = request.POST.get("trang", "1")
    address = reverse("catalogue:collection", args=[pk])
    trang = f"?trang={page}" if _is_key(page) else ""
    return redirect(f"{address}{trang}#muc-{entry_pk}")


def _moved(step: int) -> Callable[..., str]:
    def move(
        collection: AssetCollection, entry: CatalogueEntry, by: Any, _note: str
    ) -> str:
        collection_entry_move(collection=collection, entry=entry, step=step, by=by)
        return _("Đã đổi thứ tự.")

    return move


def _noted(
    collection: AssetCollection, entry: CatalogueEntry, by: Any, note: str
) -> str:
    collection_entry_note(collection=collection, entry=entry, note=note, by=by)
    return _("Đã lưu ghi chú.")


def _covered(
    collection: AssetCollection, entry: CatalogueEntry, by: Any, _note: str
) -> str:
    collection_cover_set(collection=collection, entry=entry, by=by)
    return _("Đã đặt làm ảnh bìa.")


def _taken_out(
    collection: AssetCollection, entry: CatalogueEntry, by: Any, _note: str
) -> str:
    collection_entry_remove(collection=collection, entry=entry, by=by)
    return _("Đã bỏ “%s” khỏi bộ. Tư liệu vẫn ở trong kho.") % entry.title


DEEDS: dict[str, Callable[..., str]] = {
    "len": _moved(-1),
    "xuong": _moved(1),
    "ghi": _noted,
    "bia": _covered,
    "bo": _taken_out,
}


@require_POST
def collection_throw(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the collection away; it can be taken back from the list."""
    current_unit_required(request)
    collection = collection_for_changing(request.user, pk)
    collection_remove(collection=collection, by=request.user)
    messages.success(
        request, _("Đã xóa bộ “%s”. Lấy lại được ở cuối danh sách.") % collection
    )
    return redirect("catalogue:collections")


@require_POST
def collection_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a thrown away collection back."""
    current_unit_required(request)
    collection = collection_for_changing(request.user, pk)
    collection_restore(collection=collection, by=request.user)
    messages.success(request, _("Đã lấy lại bộ “%s”.") % collection)
    return redirect("catalogue:collection", pk=pk)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= KEY_DIGITS
