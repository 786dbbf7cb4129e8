"""Screens of a photo's words: its form, its versions, its original, and many at once."""

import re

import pytest
from django.urls import reverse
from PIL import Image

from toasoan.archive.metadata.descriptions import words_now
from toasoan.archive.metadata.writing import words_write
from toasoan.archive.models import Photo, PhotoFileTags
from toasoan.archive.services import photo_ingest
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
    upload,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def stored(photo):
    return words_now(Photo.objects.get(pk=photo.pk))


def form_of(photo, **more):
    return {
        "title": photo.title,
        "usage": photo.usage,
        "collection": photo.collection_id,
        **more,
    }


# --- The form ---------------------------------------------------------------------


def test_the_edit_screen_folds_the_words_and_saves_them(browser, unit, editor):
    photo = photo_make(unit)
    url = reverse("wagtailimages:edit", args=[photo.pk])
    page = browser.get(url).content.decode()
    assert page.count('<details class="word-group">') == 5
    assert "Người và sự kiện trong ảnh" in page

    browser.post(
        url,
        form_of(
            photo,
            word_event="Lễ hội",
            word_person_shown="Lê Mến\r\n\r\nĐỗ Ngữ\r\nLê Mến",
            word_digital_source_type=SOURCE_TYPE,
            word_shown_city="Huế",
            tags="sông",
        ),
    )

    words = stored(photo)
    assert words["person_shown"] == ["Lê Mến", "Đỗ Ngữ"]
    assert (words["event"], words["shown_city"]) == ("Lễ hội", "Huế")
    assert (words["digital_source_type"], words["keywords"]) == (SOURCE_TYPE, ["sông"])
    assert [each.by for each in photo.descriptions.all()] == [editor, None]
    assert "3 ô đã ghi" not in page
    page = browser.get(url).content.decode()
    assert "2 ô đã ghi" in page
    assert "Lê Mến\nĐỗ Ngữ" in page


def test_words_that_were_not_sent_stay_and_sent_empty_go(browser, unit):
    photo = photo_make(unit, iptc_words={"event": "Hội", "source": "TTX"})

    browser.post(
        reverse("wagtailimages:edit", args=[photo.pk]), form_of(photo, word_event="")
    )

    assert (stored(photo)["event"], stored(photo)["source"]) == ("", "TTX")


def test_a_word_too_long_is_said_at_its_field_and_its_group_is_open(browser, unit):
    photo = photo_make(unit)

    answer = browser.post(
        reverse("wagtailimages:edit", args=[photo.pk]),
        form_of(photo, word_person_shown="x" * 101),
    )

    page = answer.content.decode()
    assert "“người trong ảnh” dài quá 100 chữ. Viết ngắn lại" in page
    assert '<details class="word-group" open>' in page


def test_a_source_type_the_list_does_not_know_stays(browser, unit):
    photo = photo_make(unit, iptc_words={"digital_source_type": "http://x/y"})
    url = reverse("wagtailimages:edit", args=[photo.pk])

    browser.post(url, form_of(photo, word_digital_source_type="http://x/y"))
    assert stored(photo)["digital_source_type"] == "http://x/y"
    browser.post(url, form_of(photo, word_digital_source_type="http://bia/dat"))
    assert stored(photo)["digital_source_type"] == "http://x/y"


# --- Coming in --------------------------------------------------------------------


def test_what_a_file_says_is_kept_whole_and_fills_empty_words(
    exiftool, unit, editor, tmp_path
):
    path = tmp_path / "anh.webp"
    path.write_bytes(picture_bytes(image_format="WEBP"))
    words_write(
        path,
        {
            "caption": "Chợ sớm",
            "credit": "TTX",
            "event": "Hội",
            "creator": ["Ái"],
            "keywords": ["chợ"],
        },
    )

    photo = photo_ingest(
        unit=unit,
        file=upload(path.read_bytes(), "a.webp"),
        by=editor,
        details={"credit": "Bảo"},
    )

    words = stored(photo)
    assert (words["caption"], words["credit"], words["event"]) == (
        "Chợ sớm",
        "Bảo",
        "Hội",
    )
    assert (words["creator"], words["keywords"]) == (["Ái"], ["chợ"])
    kept = PhotoFileTags.objects.get()
    assert (kept.photo, kept.content_hash) == (photo, photo.content_hash)
    assert kept.tags["XMP-photoshop:Credit"] == "TTX"
    assert photo.descriptions.get().words == words


def test_without_exiftool_the_common_words_still_come(unit, editor):
    exif = Image.Exif()
    exif[0x010E] = "Chợ sớm".encode()
    data = picture_bytes(exif=exif)

    photo = photo_ingest(unit=unit, file=upload(data), by=editor)

    assert stored(photo)["caption"] == "Chợ sớm"
    assert not PhotoFileTags.objects.exists()


# --- Versions ---------------------------------------------------------------------


