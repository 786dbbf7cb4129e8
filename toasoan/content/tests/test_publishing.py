"""The publish gate: what passes, what does not, and that nothing goes round it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from toasoan.archive.models import Photo
from toasoan.content import services
from toasoan.content.errors import GateBypassed, GateClosed, ItemNotReady, ReasonMissing
from toasoan.content.gate import gate_check
from toasoan.content.models import (
    ArticlePage,
    Correction,
    DepositRecord,
    GateOverride,
    PreviewLink,
    PublicationSchedule,
    SyndicatedPage,
    TakeDown,
)
from toasoan.content.services.deposit import deposit_is_whole
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_genre,
    make_photo,
    make_published,
    open_newsroom,
    publish,
)
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_subject

pytestmark = pytest.mark.django_db


def events():
    about_items = OutboxEvent.objects.filter(kind__startswith="content.StoryItem")
    return list(about_items.values_list("kind", flat=True))


def codes(item):
    return [blocker.code for blocker in gate_check(item)]


def test_approved_article_goes_live_with_its_record_event_and_audit(newsroom, article):
    live = publish(newsroom, article)

    assert (live.live, live.has_unpublished_changes) == (True, False)
    assert events().count("content.StoryItemPublished") == 1
    assert [r.kind for r in DepositRecord.objects.all()] == ["published"]
    assert AuditEntry.objects.filter(action="content.item_published").count() == 1


def test_publishing_twice_publishes_once(newsroom, article):
    publish(newsroom, article)

    services.item_publish(item=article, by=newsroom.secretary)

    assert events().count("content.StoryItemPublished") == 1
    assert DepositRecord.objects.count() == 1


@pytest.mark.parametrize("role", [Role.REPORTER, Role.DESK_EDITOR, Role.HEAD_OF_DESK])
def test_who_may_not_publish_changes_nothing(newsroom, article, role):
    approve_all(newsroom, article)

    with pytest.raises(NotAllowed):
        services.item_publish(item=article, by=newsroom.people[role])

    assert not ArticlePage.objects.get(pk=article.pk).live
    assert events() == []


def test_chief_of_another_unit_cannot_publish(newsroom, article):
    approve_all(newsroom, article)

    with pytest.raises(NotAllowed):
        services.item_publish(item=article, by=open_newsroom("hq").chief)

    assert not ArticlePage.objects.get(pk=article.pk).live


def test_article_not_reviewed_does_not_pass(newsroom, article):
    with pytest.raises(GateClosed) as refusal:
        services.item_publish(item=article, by=newsroom.chief)

    assert [b.code for b in refusal.value.blockers] == ["review_open"]
    assert not ArticlePage.objects.get(pk=article.pk).live


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"sapo": ""}, "missing_sapo"),
        ({"genre": None}, "missing_genre"),
        ({"subject": None}, "missing_subject"),
        ({"lead_photo": None}, "missing_lead_photo"),
        ({"sapo": "chữ " * 61}, "sapo_long"),
    ],
)
def test_missing_or_long_fields_block(newsroom, fields, code):
    assert code in codes(make_article(newsroom, **fields))


def test_brief_may_go_out_without_a_picture(newsroom):
    article = make_article(newsroom, genre=make_genre("tin"), lead_photo=None)

    assert codes(article) == ["review_open"]


def test_subject_outside_the_remit_blocks(newsroom):
    article = make_article(newsroom, subject=make_subject("securities"))

    assert codes(article) == ["remit", "review_open"]


@pytest.mark.parametrize(
    "rights",
    [
        {"usage": Photo.Usage.UNKNOWN},
        {"usage": Photo.Usage.FORBIDDEN},
        {"rights_to": timezone.now().date() - timedelta(days=2)},
    ],
)
def test_photo_without_right_blocks(newsroom, rights):
    photo = make_photo(newsroom.unit, **rights)

    assert codes(make_article(newsroom, lead_photo=photo)) == ["rights", "review_open"]


def test_photo_without_credit_blocks(newsroom):
    photo = make_photo(newsroom.unit, credit="")

    assert codes(make_article(newsroom, lead_photo=photo)) == ["credit", "review_open"]


def test_photo_of_another_unit_blocks(newsroom):
    photo = make_photo(open_newsroom("hq").unit)

    assert "rights" in codes(make_article(newsroom, lead_photo=photo))


def test_embargo_is_a_gate_until_its_minute(newsroom):
    ends = timezone.now() + timedelta(hours=2)
    article = make_article(newsroom, embargo_until=ends)
    approve_all(newsroom, article)
    with pytest.raises(GateClosed) as refusal:
        services.item_publish(item=article, by=newsroom.chief)
    assert [b.code for b in refusal.value.blockers] == ["embargo"]

    with time_machine.travel(ends + timedelta(seconds=1)):
        live = services.item_publish(item=article, by=newsroom.chief)

    assert live.live


# --- Nothing goes round the gate -----------------------------------------------


def test_revision_published_directly_is_refused(newsroom, article):
    with pytest.raises(GateBypassed):
        article.get_latest_revision().publish()

    assert not ArticlePage.objects.get(pk=article.pk).live


def test_wagtails_scheduled_publishing_cannot_make_an_item_live(newsroom, article):
    article.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = article.save_revision(
        user=newsroom.chief, approved_go_live_at=article.go_live_at
    )

    with pytest.raises(GateBypassed):
        revision.publish()

    assert not ArticlePage.objects.get(pk=article.pk).live


def test_saving_an_item_as_live_is_refused(article):
    article.live = True

    with pytest.raises(GateBypassed):
        article.save()

    assert not ArticlePage.objects.get(pk=article.pk).live


def test_new_version_of_a_live_article_cannot_be_published_directly(newsroom):
    live = make_published(newsroom)
    live.title = "Tít lén đổi"
    revision = live.save_revision(user=newsroom.chief)

    with pytest.raises(GateBypassed):
        revision.publish()

    assert ArticlePage.objects.get(pk=live.pk).title == "Thu ngân sách vượt dự toán"


def test_wagtails_own_permission_never_lets_anyone_publish_an_item(newsroom, article):
    with pytest.raises(PermissionDenied):
        article.get_latest_revision().publish(
            user=newsroom.chief, skip_permission_checks=False
        )


# --- Override by two people ----------------------------------------------------


def test_two_people_may_let_an_article_through_with_a_reason(newsroom, article):
    override = services.override_request(
        item=article, reason="Tin khẩn", by=newsroom.secretary
    )
    with pytest.raises(GateClosed):
        services.item_publish(item=article, by=newsroom.secretary)

    services.override_confirm(override=override, item=article, by=newsroom.chief)
    live = services.item_publish(item=article, by=newsroom.secretary)

    assert live.live
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"content.override_requested", "content.override_confirmed"} <= actions


def test_one_person_cannot_be_both(newsroom, article):
    override = services.override_request(
        item=article, reason="Tin khẩn", by=newsroom.chief
    )

    with pytest.raises(NotAllowed):
        services.override_confirm(override=override, item=article, by=newsroom.chief)

    assert GateOverride.objects.get().confirmed_by is None


def test_override_holds_for_the_very_draft_it_was_asked_for(newsroom, article):
    override = services.override_request(
        item=article, reason="Tin khẩn", by=newsroom.secretary
    )
    services.override_confirm(override=override, item=article, by=newsroom.chief)
    draft = article.get_latest_revision_as_object()
    draft.title = "Bản khác"
    draft.save_revision(user=newsroom.secretary)

    with pytest.raises(GateClosed):
        services.item_publish(item=article, by=newsroom.secretary)

    assert not ArticlePage.objects.get(pk=article.pk).live


def test_override_without_reason_is_refused(newsroom, article):
    with pytest.raises(ReasonMissing):
        services.override_request(item=article, reason=" ", by=newsroom.secretary)

    assert GateOverride.objects.count() == 0


def test_reporter_cannot_ask_for_an_override(newsroom, article):
    with pytest.raises(NotAllowed):
        services.override_request(item=article, reason="x", by=newsroom.reporter)

    assert GateOverride.objects.count() == 0


# --- Schedules ------------------------------------------------------------------


def test_scheduled_article_goes_live_at_its_minute_and_not_before(newsroom, article):
    approve_all(newsroom, article)
    at = timezone.now() + timedelta(minutes=30)
    services.item_schedule(item=article, at=at, by=newsroom.secretary)

    assert services.scheduled_items_publish() == 0
    with time_machine.travel(at + timedelta(seconds=2)):
        assert services.scheduled_items_publish() == 1
        assert services.scheduled_items_publish() == 0

    assert ArticlePage.objects.get(pk=article.pk).live
    assert events().count("content.StoryItemPublished") == 1


def test_schedule_in_the_past_is_refused(newsroom, article):
    approve_all(newsroom, article)

    with pytest.raises(ItemNotReady):
        services.item_schedule(
            item=article,
            at=timezone.now() - timedelta(minutes=1),
            by=newsroom.secretary,
        )

    assert PublicationSchedule.objects.count() == 0


def test_blocked_schedule_rings_the_alarm_once_and_publishes_when_mended(
    newsroom, article
):
    approve_all(newsroom, article)
    at = timezone.now() + timedelta(minutes=30)
    services.item_schedule(item=article, at=at, by=newsroom.secretary)
    Photo.objects.update(usage=Photo.Usage.FORBIDDEN)
    late = "content.item_late"

    with time_machine.travel(at + timedelta(minutes=3)):
        assert services.scheduled_items_publish() == 0
        assert services.scheduled_items_publish() == 0
        schedule = PublicationSchedule.objects.get()
        assert schedule.state == PublicationSchedule.State.BLOCKED
        assert schedule.problem != ""
        assert AuditEntry.objects.filter(action=late).count() == 1
        Photo.objects.update(usage=Photo.Usage.STAFF)
        assert services.scheduled_items_publish() == 1

    assert ArticlePage.objects.get(pk=article.pk).live


def test_one_blocked_schedule_does_not_hold_the_next(newsroom):
    first, second = make_article(newsroom, "Một"), make_article(newsroom, "Hai")
    at = timezone.now() + timedelta(minutes=30)
    for each in (first, second):
        approve_all(newsroom, each)
        services.item_schedule(item=each, at=at, by=newsroom.secretary)
    first.lead_photo.usage = Photo.Usage.FORBIDDEN
    first.lead_photo.save()

    with time_machine.travel(at + timedelta(seconds=1)):
        assert services.scheduled_items_publish() == 1

    assert not ArticlePage.objects.get(pk=first.pk).live
    assert ArticlePage.objects.get(pk=second.pk).live


def test_rescheduling_replaces_the_promise(newsroom, article):
    approve_all(newsroom, article)
    for hours in (1, 2):
        services.item_schedule(
            item=article,
            at=timezone.now() + timedelta(hours=hours),
            by=newsroom.secretary,
        )

    states = sorted(PublicationSchedule.objects.values_list("state", flat=True))
    assert states == ["cancelled", "pending"]


def test_agreed_override_lets_an_article_be_scheduled_too(newsroom, article):
    override = services.override_request(
        item=article, reason="Tin khẩn", by=newsroom.secretary
    )
    services.override_confirm(override=override, item=article, by=newsroom.chief)
    at = timezone.now() + timedelta(minutes=5)

    services.item_schedule(item=article, at=at, by=newsroom.secretary)
    with time_machine.travel(at + timedelta(seconds=1)):
        assert services.scheduled_items_publish() == 1

    assert ArticlePage.objects.get(pk=article.pk).live


def test_second_override_adds_to_the_first_for_the_same_text(newsroom, article):
    first = services.override_request(item=article, reason="x", by=newsroom.secretary)
    services.override_confirm(override=first, item=article, by=newsroom.chief)
    Photo.objects.update(usage=Photo.Usage.UNKNOWN)
    with pytest.raises(GateClosed):
        services.item_publish(item=article, by=newsroom.secretary)

    second = services.override_request(item=article, reason="y", by=newsroom.secretary)
    services.override_confirm(override=second, item=article, by=newsroom.chief)

    assert services.item_publish(item=article, by=newsroom.secretary).live


def test_embargoed_item_gets_no_preview_link(newsroom):
    ends = timezone.now() + timedelta(hours=2)
    article = make_article(newsroom, embargo_until=ends)

    with pytest.raises(ItemNotReady):
        services.preview_link_create(item=article, by=newsroom.reporter)

    assert PreviewLink.objects.count() == 0


# --- Corrections and take-downs -------------------------------------------------


def test_correction_publishes_the_new_text_with_its_note(newsroom):
    live = make_published(newsroom)
    live.sapo = "Thu nội địa tăng 12,6%."
    live.save_revision(user=newsroom.secretary)

    services.item_correct(
        item=ArticlePage.objects.get(pk=live.pk),
        wrong="Viết thu nội địa tăng 16,2%",
        right="12,6%",
        by=newsroom.secretary,
    )

    assert ArticlePage.objects.get(pk=live.pk).sapo == "Thu nội địa tăng 12,6%."
    assert Correction.objects.get().right == "12,6%"
    kinds = list(DepositRecord.objects.values_list("kind", flat=True))
    assert kinds == ["published", "corrected"]
    assert deposit_is_whole(live.pk)


def test_correction_by_a_reporter_is_refused_and_readers_see_no_change(newsroom):
    live = make_published(newsroom)

    with pytest.raises(NotAllowed):
        services.item_correct(item=live, wrong="a", right="b", by=newsroom.reporter)

    assert Correction.objects.count() == 0
    assert DepositRecord.objects.count() == 1


def test_taken_down_article_leaves_readers_and_stays_in_the_record(newsroom):
    live = make_published(newsroom)

    services.item_take_down(
        item=live,
        public_reason="Nguồn tin rút lại",
        internal_reason="Công văn 12",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    stored = ArticlePage.objects.get(pk=live.pk)
    assert not stored.live
    assert stored.get_latest_revision() is not None
    assert TakeDown.objects.get().path.endswith(f"-{live.pk}.html")
    assert events().count("content.StoryItemTakenDown") == 1
    kinds = list(DepositRecord.objects.values_list("kind", flat=True))
    assert kinds == ["published", "taken_down"]
    assert deposit_is_whole(live.pk)


def test_taken_down_article_is_not_published_again_by_anyone_unasked(newsroom):
    live = make_published(newsroom)
    services.item_take_down(
        item=live,
        public_reason="a",
        internal_reason="b",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    with pytest.raises(GateClosed):
        services.item_publish(item=live, by=newsroom.chief)

    restored = services.item_restore(item=live, reason="Đã xác minh", by=newsroom.chief)

    assert restored.live
    assert TakeDown.objects.get().lifted_at is not None


def test_secretary_cannot_take_down(newsroom):
    live = make_published(newsroom)

    with pytest.raises(NotAllowed):
        services.item_take_down(
            item=live,
            public_reason="a",
            internal_reason="b",
            ordered_by="c",
            by=newsroom.secretary,
        )

    assert ArticlePage.objects.get(pk=live.pk).live
    assert TakeDown.objects.count() == 0


def test_changed_record_is_noticed(newsroom):
    live = make_published(newsroom)
    assert deposit_is_whole(live.pk)
    record = DepositRecord.objects.get()
    record.content["title"] = "Khác"
    record.save()

    assert not deposit_is_whole(live.pk)


# --- Syndication ----------------------------------------------------------------


def test_copy_at_another_unit_follows_correction_and_take_down(newsroom):
    live = make_published(newsroom)
    other = open_newsroom("tctc")
    copy = services.item_syndicate(
        article=live,
        unit=other.unit,
        section=other.section,
        headline="Tít của tạp chí",
        by=other.secretary,
    )
    copy.refresh_from_db()
    assert (copy.live, copy.slug) == (True, "tit-cua-tap-chi")

    services.item_take_down(
        item=live,
        public_reason="Nguồn tin rút lại",
        internal_reason="b",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    copy.refresh_from_db()
    assert not copy.live
    assert TakeDown.objects.get(item_id=copy.pk).public_reason == "Nguồn tin rút lại"


def test_copy_outside_the_receiving_units_remit_is_refused_and_not_kept(newsroom):
    live = make_published(newsroom)
    other = open_newsroom("ck", subjects=("securities",))

    with pytest.raises(GateClosed):
        services.item_syndicate(
            article=live, unit=other.unit, section=other.section, by=other.secretary
        )

    assert SyndicatedPage.objects.count() == 0


def test_copy_twice_is_refused(newsroom):
    live = make_published(newsroom)
    other = open_newsroom("tctc")
    kwargs = {"article": live, "unit": other.unit, "section": other.section}
    services.item_syndicate(**kwargs, by=other.secretary)

    with pytest.raises(ItemNotReady):
        services.item_syndicate(**kwargs, by=other.secretary)

    assert SyndicatedPage.objects.count() == 1


# --- Addresses ------------------------------------------------------------------


def test_address_is_section_slug_and_number(newsroom):
    live = make_published(newsroom, "Đà Nẵng thu ngân sách")

    assert live.full_url == (
        f"http://tbtc.localhost:8000/thue/da-nang-thu-ngan-sach-{live.pk}.html"
    )


def test_same_headline_twice_gets_two_addresses(newsroom):
    first = make_published(newsroom, "Giá xăng")
    second = make_published(newsroom, "Giá xăng")

    assert first.slug != second.slug


def test_failure_inside_publishing_leaves_nothing_behind(newsroom, article):
    approve_all(newsroom, article)

    class Broken(Exception):
        pass

    def fail(execute, sql, params, many, context):
        if "content_depositrecord" in sql and sql.startswith("INSERT"):
            raise Broken
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail), pytest.raises(Broken):
        services.item_publish(item=article, by=newsroom.secretary)

    assert not ArticlePage.objects.get(pk=article.pk).live
    assert events() == []
    assert AuditEntry.objects.filter(action="content.item_published").count() == 0
