"""Ringing a device through the push service of its browser."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import ngettext

from toasoan.core.errors import ExternalServiceError
from toasoan.core.http import RETRYABLE_STATUSES, Response, fetch
from toasoan.workspace.kinds import notification_kinds
from toasoan.workspace.models import Notification, PushDevice
from toasoan.workspace.outcomes import Outcome, Result
from toasoan.workspace.push.encoding import from_text
from toasoan.workspace.push.encryption import message_encrypt
from toasoan.workspace.push.vapid import authorization

# A ring that comes a day late tells nothing the centre does not.
TTL_S = 24 * 3600
MOST_BYTES = 3000
BODY_CHARS = 400
SHOWN = 3
GONE = frozenset({404, 410})


def push_send(device: PushDevice, told: Sequence[Notification]) -> Outcome:
    """Ring the device once for all of `told` and return what is known of it.

    Sent again after an unknown outcome it still rings once: the service and the
    browser replace what has the same topic and tag.
    """
    message = message_of(told)
    body = message_encrypt(
        message_bytes(message),
        receiver=from_text(device.public_key),
        auth_secret=from_text(device.auth_secret),
    )
    try:
        answer = fetch(
            "POST",
            device.endpoint,
            headers={
                "Authorization": authorization(device.endpoint),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(TTL_S),
                "Topic": message["tag"],
                "Urgency": "high" if _is_urgent(told) else "normal",
            },
            content=body,
            follow_redirects=0,
            allow_private=settings.PUSH_SERVICE_PRIVATE,
        )
    except ExternalServiceError as error:
        result = Result.LATER if error.retryable else Result.REFUSED
        return Outcome(result=result, problem=error.message)
    return _outcome(answer)


def message_of(told: Sequence[Notification]) -> dict[str, str]:
    """Return what the device shows: one notification, or how many there are."""
    last = told[-1]
    if len(told) == 1:
        title = str(notification_kinds[last.kind].label)
        path, text = last.path, last.text
    else:
        title = ngettext("%(n)d thông báo mới", "%(n)d thông báo mới", len(told)) % {
            "n": len(told)
        }
        path = reverse("workspace:notifications")
        text = "\n".join(each.text for each in told[-SHOWN:][::-1])
    body = Truncator(text).chars(BODY_CHARS)
    return {"title": title, "body": body, "path": path, "tag": f"tb-{last.pk}"}


def message_bytes(message: Mapping[str, str]) -> bytes:
    """Return the message as JSON of MOST_BYTES at most; its body gives way."""
    shown = dict(message)
    while len(data := json.dumps(shown, ensure_ascii=False).encode()) > MOST_BYTES:
        shown["body"] = shown["body"][: len(shown["body"]) // 2]
        if not shown["body"]:
            shown["title"] = shown["title"][:BODY_CHARS]
            return json.dumps(shown, ensure_ascii=False).encode()
    return data


def _is_urgent(told: Sequence[Notification]) -> bool:
    return any(notification_kinds[each.kind].urgent for each in told)


def _outcome(answer: Response) -> Outcome:
    problem = "" if answer.ok else f"status {answer.status}"
    if answer.ok:
        result = Result.SENT
    elif answer.status in GONE:
        result = Result.GONE
    elif answer.status in RETRYABLE_STATUSES or answer.status >= 500:
        result = Result.LATER
    else:
        result = Result.REFUSED
    return Outcome(result=result, problem=problem, retry_after=_retry_after(answer))


def _retry_after(answer: Response) -> timedelta | None:
    """Return how long the service asks us to wait, when it says so in seconds."""
    asked = answer.headers.get("Retry-After", "")
    if not asked.isascii() or not asked.isdigit():
        return None
    return timedelta(seconds=min(int(asked), TTL_S))
