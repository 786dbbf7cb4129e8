"""What is said in a film, written along its time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models.catalogue import CatalogueEntry


class FilmCaptions(models.Model):
    """The captions of a film in one language, as WebVTT that was looked at."""

    class Language(models.TextChoices):
        """What is read."""

        VIETNAMESE = "vi", _("Tiếng Việt")
        ENGLISH = "en", _("Tiếng Anh")
        FRENCH = "fr", _("Tiếng Pháp")
        CHINESE = "zh", _("Tiếng Trung")
        KHMER = "km", _("Tiếng Khmer")

    class Kind(models.TextChoices):
        """For whom: who does not hear, or who does not know the language."""

        CAPTIONS = "captions", _("Phụ đề cho người khiếm thính")
        SUBTITLES = "subtitles", _("Phụ đề dịch lời")

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.CASCADE, related_name="captions"
    )
    language = models.CharField(
        _("ngôn ngữ"),
        max_length=8,
        choices=Language.choices,
        default=Language.VIETNAMESE,
    )
    kind = models.CharField(
        _("loại phụ đề"), max_length=16, choices=Kind.choices, default=Kind.CAPTIONS
    )
    vtt = models.TextField(_("phụ đề"))
    spoken = models.TextField(_("lời trong phim"))

    class Meta:
        verbose_name = _("phụ đề của phim")
        verbose_name_plural = _("phụ đề của phim")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "language"], name="captions_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.get_kind_display()}"
