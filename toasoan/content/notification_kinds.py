"""What people are told about articles, in words."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import MailTiming, NotificationKind, notification_kinds

AT_ONCE = MailTiming.AT_ONCE

# --- On the way through the chain ------------------------------------------------

notification_kinds.add(
    "content.review_waiting",
    NotificationKind(
        label=_("Bài chờ bạn duyệt"),
        sentence=_("%(by)s chuyển “%(title)s” đến bước duyệt của bạn."),
        details={"due": _("Hạn duyệt %(due)s."), "comment": _("Ý kiến: %(comment)s.")},
        todo=_("Duyệt hoặc trả lại."),
        push=True,
    ),
)
notification_kinds.add(
    "content.review_returned",
    NotificationKind(
        label=_("Bài bị trả lại"),
        sentence=_("%(by)s trả lại “%(title)s”: %(comment)s."),
        todo=_("Sửa rồi nộp lại."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "content.step_returned",
    NotificationKind(
        label=_("Bài trả về bước duyệt của bạn"),
        sentence=_("%(by)s trả “%(title)s” về bước duyệt của bạn: %(comment)s."),
        details={"due": _("Hạn duyệt %(due)s.")},
        todo=_("Sửa hoặc trả tiếp cho người viết."),
        push=True,
    ),
)
notification_kinds.add(
    "content.item_approved",
    NotificationKind(
        label=_("Bài được duyệt"),
        sentence=_("%(by)s duyệt xong “%(title)s”."),
        details={"comment": _("Ý kiến: %(comment)s.")},
        todo=_("Chờ xuất bản; sửa thêm thì phải duyệt lại."),
        push=True,
    ),
)

# --- In front of readers ---------------------------------------------------------

notification_kinds.add(
    "content.item_published",
    NotificationKind(
        label=_("Bài lên trang"),
        sentence=_("%(by)s xuất bản “%(title)s”."),
        details={"again": _("Đây là bản sửa của bài đã lên trang.")},
        todo=_("Đọc lại trên trang; thấy sai thì báo ngay."),
    ),
)
notification_kinds.add(
    "content.item_corrected",
    NotificationKind(
        label=_("Bài đính chính"),
        sentence=_("%(by)s đính chính “%(title)s”. Đã viết sai: %(wrong)s."),
        details={"right": _("Đúng là: %(right)s.")},
        todo=_("Đọc lại bài và tư liệu của bạn."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "content.item_taken_down",
    NotificationKind(
        label=_("Bài bị gỡ"),
        sentence=_(
            "%(by)s gỡ “%(title)s” khỏi trang, theo quyết định của %(ordered)s."
        ),
        details={"reason": _("Lý do: %(reason)s.")},
        todo=_("Đừng chia sẻ lại; mở bài để xem đầy đủ."),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.item_restored",
    NotificationKind(
        label=_("Bài được khôi phục"),
        sentence=_("%(by)s đưa “%(title)s” trở lại trang: %(reason)s."),
        todo=_("Đọc lại trên trang."),
        push=True,
    ),
)

# --- Promises and second persons -------------------------------------------------

notification_kinds.add(
    "content.schedule_missed",
    NotificationKind(
        label=_("Bài không lên trang đúng giờ"),
        sentence=_("“%(title)s” không lên trang lúc %(at)s: %(problem)s."),
        todo=_("Gỡ vướng rồi xuất bản, hoặc hẹn giờ khác."),
        urgent=True,
    ),
)
notification_kinds.add(
    "content.schedule_danger",
    NotificationKind(
        label=_("Giờ hẹn đăng có nguy cơ lỡ"),
        sentence=_("“%(title)s” hẹn lên trang %(at)s nhưng còn vướng: %(problem)s."),
        todo=_("Gỡ vướng trước giờ ấy, hoặc đổi giờ."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "content.override_requested",
    NotificationKind(
        label=_("Xin vượt kiểm tra"),
        sentence=_(
            "%(by)s xin bạn đồng ý xuất bản “%(title)s” dù còn vướng: %(reason)s."
        ),
        todo=_("Đồng ý hoặc không, có lý do."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "content.override_confirmed",
    NotificationKind(
        label=_("Đồng ý vượt kiểm tra"),
        sentence=_("%(by)s đồng ý cho “%(title)s” vượt kiểm tra."),
        todo=_("Xuất bản được rồi."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "content.override_declined",
    NotificationKind(
        label=_("Không đồng ý vượt kiểm tra"),
        sentence=_("%(by)s không đồng ý cho “%(title)s” vượt kiểm tra: %(reason)s."),
        todo=_("Gỡ vướng, hoặc xin lại với lý do khác."),
        mail=AT_ONCE,
        push=True,
    ),
)

# --- The plan and the clock ------------------------------------------------------

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
