"""How the person wants to be told."""

from django.conf import settings as house
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.workspace.forms import HoursForm, KindsForm
from toasoan.workspace.push.vapid import public_key_text
from toasoan.workspace.selectors import choices_of, devices_of, hours_of_one
from toasoan.workspace.services import settings_save


@require_http_methods(["GET", "POST"])
def settings_edit(request: HttpRequest) -> HttpResponse:
    """Choose what reaches the person how, and when nothing does."""
    user = request.user
    data = request.POST if request.method == "POST" else None
    kinds = KindsForm(data, choices=choices_of(user))
    hours = HoursForm(data, hours=hours_of_one(user))
    if data is not None and kinds.is_valid() and hours.is_valid():
        settings_save(by=user, chosen=kinds.chosen(), hours=hours.cleaned_data)
        messages.success(request, _("Đã lưu cách báo."))
        return redirect("workspace:settings")
    return render(
        request,
        "workspace/settings.html",
        {
            "kinds": kinds,
            "hours": hours,
            "devices": devices_of(user),
            "push_key": public_key_text(),
            "has_mail_server": bool(house.EMAIL_HOST),
        },
        status=max(kinds.status, hours.status),
    )
