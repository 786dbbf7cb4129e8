"""The screen of an asset's rights: its papers, whom it is opened to, where it is used."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toasoan.archive.access import (
    entry_for_keeping,
    entry_for_reading,
    entry_for_use,
    photo_for_preview,
)
from toasoan.archive.holdings.holding_forms import (
    AskForm,
    ConsentForm,
    GrantForm,
    LeaseForm,
    LicenceForm,
)
from toasoan.archive.holdings.papers import (
    KINDS,
    consent_add,
    consent_withdraw,
    lease_add,
    licence_add,
    paper_end,
)
from toasoan.archive.holdings.previews import preview_file
from toasoan.archive.holdings.rights import credit_required, grants_on, right_to_use
from toasoan.archive.holdings.sharing import (
    asset_request,
    asset_request_at_once,
    grant_add,
)
from toasoan.archive.holdings.showing import (
    entry_is_shown,
    entry_private_set,
    terms_of,
)
from toasoan.archive.models import AssetConsent, AssetRequest, CatalogueEntry, Level
from toasoan.archive.storing.addresses import Purpose, file_address
from toasoan.archive.uses import asset_uses
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.units.access import sees_every_unit, units_visible, user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action
from toasoan.units.staff_forms import StaffForm

PAPER_FORMS: dict[str, tuple[type[StaffForm], Callable[..., Any]]] = {
    "lease": (LeaseForm, lease_add),
    "consent": (ConsentForm, consent_add),
    "licence": (LicenceForm, licence_add),
}


@require_safe
def entry_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the asset's rights to its unit, and to others what they may do with it."""
    return _screen(request, entry_for_reading(request.user, pk))


@require_safe
def entry_preview(request: HttpRequest, pk: int) -> FileResponse:
    """Send the marked preview to who may see the asset."""
    photo, mark = photo_for_preview(request.user, pk)
    answer = FileResponse(
        preview_file(photo, mark).open("rb"), content_type="image/jpeg"
    )
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_safe
def entry_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead who may use the asset to an address of their own for the whole file."""
    asset = entry_for_use(request.user, pk).asset
    suffix = asset.file.name.rpartition(".")[2]
    return redirect(
        file_address(
            name=asset.file.name,
            filename=f"{asset.title}.{suffix}",
            purpose=Purpose.DOWNLOAD,
            person=request.user,
        )
    )


@require_POST
def paper_write(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write a lease, consent or licence down."""
    entry = entry_for_keeping(request.user, pk)
    form_class, add = PAPER_FORMS[kind]
    form = form_class(request.POST)

    def run() -> str:
        add(entry=entry, by=request.user, **form.cleaned_data)
        return _("Đã ghi.")

    return _answer(request, entry, form, run, kind)


