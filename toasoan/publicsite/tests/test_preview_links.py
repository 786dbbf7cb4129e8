"""A preview link that shows nothing any more says whom to ask, and nothing else."""

from datetime import timedelta

import pytest

from toasoan.content import services as content
from toasoan.content.models import PreviewLink
from toasoan.content.tests.factories import make_published
from toasoan.core import clock
from toasoan.publicsite.tests.factories import reader

pytestmark = pytest.mark.django_db
PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture
def link(newsroom, article):
    token = content.preview_link_create(item=article, by=newsroom.reporter)
    return f"/xem-truoc/{token}/"


def refused(newsroom, article, url):
    answer = reader(newsroom).get(url)
    page = answer.content.decode()
    assert article.title not in page
    assert {name: answer.headers[name] for name in PRIVATE} == PRIVATE
    return answer.status_code, page


def test_a_link_that_has_run_out_names_who_made_it(newsroom, article, link):
    assert article.title in reader(newsroom).get(link).content.decode()
    PreviewLink.objects.update(expires_at=clock.now() - timedelta(minutes=1))

    status, page = refused(newsroom, article, link)

    assert status == 410
    assert "Đường xem trước này hết hạn" in page
    assert f"Hỏi {newsroom.reporter}, " in page


def test_a_wrong_link_names_nobody(newsroom, article, link):
    status, page = refused(newsroom, article, link[:-3] + "/")

    assert status == 404
    assert "Đường xem trước này không đúng" in page
    assert str(newsroom.reporter) not in page


def test_an_embargo_is_not_told_from_a_link_that_has_run_out(newsroom, article, link):
    article.embargo_until = clock.now() + timedelta(hours=1)
    article.save()

    status, page = refused(newsroom, article, link)

    assert status == 410
    assert "Đường xem trước này hết hạn" in page
    assert "ấm công bố" not in page


def test_what_was_taken_down_is_not_shown_by_an_old_link(newsroom):
    live = make_published(newsroom)
    token = content.preview_link_create(item=live, by=newsroom.reporter)
    content.item_take_down(
        item=live,
        public_reason="Nguồn rút",
        internal_reason="x",
        ordered_by="x",
        by=newsroom.chief,
    )

    status, page = refused(newsroom, live, f"/xem-truoc/{token}/")

    assert status == 410
    assert "Nguồn rút" not in page
