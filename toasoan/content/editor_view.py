"""Wagtail's editor for items: ours speaks of other people and of saving, not Wagtail."""

from typing import ClassVar

from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry

from toasoan.content.models import ArticlePage, SyndicatedPage


class ItemEditView(EditView):
    """The editor of an item, without Wagtail's presence and its conflict dialog."""

    def get_editing_sessions(self) -> None:
        """Return None: the lease says who else is here, and needs no second row."""
        return

    def render_partials(self) -> str:
        """Return "": nothing of the page is drawn anew after an autosave.

        Wagtail would draw its side panels each time, a quarter of a save's work.
        """
        return ""


class ItemViewSet(PageViewSet):
    """Wagtail's page screens for items; listed nowhere of its own."""

    edit_view_class: ClassVar[type[EditView]] = ItemEditView


def install() -> None:
    """Let Wagtail open items in our editor."""
    for model in (ArticlePage, SyndicatedPage):
        viewset = ItemViewSet()
        viewset.model = model
        page_viewset_registry.register(model, value=viewset)
