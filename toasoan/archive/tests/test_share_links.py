"""Links for people outside: what they show, until when, behind what, and who came."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from PIL import Image

from toasoan.archive.errors import ShareGone, ShareLocked, ShareRefused, ShareWrong
from toasoan.archive.holdings.papers import lease_add
from toasoan.archive.models import Photo, ShareLink
from toasoan.archive.sharelinks.links import share_link_end, share_link_make
from toasoan.archive.sharelinks.opening import (
    share_download,
    share_link_open,
    share_password_try,
)
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "Mật-khẩu-báo"


@pytest.fixture
def photo(unit):
    data = picture_bytes((900, 600))
    return photo_make(unit, data, title="Cảng Cát Lái", credit="Nguyễn An")


@pytest.fixture
def made(unit, keeper, photo):
    def make(*assets, **how):
        how = {"name": "Báo bạn", "gives": "marked"} | how
        entries = [asset.entry for asset in assets or (photo,)]
        return share_link_make(unit=unit, entries=entries, by=keeper, **how)

    return make


def address(token, pk=None, name="page"):
    return reverse(f"shared:{name}", args=[token] if pk is None else [token, pk])


def body(response):
    whole = b"".join(response.streaming_content)
    response.close()
    return whole


def test_an_outsider_sees_words_and_a_marked_picture_and_nothing_else(
    unit, photo, made, client
):
    other = photo_make(unit, title="Không chia sẻ")
    _link, token = made()

    page = client.get(address(token))
    text = page.content.decode()

    assert "Cảng Cát Lái" in text
    assert "Ghi nguồn: Nguyễn An" in text
    assert "Không chia sẻ" not in text
    assert "Báo bạn" not in text
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    # Anything stricter, here or in the page, takes the origin from its own forms.
    assert page["Referrer-Policy"] == "same-origin"
    assert 'name="referrer"' not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    shown = body(client.get(address(token, photo.entry.pk, "picture")))
    with Image.open(io.BytesIO(shown)) as picture:
        assert picture.size == (800, 533)
    for name, verb in (("picture", client.get), ("download", client.post)):
        assert verb(address(token, other.entry.pk, name)).status_code == 404
    assert client.post(address(token, photo.entry.pk, "download")).status_code == 409


def test_unknown_over_and_revoked_links_get_one_and_the_same_answer(
    made, keeper, photo, client
):
    revoked, token = made()
    share_link_end(link=revoked, by=keeper)
    _over, late_token = made(days=1)
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1), tick=False):
        answers = [
            client.get(address(each))
            for each in ("khong-co", token, late_token, "x" * 4000)
        ]
        for each in (token, late_token):
            picture = client.get(address(each, photo.entry.pk, "picture"))
            assert picture.status_code == 404
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert {answer["X-Robots-Tag"] for answer in answers} == {
        "noindex, nofollow, noarchive"
    }


def test_only_the_hash_of_token_and_password_is_kept(made):
    link, token = made(password=PASSWORD)
    row = " ".join(map(str, ShareLink.objects.filter(pk=link.pk).values_list()[0]))
    assert token not in row
    assert PASSWORD not in row
    entry = AuditEntry.objects.filter(action="archive.share_made").get()
    assert token not in str(entry.data)
    assert PASSWORD not in str(entry.data)


def test_behind_a_password_nothing_is_told_before_it_is_right(photo, made, client):
    link, token = made(password=PASSWORD)
    door = client.get(address(token))
    assert "Cảng Cát Lái" not in door.content.decode()
    assert client.get(address(token, photo.entry.pk, "picture")).status_code == 404

    wrong = client.post(address(token), {"password": "sai"})
    assert (wrong.status_code, "Mật khẩu không đúng" in wrong.content.decode()) == (
        403,
        True,
    )
    right = client.post(address(token), {"password": PASSWORD})
    assert right.status_code == 302
    assert "Cảng Cát Lái" in client.get(address(token)).content.decode()
    assert "Cảng Cát Lái" not in Client().get(address(token)).content.decode()
    assert [visit.deed for visit in link.visits.all()] == ["opened", "wrong"]


def test_five_wrong_passwords_close_the_door_for_fifteen_minutes(made):
    link, _token = made(password=PASSWORD)
    now = clock.now()
    with time_machine.travel(now, tick=False) as at:
        for _each in range(5):
            assert not share_password_try(link=link, typed="sai", address="")
        with pytest.raises(ShareLocked):
            share_password_try(link=link, typed=PASSWORD, address="")
        at.shift(timedelta(minutes=15, seconds=1))
        assert share_password_try(link=link, typed=PASSWORD, address="")
    link.refresh_from_db()
    assert (link.wrong_tries, link.locked_until) == (0, None)


def test_downloads_are_counted_end_and_stand_in_the_log(photo, made, client):
    link, token = made(gives="original", downloads_most=1)
    file = client.post(address(token, photo.entry.pk, "download"))
    with photo.file.open() as original:
        assert body(file) == original.read()
    again = client.post(address(token, photo.entry.pk, "download"))
    assert (again.status_code, "Đã tải hết số lượt" in again.content.decode()) == (
        409,
        True,
    )
    link.refresh_from_db()
    assert link.downloads == 1
    [visit] = link.visits.filter(deed="downloaded")
    assert (visit.title, visit.address) == ("Cảng Cát Lái", "127.0.0.1")
    assert AuditEntry.objects.filter(action="archive.share_downloaded").count() == 1
    assert client.get(address(token, photo.entry.pk, "download")).status_code == 405


def test_the_size_for_the_web_is_given_with_the_credit_inside(photo, made):
    link, _token = made(gives="web")
    file, name = share_download(link=link, entry_pk=photo.entry.pk, address="")
    with file, Image.open(file) as picture:
        assert picture.size == (900, 600)
        assert picture.getexif()[315].encode("latin-1").decode() == "Nguyễn An"
    assert name == "Cảng_Cát_Lái.jpg"


@pytest.mark.parametrize(
    ("usage", "gives", "reason"),
    [
        (Photo.Usage.FORBIDDEN, "marked", "bị cấm dùng, không chia sẻ được"),
        (Photo.Usage.UNKNOWN, "web", "chưa rõ quyền"),
        (Photo.Usage.AGENCY, "original", "mua cho đơn vị dùng"),
    ],
)
def test_what_may_not_go_outside_is_refused_with_the_reason(
    usage, gives, reason, unit, made
):
    photo = photo_make(unit, usage=usage)
    with pytest.raises(ShareWrong, match=reason):
        made(photo, gives=gives)
    assert not ShareLink.objects.exists()


def test_what_was_bought_goes_outside_where_a_paper_says_so(unit, keeper, made):
    photo = photo_make(unit, usage=Photo.Usage.AGENCY)
    made(photo, gives="marked")
    lease_add(entry=photo.entry, says="allow", channels=["outside"], by=keeper)
    made(photo, gives="original")


def test_a_right_that_ends_later_takes_the_file_and_the_picture_away(
    photo, keeper, made, client
):
    link, token = made(gives="original")
    lease_add(entry=photo.entry, says="deny", by=keeper)
    with pytest.raises(ShareRefused):
        share_download(link=link, entry_pk=photo.entry.pk, address="")
    assert "nay không tải được" in client.get(address(token)).content.decode()
    photo.usage = Photo.Usage.FORBIDDEN
    photo.save()
    assert "Cảng Cát Lái" not in client.get(address(token)).content.decode()
    assert client.get(address(token, photo.entry.pk, "picture")).status_code == 404


def test_what_moves_to_another_unit_leaves_the_link(photo, made):
    link, _token = made(gives="original")
    photo.collection = unit_make("thue").collection
    photo.save()
    with pytest.raises(ShareGone):
        share_download(link=link, entry_pk=photo.entry.pk, address="")


def test_only_keepers_share_and_only_what_is_their_units(unit, photo, keeper):
    other = unit_make("thue")
    theirs = photo_make(other)
    how = {"name": "X", "gives": "marked"}
    for person in (
        person_make(unit, Role.REPORTER),
        person_make(other, Role.ARCHIVIST),
    ):
        with pytest.raises(NotAllowed):
            share_link_make(unit=unit, entries=[photo.entry], by=person, **how)
    with pytest.raises(NotFound):
        share_link_make(
            unit=unit, entries=[photo.entry, theirs.entry], by=keeper, **how
        )
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 0},
        {"days": 91},
        {"gives": "all"},
        {"name": " "},
        {"name": "x" * 201},
        {"password": "ngắn"},
        {"downloads_most": 0},
    ],
)
def test_a_link_that_makes_no_sense_is_refused(wrong, made):
    with pytest.raises(ShareWrong):
        made(**wrong)
    assert not ShareLink.objects.exists()


def test_the_keeper_makes_it_on_the_screen_sees_it_once_and_revokes_it(
    unit, keeper, photo
):
    document = document_make(unit)
    theirs = photo_make(unit_make("thue"), title="Của đơn vị khác")
    browser = Client()
    browser.force_login(keeper)
    ticked = [photo.entry.pk, document.entry.pk, theirs.entry.pk]
    form = browser.get(reverse("shares:new"), {"muc": ticked}).content.decode()
    assert "Bỏ 1 mục không thuộc đơn vị này" in form
    assert "Của đơn vị khác" not in form
    bad = browser.post(
        reverse("shares:new"), {"muc": ticked, "name": "Bộ", "gives": "web", "days": 7}
    )
    assert (bad.status_code, 'value="Bộ"' in bad.content.decode()) == (409, True)
    sent = browser.post(
        reverse("shares:new"),
        {"muc": ticked, "name": "Bộ", "gives": "original", "days": 7},
    )
    link = ShareLink.objects.get()
    screen = browser.get(sent.url).content.decode()
    shown = screen[screen.index("data-share-address") - 200 :]
    token = shown.split("/chia-se/")[1].split("/")[0]
    assert share_link_open(token) == link
    assert token not in browser.get(sent.url).content.decode()
    assert "Bộ" in browser.get(reverse("shares:links")).content.decode()
    browser.post(reverse("shares:end", args=[link.pk]))
    with pytest.raises(ShareGone):
        share_link_open(token)


def test_another_units_keeper_neither_sees_nor_revokes_it(made):
    link, _token = made()
    browser = Client()
    browser.force_login(person_make(unit_make("thue"), Role.EDITOR_IN_CHIEF))
    assert browser.get(reverse("shares:link", args=[link.pk])).status_code == 404
    assert browser.post(reverse("shares:end", args=[link.pk])).status_code == 404
    link.refresh_from_db()
    assert link.ended_at is None
