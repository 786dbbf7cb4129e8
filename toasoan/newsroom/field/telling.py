"""What the app for phones is told: plain values, sentences already in words."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags

from toasoan.archive.models import Photo
from toasoan.archive.selectors import photo_sources
from toasoan.content.access import articles_visible
from toasoan.content.editing.field_bodies import body_told
from toasoan.content.editing.profiles import Needed, rules_for
from toasoan.content.forms import COMMON_REASONS, ReturnForm
from toasoan.content.item_screen import ItemScreen, item_screen
from toasoan.content.item_states import item_state, moment
from toasoan.content.models import ArticlePage
from toasoan.content.selectors import sections_of
from toasoan.content.services import article_base
from toasoan.newsroom.selectors import my_work
from toasoan.planning.models import Assignment, Story
from toasoan.units.access import user_may
from toasoan.units.models import PressUnit, Subject
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list

Told = dict[str, Any]
# What a phone can decide; the rest is done at a desk.
VERBS_TOLD = frozenset({"duyet", "tra-lai", "xuat-ban"})
PREVIEW_WIDTH = 640


def ms(at: datetime | None) -> int | None:
    """Return a moment as scripts count it."""
    return None if at is None else int(at.timestamp() * 1000)


def unit_told(user: Any, unit: PressUnit) -> Told:
    """Return a unit with what its people choose from."""
    return {
        "key": unit.key,
        "name": unit.masthead,
        "theme": unit.theme,
        "writes": user_may(user, Action.WRITE, unit),
        "desks": [[desk.pk, desk.name] for desk in desk_list(unit)],
        "sections": [[page.pk, page.title] for page in sections_of(unit)],
        "subjects": [
            [each.pk, str(each)]
            for each in (unit.subjects.all() or Subject.objects.all())
        ],
    }


def work_told(user: Any, unit: PressUnit) -> list[Told]:
    """Return what the person has to do in the unit: assignments, returned, drafts."""
    work = my_work(user, unit)
    back = {review.item_id: decision for review, decision in work.returned}
    rows = [_assignment_told(each) for each in work.to_do]
    rows += [_returned_told(item_id, said) for item_id, said in back.items()]
    rows += [_draft_told(item.pk) for item in work.drafts]
    return [{**row, "unit": unit.key} for row in rows]


def _assignment_told(assignment: Assignment) -> Told:
    story, event = assignment.story, assignment.story.event
    return {
        "key": f"viec-{assignment.pk}",
        "assignment": assignment.pk,
        "kind": assignment.coverage.kind,
        "kind_words": assignment.coverage.get_kind_display(),
        "is_written": assignment.coverage.is_written,
        "is_new": assignment.state == Assignment.State.ASSIGNED,
        "state_words": assignment.get_state_display(),
        "title": story.title,
        "brief": story.brief,
        "note": "\n".join(filter(None, (assignment.coverage.note, assignment.note))),
        "by": str(assignment.assigned_by),
        "due": ms(assignment.due_at),
        "due_words": moment(assignment.due_at),
        "words": assignment.coverage.ordered_length,
        "needed_words": _needed(story) if assignment.coverage.is_written else "",
        "returned": _reason(assignment.return_reason, "", ""),
        "needs_section": story.section_id is None,
        "event": event
        and {
            "title": event.title,
            "place": event.place,
            "contacts": event.contacts,
            "when_words": moment(event.starts_at),
        },
        "article": _article_of(assignment),
    }


def _article_of(assignment: Assignment) -> Told | None:
    """Return the article begun for the assignment, unless somebody keeps it to work on."""
    mine = articles_visible(assignment.assignee)
    article = mine.filter(pk=assignment.item_id).first()
    return article_told(article) if article is not None else None


def _needed(story: Story) -> str:
    """Return what the unit's own profile needs for handing in, in words."""
    rules = rules_for(story.unit, story.genre)
    at_submit = [r.kind.label for r in rules.needed if r.needed == Needed.SUBMIT]
    return ", ".join(map(str, at_submit)) if rules.profile else ""


def _returned_told(item_id: int, decision: Any) -> Told:
    row = _draft_told(item_id)
    if decision is not None:
        row["returned"] = _reason(
            decision.comment, str(decision.by), moment(decision.at)
        )
    return row


def _reason(words: str, by: str, at: str) -> Told | None:
    return {"reason": words, "by": by, "at_words": at} if words else None


def _draft_told(item_id: int) -> Told:
    article = ArticlePage.objects.get(pk=item_id)
    told = article_told(article)
    return {
        "key": f"bai-{item_id}",
        "is_written": True,
        "title": told["title"],
        "state_words": item_state(article).text,
        "article": told,
    }


def article_told(article: ArticlePage) -> Told:
    """Return the article's latest draft as a phone writes on it."""
    draft = article.get_latest_revision_as_object()
    revision = article.get_latest_revision()
    return {
        "id": article.pk,
        "unit": article.unit.key,
        "title": draft.title,
        "sapo": draft.sapo,
        "body": body_told(draft.body),
        "base": article_base(article),
        "lead": photo_told(draft.lead_photo, draft.lead_caption),
        "by": str(revision.user) if revision and revision.user else "",
        "at_words": moment(revision.created_at) if revision else "",
        "url": reverse("content:item", args=[article.pk]),
    }


def photo_told(photo: Photo | None, caption: str = "") -> Told | None:
    """Return a picture to show, or None where there is none."""
    sources = photo_sources(photo, (PREVIEW_WIDTH,))
    if photo is None or sources is None:
        return None
    return {
        "src": sources.src,
        "alt": sources.alt,
        "width": sources.width,
        "height": sources.height,
        "caption": caption or photo.caption,
        "credit": photo.credit,
    }


def review_told(user: Any, article: ArticlePage) -> Told:
    """Return an article as whoever decides on it reads it, and what they may do."""
    screen = item_screen(user, article)
    return {
        **article_told(article),
        "state_words": screen.state.text,
        "state_look": screen.state.look,
        "steps": [[step.role, step.detail, step.state] for step in screen.steps],
        "photos": [_right_told(line) for line in screen.photos],
        "changes": [
            {"field": each.field, "pieces": _pieces(str(each.html))}
            for each in screen.changes
        ],
        "checks": [each.message for each in screen.blockers],
        "actions": [
            {"verb": each.verb, "label": str(each.label), "step": each.step}
            for each in screen.actions
            if each.verb in VERBS_TOLD
        ],
        "return_to": _return_choices(user, article, screen),
        "reasons": [str(each) for each in COMMON_REASONS],
    }


def _right_told(line: Any) -> Told:
    told = photo_told(line.photo) or {"src": "", "caption": line.photo.caption}
    return {**told, "credit": line.credit, "refused": line.reason}


def _pieces(html: str) -> list[list[str]]:
    """Return the compared words as pairs of "", "ins" or "del" and their text."""
    found: list[list[str]] = []
    for part in html.replace("<", "\n<").split("\n"):
        tag = next((t for t in ("ins", "del") if part.startswith(f"<{t}>")), "")
        text = strip_tags(part)
        if text:
            found.append([tag, text])
    return found


def _return_choices(
    user: Any, article: ArticlePage, screen: ItemScreen
) -> list[list[Any]]:
    if not any(action.verb == "tra-lai" for action in screen.actions):
        return []
    form: Any = ReturnForm(item=article, user=user)
    return [[value, str(label)] for value, label in form.fields["to_step"].choices]
