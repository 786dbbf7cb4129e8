"""Running stories: what gathers by itself, what stands first, what is left out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from toasoan.content.curation.fronts import items_of
from toasoan.content.curation.topic_forms import TopicNameForm, TopicRuleForm
from toasoan.content.curation.topics import (
    item_ids_of,
    items_taken,
    pinned_of,
    suggestions_of,
    topics_of_unit,
)
from toasoan.content.item_lists import items_filtered
from toasoan.content.models import TopicEntry, TopicPage, TopicRule
from toasoan.content.services import (
    topic_item_add,
    topic_item_leave_out,
    topic_item_pin,
    topic_open,
    topic_rule_set,
)
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

SHOWN = 40
FOUND = 10


def _unit(request: HttpRequest) -> PressUnit:
    unit = current_unit_required(request)
    user_require(request.user, Action.CURATE, unit)
    return unit


def _topic(unit: PressUnit, pk: int) -> TopicPage:
    return get_object_or_404(topics_of_unit(unit), pk=pk)


@require_http_methods(["GET", "POST"])
def topic_list(request: HttpRequest) -> HttpResponse:
    """Show the running stories and what may become one; open a new one."""
    unit = _unit(request)
    form = TopicNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tag = form.cleaned_data["tag"]
        rule = {"tags": [tag]} if tag else {}
        try:
            topic = topic_open(
                unit=unit, title=form.cleaned_data["title"], by=request.user, **rule
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã mở dòng sự kiện “%s”.") % topic.title)
            return redirect("content:topic", topic.pk)
    topics = [
        (topic, len(item_ids_of(topic)), getattr(topic, "rule", None))
        for topic in topics_of_unit(unit)
    ]
    return render(
        request,
        "content/staff/topics.html",
        {"topics": topics, "suggestions": suggestions_of(unit), "form": form},
        status=form.status,
    )


@require_http_methods(["GET", "POST"])
def topic_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the running story gathers; count before saving, then save."""
    unit = _unit(request)
    topic = _topic(unit, pk)
    rule = _rule(topic)
    form = TopicRuleForm(request.POST or None, unit=unit, rule=rule)
    taken: list[int] | None = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") != "count":
            try:
                return _save(request, topic, form)
            except ToasoanError as error:
                form.refuse(error)
        else:
            taken = items_taken(_would_be(topic, form))
    if request.headers.get("X-Sheet"):
        return render(request, "content/staff/topic_count.html", _counted(taken))
    return render(
        request,
        "content/staff/topic.html",
        {**_facts(request, unit, topic), **_counted(taken), "form": form, "rule": rule},
        status=form.status,
    )


def _rule(topic: TopicPage) -> TopicRule:
    found: TopicRule | None = getattr(topic, "rule", None)
    return found or TopicRule(topic=topic, changed_at=clock.now())


def _save(request: HttpRequest, topic: TopicPage, form: TopicRuleForm) -> HttpResponse:
    version = request.POST.get("version", "")
    topic_rule_set(
        topic=topic,
        version=int(version) if version.isdecimal() else 0,
        by=request.user,
        **form.cleaned_data,
    )
    messages.success(request, _("Đã lưu. Bài khớp vào dòng trong giây lát."))
    return redirect("content:topic", topic.pk)


def _would_be(topic: TopicPage, form: TopicRuleForm) -> TopicRule:
    return TopicRule(topic=topic, changed_at=clock.now(), **form.cleaned_data)


def _counted(taken: list[int] | None) -> dict[str, Any]:
    if taken is None:
        return {"taken": None}
    pages = Page.objects.in_bulk(taken[:5])
    return {"taken": len(taken), "newest": [pages[pk] for pk in taken[:5]]}


def _facts(request: HttpRequest, unit: PressUnit, topic: TopicPage) -> dict[str, Any]:
    members = item_ids_of(topic)
    entries = {each.item_id: each for each in TopicEntry.objects.filter(topic=topic)}
    pinned = [pk for pk in pinned_of(topic) if pk in members]
    newest = Page.objects.filter(pk__in=members).order_by("-first_published_at", "-pk")
    pages = {page.pk: page for page in newest[:SHOWN]}
    pages |= Page.objects.in_bulk([pk for pk in pinned if pk not in pages])
    left_out = [pk for pk, entry in entries.items() if entry.left_out]
    words = request.GET.get("q", "").strip()
    return {
        "topic": topic,
        "total": len(members),
        "pinned": [pages[pk] for pk in pinned],
        "items": [
            (page, entries.get(page.pk))
            for page in pages.values()
            if page.pk not in pinned
        ],
        "left_out": Page.objects.filter(pk__in=left_out).order_by("-pk")[:SHOWN],
        "words": words,
        "found": _found(request, unit, words, members) if words else [],
    }


def _found(
    request: HttpRequest, unit: PressUnit, words: str, members: set[int]
) -> list[Page]:
    items = items_filtered(user=request.user, unit=unit, state="published", words=words)
    return list(items.exclude(pk__in=members)[:FOUND])


@require_POST
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item into the running story by hand."""
    unit = _unit(request)
    topic = _topic(unit, pk)
    number = request.POST.get("item", "")
    item = get_object_or_404(
        items_of(unit), pk=int(number) if number.isdecimal() else 0
    )
    topic_item_add(topic=topic, item=item, by=request.user)
    messages.success(request, _("Đã thêm “%s” vào dòng.") % item.title)
    return redirect("content:topic", pk)


@require_POST
def item_say(request: HttpRequest, pk: int, item_pk: int, verb: str) -> HttpResponse:
    """Pin an item, move it up, let it go, leave it out or take it back in."""
    unit = _unit(request)
    topic = _topic(unit, pk)
    item = get_object_or_404(items_of(unit), pk=item_pk)
    acts: dict[str, Any] = {
        "ghim": lambda: topic_item_pin(topic=topic, item=item, by=request.user),
        "len": lambda: topic_item_pin(
            topic=topic, item=item, by=request.user, number=_above(topic, item_pk)
        ),
        "bo-ghim": lambda: topic_item_pin(
            topic=topic, item=item, by=request.user, number=None
        ),
        "bo": lambda: topic_item_leave_out(topic=topic, item=item, by=request.user),
        "them": lambda: topic_item_add(topic=topic, item=item, by=request.user),
    }
    if verb not in acts:
        raise Http404
    try:
        acts[verb]()
    except ToasoanError as error:
        messages.error(request, error.message)
    return redirect("content:topic", pk)


def _above(topic: TopicPage, item_pk: int) -> int:
    pinned = pinned_of(topic)
    return max(0, pinned.index(item_pk) - 1) if item_pk in pinned else 0
