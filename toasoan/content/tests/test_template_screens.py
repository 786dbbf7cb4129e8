"""Templates on screen: listed, kept, starred, begun with, and not there for others."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from toasoan.content.models import ArticlePage, ItemTemplate, TemplateUse
from toasoan.content.tests.factories import make_article, make_photo, open_newsroom
from toasoan.content.tests.test_templates import draft, make_template
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return open_newsroom("tbtc")


def sent(**changes):
    words = {
        "name": "Bản tin",
        "scope": "don-vi",
        "headline": "Tin {ngày}/{tháng}",
        "sapo": "",
        "layout": "standard",
        "tags": "a, b,, ",
        "source": "",
        "lead_photo": "",
        "lead_caption": "",
        "body": streamfield([("text", rich_text("<p>Mau chung.</p>"))]),
    }
    return nested_form_data({**words, **changes})


def test_template_is_kept_on_screen_and_what_was_refused_stays(client, room):
    client.force_login(room.secretary)
    address = reverse("content:template_new")

    refused = client.post(address, sent(headline="Lúc {giờ}"))
    made = client.post(address, sent(section=room.section.pk))

    assert refused.status_code == 400
    assert "Không biết {giờ}" in refused.text
    assert "Mau chung." in refused.text
    assert made.status_code == 302
    template = ItemTemplate.objects.get()
    assert (template.tags, template.owner, template.desk) == (["a", "b"], None, None)
    edit = reverse("content:template", args=[template.pk])
    assert "Tít hôm nay: Tin " in client.get(edit).text
    client.post(edit, sent(name="Khác"))
    client.post(reverse("content:template_end", args=[template.pk]))
    template.refresh_from_db()
    assert (template.name, template.is_archived) == ("Khác", True)
    assert "Khác" in client.get(reverse("content:templates"), {"da-cat": ""}).text


def test_photo_of_another_unit_is_neither_kept_nor_named(client, room):
    hidden = make_photo(open_newsroom("hq").unit, title="Bimat")
    client.force_login(room.secretary)

    answer = client.post(reverse("content:template_new"), sent(lead_photo=hidden.pk))

    assert answer.status_code == 400
    assert "Không tìm thấy ảnh đã chọn" in answer.text
    assert "Bimat" not in answer.text
    assert not ItemTemplate.objects.exists()


def test_new_article_is_begun_from_the_chosen_template(client, room):
    template = make_template(room, headline="Tin {năm}", sapo="Mở đầu.")
    client.force_login(room.reporter)
    address = reverse("content:item_new")

    page = client.get(address, {"mau": template.pk}).text
    client.post(
        address,
        {"mau": template.pk, "headline": "Tin hôm nay", "section": room.section.pk},
    )

    assert "Viết từ mẫu “Bản tin”." in page
    assert 'value="Tin 20' in page
    [article] = ArticlePage.objects.all()
    assert (article.title, draft(article).sapo) == ("Tin hôm nay", "Mở đầu.")


def test_reporter_changes_no_template_of_the_unit_on_screen(client, room):
    template = make_template(room)
    client.force_login(room.reporter)

    answers = [
        client.get(reverse("content:template", args=[template.pk])),
        client.post(reverse("content:template", args=[template.pk]), sent(name="X")),
        client.post(reverse("content:template_end", args=[template.pk])),
        client.post(reverse("content:template_again", args=[template.pk])),
        client.post(reverse("content:template_hour", args=[template.pk]), {}),
    ]
    refused = client.post(reverse("content:template_new"), sent())

    assert {answer.status_code for answer in answers} == {403}
    assert refused.status_code == 400
    template.refresh_from_db()
    assert (template.name, template.is_archived) == ("Bản tin", False)
    assert ItemTemplate.objects.count() == 1


def test_templates_of_others_are_not_there(client, room):
    other = open_newsroom("hq")
    foreign = make_template(other)
    personal = make_template(room, by=room.chief, owner=room.chief)
    client.force_login(room.secretary)

    for template in (foreign, personal):
        for name in ("template", "template_hour"):
            address = reverse(f"content:{name}", args=[template.pk])
            assert client.get(address).status_code == 404
        for name in ("template_end", "template_star"):
            address = reverse(f"content:{name}", args=[template.pk])
            assert client.post(address).status_code == 404
        begun = client.get(reverse("content:item_new"), {"mau": template.pk})
        assert begun.status_code == 404

    assert not ItemTemplate.objects.filter(archived_at__isnull=False).exists()


def test_article_is_saved_as_a_template_on_screen(client, room):
    article = make_article(room)
    client.force_login(room.reporter)
    address = reverse("content:template_from", args=[article.pk])

    assert (
        "Lưu thành bài mẫu"
        in client.get(reverse("content:item", args=[article.pk])).text
    )
    for_unit = client.post(address, {"name": "Thu", "scope": "don-vi"})
    client.post(address, {"name": "Thu", "scope": "cua-toi"})

    assert for_unit.status_code == 400
    assert ItemTemplate.objects.get().owner == room.reporter


def test_who_writes_in_no_unit_sees_no_templates(client, room):
    make_template(room)
    client.force_login(make_person("Số liệu", unit=room.unit, role=Role.ANALYST))

    assert client.get(reverse("content:templates")).status_code == 403


def test_star_is_set_and_taken_away_on_screen(client, room):
    template = make_template(room)
    client.force_login(room.reporter)
    address = reverse("content:template_star", args=[template.pk])

    to_list = client.post(address, {"sao": "1"})
    starred = TemplateUse.objects.get().is_starred
    to_form = client.post(address, {"sao": "0", "viet": "1"})

    assert (to_list.url, to_form.url) == (
        reverse("content:templates"),
        reverse("content:item_new"),
    )
    assert (starred, TemplateUse.objects.get().is_starred) == (True, False)
