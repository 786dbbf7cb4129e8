"""Running stories that gather articles by themselves, and what editors say to that."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.curation.fronts import items_of
from toasoan.content.curation.topics import (
    item_ids_of,
    items_taken,
    rule_takes,
    rules_running,
    section_paths_of,
    traits_of,
)
from toasoan.content.errors import TopicChanged, TopicWrong
from toasoan.content.events import TopicGathered
from toasoan.content.finding.search import words_of
from toasoan.content.models import (
    SyndicatedPage,
    TopicEntry,
    TopicPage,
    TopicRule,
    UnitHomePage,
)
from toasoan.content.slugs import slug_unused
from toasoan.core import clock
from toasoan.core.jobs import enqueue
from toasoan.core.outbox import event_record
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

CONDITIONS = ("tags", "subjects", "genres", "sections", "words", "slugline", "event")
FIELDS = ("match", *CONDITIONS, "first_day", "last_day")
PINNED_MAX = 5
FILL_JOB = "content.topic_fill"
Source = TopicEntry.Source


@transaction.atomic
def topic_open(*, unit: PressUnit, title: str, by: Any, **rule: Any) -> TopicPage:
    """Readers find a new running story of this name, which gathers by its rule.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        TopicWrong: it has no name, or the rule cannot be.
    """
    user_require(by, Action.CURATE, unit)
    name = " ".join(title.split())
    if not name:
        raise TopicWrong(_("Đặt tên cho dòng sự kiện."))
    home = UnitHomePage.objects.select_for_update().get(unit=unit)
    topic = home.add_child(
        instance=TopicPage(
            title=name, slug=slug_unused(home, name), owner=by, live=False
        )
    )
    topic.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    topic.refresh_from_db()
    _audit("content.topic_opened", topic, unit, by, {"title": name})
    if rule:
        topic_rule_set(topic=topic, version=0, by=by, **rule)
    return topic


@transaction.atomic
def topic_rule_set(
    *, topic: TopicPage, version: int, by: Any, **fields: Any
) -> TopicRule:
    """From now on the running story gathers by this rule; a job takes in what is there.

    What came by an earlier rule and does not meet this one goes; what editors put in
    or left out stays as they said.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        TopicChanged: somebody changed the rule since; nothing was changed.
        TopicWrong: the days are the wrong way round, or words say nothing.
    """
    unit = _unit(topic)
    user_require(by, Action.CURATE, unit)
    rule = rule_locked(topic, by)
    if rule.version != version:
        raise TopicChanged
    rule_fill(rule, fields)
    rule_sense_require(rule)
    rule.version += 1
    rule.changed_by, rule.changed_at = by, clock.now()
    rule.save()
    enqueue(FILL_JOB, topic.pk)
    said = {name: getattr(rule, name) for name in FIELDS if name != "event"}
    said |= {"event": rule.event_id}
    days = {name: str(said[name] or "") for name in ("first_day", "last_day")}
    _audit("content.topic_rule_set", topic, unit, by, {**said, **days})
    return rule


def rule_fill(rule: TopicRule, fields: dict[str, Any]) -> None:
    """Give the rule these conditions; it is not saved."""
    for name in FIELDS:
        if name in fields:
            setattr(rule, name, fields[name])


def rule_sense_require(rule: TopicRule) -> None:
    """Do nothing when the rule can be.

    Raises:
        TopicWrong: the days are the wrong way round, or words say nothing.
    """
    if rule.first_day and rule.last_day and rule.last_day < rule.first_day:
        raise TopicWrong(_("“Đến ngày” phải sau “Từ ngày”."))
    if any(not words_of(phrase) for phrase in rule.words):
        raise TopicWrong(_("Có dòng chữ không có chữ nào. Xóa dòng ấy."))


def rule_locked(topic: TopicPage, by: Any) -> TopicRule:
    """Return the topic's rule, made where there is none, held until the end."""
    TopicPage.objects.select_for_update().get(pk=topic.pk)
    rule, _new = TopicRule.objects.select_related("topic").get_or_create(
        topic=topic, defaults={"changed_by": by, "changed_at": clock.now()}
    )
    return rule


@transaction.atomic
def topic_item_add(*, topic: TopicPage, item: Page, by: Any) -> None:
    """The item stands in the running story, whatever the rule says.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        TopicWrong: the item is not the unit's.
    """
    _said(topic, item, by, left_out=False)
    _audit("content.topic_item_added", topic, _unit(topic), by, {"item": item.pk})


@transaction.atomic
def topic_item_leave_out(*, topic: TopicPage, item: Page, by: Any) -> None:
    """The item does not stand in the running story, whatever brought it in.

    It stays out when the rule changes and when the article is published again.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        TopicWrong: the item is not the unit's.
    """
    _said(topic, item, by, left_out=True)
    rule = rule_locked(topic, by)
    if item.pk in rule.pinned:
        rule.pinned = [pk for pk in rule.pinned if pk != item.pk]
        rule.save(update_fields=["pinned"])
    _audit("content.topic_item_left_out", topic, _unit(topic), by, {"item": item.pk})


