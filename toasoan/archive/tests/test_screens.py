"""Wagtail's own screens, as a person of one unit meets them."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse
from wagtail.models import UploadedFile

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.tests.factories import (
    closed_unit_make,
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.units.roles import Role
from toasoan.units.services import membership_add

pytestmark = pytest.mark.django_db

SECRET = "Bí mật của báo thuế"


@pytest.fixture
def other():
    return closed_unit_make("thue")


@pytest.fixture
def person(unit):
    return person_make(unit, Role.PHOTO_VIDEO_EDITOR)


@pytest.fixture
def browser(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def theirs(other):
    photo = photo_make(other, picture_bytes(colour=(1, 2, 3)), title=SECRET)
    photo.tags.add("the-cua-thue")
    return photo


def post_multiple(client, data, name="anh.jpg", **fields):
    url = reverse("wagtailimages:add_multiple")
    file = SimpleUploadedFile(name, data)
    return client.post(url, {"title": Path(name).stem, "files[]": file} | fields)


def test_dropping_a_photo_opens_its_form_filled_from_the_file(browser, unit, person):
    answer = post_multiple(
        browser, picture_bytes(xmp=XMP.encode()), "DSC_0001.jpg"
    ).json()
    photo = Photo.objects.get()
    assert answer["success"] is True
    assert photo.collection == unit.collection
    assert photo.uploaded_by_user == person
    assert (photo.title, photo.credit) == ("Cảng mở rộng", "Thu Hà/TTXVN")
    assert photo.embedded_metadata["xmp"]["credit"] == "TTXVN"
    for name in ("caption", "credit", "copyright_notice", "usage", "alt_text"):
        assert f'name="image-{photo.pk}-{name}"' in answer["form"]
    assert "Tàu cập cảng" in answer["form"]
    assert photo.usage == "unknown"


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="TTXVN" photoshop:Headline="Cảng mở rộng">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Tàu cập cảng</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Thu Hà</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>cảng biển</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_the_keywords_of_the_file_become_tags(browser):
    post_multiple(browser, picture_bytes(xmp=XMP.encode()))
    assert list(Photo.objects.get().tags.names()) == ["cảng biển"]


def test_the_form_of_a_dropped_photo_saves_what_is_typed(browser):
    answer = post_multiple(browser, picture_bytes()).json()
    photo = Photo.objects.get()
    prefix = f"image-{photo.pk}"
    saved = browser.post(
        reverse("wagtailimages:edit_multiple", args=(photo.pk,)),
        {
            f"{prefix}-title": "Cảng Bình Minh",
            f"{prefix}-usage": "staff",
            f"{prefix}-credit": "Thu Hà",
            f"{prefix}-tags": "",
        },
    ).json()
    photo.refresh_from_db()
    assert answer["success"] is saved["success"] is True
    assert (photo.title, photo.usage, photo.credit) == (
        "Cảng Bình Minh",
        "staff",
        "Thu Hà",
    )


def test_a_program_called_jpg_is_refused_in_words_and_nothing_stored(browser):
    answer = post_multiple(browser, b"MZ\x90\x00", "anh.jpg").json()
    assert answer == {
        "success": False,
        "error_message": (
            "Tệp này là chương trình, không phải ảnh. Kho chỉ nhận ảnh, văn bản"
        ),
    }
    assert Photo.objects.count() == UploadedFile.objects.count() == 0


def test_an_empty_file_is_refused_in_words(browser):
    answer = post_multiple(browser, b"").json()
    assert answer["error_message"] == (
        "Tệp trống, không có gì bên trong. Chép lại từ máy ảnh rồi tải lại"
    )


def test_a_very_long_file_name_is_no_obstacle(browser):
    answer = post_multiple(browser, picture_bytes(), "ảnh" * 60 + ".jpg").json()
    assert answer["success"] is True


def test_a_file_for_another_units_collection_is_refused_and_not_kept(
    client, unit, other, settings
):
    third = unit_make("ck")
    person = person_make(unit, Role.PHOTO_VIDEO_EDITOR)
    membership_add(
        user=person, organisation=third.organisation, role=Role.PHOTO_VIDEO_EDITOR
    )
    client.force_login(person)
    answer = post_multiple(client, picture_bytes(), collection=other.collection.pk)
    assert answer.json() == {
        "success": False,
        "error_message": (
            "Kho này không phải của đơn vị bạn. Chọn kho của đơn vị mình"
        ),
    }
    assert Photo.objects.count() == UploadedFile.objects.count() == 0
    answer = post_multiple(client, picture_bytes(), collection=third.collection.pk)
    assert answer.json()["success"] is True
    assert Photo.objects.get().collection == third.collection


def test_who_has_one_collection_cannot_name_another(browser, unit, other):
    post_multiple(browser, picture_bytes(), collection=other.collection.pk)
    assert Photo.objects.get().collection == unit.collection


def test_the_form_of_one_photo_keeps_what_was_typed_when_it_refuses(browser):
    answer = browser.post(
        reverse("wagtailimages:add"),
        {
            "title": "Tít đã gõ",
            "credit": "Nguồn đã gõ",
            "usage": "staff",
            "rights_from": "2026-12-02",
            "file": SimpleUploadedFile("anh.jpg", b"#!/bin/sh\n"),
        },
    )
    page = answer.content.decode()
    assert "Tít đã gõ" in page
    assert "Nguồn đã gõ" in page
    assert "Tệp này là chương trình" in page
    assert Photo.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "model"),
    [
        ("wagtailimages", picture_bytes(), Photo),
        ("wagtaildocs", b"%PDF-1.5", ArchiveDocument),
    ],
)
def test_a_file_sent_before_its_title_is_called_by_its_name(browser, name, data, model):
    file = SimpleUploadedFile("Quầy thuế.bin", data)
    browser.post(reverse(f"{name}:add"), {"file": file})
    assert model.objects.get().title == "Quầy thuế"


def test_a_title_taken_away_from_a_photo_is_asked_for(browser, unit):
    photo = photo_make(unit, title="Cảng")
    url = reverse("wagtailimages:edit", args=(photo.pk,))
    answer = browser.post(url, {"title": "", "usage": "staff", "tags": ""})
    assert "Chưa điền ô này." in answer.content.decode()
    assert Photo.objects.get().title == "Cảng"


def test_a_photo_whose_right_is_unknown_is_flagged_in_lists(browser, unit):
    photo_make(unit, usage="unknown")
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        assert "Chưa rõ quyền" in flags(browser.get(reverse(name)))
    Photo.objects.update(usage="staff")
    assert flags(browser.get(reverse("wagtailimages:index"))) == ""


def flags(answer):
    text = answer.content.decode("unicode-escape" if is_json(answer) else "utf-8")
    return "".join(re.findall(r"right-flag--\w+[^>]*>([^<]*)<", fix(text, answer)))


def is_json(answer):
    return answer.headers["Content-Type"].startswith("application/json")


def fix(text, answer):
    return answer.json()["html"] if is_json(answer) else text


LISTS = [
    ("wagtailimages:index", {}),
    ("wagtailimages:index", {"q": "mật"}),
    ("wagtailimages:index", {"tag": "the-cua-thue"}),
    ("wagtailimages:index_results", {"layout": "list"}),
    ("wagtailimages_chooser:choose", {}),
    ("wagtailimages_chooser:choose", {"q": "mật"}),
    ("wagtailimages_chooser:choose_results", {"tag": "the-cua-thue"}),
    ("wagtailimages_chooser:choose_results", {"q": "bi mat"}),
]


@pytest.mark.parametrize(("name", "query"), LISTS)
def test_no_list_or_search_shows_another_units_photo(browser, theirs, name, query):
    answer = browser.get(reverse(name), query)
    assert answer.status_code == 200
    assert "Bí mật" not in text_of(answer)


@pytest.mark.parametrize(
    "name", ["wagtailimages:index", "wagtailimages_chooser:choose"]
)
def test_naming_another_units_collection_shows_nothing(browser, theirs, name):
    answer = browser.get(
        reverse(name), {"collection_id": theirs.collection_id, "q": ""}
    )
    assert "Bí mật" not in text_of(answer)


def text_of(answer):
    return fix(answer.content.decode(), answer)


ONE = [
    "wagtailimages:edit",
    "wagtailimages:delete",
    "wagtailimages:image_usage",
    "wagtailimages_chooser:chosen",
    "wagtailimages_chooser:select_format",
]


@pytest.mark.parametrize("name", ONE)
def test_no_screen_of_one_photo_opens_to_another_unit(browser, theirs, name):
    answer = browser.get(reverse(name, args=(theirs.pk,)))
    assert answer.status_code in {302, 403, 404}
    assert "Bí mật" not in answer.content.decode()


@pytest.mark.parametrize("spec", ["width-100", "original"])
def test_another_units_photo_has_no_preview(browser, theirs, spec):
    answer = browser.get(reverse("wagtailimages:preview", args=(theirs.pk, spec)))
    assert answer.status_code in {302, 403, 404}


def test_no_address_of_a_photo_can_be_made_up(browser, unit):
    photo = photo_make(unit)
    answer = browser.get(reverse("wagtailimages:url_generator", args=(photo.pk,)))
    assert answer.status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("wagtailimages_serve", args=("x", photo.pk, "width-100"))


@pytest.mark.parametrize("action", ["delete", "add_tags", "add_to_collection"])
def test_bulk_actions_neither_touch_nor_name_another_units_photo(
    browser, unit, theirs, action
):
    url = (
        reverse("wagtail_bulk_action", args=("archive", "photo", action))
        + f"?id={theirs.pk}"
    )
    assert browser.get(url).status_code == 404
    answer = browser.post(url, {"collection": unit.collection.pk, "tags": "x"})
    assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.collection.name == "Kho thue"
    own = photo_make(unit)
    page = browser.get(f"{url}&id={own.pk}")
    if page.status_code == 200:
        assert "Bí mật" not in page.content.decode()


def test_the_admin_api_lists_only_the_persons_own(browser, unit, theirs):
    own = photo_make(unit)
    answer = browser.get("/toa-soan/api/main/images/")
    assert "Bí mật" not in answer.content.decode()
    if answer.status_code == 200:
        ids = [item["id"] for item in answer.json()["items"]]
        assert theirs.pk not in ids
        assert set(ids) <= {own.pk}
    detail = browser.get(f"/toa-soan/api/main/images/{theirs.pk}/")
    assert detail.status_code in {302, 401, 403, 404}


def test_choosing_several_leaves_out_what_is_not_ones_own(browser, unit, theirs):
    own = photo_make(unit)
    answer = browser.get(
        reverse("wagtailimages_chooser:chosen_multiple"), {"id": [own.pk, theirs.pk]}
    )
    assert [row["id"] for row in answer.json()["result"]] == [str(own.pk)]


def test_changing_another_units_photo_changes_nothing(browser, theirs):
    answer = browser.post(
        reverse("wagtailimages:edit", args=(theirs.pk,)), {"title": "Của tôi"}
    )
    assert answer.status_code in {302, 403, 404}
    theirs.refresh_from_db()
    assert theirs.title == SECRET


def test_documents_of_another_unit_are_nowhere(browser, other):
    document = document_make(other, title=SECRET)
    for name in ("wagtaildocs:index", "wagtaildocs_chooser:choose"):
        for query in ({}, {"q": "mật"}, {"collection_id": other.collection.pk}):
            assert "Bí mật" not in text_of(browser.get(reverse(name), query))
    for name in (
        "wagtaildocs:edit",
        "wagtaildocs:delete",
        "wagtaildocs_chooser:chosen",
    ):
        answer = browser.get(reverse(name, args=(document.pk,)))
        assert answer.status_code in {302, 403, 404}


def test_only_the_unit_downloads_what_is_not_public(client, unit, other):
    document = document_make(unit)
    assert client.get(document.url).status_code == 404
    client.force_login(person_make(other))
    assert client.get(document.url).status_code == 404
    client.force_login(person_make(unit, Role.ANALYST))
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-cache"
    client.logout()
    # Nothing readers can read leads to it yet.
    ArchiveDocument.objects.update(is_public=True)
    assert client.get(document.url).status_code == 404


def test_a_document_is_uploaded_by_its_content(browser):
    url = reverse("wagtaildocs:add_multiple")
    bad = browser.post(url, {"files[]": SimpleUploadedFile("a.pdf", b"MZ\x90")})
    assert bad.json()["success"] is False
    assert bad.json()["error_message"].startswith("Tệp này là chương trình")
    assert "“”" not in bad.json()["error_message"]
    good = browser.post(url, {"files[]": SimpleUploadedFile("a.exe", b"%PDF-1.5")})
    assert good.json()["success"] is True
    assert ArchiveDocument.objects.get().file.name.endswith(".pdf")
