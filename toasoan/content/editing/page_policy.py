"""Wagtail's own lists and searches of pages, without what is hidden or thrown away."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from toasoan.content.desks.desk_items import places_hidden_from


class HousePagePolicy(PagePermissionPolicy):
    """Wagtail's policy for pages; nobody explores the own space of others, or the bin."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """Return the pages the person may come upon."""
        hidden = places_hidden_from(user).values("item")
        found: QuerySet[Page] = super().explorable_instances(user)
        return found.exclude(pk__in=hidden)


def install() -> None:
    """Let Wagtail ask our policy about pages."""
    register_permission_policy(Page, HousePagePolicy("wagtailcore.Page"))
