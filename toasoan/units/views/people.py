"""People of a unit and their roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.core import clock
from toasoan.core.collation import alphabetical
from toasoan.core.errors import ToasoanError
from toasoan.units.access import (
    roles_held,
    sees_every_unit,
    user_may,
    user_require,
)
from toasoan.units.current_unit import current_unit_required
from toasoan.units.forms import MembershipForm
from toasoan.units.lockouts import members_locked_out
from toasoan.units.models import Membership
from toasoan.units.roles import SIGNING_ROLES, Action
from toasoan.units.selectors import (
    delegations_open,
    membership_list,
    memberships_not_over,
)
from toasoan.units.services import member_unlock, membership_add, membership_end


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """Show who holds what in the unit, and who signs for whom."""
    unit = current_unit_required(request)
    may_manage = user_may(request.user, Action.MANAGE, unit)
    locked_out = members_locked_out(unit) if may_manage else []
    return render(
        request,
        "units/people.html",
        {
            "members": memberships_not_over(unit).order_by(
                alphabetical("user__full_name"), "role"
            ),
            "delegations": delegations_open(unit),
            "may_manage": may_manage,
            "locked_out": locked_out,
            "locked_ids": {each.membership.user_id for each in locked_out},
            "keeps_platform": sees_every_unit(request.user),
            "may_delegate": user_may(request.user, Action.DELEGATE, unit),
            "signs": bool(roles_held(request.user, unit) & SIGNING_ROLES),
            "today": clock.today(),
            "tab": "people",
        },
    )


@require_http_methods(["GET", "POST"])
def member_add(request: HttpRequest) -> HttpResponse:
    """Give a person a role in the unit."""
    unit = current_unit_required(request)
    user_require(request.user, Action.MANAGE, unit)
    form = MembershipForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        try:
            membership_add(
                user=fields.pop("email"),
                organisation=unit.organisation,
                by=request.user,
                **fields,
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm chức danh."))
            return redirect("units:people")
    return render(
        request,
        "units/form.html",
        {
            "form": form,
            "title": _("Thêm người"),
            "button": _("Thêm người"),
            "back": "units:people",
        },
        status=form.status,
    )


@require_POST
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role today, or take back one that has not begun."""
    unit = current_unit_required(request)
    user_require(request.user, Action.MANAGE, unit)
    membership = get_object_or_404(
        Membership.objects.filter(organisation=unit.organisation), pk=pk
    )
    membership_end(membership=membership, on=clock.today(), by=request.user)
    if membership.valid_from > clock.today():
        said = _("Đã bỏ chức danh chưa bắt đầu của %(name)s.")
    else:
        said = _("%(name)s thôi giữ chức danh sau hôm nay.")
    messages.success(request, said % {"name": membership.user})
    return redirect("units:people")


@require_POST
def member_unlock_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person of the unit whom wrong passwords have locked out try again."""
    unit = current_unit_required(request)
    user_require(request.user, Action.MANAGE, unit)
    person = get_object_or_404(membership_list(unit), pk=pk).user
    if member_unlock(person=person, unit=unit, by=request.user):
        messages.success(
            request,
            _("Đã mở khóa đăng nhập cho %(name)s. Người ấy vào lại được ngay.")
            % {"name": person},
        )
    else:
        messages.info(request, _("%(name)s không còn bị khóa.") % {"name": person})
    return redirect("units:people")
