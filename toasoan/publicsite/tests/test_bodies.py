"""A body is shown whole, or its failure is heard; never nothing in its place."""

import pytest
from django.template import VariableDoesNotExist

from toasoan.archive.models import CatalogueEntry, Photo, RenditionsDue
from toasoan.content.blocks import PullQuoteBlock
from toasoan.publicsite.article import article_view
from toasoan.publicsite.errors import BodyNotRendered
from toasoan.publicsite.index import item_page
from toasoan.publicsite.sites import site_of_unit
from toasoan.publicsite.tests.factories import full_body, published

pytestmark = pytest.mark.django_db


def view_of(newsroom, article):
    return article_view(site_of_unit(newsroom.unit), item_page(article.pk))


def test_a_photo_that_is_gone_leaves_the_rest_of_the_body(newsroom):
    other = published(newsroom, "Đã có")
    article = published(newsroom, "Đủ khối", body=full_body(newsroom.unit, other))
    gone = [photo.pk for photo in article.body_pictures()]
    CatalogueEntry.objects.filter(photo__in=gone).delete()
    RenditionsDue.objects.filter(photo__in=gone).delete()
    Photo.objects.filter(pk__in=gone)._raw_delete("default")

    body = view_of(newsroom, article).body_html

    assert "Ông Thịnh" in body
    assert "<img" not in body


def test_a_block_that_fails_is_an_error_and_no_empty_body(newsroom, monkeypatch):
    other = published(newsroom, "Đã có")
    article = published(newsroom, "Đủ khối", body=full_body(newsroom.unit, other))

    def fail(*_args, **_kwargs):
        raise VariableDoesNotExist("gone")

    monkeypatch.setattr(PullQuoteBlock, "render", fail)

    with pytest.raises(BodyNotRendered):
        assert view_of(newsroom, article).body_html
