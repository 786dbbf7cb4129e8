"""The screens of a unit's archive address: its letters, its mailbox, its senders."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.archive.incoming.mail import letters, mailboxes
from toasoan.archive.incoming.mail.access import (
    letter_for_deciding,
    letters_of,
    mail_sender_for_managing,
    mailbox_for_managing,
)
from toasoan.archive.incoming.mail.mail_forms import (
    MailboxForm,
    SenderForm,
    mailbox_words,
)
from toasoan.archive.models import Letter, Mailbox, MailSender
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

PAGE_SIZE = 40


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """Show what lies aside, and what came by letter."""
    unit = current_unit_required(request)
    found = letters_of(request.user, unit)
    aside = Letter.State.ASIDE
    context = {
        "unit": unit,
        "mailbox": Mailbox.objects.filter(unit=unit).first(),
        "aside": found.filter(state=aside)[: letters.MOST_ASIDE],
        "page": Paginator(found.exclude(state=aside), PAGE_SIZE).get_page(
            request.GET.get("trang")
        ),
        "days": letters.ASIDE_FOR.days,
        "may_manage": user_may(request.user, Action.MANAGE, unit),
    }
    return render(request, "archive/mail/letters.html", context)


@require_POST
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a letter taken that lies aside."""
    letter = letter_for_deciding(request.user, pk)
    letters.letter_let_in(letter=letter, by=request.user)
    messages.success(request, _("Đang đưa tệp trong thư vào kho."))
    return redirect("incoming:letters")


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a letter that lies aside."""
    letter = letter_for_deciding(request.user, pk)
    letters.letter_dismiss(letter=letter, by=request.user)
    messages.success(request, _("Đã bỏ thư."))
    return redirect("incoming:letters")


@require_http_methods(["GET", "POST"])
def settings_show(request: HttpRequest) -> HttpResponse:
    """Show and set where the unit's letters are read."""
    unit = current_unit_required(request)
    mailbox = mailbox_for_managing(request.user, unit)
    form = MailboxForm(request.POST or None, initial=mailbox_words(mailbox))
    if request.method == "POST" and form.is_valid():
        try:
            mailboxes.mailbox_set(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu. Bấm “Thử nối” để kiểm tra ngay."))
            return redirect("incoming:mailbox")
    return _shown(request, unit, mailbox, form, SenderForm())


@require_POST
def connection_try(request: HttpRequest) -> HttpResponse:
    """Open the mailbox once and say what came of it; nothing is taken."""
    mailbox = _mailbox(request)
    try:
        count = mailboxes.mailbox_try(mailbox=mailbox, by=request.user)
    except ToasoanError as error:
        messages.error(request, error.message)
    else:
        said = ngettext(
            "Nối được. Có %(n)d thư mới.", "Nối được. Có %(n)d thư mới.", count
        )
        messages.success(request, said % {"n": count})
    return redirect("incoming:mailbox")


@require_POST
def look_soon(request: HttpRequest) -> HttpResponse:
    """Have the mailbox read now."""
    mailboxes.mailbox_look_soon(mailbox=_mailbox(request), by=request.user)
    messages.success(request, _("Đang đọc hộp thư. Tải lại trang để xem kết quả."))
    return redirect("incoming:mailbox")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Read the mailbox no more."""
    mailboxes.mailbox_end(mailbox=_mailbox(request), by=request.user)
    messages.success(request, _("Đã thôi đọc hộp thư và xóa mật khẩu đã lưu."))
    return redirect("incoming:mailbox")


@require_POST
def sender_add(request: HttpRequest) -> HttpResponse:
    """Add somebody outside the unit whose letters are taken."""
    unit = current_unit_required(request)
    mailbox = mailbox_for_managing(request.user, unit)
    form = SenderForm(request.POST)
    if form.is_valid():
        try:
            mailboxes.mail_sender_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm người gửi."))
            return redirect("incoming:mailbox")
    first = MailboxForm(initial=mailbox_words(mailbox))
    return _shown(request, unit, mailbox, first, form)


@require_POST
def sender_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Let letters of somebody lie aside from now on."""
    unit = current_unit_required(request)
    sender = mail_sender_for_managing(request.user, unit, pk)
    mailboxes.mail_sender_remove(sender=sender, by=request.user)
    messages.success(request, _("Đã bỏ người gửi khỏi danh sách."))
    return redirect("incoming:mailbox")


def _mailbox(request: HttpRequest) -> Mailbox:
    mailbox = mailbox_for_managing(request.user, current_unit_required(request))
    if mailbox is None:
        raise NotFound
    return mailbox


def _shown(
    request: HttpRequest,
    unit: PressUnit,
    mailbox: Mailbox | None,
    form: MailboxForm,
    sender_form: SenderForm,
) -> HttpResponse:
    context = {
        "unit": unit,
        "mailbox": mailbox,
        "form": form,
        "sender_form": sender_form,
        "senders": MailSender.objects.filter(unit=unit),
    }
    status = max(form.status, sender_form.status)
    return render(request, "archive/mail/mailbox.html", context, status=status)
