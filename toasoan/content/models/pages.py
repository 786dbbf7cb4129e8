"""The pages around articles: portal, homes, sections, topics, authors."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from toasoan.content.blocks import INLINE_FEATURES, BodyBlock
from toasoan.content.permissions import StructurePermissionTester
from toasoan.core.text import fold
from toasoan.units.models import PressUnit
from toasoan.units.selectors import unit_of_page


class StructurePage(Page):
    """A page that is part of a unit's structure; its administrators keep it."""

    class Meta:
        abstract = True

    def press_unit(self) -> PressUnit | None:
        """Return the unit the page belongs to, or None on the group portal."""
        return unit_of_page(self)

    def permissions_for_user(self, user: Any) -> StructurePermissionTester:
        """Return what `user` may do here, by role in the unit."""
        return StructurePermissionTester(user, self)


class PortalPage(StructurePage):
    """The front of the whole group: the newest of every unit."""

    intro = RichTextField(_("lời giới thiệu"), features=INLINE_FEATURES, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["content.StandardPage"]
    template = "publicsite/portal.html"

    class Meta:
        verbose_name = _("cổng chung")


class UnitHomePage(StructurePage):
    """The front page of one unit; who stands where on it is not part of the page itself."""

    unit = models.OneToOneField(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="home",
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        InlinePanel("figures", label=_("Con số"), max_num=4),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "content.SectionPage",
        "content.TopicPage",
        "content.AuthorPage",
        "content.StandardPage",
    ]
    template = "publicsite/home.html"

    class Meta:
        verbose_name = _("trang chủ đơn vị")


class HomeFigure(Orderable):
    """A number shown on the front page until its life ends."""

    home = ParentalKey(UnitHomePage, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(_("tên"), max_length=80)
    value = models.CharField(_("con số"), max_length=30)
    measure = models.CharField(_("đơn vị tính"), max_length=30, blank=True)
    source = models.CharField(_("nguồn, thời điểm"), max_length=120)
    expires_at = models.DateTimeField(_("hết hiệu lực lúc"))

    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("value"),
        FieldPanel("measure"),
        FieldPanel("source"),
        FieldPanel("expires_at"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("con số")


class SectionPage(StructurePage):
    """A section (chuyên mục) of a unit; articles live in it."""

    description = models.CharField(_("giới thiệu"), max_length=300, blank=True)
    in_menu_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("description"),
        FieldPanel("in_menu_order"),
    ]
    parent_page_types: ClassVar = ["content.UnitHomePage", "content.SectionPage"]
    subpage_types: ClassVar = [
        "content.SectionPage",
        "content.ArticlePage",
        "content.SyndicatedPage",
    ]
    template = "publicsite/section.html"

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")


class TopicPage(StructurePage):
    """A running story (dòng sự kiện) that gathers articles over time."""

    intro = RichTextField(_("lời dẫn"), features=INLINE_FEATURES, blank=True)
    facts = RichTextField(
        _("những điều cần biết"),
        features=[*INLINE_FEATURES, "ul", "ol"],
        blank=True,
        help_text=_("Ô đứng trên danh sách bài: mốc chính, con số, văn bản"),
    )
    is_running = models.BooleanField(
        _("đang diễn ra"),
        default=True,
        help_text=_("Khép lại thì bài mới không tự vào nữa, bài cũ giữ nguyên"),
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("facts"),
        FieldPanel("is_running"),
    ]
    parent_page_types: ClassVar = ["content.UnitHomePage"]
    subpage_types: ClassVar = []
    template = "publicsite/topic.html"

    class Meta:
        verbose_name = _("dòng sự kiện")
        verbose_name_plural = _("dòng sự kiện")

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Return the address `/dong-su-kien/<slug>/`."""
        parts = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        return parts[0], parts[1], f"/dong-su-kien/{self.slug}/"


class AuthorPage(StructurePage):
    """A pen name (bút danh) as readers know it; the title is the name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pen_names",
    )
    position = models.CharField(_("chức danh"), max_length=120, blank=True)
    bio = models.TextField(_("giới thiệu"), max_length=1500, blank=True)
    portrait = models.ForeignKey(
        "archive.Photo",
        verbose_name=_("ảnh chân dung"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("user"),
        FieldPanel("position"),
        FieldPanel("bio"),
        FieldPanel("portrait"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("folded_text")]
    parent_page_types: ClassVar = ["content.UnitHomePage"]
    subpage_types: ClassVar = []
    template = "publicsite/author.html"

    class Meta:
        verbose_name = _("tác giả")
        verbose_name_plural = _("tác giả")

    def folded_text(self) -> str:
        """Return what the author is found by, without marks."""
        return fold(f"{self.title} {self.position}")

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Return the address `/tac-gia/<slug>/`."""
        parts = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        return parts[0], parts[1], f"/tac-gia/{self.slug}/"


class StandardPage(StructurePage):
    """A page about the unit itself: contact, principles, corrections policy."""

    body = StreamField(BodyBlock(), verbose_name=_("nội dung"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar = ["content.UnitHomePage", "content.PortalPage"]
    subpage_types: ClassVar = []
    template = "publicsite/standard.html"

    class Meta:
        verbose_name = _("trang thông tin")
        verbose_name_plural = _("trang thông tin")
