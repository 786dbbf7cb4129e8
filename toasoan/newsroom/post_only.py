"""An address that only does things, opened as if it were a screen."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

NOT_ALLOWED = 405


class PostOnlyMiddleware:
    """Leads whoever opens such an address to the screen its form stands on.

    That happens after a session ended in the middle: signing in leads back to where
    the form was sent. Scripts ask without wanting a page, and keep the bare answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, or the way to the form's screen and what was not done."""
        response = self.get_response(request)
        if response.status_code != NOT_ALLOWED or not _wants_a_page(request):
            return response
        messages.warning(request, _("Việc bạn vừa bấm chưa được làm. Bấm lại ở đây."))
        return HttpResponseRedirect(screen_above(request.path))


def _wants_a_page(request: HttpRequest) -> bool:
    """Return whether a person of the staff opened it: a script takes any type."""
    return (
        request.method == "GET"
        and request.path.startswith(reverse("wagtailadmin_home"))
        and "text/html" in request.headers.get("Accept", "")
    )


def screen_above(path: str) -> str:
    """Return the nearest address above that is a screen: a form stands under its own."""
    home = reverse("wagtailadmin_home")
    above = path
    while len(above) > len(home):
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if above != home and _is_named(above):
            return above
    return home


def _is_named(path: str) -> bool:
    """Return whether the address has a view of its own; the rest of them end in a 404."""
    try:
        return bool(resolve(path).url_name)
    except Resolver404:
        return False
