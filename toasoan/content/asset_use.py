"""Which pages show a photo or a document: what the archive asks before it deletes.

Live pages are found in Wagtail's reference index, which the gate brings up to date in
the transaction of a publication; promised ones are read as they will be published.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex, Revision

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.uses import Asset, Uses, asset_users
from toasoan.content.item_states import OPEN_SCHEDULES
from toasoan.content.models import ArticlePage, PublicationSchedule, Release
from toasoan.content.page_scope import pages_visible
from toasoan.content.selectors import pages_live_with


@asset_users.register("content.pages")
def pages_using(asset: Asset, user: Any) -> Uses:
    """Return the live pages and promised articles that show the asset."""
    names = {page.pk: page.title for page in pages_live_with(asset)}
    for draft in _drafts_promised_with(asset):
        names.setdefault(draft.pk, _("%(title)s (hẹn giờ)") % {"title": draft.title})
    known: set[int] = set()
    if user is not None:
        known = set(
            pages_visible(user).filter(pk__in=names).values_list("pk", flat=True)
        )
    titles = tuple(name for pk, name in names.items() if pk in known)
    return Uses(titles, others=len(names) - len(titles))


def _drafts_promised_with(asset: Asset) -> Iterator[ArticlePage]:
    promised = PublicationSchedule.objects.filter(state__in=OPEN_SCHEDULES)
    releases_waiting = Release.objects.filter(state=Release.State.WAITING)
    latest = Q(pk__in=promised.values("item__latest_revision")) | Q(
        pk__in=releases_waiting.values("item__latest_revision")
    )
    for revision in Revision.objects.filter(latest).order_by("-pk"):
        # Building a draft is slow, and nearly none names the asset.
        if _names(revision.content, asset):
            draft = revision.as_object()
            if (type(asset), asset.pk) in set(assets_of(draft)):
                yield draft


def _names(content: dict[str, Any], asset: Asset) -> bool:
    in_body = str(asset.pk) in str(content.get("body", ""))
    return in_body or content.get("lead_photo") == asset.pk


def assets_of(draft: Any) -> Iterator[tuple[type[Asset], int]]:
    """Yield model and key of each photo and document an article shows or links to."""
    if not isinstance(draft, ArticlePage):
        return
    if draft.lead_photo_id:
        yield Photo, draft.lead_photo_id
    body = ArticlePage._meta.get_field("body")  # noqa: SLF001
    for model, key, *_path in body.extract_references(draft.body):
        if model in {Photo, ArchiveDocument}:
            yield model, int(key)


def assets_hold(revision: Revision | None) -> None:
    """Keep what the draft shows from being deleted until the transaction ends."""
    held = set(assets_of(revision.as_object())) if revision else set()
    for model in (Photo, ArchiveDocument):
        keys = sorted(key for each, key in held if each is model)
        rows = model.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        list(rows.values_list("pk", flat=True))


def references_note(page: Page) -> None:
    """Have the reference index say what the page shows now, not when a job has run."""
    ReferenceIndex.create_or_update_for_object(page)
