"""Fetch with permission: items a person may read, edit, review or preview."""

import hashlib
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from toasoan.content.errors import PreviewEnded
from toasoan.content.gate import embargo_end
from toasoan.content.models import ArticlePage, PreviewLink, SyndicatedPage
from toasoan.content.models.articles import ItemPage
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import units_visible, user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


def items_visible(user: Any) -> QuerySet[Page]:
    """Return the items of the units `user` belongs to, as plain pages."""
    units = units_visible(user)
    return Page.objects.filter(
        Q(articlepage__unit__in=units) | Q(syndicatedpage__unit__in=units)
    )


def articles_visible(user: Any) -> QuerySet[ArticlePage]:
    """Return the articles of the units `user` belongs to."""
    return ArticlePage.objects.filter(unit__in=units_visible(user))


def item_for_reading(user: Any, pk: int) -> ItemPage:
    """Return the item, with its latest draft applied by the caller if wanted.

    Raises:
        NotFound: there is none, or it belongs to a unit the person is not in.
    """
    page = items_visible(user).filter(pk=pk).first()
    if page is None:
        raise NotFound
    return page.specific


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


def unit_for_writing(user: Any, unit: PressUnit) -> PressUnit:
    """Return the unit to someone who writes there.

    Raises:
        NotAllowed: the person does not.
    """
    if not user_may(user, Action.WRITE, unit):
        raise NotAllowed
    return unit


def item_for_preview(token: str) -> ItemPage:
    """Return the item a live preview link points to, as its latest draft.

    Raises:
        NotFound: no such link was made.
        PreviewEnded: it has run out, or the item is under embargo or taken down.
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
    if item.take_downs.filter(lifted_at__isnull=True).exists() or (
        _is_embargoed(item) or _is_embargoed(draft)
    ):
        raise PreviewEnded(str(link.by))
    return draft


def _is_embargoed(item: ItemPage) -> bool:
    until = embargo_end(item)
    return until is not None and clock.now() < until
