"""Every address of the staff side, filled in with the things of another unit."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

from django.core import serializers
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Page, Revision

from toasoan.archive.models import CatalogueEntry
from toasoan.archive.storing.addresses import Purpose
from toasoan.content.models import (
    ArticlePage,
    ContentProfile,
    DeskBoardColumn,
    FrontLayout,
    FrontPlan,
    HomeSlot,
    HouseStyleRule,
    ItemComment,
    ItemMark,
    ItemPlace,
    ItemRequest,
    ItemTemplate,
    ItemVersion,
    PackagePage,
    PackagePlace,
    PlanSlot,
    ProfileField,
    Release,
    RequestLetter,
    Review,
    ReviewChain,
    ReviewStep,
    Stage,
    TemplateSchedule,
    TemplateUse,
    TopicEntry,
    TopicRule,
    UnitPublishing,
)
from toasoan.content.views.verbs import VERBS
from toasoan.newsroom.boards.kinds import VIEWS
from toasoan.newsroom.tests.archive_material import (
    archive_keys,
    archive_rows,
    seal_made,
)
from toasoan.newsroom.tests.unit_material import Material
from toasoan.planning.models import (
    Absence,
    Assignment,
    CalendarSource,
    Coverage,
    EventAttachment,
    Freelancer,
    PitchQuestion,
    SavedView,
    Shift,
    Story,
    StoryComment,
    StoryOffer,
)
from toasoan.units.models import Delegation, Membership
from toasoan.workspace.models import Notification, PushDevice

MARK = "Bimatdonvikhac"
STAFF = "toa-soan/"
FIELD = "hien-truong/"
# What everyone may see or what has no unit: signing in, icons, words, the error test.
NO_UNIT = re.compile(
    r"toa-soan/(login|logout|password_reset|sprite|jsi18n|failwhale|test404|\^)"
)
FILLED_BY_NAME = {
    "filter_spec": ["width-100"],
    "action_name": ["approve", "publish", "unpublish", "delete", "move", "copy"],
    "action": ["delete", "publish", "unpublish", "move", "add_tags"],
    "verb": [
        *VERBS,
        "ghim",
        "bo-ghim",
        "them",
        "duyet",
        "khong-duyet",
        "dung",
        "xong",
        "len",
        "xuong",
        "bo",
        "lay",
        "danh-dau",
    ],
    "kind": [*VIEWS],
    "uidb64": ["MQ"],
    "token": ["x"],
    "object_id": [],
}
ROWS_OF_ITEMS = {"version_pk": ItemVersion, "comment_pk": ItemComment}
MODELS = [
    ("wagtailcore", "page"),
    ("content", "articlepage"),
    ("content", "packagepage"),
    ("content", "authorpage"),
    ("content", "topicpage"),
    ("archive", "photo"),
    ("archive", "archivedocument"),
    ("security", "user"),
]


def _signed_in(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


# --- Walking the addresses --------------------------------------------------------


def staff_routes() -> list[tuple[str, list[str]]]:
    """Return every route of the staff side with the names in it."""
    found = []

    def walk(resolver: URLResolver, prefix: str) -> None:
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry, route)
            elif isinstance(entry, URLPattern):
                found.append(route)

    walk(get_resolver(), "")
    return [
        (route, _names(route))
        for route in found
        if route.startswith((STAFF, FIELD)) and not NO_UNIT.match(route)
    ]


def _names(route: str) -> list[str]:
    return re.findall(r"<(?:\w+:)?(\w+)>", route)


def addresses(route: str, names: list[str], other: Material) -> Iterator[str]:
    """Yield the route with the other unit's things in every place."""
    choices = [_values(route, name, other) for name in names]
    model_names = [n for n in names if n.endswith(("app_name", "app_label"))]
    for values in itertools.islice(itertools.product(*choices), 60):
        filled = dict(zip(names, values, strict=True))
        if model_names and not _is_model(filled):
            continue
        yield "/" + _put(route, filled)


def _put(route: str, filled: dict[str, Any]) -> str:
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", route)
    for name, value in filled.items():
        text = re.sub(rf"<(?:\w+:)?{name}>", str(value), text)
    return text.replace("^", "").replace("$", "").replace("\\", "")


def _is_model(filled: dict[str, Any]) -> bool:
    app = next((v for k, v in filled.items() if k.endswith(("app_name", "app_label"))))
    model = next((v for k, v in filled.items() if "model_name" in k), None)
    return model is None or (app, model) in MODELS


def _values(route: str, name: str, other: Material) -> list[Any]:
    if name.endswith(("app_name", "app_label")):
        return sorted({app for app, _model in MODELS})
    if "model_name" in name:
        return [model for _app, model in MODELS]
    if FILLED_BY_NAME.get(name):
        return FILLED_BY_NAME[name]
    if "revision" in name:
        return _pks(Revision, object_id=str(other.article.pk))
    return _keys(route, name, other)


