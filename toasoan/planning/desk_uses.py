"""Stories that keep a desk open."""

from django.utils.translation import gettext as _

from toasoan.planning.models import Story
from toasoan.units.desk_uses import desk_uses
from toasoan.units.models import Desk

OPEN = (Story.State.PITCHED, Story.State.APPROVED, Story.State.IN_PROGRESS)


@desk_uses.register("planning.stories")
def stories_open(desk: Desk) -> str:
    """Return how many stories of the desk are neither done nor given up."""
    count = Story.objects.filter(desk=desk, state__in=OPEN).count()
    return _("%(n)d đề tài chưa xong") % {"n": count} if count else ""
