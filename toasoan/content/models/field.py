"""What phones send from the field: each act once, each piece with where it was made."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import ArchiveDocument
from toasoan.content.models.articles import ArticlePage


class FieldAct(models.Model):
    """One thing a phone asked for, under the key it made, and what it was answered.

    A phone that heard no answer asks again: it then gets this one.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="field_acts"
    )
    client_id = models.UUIDField()
    kind = models.SlugField(max_length=32)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("việc gửi từ điện thoại")
        verbose_name_plural = _("việc gửi từ điện thoại")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "client_id"], name="field_act_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.client_id}"


class FiledPiece(models.Model):
    """An article as a phone sent it: whose draft it was, and what came beside the text.

    Readers are shown none of it: it is for whoever edits the article.
    """

    # Where an article is used is asked about readers' pages.
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    article = models.OneToOneField(
        ArticlePage,
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="filed_piece",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gửi"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)
    accuracy_m = models.FloatField(_("sai số (m)"), null=True, blank=True)
    contacts = models.TextField(_("người liên hệ"), max_length=2000, blank=True)
    recordings = models.ManyToManyField(
        ArchiveDocument, verbose_name=_("phim, âm thanh"), blank=True, related_name="+"
    )
    filed_at = models.DateTimeField(_("gửi lúc"), auto_now=True)

    class Meta:
        verbose_name = _("bài gửi từ hiện trường")
        verbose_name_plural = _("bài gửi từ hiện trường")

    def __str__(self) -> str:
        return str(self.article)

    @property
    def place_words(self) -> str:
        """Where it was sent from, as maps write it."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude:.5f}, {self.longitude:.5f}"
