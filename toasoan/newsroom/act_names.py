"""What was done, as the log says it on screen: one name for each act of the house."""

from django.utils.translation import gettext_lazy as _

from toasoan.content.templatetags.staff_items import AUDIT_WORDS

_REVIEW_CHAINS = {
    "content.chain_added": _("Thêm quy trình duyệt"),
    "content.chain_changed": _("Sửa quy trình duyệt"),
    "content.chain_removed": _("Bỏ quy trình duyệt"),
}
_STORIES = {
    "planning.story_pitched": _("Đề xuất đề tài"),
    "planning.story_approved": _("Duyệt đề tài"),
    "planning.story_rejected": _("Không duyệt đề tài"),
    "planning.story_updated": _("Sửa đề tài"),
    "planning.story_dropped": _("Dừng đề tài"),
    "planning.story_done": _("Xong đề tài"),
    "planning.coverage_added": _("Thêm hạng mục"),
    "planning.assignment_given": _("Giao việc"),
    "planning.assignment_accepted": _("Nhận việc"),
    "planning.assignment_declined": _("Từ chối việc"),
    "planning.assignment_withdrawn": _("Thu hồi việc"),
    "planning.assignment_in_progress": _("Bắt đầu làm"),
    "planning.assignment_submitted": _("Nộp việc"),
    "planning.assignment_completed": _("Xong việc"),
    "planning.assignment_cancelled": _("Hủy việc"),
}
_ARCHIVE = {
    "archive.photo_added": _("Thêm ảnh"),
    "archive.photo_changed": _("Sửa ảnh"),
    "archive.photo_removed": _("Xóa ảnh"),
    "archive.document_added": _("Thêm tài liệu"),
    "archive.document_changed": _("Sửa tài liệu"),
    "archive.document_removed": _("Xóa tài liệu"),
    "units.collection_added": _("Thêm kho"),
    "units.collection_changed": _("Đổi tên kho"),
    "units.collection_removed": _("Xóa kho"),
}
_PAGES = {
    "wagtail.create": _("Tạo trang"),
    "wagtail.edit": _("Lưu bản nháp"),
    "wagtail.publish": _("Đăng trang"),
    "wagtail.publish_schedule": _("Hẹn giờ đăng trang"),
    "wagtail.publish_scheduled": _("Đăng trang theo hẹn"),
    "wagtail.schedule_cancel": _("Bỏ hẹn giờ đăng trang"),
    "wagtail.unpublish": _("Gỡ trang"),
    "wagtail.unpublish_scheduled": _("Gỡ trang theo hẹn"),
    "wagtail.delete": _("Xóa"),
    "wagtail.rename": _("Đổi tên trang"),
    "wagtail.move": _("Chuyển trang"),
    "wagtail.reorder": _("Xếp lại trang"),
    "wagtail.revert": _("Lấy lại bản cũ"),
    "wagtail.copy": _("Chép trang"),
    "wagtail.lock": _("Khóa trang"),
    "wagtail.unlock": _("Mở khóa trang"),
    "wagtail.view_restriction_create": _("Giới hạn người xem trang"),
    "wagtail.view_restriction_edit": _("Sửa giới hạn người xem"),
    "wagtail.view_restriction_delete": _("Bỏ giới hạn người xem"),
    "units.site_added": _("Thêm trang web"),
    "units.site_changed": _("Sửa trang web"),
    "units.site_removed": _("Xóa trang web"),
}
_PEOPLE = {
    "units.unit_updated": _("Sửa thông tin đơn vị"),
    "units.membership_added": _("Thêm chức danh"),
    "units.membership_ended": _("Thôi chức danh"),
    "units.delegation_added": _("Ủy quyền"),
    "units.delegation_ended": _("Thôi ủy quyền"),
    "security.user_created": _("Thêm tài khoản"),
    "security.user_changed": _("Sửa tài khoản"),
    "security.user_unlocked": _("Mở khóa tài khoản"),
    "security.address_unlocked": _("Mở khóa địa chỉ mạng"),
    "security.groups_changed": _("Đổi nhóm của tài khoản"),
    "security.permissions_changed": _("Đổi quyền"),
    "security.group_added": _("Thêm nhóm"),
    "security.group_changed": _("Đổi tên nhóm"),
    "security.group_removed": _("Xóa nhóm"),
    "units.tree_right_given": _("Cho nhóm quyền trên trang hoặc kho"),
    "units.tree_right_taken": _("Rút quyền của nhóm trên trang hoặc kho"),
    "wagtail.apitoken_create": _("Tạo khóa truy cập API"),
    "wagtail.apitoken_revoke": _("Hủy khóa truy cập API"),
}
_SIGN_IN = {
    "security.signed_in": _("Đăng nhập"),
    "security.signed_out": _("Đăng xuất"),
    "security.session_ended": _("Hết phiên làm việc"),
    "security.sign_in_failed": _("Sai mật khẩu"),
    "security.sign_in_locked": _("Khóa đăng nhập"),
}
_SYSTEM = {"newsroom.delivery_retried": _("Gửi lại việc bị kẹt")}

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
