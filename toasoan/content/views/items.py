"""The screen of one item, and all that can be done with it there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.content.access import (
    item_for_reading,
    template_for,
    unit_for_writing,
)
from toasoan.content.beginnings.template_fields import template_headline
from toasoan.content.beginnings.template_list import template_rows
from toasoan.content.desks.desk_forms import PlacedArticleForm
from toasoan.content.errors import SectionMissing
from toasoan.content.forms import ItemForm, StartForm
from toasoan.content.item_screen import item_history, item_screen
from toasoan.content.models import ArticlePage, ItemTemplate
from toasoan.content.services import (
    article_create,
    item_lead_photo_set,
    item_seen_note,
    item_start,
    preview_link_create,
)
from toasoan.content.services.items import PREVIEW_HOURS
from toasoan.content.services.templates import article_from_template
from toasoan.content.views.verbs import VERBS, Verb
from toasoan.core import clock
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.planning.access import assignment_for_assignee
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit

PREVIEW_SESSION_KEY = "preview_link"


@require_GET
def item_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the item as the person who is to decide about it needs it."""
    item = item_for_reading(request.user, pk)
    answer = _screen(request, item)
    item_seen_note(item=item, by=request.user)
    return answer


def _screen(
    request: HttpRequest, item: Any, *, error: ToasoanError | None = None
) -> HttpResponse:
    link = request.session.pop(PREVIEW_SESSION_KEY, None)
    return render(
        request,
        "content/staff/item.html",
        {
            "screen": item_screen(request.user, item),
            "error": error,
            "preview": link if link and link["item"] == item.pk else None,
        },
        status=error.http_status if error else 200,
    )


@require_http_methods(["GET", "POST"])
def item_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do one thing with the item; a refusal keeps what was typed."""
    chosen = VERBS.get(verb)
    if chosen is None:
        raise Http404
    item = item_for_reading(request.user, pk)
    form = chosen.form(
        request.POST if request.method == "POST" else None,
        item=item,
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = chosen.run(item, request.user, form.cleaned_data)
        except ToasoanError as error:
            if not form.visible_fields():
                return _screen(request, item_for_reading(request.user, pk), error=error)
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect("content:item", pk=pk)
    return _form_page(request, item, chosen, form)


def _form_page(
    request: HttpRequest, item: Any, verb: Verb, form: ItemForm
) -> HttpResponse:
    return render(
        request,
        "content/staff/act.html",
        {
            "item": item,
            "verb": verb,
            "form": form,
            "explanation": verb.explain(item) if verb.explain else "",
            "points": verb.points(item) if verb.points else [],
            "other": VERBS.get(verb.other),
        },
        status=form.status,
    )


@require_POST
def item_preview_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link that shows the draft for two days, and show it once."""
    item = item_for_reading(request.user, pk)
    token = preview_link_create(item=item, by=request.user)
    parts = item.get_url_parts()
    root = parts[1] if parts else ""
    request.session[PREVIEW_SESSION_KEY] = {
        "item": item.pk,
        "url": f"{root}/xem-truoc/{token}/",
        "hours": PREVIEW_HOURS,
    }
    return redirect("content:item", pk=pk)


@require_POST
def item_lead_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a photo handed in for the story at the head of the article."""
    item = item_for_reading(request.user, pk)
    photo = request.POST.get("photo", "")
    if not isinstance(item, ArticlePage) or not photo.isdecimal():
        raise Http404
    item_lead_photo_set(item=item, photo_id=int(photo), by=request.user)
    messages.success(request, _("Đã đặt làm ảnh đại diện. Chú thích lấy theo ảnh."))
    return redirect("content:item", pk=pk)


@require_GET
def item_history_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the audit log says of the item."""
    item = item_for_reading(request.user, pk)
    return render(
        request,
        "content/staff/history.html",
        {"item": item, "entries": item_history(item)},
    )


@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest) -> HttpResponse:
    """Begin an article with a headline and a section, or with a template."""
    unit = unit_for_writing(request.user, current_unit_required(request))
    template = _template_chosen(request, unit)
    initial = {"story": request.GET.get("de-tai"), **_begun_with(template)}
    form = PlacedArticleForm(
        request.POST or None, unit=unit, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            article = _article_new(request.user, unit, template, form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            return redirect("wagtailadmin_pages:edit", article.pk)
    return render(
        request,
        "content/staff/new.html",
        {
            "form": form,
            "template": template,
            "rows": template_rows(request.user, unit),
            "story": request.GET.get("de-tai", ""),
        },
        status=form.status,
    )


def _template_chosen(request: HttpRequest, unit: PressUnit) -> ItemTemplate | None:
    key = request.POST.get("mau") or request.GET.get("mau") or ""
    if not key.isdecimal():
        return None
    template = template_for(request.user, int(key))
    if template.unit_id != unit.pk:
        raise NotFound
    return template


def _begun_with(template: ItemTemplate | None) -> dict[str, Any]:
    if template is None:
        return {}
    begun = {"headline": template_headline(template, clock.today())}
    return begun | ({"section": template.section_id} if template.section_id else {})


def _article_new(
    user: Any, unit: PressUnit, template: ItemTemplate | None, data: dict[str, Any]
) -> ArticlePage:
    if template is None:
        return article_create(unit=unit, by=user, **data)
    return article_from_template(template=template, by=user, **data)


@require_http_methods(["GET", "POST"])
def assignment_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the article the assignment asks for and open it for writing.

    Where nobody has planned its section, the writer is asked for it.
    """
    assignment = assignment_for_assignee(request.user, pk)
    answer = request.POST if "section" in request.POST else None
    form = StartForm(answer, unit=assignment.story.unit)
    if request.method == "GET" or (answer is not None and not form.is_valid()):
        return _start_form(request, form)
    section = form.cleaned_data["section"] if answer is not None else None
    try:
        article = item_start(assignment=assignment, by=request.user, section=section)
    except SectionMissing:
        return _start_form(request, form)
    messages.success(request, _("Đã mở bài. Hệ thống tự lưu khi bạn viết."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[article.pk]))


def _start_form(request: HttpRequest, form: StartForm) -> HttpResponse:
    return render(
        request, "content/staff/start.html", {"form": form}, status=form.status
    )
