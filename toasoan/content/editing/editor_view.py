"""Wagtail's editor for items: ours speaks of other people and of saving, not Wagtail."""

from typing import Any, ClassVar

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry

from toasoan.content import services
from toasoan.content.desks.desk_items import place_of
from toasoan.content.discussion.comments import open_comments
from toasoan.content.models import ArticlePage, PackagePage, SyndicatedPage
from toasoan.content.models.comments import TEXT_MAX


class CommentSidePanel(BaseSidePanel):
    """What is said of the item, beside its text."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Its button, with how many threads wait."""

        aria_label = _("Mở, đóng ý kiến trong bài")
        icon_name = "comment"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Return how many threads wait."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            pk = self.panel.object.pk
            context["count"] = open_comments([pk]).get(pk, 0)
            return context

    name = "y-kien"
    title = _("Ý kiến trong bài")
    template_name = "content/staff/comment_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return what the panel's forms and script need."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["item"] = self.object
        context["person"] = self.request.user
        context["csrf_token"] = get_token(self.request)
        context["version"] = ""
        context["most"] = TEXT_MAX
        return context


class ItemEditView(EditView):
    """The editor of an item, without Wagtail's presence and its conflict dialog."""

    def get_side_panels(self) -> Any:
        """Return Wagtail's panels and what is said of the item beside them."""
        panels = super().get_side_panels()
        if not self.expects_json_response:
            panels.append(CommentSidePanel(self.page, self.request))
        return panels

    def get_object(self) -> Any:
        """Return the latest draft, from what this view has read already."""
        real = self.real_page_record
        if self.latest_revision is None or not real.has_unpublished_changes:
            return super().get_object()
        return real.specific.with_content_json(self.latest_revision.content)

    def save_action(self) -> Any:
        """Save the draft: its text alone where nothing else was typed."""
        if self.expects_json_response and (revision := self._retyped()):
            self.run_hook("after_edit_page", self.request, self.page)
            return JsonResponse(
                {
                    "success": True,
                    "pk": self.page.pk,
                    "revision_id": revision.pk,
                    "revision_created_at": revision.created_at.isoformat(),
                    "field_updates": dict(self.form.get_field_updates_for_resave()),
                    "comments": self.form.serialize_comments(self.request.user),
                    "html": self.render_partials(),
                }
            )
        return super().save_action()

    def _retyped(self) -> Any:
        """Return the draft with the new text; None where more than text is new."""
        typed = self.request.POST.get("overwrite_revision_id", "")
        changed = set(self.form.changed_data)
        if not typed.isdecimal() or not changed <= services.TYPED_FIELDS:
            return None
        if any(rows.has_changed() for rows in self.form.formsets.values()):
            return None
        self.page = self.form.save(commit=False)
        return services.draft_retype(
            draft=self.page, revision_pk=int(typed), by=self.request.user
        )

    def get_editing_sessions(self) -> None:
        """Return None: the lease says who else is here, and needs no second row."""
        return

    def send_commenting_notifications(self, changes: Any) -> None:
        """Tell who follows the comments, unless nobody else sees the item."""
        place = place_of(self.page)
        if place is None or place.owner_id is None:
            super().send_commenting_notifications(changes)

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
    for model in (ArticlePage, PackagePage, SyndicatedPage):
        viewset = ItemViewSet()
        viewset.model = model
        page_viewset_registry.register(model, value=viewset)
