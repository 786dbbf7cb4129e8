"""The page people outside see by a link: no account, no other entry, nothing indexed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.archive.errors import ShareGone, ShareLocked, ShareRefused
from toasoan.archive.holdings.previews import preview_file
from toasoan.archive.models import ShareLink
from toasoan.archive.sharelinks.opening import (
    share_download,
    share_link_key,
    share_link_open,
    share_password_try,
    share_visit,
    shared_entries,
    shared_entry,
)
from toasoan.core.errors import NotFound
from toasoan.security.request_context import client_address

COOKIE_S = 12 * 3600
NOT_FOUND = 404
PASSWORD_MAX = 128
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # The address is the key: it goes to no other site. To ours it must: a form sent under
    # "no-referrer" has no origin, and is refused.
    "Referrer-Policy": "same-origin",
}

View = Callable[..., HttpResponse]


def _outside(view: View) -> View:
    """Return the view with one answer for whatever there is not, and private headers."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                response = view(request, *args, **kwargs)
            except NotFound:
                response = render(request, "archive/share/gone.html", status=NOT_FOUND)
            except (ShareLocked, ShareRefused) as error:
                context = {"message": error.message}
                response = render(
                    request,
                    "archive/share/refused.html",
                    context,
                    status=error.http_status,
                )
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return answer


@_outside
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is shared, or ask for the password first."""
    link = share_link_open(token)
    if not _is_let_in(request, link):
        return _ask(request, link, token)
    share_visit(link=link, address=_from(request))
    context = {
        "link": link,
        "token": token,
        "shared": shared_entries(link),
        "gives_files": link.gives != ShareLink.Gives.MARKED,
        "left": _left(link),
    }
    return render(request, "archive/share/page.html", context)


@_outside
@require_safe
def picture(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Send the marked preview of one of the entries."""
    link = _let_in(request, token)
    entry = shared_entry(link, pk)
    if entry.photo is None:
        raise ShareGone
    file = preview_file(entry.photo, link.unit.masthead).open("rb")
    return FileResponse(file, content_type="image/jpeg")  # type: ignore[return-value]


@_outside
@require_POST
def download(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Send the file of one of the entries; asked for by a button, so no robot does."""
    link = _let_in(request, token)
    file, name = share_download(link=link, entry_pk=pk, address=_from(request))
    answer = FileResponse(file, as_attachment=True, filename=name)
    answer["Content-Type"] = "application/octet-stream"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer  # type: ignore[return-value]


def _ask(request: HttpRequest, link: ShareLink, token: str) -> HttpResponse:
    refusal, status = "", 200
    if request.method == "POST":
        typed = request.POST.get("password", "")[:PASSWORD_MAX]
        try:
            is_right = share_password_try(
                link=link, typed=typed, address=_from(request)
            )
        except ShareLocked as error:
            is_right, refusal, status = False, error.message, error.http_status
        else:
            refusal, status = _("Mật khẩu không đúng. Gõ lại hoặc hỏi người gửi."), 403
        if is_right:
            return _remember(request, link, token)
    context = {"refusal": refusal}
    return render(request, "archive/share/password.html", context, status=status)


def _remember(request: HttpRequest, link: ShareLink, token: str) -> HttpResponse:
    answer = redirect("shared:page", token=token)
    answer.set_cookie(
        _cookie(link),
        share_link_key(link),
        max_age=COOKIE_S,
        path="/chia-se/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def _is_let_in(request: HttpRequest, link: ShareLink) -> bool:
    kept = request.COOKIES.get(_cookie(link), "")
    return not link.password or constant_time_compare(kept, share_link_key(link))


def _let_in(request: HttpRequest, token: str) -> ShareLink:
    link = share_link_open(token)
    if not _is_let_in(request, link):
        raise ShareGone
    return link


def _cookie(link: ShareLink) -> str:
    return f"chia_se_{link.token_sha256[:16]}"


def _from(request: HttpRequest) -> str:
    return client_address(request) or ""


def _left(link: ShareLink) -> int | None:
    if link.downloads_most is None:
        return None
    return max(0, link.downloads_most - link.downloads)
