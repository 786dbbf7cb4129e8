"""Trial profiles and templates: what units ask of items, and what items begin with."""

from datetime import time
from typing import Any

from django.db import transaction
from wagtail.rich_text import RichText

from toasoan.content.editing.profiles import FieldRule, Needed, Rules, rules_of
from toasoan.content.models import ContentProfile, ItemTemplate
from toasoan.content.selectors import sections_of
from toasoan.content.services.profiles import LENGTHS, profile_add, profile_update
from toasoan.content.services.template_hours import template_schedule
from toasoan.content.services.templates import template_add
from toasoan.newsroom.demo import files
from toasoan.planning.models import Genre
from toasoan.units.models import Desk, Membership, PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role


@transaction.atomic
def beginnings_load(people: dict[str, Any]) -> None:
    """Bring in the trial profiles and templates, unless trial people made some."""
    if ItemTemplate.objects.filter(changed_by__in=people.values()).exists():
        return
    rows = files.beginnings()
    for unit in PressUnit.objects.all():
        secretary = people_with_role(Role.EDITORIAL_SECRETARY, unit).get()
        for row in rows["profiles"]:
            _profile(unit, row, secretary)
        for row in rows["templates"]:
            if unit.key in row.get("units", [unit.key]):
                _template(unit, row, secretary)


def _profile(unit: PressUnit, row: dict[str, Any], by: Any) -> None:
    genre = Genre.objects.get(code=row["genre"])
    if ContentProfile.objects.filter(unit=unit, genre=genre).exists():
        return
    profile = profile_add(unit=unit, genre=genre, by=by)
    profile_update(
        profile=profile,
        by=by,
        fields=_fields(rules_of(profile), row),
        blocks=row.get("blocks", []),
        **{name: row[name] for name in LENGTHS if name in row},
    )


def _fields(rules: Rules, row: dict[str, Any]) -> list[FieldRule]:
    hidden, never = row.get("hidden", []), row.get("never", [])
    needed = dict.fromkeys(row.get("publish", []), Needed.PUBLISH)
    helps = row.get("help", {})
    return [
        FieldRule(
            rule.name,
            is_shown=rule.name not in hidden,
            needed=""
            if rule.name in [*hidden, *never]
            else needed.get(rule.name, rule.needed),
            help_text=helps.get(rule.name, ""),
        )
        for rule in rules.fields
    ]


def _template(unit: PressUnit, row: dict[str, Any], by: Any) -> None:
    desk = None if row.get("of_unit") else _writing_desk(unit)
    template = template_add(
        unit=unit,
        by=by,
        desk=desk,
        name=row["name"],
        genre=Genre.objects.get(code=row["genre"]),
        section=sections_of(unit).first(),
        headline=row.get("headline", ""),
        sapo=row.get("sapo", ""),
        source=row.get("source", ""),
        layout=row.get("layout", "standard"),
        tags=row.get("tags", []),
        body=[("text", RichText(html)) for html in row["body"]],
        is_default=row.get("is_default", False),
    )
    if "at" in row:
        template_schedule(
            template=template,
            by=by,
            weekdays=row["weekdays"],
            at=time.fromisoformat(row["at"]),
            writer=people_with_role(Role.REPORTER, unit).first(),
        )


def _writing_desk(unit: PressUnit) -> Desk | None:
    """Return the desk of the unit's first reporter."""
    reporter = people_with_role(Role.REPORTER, unit).first()
    posts = Membership.objects.filter(user=reporter, organisation=unit.organisation)
    post = posts.filter(desk__isnull=False).order_by("pk").first()
    return post.desk if post else unit.desks.first()


def beginnings_remove(people: Any) -> None:
    """Take the trial profiles and templates out again."""
    ItemTemplate.objects.filter(changed_by__in=people).delete()
    ContentProfile.objects.filter(changed_by__in=people).delete()
