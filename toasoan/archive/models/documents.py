"""Documents: source papers, statements, data files."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from toasoan.archive.models.present import PresentDocuments
from toasoan.archive.models.rights import RightsModel
from toasoan.core.text import fold


class ArchiveDocument(RightsModel, AbstractDocument):
    """A document of a unit's archive."""

    is_public = models.BooleanField(
        _("bạn đọc được tải"),
        default=False,
        help_text=_("Không đánh dấu: chỉ tòa soạn xem được"),
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "caption",
        "credit",
        "usage",
        "is_public",
        "tags",
    )
    objects: ClassVar[Any] = PresentDocuments()
    with_binned: ClassVar[Any] = models.Manager()

    search_fields: ClassVar = [
        *AbstractDocument.search_fields,
        index.SearchField("folded_text"),
        index.FilterField("binned_at"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
        permissions: ClassVar = [("choose_archivedocument", _("Được chọn tài liệu"))]
        constraints: ClassVar = [*RightsModel.Meta.constraints]

    def clean(self) -> None:
        """Check the file's kind; one that was refused already is not named again."""
        if self.file:
            super().clean()

    def folded_text(self) -> str:
        """Return what the document is found by, without marks."""
        return fold(f"{self.title} {self.caption} {self.credit}")
