"""Devices that ring: added and dropped, and the script that rings them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.core.errors import ToasoanError
from toasoan.workspace.services import device_add, device_remove


@require_POST
def device_new(request: HttpRequest) -> HttpResponse:
    """Have the browser that asks ring for the person; answers its script."""
    try:
        device_add(
            endpoint=request.POST.get("endpoint", ""),
            public_key=request.POST.get("p256dh", ""),
            auth_secret=request.POST.get("auth", ""),
            name=request.POST.get("name", "") or _("Thiết bị"),
            by=request.user,
        )
    except ToasoanError as error:
        return JsonResponse({"message": error.message}, status=error.http_status)
    messages.success(request, _("Thiết bị này sẽ báo khi có việc mới."))
    return JsonResponse({}, status=201)


@require_POST
def device_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a device ring no more."""
    device_remove(pk=pk, by=request.user)
    messages.success(request, _("Thiết bị này không báo nữa."))
    return redirect("workspace:settings")


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the script that runs in the browser when no page of ours is open.

    It stands below the centre's address because a worker rules its own folder only.
    """
    return render(
        request, "workspace/service_worker.js", content_type="text/javascript"
    )
