"""Templates with an hour: the draft of a day is made once, also after a standstill."""

import logging
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.access import may_keep_template
from toasoan.content.beginnings.template_fields import (
    is_due,
    schedules_due,
    template_fields,
    template_headline,
)
from toasoan.content.errors import TemplateWrong
from toasoan.content.models import (
    ArticlePage,
    ItemTemplate,
    Stage,
    TemplateRun,
    TemplateSchedule,
)
from toasoan.content.services.items import article_create
from toasoan.content.telling import template_made_told, template_not_made_told
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.jobs import job_wanted
from toasoan.security.services import audit_record
from toasoan.units.access import user_may
from toasoan.units.models import Membership
from toasoan.units.roles import Action, Role
from toasoan.units.selectors import people_acting, people_signing

log = logging.getLogger("toasoan.content")


@transaction.atomic
def template_schedule(
    *,
    template: ItemTemplate,
    by: Any,
    weekdays: Sequence[int],
    at: time,
    writer: Any,
    stage: Stage | None = None,
    is_on: bool = True,
) -> TemplateSchedule:
    """Have a draft made from the desk's template on these weekdays at this hour.

    An hour of today that is past already counts from the next day on.

    Raises:
        NotAllowed: `by` does not keep the desk's templates.
        TemplateWrong: it is no desk's, or has no section, or `writer` does not write.
    """
    held = ItemTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if not may_keep_template(by, held):
        raise NotAllowed
    days = sorted({day for day in weekdays if 0 <= day <= 6})
    _sense_require(held, days, stage, writer)
    schedule, _new = TemplateSchedule.objects.update_or_create(
        template=held,
        defaults={
            "weekdays": days,
            "at": at,
            "stage": stage,
            "writer": writer,
            "is_on": is_on,
            "counts_from": clock.now(),
        },
    )
    audit_record(
        action="content.template_scheduled",
        target=held,
        by=by,
        unit_key=held.unit.key,
        data={
            "weekdays": days,
            "at": f"{at:%H:%M}",
            "stage": str(stage or ""),
            "writer": str(writer),
            "on": is_on,
        },
    )
    return schedule


def _sense_require(
    template: ItemTemplate, days: list[int], stage: Stage | None, writer: Any
) -> None:
    if template.desk is None:
        raise TemplateWrong(_("Chỉ bài mẫu của một ban mới hẹn giờ được."))
    if template.section is None:
        raise TemplateWrong(_("Bài mẫu chưa có chuyên mục. Chọn chuyên mục trước."))
    if not days:
        raise TemplateWrong(_("Chọn ít nhất một ngày trong tuần."))
    if stage is not None and stage.desk_id != template.desk_id:
        raise TemplateWrong(_("Khâu này của ban khác. Chọn khâu của ban."))
    if not user_may(writer, Action.WRITE, template.unit):
        raise TemplateWrong(
            _("%(name)s không viết ở đơn vị này. Chọn người khác.") % {"name": writer}
        )


# --- The hour has come ------------------------------------------------------------


@job_wanted.register("content.templates_make")
def templates_are_due() -> bool:
    """Return whether a template's hour of today has come and was not served."""
    return schedules_due(clock.now()).exists()


def templates_make() -> int:
    """Make every draft whose hour of today has come; return how many were made."""
    made = 0
    for schedule in schedules_due(clock.now()):
        try:
            made += template_make(schedule=schedule) is not None
        except Exception:
            # A fault in one template must not silence the clock for all the others.
            log.exception("template %s", schedule.template_id)
    return made


@transaction.atomic
def template_make(*, schedule: TemplateSchedule) -> ArticlePage | None:
    """Make the day's draft in its stage, once, and tell its writer.

    Cut off in between, nothing is there and the next run makes it. When it cannot
    be made, the desk is told why, once a day.

    Returns:
        The draft; None when it was made already, is not due, or could not be made.
    """
    held = (
        TemplateSchedule.objects.select_for_update(of=("self",))
        .select_related("template__unit", "template__desk", "stage", "writer")
        .get(pk=schedule.pk)
    )
    now = clock.now()
    if held.template.is_archived or not is_due(held, now):
        return None
    day = clock.local(now).date()
    run, is_new = TemplateRun.objects.get_or_create(
        template=held.template, day=day, defaults={"at": now}
    )
    if not is_new:
        return None
    writer = _writer_of(held)
    problem = _problem(held.template, writer)
    if problem:
        _not_made(run, held, problem)
        return None
    article = _make(held, writer, day)
    run.item_id = article.pk
    run.save(update_fields=["item"])
    template_made_told(held, article, to=writer, day=day)
    audit_record(
        action="content.template_made",
        target=article,
        by=None,
        unit_key=article.unit.key,
        data={"template": held.template.name, "day": f"{day}", "writer": str(writer)},
    )
    return article


def _make(schedule: TemplateSchedule, writer: Any, day: date) -> ArticlePage:
    template = schedule.template
    # Asked for before: without a section nothing is made.
    section: Any = template.section
    return article_create(
        unit=template.unit,
        section=section,
        headline=template_headline(template, day),
        by=writer,
        stage=schedule.stage or _writing_stage(template),
        **template_fields(template, day),
    )


def _writing_stage(template: ItemTemplate) -> Stage | None:
    if template.desk is None:
        return None
    return template.desk.stages.filter(takes=Stage.Takes.WRITING).first()


def _writer_of(schedule: TemplateSchedule) -> Any:
    """Return who has the draft: the writer named, else who heads the desk, or None."""
    unit = schedule.template.unit
    if user_may(schedule.writer, Action.WRITE, unit):
        return schedule.writer
    return next(iter(heads_of(schedule.template)), None)


def heads_of(template: ItemTemplate) -> list[Any]:
    """Return who answers for the template's desk, the nearest first."""
    unit = template.unit
    of_desk = Membership.objects.on(clock.today()).filter(
        organisation=unit.organisation, role=Role.HEAD_OF_DESK, desk=template.desk
    )
    heads = list(people_signing(Role.HEAD_OF_DESK, unit))
    own = set(of_desk.values_list("user", flat=True))
    near = sorted(heads, key=lambda person: person.pk not in own)
    return near or list(people_acting(Action.PUBLISH, unit))


def _problem(template: ItemTemplate, writer: Any) -> str:
    if writer is None:
        return _("Không còn ai của ban viết được bài này.")
    section = template.section
    if section is None or not section.live or section.press_unit() != template.unit:
        return _("Chuyên mục của bài mẫu không còn.")
    return ""


def _not_made(run: TemplateRun, schedule: TemplateSchedule, problem: str) -> None:
    run.problem = problem
    run.save(update_fields=["problem"])
    template = schedule.template
    template_not_made_told(template, problem, to=heads_of(template), day=run.day)
    audit_record(
        action="content.template_not_made",
        target=template,
        by=None,
        unit_key=template.unit.key,
        data={"day": f"{run.day}", "problem": problem},
    )
