"""Articles that wait only for the order to publish; import it inside Django."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page
from wagtail.rich_text import RichText

from toasoan.archive.models import Photo
from toasoan.content import services
from toasoan.content.models import (
    ArticleAuthor,
    ArticlePage,
    AuthorPage,
    Review,
    SectionPage,
)
from toasoan.planning.models import Genre
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role

SENTENCE = (
    "Tổng thu ngân sách mười tháng ước đạt 1.987.400 tỷ đồng, bằng 101,2% dự toán,"
    " trong đó thu nội địa tăng 14,5% so với cùng kỳ năm trước."
)


def publisher_of(unit: PressUnit) -> Any:
    """Return the person who publishes at the unit."""
    return people_with_role(Role.EDITORIAL_SECRETARY, unit).first()


def section_of(unit: PressUnit) -> SectionPage:
    """Return the unit's first section."""
    found = SectionPage.objects.descendant_of(unit.home).order_by("path").first()
    if found is None:
        raise LookupError(f"{unit} has no section")
    return found


def article_draft(
    unit: PressUnit,
    headline: str,
    body: Sequence[tuple[str, Any]],
    by: Any,
    genre: str = "bai",
) -> ArticlePage:
    """Return a complete draft with a pen name, and with a picture if there is one."""
    photo = Photo.objects.filter(collection=unit.collection).first()
    article = services.article_create(
        unit=unit,
        section=section_of(unit),
        headline=headline,
        by=by,
        sapo=SENTENCE[:120],
        body=list(body),
        genre=Genre.objects.get(code=genre),
        subject=unit.subjects.first(),
        lead_photo=photo,
    )
    if not article.bylines.count():
        author = AuthorPage.objects.descendant_of(unit.home).first()
        article.bylines.add(ArticleAuthor(author=author))
        article.save_revision(user=by)
    return article


def article_approved(unit: PressUnit, headline: str, genre: str = "bai") -> ArticlePage:
    """Return an article that has walked the whole review chain."""
    reporter = people_with_role(Role.REPORTER, unit).first()
    paragraphs = "".join(f"<p>{SENTENCE}</p>" for _ in range(12))
    body = [("text", RichText(paragraphs))]
    article = article_draft(unit, headline, body, reporter, genre)
    review = services.item_submit(item=article, by=reporter)
    while review.state == Review.State.IN_REVIEW:
        role = Role(review.step_at(review.step)["role"])
        reviewer = people_with_role(role, unit).first()
        review = services.item_approve(item=article, by=reviewer, step=review.step)
    return article


def address_of(article: Page) -> str:
    """Return the path at which readers will find the article."""
    parts = article.specific.get_url_parts()
    return parts[2] if parts else ""
