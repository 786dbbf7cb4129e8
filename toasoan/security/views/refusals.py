"""What is answered to a form whose page is too old to be trusted."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from toasoan.security.middleware import is_staff_path


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Say what to do; the reason is in the log and is no help to who reads this."""
    if request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    ):
        message = _("Trang mở đã lâu. Tải lại trang rồi gửi lại.")
        return JsonResponse({"code": "page_stale", "message": message}, status=403)
    template = "staff/stale.html" if is_staff_path(request.path_info) else "stale.html"
    response = render(request, template, {"back": _page_before(request)}, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page_before(request: HttpRequest) -> str:
    """Return the address of the form, when it is one of this very host."""
    address: str = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours else ""
