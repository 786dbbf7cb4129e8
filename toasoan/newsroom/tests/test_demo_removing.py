"""The trial material goes, and readers find nothing of it."""

import pytest
from django.contrib.auth import get_user_model

from toasoan.archive.models import Photo
from toasoan.content.models import (
    ArticleAuthor,
    ArticlePage,
    AuthorPage,
    HomeFigure,
    SectionPage,
    TopicPage,
)
from toasoan.core.outbox import outbox_dispatch
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.events import events_load
from toasoan.newsroom.demo.fronts import figures_load
from toasoan.newsroom.demo.loading import demo_people_load, demo_remove
from toasoan.newsroom.demo.stories import StoryLoader
from toasoan.planning.models import Event, EventSeries
from toasoan.publicsite import services, store
from toasoan.units.models import PressUnit
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
WANTED = "bao-hiem-nong-nghiep"


@pytest.fixture
def loaded():
    people = demo_people_load()
    unit = PressUnit.objects.get(key="tbtc")
    row = next(row for row in files.stories_of("tbtc") if row["key"] == WANTED)
    loader = StoryLoader(unit, people)
    loader.begin(row)
    loader.finish(row)
    events_load(people)
    figures_load(unit.home)
    outbox_dispatch()
    services.stale_pages_bake()
    return unit


def stored_text(unit):
    pages = [
        store.page_read(unit.hostname, p) for p in store.pages_stored(unit.hostname)
    ]
    return b"\n".join(page or b"" for page in pages).decode()


def test_nothing_of_the_trial_is_left_on_the_reader_site(loaded):
    headline = ArticlePage.objects.get(unit=loaded).title
    assert headline in stored_text(loaded)
    assert Notification.objects.exists()

    demo_remove()
    outbox_dispatch()
    services.stale_pages_bake()

    text = stored_text(loaded)
    assert headline not in text
    assert "minh họa" not in text
    assert not AuthorPage.objects.exists()
    assert not TopicPage.objects.exists()
    assert not HomeFigure.objects.exists()
    assert not Photo.objects.exists()
    assert not Event.objects.exists()
    assert not EventSeries.objects.exists()
    assert not Notification.objects.exists()
    assert not get_user_model().objects.filter(is_active=True).exists()


def test_an_imprint_that_people_entered_stays(loaded):
    PressUnit.objects.filter(key="tbtc").update(chief_name="Tên thật")

    demo_remove()

    unit = PressUnit.objects.get(key="tbtc")
    assert (unit.chief_name, unit.address) == ("Tên thật", "")


def test_a_pen_name_that_signed_something_real_stays_without_the_trial_portrait(
    loaded,
):
    author = AuthorPage.objects.get(slug="nguyen-thu-ha")
    section = SectionPage.objects.child_of(loaded.home).first()
    real = section.add_child(instance=ArticlePage(title="Bài thật", unit=loaded))
    real.bylines.add(ArticleAuthor(author=author))
    real.save()

    demo_remove()

    kept = AuthorPage.objects.get()
    assert (kept.slug, kept.portrait) == ("nguyen-thu-ha", None)
    assert not Photo.objects.exists()
