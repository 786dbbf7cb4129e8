"""Everything the screen of one item shows, read once."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.selectors import right_to_use
from toasoan.content.curation.package_screen import (
    PackageScreen,
    package_screen,
    packages_to_choose,
    packages_told,
)
from toasoan.content.desks.place_panel import PlacePanel, place_panel
from toasoan.content.discussion.comments import open_comments, threads_waiting
from toasoan.content.editing.leases import lease_held_by_other, may_take_over
from toasoan.content.errors import Blocker
from toasoan.content.item_actions import (
    Facts,
    ItemAction,
    facts_of,
    main_actions,
    more_actions,
)
from toasoan.content.item_states import (
    ItemState,
    is_late,
    item_state,
    moment,
    step_role,
)
from toasoan.content.models import (
    ArticlePage,
    EditLease,
    FiledPiece,
    ItemComment,
    ItemRequest,
    PackagePage,
    PackagePlace,
    Release,
    Review,
    ReviewDecision,
    SyndicatedPage,
)
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.publication.gate import embargo_end, gate_check, source_article
from toasoan.content.publication.releases import release_stopped
from toasoan.content.publication.requests import requests_visible
from toasoan.content.publication.waiting import return_of, schedule_danger
from toasoan.content.selectors import reviews_waiting_for
from toasoan.content.story_panel import StoryPanel, story_panel
from toasoan.content.versions.changes import Change
from toasoan.content.versions.differences import (
    changes_since,
    judgement_known,
    judgement_last,
)
from toasoan.core import clock
from toasoan.security.models import AuditEntry
from toasoan.units.models import Delegation
from toasoan.units.roles import Action, Role
from toasoan.units.selectors import people_with_role

Kind = ReviewDecision.Kind
LENGTH_CODES = {"headline_long", "sapo_long", "body_short", "body_long"}
COMMENTS_SHOWN = 5


@dataclass(frozen=True)
class ChainStep:
    """One step of the stepper.

    Attributes:
        order: 0 is the writer.
        role: who decides.
        detail: the person and the time, or the person and when it is due.
        state: "done", "here" or "".
    """

    order: int
    role: str
    detail: str
    state: str
    is_late: bool = False


@dataclass(frozen=True)
class PhotoLine:
    """A picture of the item with the right to use it."""

    photo: Any
    credit: str
    allowed: bool
    reason: str


@dataclass(frozen=True)
class ItemScreen:
    """What one person sees of one item."""

    item: Any
    draft: Any
    article: Any
    state: ItemState
    steps: list[ChainStep]
    blockers: list[Blocker]
    fine: list[str]
    photos: list[PhotoLine]
    changes: list[Change]
    is_changed: bool
    known_decision: ReviewDecision | None
    last_decision: ReviewDecision | None
    decisions: list[ReviewDecision]
    actions: list[ItemAction]
    more: list[ItemAction]
    override: Any
    may_edit: bool
    is_copy: bool
    embargo: Any = None
    next_waiting: Review | None = None
    waiting_count: int = 0
    corrections: list[Any] = field(default_factory=list)
    updates: list[Any] = field(default_factory=list)
    requests: list[ItemRequest] = field(default_factory=list)
    stopped: Release | None = None
    may_record_request: bool = False
    may_save_template: bool = False
    take_down: Any = None
    plan: StoryPanel | None = None
    danger: str = ""
    lease: EditLease | None = None
    may_take_over: bool = False
    returned: ReviewDecision | None = None
    filed: FiledPiece | None = None
    place: PlacePanel | None = None
    package: PackageScreen | None = None
    stands_in: list[PackagePlace] = field(default_factory=list)
    packages: list[PackagePage] = field(default_factory=list)
    comments_open: int = 0
    comments_first: list[ItemComment] = field(default_factory=list)

    @property
    def thumb_count(self) -> int:
        """How many buttons lie under the thumb on a phone."""
        edits = self.may_edit and len(self.actions) < 2
        return len(self.actions) + int(edits) + int(self.goes_on)

    @property
    def goes_on(self) -> bool:
        """Whether nothing is to be decided here and another item waits."""
        decides = any(action.verb == "duyet" for action in self.actions)
        return self.next_waiting is not None and not decides

    @property
    def may_choose_section(self) -> bool:
        """Whether this person may put the article into another section."""
        return any(action.verb == "chuyen-muc" for action in self.more)


def item_screen(user: Any, item: Any) -> ItemScreen:
    """Return what `user` sees of the item and may do with it."""
    blockers = gate_check(item)
    facts = facts_of(item, user, blockers)
    draft = item.get_latest_revision_as_object()
    decisions = _decisions(item)
    waiting = [r for r in reviews_waiting_for(user, item.unit) if r.item_id != item.pk]
    known = judgement_last(decisions)
    if _is_to_decide(facts, user):
        known = judgement_known(user, decisions)
    return ItemScreen(
        item=item,
        draft=draft,
        article=source_article(draft),
        state=item_state(item),
        steps=chain_steps(facts.review, decisions),
        blockers=blockers,
        fine=_fine(draft, blockers),
        photos=_photos(draft),
        changes=changes_since(known, item),
        is_changed=known is not None and known.fingerprint != facts.fingerprint,
        known_decision=known,
        last_decision=judgement_last(decisions),
        decisions=decisions,
        actions=main_actions(facts),
        more=_without(more_actions(facts), main_actions(facts)),
        override=facts.override,
        may_edit=_may_edit(facts, user),
        is_copy=isinstance(item, SyndicatedPage),
        embargo=_embargo(draft),
        next_waiting=waiting[0] if waiting else None,
        waiting_count=len(waiting),
        corrections=list(item.corrections.all()),
        updates=list(item.updates.all()),
        requests=list(requests_visible(user, item.unit).filter(item=item.pk)),
        stopped=release_stopped(item),
        may_record_request=isinstance(item, ArticlePage)
        and item.first_published_at is not None
        and facts.may(Action.WRITE),
        may_save_template=isinstance(item, ArticlePage) and facts.may(Action.WRITE),
        take_down=item.take_downs.filter(lifted_at__isnull=True).first(),
        plan=story_panel(item),
        danger=schedule_danger(item),
        lease=(lease := lease_held_by_other(item.pk, user)),
        may_take_over=lease is not None and may_take_over(user, item, lease),
        returned=return_of(facts.review) if facts.review else None,
        filed=FiledPiece.objects.filter(article_id=item.pk).first(),
        **_around(user, item),
    )


def _around(user: Any, item: Any) -> dict[str, Any]:
    """Return where the item lies and stands, and what is said of it."""
    said = open_comments([item.pk]).get(item.pk, 0)
    return {
        "place": place_panel(user, item),
        "package": package_screen(user, item)
        if isinstance(item, PackagePage)
        else None,
        "stands_in": packages_told(user, item),
        "packages": packages_to_choose(user, item),
        "comments_open": said,
        "comments_first": threads_waiting(item.pk, COMMENTS_SHOWN) if said else [],
    }


def _is_to_decide(facts: Facts, user: Any) -> bool:
    return (
        facts.with_reviewers
        and facts.review is not None
        and facts.review.may_be_taken_by(user)
    )


def _without(actions: list[ItemAction], taken: list[ItemAction]) -> list[ItemAction]:
    verbs = {action.verb for action in taken}
    return [action for action in actions if action.verb not in verbs]


def _may_edit(facts: Facts, user: Any) -> bool:
    return not facts.is_down and bool(facts.item.may_be_edited_by(user))


def _embargo(draft: Any) -> Any:
    until = embargo_end(draft)
    return until if until is not None and until > clock.now() else None


def _decisions(item: Any) -> list[ReviewDecision]:
    return list(
        ReviewDecision.objects.filter(review__item_id=item.pk)
        .select_related("by", "on_behalf_of", "revision", "review__unit")
        .order_by("-at", "-pk")
    )


def chain_steps(
    review: Review | None, decisions: list[ReviewDecision]
) -> list[ChainStep]:
    """Return the stepper of the review, the writer first."""
    if review is None:
        return []
    own = [d for d in decisions if d.review_id == review.pk]
    steps = [_writer_step(review, own)]
    return steps + [_review_step(review, row, own) for row in review.steps]


def _writer_step(review: Review, decisions: list[ReviewDecision]) -> ChainStep:
    here = review.step == WRITING_STEP
    at = next((d.at for d in decisions if d.kind == Kind.SUBMIT), review.submitted_at)
    name = review.submitted_by
    detail = _("%(name)s đang sửa") if here else _("%(name)s, %(at)s")
    return ChainStep(
        order=WRITING_STEP,
        role=_("Người viết"),
        detail=detail % {"name": name, "at": moment(at)},
        state="here" if here else "done",
    )


def _review_step(
    review: Review, row: dict[str, Any], decisions: list[ReviewDecision]
) -> ChainStep:
    order = int(row["order"])
    done = _passed_by(order, decisions)
    is_here = review.step == order and review.state != Review.State.APPROVED
    passed = review.step > order or review.state == Review.State.APPROVED
    if passed and done is not None:
        return ChainStep(order, step_role(review, order), _signed(done, order), "done")
    people = step_people(review, row)
    if not is_here:
        return ChainStep(order, step_role(review, order), people, "")
    due = _("%(people)s, hạn %(at)s") if review.due_at else "%(people)s"
    return ChainStep(
        order=order,
        role=step_role(review, order),
        detail=due % {"people": people, "at": moment(review.due_at)},
        state="here",
        is_late=is_late(review.due_at),
    )


def _passed_by(order: int, decisions: list[ReviewDecision]) -> ReviewDecision | None:
    """Return the approval of the step itself, else the later one that jumped it."""
    approvals = [d for d in decisions if d.kind == Kind.APPROVE and d.step >= order]
    own = (d for d in approvals if d.step == order)
    return next(own, approvals[0] if approvals else None)


def _signed(decision: ReviewDecision, order: int) -> str:
    facts = {"name": decision.by, "at": moment(decision.at)}
    if decision.step > order:
        return _("%(name)s duyệt vượt cấp, %(at)s") % facts
    if decision.on_behalf_of is not None:
        facts["principal"] = decision.on_behalf_of
        return _("%(name)s ký thay %(principal)s, %(at)s") % facts
    return _("%(name)s, %(at)s") % facts


def step_people(review: Review, row: dict[str, Any]) -> str:
    """Return who may pass the step, delegation written out."""
    role = Role(row["role"])
    if row["person"] is not None:
        people = list(get_user_model().objects.filter(pk=row["person"]))
    else:
        people = list(people_with_role(role, review.unit)[:3])
    deputies = _deputies(review, role)
    shown = [deputies.get(person.pk, str(person)) for person in people]
    return ", ".join(shown) or _("chưa có ai giữ chức danh này")


def _deputies(review: Review, role: Role) -> dict[int, str]:
    rows: QuerySet[Delegation] = (
        Delegation.objects.on(clock.today())
        .filter(unit=review.unit, role=role)
        .select_related("deputy")
    )
    return {
        row.principal_id: _("%(name)s ký thay đến %(day)s")
        % {"name": row.deputy, "day": clock.format_date_vi(row.valid_to)}
        for row in rows
    }


def _photos(draft: Any) -> list[PhotoLine]:
    article = source_article(draft)
    lines = []
    for photo in article.photos():
        right = right_to_use(photo, article.unit)
        lines.append(PhotoLine(photo, photo.credit, right.allowed, right.reason))
    return lines


def _fine(draft: Any, blockers: list[Blocker]) -> list[str]:
    codes = {blocker.code for blocker in blockers}
    article = source_article(draft)
    checks = (
        (
            bool(article.photos()) and not codes & {"rights", "credit"},
            _("Quyền ảnh và ghi nguồn: đủ"),
        ),
        (
            bool(article.subject_id) and "remit" not in codes,
            _("Tôn chỉ, mục đích: đúng lĩnh vực"),
        ),
        (
            not any(code.startswith("missing_") for code in codes),
            _("Các mục bắt buộc: đủ"),
        ),
        (not codes & LENGTH_CODES, _("Độ dài tít và sapo: đúng mức")),
        ("embargo" not in codes, _("Không vướng giờ cấm công bố")),
        (
            not codes & {"review_open", "review_stale"},
            _("Quy trình duyệt: xong, đúng bản mới nhất"),
        ),
    )
    return [text for holds, text in checks if holds]


def item_history(item: Any, limit: int = 100) -> QuerySet[AuditEntry]:
    """Return what the audit log says of the item, newest first."""
    return (
        AuditEntry.objects.filter(
            target_kind=item._meta.label_lower,  # noqa: SLF001
            target_id=str(item.pk),
        )
        .select_related("actor")
        .order_by("-sequence")[:limit]
    )
