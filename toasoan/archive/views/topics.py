"""Screens on which topics are chosen: for one entry, and for what is ticked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toasoan.archive.access import entries_own, entry_for_describing
from toasoan.archive.models import CatalogueEntry, Concept, Vocabulary
from toasoan.archive.search.finding import PAGE_SIZE
from toasoan.archive.vocabularies.choosing import codes_of
from toasoan.archive.vocabularies.filing import entries_topics_add, entry_topics_save
from toasoan.archive.vocabularies.offers import topics_by_code
from toasoan.archive.vocabularies.vocabulary_forms import TopicsForm
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.units.current_unit import current_unit_required

KEY_DIGITS = 15


@require_http_methods(["GET", "POST"])
def topics_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the topics of one entry."""
    current_unit_required(request)
    entry = entry_for_describing(request.user, pk)
    form = TopicsForm(request.POST or None)
    codes = codes_of(entry.topics)
    if request.method == "POST":
        codes = request.POST.getlist("code")
        if form.is_valid():
            try:
                entry_topics_save(
                    entry=entry, codes=form.cleaned_data["codes"], by=request.user
                )
            except ToasoanError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Đã ghi chủ đề."))
                return redirect("catalogue:entry", pk=entry.pk)
    return _screen(request, form, codes, [entry])


@require_http_methods(["GET", "POST"])
def topics_many(request: HttpRequest) -> HttpResponse:
    """Put topics to everything that was ticked in the grid.

    Raises:
        NotFound: nothing of the person's own was ticked.
    """
    current_unit_required(request)
    sent = request.POST if request.method == "POST" else request.GET
    keys = [int(key) for key in sent.getlist("muc") if _is_key(key)][:PAGE_SIZE]
    entries = list(entries_own(request.user).filter(pk__in=keys).order_by("pk"))
    if not entries:
        raise NotFound
    form = TopicsForm(request.POST or None)
    codes = request.POST.getlist("code")
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["codes"]:
            form.add_error("more", _("Chọn ít nhất một chủ đề"))
            form.status = 400
        elif _many_put(request, form, entries):
            return redirect(_address(entries))
    return _screen(request, form, codes, entries, is_many=True)


def _many_put(
    request: HttpRequest, form: TopicsForm, entries: list[CatalogueEntry]
) -> bool:
    try:
        batch = entries_topics_add(
            entries=entries, codes=form.cleaned_data["codes"], by=request.user
        )
    except ToasoanError as error:
        form.refuse(error)
        return False
    n = len(entries)
    said = ngettext("Đã thêm chủ đề cho %(n)d mục.", "Đã thêm chủ đề cho %(n)d mục.", n)
    said = said % {"n": n}
    if batch is None:
        messages.success(request, said)
    else:
        undo = reverse("archive_photos:batch", args=[batch])
        link = format_html('{} <a href="{}">{}</a>', said, undo, _("Xem và hoàn tác"))
        messages.success(request, link)
    return True


def _screen(
    request: HttpRequest,
    form: TopicsForm,
    codes: list[str],
    entries: list[CatalogueEntry],
    *,
    is_many: bool = False,
) -> HttpResponse:
    known = topics_by_code(codes)
    tops = Concept.objects.filter(
        vocabulary__kind=Vocabulary.Kind.TOPIC,
        broader__isnull=True,
        retired_on__isnull=True,
    )
    shown: dict[str, Any] = {
        "form": form,
        "entries": entries,
        "is_many": is_many,
        "chosen": [known[code] for code in codes if code in known],
        "there_are_topics": tops.exists(),
    }
    return render(request, "archive/staff/topics.html", shown, status=form.status)


def _address(entries: list[CatalogueEntry]) -> str:
    keys = "&".join(f"muc={entry.pk}" for entry in entries)
    return f"{reverse('catalogue:grid')}?{keys}"


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= KEY_DIGITS
