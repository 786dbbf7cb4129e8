"""Each thing that can be done with an item: its form, its service, its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.content import services
from toasoan.content.curation.packages import members_live
from toasoan.content.desks.desk_forms import SubmitForm
from toasoan.content.editing.leases import lease_of
from toasoan.content.errors import ItemNotReady
from toasoan.content.forms import (
    COMMON_REASONS,
    ApproveForm,
    CorrectForm,
    ItemForm,
    ReasonForm,
    ReturnForm,
    ScheduleForm,
    SectionForm,
    StepForm,
    TakeDownForm,
    UpdateForm,
)
from toasoan.content.item_actions import facts_of
from toasoan.content.item_states import (
    approved_blockers,
    moment,
    step_role,
    to_second,
)
from toasoan.content.models import (
    ArticlePage,
    GateOverride,
    HomeSlot,
    PackagePage,
    Review,
    TakeDown,
)
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.publication.gate import gate_check
from toasoan.content.publication.waiting import checks_skipped
from toasoan.core import clock

Run = Callable[[Any, Any, dict[str, Any]], str]
KEEP = gettext_lazy("Quay lại bài")


@dataclass(frozen=True)
class Verb:
    """One thing to do with an item.

    Attributes:
        title: heading of its form.
        button: the verb on the button, naming the result.
        run: does it and returns the sentence that says so.
        form: what is asked first.
        keep: the button that leaves everything as it is.
        is_destructive: whether the button is red.
        explain: what will happen, in numbers where there are any.
        chips: sentences to choose from for the reason.
        points: what it is about, one line each.
        other: the verb of whoever decides otherwise.
    """

    title: Any
    button: Any
    run: Run
    form: type[ItemForm] = ItemForm
    keep: Any = KEEP
    is_destructive: bool = False
    explain: Callable[[Any], str] | None = None
    chips: tuple[Any, ...] = ()
    points: Callable[[Any], list[str]] | None = None
    other: str = ""


def _submit(item: Any, user: Any, data: dict[str, Any]) -> str:
    review = services.item_submit(item=item, by=user, desk=data.get("desk"))
    return _("Đã nộp bài. %(role)s đang có bài.") % {
        "role": step_role(review, review.step)
    }


def _approve(item: Any, user: Any, data: dict[str, Any]) -> str:
    review = services.item_approve(
        item=item, by=user, step=data["step"], comment=data.get("comment", "").strip()
    )
    if review.state == Review.State.APPROVED:
        left = len(approved_blockers(review))
        if left:
            return _("Đã duyệt. Bài còn vướng %(n)d mục, xem phần kiểm tra.") % {
                "n": left
            }
        return _("Đã duyệt. Bài sẵn sàng xuất bản.")
    return _("Đã duyệt. Bài chuyển %(role)s.") % {
        "role": step_role(review, review.step)
    }


def _return(item: Any, user: Any, data: dict[str, Any]) -> str:
    review = services.item_return(
        item=item,
        by=user,
        step=data["step"],
        to_step=data["to_step"],
        comment=data["comment"],
    )
    if review.step == WRITING_STEP:
        return _("Đã trả bài về %(name)s.") % {"name": review.submitted_by}
    return _("Đã trả bài về bước %(role)s.") % {"role": step_role(review, review.step)}


def _section(item: Any, user: Any, data: dict[str, Any]) -> str:
    if not isinstance(item, ArticlePage):
        raise ItemNotReady(_("Bài đăng lại giữ chuyên mục đã chọn khi đăng."))
    services.article_section_set(article=item, section=data["section"], by=user)
    return _("Bài ở chuyên mục %(name)s.") % {"name": data["section"].title}


def _withdraw(item: Any, user: Any, _data: dict[str, Any]) -> str:
    services.item_withdraw(item=item, by=user)
    return _("Đã rút bài. Bài về bản nháp của bạn.")


def _publish(item: Any, user: Any, _data: dict[str, Any]) -> str:
    release = services.item_release(item=item, by=user)
    if release is None:
        return _("Đã xuất bản.")
    return _("Bài lên trang lúc %(at)s. Trước giờ ấy còn hoàn tác được.") % {
        "at": to_second(release.leaves_at)
    }


def _undo(item: Any, user: Any, _data: dict[str, Any]) -> str:
    services.item_release_undo(item=item, by=user)
    return _("Đã hoàn tác. Chưa có gì rời tòa soạn.")


def _schedule(item: Any, user: Any, data: dict[str, Any]) -> str:
    schedule = services.item_schedule(item=item, at=data["at"], by=user)
    return _("Bài xuất bản lúc %(at)s. Trước giờ này chưa có gì rời tòa soạn.") % {
        "at": clock.format_datetime_vi(schedule.at)
    }


def _unschedule(item: Any, user: Any, _data: dict[str, Any]) -> str:
    services.item_unschedule(item=item, by=user)
    return _("Đã bỏ giờ hẹn. Bài vẫn sẵn sàng xuất bản.")


def _lease_ask(item: Any, user: Any, _data: dict[str, Any]) -> str:
    lease = services.lease_ask(item=item, by=user)
    return _("Đã xin sửa. %(name)s nhường hoặc ngừng gõ ba phút thì bạn sửa được.") % {
        "name": lease.holder
    }


def _lease_take_over(item: Any, user: Any, data: dict[str, Any]) -> str:
    services.lease_take_over(item=item, reason=data["reason"], by=user)
    return _("Bạn giữ bài. Bấm “Sửa bài” để sửa; bản của người trước ở “Phiên bản”.")


def _lease_explain(item: Any) -> str:
    lease = lease_of(item.pk)
    if lease is None:
        return _("Không còn ai sửa bài. Bạn mở bài là sửa được.")
    return _(
        "%(name)s giữ bài từ %(at)s. Chữ người ấy đã gõ được giữ thành phiên bản; "
        "người ấy được báo, kèm lý do."
    ) % {"name": lease.holder, "at": moment(lease.taken_at)}


def _override_ask(item: Any, user: Any, data: dict[str, Any]) -> str:
    services.override_request(item=item, reason=data["reason"], by=user)
    return _("Đã gửi yêu cầu. Người thứ hai đồng ý thì xuất bản được.")


def _override_of(item: Any, user: Any) -> GateOverride:
    override = facts_of(item, user, []).override
    if override is None:
        raise ItemNotReady(_("Bài đã sửa sau khi xin. Xin lại cho bản mới."))
    return override


def _override_refuse(item: Any, user: Any, data: dict[str, Any]) -> str:
    override = _override_of(item, user)
    services.override_decline(
        override=override, item=item, reason=data["reason"], by=user
    )
    return _("Đã trả lời không đồng ý. %(name)s đọc được lý do.") % {
        "name": override.requested_by
    }


def _override_agree(item: Any, user: Any, _data: dict[str, Any]) -> str:
    override = _override_of(item, user)
    services.override_confirm(override=override, item=item, by=user)
    return _("Đã đồng ý vượt kiểm tra. Bài xuất bản được.")


def _correct(item: Any, user: Any, data: dict[str, Any]) -> str:
    services.item_correct(item=item, by=user, **data)
    return _("Đã đính chính. Bạn đọc thấy lời đính chính dưới tên tác giả.")


def _update(item: Any, user: Any, data: dict[str, Any]) -> str:
    services.item_update(item=item, added=data["added"], by=user)
    return _("Đã cập nhật. Bạn đọc thấy giờ cập nhật và điều đã thêm.")


def _take_down(item: Any, user: Any, data: dict[str, Any]) -> str:
    services.item_take_down(item=item, by=user, **data)
    return _("Đã gỡ bài. Bản lưu chiểu giữ nguyên.")


def _restore(item: Any, user: Any, data: dict[str, Any]) -> str:
    services.item_restore(item=item, reason=data["reason"], by=user)
    return _("Đã khôi phục bài.")


def _restore_explain(item: Any) -> str:
    """Return what restoring does, and what it leaves down."""
    gate = _("Bài qua lại cổng kiểm tra rồi lên trang.")
    if not isinstance(item, ArticlePage):
        return gate
    down = TakeDown.objects.filter(lifted_at__isnull=True).values("item")
    copies = item.syndications.filter(pk__in=down).count()
    if not copies:
        return gate
    return f"{gate} " + _(
        "Bài ở %(n)d đơn vị đăng lại vẫn gỡ; mỗi đơn vị tự quyết định."
    ) % {"n": copies}


def _correct_explain(item: Any) -> str:
    if item.has_unpublished_changes:
        return _(
            "Bản sửa đang lưu lên trang cùng lời đính chính, và ở mọi đơn vị đăng lại."
        )
    return _(
        "Bài giữ nguyên chữ, chỉ thêm lời đính chính. Muốn sửa chữ thì sửa bài trước."
    )


def _update_explain(item: Any) -> str:
    if not item.has_unpublished_changes:
        return _("Bài chưa có gì mới. Sửa bài, lưu bản nháp, rồi cập nhật.")
    return _(
        "Bản đang lưu lên trang kèm dòng “Cập nhật lúc …”, ở mọi đơn vị đăng lại. "
        "Viết sai thì dùng Đính chính."
    )


def take_down_explain(item: Any) -> str:
    """Return what follows from taking the item down, in numbers."""
    sentences = [
        _(
            "Bài rời trang và mọi danh sách trong 1 phút; bạn đọc mở địa chỉ cũ thấy lý do."
        )
    ]
    if isinstance(item, ArticlePage):
        copies = item.syndications.live().count()
        if copies:
            sentences.append(_("%(n)d đơn vị đăng lại cũng gỡ theo.") % {"n": copies})
    if isinstance(item, PackagePage):
        sentences.append(
            _("%(n)d bài trong chùm không gỡ theo; bài nào phải gỡ thì gỡ riêng.")
            % {"n": members_live(item)}
        )
    slots = HomeSlot.objects.filter(article_id=item.pk).count()
    if slots:
        sentences.append(_("Bài đang ở %(n)d vị trí trang chủ.") % {"n": slots})
    sentences.append(_("Bản lưu chiểu và mọi phiên bản giữ nguyên."))
    return " ".join(sentences)


def _override_explain(item: Any) -> str:
    facts = facts_of(item, None, [])
    if facts.override is None:
        return _("Yêu cầu không còn cho bản này.")
    return _("%(name)s xin vượt: “%(reason)s”") % {
        "name": facts.override.requested_by,
        "reason": facts.override.reason,
    }


def _override_points(item: Any) -> list[str]:
    override = facts_of(item, None, []).override
    return checks_skipped(override, gate_check(item)) if override else []


def _ask_points(item: Any) -> list[str]:
    return [blocker.message for blocker in gate_check(item) if blocker.overridable]


def _ask_explain(_item: Any) -> str:
    return _(
        "Người thứ hai (Phó Tổng biên tập trở lên) phải đồng ý. Nhật ký ghi cả hai."
    )


VERBS: dict[str, Verb] = {
    "nop": Verb(gettext_lazy("Nộp bài"), gettext_lazy("Nộp bài"), _submit, SubmitForm),
    "duyet": Verb(gettext_lazy("Duyệt bài"), gettext_lazy("Duyệt"), _approve, StepForm),
    "duyet-kem": Verb(
        gettext_lazy("Duyệt kèm ý kiến"), gettext_lazy("Duyệt"), _approve, ApproveForm
    ),
    "tra-lai": Verb(
        gettext_lazy("Trả lại bài"),
        gettext_lazy("Trả lại"),
        _return,
        ReturnForm,
        chips=COMMON_REASONS,
    ),
    "chuyen-muc": Verb(
        gettext_lazy("Đổi chuyên mục"),
        gettext_lazy("Đổi chuyên mục"),
        _section,
        SectionForm,
    ),
    "rut": Verb(gettext_lazy("Rút bài"), gettext_lazy("Rút bài"), _withdraw),
    "xuat-ban": Verb(gettext_lazy("Xuất bản"), gettext_lazy("Xuất bản ngay"), _publish),
    "hoan-tac": Verb(gettext_lazy("Hoàn tác"), gettext_lazy("Hoàn tác"), _undo),
    "hen-gio": Verb(
        gettext_lazy("Hẹn giờ xuất bản"),
        gettext_lazy("Hẹn giờ"),
        _schedule,
        ScheduleForm,
    ),
    "bo-hen": Verb(gettext_lazy("Bỏ hẹn giờ"), gettext_lazy("Bỏ hẹn giờ"), _unschedule),
    "xin-vuot": Verb(
        gettext_lazy("Xin vượt kiểm tra"),
        gettext_lazy("Gửi yêu cầu"),
        _override_ask,
        ReasonForm,
        explain=_ask_explain,
        points=_ask_points,
    ),
    "dong-y-vuot": Verb(
        gettext_lazy("Đồng ý vượt kiểm tra"),
        gettext_lazy("Đồng ý vượt kiểm tra"),
        _override_agree,
        keep=gettext_lazy("Chưa trả lời"),
        explain=_override_explain,
        points=_override_points,
        other="khong-dong-y",
    ),
    "khong-dong-y": Verb(
        gettext_lazy("Không đồng ý vượt kiểm tra"),
        gettext_lazy("Không đồng ý"),
        _override_refuse,
        ReasonForm,
        keep=gettext_lazy("Chưa trả lời"),
        explain=_override_explain,
        points=_override_points,
    ),
    "xin-sua": Verb(gettext_lazy("Xin sửa"), gettext_lazy("Xin sửa"), _lease_ask),
    "gianh-quyen": Verb(
        gettext_lazy("Giành quyền sửa"),
        gettext_lazy("Giành quyền sửa"),
        _lease_take_over,
        ReasonForm,
        explain=_lease_explain,
    ),
    "dinh-chinh": Verb(
        gettext_lazy("Đính chính"),
        gettext_lazy("Đăng đính chính"),
        _correct,
        CorrectForm,
        explain=_correct_explain,
    ),
    "cap-nhat": Verb(
        gettext_lazy("Cập nhật bài"),
        gettext_lazy("Đăng cập nhật"),
        _update,
        UpdateForm,
        explain=_update_explain,
    ),
    "go": Verb(
        gettext_lazy("Gỡ bài"),
        gettext_lazy("Gỡ bài"),
        _take_down,
        TakeDownForm,
        keep=gettext_lazy("Giữ bài"),
        is_destructive=True,
        explain=take_down_explain,
    ),
    "khoi-phuc": Verb(
        gettext_lazy("Khôi phục bài"),
        gettext_lazy("Khôi phục bài"),
        _restore,
        ReasonForm,
        keep=gettext_lazy("Để bài đã gỡ"),
        explain=_restore_explain,
    ),
}
