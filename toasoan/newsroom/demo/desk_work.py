"""Trial drafts nobody else sees, marks, and one draft in the bin."""

from typing import Any

from django.db import transaction

from toasoan.content import services as content
from toasoan.content.desks.desk_items import items_in_stage
from toasoan.content.models import ArticlePage, SectionPage, Stage
from toasoan.content.selectors import sections_of
from toasoan.newsroom.demo import files
from toasoan.units.models import Desk, PressUnit


@transaction.atomic
def desk_work_load(people: dict[str, Any]) -> None:
    """Bring in what is missing of the trial work at desks."""
    rows = files.desk_work()
    unit = PressUnit.objects.get(key=rows["unit"])
    section = sections_of(unit).first()
    if section is None or _is_there(rows, people):
        return
    for row in rows["personal"]:
        _draft(unit, section, row, people, is_personal=True)
    for row in rows["binned"]:
        draft = _draft(unit, section, row, people)
        content.item_bin(item=draft, by=draft.owner, reason=row["reason"])
    for row in rows["marks"]:
        _mark(unit, row, people)


def _is_there(rows: dict[str, Any], people: dict[str, Any]) -> bool:
    first = rows["personal"][0]
    return ArticlePage.objects.filter(
        owner=people[first["by"]], title=first["headline"]
    ).exists()


def _draft(
    unit: PressUnit,
    section: SectionPage,
    row: dict[str, Any],
    people: dict[str, Any],
    *,
    is_personal: bool = False,
) -> ArticlePage:
    return content.article_create(
        unit=unit,
        section=section,
        headline=row["headline"],
        sapo=row["sapo"],
        by=people[row["by"]],
        is_personal=is_personal,
    )


def _mark(unit: PressUnit, row: dict[str, Any], people: dict[str, Any]) -> None:
    """Put what lies first in the desk's stage before a person, or before the desk."""
    desk = Desk.objects.get(unit=unit, key=row["desk"])
    stage = Stage.objects.get(desk=desk, takes=row["stage"])
    page = items_in_stage(stage).first()
    if page is None:
        return
    content.item_mark(
        item=page.specific,
        person=people[row["person"]] if row.get("person") else None,
        desk=None if row.get("person") else desk,
        note=row["note"],
        by=people[row["by"]],
    )
