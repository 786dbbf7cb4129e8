"""What content refuses, in words an editor can act on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from toasoan.core.errors import NotFound, ToasoanError


@dataclass(frozen=True, kw_only=True)
class Blocker:
    """One reason why an item may not be published now.

    Attributes:
        code: stable name of the check.
        message: what is wrong and what to do, one sentence each.
        anchor: the form field to jump to, or "".
        overridable: whether two people may publish in spite of it.
        item_id: the other item that is to be mended, or None.
        at_submit: whether the item is not handed in with it either.
    """

    code: str
    message: str
    anchor: str = ""
    overridable: bool = True
    item_id: int | None = None
    at_submit: bool = False


class GateClosed(ToasoanError):
    """The publish gate found blockers; nothing was published."""

    code = "gate_closed"
    http_status = 409

    def __init__(self, blockers: list[Blocker]) -> None:
        self.blockers = blockers
        super().__init__(" ".join(blocker.message for blocker in blockers))


class GateBypassed(ToasoanError):
    """Something tried to make an item live outside the gate."""

    code = "gate_bypassed"
    http_status = 403

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Bài chỉ được xuất bản ở màn hình duyệt bài của tòa soạn.")


class ReviewStepTaken(ToasoanError):
    """The review moved on while the person looked at it."""

    code = "review_step_taken"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Bài đã chuyển bước. Mở lại để xem bước hiện tại.")


class ItemNotReady(ToasoanError):
    """The item cannot make this step in its present state."""

    code = "item_not_ready"
    http_status = 409


class LeaseHeld(ToasoanError):
    """Somebody else edits the item; nothing of it was changed."""

    code = "lease_held"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Có người khác đang sửa bài. Mở lại bài để xem là ai.")


class LeaseElsewhere(LeaseHeld):
    """The person edits the item in another tab."""

    code = "lease_elsewhere"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Bạn đang sửa bài này ở thẻ khác. Chuyển quyền sửa về đây rồi lưu lại."
        )


class DraftMovedOn(LeaseHeld):
    """The draft was changed by somebody else while the person did not hold it."""

    code = "draft_moved_on"


class PreviewEnded(NotFound):
    """The link was a good one; it shows nothing any more.

    Attributes:
        maker: the name of who made it and can make another.
    """

    code = "preview_ended"
    http_status = 410

    def __init__(self, maker: str) -> None:
        self.maker = maker
        super().__init__(_("Đường xem trước này không dùng được nữa."))


class SectionMissing(ItemNotReady):
    """Nothing says in which section of the unit the article is to stand."""

    code = "section_missing"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Đề tài chưa ghi chuyên mục. Chọn chuyên mục cho bài.")


class ReasonMissing(ToasoanError):
    """A reason must be written down."""

    code = "reason_missing"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Ghi lý do để người nhận biết cần làm gì.")


class CommentEmpty(ToasoanError):
    """A comment says something."""

    code = "comment_empty"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Viết ý kiến rồi gửi.")


class CommentRefused(ToasoanError):
    """What is said cannot be taken so; it was not kept, and is still where it was typed."""

    code = "comment_refused"


class CommentSettled(ToasoanError):
    """Somebody answered or settled the thread first; nothing was changed."""

    code = "comment_settled"
    http_status = 409


class StyleRuleWrong(ToasoanError):
    """A rule of the house style says what is not written, once."""

    code = "style_rule_wrong"


class ProfileWrong(ToasoanError):
    """A profile asks for what cannot be, or there is one for the genre already."""

    code = "profile_wrong"


class TemplateWrong(ToasoanError):
    """A template cannot be kept, or not made from, as it was asked."""

    code = "template_wrong"


class PasteRefused(ToasoanError):
    """What is pasted is too long to be read at once; it is still on the clipboard."""

    code = "paste_refused"
    http_status = 413


class PieceChanged(ToasoanError):
    """Somebody saved another version than the one a phone wrote on; nothing was saved.

    Attributes:
        article: the article as it is stored.
    """

    code = "piece_changed"
    http_status = 409

    def __init__(self, article: Any) -> None:
        self.article = article
        super().__init__(
            _("Bài đã có bản khác ở tòa soạn. Xem hai bản rồi chọn bản gửi tiếp.")
        )


class FieldActTaken(ToasoanError):
    """A phone used one key for two things."""

    code = "field_act_taken"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Mã việc này đã dùng. Tải lại trang rồi bấm gửi lại.")


class DeskBoardWrong(ToasoanError):
    """A saved search or a board cannot be kept so."""

    code = "desk_board_wrong"


class ItemBinned(ItemNotReady):
    """The item lies in the bin: nothing is done with it before it is brought back."""

    code = "item_binned"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Bài đang ở trong thùng. Khôi phục trước rồi làm tiếp.")


class DeskMissing(ItemNotReady):
    """Nothing says to which desk the item goes from its writer's own space."""

    code = "desk_missing"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Bài cá nhân chưa thuộc ban nào. Chọn ban nhận bài.")


class StageWrong(ItemNotReady):
    """The stage cannot take the item, or cannot be kept so."""

    code = "stage_wrong"


class FrontChanged(ToasoanError):
    """Somebody else changed the front, or the plan, while the person arranged it."""

    code = "front_changed"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Có người vừa sửa trước bạn. Bản của bạn còn nguyên bên dưới: xem chỗ khác "
            "nhau rồi lưu đè, hoặc lấy bản của họ."
        )


class FrontWrong(ToasoanError):
    """What stands on the front, or when, cannot be so."""

    code = "front_wrong"
    http_status = 400


class TopicWrong(ToasoanError):
    """A running story cannot gather articles this way."""

    code = "topic_wrong"
    http_status = 400


class TopicChanged(ToasoanError):
    """Somebody else changed how the running story gathers articles."""

    code = "topic_changed"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Có người vừa sửa cách nhận bài. Bản của bạn còn nguyên: mở trang mới để "
            "xem bản của họ rồi lưu lại."
        )
