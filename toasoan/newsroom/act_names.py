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
    "content.item_search_added": pgettext_lazy("done", "Lưu tìm kiếm"),
    "content.item_search_changed": pgettext_lazy("done", "Sửa tìm kiếm đã lưu"),
    "content.item_search_removed": pgettext_lazy("done", "Xóa tìm kiếm đã lưu"),
    "archive.search_kept": pgettext_lazy("done", "Lưu tìm kiếm trong kho"),
    "archive.search_removed": pgettext_lazy("done", "Xóa tìm kiếm trong kho"),
    "content.desk_board_added": pgettext_lazy("done", "Lập bảng riêng"),
    "content.desk_board_changed": pgettext_lazy("done", "Sửa bảng riêng"),
    "content.desk_board_removed": pgettext_lazy("done", "Xóa bảng riêng"),
}
_PROFILES = {
    "content.profile_added": pgettext_lazy("done", "Thêm mẫu tin bài"),
    "content.profile_changed": pgettext_lazy("done", "Sửa mẫu tin bài"),
    "content.profile_removed": pgettext_lazy("done", "Bỏ mẫu tin bài"),
    "content.template_added": pgettext_lazy("done", "Thêm bài mẫu"),
    "content.template_changed": pgettext_lazy("done", "Sửa bài mẫu"),
    "content.template_archived": pgettext_lazy("done", "Cất bài mẫu"),
    "content.template_restored": pgettext_lazy("done", "Dùng lại bài mẫu"),
    "content.template_scheduled": pgettext_lazy("done", "Hẹn giờ bài mẫu"),
    "content.template_made": pgettext_lazy("done", "Tạo bài từ bài mẫu theo giờ"),
    "content.template_not_made": pgettext_lazy("done", "Không tạo được bài theo giờ"),
}
_FRONTS = {
    "content.front_arranged": pgettext_lazy("done", "Sắp trang chủ"),
    "content.front_planned": pgettext_lazy("done", "Hẹn bố cục trang chủ"),
    "content.front_plan_changed": pgettext_lazy("done", "Sửa bố cục hẹn giờ"),
    "content.front_plan_withdrawn": pgettext_lazy("done", "Rút bố cục hẹn giờ"),
    "content.front_plan_begun": pgettext_lazy("done", "Bố cục hẹn giờ lên trang"),
    "content.front_plan_ended": pgettext_lazy("done", "Bố cục hẹn giờ hết"),
    "content.front_plan_missed": pgettext_lazy("done", "Bố cục hẹn giờ lỡ"),
    "content.topic_opened": pgettext_lazy("done", "Mở dòng sự kiện"),
    "content.topic_rule_set": pgettext_lazy("done", "Đặt cách nhận bài của dòng"),
    "content.topic_item_added": pgettext_lazy("done", "Thêm bài vào dòng"),
    "content.topic_item_left_out": pgettext_lazy("done", "Bỏ bài khỏi dòng"),
    "content.topic_pinned": pgettext_lazy("done", "Ghim bài trong dòng"),
}
_STORIES = {
    "planning.event_added": pgettext_lazy("done", "Ghi sự kiện"),
    "planning.event_updated": pgettext_lazy("done", "Sửa sự kiện"),
    "planning.event_removed": pgettext_lazy("done", "Xóa sự kiện khỏi lịch"),
    "planning.event_attached": pgettext_lazy("done", "Thêm tài liệu vào sự kiện"),
    "planning.event_detached": pgettext_lazy("done", "Bỏ tài liệu khỏi sự kiện"),
    "planning.calendar_brought_in": pgettext_lazy("done", "Đưa lịch vào"),
    "planning.calendar_link_made": pgettext_lazy("done", "Tạo địa chỉ lịch"),
    "planning.story_pitched": pgettext_lazy("done", "Đề xuất đề tài"),
    "planning.pitch_asked": pgettext_lazy("done", "Hỏi lại về đề xuất"),
    "planning.pitch_replied": pgettext_lazy("done", "Trả lời về đề xuất"),
    "planning.story_offered": pgettext_lazy("done", "Mời đơn vị khác làm chung"),
    "planning.offer_taken": pgettext_lazy("done", "Đơn vị khác nhận đề tài"),
    "planning.offer_declined": pgettext_lazy("done", "Đơn vị khác không nhận đề tài"),
    "planning.offer_withdrawn": pgettext_lazy("done", "Rút lời mời làm chung"),
    "planning.story_moved_along": pgettext_lazy("done", "Giờ đề tài dời theo sự kiện"),
    "planning.calendar_source_added": pgettext_lazy("done", "Thêm lịch nguồn"),
    "planning.calendar_source_removed": pgettext_lazy("done", "Bỏ lịch nguồn"),
    "planning.calendar_source_read": pgettext_lazy("done", "Đọc lịch nguồn"),
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
    "planning.saved_view_kept": pgettext_lazy("done", "Lưu bộ lọc"),
    "planning.saved_view_changed": pgettext_lazy("done", "Sửa bộ lọc"),
    "planning.saved_view_removed": pgettext_lazy("done", "Xóa bộ lọc"),
    "planning.story_commented": pgettext_lazy("done", "Góp ý về đề tài"),
    "newsroom.plan_mail_sent": pgettext_lazy("done", "Thư kế hoạch rời máy chủ"),
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
    "planning.assignment_freed": pgettext_lazy("done", "Việc rời bài trong thùng"),
    "planning.assignment_retied": pgettext_lazy("done", "Việc nối lại với bài"),
}
_ARCHIVE = {
    "archive.photo_added": pgettext_lazy("done", "Thêm ảnh"),
    "archive.photo_changed": pgettext_lazy("done", "Sửa ảnh"),
    "archive.photo_removed": pgettext_lazy("done", "Xóa ảnh"),
    "archive.photo_downloaded": pgettext_lazy("done", "Tải bản gốc của ảnh"),
    "archive.photo_description_restored": pgettext_lazy(
        "done", "Lấy lại thông tin ảnh"
    ),
    "archive.photos_described": pgettext_lazy("done", "Sửa thông tin nhiều ảnh"),
    "archive.photos_describe_undone": pgettext_lazy("done", "Hoàn tác sửa nhiều ảnh"),
    "archive.pair_decided": pgettext_lazy("done", "Xem cặp ảnh giống nhau"),
    "archive.asset_binned": pgettext_lazy("done", "Bỏ tư liệu vào thùng rác"),
    "archive.asset_restored": pgettext_lazy("done", "Khôi phục tư liệu"),
    "archive.asset_bin_deleted": pgettext_lazy("done", "Xóa hẳn tư liệu hết hạn giữ"),
    "archive.bin_days_set": pgettext_lazy("done", "Đặt số ngày giữ thùng rác"),
    "archive.file_repaired": pgettext_lazy("done", "Thay tệp hỏng bằng bản gốc"),
    "archive.retention_rule_added": pgettext_lazy("done", "Đặt quy định lưu giữ"),
    "archive.retention_rule_ended": pgettext_lazy("done", "Thôi quy định lưu giữ"),
    "archive.deposit_release_asked": pgettext_lazy("done", "Xin thôi lưu bản đã đăng"),
    "archive.deposit_released": pgettext_lazy("done", "Đồng ý thôi lưu bản đã đăng"),
    "archive.deposit_release_declined": pgettext_lazy(
        "done", "Không đồng ý thôi lưu bản đã đăng"
    ),
    "archive.document_added": pgettext_lazy("done", "Thêm tài liệu"),
    "archive.document_changed": pgettext_lazy("done", "Sửa tài liệu"),
    "archive.document_removed": pgettext_lazy("done", "Xóa tài liệu"),
    "archive.files_moved": pgettext_lazy("done", "Chuyển tệp của kho sang nơi khác"),
    "archive.topics_chosen": pgettext_lazy("done", "Chọn chủ đề cho tư liệu"),
    "archive.topics_imported": pgettext_lazy("done", "Nhập danh mục chủ đề IPTC"),
    "archive.concept_added": pgettext_lazy("done", "Thêm mục vào danh mục của kho"),
    "archive.concept_changed": pgettext_lazy("done", "Sửa mục trong danh mục của kho"),
    "archive.concepts_merged": pgettext_lazy("done", "Gộp hai mục trong danh mục"),
    "archive.concepts_parted": pgettext_lazy("done", "Tách mục đã gộp trong danh mục"),
    "archive.concept_event_linked": pgettext_lazy(
        "done", "Nối mục của kho với sự kiện trên lịch"
    ),
    "archive.concept_event_unlinked": pgettext_lazy(
        "done", "Bỏ nối mục của kho với sự kiện trên lịch"
    ),
    "archive.collection_made": pgettext_lazy("done", "Lập bộ sưu tập"),
    "archive.collection_changed": pgettext_lazy("done", "Sửa bộ sưu tập"),
    "archive.collection_filled": pgettext_lazy("done", "Thêm mục vào bộ sưu tập"),
    "archive.collection_emptied": pgettext_lazy("done", "Bỏ mục khỏi bộ sưu tập"),
    "archive.collection_removed": pgettext_lazy("done", "Xóa bộ sưu tập"),
    "archive.collection_restored": pgettext_lazy("done", "Lấy lại bộ sưu tập"),
    "archive.captions_set": pgettext_lazy("done", "Lưu phụ đề của phim"),
    "archive.captions_removed": pgettext_lazy("done", "Xóa phụ đề của phim"),
    "archive.asset_quarantined": pgettext_lazy("done", "Cách ly tệp có mã độc"),
    "archive.asset_released": pgettext_lazy("done", "Thả tệp bị cách ly nhầm"),
    "archive.processing_retried": pgettext_lazy("done", "Cho xử lý tệp lại"),
    "archive.mailbox_set": pgettext_lazy("done", "Đặt hộp thư nhận tệp"),
    "archive.mailbox_ended": pgettext_lazy("done", "Thôi đọc hộp thư nhận tệp"),
    "archive.mailbox_parked": pgettext_lazy("done", "Hộp thư nhận tệp ngừng đọc"),
    "archive.mail_sender_added": pgettext_lazy(
        "done", "Thêm người được gửi thư vào kho"
    ),
    "archive.mail_sender_removed": pgettext_lazy(
        "done", "Bỏ người được gửi thư vào kho"
    ),
    "archive.letter_taken": pgettext_lazy("done", "Nhận tệp từ thư"),
    "archive.letter_let_in": pgettext_lazy("done", "Cho nhận thư để riêng"),
    "archive.letter_dismissed": pgettext_lazy("done", "Bỏ thư để riêng"),
    "archive.lease_added": pgettext_lazy("done", "Ghi thời hạn dùng tư liệu"),
    "archive.lease_ended": pgettext_lazy("done", "Thôi tính thời hạn dùng"),
    "archive.consent_added": pgettext_lazy("done", "Ghi sự đồng ý của người trong ảnh"),
    "archive.consent_withdrawn": pgettext_lazy("done", "Ghi việc rút lại sự đồng ý"),
    "archive.consent_ended": pgettext_lazy("done", "Thôi tính sự đồng ý"),
    "archive.licence_added": pgettext_lazy("done", "Ghi giấy phép tư liệu"),
    "archive.licence_ended": pgettext_lazy("done", "Thôi tính giấy phép"),
    "archive.grant_added": pgettext_lazy("done", "Mở tư liệu cho đơn vị khác"),
    "archive.grant_ended": pgettext_lazy("done", "Đóng tư liệu với đơn vị khác"),
    "archive.unit_sharing_set": pgettext_lazy(
        "done", "Đổi điều đơn vị khác thấy trong kho"
    ),
    "archive.entry_privacy_set": pgettext_lazy(
        "done", "Đổi việc giữ riêng một tư liệu"
    ),
    "archive.sheet_asked": pgettext_lazy("done", "Làm tờ liên hệ"),
    "archive.share_made": pgettext_lazy("done", "Tạo đường chia sẻ ra ngoài"),
    "archive.share_ended": pgettext_lazy("done", "Thu hồi đường chia sẻ ra ngoài"),
    "archive.share_opened": pgettext_lazy("done", "Người ngoài mở đường chia sẻ"),
    "archive.share_downloaded": pgettext_lazy(
        "done", "Người ngoài tải qua đường chia sẻ"
    ),
    "archive.share_wrong": pgettext_lazy("done", "Gõ sai mật khẩu đường chia sẻ"),
    "archive.asset_requested": pgettext_lazy("done", "Xin dùng tư liệu"),
    "archive.asset_request_granted": pgettext_lazy("done", "Đồng ý cho dùng tư liệu"),
    "archive.asset_request_refused": pgettext_lazy("done", "Không cho dùng tư liệu"),
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
    (_("Tin bài"), {**AUDIT_WORDS, **_REVIEW_CHAINS, **_PROFILES}),
    (_("Trang chủ, dòng sự kiện"), _FRONTS),
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
