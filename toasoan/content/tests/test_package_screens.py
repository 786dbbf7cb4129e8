"""The staff's screens of packages, as they are asked for."""

import pytest
from django.test import Client
from django.urls import reverse

from toasoan.content import services
from toasoan.content.curation.package_groups import groups_mark
from toasoan.content.models import PackagePage
from toasoan.content.tests.factories import make_article, open_newsroom, publish
from toasoan.content.tests.package_material import (
    fresh,
    make_package,
    make_public_package,
    make_three,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return open_newsroom()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def draft_of(package):
    return fresh(package).get_latest_revision_as_object()


def sent(package, *rows, titles=("",), act="", seen=None, **more):
    """The form of the arranging screen: each row is (item, group, headline)."""
    return {
        "seen": seen or groups_mark(draft_of(package)),
        "g": list(titles),
        "m": [item.pk for item, _group, _own in rows],
        "mg": [group for _item, group, _own in rows],
        "mh": [own for _item, _group, own in rows],
        "act": act,
        **more,
    }


def test_ticked_items_become_a_package(newsroom):
    first, second, _third = make_three(newsroom)
    client = signed_in(newsroom.reporter)
    address = reverse("content:package_new")
    shown = client.get(address, {"bai": [first.pk, second.pk]}).content.decode()
    assert "2 bài đã chọn" in shown
    answer = client.post(
        address,
        {
            "headline": "Tăng lương",
            "kind": "together",
            "section": newsroom.section.pk,
            "bai": [first.pk, second.pk],
        },
    )
    package = PackagePage.objects.get()
    assert answer.url == reverse("content:package_items", args=[package.pk])
    assert package.member_keys() == [first.pk, second.pk]


def test_a_refused_form_keeps_what_was_typed_and_ticked(newsroom):
    [first, *_others] = make_three(newsroom)
    client = signed_in(newsroom.reporter)
    answer = client.post(
        reverse("content:package_new"),
        {"headline": "Tăng lương", "kind": "together", "bai": [first.pk]},
    )
    assert answer.status_code == 400
    text = answer.content.decode()
    assert 'value="Tăng lương"' in text
    assert f'name="bai" value="{first.pk}" checked' in text
    assert not PackagePage.objects.exists()


def test_items_of_another_unit_are_passed_over(newsroom):
    foreign = make_article(open_newsroom("thue"), "Bài nơi khác")
    client = signed_in(newsroom.reporter)
    text = client.get(reverse("content:package_new"), {"bai": foreign.pk})
    assert "Bài nơi khác" not in text.content.decode()
    client.post(
        reverse("content:package_new"),
        {
            "headline": "Tăng lương",
            "kind": "series",
            "section": newsroom.section.pk,
            "bai": [foreign.pk],
        },
    )
    package = PackagePage.objects.get()
    assert (package.member_keys(), package.is_series) == ([], True)


def test_the_plain_form_moves_names_and_saves(newsroom):
    first, second, third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    client = signed_in(newsroom.reporter)
    address = reverse("content:package_items", args=[package.pk])
    rows = [(first, 0, "Công chức tăng 8%"), (second, 1, "")]
    body = sent(package, *rows, titles=["Chính sách", "Đời sống"], kind="series")
    assert client.post(address, body).url == address
    draft = draft_of(package)
    assert draft.groups == [
        {
            "title": "Chính sách",
            "members": [{"item": first.pk, "headline": "Công chức tăng 8%"}],
        },
        {"title": "Đời sống", "members": [{"item": second.pk, "headline": ""}]},
    ]
    assert draft.is_series
    titles = ["Chính sách", "Đời sống"]
    client.post(address, sent(package, *rows, titles=titles, act=f"add:{third.pk}"))
    assert draft_of(package).member_keys() == [first.pk, second.pk, third.pk]


def test_the_script_gets_the_new_mark_and_the_groups(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    client = signed_in(newsroom.reporter)
    answer = client.post(
        reverse("content:package_items", args=[package.pk]),
        sent(package, (first, 0, ""), (second, 0, ""), act=f"up:{second.pk}"),
        headers={"accept": "application/json"},
    )
    told = answer.json()
    assert told["seen"] == groups_mark(draft_of(package))
    assert draft_of(package).member_keys() == [second.pk, first.pk]
    assert told["html"].index("Lương hưu trí") < told["html"].index("Lương công chức")


def test_a_refusal_changes_nothing_and_shows_what_was_typed(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    client = signed_in(newsroom.reporter)
    address = reverse("content:package_items", args=[package.pk])
    body = sent(package, (second, 0, "Tít của tôi"), titles=["Nhóm"], seen="cu")
    answer = client.post(address, body)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Chùm vừa được xếp lại ở nơi khác." in text
    assert 'value="Tít của tôi"' in text
    told = client.post(address, body, headers={"accept": "application/json"})
    assert told.status_code == 409
    assert told.json()["error"].startswith("Chùm vừa được xếp lại")
    assert draft_of(package).member_keys() == [first.pk, second.pk]


def test_words_without_marks_find_items_not_yet_in_the_package(newsroom):
    first, second, _third = make_three(newsroom)
    make_article(newsroom, "Giá dầu giảm")
    package = make_package(newsroom, first)
    client = signed_in(newsroom.reporter)
    address = reverse("content:package_find", args=[package.pk])
    text = client.get(address, {"q": "luong"}).content.decode()
    assert "Lương hưu trí" in text
    assert "Lương doanh nghiệp" in text
    assert "Lương công chức" not in text
    assert "Giá dầu" not in text
    assert "Tăng lương từ 1/7" not in text
    assert second.title in client.get(address).content.decode()


def test_the_screen_of_the_package_shows_members_states_and_what_blocks(newsroom):
    first, second, _third = make_three(newsroom)
    late = make_article(newsroom, "Lương tối thiểu")
    publish_one = services.item_publish(item=first, by=newsroom.secretary)
    package = make_package(newsroom, publish_one, second, late, approved=True)
    client = signed_in(newsroom.secretary)
    text = client.get(reverse("content:item", args=[package.pk])).content.decode()
    assert "Các bài trong chùm" in text
    assert "Sẵn sàng xuất bản" in text
    assert "“Lương tối thiểu” chưa lên trang được" in text
    link = reverse("content:item", args=[late.pk])
    assert f'<a class="b s" href="{link}">Mở bài</a>' in text


def test_the_screen_of_a_member_says_where_it_stands(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    client = signed_in(newsroom.secretary)
    text = client.get(reverse("content:item", args=[second.pk])).content.decode()
    assert "Tăng lương từ 1/7" in text
    assert "Bài thứ 2" in text
    assert reverse("content:item", args=[package.pk]) in text


def test_an_item_is_put_into_a_package_from_its_own_screen(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first)
    chief = signed_in(newsroom.chief)
    text = chief.get(reverse("content:item", args=[second.pk])).content.decode()
    assert f'<option value="{package.pk}">' in text
    answer = chief.post(
        reverse("content:package_add", args=[second.pk]), {"chum": package.pk}
    )
    assert answer.status_code == 302
    assert draft_of(package).member_keys() == [first.pk, second.pk]


def test_nothing_goes_into_a_package_of_another_unit(newsroom):
    [first, *_others] = make_three(newsroom)
    there = open_newsroom("thue")
    package = make_package(there, make_article(there, "Bài bên ấy"))
    answer = signed_in(newsroom.chief).post(
        reverse("content:package_add", args=[first.pk]), {"chum": package.pk}
    )
    assert answer.status_code == 404
    assert first.pk not in draft_of(package).member_keys()
    for name in ("package_items", "package_find"):
        address = reverse(f"content:{name}", args=[package.pk])
        assert signed_in(newsroom.chief).get(address).status_code == 404


def test_an_article_has_no_arranging_screen(newsroom):
    article = make_article(newsroom, "Bài thường")
    client = signed_in(newsroom.reporter)
    address = reverse("content:package_items", args=[article.pk])
    assert client.get(address).status_code == 404


def test_who_may_not_edit_the_package_only_looks(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    services.lease_take(item=package, by=newsroom.reporter, key="tab")
    client = signed_in(newsroom.people[Role.DESK_EDITOR])
    address = reverse("content:package_items", args=[package.pk])
    text = client.get(address).content.decode()
    assert "đang sửa chùm từ" in text
    assert "Lưu cách xếp" not in text
    assert client.post(address, sent(package, (second, 0, ""))).status_code == 409
    assert draft_of(package).member_keys() == [first.pk, second.pk]


def test_the_editor_of_a_package_opens_and_keeps_its_items(newsroom):
    package = make_package(newsroom, *make_three(newsroom))
    client = signed_in(newsroom.reporter)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[package.pk]))
    assert text.status_code == 200
    assert "Lời dẫn (có thể để trống)" in text.content.decode()
    assert reverse("content:package_items", args=[package.pk]) in text.content.decode()


def test_compare_shows_what_was_arranged_otherwise(newsroom):
    first, second, _third = make_three(newsroom)
    package = make_package(newsroom, first, second)
    version = services.version_name(item=package, name="Một", by=newsroom.reporter)
    client = signed_in(newsroom.reporter)
    client.post(
        reverse("content:package_items", args=[package.pk]),
        sent(package, (second, 0, "Hưu trí: 15%"), titles=["Đời sống"]),
    )
    text = client.get(
        reverse("content:version_compare", args=[package.pk]),
        {"tu": f"p{version.pk}", "den": "nhap"},
    ).content.decode()
    assert "Chùm bài" in text
    assert "Đời" in text


def test_the_list_names_packages_and_offers_the_others_for_one(newsroom):
    first, _second, _third = make_three(newsroom)
    package = make_package(newsroom, first)
    client = signed_in(newsroom.reporter)
    text = client.get(reverse("content:item_list")).content.decode()
    assert f'name="bai" value="{first.pk}"' in text
    assert f'name="bai" value="{package.pk}"' not in text
    assert text.count('<b class="str">Chùm bài</b>') == 1


def test_taking_down_says_that_the_members_stay(newsroom):
    package, _members = make_public_package(newsroom)
    client = signed_in(newsroom.chief)
    address = reverse("content:item_act", args=[package.pk, "go"])
    text = client.get(address).content.decode()
    assert "3 bài trong chùm không gỡ theo; bài nào phải gỡ thì gỡ riêng." in text


def test_publishing_tells_how_many_come_out(newsroom):
    package = make_package(newsroom, *make_three(newsroom))
    publish(newsroom, make_article(newsroom, "Bài khác"))
    client = signed_in(newsroom.reporter)
    text = client.get(reverse("content:item", args=[package.pk])).content.decode()
    assert "Xuất bản chùm là xuất bản cùng lúc mọi bài chưa lên trang" in text
