"""The screens of packages: begin one, arrange its items, put an item into one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.content import services
from toasoan.content.access import (
    item_for_reading,
    package_for_reading,
    unit_for_writing,
)
from toasoan.content.curation.package_acts import groups_after, groups_posted
from toasoan.content.curation.package_groups import (
    Group,
    items_found,
    items_to_choose,
    keys_sent,
)
from toasoan.content.curation.package_screen import package_screen
from toasoan.content.forms import NewPackageForm
from toasoan.content.models import PackagePage
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.current_unit import current_unit_required


@require_http_methods(["GET", "POST"])
def package_new(request: HttpRequest) -> HttpResponse:
    """Begin a package with a headline, and the items that were ticked."""
    unit = unit_for_writing(request.user, current_unit_required(request))
    sent = request.POST if request.method == "POST" else request.GET
    keys = keys_sent(sent.getlist("bai"))
    there = items_to_choose(request.user, unit).in_bulk(keys)
    items = [there[pk] for pk in keys if pk in there]
    initial = {"story": request.GET.get("de-tai")}
    form = NewPackageForm(request.POST or None, unit=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            package = services.package_create(
                unit=unit,
                by=request.user,
                items=[item.pk for item in items],
                **form.cleaned_data,
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã mở chùm. Xếp bài, rồi viết sapo của chùm."))
            return redirect("content:package_items", package.pk)
    return render(
        request,
        "content/staff/package_new.html",
        {"form": form, "items": items},
        status=form.status,
    )


@require_http_methods(["GET", "POST"])
def package_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change which items stand in the package, in groups and in order.

    A script gets what changed alone; a refusal keeps what was typed.
    """
    package = package_for_reading(request.user, pk)
    error: ToasoanError | None = None
    typed: list[Group] | None = None
    if request.method == "POST":
        typed = groups_after(_posted(request), request.POST.get("act", ""))
        try:
            services.package_arrange(
                package=package,
                groups=typed,
                by=request.user,
                seen=request.POST.get("seen", ""),
                kind=_kind(request.POST.get("kind", "")),
            )
        except ToasoanError as refusal:
            error = refusal
    if not request.accepts("text/html"):
        return _answer(request, package, error)
    if request.method == "POST" and error is None:
        return redirect("content:package_items", pk)
    return _page(request, package, typed, error)


def _posted(request: HttpRequest) -> list[Group]:
    rows = zip(
        request.POST.getlist("m"),
        request.POST.getlist("mg"),
        request.POST.getlist("mh"),
        strict=False,
    )
    return groups_posted(request.POST.getlist("g"), list(rows))


def _kind(sent: str) -> str | None:
    return sent if sent in PackagePage.Kind.values else None


def _page(
    request: HttpRequest,
    package: PackagePage,
    typed: list[Group] | None,
    error: ToasoanError | None,
) -> HttpResponse:
    screen = package_screen(request.user, package, typed)
    words = request.GET.get("q", "")
    return render(
        request,
        "content/staff/package.html",
        {
            "screen": screen,
            "words": words,
            "found": _found(request, screen.draft, words),
            "kinds": PackagePage.Kind.choices,
            "error": error,
        },
        status=error.http_status if error else 200,
    )


def _answer(
    request: HttpRequest, package: PackagePage, error: ToasoanError | None
) -> JsonResponse:
    if error is not None:
        return JsonResponse({"error": error.message}, status=error.http_status)
    # Read anew: the arrangement has changed since.
    screen = package_screen(request.user, package_for_reading(request.user, package.pk))
    return JsonResponse(
        {
            "seen": screen.seen,
            "at": clock.format_time_vi(clock.now()),
            "html": render_to_string(
                "content/staff/package_groups.html", {"screen": screen}, request
            ),
        }
    )


@require_GET
def package_find(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the items of the unit that match the words and are not in the package."""
    package = package_for_reading(request.user, pk)
    draft = package.get_latest_revision_as_object()
    found = _found(request, draft, request.GET.get("q", ""))
    return render(request, "content/staff/package_found.html", {"found": found})


def _found(request: HttpRequest, draft: PackagePage, words: str) -> list[Any]:
    keys = set(draft.member_keys())
    found = items_found(request.user, draft.unit, words)
    return [item for item in found if item.pk not in keys]


@require_POST
def item_into_package(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the item last into a package of its unit."""
    item = item_for_reading(request.user, pk)
    chosen = keys_sent([request.POST.get("chum", "")])
    package = package_for_reading(request.user, chosen[0] if chosen else 0)
    services.package_add(package=package, item=item, by=request.user)
    messages.success(
        request, _("Đã xếp vào chùm “%(title)s”.") % {"title": package.draft_title}
    )
    return redirect("content:item", pk)
