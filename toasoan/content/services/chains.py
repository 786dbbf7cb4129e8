"""How a unit reviews: its chains and their steps, changed one at a time.

Items already on their way keep the steps they set out with.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from toasoan.content.errors import ItemNotReady
from toasoan.content.models import ReviewChain, ReviewStep
from toasoan.planning.models import Genre
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action, Role
from toasoan.units.selectors import people_with_role

# A step's place while its neighbour takes the old one.
_ASIDE = 30_000


@transaction.atomic
def chain_add(*, unit: PressUnit, genre: Genre, by: Any) -> ReviewChain:
    """Give a genre a chain of its own, beginning as the general one.

    Raises:
        NotAllowed: `by` does not keep the unit.
        ItemNotReady: the genre has one already.
    """
    user_require(by, Action.MANAGE, unit)
    if ReviewChain.objects.filter(unit=unit, genre=genre).exists():
        raise ItemNotReady(_("Thể loại này đã có quy trình riêng."))
    chain = ReviewChain.objects.create(
        unit=unit, genre=genre, name=_("Quy trình: %(genre)s") % {"genre": genre}
    )
    general = ReviewChain.objects.filter(unit=unit, genre=None).first()
    ReviewStep.objects.bulk_create(
        ReviewStep(
            chain=chain,
            order=step.order,
            role=step.role,
            person=step.person,
            due_minutes=step.due_minutes,
        )
        for step in (general.steps.all() if general else [])
    )
    _audit("content.chain_added", chain, by)
    return chain


@transaction.atomic
def chain_remove(*, chain: ReviewChain, by: Any) -> None:
    """Let the genre pass the general chain again.

    Raises:
        NotAllowed: `by` does not keep the unit.
        ItemNotReady: it is the general chain, which a unit always has.
    """
    user_require(by, Action.MANAGE, chain.unit)
    if chain.genre_id is None:
        raise ItemNotReady(_("Đơn vị luôn cần quy trình chung. Sửa các bước của nó."))
    _audit("content.chain_removed", chain, by)
    chain.delete()


@transaction.atomic
def step_add(
    *,
    chain: ReviewChain,
    role: str,
    due_minutes: int,
    by: Any,
    person: Any = None,
) -> ReviewStep:
    """Add a last step to the chain.

    Raises:
        NotAllowed: `by` does not keep the unit.
        ItemNotReady: the person named does not hold the role.
    """
    user_require(by, Action.MANAGE, chain.unit)
    _person_fits(chain, role, person)
    last = chain.steps.aggregate(last=Max("order"))["last"] or 0
    step = ReviewStep.objects.create(
        chain=chain,
        order=last + 1,
        role=role,
        person=person,
        due_minutes=due_minutes,
    )
    _audit("content.chain_changed", chain, by)
    return step


@transaction.atomic
def step_update(
    *,
    step: ReviewStep,
    role: str,
    due_minutes: int,
    by: Any,
    person: Any = None,
) -> ReviewStep:
    """Change who has the step and for how long; its place stays.

    Raises:
        NotAllowed: `by` does not keep the unit.
        ItemNotReady: the person named does not hold the role.
    """
    user_require(by, Action.MANAGE, step.chain.unit)
    _person_fits(step.chain, role, person)
    step.role, step.person, step.due_minutes = role, person, due_minutes
    step.save(update_fields=["role", "person", "due_minutes"])
    _audit("content.chain_changed", step.chain, by)
    return step


@transaction.atomic
def step_move(*, step: ReviewStep, is_up: bool, by: Any) -> None:
    """Let the step change places with its neighbour; at the end nothing happens.

    Raises:
        NotAllowed: `by` does not keep the unit.
    """
    user_require(by, Action.MANAGE, step.chain.unit)
    steps = step.chain.steps.select_for_update(of=("self",))
    other = (
        steps.filter(order__lt=step.order).order_by("-order").first()
        if is_up
        else steps.filter(order__gt=step.order).order_by("order").first()
    )
    if other is None:
        return
    mine, its = step.order, other.order
    for row, order in ((other, _ASIDE), (step, its), (other, mine)):
        row.order = order
        row.save(update_fields=["order"])
    _audit("content.chain_changed", step.chain, by)


@transaction.atomic
def step_remove(*, step: ReviewStep, by: Any) -> None:
    """Take the step out of the chain.

    Raises:
        NotAllowed: `by` does not keep the unit.
        ItemNotReady: it is the only step; nothing is published unreviewed.
    """
    user_require(by, Action.MANAGE, step.chain.unit)
    if step.chain.steps.count() == 1:
        raise ItemNotReady(_("Quy trình cần ít nhất một bước. Thêm bước khác trước."))
    chain = step.chain
    step.delete()
    _audit("content.chain_changed", chain, by)


def _person_fits(chain: ReviewChain, role: str, person: Any) -> None:
    if person is None:
        return
    if not people_with_role(Role(role), chain.unit).filter(pk=person.pk).exists():
        raise ItemNotReady(
            _("%(name)s không giữ chức danh này. Chọn người khác hoặc để trống.")
            % {"name": person}
        )


def _audit(action: str, chain: ReviewChain, by: Any) -> None:
    steps = [
        [step.role, step.person_id, step.due_minutes] for step in chain.steps.all()
    ]
    audit_record(
        action=action,
        target=chain,
        by=by,
        unit_key=chain.unit.key,
        data={"steps": steps},
    )
