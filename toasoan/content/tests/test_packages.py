"""A package comes out as one: with all its members, or not at all."""

import pytest
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.curation.package_groups import groups_mark, groups_of
from toasoan.content.errors import (
    DraftMovedOn,
    GateClosed,
    ItemNotReady,
    LeaseElsewhere,
    LeaseHeld,
)
from toasoan.content.models import (
    DepositRecord,
    ItemPlace,
    PackagePlace,
)
from toasoan.content.publication.gate import gate_check
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
    open_newsroom,
    publish,
)
from toasoan.content.tests.package_material import (
    arrange,
    fresh,
    make_package,
    make_public_package,
    make_three,
)
from toasoan.content.tests.release_material import publications
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return open_newsroom()


@pytest.fixture
def hasty():
    """A newsroom that can undo for ten seconds."""
    return open_newsroom("ck", undo_seconds=10)


def live_keys(*items):
    keys = [item.pk for item in items]
    return set(Page.objects.live().filter(pk__in=keys).values_list("pk", flat=True))


def keys(*items):
    return {item.pk for item in items}


# --- Making and arranging -----------------------------------------------------------


def test_a_package_begins_with_the_items_and_what_they_are_filed_under(newsroom):
    first, second, _third = make_three(newsroom)
    package = services.package_create(
        unit=newsroom.unit,
        section=newsroom.section,
        headline="Tăng lương",
        by=newsroom.reporter,
        items=[second.pk, first.pk, second.pk],
    )
    stored = fresh(package)
    assert stored.member_keys() == [second.pk, first.pk]
    assert (stored.genre, stored.subject) == (first.genre, first.subject)
    assert stored.lead_photo == second.lead_photo
    assert [row.author for row in stored.bylines.all()] == [newsroom.pen_name]
    assert not stored.live
    places = PackagePlace.objects.filter(package=package)
    assert [(p.item_id, p.number, p.is_public) for p in places] == [
        (second.pk, 1, False),
        (first.pk, 2, False),
    ]


def test_the_draft_keeps_groups_order_and_own_headlines(newsroom):
    first, second, third = make_three(newsroom)
    package = make_package(newsroom, first)
    arrange(
        newsroom,
        package,
        ("Chính sách", third, (first, "Công chức: tăng 8%")),
        ("Đời sống", second),
    )
    groups = groups_of(fresh(package).get_latest_revision_as_object())
    assert [(g.title, [m.item for m in g.members]) for g in groups] == [
        ("Chính sách", [third.pk, first.pk]),
        ("Đời sống", [second.pk]),
    ]
    assert groups[0].members[1].headline == "Công chức: tăng 8%"


def test_arranging_again_without_a_change_writes_no_version(newsroom):
    members = make_three(newsroom)
    package = make_package(newsroom, *members)
    before = fresh(package).latest_revision_id
    arrange(newsroom, package, ("", *members))
    assert fresh(package).latest_revision_id == before


def test_of_two_who_arrange_the_second_is_told_and_changes_nothing(newsroom):
    first, second, third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    seen = groups_mark(fresh(package).get_latest_revision_as_object())
    arrange(newsroom, package, ("", second, first))
    with pytest.raises(DraftMovedOn):
        arrange(newsroom, package, ("", first, second, third), seen=seen)
    draft = fresh(package).get_latest_revision_as_object()
    assert draft.member_keys() == [second.pk, first.pk]


