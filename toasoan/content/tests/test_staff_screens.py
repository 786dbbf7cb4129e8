"""The screen of an item: what it offers, and how it answers when a rule says no."""

from datetime import timedelta

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.item_screen import item_screen
from toasoan.content.models import (
    ArticlePage,
    GateOverride,
    PublicationSchedule,
    Review,
    SyndicatedPage,
    TakeDown,
)
from toasoan.content.tests.factories import (
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.core.models import OutboxEvent
from toasoan.units.models import Delegation
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)
    return article


def _act(client, item, verb, **data):
    return client.post(reverse("content:item_act", args=[item.pk, verb]), data)


def _labels(user, item):
    screen = item_screen(user, item)
    return [a.label for a in screen.actions], [a.label for a in screen.more]


# --- What is offered ---------------------------------------------------------------


def test_the_writer_of_a_draft_is_offered_to_hand_it_in(newsroom, article):
    assert _labels(newsroom.reporter, article)[0] == ["Nộp bài"]


def test_the_editor_is_told_whom_the_approval_sends_it_to(newsroom, handed_in):
    editor = newsroom.people[Role.DESK_EDITOR]
    assert _labels(editor, handed_in)[0] == ["Trả lại", "Duyệt, gửi trưởng ban"]


def test_the_writer_may_only_take_back_what_is_with_reviewers(newsroom, handed_in):
    main, more = _labels(newsroom.reporter, handed_in)
    assert main == []
    assert more == ["Rút bài", "Tạo đường xem trước"]


def test_a_secretary_is_offered_to_publish_what_has_passed(newsroom):
    article = make_article(newsroom)
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=newsroom.chief, step=1)
    assert _labels(newsroom.secretary, article)[0] == ["Hẹn giờ", "Xuất bản ngay"]
    assert _labels(newsroom.reporter, article)[0] == []


def test_what_is_public_may_be_corrected_and_taken_down(newsroom):
    live = make_published(newsroom)
    assert _labels(newsroom.chief, live)[1] == [
        "Đính chính",
        "Gỡ bài",
        "Tạo đường xem trước",
    ]
    assert _labels(newsroom.secretary, live)[1] == ["Đính chính", "Tạo đường xem trước"]


def test_the_stepper_names_people_times_and_who_signs_for_whom(newsroom, handed_in):
    delegation_add(
        unit=newsroom.unit,
        principal=newsroom.chief,
        deputy=newsroom.secretary,
        role=Role.EDITOR_IN_CHIEF,
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=3),
        reason="Đi công tác",
        by=newsroom.chief,
    )
    steps = item_screen(newsroom.reporter, handed_in).steps
    assert [step.state for step in steps] == ["done", "here", "", "", ""]
    assert steps[1].detail.startswith(f"{newsroom.people[Role.DESK_EDITOR]}, hạn ")
    until = clock.format_date_vi(clock.today() + timedelta(days=3))
    assert steps[4].detail == f"{newsroom.secretary} ký thay đến {until}"


def test_a_step_whose_time_has_passed_is_shown_late(newsroom, handed_in):
    Review.objects.update(due_at=clock.now() - timedelta(minutes=25))
    screen = item_screen(newsroom.people[Role.DESK_EDITOR], handed_in)
    assert screen.steps[1].is_late
    assert screen.state.look == "bad"
    assert "trễ hạn" in screen.state.text


# --- Acting --------------------------------------------------------------------------


def test_approving_takes_one_press(client, newsroom, handed_in):
    client.force_login(newsroom.people[Role.DESK_EDITOR])
    answer = _act(client, handed_in, "duyet", step=1)
    assert answer.status_code == 302
    assert Review.objects.get().step == 2


def test_pressing_twice_approves_once_and_says_so(client, newsroom, handed_in):
    client.force_login(newsroom.people[Role.DESK_EDITOR])
    _act(client, handed_in, "duyet", step=1)
    again = _act(client, handed_in, "duyet", step=1)
    assert again.status_code == 409
    assert "Bài đã chuyển bước" in again.content.decode()
    assert Review.objects.get().step == 2
    assert Review.objects.get().decisions.count() == 2


def test_returning_without_a_reason_is_refused_and_changes_nothing(
    client, newsroom, handed_in
):
    client.force_login(newsroom.people[Role.DESK_EDITOR])
    answer = _act(client, handed_in, "tra-lai", step=1, to_step=0, comment="  ")
    assert answer.status_code == 400
    assert "Ghi lý do để người nhận biết cần sửa gì." in answer.content.decode()
    assert Review.objects.get().step == 1


