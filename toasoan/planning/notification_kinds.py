"""What people are told about stories, events and their own work, in words."""

from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import MailTiming, NotificationKind, notification_kinds

AT_ONCE = MailTiming.AT_ONCE

# --- Work given, and what becomes of it ------------------------------------------

notification_kinds.add(
    "planning.assignment_given",
    NotificationKind(
        label=_("Việc được giao"),
        sentence=_("%(by)s giao cho bạn: “%(title)s”."),
        details={
            "due": _("Hạn nộp %(due)s."),
            "note": _("Lời dặn: %(note)s."),
            "begun": _("Bài đã viết dở đi cùng."),
        },
        todo=_("Mở để nhận hoặc từ chối."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.assignment_rescheduled",
    NotificationKind(
        label=_("Hạn nộp thay đổi"),
        sentence=_("%(by)s đổi hạn nộp “%(title)s”."),
        details={
            "due": _("Hạn mới %(due)s."),
            "no_due": _("Từ nay không có hạn."),
        },
        todo=_("Không kịp thì báo người giao."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.assignment_withdrawn",
    NotificationKind(
        label=_("Việc bị thu hồi"),
        sentence=_("%(by)s thu hồi việc “%(title)s”: %(reason)s."),
        todo=_("Dừng làm; bản nháp vẫn là của bạn."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.assignment_cancelled",
    NotificationKind(
        label=_("Hạng mục bị bỏ"),
        sentence=_("%(by)s bỏ hạng mục bạn đang làm của “%(title)s”: %(reason)s."),
        todo=_("Dừng làm; điều đã viết vẫn còn."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.assignment_handed_over",
    NotificationKind(
        label=_("Việc giao cho người khác"),
        sentence=_("%(by)s giao việc “%(title)s” của bạn cho %(assignee)s."),
        details={"begun": _("Bài viết dở đi cùng.")},
        todo=_("Bàn lại với %(assignee)s nếu còn tư liệu."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.assignment_accepted",
    NotificationKind(
        label=_("Việc đã có người nhận"),
        sentence=_("%(by)s nhận việc “%(title)s”."),
    ),
)
notification_kinds.add(
    "planning.assignment_declined",
    NotificationKind(
        label=_("Việc bị từ chối"),
        sentence=_("%(by)s từ chối “%(title)s”: %(reason)s."),
        todo=_("Giao người khác."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.work_handed_in",
    NotificationKind(
        label=_("Sản phẩm được nộp"),
        sentence=_("%(by)s nộp sản phẩm của “%(title)s”."),
        details={"note": _("Lời nhắn: %(note)s.")},
        todo=_("Xem rồi nhận hoặc trả lại."),
        push=True,
    ),
)
notification_kinds.add(
    "planning.work_returned",
    NotificationKind(
        label=_("Sản phẩm bị trả lại"),
        sentence=_("%(by)s trả lại sản phẩm của “%(title)s”: %(reason)s."),
        todo=_("Sửa rồi nộp lại."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.work_taken",
    NotificationKind(
        label=_("Sản phẩm đã nhận"),
        sentence=_("%(by)s đã nhận sản phẩm của “%(title)s”. Phần của bạn xong."),
    ),
)

# --- Stories ---------------------------------------------------------------------

notification_kinds.add(
    "planning.story_changed",
    NotificationKind(
        label=_("Đề tài thay đổi"),
        sentence=_("%(by)s sửa đề tài “%(former)s”."),
        details={
            "title": _("Tên mới: “%(title)s”."),
            "planned_at": _("Giờ dự kiến đăng: %(planned_at)s."),
            "no_planned_at": _("Chưa có giờ dự kiến đăng."),
            "embargo_until": _("Cấm công bố đến %(embargo_until)s."),
            "no_embargo_until": _("Hết cấm công bố."),
            "brief": _("Nội dung dự kiến mới: %(brief)s."),
            "desk": _("Ban: %(desk)s."),
            "section": _("Chuyên mục: %(section)s."),
            "genre": _("Thể loại: %(genre)s."),
            "subject": _("Lĩnh vực: %(subject)s."),
            "priority": _("Mức ưu tiên: %(priority)s."),
            "rights_note": _("Bản quyền: %(rights_note)s."),
        },
        todo=_("Xem lại phần việc của bạn."),
        push=True,
    ),
)
notification_kinds.add(
    "planning.story_approved",
    NotificationKind(
        label=_("Đề tài được duyệt"),
        sentence=_("%(by)s duyệt đề tài “%(title)s”."),
        details={"note": _("Ý kiến: %(note)s.")},
        todo=_("Mở đề tài để bắt đầu."),
        push=True,
    ),
)
notification_kinds.add(
    "planning.story_rejected",
    NotificationKind(
        label=_("Đề tài không được duyệt"),
        sentence=_("%(by)s không duyệt đề tài “%(title)s”: %(note)s."),
        todo=_("Đề xuất lại nếu có điều mới."),
        push=True,
    ),
)
notification_kinds.add(
    "planning.pitch_asked",
    NotificationKind(
        label=_("Câu hỏi về đề xuất của bạn"),
        sentence=_("%(by)s hỏi về đề xuất “%(title)s”: %(said)s"),
        todo=_("Trả lời để được duyệt."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.pitch_replied",
    NotificationKind(
        label=_("Trả lời về đề xuất"),
        sentence=_("%(by)s trả lời về đề xuất “%(title)s”: %(said)s."),
        todo=_("Duyệt hoặc không duyệt."),
        push=True,
    ),
)
notification_kinds.add(
    "planning.story_dropped",
    NotificationKind(
        label=_("Đề tài dừng làm"),
        sentence=_("%(by)s dừng đề tài “%(title)s”: %(note)s."),
        todo=_("Dừng phần việc của bạn; điều đã viết vẫn còn."),
        mail=AT_ONCE,
        push=True,
    ),
)

# --- Events ----------------------------------------------------------------------

notification_kinds.add(
    "planning.event_changed",
    NotificationKind(
        label=_("Sự kiện dời giờ, đổi nơi"),
        sentence=_("%(by)s sửa sự kiện “%(title)s” mà bạn có việc."),
        details={
            "moved": _("Nay diễn ra %(moved)s, trước là %(before)s."),
            "place": _("Nơi mới: %(place)s."),
            "on_again": _("Vẫn diễn ra."),
            "followed": _("Giờ dự kiến đăng và hạn nộp dời theo cùng khoảng."),
            "repeats": _("Đổi %(repeats)s lần của chuỗi."),
        },
        todo=_("Xem lại lịch đi và hạn nộp."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.event_off",
    NotificationKind(
        label=_("Sự kiện hoãn, hủy"),
        sentence=_("%(by)s báo sự kiện “%(title)s” mà bạn có việc không diễn ra."),
        details={
            "postponed": _("Đã hoãn."),
            "cancelled": _("Đã hủy."),
            "reason": _("Lý do: %(reason)s."),
            "repeats": _("Tất cả %(repeats)s lần của chuỗi."),
        },
        todo=_("Chờ trưởng ban quyết đề tài trước khi làm tiếp."),
        mail=AT_ONCE,
        push=True,
    ),
)
notification_kinds.add(
    "planning.event_attached",
    NotificationKind(
        label=_("Tài liệu mới của sự kiện"),
        sentence=_(
            "%(by)s thêm tài liệu “%(file)s” vào sự kiện “%(title)s” mà bạn có việc."
        ),
        todo=_("Mở sự kiện để đọc."),
        push=True,
    ),
)
notification_kinds.add(
    "planning.calendar_changed",
    NotificationKind(
        label=_("Lịch đưa vào thay đổi"),
        sentence=_("%(by)s đưa lịch mới vào: %(n)s sự kiện mà bạn có việc đã đổi."),
        details={"titles": _("Có %(titles)s.")},
        todo=_("Xem lại lịch đi và hạn nộp."),
        mail=AT_ONCE,
        push=True,
    ),
)

notification_kinds.add(
    "planning.source_changed",
    NotificationKind(
        label=_("Lịch nguồn thay đổi"),
        sentence=_("Lịch “%(source)s” đổi %(n)s sự kiện mà bạn có việc."),
        details={"titles": _("Có %(titles)s.")},
        todo=_("Xem lại lịch đi và hạn nộp."),
        mail=AT_ONCE,
        push=True,
    ),
)

notification_kinds.add(
    "planning.duty_changed",
    NotificationKind(
        label=_("Lịch trực của bạn thay đổi"),
        sentence=_("%(by)s sửa lịch trực của bạn."),
        details={
            "added": _("Bạn trực %(added)s."),
            "removed": _("Bạn thôi trực %(removed)s."),
            "away": _("Ghi bạn vắng %(away)s."),
            "back": _("Bạn không còn ghi vắng %(back)s."),
        },
        todo=_("Xem lịch trực; không hợp thì báo người xếp lịch."),
    ),
)

# --- The clock, and other units --------------------------------------------------

notification_kinds.add(
    "planning.work_due",
    NotificationKind(
        label=_("Việc sắp đến hạn"),
        sentence=_("“%(title)s” đến hạn nộp %(at)s. Nộp, hoặc báo người giao."),
        # Tomorrow's mail would come too late.
        mail=MailTiming.NEVER,
        push=True,
    ),
)
notification_kinds.add(
    "planning.work_late",
    NotificationKind(
        label=_("Việc quá hạn"),
        sentence=_("“%(title)s” của %(name)s quá hạn nộp %(at)s. Nộp, hoặc đổi hạn."),
        mail=AT_ONCE,
        push=True,
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
    "planning.offer_taken",
    NotificationKind(
        label=_("Đơn vị bạn nhận làm chung"),
        sentence=_("%(unit)s nhận làm chung “%(title)s”. Hẹn nhau giờ đăng."),
    ),
)
notification_kinds.add(
    "planning.offer_declined",
    NotificationKind(
        label=_("Đơn vị bạn không nhận làm chung"),
        sentence=_("%(unit)s không nhận làm chung “%(title)s”. Xem lý do."),
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
