"""Lists show a picture of a film, some seconds of it, and how long recordings are."""

import pytest
from django.urls import reverse

from toasoan.archive.holdings.sharing import grant_add
from toasoan.archive.models import AssetMedia, CatalogueEntry, Quarantine
from toasoan.archive.search.recordings import Recording, recordings_of
from toasoan.archive.steps import made
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.media_material import document_entry
from toasoan.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def made_dir(settings, tmp_path):
    settings.MADE_DIR = tmp_path / "made"


def recorded(unit, name, *parts, duration_ms=123_000):
    """An entry with these parts made of it, without making them."""
    entry = document_entry(name, name.encode(), unit)
    file_hash = entry.document.file_hash
    for part in parts:
        place = made.folder_of(file_hash) / "preview" / part
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")
    AssetMedia.objects.create(
        entry=entry,
        file_hash=file_hash,
        duration_ms=duration_ms,
        width=640,
        height=480,
    )
    return entry


def address(entry, name):
    return reverse("archive_staff:made", args=[entry.pk, "preview", name])


@pytest.fixture
def film(unit):
    return recorded(unit, "cang.mp4", "poster.jpg", "preview.mp4")


@pytest.fixture
def grid(unit, client):
    client.force_login(person_make(unit))

    def page():
        return client.get(reverse("catalogue:grid")).content.decode()

    return page


def test_a_film_shows_its_picture_and_moves_and_says_how_long_it_is(film, grid):
    page = grid()

    assert f'<img src="{address(film, "poster.jpg")}" width="640" height="480"' in page
    assert f'data-moving="{address(film, "preview.mp4")}"' in page
    assert "2:03" in page


def test_the_quick_look_leads_to_where_it_is_played(film, grid, client):
    look = client.get(reverse("catalogue:entry", args=[film.pk]), {"chi": "khung"})

    page = look.content.decode()
    assert address(film, "poster.jpg") in page
    assert "2:03" in page
    assert reverse("archive_staff:processing", args=[film.pk]) in page


def test_sound_says_how_long_it_is_and_keeps_its_sign(unit):
    sound = recorded(unit, "nhac.mp3")

    found = recordings_of([sound])

    assert found == {sound.pk: Recording("2:03", width=640, height=480)}


def test_what_lies_in_quarantine_shows_nothing(film, grid):
    Quarantine.objects.create(entry=film, signature="EICAR", at=clock.now())

    assert recordings_of([film]) == {}
    assert "data-moving" not in grid()


def test_many_recordings_are_asked_for_at_once(unit, film, django_assert_num_queries):
    entries = [film, *(recorded(unit, f"{n}.mp4") for n in range(3))]

    with django_assert_num_queries(1):
        assert len(recordings_of(entries)) == 4
    with django_assert_num_queries(0):
        assert recordings_of(CatalogueEntry.objects.none()) == {}


def test_another_unit_is_shown_no_address_of_it(film, unit, client):
    asking = unit_make("thue")
    keeper = person_make(unit, "archivist")
    grant_add(from_unit=unit, to_unit=asking, level="preview", entry=film, by=keeper)
    client.force_login(person_make(asking))

    page = client.get(reverse("catalogue:grid")).content.decode()

    assert reverse("catalogue:entry", args=[film.pk]) in page
    assert address(film, "poster.jpg") not in page
    assert "data-moving" not in page
