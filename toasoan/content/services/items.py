"""Items come to be: from an assignment, or by themselves."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.beginnings.template_fields import template_default, template_fields
from toasoan.content.curation.packages import items_beside
from toasoan.content.desks.desk_items import place_of
from toasoan.content.errors import ItemNotReady, SectionMissing
from toasoan.content.events import StoryItemPublished, StoryItemTakenDown
from toasoan.content.finding.search import article_index_remove, article_index_update
from toasoan.content.models import (
    ArticleAuthor,
    ArticlePage,
    AuthorPage,
    ItemRequest,
    PreviewLink,
    SectionPage,
    Stage,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.gate import embargo_end_named
from toasoan.content.selectors import sections_of
from toasoan.content.services.aftercare import announce
from toasoan.content.services.places import (
    place_follow,
    place_personal_within,
    place_within,
)
from toasoan.content.slugs import slug_unused
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.outbox import event_record
from toasoan.planning.models import Assignment, Freelancer, Story
from toasoan.planning.services import assignment_start, item_assignment_open
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

PREVIEW_HOURS = 48
# The story's embargo is not copied: the gate asks the story itself, so that a
# changed or lifted embargo holds at once for everything made for it.
CARRIED_FIELDS = ("genre", "subject")


@transaction.atomic
def article_create(
    *,
    unit: PressUnit,
    section: SectionPage,
    headline: str,
    by: Any,
    story: Story | None = None,
    stage: Stage | None = None,
    is_personal: bool = False,
    **fields: Any,
) -> ArticlePage:
    """Make a draft in `section`, with its first revision and the writer's pen name.

    With a story it has the story's fields and becomes a part of its plan. It lies in
    `stage`, or in the writer's own space; else where its story's desk writes, else
    where its writer's desk does.

    Raises:
        NotAllowed: `by` does not write in the unit.
        ItemNotReady: the section, the story or the stage is another unit's.
        StoryStateWrong: the story is not approved, or closed.
    """
    user_require(by, Action.WRITE, unit)
    if stage is not None and (stage.desk.unit != unit or not stage.desk.is_active):
        raise ItemNotReady(_("Ban này đã đóng hoặc của đơn vị khác. Chọn ban khác."))
    if story is None:
        article = article_make(unit, section, headline, by, fields)
        _first_place(article, stage, is_personal=is_personal, by=by)
        return article
    if story.unit != unit:
        raise ItemNotReady(_("Đề tài này của đơn vị khác. Chọn đề tài khác."))
    article = article_make(unit, section, headline, by, _carried(story) | fields)
    _first_place(article, stage, is_personal=False, by=by)
    item_assignment_open(story=story, item=article, by=by)
    return article


def _first_place(
    article: ArticlePage, stage: Stage | None, *, is_personal: bool, by: Any
) -> None:
    if is_personal:
        place_personal_within(item=article, owner=by, by=by)
    elif stage is not None:
        place_within(item=article, stage=stage, by=by)
    else:
        place_follow(article, Stage.Takes.WRITING, by=by)


def _carried(story: Story) -> dict[str, Any]:
    return {"story": story} | {name: getattr(story, name) for name in CARRIED_FIELDS}


def _begun(story: Story) -> dict[str, Any]:
    """Return the fields of the desk's template, the story's own over them."""
    template = template_default(story.desk, story.genre)
    given = template_fields(template, clock.today()) if template else {}
    return given | {name: value for name, value in _carried(story).items() if value}


def article_make(
    unit: PressUnit,
    section: SectionPage,
    headline: str,
    by: Any,
    fields: dict[str, Any],
    freelancer: Freelancer | None = None,
) -> ArticlePage:
    """Make the draft, inside a service of this room that asked for the right.

    It lies nowhere yet.

    Raises:
        ItemNotReady: the section is another unit's.
    """
    if section.press_unit() != unit:
        raise ItemNotReady(_("Chuyên mục này của đơn vị khác. Chọn chuyên mục khác."))
    tags = fields.pop("tags", ())
    article = ArticlePage(
        title=headline,
        slug=slug_unused(section, headline),
        unit=unit,
        owner=by,
        live=False,
        **fields,
    )
    article.tags.add(*tags)
    pen_name = _pen_name(unit, by, freelancer)
    if pen_name is not None:
        article.bylines.add(ArticleAuthor(author=pen_name, sort_order=0))
    Page.objects.get(pk=section.pk).add_child(instance=article)
    article.save_revision(user=by, log_action=True)
    audit_record(
        action="content.item_created", target=article, by=by, unit_key=unit.key
    )
    return article


def _pen_name(
    unit: PressUnit, by: Any, freelancer: Freelancer | None
) -> AuthorPage | None:
    names = AuthorPage.objects.descendant_of(unit.home)
    if freelancer is not None:
        # Whoever sees to a contributor's work does not sign it.
        return names.filter(title__iexact=freelancer.byline).first()
    return names.filter(user=by).first()


@transaction.atomic
def item_start(
    *, assignment: Assignment, by: Any, section: SectionPage | None = None
) -> ArticlePage:
    """Make the article an assignment asks for, with all the story's fields.

    Where the desk has a template for the genre, the article begins with it.
    Started twice, it returns the article that is there. It stands in the story's
    section, else in the unit's only one, else in `section`.

    Raises:
        SectionMissing: the section is not planned and none was chosen.
        NotAllowed: the assignment is another's.
        WorkKindWrong: no article is made for photos, film and the like.
        ItemNotReady: the unit has no section to write in.
    """
    # The story's row is what planning holds too: pressed twice, the second
    # waits and finds the article.
    Story.objects.select_for_update(of=("self",)).get(pk=assignment.coverage.story_id)
    assignment = Assignment.objects.select_related(
        "coverage__story__unit", "freelancer"
    ).get(pk=assignment.pk)
    if assignment.assignee != by:
        raise NotAllowed
    if assignment.item is not None:
        return assignment.item.specific
    story = assignment.coverage.story
    user_require(by, Action.WRITE, story.unit)
    place = section_planned(story) or section
    if place is None:
        raise SectionMissing
    article = article_make(
        story.unit, place, story.title, by, _begun(story), assignment.freelancer
    )
    _first_place(article, None, is_personal=False, by=by)
    assignment_start(assignment=assignment, item=article, by=by)
    return article


def section_planned(story: Story) -> SectionPage | None:
    """Return where the story's articles begin: its section, else the unit's only one.

    With several to choose from and none planned, None.

    Raises:
        ItemNotReady: the unit has no section.
    """
    planned = story.section.specific if story.section else None
    if isinstance(planned, SectionPage):
        return planned
    sections = list(sections_of(story.unit)[:2])
    if not sections:
        raise ItemNotReady(_("Đơn vị chưa có chuyên mục. Nhờ quản trị đơn vị thêm."))
    return sections[0] if len(sections) == 1 else None


@transaction.atomic
def preview_link_create(*, item: ItemPage, by: Any, hours: int = PREVIEW_HOURS) -> str:
    """Return the token of a link that shows the draft for `hours` from now.

    Only the token's hash is kept, so a copy of the database opens nothing.

    Raises:
        NotAllowed: `by` does not write in the unit.
        ItemNotReady: the item is under embargo, which holds for links too, or it is
            somebody's own.
    """
    user_require(by, Action.WRITE, item.unit)
    place = place_of(item)
    if place is not None and place.owner_id is not None:
        raise ItemNotReady(_("Bài cá nhân chưa có đường xem trước. Chuyển về ban đã."))
    # As it is now: an embargo may have been set since the screen was opened.
    stored = type(item).objects.get(pk=item.pk)
    until = embargo_end_named(stored.get_latest_revision_as_object())
    if until is not None and clock.now() < until:
        raise ItemNotReady(
            _("Cấm công bố đến %(until)s: chưa tạo được đường xem trước.")
            % {"until": clock.format_datetime_vi(until)}
        )
    token = secrets.token_urlsafe(24)
    PreviewLink.objects.create(
        item_id=item.pk,
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        by=by,
        expires_at=clock.now() + timedelta(hours=hours),
    )
    audit_record(
        action="content.preview_linked",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"hours": hours},
    )
    return token


@transaction.atomic
def item_refresh(*, item: ItemPage) -> None:
    """Bring search and every page that shows the item up to what is stored."""
    live = type(item).objects.get(pk=item.pk)
    article_index_update(live)
    event_record(
        StoryItemPublished(
            item_id=live.pk,
            unit_key=live.unit.key,
            revision_id=live.live_revision_id,
            is_first=False,
        ),
        aggregate=f"item:{live.pk}",
    )


@transaction.atomic
def item_erase(*, item: ItemPage) -> None:
    """Delete the item with its versions and reviews; readers get 404.

    For trial material only: what was published for real is taken down, and its
    record stays.
    """
    address = item.get_url_parts()
    beside = items_beside(item.pk)
    ItemRequest.objects.filter(Q(item=item.pk) | Q(reply=item.pk)).delete()
    article_index_remove(item.pk)
    event_record(
        StoryItemTakenDown(
            item_id=item.pk,
            unit_key=item.unit.key,
            path=(address[2] if address else None) or "",
        ),
        aggregate=f"item:{item.pk}",
    )
    item.delete()
    for other in Page.objects.live().filter(pk__in=beside).order_by("pk").specific():
        announce(other)
