"""Pages follow a photo whose file or focal point changed; old files go after them."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.rich_text import RichText

from toasoan.archive.models import Photo
from toasoan.archive.pictures.public_words import EXIF_ARTIST
from toasoan.archive.selectors import photo_sources, renditions_outdated
from toasoan.archive.services import photo_renditions_build
from toasoan.archive.tests.factories import picture_bytes
from toasoan.content.tests.factories import make_photo, open_newsroom
from toasoan.core.outbox import outbox_dispatch
from toasoan.publicsite import photo_files, services, store
from toasoan.publicsite.models import RetiredFiles, StalePath
from toasoan.publicsite.tests.factories import (
    make_standard,
    make_topic,
    path_of,
    published,
)
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1, minutes=1)


@pytest.fixture
def photo(newsroom):
    photo = make_photo(newsroom.unit, title="Cảng")
    photo_renditions_build(photo_id=photo.pk)
    return photo


@pytest.fixture
def article(newsroom, photo):
    return published(
        newsroom,
        "Bài có ảnh",
        lead_photo=photo,
        topics=[make_topic(newsroom)],
    )


def picture_block(photo):
    value = {"photo": photo, "caption": "Quầy thu", "credit": "", "alt_text": ""}
    return ("picture", value | {"is_wide": False, "made_with_ai": False})


def focal_point_move(photo):
    photo = Photo.objects.get(pk=photo.pk)
    photo.focal_point_x, photo.focal_point_y = 1100, 100
    photo.focal_point_width = photo.focal_point_height = 60
    photo.save()
    photo_renditions_build(photo_id=photo.pk)
    return Photo.objects.get(pk=photo.pk)


def file_replace(photo):
    photo = Photo.objects.get(pk=photo.pk)
    data = picture_bytes((1300, 900), colour=(10, 90, 10))
    photo.file = ContentFile(data, name="khac.jpg")
    photo.save()
    photo_renditions_build(photo_id=photo.pk)
    return Photo.objects.get(pk=photo.pk)


def cuts_of(photo):
    return list(photo.renditions.filter(filter_spec__startswith="fill-"))


def stored_with(renditions):
    """Return the stored pages that name a file of the renditions."""
    names = [Path(each.file.name).name.encode() for each in renditions]
    return {
        file.relative_to(store.store_dir()).as_posix()
        for file in store.store_dir().rglob("*")
        if file.is_file() and file.suffix in {".html", ".xml", ".json"}
        if any(name in file.read_bytes() for name in names)
    }


def on_disk(renditions):
    return [each for each in renditions if Path(each.file.path).exists()]


def everything_bake(*unit_keys):
    outbox_dispatch()
    services.stale_pages_bake()
    for key in unit_keys:
        services.unit_pages_bake(unit_key=key)


def refresh(callbacks):
    with callbacks(execute=True):
        services.stale_pages_bake()


@pytest.mark.parametrize("change", [focal_point_move, file_replace])
def test_no_stored_page_anywhere_shows_the_photo_as_it_was(
    newsroom, portal, photo, article, change
):
    newsroom.pen_name.portrait = photo
    newsroom.pen_name.save_revision().publish()
    article.tags.add("thu ngân sách")
    article.save()
    other = open_newsroom("hq")
    copied = copy_to(other, article, headline="Tít ở hải quan")
    bodies = published(
        newsroom, "Bài chỉ có ảnh trong thân", body=[picture_block(photo)]
    )
    standard = make_standard(newsroom, slug="gioi-thieu", title="Giới thiệu")
    standard.body = [picture_block(photo)]
    standard.save_revision().publish()
    everything_bake("tbtc", "hq", None)
    every = list(photo.renditions.all())

    photo = change(photo)
    old = [each for each in every if each.pk in renditions_outdated(photo)]
    before = stored_with(old)
    assert outbox_dispatch().failed == 0
    services.stale_pages_bake()

    assert {"localhost/rss.xml", "tbtc.localhost/tac-gia/thu-ha/index.html"} <= before
    assert "hq.localhost/index.html" in before
    if change is file_replace:
        assert {
            f"tbtc.localhost{path_of(bodies)}",
            f"hq.localhost{path_of(copied)}",
            "tbtc.localhost/gioi-thieu/index.html",
        } <= before
    assert stored_with(old) == set()
    new = [each for each in photo.renditions.all() if each not in every]
    assert stored_with(new) == before


def test_old_files_leave_the_disk_an_hour_after_no_page_shows_them(
    newsroom, photo, article, django_capture_on_commit_callbacks
):
    everything_bake("tbtc")
    old = cuts_of(photo)
    focal_point_move(photo)
    outbox_dispatch()
    refresh(django_capture_on_commit_callbacks)
    new = [each for each in cuts_of(photo) if each not in old]

    assert (stored_with(old), on_disk(old)) == (set(), old)
    with time_machine.travel(timezone.now() + HOUR):
        refresh(django_capture_on_commit_callbacks)

    assert on_disk(old) == []
    assert (cuts_of(photo), on_disk(new)) == (new, new)
    assert RetiredFiles.objects.count() == 0
    assert stored_with(new) != set()


def test_old_files_stay_while_one_page_that_shows_them_cannot_be_baked(
    newsroom, photo, article, monkeypatch, django_capture_on_commit_callbacks
):
    everything_bake("tbtc")
    old = cuts_of(photo)
    focal_point_move(photo)
    outbox_dispatch()

    def baked_but_for_the_front(site, path, baked):
        if path == "/":
            raise OSError("disk full")
        bake(site, path, baked)

    bake = services.page_bake
    with time_machine.travel(timezone.now() + HOUR):
        monkeypatch.setattr(services, "page_bake", baked_but_for_the_front)
        refresh(django_capture_on_commit_callbacks)

        assert stored_with(old) == {"tbtc.localhost/index.html"}
        assert on_disk(old) == old

        # Marked again for another reason, it still has not been baked.
        monkeypatch.undo()
        services.pages_mark(services.sites_all()[0], ["/khac/"])
        services.stale_pages_bake(limit=0)
        assert on_disk(old) == old

        refresh(django_capture_on_commit_callbacks)

    assert (stored_with(old), on_disk(old)) == (set(), [])
    assert StalePath.objects.count() == 0


def test_a_point_moved_to_and_fro_leaves_pages_whole_until_the_last_is_baked(
    newsroom, photo, article, django_capture_on_commit_callbacks
):
    everything_bake("tbtc")
    first = cuts_of(photo)
    focal_point_move(photo)
    outbox_dispatch()
    services.stale_pages_bake()
    second = [each for each in cuts_of(photo) if each not in first]
    moved_back = Photo.objects.get(pk=photo.pk)
    moved_back.set_focal_point(None)
    moved_back.save()
    photo_renditions_build(photo_id=photo.pk)
    outbox_dispatch()
    services.stale_pages_bake()
    with time_machine.travel(timezone.now() + HOUR):
        focal_point_move(photo)
        outbox_dispatch()
        with django_capture_on_commit_callbacks(execute=True):
            photo_files.files_release()

        assert stored_with(first) != set()
        assert on_disk(first) == first
        assert on_disk(second) == second


def test_a_photo_only_a_body_shows_bakes_that_article_and_no_list(newsroom, photo):
    article = published(newsroom, body=[picture_block(photo)])
    everything_bake("tbtc")

    focal_point_move(photo)
    services.photo_pages_mark(photo_id=photo.pk)

    marked = set(StalePath.objects.values_list("path", flat=True))
    assert marked == {path_of(article)}


def test_a_credit_put_right_reaches_the_page_and_the_file_readers_save(
    newsroom, photo, article, settings
):
    everything_bake("tbtc")
    photo = Photo.objects.get(pk=photo.pk)
    photo.credit, photo.alt_text = "Lê Na", "Cẩu hạ hàng xuống cảng"
    photo.save()
    photo_renditions_build(photo_id=photo.pk)
    everything_bake()

    page = store.page_read(newsroom.unit.hostname, path_of(article)).decode()
    assert '<span class="credit">Ảnh: Lê Na</span>' in page
    assert 'alt="Cẩu hạ hàng xuống cảng"' in page
    first = photo_sources(photo, ratio="3:2").src
    file = Path(settings.MEDIA_ROOT) / first.removeprefix(settings.MEDIA_URL)
    with Image.open(file) as picture:
        artist = picture.getexif()[EXIF_ARTIST]
    assert artist.encode("latin-1").decode() == "Lê Na"


def test_a_caption_saved_bakes_the_pages_that_show_the_photo(newsroom, photo, article):
    everything_bake("tbtc")
    photo = Photo.objects.get(pk=photo.pk)
    photo.caption = "Tàu vào cảng lúc 5 giờ"
    photo.save()
    everything_bake()

    page = store.page_read(newsroom.unit.hostname, path_of(article)).decode()
    assert "Tàu vào cảng lúc 5 giờ" in page


def test_a_photo_nobody_shows_marks_no_page_and_loses_its_old_files(
    newsroom, photo, django_capture_on_commit_callbacks
):
    published(newsroom, "Bài khác", body=[("text", RichText("<p>Không ảnh.</p>"))])
    old = cuts_of(photo)
    focal_point_move(photo)
    services.photo_pages_mark(photo_id=photo.pk)

    assert StalePath.objects.count() == 0
    with time_machine.travel(timezone.now() + HOUR):
        refresh(django_capture_on_commit_callbacks)
    assert on_disk(old) == []
