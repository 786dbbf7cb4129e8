"""What people are told of what happens in the rooms below."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import MailTiming, NotificationKind, notification_kinds

notification_kinds.add(
    "units.delegation_given",
    NotificationKind(
        label=_("Ủy quyền ký thay"),
        sentence=_("Bạn ký thay %(principal)s từ %(begins)s đến hết %(ends)s."),
        details={"reason": _("Lý do: %(reason)s.")},
        todo=_("Xem ủy quyền; bài chờ ký hiện ở Việc của tôi."),
        mail=MailTiming.AT_ONCE,
        push=True,
    ),
)
