"""Screens of the vocabularies, and what fields offer while one types."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.archive.holdings.papers import keeper_require
from toasoan.archive.models import AssetConsent, Concept, Vocabulary
from toasoan.archive.models.vocabularies import name_folded
from toasoan.archive.vocabularies.concepts import (
    HOUSE_KINDS,
    ConceptSaid,
    concept_add,
    concept_change,
    concepts_merge,
    concepts_part,
)
from toasoan.archive.vocabularies.offers import (
    concept_for_reading,
    concepts_of,
    concepts_offered,
    label_addable,
)
from toasoan.archive.vocabularies.vocabulary_forms import ConceptForm, MergeForm
from toasoan.core.errors import NotAllowed, NotFound, ToasoanError
from toasoan.units.access import sees_every_unit, units_visible, user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

PAGE = 100
TYPED_MAX = 200
Kind = Vocabulary.Kind
# How much another unit keeps under a shared word is not told.
SHARED = Q(narrower__unit__isnull=True)


@require_GET
def offers(request: HttpRequest) -> JsonResponse:
    """Return the words of a vocabulary that fit what was typed so far."""
    unit = current_unit_required(request)
    typed = request.GET.get("q", "")[:TYPED_MAX]
    kind = _kind(request)
    found = concepts_offered(request.user, unit, kind, typed)
    may_add = kind in HOUSE_KINDS and _may_keep(request.user, unit)
    return JsonResponse(
        {
            # What may be put into the vocabulary on the spot, "" for nothing.
            "addable": label_addable(unit, kind, typed) if may_add else "",
            "offers": [
                {
                    "key": each.code or each.pk,
                    "label": each.label,
                    "about": _about(each),
                }
                for each in found
            ],
        }
    )


@require_POST
def add_at_once(request: HttpRequest) -> JsonResponse:
    """Put what was typed into the vocabulary, without leaving where it was typed."""
    unit, kind = current_unit_required(request), _kind(request)
    said = ConceptSaid(request.POST.get("label", "").replace("\x00", ""))
    try:
        made = concept_add(kind=kind, unit=unit, by=request.user, said=said)
    except ToasoanError as error:
        return JsonResponse(
            {"message": error.message, "code": error.code}, status=error.http_status
        )
    return JsonResponse({"key": made.pk, "label": made.label}, status=201)


def _about(concept: Concept) -> str:
    parts = [concept.broader.label] if concept.broader else []
    if concept.vocabulary.kind != Kind.TOPIC:
        parts.append(concept.note[:80])
    elif not concept.label_vi:
        parts.append(_("chưa có tên tiếng Việt"))
    return " · ".join(part for part in parts if part)


@require_GET
def concept_list(request: HttpRequest) -> HttpResponse:
    """Show a vocabulary: all of a kind, or what is typed, or what lies under one."""
    unit = current_unit_required(request)
    kind = _kind(request)
    rows = concepts_of(request.user, unit, kind).filter(merged_into__isnull=True)
    typed = request.GET.get("q", "")[:TYPED_MAX]
    for word in name_folded(typed).split():
        rows = rows.filter(search__contains=f" {word}")
    if not typed and kind == Kind.TOPIC:
        rows = rows.filter(broader__isnull=True)
    rows = rows.annotate(narrower_count=Count("narrower", filter=SHARED))
    called = Coalesce(NullIf("label_vi", Value("")), "label_en")
    rows = rows.order_by(called, "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    return render(
        request,
        "archive/staff/vocabulary.html",
        {
            "kind": kind,
            "kinds": Kind.choices,
            "page": page,
            "typed": typed,
            "vocabulary": Vocabulary.objects.filter(kind=kind).first(),
            "may_keep": kind in HOUSE_KINDS and _may_keep(request.user, unit),
        },
    )


@require_http_methods(["GET", "POST"])
def concept_new(request: HttpRequest) -> HttpResponse:
    """Add a person, place or event."""
    unit, kind = current_unit_required(request), _kind(request)
    if kind not in HOUSE_KINDS:
        raise NotFound
    if not _may_keep(request.user, unit):
        raise NotAllowed
    form = _form(request, unit, kind, is_new=True)

    def run() -> Concept:
        is_shared = form.cleaned_data.get("is_shared")
        where = None if is_shared else unit
        return concept_add(kind=kind, unit=where, by=request.user, said=form.said())

    if request.method == "POST" and (made := _ran(form, run)):
        messages.success(request, _("Đã thêm “%s”.") % made.label)
        return redirect("catalogue:concept", pk=made.pk)
    shown = {"form": form, "kind": kind, "kind_label": Kind(kind).label}
    return render(request, "archive/staff/concept_new.html", shown, status=form.status)


@require_http_methods(["GET", "POST"])
def concept_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one entry of a vocabulary, and let who keeps it change it."""
    unit = current_unit_required(request)
    concept = concept_for_reading(request.user, pk)
    if request.method == "POST" and not _keeps(request.user, concept):
        raise NotAllowed
    form = _form(request, concept.unit or unit, concept.vocabulary.kind, concept)

    def run() -> Concept:
        return concept_change(
            concept=concept,
            by=request.user,
            said=form.said(),
            is_retired=form.cleaned_data["is_retired"],
        )

    if request.method == "POST" and _ran(form, run):
        messages.success(request, _("Đã lưu."))
        return redirect("catalogue:concept", pk=pk)
    return _screen(request, concept, form=form)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Have another entry stand for this one."""
    unit = current_unit_required(request)
    concept = concept_for_reading(request.user, pk)
    if not _keeps(request.user, concept):
        raise NotAllowed
    form = _merge_form(request, concept, unit)

    def run() -> Concept:
        into: Concept = form.cleaned_data["concept"]
        concepts_merge(concept=concept, into=into, by=request.user)
        return into

    if into := _ran(form, run):
        messages.success(
            request,
            _("Đã gộp “%(one)s” vào “%(other)s”. Gộp nhầm thì bấm Tách ra.")
            % {"one": concept.label, "other": into.label},
        )
        return redirect("catalogue:concept", pk=into.pk)
    return _screen(request, concept, merge_form=form)


@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merger back."""
    current_unit_required(request)
    concept = concept_for_reading(request.user, pk)
    concepts_part(concept=concept, by=request.user)
    messages.success(request, _("Đã tách “%s” ra.") % concept.label)
    return redirect("catalogue:concept", pk=pk)


