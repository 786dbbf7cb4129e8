"""A view of the plan sent to colleagues."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.boards.forms import BoardFilterForm, MailForm
from toasoan.newsroom.boards.kinds import VIEWS
from toasoan.newsroom.boards.lists import plan_list
from toasoan.newsroom.services import plan_mail
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action


@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the list that stands in the address to colleagues of the unit."""
    unit = current_unit_required(request)
    user_require(request.user, Action.READ, unit)
    view = VIEWS[kind]
    filters = BoardFilterForm(request.GET, unit=unit)
    filters.is_valid()
    kept = {name: request.GET[name] for name in view.params if name in request.GET}
    asked = {**filters.filled(), **{k: v[:40] for k, v in kept.items()}}
    form = MailForm(request.POST if request.method == "POST" else None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            n = plan_mail(
                unit=unit,
                kind=kind,
                filters=asked,
                by=request.user,
                **form.cleaned_data,
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            said = ngettext(
                "Danh sách đang gửi cho %(n)d người.",
                "Danh sách đang gửi cho %(n)d người.",
                n,
            )
            messages.success(request, said % {"n": n})
            return redirect(_back(kind, request))
    return render(
        request,
        "newsroom/boards/mail_form.html",
        {
            "form": form,
            "view": view,
            "back": _back(kind, request),
            "list": plan_list(unit, kind, request.GET, clock.now()),
            "said": _("Người nhận thấy danh sách như lúc gửi."),
        },
        status=form.status,
    )


def _back(kind: str, request: HttpRequest) -> str:
    return f"{reverse('newsroom:board', args=[kind])}?{request.GET.urlencode()}"
