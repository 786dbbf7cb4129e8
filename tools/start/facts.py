"""What the table at the end of a start shows; loaded once Django is set up."""

from typing import Any

from django.conf import settings

from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.people import PASSWORD
from toasoan.security.models import User
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role

# People who see everything, shown besides those of the first unit.
TOP = {Role.MINISTRY_LEADERSHIP, Role.PLATFORM_ADMINISTRATOR}


def facts_of(*, demo: bool) -> dict[str, Any]:
    """Return the units, and the trial people of the first one and of the top."""
    units = list(
        PressUnit.objects.order_by("pk").values_list("key", "masthead", "hostname")
    )
    facts: dict[str, Any] = {
        "domain": settings.TOASOAN_DOMAIN,
        "units": [(masthead, hostname) for _key, masthead, hostname in units],
        "people": [],
        "password": PASSWORD,
    }
    if demo and units:
        rows = [row for row in files.people() if _is_shown(row, units[0][0])]
        emails = [row["email"] for row in rows]
        active = set(
            User.objects.filter(email__in=emails, is_active=True).values_list(
                "email", flat=True
            )
        )
        facts["people"] = [
            (row["full_name"], row["title"], row["email"])
            for row in rows
            if row["email"] in active
        ]
    return facts


def _is_shown(row: dict[str, Any], unit_key: str) -> bool:
    return any(
        membership["unit"] == unit_key or membership["role"] in TOP
        for membership in row["memberships"]
    )
