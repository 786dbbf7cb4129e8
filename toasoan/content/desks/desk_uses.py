"""Items keep a desk open, so that none lies where nobody looks."""

from django.utils.translation import gettext as _

from toasoan.content.desks.desk_items import items_of_desk
from toasoan.content.models import Stage
from toasoan.units.desk_uses import desk_uses
from toasoan.units.models import Desk


@desk_uses.register("content.items")
def items_of(desk: Desk) -> str:
    """Return how many items are still to be done at the desk, in words.

    What is published stays under the name of the desk that made it.
    """
    still = items_of_desk(desk).exclude(place__stage__takes=Stage.Takes.PUBLISHED)
    count = still.count()
    return _("%(n)d bài") % {"n": count} if count else ""
