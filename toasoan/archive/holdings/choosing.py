"""Who may choose a photo: its unit's people, and those it was opened to for use."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from toasoan.archive.access import photos_usable
from toasoan.archive.models import Photo

CHOOSE = "choose"


class PhotoPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights by collection; choosing follows the grants between units too.

    Nothing else does: what another unit opened is neither changed, moved nor deleted.
    """

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Photo
    ) -> bool:
        """Return whether the person may do one of these with the photo."""
        actions = list(actions)
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        return CHOOSE in actions and self._is_opened(user, instance)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Photo
    ) -> bool:
        """Return whether the person may do this with the photo."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Photo]:
        """Return the photos with which the person may do one of these."""
        actions = list(actions)
        found = super().instances_user_has_any_permission_for(user, actions)
        # Only who asks to choose alone: lists of what one may change stay one's own.
        if actions != [CHOOSE]:
            return found
        return Photo.objects.filter(
            Q(pk__in=found.order_by().values("pk"))
            | Q(pk__in=photos_usable(user).values("pk"))
        )

    def _is_opened(self, user: Any, photo: Photo) -> bool:
        return photos_usable(user).filter(pk=photo.pk).exists()


def policy_make() -> PhotoPolicy:
    """Return the policy as Wagtail makes its own, which this one stands in for."""
    return PhotoPolicy(
        Photo, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
    )
