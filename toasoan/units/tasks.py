"""The units room's background jobs."""

from django.contrib.auth import get_user_model
from django_tasks import task

from toasoan.units import services


@task()
def groups_sync() -> None:
    """Close Wagtail's doors behind memberships that ended yesterday."""
    services.user_groups_sync(users=get_user_model().objects.filter(is_active=True))
