"""A calendar of another house as it comes over the wire, and why it did not."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from toasoan.core.addresses import AddressRefused
from toasoan.core.errors import ExternalServiceError
from toasoan.core.http import Response, fetch
from toasoan.planning.calendars import MOST_BYTES, Read, calendar_read
from toasoan.planning.errors import CalendarFileRefused
from toasoan.planning.models import CalendarSource

TIMEOUT_S = 20.0
NOT_CHANGED = 304
REFUSING = {401, 403}
# What is over stays on our calendar and need not be read again and again.
KEPT_BACK = timedelta(days=7)
HEADER_CHARS = {"etag": 300, "last_modified": 100}


@dataclass(frozen=True)
class Answer:
    """What came: nothing new (`read` is None), or the calendar and its marks."""

    read: Read | None = None
    marks: dict[str, str] = field(default_factory=dict)


def source_fetch(source: CalendarSource, now: datetime) -> Answer:
    """Return what the address says now.

    Raises:
        CalendarFileRefused: it gave no calendar that can be read; the message says why.
    """
    asked = {"Accept": "text/calendar, */*;q=0.5"}
    if source.etag:
        asked["If-None-Match"] = source.etag
    if source.last_modified:
        asked["If-Modified-Since"] = source.last_modified
    try:
        answer = fetch(
            "GET",
            source.address,
            timeout_s=TIMEOUT_S,
            max_bytes=MOST_BYTES,
            allow_private=settings.CALENDAR_SOURCE_PRIVATE,
            headers=asked,
        )
    except AddressRefused as error:
        raise CalendarFileRefused(
            _(
                "Địa chỉ này dẫn vào mạng nội bộ nên tòa soạn không đọc. Ghi địa chỉ khác."
            )
        ) from error
    except ExternalServiceError as error:
        raise CalendarFileRefused(_silent(error)) from error
    if answer.status == NOT_CHANGED:
        return Answer()
    _answer_require(answer)
    marks = {
        "etag": answer.headers.get("etag", ""),
        "last_modified": answer.headers.get("last-modified", ""),
    }
    # A mark too long to keep is none: half of it would never match.
    kept = {
        name: value if len(value) <= HEADER_CHARS[name] else ""
        for name, value in marks.items()
    }
    return Answer(calendar_read(answer.body, since=now - KEPT_BACK), kept)


def _silent(error: ExternalServiceError) -> str:
    if error.status is not None and error.status < 400:
        return _("Lịch này nặng quá 5 MB. Xin nơi cấp lịch một lịch nhỏ hơn.")
    if "the name" in error.message:
        return _("Không tìm thấy máy chủ của địa chỉ này. Xem lại địa chỉ.")
    return _("Máy chủ của lịch không trả lời. Tòa soạn sẽ thử lại.")


def _answer_require(answer: Response) -> None:
    scheme = urlsplit(answer.url).scheme
    if scheme != "https" and not settings.CALENDAR_SOURCE_PRIVATE:
        raise CalendarFileRefused(
            _(
                "Địa chỉ này dẫn tới nơi không mã hóa. Xin địa chỉ bắt đầu bằng https://."
            )
        )
    if answer.ok:
        return
    if answer.status in REFUSING:
        raise CalendarFileRefused(
            _("Máy chủ không cho đọc (%(status)s). Xin lại địa chỉ chia sẻ của lịch.")
            % {"status": answer.status}
        )
    if answer.status < 500:
        raise CalendarFileRefused(
            _("Địa chỉ không còn lịch nào (%(status)s). Xem lại địa chỉ.")
            % {"status": answer.status}
        )
    raise CalendarFileRefused(
        _("Máy chủ của lịch đang hỏng (%(status)s). Tòa soạn sẽ thử lại.")
        % {"status": answer.status}
    )
