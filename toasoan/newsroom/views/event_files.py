"""Papers of an event: put with it, read, taken off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.documents.views.serve import serve

from toasoan.archive.models import ArchiveDocument
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.hand_in_form import ManyFiles, ManyFilesField
from toasoan.newsroom.services import event_file_detach, event_files_attach
from toasoan.planning.access import (
    event_attachment_of,
    event_for_changing,
    event_for_reading,
)
from toasoan.planning.event_forms import ScopeForm
from toasoan.planning.models import Event

ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.csv,.txt"


class FilesForm(ScopeForm):
    """Documents from the person's own machine."""

    field_order = ("papers", "scope")

    papers = ManyFilesField(
        label=gettext_lazy("Tài liệu"),
        widget=ManyFiles(attrs={"multiple": True, "accept": ACCEPTED}),
        required=False,
        help_text=gettext_lazy(
            "pdf, docx, xlsx, pptx, odt, csv, txt. Chỉ người trong đơn vị đọc được"
        ),
    )

    def clean_papers(self) -> list[Any]:
        """Return the files, of which there is at least one."""
        files: list[Any] = self.cleaned_data["papers"]
        if not files:
            raise forms.ValidationError(_("Chọn tệp."))
        return files


@require_http_methods(["GET", "POST"])
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put documents with the event, or with more of its series."""
    event = event_for_changing(request.user, pk)
    is_post = request.method == "POST"
    form = FilesForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        event=event,
    )
    if is_post and form.is_valid():
        try:
            files = form.cleaned_data["papers"]
            event_files_attach(
                event=event,
                files=files,
                by=request.user,
                scope=form.cleaned_data["scope"],
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            said = ngettext(
                "Đã thêm tài liệu. Người có việc ở sự kiện được báo.",
                "Đã thêm %(n)d tài liệu. Người có việc ở sự kiện được báo.",
                len(files),
            )
            messages.success(request, said % {"n": len(files)})
            return redirect("planning:event", pk=pk)
    return _form(request, event, form, _("Thêm tài liệu"), _("Thêm tài liệu"))


@require_safe
def file_show(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Send the document to who may read the event."""
    event = event_for_reading(request.user, pk)
    attachment = event_attachment_of(event, file_pk)
    document = ArchiveDocument.objects.filter(pk=attachment.document_id).first()
    if document is None:
        raise Http404
    # Wagtail's door has the archive's own guard and sends nothing a browser would run.
    answer: HttpResponse = serve(request, document.pk, document.filename)
    return answer


@require_http_methods(["GET", "POST"])
def file_remove(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Take the document off the event, or off more of its series."""
    event = event_for_changing(request.user, pk)
    attachment = event_attachment_of(event, file_pk)
    form = ScopeForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            event_file_detach(
                attachment=attachment, by=request.user, **form.cleaned_data
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã bỏ tài liệu."))
            return redirect("planning:event", pk=pk)
    heading = _("Bỏ tài liệu “%(title)s”") % {"title": attachment.title}
    return _form(request, event, form, heading, _("Bỏ tài liệu"), is_bad=True)


def _form(
    request: HttpRequest,
    event: Event,
    form: ScopeForm,
    heading: str,
    button: str,
    *,
    is_bad: bool = False,
) -> HttpResponse:
    shown = {
        "event": event,
        "form": form,
        "heading": heading,
        "button": button,
        "is_bad": is_bad,
    }
    return render(request, "newsroom/event_file_form.html", shown, status=form.status)
