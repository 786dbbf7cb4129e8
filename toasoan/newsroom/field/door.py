"""The door of the app for phones: who may ask, in which form, and how a refusal is told."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.localization import get_localized_response

from toasoan.content.errors import PieceChanged
from toasoan.content.services import field_act_once
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.field.telling import article_told

Body = dict[str, Any]
Answer = Callable[..., Body]


class SignedOut(ToasoanError):
    """The session is over; what the phone has stays on the phone."""

    code = "signed_out"
    http_status = 401

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Phiên làm việc đã hết. Bài vẫn giữ trên máy; đăng nhập để gửi tiếp.")


class AskedWrongly(ToasoanError):
    """What was sent cannot be read."""

    code = "asked_wrongly"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Không đọc được điều máy gửi. Tải lại trang rồi gửi lại.")


def asked(view: Answer) -> Callable[..., HttpResponse]:
    """Return the view behind sign-in: it answers a GET with JSON."""
    return _door(view, "GET")


def told(view: Answer) -> Callable[..., HttpResponse]:
    """Return the view behind sign-in: it takes JSON by POST and answers with JSON."""
    return _door(view, "POST")


def _door(view: Answer, method: str) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, **names: Any) -> HttpResponse:
        try:
            if not request.user.is_authenticated or not request.user.is_active:
                raise SignedOut
            if method == "POST":
                names["body"] = _body_of(request)
            found = view(request, **names)
        except ToasoanError as error:
            return _refusal(error)
        return JsonResponse({**found, "now": now_ms()})

    @require_http_methods([method])
    def localized(request: HttpRequest, **names: Any) -> HttpResponse:
        # In the language of who asks, as the staff screens.
        response: HttpResponse = get_localized_response(answer, request, **names)
        return response

    return localized


def now_ms() -> int:
    """Return the house's clock; that of a phone is not believed."""
    return int(clock.now().timestamp() * 1000)


def _body_of(request: HttpRequest) -> Body:
    try:
        body = json.loads(request.body)
    except (ValueError, UnicodeDecodeError, RecursionError):
        raise AskedWrongly from None
    if not isinstance(body, dict):
        raise AskedWrongly
    return body


def _refusal(error: ToasoanError) -> HttpResponse:
    said: Body = {"code": error.code, "message": error.message, "now": now_ms()}
    if isinstance(error, PieceChanged):
        said["theirs"] = article_told(error.article)
    return JsonResponse(said, status=error.http_status)


def act_once(
    request: HttpRequest, kind: str, body: Body, run: Callable[[], Body]
) -> Body:
    """Do what is asked under the key the phone made, or repeat what was answered.

    Raises:
        AskedWrongly: the key is none.
    """
    return field_act_once(
        client_id=uuid_of(body, "id"), kind=kind, body=body, by=request.user, run=run
    )


def uuid_of(body: Body, name: str) -> UUID:
    """Return a key out of what was sent.

    Raises:
        AskedWrongly: there is none.
    """
    try:
        return UUID(str(body.get(name)))
    except ValueError:
        raise AskedWrongly from None


def text_of(body: Body, name: str, most: int) -> str:
    """Return a text out of what was sent, "" when there is none.

    Raises:
        AskedWrongly: it is no text, or longer than anything people write there.
    """
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise AskedWrongly
    return value


def list_of(body: Body, name: str, most: int) -> list[Any]:
    """Return a list out of what was sent, empty when there is none.

    Raises:
        AskedWrongly: it is no list, or longer than anything people send.
    """
    value = body.get(name) or []
    if not isinstance(value, list) or len(value) > most:
        raise AskedWrongly
    return value


def key_of(body: Body, name: str) -> int | None:
    """Return the key of a row out of what was sent, or None.

    Raises:
        AskedWrongly: it is no number.
    """
    value = body.get(name)
    if value in {None, ""}:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise AskedWrongly
    return min(2**62, value)
