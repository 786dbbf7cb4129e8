"""The editor and the screens around it, when more than one person opens an item."""

import json

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.editing.leases import lease_of
from toasoan.content.models import EditLease, ItemVersion
from toasoan.content.tests.editor_material import article_form, autosave
from toasoan.content.tests.factories import open_newsroom
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
TAB = "the-mot"
REFUSED = "Bản bạn vừa gõ được giữ ở “Phiên bản”."


@pytest.fixture
def editor(newsroom):
    return newsroom.people[Role.DESK_EDITOR]


def _stored(item):
    return type(item).objects.get(pk=item.pk)


def _sapo(item):
    return _stored(item).get_latest_revision().content["sapo"]


def _lease(client, item, act, key=TAB):
    answer = client.post(
        reverse("content:lease", args=[item.pk]), {"act": act, "key": key}
    )
    return answer.json()


def test_the_holders_autosave_is_taken_and_beats(client, newsroom, article):
    client.force_login(newsroom.reporter)

    answer = autosave(client, article, article_form(article, "Câu mới", lease_key=TAB))

    assert (answer.status_code, answer.json()["success"]) == (200, True)
    assert _sapo(article) == "Câu mới"
    assert lease_of(article.pk).is_typing


def test_an_autosave_under_somebodys_hands_is_a_409_and_its_text_is_kept(
    client, newsroom, article, editor
):
    services.lease_take(item=article, by=newsroom.reporter, key=TAB)
    client.force_login(editor)

    answer = autosave(
        client, article, article_form(article, "Chen ngang", lease_key="khac")
    )

    said = answer.json()
    assert (answer.status_code, said["success"]) == (409, False)
    assert said["error_code"] == "locked"
    assert said["error_message"].startswith(f"{newsroom.reporter} đang sửa bài từ ")
    assert said["error_message"].endswith(REFUSED)
    assert _sapo(article) == "Thu nội địa tăng so với cùng kỳ."
    kept = ItemVersion.objects.get()
    assert (kept.kind, kept.by, kept.text.content["sapo"]) == (
        "refused",
        editor,
        "Chen ngang",
    )


def test_a_save_by_the_button_is_refused_on_a_page_that_leads_to_the_text(
    client, newsroom, article, editor
):
    services.lease_take(item=article, by=newsroom.reporter, key=TAB)
    client.force_login(editor)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        article_form(article, "Bấm lưu"),
    )

    text = answer.content.decode()
    version = ItemVersion.objects.get()
    assert answer.status_code == 409
    assert "Bản bạn vừa gõ được giữ thành phiên bản, chưa đưa vào bài." in text
    assert f"?tu=nhap&amp;den=p{version.pk}" in text
    assert _sapo(article) == "Thu nội địa tăng so với cùng kỳ."


def test_a_text_too_long_to_save_is_kept_as_it_was_typed(
    client, newsroom, article, editor
):
    services.lease_take(item=article, by=newsroom.reporter, key=TAB)
    client.force_login(editor)
    long = "Dài " * 400

    autosave(client, article, article_form(article, long, lease_key="khac"))

    assert ItemVersion.objects.get().text.content["sapo"] == long


def test_the_editor_is_read_only_for_who_comes_second(
    client, newsroom, article, editor
):
    services.lease_take(item=article, by=newsroom.reporter, key=TAB)
    client.force_login(editor)

    page = client.get(
        reverse("wagtailadmin_pages:edit", args=[article.pk])
    ).content.decode()

    assert "content-locked" in page
    assert f"{newsroom.reporter} đang sửa bài từ" in page
    assert "Chưa gõ chữ nào." in page
    assert 'data-lease-act="ask"' in page
    assert "gianh-quyen" in page