def _keys(route: str, name: str, other: Material) -> list[Any]:
    """Return the other unit's keys of the kind the place asks for."""
    pages = [other.pages[n].pk for n in (0, 1, 4)]
    named = {
        "coverage_pk": [other.coverage.pk],
        "file_pk": [other.attachment.pk],
        "letter_pk": [other.letter.pk],
        "item_pk": [other.article.pk],
        "board_pk": [other.board.pk],
        "search_pk": [other.search.pk],
        "column_pk": _pks(DeskBoardColumn, board=other.board),
        "desk_pk": [other.story.desk_id],
        "entry_pk": _pks(CatalogueEntry, unit=other.room.unit),
        "purpose": [Purpose.DOWNLOAD],
        "seal": [seal_made(other)],
    }
    if name in named:
        return named[name]
    if name in ROWS_OF_ITEMS:
        return _pks(ROWS_OF_ITEMS[name], item_id=other.article.pk)
    for part, keys in _keys_by_part(other):
        starts = (STAFF + part, FIELD + part)
        if route.startswith(starts) or f"/{part}/" in route.replace("^", ""):
            return keys
    return pages


def _keys_by_part(other: Material) -> list[tuple[str, list[Any]]]:
    """Return what is meant by the key below each part; the longer parts first."""
    pages = [other.pages[n].pk for n in (0, 1, 4)]
    return [
        *archive_keys(other),
        ("users", [person.pk for person in other.people[:2]]),
        ("sites", [other.room.unit.site_id]),
        ("collections", [other.room.unit.collection_id]),
        ("de-tai", [other.story.pk]),
        ("trang-chu/lich", [other.front_plan.pk]),
        ("dong-su-kien", [other.topic.pk]),
        ("lich/nguon", [other.calendar_source.pk]),
        ("lich", [other.event.pk]),
        ("bo-loc", [other.saved_view.pk]),
        ("truc/vang", [other.absence.pk]),
        ("truc", [other.shift.pk]),
        ("cong-tac-vien", [other.freelancer.pk]),
        ("nhom", [other.offer.pk]),
        ("phan-cong", [other.assignment.pk]),
        ("thong-bao/cai-dat", _pks(PushDevice, user__in=other.people)),
        ("thong-bao", _pks(Notification, recipient__in=other.people)),
        ("viec", [other.assignment.pk]),
        ("don-vi/nguoi", _pks(Membership, organisation=other.room.unit.organisation)),
        ("don-vi/uy-quyen", _pks(Delegation, unit=other.room.unit)),
        ("don-vi/quy-uoc", _pks(HouseStyleRule, unit=other.room.unit)),
        ("don-vi/khau/ban", [other.story.desk_id]),
        ("don-vi/khau", _pks(Stage, desk__unit=other.room.unit)),
        ("don-vi/quy-trinh/buoc", _pks(ReviewStep, chain__unit=other.room.unit)),
        ("don-vi/quy-trinh", _pks(ReviewChain, unit=other.room.unit)),
        ("ban/bai", pages[:1]),
        ("bai/danh-dau", _pks(ItemMark, item__in=other.pages)),
        ("don-vi/mau-tin", _pks(ContentProfile, unit=other.room.unit)),
        ("bai/mau", _pks(ItemTemplate, unit=other.room.unit)),
        ("bai/yeu-cau", [other.request.pk]),
        ("bai/<int:pk>/cac-bai", [other.package.pk]),
        ("bai/<int:pk>/tim-bai", [other.package.pk]),
        ("bai/", pages[:1]),
    ]


def _pks(model: Any, **filters: Any) -> list[int]:
    return list(model.objects.filter(**filters).values_list("pk", flat=True)[:2])


def _queries(other: Material) -> list[dict[str, Any]]:
    pks = [page.pk for page in other.pages]
    return [
        {},
        {"q": MARK},
        {"q": "tit", "order": "title"},
        {"id": pks, "p": 1},
        {"id": [other.photo.pk, other.document.pk]},
        {"child_of": other.room.unit.home.pk, "fields": "*"},
        {"descendant_of": other.room.unit.home.pk, "type": "content.ArticlePage"},
        {"collection_id": other.room.unit.collection_id},
        {"page_type": "content.authorpage"},
        {"term": MARK},
        {"bai": pks, "de-tai": other.story.pk},
        {"luc": "2030-01-01T08:00", "tu": other.layout.pk},
    ]


