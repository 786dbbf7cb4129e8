"""How an article is edited: one column, in the order it is written.

Wagtail's schedule is left out: items are published through the gate.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from toasoan.content.article_form import ArticleForm, AuthorForm
from toasoan.content.item_screen import item_screen
from toasoan.content.models import (
    ArticlePage,
    AuthorPage,
    HouseStyleRule,
    PortalPage,
    SectionPage,
    StandardPage,
    SyndicatedPage,
    TopicPage,
    UnitHomePage,
)
from toasoan.content.page_form import KnownThingsForm
from toasoan.content.selectors import style_rules


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
                context["screen"] = item_screen(self.request.user, stored)
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


ARTICLE_PANELS = [
    ReviewPanel(),
    TextToolsPanel(),
    TitleFieldPanel(
        "title",
        heading=_("Tít"),
        placeholder=_("Tít của bài"),
        widget=AdminAutoHeightTextInput,
    ),
    FieldPanel("short_headline"),
    FieldPanel("sapo", heading=_("Sapo")),
    FieldPanel("body"),
    MultiFieldPanel(
        [FieldPanel("lead_photo"), FieldPanel("lead_caption")],
        heading=_("Ảnh đại diện"),
    ),
    FieldPanel("layout", heading=_("Cách trình bày")),
    InlinePanel("bylines", heading=_("Bút danh"), label=_("Bút danh")),
    MultiFieldPanel(
        [
            FieldPanel("genre"),
            FieldPanel("subject"),
            FieldPanel("tags"),
            FieldPanel("topics"),
        ],
        heading=_("Xếp loại"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("source"),
            FieldPanel("ai_note"),
            FieldPanel("embargo_until"),
        ],
        heading=_("Nguồn, nhãn và giờ cấm công bố"),
    ),
]
ARTICLE_PROMOTE_PANELS = [
    FieldPanel("slug"),
    FieldPanel("search_description", heading=_("Mô tả cho máy tìm kiếm")),
    FieldPanel("canonical"),
]
COPY_PANELS = [
    ReviewPanel(),
    TitleFieldPanel(
        "title", heading=_("Tít ở đơn vị này"), widget=AdminAutoHeightTextInput
    ),
    FieldPanel("own_sapo"),
]
COPY_PROMOTE_PANELS = [FieldPanel("slug")]
ITEM_SETTINGS_PANELS = [CommentPanel()]


def install() -> None:
    """Give pages their editors; from here, so that models know no screens."""
    ArticlePage.edit_handler = TabbedInterface(
        [
            ObjectList(ARTICLE_PANELS, heading=_("Bài")),
            ObjectList(ARTICLE_PROMOTE_PANELS, heading=_("Đường dẫn")),
            ObjectList(ITEM_SETTINGS_PANELS, heading=_("Ý kiến")),
        ],
        base_form_class=ArticleForm,
    )
    SyndicatedPage.edit_handler = TabbedInterface(
        [
            ObjectList(COPY_PANELS, heading=_("Bài đăng lại")),
            ObjectList(COPY_PROMOTE_PANELS, heading=_("Đường dẫn")),
            ObjectList(ITEM_SETTINGS_PANELS, heading=_("Ý kiến")),
        ],
        base_form_class=KnownThingsForm,
    )
    AuthorPage.base_form_class = AuthorForm
    for structure in (PortalPage, UnitHomePage, SectionPage, StandardPage, TopicPage):
        structure.base_form_class = KnownThingsForm