@transaction.atomic
def topic_item_pin(
    *, topic: TopicPage, item: Page, by: Any, number: int | None = 0
) -> None:
    """The item stands first on the topic's page, or at `number`; None: no more.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        TopicWrong: it is not in the running story, or as many are pinned as may be.
    """
    unit = _unit(topic)
    user_require(by, Action.CURATE, unit)
    rule = rule_locked(topic, by)
    if item.pk not in item_ids_of(topic):
        raise TopicWrong(_("Bài này không ở trong dòng sự kiện. Thêm vào rồi ghim."))
    pinned = [pk for pk in rule.pinned if pk != item.pk]
    if number is not None:
        if len(pinned) >= PINNED_MAX:
            raise TopicWrong(
                _("Đã ghim %(n)d bài. Bỏ ghim một bài rồi ghim tiếp.")
                % {"n": PINNED_MAX}
            )
        pinned.insert(max(0, number), item.pk)
    rule.pinned = pinned
    rule.save(update_fields=["pinned"])
    _changed(topic, unit)
    _audit("content.topic_pinned", topic, unit, by, {"pinned": pinned})


def _said(topic: TopicPage, item: Page, by: Any, *, left_out: bool) -> None:
    unit = _unit(topic)
    user_require(by, Action.CURATE, unit)
    rule_locked(topic, by)
    if not items_of(unit).filter(pk=item.pk).exists():
        raise TopicWrong(_("Bài này không thuộc đơn vị."))
    TopicEntry.objects.update_or_create(
        topic=topic,
        item_id=item.pk,
        defaults={
            "source": Source.HAND,
            "left_out": left_out,
            "by": by,
            "at": clock.now(),
        },
    )
    _changed(topic, unit)


# --- By itself ---------------------------------------------------------------------


def topics_join(item: Page) -> None:
    """What the running stories say of the item, and of its copies, is so.

    In as many queries for a hundred topics as for one. Must run in the transaction that
    makes the item public.
    """
    rules = rules_running()
    if not rules:
        return
    copies = SyndicatedPage.objects.filter(original=item.pk).values_list("pk")
    items = traits_of(Q(pk=item.pk) | Q(pk__in=copies))
    paths = section_paths_of(rules)
    wanted = {
        (rule.topic_id, each.pk)
        for rule in rules
        for each in items
        if rule_takes(rule, each, paths)
    }
    _entries_set(
        wanted,
        Q(topic__in=[rule.topic_id for rule in rules])
        & Q(item__in=[each.pk for each in items]),
    )


@transaction.atomic
def topic_fill(topic_pk: int) -> int:
    """What meets the rule is in the running story, what no more does is not.

    Run again, it changes nothing. A story that has ended is left as it is.

    Returns how many came or went.
    """
    topic = TopicPage.objects.select_for_update().filter(pk=topic_pk).first()
    rule = TopicRule.objects.select_related("topic").filter(topic=topic_pk).first()
    if topic is None or rule is None or not topic.is_running:
        return 0
    wanted = {(topic.pk, pk) for pk in items_taken(rule)}
    changed = _entries_set(wanted, Q(topic=topic.pk))
    if changed:
        _changed(topic, _unit(topic))
    return changed


def _entries_set(wanted: set[tuple[int, int]], among: Q) -> int:
    """Keep of what came by rules exactly this; return how many came or went."""
    entries = TopicEntry.objects.filter(among)
    rows = list(entries.values_list("pk", "topic", "item", "source"))
    known = {(topic, item) for _pk, topic, item, _source in rows}
    gone = [
        pk
        for pk, topic, item, source in rows
        if source == Source.RULE and (topic, item) not in wanted
    ]
    TopicEntry.objects.filter(pk__in=gone).delete()
    now = clock.now()
    missing = sorted(wanted - known)
    TopicEntry.objects.bulk_create(
        [
            TopicEntry(topic_id=topic, item_id=item, source=Source.RULE, at=now)
            for topic, item in missing
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return len(gone) + len(missing)


# --- Telling -----------------------------------------------------------------------


def _unit(topic: TopicPage) -> PressUnit:
    unit = topic.press_unit()
    if unit is None:
        raise TopicWrong(_("Dòng sự kiện này không thuộc đơn vị nào."))
    return unit


def _changed(topic: TopicPage, unit: PressUnit) -> None:
    event_record(
        TopicGathered(topic_id=topic.pk, unit_key=unit.key),
        aggregate=f"topic:{topic.pk}",
    )


def _audit(
    action: str, topic: TopicPage, unit: PressUnit, by: Any, data: dict[str, Any]
) -> None:
    audit_record(action=action, target=topic, by=by, unit_key=unit.key, data=data)
