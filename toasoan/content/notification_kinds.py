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
    "content.front_plan_gap",
    NotificationKind(
        label=_("Bố cục trang chủ sắp lên còn thiếu bài"),
        sentence=_("Bố cục “%(title)s” lên trang %(at)s, bạn đọc chưa có: %(items)s."),
        todo=_("Xuất bản hoặc hẹn giờ bài ấy, hoặc thay bài khác."),
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

# --- What is said beside the text ------------------------------------------------

notification_kinds.add(
    "content.comment_mention",
    NotificationKind(
        label=_("Có người nhắc bạn trong ý kiến"),
        sentence=_("%(by)s nhắc bạn ở “%(title)s”: %(text)s."),
        details={"quote": _("Về đoạn: “%(quote)s”.")},
        todo=_("Mở ý kiến để trả lời."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "content.comment_reply",
    NotificationKind(
        label=_("Có người trả lời ý kiến của bạn"),
        sentence=_("%(by)s trả lời ý kiến ở “%(title)s”: %(text)s."),
        details={"quote": _("Về đoạn: “%(quote)s”.")},
        push=True,
    ),
)
notification_kinds.add(
    "content.comment_resolved",
    NotificationKind(
        label=_("Ý kiến của bạn đã xong"),
        sentence=_("%(by)s cho ý kiến của bạn ở “%(title)s” là xong: %(text)s."),
        details={"quote": _("Về đoạn: “%(quote)s”.")},
    ),
)

# --- Who edits ---------------------------------------------------------------------

notification_kinds.add(
    "content.lease_asked",
    NotificationKind(
        label=_("Có người xin sửa bài bạn đang giữ"),
        sentence=_("%(by)s xin sửa “%(title)s”. Mở bài để nhường hoặc báo chưa xong."),
        push=True,
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
        push=True,
    ),
)

# --- Desks and the bin -------------------------------------------------------------

notification_kinds.add(
    "content.item_sent",
    NotificationKind(
        label=_("Bài chuyển đến ban của bạn"),
        sentence=_("%(by)s chuyển “%(title)s” đến %(desk)s, khâu “%(stage)s”."),
        details={"note": _("Lời nhắn: %(note)s.")},
        push=True,
    ),
)
notification_kinds.add(
    "content.item_fetched",
    NotificationKind(
        label=_("Ban khác lấy bài của bạn về"),
        sentence=_("%(by)s lấy “%(title)s” về %(desk)s."),
    ),
)
notification_kinds.add(
    "content.item_taken_home",
    NotificationKind(
        label=_("Có người đưa bài của bạn về bài cá nhân"),
        sentence=_("%(by)s đưa “%(title)s” về bài cá nhân để sửa."),
        todo=_("Bạn thấy lại bài khi người ấy chuyển về ban."),
    ),
)
notification_kinds.add(
    "content.item_marked",
    NotificationKind(
        label=_("Bài đánh dấu cho bạn"),
        sentence=_("%(by)s đánh dấu “%(title)s” cho bạn."),
        details={"desk": _("Cho cả %(desk)s."), "note": _("Lời nhắn: %(note)s.")},
        todo=_("Xem xong thì bấm “Xong”."),
        push=True,
    ),
)
notification_kinds.add(
    "content.item_binned",
    NotificationKind(
        label=_("Bài bị bỏ vào thùng"),
        sentence=_("%(by)s bỏ “%(title)s” vào thùng."),
        details={"reason": _("Lý do: %(reason)s.")},
        todo=_("Còn cần thì mở thùng, bấm “Khôi phục”."),
    ),
)

# --- Templates with an hour --------------------------------------------------------

notification_kinds.add(
    "content.template_made",
    NotificationKind(
        label=_("Bài tạo sẵn theo giờ"),
        sentence=_("“%(title)s” vừa được tạo từ bài mẫu “%(template)s”."),
        details={"left": _("%(left)s không còn viết ở đơn vị nên bài về bạn.")},
        todo=_("Mở bài để viết tiếp hoặc giao cho người khác."),
        push=True,
    ),
)
notification_kinds.add(
    "content.template_not_made",
    NotificationKind(
        label=_("Bài mẫu không chạy được"),
        sentence=_("Đến giờ nhưng chưa tạo được bài từ “%(template)s”: %(problem)s."),
        todo=_("Sửa bài mẫu, rồi mở bài hôm nay bằng tay."),
        mail=AT_ONCE,
        push=True,
    ),
)
