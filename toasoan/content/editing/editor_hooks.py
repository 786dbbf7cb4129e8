"""What Wagtail's editor asks of the lease before it saves an item."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.editing.leases import lease_require
from toasoan.content.editing.posted_text import posted_content
from toasoan.content.errors import LeaseHeld
from toasoan.content.models import ItemVersion
from toasoan.content.models.articles import ItemPage
from toasoan.core.errors import NotAllowed


@hooks.register("before_edit_page", order=-10)
def only_who_holds_the_lease(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Let the holder's tab save; keep what anybody else has typed, and say so."""
    if not isinstance(page, ItemPage):
        return None
    if request.method != "POST":
        services.item_seen_note(item=page, by=request.user)
        return None
    key = request.POST.get("lease_key", "")
    try:
        _hold(request, page, key)
    except LeaseHeld as error:
        return _refused(request, page, error)
    page.lease_key = key or None
    return None


def _hold(request: HttpRequest, page: ItemPage, key: str) -> None:
    if not key:
        # Without script nobody beats: the lease is not taken, only respected.
        lease_require(page.pk, request.user, None)
        return
    parts = [
        request.POST.get(name, "")
        for name in ("loaded_revision_id", "loaded_revision_created_at")
    ]
    services.lease_for_saving(
        item=page,
        by=request.user,
        key=key,
        loaded="@".join(parts) if all(parts) else "",
    )


def _refused(request: HttpRequest, page: ItemPage, error: LeaseHeld) -> HttpResponse:
    version = _keep(request, page, error)
    if not request.accepts("text/html"):
        said = [error.message]
        if version is not None:
            said.append(_("Bản bạn vừa gõ được giữ ở “Phiên bản”."))
        return JsonResponse(
            {
                "success": False,
                "error_code": "locked",
                "error_message": " ".join(said),
                "kept": reverse("content:versions", args=[page.pk]) if version else "",
            },
            status=error.http_status,
        )
    return render(
        request,
        "content/staff/lease_refused.html",
        {"item": page, "error": error, "version": version},
        status=error.http_status,
    )


def _keep(request: HttpRequest, page: ItemPage, error: LeaseHeld) -> Any:
    stored = type(page).objects.get(pk=page.pk)
    try:
        return services.version_keep_refused(
            item=stored,
            content=posted_content(stored, request.user, request.POST),
            kind=ItemVersion.Kind.REFUSED,
            by=request.user,
            why=error.message,
        )
    except NotAllowed:
        return None
