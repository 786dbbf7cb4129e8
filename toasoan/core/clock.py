"""The house clock: UTC inside, Asia/Ho_Chi_Minh on screens."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WEEKDAYS = (
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
    "Chủ Nhật",
)
DAY = timedelta(days=1)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def local(moment: datetime) -> datetime:
    """Return the same moment on the wall clock of settings.TIME_ZONE."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def today() -> date:
    """Return the date on the wall in settings.TIME_ZONE."""
    return local(now()).date()


def format_time_vi(moment: datetime) -> str:
    """Return "08:15"."""
    return f"{local(moment):%H:%M}"


def format_date_vi(day: date) -> str:
    """Return "23/11/2026"; a datetime is moved to local time first."""
    return f"{_local_date(day):%d/%m/%Y}"


def format_datetime_vi(moment: datetime) -> str:
    """Return "08:15, 23/11/2026" in local time."""
    return f"{local(moment):%H:%M, %d/%m/%Y}"


def weekday_vi(day: date) -> str:
    """Return "Thứ Hai"."""
    return WEEKDAYS[_local_date(day).weekday()]


def weekday_date_vi(day: date) -> str:
    """Return "Thứ Hai, 23/11/2026"."""
    return f"{weekday_vi(day)}, {format_date_vi(day)}"


def relative_vi(moment: datetime, *, at: datetime | None = None) -> str:
    """Return "25 phút trước" or "còn 2 giờ" under 24 hours, else the date and time.

    Source: design/look.md section 2 (relative time only under 24 hours).
    """
    distance = (at or now()) - moment
    if abs(distance) >= DAY:
        return format_datetime_vi(moment)
    minutes = int(abs(distance).total_seconds() // 60)
    if minutes < 1:
        return _("vừa xong") if distance >= timedelta(0) else _("ngay bây giờ")
    if distance >= timedelta(0):
        return _past(minutes)
    return _future(minutes)


def _past(minutes: int) -> str:
    if minutes < 60:
        text = ngettext("%(count)d phút trước", "%(count)d phút trước", minutes)
        return text % {"count": minutes}
    hours = minutes // 60
    text = ngettext("%(count)d giờ trước", "%(count)d giờ trước", hours)
    return text % {"count": hours}


def _future(minutes: int) -> str:
    if minutes < 60:
        text = ngettext("còn %(count)d phút", "còn %(count)d phút", minutes)
        return text % {"count": minutes}
    hours = minutes // 60
    text = ngettext("còn %(count)d giờ", "còn %(count)d giờ", hours)
    return text % {"count": hours}


def _local_date(day: date) -> date:
    return local(day).date() if isinstance(day, datetime) else day
