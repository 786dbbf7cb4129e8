"""Who signs for whom in a unit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.core import clock
from toasoan.core.collation import alphabetical
from toasoan.core.errors import NotAllowed, ToasoanError
from toasoan.units.access import delegation_for_ending, roles_held, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.forms import DelegationForm, OwnDelegationForm
from toasoan.units.models import Delegation, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import delegations_open, membership_list
from toasoan.units.services import delegation_add, delegation_end

OWN_LIST = "units:own_delegations"
UNIT_LIST = "units:people"


@require_GET
def own_list(request: HttpRequest) -> HttpResponse:
    """Show who signs for the person, and for whom the person signs."""
    unit = current_unit_required(request)
    delegations = delegations_open(unit)
    return render(
        request,
        "units/own_delegations.html",
        {
            "given": delegations.filter(principal=request.user.pk),
            "held": delegations.filter(deputy=request.user.pk),
            "may_give": bool(roles_held(request.user, unit)),
            "today": clock.today(),
        },
    )


@require_http_methods(["GET", "POST"])
def own_add(request: HttpRequest) -> HttpResponse:
    """Let somebody sign with a role of the person's own between two dates."""
    unit = current_unit_required(request)
    roles = roles_held(request.user, unit)
    if not roles:
        raise NotAllowed
    form = OwnDelegationForm(
        request.POST or None,
        people=_people(unit).exclude(pk=request.user.pk),
        roles=roles,
    )
    return _add(request, unit, form, back=OWN_LIST)


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """Let one person sign with another's role between two dates."""
    unit = current_unit_required(request)
    user_require(request.user, Action.DELEGATE, unit)
    form = DelegationForm(request.POST or None, people=_people(unit))
    return _add(request, unit, form, back=UNIT_LIST)


def _add(
    request: HttpRequest, unit: PressUnit, form: OwnDelegationForm, *, back: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        fields = {"principal": request.user, **form.cleaned_data}
        try:
            made = delegation_add(unit=unit, by=request.user, **fields)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _said(made, request.user))
            return redirect(back)
    return render(
        request,
        "units/form.html",
        {
            "form": form,
            "title": _("Ủy quyền ký thay"),
            "button": _("Ủy quyền"),
            "back": back,
        },
        status=form.status,
    )


def _said(made: Delegation, user: Any) -> str:
    facts = {
        "deputy": made.deputy,
        "name": made.principal,
        "day": clock.format_date_vi(made.valid_to),
    }
    if made.principal == user:
        return _("Đã ủy quyền. %(deputy)s ký thay bạn đến hết %(day)s.") % facts
    return _("Đã ủy quyền. %(deputy)s ký thay %(name)s đến hết %(day)s.") % facts


def _people(unit: PressUnit) -> Any:
    return (
        get_user_model()
        .objects.filter(pk__in=membership_list(unit).values("user"), is_active=True)
        .order_by(alphabetical("full_name"))
    )


@require_POST
def delegation_stop(
    request: HttpRequest, pk: int, back: str = UNIT_LIST
) -> HttpResponse:
    """End a delegation now."""
    unit = current_unit_required(request)
    delegation = delegation_for_ending(request.user, unit, pk)
    delegation_end(delegation=delegation, by=request.user)
    messages.success(
        request,
        _("Đã thôi ủy quyền. %(deputy)s không ký thay nữa.")
        % {"deputy": delegation.deputy},
    )
    return redirect(back)
