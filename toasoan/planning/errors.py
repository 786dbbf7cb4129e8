"""What planning refuses."""

from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError


class StoryStateWrong(ToasoanError):
    """The story cannot make this step from where it stands."""

    code = "story_state_wrong"
    http_status = 409


class OutsideRemit(ToasoanError):
    """A unit covers its own field, or says why it goes beyond it.

    Source: Press Law 2025, which separates magazines from newspapers; newsroom
    reference 6.4.
    """

    code = "outside_remit"


class QuestionMissing(ToasoanError):
    """A question or an answer about a pitch says something."""

    code = "question_missing"


class AssignmentStateWrong(ToasoanError):
    """The assignment cannot make this step from where it stands."""

    code = "assignment_state_wrong"
    http_status = 409


class ReasonMissing(ToasoanError):
    """A reason must be written down."""

    code = "reason_missing"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Ghi lý do để người nhận biết cần làm gì.")


class DueTimePast(ToasoanError):
    """Nobody can hand in by a time that has passed."""

    code = "due_time_past"


class NothingHandedIn(ToasoanError):
    """Work is handed in with something to look at."""

    code = "nothing_handed_in"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Chưa có gì để nộp. Thêm ảnh hoặc ghi đường dẫn.")


class WorkKindWrong(ToasoanError):
    """Articles go through review, everything else is handed in as it is."""

    code = "work_kind_wrong"
    http_status = 409


class AssigneeOutsideUnit(ToasoanError):
    """Work can only be given to people who write in the unit."""

    code = "assignee_outside_unit"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Người nhận việc không thuộc đơn vị này. Chọn người khác.")


class EventTimesWrong(ToasoanError):
    """An event ends after it has begun, and lasts no longer than a year."""

    code = "event_times_wrong"


class EventRuleWrong(ToasoanError):
    """The rule by which an event repeats cannot be followed."""

    code = "event_rule_wrong"


class EventOff(ToasoanError):
    """What was called off or put off becomes no story."""

    code = "event_off"
    http_status = 409


class TooManyAttachments(ToasoanError):
    """An event has no more papers than somebody can look through."""

    code = "too_many_attachments"


class CalendarFileRefused(ToasoanError):
    """The file is no calendar that can be brought in; nothing of it was."""

    code = "calendar_file_refused"


class CalendarSourceWrong(ToasoanError):
    """A calendar is read by a public https address, once a unit."""

    code = "calendar_source_wrong"


class SavedViewWrong(ToasoanError):
    """The filter cannot be kept so."""

    code = "saved_view_wrong"


class CommentEmpty(ToasoanError):
    """A comment says something."""

    code = "comment_empty"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Ý kiến chưa có chữ nào. Ghi ý kiến rồi gửi.")


class ShiftWrong(ToasoanError):
    """A shift has its hours, and its person is free for them."""

    code = "shift_wrong"


class AbsenceWrong(ToasoanError):
    """Days away are in order and written down once."""

    code = "absence_wrong"


class FreelancerWrong(ToasoanError):
    """A contributor is known once, and works for the unit that knows them."""

    code = "freelancer_wrong"


class OfferWrong(ToasoanError):
    """A story is offered to another unit, and answered once."""

    code = "offer_wrong"
    http_status = 409
