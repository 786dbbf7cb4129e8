"""The versions of an item: listed, named, compared, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.content import services
from toasoan.content.access import item_for_reading
from toasoan.content.editing.leases import lease_held_by_other
from toasoan.content.forms import VersionForm
from toasoan.content.versions.version_list import (
    DRAFT,
    comparison,
    sides_of,
    version_of,
    versions_of,
)
from toasoan.core.errors import ToasoanError


@require_http_methods(["GET", "POST"])
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the item's versions; keep the draft under a name."""
    item = item_for_reading(request.user, pk)
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.version_name(item=item, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu thành phiên bản."))
            return redirect("content:versions", pk)
    context = {
        "item": item,
        "form": form,
        "versions": versions_of(item),
        "sides": sides_of(item, request.user),
        "may_restore": _may_restore(item, request.user),
    }
    return render(request, "content/staff/versions.html", context, status=form.status)


@require_GET
def version_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed from one text of the item to another."""
    item = item_for_reading(request.user, pk)
    old, new = request.GET.get("tu", ""), request.GET.get("den", DRAFT)
    found = comparison(item, request.user, old, new)
    return render(
        request,
        "content/staff/compare.html",
        {"item": item, "found": found, "sides": sides_of(item, request.user)},
    )


@require_POST
def version_take_back(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Make the version the draft again and open it for writing."""
    item = item_for_reading(request.user, pk)
    version = version_of(item, version_pk)
    services.version_restore(item=item, version=version, by=request.user)
    messages.success(
        request,
        _("Đã lấy lại “%(name)s” làm bản nháp. Bản trước đó được giữ.")
        % {"name": version},
    )
    return redirect("wagtailadmin_pages:edit", pk)


def _may_restore(item: Any, user: Any) -> bool:
    return item.may_be_edited_by(user) and lease_held_by_other(item.pk, user) is None