@require_POST
def paper_finish(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Let a paper count no more."""
    paper = KINDS[kind].objects.filter(pk=pk).first()
    if paper is None:
        raise NotFound
    entry = entry_for_keeping(request.user, paper.entry_id)
    paper_end(paper=paper, by=request.user)
    messages.success(request, _("Không tính giấy tờ này nữa."))
    return redirect("holdings:entry", pk=entry.pk)


@require_POST
def consent_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that the person shown agrees no more."""
    consent = AssetConsent.objects.filter(pk=pk).first()
    if consent is None:
        raise NotFound
    entry = entry_for_keeping(request.user, consent.entry_id)
    consent_withdraw(consent=consent, by=request.user)
    used = asset_uses(entry.asset, request.user)
    if used:
        messages.warning(
            request, _("Đã ghi. Tư liệu đang dùng ở bài: thay ở những bài ấy.")
        )
    else:
        messages.success(request, _("Đã ghi. Không bài nào đang dùng tư liệu này."))
    return redirect("holdings:entry", pk=entry.pk)


@require_POST
def entry_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the asset to another unit, or to all."""
    entry = entry_for_keeping(request.user, pk)
    form = GrantForm(request.POST, unit=entry.unit)

    def run() -> str:
        if entry.unit is None:
            raise NotFound
        grant_add(
            from_unit=entry.unit, entry=entry, by=request.user, **form.cleaned_data
        )
        return _("Đã mở.")

    return _answer(request, entry, form, run, "grant")


@require_POST
def entry_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owner for the use of the asset."""
    entry = entry_for_reading(request.user, pk)
    form = AskForm(request.POST)

    def run() -> str:
        asset_request(
            entry=entry,
            unit=current_unit_required(request),
            by=request.user,
            **form.cleaned_data,
        )
        return _("Đã gửi. Có trả lời sẽ báo cho bạn.")

    return _answer(request, entry, form, run, "ask")


@require_POST
def entry_ask_at_once(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owner by one press, under its own terms."""
    entry = entry_for_reading(request.user, pk)
    asset_request_at_once(
        entry=entry, unit=current_unit_required(request), by=request.user
    )
    messages.success(request, _("Đã gửi. Có trả lời sẽ báo cho bạn."))
    return redirect("holdings:entry", pk=entry.pk)


@require_POST
def entry_privacy(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the asset within its unit, or show it again as the rest."""
    entry = entry_for_keeping(request.user, pk)
    is_private = request.POST.get("private") == "1"
    entry_private_set(entry=entry, is_private=is_private, by=request.user)
    messages.success(request, _("Đã lưu."))
    return redirect("holdings:entry", pk=entry.pk)


def _answer(
    request: HttpRequest,
    entry: CatalogueEntry,
    form: StaffForm,
    run: Callable[[], str],
    name: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            said = run()
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("holdings:entry", pk=entry.pk)
    return _screen(request, entry, **{name: form}, status=form.status)


def _screen(
    request: HttpRequest, entry: CatalogueEntry, *, status: int = 200, **bound: Any
) -> HttpResponse:
    user, unit = request.user, current_unit_required(request)
    is_own = sees_every_unit(user) or (
        entry.unit_id is not None
        and units_visible(user).filter(pk=entry.unit_id).exists()
    )
    here = entry.unit if is_own and entry.unit else unit
    right = right_to_use(entry.asset, here)
    common = {"entry": entry, "asset": entry.asset, "right": right, "unit": here}
    if not is_own:
        levels = grants_on(entry, unit).values_list("level", flat=True)
        context = {
            "grants": grants_on(entry, unit),
            "credit": credit_required(entry.asset, unit),
            "may_use": Level.USE in levels,
            "asked": entry.requests.filter(unit=unit).first(),
            "ask": bound.get("ask") or AskForm(),
            "terms": terms_of(entry.unit),
        }
        return render(
            request, "archive/entry_other.html", common | context, status=status
        )
    keeps = sees_every_unit(user) or (
        entry.unit is not None and user_may(user, Action.ARCHIVE_EDIT, entry.unit)
    )
    context = _papers(entry) | {
        "may_keep": keeps,
        "is_shown": entry_is_shown(entry),
        "forms": _forms(entry, bound) if keeps else {},
        "used": asset_uses(entry.asset, user),
        "uses": entry.uses.select_related("unit", "by")[:20],
    }
    return render(request, "archive/entry.html", common | context, status=status)


def _papers(entry: CatalogueEntry) -> dict[str, Any]:
    return {
        "leases": entry.assetlease_set.filter(ended_at__isnull=True),
        "consents": entry.assetconsent_set.filter(ended_at__isnull=True),
        "licences": entry.assetlicence_set.filter(ended_at__isnull=True),
        "grants": entry.grants.filter(ended_at__isnull=True).select_related("to_unit"),
        "requests": entry.requests.select_related("unit", "by"),
        "waiting": AssetRequest.State.WAITING,
    }


def _forms(entry: CatalogueEntry, bound: dict[str, Any]) -> dict[str, StaffForm]:
    empty = {kind: form_class() for kind, (form_class, _add) in PAPER_FORMS.items()}
    return {**empty, "grant": GrantForm(unit=entry.unit), **bound}