def _screen(
    request: HttpRequest,
    concept: Concept,
    *,
    form: ConceptForm | None = None,
    merge_form: MergeForm | None = None,
) -> HttpResponse:
    unit = current_unit_required(request)
    kind = concept.vocabulary.kind
    rows = concepts_of(request.user, concept.unit or unit, kind)
    keeps = kind in HOUSE_KINDS and _keeps(request.user, concept)
    shown: dict[str, Any] = {
        "concept": concept,
        "kind": kind,
        "kind_label": concept.vocabulary.get_kind_display(),
        "address_name": {"topic": "chu-de", "person": "nguoi", "place": "noi"}.get(
            kind, "su-kien"
        ),
        "keeps": keeps,
        "narrower": rows.filter(broader=concept, merged_into__isnull=True),
        "merged": concepts_merged_into(request.user, concept),
        "consents": _consents(request.user, concept),
    }
    if keeps:
        shown["form"] = form or _form(request, unit, kind, concept, is_asked=False)
        shown["merge_form"] = merge_form or MergeForm(
            rows=rows.exclude(pk=concept.pk), kind=kind, auto_id="merge_%s"
        )
    status = (form or merge_form).status if (form or merge_form) else 200  # type: ignore[union-attr]
    return render(request, "archive/staff/concept.html", shown, status=status)


def concepts_merged_into(user: Any, concept: Concept) -> QuerySet[Concept]:
    """Return what was merged into the concept, as far as the person sees it."""
    units = units_visible(user).values("pk")
    own = Concept.objects.filter(merged_into=concept)
    if sees_every_unit(user):
        return own
    return own.filter(unit__isnull=True) | own.filter(unit__in=units)


def _consents(user: Any, concept: Concept) -> QuerySet[AssetConsent]:
    held = AssetConsent.objects.filter(person=concept, ended_at__isnull=True)
    if not sees_every_unit(user):
        held = held.filter(entry__unit__in=units_visible(user))
    return held.select_related("entry").order_by("-at")[:PAGE]


def _form(
    request: HttpRequest,
    unit: PressUnit,
    kind: str,
    concept: Concept | None = None,
    *,
    is_new: bool = False,
    is_asked: bool = True,
) -> ConceptForm:
    initial = {}
    if concept is not None:
        initial = {
            "label": concept.label_vi,
            "aliases": concept.aliases,
            "note": concept.note,
            "picked": concept.broader.label if concept.broader else "",
            "picked_key": concept.broader_id,
            "is_retired": concept.retired_on is not None,
        }
    is_sent = request.method == "POST" and is_asked
    return ConceptForm(
        request.POST if is_sent else None,
        initial=initial,
        rows=concepts_of(request.user, unit, kind),
        kind=kind,
        may_share=sees_every_unit(request.user),
        is_new=is_new,
    )


def _merge_form(request: HttpRequest, concept: Concept, unit: PressUnit) -> MergeForm:
    rows = concepts_of(request.user, concept.unit or unit, concept.vocabulary.kind)
    return MergeForm(
        request.POST,
        rows=rows.exclude(pk=concept.pk),
        kind=concept.vocabulary.kind,
        auto_id="merge_%s",
    )


def _ran(form: ConceptForm | MergeForm, run: Callable[[], Concept]) -> Concept | None:
    """Return what was made, or None and the form says why not."""
    if not form.is_valid():
        return None
    try:
        return run()
    except ToasoanError as error:
        form.refuse(error)
        return None


def _kind(request: HttpRequest) -> str:
    asked = request.GET.get("loai", Kind.TOPIC)
    return asked if asked in Kind.values else str(Kind.TOPIC)


def _may_keep(user: Any, unit: PressUnit) -> bool:
    return sees_every_unit(user) or user_may(user, Action.ARCHIVE_EDIT, unit)


def _keeps(user: Any, concept: Concept) -> bool:
    try:
        keeper_require(user, concept.unit)
    except NotAllowed:
        return False
    return True
