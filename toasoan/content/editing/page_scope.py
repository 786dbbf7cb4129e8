"""Wagtail's page screens, kept to the person's own units.

Wagtail decides by page permissions who may change a page, but shows titles of any page
on its confirmation screens, in choosers and in its reports. So a key of a page that is
not the person's is answered here, before any view runs, as if there were no such page.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found
from wagtail.models import Page

from toasoan.content.desks.desk_items import not_personal_of_others
from toasoan.units.access import sees_every_unit, units_visible

STAFF = "toa-soan/"
# Lists over all units: for who keeps the platform.
WHOLE_HOUSE = (
    f"{STAFF}reports/",
    f"{STAFF}workflows/",
    f"{STAFF}pages/usage/",
    f"{STAFF}pages/workflow/",
    f"{STAFF}users/",
    f"{STAFF}groups/",
    f"{STAFF}sites/",
    f"{STAFF}settings/",
)
PAGE_NAMES = frozenset(
    {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"}
)
ASKED_NAMES = (
    "id",
    "parentId",
    "childOf",
    "child_of",
    "descendant_of",
    "new_parent_page",
    "parent_page",
)
ASKING_ROUTES = (
    f"{STAFF}choose-page/",
    f"{STAFF}api/main/^pages",
    f"{STAFF}pages/",
    f"{STAFF}bulk/",
)
CHOSEN_ROUTE = f"{STAFF}choose-page/chosen-multiple/"
GetResponse = Callable[[HttpRequest], HttpResponse]


def pages_visible(user: Any) -> QuerySet[Page]:
    """Return the pages in the trees of the person's units.

    Without items in somebody else's own space.
    """
    own_space = not_personal_of_others(user)
    if sees_every_unit(user):
        return Page.objects.filter(own_space)
    paths = units_visible(user).filter(site__isnull=False)
    own = Q(pk__in=[])
    for path in paths.values_list("site__root_page__path", flat=True):
        own |= Q(path__startswith=path)
    return Page.objects.filter(own, own_space)


class PageScopeMiddleware:
    """Answers 404 where an address names a page of a unit the person is not in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the inner handlers do."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Any,
        _args: Any,
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Return 404 for what belongs to others; let everything else through."""
        match = request.resolver_match
        if match is None or not match.route.startswith(STAFF):
            return None
        if request.user.is_authenticated and _is_hidden(request, match.route, kwargs):
            return page_not_found(
                request, Http404(), template_name="wagtailadmin/404.html"
            )
        return None


def _is_hidden(request: HttpRequest, route: str, kwargs: dict[str, Any]) -> bool:
    user = request.user
    # Wagtail asks each chosen page for its parent; the tree's root has none.
    if route == CHOSEN_ROUTE and _ask_for_root(request, kwargs):
        return True
    if user.is_superuser:
        return False
    is_barred = route.startswith(WHOLE_HOUSE) and not _may_use(user, route)
    if is_barred and not sees_every_unit(user):
        return True
    keys = {*_named(route, kwargs), *_asked(request, route, kwargs)}
    return bool(keys) and not _all_own(user, keys)


def _may_use(user: Any, route: str) -> bool:
    """Return whether Django's own permissions open the list to the person."""
    wanted = {"users": "security.change_user", "sites": "wagtailcore.change_site"}
    part = route.removeprefix(STAFF).split("/", 1)[0]
    return part in wanted and user.has_perm(wanted[part])


def _named(route: str, kwargs: dict[str, Any]) -> Iterator[int]:
    """Yield the pages named in the address itself."""
    is_about_pages = route.startswith((f"{STAFF}pages/", f"{STAFF}api/main/^pages"))
    for name, value in kwargs.items():
        if name in PAGE_NAMES or (name == "pk" and is_about_pages):
            yield int(value)
    if "object_id" in kwargs and _is_page(kwargs):
        yield from _numbers([kwargs["object_id"]])


def _asked(request: HttpRequest, route: str, kwargs: dict[str, Any]) -> Iterator[int]:
    """Yield the pages named in the query or in the form."""
    if not route.startswith(ASKING_ROUTES):
        return
    if "model_name" in kwargs and not _is_page(kwargs):
        return
    for source in (request.GET, request.POST):
        for name in ASKED_NAMES:
            yield from _numbers(source.getlist(name))


def _ask_for_root(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    keys = set(_asked(request, CHOSEN_ROUTE, kwargs))
    return Page.objects.filter(pk__in=keys, depth=1).exists()


def _is_page(kwargs: dict[str, Any]) -> bool:
    try:
        model = apps.get_model(kwargs.get("app_label", ""), kwargs["model_name"])
    except LookupError:
        return False
    return issubclass(model, Page)


def _numbers(values: list[Any]) -> Iterator[int]:
    for value in values:
        for part in str(value).split(","):
            if part.strip().isdecimal():
                yield int(part)


def _all_own(user: Any, keys: set[int]) -> bool:
    """Return whether every page that exists is the person's, or the tree's root."""
    real = Page.objects.filter(pk__in=keys, depth__gt=1)
    foreign = real.exclude(pk__in=pages_visible(user).values("pk"))
    return not foreign.exists()
