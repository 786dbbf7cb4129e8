"""Packages come to be, and people put items into them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.curation.package_groups import (
    Group,
    Member,
    groups_mark,
    groups_of,
    groups_stored,
    items_to_choose,
)
from toasoan.content.errors import DraftMovedOn, ItemNotReady, LeaseElsewhere
from toasoan.content.models import (
    ArticleAuthor,
    AuthorPage,
    PackagePage,
    SectionPage,
)
from toasoan.content.models.packages import (
    GROUP_TITLE_MAX,
    MEMBER_HEADLINE_MAX,
    MEMBERS_MAX,
)
from toasoan.content.publication.gate import source_article
from toasoan.content.services.items import CARRIED_FIELDS
from toasoan.content.slugs import slug_unused
from toasoan.core.errors import NotAllowed
from toasoan.planning.models import Story
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

TAKEN_FIELDS = (*CARRIED_FIELDS, "lead_photo")
# Whose lease a saved arrangement is: nobody's who has the editor open.
ARRANGING = "package-arranging"


@transaction.atomic
def package_create(
    *,
    unit: PressUnit,
    section: SectionPage,
    headline: str,
    by: Any,
    kind: str = PackagePage.Kind.TOGETHER,
    story: Story | None = None,
    items: Iterable[int] = (),
) -> PackagePage:
    """Make the draft of a package in `section`, with these items in one group.

    It takes genre, subject and picture from the first that has one: story, then items.

    Raises:
        NotAllowed: `by` does not write in the unit.
        ItemNotReady: section, story or an item is another unit's.
    """
    user_require(by, Action.WRITE, unit)
    if section.press_unit() != unit:
        raise ItemNotReady(_("Chuyên mục này của đơn vị khác. Chọn chuyên mục khác."))
    if story is not None and story.unit_id != unit.pk:
        raise ItemNotReady(_("Đề tài này của đơn vị khác. Chọn đề tài khác."))
    members = [Member(pk) for pk in dict.fromkeys(items)]
    groups = [Group("", tuple(members))]
    _require_members(unit, groups, by)
    package = PackagePage(
        title=headline,
        slug=slug_unused(section, headline),
        unit=unit,
        owner=by,
        live=False,
        kind=kind,
        story=story,
        groups=groups_stored(groups),
        **_filed_under(story, members),
    )
    pen_name = AuthorPage.objects.descendant_of(unit.home).filter(user=by).first()
    if pen_name is not None:
        package.bylines.add(ArticleAuthor(author=pen_name, sort_order=0))
    Page.objects.get(pk=section.pk).add_child(instance=package)
    package.save_revision(user=by, log_action=True)
    audit_record(
        action="content.package_created",
        target=package,
        by=by,
        unit_key=unit.key,
        data={"items": [member.item for member in members]},
    )
    return package


def _filed_under(story: Story | None, members: list[Member]) -> dict[str, Any]:
    """Return genre and subject, the story's first, and the first picture there is."""
    found: dict[str, Any] = dict.fromkeys(TAKEN_FIELDS)
    for source in _sources(story, members):
        for name in TAKEN_FIELDS:
            found[name] = found[name] or getattr(source, name, None)
        if all(found.values()):
            break
    return found


def _sources(story: Story | None, members: list[Member]) -> Iterator[Any]:
    yield story
    for member in members:
        item = Page.objects.get(pk=member.item).specific
        yield source_article(item.get_latest_revision_as_object())


@transaction.atomic
def package_arrange(
    *,
    package: PackagePage,
    groups: Sequence[Group],
    by: Any,
    seen: str,
    kind: str | None = None,
) -> PackagePage:
    """The draft has these items in these groups and this order.

    Nothing is saved where it has them already.

    Args:
        package: whose draft it is.
        groups: all of them; one without items is kept as it is named.
        by: who arranges.
        seen: `groups_mark` of the arrangement the person began with.
        kind: how its members come to readers, unless that stays as it is.

    Returns:
        The draft.

    Raises:
        NotAllowed: the package is not in this person's hands.
        LeaseHeld: somebody edits it, or the person does in the editor.
        DraftMovedOn: somebody else has arranged it since.
        ItemNotReady: an item is another unit's or gone, or there are too many.
    """
    draft = _draft_held(package, by)
    if groups_mark(draft) != seen:
        raise DraftMovedOn(
            _("Chùm vừa được xếp lại ở nơi khác. Tải lại trang để xem bản mới nhất.")
        )
    _require_members(draft.unit, groups, by, known=set(draft.member_keys()))
    before = groups_mark(draft)
    draft.groups = groups_stored(groups)
    draft.kind = kind or draft.kind
    if groups_mark(draft) != before:
        _draft_save(draft, by)
    return draft


@transaction.atomic
def package_add(*, package: PackagePage, item: Any, by: Any) -> PackagePage:
    """The item stands last in the package's draft; there already, it stays there.

    Raises:
        NotAllowed, LeaseHeld, ItemNotReady: as package_arrange.
    """
    draft = _draft_held(package, by)
    if item.pk in draft.member_keys():
        return draft
    groups = groups_of(draft) or [Group("", ())]
    groups[-1] = Group(groups[-1].title, (*groups[-1].members, Member(item.pk)))
    _require_members(draft.unit, groups, by, known=set(draft.member_keys()))
    draft.groups = groups_stored(groups)
    _draft_save(draft, by)
    return draft


def _draft_held(package: PackagePage, by: Any) -> PackagePage:
    """Return the latest draft, its row held until the transaction ends."""
    Page.objects.select_for_update().get(pk=package.pk)
    stored = PackagePage.objects.get(pk=package.pk)
    if not stored.may_be_edited_by(by):
        raise NotAllowed
    draft: PackagePage = stored.get_latest_revision_as_object()
    return draft


def _draft_save(draft: PackagePage, by: Any) -> None:
    draft.lease_key = ARRANGING
    try:
        draft.save_revision(user=by, clean=False)
    except LeaseElsewhere as error:
        raise LeaseElsewhere(
            _("Bạn đang mở màn hình viết của chùm này ở thẻ khác. Đóng thẻ ấy rồi lưu.")
        ) from error
    audit_record(
        action="content.package_arranged",
        target=draft,
        by=by,
        unit_key=draft.unit.key,
        data={"items": draft.member_keys(), "kind": draft.kind},
    )


def _require_members(
    unit: PressUnit, groups: Sequence[Group], by: Any, known: set[int] | None = None
) -> None:
    """Raise ItemNotReady unless what is new in them may stand in the unit's packages."""
    keys = [member.item for group in groups for member in group.members]
    if len(keys) != len(set(keys)):
        raise ItemNotReady(_("Một bài chỉ đứng một chỗ trong chùm."))
    if len(keys) > MEMBERS_MAX:
        raise ItemNotReady(_("Một chùm nhiều nhất %(n)d bài.") % {"n": MEMBERS_MAX})
    long = [g for g in groups if len(g.title) > GROUP_TITLE_MAX]
    if long or any(
        len(m.headline) > MEMBER_HEADLINE_MAX for g in groups for m in g.members
    ):
        raise ItemNotReady(
            _(
                "Tên nhóm dài nhất %(group)d ký tự, tít riêng %(headline)d. Rút ngắn lại."
            )
            % {"group": GROUP_TITLE_MAX, "headline": MEMBER_HEADLINE_MAX}
        )
    new = set(keys) - (known or set())
    if items_to_choose(by, unit).filter(pk__in=new).count() != len(new):
        raise ItemNotReady(
            _("Có bài không xếp vào chùm được: bài của đơn vị khác, hoặc không còn.")
        )
