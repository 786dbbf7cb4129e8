"""What was done, as the log says it on screen: one name for each act of the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.content.templatetags.staff_items import AUDIT_WORDS

_REVIEW_CHAINS = {
    "content.chain_added": pgettext_lazy("done", "Thêm quy trình duyệt"),
    "content.chain_changed": pgettext_lazy("done", "Sửa quy trình duyệt"),
    "content.chain_removed": pgettext_lazy("done", "Bỏ quy trình duyệt"),
    "content.style_rule_added": pgettext_lazy("done", "Thêm quy ước viết"),
    "content.style_rule_changed": pgettext_lazy("done", "Sửa quy ước viết"),
    "content.style_rule_removed": pgettext_lazy("done", "Xóa quy ước viết"),
}
_STORIES = {
    "planning.event_added": pgettext_lazy("done", "Ghi sự kiện"),
    "planning.event_updated": pgettext_lazy("done", "Sửa sự kiện"),
    "planning.event_removed": pgettext_lazy("done", "Xóa sự kiện khỏi lịch"),
    "planning.calendar_brought_in": pgettext_lazy("done", "Đưa lịch vào"),
    "planning.calendar_link_made": pgettext_lazy("done", "Tạo địa chỉ lịch"),
    "planning.story_pitched": pgettext_lazy("done", "Đề xuất đề tài"),
    "planning.pitch_asked": pgettext_lazy("done", "Hỏi lại về đề xuất"),
    "planning.pitch_replied": pgettext_lazy("done", "Trả lời về đề xuất"),
    "planning.story_offered": pgettext_lazy("done", "Mời đơn vị khác làm chung"),
    "planning.offer_taken": pgettext_lazy("done", "Đơn vị khác nhận đề tài"),
    "planning.offer_declined": pgettext_lazy("done", "Đơn vị khác không nhận đề tài"),
    "planning.offer_withdrawn": pgettext_lazy("done", "Rút lời mời làm chung"),
    "planning.story_followed": pgettext_lazy("done", "Đề tài đổi theo đề tài gốc"),
    "planning.shift_added": pgettext_lazy("done", "Xếp ca trực"),
    "planning.shift_removed": pgettext_lazy("done", "Bỏ ca trực"),
    "planning.absence_added": pgettext_lazy("done", "Ghi ngày vắng"),
    "planning.absence_removed": pgettext_lazy("done", "Xóa ngày vắng"),
    "planning.freelancer_added": pgettext_lazy("done", "Thêm cộng tác viên"),
    "planning.freelancer_changed": pgettext_lazy("done", "Sửa cộng tác viên"),
    "planning.story_approved": pgettext_lazy("done", "Duyệt đề tài"),
    "planning.story_rejected": pgettext_lazy("done", "Không duyệt đề tài"),
    "planning.story_updated": pgettext_lazy("done", "Sửa đề tài"),
    "planning.story_dropped": pgettext_lazy("done", "Dừng đề tài"),
    "planning.story_commented": pgettext_lazy("done", "Góp ý về đề tài"),
    "newsroom.plan_mailed": pgettext_lazy("done", "Gửi danh sách kế hoạch"),
    "planning.story_done": pgettext_lazy("done", "Xong đề tài"),
    "planning.coverage_added": pgettext_lazy("done", "Thêm hạng mục"),
    "planning.coverage_cancelled": pgettext_lazy("done", "Bỏ hạng mục"),
    "planning.assignment_given": pgettext_lazy("done", "Giao việc"),
    "planning.assignment_accepted": pgettext_lazy("done", "Nhận việc"),
    "planning.assignment_declined": pgettext_lazy("done", "Từ chối việc"),
    "planning.assignment_rescheduled": pgettext_lazy("done", "Đổi hạn nộp"),
    "planning.assignment_withdrawn": pgettext_lazy("done", "Thu hồi việc"),
    "planning.assignment_in_progress": pgettext_lazy("done", "Bắt đầu làm"),
    "planning.assignment_submitted": pgettext_lazy("done", "Nộp việc"),
    "planning.assignment_completed": pgettext_lazy("done", "Xong việc"),
    "planning.assignment_cancelled": pgettext_lazy("done", "Hủy việc"),
}
_ARCHIVE = {
    "archive.photo_added": pgettext_lazy("done", "Thêm ảnh"),
    "archive.photo_changed": pgettext_lazy("done", "Sửa ảnh"),
    "archive.photo_removed": pgettext_lazy("done", "Xóa ảnh"),
    "archive.document_added": pgettext_lazy("done", "Thêm tài liệu"),
    "archive.document_changed": pgettext_lazy("done", "Sửa tài liệu"),
    "archive.document_removed": pgettext_lazy("done", "Xóa tài liệu"),
    "units.collection_added": pgettext_lazy("done", "Thêm kho"),
    "units.collection_changed": pgettext_lazy("done", "Đổi tên kho"),
    "units.collection_removed": pgettext_lazy("done", "Xóa kho"),
}
_PAGES = {
    "wagtail.create": pgettext_lazy("done", "Tạo trang"),
    "wagtail.edit": pgettext_lazy("done", "Lưu bản nháp"),
    "wagtail.publish": pgettext_lazy("done", "Đăng trang"),
    "wagtail.publish_schedule": pgettext_lazy("done", "Hẹn giờ đăng trang"),
    "wagtail.publish_scheduled": pgettext_lazy("done", "Đăng trang theo hẹn"),
    "wagtail.schedule_cancel": pgettext_lazy("done", "Bỏ hẹn giờ đăng trang"),
    "wagtail.unpublish": pgettext_lazy("done", "Gỡ trang"),
    "wagtail.unpublish_scheduled": pgettext_lazy("done", "Gỡ trang theo hẹn"),
    "wagtail.delete": pgettext_lazy("done", "Xóa"),
    "wagtail.rename": pgettext_lazy("done", "Đổi tên trang"),
    "wagtail.move": pgettext_lazy("done", "Chuyển trang"),
    "wagtail.reorder": pgettext_lazy("done", "Xếp lại trang"),
    "wagtail.revert": pgettext_lazy("done", "Lấy lại bản cũ"),
    "wagtail.copy": pgettext_lazy("done", "Chép trang"),
    "wagtail.lock": pgettext_lazy("done", "Khóa trang"),
    "wagtail.unlock": pgettext_lazy("done", "Mở khóa trang"),
    "wagtail.view_restriction_create": pgettext_lazy(
        "done", "Giới hạn người xem trang"
    ),
    "wagtail.view_restriction_edit": pgettext_lazy("done", "Sửa giới hạn người xem"),
    "wagtail.view_restriction_delete": pgettext_lazy("done", "Bỏ giới hạn người xem"),
    "units.site_added": pgettext_lazy("done", "Thêm trang web"),
    "units.site_changed": pgettext_lazy("done", "Sửa trang web"),
    "units.site_removed": pgettext_lazy("done", "Xóa trang web"),
}
_PEOPLE = {
    "units.organisation_added": pgettext_lazy("done", "Thêm cơ quan"),
    "units.organisation_closed": pgettext_lazy("done", "Kết thúc cơ quan"),
    "units.desk_added": pgettext_lazy("done", "Thêm ban"),
    "units.desk_renamed": pgettext_lazy("done", "Đổi tên ban"),
    "units.desk_closed": pgettext_lazy("done", "Đóng ban"),
    "units.unit_updated": pgettext_lazy("done", "Sửa thông tin đơn vị"),
    "units.membership_added": pgettext_lazy("done", "Thêm chức danh"),
    "units.membership_ended": pgettext_lazy("done", "Thôi chức danh"),
    "units.delegation_added": pgettext_lazy("done", "Ủy quyền"),
    "units.delegation_ended": pgettext_lazy("done", "Thôi ủy quyền"),
    "security.user_created": pgettext_lazy("done", "Thêm tài khoản"),
    "security.user_changed": pgettext_lazy("done", "Sửa tài khoản"),
    "security.user_unlocked": pgettext_lazy("done", "Mở khóa đăng nhập"),
    "security.address_unlocked": pgettext_lazy("done", "Mở khóa địa chỉ mạng"),
    "security.groups_changed": pgettext_lazy("done", "Đổi nhóm của tài khoản"),
    "security.permissions_changed": pgettext_lazy("done", "Đổi quyền"),
    "security.group_added": pgettext_lazy("done", "Thêm nhóm"),
    "security.group_changed": pgettext_lazy("done", "Đổi tên nhóm"),
    "security.group_removed": pgettext_lazy("done", "Xóa nhóm"),
    "units.tree_right_given": pgettext_lazy(
        "done", "Cho nhóm quyền trên trang hoặc kho"
    ),
    "units.tree_right_taken": pgettext_lazy(
        "done", "Rút quyền của nhóm trên trang hoặc kho"
    ),
    "wagtail.apitoken_create": pgettext_lazy("done", "Tạo khóa truy cập API"),
    "wagtail.apitoken_revoke": pgettext_lazy("done", "Hủy khóa truy cập API"),
}
_SIGN_IN = {
    "security.signed_in": pgettext_lazy("done", "Đăng nhập"),
    "security.signed_out": pgettext_lazy("done", "Đăng xuất"),
    "security.session_ended": pgettext_lazy("done", "Hết phiên làm việc"),
    "security.sign_in_failed": pgettext_lazy("done", "Sai mật khẩu"),
    "security.sign_in_locked": pgettext_lazy("done", "Khóa đăng nhập"),
    "workspace.device_added": pgettext_lazy("done", "Thêm thiết bị nhận báo"),
    "workspace.device_removed": pgettext_lazy("done", "Bỏ thiết bị nhận báo"),
}
_SYSTEM = {"newsroom.delivery_retried": pgettext_lazy("done", "Gửi lại việc bị kẹt")}

GROUPS = (
    (_("Tin bài"), {**AUDIT_WORDS, **_REVIEW_CHAINS}),
    (_("Đề tài"), _STORIES),
    (_("Kho tư liệu"), _ARCHIVE),
    (_("Trang web"), _PAGES),
    (_("Người và quyền"), _PEOPLE),
    (_("Đăng nhập"), _SIGN_IN),
    (_("Hệ thống"), _SYSTEM),
)
NAMES = {act: name for _label, acts in GROUPS for act, name in acts.items()}


def act_name(act: str) -> str:
    """Return what was done in words, or the act itself where it has no name yet."""
    return str(NAMES.get(act, act))
