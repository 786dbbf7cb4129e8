"""Files, assignments, pitches and decisions sent by phones: once each, each their own."""

import uuid

import pytest

from toasoan.archive.models import ArchiveDocument, Photo, Upload
from toasoan.content.models import ArticlePage, FieldAct, FiledPiece
from toasoan.content.services import item_submit
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.newsroom.tests.field_material import (
    ROOT,
    arrived,
    give,
    kept,
    phone,
    piece,
    post,
)
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db):
    return open_newsroom("tbtc")


@pytest.fixture
def other(room):
    return open_newsroom("hq")


@pytest.fixture
def assignment(room):
    return give(room)


# --- Files ------------------------------------------------------------------------


def test_a_file_is_kept_once_with_its_words(room):
    client, key = phone(room.reporter), arrived(room)

    answers = [
        post(
            client, f"tep/{key}/", caption="Ghe", credit="Thu Hà", usage="staff"
        ).json()
        for _ in range(2)
    ]

    photo = Photo.objects.get()
    assert [each["photo"] for each in answers] == [photo.pk, photo.pk]
    assert (photo.caption, photo.credit, photo.usage) == ("Ghe", "Thu Hà", "staff")


def test_a_refused_file_says_why_and_the_text_goes_without_it(room, assignment):
    client = phone(room.reporter)
    key = arrived(room, data=b"MZ" + bytes(300))

    answer = post(client, f"tep/{key}/")

    assert answer.status_code == 400
    assert "chương trình" in answer.json()["message"]
    assert post(client, "bai/", **piece(assignment=assignment.pk)).status_code == 200


def test_anothers_file_is_as_if_there_were_none(room, assignment):
    key = arrived(room)
    colleague = phone(room.people[Role.DESK_EDITOR])

    assert post(colleague, f"tep/{key}/").status_code == 404
    assert Upload.objects.get().state == "received"


def test_sound_goes_with_the_article_as_a_document(room, assignment):
    client = phone(room.reporter)
    key = kept(room, client, kind="audio", data=b"ID3\x04" + bytes(500), name="a.mp3")

    post(client, "bai/", **piece(assignment=assignment.pk, recordings=[key]))

    assert list(FiledPiece.objects.get().recordings.all()) == [
        ArchiveDocument.objects.get()
    ]
    screen = phone(room.chief).get(f"/toa-soan/bai/{ArticlePage.objects.get().pk}/")
    assert "Gửi từ hiện trường" in screen.content.decode()


# --- Assignments and pitches ------------------------------------------------------


def test_taking_work_on_twice_is_taking_it_once(room, assignment):
    client, key = phone(room.reporter), str(uuid.uuid4())

    answers = [
        post(client, f"viec/{assignment.pk}/nhan/", id=key).status_code
        for _ in range(2)
    ]

    assignment.refresh_from_db()
    assert (answers, assignment.state) == ([200, 200], "accepted")


def test_declining_needs_the_reason(room, assignment):
    client, path = phone(room.reporter), f"viec/{assignment.pk}/tu-choi/"

    assert post(client, path, note=" ").status_code == 400
    assignment.refresh_from_db()
    assert assignment.state == "assigned"
    assert post(client, path, note="Đang ở xa").status_code == 200
    assignment.refresh_from_db()
    assert (assignment.state, assignment.closing_reason) == ("declined", "Đang ở xa")


def test_anothers_work_is_as_if_there_were_none(room, assignment):
    client = phone(room.people[Role.DESK_EDITOR])

    for path in ("nhan", "tu-choi", "nop"):
        answer = post(client, f"viec/{assignment.pk}/{path}/", note="x")
        assert answer.status_code == 404
    assignment.refresh_from_db()
    assert assignment.state == "assigned"


