"""What people are told about items."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import NotificationKind, notification_kinds

notification_kinds.add(
    "content.release_stopped",
    NotificationKind(
        label=_("Bài bấm xuất bản mà không lên trang"),
        sentence=_("“%(title)s” không lên trang. %(problem)s"),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.original_corrected",
    NotificationKind(
        label=_("Bài đăng lại có đính chính"),
        sentence=_(
            "“%(title)s”: %(origin)s đính chính. Lời đính chính đã hiện ở bài đăng lại."
        ),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.original_updated",
    NotificationKind(
        label=_("Bài đăng lại có cập nhật"),
        sentence=_("“%(title)s”: %(origin)s cập nhật: %(added)s"),
    ),
)
notification_kinds.add(
    "content.original_taken_down",
    NotificationKind(
        label=_("Bài đăng lại bị gỡ theo bài gốc"),
        sentence=_("“%(title)s”: %(origin)s gỡ bài. Bài đăng lại đã gỡ theo: %(why)s"),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.original_restored",
    NotificationKind(
        label=_("Bài gốc được khôi phục"),
        sentence=_(
            "“%(title)s”: %(origin)s khôi phục bài gốc. Bài đăng lại vẫn gỡ, "
            "đơn vị tự quyết định."
        ),
    ),
)
notification_kinds.add(
    "content.request_recorded",
    NotificationKind(
        label=_("Có yêu cầu về bài"),
        sentence=_("%(requester)s: %(kind)s, bài “%(title)s”. Hạn %(due)s."),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.request_assigned",
    NotificationKind(
        label=_("Được giao xử lý yêu cầu về bài"),
        sentence=_("%(by)s giao bạn xử lý yêu cầu của %(requester)s. Hạn %(due)s."),
    ),
)
notification_kinds.add(
    "content.request_decided",
    NotificationKind(
        label=_("Yêu cầu về bài đã có quyết định"),
        sentence=_("%(by)s ký trả lời yêu cầu của %(requester)s: %(outcome)s."),
    ),
)
notification_kinds.add(
    "content.plan_missed",
    NotificationKind(
        label=_("Đề tài quá giờ đăng"),
        sentence=_(
            "“%(title)s” chưa lên trang, giờ dự kiến %(at)s đã qua. "
            "Xuất bản, hoặc đổi giờ dự kiến."
        ),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.refresh_due",
    NotificationKind(
        label=_("Nhắc cập nhật bài đã đăng"),
        sentence=_(
            "“%(title)s” lên trang đã %(days)s ngày. Xem còn đúng không, cập nhật nếu cần."
        ),
    ),
)
