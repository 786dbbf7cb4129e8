"""Wagtail's screen of sites only shows them: a host changes on the unit's own screen."""

from typing import Any

from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy


class SitesListedOnly(ModelPermissionPolicy):
    """Nobody adds, changes or deletes a site by hand.

    A host set there alone left the unit behind: pages, links and the front of
    the web process follow `PressUnit.hostname`.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the person may look, which is all there is to do."""
        return action == "view" and bool(super().user_has_permission(user, action))


def install() -> None:
    """Put our rule in place of Wagtail's."""
    register_permission_policy(Site, SitesListedOnly(Site))
