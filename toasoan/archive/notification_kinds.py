"""What people are told about the archive, in words."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import MailTiming, NotificationKind, notification_kinds

notification_kinds.add(
    "archive.malware_found",
    NotificationKind(
        label=_("Tệp trong kho có mã độc"),
        sentence=_(
            "Tệp “%(title)s” có mã độc (%(signature)s) và đã bị cách ly, không dùng được."
        ),
        todo=_("Hỏi người gửi tệp và kiểm tra máy của họ."),
        urgent=True,
        mail=MailTiming.AT_ONCE,
    ),
)
notification_kinds.add(
    "archive.mailbox_parked",
    NotificationKind(
        label=_("Hộp thư nhận tệp ngừng đọc"),
        sentence=_("Hộp thư %(address)s ngừng đọc: %(problem)s"),
        todo=_("Sửa cài đặt hộp thư rồi đọc lại."),
        mail=MailTiming.AT_ONCE,
    ),
)
notification_kinds.add(
    "archive.deposit_release_asked",
    NotificationKind(
        label=_("Xin thôi lưu bản đã đăng"),
        sentence=_("%(by)s xin thôi lưu “%(title)s” của bài “%(item)s”: %(reason)s."),
        todo=_("Đồng ý hoặc không, có lý do."),
        mail=MailTiming.AT_ONCE,
    ),
)
notification_kinds.add(
    "archive.deposit_release_answered",
    NotificationKind(
        label=_("Trả lời việc thôi lưu bản đã đăng"),
        sentence=_("%(by)s trả lời việc thôi lưu “%(title)s”: %(answer)s."),
    ),
)
notification_kinds.add(
    "archive.search_matches",
    NotificationKind(
        label=_("Kho có mục mới hợp với tìm kiếm đã lưu"),
        sentence=_("%(n)s mục mới trong kho cho tìm kiếm “%(name)s”. Mở để xem."),
    ),
)
notification_kinds.add(
    "archive.asset_requested",
    NotificationKind(
        label=_("Đơn vị khác xin dùng tư liệu"),
        sentence=_("%(by)s (%(unit)s) xin dùng “%(title)s”: %(purpose)s."),
        todo=_("Đồng ý hoặc không, có lý do."),
        mail=MailTiming.AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "archive.asset_granted",
    NotificationKind(
        label=_("Được dùng tư liệu của đơn vị khác"),
        sentence=_("%(unit)s đồng ý cho dùng “%(title)s”."),
        details={
            "credit": _("Phải ghi nguồn: %(credit)s."),
            "reason": _("Lời nhắn: %(reason)s."),
        },
        todo=_("Đọc điều kiện trước khi dùng."),
        push=True,
    ),
)
notification_kinds.add(
    "archive.asset_refused",
    NotificationKind(
        label=_("Không được dùng tư liệu của đơn vị khác"),
        sentence=_("%(unit)s không đồng ý cho dùng “%(title)s”: %(reason)s."),
        todo=_("Chọn tư liệu khác hoặc trao đổi với đơn vị ấy."),
        push=True,
    ),
)
notification_kinds.add(
    "archive.asset_request_closed",
    NotificationKind(
        label=_("Yêu cầu dùng tư liệu đã có trả lời"),
        sentence=_("%(by)s trả lời %(unit)s về “%(title)s”: %(yes)s."),
        details={"reason": _("Lý do: %(reason)s.")},
        mail=MailTiming.NEVER,
    ),
)
notification_kinds.add(
    "archive.right_ends",
    NotificationKind(
        label=_("Quyền dùng tư liệu sắp hết"),
        sentence=_("%(what)s của “%(title)s” hết sau ngày %(day)s (%(left)s)."),
        details={"used": _("Đang dùng ở: %(used)s.")},
        todo=_("Gia hạn, hoặc thay tư liệu trước ngày ấy."),
        mail=MailTiming.AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "archive.files_damaged",
    NotificationKind(
        label=_("Tệp trong kho bị hỏng"),
        sentence=_("%(n)s tệp trong kho bị mất hoặc đã khác đi, có “%(title)s”."),
        todo=_("Mở “Kiểm tra tệp” và tải lại bản gốc từ bản sao lưu."),
        urgent=True,
        mail=MailTiming.AT_ONCE,
    ),
)
notification_kinds.add(
    "archive.sheet_ready",
    NotificationKind(
        label=_("Tờ liên hệ đã xong"),
        sentence=_("Tờ liên hệ “%(title)s” đã xong, %(n)s mục. Mở để tải."),
    ),
)
