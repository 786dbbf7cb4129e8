"""Packages: several items under one headline, published as one (chùm bài, tuyến bài)."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from toasoan.content.models.articles import ArticlePage
from toasoan.content.models.publication import PublicationSchedule

GROUP_TITLE_MAX = 120
MEMBER_HEADLINE_MAX = 160
MEMBERS_MAX = 40


class PackagePage(ArticlePage):
    """An article that other items stand in, in groups; its own text may be empty.

    `groups` is [{"title": str, "members": [{"item": key, "headline": str}]}]. It is part
    of the draft: approved, compared and taken back with it. What cannot be found any
    more is passed over.
    """

    class Kind(models.TextChoices):
        """How its members come to readers."""

        TOGETHER = "together", _("Chùm bài: lên trang cùng một lúc")
        SERIES = "series", _("Tuyến bài: bài nào xong lên trang bài ấy")

    kind = models.CharField(
        _("cách lên trang"), max_length=16, choices=Kind.choices, default=Kind.TOGETHER
    )
    groups = models.JSONField(_("các bài"), default=list, blank=True)

    parent_page_types: ClassVar = ["content.SectionPage"]
    subpage_types: ClassVar = []
    template = "publicsite/article.html"

    class Meta:
        verbose_name = _("chùm bài")
        verbose_name_plural = _("chùm bài")

    @property
    def is_series(self) -> bool:
        """Whether its members come to readers one by one."""
        return self.kind == self.Kind.SERIES

    def member_keys(self) -> list[int]:
        """Return the keys of its members in order, each once."""
        keys = [each["item"] for group in self.groups for each in group["members"]]
        return list(dict.fromkeys(keys))

    @transaction.atomic
    def save_revision(self, user: Any = None, **kwargs: Any) -> Revision:
        """Give the package a new draft; its members are known from then on.

        Raises:
            LeaseHeld: somebody else edits it, or the person in another tab.
        """
        revision: Revision = super().save_revision(user=user, **kwargs)
        gone = self.places_set(is_public=False)
        if gone:
            PublicationSchedule.objects.filter(
                led_by__item=self.pk,
                item__in=gone,
                state__in=PublicationSchedule.OPEN,
            ).update(state=PublicationSchedule.State.CANCELLED)
        return revision

    def places_set(self, *, is_public: bool) -> set[int]:
        """Make the rows of the draft, or of what readers see, say what the groups say.

        Returns:
            The keys of the items that stood in it before and do so no more.
        """
        rows = self._places(is_public=is_public)
        held = self.places.filter(is_public=is_public)
        before = list(held.order_by("number"))
        # Nearly every save is of a text that somebody types.
        if [row.said for row in before] == [row.said for row in rows]:
            return set()
        held.delete()
        PackagePlace.objects.bulk_create(rows)
        return {row.item_id for row in before} - {row.item_id for row in rows}

    def _places(self, *, is_public: bool) -> list["PackagePlace"]:
        keys = self.member_keys()
        there = set(Page.objects.filter(pk__in=keys).values_list("pk", flat=True))
        rows: dict[int, PackagePlace] = {}
        for number, group in enumerate(self.groups):
            for each in group["members"]:
                if each["item"] in there and each["item"] not in rows:
                    rows[each["item"]] = PackagePlace(
                        package=self,
                        item_id=each["item"],
                        is_public=is_public,
                        group=number,
                        group_title=group["title"],
                        number=len(rows) + 1,
                        headline=each["headline"],
                    )
        return list(rows.values())


class PackagePlace(models.Model):
    """An item stands in a package: in its latest draft, or as readers see it.

    Made from the groups of the package, never edited.
    """

    package = models.ForeignKey(
        PackagePage,
        verbose_name=_("chùm bài"),
        on_delete=models.CASCADE,
        related_name="places",
    )
    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="package_places",
    )
    is_public = models.BooleanField(_("bạn đọc thấy"))
    group = models.PositiveSmallIntegerField(_("nhóm"))
    group_title = models.CharField(
        _("tên nhóm"), max_length=GROUP_TITLE_MAX, blank=True
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    headline = models.CharField(
        _("tít trong chùm"), max_length=MEMBER_HEADLINE_MAX, blank=True
    )

    class Meta:
        verbose_name = _("chỗ trong chùm bài")
        verbose_name_plural = _("chỗ trong chùm bài")
        ordering: ClassVar = ["package", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["package", "is_public", "item"], name="package_place_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.package_id}, {self.number}: {self.item_id}"

    @property
    def said(self) -> tuple[int, int, str, str]:
        """What it says: the item, its group, and the words of both."""
        return self.item_id, self.group, self.group_title, self.headline
