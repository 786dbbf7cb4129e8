"""The roles of a newsroom and its ministry, and what each may do in a unit.

Source: decision 2866/QĐ-BTC section IV (bodies), newsroom reference §5 (people).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """A function a person holds in an organisation."""

    REPORTER = "reporter", _("Phóng viên")
    DESK_EDITOR = "desk_editor", _("Biên tập viên")
    HEAD_OF_DESK = "head_of_desk", _("Trưởng ban")
    EDITORIAL_SECRETARY = "editorial_secretary", _("Thư ký tòa soạn")
    DEPUTY_EDITOR_IN_CHIEF = "deputy_editor_in_chief", _("Phó tổng biên tập")
    EDITOR_IN_CHIEF = "editor_in_chief", _("Tổng biên tập")
    PHOTO_VIDEO_EDITOR = "photo_video_editor", _("Biên tập ảnh, phim")
    SOCIAL_EDITOR = "social_editor", _("Biên tập mạng xã hội")
    ARCHIVIST = "archivist", _("Lưu trữ viên")
    ANALYST = "analyst", _("Phân tích số liệu")
    UNIT_ADMINISTRATOR = "unit_administrator", _("Quản trị đơn vị")
    MINISTRY_LEADERSHIP = "ministry_leadership", _("Lãnh đạo Bộ")
    MINISTRY_OFFICE = "ministry_office", _("Văn phòng Bộ")
    MINISTRY_IT = "ministry_it", _("Cục Tin học và Thống kê tài chính")
    MINISTRY_PLANNING_FINANCE = (
        "ministry_planning_finance",
        _("Cục Kế hoạch - Tài chính"),
    )
    MINISTRY_SCHOOL = "ministry_school", _("Trường Bồi dưỡng cán bộ tài chính")
    PLATFORM_ADMINISTRATOR = "platform_administrator", _("Quản trị nền tảng")


MINISTRY_ROLES = frozenset(
    {
        Role.MINISTRY_LEADERSHIP,
        Role.MINISTRY_OFFICE,
        Role.MINISTRY_IT,
        Role.MINISTRY_PLANNING_FINANCE,
        Role.MINISTRY_SCHOOL,
    }
)


class Action(TextChoices):
    """Something a role may do within one unit."""

    READ = "read", pgettext_lazy("right", "Xem")
    PITCH = "pitch", pgettext_lazy("right", "Đề xuất đề tài")
    WRITE = "write", pgettext_lazy("right", "Viết bài")
    EDIT_OTHERS = "edit_others", pgettext_lazy("right", "Sửa bài của người khác")
    DECIDE_STORY = "decide_story", pgettext_lazy("right", "Duyệt đề tài")
    ASSIGN = "assign", pgettext_lazy("right", "Phân công")
    PUBLISH = "publish", pgettext_lazy("right", "Xuất bản")
    OVERRIDE = "override", pgettext_lazy("right", "Xuất bản vượt kiểm tra")
    CORRECT = "correct", pgettext_lazy("right", "Đính chính")
    TAKE_DOWN = "take_down", pgettext_lazy("right", "Gỡ bài")
    SYNDICATE = "syndicate", pgettext_lazy("right", "Đăng lại")
    CURATE = "curate", pgettext_lazy("right", "Sắp xếp trang chủ")
    ARCHIVE_EDIT = "archive_edit", pgettext_lazy("right", "Sửa tư liệu")
    MANAGE = "manage", pgettext_lazy("right", "Quản trị đơn vị")
    DELEGATE = "delegate", pgettext_lazy("right", "Ủy quyền")
    READ_LOG = "read_log", pgettext_lazy("right", "Đọc nhật ký")


_EVERYONE = frozenset({Action.READ})
_WRITER = _EVERYONE | {Action.PITCH, Action.WRITE}
_EDITOR = _WRITER | {Action.EDIT_OTHERS}
_DESK_HEAD = _EDITOR | {Action.DECIDE_STORY, Action.ASSIGN}
_SECRETARY = _DESK_HEAD | {
    Action.PUBLISH,
    Action.OVERRIDE,
    Action.CORRECT,
    Action.SYNDICATE,
    Action.CURATE,
    Action.ARCHIVE_EDIT,
}
_CHIEF = _SECRETARY | {Action.TAKE_DOWN, Action.DELEGATE}

ROLE_ACTIONS: dict[str, frozenset[Action]] = {
    Role.REPORTER: _WRITER,
    Role.DESK_EDITOR: _EDITOR,
    Role.HEAD_OF_DESK: _DESK_HEAD,
    Role.EDITORIAL_SECRETARY: _SECRETARY,
    Role.DEPUTY_EDITOR_IN_CHIEF: _CHIEF,
    Role.EDITOR_IN_CHIEF: _CHIEF | {Action.READ_LOG},
    Role.PHOTO_VIDEO_EDITOR: _EDITOR | {Action.ARCHIVE_EDIT},
    Role.SOCIAL_EDITOR: _WRITER,
    Role.ARCHIVIST: _EVERYONE | {Action.ARCHIVE_EDIT},
    Role.ANALYST: _EVERYONE,
    Role.UNIT_ADMINISTRATOR: _EVERYONE
    | {Action.MANAGE, Action.DELEGATE, Action.READ_LOG},
}

# What nobody receives with somebody else's role: who signs by authorisation does not
# authorise further (Decree 30/2020/NĐ-CP, article 13).
OWN_RIGHT_ONLY = frozenset({Action.DELEGATE})

# Roles that decide over the work of others. Whoever goes away holding one leaves work
# waiting, unless somebody signs for them.
SIGNING_ROLES = frozenset(
    role
    for role, actions in ROLE_ACTIONS.items()
    if actions - ROLE_ACTIONS[Role.REPORTER]
)

# A role that a member of the unit never holds gives nothing in that unit.
WRITING_ROLES = frozenset(
    role for role, actions in ROLE_ACTIONS.items() if Action.WRITE in actions
)
