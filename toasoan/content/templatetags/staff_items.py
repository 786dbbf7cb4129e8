"""How an item's state and times look on staff screens."""

from datetime import datetime
from typing import Any

from django import template
from django.contrib.auth import get_user_model
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from toasoan.content import item_states
from toasoan.content.discussion.comment_words import words_html
from toasoan.content.publication.releases import releases_waiting_for, seconds_left
from toasoan.content.publication.waiting import schedules_late
from toasoan.units.current_unit import units_of

register = template.Library()


@register.inclusion_tag("content/staff/pill.html")
def item_pill(item: Any) -> dict[str, Any]:
    """Draw where the item stands: word, icon and colour."""
    return {"state": item_states.item_state(item)}


@register.inclusion_tag("content/staff/pill.html")
def review_pill(review: Any) -> dict[str, Any]:
    """Draw where the review stands."""
    return {"state": item_states.review_state(review)}


@register.simple_tag
def signed_for(review: Any, user: Any) -> Any:
    """Return whom `user` would sign for by deciding now, None in their own right."""
    principal = review.principal_id_for(user, review.step)
    return get_user_model().objects.filter(pk=principal).first() if principal else None


@register.inclusion_tag("content/staff/late_bar.html", takes_context=True)
def late_bar(context: template.Context) -> dict[str, Any]:
    """Draw the alarm of items that did not go out at their minute."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return {"late": []}
    return {"late": schedules_late(user, units_of(request))}


@register.inclusion_tag("content/staff/leaving_bar.html", takes_context=True)
def leaving_bar(context: template.Context) -> dict[str, Any]:
    """Draw what is about to leave the house, with the button that keeps it in."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return {"leaving": []}
    return {
        "leaving": [
            (release, seconds_left(release))
            for release in releases_waiting_for(user, units_of(request))
        ],
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def comment_words(comment: Any) -> SafeString:
    """Return what was said, the names in it marked."""
    return words_html(comment)


@register.filter
def to_second(at: datetime) -> str:
    """Return "08:15:30"."""
    return item_states.to_second(at)


@register.filter
def quoted(title: str) -> str:
    """Return the title in quotation marks."""
    return item_states.quoted(title)


@register.filter
def moment(at: datetime | None) -> str:
    """Return "08:15" today, else with the date."""
    return item_states.moment(at)


@register.filter
def is_late(due: datetime | None) -> bool:
    """Return whether the due time has passed."""
    return item_states.is_late(due)


@register.filter
def late_by(due: datetime) -> str:
    """Return how long the due time has passed, in words."""
    return item_states.late_by(due)


AUDIT_WORDS = {
    "content.item_created": pgettext_lazy("done", "Tạo bài"),
    "content.piece_filed": pgettext_lazy("done", "Gửi bài từ hiện trường"),
    "content.item_followed_story": pgettext_lazy("done", "Nhận thay đổi của đề tài"),
    "content.item_handed_over": pgettext_lazy("done", "Giao lại"),
    "content.lead_photo_set": pgettext_lazy("done", "Đặt làm ảnh đại diện"),
    "content.review_submit": pgettext_lazy("done", "Nộp bài"),
    "content.review_approve": pgettext_lazy("done", "Duyệt"),
    "content.review_return": pgettext_lazy("done", "Trả lại"),
    "content.review_withdraw": pgettext_lazy("done", "Rút bài"),
    "content.item_published": pgettext_lazy("done", "Xuất bản"),
    "content.item_release_asked": pgettext_lazy("done", "Bấm xuất bản"),
    "content.item_release_undone": pgettext_lazy("done", "Hoàn tác xuất bản"),
    "content.item_release_stopped": pgettext_lazy(
        "done", "Bấm xuất bản nhưng không lên trang được"
    ),
    "content.item_scheduled": pgettext_lazy("done", "Hẹn giờ"),
    "content.item_unscheduled": pgettext_lazy("done", "Bỏ hẹn giờ"),
    "content.item_late": pgettext_lazy("done", "Báo trễ giờ đăng"),
    "content.item_schedule_blocked": pgettext_lazy(
        "done", "Đến giờ nhưng không đăng được"
    ),
    "content.item_corrected": pgettext_lazy("done", "Đính chính"),
    "content.item_updated": pgettext_lazy("done", "Cập nhật"),
    "content.item_taken_down": pgettext_lazy("done", "Gỡ bài"),
    "content.item_restored": pgettext_lazy("done", "Khôi phục bài"),
    "content.request_letter_added": pgettext_lazy("done", "Thêm văn bản của yêu cầu"),
    "content.request_recorded": pgettext_lazy("done", "Ghi yêu cầu về bài"),
    "content.request_assigned": pgettext_lazy("done", "Giao xử lý yêu cầu về bài"),
    "content.request_decided": pgettext_lazy("done", "Ký trả lời yêu cầu về bài"),
    "content.publishing_set": pgettext_lazy("done", "Đặt thời gian hoàn tác"),
    "content.item_syndicated": pgettext_lazy("done", "Đăng lại từ đơn vị khác"),
    "content.override_requested": pgettext_lazy("done", "Xin vượt kiểm tra"),
    "content.override_confirmed": pgettext_lazy("done", "Đồng ý vượt kiểm tra"),
    "content.override_declined": pgettext_lazy("done", "Không đồng ý vượt kiểm tra"),
    "content.item_section_set": pgettext_lazy("done", "Đổi chuyên mục"),
    "content.lease_taken_over": pgettext_lazy("done", "Giành quyền sửa"),
    "content.version_named": pgettext_lazy("done", "Lưu thành phiên bản"),
    "content.version_restored": pgettext_lazy("done", "Lấy lại phiên bản"),
    "content.item_moved": pgettext_lazy("done", "Chuyển chỗ"),
    "content.item_followed": pgettext_lazy("done", "Bài tự sang khâu"),
    "content.item_duplicated": pgettext_lazy("done", "Nhân bản"),
    "content.item_marked": pgettext_lazy("done", "Đánh dấu"),
    "content.item_mark_done": pgettext_lazy("done", "Xong dấu nhắc"),
    "content.item_binned": pgettext_lazy("done", "Bỏ vào thùng"),
    "content.item_unbinned": pgettext_lazy("done", "Khôi phục từ thùng"),
    "content.item_deleted": pgettext_lazy("done", "Xóa hẳn"),
    "content.package_created": pgettext_lazy("done", "Tạo chùm bài"),
    "content.package_arranged": pgettext_lazy("done", "Sắp chùm bài"),
    "content.stage_added": pgettext_lazy("done", "Thêm khâu"),
    "content.stage_updated": pgettext_lazy("done", "Sửa khâu"),
    "content.stage_moved": pgettext_lazy("done", "Đổi thứ tự khâu"),
    "content.stage_removed": pgettext_lazy("done", "Bỏ khâu"),
    "content.comment_added": pgettext_lazy("done", "Nêu ý kiến trong bài"),
    "content.comment_replied": pgettext_lazy("done", "Trả lời ý kiến trong bài"),
    "content.comment_resolved": pgettext_lazy("done", "Cho ý kiến là xong"),
    "content.comment_reopened": pgettext_lazy("done", "Mở lại ý kiến"),
    "content.comment_withdrawn": pgettext_lazy("done", "Rút lại ý kiến"),
    "content.preview_linked": pgettext_lazy("done", "Tạo đường xem trước"),
}


@register.simple_tag
def audit_action(entry: Any) -> str:
    """Return what was done, in the words of the buttons."""
    return str(AUDIT_WORDS.get(entry.action, entry.action))


@register.simple_tag
def audit_way(entry: Any) -> str:
    """Return from where to where an item went, or before whom it was put, or ""."""
    to = str(entry.data.get("to") or "")
    if entry.action in {"content.item_moved", "content.item_followed"}:
        come_from = str(entry.data.get("from") or "")
        return f"{come_from} → {to}" if come_from else f"→ {to}"
    placed = {"content.item_marked", "content.item_mark_done", "content.item_unbinned"}
    return to if entry.action in placed else ""


@register.simple_tag
def audit_reason(entry: Any) -> str:
    """Return the reason or comment that was written with it, or ""."""
    for name in ("comment", "reason", "public_reason", "wrong", "problem", "note"):
        if entry.data.get(name):
            return str(entry.data[name])
    return ""