def test_a_reporter_is_not_offered_to_take_over_from_an_editor(
    client, newsroom, article, editor
):
    services.lease_take(item=article, by=editor, key=TAB)
    client.force_login(newsroom.reporter)

    page = client.get(
        reverse("wagtailadmin_pages:edit", args=[article.pk])
    ).content.decode()
    answer = client.post(
        reverse("content:item_act", args=[article.pk, "gianh-quyen"]),
        {"reason": "Bài của tôi"},
    )

    assert 'data-lease-act="ask"' in page
    assert "gianh-quyen" not in page
    assert answer.status_code == 403
    assert lease_of(article.pk).holder == editor


def test_the_holder_hears_of_the_question_with_the_next_beat(
    client, newsroom, article, editor
):
    client.force_login(editor)
    services.lease_take(item=article, by=newsroom.reporter, key=TAB)
    asked = _lease(client, article, "ask", key="khac")
    client.force_login(newsroom.reporter)

    beat = _lease(client, article, "beat")

    assert (asked["state"], asked["asked"]) == ("theirs", True)
    assert beat["state"] == "mine"
    assert f"{editor} xin sửa lúc" in beat["html"]
    assert _lease(client, article, "hand_over")["state"] == "theirs"
    assert lease_of(article.pk).holder == editor


def test_a_second_tab_of_the_same_person_is_told(client, newsroom, article):
    client.force_login(newsroom.reporter)
    _lease(client, article, "take")

    told = _lease(client, article, "take", key="the-hai")
    moved = _lease(client, article, "move", key="the-hai")

    assert told["state"] == "elsewhere"
    assert "Bạn đang sửa bài này ở thẻ khác." in told["html"]
    assert moved["state"] == "mine"
    assert _lease(client, article, "beat")["state"] == "elsewhere"


@pytest.mark.parametrize("act", ["", "xoa", "take"])
def test_garbage_is_refused_and_takes_nothing(client, newsroom, article, act):
    client.force_login(newsroom.reporter)

    answer = client.post(
        reverse("content:lease", args=[article.pk]), {"act": act, "key": ""}
    )

    assert answer.status_code == 404
    assert not EditLease.objects.exists()


