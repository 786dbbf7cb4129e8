"""The room's staff screens; the menu that leads to them is the newsroom's."""

from typing import Any

from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def front_urls() -> list[Any]:
    """Return the addresses of the room's staff screens."""
    return [path("", include("toasoan.publicsite.staff_urls"))]
