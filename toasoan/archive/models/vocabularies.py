"""Words the house has agreed on, and what they are called."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toasoan.archive.search.search_words import words_of
from toasoan.units.models import PressUnit


class Vocabulary(models.Model):
    """A list of agreed words of one kind; topics come from IPTC, the others are ours."""

    class Kind(models.TextChoices):
        """What its words name."""

        TOPIC = "topic", _("Chủ đề")
        PERSON = "person", _("Người")
        PLACE = "place", _("Nơi")
        EVENT = "event", _("Sự kiện")

    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices, unique=True)
    uri = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    attribution = models.CharField(_("nguồn"), max_length=300, blank=True)
    imported_at = models.DateTimeField(_("nhập lúc"), null=True)

    class Meta:
        verbose_name = _("danh mục")
        verbose_name_plural = _("danh mục")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Concept(models.Model):
    """One agreed word: what it is called, what it lies under, whether it is in use.

    Nothing is deleted: what is no longer used is retired, what was entered twice is
    merged into the other and can be parted again.
    """

    vocabulary = models.ForeignKey(
        Vocabulary, on_delete=models.PROTECT, related_name="concepts"
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Không có: danh mục chung, mọi đơn vị dùng"),
    )
    code = models.CharField(_("mã"), max_length=40, blank=True)
    label_vi = models.CharField(_("tên tiếng Việt"), max_length=100, blank=True)
    label_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    aliases = models.TextField(_("tên khác, mỗi dòng một tên"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    # Codes of the older Subject Codes that say exactly the same, one a line.
    legacy = models.TextField(blank=True, editable=False)
    broader = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="narrower"
    )
    retired_on = models.DateField(_("thôi dùng từ"), null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # All names, folded, a space before each word: a word's beginning is looked for.
    search = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("mục của danh mục")
        verbose_name_plural = _("mục của danh mục")
        ordering: ClassVar = ["label_vi", "label_en", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                condition=~Q(code=""),
                name="concept_code_once",
            ),
            models.CheckConstraint(
                condition=~Q(label_vi="", label_en=""), name="concept_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="concept_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the concept; what it is found by follows from its names."""
        folded = [name_folded(name) for name in self.names()]
        self.search = "".join(f" {each}" for each in folded)
        super().save(*args, **kwargs)
        kept = set(self.name_rows.values_list("folded", flat=True))
        wanted = {each for each in folded if each}
        self.name_rows.filter(folded__in=kept - wanted).delete()
        ConceptName.objects.bulk_create(
            [ConceptName(concept=self, folded=each) for each in sorted(wanted - kept)],
            ignore_conflicts=True,
        )

    @property
    def label(self) -> str:
        """Its Vietnamese name, the English one where there is none."""
        return self.label_vi or self.label_en

    def names(self) -> list[str]:
        """Return everything it is called, its label first."""
        each = [self.label_vi, self.label_en, *self.aliases.split("\n")]
        return list(dict.fromkeys(name for name in each if name.strip()))


class ConceptName(models.Model):
    """A name of a concept, folded, by which what people and files wrote is known."""

    concept = models.ForeignKey(
        Concept, on_delete=models.CASCADE, related_name="name_rows"
    )
    folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["concept", "folded"], name="concept_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.folded


class ConceptEvent(models.Model):
    """An event of the vocabulary is this one of the unit's calendar, by the calendar's key.

    The plan is a neighbour: a face above both tells us, and asks the plan what it is.
    """

    wagtail_reference_index_ignore = True

    concept = models.ForeignKey(
        Concept, on_delete=models.CASCADE, related_name="calendar_events"
    )
    unit = models.ForeignKey(PressUnit, on_delete=models.CASCADE, related_name="+")
    event_id = models.PositiveBigIntegerField(_("số của sự kiện trên lịch"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("sự kiện trên lịch của một mục")
        verbose_name_plural = _("sự kiện trên lịch của một mục")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["concept", "event_id"], name="concept_event_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["event_id"], name="concept_of_event"),
        ]

    def __str__(self) -> str:
        return f"{self.concept}: {self.event_id}"


def name_folded(name: str) -> str:
    """Return the name as names are compared: folded words, one space between."""
    return " ".join(words_of(name))[:200]