def test_nobody_of_another_unit_learns_who_edits(client, newsroom, article):
    services.lease_take(item=article, by=newsroom.reporter, key=TAB)
    client.force_login(open_newsroom("hq").chief)

    answers = [
        client.post(reverse("content:lease", args=[article.pk]), {"key": "x"}),
        client.post(
            reverse("content:text_kept", args=[article.pk]), {"kept_as": "device"}
        ),
        client.get(reverse("content:versions", args=[article.pk])),
        client.get(
            reverse("content:version_compare", args=[article.pk]), {"tu": "nhap"}
        ),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert not ItemVersion.objects.exists()


# --- What a browser still had ---------------------------------------------------------


def test_what_a_machine_kept_is_offered_back_with_what_differs(
    client, newsroom, article
):
    client.force_login(newsroom.reporter)
    data = article_form(article, "Gõ khi mất mạng", kept_as="device")

    answer = client.post(reverse("content:text_kept", args=[article.pk]), data).json()

    version = ItemVersion.objects.get()
    assert answer["version"] == version.pk
    assert "Máy này còn bản bạn gõ mà hệ thống chưa nhận." in answer["html"]
    assert (
        reverse("content:version_restore", args=[article.pk, version.pk])
        in (answer["html"])
    )
    assert _sapo(article) == "Thu nội địa tăng so với cùng kỳ."


def test_what_a_machine_kept_and_the_draft_has_is_let_go(client, newsroom, article):
    client.force_login(newsroom.reporter)
    data = article_form(article, _sapo(article), kept_as="device")
    services.lease_take(item=article, by=newsroom.reporter, key=TAB)
    autosave(client, article, data | {"lease_key": TAB})

    answer = client.post(reverse("content:text_kept", args=[article.pk]), data).json()

    assert answer == {"version": None, "html": ""}
    assert not ItemVersion.objects.exists()


def test_two_megabytes_of_body_are_saved_whole(client, newsroom, article):
    client.force_login(newsroom.reporter)
    letters = "ă" * 1_000_000
    block = {"key": "a", "text": letters, "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    body = json.dumps({"blocks": [block], "entityMap": {}}, ensure_ascii=False)
    data = article_form(article, "Dài") | {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": body,
        "lease_key": TAB,
    }

    answer = autosave(client, article, data)

    assert answer.json()["success"]
    stored = _stored(article).get_latest_revision_as_object()
    assert letters in stored.body[0].value.source


# --- Screens --------------------------------------------------------------------------


def test_who_decides_is_told_that_somebody_types(client, newsroom, article, editor):
    services.item_submit(item=article, by=newsroom.reporter)
    services.lease_take(item=article, by=editor, key=TAB)
    client.force_login(newsroom.people[Role.HEAD_OF_DESK])

    page = client.get(reverse("content:item", args=[article.pk])).content.decode()

    assert f"{editor} đang sửa bài từ" in page
    assert "Duyệt hay đăng bây giờ là theo bản đã lưu" in page


def test_any_two_texts_are_compared_by_field_block_and_word(client, newsroom, article):
    services.version_name(item=article, name="Một", by=newsroom.reporter)
    draft = _stored(article).get_latest_revision_as_object()
    draft.sapo = "Thu nội địa giảm so với cùng kỳ."
    draft.source = "Kho bạc"
    draft.save_revision(user=newsroom.reporter)
    client.force_login(newsroom.reporter)
    version = ItemVersion.objects.get()

    page = client.get(
        reverse("content:version_compare", args=[article.pk]),
        {"tu": f"p{version.pk}", "den": "nhap"},
    ).content.decode()

    assert "2 chỗ đổi" in page
    assert "Thu nội địa <del>tăng</del><ins>giảm</ins> so với cùng kỳ." in page
    assert "<ins>Kho bạc</ins>" in page


@pytest.mark.parametrize("ref", ["p999999", "pxx", "len-trang", "lan-duyet", "x", ""])
def test_a_text_that_is_not_there_is_not_found(client, newsroom, article, ref):
    client.force_login(newsroom.reporter)

    answer = client.get(
        reverse("content:version_compare", args=[article.pk]), {"tu": ref}
    )

    assert answer.status_code == 404


def test_an_approver_sees_what_changed_although_autosave_wrote_over_the_text(
    client, newsroom, article, editor
):
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=editor, step=1)
    head = newsroom.people[Role.HEAD_OF_DESK]
    stored = _stored(article)
    draft = stored.get_latest_revision_as_object()
    draft.sapo = "Thu nội địa giảm so với cùng kỳ."
    draft.save_revision(
        user=newsroom.reporter, overwrite_revision=stored.get_latest_revision()
    )
    client.force_login(head)

    page = client.get(reverse("content:item", args=[article.pk])).content.decode()

    assert "<del>tăng</del><ins>giảm</ins>" in page


def test_a_version_is_taken_back_with_one_press(client, newsroom, article):
    version = services.version_name(item=article, name="Một", by=newsroom.reporter)
    draft = _stored(article).get_latest_revision_as_object()
    draft.sapo = "Hỏng"
    draft.save_revision(user=newsroom.reporter)
    client.force_login(newsroom.reporter)

    answer = client.post(
        reverse("content:version_restore", args=[article.pk, version.pk])
    )

    assert answer.status_code == 302
    assert _sapo(article) == "Thu nội địa tăng so với cùng kỳ."


def test_wagtails_screens_neither_delete_nor_lock_what_somebody_edits(
    client, newsroom, article, editor
):
    services.lease_take(item=article, by=editor, key=TAB)
    client.force_login(newsroom.reporter)

    deleted = client.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))
    locked = client.post(reverse("wagtailadmin_pages:lock", args=[article.pk]))

    assert (deleted.status_code, locked.status_code) == (302, 302)
    assert not _stored(article).locked
