"""Trial papers, grants, requests, a film and a sound come in once and go again."""

import pytest
from django.contrib.auth import get_user_model

from toasoan.archive import programs
from toasoan.archive.models import (
    ArchiveDocument,
    AssetConsent,
    AssetGrant,
    AssetLease,
    AssetLicence,
    AssetRequest,
    CatalogueEntry,
)
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.holdings import holdings_load, holdings_remove
from toasoan.newsroom.demo.loading import demo_people_load
from toasoan.newsroom.demo.people import MAIL_ENDING
from toasoan.newsroom.demo.pictures import PictureShelf
from toasoan.newsroom.demo.recordings import recordings_load
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role

pytestmark = pytest.mark.django_db
MODELS = (AssetLease, AssetConsent, AssetLicence, AssetGrant, AssetRequest)


def counts():
    return [model.objects.count() for model in MODELS]


def with_pictures():
    """The trial people, and the pictures the trial papers speak of in their units."""
    people = demo_people_load()
    keys = {row["title"]: key for key, row in files.pictures().items()}
    shelves = {}
    for rows in files.holdings().values():
        for row in rows:
            unit_key = row.get("entry_of") or row.get("from") or row["unit"]
            if row.get("title") in keys:
                unit = PressUnit.objects.get(key=unit_key)
                by = people_with_role(Role.PHOTO_VIDEO_EDITOR, unit).get()
                shelf = shelves.setdefault(unit_key, PictureShelf(unit, by))
                shelf.photo(keys[row["title"]])
    return people


def test_papers_grants_and_requests_come_in_once_and_go_again():
    people = with_pictures()

    holdings_load(people)
    first = counts()
    holdings_load(people)

    assert first == counts() == [2, 1, 1, 4, 2]

    holdings_remove(get_user_model().objects.filter(email__endswith=MAIL_ENDING))

    assert counts() == [0, 0, 0, 0, 0]


@pytest.mark.skipif(not programs.ffmpeg(), reason="ffmpeg does not run here")
def test_a_film_and_a_sound_stand_in_the_archive_once():
    demo_people_load()

    recordings_load()
    recordings_load()

    assert ArchiveDocument.objects.count() == 2
    recorded = CatalogueEntry.objects.filter(document__isnull=False)
    kinds = recorded.values_list("unit__key", "kind", "title")
    assert {*kinds} == {
        ("tbtc", "video", "Một ngày ở cảng"),
        ("tbtc", "audio", "Nhạc hiệu điểm tin tài chính"),
    }
