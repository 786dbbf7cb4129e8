"""What content refuses, in words an editor can act on."""

from dataclasses import dataclass

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
    """

    code: str
    message: str
    anchor: str = ""
    overridable: bool = True


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


class StyleRuleWrong(ToasoanError):
    """A rule of the house style says what is not written, once."""

    code = "style_rule_wrong"


class PasteRefused(ToasoanError):
    """What is pasted is too long to be read at once; it is still on the clipboard."""

    code = "paste_refused"
    http_status = 413
