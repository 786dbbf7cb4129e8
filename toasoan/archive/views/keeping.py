"""The screens of the bin and of the rules of what is kept."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.archive.keeping.access import (
    rule_for_keeping,
    stay_for_restoring,
    stays_visible,
)
from toasoan.archive.keeping.bins import asset_restore, bin_days, bin_days_set
from toasoan.archive.keeping.keeping_forms import BinDaysForm, RuleForm
from toasoan.archive.keeping.retention import (
    entries_under,
    proposals,
    proposals_bin,
    rule_add,
    rule_end,
    rules_of,
)
from toasoan.archive.models import RetentionRule
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action

PAGE_SIZE = 40
REFUSALS_SHOWN = 5


@require_safe
def bin_list(request: HttpRequest) -> HttpResponse:
    """Show what lies in the unit's bin: all to its keepers, to others what is theirs."""
    return _bin_screen(request, None)


@require_POST
def bin_days_save(request: HttpRequest) -> HttpResponse:
    """Say how long the bin keeps what is thrown away from now on."""
    unit = current_unit_required(request)
    user_require(request.user, Action.ARCHIVE_EDIT, unit)
    form = BinDaysForm(request.POST)
    if form.is_valid():
        try:
            bin_days_set(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi số ngày giữ."))
            return redirect("keeping:bin")
    return _bin_screen(request, form)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an asset out of the bin."""
    stay = stay_for_restoring(request.user, pk)
    entry = asset_restore(stay=stay, by=request.user)
    messages.success(
        request, _("Đã khôi phục “%(title)s” vào kho.") % {"title": entry.title}
    )
    return redirect("keeping:bin")


def _bin_screen(request: HttpRequest, form: BinDaysForm | None) -> HttpResponse:
    unit = current_unit_required(request)
    now = clock.now()
    page = Paginator(stays_visible(request.user, unit), PAGE_SIZE).get_page(
        request.GET.get("trang")
    )
    rows = [
        (stay, max(0, -((now - stay.ends_at) // timedelta(days=1)))) for stay in page
    ]
    days = bin_days(unit)
    form = form or BinDaysForm(initial={"days": days})
    context = {
        "unit": unit,
        "page": page,
        "rows": rows,
        "days": days,
        "form": form,
        "may_keep": user_may(request.user, Action.ARCHIVE_EDIT, unit),
    }
    return render(request, "archive/keeping/bin.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def rule_list(request: HttpRequest) -> HttpResponse:
    """Show and set the unit's rules, and how much each speaks of today."""
    unit = current_unit_required(request)
    user_require(request.user, Action.ARCHIVE_EDIT, unit)
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rule_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã đặt quy định. Chưa tư liệu nào bị bỏ."))
            return redirect("keeping:rules")
    rows = [(rule, _count_of(rule)) for rule in rules_of(unit)]
    context = {"unit": unit, "rows": rows, "form": form}
    return render(request, "archive/keeping/rules.html", context, status=form.status)


def _count_of(rule: RetentionRule) -> int:
    keeps = rule.does == RetentionRule.Does.KEEP
    return (entries_under(rule) if keeps else proposals(rule)).count()


@require_http_methods(["GET", "POST"])
def rule_proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the rule proposes; only what a person chooses goes into the bin."""
    rule = rule_for_keeping(request.user, pk)
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("muc") if key.isdecimal()]
        _proposals_take(request, rule, keys[:PAGE_SIZE])
        return redirect("keeping:proposals", pk=rule.pk)
    found = proposals(rule)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    size = found.order_by().aggregate(size=Sum("weight"))["size"] or 0
    context = {
        "rule": rule,
        "page": page,
        "size": size,
        "days": bin_days(rule.unit),
        "keeps": entries_under(rule).count()
        if rule.does == RetentionRule.Does.KEEP
        else None,
    }
    return render(request, "archive/keeping/proposals.html", context)


def _proposals_take(request: HttpRequest, rule: RetentionRule, keys: list[int]) -> None:
    binned, refused = proposals_bin(rule=rule, keys=keys, by=request.user)
    if binned:
        said = ngettext(
            "%(n)d mục đã vào thùng rác.", "%(n)d mục đã vào thùng rác.", binned
        )
        messages.success(request, said % {"n": binned})
    for sentence in refused[:REFUSALS_SHOWN]:
        messages.error(request, sentence)
    if not binned and not refused:
        messages.info(
            request, _("Chưa chọn mục nào. Đánh dấu mục muốn bỏ rồi bấm lại.")
        )


@require_POST
def rule_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a rule count no more."""
    rule_end(rule=rule_for_keeping(request.user, pk), by=request.user)
    messages.success(request, _("Không dùng quy định này nữa."))
    return redirect("keeping:rules")
