"""Which pages show a photo or a document: what the archive asks before it deletes.

Live pages are found in Wagtail's reference index, which the gate brings up to date in
the transaction of a publication; promised ones are read as they will be published.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex, Revision

from toasoan.archive.holdings.ledger import uses_record
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.uses import (
    Asset,
    Uses,
    asset_shown,
    asset_users,
    assets_in_use,
    photos_secret,
)
from toasoan.content.editing.page_scope import pages_visible
from toasoan.content.item_states import OPEN_SCHEDULES
from toasoan.content.models import ArticlePage, PublicationSchedule, Release
from toasoan.content.publication.gate import embargo_end
from toasoan.content.publication.picture_credits import credits_beside
from toasoan.content.selectors import pages_live_with
from toasoan.core import clock

# A draft nobody touched for longer is not read for an embargo of its own.
DRAFT_READ_FOR = timedelta(days=90)


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


@assets_in_use.register("content.pages")
def assets_on_pages() -> Iterator[tuple[str, int]]:
    """Yield what live pages and promised articles show, read at once for all."""
    live = {str(pk) for pk in Page.objects.live().values_list("pk", flat=True)}
    pages = ContentType.objects.get_for_model(Page)
    for of, model in (("photo", Photo), ("document", ArchiveDocument)):
        rows = ReferenceIndex.objects.filter(
            base_content_type=pages,
            to_content_type=ContentType.objects.get_for_model(model),
        )
        found = rows.values_list("object_id", "to_object_id").iterator()
        yield from ((of, int(key)) for page, key in found if page in live)
    for revision in _revisions_promised():
        for asset_model, key in assets_of(revision.as_object()):
            yield ("photo" if asset_model is Photo else "document"), key


@asset_shown.register("content.pages")
def readers_meet(asset: Asset) -> bool:
    """Return whether a live page shows or links to the asset, as it is published."""
    return any(_shows(page.specific, asset) for page in pages_live_with(asset))


@photos_secret.register("content.pages")
def photos_under_embargo() -> Iterator[int]:
    """Yield the photos of articles under embargo, as stored and as last drafted."""
    now = clock.now()
    drafted = Q(live=False) | Q(has_unpublished_changes=True)
    own = Q(
        latest_revision_created_at__gt=now - DRAFT_READ_FOR,
        latest_revision__content__embargo_until__gt=str(
            (now - timedelta(days=1)).date()
        ),
    )
    held = Q(embargo_until__gt=now) | Q(story__embargo_until__gt=now)
    for article in ArticlePage.objects.filter(held | drafted & own).select_related(
        "latest_revision", "story"
    ):
        versions = [article]
        if article.latest_revision is not None:
            versions.append(article.latest_revision.as_object())
        if any((end := embargo_end(each)) and now < end for each in versions):
            for each in versions:
                yield from (key for model, key in assets_of(each) if model is Photo)


def _shows(page: Page, asset: Asset) -> bool:
    # The index may have read an article's draft; its row holds what readers have.
    if not isinstance(page, ArticlePage):
        return True
    return (type(asset), asset.pk) in set(assets_of(page))


def _drafts_promised_with(asset: Asset) -> Iterator[ArticlePage]:
    for revision in _revisions_promised():
        # Building a draft is slow, and nearly none names the asset.
        if _names(revision.content, asset):
            draft = revision.as_object()
            if (type(asset), asset.pk) in set(assets_of(draft)):
                yield draft


def _revisions_promised() -> QuerySet[Revision]:
    promised = PublicationSchedule.objects.filter(state__in=OPEN_SCHEDULES)
    releases_waiting = Release.objects.filter(state=Release.State.WAITING)
    latest = Q(pk__in=promised.values("item__latest_revision")) | Q(
        pk__in=releases_waiting.values("item__latest_revision")
    )
    return Revision.objects.filter(latest).order_by("-pk")


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


def uses_note(article: Any, by: Any) -> None:
    """Put into the archive's ledger what the article shows, as readers see it now."""
    beside: dict[Any, str] = {}
    for photo, credit, _caption in credits_beside(article):
        beside.setdefault(photo, credit)
    linked = [pk for model, pk in assets_of(article) if model is ArchiveDocument]
    for document in ArchiveDocument.objects.filter(pk__in=linked):
        beside[document] = document.credit
    if beside:
        uses_record(
            item_id=article.pk,
            item_title=article.title,
            unit=article.unit,
            shown=beside.items(),
            by=by,
        )
