"""What the units plan and let each other see: the week of the whole group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from toasoan.planning.models import Story
from toasoan.units.models import PressUnit

# Undated ideas shown beside the week.
UNDATED_MAX = 30
_WORKED = Story.WORKED_STATES


@dataclass(frozen=True)
class GroupPlan:
    """Stories that their units let the group see.

    Attributes:
        dated: planned within the asked time, in order.
        undated: open ones without an hour, the latest first.
        unshared: units and how many stories each keeps to itself in that time.
    """

    dated: list[Story]
    undated: list[Story]
    unshared: Sequence[PressUnit]


def group_plan(begins: datetime, ends: datetime) -> GroupPlan:
    """Return what all units plan between two moments, as far as they let it be seen.

    Of stories a unit keeps to itself only their number is told (`n_kept`).
    """
    live = Q(state__in=[*_WORKED, Story.State.DONE])
    shared = (
        Story.objects.filter(live, shared_with_group=True)
        .select_related("unit", "desk", "subject")
        .defer("brief", "rights_note", "unit__remit")
    )
    within = Q(planned_at__gte=begins, planned_at__lt=ends)
    kept = Q(
        stories__planned_at__gte=begins,
        stories__planned_at__lt=ends,
        stories__shared_with_group=False,
        stories__state__in=_WORKED,
    )
    return GroupPlan(
        dated=list(shared.filter(within).order_by("planned_at", "pk")),
        undated=list(
            shared.filter(planned_at__isnull=True, state__in=_WORKED).order_by(
                "-created_at"
            )[:UNDATED_MAX]
        ),
        unshared=list(
            PressUnit.objects.annotate(n_kept=Count("stories", filter=kept)).order_by(
                "order"
            )
        ),
    )
