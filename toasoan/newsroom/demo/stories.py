"""Trial stories walk the house's own way: pitch, assignment, text, review, gate."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.models import Page

from toasoan.content import services as content
from toasoan.content.models import (
    ArticleAuthor,
    ArticlePage,
    AuthorPage,
    Review,
    SectionPage,
    TopicPage,
)
from toasoan.core import clock
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.bodies import body_from
from toasoan.newsroom.demo.parts import PartLoader
from toasoan.newsroom.demo.pictures import PictureShelf
from toasoan.newsroom.demo.remarks import remarks_add
from toasoan.planning import services as planning
from toasoan.planning.models import Assignment, Genre, Story
from toasoan.units.models import Desk, PressUnit, Subject
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role

PARTS = {
    "viet": ArticleAuthor.Part.TEXT,
    "anh": ArticleAuthor.Part.PHOTO,
    "bien-dich": ArticleAuthor.Part.TRANSLATION,
    "tong-hop": ArticleAuthor.Part.COMPILATION,
}
# A point inside a number ends nothing.
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
OUT_STATES = frozenset({"published", "corrected", "taken_down"})
APPROVED_STATES = OUT_STATES | {"scheduled", "embargoed"}


class StoryLoader:
    """Brings one unit's trial stories in; those that are there are passed over."""

    def __init__(self, unit: PressUnit, people: dict[str, Any]) -> None:
        self.unit = unit
        self.people = people
        self.now = clock.now()
        archivist = people_with_role(Role.PHOTO_VIDEO_EDITOR, unit).first()
        self.shelf = PictureShelf(unit, archivist)
        self.secretary = people_with_role(Role.EDITORIAL_SECRETARY, unit).first()
        self.chief = people_with_role(Role.EDITOR_IN_CHIEF, unit).first()
        self.parts = PartLoader(self.shelf, people, self.secretary, self.moment)

    def moment(self, minutes: int | None) -> datetime | None:
        """Return the moment that many minutes from the time of loading."""
        return None if minutes is None else self.now + timedelta(minutes=minutes)

    @transaction.atomic
    def begin(self, row: dict[str, Any]) -> None:
        """Make the story and what hangs on it, its article as far as a draft."""
        if self._story(row["slugline"]) is not None:
            return
        story = self._pitch(row)
        if row["state"] == "pitched":
            return
        if row["state"] == "rejected":
            planning.story_reject(
                story=story, by=self.secretary, note=row["closed"]["reason"]
            )
            return
        story = planning.story_approve(
            story=story, by=self.secretary, note=row.get("remit_reason", "")
        )
        assignments = self.parts.give(story, row.get("coverages") or [])
        self._write(story, row, assignments)
        self._bring_on(row, assignments)
        if row["state"] == "dropped":
            planning.story_drop(
                story=story, by=self.secretary, note=row["closed"]["reason"]
            )

    @transaction.atomic
    def finish(self, row: dict[str, Any]) -> ArticlePage | None:
        """Take the story's article, if it has one, to where its state says it is.

        After all stories have begun: it names others as related.
        """
        article = self._article(row["slugline"])
        if article is None or Review.objects.filter(item=article.pk).exists():
            return article
        self._relate(article, row.get("related") or [])
        self._move_on(article, row)
        remarks_add(article, row.get("remarks") or [], self.people)
        return article

    def _story(self, slugline: str) -> Story | None:
        return Story.objects.filter(unit=self.unit, slugline=slugline).first()

    def _article(self, slugline: str) -> ArticlePage | None:
        story = self._story(slugline)
        return story.articles.first() if story else None

    def _relate(self, article: ArticlePage, keys: list[str]) -> None:
        """Let an editor have chosen these articles to stand below the text."""
        slugs = {row["key"]: row["slugline"] for row in files.stories_of(self.unit.key)}
        chosen = [self._article(slugs[key]) for key in keys]
        draft = article.get_latest_revision_as_object()
        if not chosen or any(block.block_type == "related" for block in draft.body):
            return
        draft.body.append(("related", {"articles": [each for each in chosen if each]}))
        draft.save_revision(user=article.owner)

    def _pitch(self, row: dict[str, Any]) -> Story:
        return planning.story_pitch(
            unit=self.unit,
            desk=Desk.objects.get(unit=self.unit, key=row["desk"]),
            slugline=row["slugline"],
            title=title_of(row),
            brief=row["brief"],
            subject=Subject.objects.get(code=row["field"]),
            genre=Genre.objects.get(code=row["genre"]),
            section=Page.objects.child_of(self.unit.home).get(slug=row["section"]),
            priority=row["priority"],
            remit_reason=row.get("remit_reason", ""),
            planned_at=self.moment(row.get("planned_offset_minutes")),
            embargo_until=self.moment(row.get("embargo_offset_minutes")),
            by=self.people[row["pitched_by"]],
        )

    def _bring_on(self, row: dict[str, Any], assignments: list[Assignment]) -> None:
        article = row.get("article") or {}
        self.parts.bring_on(
            assignments,
            row.get("coverages") or [],
            pictures=_pictures(article),
            is_over=row["state"] in APPROVED_STATES,
        )

    def _write(
        self, story: Story, row: dict[str, Any], assignments: list[Assignment]
    ) -> None:
        if not row.get("article"):
            return
        texts = [a for a in assignments if a.coverage.is_written]
        if texts:
            writer = texts[0].assignee
            planning.assignment_accept(assignment=texts[0], by=writer)
            article = content.item_start(assignment=texts[0], by=writer)
        else:
            makers = [each.assignee for each in assignments]
            writer = makers[0] if makers else self.people[row["pitched_by"]]
            article = content.article_create(
                unit=self.unit,
                section=SectionPage.objects.get(pk=story.section_id),
                headline=story.title,
                by=writer,
                story=story,
            )
        self._fill(article, row["article"], writer)

    def _fill(self, article: ArticlePage, row: dict[str, Any], writer: Any) -> None:
        article.title = row["headline"]
        article.short_headline = row.get("short_headline") or ""
        article.sapo = row["sapo"]
        article.body = body_from(row["body"], self.shelf.photo)
        if row.get("picture"):
            article.lead_photo = self.shelf.photo(row["picture"])
            article.lead_caption = row.get("picture_caption") or ""
        if row.get("layout"):
            article.layout = ArticlePage.Layout(row["layout"])
        article.ai_note = row.get("ai_label") or ""
        article.source = row.get("source") or ""
        article.tags.set(row.get("tags") or [])
        article.topics = list(
            TopicPage.objects.child_of(self.unit.home).filter(slug=row.get("topic"))
        )
        article.bylines = [
            ArticleAuthor(
                author=AuthorPage.objects.child_of(self.unit.home).get(
                    slug=author["slug"]
                ),
                part=PARTS[author["role"]],
                sort_order=order,
            )
            for order, author in enumerate(row["authors"])
        ]
        article.save_revision(user=writer)

    def _move_on(self, article: ArticlePage, row: dict[str, Any]) -> None:
        state = row["state"]
        if state == "in_progress":
            return
        review = content.item_submit(item=article, by=article.owner)
        if state == "submitted":
            self._approve_until(article, review, Role(row["waiting_step"]))
        elif state == "returned":
            self._return(article, review, row["returned"])
        elif state in APPROVED_STATES:
            self._approve_until(article, review, None)
        finish = self.finishes().get(state)
        if finish is not None:
            finish(article, row)

    def finishes(self) -> dict[str, Callable[[ArticlePage, dict[str, Any]], None]]:
        """Return what ends the way of a story in each state."""
        return {
            "scheduled": self._schedule,
            "embargoed": self._schedule,
            "published": self._publish,
            "corrected": self._publish_and_correct,
            "taken_down": self._publish_and_take_down,
        }

    def _approve_until(
        self, article: ArticlePage, review: Review, stop: Role | None
    ) -> None:
        while review.state == Review.State.IN_REVIEW:
            role = Role(review.step_at(review.step)["role"])
            if role == stop:
                return
            reviewer = people_with_role(role, self.unit).first()
            review = content.item_approve(item=article, by=reviewer, step=review.step)

    def _return(self, article: ArticlePage, review: Review, row: Any) -> None:
        self._approve_until(article, review, Role(row["step"]))
        review.refresh_from_db()
        content.item_return(
            item=article,
            by=self.people[row["by"]],
            step=review.step,
            to_step=0,
            comment=row["comment"],
        )

    def _schedule(self, article: ArticlePage, row: dict[str, Any]) -> None:
        at = self.moment(row["published_offset_minutes"])
        if at is not None:
            content.item_schedule(item=article, at=at, by=self.secretary)

    def _publish(self, article: ArticlePage, row: dict[str, Any]) -> None:
        content.item_publish(item=article, by=self.secretary)
        self.backdate(article, row["published_offset_minutes"])

    def backdate(self, item: Page, minutes: int) -> None:
        """Let a trial item look as if it had been out for a while."""
        at = self.moment(minutes)
        Page.objects.filter(pk=item.pk).update(
            first_published_at=at, last_published_at=at
        )
        content.item_refresh(item=item)

    def _publish_and_correct(self, article: ArticlePage, row: dict[str, Any]) -> None:
        self._publish(article, row)
        note = row["correction"]
        correction = content.item_correct(
            item=ArticlePage.objects.get(pk=article.pk),
            wrong=note["wrong"],
            right=note["right"],
            apologises=note["apology"],
            by=self.secretary,
        )
        correction.at = self.now + timedelta(minutes=note["offset_minutes"])
        correction.save(update_fields=["at"])

    def _publish_and_take_down(self, article: ArticlePage, row: dict[str, Any]) -> None:
        self._publish(article, row)
        order = row["takedown"]
        content.item_take_down(
            item=ArticlePage.objects.get(pk=article.pk),
            public_reason=order["reason"],
            internal_reason=order["reason"],
            ordered_by=str(Role(order["order_by_role"]).label),
            by=self.chief,
        )


def _pictures(article: dict[str, Any]) -> list[str]:
    """Return the keys of the article's pictures, each once."""
    found = [article.get("picture")]
    for block in article.get("body") or []:
        found += [block.get("picture"), *block.get("pictures", [])]
    return list(dict.fromkeys(filter(None, found)))


def title_of(row: dict[str, Any]) -> str:
    """Return what the story is called: its headline, or its brief's first sentence."""
    article = row.get("article") or {}
    return str(article.get("headline") or row.get("title") or _opening(row["brief"]))


def _opening(text: str) -> str:
    first = SENTENCE_END.split(text, maxsplit=1)[0]
    return first.removesuffix(".")