def test_a_refused_form_keeps_what_was_typed(client, newsroom, handed_in):
    client.force_login(newsroom.people[Role.DESK_EDITOR])
    services.item_approve(item=handed_in, by=newsroom.people[Role.DESK_EDITOR], step=1)
    answer = _act(
        client, handed_in, "tra-lai", step=1, to_step=0, comment="Bổ sung nguồn đoạn 2"
    )
    assert answer.status_code == 409
    assert "Bổ sung nguồn đoạn 2" in answer.content.decode()
    assert Review.objects.get().step == 2


def test_a_reporter_who_asks_to_approve_is_refused(client, newsroom, handed_in):
    client.force_login(newsroom.reporter)
    answer = _act(client, handed_in, "duyet", step=1)
    assert answer.status_code == 403
    assert Review.objects.get().step == 1


def test_publishing_what_is_not_reviewed_says_what_is_missing(
    client, newsroom, article
):
    client.force_login(newsroom.secretary)
    answer = _act(client, article, "xuat-ban")
    assert answer.status_code == 409
    assert "Bài chưa qua hết quy trình duyệt." in answer.content.decode()
    article.refresh_from_db()
    assert not article.live


def test_a_past_hour_is_refused_with_the_hour_in_the_field(client, newsroom, article):
    client.force_login(newsroom.secretary)
    answer = _act(client, article, "hen-gio", at="2020-01-01T08:00")
    assert answer.status_code == 409
    assert "Giờ đăng 08:00, 01/01/2020 đã qua" in answer.content.decode()
    assert 'value="2020-01-01T08:00"' in answer.content.decode()
    assert not PublicationSchedule.objects.exists()


def test_taking_down_names_the_copies_and_asks_three_reasons(client, newsroom):
    other = open_newsroom("hq")
    live = make_published(newsroom)
    services.item_syndicate(
        article=live, unit=other.unit, section=other.section, by=other.secretary
    )
    client.force_login(newsroom.chief)
    url = reverse("content:item_act", args=[live.pk, "go"])
    assert "1 đơn vị đăng lại cũng gỡ theo." in client.get(url).content.decode()
    refused = client.post(url, {"public_reason": "Nguồn rút lại"})
    assert refused.status_code == 400
    assert "Nguồn rút lại" in refused.content.decode()
    assert not TakeDown.objects.exists()
    done = client.post(
        url,
        {"public_reason": "Nguồn rút lại", "internal_reason": "x", "ordered_by": "TBT"},
    )
    assert done.status_code == 302
    assert TakeDown.objects.count() == 2


def test_an_override_needs_two_people(client, newsroom, article):
    client.force_login(newsroom.secretary)
    assert _act(client, article, "xin-vuot", reason="Tin khẩn").status_code == 302
    assert _act(client, article, "dong-y-vuot").status_code == 403
    assert GateOverride.objects.get().confirmed_by is None
    client.force_login(newsroom.chief)
    assert _act(client, article, "dong-y-vuot").status_code == 302
    assert GateOverride.objects.get().confirmed_by == newsroom.chief


def test_writes_are_only_taken_by_post(client, newsroom, article):
    client.force_login(newsroom.reporter)
    client.get(reverse("content:item_act", args=[article.pk, "nop"]))
    assert not Review.objects.exists()
    link = client.get(reverse("content:item_preview", args=[article.pk]))
    assert link.status_code == 405


def test_an_unknown_verb_is_not_found(client, newsroom, article):
    client.force_login(newsroom.reporter)
    assert _act(client, article, "xoa-het").status_code == 404


def test_the_preview_link_is_shown_once(client, newsroom, article):
    client.force_login(newsroom.reporter)
    client.post(reverse("content:item_preview", args=[article.pk]))
    url = reverse("content:item", args=[article.pk])
    assert "/xem-truoc/" in client.get(url).content.decode()
    assert 'id="preview-link"' not in client.get(url).content.decode()


# --- Beginning, lists, taking over ----------------------------------------------------


def test_a_new_article_opens_in_the_editor(client, newsroom):
    client.force_login(newsroom.reporter)
    answer = client.post(
        reverse("content:item_new"),
        {"headline": "Giá thép tăng", "section": newsroom.section.pk},
    )
    article = ArticlePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert article.slug == "gia-thep-tang"


def test_the_list_keeps_to_one_state(client, newsroom, article):
    live = make_published(newsroom, headline="Đã lên trang")
    client.force_login(newsroom.reporter)
    url = reverse("content:item_list")
    published = client.get(url, {"state": "published"}).content.decode()
    assert live.title in published
    assert article.title not in published
    assert article.title in client.get(url, {"state": "draft"}).content.decode()


