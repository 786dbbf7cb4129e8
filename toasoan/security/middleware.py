"""What happens around every request: context, headers, session rules, errors."""

import logging
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from toasoan.core.errors import ToasoanError
from toasoan.core.logs import error_number
from toasoan.security import services
from toasoan.security.headers import reader_headers, staff_headers
from toasoan.security.models import User
from toasoan.security.request_context import STYLE_NONCE, request_enter, request_leave

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

SIGNED_IN_AT = "signed_in_at"
ACTIVE_AT = "active_at"
# Set when a session ended by itself; the sign-in page then says so.
ENDED_COOKIE = "session_ended"
# Activity is written at most this often, to spare the database a write a request.
_ACTIVE_STEP_S = 30


def is_staff_path(path: str) -> bool:
    """Return whether a path belongs to the staff side."""
    return path.startswith(tuple(settings.STAFF_PREFIXES))


class RequestContextMiddleware:
    """Lets services know the address and the person behind the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the request as the current one."""
        token = request_enter(request)
        try:
            return self.get_response(request)
        finally:
            request_leave(token)


class SecurityHeadersMiddleware:
    """Adds the reader's or the staff's headers where a view set none itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with every header of the side the path belongs to."""
        response = self.get_response(request)
        headers = (
            staff_headers(request.META.get(STYLE_NONCE, ""))
            if is_staff_path(request.path_info)
            else reader_headers()
        )
        # What said nothing, such as a document of the archive, is asked for each time.
        unsaid = {"Cache-Control": "private, no-cache"}
        for name, value in {**unsaid, **headers}.items():
            response.headers.setdefault(name, value)
        return response


class SessionRulesMiddleware:
    """Ends sessions that were idle too long or began too long ago."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the signed-in person, or as nobody when the session is over."""
        ended = False
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            ended = _session_over(request)
        # The sign-in template reads it.
        request.session_ended = (  # type: ignore[attr-defined]
            ended or bool(request.COOKIES.get(ENDED_COOKIE))
        )
        response = self.get_response(request)
        _mark_end(request, response, ended=ended)
        return response


class RoomErrorMiddleware:
    """Turns a rule's refusal that nobody handled into a page a person can act on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the inner handlers do."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Return the refusal as JSON or as a staff page; leave other errors alone."""
        if not isinstance(exception, ToasoanError):
            return None
        if exception.http_status >= 500:
            error_number(request)
            logger.error(
                "%s: %s",
                exception.code,
                exception,
                exc_info=exception,
                extra={"request": request},
            )
        preferred = request.get_preferred_type(["text/html", "application/json"])
        if preferred == "application/json":
            return JsonResponse(
                {"code": exception.code, "message": exception.message},
                status=exception.http_status,
            )
        if not is_staff_path(request.path_info):
            return None
        return render(
            request,
            "staff/error.html",
            {"error": exception},
            status=exception.http_status,
        )


def _session_over(request: HttpRequest) -> bool:
    """Return whether the session the browser shows is over, ending it if due."""
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return request.session.is_empty()
    now = int(time.time())
    signed_in_at = request.session.get(SIGNED_IN_AT, now)
    active_at = request.session.get(ACTIVE_AT, signed_in_at)
    reason = ""
    if now - signed_in_at >= settings.SESSION_COOKIE_AGE:
        reason = "too_long"
    elif now - active_at >= _idle_limit(user):
        reason = "idle"
    if reason:
        services.audit_record(
            action="security.session_ended",
            by=user,
            target=user,
            data={"reason": reason},
        )
        request.session.flush()
        request.user = AnonymousUser()
        return True
    if now - active_at >= _ACTIVE_STEP_S and not _in_background(request):
        request.session[ACTIVE_AT] = now
    return False


def _idle_limit(user: User) -> int:
    limit: int = (
        settings.SESSION_IDLE_ADMIN_S if user.is_superuser else settings.SESSION_IDLE_S
    )
    return limit


def _in_background(request: HttpRequest) -> bool:
    """Return whether the browser asked by itself, without its person."""
    return request.headers.get("X-Background") == "1" or any(
        re.search(pattern, request.path_info)
        for pattern in settings.SESSION_BACKGROUND_PATHS
    )


def _mark_end(request: HttpRequest, response: HttpResponse, *, ended: bool) -> None:
    """Leave a word for the sign-in page, and take it back once signed in."""
    if ended and is_staff_path(request.path_info):
        response.set_cookie(
            ENDED_COOKIE,
            "1",
            max_age=3600,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    elif request.COOKIES.get(ENDED_COOKIE) and request.user.is_authenticated:
        response.delete_cookie(ENDED_COOKIE, samesite="Lax")
