"""The shell: our styles and scripts on every admin page; the menu is in `menu`."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea

from toasoan.newsroom import menu  # noqa: F401 - its hooks
from toasoan.units.current_unit import units_of

STYLES = (
    "tokens.css",
    "staff/shell.css",
    "staff/parts.css",
    "staff/states.css",
    "staff/screens.css",
    "staff/blocks.css",
    "staff/key_sheet.css",
    "staff/phone.css",
    "staff/editor.css",
    "staff/profiles.css",
    "staff/comments.css",
    # Last: the bell needs its room in every top bar.
    "staff/notifications.css",
)
MODULES = (
    "staff/keys.js",
    "staff/forms.js",
    "staff/leaving.js",
    "staff/kept_text.js",
    "staff/similar.js",
    "staff/sign_out.js",
    "staff/editor.js",
    "staff/first_words.js",
    "staff/length.js",
    "staff/text_tools.js",
    "staff/paste.js",
    "staff/draft_store.js",
    "staff/lease.js",
    "staff/table.js",
    "staff/bell.js",
    "core/editor_slug.js",
)
ICONS = (
    "work",
    "story",
    "plan",
    "items",
    "archive",
    "photo",
    "document",
    "site",
    "unit",
    "people",
    "help",
    "settings",
    "share",
    "history",
    "health",
    "submit",
    "approve",
    "save",
    "chain",
)


@hooks.register("insert_global_admin_css")
def staff_styles() -> SafeString:
    """Load the house's look over Wagtail's, and the mode before anything is drawn."""
    links = format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLES)
    )
    return format_html('<script src="{}"></script>{}', static("staff/mode.js"), links)


@hooks.register("insert_global_admin_js")
def staff_scripts() -> SafeString:
    """Load the keys, the helps of forms, and the Vietnamese slug."""
    return format_html_join(
        "",
        '<script type="module" src="{}"></script>',
        ((static(path),) for path in MODULES),
    )


@hooks.register("register_icons")
def staff_icons(icons: list[str]) -> list[str]:
    """Add the house's icons to Wagtail's sprite."""
    return [*icons, *(f"staff/icons/{name}.svg" for name in ICONS)]


class FirstSearchArea(SearchArea):
    """The one search of the sidebar: first in order, so Wagtail takes it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person has a unit to search in."""
        return bool(units_of(request))


@hooks.register("register_admin_search_area")
def one_search() -> SearchArea:
    """Let the search field of the sidebar look through the newsroom's work."""
    return FirstSearchArea(
        _("Tìm"),
        reverse("newsroom:search"),
        name="newsroom",
        icon_name="search",
        order=-1,
    )


@hooks.register("construct_homepage_summary_items")
def no_summary(request: HttpRequest, summary_items: list[Any]) -> None:  # noqa: ARG001
    """Leave Wagtail's counts out: they count every unit."""
    summary_items.clear()


@hooks.register("register_admin_urls")
def staff_urls() -> list[Any]:
    """Return the addresses of every room's staff screens."""
    return [
        path("", include("toasoan.newsroom.urls")),
        path("", include("toasoan.planning.urls")),
        path("", include("toasoan.content.urls")),
        path("kho/nhan/", include("toasoan.archive.incoming_urls")),
        path("kho/", include("toasoan.archive.using_urls")),
        path("kho/chia-se/", include("toasoan.archive.shares_urls")),
        path("", include("toasoan.archive.catalogue_urls")),
        path("", include("toasoan.units.urls")),
        path("", include("toasoan.workspace.urls")),
        path("kho/", include("toasoan.archive.sharing_urls")),
    ]