def test_photos_are_handed_in_once(room):
    assignment = give(room, Coverage.Kind.PHOTO)
    client, key = phone(room.reporter), str(uuid.uuid4())
    uploads = [kept(room, client), kept(room, client)]

    answers = [
        post(
            client,
            f"viec/{assignment.pk}/nop/",
            id=key,
            uploads=uploads,
            note="Hai ảnh",
        ).status_code
        for _ in range(2)
    ]

    assignment.refresh_from_db()
    assert (answers, assignment.state) == ([200, 200], "submitted")
    assert assignment.handed_in_photos == list(
        Photo.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert assignment.handed_in_note == "Hai ảnh"


def test_film_is_handed_in_as_the_way_to_it(room):
    assignment = give(room, Coverage.Kind.VIDEO)
    client = phone(room.reporter)
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(500)
    key = kept(room, client, kind="video", data=film, name="phim.mp4")

    post(client, f"viec/{assignment.pk}/nop/", uploads=[key])

    assignment.refresh_from_db()
    document = ArchiveDocument.objects.get()
    assert assignment.state == "submitted"
    assert assignment.handed_in_link.endswith(document.url)


def test_a_pitch_sent_twice_is_one_story(room):
    client, key = phone(room.reporter), str(uuid.uuid4())
    [unit] = client.get(f"{ROOT}toi/").json()["units"]
    body = {
        "id": key,
        "unit": "tbtc",
        "title": "Chợ nổi vắng dần",
        "brief": "Vì sao, hỏi ai.",
        "desk": unit["desks"][0][0],
        "subject": unit["subjects"][0][0],
    }

    answers = [post(client, "de-xuat/", **body).status_code for _ in range(2)]

    story = Story.objects.get()
    assert answers == [200, 200]
    assert (story.title, story.slugline) == ("Chợ nổi vắng dần", "cho-noi-vang-dan")
    assert story.pitched_by == room.reporter


def test_a_pitch_to_a_unit_one_is_not_in_is_404(room, other):
    answer = post(phone(room.reporter), "de-xuat/", unit="hq", title="a", brief="b")

    assert answer.status_code == 404
    assert Story.objects.count() == 0


# --- Deciding ---------------------------------------------------------------------


@pytest.fixture
def in_review(room):
    article = make_article(room)
    item_submit(item=article, by=room.reporter)
    return article


def test_the_chief_approves_and_publishes_from_the_phone(room, in_review):
    client = phone(room.chief)
    [row] = client.get(f"{ROOT}duyet/").json()["rows"]
    assert (row["turn"], row["title"]) == ("ahead", in_review.title)
    told = client.get(f"{ROOT}bai/{row['article']}/").json()
    assert [each["verb"] for each in told["actions"]] == ["tra-lai", "duyet"]

    key = str(uuid.uuid4())
    approved = [
        post(client, f"bai/{told['id']}/duyet/", id=key, base=told["base"], step=1)
        for _ in range(2)
    ]
    told = client.get(f"{ROOT}bai/{told['id']}/").json()
    published = post(client, f"bai/{told['id']}/xuat-ban/", base=told["base"])

    assert [each.status_code for each in approved] == [200, 200]
    assert (published.status_code, published.json()["said"]) == (200, "Đã xuất bản.")
    in_review.refresh_from_db()
    assert in_review.live
    assert in_review.reviews.get().decisions.filter(kind="approve").count() == 1


def test_only_the_text_that_was_read_is_approved(room, in_review):
    client = phone(room.chief)
    told = client.get(f"{ROOT}bai/{in_review.pk}/").json()
    draft = in_review.get_latest_revision_as_object()
    draft.sapo = "Vừa sửa."
    draft.save_revision(user=room.people[Role.DESK_EDITOR])

    answer = post(client, f"bai/{told['id']}/duyet/", base=told["base"], step=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "piece_changed")
    assert in_review.reviews.get().step == 1


def test_returning_needs_a_reason_and_reaches_the_writers_phone(room, in_review):
    client, path = phone(room.people[Role.DESK_EDITOR]), f"bai/{in_review.pk}/tra-lai/"
    base = client.get(f"{ROOT}bai/{in_review.pk}/").json()["base"]

    without = post(client, path, base=base, step=1, to_step=0, comment="")
    done = post(client, path, base=base, step=1, to_step=0, comment="Thiếu nguồn")

    assert (without.status_code, done.status_code) == (400, 200)
    [row] = phone(room.reporter).get(f"{ROOT}viec/").json()["rows"]
    assert row["returned"]["reason"] == "Thiếu nguồn"


def test_a_reporter_can_neither_approve_nor_publish(room, in_review):
    client = phone(room.reporter)
    base = client.get(f"{ROOT}bai/{in_review.pk}/").json()["base"]

    for verb in ("duyet", "xuat-ban"):
        answer = post(client, f"bai/{in_review.pk}/{verb}/", base=base, step=1)
        assert answer.status_code == 403
    in_review.refresh_from_db()
    assert (in_review.live, in_review.reviews.get().step) == (False, 1)


def test_other_verbs_are_not_for_phones(room, in_review):
    client = phone(room.chief)
    base = client.get(f"{ROOT}bai/{in_review.pk}/").json()["base"]

    assert post(client, f"bai/{in_review.pk}/go/", base=base).status_code == 404


def test_another_units_article_is_as_if_there_were_none(in_review, other):
    client = phone(other.chief)

    assert client.get(f"{ROOT}bai/{in_review.pk}/").status_code == 404
    answer = post(client, f"bai/{in_review.pk}/duyet/", base="", step=1)
    assert answer.status_code == 404
    assert client.get(f"{ROOT}duyet/").json()["rows"] == []
    assert in_review.reviews.get().step == 1


def test_an_assignment_of_another_state_is_told_so(room, assignment):
    Assignment.objects.filter(pk=assignment.pk).update(state="withdrawn")

    answer = post(phone(room.reporter), f"viec/{assignment.pk}/nhan/")

    assert answer.status_code == 409
    assert FieldAct.objects.count() == 0
