"""What the content room tells people."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import NotificationKind, notification_kinds

notification_kinds.add(
    "content.lease_asked",
    NotificationKind(
        label=_("Có người xin sửa bài bạn đang giữ"),
        sentence=_("%(by)s xin sửa “%(title)s”. Mở bài để nhường hoặc báo chưa xong."),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.lease_taken_over",
    NotificationKind(
        label=_("Bài bạn đang sửa bị giành quyền"),
        sentence=_(
            "%(by)s giành quyền sửa “%(title)s”: %(reason)s. Bản của bạn được giữ ở "
            "“Phiên bản”."
        ),
        urgent=True,
    ),
)
