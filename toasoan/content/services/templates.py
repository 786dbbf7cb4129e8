"""Templates: kept by who may, and what is begun with them. Each write is audited."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toasoan.content.access import may_keep_template
from toasoan.content.beginnings.day_words import WORDS, words_unknown
from toasoan.content.beginnings.template_fields import (
    template_fields,
    template_headline,
)
from toasoan.content.errors import TemplateWrong
from toasoan.content.models import (
    ArticlePage,
    ItemTemplate,
    SectionPage,
    Stage,
    TemplateUse,
)
from toasoan.content.services.items import article_create
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.planning.models import Story
from toasoan.security.services import audit_record
from toasoan.units.access import user_may
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action

FIELDS = (
    "name",
    "genre",
    "section",
    "subject",
    "headline",
    "sapo",
    "body",
    "tags",
    "layout",
    "source",
    "lead_photo",
    "lead_caption",
    "is_default",
)
# What an article gives the template that is made from it.
FROM_ITEM = (
    "genre",
    "subject",
    "sapo",
    "body",
    "layout",
    "source",
    "lead_photo",
    "lead_caption",
)


@transaction.atomic
def template_add(
    *,
    unit: PressUnit,
    by: Any,
    desk: Desk | None = None,
    owner: Any = None,
    **fields: Any,
) -> ItemTemplate:
    """Keep a template: of one person, of a desk, or with neither of the whole unit.

    Raises:
        NotAllowed: `by` keeps no such templates.
        TemplateWrong: it has no name, or names what is not the unit's.
    """
    template = ItemTemplate(unit=unit, desk=desk, owner=owner, changed_by=by)
    if not may_keep_template(by, template):
        raise NotAllowed
    _store(template, fields, by)
    _audit("content.template_added", template, by)
    return template


@transaction.atomic
def template_from_item(
    *,
    item: ArticlePage,
    name: str,
    by: Any,
    desk: Desk | None = None,
    owner: Any = None,
) -> ItemTemplate:
    """Keep the article's latest draft as a template; the article stays as it is.

    Raises:
        NotAllowed, TemplateWrong: as template_add.
    """
    stored = ArticlePage.objects.get(pk=item.pk)
    draft: Any = stored.get_latest_revision_as_object()
    given = {field: getattr(draft, field) for field in FROM_ITEM}
    return template_add(
        unit=item.unit,
        by=by,
        desk=desk,
        owner=owner,
        name=name,
        headline=draft.title[:160],
        section=stored.get_parent().specific,
        tags=[tag.name for tag in draft.tags.all()],
        **given,
    )


@transaction.atomic
def template_update(*, template: ItemTemplate, by: Any, **fields: Any) -> ItemTemplate:
    """Change the template; what was begun with it stays as it is.

    Raises:
        NotAllowed, TemplateWrong: as template_add.
    """
    held = _held(template, by)
    _store(held, fields, by)
    _audit("content.template_changed", held, by)
    return held


@transaction.atomic
def template_archive(*, template: ItemTemplate, by: Any) -> None:
    """Put the template away: nobody begins with it, nothing is made from it.

    Raises:
        NotAllowed: as template_add.
    """
    held = _held(template, by)
    if held.is_archived:
        return
    held.archived_at, held.is_default = clock.now(), False
    held.save(update_fields=["archived_at", "is_default"])
    _audit("content.template_archived", held, by)


@transaction.atomic
def template_restore(*, template: ItemTemplate, by: Any) -> None:
    """Let it be used again; its hour, if it has one, runs on from now.

    Raises:
        NotAllowed: as template_add.
    """
    held = _held(template, by)
    if not held.is_archived:
        return
    held.archived_at = None
    held.save(update_fields=["archived_at"])
    schedule = getattr(held, "schedule", None)
    if schedule is not None:
        schedule.counts_from = clock.now()
        schedule.save(update_fields=["counts_from"])
    _audit("content.template_restored", held, by)


@transaction.atomic
def template_star(*, template: ItemTemplate, by: Any, starred: bool) -> None:
    """Put the template first in this person's list, or no more; nobody else's changes.

    Raises:
        NotAllowed: it is another person's own.
    """
    _use_require(template, by)
    TemplateUse.objects.update_or_create(
        template=template, user=by, defaults={"is_starred": starred}
    )


@transaction.atomic
def article_from_template(
    *,
    template: ItemTemplate,
    section: SectionPage,
    by: Any,
    headline: str = "",
    story: Story | None = None,
    stage: Stage | None = None,
    is_personal: bool = False,
) -> ArticlePage:
    """Begin an article with what the template has; the story's fields go before it.

    It lies where article_create puts it.

    Raises:
        NotAllowed: as article_create, or it is another person's own.
        ItemNotReady, StoryStateWrong: as article_create.
        TemplateWrong: it was put away.
    """
    _use_require(template, by)
    if template.is_archived:
        raise TemplateWrong(_("Bài mẫu đã cất. Chọn bài mẫu khác."))
    today = clock.today()
    given = template_fields(template, today)
    if story is not None:
        given |= {
            name: value
            for name in ("genre", "subject")
            if (value := getattr(story, name)) is not None
        }
    article = article_create(
        unit=template.unit,
        section=section,
        headline=headline.strip() or template_headline(template, today),
        by=by,
        story=story,
        stage=stage,
        is_personal=is_personal,
        **given,
    )
    TemplateUse.objects.update_or_create(
        template=template, user=by, defaults={"used_at": clock.now()}
    )
    return article


def _use_require(template: ItemTemplate, by: Any) -> None:
    if template.owner_id not in {None, by.pk} or not user_may(
        by, Action.WRITE, template.unit
    ):
        raise NotAllowed


def _held(template: ItemTemplate, by: Any) -> ItemTemplate:
    held: ItemTemplate = ItemTemplate.objects.select_for_update(of=("self",)).get(
        pk=template.pk
    )
    if not may_keep_template(by, held):
        raise NotAllowed
    return held


def _store(template: ItemTemplate, fields: dict[str, Any], by: Any) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(template, name, fields[name])
    if template.desk is None and "is_default" not in fields:
        # Its desk may have gone since.
        template.is_default = False
    for name in ("name", "headline", "source"):
        setattr(template, name, " ".join(nfc(getattr(template, name)).split()))
    template.sapo = nfc(template.sapo).strip()
    template.tags = list(
        dict.fromkeys(nfc(tag).strip() for tag in template.tags if tag)
    )
    _sense_require(template)
    template.changed_by = by
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise TemplateWrong(
            _("Ban đã có bài mẫu dùng sẵn cho thể loại này. Bỏ dùng sẵn ở đó trước.")
        ) from None


def _sense_require(template: ItemTemplate) -> None:
    if not template.name:
        raise TemplateWrong(_("Đặt tên cho bài mẫu."))
    unknown = words_unknown(f"{template.headline}\n{template.sapo}")
    if unknown:
        raise TemplateWrong(
            _("Không biết {%(word)s}. Dùng được: %(words)s.")
            % {"word": unknown[0], "words": ", ".join(f"{{{w}}}" for w in WORDS)}
        )
    section, desk = template.section, template.desk
    if section is not None and section.press_unit() != template.unit:
        raise TemplateWrong(_("Chuyên mục này của đơn vị khác. Chọn chuyên mục khác."))
    if desk is not None and desk.unit_id != template.unit_id:
        raise TemplateWrong(_("Ban này của đơn vị khác. Chọn ban khác."))
    if template.is_default and not (desk and template.genre):
        raise TemplateWrong(
            _("Chỉ bài mẫu của một ban, có thể loại, mới dùng sẵn khi giao việc.")
        )


def _audit(action: str, template: ItemTemplate, by: Any) -> None:
    audit_record(
        action=action,
        target=template,
        by=by,
        unit_key=template.unit.key,
        data={
            "name": template.name,
            "desk": template.desk.name if template.desk else "",
            "own": template.owner_id is not None,
        },
    )