def test_versions_are_shown_and_taken_back(browser, unit, editor):
    photo = photo_make(unit, credit="Ái")
    browser.post(
        reverse("wagtailimages:edit", args=[photo.pk]), form_of(photo, credit="Bảo")
    )
    page = browser.get(reverse("archive_photos:words", args=[photo.pk]))
    assert "<del>Ái</del> <ins>Bảo</ins>" in page.content.decode()

    url = reverse("archive_photos:words_restore", args=[photo.pk, 1])
    assert browser.get(url).status_code == 405
    browser.post(url)

    assert stored(photo)["credit"] == "Ái"


def test_who_may_only_look_sees_versions_and_takes_none_back(client, unit):
    photo = photo_make(unit)
    photo.descriptions.create(number=1, words=words_now(photo))
    client.force_login(person_make(unit, Role.ANALYST))

    assert (
        client.get(reverse("archive_photos:words", args=[photo.pk])).status_code == 200
    )
    url = reverse("archive_photos:words_restore", args=[photo.pk, 1])
    assert client.post(url).status_code == 403


def test_nothing_of_it_opens_to_another_unit_or_to_nobody(browser, client, unit):
    theirs = photo_make(unit_make("thue"), title="Bí mật")
    theirs.descriptions.create(number=1, words=words_now(theirs))
    addresses = [
        reverse("archive_photos:original", args=[theirs.pk]),
        reverse("archive_photos:words", args=[theirs.pk]),
        reverse("archive_photos:words_restore", args=[theirs.pk, 1]),
    ]
    for url in addresses:
        assert browser.post(url, {"reason": "tò mò"}).status_code in {404, 405}
        assert browser.get(url).status_code in {404, 405}
    client.logout()
    for url in addresses:
        assert client.get(url).status_code in {302, 405}


# --- Many at once -----------------------------------------------------------------


def test_ticked_photos_are_described_and_taken_back(browser, unit):
    photos = [photo_make(unit, credit=f"Người {n}") for n in (1, 2)]
    ids = "&".join(f"id={photo.pk}" for photo in photos)
    url = reverse("wagtail_bulk_action", args=["archive", "photo", "describe"])
    assert "Ghi cho 2 ảnh" in browser.get(f"{url}?{ids}").content.decode()
    nothing = browser.post(f"{url}?{ids}", {})
    assert "Điền ít nhất một ô rồi lưu" in nothing.content.decode()

    answer = browser.post(
        f"{url}?{ids}", {"credit": "TTX", "keywords": "chợ\nsông"}, follow=True
    )

    assert {stored(each)["credit"] for each in photos} == {"TTX"}
    assert stored(photos[0])["keywords"] == ["chợ", "sông"]
    batch = photos[0].descriptions.first().batch
    undo = reverse("archive_photos:batch", args=[batch])
    assert undo in "".join(str(each) for each in answer.context["messages"])
    assert "<del>Người 1</del> <ins>TTX</ins>" in browser.get(undo).content.decode()

    browser.post(undo)

    assert stored(photos[1])["credit"] == "Người 2"
    assert "Lượt này đã hoàn tác" in browser.get(undo).content.decode()
    browser.post(undo)
    assert stored(photos[1])["credit"] == "Người 2"


def test_another_units_photo_is_neither_named_nor_described(browser, unit):
    own, theirs = photo_make(unit), photo_make(unit_make("thue"), title="Bí mật")
    url = reverse("wagtail_bulk_action", args=["archive", "photo", "describe"])
    page = browser.get(f"{url}?id={own.pk}&id={theirs.pk}")
    assert "Bí mật" not in page.content.decode()

    browser.post(f"{url}?id={own.pk}&id={theirs.pk}", {"event": "Hội"})

    assert (stored(own)["event"], stored(theirs)["event"]) == ("Hội", "")
    assert browser.get(f"{url}?id={theirs.pk}").status_code == 404


def test_a_batch_is_not_shown_to_another_unit(client, browser, unit):
    photo = photo_make(unit)
    url = reverse("wagtail_bulk_action", args=["archive", "photo", "describe"])
    browser.post(f"{url}?id={photo.pk}", {"event": "Hội"})
    batch = photo.descriptions.first().batch
    client.force_login(person_make(unit_make("thue"), Role.PHOTO_VIDEO_EDITOR))

    undo = reverse("archive_photos:batch", args=[batch])

    assert client.get(undo).status_code == 404
    assert client.post(undo).status_code == 404
    assert stored(photo)["event"] == "Hội"


def test_tags_put_to_many_are_a_version_of_each(browser, unit):
    photo = photo_make(unit)
    url = reverse("wagtail_bulk_action", args=["archive", "photo", "add_tags"])

    browser.post(f"{url}?id={photo.pk}", {"tags": "sông"})

    assert photo.descriptions.first().changes == {"keywords": [[], ["sông"]]}


def test_no_field_of_the_screen_has_inline_style_or_script(browser, unit):
    page = browser.get(reverse("archive_photos:words", args=[photo_make(unit).pk]))
    main = page.content.decode().split('<div class="main">')[1]
    assert not re.search(r"<script|style=|onclick=", main.split("</footer>")[0])
