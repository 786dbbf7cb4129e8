"""How files that came in are processed, and what was made of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from toasoan.archive.captioning.captions import may_caption
from toasoan.archive.captioning.captions_forms import CaptionsForm
from toasoan.archive.errors import QuarantinedFileLost
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.ranges import Answer
from toasoan.archive.steps import processing_selectors as read
from toasoan.archive.steps.processing import asset_process_again
from toasoan.archive.steps.quarantine_release import asset_release, may_release
from toasoan.archive.steps.release_forms import ReleaseForm
from toasoan.archive.storing.sending import made_answer
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import sees_every_unit, user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action

PAGE_SIZE = 40
TYPES = {
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".ts": "video/mp2t",
    ".m4a": "audio/mp4",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@require_GET
def processing_list(request: HttpRequest) -> HttpResponse:
    """Show the unit's files of which a step failed."""
    unit = current_unit_required(request)
    user_require(request.user, Action.ARCHIVE_EDIT, unit)
    page = Paginator(read.entries_failed(unit), PAGE_SIZE).get_page(
        request.GET.get("trang")
    )
    rows = [
        (entry, [s for s in entry.steps.all() if s.state == s.State.FAILED])
        for entry in page
    ]
    left = read.entries_left_count(unit)
    return render(
        request,
        "archive/processing_list.html",
        {"page": page, "rows": rows, "left": left},
    )


@require_GET
def processing_show(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Show one file: its steps, how it plays, the words in it."""
    entry = read.entry_for_reading(request.user, entry_pk)
    return processing_shown(request, entry)


@require_POST
def processing_release(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Let the file go from quarantine: the scanner was wrong."""
    entry = read.entry_for_reading(request.user, entry_pk)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            asset_release(entry=entry, by=request.user, reason=reason)
        except QuarantinedFileLost as error:
            form.refuse(error)
        else:
            said = _(
                "Đã thả tệp. Quyền sử dụng đang là chưa rõ: ghi lại rồi mới dùng được."
            )
            messages.success(request, said)
            return redirect("archive_staff:processing", entry_pk)
    elif not may_release(request.user, entry):
        raise NotAllowed
    return processing_shown(request, entry, release=form)


def processing_shown(
    request: HttpRequest,
    entry: CatalogueEntry,
    *,
    release: ReleaseForm | None = None,
    captions: CaptionsForm | None = None,
) -> HttpResponse:
    """Show the file with the forms as they were sent."""
    form = release or ReleaseForm()
    captions = captions or CaptionsForm()
    quarantine = read.quarantine_of(entry)
    return render(
        request,
        "archive/processing.html",
        {
            "entry": entry,
            "steps": [(step, read.step_sentence(step)) for step in entry.steps.all()],
            "quarantine": quarantine,
            "made": {} if quarantine else _addresses(entry),
            "media": read.media_of(entry),
            "text": read.text_of(entry),
            "edit_url": _edit_url(entry),
            "may_retry": _keeps(request.user, entry),
            "release": form if may_release(request.user, entry) else None,
            "tracks": list(entry.captions.all()),
            "captions": captions if may_caption(request.user, entry) else None,
        },
        status=max(form.status, captions.status),
    )


@require_POST
def processing_again(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Have the failed steps done anew."""
    entry = read.entry_for_reading(request.user, entry_pk)
    count = asset_process_again(entry=entry, by=request.user)
    if count:
        said = ngettext(
            "Đã xếp %(n)d bước làm lại.", "Đã xếp %(n)d bước làm lại.", count
        )
        messages.success(request, said % {"n": count})
    else:
        messages.info(request, _("Không có bước nào phải làm lại."))
    return redirect("archive_staff:processing", entry_pk)


@require_safe
def made_file(request: HttpRequest, entry_pk: int, part: str, name: str) -> Answer:
    """Send a file that was made of the entry's file to the unit's people."""
    entry = read.entry_for_reading(request.user, entry_pk)
    path = read.made_path(entry, part, name)
    if path.suffix not in TYPES or read.quarantine_of(entry):
        raise NotFound
    return made_answer(request, path, TYPES[path.suffix])


def _addresses(entry: CatalogueEntry) -> dict[str, str]:
    return {
        key: reverse("archive_staff:made", args=[entry.pk, *place])
        for key, place in read.playable_of(entry).items()
    }


def _edit_url(entry: CatalogueEntry) -> str:
    if entry.photo_id:
        return reverse("wagtailimages:edit", args=[entry.photo_id])
    return reverse("wagtaildocs:edit", args=[entry.document_id])


def _keeps(user: Any, entry: CatalogueEntry) -> bool:
    if entry.unit is None:
        return sees_every_unit(user)
    return user_may(user, Action.ARCHIVE_EDIT, entry.unit)
