"""A page names nothing its editor may not know of."""

import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import FormState
from wagtail.models import Page, get_page_models
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, streamfield

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.content.editing.known_references import kind_of, references_of_page
from toasoan.content.editing.page_form import KnownThingsForm
from toasoan.content.models import (
    ArticlePage,
    AuthorPage,
    StandardPage,
    TopicPage,
)
from toasoan.content.tests.factories import make_article, make_photo, open_newsroom
from toasoan.content.tests.page_bodies import WORDS, one_by_one, page_body
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db
SECRET = "Bí mật đơn vị khác"


@pytest.fixture
def other(db):
    return open_newsroom("hq")


@pytest.fixture
def foreign(other):
    """Another unit's photo, document and unpublished article, by kind."""
    return _things(other, SECRET)


@pytest.fixture
def own(newsroom):
    return _things(newsroom, "Của mình")


def _things(room, title):
    document = ArchiveDocument.objects.create(
        title=title,
        file=ContentFile(b"%PDF-1.4", name="a.pdf"),
        collection=room.unit.collection,
    )
    return {
        Photo: make_photo(room.unit, title=title).pk,
        ArchiveDocument: document.pk,
        Page: make_article(room, headline=title).pk,
        AuthorPage: room.pen_name.pk,
    }


def _named(things):
    return {(kind_of(model), str(pk)) for model, pk in things.items()}


def _shows(answer, words):
    """Return whether the screen says it, as text or in a block's JSON."""
    text = answer.content.decode()
    return words in text or json.dumps(words)[1:-1] in text


@pytest.fixture
def reporter(newsroom):
    return _client(newsroom.reporter)


def _client(person):
    client = Client()
    client.force_login(person)
    return client


def _edit(client, page, body, **headers):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), body, headers=headers
    )


def _draft(page):
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def _structure(newsroom, page):
    """Put a page of structure under the unit's home."""
    Page.objects.get(pk=newsroom.unit.home.pk).add_child(instance=page)
    page.save_revision()
    return page


def test_things_of_ones_own_unit_are_saved_wherever_they_are_named(
    newsroom, article, own, reporter
):
    answer = _edit(reporter, article, page_body(article, newsroom.reporter, own))

    assert answer.status_code == 302
    named = references_of_page(_draft(article))
    assert _named(own) <= named


def test_nothing_of_another_unit_is_saved_or_named_whatever_place_it_is_put_in(
    newsroom, article, foreign, reporter
):
    before, revisions = article.latest_revision.content, article.revisions.count()
    bodies = [
        *one_by_one(article, newsroom.reporter, foreign),
        page_body(article, newsroom.reporter, foreign),
    ]

    for body in bodies:
        answer = _edit(reporter, article, body)

        assert answer.status_code == 200
        assert _shows(answer, "Không tìm thấy")
        assert not _shows(answer, SECRET)
        assert _shows(answer, WORDS)  # what was typed is kept
    article.refresh_from_db()
    assert article.revisions.count() == revisions
    assert article.latest_revision.content == before


def test_the_refusal_says_what_is_missing_and_empties_the_place(
    article, foreign, newsroom, reporter
):
    body = page_body(article, newsroom.reporter, dict.fromkeys(foreign))
    body["lead_photo"] = str(foreign[Photo])

    answer = _edit(reporter, article, body)

    form = answer.context["form"]
    assert form.errors == {
        "lead_photo": [
            "Không tìm thấy ảnh đã chọn, chỗ ấy để trống. Chọn ảnh trong kho đơn vị."
        ]
    }
    assert form["lead_photo"].value() is None


def test_a_broken_form_does_not_name_the_photo_either(
    article, foreign, newsroom, reporter
):
    body = page_body(article, newsroom.reporter, foreign) | {"title": ""}

    answer = _edit(reporter, article, body)

    assert set(answer.context["form"].errors) == {"title", "lead_photo", "body"}
    assert not _shows(answer, SECRET)


def test_autosave_refuses_too_and_writes_nothing(article, foreign, newsroom, reporter):
    before = article.latest_revision.content

    answer = _edit(
        reporter,
        article,
        page_body(article, newsroom.reporter, foreign),
        accept="application/json",
    )

    assert answer.json()["error_code"] == "validation_error"
    article.refresh_from_db()
    assert article.latest_revision.content == before


def test_the_preview_of_what_is_being_typed_shows_no_foreign_photo(
    article, foreign, newsroom, reporter
):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])

    answer = reporter.post(address, page_body(article, newsroom.reporter, foreign))

    assert answer.json()["is_valid"] is False
    assert FormState.objects.count() == 0


