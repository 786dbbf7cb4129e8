"""What people are told about items."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import NotificationKind, notification_kinds

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
