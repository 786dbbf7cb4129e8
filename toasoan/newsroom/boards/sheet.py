"""One story in the panel beside a view: all that can be read and done without leaving."""

from dataclasses import dataclass, field
from typing import Any

from toasoan.content.access import articles_visible
from toasoan.content.item_actions import ItemAction, facts_of, main_actions
from toasoan.content.item_states import ItemState, item_state, with_state
from toasoan.content.models import ArticlePage
from toasoan.content.publication.gate import gate_check
from toasoan.content.views.verbs import VERBS
from toasoan.core import clock
from toasoan.newsroom.boards.cards import PILL
from toasoan.newsroom.boards.timing import Timing, timing_of
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.selectors import coverages_of
from toasoan.units.access import user_may
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may

# What is done at one press; the rest asks for words and has a screen of its own.
IN_PLACE = frozenset({"nop", "duyet", "xuat-ban"})
MOST_COMMENTS = 100


@dataclass(frozen=True)
class SheetItem:
    """An article of the story.

    Attributes:
        actions: what this person may do with it at one press.
        blockers: what keeps it from readers, told to who publishes.
        length: words of the latest draft; ordered: how many were asked for.
    """

    item: Any
    title: str
    state: ItemState
    length: int
    ordered: int | None
    actions: list[ItemAction] = field(default_factory=list)
    blockers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """What one person sees of one story in the panel."""

    story: Story
    pill: ItemState
    timing: Timing | None
    coverages: list[Coverage]
    items: list[SheetItem]
    comments: list[Any]
    comments_before: int
    people: list[Any]
    may_decide: bool
    may_reschedule: bool
    may_assign: bool

    @property
    def verbs(self) -> list[str]:
        """What may be answered to the story now."""
        if not self.may_decide:
            return []
        if self.story.state == Story.State.PITCHED:
            return ["duyet", "khong-duyet", "dung"]
        return ["xong", "dung"] if self.story.is_worked else []


def sheet_of(user: Any, story: Story) -> Sheet:
    """Return what `user` sees of the story and may do with it."""
    unit = story.unit
    coverages = list(coverages_of(story))
    items = [_item(user, item, coverages) for item in _articles(story, user)]
    out = [i.item.first_published_at for i in items if i.item.live]
    may_decide = user_may(user, Action.DECIDE_STORY, unit)
    may_assign = user_may(user, Action.ASSIGN, unit) and story.is_worked
    own_pitch = story.pitched_by_id == user.pk and story.state == Story.State.PITCHED
    said = list(story.comments.select_related("author").order_by("-at", "-pk"))
    look, icon = PILL[story.state]
    return Sheet(
        story=story,
        pill=ItemState(story.state, story.get_state_display(), look, icon),
        timing=timing_of(
            story.planned_at, min(out, default=None), clock.now(), is_open=story.is_open
        ),
        coverages=coverages,
        items=items,
        comments=said[:MOST_COMMENTS][::-1],
        comments_before=max(0, len(said) - MOST_COMMENTS),
        people=list(people_who_may(Action.WRITE, unit)) if may_assign else [],
        may_decide=may_decide,
        may_reschedule=story.is_open and (may_decide or own_pitch),
        may_assign=may_assign,
    )


def _articles(story: Story, user: Any) -> Any:
    return with_state(
        articles_visible(user)
        .filter(story=story)
        .select_related("unit", "latest_revision")
        .order_by("pk")
    )


def _item(user: Any, item: ArticlePage, coverages: list[Coverage]) -> SheetItem:
    draft = item.get_latest_revision_as_object()
    blockers = gate_check(item)
    facts = facts_of(item, user, blockers)
    waits = not item.live and facts.may(Action.PUBLISH) and not facts.is_down
    return SheetItem(
        item=item,
        title=draft.title,
        state=item_state(item),
        length=draft.length_syllables,
        ordered=_ordered(item, coverages),
        actions=[each for each in main_actions(facts) if each.verb in IN_PLACE],
        blockers=[blocker.message for blocker in facts.left] if waits else [],
    )


def _ordered(item: ArticlePage, coverages: list[Coverage]) -> int | None:
    for coverage in coverages:
        made: list[Assignment] = list(coverage.assignments.all())
        if any(each.item_id == item.pk for each in made):
            return coverage.ordered_length
    return None


def item_act(user: Any, item: Any, verb: str, data: Any) -> str | None:
    """Do one thing with the item and return what to say; None when it is not to be had.

    Raises:
        ToasoanError: the service refuses.
    """
    if verb not in IN_PLACE:
        return None
    chosen = VERBS[verb]
    form = chosen.form(data, item=item, user=user)
    return chosen.run(item, user, form.cleaned_data) if form.is_valid() else None