def test_who_edits_the_package_keeps_others_from_arranging_it(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    editor = newsroom.people[Role.DESK_EDITOR]
    services.lease_take(item=package, by=newsroom.reporter, key="tab")
    with pytest.raises(LeaseElsewhere):
        arrange(newsroom, package, ("", second, first))
    with pytest.raises(LeaseHeld) as refusal:
        arrange(newsroom, package, ("", second, first), by=editor)
    assert str(newsroom.reporter) in refusal.value.message
    draft = fresh(package).get_latest_revision_as_object()
    assert draft.member_keys() == [first.pk, second.pk]


def test_items_of_other_units_packages_and_binned_ones_are_refused(newsroom):
    first, second, third = make_three(newsroom)
    foreign = make_article(open_newsroom("thue"), "Bài nơi khác")
    package = make_package(newsroom, first)
    other = make_package(newsroom, second, headline="Chùm khác")
    ItemPlace.objects.create(
        item=third, since=clock.now(), binned_at=clock.now(), binned_by=newsroom.chief
    )
    for wrong in (foreign, other, third):
        with pytest.raises(ItemNotReady):
            arrange(newsroom, package, ("", first, wrong))
    assert fresh(package).get_latest_revision_as_object().member_keys() == [first.pk]


def test_who_does_not_hold_the_package_arranges_nothing(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, approved=True)
    services.item_publish(item=package, by=newsroom.secretary)
    with pytest.raises(NotAllowed):
        arrange(newsroom, package, ("", first, second))
    assert fresh(package).get_latest_revision_as_object().member_keys() == [first.pk]


# --- As one -------------------------------------------------------------------------


def test_a_package_is_not_duplicated(newsroom):
    package = make_package(newsroom, *make_three(newsroom))
    before = Page.objects.count()

    with pytest.raises(ItemNotReady, match="Chùm bài không nhân bản được"):
        services.item_duplicate(item=package, by=newsroom.reporter)

    assert Page.objects.count() == before


def test_publishing_the_package_publishes_every_member_the_first_on_top(newsroom):
    members = make_three(newsroom)
    package = make_package(newsroom, *members, approved=True)
    services.item_publish(item=package, by=newsroom.secretary)
    assert live_keys(package, *members) == keys(package, *members)
    newest = Page.objects.live().filter(pk__in=keys(package, *members))
    order = newest.order_by("-first_published_at").values_list("pk", flat=True)
    assert list(order) == [package.pk, *(each.pk for each in members)]
    kinds = DepositRecord.objects.filter(item_id__in=keys(package, *members))
    assert sorted(kinds.values_list("item_id", "kind")) == sorted(
        (pk, "published") for pk in keys(package, *members)
    )
    places = PackagePlace.objects.filter(package=package, is_public=True)
    assert [row.item_id for row in places] == [each.pk for each in members]


def test_a_blocked_member_is_named_and_nothing_at_all_goes_out(newsroom):
    members = make_three(newsroom)
    late = make_article(newsroom, "Lương tối thiểu")
    package = make_package(newsroom, *members, late, approved=True)
    blockers = gate_check(fresh(package))
    assert [(b.code, b.item_id, b.overridable) for b in blockers] == [
        ("member", late.pk, False)
    ]
    assert blockers[0].message == (
        "“Lương tối thiểu” chưa lên trang được: bài chưa qua hết quy trình duyệt."
    )
    with pytest.raises(GateClosed):
        services.item_publish(item=package, by=newsroom.secretary)
    assert live_keys(package, *members, late) == set()
    assert publications() == 0


def test_a_fault_at_the_last_member_leaves_everything_in_the_house(
    newsroom, monkeypatch
):
    members = make_three(newsroom)
    package = make_package(newsroom, *members, approved=True)

    def broken(**_values):
        raise RuntimeError("hết đĩa")

    monkeypatch.setattr("toasoan.content.services.publishing.version_keep", broken)
    with pytest.raises(RuntimeError):
        services.item_publish(item=package, by=newsroom.secretary)
    assert live_keys(package, *members) == set()
    assert DepositRecord.objects.count() == 0
    assert not PackagePlace.objects.filter(is_public=True).exists()


def test_a_public_member_is_simply_listed(newsroom):
    public = make_published(newsroom, "Đã đăng trước")
    first, _second, _third = make_three(newsroom)
    package = make_package(newsroom, public, first, approved=True)
    revision = fresh(public).live_revision_id
    services.item_publish(item=package, by=newsroom.secretary)
    assert fresh(public).live_revision_id == revision
    assert DepositRecord.objects.filter(item_id=public.pk).count() == 1
    assert live_keys(package, first) == keys(package, first)


def test_a_package_without_members_is_neither_handed_in_nor_published(newsroom):
    package = make_package(newsroom)
    assert "missing_members" in {b.code for b in gate_check(package)}
    with pytest.raises(GateClosed):
        services.item_submit(item=package, by=newsroom.reporter)
    assert package.open_review() is None


def test_an_own_text_is_not_asked_of_a_package(newsroom):
    package = make_package(newsroom, *make_three(newsroom), approved=True)
    assert not package.body
    assert gate_check(fresh(package)) == []


def test_arranging_after_approval_needs_approval_anew(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second, approved=True)
    arrange(newsroom, package, ("", second, first), by=newsroom.chief)
    assert {b.code for b in gate_check(fresh(package))} == {"review_stale"}


def test_a_new_member_comes_out_with_the_next_version_of_the_package(newsroom):
    package, members = make_public_package(newsroom)
    late = make_article(newsroom, "Lương tối thiểu vùng")
    approve_all(newsroom, late)
    arrange(newsroom, package, ("", *members, late), by=newsroom.chief)
    services.item_update(item=package, added="Thêm bài thứ tư.", by=newsroom.chief)
    assert live_keys(late) == keys(late)
    places = PackagePlace.objects.filter(package=package, is_public=True)
    assert [row.item_id for row in places] == [*(m.pk for m in members), late.pk]


# --- Elsewhere ----------------------------------------------------------------------


def test_a_package_is_not_taken_over_by_another_unit(newsroom):
    package, members = make_public_package(newsroom)
    there = open_newsroom("thue")
    with pytest.raises(ItemNotReady):
        services.item_syndicate(
            article=package, unit=there.unit, section=there.section, by=there.secretary
        )
    copy = services.item_syndicate(
        article=members[0],
        unit=there.unit,
        section=there.section,
        by=there.secretary,
    )
    own = make_package(there, copy, headline="Chùm ở tạp chí")
    publish(there, own)
    assert live_keys(own, copy) == keys(own, copy)


def test_an_old_version_brings_its_arrangement_back(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    version = services.version_name(item=package, name="Hai bài", by=newsroom.reporter)
    arrange(newsroom, package, ("Một nhóm", second))
    services.version_restore(item=fresh(package), version=version, by=newsroom.reporter)
    assert fresh(package).get_latest_revision_as_object().member_keys() == [
        first.pk,
        second.pk,
    ]
    places = PackagePlace.objects.filter(package=package, is_public=False)
    assert [row.item_id for row in places] == [first.pk, second.pk]
