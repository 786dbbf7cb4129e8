"""The publish gate: what passes, what does not, and that nothing goes round it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from toasoan.archive.models import Photo
from toasoan.content import services
from toasoan.content.errors import GateBypassed, GateClosed, ReasonMissing
from toasoan.content.models import (
    ArticlePage,
    DepositRecord,
    GateOverride,
)
from toasoan.content.publication.gate import gate_check
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
