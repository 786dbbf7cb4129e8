"""Where an item stands in its unit's tree before readers see it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from toasoan.content.errors import ItemNotReady
from toasoan.content.models import ArticlePage, SectionPage
from toasoan.content.slugs import slug_unused
from toasoan.core.errors import NotAllowed
from toasoan.security.services import audit_record


@transaction.atomic
def article_section_set(
    *, article: ArticlePage, section: SectionPage, by: Any
) -> ArticlePage:
    """Put the article into another section of its unit, its address with it.

    Chosen again, the section it stands in changes nothing.

    Raises:
        NotAllowed: the article is not in this person's hands.
        ItemNotReady: readers know its address, or the section is another unit's.
    """
    Page.objects.select_for_update().get(pk=article.pk)
    stored = ArticlePage.objects.get(pk=article.pk)
    if not stored.may_be_edited_by(by):
        raise NotAllowed
    if stored.first_published_at is not None:
        raise ItemNotReady(
            _("Bài đã lên trang, đổi chuyên mục là đổi địa chỉ. Nhờ thư ký tòa soạn.")
        )
    if section.press_unit() != stored.unit:
        raise ItemNotReady(_("Chuyên mục này của đơn vị khác. Chọn chuyên mục khác."))
    was = stored.get_parent()
    if was.pk == section.pk:
        return stored
    article_move(stored, section, by)
    audit_record(
        action="content.item_section_set",
        target=stored,
        by=by,
        unit_key=stored.unit.key,
        data={"from": was.title, "to": section.title},
    )
    return ArticlePage.objects.get(pk=article.pk)


def article_move(article: ArticlePage, section: Page, by: Any) -> None:
    """Put the article into the section, under a slug that is free there.

    Must run in the transaction of the service that has checked the right.
    """
    _slug_free(article, section, by)
    # Fresh: the tree trusts what an object says of its children.
    page, target = (Page.objects.get(pk=each.pk) for each in (article, section))
    # Wagtail would ask for the right to publish: its screen moves public pages too.
    MovePageAction(page, target, pos="last-child", user=by).execute(
        skip_permission_checks=True
    )


def _slug_free(article: ArticlePage, section: Page, by: Any) -> None:
    taken = set(Page.objects.child_of(section).values_list("slug", flat=True))
    draft = article.get_latest_revision_as_object()
    if not taken & {article.slug, draft.slug}:
        return
    draft.slug = slug_unused(section, draft.title)
    Page.objects.filter(pk=article.pk).update(slug=draft.slug)
    draft.save_revision(user=by)
