"""The staff's screens of links for people outside: made, listed, revoked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.archive.sharelinks.links import (
    DAYS_FIRST,
    ENTRIES_MOST,
    entries_for_sharing,
    share_link_end,
    share_link_for_keeping,
    share_link_make,
    share_links_of,
)
from toasoan.archive.sharelinks.share_forms import ShareForm
from toasoan.archive.using.picked import picked_keys
from toasoan.core.errors import ToasoanError
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit

PAGE_SIZE = 40
VISITS_SHOWN = 200
# The address is shown once, to whoever made it; afterwards nobody can read it.
SESSION_KEY = "archive_share_made"


@require_safe
def share_list(request: HttpRequest) -> HttpResponse:
    """Show the unit's links."""
    unit = current_unit_required(request)
    links = share_links_of(request.user, unit)
    page = Paginator(links, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "archive/share/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def share_new(request: HttpRequest) -> HttpResponse:
    """Make a link to the ticked entries; others' among them are left out."""
    unit = current_unit_required(request)
    told = request.POST if request.method == "POST" else request.GET
    keys = picked_keys(told.getlist("muc"))
    entries = entries_for_sharing(request.user, unit, keys)
    form = ShareForm(request.POST or None, initial={"days": DAYS_FIRST})
    if request.method == "POST" and form.is_valid():
        try:
            link, token = share_link_make(
                unit=unit, entries=entries, by=request.user, **form.cleaned_data
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            address = _address(request, unit, token)
            request.session[SESSION_KEY] = {"pk": link.pk, "address": address}
            return redirect("shares:link", pk=link.pk)
    context = {
        "form": form,
        "entries": entries,
        "left_out": len(keys) - len(entries),
        "most": ENTRIES_MOST,
    }
    return render(request, "archive/share/new.html", context, status=form.status)


@require_safe
def share_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a link, what it leads to, and who came by it."""
    link = share_link_for_keeping(request.user, pk)
    made: dict[str, Any] = request.session.get(SESSION_KEY) or {}
    address = made.get("address", "") if made.get("pk") == link.pk else ""
    if address:
        del request.session[SESSION_KEY]
    context = {
        "link": link,
        "entries": link.entries.order_by("-place"),
        "visits": link.visits.all()[:VISITS_SHOWN],
        "address": address,
    }
    answer = render(request, "archive/share/show.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def share_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a link."""
    link = share_link_for_keeping(request.user, pk)
    share_link_end(link=link, by=request.user)
    messages.success(request, _("Đã thu hồi. Đường này không mở được nữa."))
    return redirect("shares:link", pk=link.pk)


def _address(request: HttpRequest, unit: PressUnit, token: str) -> str:
    path = reverse("shared:page", args=[token])
    if unit.site is not None:
        return f"{unit.site.root_url}{path}"
    return request.build_absolute_uri(path)