def _leaks(text: str, other: Material) -> bool:
    # The words one searched for are repeated; what they would find is not.
    shown = re.sub(rf"{MARK}(?! )", "", text)
    return MARK in shown or f"{other.room.unit.masthead}<" in text


def _around(text: str, other: Material) -> str:
    name = f"{other.room.unit.masthead}<"
    place = text.find(f"{MARK} ") if f"{MARK} " in text else text.find(name)
    return text[max(0, place - 120) : place + 60]


def _answer(client: Client, method: str, url: str, data: Any) -> tuple[int, str]:
    response = getattr(client, method)(url, data)
    body = b"" if response.streaming else response.content
    response.close()
    return response.status_code, body.decode("utf-8", "replace")


# --- Writing ----------------------------------------------------------------------


def _content_rows(other: Material) -> list[Any]:
    unit = other.room.unit
    return [
        HouseStyleRule.objects.filter(unit=unit),
        ContentProfile.objects.filter(unit=unit),
        ProfileField.objects.filter(profile__unit=unit),
        ItemTemplate.objects.filter(unit=unit),
        TemplateUse.objects.filter(template__unit=unit),
        TemplateSchedule.objects.filter(template__unit=unit),
        Membership.objects.filter(organisation=unit.organisation),
        Delegation.objects.filter(unit=unit),
        Review.objects.filter(unit=unit),
        Notification.objects.filter(unit=unit),
        PushDevice.objects.filter(user__in=other.people),
        ReviewStep.objects.filter(chain__unit=unit),
        *archive_rows(unit),
        ItemRequest.objects.filter(unit=unit),
        ItemComment.objects.filter(item__in=other.pages),
        HomeSlot.objects.filter(home=unit.home),
        FrontPlan.objects.filter(home=unit.home),
        PlanSlot.objects.filter(plan__home=unit.home),
        FrontLayout.objects.filter(home=unit.home),
        TopicRule.objects.filter(topic=other.topic),
        TopicEntry.objects.filter(topic=other.topic),
        RequestLetter.objects.filter(request__unit=unit),
        UnitPublishing.objects.filter(unit=unit),
        Stage.objects.filter(desk__unit=unit),
        ItemPlace.objects.filter(item__in=other.pages),
        ItemMark.objects.filter(item__in=other.pages),
        Release.objects.filter(item__in=other.pages),
        Revision.objects.filter(object_id__in=[str(p.pk) for p in other.pages]),
    ]


def _snapshot(other: Material) -> str:
    """Return the other unit's rows as text."""
    unit = other.room.unit
    home = Page.objects.get(pk=unit.home.pk)
    rows = [
        Page.objects.descendant_of(home, inclusive=True),
        ArticlePage.objects.filter(unit=unit),
        PackagePage.objects.filter(unit=unit),
        PackagePlace.objects.filter(package__unit=unit),
        Story.objects.filter(unit=unit),
        Coverage.objects.filter(story__unit=unit),
        Assignment.objects.filter(coverage__story__unit=unit),
        StoryComment.objects.filter(story__unit=unit),
        SavedView.objects.filter(unit=unit),
        PitchQuestion.objects.filter(story__unit=unit),
        StoryOffer.objects.filter(story__unit=unit),
        CalendarSource.objects.filter(unit=unit),
        EventAttachment.objects.filter(event__unit=unit),
        Shift.objects.filter(unit=unit),
        Absence.objects.filter(user__in=other.people),
        Freelancer.objects.filter(unit=unit),
        *_content_rows(other),
    ]
    return "\n".join(
        serializers.serialize("json", queryset.order_by("pk")) for queryset in rows
    )


def _bodies(other: Material) -> list[dict[str, Any]]:
    return [
        {},
        {
            "step": 1,
            "to_step": 0,
            "comment": "x",
            "reason": "x",
            "note": "x",
            "title": "Bi doi",
            "name": "Bi doi",
            "confirm": "1",
            "id": other.article.pk,
            "kind": "text",
            "public_reason": "x",
            "internal_reason": "x",
            "ordered_by": "x",
            "wrong": "x",
            "added": "x",
            "outcome": "refused",
            "undo_seconds": "0",
            "viec": "nhan-ban",
            "right": "x",
            "action-publish": "1",
            "at": "2030-01-01T08:00",
            "text": "x",
            "to": "approved",
            "day": "2030-01-01",
            "planned_at": "2030-01-01T08:00",
            "chum": other.package.pk,
            "bai": other.article.pk,
            "g": "x",
            "m": other.article.pk,
            "mg": "0",
            "mh": "x",
            "act": "group",
            "do": "save",
            "slot": f"top|{other.article.pk}",
            "starts_at": "2030-01-01T08:00",
            "version": "1",
            "match": "any",
            "tags": "Bi doi",
            "item": other.article.pk,
        },
    ]
