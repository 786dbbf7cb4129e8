"""Who hears of what happens to a story, its parts and its events; each act is told once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from toasoan.core import clock
from toasoan.planning.models import Assignment, Event, PitchQuestion, Story
from toasoan.workspace.services import notification_send

BRIEF_CHARS = 160
TITLES_SHOWN = 3
# What of a story its makers must hear; the rest is housekeeping.
TOLD_FIELDS = (
    "title",
    "planned_at",
    "embargo_until",
    "brief",
    "desk",
    "section",
    "genre",
    "subject",
    "priority",
    "rights_note",
)


def work_told(
    kind: str, assignment: Assignment, *, to: Any, by: Any, **values: str
) -> None:
    """`to` knows what became of the assignment; its assignee is led to the work."""
    story = assignment.story
    is_own = to == assignment.assignee
    notification_send(
        kind=kind,
        to=[to],
        path=reverse("newsroom:work", args=[assignment.pk])
        if is_own
        else reverse("planning:story", args=[story.pk]),
        key=f"{kind}:{assignment.pk}:{_stamp(assignment.changed_at)}",
        values={"title": story.title, **_tidy(values)},
        by=by,
        unit=story.unit,
    )


def given_told(assignment: Assignment, *, by: Any) -> None:
    """The assignee knows what to do, by when, and what was said with it."""
    work_told(
        "planning.assignment_given",
        assignment,
        to=assignment.assignee,
        by=by,
        due=_moment(assignment.due_at),
        note=assignment.note,
        begun="1" if assignment.item_id else "",
    )


def hand_over_told(left: Assignment, taken: Assignment, *, by: Any) -> None:
    """Both know: who has the work now, and who had it."""
    given_told(taken, by=by)
    work_told(
        "planning.assignment_handed_over",
        left,
        to=left.assignee,
        by=by,
        assignee=str(taken.assignee),
        begun="1" if taken.item_id else "",
    )


def part_stopped_told(
    assignments: Sequence[Assignment], *, by: Any, reason: str
) -> None:
    """Whoever worked on a part that was struck out knows that it stops, and why."""
    told: set[int] = set()
    for assignment in assignments:
        if assignment.assignee_id not in told:
            told.add(assignment.assignee_id)
            work_told(
                "planning.assignment_cancelled",
                assignment,
                to=assignment.assignee,
                by=by,
                reason=reason,
            )


def story_told(
    kind: str,
    story: Story,
    *,
    to: Iterable[Any],
    by: Any,
    values: Mapping[str, str],
) -> None:
    """The people of the story know what became of it."""
    notification_send(
        kind=kind,
        to=to,
        path=reverse("planning:story", args=[story.pk]),
        key=f"{kind}:{story.pk}:{_stamp(story.updated_at)}",
        values={"title": story.title, **_tidy(values)},
        by=by,
        unit=story.unit,
    )


def pitch_talk_told(
    kind: str, question: PitchQuestion, *, to: Any, by: Any, said: str
) -> None:
    """The other side of a question about a pitch knows what was said."""
    story = question.story
    notification_send(
        kind=kind,
        to=[to],
        path=reverse("planning:story", args=[story.pk]),
        key=f"{kind}:{question.pk}",
        values={"title": story.title, "said": _shown(said)},
        by=by,
        unit=story.unit,
    )


def story_change_told(story: Story, before: Mapping[str, Any], *, by: Any) -> None:
    """Whoever has work of the story knows what of it is new; `before` is what was."""
    changed = {
        name: getattr(story, name)
        for name in TOLD_FIELDS
        if name in before and before[name] != getattr(story, name)
    }
    if not changed:
        return
    values = {"former": before.get("title", story.title), "title": ""}
    for name, value in changed.items():
        values |= {name: _shown(value)} if value else {f"no_{name}": "1"}
    to = makers_of(story)
    if story.state == Story.State.PITCHED:
        to.append(story.pitched_by)
    story_told("planning.story_changed", story, to=to, by=by, values=values)


def makers_of(story: Story) -> list[Any]:
    """Return who has open work of the story."""
    open_now = Assignment.objects.filter(
        coverage__story=story, state__in=Assignment.OPEN_STATES
    )
    return [each.assignee for each in open_now.select_related("assignee")]


# --- Events ----------------------------------------------------------------------


def event_change_told(
    events: Sequence[Event],
    chosen: Event,
    before: Mapping[str, Any],
    *,
    by: Any,
    followed: bool = False,
) -> None:
    """Whoever goes to one of the events knows once that they moved or are off.

    `chosen` is the one that was changed by hand, `before` what it was in the fields
    that changed; `followed` says that hours of stories moved along.
    """
    news = event_news(chosen, before)
    if not news:
        return
    repeats = {"repeats": str(len(events))} if len(events) > 1 else {}
    if followed:
        news["followed"] = "1"
    is_off = "status" in before and chosen.is_off
    kind = "planning.event_off" if is_off else "planning.event_changed"
    first = sorted(events, key=lambda each: (each.pk != chosen.pk, each.starts_at))
    for event, people in _people_by_first(first).items():
        notification_send(
            kind=kind,
            to=people,
            path=reverse("planning:event", args=[event.pk]),
            key=f"event:{chosen.pk}:{_stamp(chosen.updated_at)}",
            values={"title": event.title, **news, **repeats},
            by=by,
            unit=event.unit,
        )


def event_attached_told(events: Sequence[Event], title: str, *, by: Any) -> None:
    """Whoever goes to one of the events knows once that there is something to read."""
    for event, people in _people_by_first(events).items():
        notification_send(
            kind="planning.event_attached",
            to=people,
            path=reverse("planning:event", args=[event.pk]),
            key=f"event:{event.pk}:attached:{clock.now().isoformat()}",
            values={"title": event.title, "file": title},
            by=by,
            unit=event.unit,
        )


def event_news(event: Event, before: Mapping[str, Any]) -> dict[str, str]:
    """Return what of a change people who go there must hear; nothing of the rest."""
    news = {}
    if "status" in before and event.is_off:
        return {str(event.status): "1", "reason": _plain(event.status_reason)}
    if "status" in before and before["status"] in Event.OFF:
        news["on_again"] = "1"
    if before.keys() & {"starts_at", "ends_at", "is_all_day"}:
        news["moved"] = _moment(event.starts_at)
        news["before"] = _moment(before.get("starts_at", event.starts_at))
    if "place" in before:
        news["place"] = event.place or "–"
    return news


def calendar_told(
    events: Sequence[Event], *, unit: Any, by: Any = None, source: str = ""
) -> None:
    """Whoever goes to some of the events a calendar changed knows it once.

    `by` brought a file in; a calendar the house reads by itself is `source`.
    """
    theirs: defaultdict[Any, list[Event]] = defaultdict(list)
    for event, people in _people_by_event(events).items():
        for person in people:
            theirs[person].append(event)
    for person, changed in theirs.items():
        titles = [f"“{each.title}”" for each in changed[:TITLES_SHOWN]]
        notification_send(
            kind="planning.source_changed" if source else "planning.calendar_changed",
            to=[person],
            path=reverse("planning:calendar"),
            key=f"calendar:{unit.key}:{_stamp(max(each.updated_at for each in changed))}",
            values={
                "n": str(len(changed)),
                "titles": ", ".join(titles),
                "source": source,
            },
            by=by,
            unit=unit,
        )


def _people_by_first(events: Sequence[Event]) -> dict[Event, list[Any]]:
    """Return who is told of which event: each person of the first that is theirs."""
    told: set[int] = set()
    found = {}
    for event, people in _people_by_event(events).items():
        new = {each.pk: each for each in people if each.pk not in told}
        told |= new.keys()
        if new:
            found[event] = list(new.values())
    return found


def _people_by_event(events: Sequence[Event]) -> dict[Event, set[Any]]:
    """Return who makes or pitched an open story of each event."""
    stories = Story.objects.filter(event__in=events, state__in=Story.OPEN_STATES)
    people: defaultdict[int | None, set[Any]] = defaultdict(set)
    event_of: dict[int, int | None] = {}
    for story in stories.select_related("pitched_by"):
        event_of[story.pk] = story.event_id
        people[story.event_id].add(story.pitched_by)
    work = Assignment.objects.filter(
        coverage__story__in=event_of, state__in=Assignment.OPEN_STATES
    ).select_related("assignee", "coverage")
    for each in work:
        people[event_of[each.coverage.story_id]].add(each.assignee)
    return {event: people[event.pk] for event in events if event.pk in people}


# --- Words -----------------------------------------------------------------------


def _tidy(values: Mapping[str, str]) -> dict[str, str]:
    """A reason ends within our sentence: its own full stop would be a second one."""
    return {
        name: _plain(value) if name in {"reason", "note"} else value
        for name, value in values.items()
    }


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return _moment(value)
    return Truncator(_plain(str(value))).chars(BRIEF_CHARS)


def _moment(at: datetime | None) -> str:
    return clock.format_datetime_vi(at) if at else ""


def _stamp(at: datetime) -> str:
    return at.isoformat()
