"""The screen where a deposit is released: asked for, and answered by a second person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.archive.keeping import releasing
from toasoan.archive.keeping.access import deposit_for_releasing
from toasoan.archive.keeping.keeping_forms import (
    DepositReleaseForm,
    ReleaseAnswerForm,
)
from toasoan.archive.models import AssetDeposit
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.units.access import user_may
from toasoan.units.roles import Action
from toasoan.units.staff_forms import StaffForm


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a deposit be released, or show what was asked."""
    deposit = deposit_for_releasing(request.user, pk)
    form = DepositReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            releasing.deposit_release_ask(
                deposit=deposit, by=request.user, **form.cleaned_data
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã xin. Người thứ hai được báo."))
            return redirect("keeping:release", deposit.pk)
    return _shown(request, deposit, form, ReleaseAnswerForm())


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, as the second person."""
    deposit = deposit_for_releasing(request.user, pk)
    asked = releasing.release_of(deposit)
    if asked is None:
        raise NotFound
    form = ReleaseAnswerForm(request.POST)
    if form.is_valid():
        try:
            if form.cleaned_data["answer"] == "yes":
                releasing.deposit_release_confirm(release=asked, by=request.user)
            else:
                releasing.deposit_release_decline(
                    release=asked, reason=form.cleaned_data["reason"], by=request.user
                )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã trả lời. Bên xin được báo."))
            return redirect("keeping:release", deposit.pk)
    return _shown(request, deposit, DepositReleaseForm(), form)


def _shown(
    request: HttpRequest, deposit: AssetDeposit, form: StaffForm, answered: StaffForm
) -> HttpResponse:
    asked = releasing.release_of(deposit)
    may_answer = (
        asked is not None
        and asked.confirmed_at is None
        and asked.asked_by_id != request.user.pk
        and user_may(request.user, Action.TAKE_DOWN, deposit.unit)
    )
    context = {
        "deposit": deposit,
        "asked": asked,
        "form": form,
        "answer_form": answered,
        "may_answer": may_answer,
    }
    status = max(form.status, answered.status)
    return render(request, "archive/keeping/release.html", context, status=status)
