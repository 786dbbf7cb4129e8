"""How the unit publishes: its administrator sets the undo window."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.content.publication.releases import undo_seconds
from toasoan.content.publication.request_forms import PublishingForm
from toasoan.content.services import unit_publishing_set
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action


@require_http_methods(["GET", "POST"])
def publishing(request: HttpRequest) -> HttpResponse:
    """Show the unit's undo window; who keeps the unit may change it."""
    unit = current_unit_required(request)
    if request.method == "POST":
        user_require(request.user, Action.MANAGE, unit)
    form = PublishingForm(
        request.POST or None, initial={"undo_seconds": undo_seconds(unit)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit_publishing_set(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu. Dùng cho các bài bấm từ bây giờ."))
            return redirect("content:publishing")
    return render(
        request,
        "content/staff/publishing.html",
        {
            "form": form,
            "seconds": undo_seconds(unit),
            "may_manage": user_may(request.user, Action.MANAGE, unit),
            "tab": "publishing",
        },
        status=form.status,
    )
