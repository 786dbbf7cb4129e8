"""Devices that ring."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core.errors import NotFound
from toasoan.security.services import audit_record
from toasoan.workspace.errors import DeviceRefused
from toasoan.workspace.models import PushDevice
from toasoan.workspace.push.encoding import from_text
from toasoan.workspace.push.encryption import AUTH_BYTES, POINT_BYTES, point_read

MOST_DEVICES = 10
ENDPOINT_CHARS = 1000
NAME_CHARS = 120


@transaction.atomic
def device_add(
    *, endpoint: str, public_key: str, auth_secret: str, name: str, by: Any
) -> PushDevice:
    """This browser rings for the person, and for nobody else who used it before.

    Added again it stays one device, with the keys it has now.

    Raises:
        DeviceRefused: it is no push subscription, or the person has too many.
    """
    _endpoint_require(endpoint)
    _keys_require(public_key, auth_secret)
    PushDevice.objects.filter(endpoint=endpoint).exclude(user=by).delete()
    others = PushDevice.objects.filter(user=by).exclude(endpoint=endpoint)
    if others.count() >= MOST_DEVICES:
        raise DeviceRefused(
            _("Bạn đã có %(n)d thiết bị nhận báo. Bỏ bớt một rồi bật lại.")
            % {"n": MOST_DEVICES}
        )
    device, is_new = PushDevice.objects.update_or_create(
        endpoint=endpoint,
        defaults={
            "user": by,
            "name": name.strip()[:NAME_CHARS],
            "public_key": public_key,
            "auth_secret": auth_secret,
        },
    )
    if is_new:
        audit_record(action="workspace.device_added", target=device, by=by)
    return device


@transaction.atomic
def device_remove(*, pk: int, by: Any) -> None:
    """The device rings no more.

    Raises:
        NotFound: the person has no such device.
    """
    device = PushDevice.objects.filter(pk=pk, user=by).first()
    if device is None:
        raise NotFound
    audit_record(action="workspace.device_removed", target=device, by=by)
    device.delete()


def _endpoint_require(endpoint: str) -> None:
    allowed = {"https", "http"} if settings.PUSH_SERVICE_PRIVATE else {"https"}
    try:
        parts = urlsplit(endpoint)
    except ValueError as err:
        raise DeviceRefused from err
    if parts.scheme not in allowed or not parts.hostname:
        raise DeviceRefused
    if len(endpoint) > ENDPOINT_CHARS or not endpoint.isascii():
        raise DeviceRefused


def _keys_require(public_key: str, auth_secret: str) -> None:
    try:
        point, secret = from_text(public_key), from_text(auth_secret)
        if len(point) != POINT_BYTES or len(secret) != AUTH_BYTES:
            raise DeviceRefused
        point_read(point)
    except ValueError as err:
        raise DeviceRefused from err
