"""How an article is edited: one column, in the order it is written.

Wagtail's schedule is left out: items are published through the gate.
"""

from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from toasoan.content.curation.package_groups import groups_of
from toasoan.content.curation.package_screen import group_lines
from toasoan.content.editing.article_form import ArticleForm, AuthorForm
from toasoan.content.editing.lease_bar import lease_line
from toasoan.content.editing.page_form import KnownThingsForm
from toasoan.content.editing.profile_panels import (
    ProfileFieldPanel,
    ProfileInlinePanel,
    ProfileObjectList,
    ProfilePanel,
    ProfileTitlePanel,
)
from toasoan.content.item_screen import item_screen
from toasoan.content.models import (
    ArticlePage,
    AuthorPage,
    HouseStyleRule,
    PackagePage,
    PortalPage,
    SectionPage,
    StandardPage,
    SyndicatedPage,
    TopicPage,
    UnitHomePage,
)
from toasoan.content.selectors import style_rules


class MembersPanel(Panel):
    """What stands in the package, and the way to the screen where it is arranged."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one package."""

        template_name = "content/staff/editor_members.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the groups of the draft."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["groups"] = group_lines(groups_of(self.instance))
            return context


class ReviewPanel(Panel):
    """The chain, what was asked for and the checks, above the text."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one article and one person."""

        template_name = "content/staff/editor_review.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return what the person sees of the article's way."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            stored = type(self.instance).objects.filter(pk=self.instance.pk).first()
            if stored is not None:
                user = self.request.user
                context["screen"] = item_screen(user, stored)
                context["lease_html"] = lease_line(stored, user)
                context["most_bytes"] = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            return context


class TextToolsPanel(Panel):
    """Find and replace, and the unit's house style, over the whole text."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one article."""

        template_name = "content/staff/text_tools.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the rules that the script looks for."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            unit = getattr(self.instance, "unit", None)
            context["rules"] = (
                [_told(rule) for rule in style_rules(unit)] if unit else []
            )
            return context


def _told(rule: HouseStyleRule) -> dict[str, Any]:
    return {
        "wrong": rule.wrong,
        "right": rule.right,
        "note": rule.note,
        "banned": rule.is_banned,
        "matchCase": rule.match_case,
    }


LEAD_PHOTO_PANEL = MultiFieldPanel(
    [ProfileFieldPanel("lead_photo"), ProfileFieldPanel("lead_caption")],
    heading=_("Ảnh đại diện"),
)
FILING_PANELS = [
    ProfileInlinePanel("bylines", heading=_("Bút danh"), label=_("Bút danh")),
    MultiFieldPanel(
        [
            ProfileFieldPanel("genre"),
            ProfileFieldPanel("subject"),
            ProfileFieldPanel("tags"),
            ProfileFieldPanel("topics"),
        ],
        heading=_("Xếp loại"),
    ),
    MultiFieldPanel(
        [
            ProfileFieldPanel("source"),
            ProfileFieldPanel("ai_note"),
            FieldPanel("embargo_until"),
        ],
        heading=_("Nguồn, nhãn và giờ cấm công bố"),
    ),
]
ARTICLE_PANELS = [
    ReviewPanel(),
    ProfilePanel(),
    TextToolsPanel(),
    ProfileTitlePanel(
        "title",
        heading=_("Tít"),
        placeholder=_("Tít của bài"),
        widget=AdminAutoHeightTextInput,
    ),
    ProfileFieldPanel("short_headline"),
    ProfileFieldPanel("sapo", heading=_("Sapo")),
    ProfileFieldPanel("body"),
    LEAD_PHOTO_PANEL,
    ProfileFieldPanel("layout", heading=_("Cách trình bày")),
    *FILING_PANELS,
]
ARTICLE_PROMOTE_PANELS = [
    FieldPanel("slug"),
    ProfileFieldPanel("search_description", heading=_("Mô tả cho máy tìm kiếm")),
    ProfileFieldPanel("canonical"),
]
PACKAGE_PANELS = [
    ReviewPanel(),
    TextToolsPanel(),
    MembersPanel(),
    TitleFieldPanel(
        "title",
        heading=_("Tít của chùm"),
        placeholder=_("Tít của chùm"),
        widget=AdminAutoHeightTextInput,
    ),
    FieldPanel("short_headline"),
    FieldPanel("sapo", heading=_("Sapo")),
    FieldPanel("body", heading=_("Lời dẫn (có thể để trống)")),
    LEAD_PHOTO_PANEL,
    *FILING_PANELS,
]
COPY_PANELS = [
    ReviewPanel(),
    TitleFieldPanel(
        "title", heading=_("Tít ở đơn vị này"), widget=AdminAutoHeightTextInput
    ),
    FieldPanel("own_sapo"),
]
COPY_PROMOTE_PANELS = [FieldPanel("slug")]


class ItemTabs(TabbedInterface):
    """Tabs whose form class is made once, not anew for each autosave."""

    @cached_property
    def _form_class(self) -> Any:
        return super().get_form_class()

    def get_form_class(self) -> Any:
        """Return the class of the form behind the tabs."""
        return self._form_class


def install() -> None:
    """Give pages their editors; from here, so that models know no screens."""
    ArticlePage.edit_handler = ItemTabs(
        [
            ProfileObjectList(ARTICLE_PANELS, heading=_("Bài")),
            ProfileObjectList(ARTICLE_PROMOTE_PANELS, heading=_("Đường dẫn")),
        ],
        base_form_class=ArticleForm,
    )
    PackagePage.edit_handler = ItemTabs(
        [
            ObjectList(PACKAGE_PANELS, heading=_("Chùm bài")),
            ObjectList(ARTICLE_PROMOTE_PANELS, heading=_("Đường dẫn")),
        ],
        base_form_class=ArticleForm,
    )
    SyndicatedPage.edit_handler = ItemTabs(
        [
            ObjectList(COPY_PANELS, heading=_("Bài đăng lại")),
            ObjectList(COPY_PROMOTE_PANELS, heading=_("Đường dẫn")),
        ],
        base_form_class=KnownThingsForm,
    )
    AuthorPage.base_form_class = AuthorForm
    for structure in (PortalPage, UnitHomePage, SectionPage, StandardPage, TopicPage):
        structure.base_form_class = KnownThingsForm
