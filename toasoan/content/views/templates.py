"""Templates: listed for all who write, kept by who may."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.content.access import (
    item_for_reading,
    may_keep_template,
    template_for,
    unit_for_writing,
)
from toasoan.content.beginnings.template_fields import next_hour, template_headline
from toasoan.content.beginnings.template_forms import (
    SaveAsTemplateForm,
    TemplateForm,
    TemplateHourForm,
    scope_of,
)
from toasoan.content.beginnings.template_list import template_rows
from toasoan.content.models import ArticlePage, ItemTemplate
from toasoan.content.services.template_hours import template_schedule
from toasoan.content.services.templates import (
    template_add,
    template_archive,
    template_from_item,
    template_restore,
    template_star,
    template_update,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound, ToasoanError
from toasoan.units.current_unit import current_unit_required


@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    """Show the templates one may begin with; with `da-cat`, those put away."""
    unit = unit_for_writing(request.user, current_unit_required(request))
    archived = "da-cat" in request.GET
    return render(
        request,
        "content/staff/item_templates.html",
        {
            "rows": template_rows(request.user, unit, archived=archived),
            "archived": archived,
        },
    )


@require_http_methods(["GET", "POST"])
def template_new(request: HttpRequest) -> HttpResponse:
    """Begin a template."""
    unit = unit_for_writing(request.user, current_unit_required(request))
    template = ItemTemplate(unit=unit)
    form = TemplateForm(request.POST or None, template=template, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        whose = scope_of(data.pop("scope"), request.user, unit)
        try:
            made = template_add(unit=unit, by=request.user, **whose, **data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu bài mẫu “%(name)s”.") % {"name": made})
            return redirect("content:templates")
    return _form_page(request, template, form)


@require_http_methods(["GET", "POST"])
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a template."""
    template = _kept(request, pk)
    form = TemplateForm(request.POST or None, template=template, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            template_update(template=template, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã lưu bài mẫu “%(name)s”.") % {"name": template}
            )
            return redirect("content:templates")
    return _form_page(request, template, form)


def _form_page(
    request: HttpRequest, template: ItemTemplate, form: TemplateForm
) -> HttpResponse:
    schedule = getattr(template, "schedule", None) if template.pk else None
    today = clock.today()
    return render(
        request,
        "content/staff/item_template.html",
        {
            "form": form,
            "template": template,
            "today": template_headline(template, today) if template.pk else "",
            "schedule": schedule,
            "next_at": next_hour(schedule, clock.now()) if schedule else None,
            "runs": template.runs.all()[:7] if template.pk else [],
        },
        status=form.status,
    )


def _kept(request: HttpRequest, pk: int) -> ItemTemplate:
    """Return a template the person may change.

    Raises:
        NotFound: it is not there for this person.
        NotAllowed: they may only begin with it.
    """
    template = template_for(request.user, pk)
    if not may_keep_template(request.user, template):
        raise NotAllowed
    return template


@require_http_methods(["GET", "POST"])
def template_hour(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the days and the hour at which a draft is made."""
    template = _kept(request, pk)
    form = TemplateHourForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        try:
            schedule = template_schedule(
                template=template, by=request.user, **form.cleaned_data
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _hour_said(schedule))
            return redirect("content:template", pk)
    return render(
        request,
        "content/staff/item_template_hour.html",
        {"form": form, "template": template},
        status=form.status,
    )


def _hour_said(schedule: Any) -> str:
    at = next_hour(schedule, clock.now())
    if at is None:
        return _("Đã lưu. Bài mẫu không tự tạo bài.")
    return _("Đã hẹn. Bài tiếp theo được tạo lúc %(at)s.") % {
        "at": clock.format_datetime_vi(at)
    }


@require_POST
def template_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the template away."""
    template = _kept(request, pk)
    template_archive(template=template, by=request.user)
    messages.success(request, _("Đã cất bài mẫu “%(name)s”.") % {"name": template})
    return redirect("content:templates")


@require_POST
def template_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the template be used again."""
    template = _kept(request, pk)
    template_restore(template=template, by=request.user)
    messages.success(request, _("Dùng lại bài mẫu “%(name)s”.") % {"name": template})
    return redirect("content:templates")


@require_POST
def template_star_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Star the template, or take the star away, for this person alone."""
    template = template_for(request.user, pk)
    template_star(
        template=template, by=request.user, starred=request.POST.get("sao") == "1"
    )
    return redirect(
        "content:item_new" if "viet" in request.POST else "content:templates"
    )


@require_http_methods(["GET", "POST"])
def template_from(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an article as a template."""
    item = item_for_reading(request.user, pk)
    if not isinstance(item, ArticlePage):
        raise NotFound
    unit_for_writing(request.user, item.unit)
    form = SaveAsTemplateForm(request.POST or None, item=item, user=request.user)
    if request.method == "POST" and form.is_valid():
        whose = scope_of(form.cleaned_data["scope"], request.user, item.unit)
        try:
            made = template_from_item(
                item=item, name=form.cleaned_data["name"], by=request.user, **whose
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu bài mẫu “%(name)s”.") % {"name": made})
            return redirect("content:item", pk)
    return render(
        request,
        "content/staff/item_template_save.html",
        {"form": form, "item": item},
        status=form.status,
    )
