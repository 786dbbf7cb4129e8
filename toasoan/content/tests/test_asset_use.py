"""What readers see keeps its photos and documents: nothing deletes them."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail.signal_handlers import disable_reference_index_auto_update

from toasoan.archive.access import asset_require_unused
from toasoan.archive.errors import AssetInUse
from toasoan.archive.keeping.bins import asset_bin
from toasoan.archive.keeping.errors import AssetDeposited
from toasoan.archive.models import ArchiveDocument, AssetDeposit, Photo
from toasoan.archive.tests.factories import document_make
from toasoan.content import services
from toasoan.content.asset_use import assets_on_pages
from toasoan.content.models import ArticlePage
from toasoan.content.publication.gate import gate_check
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_photo,
    make_published,
    open_newsroom,
    publish,
)
from toasoan.core import clock
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

HEADLINE = "Thu ngân sách vượt dự toán"


@pytest.fixture
def photo(newsroom):
    return make_photo(newsroom.unit, title="Cảng Bình Minh")


@pytest.fixture
def archivist(newsroom):
    return make_person("Kho", unit=newsroom.unit, role=Role.PHOTO_VIDEO_EDITOR)


@pytest.fixture
def browser(client, archivist):
    client.force_login(archivist)
    return client


def picture(photo):
    return {
        "photo": photo,
        "caption": "Quầy thu",
        "credit": "",
        "alt_text": "",
        "is_wide": False,
        "made_with_ai": False,
    }


def refusal(asset, user):
    with pytest.raises(AssetInUse) as caught:
        asset_require_unused(asset, user)
    return caught.value.message


def said(response):
    return [str(each) for each in response.context["messages"]]


# --- What counts as in use --------------------------------------------------------


def test_the_lead_photo_of_a_live_article_is_not_deleted(newsroom, photo, archivist):
    live = make_published(newsroom, HEADLINE, lead_photo=photo)

    with pytest.raises(AssetInUse), transaction.atomic():
        photo.delete()
    with pytest.raises(AssetInUse), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).delete()

    live.refresh_from_db()
    assert live.lead_photo == photo
    assert photo.file.storage.exists(photo.file.name)
    assert refusal(photo, archivist) == (
        f"Ảnh “Cảng Bình Minh” đang dùng trong “{HEADLINE}”. Thay ảnh ở đó rồi xóa"
    )


@pytest.mark.parametrize(
    "block_of",
    [
        lambda photo: ("picture", picture(photo)),
        lambda photo: (
            "gallery",
            {"pictures": [picture(photo)] * 2, "caption": "Một ngày"},
        ),
    ],
)
def test_a_photo_in_the_body_of_a_live_article_is_not_deleted(
    newsroom, photo, archivist, block_of
):
    make_published(newsroom, HEADLINE, body=[block_of(photo)])

    assert f"“{HEADLINE}”" in refusal(photo, archivist)


def test_a_document_a_live_article_links_to_is_not_deleted(newsroom, archivist):
    document = document_make(newsroom.unit, title="Dự toán 2027")
    link = f'<p><a linktype="document" id="{document.pk}">Dự toán</a></p>'
    make_published(newsroom, HEADLINE, body=[("text", RichText(link))])

    with pytest.raises(AssetInUse), transaction.atomic():
        document.delete()

    assert ArchiveDocument.objects.get() == document
    assert refusal(document, archivist) == (
        f"Tài liệu “Dự toán 2027” đang dùng trong “{HEADLINE}”. "
        "Thay tài liệu ở đó rồi xóa"
    )


def test_a_photo_only_the_latest_draft_of_a_scheduled_article_shows_is_not_deleted(
    newsroom, article, photo, archivist
):
    article.body = [("picture", picture(photo))]
    article.save_revision(user=newsroom.reporter)
    approve_all(newsroom, article)
    services.item_schedule(
        item=article, at=clock.now() + timedelta(hours=2), by=newsroom.secretary
    )
    noise = make_photo(newsroom.unit, title="Ảnh khác")

    assert f"“{HEADLINE} (hẹn giờ)”" in refusal(photo, archivist)
    asset_require_unused(noise, archivist)

    services.item_unschedule(item=article, by=newsroom.secretary)
    photo.delete()
    assert list(Photo.objects.filter(title="Cảng Bình Minh")) == []


def test_what_live_pages_show_is_told_whole_for_the_catalogue(newsroom, photo):
    article = make_published(newsroom, HEADLINE, lead_photo=photo)
    make_photo(newsroom.unit, title="Ảnh khác")

    assert ("photo", photo.pk) in set(assets_on_pages())
    assert {of for of, _key in assets_on_pages()} == {"photo"}

    services.item_take_down(
        item=article,
        public_reason="x",
        internal_reason="x",
        ordered_by="x",
        by=newsroom.chief,
    )
    assert ("photo", photo.pk) not in set(assets_on_pages())


def test_the_portrait_of_a_pen_name_is_not_deleted(newsroom, photo, archivist):
    newsroom.pen_name.portrait = photo
    newsroom.pen_name.save_revision().publish()

    assert "“Thu Hà tbtc”" in refusal(photo, archivist)


def test_a_photo_is_in_use_from_the_publication_on_before_any_job_has_run(
    newsroom, photo, archivist
):
    article = make_article(newsroom, HEADLINE, lead_photo=photo)
    with disable_reference_index_auto_update():
        publish(newsroom, article)

    assert f"“{HEADLINE}”" in refusal(photo, archivist)


# --- What does not ----------------------------------------------------------------


def test_a_photo_of_drafts_only_is_deleted_and_leaves_the_draft_without_it(
    newsroom, photo
):
    article = make_article(newsroom, lead_photo=photo)

    photo.delete()

    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert draft.lead_photo is None


def test_a_photo_only_the_draft_of_a_live_article_shows_is_deleted(newsroom, photo):
    live = make_published(newsroom)
    draft = ArticlePage.objects.get(pk=live.pk)
    draft.lead_photo = photo
    draft.save_revision(user=newsroom.secretary)

    photo.delete()

    assert ArticlePage.objects.get(pk=live.pk).lead_photo == live.lead_photo


def test_a_photo_of_an_article_that_was_taken_down_is_hidden_and_kept(
    newsroom, photo, archivist
):
    live = make_published(newsroom, lead_photo=photo)
    services.item_take_down(
        item=live,
        public_reason="Sai sự thật.",
        internal_reason="Nguồn rút lời.",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    with pytest.raises(AssetDeposited), transaction.atomic():
        photo.delete()
    asset_bin(asset=photo, by=archivist)

    assert not Photo.objects.filter(title="Cảng Bình Minh").exists()
    assert Photo.with_binned.get(title="Cảng Bình Minh") == photo
    assert AssetDeposit.objects.get().sha256 == photo.content_hash


def test_a_draft_whose_picture_was_deleted_does_not_pass_the_gate(newsroom, photo):
    article = make_article(newsroom, body=[("picture", picture(photo))])
    approve_all(newsroom, article)
    photo.delete()

    blockers = gate_check(ArticlePage.objects.get(pk=article.pk))

    assert [(b.code, b.overridable) for b in blockers] == [("picture_gone", False)]
    assert blockers[0].message == (
        "Một ảnh trong bài đã bị xóa khỏi kho. Chọn ảnh khác."
    )


# --- Who may know -----------------------------------------------------------------


def test_of_another_units_articles_only_the_number_is_told(newsroom, photo, archivist):
    make_published(newsroom, HEADLINE, lead_photo=photo)
    other = open_newsroom("hq")
    theirs = make_published(other, "Bí mật của hải quan")
    ArticlePage.objects.filter(pk=theirs.pk).update(lead_photo=photo)
    theirs.refresh_from_db()
    theirs.save()

    assert refusal(photo, archivist) == (
        f"Ảnh “Cảng Bình Minh” đang dùng trong “{HEADLINE}” "
        "và 1 bài của đơn vị khác. Thay ảnh ở đó rồi xóa"
    )
    assert refusal(photo, other.chief) == (
        "Ảnh “Cảng Bình Minh” đang dùng trong “Bí mật của hải quan” "
        "và 1 bài của đơn vị khác. Thay ảnh ở đó rồi xóa"
    )
    assert "2 bài của đơn vị khác" in refusal(photo, None)


def test_five_articles_are_named_and_the_rest_counted(newsroom, photo, archivist):
    for number in range(7):
        make_published(newsroom, f"Bài {number}", lead_photo=photo)

    assert refusal(photo, archivist) == (
        "Ảnh “Cảng Bình Minh” đang dùng trong “Bài 6”, “Bài 5”, “Bài 4”, “Bài 3”, "
        "“Bài 2” và 2 bài nữa. Thay ảnh ở đó rồi xóa"
    )


# --- The screens ------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_deletion_screen_goes_back_to_the_photo_and_says_why(
    newsroom, photo, browser, method
):
    make_published(newsroom, HEADLINE, lead_photo=photo)

    url = reverse("wagtailimages:delete", args=(photo.pk,))
    answer = getattr(browser, method)(url, follow=True)

    assert answer.redirect_chain == [
        (reverse("wagtailimages:edit", args=(photo.pk,)), 302)
    ]
    assert said(answer) == [
        f"Ảnh “Cảng Bình Minh” đang dùng trong “{HEADLINE}”. Thay ảnh ở đó rồi xóa"
    ]
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_the_deletion_screen_asks_and_deletes_what_only_drafts_show(
    newsroom, photo, browser
):
    make_article(newsroom, lead_photo=photo)
    url = reverse("wagtailimages:delete", args=(photo.pk,))

    assert browser.get(url).status_code == 200
    assert Photo.objects.filter(pk=photo.pk).exists()
    browser.post(url)

    assert not Photo.objects.filter(pk=photo.pk).exists()


def test_the_deletion_screen_of_a_document_in_use_goes_back_to_it(newsroom, browser):
    document = document_make(newsroom.unit, title="Dự toán 2027")
    link = f'<p><a linktype="document" id="{document.pk}">Dự toán</a></p>'
    make_published(newsroom, HEADLINE, body=[("text", RichText(link))])

    url = reverse("wagtaildocs:delete", args=(document.pk,))
    answer = browser.post(url, follow=True)

    assert answer.redirect_chain == [
        (reverse("wagtaildocs:edit", args=(document.pk,)), 302)
    ]
    assert f"“{HEADLINE}”" in said(answer)[0]
    assert ArchiveDocument.objects.get() == document


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_selection_with_one_photo_in_use_is_not_deleted_at_all(
    newsroom, photo, browser, method
):
    make_published(newsroom, HEADLINE, lead_photo=photo)
    free = make_photo(newsroom.unit, title="Ảnh rảnh")

    url = reverse("wagtail_bulk_action", args=("archive", "photo", "delete"))
    index = reverse("wagtailimages:index")
    answer = getattr(browser, method)(
        f"{url}?id={free.pk}&id={photo.pk}&next={index}", follow=True
    )

    assert answer.redirect_chain == [(index, 302)]
    assert said(answer) == [
        f"Ảnh “Cảng Bình Minh” đang dùng trong “{HEADLINE}”. Thay ảnh ở đó rồi xóa"
    ]
    assert Photo.objects.filter(pk__in=[free.pk, photo.pk]).count() == 2


def test_a_selection_of_photos_nobody_shows_is_deleted(newsroom, browser):
    free = [make_photo(newsroom.unit, title=f"Ảnh {n}") for n in range(2)]

    url = reverse("wagtail_bulk_action", args=("archive", "photo", "delete"))
    query = "&".join(f"id={photo.pk}" for photo in free)
    assert browser.get(f"{url}?{query}").status_code == 200
    browser.post(f"{url}?{query}")

    assert not Photo.objects.filter(pk__in=[photo.pk for photo in free]).exists()


@pytest.mark.django_db(transaction=True)
def test_the_upload_screens_own_deletion_is_refused_in_the_same_words(
    newsroom, photo, browser
):
    make_published(newsroom, HEADLINE, lead_photo=photo)

    answer = browser.post(
        reverse("wagtailimages:delete_multiple", args=(photo.pk,)),
        headers={"accept": "application/json"},
    )

    assert (answer.status_code, answer.json()) == (
        409,
        {
            "code": "asset_in_use",
            "message": f"Ảnh “Cảng Bình Minh” đang dùng trong “{HEADLINE}”. "
            "Thay ảnh ở đó rồi xóa",
        },
    )
    assert Photo.objects.filter(pk=photo.pk).exists()
