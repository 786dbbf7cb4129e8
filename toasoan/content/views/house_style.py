"""The house style of a unit: read by everybody, kept by who publishes."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.content.models import HouseStyleRule
from toasoan.content.models.house_style import WORDS_MAX
from toasoan.content.selectors import style_rules
from toasoan.content.services.house_style import (
    FIELDS,
    style_rule_add,
    style_rule_remove,
    style_rule_update,
    style_rules_paste,
)
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.staff_forms import StaffForm, text_area


class StyleRuleForm(StaffForm):
    """One rule."""

    wrong = forms.CharField(
        label=gettext_lazy("Không viết"),
        max_length=WORDS_MAX,
        error_messages={"required": gettext_lazy("Ghi chữ không được viết.")},
    )
    right = forms.CharField(
        label=gettext_lazy("Viết là"), required=False, max_length=WORDS_MAX
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Mức"), choices=HouseStyleRule.Kind.choices
    )
    match_case = forms.BooleanField(
        label=gettext_lazy("Phân biệt chữ hoa, chữ thường"), required=False
    )
    note = forms.CharField(label=gettext_lazy("Vì sao"), required=False, max_length=300)


class PasteForm(StaffForm):
    """Many rules at once."""

    lines = forms.CharField(
        label=gettext_lazy("Mỗi dòng một quy ước"),
        max_length=100_000,
        widget=text_area(6),
        help_text=gettext_lazy(
            "Sai => đúng. Thêm ! ở đầu dòng để cấm dùng, ví dụ: !từ cấm => từ thay"
        ),
    )


@require_http_methods(["GET", "POST"])
def rule_list(request: HttpRequest) -> HttpResponse:
    """Show the rules; who publishes adds one."""
    unit = current_unit_required(request)
    form = StyleRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rule = style_rule_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm “%(wrong)s”.") % {"wrong": rule.wrong})
            return redirect("content:house_style")
    return _page(request, unit, form=form)


@require_POST
def rule_paste(request: HttpRequest) -> HttpResponse:
    """Add the rules of a list; the lines that could not be are shown again."""
    unit = current_unit_required(request)
    user_require(request.user, Action.PUBLISH, unit)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _page(request, unit, paste=form)
    added, left = style_rules_paste(
        unit=unit, lines=form.cleaned_data["lines"], by=request.user
    )
    if added:
        messages.success(request, _("Đã thêm %(n)d quy ước.") % {"n": added})
    if not left:
        return redirect("content:house_style")
    again = PasteForm(initial={"lines": "\n".join(left)})
    messages.warning(
        request,
        _("%(n)d dòng chưa thêm được: thiếu chữ, hoặc đã có. Sửa rồi gửi lại.")
        % {"n": len(left)},
    )
    return _page(request, unit, paste=again)


def _page(
    request: HttpRequest,
    unit: PressUnit,
    *,
    form: StyleRuleForm | None = None,
    paste: PasteForm | None = None,
) -> HttpResponse:
    filled = form or paste
    return render(
        request,
        "content/staff/house_style.html",
        {
            "rules": style_rules(unit).select_related("changed_by"),
            "form": form or StyleRuleForm(),
            "paste": paste or PasteForm(),
            "may_keep": user_may(request.user, Action.PUBLISH, unit),
            "tab": "style",
        },
        status=filled.status if filled else 200,
    )


def _rule(request: HttpRequest, pk: int) -> HouseStyleRule:
    unit = current_unit_required(request)
    user_require(request.user, Action.PUBLISH, unit)
    return get_object_or_404(style_rules(unit).select_related("unit"), pk=pk)


@require_http_methods(["GET", "POST"])
def rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule."""
    rule = _rule(request, pk)
    form = StyleRuleForm(
        request.POST or None, initial={name: getattr(rule, name) for name in FIELDS}
    )
    if request.method == "POST" and form.is_valid():
        try:
            style_rule_update(rule=rule, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu quy ước."))
            return redirect("content:house_style")
    return render(
        request,
        "content/staff/house_style_rule.html",
        {"form": form, "rule": rule},
        status=form.status,
    )


@require_POST
def rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the rule no more."""
    rule = _rule(request, pk)
    style_rule_remove(rule=rule, by=request.user)
    messages.success(request, _("Đã xóa “%(wrong)s”.") % {"wrong": rule.wrong})
    return redirect("content:house_style")
