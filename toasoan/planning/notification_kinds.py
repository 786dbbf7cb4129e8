"""What people are told about stories and work."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import NotificationKind, notification_kinds

notification_kinds.add(
    "planning.work_due",
    NotificationKind(
        label=_("Việc sắp đến hạn"),
        sentence=_("“%(title)s” đến hạn nộp %(at)s. Nộp, hoặc báo người giao."),
    ),
)
notification_kinds.add(
    "planning.work_late",
    NotificationKind(
        label=_("Việc quá hạn"),
        sentence=_("“%(title)s” của %(name)s quá hạn nộp %(at)s. Nộp, hoặc đổi hạn."),
        urgent=True,
    ),
)
notification_kinds.add(
    "planning.story_offered",
    NotificationKind(
        label=_("Đơn vị bạn mời làm chung"),
        sentence=_("%(unit)s mời làm chung “%(title)s”. Nhận hoặc trả lời."),
    ),
)
notification_kinds.add(
    "planning.offer_answered",
    NotificationKind(
        label=_("Trả lời lời mời làm chung"),
        sentence=_("%(unit)s: %(answer)s, về “%(title)s”."),
    ),
)
notification_kinds.add(
    "planning.taken_story_changed",
    NotificationKind(
        label=_("Đề tài nhận từ đơn vị khác đã đổi"),
        sentence=_(
            "%(unit)s đổi giờ, lệnh cấm công bố hoặc bản quyền của “%(title)s”. Xem lại."
        ),
    ),
)
