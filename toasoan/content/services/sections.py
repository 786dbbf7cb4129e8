"""Where an item stands in its unit's tree before readers see it."""

from typing import Any

from wagtail.models import Page

from toasoan.content.models import ArticlePage
from toasoan.content.slugs import slug_unused


def article_move(article: ArticlePage, section: Page, by: Any) -> None:
    """Put the article into the section, under a slug that is free there.

    Must run in the transaction of the service that has checked the right.
    """
    _slug_free(article, section, by)
    Page.objects.get(pk=article.pk).move(section, pos="last-child", user=by)


def _slug_free(article: ArticlePage, section: Page, by: Any) -> None:
    taken = set(Page.objects.childgetattr(section).values_list("slug", flat=True))
    draft = article.get_latest_revision_as_object()
    if not taken & {article.slug, draft.slug}:
        return
    draft.slug = slug_unused(section, draft.title)
    Page.objects.filter(pk=article.pk).update(slug=draft.slug)
    draft.save_revision(user=by)