def test_a_secretary_takes_another_units_article_over(client, newsroom):
    other = open_newsroom("hq")
    live = make_published(other, headline="Cửa khẩu thông suốt")
    client.force_login(newsroom.secretary)
    assert live.title in client.get(reverse("content:elsewhere")).content.decode()
    answer = client.post(
        reverse("content:syndicate", args=[live.pk]), {"section": newsroom.section.pk}
    )
    copy = SyndicatedPage.objects.get()
    assert answer.url == reverse("content:item", args=[copy.pk])
    assert (copy.unit, copy.live) == (newsroom.unit, True)


def test_a_reporter_does_not_see_what_to_take_over(client, newsroom):
    client.force_login(newsroom.reporter)
    assert client.get(reverse("content:elsewhere")).status_code == 403


# --- Wagtail's editor -----------------------------------------------------------------


def test_wagtails_own_creation_leads_to_our_form(client, newsroom):
    client.force_login(newsroom.reporter)
    url = reverse(
        "wagtailadmin_pages:add", args=["content", "articlepage", newsroom.section.pk]
    )
    assert client.get(url).url == reverse("content:item_new")


def test_wagtails_unpublish_changes_nothing(client, newsroom):
    live = make_published(newsroom)
    newsroom.chief.is_superuser = True
    newsroom.chief.save()
    client.force_login(newsroom.chief)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[live.pk]))
    live.refresh_from_db()
    assert live.live


def test_the_editor_offers_the_next_step_and_no_publishing(client, newsroom, article):
    client.force_login(newsroom.reporter)
    page = client.get(
        reverse("wagtailadmin_pages:edit", args=[article.pk])
    ).content.decode()
    assert 'name="action-newsroom-submit"' in page
    assert "action-publish" not in page
    assert 'name="go_live_at"' not in page


# --- Chains ---------------------------------------------------------------------------


def test_steps_change_places_by_button(client, newsroom):
    administrator = newsroom.people[Role.REPORTER]
    chain = newsroom.unit.review_chains.get()
    first, second = chain.steps.order_by("order")[:2]
    client.force_login(administrator)
    url = reverse("content:step_change", args=[second.pk, "len"])
    assert client.post(url).status_code == 403
    assert list(chain.steps.order_by("order"))[:2] == [first, second]
    administrator.is_superuser = True
    administrator.save()
    assert client.post(url).status_code == 302
    assert list(chain.steps.order_by("order"))[:2] == [second, first]


def test_the_last_step_stays(client, newsroom):
    newsroom.chief.is_superuser = True
    newsroom.chief.save()
    client.force_login(newsroom.chief)
    chain = newsroom.unit.review_chains.get()
    *others, last = chain.steps.order_by("order")
    for step in others:
        step.delete()
    answer = client.post(reverse("content:step_change", args=[last.pk, "bo"]))
    assert answer.status_code == 409
    assert chain.steps.count() == 1


def test_ending_a_delegation_by_a_stranger_is_refused(client, newsroom):
    delegation = delegation_add(
        unit=newsroom.unit,
        principal=newsroom.chief,
        deputy=newsroom.secretary,
        role=Role.EDITOR_IN_CHIEF,
        valid_from=clock.today(),
        valid_to=clock.today(),
        reason="Họp",
        by=newsroom.chief,
    )
    client.force_login(newsroom.reporter)
    url = reverse("units:delegation_end", args=[delegation.pk])
    assert client.post(url).status_code == 403
    assert Delegation.objects.count() == 1


def test_the_history_tells_what_was_done_and_why(client, newsroom, handed_in):
    editor = newsroom.people[Role.DESK_EDITOR]
    services.item_return(
        item=handed_in, by=editor, step=1, to_step=0, comment="Thiếu nguồn"
    )
    client.force_login(newsroom.reporter)
    page = client.get(reverse("content:item_history", args=[handed_in.pk]))
    assert "Trả lại" in page.content.decode()
    assert "“Thiếu nguồn”" in page.content.decode()


def test_an_edit_after_approval_is_shown_and_asks_for_the_last_step(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=newsroom.chief, step=1)
    draft = article.get_latest_revision_as_object()
    draft.title = "Tít đã sửa"
    draft.save_revision(user=newsroom.chief)
    article.refresh_from_db()
    screen = item_screen(newsroom.chief, article)
    assert screen.state.text == "Sửa sau khi duyệt, cần duyệt lại"
    assert [action.verb for action in screen.actions] == ["tra-lai", "duyet"]
    assert [change.field for change in screen.changes] == ["Tít"]


def test_a_published_section_is_announced(newsroom):
    OutboxEvent.objects.all().delete()
    newsroom.section.save_revision().publish()
    event = OutboxEvent.objects.get(kind="content.StructureChanged")
    assert event.payload == {
        "page_id": newsroom.section.pk,
        "unit_key": "tbtc",
        "former_host": "",
    }
