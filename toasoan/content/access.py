"""Fetch with permission: items a person may read, edit, review or preview."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from toasoan.content.desks.desk_items import (
    not_binned,
    not_personal_of_others,
    place_of,
)
from toasoan.content.errors import PreviewEnded
from toasoan.content.models import (
    ArticlePage,
    ItemTemplate,
    PackagePage,
    PreviewLink,
    SyndicatedPage,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.gate import embargo_end_named
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import units_visible, user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


def items_visible(user: Any) -> QuerySet[Page]:
    """Return the items of the units `user` belongs to, as plain pages.

    Without what lies in the bin or in somebody else's own space.
    """
    return _items_readable(user).filter(not_binned())


def _items_readable(user: Any) -> QuerySet[Page]:
    units = units_visible(user)
    return Page.objects.filter(
        Q(articlepage__unit__in=units) | Q(syndicatedpage__unit__in=units),
        not_personal_of_others(user),
    )


def articles_visible(user: Any) -> QuerySet[ArticlePage]:
    """Return the articles among `items_visible`."""
    return ArticlePage.objects.filter(
        not_binned(), not_personal_of_others(user), unit__in=units_visible(user)
    )


def item_for_reading(user: Any, pk: int) -> ItemPage:
    """Return the item, with its latest draft applied by the caller if wanted.

    What lies in the bin can be read, and brought back.

    Raises:
        NotFound: there is none, it belongs to a unit the person is not in, or it is
            in somebody else's own space.
    """
    page = _items_readable(user).filter(pk=pk).first()
    if page is None:
        raise NotFound
    return page.specific


def readers_among(people: Iterable[Any], item: ItemPage) -> list[Any]:
    """Return those of the people who may read the item."""
    return [person for person in people if _reads(person, item)]


def _reads(person: Any, item: ItemPage) -> bool:
    try:
        item_for_reading(person, item.pk)
    except NotFound:
        return False
    return True


def item_for_editing(user: Any, pk: int) -> ItemPage:
    """Return the item to whoever holds it now.

    Raises:
        NotFound: as item_for_reading.
        NotAllowed: it is in someone else's hands.
    """
    item = item_for_reading(user, pk)
    if not item.may_be_edited_by(user):
        raise NotAllowed
    return item


def item_for_action(user: Any, pk: int, action: Action) -> ItemPage:
    """Return the item to who may do `action` in its unit.

    Raises:
        NotFound: as item_for_reading.
        NotAllowed: the person may not do that in the unit.
    """
    item = item_for_reading(user, pk)
    if not user_may(user, action, item.unit):
        raise NotAllowed
    return item


def package_for_reading(user: Any, pk: int) -> PackagePage:
    """Return the package.

    Raises:
        NotFound: as item_for_reading, or the item is no package.
    """
    item = item_for_reading(user, pk)
    if not isinstance(item, PackagePage):
        raise NotFound
    return item


def unit_for_writing(user: Any, unit: PressUnit) -> PressUnit:
    """Return the unit to someone who writes there.

    Raises:
        NotAllowed: the person does not.
    """
    if not user_may(user, Action.WRITE, unit):
        raise NotAllowed
    return unit


def may_keep_profiles(user: Any, unit: PressUnit) -> bool:
    """Return whether the person says what the unit asks of each kind of item."""
    return user_may(user, Action.PUBLISH, unit) or user_may(user, Action.MANAGE, unit)


def profiles_require(user: Any, unit: PressUnit) -> None:
    """Do nothing when `user` keeps the unit's profiles.

    Raises:
        NotAllowed: the person neither manages the unit nor publishes there.
    """
    if not may_keep_profiles(user, unit):
        raise NotAllowed


def templates_visible(user: Any) -> QuerySet[ItemTemplate]:
    """Return the templates of the person's units and their desks, and their own."""
    return ItemTemplate.objects.filter(
        Q(owner__isnull=True) | Q(owner=user), unit__in=units_visible(user)
    )


def template_for(user: Any, pk: int) -> ItemTemplate:
    """Return a template the person may begin with.

    Raises:
        NotFound: there is none, or it is another person's or another unit's.
    """
    found = templates_visible(user).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def may_keep_template(user: Any, template: ItemTemplate) -> bool:
    """Return whether the person may change the template.

    One's own: whoever writes. A desk's: who assigns work in the unit. The unit's:
    who publishes. Desks' and unit's: the unit's administrator too.
    """
    unit = template.unit
    if template.owner_id is not None:
        return template.owner_id == user.pk and user_may(user, Action.WRITE, unit)
    action = Action.ASSIGN if template.desk_id else Action.PUBLISH
    return user_may(user, action, unit) or user_may(user, Action.MANAGE, unit)


def item_for_preview(token: str) -> ItemPage:
    """Return the item a live preview link points to, as its latest draft.

    Raises:
        NotFound: no such link was made.
        PreviewEnded: it has run out, or the item is under embargo, taken down, in the
            bin, or somebody's own.
    """
    digest = hashlib.sha256(token.encode()).hexdigest()
    links = PreviewLink.objects.select_related("item", "by")
    link = links.filter(token_sha256=digest).first()
    if link is None:
        raise NotFound
    if link.expires_at <= clock.now():
        raise PreviewEnded(str(link.by))
    item = link.item.specific
    if not isinstance(item, ArticlePage | SyndicatedPage):
        raise NotFound
    draft = item.get_latest_revision_as_object()
    place = place_of(item)
    if place is not None and (place.is_binned or place.owner_id is not None):
        raise PreviewEnded(str(link.by))
    if item.take_downs.filter(lifted_at__isnull=True).exists() or (
        _is_embargoed(item) or _is_embargoed(draft)
    ):
        raise PreviewEnded(str(link.by))
    return draft


def _is_embargoed(item: ItemPage) -> bool:
    until = embargo_end_named(item)
    return until is not None and clock.now() < until
