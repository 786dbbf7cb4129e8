"""Files of what is not public yet are not to be had by their address."""

import pytest
from wagtail.rich_text import RichText

from toasoan.archive.models import ArchiveDocument
from toasoan.archive.selectors import photo_sources
from toasoan.archive.tests.factories import document_make
from toasoan.content import services
from toasoan.content.tests.factories import (
    make_article,
    make_photo,
    make_published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(newsroom):
    return document_make(newsroom.unit, is_public=True)


def linked(document):
    link = f'<a linktype="document" id="{document.pk}">Toàn văn</a>'
    return [("text", RichText(f"<p>Xem {link} công bố sáng nay.</p>"))]


def status(client, document):
    answer = client.get(document.url)
    answer.close()
    return answer.status_code


def test_document_of_a_draft_is_fetched_by_the_unit_alone(client, newsroom, document):
    make_article(newsroom, body=linked(document))

    assert status(client, document) == 404
    client.force_login(newsroom.reporter)
    assert status(client, document) == 200


def test_document_is_fetched_by_readers_while_its_article_is_public(
    client, newsroom, document
):
    article = make_published(newsroom, body=linked(document))
    assert status(client, document) == 200

    services.item_take_down(
        item=article,
        public_reason="Sai số liệu",
        internal_reason="Chờ xác minh",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    assert status(client, document) == 404


def test_document_added_to_the_draft_of_a_public_article_waits_for_its_publication(
    client, newsroom, document
):
    article = make_published(newsroom)
    draft = article.get_latest_revision_as_object()
    draft.body = linked(document)
    draft.save_revision(user=newsroom.reporter)

    assert status(client, document) == 404


def test_document_for_the_newsroom_only_stays_there_whatever_links_to_it(
    client, newsroom, document
):
    make_published(newsroom, body=linked(document))
    ArchiveDocument.objects.update(is_public=False)

    assert status(client, document) == 404


def test_address_of_a_picture_is_not_told_by_the_picture(newsroom):
    photo = make_photo(newsroom.unit)

    sources = photo_sources(photo, (480,))

    assert photo.content_hash[:16] not in str(sources.jpeg)
    assert photo.content_hash[:16] not in sources.jpeg_srcset