def test_what_the_draft_names_already_may_stay(newsroom, other, reporter):
    photo = make_photo(other.unit, title=SECRET)
    article = make_article(newsroom, lead_photo=photo)
    nothing = dict.fromkeys((Photo, ArchiveDocument, Page))
    body = page_body(article, newsroom.reporter, nothing)
    body["lead_photo"] = str(photo.pk)

    answer = _edit(reporter, article, body | {"title": "Tít mới"})
    assert answer.status_code == 302
    assert (_draft(article).title, _draft(article).lead_photo) == ("Tít mới", photo)

    del body["lead_photo"]
    _edit(reporter, article, body)
    answer = _edit(reporter, article, body | {"lead_photo": str(photo.pk)})
    assert answer.status_code == 200
    assert _draft(article).lead_photo is None


@pytest.mark.parametrize("key", ["999999", "abc"])
def test_a_thing_that_does_not_exist_is_answered_in_the_same_words(
    key, article, foreign, newsroom, reporter
):
    body = page_body(article, newsroom.reporter, dict.fromkeys(foreign))
    strange = _edit(reporter, article, body | {"lead_photo": str(foreign[Photo])})

    missing = _edit(reporter, article, body | {"lead_photo": key})

    assert missing.context["form"].errors == strange.context["form"].errors


def test_text_around_a_link_that_is_taken_out_is_kept(
    article, foreign, newsroom, reporter
):
    body = page_body(article, newsroom.reporter, foreign)
    only_text = {
        name: value for name, value in body.items() if not name.startswith("body-")
    }
    only_text |= nested_form_data(
        {"body": streamfield([("text", body["body-0-value"])])}
    )

    answer = _edit(reporter, article, only_text)

    [block] = answer.context["form"]["body"].value()
    assert isinstance(block.value, RichText)
    assert f"{WORDS} <a>xem</a> <a>xem</a>" in block.value.source


def test_portraits_topics_and_standing_pages_are_held_to_it_too(newsroom, foreign, own):
    pages = [
        newsroom.pen_name,
        _structure(newsroom, TopicPage(title="Sự kiện", slug="su-kien")),
        _structure(newsroom, StandardPage(title="Tòa soạn", slug="toa-soan-ta")),
    ]
    client = _client(newsroom.chief)

    for page in pages:
        page.save_revision()
        answer = _edit(client, page, page_body(page, newsroom.chief, foreign))
        assert answer.status_code == 200, page
        assert _shows(answer, "Không tìm thấy")
        assert not _shows(answer, SECRET)
        assert not references_of_page(_draft(page)) & _named(foreign)
        answer = _edit(client, page, page_body(page, newsroom.chief, own))
        assert answer.status_code == 302, page


def test_a_new_page_is_held_to_it(newsroom, foreign):
    page = StandardPage(title="Tòa soạn", slug="toa-soan-ta")
    home = Page.objects.get(pk=newsroom.unit.home.pk)
    page.path, page.depth = home.path + "0099", home.depth + 1
    body = page_body(page, newsroom.chief, foreign)
    address = reverse(
        "wagtailadmin_pages:add", args=["content", "standardpage", home.pk]
    )

    administrator = make_person(unit=newsroom.unit, role=Role.UNIT_ADMINISTRATOR)

    answer = _client(administrator).post(address, body)

    assert answer.status_code == 200
    assert not _shows(answer, SECRET)
    assert not StandardPage.objects.filter(title="Tòa soạn").exists()


def test_every_page_of_ours_has_the_form_that_checks():
    ours = [m for m in get_page_models() if m._meta.app_label == "content"]

    assert ArticlePage in ours
    for model in ours:
        form = model.get_edit_handler().get_form_class()
        assert issubclass(form, KnownThingsForm), model


def test_an_address_typed_as_a_link_is_not_looked_up_among_the_units_pages(
    newsroom, other
):
    page = other.unit.home
    Page.objects.filter(pk=page.pk).update(draft_title=SECRET)

    answer = _client(newsroom.reporter).post(
        reverse("wagtailadmin_choose_page_external_link"),
        {
            "external-link-chooser-url": page.full_url,
            "external-link-chooser-link_text": "x",
        },
    )

    assert answer.json()["step"] == "external_link_chosen"
    assert "id" not in answer.json()["result"]
    assert not _shows(answer, SECRET)
