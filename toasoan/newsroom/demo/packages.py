"""The trial package: four articles of one unit under one headline."""

from typing import Any

from django.db import transaction

from toasoan.content import services as content
from toasoan.content.curation.package_groups import Group, Member, groups_mark
from toasoan.content.models import ArticlePage, PackagePage, SectionPage
from toasoan.newsroom.demo.stories import StoryLoader

UNIT = "tbtc"
SECTION = "tai-chinh-ngan-sach"
HEADLINE = "Ngân sách cuối năm: con số và những câu hỏi"
SAPO = (
    "Mười tháng thu vượt dự toán. Tiền ấy từ đâu đến, chi cho đúng là chi thế nào: "
    "bốn bài đọc cùng nhau trước ngày khóa sổ."
)
# Name of the group → sluglines, each with its own headline there or none.
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Con số",
        (
            ("thu-ngan-sach-10-thang", "Mười tháng, thu vượt dự toán"),
            ("do-hoa-tien-thue-di-dau", ""),
        ),
    ),
    (
        "Góc nhìn",
        (("phong-van-ky-luat-tai-khoa", ""), ("binh-luan-no-cong", "")),
    ),
)
OUT_MINUTES = -35


@transaction.atomic
def package_load(loader: StoryLoader) -> PackagePage | None:
    """Bring the unit's package in, published; once, and only with all its articles."""
    found = _articles(loader)
    wanted = sum(len(members) for _title, members in GROUPS)
    is_there = PackagePage.objects.filter(unit=loader.unit, title=HEADLINE).exists()
    if is_there or len(found) < wanted:
        return None
    first = found[GROUPS[0][1][0][0]]
    package = content.package_create(
        unit=loader.unit,
        section=SectionPage.objects.child_of(loader.unit.home).get(slug=SECTION),
        headline=HEADLINE,
        by=first.owner,
    )
    content.package_arrange(
        package=package,
        groups=[
            Group(title, tuple(Member(found[key].pk, own) for key, own in members))
            for title, members in GROUPS
        ],
        by=first.owner,
        seen=groups_mark(package),
    )
    _write(package, first)
    review = content.item_submit(item=package, by=first.owner)
    content.item_approve(item=package, by=loader.chief, step=review.step)
    content.item_publish(item=package, by=loader.secretary)
    loader.backdate(PackagePage.objects.get(pk=package.pk), OUT_MINUTES)
    return package


def _articles(loader: StoryLoader) -> dict[str, ArticlePage]:
    keys = [key for _title, members in GROUPS for key, _own in members]
    live = ArticlePage.objects.live().filter(unit=loader.unit)
    rows = live.filter(story__slugline__in=keys, packagepage__isnull=True)
    return {row.story.slugline: row for row in rows.select_related("story", "owner")}


def _write(package: PackagePage, first: ArticlePage) -> None:
    """Give the draft its sapo, and picture and filing of its first article."""
    draft: Any = PackagePage.objects.get(pk=package.pk).get_latest_revision_as_object()
    draft.sapo = SAPO
    draft.lead_photo, draft.lead_caption = first.lead_photo, first.lead_caption
    draft.genre, draft.subject = first.genre, first.subject
    draft.save_revision(user=first.owner)
