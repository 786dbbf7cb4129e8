"""A correction is signed by who made it; the approvals keep their own signatures."""

import pytest

from toasoan.content import services
from toasoan.content.item_screen import item_screen
from toasoan.content.models import ArticlePage, Review, ReviewDecision
from toasoan.content.selectors import reviews_waiting_for
from toasoan.content.tests.factories import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(newsroom):
    live = make_published(newsroom)
    live.sapo = "Thu nội địa tăng 12,6%."
    live.save_revision(user=newsroom.secretary)
    article = ArticlePage.objects.get(pk=live.pk)
    services.item_correct(
        item=article, wrong="16,2%", right="12,6%", by=newsroom.secretary
    )
    return ArticlePage.objects.get(pk=live.pk)


def test_the_last_step_still_names_who_approved_it(newsroom, corrected):
    last = item_screen(newsroom.chief, corrected).steps[-1]

    assert (last.role, last.state) == ("Tổng biên tập", "done")
    assert last.detail.startswith(f"{newsroom.chief}, ")


def test_the_record_calls_it_a_correction_by_its_maker(newsroom, corrected):
    latest = item_screen(newsroom.chief, corrected).decisions[0]

    assert (latest.get_kind_display(), latest.by) == ("Đính chính", newsroom.secretary)
    assert ReviewDecision.objects.filter(kind="approve").count() == 4


def test_the_corrected_text_is_the_one_last_answered_for(newsroom, corrected):
    screen = item_screen(newsroom.chief, corrected)

    assert screen.last_decision.kind == "correct"
    assert (screen.is_changed, screen.changes) == (False, [])
    assert Review.objects.get().state == Review.State.APPROVED
    assert reviews_waiting_for(newsroom.chief, newsroom.unit) == []
