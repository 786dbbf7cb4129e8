"""“Tình trạng hệ thống”: what is stuck, for who keeps the platform."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.core.outbox import DeliveryNotParked
from toasoan.newsroom import services
from toasoan.newsroom.access import platform_require
from toasoan.newsroom.health import health


@require_GET
def status_show(request: HttpRequest) -> HttpResponse:
    """Show what is stuck, silent, late or locked."""
    platform_require(request.user)
    return render(request, "newsroom/status.html", {"health": health()})


@require_POST
def delivery_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a parked event again."""
    try:
        sent = services.delivery_send_again(pk=pk, by=request.user)
    except DeliveryNotParked:
        messages.info(request, _("Việc này không còn bị kẹt."))
    else:
        messages.success(
            request, _("Đã xếp lại “%(name)s” để gửi.") % {"name": sent.subscriber}
        )
    return redirect("newsroom:status")


@require_POST
def address_open(request: HttpRequest) -> HttpResponse:
    """Open a locked network address."""
    address = request.POST.get("address", "")
    if services.address_open(address=address, by=request.user):
        messages.success(request, _("Đã mở khóa %(address)s.") % {"address": address})
    else:
        messages.info(request, _("Địa chỉ này không còn bị khóa."))
    return redirect("newsroom:status")
