"""What the vocabularies refuse, in words a person can act on."""

from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError


class TopicsFileWrong(ToasoanError):
    """The file holds no Media Topics, or not all of them; nothing was changed."""

    code = "topics_file_wrong"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Tệp này không phải danh mục IPTC Media Topics, hoặc bị cắt dở. Tải lại tệp"
            " RDF hoặc JSON từ cv.iptc.org rồi nhập lại"
        )


class TooManyRetired(ToasoanError):
    """The file would retire most of the topics; nothing was changed."""

    code = "too_many_retired"

    def __init__(self, retired: int, total: int) -> None:
        super().__init__(
            _(
                "Tệp thiếu %(retired)d trong %(total)d chủ đề đang dùng. Xem lại tệp; nếu"
                " đúng là vậy, chạy lại với --retire-many"
            )
            % {"retired": retired, "total": total}
        )


class ConceptRefused(ToasoanError):
    """The entry of a vocabulary cannot be kept so; nothing was changed."""

    code = "concept_refused"


class TopicUnknown(ToasoanError):
    """A topic was named that the vocabulary does not have; nothing was changed."""

    code = "topic_unknown"

    def __init__(self, named: str) -> None:
        super().__init__(
            _("Danh mục không có chủ đề “%(named)s”. Gõ vài chữ rồi chọn trong gợi ý")
            % {"named": named}
        )
